using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Entente.Engine.Reading.Pages;

/// <summary>
/// Finds the article among what a page shows: what is never an article (navigation, forms, shares, comments, teasers) is passed over, then the
/// smallest element that holds nearly all of the running text is taken, and from it the blocks that read as text.
/// </summary>
internal sealed partial class ArticleFinder(IHtmlDocument document, PageFacts facts)
{
    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "form", "nav", "footer", "aside", "button", "select", "option", "textarea", "input", "canvas", "audio", "video", "figcaption", "figure", "dialog", "menu", "head", "map", "math", "picture" };

    /// <summary>Names in class and id of what stands around an article, by the habits of web publishing.</summary>
    [GeneratedRegex(@"(?:^|[\s_\-])(?:comments?|disqus|related|recirc\w*|recommend\w*|read-?more|readmore|also-?read|more-?(?:from|on|stories|news|articles)|share|sharing|social\w*|share-?bar|newsletter\w*|subscri\w*|sign-?up|promo\w*|advert\w*|ads?|adslot|sponsor\w*|outbrain|taboola|breadcrumbs?|sidebar|side-?bar|cookies?|consent|paywall|teasers?|tags?|tag-?list|topics?|keywords|author-?(?:bio|box|info|card|profile)|about-?author|bio|caption|credits?|copyright|gallery|slideshow|carousel|player|video\w*|podcast\w*|audio|toolbar|tools|utility|menu|navbar|navigation|nav|pagination|pager|footer|masthead|popup|modal|overlay|widget\w*|trending|most-?(?:read|popular|viewed)|popular|latest|skip|sr-only|screen-?reader\w*|visually-?hidden|hidden|toc|table-of-contents|print|download|rating|poll|quiz|survey|donate|donation|support-us|membership|login|signin|banner|billboard|ticker|timestamp|dateline-?info|publish\w*-?(?:date|time)|byline\w*|article-?(?:meta|info|tags|share|footer|tools|byline|author)|entry-?(?:meta|footer)|post-?(?:meta|footer|tags|navigation|nav)|meta-?(?:data|info)|infobox|factbox-none|cta|disclaimer|legal|follow|hashtags?|embed-none|correction-none|linklist|link-list|crosslinks?|onetrust\w*|ot-sdk\w*|cmp|didomi\w*|usercentrics\w*|gdpr|ccpa|privacy\w*|twitter-?tweet|tweet|instagram-?media|tiktok-?embed|regwall|gate|piano\w*|opinary\w*|voting|affiliate\w*|productbox|product-?box|next-?(?:article|story|post)|prev\w*-?(?:article|story|post)|jump)(?:$|[\s_\-])", RegexOptions.IgnoreCase)]
    private static partial Regex Around();

    /// <summary>Names that an article's own element bears, whatever else its class says.</summary>
    [GeneratedRegex(@"(?:^|[\s_\-])(?:article-?(?:body|content|text)|story-?(?:body|content|text)|entry-?content|post-?(?:content|body)|body-?(?:content|text)|main-?content|content-?body|articlebody|storybody|paywall-?(?:content|article)|article__(?:body|content|text)|rich-?text)(?:$|[\s_\-])", RegexOptions.IgnoreCase)]
    private static partial Regex Own();

    /// <summary>Lines that call the reader away or speak of the page itself.</summary>
    [GeneratedRegex(@"^(?:read (?:more|also|next|the full)|also read|see also|more (?:on|from|about) |related(?: (?:articles|stories|topics|content|news|coverage|posts|links))?:?$|lesen sie auch|mehr zum thema|auch interessant|lees ook|lire aussi|à lire aussi|leggi anche|lea también|le puede interesar|les også|läs också|czytaj także|advertisement|anzeige|publicidad|publicité|sponsored|share this|share on|share$|follow us|sign up|subscribe|click here|tap here|watch:|watch now|listen:|photo:|photos?:|image:|images?:|credit:|source:|getty|copyright|©|all rights reserved|comments?$|\d+ comments?$|leave a comment|tags?:|topics?:|filed under|published:?|updated:?|last updated|posted (?:on|in|by)|by [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}$|print$|email$|facebook$|twitter$|whatsapp$|linkedin$|copy link|min read|\d+ min(?:ute)?s? read|skip to|loading|recommended|most (?:read|popular)|trending|top stories|latest news|download (?:our|the) app|get (?:our|the) newsletter|for more (?:news|stories|information), (?:visit|follow|click)|contact (?:us|the author)|do you have|support (?:our|us)|become a member|already a (?:member|subscriber)|log ?in|register|newsletter|empfohlener redaktioneller inhalt|an dieser stelle findest du einen externen|externen inhalt|youtube-inhalte|ich bin damit einverstanden|personenbezogene daten können|reklam$|pic\.twitter|— .{1,60}\(@\w+\)|>> |mehr themen auf|folgst du schon|join the conversation|create an account|sign in or|don't have an account|our website is (?:the|your)|we use cookies|this (?:site|website) uses|your (?:privacy|consent)|記事に『リアクション』|この記事は|続きを読む|기자\s*\S+@|무단|저작권)", RegexOptions.IgnoreCase)]
    private static partial Regex Calling();

    private readonly Dictionary<IElement, bool> _skipped = [];

    public IReadOnlyList<string> Paragraphs()
    {
        if (document.Body is not { } body)
        {
            return [];
        }

        var blocks = Blocks.Of(body, Skip);
        var good = blocks.Where(IsRunning).ToList();
        if (good.Sum(b => b.Text.Length) < 250)
        {
            // Nothing reads as an article: perhaps the marks were too strict for this page.
            var all = Blocks.Of(body, e => Never.Contains(e.LocalName) && e.LocalName is not ("form" or "aside" or "figure"));
            if (all.Where(IsRunning).Sum(b => b.Text.Length) > 2 * good.Sum(b => b.Text.Length))
            {
                (blocks, good) = (all, [.. all.Where(IsRunning)]);
            }
        }

        if (good.Count == 0)
        {
            return facts.LinkedBody is { Length: > 0 } linked ? Split(linked) : [.. blocks.Where(b => b.LinkShare < 0.3 && b.Text.Length > 20).Select(b => b.Text)];
        }

        var root = Root(body, good);
        var found = Clean(Within(blocks, root));
        var length = found.Sum(p => p.Length);
        // A page that shows less than its linked data hides the rest from readers without scripts.
        return facts.LinkedBody is { } hint && hint.Length > 3 * length && hint.Length > 400 ? Split(hint) : found;
    }

    private static List<string> Split(string body) => [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private bool Skip(IElement e)
    {
        if (_skipped.TryGetValue(e, out var known))
        {
            return known;
        }

        return _skipped[e] = Decide(e);
    }

    private bool Decide(IElement e)
    {
        var name = e.LocalName;
        if (Never.Contains(name))
        {
            // A form or aside that holds most of the text is the page's frame.
            return !(name is "form" or "aside" or "figure" && e.TextContent.Length > 0.7 * (document.Body?.TextContent.Length ?? 0));
        }

        if (e.HasAttribute("hidden") || e.GetAttribute("aria-hidden") == "true" || e.GetAttribute("role") is "navigation" or "complementary" or "banner" or "contentinfo" or "search" or "dialog" or "menu")
        {
            return true;
        }

        if (e.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal) is var s && (s.Contains("display:none", StringComparison.OrdinalIgnoreCase) || s.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        if (name is "body" or "html" or "main" or "article" or "p" or "h1" || e.GetAttribute("itemprop") == "articleBody")
        {
            return name == "p" && IsAround(e) && e.TextContent.Length < 200;
        }

        if (Consent().IsMatch($"{e.ClassName} {e.Id}"))
        {
            return true;
        }

        // Names on marks inside a line say nothing of the line.
        if (name is "a" or "span" or "b" or "i" or "em" or "strong" or "mark" or "time" or "small" or "u" or "font")
        {
            return false;
        }

        return IsAround(e) && Running(e) is var running && running < (Weak().IsMatch($"{e.ClassName} {e.Id}") ? 400 : 0.4 * Running(document.Body!));
    }

    /// <summary>Boxes that ask for consent, by the names of those who sell them.</summary>
    [GeneratedRegex(@"onetrust|ot-sdk|didomi|usercentrics|cookie-?(?:banner|consent|notice|law|bar)|cmp-?(?:container|banner|box)|qc-cmp|sp_message|gdpr|ccpa|ai-?summary|aicontent|aisite", RegexOptions.IgnoreCase)]
    private static partial Regex Consent();

    /// <summary>Names that articles' own parts bear as well: decided by how much text is inside.</summary>
    [GeneratedRegex(@"(?:^|[\s_\-])(?:widget\w*|tools|print|banner|topics?|latest|popular|video\w*|support|gate|piano\w*|paywall|tags?|nav|skip|audio|gallery|hidden|credits?)(?:$|[\s_\-])", RegexOptions.IgnoreCase)]
    private static partial Regex Weak();

    private static bool IsAround(IElement e)
    {
        var marks = $"{e.ClassName} {e.Id} {e.GetAttribute("data-component")} {e.GetAttribute("data-testid")}";
        return marks.Length > 3 && Around().IsMatch(Camel().Replace(marks, "$1-$2")) && !Own().IsMatch(marks);
    }

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex Camel();

    private Dictionary<IElement, int>? _running;

    /// <summary>How much of an element is paragraphs: a cheap measure, to spare what bears a wrong name.</summary>
    private int Running(IElement e)
    {
        if (_running is null)
        {
            _running = [];
            foreach (var p in document.QuerySelectorAll("p"))
            {
                if (p.TextContent.Length is > 60 and var length)
                {
                    for (IElement? up = p; up is not null; up = up.ParentElement)
                    {
                        _running[up] = _running.GetValueOrDefault(up) + length;
                    }
                }
            }
        }

        return _running.GetValueOrDefault(e);
    }

    private static bool IsRunning(Block b) => b.Text.Length >= 60 && b.LinkShare < 0.4 && b.Tag is not ("h1" or "h2" or "h3" or "h4" or "li" or "time") && Sentences(b.Text) && !Calling().IsMatch(b.Text);

    /// <summary>Text that ends or stops like prose, in any script.</summary>
    private static bool Sentences(string text) => text.AsSpan().IndexOfAny(".!?。！？…।؟।\"”»") >= 0 || text.Length > 120;

    /// <summary>The smallest element that holds nearly all of the running text.</summary>
    private static INode Root(IElement body, List<Block> good)
    {
        var weight = new Dictionary<INode, int>();
        foreach (var b in good)
        {
            for (INode? n = b.At.Parent; n is not null; n = n.Parent)
            {
                weight[n] = weight.GetValueOrDefault(n) + b.Text.Length;
                if (n == body)
                {
                    break;
                }
            }
        }

        INode root = body;
        while (true)
        {
            var total = weight.GetValueOrDefault(root);
            var next = root.ChildNodes.Where(c => weight.ContainsKey(c)).MaxBy(c => weight[c]);
            if (next is not IElement element || element.LocalName is "p" or "li" or "blockquote" or "span")
            {
                return root;
            }

            // Several articles one after the other: the first that is more than a teaser.
            if (element.LocalName != "article" && element.QuerySelectorAll("article").Where(a => weight.GetValueOrDefault(a) > 500).ToList() is { Count: > 1 } several && !several.Exists(a => several[0].Contains(a) && a != several[0]) && weight[several[0]] > 0.15 * total && several.Sum(a => weight[a]) > 0.8 * total)
            {
                root = several[0];
                continue;
            }

            var share = (double)weight[next] / total;
            var own = element.LocalName is "article" || element.GetAttribute("itemprop") == "articleBody" || Own().IsMatch($"{element.ClassName} {element.Id}");
            if (share < (own ? 0.6 : 0.85))
            {
                return root;
            }

            root = next;
        }
    }

    private List<Block> Within(List<Block> blocks, INode root)
    {
        var inside = blocks.Where(b => root.Contains(b.At)).ToList();
        // The standfirst often stands in a head beside the body: a paragraph right before it that the description repeats.
        if (inside.Count > 0 && facts.Description is { Length: > 40 } description)
        {
            var first = blocks.IndexOf(inside[0]);
            for (var i = Math.Max(0, first - 25); i < first; i++)
            {
                if (blocks[i].Text.Length > 40 && blocks[i].LinkShare < 0.3 && Alike(blocks[i].Text, description) && !inside.Exists(b => b.Text == blocks[i].Text))
                {
                    inside.Insert(0, blocks[i]);
                    break;
                }
            }
        }

        if (inside.Count > 0 && Standfirst() is { } lead && !inside.Exists(b => Alike(b.Text, lead.Text)))
        {
            inside.Insert(0, lead);
        }

        return inside;
    }

    /// <summary>A paragraph that the page names as what stands over the article.</summary>
    private Block? Standfirst()
    {
        foreach (var e in document.QuerySelectorAll("p,div,h2,strong,span"))
        {
            if (LeadName().IsMatch($"{e.ClassName} {e.GetAttribute("itemprop")} {e.GetAttribute("data-component")}") && Blocks.Collapse(e.TextContent) is { Length: > 50 and < 700 } text && facts.Description is { } description && Alike(text, description))
            {
                return new Block(e, text, 0, "p");
            }
        }

        // Named or not: what repeats the description is the standfirst.
        if (facts.Description is { Length: > 60 } said)
        {
            foreach (var e in document.QuerySelectorAll("p,h2,div"))
            {
                if (e.ChildElementCount <= 3 && e.TextContent.Length < 900 && Blocks.Collapse(e.TextContent) is { Length: > 50 and < 800 } text && Alike(text, said) && !InNever(e))
                {
                    return new Block(e, text, 0, "p");
                }
            }
        }

        return null;
    }

    private static bool InNever(IElement e)
    {
        for (IElement? up = e; up is not null; up = up.ParentElement)
        {
            if (up.LocalName is "nav" or "footer" or "figure" or "figcaption" or "form" || up.GetAttribute("role") == "dialog")
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"(?:^|[\s_\-])(?:standfirst|lead|lede|intro\w*|summary|dek|deck|sub-?title|sub-?head\w*|chapo|ingress|vorspann|teaser-?text|abstract|excerpt|description|kicker-text|subline)(?:$|[\s_\-])", RegexOptions.IgnoreCase)]
    private static partial Regex LeadName();

    private static bool Alike(string a, string b)
    {
        var (x, y) = (a.Length < b.Length ? a : b, a.Length < b.Length ? b : a);
        var length = Math.Min(40, x.Length);
        return y.StartsWith(x[..length], StringComparison.OrdinalIgnoreCase);
    }

    private List<string> Clean(List<Block> blocks)
    {
        var kept = new List<Block>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var b in blocks)
        {
            if (b.LinkShare > 0.6 && b.Text.Length < 200 || b.LinkShare > 0.85)
            {
                continue;
            }

            if (b.Tag is "h1" || (facts.Title is { } title && b.Text == title && kept.Count < 3) || Calling().IsMatch(b.Text) && b.Text.Length < 160)
            {
                continue;
            }

            if (b.Tag is "time" or "td" or "th" or "dt" or "dd" && b.Text.Length < 30)
            {
                continue;
            }

            if (b.Text.Length < 3 || (b.Text.Length > 50 && !seen.Add(b.Text)))
            {
                continue;
            }

            kept.Add(b);
        }

        // Before the first and after the last paragraph that reads as text nothing belongs to the article but a heading or list of it.
        var from = kept.FindIndex(b => IsRunning(b) || (b.Text.Length > 80 && b.LinkShare < 0.3));
        var to = kept.FindLastIndex(b => IsRunning(b) || (b.Tag is "li" && b.Text.Length > 25 && b.LinkShare < 0.3));
        if (from < 0 || to < from)
        {
            return kept.ConvertAll(b => b.Text);
        }

        while (to + 1 < kept.Count && kept[to + 1] is { Tag: "p" or "blockquote" or "div", LinkShare: < 0.2 } tail && tail.Text.Length > 12 && Sentences(tail.Text))
        {
            to++;
        }

        while (from > 0 && kept[from - 1] is { Tag: "h2" or "h3" or "p", LinkShare: < 0.2 } lead && lead.Text.Length > 25)
        {
            from--;
        }

        var result = new List<string>();
        for (var i = from; i <= to; i++)
        {
            // A heading right before another heading or the end heads nothing.
            if (kept[i].Tag is "h2" or "h3" or "h4" && i == to)
            {
                break;
            }

            result.Add(kept[i].Text);
        }

        return result;
    }
}
