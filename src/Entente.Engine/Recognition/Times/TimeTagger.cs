using System.Globalization;
using NodaTime;
using NodaTime.Calendars;

namespace Entente.Engine.Recognition.Times;

/// <summary>
/// Time expressions of a text with TIMEX3 values. A report's day settles what it leaves open ("on Friday", "last month"); a narrative of
/// past times, told by most of its years lying far from that day, is settled by the day it last spoke of.
/// </summary>
public sealed class TimeTagger
{
    private readonly TimeTokens _tokens;
    private readonly List<TimePhrase> _phrases;
    private readonly LocalDate? _day;
    private readonly bool _narrative;

    /// <summary>The time last spoken of, as far as it is known.</summary>
    private (int Year, int? Month, int? Day, bool BeforeChrist)? _spoken;

    private TimeTagger(string text, LocalDate? day)
    {
        _tokens = new TimeTokens(text);
        _phrases = new TimeGrammar(_tokens).All();
        _day = day;
        // A report dates what is near by day and month alone; a history prints years with its days.
        var dated = _phrases.Where(p => p.Year is not null && p.Month is not null).ToList();
        var far = dated.Count(p => p.BeforeChrist || day is not { } d || p.Year != d.Year);
        var years = _phrases.Where(p => p.Year is not null).ToList();
        _narrative = day is not { } on || (far >= 4 && far * 10 >= dated.Count * 6) || (years.Count >= 4 && years.Count(p => p.BeforeChrist || Math.Abs(p.Year!.Value - on.Year) > 5) * 10 >= years.Count * 7);
        if (!_narrative && day is { } known)
        {
            _spoken = (known.Year, known.Month, known.Day, false);
        }
    }

    /// <param name="day">When the report appeared; null where that is not known.</param>
    public static IReadOnlyList<TimeExpression> Tag(string text, LocalDate? day)
    {
        var tagger = new TimeTagger(text, day);
        return [.. tagger._phrases.Select((p, i) => new TimeExpression(p.Start, p.End, p.Type, tagger.ValueOf(p, i)))];
    }

    private string? ValueOf(TimePhrase p, int index)
    {
        if (p.Value is { } value)
        {
            return value;
        }

        if (p.Digits is { } digits)
        {
            return digits;
        }

        if (p.Year is null && p.Month is not null && p.Frame != Frame.Narrative && p.Unit is null && p.Direction == 0)
        {
            // "April or May 1940": the year stands with the later month.
            if (index + 1 < _phrases.Count && _phrases[index + 1] is { Year: not null, Month: not null } next && next.Start - p.End <= 12 && _tokens.Text[p.End..next.Start].Trim() is "and" or "or" or "to" or "-" or "–" or "through" or "until" or ",")
            {
                p = p with { Year = next.Month >= p.Month ? next.Year : next.Year - 1 };
            }
        }

        if (p.Frame == Frame.None && p.Year is { } year)
        {
            return Settle(year, p);
        }

        if (p.Unit is not null && p.Weekday is null && p.Month is null && p.Season is null)
        {
            return Shifted(p);
        }

        if (p.Weekday is { } weekday)
        {
            return OnWeekday(p, weekday);
        }

        if (p.Month is not null || p.Season is not null || p.Part is not null || p.Day is not null)
        {
            return Open(p);
        }

        // A clock or part of the day alone: of the day spoken of.
        if (p.Clock is not null || p.DayPart is not null)
        {
            var at = Reference(Frame.Narrative);
            return (at is { Month: { } m, Day: { } d } known ? Iso(known.Year, m, d, known.BeforeChrist) : "XXXX-XX-XX") + (p.Clock ?? "T" + p.DayPart);
        }

        return null;
    }

    /// <summary>A date whose year stands there.</summary>
    private string Settle(int year, TimePhrase p)
    {
        _spoken = (year, p.Month ?? SeasonMonth(p.Season), p.Day, p.BeforeChrist);
        var y = Year(year, p.BeforeChrist);
        if (p.Season is not null)
        {
            return $"{y}-{p.Season}";
        }

        if (p.Part is not null)
        {
            return $"{y}-{p.Part}";
        }

        return p.Month is not { } month ? y : p.Day is not { } day ? $"{y}-{month:00}" : Iso(year, month, day, p.BeforeChrist) + Clock(p);
    }

    private (int Year, int? Month, int? Day, bool BeforeChrist)? Reference(Frame frame) =>
        frame == Frame.Speech && !_narrative && _day is { } d ? (d.Year, d.Month, d.Day, false) : _spoken;

