using NodaTime;

namespace Entente.Record.Asking;

/// <summary>Which part of an answer is wanted: so many rows, earliest first or latest first, after one that was had already.</summary>
/// <param name="Most">At most so many.</param>
/// <param name="LatestFirst">From the end.</param>
/// <param name="After">Of items: the number (<see cref="ItemNumber"/>) of the last one that was had; null from the start.</param>
public sealed record Page(int Most = int.MaxValue, bool LatestFirst = false, long? After = null);

/// <summary>What is asked of reports.</summary>
/// <param name="Text">Words of title or text, as <see cref="TextQuery"/> takes them.</param>
/// <param name="Since">Published on this day or later.</param>
/// <param name="Until">Published on this day or earlier.</param>
public sealed record ReportFilter(string? Text = null, LocalDate? Since = null, LocalDate? Until = null);

/// <summary>So many items of one kind, mechanism and status.</summary>
public readonly record struct Tally(string Kind, string Mechanism, string Status, int Count);

/// <summary>So many items of one mechanism that came about within one stretch of days; those of no mechanism under an empty name.</summary>
public readonly record struct Stretch(string Mechanism, LocalDate From, int Count);

/// <summary>How a source does: what it brought, what of it was its own, and how often another account was borne out instead.</summary>
/// <param name="Name">The outlet.</param>
/// <param name="Reports">Its reports.</param>
/// <param name="Copies">Those that carry another's text.</param>
/// <param name="RestOnOthers">Those that name an origin.</param>
/// <param name="Dated">Those that state their day.</param>
/// <param name="Items">Items of which it tells.</param>
/// <param name="Alone">Items of which only one report tells, one of its own.</param>
/// <param name="Lost">Contradictions in which another reading was borne out.</param>
/// <param name="Flags">Flags of its reports.</param>
public sealed record OutletTotals(string Name, int Reports, int Copies, int RestOnOthers, int Dated, int Items, int Alone, int Lost, IReadOnlyList<string> Flags)
{
    /// <summary>All of a record's, those with most reports first.</summary>
    public static IReadOnlyList<OutletTotals> Of(Settled record)
    {
        var items = record.Items.SelectMany(i => i.Evidence.Select(e => e.Report).Distinct(StringComparer.Ordinal).Select(r => (Report: r, Item: i))).ToLookup(x => x.Report, x => x.Item, StringComparer.Ordinal);
        var lost = record.Conflicts.SelectMany(LostBy).GroupBy(r => r, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return [.. record.Reports.GroupBy(NameOf, StringComparer.Ordinal).Select(g =>
        {
            var own = g.SelectMany(r => items[r.Id]).DistinctBy(i => i.Id, StringComparer.Ordinal).ToList();
            return new OutletTotals(g.Key, g.Count(), g.Count(r => record.DuplicateOf.ContainsKey(r.Id)), g.Count(r => r.Origins.Count > 0), g.Count(r => r.Published is { IsKnown: true, Basis: DateBasis.Stated }), own.Count, own.Count(i => i.Evidence.Select(e => e.Report).Distinct(StringComparer.Ordinal).Count() == 1), g.Sum(r => lost.GetValueOrDefault(r.Id)), [.. g.SelectMany(r => r.Flags).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        }).OrderByDescending(o => o.Reports).ThenBy(o => o.Name, StringComparer.Ordinal)];
    }

    /// <summary>The reports against which a contradiction was borne out, one as often as it stands against.</summary>
    public static IEnumerable<string> LostBy(Conflict conflict) => conflict.Supported is null ? [] : conflict.Values.Where(v => v.Value != conflict.Supported).SelectMany(v => v.Reports);

    public static string NameOf(Report report) => report.Outlet ?? "(no outlet named)";
}

/// <summary>How much a record holds.</summary>
/// <param name="Reports">Reports read.</param>
/// <param name="Copies">Those of them that carry another's text.</param>
/// <param name="Stories">Stories that they tell.</param>
/// <param name="Conflicts">Contradictions found.</param>
/// <param name="Items">Items by kind.</param>
/// <param name="Flags">Reports by flag.</param>
/// <param name="First">The earliest day of publication.</param>
/// <param name="Last">The latest day of publication.</param>
/// <param name="KnownBy">The day by which all its dated reports were out.</param>
public sealed record Totals(int Reports, int Copies, int Stories, int Conflicts, IReadOnlyDictionary<string, int> Items, IReadOnlyDictionary<string, int> Flags, LocalDate? First, LocalDate? Last, LocalDate? KnownBy)
{
    public static Totals Of(Settled record) => new(
        record.Reports.Count, record.DuplicateOf.Count, record.Stories.Count, record.Conflicts.Count,
        new SortedDictionary<string, int>(record.Items.GroupBy(i => i.Face.Kind, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal), StringComparer.Ordinal),
        new SortedDictionary<string, int>(record.Reports.SelectMany(r => r.Flags).GroupBy(f => f, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal), StringComparer.Ordinal),
        record.Reports.Select(r => r.Published.Start).Min(), record.Reports.Select(r => r.Published.End).Max(), record.Reports.Select(r => r.KnownBy).Max());
}

/// <summary>Questions to a settled record that are answered without looking at all of it.</summary>
public interface IRecordReader
{
    /// <summary>The items that fit, by time (that of the happening, else since when it was known), then id; as <see cref="Questions.Ask"/> on the whole record.</summary>
    IReadOnlyList<Item> Ask(Filter filter, Page page, params IReadOnlyList<string> kinds);

    /// <summary>How many items fit.</summary>
    int Count(Filter filter, params IReadOnlyList<string> kinds);

    /// <summary>How many of the items that fit stand in each cell of kind, mechanism and status; those of no mechanism or status under an empty name.</summary>
    IReadOnlyList<Tally> Tallies(Filter filter, params IReadOnlyList<string> kinds);

    /// <summary>How many of the items that fit concern each state or organisation.</summary>
    IReadOnlyDictionary<string, int> States(Filter filter, params IReadOnlyList<string> kinds);

    /// <summary>How many of the items that fit came about when: counted by mechanism over stretches of so many days, each stretch from a multiple of their number since 1970; undated ones left out.</summary>
    IReadOnlyList<Stretch> Spread(Filter filter, int days, params IReadOnlyList<string> kinds);

    /// <summary>What wants an analyst's eye first, not yet ruled on: what is in dispute, then what is least sure, then by id.</summary>
    /// <param name="most">At most so many; a store keeps the first thousand.</param>
    IReadOnlyList<Item> Doubtful(int most);

    IReadOnlyList<OutletTotals> Outlets();

    /// <summary>Items whose id begins so, or that hold the claim of that id; two at most, in order of id.</summary>
    IReadOnlyList<Item> Find(string id);

    /// <summary>Items by id, in order of id; those not there are left out.</summary>
    IReadOnlyList<Item> Items(IReadOnlyCollection<string> ids);

    /// <summary>The items of a thread of undertakings, in order of id.</summary>
    IReadOnlyList<Item> Thread(string thread);

    /// <summary>Items of which one of these reports tells, in order of id.</summary>
    IReadOnlyList<Item> Of(IReadOnlyCollection<string> reports);

    /// <summary>One report with its text; null where it is not held.</summary>
    Report? Report(string id);

    /// <summary>Reports, without their text, whose id begins so or whose file has that name without its ending; two at most, in order of id.</summary>
    IReadOnlyList<Report> FindReports(string id);

    /// <summary>Reports by id without their text, which is empty.</summary>
    IReadOnlyDictionary<string, Report> Heads(IReadOnlyCollection<string> ids);

    /// <summary>Reports that fit, without their text, by day of publication (without a day last), then id.</summary>
    IReadOnlyList<Report> Reports(ReportFilter filter, Page page);

    /// <summary>Which of these reports carry another's text, and whose.</summary>
    IReadOnlyDictionary<string, string> Copies(IReadOnlyCollection<string> reports);

    Story? Story(string id);

    /// <summary>The stories of these reports, in order of id.</summary>
    IReadOnlyList<Story> StoriesOf(IReadOnlyCollection<string> reports);

    /// <summary>Stories by their day (without one last), then id.</summary>
    IReadOnlyList<Story> Stories(Page page);

    Conflict? Conflict(string id);

    /// <summary>The contradictions on these items (or reports, where they are about no item), in order of id.</summary>
    IReadOnlyList<Conflict> ConflictsOn(IReadOnlyCollection<string> items);

    /// <summary>Contradictions in order of id.</summary>
    IReadOnlyList<Conflict> Conflicts(Page page);

    /// <summary>The names of all who appear, each once as it is written, in no order.</summary>
    IReadOnlyCollection<string> Names();

    /// <summary>How many reports were published on each day; those without a day are left out.</summary>
    IReadOnlyDictionary<LocalDate, int> Volume();

    Totals Totals { get; }
}

/// <summary>What readers of every kind can do by their contract.</summary>
public static class RecordReaders
{
    public static Item? Item(this IRecordReader reader, string id) => reader.Items([id]) is [var item] ? item : null;

    public static Story? StoryOf(this IRecordReader reader, string report) => reader.StoriesOf([report]) is [var story] ? story : null;

    /// <summary>A record of some items only, with the reports, stories and conflicts that belong to them.</summary>
    /// <param name="reader">Whom to ask.</param>
    /// <param name="items">The items.</param>
    /// <param name="texts">Whether the reports' texts are wanted.</param>
    public static Settled Part(this IRecordReader reader, IReadOnlyList<Item> items, bool texts = false)
    {
        var ids = items.SelectMany(i => i.Evidence.Select(e => e.Report)).ToHashSet(StringComparer.Ordinal);
        ids.UnionWith(reader.Copies(ids).Values.ToList());
        var stories = reader.StoriesOf(ids);
        var storyOf = stories.SelectMany(s => s.Reports.Where(ids.Contains).Select(r => (Report: r, s.Id))).ToDictionary(x => x.Report, x => x.Id, StringComparer.Ordinal);
        var reports = texts ? ids.Order(StringComparer.Ordinal).Select(reader.Report).OfType<Report>() : reader.Heads(ids).Values.OrderBy(r => r.Id, StringComparer.Ordinal);
        return new Settled([.. reports], items, stories, reader.ConflictsOn([.. items.Select(i => i.Id)]), storyOf, reader.Copies(ids));
    }
}
