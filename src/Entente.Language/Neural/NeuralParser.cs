namespace Entente.Language.Neural;

/// <summary>Tags and parses sentences with a network. One instance a thread.</summary>
internal sealed unsafe class NeuralParser(ParsingNetwork network) : IDisposable
{
    private readonly Arena _arena = new();
    private readonly EntryCache _entries = new(network.Encoder.Lexicon);

    /// <summary>Sentences of any length, each as its words; gives universal and Penn tags, heads (-1 for the root) and relations by index.</summary>
    public Parsed[] Parse(IReadOnlyList<IReadOnlyList<Token>> sentences)
    {
        _arena.Reset();
        var order = Enumerable.Range(0, sentences.Count).OrderByDescending(s => sentences[s].Count).ToArray();
        var packing = new Packing(order.Select(s => sentences[s].Count).ToArray());
        var (shape, encoder, rows) = (network.Shape, network.Encoder, packing.Rows);
        var weights = network.Parameters.Values;
        var top = encoder.Shape.Output;
        var value = _arena.Take((long)rows * encoder.Shape.Input);
        for (var t = 0; t < packing.Steps; t++)
        {
            for (var s = 0; s < packing.Count(t); s++)
            {
                encoder.Enter(_entries.Of(sentences[order[s]][t].Form), true, 0, value + (long)(packing.Offset[t] + s) * encoder.Shape.Input);
            }
        }

        var tagged = value;
        for (var l = 0; l < encoder.Shape.Layers; l++)
        {
            value = encoder.Layers[l].Read(packing, _arena, weights, value, null);
            tagged = l + 1 == shape.TagLayer ? value : tagged;
        }

        var upos = network.UposLayer.Apply(_arena, weights, tagged, rows);
        var xpos = network.XposLayer.Apply(_arena, weights, tagged, rows);
        var ordered = _arena.Take((long)rows * top);
        for (var i = 0; i < rows; i++)
        {
            Buffer.MemoryCopy(value + (long)packing.InOrder[i] * top, ordered + (long)i * top, top * sizeof(float), top * sizeof(float));
        }

        var product = network.ArcProduct.Apply(_arena, weights, network.ArcDependent.Apply(_arena, weights, ordered, rows), rows);
        var head = network.ArcHead.Apply(_arena, weights, ordered, rows);
        var relationDependent = network.RelationDependent.Apply(_arena, weights, ordered, rows);
        var relationHead = network.RelationHead.Apply(_arena, weights, ordered, rows);
        var products = network.RelationProduct.Apply(_arena, weights, relationDependent, rows);
        var ofDependent = network.RelationOfDependent.Apply(_arena, weights, relationDependent, rows);
        var chosen = _arena.Take((long)rows * shape.Relation);
        var results = new Parsed[sentences.Count];
        for (var s = 0; s < order.Length; s++)
        {
            int first = packing.First[s], n = packing.Lengths[s];
            var heads = _arena.Take((long)(n + 1) * shape.Arc);
            Buffer.MemoryCopy(weights + network.ArcRoot.At, heads, shape.Arc * sizeof(float), shape.Arc * sizeof(float));
            Buffer.MemoryCopy(head + (long)first * shape.Arc, heads + shape.Arc, (long)n * shape.Arc * sizeof(float), (long)n * shape.Arc * sizeof(float));
            var scores = ParsingNetwork.ArcScores(_arena, n, shape.Arc, product + (long)first * shape.Arc, heads, out var columns);
            var found = new Parsed(new int[n], new int[n], new int[n], new int[n]);
            SpanningTree.Find(n, scores, columns, found.Heads);
            for (var i = 0; i < n; i++)
            {
                var row = packing.InOrder[first + i];
                found.Upos[i] = Best(upos + (long)row * network.UposLayer.Output, network.Upos.Count);
                found.Xpos[i] = Best(xpos + (long)row * network.XposLayer.Output, network.Xpos.Count);
                var governor = found.Heads[i] < 0 ? weights + network.RelationRoot.At : relationHead + (long)(first + found.Heads[i]) * shape.Relation;
                Buffer.MemoryCopy(governor, chosen + (long)(first + i) * shape.Relation, shape.Relation * sizeof(float), shape.Relation * sizeof(float));
            }

            results[order[s]] = found;
        }

        var ofHead = network.RelationOfHead.Apply(_arena, weights, chosen, rows);
        for (var s = 0; s < order.Length; s++)
        {
            var found = results[order[s]];
            for (var i = 0; i < found.Heads.Length; i++)
            {
                var row = packing.First[s] + i;
                var scores = ofDependent + (long)row * network.RelationOfDependent.Output;
                network.RelationScores(products + (long)row * network.RelationProduct.Output, scores, ofHead + (long)row * network.RelationOfHead.Output, chosen + (long)row * shape.Relation, scores);
                found.Relations[i] = Best(scores, network.Relations.Count);
            }
        }

        return results;
    }

    private static int Best(float* scores, int n)
    {
        var best = 0;
        for (var i = 1; i < n; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }

    public void Dispose() => _arena.Dispose();
}

/// <summary>What a network made of a sentence, as indices of its tags and relations.</summary>
internal sealed record Parsed(int[] Upos, int[] Xpos, int[] Heads, int[] Relations);
