using System.Globalization;
using Entente.Record;
using NodaTime;

namespace Entente.Server;

/// <summary>Lays out what charts draw; the pages only print it.</summary>
public static class Charts
{
    /// <summary>A number as SVG has it.</summary>
    public static string N(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A small number as SVG has it.</summary>
    public static string N2(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>The first and last day of dated items, or null where none is dated. The outermost hundredth is left out, so that one old treaty does not squeeze the rest.</summary>
    public static (LocalDate From, LocalDate To)? Span(IEnumerable<Item> items)
    {
        var days = items.Select(i => i.Face.When.Start ?? i.Known.First).OfType<LocalDate>().Order().ToList();
        return days.Count == 0 ? null : (days[days.Count / 50], days[^(1 + days.Count / 100)]);
    }

    /// <summary>Marks for an axis: years, months or days, at most about a dozen.</summary>
    public static IEnumerable<(LocalDate Start, LocalDate End, string Label)> Ticks(LocalDate from, LocalDate to)
    {
        var days = Period.DaysBetween(from, to);
        if (days > 900)
        {
            var step = Math.Max(1, (to.Year - from.Year + 11) / 12);
            for (var year = from.Year; year <= to.Year; year += step)
            {
                yield return (new LocalDate(year, 1, 1), new LocalDate(year + step - 1, 12, 31), year.ToString(CultureInfo.InvariantCulture));
            }
        }
        else if (days > 45)
        {
            var step = Math.Max(1, days / 30 / 10);
            for (var month = new LocalDate(from.Year, from.Month, 1); month <= to; month = month.PlusMonths(step))
            {
                yield return (month, month.PlusMonths(step).PlusDays(-1), month.ToString("uuuu-MM", CultureInfo.InvariantCulture));
            }
        }
        else
        {
            var step = Math.Max(1, days / 10);
            for (var day = from; day <= to; day = day.PlusDays(step))
            {
                yield return (day, day.PlusDays(step - 1), day.ToString("MM-dd", CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Pairs of states and what passed between them, the busiest first.</summary>
    public static IReadOnlyList<Pair> Pairs(IEnumerable<Item> items)
    {
        var pairs = new Dictionary<(string, string), Pair>();
        foreach (var item in items)
        {
            var states = Sides(item.Face).Order(StringComparer.Ordinal).ToList();
            // A list of ten states names each pair of them once, a longer one is a roll call and no tie.
            if (states.Count is < 2 or > 10)
            {
                continue;
            }

            for (var a = 0; a < states.Count; a++)
            {
                for (var b = a + 1; b < states.Count; b++)
                {
                    var pair = pairs.GetValueOrDefault((states[a], states[b])) ?? new Pair(states[a], states[b], 0, 0, 0);
                    pairs[(states[a], states[b])] = item.Face switch
                    {
                        Claim.Commitment => pair with { Undertakings = pair.Undertakings + 1 },
                        Claim.Event { Act: "CONSULT" or "AGREE" or "COOPERATE" or "SUPPORT" or "CONCEDE" or "AID" or "RETREAT" } => pair with { Met = pair.Met + 1 },
                        Claim.Event => pair with { Against = pair.Against + 1 },
                        _ => pair,
                    };
                }
            }
        }

        return [.. pairs.Values.Where(p => p.All > 0).OrderByDescending(p => p.All).ThenBy(p => p.A, StringComparer.Ordinal).ThenBy(p => p.B, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Sides(Claim face) => face.Actors.Concat(face is Claim.Commitment c ? c.Parties : []).Select(a => a.State).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal);
}

/// <summary>What passed between two states: meetings and agreements, undertakings, acts against each other.</summary>
public sealed record Pair(string A, string B, int Met, int Undertakings, int Against)
{
    public int All => Met + Undertakings + Against;
}
