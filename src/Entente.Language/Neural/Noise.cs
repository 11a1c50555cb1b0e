namespace Entente.Language.Neural;

/// <summary>Seeded random numbers for training (xorshift64*), the same on every machine.</summary>
internal struct Noise(ulong seed)
{
    private ulong _state = Hashing.Mix(seed * 0x9E3779B97F4A7C15UL + 1) | 1;

    public ulong Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 2685821657736338717UL;
    }

    /// <summary>At least 0, below 1.</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    public float Normal()
    {
        // Sum of twelve uniform numbers: near enough to normal, and exact in every bit.
        var sum = -6f;
        for (var i = 0; i < 12; i++)
        {
            sum += Unit();
        }

        return sum;
    }

    /// <summary>A mask that keeps each element with probability 1 − <paramref name="drop"/>, scaled so that the mean stays.</summary>
    public unsafe void Mask(float* mask, long count, float drop)
    {
        var keep = 1 / (1 - drop);
        var threshold = (uint)(drop * 65536);
        for (long i = 0; i < count; i += 4)
        {
            var bits = Next();
            for (long j = i; j < i + 4 && j < count; j++, bits >>= 16)
            {
                mask[j] = (uint)(bits & 0xFFFF) < threshold ? 0 : keep;
            }
        }
    }
}
