using System.Collections.Frozen;
using Entente.Record;
using NodaTime;

namespace Entente.Engine.Recognition.Times;

/// <summary>The words of English time expressions and what each stands for in TIMEX3 values.</summary>
internal static class TimeWords
{
    public static readonly FrozenDictionary<string, int> Months = Numbered(
        ["january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"]);

    public static readonly FrozenDictionary<string, int> Weekdays = Numbered(
        ["monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thurs thur", "friday fri", "saturday sat", "sunday sun"]);

    public static readonly FrozenDictionary<string, string> Seasons = Map("spring=SP", "springtime=SP", "summer=SU", "summertime=SU", "autumn=FA", "fall=FA", "winter=WI", "wintertime=WI");

    public static readonly FrozenDictionary<string, string> DayParts = Map(
        "morning=MO", "mornings=MO", "dawn=MO", "daybreak=MO", "sunrise=MO", "afternoon=AF", "afternoons=AF", "midday=MI", "evening=EV", "evenings=EV", "dusk=EV", "sunset=EV", "night=NI", "nights=NI", "nighttime=NI", "nightfall=EV", "daytime=DT", "daylight=DT", "overnight=NI");

    /// <summary>Units with their TIMEX letters; the letters of units below a day follow a T.</summary>
    public static readonly FrozenDictionary<string, string> Units = Map(
        "second=TS", "seconds=TS", "minute=TM", "minutes=TM", "mins=TM", "hour=TH", "hours=TH", "hrs=TH", "day=D", "days=D", "night=N", "nights=N", "weekend=WE", "weekends=WE", "week=W", "weeks=W", "fortnight=F", "month=M", "months=M", "quarter=Q", "quarters=Q",
        "year=Y", "years=Y", "decade=DE", "decades=DE", "century=CE", "centuries=CE");

    public static readonly FrozenDictionary<string, int> Ordinals = Numbered(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first"]);

    public static readonly FrozenDictionary<string, string> Sets = Map("daily=P1D", "weekly=P1W", "fortnightly=P2W", "biweekly=P2W", "monthly=P1M", "bimonthly=P2M", "quarterly=P1Q", "annually=P1Y", "yearly=P1Y", "annual=P1Y", "hourly=PT1H", "biannual=P6M", "biennial=P2Y");

    /// <summary>Words that point at the present, what went before and what is to come.</summary>
    public static readonly FrozenDictionary<string, string> References = Map(
        "now=PRESENT_REF", "currently=PRESENT_REF", "nowadays=PRESENT_REF", "presently=PRESENT_REF", "recently=PAST_REF", "formerly=PAST_REF", "lately=PAST_REF");

    public static readonly FrozenSet<string> Few = new[] { "several", "few", "many", "some", "numerous", "countless", "various" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words after a number that say it counts things, so that "2000 men" is no year.</summary>
    public static readonly FrozenSet<string> Measures = new[] { "people", "men", "women", "children", "percent", "%", "km", "m", "metres", "meters", "kilometres", "kilometers", "miles", "feet", "ft", "tons", "tonnes", "dollars", "euros", "pounds", "million", "billion", "hours", "gmt", "utc", "acres", "hectares", "mm", "kg" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Feasts and days with a fixed place in the year, month and day.</summary>
    public static readonly FrozenDictionary<string, (int Month, int Day)> Feasts = new Dictionary<string, (int, int)>(StringComparer.Ordinal)
    {
        ["christmas day"] = (12, 25), ["christmas eve"] = (12, 24), ["christmas"] = (12, 25), ["boxing day"] = (12, 26), ["new year 's day"] = (1, 1), ["new year 's eve"] = (12, 31), ["new year"] = (1, 1), ["valentine 's day"] = (2, 14), ["april fools day"] = (4, 1), ["april fool 's day"] = (4, 1), ["may day"] = (5, 1), ["halloween"] = (10, 31), ["independence day"] = (7, 4),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Decades called by their tens: "the sixties".</summary>
    public static readonly FrozenDictionary<string, int> Tens = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["twenties"] = 2, ["thirties"] = 3, ["forties"] = 4, ["fifties"] = 5, ["sixties"] = 6, ["seventies"] = 7, ["eighties"] = 8, ["nineties"] = 9,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static int? Cardinal(string word) => NumberWords.Of(word);

    public static IsoDayOfWeek? Weekday(string word) => Weekdays.TryGetValue(word, out var n) ? (IsoDayOfWeek)n : null;

    private static FrozenDictionary<string, string> Map(params string[] pairs) => pairs.Select(p => p.Split('=')).ToFrozenDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    private static FrozenDictionary<string, int> Numbered(string[] rows) => rows.SelectMany((r, i) => r.Split(' ').Select(w => (Word: w, Number: i + 1))).ToFrozenDictionary(p => p.Word, p => p.Number, StringComparer.Ordinal);
}
