using Entente.Knowledge;
using Entente.Record;
using Entente.Record.Asking;
using NodaTime;

namespace Entente.Server;

/// <summary>One part of an alliance as it stands on a day.</summary>
/// <param name="Mechanism">The part.</param>
/// <param name="Count">How many items are on record.</param>
/// <param name="Standing">What says how it stands: the latest undertaking or affirmation, else the latest item of any kind.</param>
/// <param name="Latest">The latest items, latest first.</param>
/// <param name="Bars">How many came about in each of equal parts of the dossier's span.</param>
public sealed record AlliancePart(string Mechanism, int Count, Item Standing, IReadOnlyList<Item> Latest, IReadOnlyList<int> Bars);

/// <summary>Where each part of an alliance stands as of a day.</summary>
/// <param name="Count">How many items are on record.</param>
/// <param name="Last">The latest change: an undertaking, affirmation or relation with a day.</param>
/// <param name="Parts">Those on which something is on record, in the order of <see cref="Fields.Mechanisms"/>.</param>
public sealed record AllianceState(int Count, Item? Last, IReadOnlyList<AlliancePart> Parts)
{
    /// <summary>Items listed under a part.</summary>
    public const int Listed = 15;

    private const int Bars = 24;

    /// <summary>A span is counted in about so many stretches before bars are made of them.</summary>
    private const int Fine = 480;

    /// <param name="asOf">Null: all that is on record.</param>
    public static AllianceState Of(IRecordReader record, Dossier dossier, LocalDate? asOf)
    {
        var filter = new Filter { Members = dossier.Members, AsOf = asOf };
        var counts = record.Tallies(filter).GroupBy(t => t.Mechanism, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(t => t.Count), StringComparer.Ordinal);
        var (stretches, days) = Spread(record, filter);
        var span = Span(stretches);
        var parts = new List<AlliancePart>();
        foreach (var mechanism in Fields.Mechanisms.Where(counts.ContainsKey))
        {
            var part = filter with { Mechanism = mechanism };
            var latest = record.Ask(part, new Page(Listed, LatestFirst: true));
            var standing = latest.FirstOrDefault(i => i.Face is Claim.Commitment or Claim.Affirmation) ?? record.Ask(part, new Page(1, LatestFirst: true), "commitment", "affirmation").FirstOrDefault() ?? latest[0];
            parts.Add(new AlliancePart(mechanism, counts[mechanism], standing, latest, span is { } s ? Binned(stretches.Where(x => x.Mechanism == mechanism), s, days) : []));
        }

        var last = record.Ask(filter, new Page(Listed, LatestFirst: true), "commitment", "affirmation", "relation").FirstOrDefault(i => i.Face.When.IsKnown);
        return new AllianceState(counts.Values.Sum(), last, parts);
    }

    /// <summary>How many came about when, by mechanism, in stretches of as many days as the whole span wants.</summary>
    private static (IReadOnlyList<Stretch> Stretches, int Days) Spread(IRecordReader record, Filter filter)
    {
        var dated = filter with { ArisenBy = LocalDate.MaxIsoValue.PlusDays(-1) };
        if (record.Ask(dated, new Page(1)) is not [var first] || record.Ask(dated, new Page(1, LatestFirst: true)) is not [var last])
        {
            return ([], 1);
        }

        var days = Math.Max(1, Period.DaysBetween(Questions.ArisenOn(first)!.Value, Questions.ArisenOn(last)!.Value) / Fine);
        return (record.Spread(filter, days), days);
    }

    /// <summary>The outermost hundredth is left out, so that one old treaty does not squeeze the rest.</summary>
    private static (LocalDate From, LocalDate To)? Span(IReadOnlyList<Stretch> stretches)
    {
        var byDay = stretches.GroupBy(s => s.From).OrderBy(g => g.Key).Select(g => (Day: g.Key, Count: g.Sum(s => s.Count))).ToList();
        var all = byDay.Sum(d => d.Count);
        if (all == 0)
        {
            return null;
        }

        LocalDate At(int place)
        {
            var passed = 0;
            return byDay.First(d => (passed += d.Count) > place).Day;
        }

        return (At(all / 50), At(all - 1 - (all / 100)));
    }

    private static int[] Binned(IEnumerable<Stretch> stretches, (LocalDate From, LocalDate To) span, int days)
    {
        var bars = new int[Bars];
        var length = Math.Max(1, Period.DaysBetween(span.From, span.To) + days);
        foreach (var s in stretches.Where(s => span.From <= s.From && s.From <= span.To))
        {
            bars[(int)((long)Period.DaysBetween(span.From, s.From) * Bars / length)] += s.Count;
        }

        return bars;
    }
}
