using NodaTime;

namespace Entente.Record.Asking;

/// <summary>Asks a record that is in memory: what every other reader is measured by.</summary>
public sealed class SettledReader(Settled record) : IRecordReader
{
    private readonly Dictionary<string, Item> _items = record.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, Report> _reports = record.Reports.ToDictionary(r => r.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, Story> _stories = record.Stories.ToDictionary(s => s.Id, StringComparer.Ordinal);

    public Settled Record => record;

    private ILookup<string, Item> OfReport => field ??= record.Items.SelectMany(i => i.Evidence.Select(e => e.Report).Distinct(StringComparer.Ordinal).Select(r => (Report: r, Item: i))).ToLookup(x => x.Report, x => x.Item, StringComparer.Ordinal);

    private ILookup<string, Conflict> OnItem => field ??= record.Conflicts.ToLookup(c => c.Item, StringComparer.Ordinal);

    public IReadOnlyList<Item> Ask(Filter filter, Page page, params IReadOnlyList<string> kinds) =>
        Cut(Questions.Ask(record, filter, [.. kinds]).Where(i => page.After is not { } after || (page.LatestFirst ? ItemNumber.Of(i) < after : ItemNumber.Of(i) > after)), page);

    public int Count(Filter filter, params IReadOnlyList<string> kinds) => Questions.Ask(record, filter, [.. kinds]).Count();

    public IReadOnlyList<Tally> Tallies(Filter filter, params IReadOnlyList<string> kinds) =>
        [.. Questions.Ask(record, filter, [.. kinds]).GroupBy(i => (i.Face.Kind, Mechanism: i.Face.Mechanism ?? "", Status: Questions.StatusOf(i.Face) ?? "")).OrderBy(g => g.Key.Kind, StringComparer.Ordinal).ThenBy(g => g.Key.Mechanism, StringComparer.Ordinal).ThenBy(g => g.Key.Status, StringComparer.Ordinal).Select(g => new Tally(g.Key.Kind, g.Key.Mechanism, g.Key.Status, g.Count()))];

    public IReadOnlyDictionary<string, int> States(Filter filter, params IReadOnlyList<string> kinds) => Questions.Ask(record, filter, [.. kinds]).SelectMany(i => i.Face.States.Distinct(StringComparer.Ordinal)).GroupBy(s => s, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    public IReadOnlyList<Stretch> Spread(Filter filter, int days, params IReadOnlyList<string> kinds) =>
        [.. Questions.Ask(record, filter, [.. kinds]).Where(i => Questions.ArisenOn(i) is not null).GroupBy(i => (Mechanism: i.Face.Mechanism ?? "", Of: Math.DivRem(ItemNumber.Day(Questions.ArisenOn(i)!.Value), days).Quotient)).OrderBy(g => g.Key.Mechanism, StringComparer.Ordinal).ThenBy(g => g.Key.Of).Select(g => new Stretch(g.Key.Mechanism, ItemNumber.DayOf(g.Key.Of * days), g.Count()))];

    public IReadOnlyList<Item> Doubtful(int most)
    {
        var disputed = record.Conflicts.Select(c => c.Item).ToHashSet(StringComparer.Ordinal);
        return [.. record.Items.Where(i => i.Ruling is null).OrderBy(i => disputed.Contains(i.Id) ? 0 : 1).ThenBy(i => i.Confidence).ThenBy(i => i.Id, StringComparer.Ordinal).Take(most)];
    }

    public IReadOnlyList<OutletTotals> Outlets() => OutletTotals.Of(record);

    public IReadOnlyList<Item> Find(string id) => [.. record.Items.Where(i => id.Length > 0 && (i.Id.StartsWith(id, StringComparison.Ordinal) || i.Members.Any(m => m.Id == id))).OrderBy(i => i.Id, StringComparer.Ordinal).Take(2)];

    public IReadOnlyList<Item> Items(IReadOnlyCollection<string> ids) => [.. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => _items.GetValueOrDefault(id)).OfType<Item>()];

    public IReadOnlyList<Item> Thread(string thread) => [.. record.Items.Where(i => i.Thread == thread).OrderBy(i => i.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Item> Of(IReadOnlyCollection<string> reports) => [.. reports.SelectMany(r => OfReport[r]).DistinctBy(i => i.Id, StringComparer.Ordinal).OrderBy(i => i.Id, StringComparer.Ordinal)];

    public Report? Report(string id) => _reports.GetValueOrDefault(id);

    public IReadOnlyList<Report> FindReports(string id) => [.. record.Reports.Where(r => id.Length > 0 && (r.Id.StartsWith(id, StringComparison.Ordinal) || Path.GetFileNameWithoutExtension(r.Source) == id)).OrderBy(r => r.Id, StringComparer.Ordinal).Take(2).Select(Head)];

    public IReadOnlyDictionary<string, Report> Heads(IReadOnlyCollection<string> ids) => ids.Distinct(StringComparer.Ordinal).Select(Report).OfType<Report>().ToDictionary(r => r.Id, Head, StringComparer.Ordinal);

    public IReadOnlyList<Report> Reports(ReportFilter filter, Page page)
    {
        var text = filter.Text is { } words ? TextQuery.Of(words) : null;
        return Cut(
            record.Reports
                .Where(r => !(filter.Since is { } since && !(r.Published.End >= since)) && !(filter.Until is { } until && !(r.Published.Start <= until)))
                .Where(r => text?.Matches(SearchText(r)) ?? true)
                .OrderBy(r => r.Published.Start ?? LocalDate.MaxIsoValue).ThenBy(r => r.Id, StringComparer.Ordinal).Select(Head), page);
    }

    public IReadOnlyDictionary<string, string> Copies(IReadOnlyCollection<string> reports) => reports.Where(record.DuplicateOf.ContainsKey).Distinct(StringComparer.Ordinal).ToDictionary(r => r, r => record.DuplicateOf[r], StringComparer.Ordinal);

    public Story? Story(string id) => _stories.GetValueOrDefault(id);

    public IReadOnlyList<Story> StoriesOf(IReadOnlyCollection<string> reports) => [.. reports.Select(r => record.StoryOf.GetValueOrDefault(r)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(s => _stories[s])];

    public IReadOnlyList<Story> Stories(Page page) => Cut(record.Stories.OrderBy(s => s.When.Start ?? LocalDate.MaxIsoValue).ThenBy(s => s.Id, StringComparer.Ordinal), page);

    public Conflict? Conflict(string id) => record.Conflicts.FirstOrDefault(c => c.Id == id);

    public IReadOnlyList<Conflict> ConflictsOn(IReadOnlyCollection<string> items) => [.. items.Distinct(StringComparer.Ordinal).SelectMany(i => OnItem[i]).OrderBy(c => c.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Conflict> Conflicts(Page page) => Cut(record.Conflicts.OrderBy(c => c.Id, StringComparer.Ordinal), page);

    public IReadOnlyCollection<string> Names() => record.Items.SelectMany(i => i.Face.Actors).Select(a => a.Label).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyDictionary<LocalDate, int> Volume() => record.Reports.Where(r => r.Published.Start is not null).GroupBy(r => r.Published.Start!.Value).ToDictionary(g => g.Key, g => g.Count());

    public Totals Totals => field ??= Totals.Of(record);

    /// <summary>What is searched in a report: its title, where the text does not hold it, and its text.</summary>
    public static string SearchText(Report report) => report.Title is { } title && !report.Text.Contains(title, StringComparison.Ordinal) ? title + "\n" + report.Text : report.Text;

    /// <summary>A report without its text.</summary>
    public static Report Head(Report report) => report with { Text = "" };

    private static IReadOnlyList<T> Cut<T>(IEnumerable<T> all, Page page) => [.. (page.LatestFirst ? all.Reverse() : all).Take(page.Most)];
}
