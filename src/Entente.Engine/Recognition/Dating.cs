using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Knowledge;
using Entente.Record;
using NodaTime;

namespace Entente.Engine.Recognition;

/// <summary>When a report was published: as it says, or bounded by what it says and by who held which office.</summary>
public sealed partial class Dating(KnowledgeBase kb)
{
    [GeneratedRegex(@"\breport(?:ed|s)?\b[^.]{0,40}\bon\s+$", RegexOptions.IgnoreCase)]
    private static partial Regex ReportOf();

    /// <param name="given">The day that a feed or page states beside the text.</param>
    /// <param name="url">The report's address, whose path holds the day on many sites.</param>
    public void Date(Document doc, When? given, string? url = null)
    {
        if (given is { IsKnown: true } metadata)
        {
            Settle(doc, metadata, metadata.End);
            return;
        }

        var (from, to, fresh) = Bounds(doc);
        foreach (var (start, end) in HeadSpans(doc))
        {
            foreach (var d in DateFinder.Find(doc.Text, start, end))
            {
                if (d.Shape is DateShape.Day or DateShape.SlashedDay)
                {
                    var day = DateFinder.Resolve(d, from, false, DayFirst(doc, d, from, to));
                    if (day.IsKnown)
                    {
                        Settle(doc, day, day.End);
                        return;
                    }
                }
            }
        }

        if (url is not null && DayInAddress(url) is { } addressed)
        {
            Settle(doc, When.OnDay(addressed, DateBasis.Stated), addressed);
            return;
        }

        // Many sites put the month alone into the address.
        if (url is not null && AddressMonth().Match(url) is { Success: true } m && int.Parse(m.Groups["m"].ValueSpan, CultureInfo.InvariantCulture) is >= 1 and <= 12 and var month && When.InMonth(int.Parse(m.Groups["y"].ValueSpan, CultureInfo.InvariantCulture), month, DateBasis.Inferred) is { Start: { } first, End: { } last })
        {
            (from, to) = from <= last && first <= to ? (LocalDate.Max(from, first), LocalDate.Min(to, last)) : (first, last);
        }

        doc.Flags.Add("undated");
        Infer(doc, from, to, fresh);
    }

    [GeneratedRegex(@"/(?<y>20[0-3]\d)[/-](?<m>\d{1,2})/(?!\d)")]
    private static partial Regex AddressMonth();

    [GeneratedRegex(@"/(?<y>(?:19|20)\d\d)[/-](?<m>\d{1,2})[/-](?<d>\d{1,2})(?:/|$|-)|/(?<y>20[0-3]\d)(?<m>[01]\d)(?<d>[0-3]\d)(?:\d{0,6})(?:\.|/|$|-|_)|-(?<y>20\d\d)-(?<m>\d\d)-(?<d>\d\d)(?:/|$|\.)")]
    private static partial Regex AddressDay();

