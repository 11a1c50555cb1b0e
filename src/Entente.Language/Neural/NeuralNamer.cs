namespace Entente.Language.Neural;

/// <summary>Finds names with a network, twice over a document: what the first reading made of a word elsewhere helps the second. One instance a thread.</summary>
internal sealed unsafe class NeuralNamer(NamingNetwork network) : IDisposable
{
    private readonly Arena _arena = new();
    private readonly EntryCache _entries = new(network.Encoder.Lexicon);

    /// <summary>Labels of the words of one document's sentences, as indices of the network's labels.</summary>
    public int[][] Name(IReadOnlyList<IReadOnlyList<Token>> sentences)
    {
        var labels = Read(sentences, null);
        var hints = DocumentHints.Of(sentences, labels);
        return hints is null ? labels : Read(sentences, hints);
    }

    private int[][] Read(IReadOnlyList<IReadOnlyList<Token>> sentences, int[][]? hints)
    {
        _arena.Reset();
        var (encoder, weights) = (network.Encoder, (nint)network.Parameters.Values);
        var order = Enumerable.Range(0, sentences.Count).OrderByDescending(s => sentences[s].Count).ToArray();
        var packing = new Packing(order.Select(s => sentences[s].Count).ToArray());
        var value = _arena.Take((long)packing.Rows * encoder.Shape.Input);
        for (var t = 0; t < packing.Steps; t++)
        {
            for (var s = 0; s < packing.Count(t); s++)
            {
                encoder.Enter(_entries.Of(sentences[order[s]][t].Form), true, hints is null ? 0 : hints[order[s]][t], value + (long)(packing.Offset[t] + s) * encoder.Shape.Input);
            }
        }

        foreach (var layer in encoder.Layers)
        {
            value = layer.Read(packing, _arena, (float*)weights, value, null);
        }

        var scores = network.LabelLayer.Apply(_arena, (float*)weights, value, packing.Rows);
        var columns = network.LabelLayer.Output;
        var results = new int[sentences.Count][];
        for (var s = 0; s < order.Length; s++)
        {
            var n = packing.Lengths[s];
            var own = _arena.Take((long)n * columns);
            for (var t = 0; t < n; t++)
            {
                Buffer.MemoryCopy(scores + (long)packing.InOrder[packing.First[s] + t] * columns, own + (long)t * columns, columns * sizeof(float), columns * sizeof(float));
            }

            results[order[s]] = new int[n];
            network.Chain.Best(n, own, columns, (float*)weights + network.Steps.At, results[order[s]]);
        }

        return results;
    }

    public void Dispose() => _arena.Dispose();
}

/// <summary>What a document says of a capitalised word elsewhere.</summary>
internal static class DocumentHints
{
    /// <summary>For each word the type that most of its other places in the document were given; null where no word stands twice.</summary>
    public static int[][]? Of(IReadOnlyList<IReadOnlyList<Token>> sentences, IReadOnlyList<int[]> labels)
    {
        var counts = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var most = 2;
        for (var s = 0; s < sentences.Count; s++)
        {
            for (var t = 0; t < sentences[s].Count; t++)
            {
                if (Counts(sentences[s][t].Form))
                {
                    var hint = NamingNetwork.HintOf(labels[s][t]);
                    most = Math.Max(most, hint + 1);
                    if (!counts.TryGetValue(sentences[s][t].Form, out var row))
                    {
                        counts[sentences[s][t].Form] = row = new int[64];
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
                for (var h = 1; h < most; h++)
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

/// <summary>Word forms already looked up by one reader.</summary>
internal sealed class EntryCache(Lexicon lexicon)
{
    private const int Most = 100_000;
    private readonly Dictionary<string, WordEntry> _entries = new(StringComparer.Ordinal);

    public WordEntry Of(string form)
    {
        if (!_entries.TryGetValue(form, out var entry))
        {
            entry = lexicon.Of(form);
            if (_entries.Count < Most)
            {
                _entries.Add(form, entry);
            }
        }

        return entry;
    }
}
