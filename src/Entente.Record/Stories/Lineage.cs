using NodaTime;

namespace Entente.Record.Stories;

/// <summary>What other reports of a story tell of one report: which of them it carries, and when it can have been published. What could be known when is not touched by it.</summary>
internal static class Lineage
{
    /// <summary>A report whose own day is known no closer than this many days is dated by its story.</summary>
    private const int VagueDays = 40;

    /// <summary>A repost comes within so many days of what it tells again.</summary>
    private const int Later = 2;

    /// <param name="all">Every reading, by the id of its report.</param>
    /// <param name="groups">Claims that are one.</param>
    /// <returns>The reports in the same order, with the reports that their origins are and the days that their stories allow.</returns>
    public static List<Report> Trace(IReadOnlyList<Reading> all, IReadOnlyDictionary<string, string> storyOf, IReadOnlyDictionary<string, string> copies, IReadOnlyList<IReadOnlyList<Claim>> groups)
    {
        var shared = new Dictionary<string, Dictionary<string, List<Claim>>>(StringComparer.Ordinal);
        foreach (var group in groups.Where(g => g.Count > 1))
        {
            foreach (var claim in group)
            {
                foreach (var other in group.Select(c => c.Evidence.Report).Where(r => r != claim.Evidence.Report).Distinct(StringComparer.Ordinal))
                {
                    var with = shared.TryGetValue(claim.Evidence.Report, out var known) ? known : shared[claim.Evidence.Report] = new(StringComparer.Ordinal);
                    (with.TryGetValue(other, out var list) ? list : with[other] = []).Add(claim);
                }
            }
        }

        var story = all.GroupBy(r => storyOf[r.Report.Id], r => r.Report, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        return [.. all.Select(r => story[storyOf[r.Report.Id]] is { Count: > 1 } together ? Traced(r.Report, together, copies, shared.GetValueOrDefault(r.Report.Id, [])) : r.Report)];
    }

    private static Report Traced(Report report, List<Report> story, IReadOnlyDictionary<string, string> copies, Dictionary<string, List<Claim>> shared)
    {
        var others = story.Where(r => r.Id != report.Id && !copies.ContainsKey(r.Id)).ToList();

        // A credit is to the report that the credited outlet has in this story.
        var origins = report.Origins.Select(o => others.Find(r => Signs(r, o.Name) && !After(r, report)) is { } of ? o with { Report = of.Id } : o).ToList();

        // A ministry's paper that says what this report has it say.
        foreach (var paper in others.Where(r => !After(r, report)))
        {
            if (paper.Origins.FirstOrDefault(o => o is { Kind: "official", Scope: "whole" }) is { } issuer && shared.GetValueOrDefault(paper.Id)?.Find(c => c.Evidence.AccordingTo == issuer.Name || c.Actors.Any(a => a.Label == issuer.Name)) is { } told && !origins.Exists(o => o.Name == issuer.Name))
            {
                origins.Add(new Origin("official", issuer.Name, "part", told.Evidence.Start, told.Evidence.End) { Report = paper.Id });
            }
        }

        // A copy shows in all its words, whatever it credits.
        if (copies.TryGetValue(report.Id, out var copied) && story.Find(r => r.Id == copied) is { } first)
        {
            origins.Add(new Origin("repost", first.Outlet ?? first.Source, "whole", 0, 0) { Report = copied });
        }

        // A translation is of the report with which it has most in common.
        if (report.Flags.Contains("machine-translation") && !copies.ContainsKey(report.Id) && !origins.Exists(o => o.Scope == "whole" || o.Report is not null)
            && others.Where(r => !After(r, report) && shared.GetValueOrDefault(r.Id)?.Count > 1).OrderByDescending(r => shared[r.Id].Count).ThenBy(r => r.Id, StringComparer.Ordinal).FirstOrDefault() is { } original)
        {
            var passage = shared[original.Id][0].Evidence;
            origins.Add(new Origin("translation", original.Outlet ?? original.Source, "whole", passage.Start, passage.End) { Report = original.Id });
        }

        var traced = report with { Origins = origins };
        var days = others.Where(r => r.Published is { IsKnown: true, Days: <= VagueDays }).Select(r => r.Published).ToList();
        if (report.Published.Days > VagueDays && days.Count > 0)
        {
            var (from, to) = (days.Min(d => d.Start!.Value), days.Max(d => d.End!.Value).PlusDays(Later));
            if (report.Published.IsKnown)
            {
                (from, to) = (LocalDate.Max(from, report.Published.Start!.Value), LocalDate.Min(to, report.Published.End!.Value));
            }

            traced = from <= to ? traced with { Published = When.Between(from, to, DateBasis.Inferred) } : traced;
        }

        return traced;
    }

    private static bool Signs(Report report, string name) => report.Outlet == name || report.Origins.Any(o => o is { Kind: "wire" or "official", Scope: "whole" } && o.Name == name);

    private static bool After(Report other, Report report) => other.Published.IsKnown && report.Published.IsKnown && report.Published.End < other.Published.Start;
}
