using System.Globalization;
using Dapper;
using Entente.Record;
using Microsoft.Data.Sqlite;

namespace Entente.Stores;

/// <summary>The record as plain tables in an SQLite file of its own, for whoever asks with SQL: one row a report, item, actor, passage and conflict.</summary>
public static class TableExport
{
    private const string Tables = """
        CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE report (id TEXT PRIMARY KEY, source TEXT NOT NULL, outlet TEXT, url TEXT, title TEXT, byline TEXT, published_start TEXT, published_end TEXT, published_precision TEXT, known_by TEXT, language TEXT NOT NULL, story TEXT, duplicate_of TEXT, text TEXT NOT NULL);
        CREATE TABLE item (id TEXT PRIMARY KEY, kind TEXT NOT NULL, act TEXT, mode TEXT, status TEXT, start TEXT, end TEXT, precision TEXT NOT NULL, mechanism TEXT, place TEXT, country TEXT, lat REAL, lon REAL, text TEXT, amount TEXT, quantity REAL, unit TEXT, reports INTEGER NOT NULL, origins INTEGER NOT NULL, known_first TEXT, known_last TEXT, story TEXT, thread TEXT, confidence REAL NOT NULL, rejected INTEGER NOT NULL);
        CREATE TABLE actor (item TEXT NOT NULL REFERENCES item (id), role TEXT NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL, type TEXT NOT NULL, state TEXT, office TEXT, sector TEXT NOT NULL);
        CREATE TABLE state (item TEXT NOT NULL REFERENCES item (id), code TEXT NOT NULL, PRIMARY KEY (item, code));
        CREATE TABLE evidence (item TEXT NOT NULL REFERENCES item (id), report TEXT NOT NULL REFERENCES report (id), start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL, according_to TEXT, rule TEXT NOT NULL);
        CREATE TABLE history (item TEXT NOT NULL REFERENCES item (id), status TEXT NOT NULL, start TEXT, end TEXT, report TEXT NOT NULL, quote TEXT NOT NULL);
        CREATE TABLE conflict (id TEXT NOT NULL, item TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, origins INTEGER NOT NULL, supported TEXT, basis TEXT NOT NULL);
        CREATE INDEX actor_item ON actor (item); CREATE INDEX evidence_item ON evidence (item); CREATE INDEX item_start ON item (start); CREATE INDEX state_code ON state (code);
        """;

    /// <exception cref="InvalidDataException">The file is there already, or cannot be written.</exception>
    public static void Write(Settled record, IReadOnlyCollection<Item> items, Provenance provenance, string path)
    {
        if (File.Exists(path))
        {
            throw new InvalidDataException($"{path} is there already; an export never overwrites a database");
        }

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            using var transaction = connection.BeginTransaction();
            connection.Execute(Tables, transaction: transaction);
            Fill("about", provenance.Parts.Select(p => new object?[] { p.Name, p.Value }));
            Fill("report", record.Reports.Select(r => new object?[] { r.Id, r.Source, r.Outlet, r.Url, r.Title, r.Byline, Day(r.Published.Start), Day(r.Published.End), Lower(r.Published.Precision), Day(r.KnownBy), r.Language, record.StoryOf.GetValueOrDefault(r.Id), record.DuplicateOf.GetValueOrDefault(r.Id), r.Text }));
            Fill("item", items.Select(i =>
            {
                var (f, e, c) = (i.Face, i.Face as Claim.Event, i.Face as Claim.Commitment);
                return new object?[] { i.Id, f.Kind, e?.Act ?? c?.Action, e?.Mode, Questions.StatusOf(f), Day(f.When.Start), Day(f.When.End), Lower(f.When.Precision), f.Mechanism, f.Place?.Label, f.Place?.Country, f.Place?.Lat, f.Place?.Lon, Questions.Describe(f), c?.Amount, (double?)c?.Quantity?.Value, c?.Quantity?.Unit, i.Reports, i.Origins, Day(i.Known.First), Day(i.Known.Last), i.Story, i.Thread, i.Confidence, i.Ruling is { Rejected: true } ? 1 : 0 };
            }));
            Fill("actor", items.SelectMany(i => i.Face.Actors.Select(a => new object?[] { i.Id, a.Role, a.Id, a.Label, a.Type, a.State, a.Office, Plover.SectorOf(a) })));
            Fill("state", items.SelectMany(i => i.Face.States.Distinct(StringComparer.Ordinal).Select(s => new object?[] { i.Id, s })));
            Fill("evidence", items.SelectMany(i => i.Members.Select(m => new object?[] { i.Id, m.Evidence.Report, m.Evidence.Start, m.Evidence.End, m.Evidence.Quote, m.Evidence.AccordingTo, m.Rule })));
            Fill("history", items.SelectMany(i => i.History.Select(h => new object?[] { i.Id, h.Status, Day(h.When.Start), Day(h.When.End), h.Evidence.Report, h.Evidence.Quote })));
            var kept = items.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
            Fill("conflict", record.Conflicts.Where(c => kept.Contains(c.Item)).SelectMany(c => c.Values.Select(v => new object?[] { c.Id, c.Item, c.Field, v.Value, v.Origins, c.Supported, c.Basis })));
            transaction.Commit();

            void Fill(string table, IEnumerable<object?[]> rows)
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                foreach (var row in rows)
                {
                    if (command.Parameters.Count == 0)
                    {
                        command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", row.Select((_, n) => string.Create(CultureInfo.InvariantCulture, $"$p{n}")))})";
                        for (var n = 0; n < row.Length; n++)
                        {
                            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"$p{n}"), DBNull.Value);
                        }
                    }

                    for (var n = 0; n < row.Length; n++)
                    {
                        command.Parameters[n].Value = row[n] ?? DBNull.Value;
                    }

                    command.ExecuteNonQuery();
                }
            }
        }
        catch (SqliteException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private static string? Day(NodaTime.LocalDate? day) => day is { } d ? When.Iso(d) : null;

    private static string Lower(Precision precision) => precision.ToString().ToLowerInvariant();
}
