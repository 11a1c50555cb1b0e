using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Entente.Language.Neural;

/// <summary>
/// Matrix products and activations over 32-bit floats. Each result is summed in one order with fused multiply-adds, whatever the
/// vector width, so that the same weights and text give the same bits on every machine.
/// </summary>
/// <remarks>Matrices are row-major; the number of columns of a product is a multiple of <see cref="Lane"/>.</remarks>
internal static unsafe class Kernels
{
    /// <summary>Sizes of layers are multiples of this.</summary>
    public const int Lane = 16;

    /// <summary>Rows of the right matrix that are worked on at a time, so that a strip of them stays in the first-level cache.</summary>
    private const int Strip = 192;

    public static int Padded(int size) => (size + Lane - 1) / Lane * Lane;

    // The runtime would first run these loops unoptimised and count; a reader of one short text would never see them fast.
    /// <summary>C = A·B, or C += A·B where <paramref name="add"/>. A's element (i, p) stands at a[i·rowStep + p·columnStep], so that a transposed A needs no copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int m, int n, int k, float* a, nint rowStep, nint columnStep, float* b, nint ldb, float* c, nint ldc, bool add)
    {
        if (k == 0)
        {
            for (var i = 0; i < m && !add; i++)
            {
                new Span<float>(c + i * ldc, n).Clear();
            }

            return;
        }

        var wide = Vector512.IsHardwareAccelerated;
        for (var j = 0; j < n;)
        {
            var columns = n - j >= 32 ? 32 : 16;
            for (var p = 0; p < k; p += Strip)
            {
                var depth = Math.Min(Strip, k - p);
                var sum = add || p > 0;
                var left = a + p * columnStep;
                var right = b + p * ldb + j;
                var i = 0;
                if (wide && columns == 32)
                {
                    for (; i + 8 <= m; i += 8)
                    {
                        Tile8X32(depth, left + i * rowStep, rowStep, columnStep, right, ldb, c + i * ldc + j, ldc, sum);
                    }

                    for (; i + 4 <= m; i += 4)
                    {
                        Tile4X32(depth, left + i * rowStep, rowStep, columnStep, right, ldb, c + i * ldc + j, ldc, sum);
                    }

                    for (; i < m; i++)
                    {
                        Tile1X32(depth, left + i * rowStep, columnStep, right, ldb, c + i * ldc + j, sum);
                    }
                }
                else
                {
                    for (; i + 4 <= m; i += 4)
                    {
                        for (var s = 0; s < columns; s += 16)
                        {
                            Tile4X16(depth, left + i * rowStep, rowStep, columnStep, right + s, ldb, c + i * ldc + j + s, ldc, sum);
                        }
                    }

                    for (; i < m; i++)
                    {
                        for (var s = 0; s < columns; s += 16)
                        {
                            Tile1X16(depth, left + i * rowStep, columnStep, right + s, ldb, c + i * ldc + j + s, sum);
                        }
                    }
                }
            }

            j += columns;
        }
    }

    /// <summary>B = Aᵀ, A being rows × columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(int rows, int columns, float* a, nint lda, float* b, nint ldb)
    {
        for (var i0 = 0; i0 < rows; i0 += 16)
        {
            var i1 = Math.Min(rows, i0 + 16);
            for (var j = 0; j < columns; j++)
            {
                for (var i = i0; i < i1; i++)
                {
                    b[j * ldb + i] = a[i * lda + j];
                }
            }
        }
    }

    /// <summary>y += x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(int n, float* x, float* y)
    {
        var i = 0;
        for (; i + 16 <= n; i += 16)
        {
            (Vector512.Load(y + i) + Vector512.Load(x + i)).Store(y + i);
        }

        for (; i < n; i++)
        {
            y[i] += x[i];
        }
    }

    /// <summary>y += f·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(int n, float f, float* x, float* y)
    {
        var v = Vector512.Create(f);
        var i = 0;
        for (; i + 16 <= n; i += 16)
        {
            Vector512.FusedMultiplyAdd(v, Vector512.Load(x + i), Vector512.Load(y + i)).Store(y + i);
        }

        for (; i < n; i++)
        {
            y[i] = MathF.FusedMultiplyAdd(f, x[i], y[i]);
        }
    }

