using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Entente.Language.Neural;

/// <summary>
/// Rows of learned numbers, looked up by index: floats while learning, when each worker keeps the gradients of the rows that it touched;
/// eight bits each with one scale a row when read from a model file, in place.
/// </summary>
internal sealed unsafe class Embeddings : IDisposable
{
    private readonly float* _first;
    private readonly float* _second;
    private readonly sbyte* _packed;
    private readonly float* _scales;

    /// <summary>Rows that stand in memory that somebody else keeps.</summary>
    public Embeddings(int rows, int size, float* scales, sbyte* packed)
    {
        (Rows, Size) = (rows, size);
        Workers = [];
        _scales = scales;
        _packed = packed;
    }

    public Embeddings(int rows, int size, int workers = 0)
    {
        (Rows, Size) = (rows, size);
        Values = Parameters.Zeros((long)rows * size);
        Workers = new Gradients[workers];
        if (workers > 0)
        {
            _first = Parameters.Zeros((long)rows * size);
            _second = Parameters.Zeros((long)rows * size);
        }

        for (var w = 0; w < workers; w++)
        {
            Workers[w] = new Gradients(rows, size);
        }
    }

    public int Rows { get; }

    /// <summary>Numbers a row; a multiple of <see cref="Kernels.Lane"/>.</summary>
    public int Size { get; }

    public float* Values { get; }

    public Gradients[] Workers { get; }

    public float* this[int row] => Values + (long)row * Size;

    /// <summary>Adds <paramref name="factor"/> times a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(int row, float factor, float* to)
    {
        if (_packed == null)
        {
            Kernels.AddScaled(Size, factor, this[row], to);
            return;
        }

        var f = Vector512.Create(factor * _scales[row]);
        var from = _packed + (long)row * Size;
        for (var i = 0; i < Size; i += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(from + i));
            var numbers = Vector512.Create(Vector256.Create(Vector128.WidenLower(low), Vector128.WidenUpper(low)), Vector256.Create(Vector128.WidenLower(high), Vector128.WidenUpper(high)));
            Vector512.FusedMultiplyAdd(f, Vector512.ConvertToSingle(numbers), Vector512.Load(to + i)).Store(to + i);
        }
    }

    /// <summary>Writes the rows in eight bits, all scales first.</summary>
    public void Save(BinaryWriter writer)
    {
        var scales = new float[Rows];
        var packed = new byte[(long)Rows * Size];
        for (var row = 0; row < Rows; row++)
        {
            scales[row] = Quantised.Row(this[row], Size, 127, out var numbers);
            for (var i = 0; i < Size; i++)
            {
                packed[(long)row * Size + i] = (byte)(sbyte)numbers[i];
            }
        }

        writer.Write(MemoryMarshal.AsBytes<float>(scales));
        writer.Write(packed);
    }

    /// <summary>Moves the touched rows along the sum of the workers' gradients (Adam, rows that were not touched rest), and forgets the gradients.</summary>
    public void Step(float rate, int step)
    {
        var touched = Workers.SelectMany(w => w.Touched).Distinct().Order().ToArray();
        var (rate1, correct2) = Adam.Corrections(rate, step);
        foreach (var row in touched)
        {
            var g = Workers[0][row];
            for (var w = 1; w < Workers.Length; w++)
            {
                Kernels.Add(Size, Workers[w][row], g);
            }

            Adam.Update(Size, this[row], g, _first + (long)row * Size, _second + (long)row * Size, rate1, correct2, 1);
            new Span<float>(g, Size).Clear();
        }

        foreach (var worker in Workers)
        {
            worker.Clear();
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Values);
        NativeMemory.AlignedFree(_first);
        NativeMemory.AlignedFree(_second);
        foreach (var worker in Workers)
        {
            worker.Dispose();
        }
    }

    internal sealed class Gradients(int rows, int size) : IDisposable
    {
        private readonly float* _values = Parameters.Zeros((long)rows * size);
        private readonly bool[] _seen = new bool[rows];

        public List<int> Touched { get; } = [];

        public float* this[int row] => _values + (long)row * size;

        public void Add(int row, float scale, float* gradient)
        {
            if (!_seen[row])
            {
                _seen[row] = true;
                Touched.Add(row);
            }

            Kernels.AddScaled(size, scale, gradient, this[row]);
        }

        /// <summary>Sets the touched rows to zero and forgets them.</summary>
        public void Clear()
        {
            foreach (var row in Touched)
            {
                new Span<float>(this[row], size).Clear();
            }

            Forget();
        }

        private void Forget()
        {
            foreach (var row in Touched)
            {
                _seen[row] = false;
            }

            Touched.Clear();
        }

        public void Dispose() => NativeMemory.AlignedFree(_values);
    }
}
