using System.Text;
using AngleSharp.Dom;

namespace Entente.Engine.Reading.Pages;

/// <summary>A stretch of a page's text that stands on its own: a paragraph, heading or list item.</summary>
internal sealed record Block(INode At, string Text, int LinkLength, string Tag)
{
    public double LinkShare => Text.Length == 0 ? 1 : (double)LinkLength / Text.Length;
}

internal static class Blocks
{
    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase) { "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "center" };

    /// <summary>White space runs to one space, ends cut.</summary>
    public static string Collapse(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '\u200b' or '\ufeff' or '\u00ad')
            {
                if (c is not ('\u200b' or '\ufeff' or '\u00ad') && builder.Length > 0 && builder[^1] != ' ')
                {
                    builder.Append(' ');
                }
            }
            else
            {
                builder.Append(c);
            }
        }

        return builder.ToString().TrimEnd();
    }

    /// <summary>The blocks below a node in reading order; nodes that <paramref name="skip"/> names are left out with all they hold.</summary>
    public static List<Block> Of(INode root, Func<IElement, bool> skip)
    {
        var blocks = new List<Block>();
        var text = new StringBuilder();
        var links = 0;
        INode? at = null;
        var tag = "";

        void Close()
        {
            var collapsed = Collapse(text.ToString());
            if (collapsed.Length > 0 && at is not null)
            {
                blocks.Add(new Block(at, collapsed, Math.Min(links, collapsed.Length), tag));
            }

            text.Clear();
            links = 0;
            at = null;
        }

        void Visit(INode node, bool inLink, string owner, int depth)
        {
            if (node is IText leaf)
            {
                if (at is null && !string.IsNullOrWhiteSpace(leaf.Data))
                {
                    at = leaf;
                    tag = owner;
                }

                text.Append(leaf.Data);
                links += inLink ? leaf.Data.Trim().Length : 0;
                return;
            }

            if (node is not IElement element || depth > 600)
            {
                return;
            }

            if (skip(element))
            {
                return;
            }

            var name = element.LocalName;
            if (name == "br")
            {
                // Two in a row part paragraphs, one is a space.
                if (text.Length > 0 && text[^1] == '\u2028')
                {
                    Close();
                }
                else
                {
                    text.Append('\u2028');
                }

                return;
            }

            var isInline = Inline.Contains(name);
            if (!isInline)
            {
                Close();
            }

            foreach (var child in element.ChildNodes)
            {
                Visit(child, inLink || name == "a", isInline ? owner : name, depth + 1);
            }

            if (!isInline)
            {
                Close();
            }
        }

        Visit(root, false, root is IElement e ? e.LocalName : "", 0);
        Close();
        return blocks;
    }
}
