using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Entente.Record;

/// <summary>The reports behind items as entries of a bibliography: RIS, BibTeX, CSL-JSON. What a report does not tell is left out, never made up.</summary>
internal static class Bibliography
{
    public static IReadOnlyList<Report> Behind(IReadOnlyCollection<Item> items, Settled record)
    {
        var cited = items.SelectMany(i => i.Evidence.Select(e => e.Report)).ToHashSet(StringComparer.Ordinal);
        return [.. record.Reports.Where(r => cited.Contains(r.Id))];
    }

    public static void Ris(IEnumerable<Report> reports, Provenance provenance, TextWriter w)
    {
        foreach (var r in reports)
        {
            Line("TY", "NEWS");
            Line("ID", r.Id);
            Line("TI", r.Title);
            Line("AU", r.Byline);
            Line("T2", r.Outlet);
            Line("DA", r.Published is { Start: { } day, Precision: Precision.Day } ? When.Iso(day).Replace('-', '/') : null);
            Line("PY", Year(r)?.ToString(CultureInfo.InvariantCulture));
            Line("LA", r.Language);
            Line("UR", r.Url);
            Line("N1", provenance.ToString());
            w.Write("ER  - \r\n\r\n");
        }

        void Line(string tag, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                w.Write($"{tag}  - {value.ReplaceLineEndings(" ")}\r\n");
            }
        }
    }

    public static void BibTex(IEnumerable<Report> reports, Provenance provenance, TextWriter w)
    {
        w.WriteLine($"@comment{{{Escaped(provenance.ToString())}}}");
        foreach (var r in reports)
        {
            w.WriteLine();
            w.WriteLine($"@misc{{{r.Id},");
            Field("title", r.Title is { } title ? "{" + Escaped(title) + "}" : null);
            Field("author", r.Byline is { } author ? "{" + Escaped(author) + "}" : null);
            Field("howpublished", r.Outlet is { } outlet ? Escaped(outlet) : null);
            Field("year", Year(r)?.ToString(CultureInfo.InvariantCulture));
            Field("date", r.Published is { Start: { } day, Precision: Precision.Day } ? When.Iso(day) : null);
            Field("url", r.Url);
            Field("langid", r.Language);
            w.WriteLine("}");
        }

        void Field(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                w.WriteLine($"  {name} = {{{value.ReplaceLineEndings(" ")}}},");
            }
        }
    }

    public static void Csl(IEnumerable<Report> reports, Provenance provenance, TextWriter w)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var r in reports)
            {
                json.WriteStartObject();
                json.WriteString("id", r.Id);
                json.WriteString("type", "article-newspaper");
                Text("title", r.Title);
                Text("container-title", r.Outlet);
                Text("URL", r.Url);
                Text("language", r.Language);
                if (r.Byline is { } author)
                {
                    json.WriteStartArray("author");
                    json.WriteStartObject();
                    json.WriteString("literal", author);
                    json.WriteEndObject();
                    json.WriteEndArray();
                }

                if (Year(r) is { } year)
                {
                    json.WriteStartObject("issued");
                    json.WriteStartArray("date-parts");
                    json.WriteStartArray();
                    json.WriteNumberValue(year);
                    if (r.Published is { Start: { } day, Precision: Precision.Day })
                    {
                        json.WriteNumberValue(day.Month);
                        json.WriteNumberValue(day.Day);
                    }

                    json.WriteEndArray();
                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteString("note", provenance.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();

            void Text(string name, string? value)
            {
                if (!string.IsNullOrWhiteSpace(value))
                {
                    json.WriteString(name, value);
                }
            }
        }

        w.Write(Encoding.UTF8.GetString(stream.ToArray()));
        w.Write('\n');
    }

    /// <summary>The year of publication, where all days that are possible share it.</summary>
    private static int? Year(Report r) => r.Published is { Start: { } a, End: { } b } && a.Year == b.Year ? a.Year : null;

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '\\' => "\\textbackslash{}",
                '{' or '}' or '&' or '%' or '$' or '#' or '_' => "\\" + c,
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
