using System.Globalization;
using NodaTime;

namespace Entente.Engine.Recognition.Times;

/// <summary>Finds time expressions of English text: the longest at each place, by the forms that dates, times, durations and repetitions take.</summary>
internal sealed class TimeGrammar(TimeTokens t)
{
    /// <summary>A phrase and the token after it.</summary>
    private readonly record struct Found(TimePhrase Phrase, int Next);

    public List<TimePhrase> All()
    {
        var phrases = new List<TimePhrase>();
        for (var i = 0; i < t.Count;)
        {
            if (Coordinated(i, phrases) is { } after)
            {
                i = after;
                continue;
            }

            Found? best = null;
            foreach (var found in new[] { Dated(i), Counted(i), Repeated(i), Clock(i), Single(i) })
            {
                if (found is { } f && (best is not { } b || f.Next > b.Next))
                {
                    best = f;
                }
            }

            if (best is { } phrase)
            {
                phrases.Add(phrase.Phrase with { Start = t.Start(i), End = t.End(phrase.Next - 1) });
                i = phrase.Next;
            }
            else
            {
                i++;
            }
        }

        return phrases;
    }

    /// <summary>"6 and 12 July", "September 15–17": several days of one month, each an expression of its own.</summary>
    private int? Coordinated(int i, List<TimePhrase> phrases)
    {
        if (DayNumber(i) is { } first && t[first.Next] is "and" or "or" or "to" or "-" or "," && DayMonthYear(first.Next + 1) is { Phrase.Day: not null } second && DayNumber(first.Next + 1) is not null && !IsCut(i))
        {
            phrases.Add(second.Phrase with { Day = first.Day, Start = t.Start(i), End = t.End(first.Next - 1) });
            phrases.Add(second.Phrase with { Start = t.Start(first.Next + 1), End = t.End(second.Next - 1) });
            return second.Next;
        }

        if (MonthName(i) is { } month && DayNumber(i + 1) is { } from && t[from.Next] is "and" or "or" or "to" or "-" && DayNumber(from.Next + 1) is { } to && to.Day > from.Day && t[to.Next] is not ("%" or "percent") && TimeWords.Units.ContainsKey(t[to.Next]) is false)
        {
            var year = YearAfter(to.Next);
            var phrase = new TimePhrase { Month = month, Year = year?.Year };
            phrases.Add(phrase with { Day = from.Day, Start = t.Start(i), End = t.End(from.Next - 1) });
            phrases.Add(phrase with { Day = to.Day, Start = t.Start(from.Next + 1), End = t.End((year?.Next ?? to.Next) - 1) });
            return year?.Next ?? to.Next;
        }

        return null;
    }

    // ---- dates ----

    /// <summary>A date with the words that narrow it: "the end of", "early", "the morning of", and those that follow it: "night", "at noon".</summary>
    private Found? Dated(int i, int depth = 0)
    {
        var plain = Core(i) is { } whole ? Followed(whole) : (Found?)null;
        return Narrowed(i, depth) is { } narrowed && (plain is not { } p || narrowed.Next > p.Next) ? narrowed : plain;
    }

    private Found? Narrowed(int i, int depth)
    {
        var j = t[i] is "the" or "ca" or "circa" or "about" or "around" ? i + 1 : i;
        if (j > i && t[i] is "ca" && t[j] == ".")
        {
            j++;
        }

        // "the end of 1944", "the last days of August", "the morning hours of 1 May"
        var k = j;
        if (t[k] is "early" or "late" or "very" && (t[k + 1] is "part" or "hours" or "days" or "weeks" or "months" or "years" || TimeWords.DayParts.ContainsKey(t[k + 1])))
        {
            k++;
        }

        var dayPart = TimeWords.DayParts.GetValueOrDefault(t[k]);
        if (dayPart is not null && t[k + 1] is "hours" or "hour")
        {
            k++;
        }

        if ((dayPart is not null || t[k] is "end" or "beginning" or "start" or "middle" or "close" or "rest" or "remainder" or "outset" or "course" or "part" or "half" or "eve" or "turn" or "days" or "weeks" or "months") && (t[k + 1] == "of" || (t[k + 1] == "in" && dayPart is not null))
            && (t[k] is not ("days" or "weeks" or "months" or "part" or "half" or "course" or "rest" or "remainder" or "turn" or "eve") || k > j || t[k] is "rest" or "remainder" or "eve")
            && depth < 3 && Dated(k + 2, depth + 1) is { } inner && inner.Phrase.Type is TimeType.Date or TimeType.Time && inner.Phrase.Value is null && !(t[k] == "eve" && inner.Phrase.Day is null))
        {
            return new Found(dayPart is null ? inner.Phrase : inner.Phrase with { DayPart = dayPart, Type = TimeType.Time }, inner.Next);
        }

        // "the end of the war" is no date, "month's end" and "year-end" are.
        if (t[j] is "month" or "year" && t[j + 1] is "'s" or "-" && t[j + 2] == "end")
        {
            return new Found(new TimePhrase { Frame = Frame.Narrative, Unit = t[j] == "month" ? "M" : "Y", Count = 0 }, j + 3);
        }

        // "first half of 2008", "latter part of the year"
        if (t[j] is "first" or "second" or "latter" or "early" or "later" or "last" && t[j + 1] is "half" or "part" && t[j + 2] == "of" && Core(t[j + 3] == "the" ? j + 4 : j + 3) is { Phrase.Type: TimeType.Date } half && half.Phrase.Value is null)
        {
            return new Found(t[j + 1] == "half" && half.Phrase.Year is not null && half.Phrase.Month is null ? half.Phrase with { Part = t[j] == "first" ? "H1" : "H2" } : half.Phrase, half.Next);
        }

        // "early", "late", "mid-", "early on", "late in", "early the next"
        var m = j;
        var narrowed = false;
        if (t[m] is "early" or "late" or "mid" or "earlier" or "later")
        {
            narrowed = true;
            m++;
            if (t[m] is "-")
            {
                m++;
            }
            else if (t[m] is "in" or "during")
            {
                m++;
            }

            if (t[m] is "to" or "and" && t[m + 1] is "mid" or "late")
            {
                m += t[m + 2] is "-" ? 3 : 2;
            }

            if (t[m] == "the" && t[m + 1] is not ("year" or "month"))
            {
                m++;
            }
        }

        if (TimeWords.DayParts.TryGetValue(t[m], out var bare) && narrowed && t[m - 1] != "the" && t[m + 1] != "of")
        {
            return null;
        }

        if (Core(m) is not { } core)
        {
            return null;
        }

        // An article stands before seasons, decades, numbered days and what is counted, never before a weekday or month.
        if (j > i && !TakesArticle(i, m, core))
        {
            return null;
        }

        // "earlier" and "later" go with periods only.
        if (narrowed && t[j] is "earlier" or "later" && core.Phrase.Unit is null && core.Phrase.Year is null && core.Phrase.Month is null && core.Phrase.Weekday is null)
        {
            return null;
        }

        return Followed(core);
    }

    private bool TakesArticle(int i, int core, Found found)
    {
        var p = found.Phrase;
        return t[i] switch
        {
            "ca" or "circa" or "about" or "around" => p.Year is not null,
            _ => core > i + 1 || p.Season is not null || p.Digits is not null || p.Unit is not null || p.Part is not null || p.Frame == Frame.Narrative || (p.Day is not null && DayNumber(i + 1) is not null),
        };
    }

