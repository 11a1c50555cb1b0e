using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Entente.Record;

namespace Entente.Engine.Writing;

/// <summary>A briefing as a Word document: headings, bulleted lines, each source a footnote.</summary>
public static class WordBriefing
{
    public static void Write(Briefing briefing, Stream output)
    {
        using var document = WordprocessingDocument.Create(output, WordprocessingDocumentType.Document);
        (document.PackageProperties.Title, document.PackageProperties.Description, document.PackageProperties.Creator) = (briefing.Title, briefing.Provenance.ToString(), "Entente " + briefing.Provenance.Version);
        var main = document.AddMainDocumentPart();
        main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(Style("Title", "Title", 40, null), Style("Heading1", "heading 1", 28, 0), Style("FootnoteText", "footnote text", 18, null));
        main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
            new AbstractNum(new Level(new NumberingFormat { Val = NumberFormatValues.Bullet }, new LevelText { Val = "•" }, new PreviousParagraphProperties(new Indentation { Left = "360", Hanging = "360" })) { LevelIndex = 0 }) { AbstractNumberId = 1 },
            new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 });
        // Word wants the two separators before the first note.
        var notes = new Footnotes(
            new Footnote(new Paragraph(new Run(new SeparatorMark()))) { Type = FootnoteEndnoteValues.Separator, Id = -1 },
            new Footnote(new Paragraph(new Run(new ContinuationSeparatorMark()))) { Type = FootnoteEndnoteValues.ContinuationSeparator, Id = 0 });
        var body = new Body(Words(briefing.Title, "Title"), Words(briefing.Summary, null));
        var count = 0;
        foreach (var section in briefing.Sections)
        {
            body.Append(Words(section.Heading, "Heading1"));
            foreach (var line in section.Lines)
            {
                var paragraph = new Paragraph(new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = 0 }, new NumberingId { Val = 1 })), Run(line.Text));
                if (line.Note is { } note)
                {
                    count++;
                    notes.Append(new Footnote(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = "FootnoteText" }), new Run(Raised(), new FootnoteReferenceMark()), Run(" " + note))) { Id = count });
                    paragraph.Append(new Run(Raised(), new FootnoteReference { Id = count }));
                }

                body.Append(paragraph);
            }
        }

        body.Append(Words(briefing.Provenance.ToString(), "FootnoteText"));
        main.AddNewPart<FootnotesPart>().Footnotes = notes;
        main.Document = new Document(body);
    }

    private static Style Style(string id, string name, int halfPoints, int? outline) =>
        new(new StyleName { Val = name }, new StyleParagraphProperties(outline is { } level ? [new KeepNext(), new SpacingBetweenLines { Before = "240", After = "80" }, new OutlineLevel { Val = level }] : []), new StyleRunProperties(new FontSize { Val = $"{halfPoints}" })) { Type = StyleValues.Paragraph, StyleId = id };

    private static Paragraph Words(string text, string? style) => style is null ? new Paragraph(Run(text)) : new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }), Run(text));

    // Characters that XML 1.0 forbids cannot be written.
    private static Run Run(string text) => new(new Text(string.Concat(text.Where(c => System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)))) { Space = SpaceProcessingModeValues.Preserve });

    private static RunProperties Raised() => new(new VerticalTextAlignment { Val = VerticalPositionValues.Superscript });
}
