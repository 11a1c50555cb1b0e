using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Entente.Engine.Recognition.Times;

namespace Entente.Engine.Reading.Pages;

/// <summary>What a page says of its article: title, authors, day, outlet, by JSON-LD, Open Graph, other meta elements, microdata and what is printed, in that order of trust.</summary>
internal sealed partial class PageFacts
{
    private readonly Dictionary<string, string> _meta = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _authors = [];
    private string? _headline;
    private string? _publishedJson;
    private string? _publisher;

    public PageFacts(IHtmlDocument document, string? url)
    {
        foreach (var meta in document.QuerySelectorAll("meta"))
        {
            var name = meta.GetAttribute("property") ?? meta.GetAttribute("name") ?? meta.GetAttribute("itemprop");
            if (name is { Length: > 0 } && meta.GetAttribute("content") is { Length: > 0 } content)
            {
                _meta.TryAdd(name, content.Trim());
            }
        }

        foreach (var script in document.QuerySelectorAll("script[type='application/ld+json']"))
        {
            ReadLinkedData(script.TextContent);
        }

        Url = url ?? Meta("og:url") ?? document.QuerySelector("link[rel=canonical]")?.GetAttribute("href");
        Outlet = Meta("og:site_name") ?? _publisher ?? Meta("application-name");
        Language = document.DocumentElement?.GetAttribute("lang") is { Length: >= 2 } lang ? lang[..2].ToLowerInvariant() : Meta("og:locale") is { Length: >= 2 } locale ? locale[..2] : null;
        Title = FindTitle(document);
        Authors = FindAuthors(document);
        Published = FindDay(document);
    }

    public string? Title { get; }

    public IReadOnlyList<string> Authors { get; }

    public string? Published { get; }

    public string? Outlet { get; }

    public string? Language { get; }

    public string? Url { get; }

    /// <summary>The whole body where linked data carries it; publishers cut it, so it is a hint.</summary>
    public string? LinkedBody { get; private set; }

    public string? Description => Meta("og:description", "description");

    private string? Meta(params string[] names) => names.Select(n => _meta.GetValueOrDefault(n)).FirstOrDefault(v => v is { Length: > 0 });