    /// <summary>"Monday night", "12 May at noon", "June 5 in the morning".</summary>
    private Found Followed(Found core)
    {
        var (p, n) = core;
        if (p.Value is not null || p.Type is TimeType.Duration or TimeType.Set)
        {
            return core;
        }

        var isDay = p.Day is not null || p.Weekday is not null || (p.Unit == "D" && p.Frame != Frame.None);
        if (!isDay)
        {
            return core;
        }

        var k = t[n] is "at" or "in" or "," ? n + 1 : n;
        if (k > n && t[k] is "the" or "about" or "around")
        {
            k++;
        }

        if (t[k] is "early" or "late")
        {
            k++;
        }

        if (TimeWords.DayParts.TryGetValue(t[k], out var part) && t[k + 1] != "of" && t[n] != ",")
        {
            return new Found(p with { DayPart = part, Type = TimeType.Time }, k + 1);
        }

        if (Clock(k) is { } clock && clock.Phrase.Clock is not null && t[n] is "at" or "," or "around")
        {
            return new Found(p with { Clock = clock.Phrase.Clock, Type = TimeType.Time }, clock.Next);
        }

        return core;
    }

    private Found? Core(int i)
    {
        Found? best = null;
        foreach (var found in new[] { Iso(i), WeekdayFirst(i), DayMonthYear(i), MonthDayYear(i), Slashed(i), BareYear(i), YearBeforeSeason(i), Era(i), Decade(i), Century(i), SeasonOf(i), PartOfYear(i), Feast(i), Pointed(i), NumberedDay(i), Away(i) })
        {
            if (found is { } f && (best is not { } b || f.Next > b.Next))
            {
                best = f;
            }
        }

        return best;
    }

    private Found? Iso(int i)
    {
        if (Digits(i, 4) is { } y && y is > 1000 and < 2200 && t[i + 1] == "-" && t.Glued(i + 1) && Digits(i + 2, 2) is { } m && m is >= 1 and <= 12 && t.Glued(i + 2))
        {
            if (t[i + 3] == "-" && t.Glued(i + 3) && Digits(i + 4, 2) is { } d && DateFinder.IsDay(y, m, d))
            {
                return new Found(new TimePhrase { Year = y, Month = m, Day = d }, i + 5);
            }
        }

        return null;
    }

    private Found? WeekdayFirst(int i)
    {
        if (TimeWords.Weekday(t[i]) is not { } weekday || !t.IsCapital(i) || (t[i].Length <= 3 && t[i + 1] is not ("." or ",") && MonthName(i + 1) is null && !t.IsNumber(i + 1)))
        {
            return null;
        }

        var k = i + 1;
        if (t[i].Length <= 4 && t[k] == ".")
        {
            k++;
        }

        if (t[k] is "," or "(" or "the")
        {
            k++;
            if (t[k] == "the")
            {
                k++;
            }
        }

        if ((DayMonthYear(k) ?? MonthDayYear(k) ?? NumberedDay(k)) is { Phrase.Day: not null } date)
        {
            return date with { Next = t[k - 1] == "(" && t[date.Next] == ")" ? date.Next + 1 : date.Next };
        }

        if (t[i].Length <= 3)
        {
            return null;
        }

        // "Monday of last week", "Monday last"
        if (t[i + 1] is "last" or "next" && !TimeWords.Units.ContainsKey(t[i + 2]) && MonthName(i + 2) is null && t[i + 2] is "." or "," or "")
        {
            return new Found(new TimePhrase { Weekday = weekday, Frame = Frame.Speech, Direction = t[i + 1] == "last" ? -1 : 1 }, i + 2);
        }

        if (Pointed(t[i + 1] == "of" ? i + 2 : i + 1) is { Phrase.Unit: "W" } week)
        {
            return new Found(week.Phrase with { Weekday = weekday }, week.Next);
        }

        return new Found(new TimePhrase { Weekday = weekday, Frame = Frame.Speech }, i + 1);
    }

    /// <summary>"6 July 1950", "6th of July", "the eleventh day of ..." is left out: too rare to be sure.</summary>
    private Found? DayMonthYear(int i)
    {
        if ((DayNumber(i) ?? (Ordinal(i) is { } spelt && t[spelt.Next] == "of" && MonthName(spelt.Next + 1) is not null ? spelt : null)) is not { } day || IsCut(i))
        {
            return null;
        }

        var k = day.Next;
        if (t[k] is "of" or "-" or "." && (t[k] == "of" || t.Glued(k)))
        {
            k++;
        }

        if (MonthName(k) is not { } month || !DateFinder.IsDay(2000, month, day.Day))
        {
            return null;
        }

        k = AfterMonth(k);
        var year = t[k] == "-" ? Digits(k + 1, 4) is { } dashed ? (dashed, k + 2) : ((int, int)?)null : YearAfter(k) is { } y ? (y.Year, y.Next) : null;
        return new Found(Dating(new TimePhrase { Year = year?.Item1, Month = month, Day = day.Day }, year?.Item2 ?? k, out var next), next);
    }

    /// <summary>"July 6, 1950", "July 6", "July 1950", "July of 1950", "July".</summary>
    private Found? MonthDayYear(int i)
    {
        if ((MonthName(i) ?? UncapitalisedMonth(i)) is not { } month)
        {
            return null;
        }

        var k = AfterMonth(i);
        var named = t[i].Length > 3 && t[i] != "may" && t[i] != "march";
        if (DayNumber(t[k] == "the" ? k + 1 : k) is { } day && DateFinder.IsDay(2000, month, day.Day) && !(t[day.Next] is "%" or "percent" or ":") && !(Digits(k, 2) is not null && TimeWords.Units.ContainsKey(t[day.Next])))
        {
            if (t[day.Next] == "of" && Pointed(day.Next + 1) is { Phrase.Unit: "Y" } ofYear)
            {
                return new Found(ofYear.Phrase with { Month = month, Day = day.Day }, ofYear.Next);
            }

            var year = YearAfter(day.Next);
            return new Found(Dating(new TimePhrase { Year = year?.Year, Month = month, Day = day.Day }, year?.Next ?? day.Next, out var next), next);
        }

        if (t.IsNumber(k) && t[k].Length <= 3 && IsEra(k + 1, out _, out var isBefore) && isBefore)
        {
            return new Found(Dating(new TimePhrase { Month = month }, k, out var next), next);
        }

        if (YearAfter(k) is { } y)
        {
            return new Found(Dating(new TimePhrase { Year = y.Year, Month = month }, y.Next, out var next), next);
        }

        if (t[k] == "of" && Pointed(k + 1) is { Phrase.Unit: "Y" } its)
        {
            return new Found(its.Phrase with { Month = month }, its.Next);
        }

        if (!t.IsCapital(i))
        {
            return null;
        }

        // Three letters or a word that is also a verb: only where a month can stand.
        var governed = t[i - 1] is "in" or "since" or "until" or "till" or "by" or "of" or "from" or "to" or "through" or "during" or "last" or "next" or "this" or "early" or "late" or "mid" or "before" or "after" or "and" or "between" or "-" or "every" or "each" or "for";
        if (!named && !governed)
        {
            return null;
        }

        if (!named && t[i].Length == 3 && t[i] != "may")
        {
            return null;
        }

        // "March" and "May" that open a name: "March First Movement".
        return new Found(new TimePhrase { Month = month, Frame = Frame.Speech }, k);
    }

