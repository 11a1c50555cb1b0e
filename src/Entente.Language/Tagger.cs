namespace Entente.Language;

/// <summary>Part-of-speech tagger: one left-to-right pass of a linear model over joint universal and Penn tags.</summary>
public sealed class Tagger(LinearModel model)
{
    internal const int FeatureCount = 22;

    private readonly (string Upos, string Xpos)[] _tags = [.. model.Labels.Select(l => (l[..l.IndexOf('|', StringComparison.Ordinal)], l[(l.IndexOf('|', StringComparison.Ordinal) + 1)..]))];

    public void Tag(IReadOnlyList<Token> tokens)
    {
        var words = new WordFeatures[tokens.Count];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = WordFeatures.Of(tokens[i].Form);
        }

        Span<uint> features = stackalloc uint[FeatureCount];
        Span<int> scores = stackalloc int[model.Labels.Count];
        int previous = -1, beforePrevious = -1;
        for (var i = 0; i < words.Length; i++)
        {
            Extract(words, i, previous, beforePrevious, features);
            model.Score(features, scores);
            var best = Best(scores);
            (tokens[i].Upos, tokens[i].Xpos) = _tags[best];
            (beforePrevious, previous) = (previous, best);
        }
    }

    internal static int Best(ReadOnlySpan<int> scores)
    {
        var best = 0;
        for (var c = 1; c < scores.Length; c++)
        {
            if (scores[c] > scores[best])
            {
                best = c;
            }
        }

        return best;
    }

    internal static void Extract(WordFeatures[] words, int i, int previous, int beforePrevious, Span<uint> f)
    {
        WordFeatures At(int k) => k < 0 ? WordFeatures.Before : k >= words.Length ? WordFeatures.After : words[k];
        var w = words[i];
        WordFeatures p = At(i - 1), pp = At(i - 2), n = At(i + 1), nn = At(i + 2);
        ulong t1 = (ulong)(previous + 2), t2 = (ulong)(beforePrevious + 2);
        f[0] = Hashing.Feature(1, w.Lower);
        f[1] = Hashing.Feature(2, w.Form);
        f[2] = Hashing.Feature(3, w.Suffix1, w.Shape);
        f[3] = Hashing.Feature(4, w.Suffix2);
        f[4] = Hashing.Feature(5, w.Suffix3);
        f[5] = Hashing.Feature(6, w.Suffix4);
        f[6] = Hashing.Feature(7, w.Prefix3);
        f[7] = Hashing.Feature(8, w.Shape, i == 0 ? 1UL : 0);
        f[8] = Hashing.Feature(9, t1);
        f[9] = Hashing.Feature(10, t1, t2);
        f[10] = Hashing.Feature(11, w.Lower, t1);
        f[11] = Hashing.Feature(12, p.Lower);
        f[12] = Hashing.Feature(13, n.Lower);
        f[13] = Hashing.Feature(14, w.Lower, n.Lower);
        f[14] = Hashing.Feature(15, p.Lower, w.Lower);
        f[15] = Hashing.Feature(16, n.Suffix3, w.Suffix2);
        f[16] = Hashing.Feature(17, t1, n.Lower);
        f[17] = Hashing.Feature(18, pp.Lower);
        f[18] = Hashing.Feature(19, nn.Lower);
        f[19] = Hashing.Feature(20, n.Shape, w.Shape, p.Shape);
        f[20] = Hashing.Feature(21, w.Lower, n.Suffix3, t1);
        f[21] = Hashing.Feature(22, p.Suffix3, w.Suffix3);
    }

    internal static LinearModel Train(IReadOnlyList<ConlluSentence> corpus, int epochs, int seed, Action<string> report)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var label in corpus.SelectMany(s => s.Words).Select(w => w.Upos + "|" + w.Xpos))
        {
            counts[label] = counts.GetValueOrDefault(label) + 1;
        }

        string[] labels = [.. counts.Where(c => c.Value >= 3).Select(c => c.Key)];
        var index = labels.Select((l, i) => (l, i)).ToDictionary(x => x.l, x => x.i, StringComparer.Ordinal);
        var trainer = new PerceptronTrainer(labels);
        var order = Enumerable.Range(0, corpus.Count).ToArray();
        var random = new Random(seed);
        var sentences = corpus.Select(s => (Words: s.Words.Select(w => WordFeatures.Of(w.Form)).ToArray(), Gold: s.Words.Select(w => index.GetValueOrDefault(w.Upos + "|" + w.Xpos, -1)).ToArray())).ToArray();
        Span<uint> features = stackalloc uint[FeatureCount];
        Span<int> scores = stackalloc int[labels.Length];
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            random.Shuffle(order);
            long right = 0, all = 0;
            foreach (var s in order)
            {
                var (words, gold) = sentences[s];
                int previous = -1, beforePrevious = -1;
                for (var i = 0; i < words.Length; i++)
                {
                    Extract(words, i, previous, beforePrevious, features);
                    trainer.Score(features, scores);
                    var guess = Best(scores);
                    if (gold[i] >= 0)
                    {
                        trainer.Update(features, gold[i], guess);
                        right += guess == gold[i] ? 1 : 0;
                    }

                    all++;
                    (beforePrevious, previous) = (previous, guess);
                }
            }

            report($"tagger epoch {epoch}: {100.0 * right / all:F2}% of training words right while learning");
        }

        return trainer.Freeze(drop: 4);
    }
}