    /// <summary>Σ x·y, summed in one order; <paramref name="n"/> is a multiple of <see cref="Lane"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(int n, float* x, float* y)
    {
        var sum = Vector512<float>.Zero;
        for (var i = 0; i < n; i += 16)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(x + i), Vector512.Load(y + i), sum);
        }

        var eight = sum.GetLower() + sum.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }

    /// <summary>y = x∘m.</summary>
    public static void Scale(int n, float* x, float* m, float* y)
    {
        var i = 0;
        for (; i + 16 <= n; i += 16)
        {
            (Vector512.Load(x + i) * Vector512.Load(m + i)).Store(y + i);
        }

        for (; i < n; i++)
        {
            y[i] = x[i] * m[i];
        }
    }

    /// <summary>e^x to about seven digits, by range reduction and a polynomial; the argument is held to ±87.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(-87f)), Vector512.Create(87f));
        var n = Vector512.Floor(Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504f), Vector512.Create(0.5f)));
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        var p = Vector512.FusedMultiplyAdd(Vector512.Create(1.9875691500e-4f), r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p * r, r, r) + Vector512<float>.One;
        var exponent = Vector512.ShiftLeft(Vector512.ConvertToInt32(n) + Vector512.Create(127), 23);
        return p * exponent.AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Exp(-x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => Vector512<float>.One - Vector512.Create(2f) / (Vector512<float>.One + Exp(x + x));

    /// <summary>Replaces <paramref name="n"/> scores by their softmax; what stands behind them up to the next lane is set to zero. Gives ln Σ e^x.</summary>
    public static float Softmax(int n, float* x)
    {
        var top = x[0];
        for (var i = 1; i < n; i++)
        {
            top = MathF.Max(top, x[i]);
        }

        var padded = Padded(n);
        for (var i = n; i < padded; i++)
        {
            x[i] = float.NegativeInfinity;
        }

        var shift = Vector512.Create(top);
        for (var i = 0; i < padded; i += 16)
        {
            Exp(Vector512.Load(x + i) - shift).Store(x + i);
        }

        var sum = 0f;
        for (var i = 0; i < n; i++)
        {
            sum += x[i];
        }

        for (var i = 0; i < n; i++)
        {
            x[i] /= sum;
        }

        for (var i = n; i < padded; i++)
        {
            x[i] = 0;
        }

        return top + (float)Portable.Log(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8X32(int k, float* a, nint ra, nint ca, float* b, nint ldb, float* c, nint ldc, bool sum)
    {
        Vector512<float> c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51, c60, c61, c70, c71;
        if (sum)
        {
            (c00, c01) = (Vector512.Load(c), Vector512.Load(c + 16));
            (c10, c11) = (Vector512.Load(c + ldc), Vector512.Load(c + ldc + 16));
            (c20, c21) = (Vector512.Load(c + 2 * ldc), Vector512.Load(c + 2 * ldc + 16));
            (c30, c31) = (Vector512.Load(c + 3 * ldc), Vector512.Load(c + 3 * ldc + 16));
            (c40, c41) = (Vector512.Load(c + 4 * ldc), Vector512.Load(c + 4 * ldc + 16));
            (c50, c51) = (Vector512.Load(c + 5 * ldc), Vector512.Load(c + 5 * ldc + 16));
            (c60, c61) = (Vector512.Load(c + 6 * ldc), Vector512.Load(c + 6 * ldc + 16));
            (c70, c71) = (Vector512.Load(c + 7 * ldc), Vector512.Load(c + 7 * ldc + 16));
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = c60 = c61 = c70 = c71 = Vector512<float>.Zero;
        }

        float* a4 = a + 4 * ra;
        for (var p = 0; p < k; p++)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + 16);
            var v = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(v, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(v, b1, c01);
            v = Vector512.Create(a[ra]);
            c10 = Vector512.FusedMultiplyAdd(v, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(v, b1, c11);
            v = Vector512.Create(a[2 * ra]);
            c20 = Vector512.FusedMultiplyAdd(v, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(v, b1, c21);
            v = Vector512.Create(a[3 * ra]);
            c30 = Vector512.FusedMultiplyAdd(v, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(v, b1, c31);
            v = Vector512.Create(*a4);
            c40 = Vector512.FusedMultiplyAdd(v, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(v, b1, c41);
            v = Vector512.Create(a4[ra]);
            c50 = Vector512.FusedMultiplyAdd(v, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(v, b1, c51);
            v = Vector512.Create(a4[2 * ra]);
            c60 = Vector512.FusedMultiplyAdd(v, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(v, b1, c61);
            v = Vector512.Create(a4[3 * ra]);
            c70 = Vector512.FusedMultiplyAdd(v, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(v, b1, c71);
            a += ca;
            a4 += ca;
            b += ldb;
        }

        c00.Store(c);
        c01.Store(c + 16);
        c10.Store(c + ldc);
        c11.Store(c + ldc + 16);
        c20.Store(c + 2 * ldc);
        c21.Store(c + 2 * ldc + 16);
        c30.Store(c + 3 * ldc);
        c31.Store(c + 3 * ldc + 16);
        c40.Store(c + 4 * ldc);
        c41.Store(c + 4 * ldc + 16);
        c50.Store(c + 5 * ldc);
        c51.Store(c + 5 * ldc + 16);
        c60.Store(c + 6 * ldc);
        c61.Store(c + 6 * ldc + 16);
        c70.Store(c + 7 * ldc);
        c71.Store(c + 7 * ldc + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4X32(int k, float* a, nint ra, nint ca, float* b, nint ldb, float* c, nint ldc, bool sum)
    {
        Vector512<float> c00, c01, c10, c11, c20, c21, c30, c31;
        if (sum)
        {
            (c00, c01) = (Vector512.Load(c), Vector512.Load(c + 16));
            (c10, c11) = (Vector512.Load(c + ldc), Vector512.Load(c + ldc + 16));
            (c20, c21) = (Vector512.Load(c + 2 * ldc), Vector512.Load(c + 2 * ldc + 16));
            (c30, c31) = (Vector512.Load(c + 3 * ldc), Vector512.Load(c + 3 * ldc + 16));
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = Vector512<float>.Zero;
        }

        for (var p = 0; p < k; p++)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + 16);
            var v = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(v, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(v, b1, c01);
            v = Vector512.Create(a[ra]);
            c10 = Vector512.FusedMultiplyAdd(v, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(v, b1, c11);
            v = Vector512.Create(a[2 * ra]);
            c20 = Vector512.FusedMultiplyAdd(v, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(v, b1, c21);
            v = Vector512.Create(a[3 * ra]);
            c30 = Vector512.FusedMultiplyAdd(v, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(v, b1, c31);
            a += ca;
            b += ldb;
        }

        c00.Store(c);
        c01.Store(c + 16);
        c10.Store(c + ldc);
        c11.Store(c + ldc + 16);
        c20.Store(c + 2 * ldc);
        c21.Store(c + 2 * ldc + 16);
        c30.Store(c + 3 * ldc);
        c31.Store(c + 3 * ldc + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1X32(int k, float* a, nint ca, float* b, nint ldb, float* c, bool sum)
    {
        var c0 = sum ? Vector512.Load(c) : Vector512<float>.Zero;
        var c1 = sum ? Vector512.Load(c + 16) : Vector512<float>.Zero;
        for (var p = 0; p < k; p++)
        {
            var v = Vector512.Create(*a);
            c0 = Vector512.FusedMultiplyAdd(v, Vector512.Load(b), c0);
            c1 = Vector512.FusedMultiplyAdd(v, Vector512.Load(b + 16), c1);
            a += ca;
            b += ldb;
        }

        c0.Store(c);
        c1.Store(c + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4X16(int k, float* a, nint ra, nint ca, float* b, nint ldb, float* c, nint ldc, bool sum)
    {
        Vector256<float> c00, c01, c10, c11, c20, c21, c30, c31;
        if (sum)
        {
            (c00, c01) = (Vector256.Load(c), Vector256.Load(c + 8));
            (c10, c11) = (Vector256.Load(c + ldc), Vector256.Load(c + ldc + 8));
            (c20, c21) = (Vector256.Load(c + 2 * ldc), Vector256.Load(c + 2 * ldc + 8));
            (c30, c31) = (Vector256.Load(c + 3 * ldc), Vector256.Load(c + 3 * ldc + 8));
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = Vector256<float>.Zero;
        }

        for (var p = 0; p < k; p++)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + 8);
            var v = Vector256.Create(*a);
            c00 = Vector256.FusedMultiplyAdd(v, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(v, b1, c01);
            v = Vector256.Create(a[ra]);
            c10 = Vector256.FusedMultiplyAdd(v, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(v, b1, c11);
            v = Vector256.Create(a[2 * ra]);
            c20 = Vector256.FusedMultiplyAdd(v, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(v, b1, c21);
            v = Vector256.Create(a[3 * ra]);
            c30 = Vector256.FusedMultiplyAdd(v, b0, c30);
            c31 = Vector256.FusedMultiplyAdd(v, b1, c31);
            a += ca;
            b += ldb;
        }

        c00.Store(c);
        c01.Store(c + 8);
        c10.Store(c + ldc);
        c11.Store(c + ldc + 8);
        c20.Store(c + 2 * ldc);
        c21.Store(c + 2 * ldc + 8);
        c30.Store(c + 3 * ldc);
        c31.Store(c + 3 * ldc + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1X16(int k, float* a, nint ca, float* b, nint ldb, float* c, bool sum)
    {
        var c0 = sum ? Vector256.Load(c) : Vector256<float>.Zero;
        var c1 = sum ? Vector256.Load(c + 8) : Vector256<float>.Zero;
        for (var p = 0; p < k; p++)
        {
            var v = Vector256.Create(*a);
            c0 = Vector256.FusedMultiplyAdd(v, Vector256.Load(b), c0);
            c1 = Vector256.FusedMultiplyAdd(v, Vector256.Load(b + 8), c1);
            a += ca;
            b += ldb;
        }

        c0.Store(c);
        c1.Store(c + 8);
    }
}
