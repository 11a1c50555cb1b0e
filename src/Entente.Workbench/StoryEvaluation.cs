using Entente.Record.Stories;

namespace Entente.Workbench;

/// <summary>
/// Stories against ECB+ (two sibling happenings a topic that must be kept apart): B-cubed F1 and the share of sibling pairs put together;
/// copies against planted ones of eight kinds among the agency reports that they were made from.
/// </summary>
public static class StoryEvaluation
{
    public static IEnumerable<(string What, double Percent)> Run(string corpora, TermWeights rarity) => Grouping(corpora, rarity).Concat(Copies(corpora));

    private static IEnumerable<(string What, double Percent)> Grouping(string corpora, TermWeights rarity)
    {
        var reports = StoryCorpus.Read(Path.Combine(corpora, "stories", "ecbplus_topics_1_22.jsonl")).ToList();
        var grouping = new StoryGrouping(rarity);
        var known = reports.ConvertAll(r => grouping.Add(r.Id, r.Title, r.Text, null).Story);
        var settled = grouping.Settled().Select(g => g.Story).ToList();
        yield return ("stories B-cubed", BCubed(reports, settled));
        yield return ("stories siblings kept apart", 100 - SiblingsTogether(reports, settled));
        yield return ("stories B-cubed as they come", BCubed(reports, known));
    }

    private static IEnumerable<(string What, double Percent)> Copies(string corpora)
    {
        var planted = StoryCorpus.Read(Path.Combine(corpora, "stories", "neardup_planted_dev.jsonl")).ToList();
        var originals = StoryCorpus.Read(Path.Combine(corpora, "stories", "reuters21578_stream.jsonl.gz")).Concat(StoryCorpus.Read(Path.Combine(corpora, "stories", "ecbplus_topics_1_22.jsonl"))).ToList();
        var index = new NearDuplicates();
        var names = new List<string>();
        var origin = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var r in originals)
        {
            var near = index.Add(names.Count, r.Title, r.Text);
            origin[r.Id] = near.Count > 0 && near[0].Containment >= NearDuplicates.Copy ? origin[names[near[0].Text]] : r.Id;
            names.Add(r.Id);
        }

        int claimed = 0, right = 0;
        var kinds = new SortedDictionary<string, (int All, int Found)>(StringComparer.Ordinal);
        foreach (var p in planted)
        {
            var near = index.Add(names.Count, p.Title, p.Text);
            var found = near.Count > 0 && near[0].Containment >= NearDuplicates.Copy ? origin[names[near[0].Text]] : null;
            origin[p.Id] = found ?? p.Id;
            names.Add(p.Id);
            var hit = found is not null && found == origin[p.Origin!];
            claimed += found is null ? 0 : 1;
            right += hit ? 1 : 0;
            var (all, had) = kinds.GetValueOrDefault(p.Kind!);
            kinds[p.Kind!] = (all + 1, had + (hit ? 1 : 0));
        }

        foreach (var (kind, (all, had)) in kinds)
        {
            yield return ($"copies {kind}", 100.0 * had / all);
        }

        yield return ("copies precision", 100.0 * right / claimed);
    }

    private static double BCubed(List<CorpusReport> reports, List<string> stories)
    {
        double precision = 0, recall = 0;
        for (var i = 0; i < reports.Count; i++)
        {
            int mine = 0, gold = 0, both = 0;
            for (var j = 0; j < reports.Count; j++)
            {
                var (same, wanted) = (stories[i] == stories[j], reports[i].Story == reports[j].Story);
                mine += same ? 1 : 0;
                gold += wanted ? 1 : 0;
                both += same && wanted ? 1 : 0;
            }

            precision += (double)both / mine;
            recall += (double)both / gold;
        }

        return 100 * 2 * precision * recall / (precision + recall) / reports.Count;
    }

    private static double SiblingsTogether(List<CorpusReport> reports, List<string> stories)
    {
        int pairs = 0, together = 0;
        for (var i = 0; i < reports.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (reports[i].Topic == reports[j].Topic && reports[i].Story != reports[j].Story)
                {
                    pairs++;
                    together += stories[i] == stories[j] ? 1 : 0;
                }
            }
        }

        return 100.0 * together / pairs;
    }
}
