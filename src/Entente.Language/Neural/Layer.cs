using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Entente.Language.Neural;

/// <summary>y = x·W + b, with a leaky rectifier behind it where <c>bent</c>.</summary>
internal sealed unsafe class Layer(Parameters parameters, string name, int input, int output, bool bent)
{
    private const float Leak = 0.1f;
    private readonly Block _w = parameters.Add(name + ".w", input, Kernels.Padded(output));
    private readonly Block _b = parameters.Add(name + ".bias", 1, Kernels.Padded(output));

    /// <summary>Columns of what comes out, padded to a lane.</summary>
    public int Output => _w.Columns;

    public void Start(ref Noise noise, float gain = 1) => parameters.Start(_w, ref noise, gain);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float* Apply(Arena arena, float* weights, float* x, int rows)
    {
        var y = arena.Take((long)rows * Output);
        for (var r = 0; r < rows; r++)
        {
            new Span<float>(weights + _b.At, Output).CopyTo(new Span<float>(y + (long)r * Output, Output));
        }

        Kernels.Multiply(rows, Output, input, x, input, 1, weights + _w.At, Output, y, Output, add: true);
        if (bent)
        {
            var leak = Vector512.Create(Leak);
            for (long i = 0; i < (long)rows * Output; i += 16)
            {
                var v = Vector512.Load(y + i);
                Vector512.Max(v, v * leak).Store(y + i);
            }
        }

        return y;
    }

    /// <summary>Adds to the gradients of weights and of <paramref name="dx"/>; <paramref name="dy"/> is overwritten where the layer is bent.</summary>
    public void Return(float* transposed, float* gradients, float* x, float* y, float* dy, float* dx, int rows)
    {
        if (bent)
        {
            var leak = Vector512.Create(Leak);
            for (long i = 0; i < (long)rows * Output; i += 16)
            {
                var d = Vector512.Load(dy + i);
                Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Load(y + i), Vector512<float>.Zero), d * leak, d).Store(dy + i);
            }
        }

        for (var r = 0; r < rows; r++)
        {
            Kernels.Add(Output, dy + (long)r * Output, gradients + _b.At);
        }

        Kernels.Multiply(input, Output, rows, x, 1, input, dy, Output, gradients + _w.At, Output, add: true);
        Kernels.Multiply(rows, input, Output, dy, Output, 1, transposed + _w.At, input, dx, input, add: true);
    }
}
