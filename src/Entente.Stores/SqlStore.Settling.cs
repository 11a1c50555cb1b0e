using System.Data.Common;
using System.Text.Json;
using Dapper;
using Entente.Record;
using Entente.Record.Asking;

namespace Entente.Stores;

/// <summary>How what was settled is kept: only rows that became other are written.</summary>
public abstract partial class SqlStore
{
    /// <summary>So many items, reports or stories are brought to rows before they are written.</summary>
    private const int Chunk = 100_000;

    /// <summary>So much of what wants an analyst's eye is kept in order.</summary>
    private const int MostDoubtful = 1000;

    public void SaveSettled(Settled settled, long revision)
    {
        using var room = RoomToWrite();
        SaveAll(settled, revision);
    }

    /// <summary>Whatever the database wants for writing many rows, until it is disposed of.</summary>
    private protected virtual IDisposable? RoomToWrite() => null;

    private protected sealed class Afterwards(Action then) : IDisposable
    {
        public void Dispose() => then();
    }

    private void SaveAll(Settled settled, long revision) => Named(t =>
    {
        if (connection.Execute("UPDATE revision SET settled = @revision WHERE settled <= @revision", new { revision }, t) == 0)
        {
            return;
        }

        Keep(t, Table.Item, settled.Items, ItemNumber.Of, i => i.Id, ItemRows.Body, (i, n, hash, body) => [n, i.Id, i.Thread, hash, body], ItemRows.Of, WithoutItem, note: true);
        Keep(t, Table.Report, settled.Reports, ItemNumber.Of, r => r.Id, r => JsonSerializer.Serialize(SettledReader.Head(r), RecordJson.Default.Report) + settled.StoryOf.GetValueOrDefault(r.Id) + settled.DuplicateOf.GetValueOrDefault(r.Id) + Hash.Of(r.Text),
            (r, n, hash, _) => [n, r.Id, ItemRows.Day(r.Published.Start), ItemRows.Day(r.Published.End), settled.StoryOf.GetValueOrDefault(r.Id), settled.DuplicateOf.GetValueOrDefault(r.Id), Path.GetFileNameWithoutExtension(r.Source), hash, JsonSerializer.Serialize(SettledReader.Head(r), RecordJson.Default.Report)],
            (r, n) => [(Table.ReportWords, [n, ItemRows.Words([SettledReader.SearchText(r)])])], (_, n) => [(Table.ReportWords, [n])]);
        Keep(t, Table.Story, settled.Stories, ItemNumber.Of, s => s.Id, s => JsonSerializer.Serialize(s, RecordJson.Default.Story), (s, n, hash, body) => [n, s.Id, hash, body], (_, _) => [], (_, _) => []);
        KeepConflicts(t, settled.Conflicts);
        connection.Execute("DELETE FROM total", transaction: t);
        Total(t, "record", JsonSerializer.Serialize(Totals.Of(settled), RecordJson.Default.Totals));
        Total(t, "outlets", JsonSerializer.Serialize(OutletTotals.Of(settled), RecordJson.Default.IReadOnlyListOutletTotals));
        connection.Execute("DELETE FROM doubt", transaction: t);
        Insert(t, "INSERT INTO doubt (place, id) VALUES (CAST(@place AS INTEGER), @id)", ["place", "id"], new SettledReader(settled).Doubtful(MostDoubtful).Select((i, n) => new[] { n.ToString(System.Globalization.CultureInfo.InvariantCulture), i.Id }));
    });

    private void Total(DbTransaction transaction, string part, string body) => connection.Execute("INSERT INTO total (part, body) VALUES (@part, @body)", new { part, body }, transaction);

    public IRecordReader Reader => this;

    public bool Amend(Amendment amendment, long from, long revision)
    {
        var done = false;
        Named(t =>
        {
            done = connection.Execute("UPDATE revision SET settled = @revision WHERE settled = @from", new { revision, from }, t) > 0;
            if (!done)
            {
                return;
            }

            var held = amendment.Items.Chunk(Ids).SelectMany(some => connection.Query<(string Id, long N, string Hash)>("SELECT id, n, hash FROM item WHERE " + In("id", "some"), new { some = some.Select(i => i.Id).ToArray() }, t)).ToDictionary(h => h.Id, h => (h.N, h.Hash), StringComparer.Ordinal);
            var changes = new Rows(this, t, note: true);
            foreach (var item in amendment.Items)
            {
                var body = ItemRows.Body(item);
                var (hash, was) = (Hash.Of(body), held[item.Id]);
                if (was.Hash == hash)
                {
                    continue;
                }

                // A day that was corrected moves an item to another place.
                var n = ItemNumber.Of(item);
                while (n != was.N && connection.ExecuteScalar<long>("SELECT count(*) FROM item WHERE n = @n", new { n }, t) > 0)
                {
                    n++;
                }

                changes.Drop(Table.Item, [was.N], WithoutItem(t, was.N));
                changes.Put(Table.Item, item.Id, hash, [n, item.Id, item.Thread, hash, body], ItemRows.Of(item, n));
            }

            changes.Write();
            var gone = amendment.Gone.Concat(amendment.Conflicts.Select(c => c.Id)).Distinct(StringComparer.Ordinal).ToArray();
            var before = gone.Chunk(Ids).SelectMany(some => All("SELECT body FROM conflict WHERE " + In("id", "some"), RecordJson.Default.Conflict, new { some }, t)).ToList();
            Drop(t, Table.Conflict, [.. gone.Select(id => new object?[] { id })]);
            Put(t, Table.Conflict, [.. amendment.Conflicts.Select(Row)]);
            CountAnew(t, before, amendment.Conflicts);
        });
        return done;
    }

