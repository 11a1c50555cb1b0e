using System.Text.RegularExpressions;
using Entente.Engine.Recognition;
using Entente.Knowledge;
using Entente.Record;

namespace Entente.Engine.Cleaning;

/// <summary>A report taken apart: what is its title, its head, its body; what was removed and why. Offsets are into the text as read.</summary>
public sealed class CleanText
{
    public required string Text { get; init; }

    public (int Start, int End)? Title { get; set; }

    public string? Outlet { get; set; }

    public string? Byline { get; set; }

    /// <summary>Stretches of the body, in order; each holds whole sentences.</summary>
    public List<(int Start, int End)> Paragraphs { get; } = [];

    public List<Removal> Removed { get; } = [];

    /// <summary>Lines of the head that may hold a date or place ("Sunday, 24 January 2021 9:06 AM").</summary>
    public List<(int Start, int End)> HeadLines { get; } = [];

    /// <summary>The dateline before the first sentence ("WASHINGTON, April 16, 2021 (Agency) -"), which is no part of the sentence.</summary>
    public (int Start, int End)? Dateline { get; set; }

    /// <summary>Stretches of the dateline or of credit lines that name an agency.</summary>
    public List<(int Start, int End)> Credits { get; } = [];

    /// <summary>The line of the head that names the ministry or office whose own paper the text is.</summary>
    public (int Start, int End)? Issuer { get; set; }

    /// <summary>The address of the page, where a file gives it in its head on a line of its own.</summary>
    public string? Address { get; set; }

    /// <summary>Labels of a transcript that say whose words follow ("THE PRESIDENT:"), which are no part of the sentences.</summary>
    public List<(int Start, int End)> SpeakerLabels { get; } = [];

    public string? TitleText => Title is { } t ? Text[t.Start..t.End] : null;
}

