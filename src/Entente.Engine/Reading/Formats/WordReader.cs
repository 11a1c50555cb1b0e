using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Entente.Engine.Reading.Formats;

/// <summary>A Word document: its paragraphs in order; the title and day of its properties where the text itself has none.</summary>
internal static class WordReader
{
    /// <exception cref="InvalidDataException">The document is broken.</exception>
    public static SourceFile Read(Stream stream, SourceFile given)
    {
        try
        {
            using var document = WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = TextReading.LargestReport });
            if (document.MainDocumentPart?.Document?.Body is not { } body)
            {
                throw new InvalidDataException("a Word document without a body");
            }

            var text = new StringBuilder();
            foreach (var paragraph in body.Descendants<Paragraph>())
            {
                var line = string.Concat(paragraph.Descendants().Select(e => e switch { Text t => t.Text, TabChar => "\t", Break => "\n", _ => "" })).Trim();
                if (line.Length > 0)
                {
                    text.Append(line).Append("\n\n");
                }
            }

            return given with { Bytes = Encoding.UTF8.GetBytes(text.ToString()), Byline = document.PackageProperties.Creator is { Length: > 0 } creator ? creator : null };
        }
        catch (Exception e) when (e is OpenXmlPackageException or System.Xml.XmlException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException("a broken Word document: " + e.Message, e);
        }
    }
}