    private int? MonthName(int i) => TimeWords.Months.TryGetValue(t[i], out var m) && t.IsCapital(i) ? m : null;

    /// <summary>A month without its capital, where a day or year after it leaves no doubt.</summary>
    private int? UncapitalisedMonth(int i) =>
        TimeWords.Months.TryGetValue(t[i], out var m) && t[i] is not ("may" or "march" or "mar" or "jan" or "dec" or "sept" or "sep") && (DayNumber(i + 1) is not null || Digits(i + 1, 4) is not null) ? m : null;

    /// <summary>The token after a month, its full stop included where it is a short form.</summary>
    private int AfterMonth(int i) => t[i + 1] == "." && t[i].Length <= 4 && t[i] != "may" && t[i] != "june" && t[i] != "july" ? i + 2 : i + 1;

    /// <summary>A year that belongs to the date before it: "1950", ", 1950", "of 1950", "'50".</summary>
    private (int Year, int Next)? YearAfter(int i)
    {
        var k = t[i] is "," or "of" or "in" ? i + 1 : i;
        if (t[i] == "in" && Digits(k, 4) is null)
        {
            return null;
        }

        if (t[k] is "the" && t[k + 1] == "year")
        {
            k += 2;
        }

        if (Digits(k, 4) is { } y && y is >= 1000 and < 2200 && !(t[k + 1] == "." && t.IsNumber(k + 2) && t.Glued(k + 2)))
        {
            return (y, k + 1);
        }

        return t[k] is "'" or "’" && Digits(k + 1, 2) is { } shortened && t.Glued(k + 1) && k == i ? (FullYear(shortened), k + 2) : null;
    }

    /// <summary>The number is the tail of something longer: "3.5", "$20", "A12".</summary>
    private bool IsCut(int i) => t.Glued(i) && (t.IsWord(i - 1) || t.IsNumber(i - 1) || t[i - 1] is "." or "," or "/" or ":" or "$" or "€" or "£" or "#");

    private static int FullYear(int twoDigits) => twoDigits < 40 ? 2000 + twoDigits : 1900 + twoDigits;

    /// <summary>"BC" after a date.</summary>
    private TimePhrase Dating(TimePhrase phrase, int next, out int after)
    {
        after = next;
        if (phrase.Year is null && phrase.Month is not null && t.IsNumber(next) && t[next].Length <= 3 && IsEra(next + 1, out var e, out var before) && before)
        {
            after = e;
            return phrase with { Year = int.Parse(t[next], CultureInfo.InvariantCulture), BeforeChrist = true };
        }

        if (phrase.Year is null && phrase.Day is not null && IsEra(next, out e, out before) && before)
        {
            after = e;
            return phrase with { Year = phrase.Day, Day = null, BeforeChrist = true };
        }

        return phrase;
    }

    private bool IsEra(int i, out int next, out bool before)
    {
        before = t[i] is "bc" or "bce";
        next = i + 1;
        if (before || t[i] is "ad" or "ce")
        {
            return t.IsCapital(i);
        }

        if (t[i] is "b" or "a" && t.IsCapital(i) && t[i + 1] == "." && t[i + 2] is "c" or "d")
        {
            before = t[i] == "b";
            next = t[i + 3] == "." ? i + 4 : i + 3;
            return true;
        }

        return false;
    }

    private Found? Era(int i)
    {
        if (!t.IsNumber(i) || t[i].Length > 4 || t.Glued(i) && t[i - 1] is "." or ",")
        {
            return null;
        }

        if (IsEra(i + 1, out var next, out var before))
        {
            return new Found(new TimePhrase { Year = int.Parse(t[i], CultureInfo.InvariantCulture), BeforeChrist = before }, next);
        }

        // "499-450 BC": the first year is before our era as well.
        return t[i + 1] == "-" && t.IsNumber(i + 2) && t[i + 2].Length <= 4 && IsEra(i + 3, out _, out before) && before
            ? new Found(new TimePhrase { Year = int.Parse(t[i], CultureInfo.InvariantCulture), BeforeChrist = true }, i + 1)
            : null;
    }

    private Found? Slashed(int i)
    {
        if (!t.IsNumber(i) || t[i].Length > 2 || t.Glued(i) || t[i + 1] is not ("/" or "." or "-") || !t.Glued(i + 1) || t[i + 3] != t[i + 1] || !t.Glued(i + 2) || !t.Glued(i + 3) || !t.Glued(i + 4) || (Digits(i + 4, 4) ?? (Digits(i + 4, 2) is { } two && t[i + 1] == "/" ? FullYear(two) : null)) is not { } year || year is < 1000 or > 2200)
        {
            return null;
        }

        var (a, b) = (int.Parse(t[i], CultureInfo.InvariantCulture), Digits(i + 2, 2) ?? Digits(i + 2, 1) ?? 0);
        // Slashes read month first as Americans print them unless that is no date; full stops read day first.
        var monthFirst = t[i + 1] == "/" ? a <= 12 : b > 12;
        var (month, day) = monthFirst ? (a, b) : (b, a);
        return DateFinder.IsDay(year, month, day) ? new Found(new TimePhrase { Year = year, Month = month, Day = day }, i + 5) : null;
    }

