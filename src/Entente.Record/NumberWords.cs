using System.Globalization;

namespace Entente.Record;

/// <summary>English words for whole numbers, one by one up to twenty and then by tens up to ninety.</summary>
public static class NumberWords
{
    /// <summary>The words as alternatives of a regular expression.</summary>
    public const string Pattern = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";

    private static readonly Dictionary<string, int> Values = Pattern.Split('|').Select((w, n) => (w, Value: n < 20 ? n + 1 : (n - 17) * 10)).ToDictionary(x => x.w, x => x.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>The number that a word is; null for any other word.</summary>
    public static int? Of(string word) => Values.TryGetValue(word, out var n) ? n : null;

    /// <summary>The number that a word or its digits are, "a" and "an" one; null for any other word.</summary>
    public static int? Counted(string word) => Of(word) ?? (word.ToLowerInvariant() is "a" or "an" ? 1 : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null);
}
