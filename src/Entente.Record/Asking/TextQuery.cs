using System.Globalization;
using System.Text;

namespace Entente.Record.Asking;

/// <summary>
/// Words that a text must hold, by their stems and without their accents: all of them anywhere, those between quotation marks next to each other and in
/// order. Scripts that leave no spaces between words are taken letter by letter, so a run of their letters is a phrase.
/// </summary>
public sealed class TextQuery
{
    /// <summary>What is longer is no word: damaged text, or a key; its beginning stands for it.</summary>
    private const int Longest = 64;

    private TextQuery(IReadOnlyList<IReadOnlyList<string>> phrases) => Phrases = phrases;

    /// <summary>Each a run of terms that must stand next to each other.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Phrases { get; }

    /// <summary>The query in an analyst's words; it matches nothing where they hold no letter and no digit.</summary>
    public static TextQuery Of(string words)
    {
        var phrases = new List<IReadOnlyList<string>>();
        var parts = words.Split('"', '“', '”');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
            {
                Add(parts[i]);
                continue;
            }

            foreach (var word in parts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                Add(word);
            }
        }

        return new TextQuery(phrases);

        void Add(string text)
        {
            if (Terms(text) is { Count: > 0 } terms)
            {
                phrases.Add(terms);
            }
        }
    }

    /// <summary>All the words as one phrase: a name.</summary>
    public static TextQuery Phrase(string words) => new(Terms(words) is { Count: > 0 } terms ? [terms] : []);

    public bool Matches(string text)
    {
        if (Phrases.Count == 0)
        {
            return false;
        }

        var terms = Terms(text);
        return Phrases.All(p => Stands(p, terms));
    }

    /// <summary>The terms of a text in their order, as an index holds them: letters and digits only.</summary>
    public static IReadOnlyList<string> Terms(string text)
    {
        var terms = new List<string>();
        var plain = Plain(text);
        var start = -1;
        for (var i = 0; i <= plain.Length; i++)
        {
            var alone = i < plain.Length && IsWrittenWithoutSpaces(plain[i]);
            var inside = i < plain.Length && !alone && char.IsLetterOrDigit(plain[i]);
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                terms.Add(Stem(plain[start..Math.Min(i, start + Longest)].ToLowerInvariant()));
                start = -1;
            }

            if (alone)
            {
                terms.Add(plain[i].ToString());
            }
        }

        return terms;
    }

    /// <summary>The text without accents; most texts have none and are left as they are.</summary>
    private static string Plain(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        try
        {
            var builder = new StringBuilder(text.Length);
            foreach (var c in text.Normalize(NormalizationForm.FormKD))
            {
                if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
                {
                    builder.Append(c);
                }
            }

            return builder.ToString();
        }
        catch (ArgumentException)
        {
            // Half of a pair of units, as damaged text has it: no normal form.
            return text;
        }
    }

    /// <summary>Thai, Lao, Burmese and Khmer letters, kana and Han.</summary>
    private static bool IsWrittenWithoutSpaces(char c) => c >= '\u0E00' && char.IsLetter(c) && (c <= '\u0EFF' || c is >= '\u1000' and <= '\u109F' or >= '\u1780' and <= '\u17FF' or >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF');

    private static bool Stands(IReadOnlyList<string> phrase, IReadOnlyList<string> terms)
    {
        for (var at = 0; at + phrase.Count <= terms.Count; at++)
        {
            var k = 0;
            while (k < phrase.Count && terms[at + k] == phrase[k])
            {
                k++;
            }

            if (k == phrase.Count)
            {
                return true;
            }
        }

        return false;
    }

    // ── stems ───────────────────────────────────────────────────────────────

    /// <summary>What Porter's steps 1 and 5a (1980) leave of an English word: its inflection is off, its derivation stays.</summary>
    private static string Stem(string word)
    {
        if (word.Length < 3 || word.AsSpan().IndexOfAnyExceptInRange('a', 'z') >= 0)
        {
            return word;
        }

        ReadOnlySpan<char> w = word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("ies", StringComparison.Ordinal) ? word.AsSpan(0, word.Length - 2)
            : word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word.AsSpan(0, word.Length - 1) : word;
        if (w.EndsWith("eed", StringComparison.Ordinal))
        {
            w = Measure(w[..^3]) > 0 ? w[..^1] : w;
        }
        else if ((w.EndsWith("ed", StringComparison.Ordinal) ? 2 : w.EndsWith("ing", StringComparison.Ordinal) ? 3 : 0) is > 0 and var ending && HasVowel(w[..^ending]))
        {
            var bare = w[..^ending];
            w = bare.EndsWith("at", StringComparison.Ordinal) || bare.EndsWith("bl", StringComparison.Ordinal) || bare.EndsWith("iz", StringComparison.Ordinal) || (Measure(bare) == 1 && IsShort(bare)) ? string.Concat(bare, "e")
                : bare.Length > 1 && bare[^1] == bare[^2] && !IsVowel(bare, bare.Length - 1) && bare[^1] is not ('l' or 's' or 'z') ? bare[..^1] : bare;
        }

        if (w.EndsWith('y') && HasVowel(w[..^1]))
        {
            w = string.Concat(w[..^1], "i");
        }

        if (w.EndsWith('e') && Measure(w[..^1]) is var measure && (measure > 1 || (measure == 1 && !IsShort(w[..^1]))))
        {
            w = w[..^1];
        }

        return w.Length == word.Length ? word : w.ToString();
    }

    private static bool IsVowel(ReadOnlySpan<char> w, int i) => w[i] is 'a' or 'e' or 'i' or 'o' or 'u' || (w[i] == 'y' && i > 0 && !IsVowel(w, i - 1));

    private static bool HasVowel(ReadOnlySpan<char> w)
    {
        for (var i = 0; i < w.Length; i++)
        {
            if (IsVowel(w, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How often a vowel is followed by a consonant.</summary>
    private static int Measure(ReadOnlySpan<char> w)
    {
        var count = 0;
        for (var i = 1; i < w.Length; i++)
        {
            count += IsVowel(w, i - 1) && !IsVowel(w, i) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Ends in consonant, vowel, consonant, the last not w, x or y.</summary>
    private static bool IsShort(ReadOnlySpan<char> w) => w.Length >= 3 && !IsVowel(w, w.Length - 3) && IsVowel(w, w.Length - 2) && !IsVowel(w, w.Length - 1) && w[^1] is not ('w' or 'x' or 'y');
}
