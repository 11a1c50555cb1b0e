using System.Text;
using Entente.Record.Asking;

namespace Entente.Record;

/// <summary>One thing that a briefing says, with the note that bears it out.</summary>
public sealed record BriefLine(string Text, string? Note);

public sealed record BriefSection(string Heading, IReadOnlyList<BriefLine> Lines);

/// <summary>A sourced briefing on a relation: where each part of it stands, what happened, what reports disagree on. Every line has its source in a note.</summary>
public sealed record Briefing(string Title, string Summary, IReadOnlyList<BriefSection> Sections, Provenance Provenance)
{
    public static Briefing Of(IRecordReader record, Filter filter, string title, Provenance provenance)
    {
        var items = record.Ask(filter, new Page());
        var reports = record.Heads([.. items.Select(i => i.Face.Evidence.Report)]);
        var sections = new List<BriefSection>();
        BriefLine Line(Item i)
        {
            var report = reports[i.Face.Evidence.Report];
            var note = $"{report.Outlet ?? "a report"}, {(report.Published.IsKnown ? report.Published.ToString() : "undated")}: “{i.Face.Evidence.Quote.ReplaceLineEndings(" ")}” ({Questions.Count(i.Reports, "report")}, {Questions.Count(i.Origins, "independent origin")})";
            return new BriefLine($"{(i.Face.When.IsKnown ? i.Face.When.ToString() : "no day said")}, {Questions.StatusOf(i.Face)}: {Questions.Describe(i.Face).ReplaceLineEndings(" ")}", note);
        }

        foreach (var group in items.Where(i => i.Face is Claim.Commitment or Claim.Affirmation or Claim.Relation).GroupBy(i => i.Face.Mechanism ?? "other", StringComparer.Ordinal).OrderBy(g => Fields.Mechanisms.ToList().IndexOf(g.Key)))
        {
            sections.Add(new BriefSection($"{char.ToUpperInvariant(group.Key[0])}{group.Key[1..].Replace('-', ' ')}", [.. group.Select(Line)]));
        }

        if (items.Where(i => i.Face is Claim.Event).Select(Line).ToList() is { Count: > 0 } happened)
        {
            sections.Add(new BriefSection("What happened and is planned", happened));
        }

        if (record.ConflictsOn([.. items.Select(i => i.Id)]) is { Count: > 0 } conflicts)
        {
            sections.Add(new BriefSection("Where reports disagree", [.. conflicts.Select(c => new BriefLine($"{c.Field}: {string.Join("; ", c.Values.Select(v => $"{v.Value} ({Questions.Count(v.Origins, "origin")})"))}. {(c.Supported is null ? "Open" : "Borne out: " + c.Supported)}, {c.Basis}.", null))]));
        }

        var summary = $"{Questions.Count(items.Count, "item")} from {Questions.Count(items.SelectMany(i => i.Evidence.Select(e => e.Report)).Distinct().Count(), "report")}{(filter.AsOf is { } asOf ? $", as of {When.Iso(asOf)}" : "")}.";
        return new Briefing(title, summary, sections, provenance);
    }

    /// <summary>Markdown with footnotes.</summary>
    public string ToMarkdown()
    {
        var (text, notes) = (new StringBuilder(), new List<string>());
        text.Append($"# {Title}\n\n{Summary}\n");
        foreach (var section in Sections)
        {
            text.Append($"\n## {section.Heading}\n\n");
            foreach (var line in section.Lines)
            {
                text.Append("- ").Append(line.Text);
                if (line.Note is { } note)
                {
                    notes.Add(note);
                    text.Append($"[^{notes.Count}]");
                }

                text.Append('\n');
            }
        }

        text.Append($"\n*{Provenance}*\n\n");
        for (var n = 0; n < notes.Count; n++)
        {
            text.Append($"[^{n + 1}]: {notes[n]}\n");
        }

        return text.ToString();
    }

    /// <summary>One page of HTML that needs nothing else; notes are linked both ways.</summary>
    public string ToHtml()
    {
        static string Safe(string text) => System.Net.WebUtility.HtmlEncode(text);
        var (text, notes) = (new StringBuilder(), new List<string>());
        text.Append($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{Safe(Title)}</title>\n<style>body{{font:1rem/1.5 serif;max-width:45rem;margin:2rem auto;padding:0 1rem}}sup{{line-height:0}}footer,ol.notes{{font-size:.85rem}}</style>\n</head>\n<body>\n<h1>{Safe(Title)}</h1>\n<p>{Safe(Summary)}</p>\n");
        foreach (var section in Sections)
        {
            text.Append($"<h2>{Safe(section.Heading)}</h2>\n<ul>\n");
            foreach (var line in section.Lines)
            {
                text.Append($"<li>{Safe(line.Text)}");
                if (line.Note is { } note)
                {
                    notes.Add(note);
                    text.Append($"<sup><a id=\"r{notes.Count}\" href=\"#n{notes.Count}\">{notes.Count}</a></sup>");
                }

                text.Append("</li>\n");
            }

            text.Append("</ul>\n");
        }

        if (notes.Count > 0)
        {
            text.Append("<h2>Sources</h2>\n<ol class=\"notes\">\n");
            for (var n = 0; n < notes.Count; n++)
            {
                text.Append($"<li id=\"n{n + 1}\">{Safe(notes[n])} <a href=\"#r{n + 1}\" aria-label=\"back to the text\">↩</a></li>\n");
            }

            text.Append("</ol>\n");
        }

        return text.Append($"<footer><p>{Safe(Provenance.ToString())}</p></footer>\n</body>\n</html>\n").ToString();
    }
}