    /// <summary>What is counted once for the whole record, where contradictions came and went.</summary>
    private void CountAnew(DbTransaction transaction, IReadOnlyList<Conflict> before, IReadOnlyList<Conflict> now)
    {
        if (before.Count == 0 && now.Count == 0)
        {
            return;
        }

        var lost = now.SelectMany(OutletTotals.LostBy).Select(r => (Report: r, By: 1)).Concat(before.SelectMany(OutletTotals.LostBy).Select(r => (Report: r, By: -1))).ToList();
        var heads = lost.Select(l => l.Report).Distinct(StringComparer.Ordinal).Chunk(Ids).SelectMany(some => All("SELECT head FROM report WHERE " + In("id", "some"), RecordJson.Default.Report, new { some }, transaction)).ToDictionary(r => r.Id, OutletTotals.NameOf, StringComparer.Ordinal);
        var byOutlet = lost.GroupBy(l => heads[l.Report], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(l => l.By), StringComparer.Ordinal);
        string Held(string part) => connection.ExecuteScalar<string>("SELECT body FROM total WHERE part = @part", new { part }, transaction)!;
        var totals = JsonSerializer.Deserialize(Held("record"), RecordJson.Default.Totals)!;
        var outlets = JsonSerializer.Deserialize(Held("outlets"), RecordJson.Default.IReadOnlyListOutletTotals)!;
        connection.Execute("DELETE FROM total", transaction: transaction);
        Total(transaction, "record", JsonSerializer.Serialize(totals with { Conflicts = totals.Conflicts + now.Count - before.Count }, RecordJson.Default.Totals));
        Total(transaction, "outlets", JsonSerializer.Serialize([.. outlets.Select(o => o with { Lost = o.Lost + byOutlet.GetValueOrDefault(o.Name) })], RecordJson.Default.IReadOnlyListOutletTotals));
    }

    private static object?[] Row(Conflict conflict) => JsonSerializer.Serialize(conflict, RecordJson.Default.Conflict) is var body ? [conflict.Id, conflict.Item, Hash.Of(body), body] : [];

    public IReadOnlyList<ItemChange> Changed(string since) =>
        [.. connection.Query<(string Id, string At, string Hash)>("SELECT id, at, hash FROM changed WHERE at >= @since ORDER BY at, id", new { since }).Select(c => new ItemChange(c.Id, c.At, c.Hash.Length == 0))];

    public IReadOnlyList<ItemChange> LatestChanges(int most) =>
        [.. connection.Query<(string Id, string At, string Hash)>("SELECT id, at, hash FROM changed ORDER BY at DESC, id DESC LIMIT @most", new { most }).Select(c => new ItemChange(c.Id, c.At, c.Hash.Length == 0))];

    public IReadOnlyDictionary<string, string> ChangedAt(IReadOnlyCollection<string> items) => Pairs("SELECT id, at FROM changed WHERE ", items);

    /// <summary>Writes those that are new or other than they are held, drops those that are gone.</summary>
    /// <param name="transaction">All or none.</param>
    /// <param name="table">Where each has its own row.</param>
    /// <param name="all">All there are now.</param>
    /// <param name="numberOf">Its place in order; taken ones are passed over.</param>
    /// <param name="idOf">Its id.</param>
    /// <param name="contentOf">What it is told by whether it became other.</param>
    /// <param name="rowOf">Its own row: number, id and the rest.</param>
    /// <param name="othersOf">Its rows in other tables.</param>
    /// <param name="withoutOf">The keys of the rows in other tables of one that was held under a number.</param>
    /// <param name="note">Whether the time is kept at which it became other.</param>
    private void Keep<T>(
        DbTransaction transaction, Table table, IReadOnlyList<T> all, Func<T, long> numberOf, Func<T, string> idOf, Func<T, string> contentOf, Func<T, long, string, string, object?[]> rowOf,
        Func<T, long, IEnumerable<(Table Table, object?[] Row)>> othersOf, Func<DbTransaction, long, IEnumerable<(Table Table, object?[] Key)>> withoutOf, bool note = false)
    {
        var held = connection.Query<(string Id, long N, string Hash)>($"SELECT id, n, hash FROM {table.Name}", transaction: transaction).ToDictionary(h => h.Id, h => (h.N, h.Hash), StringComparer.Ordinal);
        var taken = held.Values.Select(h => h.N).ToHashSet();
        var changes = new Rows(this, transaction, note);
        foreach (var (one, number) in all.Select(x => (x, numberOf(x))).OrderBy(x => x.Item2).ThenBy(x => idOf(x.x), StringComparer.Ordinal))
        {
            var (id, content) = (idOf(one), contentOf(one));
            var hash = Hash.Of(content);
            if (held.Remove(id, out var was))
            {
                if (was.Hash == hash)
                {
                    continue;
                }

                changes.Drop(table, [was.N], withoutOf(transaction, was.N));
                taken.Remove(was.N);
            }

            var n = number;
            while (!taken.Add(n))
            {
                n++;
            }

            changes.Put(table, id, hash, rowOf(one, n, hash, content), othersOf(one, n));
        }

        foreach (var (id, (n, _)) in held.OrderBy(h => h.Value.N))
        {
            changes.Drop(table, [n], withoutOf(transaction, n));
            changes.Gone(id);
        }

        changes.Write();
    }

