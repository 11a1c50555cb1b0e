using NodaTime;

namespace Entente.Engine.Recognition.Times;

/// <summary>The four types of TIMEX3.</summary>
public enum TimeType
{
    Date,
    Time,
    Duration,
    Set,
}

/// <summary>Against what a relative expression counts.</summary>
internal enum Frame
{
    /// <summary>Nothing: the expression stands for itself.</summary>
    None,

    /// <summary>The day of the report, or in a narrative the day last spoken of ("two years ago", "last week").</summary>
    Speech,

    /// <summary>The day last spoken of ("two days later", "the same month").</summary>
    Narrative,
}

/// <summary>What a time expression says, before the text around it settles which time that is. Offsets are UTF-16 units, <see cref="End"/> exclusive.</summary>
internal sealed record TimePhrase
{
    public int Start { get; init; }

    public int End { get; init; }

    public TimeType Type { get; init; }

    public int? Year { get; init; }

    /// <summary>Years before our era are counted as historians do; there is no year nought.</summary>
    public bool BeforeChrist { get; init; }

    /// <summary>The leading digits of a decade ("193") or century ("19" for the 1900s).</summary>
    public string? Digits { get; init; }

    public int? Month { get; init; }

    public int? Day { get; init; }

    public IsoDayOfWeek? Weekday { get; init; }

    public string? Season { get; init; }

    /// <summary>"Q1" to "Q4", "H1", "H2".</summary>
    public string? Part { get; init; }

    /// <summary>A letter pair of TIMEX3 for a part of the day.</summary>
    public string? DayPart { get; init; }

    /// <summary>Hours and minutes as printed on a 24-hour clock, "T14:30".</summary>
    public string? Clock { get; init; }

    public Frame Frame { get; init; }

    /// <summary>The unit that is counted, in TIMEX letters; null where nothing is counted.</summary>
    public string? Unit { get; init; }

    /// <summary>How many units from the frame; null with a unit: how many is left open.</summary>
    public decimal? Count { get; init; }

    /// <summary>-1 before, 1 after, 0 at the frame, for relative expressions.</summary>
    public int Direction { get; init; }

    /// <summary>A value that needs no more: a reference, a duration, a set.</summary>
    public string? Value { get; init; }
}

/// <summary>A time expression with its TIMEX3 value, null where the text leaves it open. Offsets are UTF-16 units, <paramref name="End"/> exclusive.</summary>
public sealed record TimeExpression(int Start, int End, TimeType Type, string? Value);
