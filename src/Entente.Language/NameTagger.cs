namespace Entente.Language;

/// <summary>Name recogniser: types with position (B-, I-, O), one left-to-right pass with the choices made so far, also for the same word earlier in the document.</summary>
public sealed class NameTagger(LinearModel model)
{
    internal const int FeatureCount = 40;

    /// <summary>Names the tokens of one document; sentences are given in order because a name seen once helps to see it again.</summary>
    public void Name(IEnumerable<Sentence> sentences)
    {
        var memory = new Dictionary<string, int>(StringComparer.Ordinal);
        Span<uint> features = stackalloc uint[FeatureCount];
        Span<int> scores = stackalloc int[model.Labels.Count];
        foreach (var sentence in sentences)
        {
            var words = Words(sentence.Tokens);
            int previous = -1, beforePrevious = -1;
            for (var i = 0; i < words.Length; i++)
            {
                Extract(words, i, previous, beforePrevious, memory.GetValueOrDefault(sentence.Tokens[i].Form, -1), features);
                model.Score(features, scores);
                var best = BestValid(model.Labels, scores, previous);
                sentence.Tokens[i].Name = model.Labels[best];
                Remember(memory, sentence.Tokens[i].Form, best, model.Labels);
                (beforePrevious, previous) = (previous, best);
            }
        }
    }

    private static void Remember(Dictionary<string, int> memory, string form, int label, IReadOnlyList<string> labels)
    {
        if (labels[label].Length > 1 && form.Length > 1 && char.IsUpper(form[0]))
        {
            memory[form] = label;
        }
    }

    private static (WordFeatures Word, ulong Tag)[] Words(IReadOnlyList<Token> tokens)
    {
        var words = new (WordFeatures, ulong)[tokens.Count];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = (WordFeatures.Of(tokens[i].Form), Hashing.Of(tokens[i].Xpos));
        }

