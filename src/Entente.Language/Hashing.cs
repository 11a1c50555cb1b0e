namespace Entente.Language;

/// <summary>
/// Feature hashing that gives the same bits on every machine. Not for anything that an adversary could profit from.
/// </summary>
internal static class Hashing
{
    private const ulong Prime = 0x9E3779B97F4A7C15UL;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var h = 14695981039346656037UL;
        foreach (var c in text)
        {
            h = (h ^ c) * 1099511628211UL;
        }

        return h;
    }

    public static ulong Mix(ulong h)
    {
        h ^= h >> 32;
        h *= 0xD6E8FEB86659FD93UL;
        h ^= h >> 32;
        return h;
    }

    public static uint Feature(int template, ulong a) => Fold(Mix((a + (ulong)template) * Prime));

    public static uint Feature(int template, ulong a, ulong b) => Fold(Mix((Mix((a + (ulong)template) * Prime) + b) * Prime));

    public static uint Feature(int template, ulong a, ulong b, ulong c) => Fold(Mix((Mix((Mix((a + (ulong)template) * Prime) + b) * Prime) + c) * Prime));

    public static uint Feature(int template, ulong a, ulong b, ulong c, ulong d) =>
        Fold(Mix((Mix((Mix((Mix((a + (ulong)template) * Prime) + b) * Prime) + c) * Prime) + d) * Prime));

    private static uint Fold(ulong h)
    {
        var folded = (uint)(h ^ (h >> 32));
        return folded == 0 ? 1 : folded;
    }
}
