using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Entente.Record;

namespace Entente.Stores;

/// <summary>The record in tables of a database: readings, decisions, tombstones, and what was settled from them, each row a JSON body under its id.</summary>
public abstract class SqlStore(DbConnection connection, TimeProvider clock) : IRecordStore
{
    protected DbConnection Connection => connection;

    public bool Contains(string reportId, string version) => connection.ExecuteScalar<long>("SELECT (SELECT count(*) FROM reading WHERE id = @reportId AND version = @version) + (SELECT count(*) FROM forgotten WHERE id = @reportId)", new { reportId, version }) > 0;

    public void Append(IReadOnlyCollection<Reading> readings)
    {
        var recorded = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Within(t => Insert(t, "INSERT INTO reading (id, source, version, recorded, body) VALUES (@id, @source, @version, @recorded, @body) ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body",
            ["id", "source", "version", "recorded", "body"], readings.OrderBy(r => r.Report.Id, StringComparer.Ordinal).Select(r => new[] { r.Report.Id, r.Report.Source, r.EngineVersion, recorded, JsonSerializer.Serialize(r, RecordJson.Default.Reading) })));
    }

    public IReadOnlyList<Reading> Readings() => All("SELECT body FROM reading ORDER BY id", RecordJson.Default.Reading);

    /// <summary>One report as it was read; null where it is not held.</summary>
    public Report? Report(string id) => connection.ExecuteScalar<string?>("SELECT body FROM reading WHERE id = @id", new { id }) is { } body ? JsonSerializer.Deserialize(body, RecordJson.Default.Reading)!.Report : null;

