namespace Entente.Language.Neural;

/// <summary>Finds names with a network, twice over a document: what the first reading made of a word elsewhere helps the second. One instance a thread.</summary>
internal sealed unsafe class NeuralNamer(NamingNetwork network) : IDisposable
{
    private readonly EncoderReader _reader = new(network.Encoder, network.Parameters);

    /// <summary>Labels of the words of one document's sentences, as indices of the network's labels.</summary>
    public int[][] Label(IReadOnlyList<IReadOnlyList<Token>> sentences)
    {
        var labels = new int[sentences.Count][];
        for (var s = 0; s < labels.Length; s++)
        {
            labels[s] = new int[sentences[s].Count];
        }

        Read(sentences, null, labels);
        if (DocumentHints.Of(sentences, labels) is { } hints)
        {
            Read(sentences, hints, labels);
        }

        return labels;
    }

    /// <summary>Sets each word's <see cref="Token.Name"/>: B- and I- before the type, or O.</summary>
    public void Name(IReadOnlyList<IReadOnlyList<Token>> sentences)
    {
        var labels = Label(sentences);
        for (var s = 0; s < sentences.Count; s++)
        {
            for (var t = 0; t < labels[s].Length; t++)
            {
                sentences[s][t].Name = network.Plain[labels[s][t]];
            }
        }
    }

    private void Read(IReadOnlyList<IReadOnlyList<Token>> sentences, int[][]? hints, int[][] labels) => _reader.Read(sentences, hints, (layers, batch) =>
    {
        var (packing, weights) = (_reader.Packing, (nint)network.Parameters.Values);
        var scores = network.LabelLayer.Apply(_reader.Arena, (float*)weights, layers[^1], packing.Rows);
        var columns = network.LabelLayer.Output;
        for (var s = 0; s < batch.Length; s++)
        {
            var n = packing.Lengths[s];
            var own = _reader.Arena.Take((long)n * columns);
            for (var t = 0; t < n; t++)
            {
                Buffer.MemoryCopy(scores + (long)packing.InOrder[packing.First[s] + t] * columns, own + (long)t * columns, columns * sizeof(float), columns * sizeof(float));
            }

            network.Chain.Best(n, own, columns, (float*)weights + network.Steps.At, _reader.Arena, labels[batch[s]]);
        }
    });

    public void Dispose() => _reader.Dispose();
}

/// <summary>What a document says of a capitalised word elsewhere.</summary>
internal static class DocumentHints
{
    /// <summary>For each word the type that most of its other places in the document were given; null where no word stands twice.</summary>
    public static int[][]? Of(IReadOnlyList<IReadOnlyList<Token>> sentences, IReadOnlyList<int[]> labels)
    {
        var counts = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var kinds = 2;
        for (var s = 0; s < sentences.Count; s++)
        {
            for (var t = 0; t < sentences[s].Count; t++)
            {
                if (Counts(sentences[s][t].Form))
                {
                    var hint = NamingNetwork.HintOf(labels[s][t]);
                    kinds = Math.Max(kinds, hint + 1);
                    if (!counts.TryGetValue(sentences[s][t].Form, out var row))
                    {
                        counts[sentences[s][t].Form] = row = new int[16];
                    }

                    row[hint]++;
                }
            }
        }

        var any = false;
        var hints = new int[sentences.Count][];
        for (var s = 0; s < sentences.Count; s++)
        {
            hints[s] = new int[sentences[s].Count];
            for (var t = 0; t < hints[s].Length; t++)
            {
                if (!Counts(sentences[s][t].Form))
                {
                    continue;
                }

                var row = counts[sentences[s][t].Form];
                var own = NamingNetwork.HintOf(labels[s][t]);
                row[own]--;
                var best = 0;
                for (var h = 1; h < kinds; h++)
                {
                    best = row[h] > row[best] ? h : best;
                }

                row[own]++;
                hints[s][t] = best;
                any |= best > 0;
            }
        }

        return any ? hints : null;
    }

    private static bool Counts(string form) => form.Length > 1 && char.IsUpper(form[0]);
}
