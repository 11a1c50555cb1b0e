namespace Entente.Language.Neural;

/// <summary>Tags and parses sentences with a network. One instance a thread.</summary>
internal sealed unsafe class NeuralParser(ParsingNetwork network) : IDisposable
{
    /// <summary>A sentence is parsed in pieces of so many words, so that time stays linear in its length; nothing in language is longer.</summary>
    internal const int LongestPiece = 240;

    private readonly EncoderReader _reader = new(network.Encoder, network.Parameters);
    private int[] _heads = [];

    /// <summary>Gives the words of all sentences their tags, heads and relations.</summary>
    public void Parse(IReadOnlyList<IReadOnlyList<Token>> sentences) => _reader.Read(sentences, null, (layers, batch) => Parse(sentences, layers, batch));

    private void Parse(IReadOnlyList<IReadOnlyList<Token>> sentences, float*[] layers, ReadOnlySpan<int> batch)
    {
        var (packing, arena, shape, top) = (_reader.Packing, _reader.Arena, network.Shape, network.Encoder.Shape.Output);
        var rows = packing.Rows;
        var weights = network.Parameters.Values;
        var upos = network.UposLayer.Apply(arena, weights, layers[network.TagLayer - 1], rows);
        var xpos = network.XposLayer.Apply(arena, weights, layers[network.TagLayer - 1], rows);
        var ordered = arena.Take((long)rows * top);
        for (var i = 0; i < rows; i++)
        {
            Copy(top, layers[^1] + (long)packing.InOrder[i] * top, ordered + (long)i * top);
        }

        var product = network.ArcProduct.Apply(arena, weights, network.ArcDependent.Apply(arena, weights, ordered, rows), rows);
        var head = network.ArcHead.Apply(arena, weights, ordered, rows);
        var relationDependent = network.RelationDependent.Apply(arena, weights, ordered, rows);
        var relationHead = network.RelationHead.Apply(arena, weights, ordered, rows);
        var products = network.RelationProduct.Apply(arena, weights, relationDependent, rows);
        var ofDependent = network.RelationOfDependent.Apply(arena, weights, relationDependent, rows);
        var chosen = arena.Take((long)rows * shape.Relation);
        if (_heads.Length < rows)
        {
            _heads = new int[2 * rows];
        }

        for (var s = 0; s < batch.Length; s++)
        {
            int first = packing.First[s], n = packing.Lengths[s];
            var heads = _heads.AsSpan(first, n);
            for (var from = 0; from < n; from += LongestPiece)
            {
                Heads(first + from, Math.Min(LongestPiece, n - from), product, head, heads.Slice(from, Math.Min(LongestPiece, n - from)));
            }

            Join(heads);
            var sentence = sentences[batch[s]];
            for (var i = 0; i < n; i++)
            {
                var row = packing.InOrder[first + i];
                var token = sentence[i];
                token.Upos = network.Upos[Best(upos + (long)row * network.UposLayer.Output, network.Upos.Length)];
                token.Xpos = network.Xpos[Best(xpos + (long)row * network.XposLayer.Output, network.Xpos.Length)];
                token.Head = heads[i];
                Copy(shape.Relation, heads[i] < 0 ? weights + network.RelationRoot.At : relationHead + (long)(first + heads[i]) * shape.Relation, chosen + (long)(first + i) * shape.Relation);
            }
        }

        var ofHead = network.RelationOfHead.Apply(arena, weights, chosen, rows);
        var width = network.RelationOfHead.Output;
        for (var s = 0; s < batch.Length; s++)
        {
            var sentence = sentences[batch[s]];
            for (var i = 0; i < sentence.Count; i++)
            {
                var row = packing.First[s] + i;
                var scores = ofDependent + (long)row * width;
                if (sentence[i].Head < 0)
                {
                    sentence[i].Deprel = "root";
                    continue;
                }

                network.RelationScores(products + (long)row * network.RelationProduct.Output, scores, ofHead + (long)row * width, chosen + (long)row * shape.Relation, scores);
                scores[network.Root] = float.NegativeInfinity;
                sentence[i].Deprel = network.Relations[Best(scores, network.Relations.Length)];
            }
        }
    }

    /// <summary>Heads of a piece of a sentence, counted from the piece's start.</summary>
    private void Heads(int first, int n, float* product, float* head, Span<int> found)
    {
        var arc = network.Shape.Arc;
        var heads = _reader.Arena.Take((long)(n + 1) * arc);
        Copy(arc, network.Parameters.Values + network.ArcRoot.At, heads);
        Copy(n * arc, head + (long)first * arc, heads + arc);
        var scores = ParsingNetwork.ArcScores(_reader.Arena, n, arc, product + (long)first * arc, heads, out var columns);
        SpanningTree.Find(n, scores, columns, found);
    }

    /// <summary>Makes one tree of a sentence that was parsed in pieces: later pieces hang on the first one's root.</summary>
    private static void Join(Span<int> heads)
    {
        if (heads.Length <= LongestPiece)
        {
            return;
        }

        var root = heads[..LongestPiece].IndexOf(-1);
        for (var i = LongestPiece; i < heads.Length; i++)
        {
            heads[i] = heads[i] < 0 ? root : heads[i] + i / LongestPiece * LongestPiece;
        }
    }

    private static void Copy(int count, float* from, float* to) => Buffer.MemoryCopy(from, to, (long)count * sizeof(float), (long)count * sizeof(float));

    private static int Best(float* scores, int n)
    {
        var best = 0;
        for (var i = 1; i < n; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }

    public void Dispose() => _reader.Dispose();
}
