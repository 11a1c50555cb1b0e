using Entente.Record.Asking;
using Entente.Record.Stories;

namespace Entente.Record;

/// <summary>Where readings are kept, append-only, and what was settled from them, replaceable. The same contract for every store.</summary>
public interface IRecordStore : IDisposable
{
    /// <summary>Whether the report is there, read by this version of engine, rules and knowledge, or was erased and is to stay away.</summary>
    bool Contains(string reportId, string version);

    /// <summary>Adds readings; a reading of the same report by another version takes the older one's place. All or none.</summary>
    void Append(IReadOnlyCollection<Reading> readings);

    IReadOnlyList<Reading> Readings();

    /// <summary>Adds decisions; one that is there already (by its id) is left alone. All or none.</summary>
    void Decide(IReadOnlyCollection<Decision> decisions);

    /// <summary>Every decision ever made, in order of time.</summary>
    IReadOnlyList<Decision> Decisions();

    /// <summary>Erases a report's reading and keeps a tombstone, so that the same report is not read in again.</summary>
    /// <returns>False where no such report is held.</returns>
    bool Forget(Tombstone tombstone);

    IReadOnlyList<Tombstone> Forgotten();

    /// <summary>How often something was added or erased: what is settled follows from one such state.</summary>
    long Revision { get; }

    /// <summary>The revision that was last settled; behind <see cref="Revision"/> where a run ended in between.</summary>
    long SettledRevision { get; }

    /// <summary>Replaces what was settled. All or none: no reader sees half of it.</summary>
    /// <param name="settled">What follows from readings and decisions.</param>
    /// <param name="revision">The revision that it was settled from, taken before they were read; an older one than is saved already is left out.</param>
    void SaveSettled(Settled settled, long revision);

    /// <summary>Puts what rulings change in its place. All or none.</summary>
    /// <param name="amendment">What changes in the record as it was settled from <paramref name="from"/>.</param>
    /// <param name="from">The revision that must be settled now.</param>
    /// <param name="revision">The revision that is settled then.</param>
    /// <returns>False where another one is settled: nothing was changed.</returns>
    bool Amend(Amendment amendment, long from, long revision);

    /// <summary>Questions to what was last settled.</summary>
    IRecordReader Reader { get; }

    /// <summary>What was last settled; an empty record before anything was.</summary>
    Settled Load();

    /// <summary>Items whose content became other, or that went, when something was settled at or after a time; by time, then id.</summary>
    /// <param name="since">ISO 8601 in UTC with milliseconds, as <see cref="Decision.Stamp"/> gives it.</param>
    IReadOnlyList<ItemChange> Changed(string since);

    /// <summary>What changed last, latest first.</summary>
    IReadOnlyList<ItemChange> LatestChanges(int most);

    /// <summary>When each of these items became what it is, as <see cref="ItemChange.At"/>.</summary>
    IReadOnlyDictionary<string, string> ChangedAt(IReadOnlyCollection<string> items);

    /// <summary>What is broken in the store, in the database's words; null where it is sound.</summary>
    string? Damage();

    /// <summary>Gives back the room of what was erased, so that nothing of it stays.</summary>
    void Compact();
}

/// <summary>What every store can do by its contract.</summary>
public static class RecordStores
{
    /// <summary>Settles what is held and saves it.</summary>
    public static Settled Resettle(this IRecordStore store, TermWeights rarity)
    {
        var revision = store.Revision;
        var settled = Reconciler.Settle(store.Readings(), rarity, new Rulings(store.Decisions()));
        store.SaveSettled(settled, revision);
        return settled;
    }

    /// <summary>Adds rulings and lets the record follow: item by item where that will do, else by settling all of it.</summary>
    public static void Rule(this IRecordStore store, IReadOnlyCollection<Decision> decisions, TermWeights rarity)
    {
        var settled = store.SettledRevision;
        store.Decide(decisions);
        var revision = store.Revision;
        if (settled == revision - 1)
        {
            // Nobody wrote in between: what is settled follows from all decisions but these.
            var all = store.Decisions();
            var fresh = decisions.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
            if (Amendment.Of(store.Reader, [.. all.Where(d => !fresh.Contains(d.Id))], all) is { } amendment && (store.Amend(amendment, settled, revision) || store.SettledRevision >= revision))
            {
                return;
            }
        }

        store.Resettle(rarity);
    }

    /// <summary>What is settled, settled anew first where a run ended before it could.</summary>
    /// <param name="store">The store.</param>
    /// <param name="rarity">How rare terms are.</param>
    /// <param name="repaired">Whether it had to be.</param>
    public static Settled Current(this IRecordStore store, TermWeights rarity, out bool repaired)
    {
        repaired = store.SettledRevision < store.Revision;
        return repaired ? store.Resettle(rarity) : store.Load();
    }
}

