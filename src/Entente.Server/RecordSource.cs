using Entente.Engine;
using Entente.Engine.Reading;
using Entente.Engine.Reading.Formats;
using Entente.Record;
using Entente.Record.Asking;
using Entente.Record.Stories;
using Entente.Stores;
using NodaTime;

namespace Entente.Server;

/// <summary>Where the pages have the record from.</summary>
public interface IRecordSource
{
    /// <summary>The record as it is now.</summary>
    RecordView Current { get; }

    /// <summary>The record as reports published until a day allow; null where the readings are not at hand.</summary>
    RecordView? KnownAt(LocalDate day);

    /// <summary>Adds a decision and lets the record follow from it; false where the record is only shown.</summary>
    bool Decide(Decision decision);

    IReadOnlyList<Decision> Decisions { get; }

    /// <summary>What changed at or after a time, as <see cref="IRecordStore.Changed"/>; null where the record is only shown.</summary>
    IReadOnlyList<ItemChange>? Changed(string since);

    /// <summary>What changed last, latest first; null where the record is only shown.</summary>
    IReadOnlyList<ItemChange>? LatestChanges(int most);

    /// <summary>When each of these items became what it is; null where the record is only shown.</summary>
    IReadOnlyDictionary<string, string>? ChangedAt(IReadOnlyCollection<string> items);

    /// <summary>Takes in what a file holds; null where the record is only shown.</summary>
    Taken? Take(Stream file, SourceFile given);
}

/// <summary>A record that does not change while it is served.</summary>
public sealed class FixedRecord(RecordView view) : IRecordSource
{
    public RecordView Current => view;

    public IReadOnlyList<Decision> Decisions => [];

    public RecordView? KnownAt(LocalDate day) => null;

    public bool Decide(Decision decision) => false;

    public IReadOnlyList<ItemChange>? Changed(string since) => null;

    public IReadOnlyList<ItemChange>? LatestChanges(int most) => null;

    public IReadOnlyDictionary<string, string>? ChangedAt(IReadOnlyCollection<string> items) => null;

    public Taken? Take(Stream file, SourceFile given) => null;
}

/// <summary>A stored record: looked at anew when it has changed, by whatever program.</summary>
public sealed class StoredRecord(string where, TermWeights rarity, ReferenceWorks works, Func<Pipeline> reader, TimeProvider clock) : IRecordSource
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private readonly Lock _lock = new();

    /// <summary>Loaded when the first report comes: who only looks needs no models.</summary>
    private readonly Lazy<Pipeline> _reader = new(reader);
    private readonly Dictionary<LocalDate, RecordView> _known = [];
    private string _stamp = "";
    private long _looked;
    private bool _stale;
    private RecordView? _view;
    private PooledReader? _pool;

    /// <summary>Connections at once: enough to keep the cores busy.</summary>
    private static readonly int Connections = Math.Max(8, 2 * Environment.ProcessorCount);

    public RecordView Current
    {
        get
        {
            lock (_lock)
            {
                if (_view is null || _stale || clock.GetElapsedTime(_looked) > Between)
                {
                    (_looked, _stale) = (clock.GetTimestamp(), false);
                    if (RecordPlace.Stamp(where, clock) is var stamp && (_view is null || stamp != _stamp))
                    {
                        using (var store = RecordPlace.Open(where, clock))
                        {
                            if (store.SettledRevision < store.Revision)
                            {
                                store.Resettle(rarity);
                                stamp = RecordPlace.Stamp(where, clock);
                            }
                        }

                        // Pages that are being made go on with what they have.
                        _pool?.Dispose();
                        var pool = _pool = new PooledReader(() => RecordPlace.Open(where, clock), Connections);
                        (_view, _stamp) = (new RecordView(pool, works, pool.Load), stamp);
                        _known.Clear();
                    }
                }

                return _view;
            }
        }
    }

    public IReadOnlyList<Decision> Decisions
    {
        get
        {
            using var store = RecordPlace.Open(where, clock);
            return store.Decisions();
        }
    }

    public RecordView? KnownAt(LocalDate day)
    {
        _ = Current;
        lock (_lock)
        {
            if (!_known.TryGetValue(day, out var view))
            {
                using var store = RecordPlace.Open(where, clock);
                _known[day] = view = new RecordView(Questions.KnownAt(store.Readings(), day, rarity, new Rulings(store.Decisions())), works);
            }

            return view;
        }
    }

    public bool Decide(Decision decision)
    {
        lock (_lock)
        {
            using var store = RecordPlace.Open(where, clock);
            store.Rule([decision], rarity);
            _view = null;
        }

        return true;
    }

    public IReadOnlyList<ItemChange> Changed(string since)
    {
        using var store = RecordPlace.Open(where, clock);
        var changes = store.Changed(since);
        Look();
        return changes;
    }

    public IReadOnlyList<ItemChange> LatestChanges(int most)
    {
        using var store = RecordPlace.Open(where, clock);
        return store.LatestChanges(most);
    }

    public IReadOnlyDictionary<string, string> ChangedAt(IReadOnlyCollection<string> items)
    {
        using var store = RecordPlace.Open(where, clock);
        return store.ChangedAt(items);
    }

    public Taken Take(Stream file, SourceFile given)
    {
        using var store = RecordPlace.Open(where, clock);
        var taken = Intake.Into(store, _reader.Value, new Unpacker().Open(file, given), rarity, _ => { });
        Look();
        return taken;
    }

    /// <summary>Who asks next sees what is there now, without the pause between two looks.</summary>
    private void Look()
    {
        lock (_lock)
        {
            _stale = true;
        }
    }
}
