using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Entente.Record;
using Entente.Stores;
using Microsoft.Data.Sqlite;

namespace Entente.Tests;

/// <summary>Every form of export is read back by what reads it elsewhere, and says what it is an export of.</summary>
public sealed class ExportTests
{
    private static readonly Lazy<Settled> Sample = new(() => Home.Settle([.. Home.ReadFolder(Path.Combine(Home.Folder, "sample", "reports", "gsomia")), Hostile()]));
    private static readonly Provenance Asked = Provenance.Of("export --since 2019-01-01", new Filter(), "2020-01-01");

    private static Reading Hostile() => Home.Read("=HYPERLINK(1) {50% of} talks & more_\n\nThe foreign ministers of Spain and Italy met in Madrid on Monday, and Spain condemned the \"attack\" on Italy's embassy.\n", published: "2024-05-14");

    private static string Written(string form)
    {
        using var stream = new MemoryStream();
        ExportForms.Write(form, Sample.Value, Sample.Value.Items, Asked, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [Theory]
    [InlineData("geojson")]
    [InlineData("graphml")]
    [InlineData("gexf")]
    [InlineData("ics")]
    [InlineData("ris")]
    [InlineData("bibtex")]
    [InlineData("csl")]
    [InlineData("timelinejs")]
    public void A_file_says_what_was_asked_and_under_which_terms(string form)
    {
        var text = Written(form).Replace("\r\n ", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);
        text.ShouldContain("export --since 2019-01-01");
        text.ShouldContain("remain their publishers");
    }

    [Fact]
    public void A_table_says_it_in_a_file_beside_it()
    {
        var metadata = JsonDocument.Parse(ExportForms.TableMetadata("events.csv", "csv", Asked)).RootElement;
        metadata.GetProperty("url").GetString().ShouldBe("events.csv");
        metadata.GetProperty("dc:description").GetString().ShouldBe("export --since 2019-01-01");
    }

    [Fact]
    public void Json_forms_are_json()
    {
        JsonDocument.Parse(Written("geojson")).RootElement.GetProperty("features").GetArrayLength().ShouldBe(Sample.Value.Items.Count(i => i.Face.Place is { Lat: not null }));
        JsonDocument.Parse(Written("csl")).RootElement.EnumerateArray().ShouldAllBe(e => e.GetProperty("type").GetString() == "article-newspaper");
        JsonDocument.Parse(Written("timelinejs")).RootElement.GetProperty("events").GetArrayLength().ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("graphml", "http://graphml.graphdrawing.org/xmlns", "node", "edge")]
    [InlineData("gexf", "http://gexf.net/1.3", "node", "edge")]
    public void A_network_has_no_edge_without_its_nodes(string form, string ns, string node, string edge)
    {
        var xml = XDocument.Parse(Written(form)).Root!;
        var nodes = xml.Descendants(XName.Get(node, ns)).Select(n => n.Attribute("id")!.Value).ToHashSet(StringComparer.Ordinal);
        nodes.Count.ShouldBeGreaterThan(2);
        xml.Descendants(XName.Get(edge, ns)).ShouldAllBe(e => nodes.Contains(e.Attribute("source")!.Value) && nodes.Contains(e.Attribute("target")!.Value));
    }

    [Fact]
    public void A_calendar_keeps_to_its_line_length_and_closes_what_it_opens()
    {
        var lines = Written("ics").Split("\r\n");
        lines.ShouldAllBe(l => Encoding.UTF8.GetByteCount(l) <= 75);
        lines.Count(l => l == "BEGIN:VEVENT").ShouldBe(lines.Count(l => l == "END:VEVENT"));
        lines.Count(l => l == "BEGIN:VEVENT").ShouldBeGreaterThan(5);
        lines[^2].ShouldBe("END:VCALENDAR");
    }

    [Fact]
    public void A_bibliography_has_one_entry_a_report_and_closes_its_braces()
    {
        var cited = Sample.Value.Items.SelectMany(i => i.Evidence.Select(e => e.Report)).Distinct().Count();
        var ris = Written("ris").Split("\r\n");
        ris.Count(l => l == "TY  - NEWS").ShouldBe(cited);
        ris.Count(l => l == "ER  - ").ShouldBe(cited);
        ris.Where(l => l.Length > 0).ShouldAllBe(l => System.Text.RegularExpressions.Regex.IsMatch(l, "^[A-Z][A-Z0-9]  - "));
        var bibtex = Written("bibtex");
        bibtex.Split("@misc{").Length.ShouldBe(cited + 1);
        var open = 0;
        for (var i = 0; i < bibtex.Length; i++)
        {
            open += i > 0 && bibtex[i - 1] == '\\' ? 0 : bibtex[i] switch { '{' => 1, '}' => -1, _ => 0 };
        }

        open.ShouldBe(0);
        bibtex.ShouldContain("\\{50\\% of\\} talks \\& more\\_");
    }

    [Fact]
    public void Event_rows_all_have_every_column_and_only_what_happened()
    {
        var rows = Written("polecat").TrimEnd('\n').Split('\n').Select(l => l.Split('\t')).ToList();
        rows.ShouldAllBe(r => r.Length == rows[0].Length);
        rows.Count.ShouldBeGreaterThan(5);
        var status = Array.IndexOf(rows[0], "Status");
        rows.Skip(1).ShouldAllBe(r => r[status] == "occurred" || r[status] == "ongoing");
    }

    [Fact]
    public void Tables_hold_every_item_with_its_passages()
    {
        var folder = Directory.CreateTempSubdirectory("entente").FullName;
        var path = Path.Combine(folder, "tables.db");
        try
        {
            TableExport.Write(Sample.Value, Sample.Value.Items, Asked, path);
            using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly");
            connection.Open();
            long Count(string sql)
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                return (long)command.ExecuteScalar()!;
            }

            Count("SELECT count(*) FROM item").ShouldBe(Sample.Value.Items.Count);
            Count("SELECT count(*) FROM item WHERE id NOT IN (SELECT item FROM evidence)").ShouldBe(0);
            // SQLite counts characters, the record UTF-16 units; they are the same here.
            Count("SELECT count(*) FROM evidence e JOIN report r ON r.id = e.report WHERE substr(r.text, e.start + 1, e.end - e.start) <> e.quote").ShouldBe(0);
            Count("SELECT count(*) FROM about WHERE name = 'query'").ShouldBe(1);
            Should.Throw<InvalidDataException>(() => TableExport.Write(Sample.Value, Sample.Value.Items, Asked, path)).Message.ShouldContain("never overwrites");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void An_organisation_of_states_is_one() => Plover.SectorOf(new Actor { Id = "organisation/nato", Label = "NATO", Type = "organisation", State = "NATO" }).ShouldBe("IGO");

    [Theory]
    [InlineData("President of France", "person", "FRA", "GOV")]
    [InlineData("Chief of Defence of India", "person", "IND", "MIL")]
    [InlineData("former ambassador", "person", "IND", "ELI")]
    [InlineData(null, "person", "IND", "UNK")]
    [InlineData(null, "organisation", "", "UNK")]
    [InlineData(null, "body", "KEN", "GOV")]
    public void An_actor_acts_for_a_sector(string? office, string type, string state, string sector) =>
        Plover.SectorOf(new Actor { Id = "x", Label = type == "person" ? "Judge Armytage" : "Bureau", Type = type, State = state, Office = office }).ShouldBe(sector);
}