    private Found? BareYear(int i)
    {
        if (t[i] is "fiscal" or "fy")
        {
            var f = t[i + 1] is "year" ? i + 2 : i + 1;
            return Digits(f, 4) is { } fiscal && fiscal is > 1900 and < 2200 ? new Found(new TimePhrase { Year = fiscal }, f + 1) : null;
        }

        if (t[i] == "year" && Digits(i + 1, 4) is { } named && named is > 1000 and < 2200)
        {
            return new Found(new TimePhrase { Year = named }, i + 2);
        }

        if (t[i] is "'" or "’" && Digits(i + 1, 2) is { } shortened && t.Glued(i + 1) && !t.Glued(i) && t[i + 2] != "s" && t[i - 1] is "of" or "in" or "since" or "-")
        {
            return new Found(new TimePhrase { Year = FullYear(shortened) }, i + 2);
        }

        // The second year of "1914-18".
        if (Digits(i, 2) is { } end && t[i - 1] is "-" or "/" && t.Glued(i) && t.Glued(i - 1) && Digits(i - 2, 4) is { } begin && begin is > 1000 and < 2100 && end > begin % 100 && t[i + 1] != "-")
        {
            return new Found(new TimePhrase { Year = (begin / 100 * 100) + end }, i + 1);
        }

        if (Digits(i, 4) is not { } year || year is < 1000 or >= 2100)
        {
            return null;
        }

        var next = t[i + 1];
        var before = t[i - 1];
        if (t.Glued(i) && before is "." or "," or "$" or "€" or "£" or "#" or "/" or ":" or "@" or "_" || before is "$" or "€" or "£" or "no" or "number" or "rs" or "usd" || (t.Glued(i + 1) && next is "%" or "/" or "_" or "@" or "s" || t.Glued(i) && t.IsWord(i - 1) || t.Glued(i + 1) && t.IsWord(i + 1)))
        {
            return null;
        }

        if (t.Glued(i + 1) && next is "." or "," or ":" && t.IsNumber(i + 2) && t.Glued(i + 2))
        {
            return null;
        }

        if (TimeWords.Measures.Contains(next) || TimeWords.Units.ContainsKey(next) || (next == "of" && before is not ("in" or "since" or "of")))
        {
            return null;
        }

        // A four-digit number before a plural counts things, unless a preposition of time stands before it.
        var governed = before is "in" or "of" or "since" or "until" or "till" or "by" or "from" or "to" or "during" or "before" or "after" or "between" or "and" or "early" or "late" or "mid" or "through" or "-" or "(" or "the" or "circa" or "spring" or "summer" or "autumn" or "fall" or "winter" or "around" or "," or "/" or "around" or "throughout" or "year" or "(";
        var counts = t.IsWord(i + 1) && !t.IsCapital(i + 1) && next.Length > 3 && next.EndsWith('s') && !next.EndsWith("ss", StringComparison.Ordinal) && next is not ("was" or "has" or "is" or "this" or "its" or "his" or "elections" or "olympics" or "games" or "talks" or "as" or "across" or "besides" or "protests");
        if (counts && before is not ("in" or "since" or "until" or "by" or "the" or "during") || (counts && before == "the" && next is not ("elections" or "olympics" or "games" or "talks" or "protests")))
        {
            return null;
        }

        if (year < 1900 && !governed)
        {
            return null;
        }

        return t[i - 1] is "about" or "around" or "some" or "over" or "nearly" or "almost" or "than" or "least" && t.IsWord(i + 1) && next is not ("and" or "but" or "when" or "the" or "in") ? null : new Found(new TimePhrase { Year = year }, i + 1);
    }

    /// <summary>"1982 summer".</summary>
    private Found? YearBeforeSeason(int i) =>
        BareYear(i) is { } year && TimeWords.Seasons.TryGetValue(t[year.Next], out var season) && t[year.Next] is not ("fall" or "spring") ? new Found(year.Phrase with { Season = season }, year.Next + 1) : null;

    private Found? Decade(int i)
    {
        var k = i;
        if (t[k] is "'" or "’" && Digits(k + 1, 2) is { } tens && tens % 10 == 0 && t.Glued(k + 1) && t[k + 2] == "s" && t.Glued(k + 2))
        {
            return new Found(new TimePhrase { Digits = (FullYear(tens) / 10).ToString(CultureInfo.InvariantCulture) }, k + 3);
        }

        if (TimeWords.Tens.TryGetValue(t[i], out var decade) && t[i - 1] is "the" or "early" or "late" or "mid" or "-")
        {
            return new Found(new TimePhrase { Digits = "19" + decade }, i + 1);
        }

        if (Digits(i, 2) is { } shortened && shortened % 10 == 0 && t.Glued(i + 1) && t[i + 1] == "s" && t[i - 1] is "the" or "early" or "late" or "mid" or "-")
        {
            return new Found(new TimePhrase { Digits = (FullYear(shortened) / 10).ToString(CultureInfo.InvariantCulture) }, i + 2);
        }

        if (!t.IsNumber(i) || t[i].Length is not (3 or 4) || !t[i].EndsWith('0') || !t.Glued(i + 1))
        {
            return null;
        }

        var end = t[i + 1] == "s" ? i + 2 : t[i + 1] == "'s" ? i + 2 : 0;
        if (end == 0 || (t[i].Length == 3 && !(IsEra(end, out _, out var bc) && bc)))
        {
            return null;
        }

        var before = IsEra(end, out var after, out var isBefore) && isBefore;
        var number = int.Parse(t[i], CultureInfo.InvariantCulture);
        if (!before && number is < 1000 or > 2100)
        {
            return null;
        }

        return new Found(new TimePhrase { Digits = before ? "BC" + (number / 10).ToString("000", CultureInfo.InvariantCulture) : (number / 10).ToString(CultureInfo.InvariantCulture) }, before ? after : end);
    }

    private Found? Century(int i)
    {
        int? number = Ordinal(i) is { } o ? o.Number : null;
        var k = number is null ? i : Ordinal(i)!.Value.Next;
        if (number is null or < 1 or > 21)
        {
            return null;
        }

        if (t[k] == "-")
        {
            k++;
        }

        if (t[k] is not ("century" or "centuries"))
        {
            return null;
        }

        var before = IsEra(k + 1, out var next, out var isBefore) && isBefore;
        return new Found(new TimePhrase { Digits = (before ? "BC" : "") + (number.Value - 1).ToString("00", CultureInfo.InvariantCulture) }, before ? next : k + 1);
    }

    private Found? SeasonOf(int i)
    {
        if (!TimeWords.Seasons.TryGetValue(t[i], out var season))
        {
            return null;
        }

        var k = t[i + 1] is "of" or "," or "in" ? i + 2 : i + 1;
        if (Digits(k, 4) is { } year && year is > 1000 and < 2200)
        {
            if (IsEra(k + 1, out var far, out var bc) && bc)
            {
                return new Found(new TimePhrase { Season = season, Year = year, BeforeChrist = true }, far);
            }

            return new Found(new TimePhrase { Season = season, Year = year }, k + 1);
        }

        if (t.IsNumber(k) && IsEra(k + 1, out var next, out var before) && before)
        {
            return new Found(new TimePhrase { Season = season, Year = int.Parse(t[k], CultureInfo.InvariantCulture), BeforeChrist = true }, next);
        }

        if (t[i + 1] == "of" && Pointed(i + 2) is { Phrase.Unit: "Y" } its)
        {
            return new Found(its.Phrase with { Season = season }, its.Next);
        }

        // "fall" and "spring" are verbs and things besides; a season alone stands after a word of time and before no name.
        var governed = t[i - 1] is "in" or "last" or "next" or "this" or "early" or "late" or "mid" or "during" or "by" or "since" or "until" or "that" or "-" or "through" or "and" || (t[i - 1] == "the" && t[i - 2] is "in" or "during" or "by" or "until" or "since" or "through" or "of" or "over" or "for");
        if (!governed || t[i + 1] == "of" || (t[i] is "fall" or "spring" && t[i - 1] is "and" or "by" or "-" or "until" or "since" or "through") || (t.IsCapital(i) && !t.OpensSentence(i) && t.IsCapital(i + 1)) || t[i + 1] == "-")
        {
            return null;
        }

        return new Found(new TimePhrase { Season = season, Frame = Frame.Speech }, i + 1);
    }

