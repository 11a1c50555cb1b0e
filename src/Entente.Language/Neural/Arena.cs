using System.Runtime.InteropServices;

namespace Entente.Language.Neural;

/// <summary>Scratch memory for one pass: taken piece by piece, given back all at once. Not to be shared between threads.</summary>
internal sealed unsafe class Arena : IDisposable
{
    private readonly List<(nint At, nuint Floats)> _blocks = [];
    private int _block;
    private nuint _used;

    /// <summary>Room for <paramref name="count"/> floats, aligned to 64 bytes; its content is whatever stood there.</summary>
    public float* Take(long count)
    {
        var floats = ((nuint)count + 15) / 16 * 16;
        while (true)
        {
            if (_block == _blocks.Count)
            {
                var size = Math.Max(floats, 1u << 20);
                _blocks.Add(((nint)NativeMemory.AlignedAlloc(size * sizeof(float), 64), size));
                _used = 0;
            }

            if (_used + floats <= _blocks[_block].Floats)
            {
                var at = (float*)_blocks[_block].At + _used;
                _used += floats;
                return at;
            }

            _block++;
            _used = 0;
        }
    }

    public float* TakeZeroed(long count)
    {
        var at = Take(count);
        NativeMemory.Clear(at, (nuint)count * sizeof(float));
        return at;
    }

    public int* TakeInts(long count) => (int*)Take(count);

    public void Reset() => (_block, _used) = (0, 0);

    public void Dispose()
    {
        foreach (var (at, _) in _blocks)
        {
            NativeMemory.AlignedFree((void*)at);
        }

        _blocks.Clear();
    }
}
