using System.Globalization;
using Entente.Record;

namespace Entente.Stores;

/// <summary>Where a record is: a file, or a PostgreSQL database by connection string or address.</summary>
public static class RecordPlace
{
    /// <summary>Opens the record, making it where it is not there yet.</summary>
    /// <exception cref="InvalidDataException">It cannot be opened; the message names it.</exception>
    public static SqlStore Open(string where, TimeProvider clock) => PostgresStore.IsAddress(where) ? PostgresStore.Open(where, clock) : SqliteStore.Open(where, clock);

    /// <summary>Whether something is there to be opened; a database is taken to be.</summary>
    public static bool Exists(string where) => PostgresStore.IsAddress(where) || File.Exists(where);

    /// <summary>The place so that it means the same from any folder.</summary>
    public static string Full(string where) => PostgresStore.IsAddress(where) ? where : Path.GetFullPath(where);

    /// <summary>What changes whenever the record was written to, by whatever program.</summary>
    public static string Stamp(string where, TimeProvider clock)
    {
        if (PostgresStore.IsAddress(where))
        {
            using var store = PostgresStore.Open(where, clock);
            return store.Stamp();
        }

        var (file, log) = (new FileInfo(where), new FileInfo(where + "-wal"));
        return string.Create(CultureInfo.InvariantCulture, $"{(file.Exists ? file.Length : 0)} {(log.Exists ? log.Length : 0)} {file.LastWriteTimeUtc.Ticks} {log.LastWriteTimeUtc.Ticks}");
    }

    /// <summary>Copies a record to a place where none is, while it may be read and written.</summary>
    /// <exception cref="InvalidDataException">The place cannot be written, or holds a record that is not a file of the same kind.</exception>
    public static void Copy(SqlStore from, string to, TimeProvider clock)
    {
        if (from is SqliteStore file && !PostgresStore.IsAddress(to))
        {
            file.Backup(to);
            return;
        }

        using var target = Open(to, clock);
        if (target.Revision > 0)
        {
            throw new InvalidDataException("the place holds a record already; a record is copied to where none is");
        }

        target.Append(from.Readings());
        target.Decide(from.Decisions());
        foreach (var tombstone in from.Forgotten())
        {
            target.Bury(tombstone);
        }

        target.SaveSettled(from.Load(), target.Revision);
    }
}
