namespace Entente.Engine.Recognition.Times;

/// <summary>A text cut into runs of letters, runs of digits and single marks: finer than words, since dates cut words ("1950s", "20th", "mid-June").</summary>
internal sealed class TimeTokens
{
    private const int LongestNumber = 9;

    private readonly List<(int Start, int End, string Lower)> _tokens = [];

    public TimeTokens(string text)
    {
        Text = text;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            var start = i;
            if (char.IsAsciiDigit(c))
            {
                while (i < text.Length && char.IsAsciiDigit(text[i]))
                {
                    i++;
                }
            }
            else if (char.IsLetter(c))
            {
                while (i < text.Length && char.IsLetter(text[i]))
                {
                    i++;
                }
            }
            else if (c is '\'' or '’' && i + 1 < text.Length && text[i + 1] is 's' && (i + 2 == text.Length || !char.IsLetter(text[i + 2])) && i > 0 && char.IsLetter(text[i - 1]))
            {
                i += 2;
            }
            else
            {
                i++;
            }

            _tokens.Add((start, i, Lower(text, start, i)));
        }
    }

    public string Text { get; }

    public int Count => _tokens.Count;

    /// <summary>The lower form at an index, empty beyond the ends.</summary>
    public string this[int i] => i >= 0 && i < _tokens.Count ? _tokens[i].Lower : "";

    public int Start(int i) => _tokens[i].Start;

    public int End(int i) => _tokens[i].End;

    /// <summary>Nothing stands between this token and the one before.</summary>
    public bool Glued(int i) => i > 0 && i < _tokens.Count && _tokens[i - 1].End == _tokens[i].Start;

    /// <summary>Digits, at most <see cref="LongestNumber"/> of them: what is longer counts no days and names no year.</summary>
    public bool IsNumber(int i) => i >= 0 && i < _tokens.Count && _tokens[i].End - _tokens[i].Start <= LongestNumber && char.IsAsciiDigit(Text[_tokens[i].Start]);

    public bool IsWord(int i) => i >= 0 && i < _tokens.Count && char.IsLetter(Text[_tokens[i].Start]);

    public bool IsCapital(int i) => i >= 0 && i < _tokens.Count && char.IsUpper(Text[_tokens[i].Start]);

    /// <summary>The token begins a line or follows the end of a sentence.</summary>
    public bool OpensSentence(int i) => i == 0 || this[i - 1] is "." or "!" or "?" or "\"" or "“" || Text.AsSpan(End(i - 1), Start(i) - End(i - 1)).Contains('\n');

    private static string Lower(string text, int start, int end)
    {
        if (end - start > 40)
        {
            return "…"; // no time word is that long
        }

        return end - start == 2 && text[start] is '\'' or '’' && text[start + 1] == 's' ? "'s" : text[start] is '–' or '—' or '‑' or '−' ? "-" : text[start..end].ToLowerInvariant();
    }
}