    private List<(Table Table, object?[] Key)> WithoutItem(DbTransaction transaction, long n)
    {
        var body = connection.ExecuteScalar<string>("SELECT body FROM item WHERE n = @n", new { n }, transaction)!;
        return [.. ItemRows.Of(JsonSerializer.Deserialize(body, RecordJson.Default.Item)!, n)];
    }

    private void KeepConflicts(DbTransaction transaction, IReadOnlyList<Conflict> conflicts)
    {
        var held = connection.Query<(string Id, string Hash)>("SELECT id, hash FROM conflict", transaction: transaction).ToDictionary(c => c.Id, c => c.Hash, StringComparer.Ordinal);
        var (put, drop) = (new List<object?[]>(), new List<object?[]>());
        foreach (var c in conflicts)
        {
            var row = Row(c);
            if (held.Remove(c.Id, out var was))
            {
                if (was == (string)row[2]!)
                {
                    continue;
                }

                drop.Add([c.Id]);
            }

            put.Add(row);
        }

        drop.AddRange(held.Keys.Order(StringComparer.Ordinal).Select(id => new object?[] { id }));
        Drop(transaction, Table.Conflict, drop);
        Put(transaction, Table.Conflict, put);
    }

    /// <summary>Rows of many tables gathered and written in large lots, each table in the order of its key: the larger the lot, the fewer pages are written twice.</summary>
    private sealed class Rows(SqlStore store, DbTransaction transaction, bool note)
    {
        private readonly Dictionary<Table, List<object?[]>> _put = [], _drop = [];
        private readonly List<string[]> _changed = [];
        private readonly string _now = Decision.Stamp(store.Clock);
        private HashSet<(string, string)>? _labels;
        private int _waiting;

        public void Put(Table table, string id, string hash, object?[] row, IEnumerable<(Table Table, object?[] Row)> others)
        {
            Add(_put, table, row);
            foreach (var (other, its) in others)
            {
                Add(_put, other, its);
                if (other == Table.Term)
                {
                    Name((string)its[0]!, (string)its[1]!);
                }
            }

            _changed.Add([id, _now, hash]);
            Wrote();
        }

        public void Drop(Table table, object?[] key, IEnumerable<(Table Table, object?[] Key)> others)
        {
            Add(_drop, table, key);
            foreach (var (other, its) in others)
            {
                Add(_drop, other, its);
            }

            Wrote();
        }

        public void Gone(string id) => _changed.Add([id, _now, ""]);

        public void Write()
        {
            foreach (var (table, rows) in _drop)
            {
                store.Drop(transaction, table, rows);
            }

            foreach (var (table, rows) in _put)
            {
                rows.Sort((a, b) => Compare(a, b, table.Keys));
                store.Put(transaction, table, rows);
            }

            if (note)
            {
                store.Insert(transaction, "INSERT INTO changed (id, at, hash) VALUES (@id, @at, @hash) ON CONFLICT (id) DO UPDATE SET at = excluded.at, hash = excluded.hash WHERE changed.hash <> excluded.hash", ["id", "at", "hash"], _changed);
            }

            _put.Clear();
            _drop.Clear();
            _changed.Clear();
            _waiting = 0;
        }

        private static void Add(Dictionary<Table, List<object?[]>> to, Table table, object?[] row) => (to.TryGetValue(table, out var rows) ? rows : to[table] = []).Add(row);

        private void Name(string field, string label)
        {
            _labels ??= [.. store.Connection.Query<(string, string)>("SELECT field, label FROM label", transaction: transaction)];
            if (_labels.Add((field, label)))
            {
                Add(_put, Table.Label, [field, label, label]);
            }
        }

        private void Wrote()
        {
            if (++_waiting >= Chunk)
            {
                Write();
            }
        }

        private static int Compare(object?[] a, object?[] b, int keys)
        {
            for (var i = 0; i < keys; i++)
            {
                var order = a[i] is long x ? x.CompareTo((long)b[i]!) : string.CompareOrdinal((string?)a[i], (string?)b[i]);
                if (order != 0)
                {
                    return order;
                }
            }

            return 0;
        }
    }
}