    private void ReadLinkedData(string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json.Replace("\r", " ", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal).Replace("\t", " ", StringComparison.Ordinal).Trim().TrimEnd(';'), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 });
            Visit(parsed.RootElement, 0);
        }
        catch (JsonException)
        {
            // Broken linked data says nothing; the page has other marks.
        }
    }

    private void Visit(JsonElement e, int depth)
    {
        if (depth > 6)
        {
            return;
        }

        if (e.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in e.EnumerateArray())
            {
                Visit(item, depth + 1);
            }

            return;
        }

        if (e.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (IsArticle(e))
        {
            _headline ??= Text(e, "headline") ?? Text(e, "name");
            _publishedJson ??= Text(e, "datePublished") ?? Text(e, "dateCreated");
            LinkedBody ??= Text(e, "articleBody");
            if (_authors.Count == 0 && (e.TryGetProperty("author", out var author) || e.TryGetProperty("creator", out author)))
            {
                AddAuthors(author);
            }

            if (e.TryGetProperty("publisher", out var publisher) && publisher.ValueKind == JsonValueKind.Object)
            {
                _publisher ??= Text(publisher, "name");
            }
        }

        foreach (var name in new[] { "@graph", "mainEntity", "mainEntityOfPage", "itemListElement" })
        {
            if (e.TryGetProperty(name, out var inner) && (name != "itemListElement" || IsArticle(inner)))
            {
                Visit(inner, depth + 1);
            }
        }
    }

    private static bool IsArticle(JsonElement e)
    {
        if (e.ValueKind != JsonValueKind.Object || !e.TryGetProperty("@type", out var type))
        {
            return false;
        }

        var names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.ToString()) : [type.ToString()];
        return names.Any(n => n.EndsWith("Article", StringComparison.Ordinal) || n.EndsWith("Posting", StringComparison.Ordinal) || n is "Report" or "ReportageNewsArticle" or "Review" or "CreativeWork");
    }

    private static string? Text(JsonElement e, string name)
    {
        if (!e.TryGetProperty(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.String ? value[0].GetString() : null;
        return text is null ? null : Blocks.Collapse(System.Net.WebUtility.HtmlDecode(text)) is { Length: > 0 } clean ? clean : null;
    }

    private void AddAuthors(JsonElement author)
    {
        switch (author.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var one in author.EnumerateArray())
                {
                    AddAuthors(one);
                }

                break;
            case JsonValueKind.Object when author.TryGetProperty("name", out var name):
                AddAuthors(name);
                break;
            case JsonValueKind.String:
                AddAuthor(author.GetString()!);
                break;
        }
    }

    private void AddAuthor(string printed)
    {
        foreach (var part in Between().Split(System.Net.WebUtility.HtmlDecode(printed)))
        {
            var name = Blocks.Collapse(By().Replace(part.Trim(), "")).Trim(',', ';', '|', ' ', '-', '·');
            if (name.Length is > 1 and < 70 && !name.Contains("http", StringComparison.OrdinalIgnoreCase) && !name.Contains('@', StringComparison.Ordinal) && !_authors.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                _authors.Add(name);
            }
        }
    }

    private string? FindTitle(IHtmlDocument document)
    {
        var heads = document.QuerySelectorAll("h1").Select(h => Blocks.Collapse(h.TextContent)).Where(h => h.Length is > 3 and < 300).Distinct(StringComparer.Ordinal).ToList();
        string? Clean(string? title) => title is null ? null : WithoutSite(Blocks.Collapse(title), heads);
        var open = Clean(Meta("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "DC.title"));
        var headline = Clean(_headline);
        // A heading may stand beside the site's own name and other headings: the one that another mark repeats.
        var whole = Clean(document.Title);
        var head = heads.Find(h => Same(h, headline) || Same(h, open) || Same(h, whole)) ?? heads.FirstOrDefault();
        var marks = new[] { headline, head, open, whole }.OfType<string>().Where(t => t.Length > 0).ToList();
        if (marks.Count == 0)
        {
            return null;
        }

        // What most of the marks say; where each says something else, a page that is marked up as an article names itself best to those who share it.
        var agreed = marks.GroupBy(Letters).OrderByDescending(g => g.Count()).First();
        return agreed.Count() > 1 ? agreed.First() : headline is not null ? open ?? headline : head ?? open ?? whole;
    }

    private static bool Same(string a, string? b) => b is not null && Letters(a) is { Length: > 8 } x && x == Letters(b);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Takes the site's name off the end: "… | Site", "… - Site".</summary>
    private string WithoutSite(string title, List<string> heads)
    {
        foreach (var mark in new[] { " | ", " - ", " – ", " — ", " :: ", " » ", " · " })
        {
            var at = title.LastIndexOf(mark, StringComparison.Ordinal);
            if (at > 10)
            {
                var tail = title[(at + mark.Length)..];
                var front = title[..at];
                if ((Outlet is { } o && (Letters(tail).Contains(Letters(o), StringComparison.Ordinal) || Letters(o).Contains(Letters(tail), StringComparison.Ordinal))) || heads.Exists(h => Letters(h) == Letters(front)) || (Url is { } url && Letters(tail).Length > 2 && Letters(url).Contains(Letters(tail), StringComparison.Ordinal)))
                {
                    return WithoutSite(front, heads);
                }
            }
        }

        return title;
    }

    private IReadOnlyList<string> FindAuthors(IHtmlDocument document)
    {
        if (_authors.Count == 0)
        {
            foreach (var name in new[] { "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "DC.creator", "byl", "article:author_name", "cXenseParse:author", "twitter:creator_name", "og:article:author" })
            {
                if (Meta(name) is { } printed && !printed.StartsWith("http", StringComparison.Ordinal))
                {
                    AddAuthor(printed);
                }

                if (_authors.Count > 0)
                {
                    break;
                }
            }
        }

        if (_authors.Count == 0)
        {
            foreach (var e in document.QuerySelectorAll("[rel=author],[itemprop=author] [itemprop=name],[itemprop=author],.byline__name,.author-name,.byline a,.author a,.byline,.author").Take(4))
            {
                var text = Blocks.Collapse(e.TextContent);
                if (text.Length is > 3 and < 60 && text.Split(' ').Length <= 8)
                {
                    AddAuthor(text);
                    break;
                }
            }
        }

        // The outlet itself is no author where somebody else is named.
        if (_authors.Count > 1 && Outlet is { } outlet)
        {
            _authors.RemoveAll(a => Letters(a) == Letters(outlet));
        }

        return _authors;
    }

    private string? FindDay(IHtmlDocument document)
    {
        foreach (var candidate in new[]
        {
            _publishedJson, Meta("article:published_time"), Meta("og:published_time"), Meta("datePublished"), Meta("parsely-pub-date"), Meta("sailthru.date"), Meta("pubdate"), Meta("publishdate"), Meta("publish-date"), Meta("date"), Meta("dc.date"), Meta("DC.date.issued"), Meta("dcterms.created"), Meta("article:published"), Meta("cXenseParse:recs:publishtime"), Meta("last-modified-date"), Meta("citation_publication_date"),
            document.QuerySelector("time[itemprop=datePublished],[itemprop=datePublished]") is { } marked ? marked.GetAttribute("datetime") ?? marked.GetAttribute("content") ?? marked.TextContent : null,
            document.QuerySelector("article time[datetime], header time[datetime], time[pubdate], time[datetime]")?.GetAttribute("datetime"),
        })
        {
            if (candidate is not null && Day(candidate) is { } day)
            {
                return day;
            }
        }

        if (document.QuerySelectorAll("script").Select(x => PublishedInScript().Match(x.TextContent)).FirstOrDefault(x => x.Success) is { } scripted && Day(scripted.Groups[1].Value) is { } inScript)
        {
            return inScript;
        }

        // A day printed beside the heading, in an element that is named for it.
        foreach (var e in document.QuerySelectorAll("time,[class*=date],[class*=Date],[class*=publish],[class*=Publish],[class*=time],[class*=byline],[class*=meta],[id*=date]").Take(25))
        {
            if (e.TextContent.Length < 400 && Blocks.Collapse(e.TextContent) is { Length: > 5 and < 160 } near)
            {
                foreach (var t in TimeTagger.Tag(near, null))
                {
                    if (t.Value is { Length: 10 } day && IsoDay().IsMatch(day) && string.CompareOrdinal(day, "1995") > 0 && string.CompareOrdinal(day, "2100") < 0)
                    {
                        return day;
                    }
                }
            }
        }

        if (Url is { } url && DayInAddress().Match(url) is { Success: true } m)
        {
            return $"{m.Groups[1].Value}-{m.Groups[2].Value}-{m.Groups[3].Value}";
        }

        return null;
    }

    /// <summary>A day in the forms that pages use, as ISO; times keep their zone.</summary>
    private static string? Day(string text)
    {
        text = text.Trim();
        if (text.Length >= 10 && IsoDay().IsMatch(text))
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is > 1900 and < 2100 ? text.Length > 10 ? time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) : text : text[..10];
        }

        if (text.Length is 10 or 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return DateTimeOffset.FromUnixTimeSeconds(text.Length == 13 ? seconds / 1000 : seconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (text.Length == 8 && DateTime.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var packed))
        {
            return packed.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return text.Length is > 7 and < 60 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other) && other.Year is > 1900 and < 2100
            ? other.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
    }

    [GeneratedRegex("\"(?:datePublished|publishedAt|published_at|publishDate|publicationDate|pubDate|firstPublished|dateCreated|published)\"\\s*:\\s*\"([^\"]{8,40})\"", RegexOptions.IgnoreCase)]
    private static partial Regex PublishedInScript();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d")]
    private static partial Regex IsoDay();

    [GeneratedRegex(@"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:/|\b)")]
    private static partial Regex DayInAddress();

    [GeneratedRegex(@"^(?:by|von|par|por|di|door|af|av|text|texte?)\s*:?\s+", RegexOptions.IgnoreCase)]
    private static partial Regex By();

    [GeneratedRegex(@"\s*[;|]\s*|\s+(?:and|und|et|y|e|og|och|en)\s+|\s*&\s*|,\s+(?!Jr|Sr|MD|PhD|III|II)")]
    private static partial Regex Between();
}
