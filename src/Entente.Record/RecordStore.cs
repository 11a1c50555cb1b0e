namespace Entente.Record;

/// <summary>Where readings are kept, append-only, and what was settled from them, replaceable. The same contract for every store.</summary>
public interface IRecordStore : IDisposable
{
    /// <summary>Whether the report is there, read by this version of engine, rules and knowledge.</summary>
    bool Contains(string reportId, string version);

    /// <summary>Adds readings; a reading of the same report by another version takes the older one's place. All or none.</summary>
    void Append(IReadOnlyCollection<Reading> readings);

    IReadOnlyList<Reading> Readings();

    /// <summary>Replaces what was settled. All or none: no reader sees half of it.</summary>
    void SaveSettled(Settled settled);

    /// <summary>What was last settled; an empty record before anything was.</summary>
    Settled Load();
}

/// <summary>The reference store, in memory.</summary>
public sealed class MemoryStore : IRecordStore
{
    private readonly SortedDictionary<string, Reading> _readings = new(StringComparer.Ordinal);
    private Settled _settled = Settled.Empty;

    public bool Contains(string reportId, string version) => _readings.TryGetValue(reportId, out var r) && r.EngineVersion == version;

    public void Append(IReadOnlyCollection<Reading> readings)
    {
        foreach (var r in readings)
        {
            _readings[r.Report.Id] = r;
        }
    }

    public IReadOnlyList<Reading> Readings() => [.. _readings.Values];

    public void SaveSettled(Settled settled) => _settled = settled;

    public Settled Load() => _settled;

    public void Dispose()
    {
    }
}
