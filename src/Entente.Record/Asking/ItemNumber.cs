using System.Globalization;
using NodaTime;

namespace Entente.Record.Asking;

/// <summary>
/// Numbers things in the order in which questions are answered: day, whether it is the item's own, kind, and the first 36 bits of the id. So a number tells where to go on, and what
/// lies in an index by number lies in order. Two items of one number, which hardly occur, are told apart by whoever keeps them.
/// </summary>
public static class ItemNumber
{
    /// <summary>In the order of their ids, which begin with their first letters.</summary>
    private static readonly string[] Kinds = ["affirmation", "commitment", "event", "relation", "statement", "tenure"];

    private const int HashBits = 36, KindBits = 3;
    private const long NoDay = (1L << 23) - 1;
    private static readonly LocalDate Epoch = new(1970, 1, 1);
    private static readonly long Before = Period.DaysBetween(Epoch, LocalDate.MinIsoValue);

    /// <summary>A kind's place, 0 to 5; -1 for what is none.</summary>
    public static int Kind(string kind) => Array.IndexOf(Kinds, kind);

    public static string KindName(int kind) => Kinds[kind];

    /// <summary>Days since 1970.</summary>
    public static long Day(LocalDate day) => Period.DaysBetween(Epoch, day);

    public static LocalDate DayOf(long day) => Epoch.PlusDays((int)day);

    public static long Of(Item item) => Of(Questions.ArisenOn(item), item.Face.When.IsKnown, Kind(item.Face.Kind), item.Id);

    public static long Of(Report report) => Of(report.Published.Start, true, 0, report.Id);

    public static long Of(Story story) => Of(story.When.Start, true, 0, story.Id);

    /// <summary>The least number of any item of a day.</summary>
    public static long First(LocalDate day) => (Day(day) - Before) << (1 + KindBits + HashBits);

    /// <summary>In SQL: the kind of a row by its number.</summary>
    public static string KindIn(string number) => string.Create(CultureInfo.InvariantCulture, $"(({number} >> {HashBits}) & {(1 << KindBits) - 1})");

    /// <summary>In SQL: the days since 1970 of a row by its number.</summary>
    public static string DayIn(string number) => string.Create(CultureInfo.InvariantCulture, $"(({number} >> {1 + KindBits + HashBits}) + {Before})");

    private static long Of(LocalDate? day, bool own, int kind, string id)
    {
        var date = day is { } d ? Day(d) - Before : NoDay;
        var hex = id.AsSpan(id.IndexOf('-', StringComparison.Ordinal) + 1);
        const int digits = HashBits / 4;
        var hash = hex.Length >= digits && long.TryParse(hex[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var read) ? read : long.Parse(Hash.Of(id)[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (((((date << 1) | (own ? 0L : 1L)) << KindBits) | (long)kind) << HashBits) | hash;
    }
}
