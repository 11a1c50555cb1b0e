using System.Text.Json;
using Dapper;
using Entente.Record;
using Microsoft.Data.Sqlite;

namespace Entente.Stores;

/// <summary>The record in one SQLite file, in write-ahead mode: readers never block the writer.</summary>
public sealed class SqliteStore : IRecordStore
{
    private const int Schema = 2;

    /// <summary>What brings a file of one schema to the next, from an empty file on. Appended to, never changed.</summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE reading (id TEXT PRIMARY KEY, source TEXT NOT NULL, version TEXT NOT NULL, recorded TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE settled (part TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (part, id)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE decision (id TEXT PRIMARY KEY, at TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE forgotten (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
        """,
    ];

    private readonly SqliteConnection _connection;

    private SqliteStore(SqliteConnection connection) => _connection = connection;

    /// <exception cref="InvalidDataException">The file is no record, or one of a newer program; the message names it.</exception>
    public static SqliteStore Open(string path, TimeProvider clock)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;");
            var version = connection.ExecuteScalar<int>("PRAGMA user_version");
            if (version > Schema)
            {
                throw new InvalidDataException($"{path}: written by a newer version of Entente (schema {version}, this program knows {Schema})");
            }

            if (version == 0 && connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master") > 0)
            {
                throw new InvalidDataException($"{path}: a database, but not a record of Entente");
            }

            if (version < Schema)
            {
                // Immediate: of two programs that open an old file together, one migrates and the other finds it done.
                using var transaction = connection.BeginTransaction(deferred: false);
                for (var step = connection.ExecuteScalar<int>("PRAGMA user_version", transaction: transaction); step < Schema; step++)
                {
                    connection.Execute(Migrations[step] + $"PRAGMA user_version={step + 1};", transaction: transaction);
                }

                transaction.Commit();
            }
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return new SqliteStore(connection) { Clock = clock };
    }

    private TimeProvider Clock { get; init; } = TimeProvider.System;

    public bool Contains(string reportId, string version) => _connection.ExecuteScalar<long>("SELECT (SELECT count(*) FROM reading WHERE id = @reportId AND version = @version) + (SELECT count(*) FROM forgotten WHERE id = @reportId)", new { reportId, version }) > 0;

    public void Decide(IReadOnlyCollection<Decision> decisions)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var d in decisions)
        {
            _connection.Execute("INSERT INTO decision (id, at, body) VALUES (@Id, @At, @body) ON CONFLICT (id) DO NOTHING", new { d.Id, d.At, body = JsonSerializer.Serialize(d, RecordJson.Default.Decision) }, transaction);
        }

        transaction.Commit();
    }

    public IReadOnlyList<Decision> Decisions() => [.. _connection.Query<string>("SELECT body FROM decision ORDER BY at, id").Select(b => JsonSerializer.Deserialize(b, RecordJson.Default.Decision)!)];

    public bool Forget(Tombstone tombstone)
    {
        using var transaction = _connection.BeginTransaction();
        if (_connection.Execute("DELETE FROM reading WHERE id = @Report", new { tombstone.Report }, transaction) == 0)
        {
            return false;
        }

        _connection.Execute("INSERT OR REPLACE INTO forgotten (id, body) VALUES (@Report, @body)", new { tombstone.Report, body = JsonSerializer.Serialize(tombstone, RecordJson.Default.Tombstone) }, transaction);
        transaction.Commit();
        return true;
    }

    public IReadOnlyList<Tombstone> Forgotten() => [.. _connection.Query<string>("SELECT body FROM forgotten ORDER BY id").Select(b => JsonSerializer.Deserialize(b, RecordJson.Default.Tombstone)!)];

    public void Append(IReadOnlyCollection<Reading> readings)
    {
        var recorded = Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        using var transaction = _connection.BeginTransaction();
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO reading (id, source, version, recorded, body) VALUES ($id, $source, $version, $recorded, $body) ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body";
        var (id, source, version, body) = (command.Parameters.Add("$id", SqliteType.Text), command.Parameters.Add("$source", SqliteType.Text), command.Parameters.Add("$version", SqliteType.Text), command.Parameters.Add("$body", SqliteType.Text));
        command.Parameters.AddWithValue("$recorded", recorded);
        foreach (var r in readings)
        {
            (id.Value, source.Value, version.Value, body.Value) = (r.Report.Id, r.Report.Source, r.EngineVersion, JsonSerializer.Serialize(r, RecordJson.Default.Reading));
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public IReadOnlyList<Reading> Readings() => [.. _connection.Query<string>("SELECT body FROM reading ORDER BY id").Select(b => JsonSerializer.Deserialize(b, RecordJson.Default.Reading)!)];

    public void SaveSettled(Settled settled)
    {
        using var transaction = _connection.BeginTransaction();
        _connection.Execute("DELETE FROM settled", transaction: transaction);
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO settled (part, id, body) VALUES ($part, $id, $body)";
        var (part, id, body) = (command.Parameters.Add("$part", SqliteType.Text), command.Parameters.Add("$id", SqliteType.Text), command.Parameters.Add("$body", SqliteType.Text));
        void Put(string p, string key, string json)
        {
            (part.Value, id.Value, body.Value) = (p, key, json);
            command.ExecuteNonQuery();
        }

        foreach (var item in settled.Items)
        {
            Put("item", item.Id, JsonSerializer.Serialize(item, RecordJson.Default.Item));
        }

        foreach (var story in settled.Stories)
        {
            Put("story", story.Id, JsonSerializer.Serialize(story, RecordJson.Default.Story));
        }

        foreach (var conflict in settled.Conflicts)
        {
            Put("conflict", conflict.Id, JsonSerializer.Serialize(conflict, RecordJson.Default.Conflict));
        }

        Put("map", "story-of", JsonSerializer.Serialize(new Dictionary<string, string>(settled.StoryOf, StringComparer.Ordinal), RecordJson.Default.DictionaryStringString));
        Put("map", "duplicate-of", JsonSerializer.Serialize(new Dictionary<string, string>(settled.DuplicateOf, StringComparer.Ordinal), RecordJson.Default.DictionaryStringString));
        transaction.Commit();
    }

    public Settled Load()
    {
        using var transaction = _connection.BeginTransaction(deferred: true);
        List<T> Part<T>(string part, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
            [.. _connection.Query<string>("SELECT body FROM settled WHERE part = @part ORDER BY id", new { part }, transaction).Select(b => JsonSerializer.Deserialize(b, type)!)];
        Dictionary<string, string> Map(string id) =>
            _connection.ExecuteScalar<string?>("SELECT body FROM settled WHERE part = 'map' AND id = @id", new { id }, transaction) is { } body ? JsonSerializer.Deserialize(body, RecordJson.Default.DictionaryStringString)! : [];
        return new Settled([.. Readings().Select(r => r.Report)], Part("item", RecordJson.Default.Item), Part("story", RecordJson.Default.Story), Part("conflict", RecordJson.Default.Conflict), Map("story-of"), Map("duplicate-of"));
    }

    /// <summary>Copies the record to another file while it may be read and written.</summary>
    /// <exception cref="InvalidDataException">The file cannot be written.</exception>
    public void Backup(string path)
    {
        try
        {
            using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            target.Open();
            _connection.BackupDatabase(target);
        }
        catch (SqliteException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Gives back the room of what was erased, so that nothing of it stays in the file.</summary>
    public void Compact() => _connection.Execute("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");

    /// <summary>What is broken in the file, in SQLite's words; null where it is sound.</summary>
    public string? Damage() => _connection.ExecuteScalar<string>("PRAGMA integrity_check") is var found && found != "ok" ? found : null;

    public void Dispose() => _connection.Dispose();
}
