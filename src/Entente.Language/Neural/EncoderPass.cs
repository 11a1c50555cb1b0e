namespace Entente.Language.Neural;

/// <summary>Up through an encoder with parts dropped, and back down with gradients: what every trainer shares.</summary>
internal sealed unsafe class EncoderPass
{
    private readonly Encoder _encoder;
    private readonly Arena _arena;
    private readonly IReadOnlyList<WordEntry[]> _sentences;
    private readonly IReadOnlyList<int[]>? _hints;
    private readonly bool[] _known;
    private readonly float*[] _masks;
    private readonly BiLstm.Trace[] _traces;

    /// <param name="sentences">Longest first.</param>
    /// <param name="hints">What is known of each word besides its form; null where the encoder takes none.</param>
    /// <param name="unknown">How probable it is that a word is taken for one never seen.</param>
    public EncoderPass(Encoder encoder, Arena arena, float* weights, IReadOnlyList<WordEntry[]> sentences, IReadOnlyList<int[]>? hints, Func<int, int, float> unknown, Schedule schedule, ref Noise noise)
    {
        (_encoder, _arena, _sentences, _hints) = (encoder, arena, sentences, hints);
        var shape = encoder.Shape;
        Packing = new Packing([.. sentences.Select(s => s.Length)]);
        int rows = Packing.Rows, count = sentences.Count;
        _known = new bool[rows];
        var value = arena.Take((long)rows * shape.Input);
        for (var t = 0; t < Packing.Steps; t++)
        {
            for (var s = 0; s < Packing.Count(t); s++)
            {
                var row = Packing.Offset[t] + s;
                _known[row] = noise.Unit() >= unknown(s, t);
                encoder.Enter(sentences[s][t], _known[row], hints is null ? 0 : hints[s][t], value + (long)row * shape.Input);
            }
        }

        Values = new float*[shape.Layers + 1];
        Gradients = new float*[shape.Layers + 1];
        _masks = new float*[shape.Layers + 1];
        _traces = new BiLstm.Trace[shape.Layers];
        var width = shape.Input;
        for (var l = 0; l <= shape.Layers; l++)
        {
            _masks[l] = arena.Take((long)count * width);
            noise.Mask(_masks[l], (long)count * width, l == 0 ? schedule.DropInput : schedule.DropLayer);
            Values[l] = arena.Take((long)rows * width);
            ApplyMask(width, value, _masks[l], Values[l]);
            if (l > 0)
            {
                Gradients[l] = arena.TakeZeroed((long)rows * width);
            }

            if (l < shape.Layers)
            {
                _traces[l] = new BiLstm.Trace();
                _traces[l].Drop(arena, count, shape.Hidden, schedule.DropMemory, ref noise);
                value = encoder.Layers[l].Read(Packing, arena, weights, Values[l], _traces[l]);
                width = shape.Output;
            }
        }
    }

    public Packing Packing { get; }

    /// <summary>What each layer gives to whoever reads it: 0 the words, 1 the first layer …; packed rows.</summary>
    public float*[] Values { get; }

    /// <summary>Where readers of a layer add their gradients, from layer 1.</summary>
    public float*[] Gradients { get; }

    /// <summary>Carries the gradients down to weights and tables.</summary>
    public void Return(float* transposed, float* gradients, int worker)
    {
        var (shape, rows) = (_encoder.Shape, Packing.Rows);
        for (var l = shape.Layers - 1; l >= 0; l--)
        {
            var dOut = _arena.Take((long)rows * shape.Output);
            ApplyMask(shape.Output, Gradients[l + 1], _masks[l + 1], dOut);
            var dx = _encoder.Layers[l].Return(Packing, _arena, transposed, gradients, Values[l], dOut, _traces[l]);
            if (l > 0)
            {
                Kernels.Add(rows * shape.Output, dx, Gradients[l]);
            }
            else
            {
                ApplyMask(shape.Input, dx, _masks[0], dx);
                Tables(dx, worker);
            }
        }
    }

    private void Tables(float* dx, int worker)
    {
        var shape = _encoder.Shape;
        for (var t = 0; t < Packing.Steps; t++)
        {
            for (var s = 0; s < Packing.Count(t); s++)
            {
                var row = Packing.Offset[t] + s;
                var entry = _sentences[s][t];
                var g = dx + (long)row * shape.Input;
                _encoder.Words.Workers[worker].Add(_known[row] ? entry.Word : 0, 1, g);
                var scale = 1 / MathF.Sqrt(entry.Spelling.Length);
                foreach (var letters in entry.Spelling)
                {
                    _encoder.Letters.Workers[worker].Add(letters, scale, g + shape.Word);
                }

                if (shape.Hints > 0)
                {
                    _encoder.Hints.Workers[worker].Add(_hints is null ? 0 : _hints[s][t], 1, g + shape.Word + shape.Letters);
                }
            }
        }
    }

    /// <summary>Each sentence has one mask for all its words.</summary>
    private void ApplyMask(int width, float* x, float* masks, float* y)
    {
        for (var row = 0; row < Packing.Rows; row++)
        {
            Kernels.Scale(width, x + (long)row * width, masks + (long)Packing.Sentence[row] * width, y + (long)row * width);
        }
    }
}
