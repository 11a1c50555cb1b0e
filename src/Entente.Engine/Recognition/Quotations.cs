namespace Entente.Engine.Recognition;

/// <summary>What stands between quotation marks, the marks included. Offsets are UTF-16 units, <paramref name="End"/> exclusive.</summary>
/// <param name="Closed">A closing mark was found.</param>
/// <param name="Continues">It goes on with the quotation of the paragraph before, which newspapers leave open at its end and open anew.</param>
public readonly record struct Quotation(int Start, int End, bool Closed, bool Continues);

/// <summary>Finds quotations by their marks: double ones of any shape, pairs of single ones as typewriters and databases have them, and single ones where a paper uses those.</summary>
public static class Quotations
{
    private const int LongestSingle = 900;

    /// <summary>The quotations of a text, paragraph by paragraph; one that never closes ends with its paragraph.</summary>
    public static IEnumerable<Quotation> In(string text, IReadOnlyList<(int Start, int End)> paragraphs)
    {
        var left = false;
        foreach (var (start, end) in paragraphs)
        {
            var open = -1;
            var continues = false;
            for (var i = start; i < end; i++)
            {
                var mark = MarkAt(text, i, end);
                if (mark == 0)
                {
                    if (open < 0 && SingleEnd(text, i, start, end) is { } close)
                    {
                        yield return new Quotation(i, close, true, false);
                        i = close - 1;
                    }

                    continue;
                }

                var opens = text[i] is '“' or '„' or '`' || (open < 0 && text[i] is '"' or '\'');
                if (opens && open < 0)
                {
                    (open, continues) = (i, left && text.AsSpan(start, i - start).IsWhiteSpace());
                }
                else if (!opens && open >= 0)
                {
                    yield return new Quotation(open, i + mark, true, continues);
                    open = -1;
                }

                i += mark - 1;
            }

            left = open >= 0;
            if (left)
            {
                yield return new Quotation(open, end, false, continues);
            }
        }
    }

    /// <summary>The words of a quotation without its marks.</summary>
    public static (int Start, int End) Inside(string text, (int Start, int End) quote)
    {
        var (start, end) = quote;
        start += MarkAt(text, start, end) is > 0 and var mark ? mark : text[start] is '‘' or '\'' ? 1 : 0;
        end -= end - 2 > start && text[end - 1] == '\'' && text[end - 2] == '\'' ? 2 : end > start && IsClosing(text[end - 1]) ? 1 : 0;
        return (start, Math.Max(start, end));
    }

    public static bool IsClosing(char c) => c is '”' or '"' or '’' or '\'';

    /// <summary>The length of a double quotation mark at an offset; 0 where there is none.</summary>
    private static int MarkAt(string text, int i, int end) => text[i] is '“' or '”' or '„' or '"' ? 1 : i + 1 < end && text[i] is '\'' or '`' && text[i + 1] == text[i] && (i + 2 >= end || text[i + 2] != text[i]) ? 2 : 0;

    /// <summary>The end of a quotation in single marks that begins at an offset, told from apostrophes by the letters around it; null where none begins.</summary>
    private static int? SingleEnd(string text, int i, int start, int end)
    {
        if (text[i] is not ('‘' or '\'') || (i > start && !(char.IsWhiteSpace(text[i - 1]) || text[i - 1] is '(' or '[' or '—' or '–')) || i + 1 >= end || !char.IsLetter(text[i + 1]))
        {
            return null;
        }

        var close = text[i] == '‘' ? '’' : '\'';
        var bare = -1;
        for (var k = i + 2; k < Math.Min(end, i + LongestSingle); k++)
        {
            if (text[k] != close || (k + 1 < end && (char.IsLetterOrDigit(text[k + 1]) || text[k + 1] == close)))
            {
                continue;
            }

            // After a stop or comma it is no apostrophe; after a plural ("the states’") it may be one.
            if (text[k - 1] is ',' or '.' or '!' or '?' or '…')
            {
                return bare >= 0 && text.AsSpan(i, bare - i).Count(' ') >= 2 && text.AsSpan(bare, k - bare).IndexOf(text[i] == '‘' ? " ‘" : " '", StringComparison.Ordinal) >= 0 ? bare + 1 : k + 1;
            }

            bare = bare < 0 && text[k - 1] != 's' ? k : bare;
        }

        return bare < 0 ? null : bare + 1;
    }
}
