using Entente.Record;
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
}

/// <summary>A record that does not change while it is served.</summary>
public sealed class FixedRecord(RecordView view) : IRecordSource
{
    public RecordView Current => view;

    public IReadOnlyList<Decision> Decisions => [];

    public RecordView? KnownAt(LocalDate day) => null;

    public bool Decide(Decision decision) => false;
}

/// <summary>A stored record: read anew when it has changed, by whatever program.</summary>
public sealed class StoredRecord(string where, TermWeights rarity, ReferenceWorks works, TimeProvider clock) : IRecordSource
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private readonly Lock _lock = new();
    private readonly Dictionary<LocalDate, RecordView> _known = [];
    private string _stamp = "";
    private long _looked;
    private RecordView? _view;

    public RecordView Current
    {
        get
        {
            lock (_lock)
            {
                if (_view is null || clock.GetElapsedTime(_looked) > Between)
                {
                    _looked = clock.GetTimestamp();
                    if (RecordPlace.Stamp(where, clock) is var stamp && (_view is null || stamp != _stamp))
                    {
                        using var store = RecordPlace.Open(where, clock);
                        (_view, _stamp) = (new RecordView(store.Current(rarity, out _), works), stamp);
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
            store.Decide([decision]);
            store.Resettle(rarity);
            _view = null;
        }

        return true;
    }
}
