namespace Entente.Language;

/// <summary>What the classifiers look at in one word, hashed once a sentence.</summary>
internal readonly record struct WordFeatures(ulong Lower, ulong Form, ulong Shape, ulong Suffix1, ulong Suffix2, ulong Suffix3, ulong Suffix4, ulong Prefix2, ulong Prefix3)
{
    public static readonly WordFeatures Before = new(11, 12, 13, 14, 15, 16, 17, 18, 19);
    public static readonly WordFeatures After = new(21, 22, 23, 24, 25, 26, 27, 28, 29);

    public static WordFeatures Of(string form)
    {
        Span<char> lower = form.Length <= 128 ? stackalloc char[form.Length] : new char[form.Length];
        form.AsSpan().ToLowerInvariant(lower);
        for (var i = 0; i < lower.Length; i++)
        {
            lower[i] = Plain(lower[i]);
        }

        ulong Suffix(Span<char> l, int n) => Hashing.Of(l.Length <= n ? l : l[^n..]) + (ulong)n;
        ulong Prefix(Span<char> l, int n) => Hashing.Of(l.Length <= n ? l : l[..n]) + (ulong)(100 + n);
        var digits = lower.ContainsAnyInRange('0', '9');
        return new WordFeatures(
            digits ? Hashing.Of(Digits(lower)) : Hashing.Of(lower), Hashing.Of(form), ShapeOf(form),
            Suffix(lower, 1), Suffix(lower, 2), Suffix(lower, 3), Suffix(lower, 4), Prefix(lower, 2), Prefix(lower, 3));
    }

    /// <summary>The word's shape with runs collapsed: "Kishi" Xx, "F-35" X-d, "NATO" X.</summary>
    public static ulong ShapeOf(ReadOnlySpan<char> form)
    {
        Span<char> shape = stackalloc char[12];
        var n = 0;
        var last = '\0';
        foreach (var c in form)
        {
            var s = char.IsUpper(c) ? 'X' : char.IsLower(c) ? 'x' : char.IsDigit(c) ? 'd' : char.IsLetter(c) ? 'l' : c;
            if (s != last && n < shape.Length)
            {
                shape[n++] = s;
                last = s;
            }
        }

        return Hashing.Of(shape[..n]);
    }

    private static char Plain(char c) => c switch { '’' or '‘' or '`' => '\'', '“' or '”' => '"', '–' or '—' => '-', _ => c };

    private static ReadOnlySpan<char> Digits(Span<char> lower)
    {
        for (var i = 0; i < lower.Length; i++)
        {
            if (char.IsAsciiDigit(lower[i]))
            {
                lower[i] = '0';
            }
        }

        return lower;
    }
}
