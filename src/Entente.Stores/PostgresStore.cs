using System.Data;
using System.Data.Common;
using Dapper;
using Entente.Record.Asking;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Stores;

/// <summary>The record in a PostgreSQL database (15 or newer), for teams: any number of readers and recorders at once.</summary>
public sealed class PostgresStore : SqlStore
{
    private const int Schema = 3;

    /// <summary>Held by whoever writes what was settled or brings the tables up: one at a time.</summary>
    private const long WriterLock = 0x656e74656e7465;

    /// <summary>What brings the tables of one schema to the next, from an empty database on. Appended to, never changed. Ids are compared by their bytes, as everywhere.</summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE reading (id text COLLATE "C" PRIMARY KEY, source text NOT NULL, version text NOT NULL, recorded text NOT NULL, body text NOT NULL);
        CREATE TABLE settled (part text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, body text NOT NULL, PRIMARY KEY (part, id));
        CREATE TABLE decision (id text COLLATE "C" PRIMARY KEY, at text COLLATE "C" NOT NULL, body text NOT NULL);
        CREATE TABLE forgotten (id text COLLATE "C" PRIMARY KEY, body text NOT NULL);
        CREATE TABLE revision (writes bigint NOT NULL, settled bigint NOT NULL);
        INSERT INTO revision VALUES (0, 0);
        """,
        """
        CREATE TABLE changed (id text COLLATE "C" PRIMARY KEY, at text COLLATE "C" NOT NULL, hash text NOT NULL);
        CREATE INDEX changed_at ON changed (at);
        """,
        """
        DROP TABLE settled;
        CREATE TABLE item (n bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, thread text COLLATE "C", hash text NOT NULL, body text NOT NULL);
        CREATE INDEX item_thread ON item (thread) WHERE thread IS NOT NULL;
        CREATE TABLE tie (a text COLLATE "C" NOT NULL, b text COLLATE "C" NOT NULL, kind bigint NOT NULL, n bigint NOT NULL, mechanism text COLLATE "C", status text COLLATE "C", start bigint, stop bigint, known bigint, open bigint NOT NULL, rejected bigint NOT NULL, states text COLLATE "C" NOT NULL, PRIMARY KEY (a, b, kind, n));
        CREATE INDEX tie_mechanism ON tie (a, b, mechanism, kind, n) WHERE mechanism IS NOT NULL;
        CREATE TABLE term (field text COLLATE "C" NOT NULL, label text COLLATE "C" NOT NULL, n bigint NOT NULL, PRIMARY KEY (field, label, n));
        CREATE TABLE label (field text COLLATE "C" NOT NULL, label text COLLATE "C" NOT NULL, shown text NOT NULL, PRIMARY KEY (field, label));
        CREATE TABLE told (report text COLLATE "C" NOT NULL, claim text COLLATE "C" NOT NULL, n bigint NOT NULL, PRIMARY KEY (report, claim));
        CREATE INDEX told_claim ON told (claim);
        CREATE TABLE item_words (n bigint PRIMARY KEY, quote tsvector NOT NULL, object tsvector NOT NULL);
        CREATE INDEX item_words_quote ON item_words USING gin (quote);
        CREATE INDEX item_words_object ON item_words USING gin (object);
        CREATE TABLE report (n bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, start bigint, stop bigint, story text COLLATE "C", original text COLLATE "C", name text COLLATE "C" NOT NULL, hash text NOT NULL, head text NOT NULL);
        CREATE INDEX report_start ON report (start);
        CREATE INDEX report_name ON report (name);
        CREATE TABLE report_words (n bigint PRIMARY KEY, text tsvector NOT NULL);
        CREATE INDEX report_words_text ON report_words USING gin (text);
        CREATE TABLE story (n bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, hash text NOT NULL, body text NOT NULL);
        CREATE TABLE conflict (id text COLLATE "C" PRIMARY KEY, item text COLLATE "C" NOT NULL, hash text NOT NULL, body text NOT NULL);
        CREATE INDEX conflict_item ON conflict (item);
        CREATE TABLE total (part text PRIMARY KEY, body text NOT NULL);
        CREATE TABLE doubt (place bigint PRIMARY KEY, id text COLLATE "C" NOT NULL);
        UPDATE revision SET settled = 0;
        """,
    ];

    private readonly NpgsqlConnection _connection;

    private PostgresStore(NpgsqlConnection connection, TimeProvider clock)
        : base(connection, clock) => _connection = connection;

    /// <param name="where">A connection string ("Host=…;Database=…") or an address ("postgresql://user:password@host:5432/database").</param>
    /// <param name="clock">What dates the rows.</param>
    /// <exception cref="InvalidDataException">The database cannot be reached, or is one of a newer program; the message names it, never the password.</exception>
    public static PostgresStore Open(string where, TimeProvider clock)
    {
        var settings = Settings(where);
        // The same few questions come again and again: planned once for each connection.
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 64);
        var name = $"{settings.Host}:{settings.Port}/{settings.Database}";
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            using var transaction = connection.BeginTransaction();
            connection.Execute("SELECT pg_advisory_xact_lock(@WriterLock)", new { WriterLock }, transaction);
            connection.Execute("CREATE TABLE IF NOT EXISTS entente (version integer NOT NULL)", transaction: transaction);
            var version = connection.ExecuteScalar<int>("SELECT coalesce(max(version), 0) FROM entente", transaction: transaction);
            if (version > Schema)
            {
                throw new InvalidDataException($"{name}: written by a newer version of Entente (schema {version}, this program knows {Schema})");
            }

            for (var step = version; step < Schema; step++)
            {
                connection.Execute(Migrations[step] + $"DELETE FROM entente; INSERT INTO entente VALUES ({step + 1});", transaction: transaction);
            }

            transaction.Commit();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            connection.Dispose();
            throw new InvalidDataException($"{name}: {e.Message}", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return new PostgresStore(connection, clock);
    }

    internal static bool IsAddress(string where) => where.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || where.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) || where.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>What changes whenever somebody has written.</summary>
    internal string Stamp() => _connection.ExecuteScalar<string>("SELECT writes || ' ' || settled FROM revision") ?? "";

    /// <summary>PostgreSQL checks its pages itself as it reads them; what is looked for here is a row whose body is no longer whole.</summary>
    public override string? Damage()
    {
        try
        {
            _ = _connection.ExecuteScalar<long>("SELECT sum(length(body::json::text)) FROM (SELECT body FROM reading UNION ALL SELECT body FROM item UNION ALL SELECT head FROM report UNION ALL SELECT body FROM story UNION ALL SELECT body FROM conflict UNION ALL SELECT body FROM decision UNION ALL SELECT body FROM forgotten) t");
            return null;
        }
        catch (PostgresException e)
        {
            return e.MessageText;
        }
    }

    public override void Compact() => _connection.Execute("VACUUM FULL");

    protected override DbTransaction Writing()
    {
        var transaction = _connection.BeginTransaction(IsolationLevel.ReadCommitted);
        _connection.Execute("SELECT pg_advisory_xact_lock(@WriterLock)", new { WriterLock }, transaction);
        return transaction;
    }

    protected override DbTransaction Snapshot() => _connection.BeginTransaction(IsolationLevel.RepeatableRead);

    private protected override void Put(DbTransaction transaction, Table table, IReadOnlyList<object?[]> rows)
    {
        var into = $"COPY {table.Name} ({string.Join(", ", table.Columns.Select(c => c.Name))}) FROM STDIN";
        if (table.Columns.Any(c => c.Kind == ColumnKind.Words))
        {
            // Terms are letters and digits: nothing in such a row wants escaping.
            using var text = _connection.BeginTextImport(into);
            foreach (var row in rows)
            {
                text.Write(string.Join('\t', row.Select((cell, i) => table.Columns[i].Kind == ColumnKind.Words ? Lexemes((string)cell!) : cell)) + "\n");
            }

            return;
        }

        using var copy = _connection.BeginBinaryImport(into + " (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is not { } cell)
                {
                    copy.WriteNull();
                }
                else if (table.Columns[i].Kind == ColumnKind.Number)
                {
                    copy.Write((long)cell, NpgsqlDbType.Bigint);
                }
                else
                {
                    copy.Write((string)cell, NpgsqlDbType.Text);
                }
            }
        }

        copy.Complete();
    }

    /// <summary>After many rows were written the planner is told of them: until then it takes the tables for empty and looks through all of them.</summary>
    private protected override IDisposable RoomToWrite() => new Afterwards(() => _connection.Execute("ANALYZE item, tie, term, told, item_words, report, report_words, story"));

    private protected override string Hits(string table, string column, TextQuery query, DynamicParameters values, out string hit, out string number)
    {
        // Said outright and not by a parameter: how many rows hold the words decides by which way they are found. Terms are letters and digits, so nothing in them ends a text.
        (hit, number) = ($"{table}.{column} @@ '{string.Join(" & ", query.Phrases.Select(p => "(" + string.Join(" <-> ", p.Select(t => $"''{t}''")) + ")"))}'::tsquery", table + ".n");
        return table;
    }

    private protected override string Within(string column, string parameter) => $"strpos({column}, @{parameter}) > 0";

    private protected override string In(string column, string parameter) => $"{column} = ANY(@{parameter})";

    /// <summary>Terms with their places. The database keeps places up to a bound and so many of one term; what is beyond is found as a word, not in a phrase.</summary>
    private static string Lexemes(string terms)
    {
        const int furthest = 16383;
        const int most = 255;
        var places = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var at = 0;
        foreach (var term in terms.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            at++;
            var list = places.TryGetValue(term, out var known) ? known : places[term] = [];
            if (list.Count < most && (at <= furthest || list.Count == 0))
            {
                list.Add(Math.Min(at, furthest));
            }
        }

        return string.Join(' ', places.Select(p => $"'{p.Key}':{string.Join(',', p.Value)}"));
    }

    private static NpgsqlConnectionStringBuilder Settings(string where)
    {
        if (!where.Contains("://", StringComparison.Ordinal))
        {
            try
            {
                return new NpgsqlConnectionStringBuilder(where);
            }
            catch (ArgumentException e)
            {
                throw new InvalidDataException($"the connection string is not understood: {e.Message}", e);
            }
        }

        if (!Uri.TryCreate(where, UriKind.Absolute, out var address))
        {
            throw new InvalidDataException("the address of the database is not understood (wanted: postgresql://user@host:5432/database)");
        }

        var user = address.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port > 0 ? address.Port : 5432,
            Database = address.AbsolutePath.Trim('/') is { Length: > 0 } database ? Uri.UnescapeDataString(database) : "entente",
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
    }
}