    /// <summary>A month, day, season or part of a year without its year.</summary>
    private string? Open(TimePhrase p)
    {
        var month = p.Month ?? SeasonMonth(p.Season) ?? (p.Part is { } part ? ((part[1] - '0' - 1) * (part[0] == 'Q' ? 3 : 6)) + 1 : null);
        if (month is null)
        {
            // "the 8th", "the 8th of that month"
            return Reference(p.Frame) is { Month: { } m } at && p.Day is { } d ? DayOf(at.Year, m + (p.Unit == "M" ? (int)p.Count.GetValueOrDefault() : 0), d, at.BeforeChrist, p) : null;
        }

        if (Reference(_narrative ? Frame.Narrative : p.Frame == Frame.None ? Frame.Speech : p.Frame) is not { } reference)
        {
            return p.Day is { } alone ? $"XXXX-{month:00}-{alone:00}{Clock(p)}" : p.Season is not null ? $"XXXX-{p.Season}" : p.Part is not null ? $"XXXX-{p.Part}" : $"XXXX-{month:00}";
        }

        var year = reference.Year;
        if (p.Unit == "Y")
        {
            year += (int)p.Count.GetValueOrDefault();
        }
        else if (p.Direction != 0)
        {
            var here = reference.Month ?? 6;
            year += p.Direction > 0 ? (month > here ? 0 : 1) : (month < here ? 0 : -1);
        }
        else if (!_narrative && _day is { } day)
        {
            var ahead = IsAhead(p);
            var ofDay = p.Day ?? (month == day.Month ? day.Day : 15);
            var away = ((month.Value - day.Month) * 31) + ofDay - day.Day;
            year = ahead ? away < -10 ? day.Year + 1 : day.Year : away > (p.Day is null ? 0 : 20) ? day.Year - 1 : day.Year;
        }

        return Settle(year, p with { BeforeChrist = reference.BeforeChrist, Month = p.Month, Frame = Frame.None });
    }