    /// <summary>"the third quarter of 2021", "first quarter", "Q3 2021".</summary>
    private Found? PartOfYear(int i)
    {
        string? part = null;
        var k = i;
        if (t[i] is "q" or "h" && t.IsCapital(i) && t.IsNumber(i + 1) && t.Glued(i + 1) && t[i + 1] is "1" or "2" or "3" or "4")
        {
            (part, k) = (t[i].ToUpperInvariant() + t[i + 1], i + 2);
        }
        else if (Ordinal(i) is { } ordinal && t[ordinal.Next] is "quarter" or "half" && ordinal.Number <= (t[ordinal.Next] == "half" ? 2 : 4))
        {
            (part, k) = ((t[ordinal.Next] == "half" ? "H" : "Q") + ordinal.Number, ordinal.Next + 1);
        }

        if (part is null)
        {
            return null;
        }

        var m = t[k] is "of" or "," or "in" ? k + 1 : k;
        if (t[m] is "fiscal")
        {
            m += t[m + 1] == "year" ? 2 : 1;
        }

        if (Digits(m, 4) is { } year && year is > 1900 and < 2200)
        {
            return new Found(new TimePhrase { Part = part, Year = year }, m + 1);
        }

        if (t[k] == "of" && Pointed(k + 1) is { Phrase.Unit: "Y" } its)
        {
            return new Found(its.Phrase with { Part = part }, its.Next);
        }

        return part[0] == 'Q' && t[i] is not ("q" or "h") ? new Found(new TimePhrase { Part = part, Frame = Frame.Speech }, k) : null;
    }

    private Found? Feast(int i)
    {
        if (!t.IsCapital(i))
        {
            return null;
        }

        foreach (var length in new[] { 4, 3, 2, 1 })
        {
            var name = string.Join(' ', Enumerable.Range(i, length).Select(n => t[n]));
            if (!TimeWords.Feasts.TryGetValue(name, out var feast) || (name == "new year" && t[i - 1] is not ("the" or "last" or "lunar")) || (name == "independence day"))
            {
                continue;
            }

            var k = i + length;
            var year = YearAfter(k);
            return new Found(new TimePhrase { Month = feast.Month, Day = feast.Day, Year = year?.Year, Frame = year is null ? Frame.Speech : Frame.None }, year?.Next ?? k);
        }

        return null;
    }

    /// <summary>"the 8th", "the 27th of the month": a day of the month last spoken of.</summary>
    private Found? NumberedDay(int i)
    {
        if (!t.IsNumber(i) || t[i].Length > 2 || !t.Glued(i + 1) || t[i + 1] is not ("st" or "nd" or "rd" or "th") || int.Parse(t[i], CultureInfo.InvariantCulture) is not (>= 1 and <= 31))
        {
            return null;
        }

        var day = int.Parse(t[i], CultureInfo.InvariantCulture);
        if (t[i + 2] == "of" && t[i + 3] is "this" or "that" or "the" or "last" or "next" && t[i + 4] == "month")
        {
            return new Found(new TimePhrase { Day = day, Frame = t[i + 3] is "last" or "next" or "this" ? Frame.Speech : Frame.Narrative, Unit = "M", Count = t[i + 3] == "last" ? -1 : t[i + 3] == "next" ? 1 : 0 }, i + 5);
        }

        // "on the 13th" and at a pause; before a noun it numbers something else.
        return t[i - 1] == "the" && t[i - 2] is "on" or "by" or "until" or "from" or "to" or "since" or "of" or "and" && (!t.IsWord(i + 2) || t[i + 2] is "and" or "to" or "the" or "in" or "at" or "when" or "he" or "she" or "they" or "it" or "but" or "after" or "before" or "with" or "a" or "by" or "was" or "were")
            ? new Found(new TimePhrase { Day = day, Frame = Frame.Narrative }, i + 2)
            : null;
    }

    /// <summary>"last year", "next Monday", "this week", "the same month", "the following day", "the year".</summary>
    private Found? Pointed(int i)
    {
        if (t[i] is "today" or "tonight" or "yesterday" or "tomorrow")
        {
            var phrase = new TimePhrase { Frame = Frame.Speech, Unit = "D", Count = t[i] == "yesterday" ? -1 : t[i] == "tomorrow" ? 1 : 0, Value = null };
            return new Found(t[i] == "tonight" ? phrase with { DayPart = "NI", Type = TimeType.Time } : phrase, i + 1);
        }

        if (t[i] == "the" && t[i + 1] == "day" && t[i + 2] is "before" or "after" && t[i + 3] is "yesterday" or "tomorrow")
        {
            return new Found(new TimePhrase { Frame = Frame.Speech, Unit = "D", Count = t[i + 2] == "before" ? -2 : 2 }, i + 4);
        }

        var k = t[i] == "the" ? i + 1 : i;
        var word = t[k];
        if (word is "that" or "this" && t[k + 1] is "very" or "same" or "past" or "coming" or "last")
        {
            k++;
            word = t[k] is "past" or "last" ? "last" : t[k] == "coming" ? "next" : t[k - 1] == "that" ? "same" : word;
        }

        (Frame Frame, int Shift)? pointer = word switch
        {
            "last" or "past" => (Frame.Speech, -1),
            "next" when k == i => (Frame.Speech, 1),
            "next" or "following" or "succeeding" or "subsequent" or "ensuing" => (Frame.Narrative, 1),
            "coming" or "upcoming" => (Frame.Speech, 1),
            "previous" or "preceding" or "prior" => (Frame.Narrative, -1),
            "this" or "current" => (Frame.Speech, 0),
            "that" or "same" or "very" => (Frame.Narrative, 0),
            _ => null,
        };
        if (pointer is not { } p)
        {
            // "the year", "the month" after "of", "in", "by": the one spoken of. "the day" is too vague.
            return t[i] == "the" && t[i + 1] is "year" or "month" && t[i - 1] is "of" or "in" or "later" or "earlier" or "during" && t[i + 2] is not ("of" or "when" or "that" or "-")
                ? new Found(new TimePhrase { Frame = Frame.Narrative, Unit = t[i + 1] == "year" ? "Y" : "M", Count = 0 }, i + 2)
                : null;
        }

        k++;
        if (k == i + 1 && word is "same" or "following" or "previous" or "preceding" or "very" or "ensuing" or "subsequent" && t[i - 1] is not ("the" or "that"))
        {
            // Without an article these go with no single time.
            if (word is not ("following" or "previous"))
            {
                return null;
            }
        }

        if (t[k] is "fiscal" or "calendar" && t[k + 1] == "year")
        {
            k++;
        }

        if (TimeWords.Units.TryGetValue(t[k], out var unit) && !t[k].EndsWith('s') && unit[0] != 'T' && t[k + 1] != "-")
        {
            if (unit == "N")
            {
                return new Found(new TimePhrase { Frame = p.Frame, Unit = "D", Count = p.Shift, DayPart = "NI", Type = TimeType.Time }, k + 1);
            }

            if (unit == "W" && TimeWords.Weekday(t[k + 1] == "on" ? t[k + 2] : t[k + 1]) is { } ofWeek && t.IsCapital(t[k + 1] == "on" ? k + 2 : k + 1))
            {
                return new Found(new TimePhrase { Frame = p.Frame, Unit = "W", Count = p.Shift, Weekday = ofWeek }, t[k + 1] == "on" ? k + 3 : k + 2);
            }

            // "the past year" is the stretch up to now.
            return word == "past" || (word == "last" && t[i] == "the" && unit != "Q" && t[i - 1] is "in" or "over" or "for" or "during" or "within")
                ? new Found(new TimePhrase { Type = TimeType.Duration, Value = Span(unit, 1) }, k + 1)
                : new Found(new TimePhrase { Frame = p.Frame, Unit = unit, Count = p.Shift }, k + 1);
        }

        if (TimeWords.DayParts.TryGetValue(t[k], out var part) && word is "this" or "that" or "next" or "same" or "following" or "last" or "previous" && !t[k].EndsWith('s'))
        {
            return new Found(new TimePhrase { Frame = p.Frame, Unit = "D", Count = p.Shift, DayPart = part, Type = TimeType.Time }, k + 1);
        }

        if (TimeWords.Weekday(t[k]) is { } weekday && t[k].Length > 3)
        {
            return new Found(new TimePhrase { Frame = p.Frame, Weekday = weekday, Direction = word is "this" or "same" or "that" ? 0 : p.Shift, Unit = word == "this" ? "W" : null, Count = word == "this" ? 0 : null }, k + 1);
        }

        if (MonthName(k) is { } month && Digits(k + 1, 4) is null)
        {
            return DayNumber(k + 1) is null ? new Found(new TimePhrase { Frame = p.Frame, Month = month, Direction = p.Shift, Unit = word == "this" ? "Y" : null, Count = word == "this" ? 0 : null }, k + 1) : null;
        }

        if (TimeWords.Seasons.TryGetValue(t[k], out var season) && word is not ("past" or "very"))
        {
            return new Found(new TimePhrase { Frame = p.Frame, Season = season, Direction = p.Shift, Unit = word is "this" or "that" or "same" ? "Y" : null, Count = word is "this" or "that" or "same" ? 0 : null }, k + 1);
        }

        return null;
    }

