using NodaTime;
using NodaTime.Text;

namespace Entente.Record;

public enum Precision
{
    Unknown,
    Range,
    Year,
    Month,
    Day,
}

/// <summary>Why a date is what it is: it stands there, it was resolved against another date, or other knowledge bounds it.</summary>
public enum DateBasis
{
    Inferred,
    Resolved,
    Stated,
}

/// <summary>A time in the world, in days, both ends included. <see cref="Precision.Unknown"/> has no bounds.</summary>
public readonly record struct When(LocalDate? Start, LocalDate? End, Precision Precision, DateBasis Basis)
{
    public static readonly When Unknown = new(null, null, Precision.Unknown, DateBasis.Inferred);

    public static When OnDay(LocalDate day, DateBasis basis) => new(day, day, Precision.Day, basis);

    public static When InMonth(int year, int month, DateBasis basis) => new(new LocalDate(year, month, 1), new LocalDate(year, month, 1).PlusMonths(1).PlusDays(-1), Precision.Month, basis);

    public static When InYear(int year, DateBasis basis) => new(new LocalDate(year, 1, 1), new LocalDate(year, 12, 31), Precision.Year, basis);

    public static When Between(LocalDate start, LocalDate end, DateBasis basis) => start == end ? OnDay(start, basis) : new(start, end, Precision.Range, basis);

    public bool IsKnown => Start is not null;

    /// <summary>Length in days, both ends counted; a very large number where unknown.</summary>
    public int Days => Start is { } s && End is { } e ? Period.DaysBetween(s, e) + 1 : int.MaxValue / 2;

    public bool Overlaps(When other) => !IsKnown || !other.IsKnown || (Start <= other.End && other.Start <= End);

    /// <summary>Whether both are known and at most so many days lie between them.</summary>
    public bool Near(When other, int days) => IsKnown && other.IsKnown && Start <= other.End!.Value.PlusDays(days) && other.Start <= End!.Value.PlusDays(days);

    public bool Contains(When other) => IsKnown && other.IsKnown && Start <= other.Start && other.End <= End;

    public override string ToString() => !IsKnown ? "" : Start == End ? Iso(Start!.Value) : Precision == Precision.Month ? Iso(Start!.Value)[..7] : Precision == Precision.Year ? Iso(Start!.Value)[..4] : $"{Iso(Start!.Value)}/{Iso(End!.Value)}";

    public static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
