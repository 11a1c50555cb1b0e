using System.Globalization;
using Entente.Engine;
using Entente.Knowledge;

namespace Entente.Workbench;

/// <summary>
/// Names of persons, states and places in the sample's reports, and who or what each is taken for, against a reader's marks: a file of rows (report, kind, words, which occurrence of the
/// words in the file, label). A label agrees where it is the same name, or where the knowledge files have both for one person or place.
/// </summary>
public static class MentionEvaluation
{
    public static IEnumerable<(string What, double Percent)> Run(string home, string marks, Pipeline pipeline, KnowledgeBase kb, TextWriter? log)
    {
        var counts = new SortedDictionary<string, (int Wanted, int Found, int Right)>(StringComparer.Ordinal);
        foreach (var report in File.ReadLines(marks).Where(l => l.Length > 0).Select(l => l.Split('\t')).GroupBy(r => r[0], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var text = File.ReadAllText(Path.Combine(home, "sample", "reports", report.Key + ".txt"));
            var named = pipeline.Named(text);
            foreach (var row in report)
            {
                var (kind, words, label) = (row[1], row[2], row[4]);
                var start = -1;
                for (var n = int.Parse(row[3], CultureInfo.InvariantCulture); n > 0; n--)
                {
                    start = text.IndexOf(words, start + 1, StringComparison.Ordinal);
                }

                var here = named.Where(n => n.Kind == kind && n.Start < start + words.Length && start < n.End).ToList();
                var right = here.Exists(n => Same(kb, kind, n.Label, label));
                var (wanted, found, correct) = counts.GetValueOrDefault(kind);
                counts[kind] = (wanted + 1, found + (here.Count > 0 ? 1 : 0), correct + (right ? 1 : 0));
                if (!right)
                {
                    log?.WriteLine($"{report.Key}: {kind} '{words}' ({row[3]}) is {label}, taken for {(here.Count == 0 ? "nothing" : string.Join(", ", here.Select(n => n.Label)))}");
                }
            }
        }

        foreach (var (kind, (wanted, found, right)) in counts)
        {
            yield return ($"{kind} mentions found, of {wanted}", 100.0 * found / wanted);
            yield return ($"{kind} mentions right", 100.0 * right / wanted);
        }
    }

    private static bool Same(KnowledgeBase kb, string kind, string taken, string label) => Slug.Of(taken) == Slug.Of(label) || kind switch
    {
        "person" => kb.FindPerson(taken) is { } one && one == kb.FindPerson(label),
        "place" => kb.Places.Any(p => new[] { taken, label }.All(n => Slug.Of(p.Label) == Slug.Of(n) || p.Aliases.Contains(n, StringComparer.OrdinalIgnoreCase))) || kb.Gazetteer.Find(label).Any(t => Slug.Of(t.Name) == Slug.Of(taken)),
        _ => false,
    };
}
