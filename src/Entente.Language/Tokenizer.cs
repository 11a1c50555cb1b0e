namespace Entente.Language;

/// <summary>Splits a stretch of text into words and sentences by the conventions of the English UD treebanks. Linear in the text's length.</summary>
public static class Tokenizer
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "cmdr", "sgt", "adm", "brig", "sen", "rep", "gov", "pres", "rev", "hon", "rt", "st", "jr", "sr", "vs", "etc",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thurs", "fri",
        "inc", "ltd", "co", "corp", "no", "nos", "art", "fig", "al", "dept", "mt", "ft", "approx", "est", "e.g", "i.e", "a.m", "p.m",
    };

    /// <summary>Abbreviations after which a new sentence does not begin though a capital follows: titles before names, months before days.</summary>
    private static readonly HashSet<string> NeverFinal = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "cmdr", "sgt", "adm", "brig", "sen", "rep", "gov", "pres", "rev", "hon", "rt", "st", "vs", "no", "nos", "art", "e.g", "i.e",
    };

    /// <summary>Prefixes that the treebanks leave joined to the word behind the hyphen.</summary>
    private static readonly HashSet<string> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        "non", "e", "re", "anti", "co", "pre", "pro", "mid", "cross", "post", "semi", "over", "sub", "pan", "multi", "ex", "counter", "mini", "inter", "socio", "un",
    };

    /// <summary>Ends of addresses and file names.</summary>
    private static readonly HashSet<string> Domains = new(StringComparer.OrdinalIgnoreCase)
    {
        "com", "org", "net", "gov", "edu", "mil", "int", "info", "co", "uk", "us", "ru", "cn", "jp", "kr", "de", "fr", "eu", "in", "au", "tv", "io", "html", "htm", "pdf", "doc", "docx", "xls", "txt", "jpg", "gif", "png",
    };

    private static readonly string[] Faces = [":-)", ":)", ";-)", ";)", ":-(", ":(", ":-D", ":D", ":P", ":-P", "=)"];

    private static readonly string[] Clitics = ["'t", "’t", "'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m", "'S", "’S"];

    /// <summary>Words of <paramref name="text"/> between two offsets, in order, each inside the range.</summary>
    public static List<Token> Words(string text, int start, int end)
    {
        var tokens = new List<Token>();
        var i = start;
        while (i < end)
        {
            if (char.IsWhiteSpace(text[i]) || text[i] is '\u200b' or '\ufeff' or '\u00ad')
            {
                i++;
                continue;
            }

            var j = i;
            while (j < end && !char.IsWhiteSpace(text[j]) && text[j] is not ('\u200b' or '\ufeff'))
            {
                j++;
            }

            Chunk(text, i, j, tokens);
            i = j;
        }

        // "Joseph Biden, Jr. met": the comma before what tells a name from an older bearer's parts nothing.
        for (var k = tokens.Count - 2; k > 0; k--)
        {
            if (tokens[k].Form == "," && tokens[k + 1].Form is "Jr." or "Jr" or "Sr." or "Sr" or "III" && char.IsUpper(tokens[k - 1].Form[0]))
            {
                tokens.RemoveAt(k);
            }
        }

        return tokens;
    }

    /// <summary>Sentences of a paragraph as ranges of its words.</summary>
    public static List<Sentence> Sentences(string text, int start, int end)
    {
        var tokens = Words(text, start, end);
        var sentences = new List<Sentence>();
        var from = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i - from >= 160 || (Ends(text, tokens, i) && i + 1 < tokens.Count))
            {
                var last = i;
                // Closing quotation marks and brackets belong to the sentence they close.
                while (last + 1 < tokens.Count && last - i < 3 && tokens[last + 1].Form is "\"" or "”" or "’" or "'" or "''" or ")" or "]" or "»" && !Opens(text, tokens, last + 1))
                {
                    last++;
                }

                sentences.Add(new Sentence { Tokens = tokens.GetRange(from, last - from + 1) });
                from = last + 1;
                i = last;
            }
        }

        if (from < tokens.Count)
        {
            sentences.Add(new Sentence { Tokens = tokens.GetRange(from, tokens.Count - from) });
        }

        return sentences;
    }

    private static bool Opens(string text, List<Token> tokens, int i) =>
        tokens[i].Form is "\"" or "'" or "''" && tokens[i].End < text.Length && !char.IsWhiteSpace(text[tokens[i].End]) && tokens[i].Start > 0 && char.IsWhiteSpace(text[tokens[i].Start - 1]);

    private static bool Ends(string text, List<Token> tokens, int i)
    {
        var form = tokens[i].Form;
        if (form is "!" or "?" or "。" or "！" or "？" or "…" or "..." or "?!" or "!!")
        {
            return form is not ("…" or "...") || Next(tokens, i) is { } n && char.IsUpper(n[0]);
        }

        if (form.Length == 0 || form[^1] != '.')
        {
            return false;
        }

        if (i + 1 >= tokens.Count)
        {
            return true;
        }

        var k = i + 1;
        while (k < tokens.Count && tokens[k].Form is "\"" or "”" or "’" or "'" or "''" or ")")
        {
            k++;
        }

        if (k >= tokens.Count)
        {
            return true;
        }

        var next = tokens[k].Form;
        var startsSentence = char.IsUpper(next[0]) || char.IsDigit(next[0]) || next[0] is '“' or '"' or '‘' or '(' or '[' or '—' or '#' || !char.IsAscii(next[0]);
        if (form == ".")
        {
            // Glued sentences ("ended.The") were already cut into words; a lower-case word after a full stop goes on.
            return startsSentence || k > i + 1;
        }

        // The full stop is part of an abbreviation.
        var bare = form[..^1];
        if (NeverFinal.Contains(bare) || (bare.Length == 1 && char.IsUpper(bare[0])))
        {
            return false;
        }

        return char.IsUpper(next[0]) && LikelyStarter(next) && !Abbreviations.Contains(bare);
    }

    private static string? Next(List<Token> tokens, int i) => i + 1 < tokens.Count ? tokens[i + 1].Form : null;

    /// <summary>Words that begin sentences and are not part of a name, which settle whether "U.S." ended one.</summary>
    private static bool LikelyStarter(string word) => word is "The" or "A" or "An" or "It" or "He" or "She" or "They" or "We" or "But" or "And" or "In" or "On" or "At" or "This" or "That" or "These" or "Those" or "His" or "Her" or "Their"
        or "However" or "Meanwhile" or "After" or "Before" or "When" or "If" or "While" or "As" or "For" or "There" or "Asked" or "Earlier" or "Last" or "Under" or "I" or "Both" or "With" or "Its";

    private static void Chunk(string text, int start, int end, List<Token> tokens)
    {
        // Brackets and quotation marks around an address are words of their own.
        var first = start;
        while (first < end && text[first] is '(' or '[' or '<' or '"' or '\'' or '“' or '‘')
        {
            first++;
        }

        var last = AddressEnd(text, first, end);
        if (last > first)
        {
            Plain(text, start, first, tokens);
            Add(text, first, last, tokens);
            Plain(text, last, end, tokens);
            return;
        }

        Plain(text, start, end, tokens);
    }

    /// <summary>Where an address (of a page, of mail, of a file) or a telephone number that begins here ends; its start where none begins.</summary>
    private static int AddressEnd(string text, int start, int end)
    {
        var span = text.AsSpan(start, end - start);
        if (span.Length > 2000)
        {
            return start;
        }

        var stop = span.IndexOfAny(")]>\"”’".AsSpan()) is >= 0 and var closing ? start + closing : end;
        while (stop > start && text[stop - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'')
        {
            stop--;
        }

        span = text.AsSpan(start, stop - start);
        if (span.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || span.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || span.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
        {
            return stop;
        }

        if (span.Length < 4 || span.ContainsAny(",;"))
        {
            return start;
        }

        var at = span.IndexOf('@');
        var dot = span.LastIndexOf('.');
        if (at > 0 && dot > at + 1 && dot < span.Length - 1)
        {
            return stop;
        }

        if (dot > 1 && dot < span.Length - 2 && Domains.Contains(span[(dot + 1)..].ToString()) && !span.Contains('/') && char.IsLetterOrDigit(span[0]) && span[..dot].IndexOfAnyExcept(Host) < 0)
        {
            return stop;
        }

        return IsTelephone(span) ? stop : start;
    }

    private static readonly System.Buffers.SearchValues<char> Host = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static bool IsTelephone(ReadOnlySpan<char> span)
    {
        int digits = 0, hyphens = 0;
        foreach (var c in span)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            hyphens += c == '-' ? 1 : 0;
        }

        return digits >= 7 && hyphens >= 1 && digits + hyphens == span.Length && span[0] != '-' && span[^1] != '-' && !(hyphens == 2 && span.Length == 10 && span[4] == '-');
    }

    private static void Plain(string text, int start, int end, List<Token> tokens)
    {
        var i = start;
        while (i < end)
        {
            var c = text[i];
            if (IsWord(c))
            {
                var j = WordEnd(text, i, end);
                Word(text, i, j, tokens);
                i = j;
            }
            else if (c is ':' or ';' or '=' && Face(text, i, end) is > 0 and var face)
            {
                Add(text, i, i + face, tokens);
                i += face;
            }
            else
            {
                var j = i + 1;
                if (c is '.' or '-' or '?' or '!' or '*' or '_' or '=' or '—' or '–' or '`')
                {
                    while (j < end && (text[j] == c || (c is '?' or '!' && text[j] is '?' or '!')))
                    {
                        j++;
                    }
                }
                else if (c == '\'' && j < end && text[j] == '\'')
                {
                    // Two apostrophes are a typewriter's quotation mark.
                    j++;
                }
                else if (c is '\'' or '’' && j < end && Clitic(text, i, end) is { } clitic)
                {
                    j = clitic;
                }
                else if (char.IsHighSurrogate(c) && j < end && char.IsLowSurrogate(text[j]))
                {
                    j++;
                }
                else if (c is '#' or '@' && j < end && IsWord(text[j]))
                {
                    j = WordEnd(text, j, end);
                }

                Add(text, i, j, tokens);
                i = j;
            }
        }
    }

    private static int Face(string text, int at, int end)
    {
        foreach (var face in Faces)
        {
            if (at + face.Length <= end && text.AsSpan(at, face.Length).SequenceEqual(face) && (at + face.Length == end || !char.IsLetterOrDigit(text[at + face.Length])) && (at == 0 || !char.IsLetterOrDigit(text[at - 1])))
            {
                return face.Length;
            }
        }

        return 0;
    }

    private static int? Clitic(string text, int at, int end)
    {
        foreach (var clitic in Clitics)
        {
            if (clitic[0] is '\'' or '’' && at + clitic.Length <= end && text.AsSpan(at, clitic.Length).Equals(clitic, StringComparison.OrdinalIgnoreCase) && (at + clitic.Length == end || !IsWord(text[at + clitic.Length])) && at > 0 && IsWord(text[at - 1]))
            {
                return at + clitic.Length;
            }
        }

        return null;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '&' or '+' || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool IsIdeograph(char c) => c is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uac00' and <= '\ud7af';

    private static int WordEnd(string text, int i, int end)
    {
        var j = i;
        if (IsIdeograph(text[i]))
        {
            while (j < end && IsIdeograph(text[j]))
            {
                j++;
            }

            return j;
        }

        while (j < end)
        {
            var c = text[j];
            if (IsIdeograph(c))
            {
                break;
            }

            if (IsWord(c))
            {
                j++;
                continue;
            }

            var between = j > i && j + 1 < end && IsWord(text[j + 1]);
            if (c is '.' && between && (char.IsDigit(text[j - 1]) && char.IsDigit(text[j + 1])))
            {
                j++;
                continue;
            }

            if (c is ',' or ':' or '/' && between && char.IsDigit(text[j - 1]) && char.IsDigit(text[j + 1]))
            {
                j++;
                continue;
            }

            // An apostrophe inside a name (O'Brien), not before a clitic.
            if (c is '\'' or '’' && between && j - i <= 3 && Clitic(text, j, end) is null && char.IsLetter(text[j - 1]) && char.IsUpper(text[j + 1]))
            {
                j++;
                continue;
            }

            // "non-nuclear", "ex-minister".
            if (c == '-' && between && char.IsLetter(text[j + 1]) && Prefixes.Contains(text[i..j]))
            {
                j++;
                continue;
            }

            // Dotted abbreviations: U.S., a.m., J., and known ones.
            if (c == '.' && IsAbbreviation(text, i, j, end))
            {
                j++;
                continue;
            }

            break;
        }

        return j;
    }

    private static bool IsAbbreviation(string text, int start, int dot, int end)
    {
        var word = text.AsSpan(start, dot - start);
        var lastDot = word.LastIndexOf('.');
        var piece = word[(lastDot + 1)..];
        if (piece.Length == 1 && char.IsLetter(piece[0]))
        {
            // An initial or a further letter of U.S.; a lower-case letter only inside (a.m., e.g.).
            return char.IsUpper(piece[0]) || lastDot >= 0 || (dot + 1 < end && char.IsLetter(text[dot + 1]) && (dot + 2 >= end || text[dot + 2] == '.'));
        }

        return lastDot < 0 && piece.Length is > 1 and <= 6 && Abbreviations.Contains(piece.ToString()) && !(piece is "no" or "co" or "est" or "mar" && char.IsLower(piece[0]));
    }

    private static void Word(string text, int start, int end, List<Token> tokens)
    {
        var span = text.AsSpan(start, end - start);

        // "don't" as "do" + "n't"; the apostrophe ended the word before, so the n is its last letter here.
        if (span.Length > 2 && span[^1] is 'n' or 'N' && end + 1 < text.Length && text[end] is '\'' or '’' && text[end + 1] is 't' or 'T' && (end + 2 >= text.Length || !IsWord(text[end + 2])))
        {
            Add(text, start, end - 1, tokens);
            return;
        }

        if (span.Equals("cannot", StringComparison.OrdinalIgnoreCase))
        {
            Add(text, start, start + 3, tokens);
            Add(text, start + 3, end, tokens);
            return;
        }

        // "gonna", "wanna", "gotta": the treebanks cut them before the particle.
        if (span.Length == 5 && (span.Equals("gonna", StringComparison.OrdinalIgnoreCase) || span.Equals("wanna", StringComparison.OrdinalIgnoreCase) || span.Equals("gotta", StringComparison.OrdinalIgnoreCase)))
        {
            Add(text, start, end - 2, tokens);
            Add(text, end - 2, end, tokens);
            return;
        }

        // "254bn", "20km": a number with its unit.
        var digits = 0;
        while (digits < span.Length && (char.IsDigit(span[digits]) || span[digits] is '.' or ','))
        {
            digits++;
        }

        if (digits > 0 && digits < span.Length && span[digits..] is "bn" or "m" or "tn" or "km" or "mn" or "million" or "billion" or "am" or "pm" or "kg" or "mm" or "nm")
        {
            Add(text, start, start + digits, tokens);
            Add(text, start + digits, end, tokens);
            return;
        }

        Add(text, start, end, tokens);
    }

    private static void Add(string text, int start, int end, List<Token> tokens)
    {
        if (end <= start)
        {
            return;
        }

        // The "n" left behind by "don't" joins the clitic that follows it.
        if (text[start] is '\'' or '’' && end - start == 2 && start > 0 && tokens.Count > 0 && text[start + 1] is 't' or 'T' && tokens[^1].End == start - 1 && text[start - 1] is 'n' or 'N')
        {
            start--;
        }

        // Nothing in language is longer; what is (encoded blobs) would only cost time.
        for (; end - start > 200; start += 200)
        {
            tokens.Add(new Token { Form = text.Substring(start, 200), Start = start, End = start + 200 });
        }

        tokens.Add(new Token { Form = text[start..end], Start = start, End = end });
    }
}
