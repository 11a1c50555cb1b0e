using System.Text;
using System.Text.Json;

namespace Entente.Engine.Reading.Formats;

/// <summary>Articles in JSON: schema.org NewsArticle, ninjs, JSON Feed, and the plain fields that tools write.</summary>
internal static class JsonArticles
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IEnumerable<(SourceFile? File, ReadFailure? Failure)> Lines(Stream stream, SourceFile given)
    {
        using var reader = new LineReader(stream);
        var n = 0;
        while (reader.Next() is { } line)
        {
            n++;
            if (line.Length == 0)
            {
                continue;
            }

            var place = $"{given.Source}:{n}";
            (SourceFile?, ReadFailure?) found;
            try
            {
                using var json = JsonDocument.Parse(line, Options);
                found = Article(json.RootElement).AsReport(given, place);
            }
            catch (JsonException e)
            {
                found = (null, new ReadFailure(place, "not valid JSON: " + e.Message));
            }

            yield return found;
        }
    }

    /// <summary>One article, a list of them, or a JSON Feed.</summary>
    public static IEnumerable<(SourceFile? File, ReadFailure? Failure)> Document(byte[] bytes, SourceFile given)
    {
        using var json = JsonDocument.Parse(bytes, Options);
        var root = json.RootElement;
        var feed = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array ? items : root;
        if (feed.ValueKind != JsonValueKind.Array)
        {
            yield return Article(root).AsReport(given, given.Source);
            yield break;
        }

        var outlet = given.Outlet ?? (root.ValueKind == JsonValueKind.Object ? First(root, "title") : null);
        var n = 0;
        foreach (var item in feed.EnumerateArray())
        {
            yield return Article(item).AsReport(given with { Outlet = outlet }, $"{given.Source}#{n++}");
        }
    }

    private static ListedArticle Article(JsonElement e) => e.ValueKind != JsonValueKind.Object
        ? new ListedArticle()
        : new ListedArticle
        {
            Title = First(e, "headline", "title", "name"),
            Text = First(e, "articleBody", "body_text", "text", "content_text", "maintext", "body", "content"),
            Html = First(e, "body_html", "body_xhtml", "content_html", "html"),
            Published = First(e, "datePublished", "published", "date_published", "versioncreated", "firstcreated", "date_publish", "pubDate", "date"),
            Outlet = First(e, "outlet", "publisher", "provider", "source", "source_domain"),
            Url = First(e, "url", "link", "mainEntityOfPage", "uri"),
            Language = First(e, "inLanguage", "language", "lang"),
            Byline = First(e, "byline", "author", "authors"),
        };

    private static string? First(JsonElement e, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (e.TryGetProperty(name, out var value) && Text(value) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object => First(value, "name", "@id", "url", "literal"),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Take(20).Select(Text).Where(t => t is { Length: > 0 })),
        _ => null,
    };
}

/// <summary>Lines of bytes as UTF-8, none longer than a report may be.</summary>
internal sealed class LineReader(Stream stream) : IDisposable
{
    private readonly StreamReader _reader = new(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
    private readonly StringBuilder _line = new();
    private readonly char[] _buffer = new char[1 << 14];
    private int _at;
    private int _end;

    /// <summary>The next line without its end; null at the end.</summary>
    /// <exception cref="InvalidDataException">A line is longer than a report may be.</exception>
    public string? Next()
    {
        _line.Clear();
        var any = false;
        while (true)
        {
            if (_at == _end)
            {
                (_at, _end) = (0, _reader.Read(_buffer, 0, _buffer.Length));
                if (_end == 0)
                {
                    return any ? _line.ToString().TrimEnd('\r') : null;
                }
            }

            any = true;
            var stop = Array.IndexOf(_buffer, '\n', _at, _end - _at);
            var to = stop < 0 ? _end : stop;
            _line.Append(_buffer, _at, to - _at);
            _at = stop < 0 ? _end : stop + 1;
            if (_line.Length > TextReading.LargestReport)
            {
                throw new InvalidDataException($"a line is longer than {TextReading.LargestReport / 1024 / 1024} MB");
            }

            if (stop >= 0)
            {
                return _line.ToString().TrimEnd('\r');
            }
        }
    }

    public void Dispose() => _reader.Dispose();
}
