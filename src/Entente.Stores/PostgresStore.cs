using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Stores;

/// <summary>The record in a PostgreSQL database (15 or newer), for teams: any number of readers and recorders at once.</summary>
public sealed class PostgresStore : SqlStore
{
    private const int Schema = 2;

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
            _ = _connection.ExecuteScalar<long>("SELECT sum(length(body::json::text)) FROM (SELECT body FROM reading UNION ALL SELECT body FROM settled UNION ALL SELECT body FROM decision UNION ALL SELECT body FROM forgotten) t");
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

    protected override void Fill(DbTransaction transaction, IEnumerable<string[]> rows)
    {
        using var copy = _connection.BeginBinaryImport("COPY settled (part, id, body) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            foreach (var cell in row)
            {
                copy.Write(cell, NpgsqlDbType.Text);
            }
        }

        copy.Complete();
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
