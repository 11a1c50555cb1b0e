using Entente.Record;
using Entente.Record.Asking;
using NodaTime;
using NodaTime.Text;

namespace Entente.Server;

/// <summary>The record as the pages see it: settled once, with the knowledge files beside it.</summary>
public sealed class RecordView(Settled record, ReferenceWorks works)
{
    private readonly IReadOnlyList<Entente.Knowledge.Dossier> dossiers = works.Knowledge.Dossiers;
    private readonly Dictionary<string, IReadOnlyList<Item>> _ofDossier = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Item> _items = record.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, Report> _reports = record.Reports.ToDictionary(r => r.Id, StringComparer.Ordinal);

    private readonly Dictionary<string, Story> _stories = record.Stories.ToDictionary(s => s.Id, StringComparer.Ordinal);

    public Settled Record => record;

    public SettledReader Reader { get; } = new(record);

    public Story? Story(string id) => _stories.GetValueOrDefault(id);

    public ReferenceWorks Works => works;

    public IReadOnlyList<Entente.Knowledge.Dossier> Dossiers => dossiers;

    /// <summary>The dossiers on which the record holds something.</summary>
    public IReadOnlyList<Entente.Knowledge.Dossier> Held => field ??= [.. dossiers.Where(d => Of(d).Count > 0)];

    /// <summary>The day up to which the record reaches: the last on which a report of it was published.</summary>
    public LocalDate? LastDay => field ??= record.Reports.Select(r => r.Published.End).OfType<LocalDate>().Select(d => (LocalDate?)d).DefaultIfEmpty().Max();

    public Item? Item(string id) => _items.GetValueOrDefault(id);

    public Report? Report(string id) => _reports.GetValueOrDefault(id);

    public Entente.Knowledge.Dossier? Dossier(string? id) => id is null ? BusiestDossier() : dossiers.FirstOrDefault(d => d.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The dossier on which the record holds most: what the first screen shows.</summary>
    private Entente.Knowledge.Dossier? BusiestDossier() => dossiers.MaxBy(d => Of(d).Count);

    /// <summary>The items that concern every member of a dossier and stand, in order of time.</summary>
    public IReadOnlyList<Item> Of(Entente.Knowledge.Dossier dossier)
    {
        lock (_lock)
        {
            return _ofDossier.TryGetValue(dossier.Id, out var items) ? items : _ofDossier[dossier.Id] = [.. Questions.Ask(record, new Filter { Members = dossier.Members })];
        }
    }

    /// <summary>What the record holds on one part of a dossier as of a day, latest first.</summary>
    public IReadOnlyList<Item> Row(Entente.Knowledge.Dossier dossier, string mechanism, LocalDate? asOf) =>
        [.. Of(dossier).Where(i => Questions.Fits(i, new Filter { Mechanism = mechanism, AsOf = asOf })).Reverse()];

    /// <summary>Whose report it is: the outlet, else the title, else the file's name.</summary>
    public string Outlet(string reportId) => Report(reportId) is { } r ? r.Outlet ?? (r.Title is { } t ? "“" + Short(t, 60) + "”" : Path.GetFileNameWithoutExtension(r.Source)) : reportId;

    /// <summary>A text cut at a word with an ellipsis where it is longer.</summary>
    public static string Short(string text, int most) => text.Length <= most ? text : text[..(text.LastIndexOf(' ', most) is > 0 and var cut ? cut : most)] + "…";

    public static LocalDate? Day(string? text) => text is { Length: 10 } && LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : null;

    /// <summary>A report's text cut at the bounds of its evidence, for marking passages: stretch, the items that it backs, why it was removed.</summary>
    public IEnumerable<(string Text, IReadOnlyList<Item> Items, string? Removed)> Stretches(Report report)
    {
        var passages = record.Items.SelectMany(i => i.Evidence.Where(e => e.Report == report.Id).Select(e => (e.Start, e.End, Item: i))).ToList();
        var cuts = new SortedSet<int>(passages.SelectMany(p => new[] { p.Start, p.End }).Concat(report.Removed.SelectMany(r => new[] { r.Start, r.End }))) { 0, report.Text.Length };
        var last = 0;
        foreach (var cut in cuts.Where(c => c > 0))
        {
            var (from, to) = (last, cut);
            yield return (report.Text[from..to], [.. passages.Where(p => p.Start <= from && to <= p.End).Select(p => p.Item).DistinctBy(i => i.Id)], report.Removed.FirstOrDefault(r => r.Start <= from && to <= r.End)?.Reason);
            last = cut;
        }
    }
}
