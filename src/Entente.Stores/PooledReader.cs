using System.Collections.Concurrent;
using Entente.Record;
using Entente.Record.Asking;
using NodaTime;

namespace Entente.Stores;

/// <summary>Asks one record from many threads at once: each question has a connection of its own, and so many are open at most.</summary>
/// <param name="open">Opens the record.</param>
/// <param name="most">At most so many connections; who comes later waits.</param>
public sealed class PooledReader(Func<SqlStore> open, int most) : IRecordReader, IDisposable
{
    private readonly ConcurrentBag<SqlStore> _idle = [];
    private readonly SemaphoreSlim _free = new(most);
    private volatile bool _retired;

    public IReadOnlyList<Item> Ask(Filter filter, Page page, params IReadOnlyList<string> kinds) => Use(r => r.Ask(filter, page, kinds));

    public int Count(Filter filter, params IReadOnlyList<string> kinds) => Use(r => r.Count(filter, kinds));

    public IReadOnlyList<Tally> Tallies(Filter filter, params IReadOnlyList<string> kinds) => Use(r => r.Tallies(filter, kinds));

    public IReadOnlyDictionary<string, int> States(Filter filter, params IReadOnlyList<string> kinds) => Use(r => r.States(filter, kinds));

    public IReadOnlyList<Stretch> Spread(Filter filter, int days, params IReadOnlyList<string> kinds) => Use(r => r.Spread(filter, days, kinds));

    public IReadOnlyList<Item> Doubtful(int most) => Use(r => r.Doubtful(most));

    public IReadOnlyList<OutletTotals> Outlets() => Use(r => r.Outlets());

    public IReadOnlyList<Item> Find(string id) => Use(r => r.Find(id));

    public IReadOnlyList<Item> Items(IReadOnlyCollection<string> ids) => Use(r => r.Items(ids));

    public IReadOnlyList<Item> Thread(string thread) => Use(r => r.Thread(thread));

    public IReadOnlyList<Item> Of(IReadOnlyCollection<string> reports) => Use(r => r.Of(reports));

    public Report? Report(string id) => Use(r => r.Report(id));

    public IReadOnlyList<Report> FindReports(string id) => Use(r => r.FindReports(id));

    public IReadOnlyDictionary<string, Report> Heads(IReadOnlyCollection<string> ids) => Use(r => r.Heads(ids));

    public IReadOnlyList<Report> Reports(ReportFilter filter, Page page) => Use(r => r.Reports(filter, page));

    public IReadOnlyDictionary<string, string> Copies(IReadOnlyCollection<string> reports) => Use(r => r.Copies(reports));

    public Story? Story(string id) => Use(r => r.Story(id));

    public IReadOnlyList<Story> StoriesOf(IReadOnlyCollection<string> reports) => Use(r => r.StoriesOf(reports));

    public IReadOnlyList<Story> Stories(Page page) => Use(r => r.Stories(page));

    public Conflict? Conflict(string id) => Use(r => r.Conflict(id));

    public IReadOnlyList<Conflict> ConflictsOn(IReadOnlyCollection<string> items) => Use(r => r.ConflictsOn(items));

    public IReadOnlyList<Conflict> Conflicts(Page page) => Use(r => r.Conflicts(page));

    public IReadOnlyCollection<string> Names() => Use(r => r.Names());

    public IReadOnlyDictionary<LocalDate, int> Volume() => Use(r => r.Volume());

    public Totals Totals => Use(r => r.Totals);

    /// <summary>All of the record.</summary>
    public Settled Load() => Use(r => r.Load());

    /// <summary>Closes what is idle, and what is in use as soon as it is given back; questions can still be asked, each by a connection opened for it.</summary>
    public void Dispose()
    {
        _retired = true;
        while (_idle.TryTake(out var store))
        {
            store.Dispose();
        }
    }

    private T Use<T>(Func<SqlStore, T> question)
    {
        _free.Wait();
        try
        {
            var store = _idle.TryTake(out var idle) ? idle : open();
            try
            {
                return question(store);
            }
            finally
            {
                if (_retired)
                {
                    store.Dispose();
                }
                else
                {
                    _idle.Add(store);
                }
            }
        }
        finally
        {
            _free.Release();
        }
    }
}