        return words;
    }

    private static int BestValid(IReadOnlyList<string> labels, ReadOnlySpan<int> scores, int previous)
    {
        var best = -1;
        for (var c = 0; c < scores.Length; c++)
        {
            if (best >= 0 && scores[c] <= scores[best])
            {
                continue;
            }

            if (labels[c][0] == 'I' && (previous < 0 || labels[previous].Length < 2 || !labels[previous].AsSpan(2).SequenceEqual(labels[c].AsSpan(2))))
            {
                continue;
            }

            best = c;
        }

        return best;
    }

    private static void Extract((WordFeatures Word, ulong Tag)[] words, int i, int previous, int beforePrevious, int remembered, Span<uint> f)
    {
        (WordFeatures Word, ulong Tag) At(int k) => k < 0 ? (WordFeatures.Before, 31UL) : k >= words.Length ? (WordFeatures.After, 32UL) : words[k];
        var (w, t) = words[i];
        var (p, pt) = At(i - 1);
        var (n, nt) = At(i + 1);
        var (pp, ppt) = At(i - 2);
        var (nn, nnt) = At(i + 2);
        ulong l1 = (ulong)(previous + 2), l2 = (ulong)(beforePrevious + 2), m = (ulong)(remembered + 2);
        f[0] = Hashing.Feature(200, w.Form);
        f[1] = Hashing.Feature(201, w.Lower);
        f[2] = Hashing.Feature(202, w.Shape);
        f[3] = Hashing.Feature(203, w.Suffix2);
        f[4] = Hashing.Feature(204, w.Suffix3);
        f[5] = Hashing.Feature(205, w.Suffix4);
        f[6] = Hashing.Feature(206, w.Prefix2);
        f[7] = Hashing.Feature(207, w.Prefix3);
        f[8] = Hashing.Feature(208, l1);
        f[9] = Hashing.Feature(209, l1, l2);
        f[10] = Hashing.Feature(210, l1, w.Form);
        f[11] = Hashing.Feature(211, l1, w.Shape, t);
        f[12] = Hashing.Feature(212, p.Lower);
        f[13] = Hashing.Feature(213, n.Lower);
        f[14] = Hashing.Feature(214, p.Lower, w.Lower);
        f[15] = Hashing.Feature(215, w.Lower, n.Lower);
        f[16] = Hashing.Feature(216, pp.Lower);
        f[17] = Hashing.Feature(217, nn.Lower);
        f[18] = Hashing.Feature(218, t);
        f[19] = Hashing.Feature(219, pt, t, nt);
        f[20] = Hashing.Feature(220, p.Shape, w.Shape, n.Shape);
        f[21] = Hashing.Feature(221, l1, n.Shape, t);
        f[22] = Hashing.Feature(222, l1, p.Lower);
        f[23] = Hashing.Feature(223, l1, n.Lower);
        f[24] = Hashing.Feature(224, w.Shape, i == 0 ? 1UL : 0);
        f[25] = Hashing.Feature(225, m);
        f[26] = Hashing.Feature(226, m, l1);
        f[27] = Hashing.Feature(227, m, w.Shape, n.Shape);
        f[28] = Hashing.Feature(228, pp.Lower, p.Lower);
        f[29] = Hashing.Feature(229, n.Lower, nn.Lower);
        f[30] = Hashing.Feature(230, ppt, pt, t);
        f[31] = Hashing.Feature(231, t, nt, nnt);
        f[32] = Hashing.Feature(232, l1, n.Suffix3);
        f[33] = Hashing.Feature(233, l1, nt, t);
        f[34] = Hashing.Feature(234, p.Form, w.Shape);
        f[35] = Hashing.Feature(235, n.Form, w.Shape);
        f[36] = Hashing.Feature(236, l1, w.Suffix3, w.Shape);
        f[37] = Hashing.Feature(237, nn.Shape, n.Shape, w.Shape);
        f[38] = Hashing.Feature(238, l1, l2, w.Shape);
        f[39] = Hashing.Feature(239, n.Suffix4, w.Shape);
    }

    internal static LinearModel Train(IReadOnlyList<IReadOnlyList<(IReadOnlyList<Token> Tokens, IReadOnlyList<string> Gold)>> documents, int epochs, int seed, Action<string> report)
    {
        string[] labels = ["O", .. documents.SelectMany(d => d).SelectMany(s => s.Gold).Where(l => l != "O").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var index = labels.Select((l, i) => (l, i)).ToDictionary(x => x.l, x => x.i, StringComparer.Ordinal);
        var trainer = new PerceptronTrainer(labels);
        var order = Enumerable.Range(0, documents.Count).ToArray();
        var random = new Random(seed);
        Span<uint> features = stackalloc uint[FeatureCount];
        Span<int> scores = stackalloc int[labels.Length];
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            random.Shuffle(order);
            long right = 0, all = 0;
            foreach (var d in order)
            {
                var memory = new Dictionary<string, int>(StringComparer.Ordinal);
                foreach (var (tokens, gold) in documents[d])
                {
                    var words = Words(tokens);
                    int previous = -1, beforePrevious = -1;
                    for (var i = 0; i < words.Length; i++)
                    {
                        Extract(words, i, previous, beforePrevious, memory.GetValueOrDefault(tokens[i].Form, -1), features);
                        trainer.Score(features, scores);
                        var guess = BestValid(labels, scores, previous);
                        var want = index[gold[i]];
                        // Where the gold label can no longer be reached, the history is set right first: updating there wrecks the model.
                        trainer.Update(features, want, guess);
                        right += guess == want ? 1 : 0;
                        all++;
                        var history = labels[want][0] == 'B' || guess == want || labels[want][0] == 'I' ? want : guess;
                        Remember(memory, tokens[i].Form, guess, labels);
                        (beforePrevious, previous) = (previous, history);
                    }
                }
            }

            report($"names epoch {epoch}: {100.0 * right / all:F2}% of training words right while learning");
        }

        return trainer.Freeze(drop: 8);
    }

    /// <summary>The spans that the tokens' labels spell out.</summary>
    public static IEnumerable<(string Type, int First, int Last)> Spans(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var label = tokens[i].Name;
            if (label.Length < 2 || label[0] != 'B')
            {
                continue;
            }

            var last = i;
            while (last + 1 < tokens.Count && tokens[last + 1].Name.Length > 1 && tokens[last + 1].Name[0] == 'I')
            {
                last++;
            }

            yield return (label[2..], i, last);
            i = last;
        }
    }
}
