namespace Entente.Language.Neural;

/// <summary>Tags and parses sentences with one network or with several that vote: their scores are added. One instance a thread.</summary>
/// <param name="networks">All with the same tags and relations.</param>
internal sealed unsafe class NeuralParser(IReadOnlyList<ParsingNetwork> networks) : IDisposable
{
    /// <summary>A sentence is parsed in pieces of so many words, so that time stays linear in its length; nothing in language is longer.</summary>
    internal const int LongestPiece = 240;

    private readonly ParsingNetwork _names = networks[0];
    private readonly Voter[] _voters = [.. networks.Select(n => new Voter(n))];
    private readonly SentenceBatches _batches = new();
    private readonly Arena _scratch = new();
    private int[] _heads = [];

    /// <summary>Gives the words of all sentences their tags, heads and relations.</summary>
    public void Parse(IReadOnlyList<IReadOnlyList<Token>> sentences)
    {
        _batches.Begin(sentences);
        while (_batches.Next(out var batch))
        {
            Parse(sentences, batch);
        }
    }

    private void Parse(IReadOnlyList<IReadOnlyList<Token>> sentences, ReadOnlySpan<int> batch)
    {
        var packing = _batches.Packing;
        if (_heads.Length < packing.Rows)
        {
            _heads = new int[2 * packing.Rows];
        }

        foreach (var voter in _voters)
        {
            voter.Read(packing, sentences, batch);
        }

        for (var s = 0; s < batch.Length; s++)
        {
            int first = packing.First[s], n = packing.Lengths[s];
            var heads = _heads.AsSpan(first, n);
            for (var from = 0; from < n; from += LongestPiece)
            {
                var length = Math.Min(LongestPiece, n - from);
                var scores = _voters[0].Arcs(first + from, length, out var columns);
                for (var v = 1; v < _voters.Length; v++)
                {
                    Kernels.Add(length * columns, _voters[v].Arcs(first + from, length, out _), scores);
                }

                SpanningTree.Find(length, scores, columns, _scratch, heads.Slice(from, length));
            }

            _scratch.Reset();
            Join(heads);
            var sentence = sentences[batch[s]];
            for (var i = 0; i < n; i++)
            {
                var (row, token) = (packing.InOrder[first + i], sentence[i]);
                token.Upos = _names.Upos[Voted(Question.Upos, row, _names.Upos.Length)];
                token.Xpos = _names.Xpos[Voted(Question.Xpos, row, _names.Xpos.Length)];
                token.Head = heads[i];
                foreach (var voter in _voters)
                {
                    voter.Choose(first, i, heads[i]);
                }
            }
        }

        foreach (var voter in _voters)
        {
            voter.Relate(packing.Rows);
        }

        for (var s = 0; s < batch.Length; s++)
        {
            var sentence = sentences[batch[s]];
            for (var i = 0; i < sentence.Count; i++)
            {
                sentence[i].Deprel = sentence[i].Head < 0 ? "root" : _names.Relations[Voted(Question.Relation, packing.First[s] + i, _names.Relations.Length)];
            }
        }
    }

