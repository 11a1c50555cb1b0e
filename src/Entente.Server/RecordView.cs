using System.Collections.Concurrent;
using Entente.Record;
using Entente.Record.Asking;
using NodaTime;
using NodaTime.Text;

namespace Entente.Server;

/// <summary>The record as the pages see it, with the knowledge files beside it. What was looked up once is kept as long as the record stays as it is.</summary>
/// <param name="reader">Whom to ask.</param>
/// <param name="works">What is looked up beside the record.</param>
/// <param name="whole">All of the record, for the few questions that want all of it.</param>
public sealed class RecordView(IRecordReader reader, ReferenceWorks works, Func<Settled> whole)
{
    private readonly ConcurrentDictionary<string, string> _outlets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _held = new(StringComparer.Ordinal);

    public RecordView(Settled record, ReferenceWorks works)
        : this(new SettledReader(record), works, () => record)
    {
    }

    public IRecordReader Reader => reader;

    /// <summary>Reads all of the record: for whoever wants everything.</summary>
    public Settled Whole() => whole();

    public Totals Totals => field ??= reader.Totals;

    public Story? Story(string id) => reader.Story(id);

    public ReferenceWorks Works => works;

    public IReadOnlyList<Entente.Knowledge.Dossier> Dossiers => works.Knowledge.Dossiers;

    /// <summary>The dossiers on which the record holds something.</summary>
    public IReadOnlyList<Entente.Knowledge.Dossier> Held => field ??= [.. Dossiers.Where(d => Count(d) > 0)];

    /// <summary>The day up to which the record reaches: the last on which a report of it was published.</summary>
    public LocalDate? LastDay => Totals.Last;

    public Item? Item(string id) => reader.Item(id);

    public Report? Report(string id) => reader.Report(id);

    public Entente.Knowledge.Dossier? Dossier(string? id) => id is null ? Busiest : Dossiers.FirstOrDefault(d => d.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The dossier on which the record holds most: what the first screen shows.</summary>
    private Entente.Knowledge.Dossier? Busiest => field ??= Dossiers.MaxBy(Count);

    /// <summary>How many items concern every member of a dossier and stand.</summary>
    private int Count(Entente.Knowledge.Dossier dossier) => _held.GetOrAdd(dossier.Id, _ => reader.Count(new Filter { Members = dossier.Members }));

    /// <summary>Whose report it is: the outlet, else the title, else the file's name.</summary>
    public string Outlet(string reportId) => _outlets.TryGetValue(reportId, out var known) ? known : Learn([reportId]).GetValueOrDefault(reportId, reportId);

    /// <summary>Looks up at once whose the reports behind these items are, before each is asked for.</summary>
    public void Ready(IEnumerable<Item> items) => Learn([.. items.SelectMany(i => i.Evidence.Select(e => e.Report)).Where(r => !_outlets.ContainsKey(r)).Distinct(StringComparer.Ordinal)]);

    private Dictionary<string, string> Learn(IReadOnlyCollection<string> reports)
    {
        var found = reports.Count == 0 ? [] : reader.Heads(reports).Values.ToDictionary(r => r.Id, r => r.Outlet ?? (r.Title is { } t ? "“" + Short(t, 60) + "”" : Path.GetFileNameWithoutExtension(r.Source)), StringComparer.Ordinal);
        foreach (var (id, outlet) in found)
        {
            _outlets[id] = outlet;
        }

        return found;
    }

    /// <summary>A text cut at a word with an ellipsis where it is longer.</summary>
    public static string Short(string text, int most) => text.Length <= most ? text : text[..(text.LastIndexOf(' ', most) is > 0 and var cut ? cut : most)] + "…";

    public static LocalDate? Day(string? text) => text is { Length: 10 } && LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : null;

    /// <summary>A report's text cut at the bounds of its evidence, for marking passages: stretch, the items that it backs, why it was removed.</summary>
    public IEnumerable<(string Text, IReadOnlyList<Item> Items, string? Removed)> Stretches(Report report)
    {
        var passages = reader.Of([report.Id]).SelectMany(i => i.Evidence.Where(e => e.Report == report.Id).Select(e => (e.Start, e.End, Item: i))).ToList();
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