/// <summary>Tells content from what a site put around it, in plain text scraped badly. Patterns live in rules/boilerplate.tsv.</summary>
public sealed partial class Cleaner(RuleFiles rules, KnowledgeBase kb)
{
    private readonly Dictionary<string, string> _outlets = kb.Outlets.SelectMany(o => o.Aliases.Prepend(o.Name).Select(a => (a, o.Name))).GroupBy(x => x.a, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().Name, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?<place>[A-Z][A-Za-z'’. ]{2,30}) (?:-{1,2}|–|—) (?<date>\d{1,2} [A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}) ?(?::|-{1,2}|–|—)\s*|^(?<place>[A-Z][A-Z'’.\- ]{2,40}(?:/[A-Z'’.\- ]{3,40})*)(?:, [A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+){0,3}(?=, [A-Z0-9]| ?\(| (?:-{1,2}|–|—) ))?(?:, (?<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \(?\d{4}\)?)?|\d{1,2} [A-Z][a-z]+(?: \d{4})?))?(?: \((?<agency>[A-Z][\w .&'’/-]{1,40})\)\s*(?:-{1,2}|–|—)\s*| \((?<agency>[A-Z][\w .&'’/]{1,40}) (?:-|–|—) (?<date>\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})\)\s*(?:-{1,2}|–|—)?\s*|\s*(?:-{1,2}|–|—)\s+|(?<=\d):\s+)|^(?<place>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}), (?<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]+(?: \d{4})?),? (?:\((?<agency>[A-Z][\w .&'’/-]{1,40})\)|(?<agency>[A-Z]{2,8}))\s*(?:-{1,2}|–|—)\s*|^(?<place>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}) ?/ ?(?<agency>[A-Z]{3,12}) ?/\.?\s*|^\((?<agency>[A-Z][\w .&'’/-]{1,40})\)\s*(?:-{1,2}|–|—)\s*|^(?<date>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})(?: \((?<place>[A-Z][A-Za-z'’.\- ]{2,40})\))?\s*(?: -{1,2} |–|—)\s*")]
    private static partial Regex DatelinePattern();

    [GeneratedRegex(@"^[“""«]?(?<source>[A-Z][^.“”""«»]{2,80}?)[”""»]?,(?: (?:press service|press office|press department|news service|by e-?mail|online),)? (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+\.? \d{1,2}, \d{4})\.?(?: Translated from (?:the )?[A-Z][a-z]+\.?)?$")]
    private static partial Regex SourceAndDay();

    [GeneratedRegex(@"^(?:(?:URL|Source|Link):\s*)?https?://\S{6,400}$", RegexOptions.IgnoreCase)]
    private static partial Regex PageAddress();

    [GeneratedRegex(@"^\*{0,2}(?:(?:THE )?(?:[A-Z][A-Z.’'\-]* ){0,3}(?:PRESIDENT|CHANCELLOR|SECRETARY|MINISTER|PREMIER|SENATOR|AMBASSADOR|GENERAL|ADMIRAL|CHAIR|KING|QUEEN|MODERATOR|SPOKESPERSON|MR\.?|MS\.?|MRS\.?|SECRETARY-GENERAL)(?: [A-Z][A-Z.’'\-]+){0,4}|(?:President|Vice President|Chancellor|Secretary|(?:Foreign |Prime |Defen[cs]e )?Minister|Ambassador|Senator|General|Mr\.|Ms\.|Mrs\.) (?:[A-Z][\w.’'\-]+ ?){1,3}|Q|QUESTION|REPORTER|INTERPRETER|MODERATOR)\*{0,2}:\*{0,2}\s+")]
    private static partial Regex SpeakerLabel();

    [GeneratedRegex(@"\b(?:Post|Times|Telegraph|Courier|Gazette|Review|Ledger|Dispatch|Herald|Tribune|Journal|News|Daily|Press|TV|Radio|Agency|Wire|Chronicle|Observer|Standard|Star|Globe|Mail|Express|Monitor|Sun|Guardian|Independent|Inquirer|Shimbun|Today|Online|Network|Bulletin|Record|Register|Mirror|Weekly|Magazine)\b")]
    private static partial Regex OutletWord();

    [GeneratedRegex(@"^(?:By|From) (?:[A-Z]|our |a |staff|the )", RegexOptions.None)]
    private static partial Regex BylinePattern();

    [GeneratedRegex(@"\.?\s*(?:PHOTO|Photo|FOTO|Foto|Image|Picture)s?\s*[:/].*$")]
    private static partial Regex PhotoCredit();

    [GeneratedRegex(@"\b(?:Ministry|Department|Office|Government|Embassy|Presidency|Cabinet|Chancellery|White House|Downing Street|Kremlin|Secretariat|Delegation|Permanent Mission|Council|Commission|Command|Spokesperson|Headquarters)\b")]
    private static partial Regex IssuingBody();

    /// <summary>How sites that carry others' texts begin: "East Net (source: Agency) …", "Military Net News: According to …".</summary>
    [GeneratedRegex(@"^(?<outlet>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,4}) ?\([Ss]ource: ?(?<agency>[A-Z][\w .&'’/-]{1,40})\)[:,]?\s+(?=[A-Z])|^(?<outlet>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,4} (?:Net|News|Network|Online|TV|Agency|Daily|Times)): (?=[A-Z])")]
    private static partial Regex SiteHead();

    [GeneratedRegex(@"\s[-|–—]\s*(?<site>[^-|–—]{3,40})$")]
    private static partial Regex SiteSuffix();

    /// <summary>A passage that is all body, as other programs hand it over.</summary>
    public static CleanText Bare(string text)
    {
        var clean = new CleanText { Text = text };
        clean.Paragraphs.AddRange(Lines(text));
        return clean;
    }

    [GeneratedRegex(@"\b(?:updated|published|posted|created|last modified)\s*(?:on)?\s*:?\s", RegexOptions.IgnoreCase)]
    private static partial Regex PostedPattern();

    public CleanText Clean(string text)
    {
        var clean = new CleanText { Text = text };
        var lines = Lines(text);
        var content = new List<(int Start, int End)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (start, end) in lines)
        {
            var line = text[start..end];
            if (rules.BoilerplateReason(line) is { } reason)
            {
                clean.Removed.Add(new Removal(start, end, reason));
                if (reason == "posting line" && DateFinder.Find(text, start, end).Count > 0)
                {
                    clean.HeadLines.Add((start, end));
                }
            }
            else if (line.Length > 60 && !seen.Add(line))
            {
                clean.Removed.Add(new Removal(start, end, "repeated"));
            }
            else
            {
                content.Add((start, end));
            }
        }

        var next = Head(clean, content);
        for (var i = next; i < content.Count; i++)
        {
            var (start, end) = content[i];
            // Wires put points of summary above the place and day.
            if (i == next || clean.Paragraphs.Count == 0 || (clean.Dateline is null && i < next + 7 && clean.Paragraphs.TrueForAll(p => text[p.Start] is '*' or '•' or '·' or '-' || p.End - p.Start < 160)))
            {
                start = TakeDateline(clean, start, end);
            }

            if (SpeakerLabel().Match(text[start..end]) is { Success: true } label)
            {
                clean.SpeakerLabels.Add((start, start + label.Length));
                start += label.Length;
            }

            if (clean.Paragraphs.Count > 0 && clean.Byline is null && end - start < 80 && BylinePattern().IsMatch(text[start..end]) && !text[start..end].EndsWith('.'))
            {
                clean.Byline = text[start..end];
                continue;
            }

            // "Updated: 27-09-2025 11:18" between paragraphs dates the report and says nothing else.
            // … and so does one at the foot.
            if (clean.HeadLines.Count == 0 && (i < next + 8 || i >= content.Count - 2) && end - start < 120 && PostedPattern().IsMatch(text[start..end]) && DateFinder.Find(text, start, end).Count > 0)
            {
                clean.HeadLines.Add((start, end));
                clean.Removed.Add(new Removal(start, end, "posting line"));
                continue;
            }

            if (start < end)
            {
                clean.Paragraphs.Add((start, end));
            }
        }

        return clean;
    }

    /// <summary>Lines, or where a text was wrapped to a width, the paragraphs that its lines make.</summary>
    private static List<(int Start, int End)> Lines(string text)
    {
        var lines = PrintedLines(text);
        return Unwrapped(text, lines);
    }

    /// <summary>
    /// Text of old wires and mail is cut to a width: lines that end inside a sentence, hardly one of them long. There a line goes on in the next one unless a blank line,
    /// an indent, or a line much shorter than the width that ends a sentence parts them.
    /// </summary>
    private static List<(int Start, int End)> Unwrapped(string text, List<(int Start, int End)> lines)
    {
        const int widest = 100;
        const int fewest = 6;
        // A title or an address is not cut.
        var whole = lines.Count(l => l.End - l.Start > widest);
        var longest = lines.Where(l => l.End - l.Start <= widest).Select(l => l.End - l.Start).DefaultIfEmpty(0).Max();
        var open = 0;
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            var (a, b) = (lines[i], lines[i + 1]);
            open += Adjacent(text, a, b) && text[a.End - 1] is not ('.' or '!' or '?' or '"' or '”' or ':') && char.IsLower(text[b.Start]) ? 1 : 0;
        }

        if (lines.Count < fewest || whole > Math.Max(1, lines.Count / 10) || open * 4 < lines.Count)
        {
            return lines;
        }

        var joined = new List<(int Start, int End)>();
        foreach (var line in lines)
        {
            if (joined.Count > 0 && Adjacent(text, joined[^1], line) && !(text[joined[^1].End - 1] is '.' or '!' or '?' or '"' or '”' && Indented(text, line.Start)) && (text[joined[^1].End - 1] is not ('.' or '!' or '?') || !Short(joined[^1].End)))
            {
                joined[^1] = (joined[^1].Start, line.End);
            }
            else
            {
                joined.Add(line);
            }
        }

        return joined;

        bool Short(int end)
        {
            var start = text.LastIndexOf('\n', Math.Max(0, end - 1)) + 1;
            return end - start < longest * 2 / 3;
        }
    }

    private static bool Indented(string text, int start) => start > 0 && text[start - 1] is ' ' or '\t';

    /// <summary>No blank line stands between two lines.</summary>
    private static bool Adjacent(string text, (int Start, int End) a, (int Start, int End) b) => text.AsSpan(a.End, b.Start - a.End).Count('\n') == 1;

    private static List<(int Start, int End)> PrintedLines(string text)
    {
        var lines = new List<(int, int)>();
        var at = 0;
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end;
            int s = at, e = end;
            while (s < e && char.IsWhiteSpace(text[s]))
            {
                s++;
            }

            while (e > s && char.IsWhiteSpace(text[e - 1]))
            {
                e--;
            }

            if (s < e)
            {
                lines.Add((s, e));
            }

            at = end + 1;
        }

        return lines;
    }

    /// <summary>Title, outlet, byline and date lines; returns the index of the first body line.</summary>
    private int Head(CleanText clean, List<(int Start, int End)> lines)
    {
        var i = 0;
        for (; i < lines.Count && i < 10; i++)
        {
            var (start, end) = lines[i];
            var line = clean.Text[start..end];
            var photo = PhotoCredit().Match(line);
            if (photo.Success && photo.Index > 0 && clean.Title is null)
            {
                clean.Removed.Add(new Removal(start + photo.Index, end, "photo credit"));
                end = start + photo.Index;
                line = clean.Text[start..end];
            }

            if (PageAddress().IsMatch(line))
            {
                clean.Address ??= line;
                clean.Removed.Add(new Removal(start, end, "page address"));
                continue;
            }

            if (OutletOf(line) is { } outlet)
            {
                clean.Outlet ??= outlet;
                clean.HeadLines.Add((start, end));
                continue;
            }

            if (BylinePattern().IsMatch(line) && line.Length < 80 && line[^1] != '.')
            {
                clean.Byline ??= line;
                if (OutletWord().IsMatch(line) || DateFinder.Find(clean.Text, start, end).Exists(d => d.Shape is DateShape.Day))
                {
                    clean.HeadLines.Add((start, end));
                }

                continue;
            }

            if (line.Length < 110 && IsDateLine(clean.Text, start, end))
            {
                clean.HeadLines.Add((start, end));
                continue;
            }

            // "Ministry of …, press service, 21 May 2024", "“Courier”, 5 October 2018. Translated from the …": who brings it out, and when.
            if (clean.Title is not null && line.Length < 150 && SourceAndDay().Match(line) is { Success: true } source && DateFinder.Find(clean.Text, start, end) is [{ Shape: DateShape.Day }])
            {
                var name = source.Groups["source"].Value.Trim();
                if (IssuingBody().IsMatch(name))
                {
                    clean.Issuer ??= (start, start + source.Groups["source"].Length);
                }

                clean.Outlet ??= name;
                clean.HeadLines.Add((start, end));
                continue;
            }

            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            if (words <= 2 && line.Length < 24 && line[^1] is not ('.' or '”' or '"') && (line.ToUpperInvariant() == line || clean.Title is null))
            {
                // A section label: ANALYSIS, World.
                clean.Removed.Add(new Removal(start, end, "section label"));
                continue;
            }

            // A joint statement may name all its authors in its title; it stands alone then and ends no sentence.
            var alone = i + 1 < lines.Count && clean.Text.AsSpan(end, lines[i + 1].Start - end).Count('\n') > 1;
            if (clean.Title is null && (line.Length <= 220 || (line.Length <= 500 && alone && line[^1] is not ('.' or '”' or '"' or '?' or '!'))) && !DatelinePattern().IsMatch(line))
            {
                var suffix = SiteSuffix().Match(line);
                if (suffix.Success && OutletOf(suffix.Groups["site"].Value.Trim()) is { } site)
                {
                    clean.Outlet ??= site;
                    end = start + suffix.Index;
                }

                clean.Title = (start, end);
                continue;
            }

            // Who issued the text ("Ministry of External Affairs, Government of India") stands above its day.
            if (line.Length < 120 && line[^1] is not ('.' or '”' or '"' or '?' or '!' or ':') && i + 1 < lines.Count && lines[i + 1] is var below && below.End - below.Start < 110 && IsDateLine(clean.Text, below.Start, below.End))
            {
                if (IssuingBody().IsMatch(line))
                {
                    clean.Issuer ??= (start, end);
                    clean.Outlet ??= line;
                }

                clean.HeadLines.Add((start, end));
                continue;
            }

            // A stand-first without a full stop, or the first line of the body.
            if (words >= 5)
            {
                break;
            }
        }

        // Where nothing is left to be the body, what ends as a sentence was no title.
        if (i == lines.Count && clean.Title is { } only && clean.Text[only.End - 1] == '.')
        {
            clean.Title = null;
            return lines.FindIndex(l => l.Start == only.Start);
        }

        return i;
    }

    private static bool IsDateLine(string text, int start, int end)
    {
        var dates = DateFinder.Find(text, start, end).Where(d => d.Shape is DateShape.Day or DateShape.SlashedDay or DateShape.MonthDay).ToList();
        if (dates.Count == 0)
        {
            return false;
        }

        // Little stands beside the date: a weekday, an hour, a place, an outlet; what is in brackets is about the text.
        var bracket = text.IndexOf('(', start, end - start);
        var rest = (bracket > start && dates[0].Start < bracket ? bracket : end) - start - dates.Where(d => bracket <= start || d.Start < bracket).Sum(d => d.End - d.Start);
        return rest < 46 && text[end - 1] != '.';
    }

    private string? OutletOf(string line)
    {
        var bare = line.Trim().TrimEnd('.').Replace("(sample)", "", StringComparison.Ordinal).Trim(' ', '|', '-', '–', '—', ',');
        if (_outlets.TryGetValue(bare, out var known))
        {
            return known;
        }

        // A line of a few capitalised words with a word that newspapers carry; what follows a comma or bar may be its date.
        var cut = bare.IndexOfAny([',', '|']);
        var name = (cut > 0 ? bare[..cut] : bare).Trim();
        var dash = name.IndexOf(" - ", StringComparison.Ordinal);
        name = dash > 0 ? name[..dash].Trim() : name;
        if (_outlets.TryGetValue(name, out known))
        {
            return known;
        }

        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var dated = cut > 0 || dash > 0 || line.Contains("(sample)", StringComparison.Ordinal) || words.Length <= 4;
        return words.Length is >= 2 and <= 5 && dated && OutletWord().IsMatch(name) && Array.TrueForAll(words, w => char.IsUpper(w[0]) || w is "of" or "the" or "and") && !BylinePattern().IsMatch(name) ? name : null;
    }

    private int TakeDateline(CleanText clean, int start, int end)
    {
        var line = clean.Text[start..end];
        if (SiteHead().Match(line) is { Success: true } site)
        {
            clean.Outlet ??= site.Groups["outlet"].Value;
            if (site.Groups["agency"] is { Success: true } source)
            {
                clean.Credits.Add((start + source.Index, start + source.Index + source.Length));
            }

            return start + site.Length;
        }

        var m = DatelinePattern().Match(line);
        if (!m.Success)
        {
            return start;
        }

        clean.Dateline ??= (start, start + m.Length);
        if (m.Groups["agency"] is { Success: true } agency)
        {
            clean.Credits.Add((start + agency.Index, start + agency.Index + agency.Length));
        }

        return start + m.Length;
    }
}