    public void Decide(IReadOnlyCollection<Decision> decisions) => Within(t => Insert(t, "INSERT INTO decision (id, at, body) VALUES (@id, @at, @body) ON CONFLICT (id) DO NOTHING",
        ["id", "at", "body"], decisions.OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => new[] { d.Id, d.At, JsonSerializer.Serialize(d, RecordJson.Default.Decision) })));

    public IReadOnlyList<Decision> Decisions() => All("SELECT body FROM decision ORDER BY at, id", RecordJson.Default.Decision);

    public bool Forget(Tombstone tombstone)
    {
        var found = false;
        Within(t =>
        {
            found = connection.Execute("DELETE FROM reading WHERE id = @Report", new { tombstone.Report }, t) > 0;
            if (found)
            {
                Bury(tombstone, t);
            }
        });
        return found;
    }

    /// <summary>Keeps a tombstone of a report that was never held here.</summary>
    public void Bury(Tombstone tombstone) => Within(t => Bury(tombstone, t));

    private void Bury(Tombstone tombstone, DbTransaction transaction) =>
        connection.Execute("INSERT INTO forgotten (id, body) VALUES (@Report, @body) ON CONFLICT (id) DO UPDATE SET body = excluded.body", new { tombstone.Report, body = JsonSerializer.Serialize(tombstone, RecordJson.Default.Tombstone) }, transaction);

    public IReadOnlyList<Tombstone> Forgotten() => All("SELECT body FROM forgotten ORDER BY id", RecordJson.Default.Tombstone);

    public long Revision => connection.ExecuteScalar<long>("SELECT writes FROM revision");

    public long SettledRevision => connection.ExecuteScalar<long>("SELECT settled FROM revision");

    public void SaveSettled(Settled settled, long revision) => Named(t =>
    {
        if (connection.Execute("UPDATE revision SET settled = @revision WHERE settled <= @revision", new { revision }, t) > 0)
        {
            connection.Execute("DELETE FROM settled", transaction: t);
            var rows = Rows(settled).ToList();
            Fill(t, rows);
            Note(t, rows.Where(r => r[0] == "item"));
        }
    });

    public IReadOnlyList<ItemChange> Changed(string since) =>
        [.. connection.Query<(string Id, string At, string Hash)>("SELECT id, at, hash FROM changed WHERE at >= @since ORDER BY at, id", new { since }).Select(c => new ItemChange(c.Id, c.At, c.Hash.Length == 0))];

    /// <summary>Keeps when each item became what it is, or went: by the hash of its row, since all rows are written anew each time.</summary>
    private void Note(DbTransaction transaction, IEnumerable<string[]> items)
    {
        var now = Decision.Stamp(clock);
        var held = connection.Query<(string Id, string Hash)>("SELECT id, hash FROM changed", transaction: transaction).ToDictionary(c => c.Id, c => c.Hash, StringComparer.Ordinal);
        var changed = new List<string[]>();
        foreach (var row in items)
        {
            var hash = Hash.Of(row[2]);
            if (!held.Remove(row[1], out var was) || was != hash)
            {
                changed.Add([row[1], now, hash]);
            }
        }

        changed.AddRange(held.Where(h => h.Value.Length > 0).Select(h => new[] { h.Key, now, "" }));
        Insert(transaction, "INSERT INTO changed (id, at, hash) VALUES (@id, @at, @hash) ON CONFLICT (id) DO UPDATE SET at = excluded.at, hash = excluded.hash", ["id", "at", "hash"], changed);
    }

    public Settled Load()
    {
        using var transaction = Snapshot();
        List<T> Part<T>(string part, JsonTypeInfo<T> type) => All("SELECT body FROM settled WHERE part = @part ORDER BY id", type, new { part }, transaction);
        Dictionary<string, string> Map(string id) =>
            connection.ExecuteScalar<string?>("SELECT body FROM settled WHERE part = 'map' AND id = @id", new { id }, transaction) is { } body ? JsonSerializer.Deserialize(body, RecordJson.Default.DictionaryStringString)! : [];
        return new Settled([.. All("SELECT body FROM reading ORDER BY id", RecordJson.Default.Reading, transaction: transaction).Select(r => r.Report)], Part("item", RecordJson.Default.Item), Part("story", RecordJson.Default.Story), Part("conflict", RecordJson.Default.Conflict), Map("story-of"), Map("duplicate-of"));
    }

    public abstract string? Damage();

    public abstract void Compact();

    public void Dispose()
    {
        connection.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A transaction that writes: waits for another writer, never fails for one.</summary>
    protected abstract DbTransaction Writing();

    /// <summary>A transaction that sees one state of everything, whatever is written meanwhile.</summary>
    protected abstract DbTransaction Snapshot();

    /// <summary>Fills the emptied table of what was settled: part, id, body.</summary>
    protected virtual void Fill(DbTransaction transaction, IEnumerable<string[]> rows) => Insert(transaction, "INSERT INTO settled (part, id, body) VALUES (@part, @id, @body)", ["part", "id", "body"], rows);

    private void Within(Action<DbTransaction> work) => Named(t =>
    {
        work(t);
        connection.Execute("UPDATE revision SET writes = writes + 1", transaction: t);
    });

    /// <summary>All of it or, where the database refuses (a full disk), nothing and an error that names the database.</summary>
    private void Named(Action<DbTransaction> work)
    {
        try
        {
            using var transaction = Writing();
            work(transaction);
            transaction.Commit();
        }
        catch (DbException e)
        {
            throw new InvalidDataException($"{connection.DataSource}: not written: {e.Message}", e);
        }
    }

    private List<T> All<T>(string sql, JsonTypeInfo<T> type, object? values = null, DbTransaction? transaction = null) =>
        [.. connection.Query<string>(sql, values, transaction, buffered: false).Select(b => JsonSerializer.Deserialize(b, type)!)];

    private void Insert(DbTransaction transaction, string sql, string[] columns, IEnumerable<string[]> rows)
    {
        using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        var parameters = columns.Select(c =>
        {
            var p = command.CreateParameter();
            (p.ParameterName, p.DbType) = (c, DbType.String);
            command.Parameters.Add(p);
            return p;
        }).ToList();
        var prepared = false;
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Value = row[i];
            }

            if (!prepared)
            {
                command.Prepare();
                prepared = true;
            }

            command.ExecuteNonQuery();
        }
    }

    private static IEnumerable<string[]> Rows(Settled settled) =>
    [
        .. settled.Items.Select(i => new[] { "item", i.Id, JsonSerializer.Serialize(i, RecordJson.Default.Item) }),
        .. settled.Stories.Select(s => new[] { "story", s.Id, JsonSerializer.Serialize(s, RecordJson.Default.Story) }),
        .. settled.Conflicts.Select(c => new[] { "conflict", c.Id, JsonSerializer.Serialize(c, RecordJson.Default.Conflict) }),
        ["map", "story-of", JsonSerializer.Serialize(new Dictionary<string, string>(settled.StoryOf, StringComparer.Ordinal), RecordJson.Default.DictionaryStringString)],
        ["map", "duplicate-of", JsonSerializer.Serialize(new Dictionary<string, string>(settled.DuplicateOf, StringComparer.Ordinal), RecordJson.Default.DictionaryStringString)],
    ];
}
