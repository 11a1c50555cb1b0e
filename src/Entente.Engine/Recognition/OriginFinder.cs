using System.Text.RegularExpressions;
using Entente.Knowledge;
using Entente.Record;

namespace Entente.Engine.Recognition;

/// <summary>Whom a report credits for what it carries: agencies, other outlets, official bodies.</summary>
public sealed partial class OriginFinder(KnowledgeBase kb)
{
    private readonly Dictionary<string, Outlet> _outlets = kb.Outlets.SelectMany(o => o.Aliases.Prepend(o.Name).Select(a => (a, o))).GroupBy(x => x.a, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().o, StringComparer.Ordinal);

    private const string Name = @"(?<who>(?:[Tt]he )?(?:[A-Z][\w'’&./-]*)(?: (?:[A-Z][\w'’&./-]*|of|and))*)";

    [GeneratedRegex(@"(?:[Aa]ccording to(?: (?:a|the) reports? (?:by|of|from|in))?|[Aa]s (?:quoted|reported|cited) by|[Qq]uoted by|[Ff]irst reported by|[Rr]eported by|[Cc]iting|[Qq]uoting|told|[Ii]nterview (?:with|to|for|on|by)|[Ii]nterviewed by|[Ss]peaking to) " + Name)]
    private static partial Regex Credit();

    [GeneratedRegex(@"\b(?:(?:[Oo]fficial |[Ss]tate |[Nn]ews )*agency )?" + Name + @" (?:reported|said|reports|informed|informs|wrote|cited)(?=[\s,.]|$)")]
    private static partial Regex Relay();

    [GeneratedRegex(@"\b(?:broadcaster|newspaper|daily|tabloid|weekly|television|channel|news site|website|news portal|radio station) (?<who>[A-Z][\w'’&.-]*(?: [A-Z][\w'’&.-]*){0,3})(?= (?:reported|said|says|reports|wrote|quoted|cited)|,)")]
    private static partial Regex NamedMedium();

