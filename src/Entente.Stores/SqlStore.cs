using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Entente.Record;
using Entente.Record.Asking;

namespace Entente.Stores;

/// <summary>The record in tables of a database: readings, decisions, tombstones, and what was settled from them, JSON bodies under their ids with the rows that questions are answered from.</summary>
public abstract partial class SqlStore(DbConnection connection, TimeProvider clock) : IRecordStore, IRecordReader
{
    protected DbConnection Connection => connection;

    protected TimeProvider Clock => clock;

    public bool Contains(string reportId, string version) => connection.ExecuteScalar<long>("SELECT (SELECT count(*) FROM reading WHERE id = @reportId AND version = @version) + (SELECT count(*) FROM forgotten WHERE id = @reportId)", new { reportId, version }) > 0;

    public void Append(IReadOnlyCollection<Reading> readings)
    {
        var recorded = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Within(t => Insert(t, "INSERT INTO reading (id, source, version, recorded, body) VALUES (@id, @source, @version, @recorded, @body) ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body",
            ["id", "source", "version", "recorded", "body"], readings.OrderBy(r => r.Report.Id, StringComparer.Ordinal).Select(r => new[] { r.Report.Id, r.Report.Source, r.EngineVersion, recorded, JsonSerializer.Serialize(r, RecordJson.Default.Reading) })));
    }

    public IReadOnlyList<Reading> Readings() => All("SELECT body FROM reading ORDER BY id", RecordJson.Default.Reading);

    /// <summary>One report as it was read, with what its story says of it; null where it is not held.</summary>
    public Report? Report(string id) => connection.QueryFirstOrDefault<(string Body, string? Head)>("SELECT reading.body, report.head FROM reading LEFT JOIN report ON report.id = reading.id WHERE reading.id = @id", new { id }) is { Body: { } body } row ? Whole(body, row.Head) : null;

    /// <summary>The head as it was settled, the text as it was read.</summary>
    private protected static Report Whole(string body, string? head)
    {
        var read = JsonSerializer.Deserialize(body, RecordJson.Default.Reading)!.Report;
        return head is null ? read : JsonSerializer.Deserialize(head, RecordJson.Default.Report)! with { Text = read.Text };
    }

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

    /// <summary>Adds rows that are not there yet.</summary>
    private protected virtual void Put(DbTransaction transaction, Table table, IReadOnlyList<object?[]> rows)
    {
        var names = string.Join(", ", table.Columns.Select(c => KeyName(table, c)));
        Each(transaction, $"INSERT INTO {table.Name} ({names}) VALUES ({string.Join(", ", table.Columns.Select(c => "@" + c.Name))})", table.Columns, rows);
    }

    /// <summary>Drops rows by their keys, which lead each row.</summary>
    private protected virtual void Drop(DbTransaction transaction, Table table, IReadOnlyList<object?[]> rows) =>
        Each(transaction, $"DELETE FROM {table.Name} WHERE {string.Join(" AND ", table.Columns.Take(table.Keys).Select(c => $"{KeyName(table, c)} = @{c.Name}"))}", [.. table.Columns.Take(table.Keys)], rows);

    /// <summary>What the number of a row is called: an index of words may have a name of its own for it.</summary>
    private protected virtual string KeyName(Table table, Column column) => column.Name;

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

    private void Insert(DbTransaction transaction, string sql, string[] columns, IEnumerable<string[]> rows) => Each(transaction, sql, [.. columns.Select(Column.Text)], rows);

    /// <summary>One prepared command over many rows; values beyond the columns are left out.</summary>
    private void Each(DbTransaction transaction, string sql, IReadOnlyList<Column> columns, IEnumerable<object?[]> rows)
    {
        using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        var parameters = columns.Select(c =>
        {
            var p = command.CreateParameter();
            (p.ParameterName, p.DbType) = (c.Name, c.Kind == ColumnKind.Number ? DbType.Int64 : DbType.String);
            command.Parameters.Add(p);
            return p;
        }).ToList();
        var prepared = false;
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Value = row[i] ?? DBNull.Value;
            }

            if (!prepared)
            {
                command.Prepare();
                prepared = true;
            }

            command.ExecuteNonQuery();
        }
    }
}
