using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Entente.Engine.Reading.Formats;

/// <summary>Articles as rows of a table with a line of headings.</summary>
internal static class CsvArticles
{
    private static readonly Dictionary<string, string[]> Usual = new(StringComparer.Ordinal)
    {
        ["title"] = ["title", "headline", "heading"],
        ["text"] = ["text", "body", "content", "article", "maintext", "articlebody", "full_text", "fulltext"],
        ["published"] = ["published", "date", "publication_date", "pubdate", "date_published", "datepublished"],
        ["outlet"] = ["outlet", "source", "publisher", "publication", "newspaper"],
        ["url"] = ["url", "link", "address"],
        ["language"] = ["language", "lang"],
        ["byline"] = ["byline", "author", "authors"],
    };

    public static IEnumerable<(SourceFile? File, ReadFailure? Failure)> Read(Stream stream, SourceFile given, IReadOnlyDictionary<string, string>? columns)
    {
        using var text = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true, DetectDelimiterValues = [",", ";", "\t", "|"], BadDataFound = null, MissingFieldFound = null, MaxFieldSize = TextReading.LargestReport,
        });
        if (!csv.Read() || !csv.ReadHeader())
        {
            throw new InvalidDataException("a table without a line of headings");
        }

        var header = csv.HeaderRecord!.Select(h => h.Trim().ToLowerInvariant()).ToList();
        var at = Usual.ToDictionary(u => u.Key, u => columns?.GetValueOrDefault(u.Key) is { } named ? header.IndexOf(named.Trim().ToLowerInvariant()) : u.Value.Select(name => header.IndexOf(name)).Where(i => i >= 0).DefaultIfEmpty(-1).First(), StringComparer.Ordinal);
        if (columns?.FirstOrDefault(c => !at.TryGetValue(c.Key, out var i) || i < 0) is { Key: not null } wrong)
        {
            throw new InvalidDataException($"no column '{wrong.Value}' for {wrong.Key}; headings are {string.Join(", ", csv.HeaderRecord!)}");
        }

        if (at["text"] < 0)
        {
            throw new InvalidDataException($"no column of text; headings are {string.Join(", ", csv.HeaderRecord!)} (--columns text=NAME says which)");
        }

        while (csv.Read())
        {
            string? Cell(string field) => at[field] >= 0 && csv.TryGetField<string>(at[field], out var value) ? value : null;
            yield return new ListedArticle { Title = Cell("title"), Text = Cell("text"), Published = Cell("published"), Outlet = Cell("outlet"), Url = Cell("url"), Language = Cell("language"), Byline = Cell("byline") }.AsReport(given, $"{given.Source}:{csv.Parser.RawRow}");
        }
    }
}
