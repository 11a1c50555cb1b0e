using Entente.Language.Neural;

namespace Entente.Language.Learning;

/// <summary>Learns from PolNeAR's training articles which verbs are cues of attribution. Only verbs outside what is said already are asked: the corpus marks the outermost attribution.</summary>
public static class CueTraining
{
    private const int Epochs = 8;
    private const float Rate = 0.15f;
    private const float Decay = 2e-5f;

    /// <summary>A feature that stands fewer times says nothing of the language.</summary>
    private const int LeastCount = 4;

    public static void Run(string corpora, Annotator annotator, string path, Action<string> report)
    {
        var examples = Examples(corpora, annotator).ToList();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var f in examples.SelectMany(e => e.Features))
        {
            counts[f] = counts.GetValueOrDefault(f) + 1;
        }

        var index = counts.Where(c => c.Value >= LeastCount).Select(c => c.Key).Order(StringComparer.Ordinal).Select((f, i) => (f, i)).ToDictionary(p => p.f, p => p.i, StringComparer.Ordinal);
        var rows = examples.ConvertAll(e => (Features: e.Features.Where(index.ContainsKey).Select(f => index[f]).ToArray(), e.IsCue));
        report($"cues: {rows.Count(r => r.IsCue)} of {rows.Count} verbs, {index.Count} features");
        var weights = new float[index.Count];
        var squares = new float[index.Count];
        var sums = new double[index.Count];
        var noise = new Noise(20240410);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            for (var i = rows.Count - 1; i > 0; i--)
            {
                var j = noise.Below(i + 1);
                (rows[i], rows[j]) = (rows[j], rows[i]);
            }

            foreach (var (features, isCue) in rows)
            {
                float score = 0;
                foreach (var f in features)
                {
                    score += weights[f];
                }

                var error = (float)(1 / (1 + Portable.Exp(-Math.Clamp(score, -20, 20)))) - (isCue ? 1 : 0);
                foreach (var f in features)
                {
                    var gradient = error + (Decay * weights[f]);
                    squares[f] += gradient * gradient;
                    weights[f] -= Rate * gradient / (MathF.Sqrt(squares[f]) + 1e-6f);
                }
            }

            for (var f = 0; f < weights.Length; f++)
            {
                sums[f] += weights[f];
            }
        }

        new CueModel(index.Where(p => Math.Abs(sums[p.Value] / Epochs) >= 0.05).ToDictionary(p => p.Key, p => (float)(sums[p.Value] / Epochs), StringComparer.Ordinal)).Save(path);
    }

    private static IEnumerable<(List<string> Features, bool IsCue)> Examples(string corpora, Annotator annotator)
    {
        foreach (var (text, cues, contents) in Articles(Path.Combine(corpora, "language", "polnear", "train")))
        {
            var sentences = annotator.Annotate(text, Attributions.Paragraphs(text), Tier.Accurate);
            foreach (var (sentence, clauses, verb, quoted) in Attributions.Candidates(text, sentences))
            {
                var token = sentence.Tokens[verb];
                if (!contents.Exists(c => c.Start <= token.Start && token.End <= c.End))
                {
                    yield return (CueModel.Features(sentence, clauses, verb, quoted), cues.Exists(c => c.Start < token.End && token.Start < c.End));
                }
            }
        }
    }

    private static IEnumerable<(string Text, List<TextSpan> Cues, List<TextSpan> Contents)> Articles(string folder)
    {
        // Several annotators marked some articles; the first in order is taken.
        foreach (var group in Directory.GetFiles(Path.Combine(folder, "attributions"), "*.ann").Order(StringComparer.Ordinal).GroupBy(f => Path.GetFileName(f)[..^9], StringComparer.Ordinal))
        {
            var (cues, contents) = (new List<TextSpan>(), new List<TextSpan>());
            foreach (var line in File.ReadLines(group.First()).Where(l => l.Length > 2 && l[0] == 'T' && char.IsAsciiDigit(l[1]) && l.Count(c => c == '\t') == 2))
            {
                var cells = line.Split('\t')[1].Split(' ', 2);
                var numbers = cells[1].Split(' ', ';').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToList();
                var span = new TextSpan(numbers.Min(), numbers.Max());
                if (cells[0] == "Cue")
                {
                    cues.Add(span);
                }
                else if (cells[0] == "Content")
                {
                    contents.Add(span);
                }
            }

            yield return (File.ReadAllText(Path.Combine(folder, "text", group.Key + ".txt")), cues, contents);
        }
    }
}
