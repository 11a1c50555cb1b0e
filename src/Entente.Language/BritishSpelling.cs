namespace Entente.Language;

/// <summary>British spellings as American ones, which the treebanks are written in: a network that never met "normalise" has met "normalize".</summary>
internal static class BritishSpelling
{
    private static readonly (string British, string American)[] Endings =
    [
        ("isation", "ization"), ("isations", "izations"), ("ise", "ize"), ("ised", "ized"), ("ises", "izes"), ("ising", "izing"), ("yse", "yze"), ("ysed", "yzed"), ("ysing", "yzing"),
        ("our", "or"), ("ours", "ors"), ("oured", "ored"), ("ouring", "oring"), ("ourable", "orable"), ("tre", "ter"), ("tres", "ters"), ("lled", "led"), ("lling", "ling"), ("ller", "ler"),
        ("ence", "ense"), ("ences", "enses"), ("ogue", "og"), ("ogues", "ogs"), ("amme", "am"), ("ammes", "ams"),
    ];

    /// <summary>The American spelling of a form that is not known, where that is; null where there is none.</summary>
    public static string? Known(string form, Func<string, bool> knows)
    {
        if (form.Length < 5 || form[^1] is not ('e' or 'd' or 's' or 'g' or 'r' or 'n'))
        {
            return null;
        }

        foreach (var (british, american) in Endings)
        {
            if (form.EndsWith(british, StringComparison.Ordinal) && form.Length > british.Length + 2)
            {
                var other = form[..^british.Length] + american;
                return !knows(form) && knows(other) ? other : null;
            }
        }

        return null;
    }
}
