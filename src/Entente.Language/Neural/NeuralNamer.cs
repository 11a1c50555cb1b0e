namespace Entente.Language.Neural;

/// <summary>Finds names with one network or with several that vote: their scores are added. One instance a thread.</summary>
/// <param name="networks">All with the same labels.</param>
/// <param name="twice">Whether a document is read again with what the first reading made of a word elsewhere.</param>
internal sealed unsafe class NeuralNamer(IReadOnlyList<NamingNetwork> networks, bool twice) : IDisposable
{
    private readonly NamingNetwork _network = networks[0];
    private readonly EncoderReader[] _readers = [.. networks.Select(n => new EncoderReader(n.Encoder, n.Parameters))];
    private readonly float* _steps = Steps(networks);
    private readonly SentenceBatches _batches = new();

    /// <summary>Labels of the words of one document's sentences, as indices of the network's labels.</summary>
    public int[][] Label(IReadOnlyList<IReadOnlyList<Token>> sentences)
    {
        var labels = new int[sentences.Count][];
        for (var s = 0; s < labels.Length; s++)
        {
            labels[s] = new int[sentences[s].Count];
        }

        Read(sentences, null, labels);
        if (twice && DocumentHints.Of(sentences, labels) is { } hints)
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
                sentences[s][t].Name = _network.Plain[labels[s][t]];
            }
        }
    }

    private void Read(IReadOnlyList<IReadOnlyList<Token>> sentences, int[][]? hints, int[][] labels)
    {
        var (columns, packing, arena) = (_network.LabelLayer.Output, _batches.Packing, _readers[0].Arena);
        _batches.Begin(sentences);
        while (_batches.Next(out var batch))
        {
            float* scores = null;
            for (var v = 0; v < _readers.Length; v++)
            {
                var layers = _readers[v].Read(packing, sentences, hints, batch);
                var own = networks[v].LabelLayer.Apply(_readers[v].Arena, networks[v].Parameters.Values, layers[^1], packing.Rows);
                if (v == 0)
                {
                    scores = own;
                }
                else
                {
                    Kernels.Add(packing.Rows * columns, own, scores);
                }
            }

            for (var s = 0; s < batch.Length; s++)
            {
                var n = packing.Lengths[s];
                var row = arena.Take((long)n * columns);
                for (var t = 0; t < n; t++)
                {
                    Buffer.MemoryCopy(scores + (long)packing.InOrder[packing.First[s] + t] * columns, row + (long)t * columns, columns * sizeof(float), columns * sizeof(float));
                }

                _network.Chain.Best(n, row, columns, _steps, arena, labels[batch[s]]);
            }
        }
    }

    /// <summary>The networks' scores for steps between labels, added up.</summary>
    private static float* Steps(IReadOnlyList<NamingNetwork> networks)
    {
        var steps = Parameters.Zeros(networks[0].Steps.Count);
        foreach (var network in networks)
        {
            for (var i = 0; i < network.Steps.Count; i++)
            {
                steps[i] += network.Parameters.Values[network.Steps.At + i];
            }
        }

        return steps;
    }

    public void Dispose()
    {
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        System.Runtime.InteropServices.NativeMemory.AlignedFree(_steps);
    }
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
