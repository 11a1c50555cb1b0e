namespace Entente.Language.Neural;

/// <summary>What a word looks like, as rows of a hashed table: ends, beginnings, inner runs of letters, capitals and digits.</summary>
internal static class Spelling
{
    /// <summary>No word has more rows than this.</summary>
    public const int Most = 48;

    /// <summary>Lower case, digits alike, typographic marks made plain: the form under which words are counted.</summary>
    public static string Normal(string form)
    {
        Span<char> plain = form.Length <= 256 ? stackalloc char[form.Length] : new char[form.Length];
        form.AsSpan().ToLowerInvariant(plain);
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = plain[i] switch { '’' or '‘' or '`' => '\'', '“' or '”' or '«' or '»' => '"', '–' or '—' => '-', >= '0' and <= '9' => '0', _ => plain[i] };
        }

        return new string(plain);
    }

    /// <summary>Fills <paramref name="rows"/> and gives how many.</summary>
    /// <param name="size">Rows of the table, a power of two.</param>
    public static int Rows(string form, string normal, int size, Span<int> rows)
    {
        var n = 0;
        void Add(Span<int> r, uint feature)
        {
            if (n < Most)
            {
                r[n++] = (int)(feature & (uint)(size - 1));
            }
        }

        Add(rows, Hashing.Feature(900, WordFeatures.ShapeOf(form)));
        Add(rows, Hashing.Feature(901, Hashing.Of(form)));
        Add(rows, Hashing.Feature(902, (ulong)Math.Min(form.Length, 12)));
        var letters = normal.AsSpan();
        for (var length = 1; length <= Math.Min(5, letters.Length); length++)
        {
            Add(rows, Hashing.Feature(910 + length, Hashing.Of(letters[^length..])));
        }

        for (var length = 1; length <= Math.Min(4, letters.Length); length++)
        {
            Add(rows, Hashing.Feature(920 + length, Hashing.Of(letters[..length])));
        }

        for (var i = 0; i + 3 <= letters.Length && letters.Length > 3; i++)
        {
            Add(rows, Hashing.Feature(930, Hashing.Of(letters.Slice(i, 3))));
        }

        for (var i = 0; i + 4 <= letters.Length && letters.Length > 4; i++)
        {
            Add(rows, Hashing.Feature(931, Hashing.Of(letters.Slice(i, 4))));
        }

        return n;
    }
}
