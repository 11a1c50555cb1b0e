using System.Globalization;
using Entente.Language;

namespace Entente.Workbench;

/// <summary>Attributions against PolNeAR's dev articles: spans of source, cue and content that overlap one of the other side, F1; and how many direct quotations are touched.</summary>
public static class QuoteEvaluation
{
    public static IEnumerable<(string What, double Percent)> Run(string corpora, Annotator annotator, CueModel cues)
    {
        var kinds = new[] { "Source", "Cue", "Content" };
        var counts = kinds.ToDictionary(k => k, _ => new int[4], StringComparer.Ordinal);
        int direct = 0, touched = 0;
        var folder = Path.Combine(corpora, "language", "polnear", "dev");
        foreach (var group in Directory.GetFiles(Path.Combine(folder, "attributions"), "*.ann").Order(StringComparer.Ordinal).GroupBy(f => Path.GetFileName(f)[..^9], StringComparer.Ordinal))
        {
            var text = File.ReadAllText(Path.Combine(folder, "text", group.Key + ".txt"));
            var gold = Marks(group.First()).ToLookup(m => m.Kind, m => m.Span, StringComparer.Ordinal);
            var found = Attributions.Of(text, annotator.Annotate(text, Attributions.Paragraphs(text), Tier.Accurate), cues);
            foreach (var kind in kinds)
            {
                List<TextSpan> mine = kind switch { "Source" => [.. found.Where(a => a.Source is not null).Select(a => a.Source!.Value)], "Cue" => [.. found.Select(a => a.Cue)], _ => [.. found.SelectMany(a => a.Content)] };
                var c = counts[kind];
                c[0] += gold[kind].Count(g => mine.Exists(m => Overlap(g, m)));
                c[1] += gold[kind].Count();
                c[2] += mine.Count(m => gold[kind].Any(g => Overlap(g, m)));
                c[3] += mine.Count;
            }

            foreach (var quote in gold["Content"].Where(g => text[g.Start] is '“' or '"' && text[g.End - 1] is '”' or '"'))
            {
                direct++;
                touched += found.SelectMany(a => a.Content).Any(m => Overlap(quote, m)) ? 1 : 0;
            }
        }

        foreach (var kind in kinds)
        {
            var (recall, precision) = ((double)counts[kind][0] / counts[kind][1], (double)counts[kind][2] / counts[kind][3]);
            yield return ($"quotes {kind.ToLowerInvariant()}", 200 * recall * precision / (recall + precision));
        }

        yield return ("quotes direct", 100.0 * touched / direct);
    }

    private static bool Overlap(TextSpan a, TextSpan b) => a.Start < b.End && b.Start < a.End;

    private static IEnumerable<(string Kind, TextSpan Span)> Marks(string file)
    {
        foreach (var line in File.ReadLines(file).Where(l => l.Length > 2 && l[0] == 'T' && char.IsAsciiDigit(l[1]) && l.Count(c => c == '\t') == 2))
        {
            var cells = line.Split('\t')[1].Split(' ', 2);
            var numbers = cells[1].Split(' ', ';').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList();
            yield return (cells[0], new TextSpan(numbers.Min(), numbers.Max()));
        }
    }
}
