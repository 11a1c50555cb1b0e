using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;

namespace Entente.Record;

/// <summary>Writes the record in its exported form, JSON Lines, version 1. A pure function of what was read.</summary>
public static class Export
{
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Settled record, Stream output, IReadOnlySet<string>? kinds = null)
    {
        bool Wants(string kind) => kinds is null || kinds.Contains(kind);
        if (Wants("report"))
        {
            foreach (var report in record.Reports)
            {
                Line(output, w => WriteReport(w, report, record));
            }
        }

        if (Wants("story"))
        {
            foreach (var story in record.Stories)
            {
                Line(output, w => WriteStory(w, story));
            }
        }

        foreach (var item in record.Items.Where(i => Wants(i.Face.Kind)))
        {
            Line(output, w => WriteItem(w, item));
        }

        if (Wants("conflict"))
        {
            foreach (var conflict in record.Conflicts)
            {
                Line(output, w => WriteConflict(w, conflict, record));
            }
        }
    }

    /// <summary>One item as the line that the export has for it.</summary>
    public static string ItemLine(Item item)
    {
        using var stream = new MemoryStream();
        Line(stream, w => WriteItem(w, item));
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n');
    }

    private static void Line(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void WriteReport(Utf8JsonWriter w, Report r, Settled record)
    {
        w.WriteString("kind", "report");
        w.WriteNumber("version", Version);
        w.WriteString("id", r.Id);
        w.WriteString("source", r.Source);
        w.WriteString("outlet", r.Outlet);
        w.WriteString("url", r.Url);
        w.WriteString("title", r.Title);
        w.WriteString("byline", r.Byline);
        WriteWhen(w, "published", r.Published);
        w.WriteString("retrieved", r.Retrieved is { } fetched ? When.Iso(fetched) : null);
        w.WriteString("language", r.Language);
        w.WriteString("text", r.Text);
        w.WriteStartArray("removed");
        foreach (var removal in r.Removed)
        {
            w.WriteStartObject();
            w.WriteNumber("start", removal.Start);
            w.WriteNumber("end", removal.End);
            w.WriteString("reason", removal.Reason);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteStartArray("origins");
        foreach (var o in r.Origins)
        {
            w.WriteStartObject();
            w.WriteString("kind", o.Kind);
            w.WriteString("name", o.Name);
            w.WriteString("scope", o.Scope);
            w.WriteString("report", o.Report);
            if (o.End > o.Start)
            {
                w.WriteStartObject("evidence");
                w.WriteNumber("start", o.Start);
                w.WriteNumber("end", o.End);
                w.WriteString("quote", r.Text[o.Start..o.End]);
                w.WriteEndObject();
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteString("duplicate_of", record.DuplicateOf.GetValueOrDefault(r.Id));
        w.WriteString("story", record.StoryOf.GetValueOrDefault(r.Id));
        Strings(w, "flags", record.DuplicateOf.ContainsKey(r.Id) ? [.. r.Flags.Append("copy").Order(StringComparer.Ordinal)] : r.Flags);
    }

    private static void WriteStory(Utf8JsonWriter w, Story s)
    {
        w.WriteString("kind", "story");
        w.WriteNumber("version", Version);
        w.WriteString("id", s.Id);
        w.WriteString("title", s.Title);
        Strings(w, "reports", s.Reports);
        WriteWhen(w, "when", s.When);
        w.WriteStartArray("actors");
        foreach (var state in s.States)
        {
            w.WriteStringValue(state);
        }

        w.WriteEndArray();
        w.WriteNumber("origins", s.Origins);
        Strings(w, "terms", s.Terms);
    }

    private static void WriteItem(Utf8JsonWriter w, Item item)
    {
        var face = item.Face;
        w.WriteString("kind", face.Kind);
        w.WriteNumber("version", Version);
        w.WriteString("id", item.Id);
        switch (face)
        {
            case Claim.Event e:
                w.WriteString("event", e.Act);
                Strings(w, "mode", e.Mode is null ? [] : [e.Mode]);
                w.WriteString("format", e.Format);
                w.WriteString("level", e.Level);
                w.WriteString("venue", e.Venue);
                w.WriteString("status", e.Status);
                WritePlover(w, e);
                break;
            case Claim.Statement s:
                if (s.Speakers.Count == 1)
                {
                    w.WriteString("speaker", s.Speakers[0]);
                }
                else
                {
                    Strings(w, "speaker", s.Speakers);
                }

                w.WriteString("form", s.Form);
                w.WriteString("wording", s.Wording);
                w.WriteString("text", s.Text);
                Strings(w, "about", s.About);
                w.WriteString("stance", s.Stance);
                w.WriteString("medium", s.Medium);
                break;
            case Claim.Commitment c:
                w.WriteString("action", c.Action);
                w.WriteString("object", c.Object);
                Actors(w, "parties", c.Parties);
                Strings(w, "about", c.About);
                w.WriteString("status", c.Status);
                if (c.Quantity is { } q)
                {
                    w.WriteStartObject("quantity");
                    w.WriteNumber("value", q.Value);
                    w.WriteString("unit", q.Unit);
                    w.WriteEndObject();
                }
                else
                {
                    w.WriteNull("quantity");
                }

                w.WriteString("amount", c.Amount);
                w.WriteString("due", c.Due);
                w.WriteString("thread", item.Thread);
                break;
            case Claim.Affirmation a:
                w.WriteString("instrument", a.Instrument);
                w.WriteString("provision", a.Provision);
                w.WriteString("covers", a.Covers);
                w.WriteString("polarity", a.Polarity);
                if (a.Speakers.Count == 1)
                {
                    w.WriteString("speaker", a.Speakers[0]);
                }
                else
                {
                    Strings(w, "speaker", a.Speakers);
                }

                break;
            case Claim.Relation r:
                w.WriteString("subject", r.Subject);
                w.WriteString("relation", r.Verb);
                w.WriteString("object", r.Object);
                w.WriteString("status", r.Status);
                break;
            case Claim.Tenure t:
                w.WriteString("person", t.Person);
                w.WriteString("office", t.Office);
                WriteWhen(w, "start", t.Start);
                WriteWhen(w, "end", t.End);
                break;
        }

        w.WriteString("mechanism", face.Mechanism);
        WriteWhen(w, "when", face.When);
        w.WriteStartObject("known");
        w.WriteString("first", item.Known.First is { } f ? When.Iso(f) : null);
        w.WriteString("last", item.Known.Last is { } l ? When.Iso(l) : null);
        w.WriteEndObject();
        Actors(w, "actors", face.Actors);
        Strings(w, "states", face.States);
        if (face.Place is { } p)
        {
            w.WriteStartObject("place");
            w.WriteString("id", p.Id);
            w.WriteString("label", p.Label);
            w.WriteString("country", p.Country.Length > 0 ? p.Country : null);
            Number(w, "lat", p.Lat);
            Number(w, "lon", p.Lon);
            w.WriteEndObject();
        }
        else
        {
            w.WriteNull("place");
        }

        if (item.History.Count > 0)
        {
            w.WriteStartArray("history");
            foreach (var step in item.History)
            {
                w.WriteStartObject();
                w.WriteString("status", step.Status);
                WriteWhen(w, "when", step.When);
                w.WritePropertyName("evidence");
                WriteEvidence(w, step.Evidence);
                w.WriteEndObject();
            }

            w.WriteEndArray();
        }

        w.WriteStartArray("evidence");
        foreach (var e in item.Evidence.DistinctBy(e => (e.Report, e.Start, e.End)))
        {
            WriteEvidence(w, e);
        }

        w.WriteEndArray();
        w.WriteNumber("reports", item.Reports);
        w.WriteNumber("origins", item.Origins);
        Strings(w, "sides", item.Sides);
        w.WriteString("story", item.Story);
        w.WriteNumber("confidence", item.Confidence);
        w.WriteString("standing", item.Ruling?.Standing ?? "proposed");
        if (item.Ruling is { } ruling)
        {
            Strings(w, "decision", ruling.Decisions);
            if (ruling.Notes.Count > 0)
            {
                Strings(w, "notes", ruling.Notes);
            }
        }
    }

    private static void WritePlover(Utf8JsonWriter w, Claim.Event e)
    {
        var (type, mode, quad) = Plover.Of(e);
        w.WriteStartObject("plover");
        w.WriteString("type", type);
        w.WriteString("mode", mode);
        w.WriteStartArray("context");
        foreach (var context in Plover.ContextOf(e))
        {
            w.WriteStringValue(context);
        }

        w.WriteEndArray();
        w.WriteNumber("quad", quad);
        w.WriteEndObject();
        w.WriteString("cameo", Plover.CameoOf(e));
    }

    private static void WriteConflict(Utf8JsonWriter w, Conflict c, Settled record)
    {
        _ = record;
        w.WriteString("kind", "conflict");
        w.WriteNumber("version", Version);
        w.WriteString("id", c.Id);
        w.WriteStartObject("about");
        w.WriteString("item", c.Item);
        w.WriteString("field", c.Field);
        w.WriteEndObject();
        w.WriteStartArray("values");
        foreach (var v in c.Values)
        {
            w.WriteStartObject();
            w.WriteString("value", v.Value);
            w.WriteNumber("reports", v.Reports.Count);
            w.WriteNumber("origins", v.Origins);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteString("supported", c.Supported);
        w.WriteString("basis", c.Basis);
        WriteWhen(w, "when", c.When);
        Strings(w, "states", c.States);
        w.WriteStartArray("evidence");
        foreach (var e in c.Evidence)
        {
            WriteEvidence(w, e);
        }

        w.WriteEndArray();
    }

    private static void WriteEvidence(Utf8JsonWriter w, Evidence e)
    {
        w.WriteStartObject();
        w.WriteString("report", e.Report);
        w.WriteNumber("start", e.Start);
        w.WriteNumber("end", e.End);
        w.WriteString("quote", e.Quote);
        w.WriteString("according_to", e.AccordingTo);
        w.WriteEndObject();
    }

    private static void Actors(Utf8JsonWriter w, string name, IReadOnlyList<Actor> actors)
    {
        w.WriteStartArray(name);
        foreach (var a in actors)
        {
            w.WriteStartObject();
            w.WriteString("id", a.Id);
            w.WriteString("label", a.Label);
            w.WriteString("type", a.Type);
            w.WriteString("state", a.State.Length > 0 ? a.State : null);
            w.WriteString("office", a.Office);
            w.WriteString("role", a.Role);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter w, string name, IReadOnlyList<string> values)
    {
        w.WriteStartArray(name);
        foreach (var v in values)
        {
            w.WriteStringValue(v);
        }

        w.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter w, string name, double? value)
    {
        if (value is { } v)
        {
            w.WriteNumber(name, v);
        }
        else
        {
            w.WriteNull(name);
        }
    }

    private static void WriteWhen(Utf8JsonWriter w, string name, When when)
    {
        w.WriteStartObject(name);
        w.WriteString("start", when.Start is { } s ? When.Iso(s) : null);
        w.WriteString("end", when.End is { } e ? When.Iso(e) : null);
        w.WriteString("precision", when.Precision.ToString().ToLowerInvariant());
        w.WriteString("basis", when.Basis.ToString().ToLowerInvariant());
        w.WriteEndObject();
    }
}

/// <summary>The strict coding by PLOVER's manual, beside the codebook's own: planned cooperation becomes AGREE, a signature SUPPORT.</summary>
public static class Plover
{
    public static (string Type, string? Mode, int Quad) Of(Claim.Event e)
    {
        var type = e.Act switch
        {
            "CONSULT" when e.Status is "cancelled" or "postponed" => "REJECT",
            "CONSULT" or "SUPPORT" or "COOPERATE" or "AID" when e.Status is "planned" or "proposed" => "AGREE",
            "RETREAT" when e.Status is "planned" => "CONCEDE",
            "AGREE" when e.Mode is "sign" or "ratify" && e.Status is "occurred" => "SUPPORT",
            var act => act,
        };
        var mode = type != e.Act || type == "AGREE" ? null : e.Mode;
        var quad = type switch { "AGREE" or "CONSULT" or "SUPPORT" or "CONCEDE" => 1, "COOPERATE" or "AID" or "RETREAT" => 2, "REQUEST" or "ACCUSE" or "REJECT" or "THREATEN" => 3, _ => 4 };
        return (type, mode, quad);
    }

    /// <summary>Why, in the manual's words, as far as the part of the alliance tells.</summary>
    public static IReadOnlyList<string> ContextOf(Claim.Event e) => e.Mechanism switch
    {
        "mutual-defence" or "extended-deterrence" or "command-and-control" or "air-and-missile-defence" or "force-posture" or "visiting-forces" or "cost-sharing" or "arms-production" or "arms-transfer" or "exercises" => ["military"],
        "intelligence-sharing" => ["intelligence"],
        "cyber" => ["cyber"],
        "technology" or "space" => ["technology"],
        "maritime-security" => ["territory"],
        "non-proliferation" => ["cbrn"],
        "economic-security" => ["economic"],
        "consultation" or "diplomacy" or "partner-network" => ["diplomatic"],
        _ => [],
    };

    /// <summary>The sector of PLOVER's manual that an actor acts for, as far as its kind, office and name tell; UNK where they tell nothing.</summary>
    public static string SectorOf(Actor actor)
    {
        // A person's own name says nothing of whom he acts for.
        var words = " " + (actor.Office ?? (actor.Type == "person" ? "" : actor.Label)).ToLowerInvariant();
        bool Any(params ReadOnlySpan<string> parts)
        {
            foreach (var part in parts)
            {
                if (words.Contains(" " + part, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        return actor switch
        {
            _ when Any("former ", "ex-") => "ELI",
            _ when Any("police") => "COP",
            _ when Any("court", "judge", "prosecutor", "attorney general", "tribunal") => "JUD",
            _ when Any("intelligence", "spy") => "SPY",
            _ when Any("opposition") => "OPP",
            _ when actor.Type == "force" || Any("chief of defence", "chief of staff", "chiefs of staff", "commander", "army", "navy", "air force", "military", "troops", "soldiers", "general staff", "coast guard", "marines") => "MIL",
            _ when Any("senator", "congress", "parliament", "speaker of", "house of", "senate", "lawmaker", "knesset", "duma", "diet", "bundestag", "rada", "majlis", "legislat", "assembly member", "member of") => "LEG",
            _ when Any("rebel", "insurgent", "militant") => "REB",
            _ when actor.Id.StartsWith("organisation/", StringComparison.Ordinal) => "IGO",
            { Type: "state" } or { Type: "office" } or { Office: not null } => "GOV",
            { Type: not "person", State.Length: > 0 } => "GOV",
            _ => "UNK",
        };
    }

    /// <summary>The nearest code of the older CAMEO scheme, two to four digits.</summary>
    public static string CameoOf(Claim.Event e)
    {
        var (type, _, _) = Of(e);
        return (type, e.Act, e.Mode, e.Format) switch
        {
            ("AGREE", "CONSULT", _, _) or ("AGREE", "AGREE", "invite", _) => "036",
            ("AGREE", _, _, _) => "030",
            ("SUPPORT", "AGREE", _, _) => "057",
            ("SUPPORT", _, _, _) => e.Mechanism == "diplomacy" ? "054" : "050",
            ("CONSULT", _, "phone", _) or ("CONSULT", _, _, "call") => "041",
            ("CONSULT", _, "visit", _) => "042",
            ("CONSULT", _, "third-party", _) => "045",
            ("CONSULT", _, _, "other") => "046",
            ("CONSULT", _, _, _) => "040",
            ("CONCEDE", _, _, _) => e.Mechanism == "economic-security" ? "085" : "080",
            ("COOPERATE", _, _, _) => e.Mechanism switch { "exercises" => "062", "intelligence-sharing" => "064", _ => "061" },
            ("AID", _, _, _) => e.Mechanism is "arms-transfer" or "force-posture" ? "072" : "070",
            ("RETREAT", _, var mode, _) => mode switch { "withdraw" => "0874", "release" => "0841", "access" => "086", "ceasefire" => "0871", _ => "083" },
            ("REQUEST", _, var mode, _) => mode == "change" ? "104" : "100",
            ("ACCUSE", _, var mode, _) => mode switch { "investigate" => "090", "allege" => "112", _ => "111" },
            ("REJECT", "CONSULT", _, _) => "125",
            ("REJECT", _, _, _) => "120",
            ("THREATEN", _, var mode, _) => mode == "violence" ? "138" : "130",
            ("PROTEST", _, var mode, _) => mode switch { "hunger" => "142", "strike" => "143", "riot" => "145", "demo" => "141", _ => "140" },
            ("MOBILIZE", _, var mode, _) => mode == "troops" ? "154" : "150",
            ("SANCTION", _, var mode, _) => mode switch { "expel" => "166", "withdraw" => "161", "discontinue" => "162", _ => "163" },
            ("COERCE", _, var mode, _) => mode switch { "seize" => "171", "curfew" => "1723", "arrest" => "173", "deport" => "174", _ => "172" },
            ("ASSAULT", _, var mode, _) => mode switch { "abduct" => "181", "explosives" => "183", "targeted" => "186", "firearms" => "193", "heavy-weapons" => "194", "aerial" => "195", _ => "190" },
            _ => "010",
        };
    }
}
