using Entente.Record.Asking;

namespace Entente.Record;

/// <summary>What rulings change in a settled record, where they change single items only: the same as settling all of it anew would give.</summary>
/// <param name="Items">Items that read otherwise, by their ids.</param>
/// <param name="Conflicts">Contradictions between rulings and reports that are there now.</param>
/// <param name="Gone">Contradictions that are no longer there, by id.</param>
public sealed record Amendment(IReadOnlyList<Item> Items, IReadOnlyList<Conflict> Conflicts, IReadOnlyList<string> Gone)
{
    /// <summary>Rulings that hang together over more reports than this are settled with all the rest.</summary>
    private const int MostReports = 2000;

    /// <param name="record">The record as it was settled with the earlier decisions.</param>
    /// <param name="before">The decisions that it was settled with.</param>
    /// <param name="after">Those and what was ruled since.</param>
    /// <returns>Null where what was ruled joins or parts items, which others may follow from.</returns>
    public static Amendment? Of(IRecordReader record, IReadOnlyList<Decision> before, IReadOnlyList<Decision> after)
    {
        var (was, now) = (Rulings.Active(before), Rulings.Active(after));
        var same = was.Select(d => d.Id).Intersect(now.Select(d => d.Id), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var other = was.Concat(now).Where(d => !same.Contains(d.Id)).ToList();
        if (other.Exists(d => d.Kind is "merge" or "split"))
        {
            return null;
        }

        // A ruling finds its item among the claims of its reports; so all rulings that share a report are looked at together.
        static IEnumerable<string> ReportsOf(Decision d) => d.Targets.SelectMany(t => t.Passages).Select(p => p.Report);
        var reports = other.SelectMany(ReportsOf).ToHashSet(StringComparer.Ordinal);
        var touched = other.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        var all = was.Concat(now).DistinctBy(d => d.Id, StringComparer.Ordinal).ToList();
        while (all.Where(d => !touched.Contains(d.Id) && ReportsOf(d).Any(reports.Contains)).ToList() is { Count: > 0 } more && reports.Count <= MostReports)
        {
            touched.UnionWith(more.Select(d => d.Id));
            reports.UnionWith(more.SelectMany(ReportsOf));
        }

        if (reports.Count > MostReports)
        {
            return null;
        }

        var items = record.Of(reports);
        var unruled = items.Select(i => i with { Face = Reconciler.FaceOf(i.Members), Ruling = null }).ToList();
        var (_, overruled) = new Rulings(was.Where(d => touched.Contains(d.Id))).Apply(unruled);
        var (ruled, conflicts) = new Rulings(now.Where(d => touched.Contains(d.Id))).Apply(unruled);
        var stands = conflicts.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return new Amendment(ruled, conflicts, [.. overruled.Select(c => c.Id).Where(id => !stands.Contains(id))]);
    }
}