    [GeneratedRegex(@"^[Ss]ource\s*:\s*(?<who>.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Source();

    [GeneratedRegex(@"[Aa]ccording to (?<who>(?:the )?(?<state>[A-Z][\w.]*(?: [A-Z][\w.]*)?)(?:['’]s)? (?<min>[Dd]efen[cs]e|[Ff]oreign|[Ii]nterior|[Tt]rade|[Ff]inance) [Mm]inistry)")]
    private static partial Regex Ministry();

    public void Find(Document doc)
    {
        var text = doc.Text;
        foreach (var (start, end) in doc.Clean.Credits)
        {
            Add(doc, text[start..end], "wire", "whole", start, end);
        }

        // A line near the top or at the end that is nothing but an agency's name signs the report, with or without the town.
        foreach (var (start, end) in SigningLines(text))
        {
            var line = text[start..end].Trim();
            line = line.StartsWith("By ", StringComparison.Ordinal) ? line[3..] : line;
            line = line.StartsWith("The ", StringComparison.Ordinal) ? line[4..] : line;
            var name = line.Trim('(', ')', ' ').Split([", ", " / ", " | "], StringSplitOptions.None)[0];
            if (_outlets.TryGetValue(name, out var agency) && agency.IsWire && agency.Name != doc.Clean.Outlet && line.Length <= name.Length + 24)
            {
                AddOrigin(doc, new Origin("wire", agency.Name, "whole", start, end));
            }
        }

        foreach (Match m in Source().Matches(text))
        {
            var g = m.Groups["who"];
            Add(doc, g.Value, "outlet", "whole", g.Index, g.Index + g.Length, printedAnyway: true);
        }

        Officials(doc);
        if (doc.Clean.Issuer is { } issuer)
        {
            AddOrigin(doc, new Origin("official", BodyOf(text[issuer.Start..issuer.End]), "whole", issuer.Start, issuer.End));
        }

        foreach (var (start, end) in doc.Clean.Paragraphs)
        {
            var paragraph = text[start..end];
            foreach (Match m in Ministry().Matches(paragraph))
            {
                if (StateOf(m.Groups["state"].Value) is { } state)
                {
                    AddOrigin(doc, new Origin("official", MinistryLabel(m.Groups["min"].Value, state), "part", start + m.Index, start + m.Index + m.Length));
                }
            }

            foreach (Match m in Credit().Matches(paragraph))
            {
                var g = m.Groups["who"];
                // Relaying the whole text is said at its top; a credit for one thing stands beside it.
                var whole = m.Value.StartsWith("According to", StringComparison.Ordinal) && start == doc.Clean.Paragraphs[0].Start;
                Add(doc, g.Value, "outlet", whole ? "whole" : "part", start + g.Index, start + g.Index + g.Length);
            }

            foreach (Match m in NamedMedium().Matches(paragraph))
            {
                var g = m.Groups["who"];
                Add(doc, g.Value, "outlet", "part", start + g.Index, start + g.Index + g.Length, printedAnyway: true);
            }

            foreach (Match m in Relay().Matches(paragraph))
            {
                var g = m.Groups["who"];
                Add(doc, g.Value, "outlet", start == doc.Clean.Paragraphs[0].Start ? "whole" : "part", start + g.Index, start + g.Index + g.Length);
            }
        }
    }

    /// <summary>Short lines among the first and the last of a text.</summary>
    private static IEnumerable<(int Start, int End)> SigningLines(string text)
    {
        var lines = new List<(int Start, int End)>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var stop ? stop : text.Length;
            if (end > start)
            {
                lines.Add((start, end));
            }

            start = end + 1;
        }

        return lines.Where((line, n) => line.End - line.Start < 60 && (n is > 0 and < 6 || n >= lines.Count - 2));
    }

    [GeneratedRegex(@"\b(?:statements?|fact ?sheets?|press release|news release|communiqu[eé]|readout|on its website|on (?:X|Twitter|Telegram))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Paper();

    [GeneratedRegex(@"\b(?:press release|news release|readout|statement by|office of the spokesperson|media note|fact sheet)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OwnPaper();

    /// <summary>A ministry or government whose paper the report is, or whose paper it draws on.</summary>
    private void Officials(Document doc)
    {
        for (var s = 0; s < doc.Sentences.Count; s++)
        {
            var sentence = doc.Sentences[s];
            var words = doc.Text[sentence.Start..sentence.End];
            var (label, start, end) = doc.Mentions[s].Find(m => m.Fact is Organisation { Country.Length: > 0, Type: "body" }) is { Fact: Organisation body } m ? (body.Label, sentence.Tokens[m.First].Start, sentence.Tokens[m.Last].End) : (null, 0, 0);
            if (label is null && AnyMinistry().Match(words) is { Success: true } named && StateOf(named.Groups["state"].Value) is { } state)
            {
                (label, start, end) = (MinistryLabel(named.Groups["min"].Value, state), sentence.Start + named.Index, sentence.Start + named.Index + named.Length);
            }

            if (label is null)
            {
                continue;
            }

            var head = s == 0 && OwnPaper().IsMatch(doc.Text[..Math.Min(doc.Text.Length, sentence.Start)]);
            if (head || (Paper().IsMatch(words) && sentence.Tokens.Any(t => t.Lemma is "say" or "announce" or "add" or "release" or "publish" or "issue" or "post" or "confirm")))
            {
                AddOrigin(doc, new Origin("official", label, head ? "whole" : "part", start, end));
            }
        }
    }

    [GeneratedRegex(@"(?:(?<state>[A-Z][\w.]*(?: [A-Z][\w.]*)?)(?:['’]s)? (?<min>[Dd]efen[cs]e|[Ff]oreign) [Mm]inistry|Ministry (?:of|for) (?<min>Foreign|Defen[cs]e|National Defen[cs]e)(?: Affairs)?(?: and [A-Z]\w+(?: [A-Z]\w+)?)? of (?:the )?(?<state>[A-Z][\w.]*(?: (?:of|[A-Z][\w.]*))*))")]
    private static partial Regex AnyMinistry();

    /// <summary>A ministry under the name that it has everywhere; any other body as it signs.</summary>
    private string BodyOf(string line) => IssuingMinistry().Match(line) is { Success: true } m && StateOf(m.Groups["state"].Value) is { } state ? MinistryLabel(m.Groups["min"].Value is "External" ? "foreign" : m.Groups["min"].Value, state) : line;

    [GeneratedRegex(@"Ministry (?:of|for) (?:the )?(?<min>Foreign|External|Defen[cs]e|National Defen[cs]e)(?: Affairs)?(?:,| of)(?: the)?(?: (?:Government|Kingdom) of(?: the)?)? ?(?<state>[A-Z][\w.'’]*(?: (?:of|[A-Z][\w.'’]*))*)")]
    private static partial Regex IssuingMinistry();

    private string MinistryLabel(string kind, string state) => kind.ToLowerInvariant() switch
    {
        "foreign" => $"Ministry of Foreign Affairs of {kb.Of(state)}",
        "defence" or "defense" or "national defence" or "national defense" => $"Ministry of Defense of {kb.Of(state)}",
        var other => $"Ministry of {char.ToUpperInvariant(other[0])}{other[1..]} of {kb.Of(state)}",
    };

    private string? StateOf(string name)
    {
        var bare = name.EndsWith("'s", StringComparison.Ordinal) || name.EndsWith("’s", StringComparison.Ordinal) ? name[..^2] : name;
        return kb.States.Values.FirstOrDefault(s => s.Name == bare || s.Adjectives.Contains(bare, StringComparer.Ordinal) || s.Aliases.Contains(bare, StringComparer.Ordinal))?.Id;
    }

    private void Add(Document doc, string printed, string kind, string scope, int start, int end, bool printedAnyway = false)
    {
        // The longest known name at the start of what was matched.
        var words = printed.Split(' ');
        for (var n = words.Length; n > 0; n--)
        {
            var name = string.Join(' ', words.Take(n)).TrimEnd('.', ',');
            foreach (var candidate in new[] { name, name.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? name[4..] : name, name.EndsWith(" report", StringComparison.Ordinal) ? name[..^7] : name })
            {
                if (_outlets.TryGetValue(candidate, out var outlet))
                {
                    if (outlet.Name != doc.Clean.Outlet)
                    {
                        AddOrigin(doc, new Origin(outlet.IsWire ? "wire" : "outlet", outlet.Name, scope, start, start + Math.Min(name.Length, end - start)));
                    }

                    return;
                }
            }
        }

        // A name that nobody knows counts where it signs: in a dateline or a source line, or by a newspaper's word.
        if (printedAnyway || kind == "wire" || LooksLikeOutlet(printed))
        {
            var name = printed.Trim().TrimEnd('.', ',');
            name = name.StartsWith("the ", StringComparison.Ordinal) ? name[4..] : name;
            if (name != doc.Clean.Outlet)
            {
                AddOrigin(doc, new Origin(kind, name, scope, start, end));
            }
        }
    }

    [GeneratedRegex(@"\b(?:Post|Times|Telegraph|Courier|Gazette|Ledger|Dispatch|Herald|Tribune|Journal|News|Daily|Agency|Wire|Chronicle|Observer|Review)$")]
    private static partial Regex OutletWord();

    private static bool LooksLikeOutlet(string name) => OutletWord().IsMatch(name) && name.Contains(' ', StringComparison.Ordinal);

    private static void AddOrigin(Document doc, Origin origin)
    {
        if (!doc.Origins.Exists(o => o.Name == origin.Name))
        {
            doc.Origins.Add(origin);
        }
    }
}

/// <summary>Signs that a text was turned into English by a machine: named entities left in, articles missing before nouns that need them, words doubled, names out of order.</summary>
public static partial class TranslationSigns
{
    [GeneratedRegex(@"&\s?(?:middot|nbsp|quot|amp)\s?;|\bthe both (?:sides|parties|countries)\b|\bof the \d{1,2}(?:st|nd|rd|th) local time\b|\bet al participated\b|\bmilliards?\b|\b(\w{4,}) and \1\b", RegexOptions.IgnoreCase)]
    private static partial Regex Residue();

    [GeneratedRegex(@"\((?:translated (?:automatically|by machine)|machine translat(?:ed|ion)|google translate)\)|\b(?:automatically|machine)[- ]translated\b|\bautomatic translation\b", RegexOptions.IgnoreCase)]
    private static partial Regex Said();

    [GeneratedRegex(@"^.{0,140}\b[Tt]ranslated from (?:the )?[A-Z][a-z]+\b", RegexOptions.Multiline)]
    private static partial Regex Translated();

    [GeneratedRegex(@"[\u3000-\u303f\u4e00-\u9fff]{6,}")]
    private static partial Regex ForeignLine();

    public static void Flag(Document doc)
    {
        var text = doc.Text;
        var points = Residue().Count(text) * 2 + Said().Count(text) * 4 + UnjoinedPairs(doc) + ForeignLine().Count(text) * 2 + doc.Mentions.SelectMany(m => m).Count(m => m.Doubt is not null);
        if (points >= 3)
        {
            doc.Flags.Add("machine-translation");
        }
        else if (Translated().IsMatch(text))
        {
            doc.Flags.Add("translation");
        }
    }

    /// <summary>Two states side by side without hyphen or comma ("Japan US alliance"), which English writes joined.</summary>
    private static int UnjoinedPairs(Document doc) => doc.Mentions.Sum(mentions => mentions.Zip(mentions.Skip(1)).Count(p => p.First.Fact is State && p.Second.Fact is State && p.First.Role == NameRole.State && p.Second.Role == NameRole.State && p.Second.First == p.First.Last + 1));
}