/// <summary>That a report was there and was erased: which, when, by whom and why; none of its words.</summary>
public sealed record Tombstone(string Report, string At, string By, string Why);

/// <summary>That an item became other than it was, or is no longer there.</summary>
/// <param name="Id">The item.</param>
/// <param name="At">When this record settled it so: the clock of the machine, ISO 8601 in UTC with milliseconds; nothing of the world or of the reports.</param>
/// <param name="Gone">Whether no such item is on record since: merged into another, or its reports erased or read otherwise.</param>
public sealed record ItemChange(string Id, string At, bool Gone);

/// <summary>The reference store, in memory.</summary>
public sealed class MemoryStore(TimeProvider clock) : IRecordStore
{
    private readonly SortedDictionary<string, (string Body, string At)> _bodies = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Reading> _readings = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Decision> _decisions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Tombstone> _forgotten = new(StringComparer.Ordinal);
    private Settled _settled = Settled.Empty;

    public bool Contains(string reportId, string version) => _forgotten.ContainsKey(reportId) || (_readings.TryGetValue(reportId, out var r) && r.EngineVersion == version);

    public void Decide(IReadOnlyCollection<Decision> decisions)
    {
        Revision++;
        foreach (var d in decisions)
        {
            _decisions.TryAdd(d.Id, d);
        }
    }

    public IReadOnlyList<Decision> Decisions() => [.. _decisions.Values.OrderBy(d => d.At, StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal)];

    public bool Forget(Tombstone tombstone)
    {
        if (!_readings.Remove(tombstone.Report))
        {
            return false;
        }

        Revision++;
        _forgotten[tombstone.Report] = tombstone;
        return true;
    }

    public IReadOnlyList<Tombstone> Forgotten() => [.. _forgotten.Values];

    public void Append(IReadOnlyCollection<Reading> readings)
    {
        Revision++;
        foreach (var r in readings)
        {
            _readings[r.Report.Id] = r;
        }
    }

    public IReadOnlyList<Reading> Readings() => [.. _readings.Values];

    public long Revision { get; private set; }

    public long SettledRevision { get; private set; }

    public void SaveSettled(Settled settled, long revision)
    {
        if (revision < SettledRevision)
        {
            return;
        }

        (_settled, SettledRevision) = (settled, revision);
        var (now, bodies) = (Decision.Stamp(clock), settled.Items.ToDictionary(i => i.Id, Export.ItemLine, StringComparer.Ordinal));
        foreach (var id in _bodies.Keys.Concat(bodies.Keys).Distinct(StringComparer.Ordinal).ToList())
        {
            var body = bodies.GetValueOrDefault(id, "");
            if (!_bodies.TryGetValue(id, out var was) || was.Body != body)
            {
                _bodies[id] = (body, now);
            }
        }
    }

    public bool Amend(Amendment amendment, long from, long revision)
    {
        if (SettledRevision != from)
        {
            return false;
        }

        var (items, conflicts, gone) = (amendment.Items.ToDictionary(i => i.Id, StringComparer.Ordinal), amendment.Conflicts.Select(c => c.Id).ToHashSet(StringComparer.Ordinal), amendment.Gone.ToHashSet(StringComparer.Ordinal));
        SaveSettled(_settled with { Items = [.. _settled.Items.Select(i => items.GetValueOrDefault(i.Id, i))], Conflicts = [.. _settled.Conflicts.Where(c => !gone.Contains(c.Id) && !conflicts.Contains(c.Id)).Concat(amendment.Conflicts).OrderBy(c => c.Id, StringComparer.Ordinal)] }, revision);
        return true;
    }

    public IRecordReader Reader => new SettledReader(_settled);

    public IReadOnlyList<ItemChange> Changed(string since) =>
        [.. _bodies.Where(b => string.CompareOrdinal(b.Value.At, since) >= 0).Select(b => new ItemChange(b.Key, b.Value.At, b.Value.Body.Length == 0)).OrderBy(c => c.At, StringComparer.Ordinal).ThenBy(c => c.Id, StringComparer.Ordinal)];

    public IReadOnlyList<ItemChange> LatestChanges(int most) => [.. Changed("").Reverse().Take(most)];

    public IReadOnlyDictionary<string, string> ChangedAt(IReadOnlyCollection<string> items) => items.Distinct(StringComparer.Ordinal).Where(_bodies.ContainsKey).ToDictionary(i => i, i => _bodies[i].At, StringComparer.Ordinal);

    public Settled Load() => _settled;

    public string? Damage() => null;

    public void Compact()
    {
    }

    public void Dispose()
    {
    }
}
