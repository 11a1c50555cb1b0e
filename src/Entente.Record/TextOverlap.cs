namespace Entente.Record;

/// <summary>How much two texts share, by words; boilerplate has been taken out before.</summary>
public static class TextOverlap
{
    /// <summary>Five-word shingles of a text, hashed.</summary>
    public static HashSet<ulong> Shingles(string text, int size = 5)
    {
        var words = Words(text);
        var set = new HashSet<ulong>();
        for (var i = 0; i + size <= words.Count; i++)
        {
            var h = 14695981039346656037UL;
            for (var k = 0; k < size; k++)
            {
                foreach (var c in words[i + k])
                {
                    h = (h ^ c) * 1099511628211UL;
                }

                h = (h ^ 31) * 1099511628211UL;
            }

            set.Add(h);
        }

        return set;
    }

    /// <summary>Share of the smaller set that stands in the larger, 0 to 1.</summary>
    public static double Containment(HashSet<ulong> a, HashSet<ulong> b)
    {
        var (small, large) = a.Count <= b.Count ? (a, b) : (b, a);
        return small.Count == 0 ? 0 : (double)small.Count(large.Contains) / small.Count;
    }

    /// <summary>Content words of a text in their order, lower-cased, words of grammar left out.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var letter = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (letter && start < 0)
            {
                start = i;
            }
            else if (!letter && start >= 0)
            {
                words.Add(text[start..i].ToLowerInvariant());
                start = -1;
            }
        }

        return words;
    }

    private static readonly HashSet<string> Grammar = [.. "the a an of to in on at for and or but that this these those with by from as is are was were be been being it its their his her they he she we our will would could should may might has have had not no more than also after before during into over under about against between among which who whom whose said says say told new two both other such there here all any each one most some s t".Split(' ')];

    /// <summary>A word of grammar, which says nothing of what a text is about.</summary>
    public static bool IsGrammar(string word) => Grammar.Contains(word);

    public static HashSet<string> ContentWords(string text) => [.. Words(text).Where(w => w.Length > 1 && !Grammar.Contains(w)).Select(Stem)];

    /// <summary>Jaccard overlap of content words, 0 to 1.</summary>
    public static double Similarity(HashSet<string> a, HashSet<string> b)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return 0;
        }

        var shared = a.Count(b.Contains);
        return (double)shared / (a.Count + b.Count - shared);
    }

    private static string Stem(string w) => w.Length > 5 && w.EndsWith("ing", StringComparison.Ordinal) ? w[..^3] : w.Length > 4 && w.EndsWith("ed", StringComparison.Ordinal) ? w[..^2] : w.Length > 3 && w.EndsWith('s') && !w.EndsWith("ss", StringComparison.Ordinal) ? w[..^1] : w;
}
