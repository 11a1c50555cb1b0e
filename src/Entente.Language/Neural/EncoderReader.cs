using System.Runtime.InteropServices;

namespace Entente.Language.Neural;

/// <summary>
/// Reads sentences with an encoder, a batch at a time. What the first layer makes of a word form alone is kept, so that a word seen before
/// costs a copy. One instance a thread; the memory it takes is bounded.
/// </summary>
internal sealed unsafe class EncoderReader(Encoder encoder, Parameters parameters) : IDisposable
{
    /// <summary>Bytes that kept words may take.</summary>
    private const long Keep = 24 << 20;

    /// <summary>Words that are read together, unless one sentence is longer.</summary>
    private const int BatchWords = 700;

    private readonly int _width = 8 * encoder.Shape.Hidden;
    private readonly Dictionary<string, nint> _kept = new(StringComparer.Ordinal);
    private readonly Arena _store = new();
    private readonly Arena _once = new();
    private readonly float* _hints = Hints(encoder, parameters);
    private int[] _order = [];
    private int[] _lengths = [];

    /// <summary>Scratch for one batch; given back when the next one is read.</summary>
    public Arena Arena { get; } = new();

    public Packing Packing { get; } = new();

    /// <summary>What one layer made of a batch.</summary>
    /// <param name="layers">What each layer gave, from 0 for the first; packed rows.</param>
    /// <param name="batch">Which sentences, longest first.</param>
    public delegate void BatchRead(float*[] layers, ReadOnlySpan<int> batch);

    /// <summary>Reads all sentences in batches of like length.</summary>
    /// <param name="hints">What is known of each word besides its form; null for nothing.</param>
    public void Read(IReadOnlyList<IReadOnlyList<Token>> sentences, int[][]? hints, BatchRead read)
    {
        if (_order.Length < sentences.Count)
        {
            _order = new int[2 * sentences.Count];
            _lengths = new int[2 * sentences.Count];
        }

        var order = _order.AsSpan(0, sentences.Count);
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            _lengths[i] = -sentences[i].Count;
        }

        // Longest first. What a sentence gives does not depend on those beside it.
        MemoryExtensions.Sort(_lengths.AsSpan(0, order.Length), order, Comparer<int>.Default);
        var layers = new float*[encoder.Layers.Length];
        for (var from = 0; from < order.Length;)
        {
            int to = from, words = 0;
            while (to < order.Length && (to == from || words + -_lengths[to] <= BatchWords))
            {
                words += -_lengths[to];
                _lengths[to] = -_lengths[to];
                to++;
            }

            if (_lengths[from] == 0)
            {
                return;
            }

            while (_lengths[to - 1] == 0)
            {
                to--;
            }

            Arena.Reset();
            Packing.Lay(_lengths.AsSpan(from, to - from));
            ReadBatch(sentences, hints, order[from..to], layers);
            read(layers, order[from..to]);
            from = to;
        }
    }

    private void ReadBatch(IReadOnlyList<IReadOnlyList<Token>> sentences, int[][]? hints, ReadOnlySpan<int> batch, float*[] layers)
    {
        int rows = Packing.Rows, half = _width / 2;
        var forward = Arena.Take((long)rows * half);
        var backward = Arena.Take((long)rows * half);
        for (var s = 0; s < batch.Length; s++)
        {
            var sentence = sentences[batch[s]];
            var known = hints?[batch[s]];
            for (var t = 0; t < sentence.Count; t++)
            {
                var row = Packing.Offset[t] + s;
                var from = Word(sentence[t].Form);
                var f = forward + (long)row * half;
                var b = backward + (long)Packing.Reverse[row] * half;
                Buffer.MemoryCopy(from, f, half * sizeof(float), half * sizeof(float));
                Buffer.MemoryCopy(from + half, b, half * sizeof(float), half * sizeof(float));
                if (_hints != null)
                {
                    var hint = _hints + (long)(known is null ? 0 : known[t]) * _width;
                    Kernels.Add(half, hint, f);
                    Kernels.Add(half, hint + half, b);
                }
            }
        }

        layers[0] = encoder.Layers[0].ReadProjected(Packing, Arena, parameters.Values, forward, backward);
        for (var l = 1; l < layers.Length; l++)
        {
            layers[l] = encoder.Layers[l].Read(Packing, Arena, parameters.Values, layers[l - 1], null);
        }
    }

    /// <summary>The first layer's gates for a word form, both directions.</summary>
    private float* Word(string form)
    {
        if (_kept.TryGetValue(form, out var at))
        {
            return (float*)at;
        }

        _once.Reset();
        var keep = (_kept.Count + 1L) * _width * sizeof(float) <= Keep && form.Length <= 64;
        var gates = (keep ? _store : _once).Take(_width);
        var x = _once.Take(encoder.Shape.Input);
        encoder.Enter(encoder.Lexicon.Of(form), true, -1, x);
        encoder.Layers[0].Project(parameters.Values, x, 1, gates, gates + _width / 2);
        if (keep)
        {
            _kept.Add(form, (nint)gates);
        }

        return gates;
    }

    /// <summary>What each hint adds to the first layer's gates.</summary>
    private static float* Hints(Encoder encoder, Parameters parameters)
    {
        if (encoder.Shape.Hints == 0)
        {
            return null;
        }

        int width = 8 * encoder.Shape.Hidden, rows = encoder.Hints.Rows;
        var table = Parameters.Zeros((long)rows * width);
        var x = Parameters.Zeros(encoder.Shape.Input);
        var bias = Parameters.Zeros(width);
        encoder.Layers[0].Project(parameters.Values, x, 1, bias, bias + width / 2);
        for (var row = 0; row < rows; row++)
        {
            new Span<float>(x, encoder.Shape.Input).Clear();
            encoder.Hints.AddTo(row, 1, x + encoder.Shape.Word + encoder.Shape.Letters);
            var to = table + (long)row * width;
            encoder.Layers[0].Project(parameters.Values, x, 1, to, to + width / 2);
            Kernels.AddScaled(width, -1, bias, to);
        }

        NativeMemory.AlignedFree(x);
        NativeMemory.AlignedFree(bias);
        return table;
    }

    public void Dispose()
    {
        Arena.Dispose();
        _store.Dispose();
        _once.Dispose();
        NativeMemory.AlignedFree(_hints);
    }
}