    /// <summary>The class with the highest sum of scores; the first voter's scores are overwritten.</summary>
    private int Voted(Question question, int row, int count)
    {
        var sum = _voters[0].Scores(question, row);
        for (var v = 1; v < _voters.Length; v++)
        {
            Kernels.Add(count, _voters[v].Scores(question, row), sum);
        }

        var best = 0;
        for (var i = 1; i < count; i++)
        {
            best = sum[i] > sum[best] ? i : best;
        }

        return best;
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

    public void Dispose()
    {
        foreach (var voter in _voters)
        {
            voter.Dispose();
        }

        _scratch.Dispose();
    }

    private enum Question
    {
        Upos,
        Xpos,
        Relation,
    }

    /// <summary>One network's scores for a batch.</summary>
    private sealed class Voter(ParsingNetwork network) : IDisposable
    {
        private readonly EncoderReader _reader = new(network.Encoder, network.Parameters);
        private float* _upos;
        private float* _xpos;
        private float* _product;
        private float* _head;
        private float* _relationHead;
        private float* _products;
        private float* _ofDependent;
        private float* _ofHead;
        private float* _chosen;

        public void Read(Packing packing, IReadOnlyList<IReadOnlyList<Token>> sentences, ReadOnlySpan<int> batch)
        {
            var layers = _reader.Read(packing, sentences, null, batch);
            var (arena, weights, rows, top) = (_reader.Arena, (nint)network.Parameters.Values, packing.Rows, network.Encoder.Shape.Output);
            _upos = network.UposLayer.Apply(arena, (float*)weights, layers[network.TagLayer - 1], rows);
            _xpos = network.XposLayer.Apply(arena, (float*)weights, layers[network.TagLayer - 1], rows);
            var ordered = arena.Take((long)rows * top);
            for (var i = 0; i < rows; i++)
            {
                Copy(top, layers[^1] + (long)packing.InOrder[i] * top, ordered + (long)i * top);
            }

            _product = network.ArcProduct.Apply(arena, (float*)weights, network.ArcDependent.Apply(arena, (float*)weights, ordered, rows), rows);
            _head = network.ArcHead.Apply(arena, (float*)weights, ordered, rows);
            var relationDependent = network.RelationDependent.Apply(arena, (float*)weights, ordered, rows);
            _relationHead = network.RelationHead.Apply(arena, (float*)weights, ordered, rows);
            _products = network.RelationProduct.Apply(arena, (float*)weights, relationDependent, rows);
            _ofDependent = network.RelationOfDependent.Apply(arena, (float*)weights, relationDependent, rows);
            _chosen = arena.Take((long)rows * network.Shape.Relation);
        }

        /// <param name="row">Packed for tags, in sentence order for relations.</param>
        public float* Scores(Question question, int row) => question switch
        {
            Question.Upos => _upos + (long)row * network.UposLayer.Output,
            Question.Xpos => _xpos + (long)row * network.XposLayer.Output,
            _ => Relations(row),
        };

        /// <summary>Scores of heads for a stretch of one sentence's words, given in sentence order.</summary>
        public float* Arcs(int first, int n, out int columns)
        {
            var arc = network.Shape.Arc;
            var heads = _reader.Arena.Take((long)(n + 1) * arc);
            Copy(arc, network.Parameters.Values + network.ArcRoot.At, heads);
            Copy(n * arc, _head + (long)first * arc, heads + arc);
            return ParsingNetwork.ArcScores(_reader.Arena, n, arc, _product + (long)first * arc, heads, out columns);
        }

        /// <summary>Word i of the sentence that begins at <paramref name="first"/> hangs on the given head (-1: the root).</summary>
        public void Choose(int first, int i, int head)
        {
            var size = network.Shape.Relation;
            Copy(size, head < 0 ? network.Parameters.Values + network.RelationRoot.At : _relationHead + (long)(first + head) * size, _chosen + (long)(first + i) * size);
        }

        /// <summary>To be called once every head is chosen.</summary>
        public void Relate(int rows) => _ofHead = network.RelationOfHead.Apply(_reader.Arena, network.Parameters.Values, _chosen, rows);

        /// <summary>Scores of the relations of a word, given in sentence order, to its chosen head; the root's relation is barred.</summary>
        private float* Relations(int row)
        {
            var scores = _ofDependent + (long)row * network.RelationOfDependent.Output;
            network.RelationScores(_products + (long)row * network.RelationProduct.Output, scores, _ofHead + (long)row * network.RelationOfHead.Output, _chosen + (long)row * network.Shape.Relation, scores);
            scores[network.Root] = float.NegativeInfinity;
            return scores;
        }

        private static void Copy(int count, float* from, float* to) => Buffer.MemoryCopy(from, to, (long)count * sizeof(float), (long)count * sizeof(float));

        public void Dispose() => _reader.Dispose();
    }
}
