using Entente.Record;
using NodaTime;
using NodaTime.Text;

namespace Entente.Server;

/// <summary>The record as the pages see it: settled once, with the dossiers of the knowledge files.</summary>
public sealed class RecordView(Settled record, IReadOnlyList<Entente.Knowledge.Dossier> dossiers)
{
    private readonly Dictionary<string, Item> _items = record.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, Report> _reports = record.Reports.ToDictionary(r => r.Id, StringComparer.Ordinal);

    private readonly Dictionary<string, Story> _stories = record.Stories.ToDictionary(s => s.Id, StringComparer.Ordinal);

    public Settled Record => record;

    public Story? Story(string id) => _stories.GetValueOrDefault(id);

    public IReadOnlyList<Entente.Knowledge.Dossier> Dossiers => dossiers;

    public Item? Item(string id) => _items.GetValueOrDefault(id);

    public Report? Report(string id) => _reports.GetValueOrDefault(id);

    public Entente.Knowledge.Dossier? Dossier(string? id) => id is null ? BusiestDossier() : dossiers.FirstOrDefault(d => d.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The dossier on which the record holds most: what the first screen shows.</summary>
    private Entente.Knowledge.Dossier? BusiestDossier() => dossiers.MaxBy(d => record.Items.Count(i => d.Members.All(m => i.Face.States.Contains(m, StringComparer.Ordinal))));

    /// <summary>What the record holds on one part of a dossier as of a day, latest first.</summary>
    public IReadOnlyList<Item> Row(Entente.Knowledge.Dossier dossier, string mechanism, LocalDate? asOf) =>
        [.. Questions.Ask(record, new Filter { Members = dossier.Members, Mechanism = mechanism, AsOf = asOf }).Reverse()];

    public string Outlet(string reportId) => Report(reportId) is { } r ? r.Outlet ?? Path.GetFileNameWithoutExtension(r.Source) : reportId;

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
