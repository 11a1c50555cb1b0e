using NodaTime;

namespace Entente.Knowledge;

/// <summary>Answers a question in words from the knowledge files: an office by day, a person, an instrument, a place, a state.</summary>
public static class Lookup
{
    public static IEnumerable<string> Find(KnowledgeBase kb, string query, LocalDate? day)
    {
        var words = Normal(query);
        foreach (var group in kb.Tenures.Where(t => Normal(t.Office).SetEquals(words) || Matches(kb, t, words)).GroupBy(t => t.Office, StringComparer.Ordinal))
        {
            foreach (var t in group.Where(t => day is not { } d || t.Covers(d)))
            {
                yield return $"{t.Office}: {t.Person.Label}, {Day(t.Start)} to {(t.End is { } e ? Day(e) : "…")}  [{t.Source}]";
            }
        }

        if (kb.FindPerson(query) is { } person)
        {
            yield return person.Label + (person.Aliases.Count > 0 ? $" (also {string.Join(", ", person.Aliases)})" : "");
            foreach (var t in person.Tenures.Where(t => day is not { } d || t.Covers(d)))
            {
                yield return $"  {t.Office}, {Day(t.Start)} to {(t.End is { } e ? Day(e) : "…")}  [{t.Source}]";
            }
        }

        foreach (var i in kb.Instruments.Values.Where(i => Is(i.Label) || i.Aliases.Any(Is)))
        {
            yield return $"{i.Label}: {string.Join(", ", i.Parties.Select(kb.LabelOf))}; signed {Optional(i.Signed)}, in force {Optional(i.InForce)}{(i.Ended is { } e ? ", ended " + Day(e) : "")}";
            foreach (var p in kb.Provisions.Where(p => p.Instrument == i.Id))
            {
                yield return $"  Article {p.Article}: {p.Obligation}; {p.Condition}{(p.Scope.Length > 0 ? "; scope: " + p.Scope : "")}";
            }
        }

        foreach (var p in kb.Places.Where(p => Is(p.Label) || p.Aliases.Any(Is)))
        {
            yield return $"{p.Label} ({p.Kind}){(p.Country.Length > 0 ? ", " + kb.LabelOf(p.Country) : "")}{(p.Latitude is { } lat ? FormattableString.Invariant($", {lat:0.##}, {p.Longitude:0.##}") : "")}{(p.Aliases.Length > 0 ? "; also " + string.Join(", ", p.Aliases) : "")}";
            foreach (var c in kb.Claims.Where(c => c.Place == p.Id && (day is not { } d || c.Holds(d))))
            {
                yield return $"  {c.Relation switch { "administers" => "administered", _ => "claimed" }} by {kb.LabelOf(c.State)} since {Day(c.Start)}{(c.End is { } e ? " until " + Day(e) : "")}{(c.Source.Length > 0 ? $"  [{c.Source}]" : "")}";
            }
        }

        foreach (var s in kb.States.Values.Where(s => Is(s.Name) || Is(s.Id) || s.Aliases.Any(Is)))
        {
            yield return $"{s.Name} ({s.Id}), capital {s.Capital}";
        }

        bool Is(string name) => name.Equals(query, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>"defence minister of Japan" and "Minister of Defense of Japan" ask for the same.</summary>
    private static bool Matches(KnowledgeBase kb, Tenure t, HashSet<string> words)
    {
        var state = Normal(kb.LabelOf(t.State));
        var kind = Normal(t.Kind.Replace('-', ' '));
        return words.SetEquals(kind.Concat(state)) || (kb.States.TryGetValue(t.State, out var s) && s.Adjectives.Any(a => words.SetEquals(kind.Concat(Normal(a)))));
    }

    private static HashSet<string> Normal(string text) => [.. text.ToLowerInvariant().Replace("defence", "defense", StringComparison.Ordinal).Split([' ', '-', ',', '.'], StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("of" or "the"))];

    private static string Day(LocalDate d) => NodaTime.Text.LocalDatePattern.Iso.Format(d);

    private static string Optional(LocalDate? d) => d is { } day ? Day(day) : "–";
}
