using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using NodaTime;

namespace Entente.Record;

/// <summary>The record in the forms of other programs: tables, maps, networks, calendars. Each says in itself what it is an export of.</summary>
public static class ExportForms
{
    public static readonly IReadOnlyList<string> Names = ["jsonl", "csv", "geojson", "graphml", "gexf", "ics", "ris", "bibtex", "csl", "timelinejs", "polecat", "sqlite"];

    /// <summary>Forms that have no room for what they are an export of; beside a file of theirs goes one of <see cref="TableMetadata"/>.</summary>
    public static readonly IReadOnlyList<string> Tables = ["csv", "polecat"];

    /// <exception cref="ArgumentException">No such form, or one that is not written as a stream ("sqlite").</exception>
    public static void Write(string form, Settled record, IEnumerable<Item> items, Provenance provenance, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var list = items.ToList();
        switch (form)
        {
            case "csv":
                Csv(list, text);
                break;
            case "geojson":
                GeoJson(list, provenance, text);
                break;
            case "graphml":
                GraphMl(list, provenance, text);
                break;
            case "gexf":
                Gexf(list, provenance, text);
                break;
            case "ics":
                Calendar(list, provenance, text);
                break;
            case "timelinejs":
                TimelineJs(list, record, provenance, text);
                break;
            case "ris":
                Bibliography.Ris(Bibliography.Behind(list, record), provenance, text);
                break;
            case "bibtex":
                Bibliography.BibTex(Bibliography.Behind(list, record), provenance, text);
                break;
            case "csl":
                Bibliography.Csl(Bibliography.Behind(list, record), provenance, text);
                break;
            case "polecat":
                EventTable.Write(list, record, text);
                break;
            default:
                throw new ArgumentException($"no form '{form}'; forms are {string.Join(", ", Names)}", nameof(form));
        }
    }