    /// <summary>"two days ago", "a year earlier", "the day before", "within hours" is a duration and not here.</summary>
    private Found? Away(int i)
    {
        if (t[i] == "the" && t[i + 1] is "day" or "week" or "month" or "year" or "night" or "morning" && t[i + 2] is "before" or "after" or "following" or "previous" or "prior" && (!t.IsWord(i + 3) || t[i + 3] is "and" or "but" or "he" or "they" or "when"))
        {
            return new Found(new TimePhrase { Frame = Frame.Narrative, Unit = t[i + 1] is "night" or "morning" ? "D" : TimeWords.Units[t[i + 1]], Count = t[i + 2] is "before" or "previous" ? -1 : 1, DayPart = t[i + 1] is "night" ? "NI" : t[i + 1] is "morning" ? "MO" : null, Type = t[i + 1] is "night" or "morning" ? TimeType.Time : TimeType.Date }, i + 3);
        }

        var from = i;
        if (t[from] is "just" or "only" or "some" or "about" or "over" or "almost" or "nearly" or "around" or "roughly" or "barely")
        {
            from++;
        }
        else if (t[from] is "less" or "more" or "fewer" && t[from + 1] == "than")
        {
            from += 2;
        }
        else if (t[from] == "a" && t[from + 1] is "mere" or "full")
        {
            from += 2;
        }

        if (Amount(from) is not { } amount || !TimeWords.Units.TryGetValue(t[amount.Next], out var unit))
        {
            return null;
        }

        var k = amount.Next + 1;
        var (frame, direction) = t[k] switch
        {
            "ago" => (Frame.Speech, -1),
            "earlier" or "previously" or "beforehand" => (Frame.Narrative, -1),
            "later" or "afterwards" or "afterward" or "hence" => (Frame.Narrative, 1),
            "from" when t[k + 1] is "now" or "today" => (Frame.Speech, 1),
            "from" when t[k + 1] is "tomorrow" or "yesterday" && unit == "D" => (Frame.Speech, 1),
            "before" or "after" when !t.IsWord(k + 1) => (Frame.Narrative, t[k] == "before" ? -1 : 1),
            _ => (Frame.None, 0),
        };
        if (direction == 0)
        {
            return null;
        }

        var shift = t[k] == "from" && t[k + 1] == "tomorrow" ? 1 : t[k] == "from" && t[k + 1] == "yesterday" ? -1 : 0;
        return new Found(new TimePhrase { Frame = frame, Unit = unit, Count = amount.Count is { } n ? (n * direction) + shift : null, Direction = direction }, t[k] == "from" ? k + 2 : k + 1);
    }

    // ---- durations, repetitions, clock ----

    /// <summary>"three weeks", "ten-day", "the next two months", "less than an hour", "decades".</summary>
    private Found? Counted(int i)
    {
        var j = i;
        if (t[j] is "the" or "nearly" or "almost" or "about" or "around" or "roughly" or "approximately" or "over" or "under" or "only" or "just" or "barely" or "some" or "at" or "more" or "less" or "fewer" or "up" or "as" || (t[j] == "another" && !TimeWords.Units.ContainsKey(t[j + 1])))
        {
            j++;
            if (t[j - 1] == "at" && t[j] is "least" or "most" || t[j - 1] is "more" or "less" or "fewer" && t[j] == "than" || t[j - 1] is "up" && t[j] == "to")
            {
                j++;
            }
            else if (t[j - 1] is "at" or "more" or "less" or "fewer" or "up" or "as")
            {
                return null;
            }
        }

        // "all week", "the whole year", "half a year" and "half-year"
        var all = t[j] is "a" && t[j + 1] is "full" or "whole" ? j + 1 : j;
        if (t[all] is "all" or "whole" or "full" or "entire" or "half" && TimeWords.Units.TryGetValue(t[all + 1] == "-" ? t[all + 2] : t[all + 1], out var one) && !t[all + 1].EndsWith('s') && one is not ("TS" or "Q" or "N"))
        {
            return new Found(new TimePhrase { Type = TimeType.Duration, Value = Span(one, t[all] == "half" ? 0.5m : 1) }, t[all + 1] == "-" ? all + 3 : all + 2);
        }

        var framed = t[j] is "next" or "last" or "past" or "first" or "final" or "previous" or "following" or "coming" or "opening" or "preceding" or "subsequent";
        if (framed)
        {
            j++;
        }

        if (Amount(j) is { } amount)
        {
            var k = amount.Next;
            var hyphened = t[k] == "-" && t.Glued(k);
            if (hyphened)
            {
                k++;
            }

            if (t[k] is "full" or "long" or "whole" or "consecutive" or "straight" or "more" or "additional" or "short")
            {
                k++;
            }

            if (TimeWords.Units.TryGetValue(t[k], out var unit) && t[k + 1] is not ("ago" or "earlier" or "later") && !(unit == "TS" && t[k] == "second") && !(unit == "Q" && amount.Article))
            {
                // A whole day, year or month with an article is a rate or an idiom as often as a stretch.
                if (amount.Article && !framed && j == i && t[j] != "another" && t[j - 1] is not ("for" or "within" or "in" or "of" or "after" or "than" or "about" or "over" or "nearly" or "almost" or "least" or "under" or "lasted" or "spent" or "took" or "takes" or "take" or "lasting" or "every" or "once" or "times" or "twice"))
                {
                    return null;
                }

                var end = k + 1;
                if (t[end] == "and" && t[end + 1] == "a" && t[end + 2] == "half")
                {
                    return new Found(new TimePhrase { Type = TimeType.Duration, Value = Span(unit, amount.Count + 0.5m) }, end + 3);
                }

                if (t[end] is "old" && !hyphened)
                {
                    end++;
                }
                else if (t[end] == "-" && t.Glued(end) && t[end + 1] is "old" or "long")
                {
                    end += 2;
                }
                else if (t[end] == "of" && t[end + 1] == "age")
                {
                    end += 2;
                }

                if (amount.Count is not null && !amount.Article && t[end] is "and" or "," && Amount(end + 1) is { Article: false, Count: { } more } further && TimeWords.Units.TryGetValue(t[further.Next], out var smaller) && smaller != unit && "TYMWD".Contains(smaller[0]) && "TYMWD".Contains(unit[0]))
                {
                    var (head, tail) = (Span(unit, amount.Count), Span(smaller, more));
                    return new Found(new TimePhrase { Type = TimeType.Duration, Value = head + (head.Contains('T') ? tail[2..] : tail[1..]) }, further.Next + 1);
                }

                if (framed && t[end] == "of" && Dated(end + 1) is { Phrase: { Type: TimeType.Date, Value: null } } period)
                {
                    end = period.Next;
                }

                if (t[i] == "the" && !framed)
                {
                    return null;
                }

                if (unit == "Q" && !framed)
                {
                    return null;
                }

                var rate = amount.Article && t[j - 1] is "once" or "times" or "twice";
                return new Found(new TimePhrase { Type = rate ? TimeType.Set : TimeType.Duration, Value = Span(unit, amount.Count) }, end);
            }

            return null;
        }

        // "the last week of August"
        if (framed && t[i] == "the" && TimeWords.Units.TryGetValue(t[j], out var first) && first is "D" or "W" or "M" && t[j + 1] == "of" && Dated(j + 2) is { Phrase: { Type: TimeType.Date, Value: null } } within)
        {
            return new Found(new TimePhrase { Type = TimeType.Duration, Value = Span(first, t[j].EndsWith('s') ? null : 1) }, within.Next);
        }

        // "for decades", "years of war", "in recent years", "the coming months"
        if (TimeWords.Units.TryGetValue(t[j], out var bare) && t[j].EndsWith('s') && bare is not ("TS" or "N") && t[j] is not ("quarters" or "seconds"))
        {
            var vague = framed || t[i - 1] is "for" or "after" or "within" or "of" or "in" or "recent" or "over" or "last" || t[j + 1] is "of" or "-";
            return vague && (j == i || framed) && t[j + 1] is not ("ago" or "earlier" or "later" or "before") ? new Found(new TimePhrase { Type = TimeType.Duration, Value = Span(bare, null) }, j + 1) : null;
        }

        return null;
    }

