using System.Text;
using System.Xml;

namespace Entente.Server;

/// <summary>One entry of a feed.</summary>
/// <param name="Id">Unlike any other entry's, and the same for good: an IRI.</param>
/// <param name="Updated">RFC 3339, in UTC.</param>
/// <param name="Content">Plain text: words of reports are never markup.</param>
internal sealed record AtomEntry(string Id, string Title, string Updated, string Content)
{
    public string? Category { get; init; }

    public string? Link { get; init; }
}

/// <summary>Atom (RFC 4287).</summary>
internal static class AtomFeed
{
    public static byte[] Write(string id, string title, string updated, string? self, IEnumerable<AtomEntry> entries)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CheckCharacters = false }))
        {
            xml.WriteStartElement("feed", "http://www.w3.org/2005/Atom");
            xml.WriteElementString("id", id);
            xml.WriteElementString("title", Clean(title));
            xml.WriteElementString("updated", updated);
            Link(xml, "self", self);
            xml.WriteStartElement("author");
            xml.WriteElementString("name", "Entente");
            xml.WriteEndElement();
            foreach (var entry in entries)
            {
                xml.WriteStartElement("entry");
                xml.WriteElementString("id", entry.Id);
                xml.WriteElementString("title", Clean(entry.Title));
                xml.WriteElementString("updated", entry.Updated);
                Link(xml, "alternate", entry.Link);
                if (entry.Category is { } category)
                {
                    xml.WriteStartElement("category");
                    xml.WriteAttributeString("term", category);
                    xml.WriteEndElement();
                }

                xml.WriteElementString("content", Clean(entry.Content));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Link(XmlWriter xml, string relation, string? address)
    {
        if (address is not null)
        {
            xml.WriteStartElement("link");
            xml.WriteAttributeString("rel", relation);
            xml.WriteAttributeString("href", address);
            xml.WriteEndElement();
        }
    }

    private static string Clean(string text) => string.Concat(text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));
}