    /// <summary>The clause around an expression speaks of what is to come: "will", "plans to", "scheduled for".</summary>
    private bool IsAhead(TimePhrase p)
    {
        var from = Math.Max(0, p.Start - 140);
        var before = _tokens.Text.AsSpan(from, p.Start - from);
        var stop = before.LastIndexOfAny(['.', '!', '?', '\n', ';']);
        if (stop >= 0 && !(stop > 0 && char.IsUpper(before[stop - 1])))
        {
            before = before[(stop + 1)..];
        }

        var to = Math.Min(_tokens.Text.Length, p.End + 60);
        var after = _tokens.Text.AsSpan(p.End, to - p.End);
        stop = after.IndexOfAny(['.', '!', '?', '\n', ';']);
        if (stop >= 0)
        {
            after = after[..stop];
        }

        foreach (var cue in Ahead)
        {
            if (before.Contains(cue, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return after.Contains(" will ", StringComparison.OrdinalIgnoreCase) || after.Contains(" is to ", StringComparison.OrdinalIgnoreCase) || after.Contains(" are to ", StringComparison.OrdinalIgnoreCase);
    }

    private static readonly string[] Ahead = [" will ", "'ll ", "’ll ", " shall ", " scheduled ", " plans ", " planned for ", " planning ", " due ", " expected ", " until ", " by next", " is to ", " are to ", " set to ", " set for ", " slated ", " expires ", " starting ", " would be held", " upcoming "];

    private string? OnWeekday(TimePhrase p, IsoDayOfWeek weekday)
    {
        if (Reference(p.Frame) is not { Month: { } m, Day: { } d, BeforeChrist: false } at)
        {
            return $"XXXX-WXX-{(int)weekday}{Clock(p)}";
        }

        if (!DateFinder.IsDay(at.Year, m, d))
        {
            return null;
        }

        var day = new LocalDate(at.Year, m, d);
        LocalDate found;
        if (p.Unit == "W")
        {
            found = (day.DayOfWeek == IsoDayOfWeek.Monday ? day : day.Previous(IsoDayOfWeek.Monday)).PlusWeeks((int)p.Count.GetValueOrDefault()).PlusDays((int)weekday - 1);
        }
        else if (p.Direction > 0)
        {
            found = day.Next(weekday);
        }
        else if (p.Direction < 0)
        {
            found = day.Previous(weekday);
        }
        else
        {
            found = day.DayOfWeek == weekday ? day : !_narrative && IsAhead(p) || _narrative ? day.Next(weekday) : day.Previous(weekday);
        }

        _spoken = (found.Year, found.Month, found.Day, false);
        return Iso(found.Year, found.Month, found.Day, false) + Clock(p);
    }

    /// <summary>So many units from the day of the report or from the time spoken of.</summary>
    private string? Shifted(TimePhrase p)
    {
        if (p.Count is not { } count)
        {
            return p.Direction < 0 ? "PAST_REF" : "FUTURE_REF";
        }

        if (Reference(p.Frame) is not { } at)
        {
            return p.Unit switch { "D" => "XXXX-XX-XX" + Clock(p), "W" or "F" or "WE" => "XXXX-WXX", "M" => "XXXX-XX", _ => "XXXX" };
        }

        var n = (int)Math.Truncate(at.BeforeChrist && p.Unit is "Y" or "DE" or "CE" ? -count : count);
        switch (p.Unit)
        {
            case "Y":
                var year = at.Year + n;
                if (p.Part is not null)
                {
                    return $"{Year(year, at.BeforeChrist)}-{p.Part}";
                }

                _spoken = (year, null, null, at.BeforeChrist);
                return Year(year, at.BeforeChrist);
            case "DE":
                return (at.BeforeChrist ? "BC" : "") + Math.Max(0, (at.Year / 10) + n).ToString("000", CultureInfo.InvariantCulture);
            case "CE":
                return (at.BeforeChrist ? "BC" : "") + Math.Max(0, (at.Year / 100) + n).ToString("00", CultureInfo.InvariantCulture);
        }

        if (at.BeforeChrist)
        {
            return null;
        }

        if (p.Unit == "Q" && at.Month is { } inQuarter)
        {
            var quarter = (at.Year * 4) + ((inQuarter - 1) / 3) + n;
            return $"{Year(quarter / 4, false)}-Q{(quarter % 4) + 1}";
        }

        if (p.Unit == "M")
        {
            if (at.Month is not { } month)
            {
                return $"{Year(at.Year, false)}-XX";
            }

            var total = (at.Year * 12) + month - 1 + n;
            if (p.Day is { } numbered)
            {
                return DayOf(total / 12, (total % 12) + 1, numbered, false, p);
            }

            _spoken = (total / 12, (total % 12) + 1, null, false);
            return $"{Year(total / 12, false)}-{(total % 12) + 1:00}";
        }

        if (at.Month is not { } m || at.Day is not { } d || !DateFinder.IsDay(at.Year, m, d) || at.Year is < 2 or > 9990)
        {
            return p.Unit is "W" or "F" or "WE" ? $"{Year(at.Year, false)}-WXX" : at.Month is { } known ? $"{Year(at.Year, false)}-{known:00}-XX{Clock(p)}" : $"{Year(at.Year, false)}-XX-XX{Clock(p)}";
        }

        var day = new LocalDate(at.Year, m, d);
        if (p.Unit is "W" or "F" or "WE")
        {
            day = day.PlusWeeks(p.Unit == "F" ? 2 * n : n);
            _spoken = (day.Year, day.Month, day.Day, false);
            // "two weeks later" in a narrative is a day, "last week" a week.
            if (p.Direction != 0 && p.Frame == Frame.Narrative)
            {
                return Iso(day.Year, day.Month, day.Day, false);
            }

            return $"{Year(WeekYearRules.Iso.GetWeekYear(day), false)}-W{WeekYearRules.Iso.GetWeekOfWeekYear(day):00}{(p.Unit == "WE" ? "-WE" : "")}";
        }

        if (p.Unit is "TH" or "TM" or "TS")
        {
            return Iso(at.Year, m, d, false) + "TXX";
        }

        if (Math.Abs(n) > 100000)
        {
            return null;
        }

        day = day.PlusDays(n);
        _spoken = (day.Year, day.Month, day.Day, false);
        return Iso(day.Year, day.Month, day.Day, false) + Clock(p);
    }

    private string? DayOf(int year, int month, int day, bool before, TimePhrase p)
    {
        (year, month) = (year + ((month - 1) / 12), ((month - 1) % 12) + 1);
        if (!DateFinder.IsDay(year, month, day))
        {
            return null;
        }

        _spoken = (year, month, day, before);
        return Iso(year, month, day, before) + Clock(p);
    }

    private static int? SeasonMonth(string? season) => season switch { "SP" => 4, "SU" => 7, "FA" => 10, "WI" => 1, _ => null };

    private static string Clock(TimePhrase p) => p.Clock ?? (p.DayPart is { } part ? "T" + part : "");

    private static string Year(int year, bool before) => (before ? "BC" : "") + Math.Max(0, year).ToString("0000", CultureInfo.InvariantCulture);

    private static string Iso(int year, int month, int day, bool before) => $"{Year(year, before)}-{month:00}-{day:00}";
}