    /// <summary>What a table is an export of, as CSV on the Web metadata (W3C, 2015), for a file beside it.</summary>
    public static string TableMetadata(string file, string form, Provenance provenance)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("@context", "http://www.w3.org/ns/csvw");
            json.WriteString("url", file);
            json.WriteStartObject("dialect");
            json.WriteString("delimiter", form == "polecat" ? "\t" : ",");
            json.WriteBoolean("header", true);
            json.WriteEndObject();
            foreach (var (name, value) in provenance.Parts)
            {
                json.WriteString("dc:" + name switch { "generator" => "creator", "licence" => "license", "query" => "description", var other => other }, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Csv(List<Item> items, TextWriter w)
    {
        w.WriteLine("id,kind,act,mode,status,start,end,precision,basis,mechanism,actors,states,place,country,lat,lon,object,amount,reports,origins,known_first,known_last,confidence,quote");
        foreach (var i in items)
        {
            var f = i.Face;
            var (e, m) = (f as Claim.Event, f as Claim.Commitment);
            string?[] cells =
            [
                i.Id, f.Kind, e?.Act ?? m?.Action, e?.Mode, Questions.StatusOf(f), f.When.Start is { } s ? When.Iso(s) : null, f.When.End is { } d ? When.Iso(d) : null, f.When.Precision.ToString().ToLowerInvariant(), f.When.Basis.ToString().ToLowerInvariant(), f.Mechanism,
                string.Join("; ", f.Actors.Select(a => a.Label)), string.Join("; ", f.States), f.Place?.Label, f.Place?.Country, f.Place?.Lat?.ToString(CultureInfo.InvariantCulture), f.Place?.Lon?.ToString(CultureInfo.InvariantCulture),
                m?.Object ?? (f as Claim.Statement)?.Text ?? (f as Claim.Affirmation)?.Provision ?? (f as Claim.Relation)?.Object, m?.Amount, i.Reports.ToString(CultureInfo.InvariantCulture), i.Origins.ToString(CultureInfo.InvariantCulture),
                i.Known.First is { } k ? When.Iso(k) : null, i.Known.Last is { } l ? When.Iso(l) : null, i.Confidence.ToString("0.##", CultureInfo.InvariantCulture), f.Evidence.Quote,
            ];
            w.WriteLine(string.Join(",", cells.Select(c => Cell(c ?? ""))));
        }
    }

    /// <summary>A cell of a table; one that a spreadsheet would run as a formula is led by an apostrophe.</summary>
    public static string Cell(string cell)
    {
        var safe = cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;
        return safe.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? new StringBuilder(safe).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString() : safe;
    }

    /// <summary>Items that have a point; what has none is never given one.</summary>
    private static void GeoJson(List<Item> items, Provenance provenance, TextWriter w)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartObject("metadata");
            foreach (var (name, value) in provenance.Parts)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteStartArray("features");
            foreach (var i in items.Where(i => i.Face.Place is { Lat: not null, Lon: not null }))
            {
                json.WriteStartObject();
                json.WriteString("type", "Feature");
                json.WriteString("id", i.Id);
                json.WriteStartObject("geometry");
                json.WriteString("type", "Point");
                json.WriteStartArray("coordinates");
                json.WriteNumberValue(i.Face.Place!.Lon!.Value);
                json.WriteNumberValue(i.Face.Place.Lat!.Value);
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteStartObject("properties");
                json.WriteString("kind", i.Face.Kind);
                json.WriteString("label", Questions.Describe(i.Face));
                json.WriteString("when", i.Face.When.ToString());
                json.WriteString("status", Questions.StatusOf(i.Face));
                json.WriteString("mechanism", i.Face.Mechanism);
                json.WriteString("place", i.Face.Place.Label);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        w.Write(Encoding.UTF8.GetString(stream.ToArray()));
        w.Write('\n');
    }

    private sealed record Edge(string From, string To, string Kind, int Count);

    /// <summary>Who met, undertook with or acted towards whom: one edge a pair and kind, weighted by items.</summary>
    private static (List<Actor> Nodes, List<Edge> Edges) Network(List<Item> items)
    {
        var nodes = new SortedDictionary<string, Actor>(StringComparer.Ordinal);
        var edges = new SortedDictionary<(string, string, string), int>();
        foreach (var i in items)
        {
            var actors = i.Face.Actors.DistinctBy(a => a.Id).Where(a => a.Id.Length > 0).OrderBy(a => a.Id, StringComparer.Ordinal).ToList();
            actors.ForEach(a => nodes.TryAdd(a.Id, a));
            var kind = i.Face is Claim.Event e ? e.Act : i.Face.Kind;
            for (var a = 0; a < actors.Count; a++)
            {
                for (var b = a + 1; b < actors.Count; b++)
                {
                    edges[(actors[a].Id, actors[b].Id, kind)] = edges.GetValueOrDefault((actors[a].Id, actors[b].Id, kind)) + 1;
                }
            }
        }

        return ([.. nodes.Values], [.. edges.Select(e => new Edge(e.Key.Item1, e.Key.Item2, e.Key.Item3, e.Value))]);
    }

    private static void GraphMl(List<Item> items, Provenance provenance, TextWriter w)
    {
        var (nodes, edges) = Network(items);
        using var xml = XmlWriter.Create(w, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        xml.WriteStartElement("graphml", "http://graphml.graphdrawing.org/xmlns");
        xml.WriteElementString("desc", "http://graphml.graphdrawing.org/xmlns", provenance.ToString());
        foreach (var (id, target, name, type) in new[] { ("label", "node", "label", "string"), ("type", "node", "type", "string"), ("state", "node", "state", "string"), ("kind", "edge", "kind", "string"), ("weight", "edge", "weight", "int") })
        {
            xml.WriteStartElement("key");
            xml.WriteAttributeString("id", id);
            xml.WriteAttributeString("for", target);
            xml.WriteAttributeString("attr.name", name);
            xml.WriteAttributeString("attr.type", type);
            xml.WriteEndElement();
        }

        xml.WriteStartElement("graph");
        xml.WriteAttributeString("edgedefault", "undirected");
        foreach (var n in nodes)
        {
            xml.WriteStartElement("node");
            xml.WriteAttributeString("id", n.Id);
            Data("label", n.Label);
            Data("type", n.Type);
            Data("state", n.State);
            xml.WriteEndElement();
        }

        var number = 0;
        foreach (var e in edges)
        {
            xml.WriteStartElement("edge");
            xml.WriteAttributeString("id", $"e{number++}");
            xml.WriteAttributeString("source", e.From);
            xml.WriteAttributeString("target", e.To);
            Data("kind", e.Kind);
            Data("weight", e.Count.ToString(CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();

        void Data(string key, string value)
        {
            xml.WriteStartElement("data");
            xml.WriteAttributeString("key", key);
            xml.WriteString(value);
            xml.WriteEndElement();
        }
    }

    private static void Gexf(List<Item> items, Provenance provenance, TextWriter w)
    {
        var (nodes, edges) = Network(items);
        using var xml = XmlWriter.Create(w, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        xml.WriteStartElement("gexf", "http://gexf.net/1.3");
        xml.WriteAttributeString("version", "1.3");
        xml.WriteStartElement("meta");
        xml.WriteElementString("creator", "Entente " + provenance.Version);
        xml.WriteElementString("description", provenance.ToString());
        xml.WriteEndElement();
        xml.WriteStartElement("graph");
        xml.WriteAttributeString("defaultedgetype", "undirected");
        xml.WriteStartElement("nodes");
        foreach (var n in nodes)
        {
            xml.WriteStartElement("node");
            xml.WriteAttributeString("id", n.Id);
            xml.WriteAttributeString("label", n.Label);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("edges");
        foreach (var (e, number) in edges.Select((e, n) => (e, n)))
        {
            xml.WriteStartElement("edge");
            xml.WriteAttributeString("id", number.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("source", e.From);
            xml.WriteAttributeString("target", e.To);
            xml.WriteAttributeString("label", e.Kind);
            xml.WriteAttributeString("weight", e.Count.ToString(CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Items with a day or a stretch of days, as an iCalendar of all-day entries; the stamp is the day since which the item is known, so that the same record gives the same bytes.</summary>
    private static void Calendar(List<Item> items, Provenance provenance, TextWriter w)
    {
        void Line(string text)
        {
            // Lines fold at 75 octets (RFC 5545).
            var bytes = 0;
            var first = true;
            var part = new StringBuilder();
            foreach (var rune in text.EnumerateRunes())
            {
                if (bytes + rune.Utf8SequenceLength > (first ? 75 : 74))
                {
                    w.Write((first ? "" : " ") + part + "\r\n");
                    part.Clear();
                    (bytes, first) = (0, false);
                }

                part.Append(rune.ToString());
                bytes += rune.Utf8SequenceLength;
            }

            w.Write((first ? "" : " ") + part + "\r\n");
        }

        static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).ReplaceLineEndings(" ");
        static string Day(LocalDate d) => When.Iso(d).Replace("-", "", StringComparison.Ordinal);

        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//Entente//record//EN");
        Line("X-WR-CALDESC:" + Escape(provenance.ToString()));
        foreach (var i in items.Where(i => i.Face.When is { Precision: Precision.Day or Precision.Range, Start: not null, End: not null }))
        {
            Line("BEGIN:VEVENT");
            Line($"UID:{i.Id}@entente");
            Line($"DTSTAMP:{Day(i.Known.First ?? i.Face.When.Start!.Value)}T000000Z");
            Line($"DTSTART;VALUE=DATE:{Day(i.Face.When.Start!.Value)}");
            Line($"DTEND;VALUE=DATE:{Day(i.Face.When.End!.Value.PlusDays(1))}");
            Line("SUMMARY:" + Escape(Questions.Describe(i.Face)));
            Line("DESCRIPTION:" + Escape($"{Questions.StatusOf(i.Face)}; {i.Reports} reports, {i.Origins} origins: {i.Face.Evidence.Quote}"));
            if (i.Face.Place is { } place)
            {
                Line("LOCATION:" + Escape(place.Label));
            }

            Line("STATUS:" + (Questions.StatusOf(i.Face) is "planned" or "proposed" ? "TENTATIVE" : Questions.StatusOf(i.Face) is "cancelled" ? "CANCELLED" : "CONFIRMED"));
            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
    }

    private static void TimelineJs(List<Item> items, Settled record, Provenance provenance, TextWriter w)
    {
        var outlets = record.Reports.ToDictionary(r => r.Id, r => r.Outlet, StringComparer.Ordinal);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("title");
            json.WriteStartObject("text");
            json.WriteString("headline", provenance.Query);
            json.WriteString("text", provenance.ToString());
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("events");
            foreach (var i in items.Where(i => i.Face.When.Start is not null))
            {
                json.WriteStartObject();
                json.WriteString("unique_id", i.Id);
                Date("start_date", i.Face.When.Start!.Value, i.Face.When.Precision);
                if (i.Face.When.End is { } end && end != i.Face.When.Start)
                {
                    Date("end_date", end, i.Face.When.Precision);
                }

                json.WriteString("group", i.Face.Mechanism ?? "other");
                json.WriteStartObject("text");
                json.WriteString("headline", Questions.Describe(i.Face));
                json.WriteString("text", $"{i.Face.Evidence.Quote} ({outlets.GetValueOrDefault(i.Face.Evidence.Report) ?? "a report"})");
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();

            void Date(string name, LocalDate day, Precision precision)
            {
                json.WriteStartObject(name);
                json.WriteNumber("year", day.Year);
                if (precision is not Precision.Year)
                {
                    json.WriteNumber("month", day.Month);
                }

                if (precision is Precision.Day or Precision.Range)
                {
                    json.WriteNumber("day", day.Day);
                }

                json.WriteEndObject();
            }
        }

        w.Write(Encoding.UTF8.GetString(stream.ToArray()));
        w.Write('\n');
    }
}
