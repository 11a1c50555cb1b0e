using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Entente.Engine.Reading.Pages;

/// <summary>An article as a web page carries it. Fields are null where the page does not say.</summary>
/// <param name="Published">ISO day, or day and time with its zone as the page gives it.</param>
/// <param name="Paragraphs">The body in reading order, headings and list items as paragraphs of their own.</param>
public sealed record Article(string? Title, IReadOnlyList<string> Authors, string? Published, string? Outlet, string? Language, string? Url, IReadOnlyList<string> Paragraphs)
{
    public string Body => string.Join('\n', Paragraphs);
}

/// <summary>Bytes of a web page to its article.</summary>
public static partial class PageReader
{
    /// <summary>Elements open at once beyond which a page is no article but an attack on the reader; browsers stop at 512.</summary>
    private const int DeepestNesting = 512;

    private const int MostTags = 200_000;

    static PageReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Whether bytes look like a web page.</summary>
    public static bool IsPage(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 2048)]).TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\r', '\n', '\t');
        return head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || (head.StartsWith('<') && (head.Contains("<html", StringComparison.OrdinalIgnoreCase) || head.Contains("<head", StringComparison.OrdinalIgnoreCase) || head.Contains("<body", StringComparison.OrdinalIgnoreCase)));
    }

    /// <exception cref="InvalidDataException">The page is nested too deeply or has too many tags to be an article.</exception>
    public static Article Read(ReadOnlySpan<byte> bytes, string? url) => Read(Decode(bytes), url);

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, string?)"/>
    public static Article Read(string html, string? url)
    {
        Check(html);
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = false, SkipComments = true });
        using var document = (IHtmlDocument)parser.ParseDocument(html);
        var facts = new PageFacts(document, url);
        return new Article(facts.Title, facts.Authors, facts.Published, facts.Outlet, facts.Language, facts.Url, new ArticleFinder(document, facts).Paragraphs());
    }

    /// <summary>All text of a piece of markup, paragraph by paragraph; text without marks is given back as it is.</summary>
    /// <exception cref="InvalidDataException">The markup is nested too deeply or has too many tags.</exception>
    public static string PlainText(string markup)
    {
        if (!markup.Contains('<', StringComparison.Ordinal) && !markup.Contains('&', StringComparison.Ordinal))
        {
            return markup;
        }

        Check(markup);
        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = false, SkipComments = true }).ParseDocument(markup);
        return string.Join("\n\n", Blocks.Of(document.Body!, e => e.LocalName is "script" or "style" or "noscript" or "template" or "svg" or "head").Select(b => b.Text));
    }

    /// <summary>Refuses what would take the parser more than linear time, before it is parsed.</summary>
    private static void Check(string html)
    {
        int depth = 0, tags = 0;
        for (var i = html.IndexOf('<', StringComparison.Ordinal); i >= 0 && i + 1 < html.Length; i = html.IndexOf('<', i + 1))
        {
            if (++tags > MostTags)
            {
                throw new InvalidDataException($"the page has more than {MostTags} tags (at offset {i})");
            }

            if (html[i + 1] == '/')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (char.IsAsciiLetter(html[i + 1]) && !IsVoid(html.AsSpan(i + 1)))
            {
                // Paragraphs, list items and cells close one another; blocks and inline marks pile up.
                depth += html[i + 1] is 'p' or 'l' or 't' or 'o' or 'P' or 'L' or 'T' or 'O' ? 0 : 1;
                if (depth > DeepestNesting * 8)
                {
                    throw new InvalidDataException($"the page's elements are nested more than {DeepestNesting * 8} deep (at offset {i})");
                }
            }
        }
    }

    private static bool IsVoid(ReadOnlySpan<char> tag) =>
        tag.StartsWith("br", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("img", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("meta", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("link", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("input", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("hr", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("source", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("wbr", StringComparison.OrdinalIgnoreCase);

    /// <summary>Text by the byte order mark, else the charset that the head declares, else UTF-8 if the bytes are that, else Windows-1252, as the HTML standard has it.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]))
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Not UTF-8 throughout: what the page says of itself, if it does not say UTF-8 again.
        }

        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)]);
        var declared = Charset().Match(head);
        if (declared.Success)
        {
            try
            {
                return Encoding.GetEncoding(declared.Groups[1].Value is "iso-8859-1" or "ISO-8859-1" or "latin1" or "ascii" or "us-ascii" ? "windows-1252" : declared.Groups[1].Value).GetString(bytes);
            }
            catch (ArgumentException)
            {
                // A charset that nobody knows.
            }
        }

        return Encoding.GetEncoding("windows-1252").GetString(bytes);
    }

    [System.Text.RegularExpressions.GeneratedRegex("charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]+)", System.Text.RegularExpressions.RegexOptions.IgnoreCase)]
    private static partial System.Text.RegularExpressions.Regex Charset();
}
