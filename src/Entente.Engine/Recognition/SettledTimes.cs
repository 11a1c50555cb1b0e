using System.Globalization;
using Entente.Engine.Recognition.Times;
using Entente.Record;
using NodaTime;
using NodaTime.Calendars;

namespace Entente.Engine.Recognition;

/// <summary>Adds to a report's dates what only the grammar of times finds: weekends, seasons, decades, holidays, "earlier this month", "the following day".</summary>
internal static class SettledTimes
{
    public static void Add(Document doc)
    {
        if ((doc.Anchor ?? doc.Published.Start) is not { } day)
        {
            return;
        }

        var sentence = 0;
        foreach (var time in TimeTagger.Tag(doc.Text, day))
        {
            while (sentence < doc.Sentences.Count && doc.Sentences[sentence].End <= time.Start)
            {
                sentence++;
            }

            if (sentence == doc.Sentences.Count)
            {
                return;
            }

            // "the spring of next year" says more than the "next year" in it.
            if (time.Type is TimeType.Date && time.Start >= doc.Sentences[sentence].Start && time.Value is { Length: > 5 } && doc.Dates[sentence] is { } there && there.FindAll(d => d.Start < time.End && time.Start < d.End) is [{ Shape: DateShape.Relative } part] && time.Start < part.Start && part.End <= time.End && OfValue(time.Value).IsKnown)
            {
                there.Remove(part);
            }

            if (time.Start < doc.Sentences[sentence].Start || time.Type is not (TimeType.Date or TimeType.Time) || doc.Dates[sentence].Exists(d => d.Start < time.End && time.Start < d.End) || OfValue(time.Value) is not { IsKnown: true } when)
            {
                continue;
            }

            doc.Dates[sentence].Add(new DateMention(time.Start, time.End, doc.Text[time.Start..time.End], DateShape.Settled, 0, 0, 0, IsoDayOfWeek.None, "", 0, 0) { When = when });
            doc.Dates[sentence].Sort((a, b) => a.Start.CompareTo(b.Start));
        }
    }

    /// <summary>A TIMEX3 value as bounds in days; unknown where it names no stretch of the calendar.</summary>
    internal static When OfValue(string? value)
    {
        if (value is null || value.Length < 3 || !value.AsSpan(0, 3).ContainsAnyInRange('0', '9') || value.Contains('X', StringComparison.Ordinal))
        {
            return When.Unknown;
        }

        var date = value.Split('T')[0];
        if (date.Length == 3 && int.TryParse(date, NumberStyles.None, CultureInfo.InvariantCulture, out var decade) && decade is > 100 and < 220)
        {
            return When.Between(new LocalDate(decade * 10, 1, 1), new LocalDate(decade * 10 + 9, 12, 31), DateBasis.Resolved);
        }

        if (date.Length < 4 || !int.TryParse(date[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1000 or > 2200)
        {
            return When.Unknown;
        }

        var rest = date.Length > 5 ? date[5..] : "";
        if (rest.Length == 0)
        {
            return When.InYear(year, DateBasis.Resolved);
        }

        if (rest[0] == 'W' && rest.Length >= 3 && int.TryParse(rest[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var week) && week is >= 1 and <= 52)
        {
            var monday = WeekYearRules.Iso.GetLocalDate(year, week, IsoDayOfWeek.Monday);
            return rest.EndsWith("WE", StringComparison.Ordinal) ? When.Between(monday.PlusDays(5), monday.PlusDays(6), DateBasis.Resolved) : When.Between(monday, monday.PlusDays(6), DateBasis.Resolved);
        }

        var (from, months) = rest switch { "SP" => (3, 3), "SU" => (6, 3), "FA" => (9, 3), "Q1" => (1, 3), "Q2" => (4, 3), "Q3" => (7, 3), "Q4" => (10, 3), "H1" => (1, 6), "H2" => (7, 6), _ => (0, 0) };
        if (months > 0)
        {
            return When.Between(new LocalDate(year, from, 1), new LocalDate(year, from, 1).PlusMonths(months).PlusDays(-1), DateBasis.Resolved);
        }

        if (rest == "WI")
        {
            // The winter of a year begins in its December or ends in its February; both are meant by some.
            return When.Between(new LocalDate(year - 1, 12, 1), new LocalDate(year, 12, 31), DateBasis.Resolved);
        }

        var parts = rest.Split('-');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var month) || month is < 1 or > 12)
        {
            return When.Unknown;
        }

        return parts.Length == 1 ? When.InMonth(year, month, DateBasis.Resolved)
            : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var day) && DateFinder.IsDay(year, month, day) ? When.OnDay(new LocalDate(year, month, day), DateBasis.Resolved) : When.Unknown;
    }
}
