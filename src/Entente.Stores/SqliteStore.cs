using System.Data.Common;
using Dapper;
using Entente.Record.Asking;
using Microsoft.Data.Sqlite;

namespace Entente.Stores;

/// <summary>The record in one SQLite file, in write-ahead mode: readers never block the writer.</summary>
public sealed class SqliteStore : SqlStore
{
    private const int Schema = 5;

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
        """
        CREATE TABLE revision (writes INTEGER NOT NULL, settled INTEGER NOT NULL);
        INSERT INTO revision SELECT count(*), 0 FROM (SELECT 1 FROM reading LIMIT 1);
        """,
        """
        CREATE TABLE changed (id TEXT PRIMARY KEY, at TEXT NOT NULL, hash TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX changed_at ON changed (at);
        """,
        """
        DROP TABLE settled;
        CREATE TABLE item (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, thread TEXT, hash TEXT NOT NULL, body TEXT NOT NULL);
        CREATE INDEX item_thread ON item (thread) WHERE thread IS NOT NULL;
        CREATE TABLE tie (a TEXT NOT NULL, b TEXT NOT NULL, kind INTEGER NOT NULL, n INTEGER NOT NULL, mechanism TEXT, status TEXT, start INTEGER, stop INTEGER, known INTEGER, open INTEGER NOT NULL, rejected INTEGER NOT NULL, states TEXT NOT NULL, PRIMARY KEY (a, b, kind, n)) WITHOUT ROWID;
        CREATE INDEX tie_mechanism ON tie (a, b, mechanism, kind, n) WHERE mechanism IS NOT NULL;
        CREATE TABLE term (field TEXT NOT NULL, label TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (field, label, n)) WITHOUT ROWID;
        CREATE TABLE label (field TEXT NOT NULL, label TEXT NOT NULL, shown TEXT NOT NULL, PRIMARY KEY (field, label)) WITHOUT ROWID;
        CREATE TABLE told (report TEXT NOT NULL, claim TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (report, claim)) WITHOUT ROWID;
        CREATE INDEX told_claim ON told (claim);
        CREATE VIRTUAL TABLE item_words USING fts5 (quote, object, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
        CREATE TABLE report (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, start INTEGER, stop INTEGER, story TEXT, original TEXT, name TEXT NOT NULL, hash TEXT NOT NULL, head TEXT NOT NULL);
        CREATE INDEX report_start ON report (start);
        CREATE INDEX report_name ON report (name);
        CREATE VIRTUAL TABLE report_words USING fts5 (text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
        CREATE TABLE story (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, body TEXT NOT NULL);
        CREATE TABLE conflict (id TEXT PRIMARY KEY, item TEXT NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX conflict_item ON conflict (item);
        CREATE TABLE total (part TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE doubt (place INTEGER PRIMARY KEY, id TEXT NOT NULL);
        UPDATE revision SET settled = 0;
        """,
    ];

    private readonly SqliteConnection _connection;

    private SqliteStore(SqliteConnection connection, TimeProvider clock)
        : base(connection, clock) => _connection = connection;

    /// <param name="path">The file; made where it is not there.</param>
    /// <param name="clock">What dates the rows.</param>
    /// <param name="mostPages">How large the file may grow, in pages of 4 KiB; null for as large as the disk allows.</param>
    /// <exception cref="InvalidDataException">The file is no record, or one of a newer program; the message names it.</exception>
    public static SqliteStore Open(string path, TimeProvider clock, long? mostPages = null)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;" + (mostPages is { } most ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA max_page_count={most};") : ""));
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

        return new SqliteStore(connection, clock);
    }

    /// <summary>Gives back the room of what was erased, so that nothing of it stays in the file.</summary>
    public override void Compact() => _connection.Execute("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");

    public override string? Damage() => _connection.ExecuteScalar<string>("PRAGMA integrity_check") is var found && found != "ok" ? found : null;

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

    protected override DbTransaction Writing() => _connection.BeginTransaction(deferred: false);

    protected override DbTransaction Snapshot() => _connection.BeginTransaction(deferred: true);

    /// <summary>Rows go to places all over their trees: most of those fit into so much memory, and need not be read again for each row.</summary>
    private protected override IDisposable RoomToWrite()
    {
        _connection.Execute("PRAGMA cache_size=-1048576");
        return new Afterwards(() => _connection.Execute("PRAGMA cache_size=-2000; PRAGMA shrink_memory"));
    }

    // Without it the planner may look up every row of a tie in the index of words.
    private protected override string Leading => "CROSS JOIN";

    private protected override string Hits(string table, string column, TextQuery query, DynamicParameters values, out string hit, out string number)
    {
        (hit, number) = ($"{table} MATCH @{column}_words", table + ".rowid");
        values.Add(column + "_words", $"{column} : ({string.Join(" AND ", query.Phrases.Select(p => $"\"{string.Join(' ', p)}\""))})");
        return table;
    }

    private protected override string Within(string column, string parameter) => $"instr({column}, @{parameter}) > 0";

    private protected override string KeyName(Table table, Column column) => column.Name == "n" && table.Name.EndsWith("_words", StringComparison.Ordinal) ? "rowid" : column.Name;
}
