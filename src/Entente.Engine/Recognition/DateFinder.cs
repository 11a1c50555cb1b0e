using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Record;
using NodaTime;

namespace Entente.Engine.Recognition;

/// <summary>What a date expression says before it is resolved.</summary>
public enum DateShape
{
    Day,
    MonthDay,
    Month,
    MonthAlone,
    Year,
    Weekday,
    Relative,
    SlashedDay,
    DayOfMonth,

    /// <summary>Settled already by the grammar of times: "over the weekend", "last summer", "in the mid-1990s".</summary>
    Settled,
}

/// <summary>A date expression in a text, with offsets into it.</summary>
/// <param name="Direction">-1 said to be past ("last", "ago"), 1 to come ("next"), 0 open.</param>
public sealed record DateMention(int Start, int End, string Text, DateShape Shape, int Year, int Month, int Day, IsoDayOfWeek Weekday, string Unit, int Amount, int Direction)
{
    /// <summary>The time meant, for <see cref="DateShape.Settled"/>.</summary>
    public When When { get; init; } = When.Unknown;

    /// <summary>Counted from the time that was told of before, where one was ("the same day", "two months later"), and not from the report's day.</summary>
    public bool FromTold { get; init; }
}

/// <summary>Finds date expressions of news English and resolves them against a report's day.</summary>
public static partial class DateFinder
{
    private static readonly string[] MonthNames = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    private const string MonthPattern = @"(?<mon>January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)";
    private const string WeekdayPattern = @"(?<wd>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
    private const string NumberWord = @"(?<n>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few)";

    [GeneratedRegex(@"\b(?<y>(?:19|20)\d\d)[-/](?<m>\d\d)[-/](?<d>\d\d)\b|\b(?<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? " + MonthPattern + @",? (?<y>(?:19|20)\d\d)\b|\b" + MonthPattern + @" (?<d>\d{1,2})(?:st|nd|rd|th)?(?:,? |,)\(?(?<y>(?:19|20)\d\d)\b")]
    private static partial Regex FullDay();

    [GeneratedRegex(@"\b(?<a>\d{1,2})[/.-](?<b>\d{1,2})[/.-](?<y>(?:19|20)\d\d)\b")]
    private static partial Regex Slashed();

    [GeneratedRegex(@"\b" + MonthPattern + @" (?<d>\d{1,2})(?:st|nd|rd|th)?\b(?!,? ?\d{4})|\b(?<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? " + MonthPattern + @"(?![\w])(?!,? (?:19|20)\d\d)")]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\b" + MonthPattern + @",?(?: of)? (?<y>(?:19|20)\d\d)\b")]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"\b(?:(?<dir>last|next|this|early|late|mid-?|in|by|since|until|of|for|from|and|during)[ -]|(?<=(?:January|February|March|April|May|June|July|August|September|October|November|December)), )(?:early |late |mid-?)?(?<mon>January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d)", RegexOptions.IgnoreCase)]
    private static partial Regex MonthOnly();

    [GeneratedRegex(@"\b(?:(?<dir>last|next|this|this past|this coming|the previous|the following|the coming) )?" + WeekdayPattern + @"\b")]
    private static partial Regex WeekdayName();

    [GeneratedRegex(@"\b(?:at|over|during|on) the (?<we>weekend)\b|\b(?<today>today|tonight|yesterday|tomorrow|the same day|that day|the day before|the previous day|a day earlier|a day later|the next day|the following day|(?:a few )?hours (?:later|earlier)|moments later)\b|\b(?<same>the same|that|the following|the previous) (?<su>month|year)\b|\b(?:(?:earlier|later|late|early) )?(?<dir>last|next|this|past|previous) (?<u>week|month|year|decade)\b|\b" + NumberWord + @" (?<u>day|week|month|year|decade)s? (?<dir>ago|earlier|later|from now)\b|\b(?:in the )?(?<dir>past|last|next|coming) (?:" + NumberWord + @" )(?<u>day|week|month|year|decade)s?\b", RegexOptions.IgnoreCase)]
    private static partial Regex RelativeDay();

