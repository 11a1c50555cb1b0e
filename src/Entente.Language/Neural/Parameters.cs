using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Entente.Language.Neural;

/// <summary>A matrix among the parameters: where it begins and its size.</summary>
internal readonly record struct Block(string Name, int At, int Rows, int Columns)
{
    public int Count => Rows * Columns;
}

/// <summary>All dense weights of a network in one stretch of memory, so that gradients and optimiser walk it once.</summary>
internal sealed unsafe class Parameters : IDisposable
{
    private readonly List<Block> _blocks = [];
    private float* _values;
    private float* _first;
    private float* _second;

    public IReadOnlyList<Block> Blocks => _blocks;

    public int Count { get; private set; }

    public float* Values => _values;

    public Block Add(string name, int rows, int columns)
    {
        var block = new Block(name, Count, rows, columns);
        _blocks.Add(block);
        Count += (block.Count + 15) / 16 * 16;
        return block;
    }

    /// <summary>Lays out memory, zeroed, once every block is known.</summary>
    public void Allocate() => _values = Zeros(Count);

    public static float* Zeros(long count)
    {
        var at = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 64);
        NativeMemory.Clear(at, (nuint)count * sizeof(float));
        return at;
    }

    /// <summary>Uniform start values scaled to the matrix's sides (Glorot and Bengio 2010).</summary>
    public void Start(Block block, ref Noise noise, float gain = 1)
    {
        var bound = gain * MathF.Sqrt(6f / (block.Rows + block.Columns));
        for (var i = 0; i < block.Count; i++)
        {
            _values[block.At + i] = (2 * noise.Unit() - 1) * bound;
        }
    }

    /// <summary>One step of Adam (Kingma and Ba 2015) along the sum of the given gradients, which are cleared.</summary>
    /// <param name="step">Counted from 1.</param>
    /// <param name="clip">The gradient's length is held to this.</param>
    public void Step(float*[] gradients, float rate, int step, float clip)
    {
        if (_first == null)
        {
            _first = Zeros(Count);
            _second = Zeros(Count);
        }

        var norms = new double[2];
        var half = Count / 2 / 16 * 16;
        Parallel.For(0, 2, part =>
        {
            var sum = 0.0;
            for (var i = part == 0 ? 0 : half; i < (part == 0 ? half : Count); i += 16)
            {
                var g = Vector512.Load(gradients[0] + i);
                for (var n = 1; n < gradients.Length; n++)
                {
                    g += Vector512.Load(gradients[n] + i);
                    Vector512<float>.Zero.Store(gradients[n] + i);
                }

                g.Store(gradients[0] + i);
                for (var e = 0; e < 16; e++)
                {
                    sum += gradients[0][i + e] * (double)gradients[0][i + e];
                }
            }

            norms[part] = sum;
        });
        var norm = Math.Sqrt(norms[0] + norms[1]);
        var scale = norm > clip ? (float)(clip / norm) : 1;
        var (rate1, correct2) = Adam.Corrections(rate, step);
        Parallel.For(0, 2, part =>
        {
            var begin = part == 0 ? 0 : half;
            Adam.Update((part == 0 ? half : Count) - begin, _values + begin, gradients[0] + begin, _first + begin, _second + begin, rate1, correct2, scale);
            new Span<float>(gradients[0] + begin, (part == 0 ? half : Count) - begin).Clear();
        });
    }

    /// <summary>Writes every matrix row in sixteen bits with one scale.</summary>
    public void Save(BinaryWriter writer)
    {
        foreach (var block in _blocks)
        {
            for (var row = 0; row < block.Rows; row++)
            {
                writer.Write(Quantised.Row(_values + block.At + row * block.Columns, block.Columns, short.MaxValue, out var numbers));
                foreach (var n in numbers)
                {
                    writer.Write((short)n);
                }
            }
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_values);
        NativeMemory.AlignedFree(_first);
        NativeMemory.AlignedFree(_second);
        _values = null;
        _first = null;
        _second = null;
    }
}

/// <summary>Adam's update, shared by dense weights and by rows of embeddings.</summary>
internal static unsafe class Adam
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.98f;

    public static (float Rate, float Correct2) Corrections(float rate, int step)
    {
        double power1 = 1, power2 = 1;
        for (var i = 0; i < step && power2 > 1e-12; i++)
        {
            (power1, power2) = (power1 * Beta1, power2 * Beta2);
        }

        return ((float)(rate / (1 - power1)), (float)(1 / (1 - power2)));
    }

    public static void Update(int n, float* w, float* g, float* m, float* v, float rate, float correct2, float scale)
    {
        var (b1, b2) = (Vector512.Create(1 - Beta1), Vector512.Create(1 - Beta2));
        var (k1, k2) = (Vector512.Create(Beta1), Vector512.Create(Beta2));
        var (r, c, s, e) = (Vector512.Create(rate), Vector512.Create(correct2), Vector512.Create(scale), Vector512.Create(1e-8f));
        for (var i = 0; i < n; i += 16)
        {
            var gradient = Vector512.Load(g + i) * s;
            var first = Vector512.FusedMultiplyAdd(gradient, b1, Vector512.Load(m + i) * k1);
            var second = Vector512.FusedMultiplyAdd(gradient * gradient, b2, Vector512.Load(v + i) * k2);
            first.Store(m + i);
            second.Store(v + i);
            (Vector512.Load(w + i) - r * first / (Vector512.Sqrt(second * c) + e)).Store(w + i);
        }
    }
}
