using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Entente.Engine.Reading.Formats;

/// <summary>RSS, RDF and Atom: each entry a report with what the feed gives of it. No entity is resolved and nothing outside is asked for.</summary>
internal static class FeedReader
{
    private const int MostEntries = 100_000;

    public static bool Looks(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head).TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\r', '\n', '\t');
        return text.StartsWith('<') && (text.Contains("<rss", StringComparison.OrdinalIgnoreCase) || text.Contains("<feed", StringComparison.OrdinalIgnoreCase) || text.Contains("<rdf:RDF", StringComparison.OrdinalIgnoreCase) || text.Contains("<opml", StringComparison.OrdinalIgnoreCase) || text.Contains("<urlset", StringComparison.OrdinalIgnoreCase) || text.Contains("<sitemapindex", StringComparison.OrdinalIgnoreCase));
    }

    public static IEnumerable<(SourceFile? File, ReadFailure? Failure)> Read(byte[] bytes, SourceFile given)
    {
        var (outlet, entries) = Entries(bytes, given);
        var n = 0;
        foreach (var (article, _) in entries)
        {
            yield return article.AsReport(given with { Outlet = given.Outlet ?? outlet }, article.Url is { Length: > 0 } url ? url : $"{given.Source}#{n}");
            n++;
        }
    }

    /// <exception cref="InvalidDataException">A list of addresses and no feed, or too many entries.</exception>
    /// <exception cref="XmlException">The feed is broken; the message says where.</exception>
    private static (string? Outlet, List<(ListedArticle Article, string? Link)> Entries) Entries(byte[] bytes, SourceFile given)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = TextReading.LargestReport, CheckCharacters = false });
        var root = XDocument.Load(reader).Root!;
        if (root.Name.LocalName is "opml" or "urlset" or "sitemapindex")
        {
            throw new InvalidDataException($"a list of addresses ({root.Name.LocalName}), no report: give the addresses themselves");
        }

        var channel = root.Name.LocalName == "feed" ? root : Child(root, "channel") ?? root;
        var outlet = Value(channel, "title");
        var base_ = given.Url;
        var entries = root.Descendants().Where(e => e.Name.LocalName is "item" or "entry").Take(MostEntries + 1).Select(e =>
        {
            var link = e.Elements().Where(x => x.Name.LocalName == "link").Select(x => ((string?)x.Attribute("rel") is null or "alternate", Href: (string?)x.Attribute("href") ?? x.Value)).Where(x => x.Item1 && x.Href.Length > 0).Select(x => x.Href.Trim()).FirstOrDefault();
            var whole = Child(e, "encoded") ?? Child(e, "content");
            return (new ListedArticle
            {
                Title = Value(e, "title"),
                Html = whole is not null ? Markup(whole) : Child(e, "description") is { } d ? Markup(d) : Child(e, "summary") is { } s ? Markup(s) : null,
                Published = Value(e, "pubDate") ?? Value(e, "published") ?? Value(e, "date") ?? Value(e, "updated"),
                Outlet = Value(e, "source"),
                Url = link is not null && base_ is not null && Uri.TryCreate(new Uri(base_), link, out var absolute) ? absolute.ToString() : link,
                Language = Value(channel, "language"),
                Byline = Value(e, "creator") ?? (Child(e, "author") is { } a ? Value(a, "name") ?? a.Value : null),
            }, link);
        }).ToList();
        return entries.Count > MostEntries ? throw new InvalidDataException($"more than {MostEntries} entries") : (outlet, entries);
    }

    private static XElement? Child(XElement e, string name) => e.Elements().FirstOrDefault(x => x.Name.LocalName == name && !x.Name.NamespaceName.Contains("search.yahoo.com/mrss", StringComparison.Ordinal));

    private static string? Value(XElement e, string name) => Child(e, name)?.Value is { Length: > 0 } value ? value.Trim() : null;

    /// <summary>Content as markup, be it escaped, in CDATA or as elements.</summary>
    private static string Markup(XElement e) => e.HasElements ? string.Concat(e.Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting))) : e.Value;
}