    [GeneratedRegex(@"\b(?:in|since|of|by|from|until|for|after|before|during|early|late|and|between|from fiscal|fiscal|year) (?<y>(?:19|20)\d\d)\b(?!-\d)|\b(?<y>(?:19|20)\d\d)(?= (?:agreement|treaty|deal|pact|accord|summit|visit|election|meeting|war))", RegexOptions.IgnoreCase)]
    private static partial Regex YearAlone();

    [GeneratedRegex(@"\bon the (?<d>\d{1,2})(?:st|nd|rd|th)\b")]
    private static partial Regex DayOfMonth();

    public static List<DateMention> Find(string text, int start, int end)
    {
        var found = new List<DateMention>();
        var span = text[start..end];
        bool Free(Match m) => !found.Exists(f => f.Start < start + m.Index + m.Length && start + m.Index < f.End);
        void Each(Regex regex, Func<Match, DateMention?> make)
        {
            foreach (Match m in regex.Matches(span))
            {
                if (Free(m) && make(m) is { } d)
                {
                    found.Add(d);
                }
            }
        }

        DateMention Of(Match m, DateShape shape, int y = 0, int month = 0, int d = 0, IsoDayOfWeek w = IsoDayOfWeek.None, string unit = "", int n = 0, int dir = 0) =>
            new(start + m.Index, start + m.Index + m.Length, m.Value, shape, y, month, d, w, unit, n, dir);

        Each(FullDay(), m =>
        {
            var month = m.Groups["mon"].Success ? MonthOf(m.Groups["mon"].Value) : Int(m, "m");
            return IsDay(Int(m, "y"), month, Int(m, "d")) ? Of(m, DateShape.Day, Int(m, "y"), month, Int(m, "d")) : null;
        });
        Each(Slashed(), m => Of(m, DateShape.SlashedDay, Int(m, "y"), Int(m, "a"), Int(m, "b")));
        Each(MonthDay(), m => Int(m, "d") is >= 1 and <= 31 ? Of(m, DateShape.MonthDay, 0, MonthOf(m.Groups["mon"].Value), Int(m, "d")) : null);
        Each(MonthYear(), m => Of(m, DateShape.Month, Int(m, "y"), MonthOf(m.Groups["mon"].Value)));
        Each(MonthOnly(), m => char.IsUpper(m.Groups["mon"].Value[0]) ? Of(m, DateShape.MonthAlone, 0, MonthOf(m.Groups["mon"].Value), dir: Direction(m.Groups["dir"].Value)) : null);
        Each(WeekdayName(), m => Of(m, DateShape.Weekday, w: Enum.Parse<IsoDayOfWeek>(m.Groups["wd"].Value), dir: Direction(m.Groups["dir"].Value)));
        Each(RelativeDay(), m => Relative(m, Of));
        Each(YearAlone(), m => Of(m, DateShape.Year, Int(m, "y")));
        Each(DayOfMonth(), m => Int(m, "d") is >= 1 and <= 31 ? Of(m, DateShape.DayOfMonth, d: Int(m, "d")) : null);
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    private delegate DateMention Maker(Match m, DateShape shape, int y = 0, int month = 0, int d = 0, IsoDayOfWeek w = IsoDayOfWeek.None, string unit = "", int n = 0, int dir = 0);

    private static DateMention? Relative(Match m, Maker of)
    {
        if (m.Groups["today"].Success)
        {
            return m.Groups["today"].Value.ToLowerInvariant() switch
            {
                "today" or "tonight" => of(m, DateShape.Relative, unit: "day", n: 0),
                "yesterday" => of(m, DateShape.Relative, unit: "day", n: -1),
                "tomorrow" => of(m, DateShape.Relative, unit: "day", n: 1),
                "the day before" or "the previous day" or "a day earlier" => of(m, DateShape.Relative, unit: "day", n: -1) with { FromTold = true },
                "a day later" or "the next day" or "the following day" => of(m, DateShape.Relative, unit: "day", n: 1) with { FromTold = true },
                _ => of(m, DateShape.Relative, unit: "day", n: 0) with { FromTold = true },
            };
        }

        if (m.Groups["same"].Success)
        {
            return of(m, DateShape.Relative, unit: "whole " + m.Groups["su"].Value.ToLowerInvariant(), n: m.Groups["same"].Value.ToLowerInvariant() switch { "the following" => 1, "the previous" => -1, _ => 0 }) with { FromTold = true };
        }

        if (m.Groups["we"].Success)
        {
            return of(m, DateShape.Relative, unit: "weekend");
        }

        var unit = m.Groups["u"].Value.ToLowerInvariant();
        var direction = m.Groups["dir"].Value.ToLowerInvariant();
        if (m.Groups["n"].Success)
        {
            var n = NumberOf(m.Groups["n"].Value);
            // "in the past three years" is a stretch of time, not a point.
            return direction is "ago" or "earlier" ? of(m, DateShape.Relative, unit: unit, n: -n, dir: -1) with { FromTold = direction == "earlier" } : direction is "later" or "from now" ? of(m, DateShape.Relative, unit: unit, n: n, dir: 1) with { FromTold = direction == "later" } : null;
        }

        return direction switch
        {
            "last" or "previous" => of(m, DateShape.Relative, unit: "whole " + unit, n: -1, dir: -1),
            "next" => of(m, DateShape.Relative, unit: "whole " + unit, n: 1, dir: 1),
            "this" => of(m, DateShape.Relative, unit: "whole " + unit, n: 0, dir: m.Value.StartsWith("later", StringComparison.OrdinalIgnoreCase) ? 1 : m.Value.StartsWith("earlier", StringComparison.OrdinalIgnoreCase) ? -1 : 0),
            _ => null,
        };
    }

    /// <summary>The time that an expression means in a report of a given day.</summary>
    /// <param name="future">The clause speaks of what is to come.</param>
    /// <param name="dayFirst">How 11/1/2023 reads, once settled; null while open.</param>
    public static When Resolve(DateMention d, LocalDate anchor, bool future, bool? dayFirst)
    {
        switch (d.Shape)
        {
            case DateShape.Settled:
                return d.When;
            case DateShape.Day:
                return When.OnDay(new LocalDate(d.Year, d.Month, d.Day), DateBasis.Stated);
            case DateShape.SlashedDay:
                var (month, day) = dayFirst ?? d.Month > 12 ? (d.Day, d.Month) : (d.Month, d.Day);
                return IsDay(d.Year, month, day) ? When.OnDay(new LocalDate(d.Year, month, day), DateBasis.Stated) : When.Unknown;
            case DateShape.MonthDay:
                return NearYear(anchor, d.Month, d.Day, future) is { } md ? When.OnDay(md, DateBasis.Resolved) : When.Unknown;
            case DateShape.DayOfMonth:
                return NearMonth(anchor, d.Day, future) is { } dm ? When.OnDay(dm, DateBasis.Resolved) : When.Unknown;
            case DateShape.Month:
                return When.InMonth(d.Year, d.Month, DateBasis.Stated);
            case DateShape.Year:
                return When.InYear(d.Year, DateBasis.Stated);
            case DateShape.MonthAlone:
                var year = anchor.Year;
                var ahead = d.Direction > 0 || (d.Direction == 0 && future);
                // "Last August" in August is the one before.
                year += ahead && d.Month < anchor.Month ? 1 : !ahead && (d.Month > anchor.Month || (d.Direction < 0 && d.Month == anchor.Month)) ? -1 : 0;
                return When.InMonth(year, d.Month, DateBasis.Resolved);
            case DateShape.Weekday:
                var wanted = d.Weekday;
                if (d.Direction == 0)
                {
                    return When.OnDay(future ? (anchor.DayOfWeek == wanted ? anchor : anchor.Next(wanted)) : anchor.DayOfWeek == wanted ? anchor : Latest(anchor, wanted), DateBasis.Resolved);
                }

                return When.OnDay(d.Direction > 0 ? anchor.Next(wanted) : anchor.Previous(wanted), DateBasis.Resolved);
            case DateShape.Relative when d.Unit == "weekend":
                var saturday = future ? anchor.Next(IsoDayOfWeek.Saturday) : anchor.DayOfWeek == IsoDayOfWeek.Saturday ? anchor : anchor.Previous(IsoDayOfWeek.Saturday);
                return When.Between(saturday, saturday.PlusDays(1), DateBasis.Resolved);
            default:
                return RelativeTo(d, anchor);
        }
    }

    /// <summary>The day last of that name; the day after the report's where that is its name: a report brought up to date the next day keeps its date, and nobody calls what is six days past by the bare name.</summary>
    private static LocalDate Latest(LocalDate anchor, IsoDayOfWeek wanted) => anchor.PlusDays(1).DayOfWeek == wanted ? anchor.PlusDays(1) : anchor.Previous(wanted);

    private static When RelativeTo(DateMention d, LocalDate anchor)
    {
        switch (d.Unit)
        {
            case "day":
                return When.OnDay(anchor.PlusDays(d.Amount), DateBasis.Resolved);
            case "week":
                return When.Between(anchor.PlusWeeks(d.Amount).PlusDays(-2), anchor.PlusWeeks(d.Amount).PlusDays(2), DateBasis.Resolved);
            case "month":
                var m = anchor.PlusMonths(d.Amount);
                return When.InMonth(m.Year, m.Month, DateBasis.Resolved);
            case "year" or "decade":
                return When.InYear(anchor.Year + d.Amount * (d.Unit == "decade" ? 10 : 1), DateBasis.Resolved);
            case "whole week":
                var monday = (anchor.DayOfWeek == IsoDayOfWeek.Monday ? anchor : anchor.Previous(IsoDayOfWeek.Monday)).PlusWeeks(d.Amount);
                return When.Between(d.Direction > 0 && d.Amount == 0 ? anchor : monday, d.Direction < 0 && d.Amount == 0 ? anchor : monday.PlusDays(6), DateBasis.Resolved);
            case "whole month":
                var month = anchor.PlusMonths(d.Amount);
                return d.Amount == 0 && d.Direction < 0 ? When.Between(new LocalDate(anchor.Year, anchor.Month, 1), anchor, DateBasis.Resolved)
                    : d.Amount == 0 && d.Direction > 0 ? When.Between(anchor, new LocalDate(anchor.Year, anchor.Month, 1).PlusMonths(1).PlusDays(-1), DateBasis.Resolved)
                    : When.InMonth(month.Year, month.Month, DateBasis.Resolved);
            case "whole year":
                return When.InYear(anchor.Year + d.Amount, DateBasis.Resolved);
            default:
                return When.Unknown;
        }
    }

    private static LocalDate? NearYear(LocalDate anchor, int month, int day, bool future)
    {
        for (var offset = 0; offset <= 1; offset++)
        {
            foreach (var year in future ? new[] { anchor.Year + offset } : [anchor.Year - offset])
            {
                if (!IsDay(year, month, day))
                {
                    continue;
                }

                var date = new LocalDate(year, month, day);
                if (future ? date >= anchor.PlusDays(-3) : date <= anchor.PlusDays(3))
                {
                    return date;
                }
            }
        }

        return IsDay(anchor.Year, month, day) ? new LocalDate(anchor.Year, month, day) : null;
    }

    private static LocalDate? NearMonth(LocalDate anchor, int day, bool future)
    {
        var month = new LocalDate(anchor.Year, anchor.Month, 1).PlusMonths(future && day < anchor.Day ? 1 : !future && day > anchor.Day + 1 ? -1 : 0);
        return IsDay(month.Year, month.Month, day) ? new LocalDate(month.Year, month.Month, day) : null;
    }

    public static bool IsDay(int year, int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(Math.Clamp(year, 1, 9998), month);

    private static int Int(Match m, string group) => int.Parse(m.Groups[group].Value, CultureInfo.InvariantCulture);

    private static int MonthOf(string name) => Array.FindIndex(MonthNames, n => n.StartsWith(name.TrimEnd('.')[..3], StringComparison.OrdinalIgnoreCase)) + 1;

    private static int Direction(string word) => word.ToLowerInvariant() switch { "last" or "this past" or "the previous" or "since" => -1, "next" or "this coming" or "the following" or "the coming" => 1, _ => 0 };

    private static int NumberOf(string word) => NumberWords.Counted(word) ?? (word.ToLowerInvariant() is "several" or "few" ? 3 : 12);
}