    /// <summary>"daily", "every day", "each Monday", "per week".</summary>
    private Found? Repeated(int i)
    {
        if (TimeWords.Sets.TryGetValue(t[i], out var set) && t[i] is not "annual" && !t.IsCapital(i))
        {
            return new Found(new TimePhrase { Type = TimeType.Set, Value = set }, i + 1);
        }

        if (t[i] is not ("every" or "each" or "per"))
        {
            return null;
        }

        var k = i + 1;
        if (t[k] is "single" or "other")
        {
            k++;
        }

        var count = Amount(k);
        var at = count is { Article: false } n ? n.Next : k;
        if (TimeWords.Units.TryGetValue(t[at], out var unit))
        {
            return new Found(new TimePhrase { Type = TimeType.Set, Value = Span(unit is "N" ? "D" : unit, count is { Article: false } c ? c.Count : t[k - 1] == "other" ? 2 : 1) }, at + 1);
        }

        if (TimeWords.Weekday(t[k]) is { } weekday && t[k].Length > 3)
        {
            return new Found(new TimePhrase { Type = TimeType.Set, Value = "XXXX-WXX-" + (int)weekday }, k + 1);
        }

        if (TimeWords.DayParts.TryGetValue(t[k], out var part))
        {
            return new Found(new TimePhrase { Type = TimeType.Set, Value = "XXXX-XX-XXT" + part }, k + 1);
        }

        if (MonthName(k) is { } month)
        {
            return new Found(new TimePhrase { Type = TimeType.Set, Value = "XXXX-" + month.ToString("00", CultureInfo.InvariantCulture) }, k + 1);
        }

        return TimeWords.Seasons.TryGetValue(t[k], out var season) ? new Found(new TimePhrase { Type = TimeType.Set, Value = "XXXX-" + season }, k + 1) : null;
    }

    /// <summary>"3 p.m.", "10:57", "0500 hours", "noon", with a zone after it and a date: "3 p.m. on Monday".</summary>
    private Found? Clock(int i)
    {
        if (t[i] is "noon" or "midnight" && t[i + 1] is not ("-" or "of"))
        {
            return OnDate(new TimePhrase { Type = TimeType.Time, Clock = t[i] == "noon" ? "T12:00" : "T24:00" }, i + 1);
        }

        if (!t.IsNumber(i) || t[i].Length > 4 || t.Glued(i) && t[i - 1] is not ("(" or "-" or "\"" or "“"))
        {
            return null;
        }

        int hour, minute = 0;
        var k = i + 1;
        var exact = false;
        if (t[i].Length == 4 && t[k] is "hrs" or "hours" or "gmt" or "utc" or "h")
        {
            (hour, minute) = (int.Parse(t[i][..2], CultureInfo.InvariantCulture), int.Parse(t[i][2..], CultureInfo.InvariantCulture));
            k += t[k] is "gmt" or "utc" ? 0 : 1;
            exact = true;
        }
        else if (t[i].Length <= 2)
        {
            hour = int.Parse(t[i], CultureInfo.InvariantCulture);
            if (t[k] is ":" or "." && t.Glued(k) && Digits(k + 1, 2) is { } m && t.Glued(k + 1))
            {
                minute = m;
                exact = t[k] == ":";
                k += 2;
                if (t[k] == ":" && Digits(k + 1, 2) is not null)
                {
                    k += 2;
                }
            }
        }
        else
        {
            return null;
        }

        var half = t[k] is "am" or "pm" ? (t[k][0], k + 1) : t[k] is "a" or "p" && t[k + 1] == "." && t[k + 2] == "m" ? (t[k][0], t[k + 3] == "." ? k + 4 : k + 3) : ((char, int)?)null;
        if (half is { } h)
        {
            hour = h.Item1 == 'p' && hour < 12 ? hour + 12 : h.Item1 == 'a' && hour == 12 ? 0 : hour;
            k = h.Item2;
        }
        else if (t[k] == "o" && t[k + 1] is "'" or "’" && t[k + 2] == "clock")
        {
            k += 3;
        }
        else if (t[k] is "hrs" && exact)
        {
            k++;
        }
        else if (!exact || (t[k] is not ("gmt" or "utc" or "local" or "hrs") && t[i - 1] is not ("at" or "by" or "until" or "around" or "about" or "from" or "to" or "before" or "after" or "and" or "between" or "-" or "since")))
        {
            return null;
        }

        if (hour > 24 || minute > 59)
        {
            return null;
        }

        if (t[k] is "gmt" or "utc" or "est" or "edt" or "et" or "pst" or "cet" or "jst" or "kst" or "ist" && t.IsCapital(k))
        {
            k++;
        }
        else if (t[k] == "(" && t[k + 2] is "gmt" or "utc" && t.IsNumber(k + 1) && t[k + 3] == ")")
        {
            k += 4;
        }
        else if (t[k] == "local" && t[k + 1] == "time")
        {
            k += 2;
        }

        return OnDate(new TimePhrase { Type = TimeType.Time, Clock = $"T{hour:00}:{minute:00}" }, k);
    }

