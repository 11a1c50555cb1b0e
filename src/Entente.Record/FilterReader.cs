using NodaTime;
using NodaTime.Text;

namespace Entente.Record;

/// <summary>Makes a question of its parts in words, as a command line or an address gives them.</summary>
public static class FilterReader
{
    /// <param name="value">The text of a part by its name (since, until, as-of, known-at, state, actor, mechanism, status, place, text, rejected); null or empty where it is not asked for.</param>
    /// <param name="dossier">Members of the dossier asked for.</param>
    /// <returns>The filter and the day of what could be known; or why there is none.</returns>
    public static (Filter? Filter, LocalDate? KnownAt, string? Why) Read(Func<string, string?> value, IReadOnlyList<string> dossier)
    {
        string? Get(string name) => value(name) is { Length: > 0 } text ? text : null;
        var days = new Dictionary<string, LocalDate?>(StringComparer.Ordinal);
        foreach (var name in (string[])["since", "until", "as-of", "known-at"])
        {
            if (Get(name) is not { } text)
            {
                continue;
            }

            var parsed = LocalDatePattern.Iso.Parse(text);
            if (!parsed.Success)
            {
                return (null, null, $"{name} '{text}' is no date (wanted: 2024-04-10)");
            }

            days[name] = parsed.Value;
        }

        if (Get("mechanism") is { } mechanism && !Fields.Mechanisms.Contains(mechanism))
        {
            return (null, null, $"no mechanism '{mechanism}'; mechanisms are {string.Join(", ", Fields.Mechanisms)}");
        }

        return (new Filter
        {
            Since = days.GetValueOrDefault("since"), Until = days.GetValueOrDefault("until"), AsOf = days.GetValueOrDefault("as-of"),
            Members = Get("state") is { } state ? [.. dossier, state.ToUpperInvariant()] : dossier,
            Actor = Get("actor"), Mechanism = Get("mechanism"), Status = Get("status"), Place = Get("place"), Text = Get("text"), Rejected = Get("rejected") is "true" or "on" or "1",
        }, days.GetValueOrDefault("known-at"), null);
    }

    /// <summary>The members that a dossier's name or a set of codes stands for; null where it is neither.</summary>
    public static IReadOnlyList<string>? Members(string asked, IEnumerable<(string Id, IReadOnlyList<string> Members)> dossiers)
    {
        foreach (var (id, members) in dossiers)
        {
            if (id.Equals(asked, StringComparison.OrdinalIgnoreCase))
            {
                return members;
            }
        }

        var codes = asked.ToUpperInvariant().Split('-');
        return Array.TrueForAll(codes, c => c.Length is 3 or 4 or 5 && c.All(char.IsAsciiLetterUpper)) ? codes : null;
    }
}
