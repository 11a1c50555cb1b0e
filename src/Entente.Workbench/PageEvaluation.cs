using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Entente.Engine.Reading.Pages;

namespace Entente.Workbench;

/// <summary>
/// Articles against pages with known bodies (the Fundus and WCXB collections): runs of four words shared with the known body, precision and recall
/// averaged over pages; titles equal but for case and marks; an author named; the day.
/// </summary>
public static partial class PageEvaluation
{
    public static IEnumerable<(string What, double Percent)> Run(string corpora)
    {
        foreach (var set in new[] { "fundus", "wcxb-dev" })
        {
            var gold = JsonNode.Parse(File.ReadAllText(Path.Combine(corpora, "extraction", set, "gold.json")))!.AsObject();
            List<double> precision = [], recall = [];
            int titles = 0, titled = 0, authors = 0, authored = 0, days = 0, dated = 0;
            foreach (var (id, page) in gold)
            {
                using var packed = new GZipStream(File.OpenRead(Path.Combine(corpora, "extraction", set, "html", id + ".html.gz")), CompressionMode.Decompress);
                using var bytes = new MemoryStream();
                packed.CopyTo(bytes);
                var article = PageReader.Read(bytes.ToArray(), page!["url"]?.ToString());
                if (page["articleBody"]?.ToString() is { Length: > 0 } body)
                {
                    var (shared, extra, missed) = Compare(Runs(body), Runs(article.Body));
                    // A page of which nothing was found says nothing of precision, as the published benchmark has it.
                    if (shared + extra > 0)
                    {
                        precision.Add(shared / (shared + extra));
                    }

                    recall.Add(shared / (shared + missed));
                }

                if (page["title"]?.ToString() is { Length: > 0 } title)
                {
                    titled++;
                    titles += Fold(title) == Fold(article.Title ?? "") ? 1 : 0;
                }

                var named = page["author"] switch { JsonArray list => list.Select(a => Fold(a!.ToString())).ToList(), { } one => [.. Between().Split(one.ToString()).Select(Fold)], null => [] };
                if (named.RemoveAll(n => n.Length == 0) >= 0 && named.Count > 0)
                {
                    authored++;
                    authors += named.Exists(n => Fold(string.Join(' ', article.Authors)).Contains(n, StringComparison.Ordinal)) ? 1 : 0;
                }

                if (page["date"]?.ToString() is { Length: >= 10 } date)
                {
                    dated++;
                    days += article.Published is { Length: >= 10 } found && found[..10] == date[..10] ? 1 : 0;
                }
            }

            var (p, r) = (precision.Average(), recall.Average());
            yield return ($"pages {set} body", 200 * p * r / (p + r));
            yield return ($"pages {set} body precision", 100 * p);
            yield return ($"pages {set} title", 100.0 * titles / titled);
            yield return ($"pages {set} author", 100.0 * authors / authored);
            yield return ($"pages {set} day", 100.0 * days / dated);
        }
    }

    private static Dictionary<string, int> Runs(string text)
    {
        var words = Words().Matches(text).Select(m => m.Value).ToList();
        var runs = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; words.Count > 0 && i < Math.Max(1, words.Count - 3); i++)
        {
            var run = string.Join(' ', words.Skip(i).Take(4));
            runs[run] = runs.GetValueOrDefault(run) + 1;
        }

        return runs;
    }

    private static (double Shared, double Extra, double Missed) Compare(Dictionary<string, int> gold, Dictionary<string, int> found)
    {
        double shared = gold.Sum(g => Math.Min(g.Value, found.GetValueOrDefault(g.Key)));
        return (shared, found.Values.Sum() - shared, gold.Values.Sum() - shared);
    }

    private static string Fold(string text) => string.Join(' ', Words().Matches(text.Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant()).Select(m => m.Value));

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\s*[;,&]\s*|\s+and\s+")]
    private static partial Regex Between();
}
