using System.Runtime.InteropServices;

namespace Entente.Language.Neural;

/// <summary>Sentences put together in batches of like length, so that they can be read side by side.</summary>
internal sealed class SentenceBatches
{
    /// <summary>Words that are read together, unless one sentence is longer.</summary>
    private const int Words = 600;

    private int[] _order = [];
    private int[] _lengths = [];
    private int _count;
    private int _next;

    public Packing Packing { get; } = new();

    /// <summary>Takes up new sentences; empty ones are passed over.</summary>
    public void Begin(IReadOnlyList<IReadOnlyList<Token>> sentences)
    {
        if (_order.Length < sentences.Count)
        {
            _order = new int[2 * sentences.Count];
            _lengths = new int[2 * sentences.Count];
        }

        (_count, _next) = (0, 0);
        for (var i = 0; i < sentences.Count; i++)
        {
            if (sentences[i].Count > 0)
            {
                _order[_count] = i;
                _lengths[_count++] = sentences[i].Count;
            }
        }

        // Longest first. What a sentence gives does not depend on those beside it.
        _lengths.AsSpan(0, _count).Sort(_order.AsSpan(0, _count), static (a, b) => b.CompareTo(a));
    }

    /// <summary>Lays out the next batch; false where none is left.</summary>
    /// <param name="batch">Which sentences, longest first.</param>
    public bool Next(out ReadOnlySpan<int> batch)
    {
        int from = _next, words = 0;
        while (_next < _count && (_next == from || words + _lengths[_next] <= Words))
        {
            words += _lengths[_next++];
        }

        batch = _order.AsSpan(from, _next - from);
        Packing.Lay(_lengths.AsSpan(from, _next - from));
        return batch.Length > 0;
    }
}

/// <summary>
/// Reads batches of sentences with an encoder. What the first layer makes of a word form alone is kept, so that a word seen before
/// costs a copy. One instance a thread; the memory it takes is bounded.
/// </summary>
internal sealed unsafe class EncoderReader(Encoder encoder, Parameters parameters) : IDisposable
{
    /// <summary>Bytes that kept words may take.</summary>
    private const long Keep = 24 << 20;

    private readonly int _width = 8 * encoder.Shape.Hidden;
    private readonly Dictionary<string, nint> _kept = new(StringComparer.Ordinal);
    private readonly Arena _store = new();
    private readonly Arena _once = new();
    private readonly float* _hints = Hints(encoder, parameters);
    private readonly float*[] _layers = new float*[encoder.Layers.Length];

    /// <summary>Scratch for one batch; given back when the next one is read.</summary>
    public Arena Arena { get; } = new();

    /// <summary>Reads a batch; gives what each layer made of it, from 0 for the first, in packed rows.</summary>
    /// <param name="hints">What is known of each word besides its form; null for nothing.</param>
    public float*[] Read(Packing packing, IReadOnlyList<IReadOnlyList<Token>> sentences, int[][]? hints, ReadOnlySpan<int> batch)
    {
        Arena.Reset();
        int rows = packing.Rows, half = _width / 2;
        var forward = Arena.Take((long)rows * half);
        var backward = Arena.Take((long)rows * half);
        for (var s = 0; s < batch.Length; s++)
        {
            var sentence = sentences[batch[s]];
            var known = hints?[batch[s]];
            for (var t = 0; t < sentence.Count; t++)
            {
                var row = packing.Offset[t] + s;
                var from = Word(sentence[t].Form);
                var f = forward + (long)row * half;
                var b = backward + (long)packing.Reverse[row] * half;
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

        _layers[0] = encoder.Layers[0].ReadProjected(packing, Arena, parameters.Values, forward, backward);
        for (var l = 1; l < _layers.Length; l++)
        {
            _layers[l] = encoder.Layers[l].Read(packing, Arena, parameters.Values, _layers[l - 1], null);
        }

        return _layers;
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