    /// <summary>The day that a site puts into the address of a page ("/2022/06/13/", "/202207260304.html"); null where none stands there.</summary>
    private static LocalDate? DayInAddress(string url)
    {
        if (AddressDay().Match(url) is not { Success: true } m)
        {
            return null;
        }

        var (year, month, day) = (int.Parse(m.Groups["y"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(m.Groups["m"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(m.Groups["d"].ValueSpan, CultureInfo.InvariantCulture));
        return month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;
    }

    private static IEnumerable<(int Start, int End)> HeadSpans(Document doc)
    {
        foreach (var h in doc.Clean.HeadLines)
        {
            yield return h;
        }

        if (doc.Clean.Dateline is { } d)
        {
            yield return d;
        }
    }

    private static void Settle(Document doc, When published, LocalDate? anchor)
    {
        doc.Published = published;
        doc.Anchor = anchor;
    }

    /// <summary>The days on which everybody that the report calls by a present office held it, and the days soon after somebody said to be new took it.</summary>
    private (LocalDate From, LocalDate To, (LocalDate From, LocalDate To)? Fresh) Bounds(Document doc)
    {
        var from = new LocalDate(1990, 1, 1);
        var to = new LocalDate(2030, 12, 31);
        (LocalDate, LocalDate)? fresh = null;
        foreach (var m in doc.Mentions.SelectMany(m => m).Where(m => m.Role == NameRole.Person && m.Fact is Person && !m.Former))
        {
            var person = (Person)m.Fact!;
            var tenures = m.OfficeKind is not null
                ? person.Tenures.Where(t => Same(t.Kind, m.OfficeKind) && (m.OfficeState is null || t.State == m.OfficeState)).ToList()
                : IsCounterpart(doc, m) ? person.Tenures.Where(t => t.Kind is "foreign-minister" or "defence-minister" or "prime-minister" or "president").ToList() : [];
            var (low, high) = (from, to);
            tenures.RemoveAll(t => !t.Overlaps(low, high));
            if (tenures.Count == 0)
            {
                continue;
            }

            var (f, t2) = (tenures.Min(t => t.Start), tenures.Any(t => t.End is null) ? new LocalDate(2030, 12, 31) : tenures.Max(t => t.End!.Value).PlusDays(-1));
            // An office that contradicts the others is a mistake of the report and bounds nothing.
            if (f > to || t2 < from)
            {
                continue;
            }

            (from, to) = (LocalDate.Max(from, f), LocalDate.Min(to, t2));
            if (m.New || SaysNew(doc, m))
            {
                fresh = (tenures[^1].Start, tenures[^1].Start.PlusDays(120));
            }
        }

        // What the text dates with a year, and not as to come, was past when it was written.
        foreach (var (dates, s) in doc.Dates.Select((d, i) => (d, i)))
        {
            foreach (var d in dates.Where(d => d.Shape is DateShape.Day or DateShape.Month or DateShape.Year && d.Year > 0))
            {
                if (doc.Sentences[s].Tokens.Any(t => t.Lower is "will" or "would" or "until" or "till" or "plan" or "plans" or "expire" or "expires" or "fiscal" or "after" or "expected"))
                {
                    continue;
                }

                var day = DateFinder.Resolve(d, from, false, null);
                if (day.Start is { } start && start > from && start <= to)
                {
                    from = start;
                }
            }
        }

        return (from, to, fresh);
    }

    /// <summary>"their Japanese partners, X and Y": whoever is called so holds the like office on the other side.</summary>
    private static bool IsCounterpart(Document doc, Mention m) => doc.Sentences[m.Sentence].Tokens.Skip(Math.Max(0, m.First - 7)).Take(Math.Min(7, m.First)).Any(t => t.Lower is "counterpart" or "counterparts" or "partner" or "partners" or "colleague" or "colleagues");

    private static bool SaysNew(Document doc, Mention m) => doc.Sentences[m.Sentence].Tokens.Any(t => t.Head == m.Head && t.Lower is "new");

    private static bool Same(string kind, string office) => kind == office || (office == "leader" && kind is "supreme-leader" or "president" or "prime-minister") || (office == "president" && kind.EndsWith("president", StringComparison.Ordinal) && kind != "vice-president");

    private static bool? DayFirst(Document doc, DateMention d, LocalDate from, LocalDate to)
    {
        if (d.Shape != DateShape.SlashedDay || d.Month > 12 || d.Day > 12)
        {
            return d.Month > 12;
        }

        bool Fits(int month, int day) => DateFinder.IsDay(d.Year, month, day) && new LocalDate(d.Year, month, day) is var date && date >= from && date <= to;
        var dayFirst = Fits(d.Day, d.Month);
        var monthFirst = Fits(d.Month, d.Day);
        doc.DayFirst = dayFirst && !monthFirst ? true : monthFirst && !dayFirst ? false : dayFirst ? ByCustom(doc, d) : null;
        return doc.DayFirst;
    }

    [GeneratedRegex(@"\b(?:(?<day>IST|PKT|CET|CEST|BST|EET|EEST|MSK|WIB|AEST|AEDT|SAST|WAT|EAT|TRT)|E[SD]?T|P[SD]T)\b")]
    private static partial Regex Zone();

    /// <summary>The order of day and month in a date that may be read either way: by the clock named on its line, by another date of the report that can be read one way only, by the weekdays that the lead tells of.</summary>
    private static bool? ByCustom(Document doc, DateMention d)
    {
        var text = doc.Text;
        var line = text[(text.LastIndexOf('\n', Math.Max(0, d.Start - 1)) + 1)..(text.IndexOf('\n', d.End) is var end && end < 0 ? text.Length : end)];
        if (Zone().Match(line) is { Success: true } zone)
        {
            return zone.Groups["day"].Success;
        }

        if (DateFinder.Find(text, 0, text.Length).Find(x => x.Shape == DateShape.SlashedDay && (x.Month > 12 || x.Day > 12)) is { } plain)
        {
            return plain.Month > 12;
        }

        // News is told of its day or of the day before.
        var told = doc.Dates.Take(5).SelectMany(x => x).Where(x => x.Shape == DateShape.Weekday && x.Direction == 0).Select(x => x.Weekday).ToHashSet();
        bool Told(int month, int day) => new LocalDate(d.Year, month, day) is var date && (told.Contains(date.DayOfWeek) || told.Contains(date.PlusDays(-1).DayOfWeek));
        return (Told(d.Day, d.Month), Told(d.Month, d.Day)) switch { (true, false) => true, (false, true) => false, _ => null };
    }

    private void Infer(Document doc, LocalDate from, LocalDate to, (LocalDate From, LocalDate To)? fresh)
    {
        // A slashed date in the text itself, read the way that the offices allow.
        for (var s = 0; s < doc.Dates.Length; s++)
        {
            foreach (var d in doc.Dates[s].Where(d => d.Shape == DateShape.SlashedDay))
            {
                var day = DateFinder.Resolve(d, from, false, DayFirst(doc, d, from, to));
                if (day.Start is { } start && (doc.DayFirst is not null || d.Month > 12 || d.Day > 12))
                {
                    doc.Flags.Remove("undated");
                    (doc.Published, doc.Anchor) = (When.Between(start, start.PlusDays(1), DateBasis.Inferred), start);
                    return;
                }
            }
        }

        // A dateline without a year: of the years in which the offices fit, the one in which the weekday that the lead tells of is that day or the day before.
        var told = doc.Dates.Take(3).SelectMany(x => x).Where(x => x.Shape == DateShape.Weekday && x.Direction == 0).Select(x => x.Weekday).ToHashSet();
        bool Told(LocalDate day) => told.Contains(day.DayOfWeek) || told.Contains(day.PlusDays(-1).DayOfWeek);
        foreach (var d in HeadSpans(doc).SelectMany(h => DateFinder.Find(doc.Text, h.Start, h.End)).Where(d => d.Shape == DateShape.MonthDay))
        {
            var days = Enumerable.Range(from.Year, Math.Max(0, to.Year - from.Year + 1)).Where(y => DateFinder.IsDay(y, d.Month, d.Day)).Select(y => new LocalDate(y, d.Month, d.Day)).Where(x => x >= from && x <= to).ToList();
            days = days.Count > 1 && told.Count > 0 ? days.FindAll(Told) : days;
            if (days.Count == 1 && to.Year < 2030)
            {
                doc.Flags.Remove("undated");
                (doc.Published, doc.Anchor) = (When.OnDay(days[0], DateBasis.Inferred), days[0]);
                return;
            }
        }

        // A day and month without a year near the top: the year in which the offices fit.
        for (var s = 0; s < Math.Min(doc.Dates.Length, 3); s++)
        {
            foreach (var d in doc.Dates[s].Where(d => d.Shape is DateShape.MonthDay))
            {
                var (low, high) = fresh is { } f ? (LocalDate.Max(from, f.From), LocalDate.Min(to, f.To)) : (from, to);
                var years = Enumerable.Range(low.Year, Math.Max(0, high.Year - low.Year + 1)).Where(y => DateFinder.IsDay(y, d.Month, d.Day) && new LocalDate(y, d.Month, d.Day) is var x && x >= low && x <= high).ToList();
                if (years.Count == 1)
                {
                    var day = new LocalDate(years[0], d.Month, d.Day);
                    var exact = ReportOf().IsMatch(doc.Text[Math.Max(0, d.Start - 60)..d.Start].Replace('\n', ' '));
                    doc.Flags.Remove("undated");
                    (doc.Published, doc.Anchor) = (exact ? When.OnDay(day, DateBasis.Inferred) : When.Between(day, day.PlusDays(1), DateBasis.Inferred), day);
                    return;
                }
            }
        }

        // A day fully dated inside the lead.
        for (var s = 0; s < Math.Min(doc.Dates.Length, 3); s++)
        {
            if (doc.Dates[s].Find(d => d.Shape is DateShape.Day) is { } d && DateFinder.Resolve(d, from, false, null).Start is { } start && start >= from.PlusDays(-1) && doc.Dates[s].Count == 1)
            {
                (doc.Published, doc.Anchor) = (When.Between(start, start.PlusDays(1), DateBasis.Inferred), start);
                return;
            }
        }

        if (FromHappening(doc, from, to) is { } happening)
        {
            (doc.Published, doc.Anchor) = (When.Between(happening, happening.PlusDays(1), DateBasis.Inferred), happening);
            return;
        }

        // Without a later bound nothing says by when it was written.
        if (to.Year < 2030)
        {
            doc.Published = When.Between(from, to, DateBasis.Inferred);
            if (Period.DaysBetween(from, to) <= 7)
            {
                doc.Anchor = to;
            }
        }
    }

    /// <summary>A dated happening of the knowledge files that fits the report's persons, place, weekday and bounds; only where no other fits.</summary>
    private LocalDate? FromHappening(Document doc, LocalDate from, LocalDate to)
    {
        var lead = doc.Sentences.Take(8).ToList();
        var names = doc.Mentions.SelectMany(m => m).Where(m => m.Fact is Person).Select(m => ((Person)m.Fact!).Label).ToHashSet(StringComparer.Ordinal);
        var places = doc.Mentions.SelectMany(m => m).Where(m => m.Role is NameRole.Capital or NameRole.Place).Select(m => m.Fact is State s ? s.Capital : ((Place)m.Fact!).Label).ToHashSet(StringComparer.Ordinal);
        var weekdays = doc.Dates.Take(lead.Count).SelectMany(d => d).Where(d => d.Shape == DateShape.Weekday && d.Direction == 0).Select(d => d.Weekday).ToHashSet();
        var fitting = kb.Happenings.Where(h => h.Start >= from && h.End <= to && h.Actors.All(names.Contains) && places.Contains(h.Place) && weekdays.Contains(h.Start.DayOfWeek)).ToList();
        // Where a smaller meeting was part of a larger one on another day, the one with more of the report's people nearer the top wins only if its day is named first.
        if (fitting.Count > 1)
        {
            var first = doc.Dates.Take(lead.Count).SelectMany(d => d).First(d => d.Shape == DateShape.Weekday && d.Direction == 0).Weekday;
            fitting = [.. fitting.Where(h => h.Start.DayOfWeek == first)];
        }

        return fitting.Count == 1 ? fitting[0].Start : null;
    }
}