    private Found OnDate(TimePhrase clock, int next)
    {
        var k = t[next] is "on" or "," or "of" ? next + 1 : next;
        if (t[k] is "the" && t[next] == "on")
        {
            k++;
        }

        return Core(k) is { } date && date.Phrase.Type == TimeType.Date && date.Phrase.Value is null && (date.Phrase.Day is not null || date.Phrase.Weekday is not null || date.Phrase.Unit == "D")
            ? new Found(date.Phrase with { Clock = clock.Clock, Type = TimeType.Time }, date.Next)
            : new Found(clock, next);
    }

    /// <summary>"now", "recently", "the past", "the future"; a part of the day alone.</summary>
    private Found? Single(int i)
    {
        if (TimeWords.References.TryGetValue(t[i], out var reference))
        {
            return t[i] == "now" && t[i + 1] == "-" ? null : new Found(new TimePhrase { Value = reference }, i + 1);
        }

        if (t[i] == "the" && t[i + 1] is "past" or "future" or "present" && (!t.IsWord(i + 2) || t[i + 2] is "and" or "but" or "to" or "of" or "is" or "was" or "as" or "in"))
        {
            return new Found(new TimePhrase { Value = t[i + 1] == "past" ? "PAST_REF" : t[i + 1] == "future" ? "FUTURE_REF" : "PRESENT_REF" }, i + 2);
        }

        // "at night", "in the morning"
        if (TimeWords.DayParts.TryGetValue(t[i], out var part) && t[i] is not ("overnight" or "midday" or "dawn" or "nightfall" or "dusk" or "sunset" or "sunrise" or "daybreak") && t[i - 1] is "at" or "by" && t[i + 1] != "of" || t[i] is "overnight")
        {
            return new Found(new TimePhrase { Type = TimeType.Time, Value = "XXXX-XX-XXT" + (part ?? "NI") }, i + 1);
        }

        return null;
    }

    // ---- numbers ----

    private int? Digits(int i, int length) => t.IsNumber(i) && t[i].Length == length ? int.Parse(t[i], CultureInfo.InvariantCulture) : null;

    /// <summary>A number of a day in digits, with or without its ending: "6", "6th".</summary>
    private (int Day, int Next)? DayNumber(int i)
    {
        if (!t.IsNumber(i) || t[i].Length > 2 || int.Parse(t[i], CultureInfo.InvariantCulture) is not (>= 1 and <= 31 and var day))
        {
            return null;
        }

        return t.Glued(i + 1) && t[i + 1] is "st" or "nd" or "rd" or "th" ? (day, i + 2) : t.Glued(i + 1) && t.IsWord(i + 1) || (t.Glued(i + 1) && t[i + 1] is "." or "," or ":" && t.IsNumber(i + 2) && t.Glued(i + 2)) ? null : (day, i + 1);
    }

    private (int Number, int Next)? Ordinal(int i)
    {
        if (t.IsNumber(i) && t[i].Length <= 2 && t.Glued(i + 1) && t[i + 1] is "st" or "nd" or "rd" or "th")
        {
            return (int.Parse(t[i], CultureInfo.InvariantCulture), i + 2);
        }

        if (t[i] == "twenty" && t[i + 1] == "-" && t[i + 2] == "first")
        {
            return (21, i + 3);
        }

        return TimeWords.Ordinals.TryGetValue(t[i], out var number) ? (number, i + 1) : null;
    }

    /// <summary>How many of a unit: digits, number words, "a", "several"; a null count is left open.</summary>
    private (decimal? Count, int Next, bool Article)? Amount(int i)
    {
        if (t.IsNumber(i))
        {
            if (t.Glued(i) && t[i - 1] is "." or "," or "$" || t[i].Length > 6)
            {
                return null;
            }

            if (t[i + 1] == "." && t.IsNumber(i + 2) && t.Glued(i + 1) && t.Glued(i + 2) && t[i + 2].Length <= 3)
            {
                return (decimal.Parse(t[i] + "." + t[i + 2], CultureInfo.InvariantCulture), i + 3, false);
            }

            return t[i + 1] == "," && t.IsNumber(i + 2) && t[i + 2].Length == 3 && t.Glued(i + 1) && t.Glued(i + 2) ? (decimal.Parse(t[i] + t[i + 2], CultureInfo.InvariantCulture), i + 3, false) : (decimal.Parse(t[i], CultureInfo.InvariantCulture), i + 1, false);
        }

        if (t[i] is "a" && t[i + 1] is "few" or "couple" or "hundred" or "dozen" or "thousand" or "half" or "number")
        {
            return t[i + 1] switch
            {
                "few" => (null, i + 2, false),
                "couple" => (2, t[i + 2] == "of" ? i + 3 : i + 2, false),
                "hundred" => (100, i + 2, false),
                "dozen" => (12, i + 2, false),
                "thousand" => (1000, i + 2, false),
                "number" => t[i + 2] == "of" ? (null, i + 3, false) : null,
                _ => (0.5m, i + 2, false),
            };
        }

        if (t[i] is "a" or "an" or "another")
        {
            return (1, i + 1, true);
        }

        if (t[i] == "half" && t[i + 1] is "a" or "an")
        {
            return (0.5m, i + 2, false);
        }

        if (TimeWords.Few.Contains(t[i]))
        {
            return (null, i + 1, false);
        }

        if (t[i] is "dozens" or "hundreds" or "thousands" && t[i + 1] == "of")
        {
            return (null, i + 2, false);
        }

        if (TimeWords.Cardinal(t[i]) is not { } n)
        {
            return t[i] is "hundred" or "dozen" ? (t[i] == "dozen" ? 12 : 100, i + 1, false) : null;
        }

        var k = i + 1;
        decimal total = n;
        if (n >= 20 && TimeWords.Cardinal(t[k] is "-" ? t[k + 1] : t[k]) is { } ones && ones < 10 && (t[k] == "-" || TimeWords.Units.ContainsKey(t[k + 1])))
        {
            total += ones;
            k += t[k] == "-" ? 2 : 1;
        }

        if (t[k] is "hundred" or "thousand" or "dozen")
        {
            total *= t[k] == "hundred" ? 100 : t[k] == "dozen" ? 12 : 1000;
            k++;
        }

        if (t[k] == "and" && t[k + 1] == "a" && t[k + 2] == "half")
        {
            total += 0.5m;
            k += 3;
        }
        else if (t[k] is "or" or "to" && TimeWords.Cardinal(t[k + 1]) is { } upper && TimeWords.Units.ContainsKey(t[k + 2]))
        {
            total = upper;
            k += 2;
        }

        return (total, k, false);
    }

    private static string Span(string unit, decimal? count)
    {
        var n = count is { } c ? c.ToString("0.###", CultureInfo.InvariantCulture) : "X";
        return unit switch
        {
            "TH" or "TM" or "TS" => $"PT{n}{unit[1]}",
            "N" => $"P{n}D",
            "F" => count is { } f ? $"P{f * 2:0.###}W" : "PXW",
            _ => $"P{n}{unit}",
        };
    }
}
