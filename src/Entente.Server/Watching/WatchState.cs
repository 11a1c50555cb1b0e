using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Entente.Server.Watching;

/// <summary>How a source does.</summary>
/// <param name="Next">When it is next looked at, in seconds since 1970.</param>
/// <param name="Failures">Failures since the last success.</param>
/// <param name="LastOk">The last success, in seconds since 1970; null where there was none.</param>
/// <param name="LastNew">When it last brought something new; the first look where it never did.</param>
public sealed record SourceHealth(string Id, string? Etag, string? Modified, long Next, long Failures, long? LastOk, long? LastNew, string? LastError, long Articles);

/// <summary>An article by its address, from the feed that named it until its last look.</summary>
/// <param name="Fallback">What the feed itself gave of it, for when the page cannot be read.</param>
/// <param name="Looks">How often it was read.</param>
/// <param name="Due">When it is next looked at, in seconds since 1970; null for no more.</param>
public sealed record WatchedArticle(string Url, string Source, byte[]? Fallback, string? Outlet, string? Published, string? Language, string? Report, long Looks, long Failures, long? Due, string? Etag, string? Modified);

/// <summary>Something that somebody is to be told, once.</summary>
public sealed record Alert(string Id, string Rule, string Occasion, string At, string Title, string Text, string? Item);

/// <summary>What the watch knows between two runs, in an SQLite file beside the record: a crash at any point loses nothing of it.</summary>
public sealed class WatchState : IDisposable
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS source (id TEXT PRIMARY KEY, etag TEXT, modified TEXT, next INTEGER NOT NULL, failures INTEGER NOT NULL, last_ok INTEGER, last_new INTEGER, last_error TEXT, articles INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS article (url TEXT PRIMARY KEY, source TEXT NOT NULL, fallback BLOB, outlet TEXT, published TEXT, language TEXT, report TEXT, looks INTEGER NOT NULL, failures INTEGER NOT NULL, due INTEGER, etag TEXT, modified TEXT) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS article_due ON article (due) WHERE due IS NOT NULL;
        CREATE TABLE IF NOT EXISTS version (url TEXT NOT NULL, at INTEGER NOT NULL, report TEXT NOT NULL, PRIMARY KEY (url, at)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS told (rule TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (rule, key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS alert (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rule TEXT NOT NULL, occasion TEXT NOT NULL, at TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, item TEXT);
        CREATE TABLE IF NOT EXISTS delivery (alert TEXT NOT NULL, sink TEXT NOT NULL, done INTEGER NOT NULL, failures INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (alert, sink)) WITHOUT ROWID;
        """;

    private readonly SqliteConnection _connection;

    private WatchState(SqliteConnection connection) => _connection = connection;

    /// <exception cref="InvalidDataException">The file cannot be opened; the message names it.</exception>
    public static WatchState Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000;" + Tables);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }

        return new WatchState(connection);
    }

    public SourceHealth? Source(string id) => _connection.QuerySingleOrDefault<SourceHealth>("SELECT id, etag, modified, next, failures, last_ok AS LastOk, last_new AS LastNew, last_error AS LastError, articles FROM source WHERE id = @id", new { id });

    public IReadOnlyList<SourceHealth> Sources() => [.. _connection.Query<SourceHealth>("SELECT id, etag, modified, next, failures, last_ok AS LastOk, last_new AS LastNew, last_error AS LastError, articles FROM source ORDER BY id")];

    public void Put(SourceHealth s) => _connection.Execute("INSERT OR REPLACE INTO source VALUES (@Id, @Etag, @Modified, @Next, @Failures, @LastOk, @LastNew, @LastError, @Articles)", s);

    public WatchedArticle? Article(string url) => _connection.QuerySingleOrDefault<WatchedArticle>("SELECT url, source, fallback, outlet, published, language, report, looks, failures, due, etag, modified FROM article WHERE url = @url", new { url });

    public void Put(WatchedArticle a) => _connection.Execute("INSERT OR REPLACE INTO article VALUES (@Url, @Source, @Fallback, @Outlet, @Published, @Language, @Report, @Looks, @Failures, @Due, @Etag, @Modified)", a);

    /// <summary>Articles whose time has come, those that wait longest first.</summary>
    public IReadOnlyList<WatchedArticle> Due(long now, int most) => [.. _connection.Query<WatchedArticle>("SELECT url, source, fallback, outlet, published, language, report, looks, failures, due, etag, modified FROM article WHERE due <= @now ORDER BY due, url LIMIT @most", new { now, most })];

    public long? NextDue() => _connection.ExecuteScalar<long?>("SELECT min(due) FROM article");

    public void PutVersion(string url, long at, string report) => _connection.Execute("INSERT OR IGNORE INTO version VALUES (@url, @at, @report)", new { url, at, report });

    /// <summary>How many articles were read in more than one version.</summary>
    public long Edited() => _connection.ExecuteScalar<long>("SELECT count(*) FROM (SELECT url FROM version GROUP BY url HAVING count(DISTINCT report) > 1)");

    public string? FileStamp(string path) => _connection.ExecuteScalar<string?>("SELECT stamp FROM file WHERE path = @path", new { path });

    public void PutFile(string path, string stamp) => _connection.Execute("INSERT OR REPLACE INTO file VALUES (@path, @stamp)", new { path, stamp });

    /// <summary>What a rule was told of, or what stood there when it began.</summary>
    public HashSet<string> Told(string rule) => _connection.Query<string>("SELECT key FROM told WHERE rule = @rule", new { rule }).ToHashSet(StringComparer.Ordinal);

    /// <summary>Keeps what is now known and what is to be told of it, together or not at all.</summary>
    public void Tell(string rule, IEnumerable<string> keys, IEnumerable<Alert> alerts, IEnumerable<string> sinks)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var key in keys)
        {
            _connection.Execute("INSERT OR IGNORE INTO told VALUES (@rule, @key)", new { rule, key }, transaction);
        }

        foreach (var alert in alerts)
        {
            if (_connection.Execute("INSERT OR IGNORE INTO alert (id, rule, occasion, at, title, text, item) VALUES (@Id, @Rule, @Occasion, @At, @Title, @Text, @Item)", alert, transaction) > 0)
            {
                foreach (var sink in sinks)
                {
                    _connection.Execute("INSERT OR IGNORE INTO delivery VALUES (@Id, @sink, 0, 0, 0)", new { alert.Id, sink }, transaction);
                }
            }
        }

        transaction.Commit();
    }

    /// <summary>What a place is still to be told, oldest first; nothing while the oldest waits for its next try, so that all is told in order.</summary>
    public IReadOnlyList<Alert> Waiting(string sink, long now) =>
        _connection.ExecuteScalar<long?>("SELECT max(next) FROM delivery WHERE sink = @sink AND done = 0", new { sink }) > now ? []
            : [.. _connection.Query<Alert>("SELECT a.id, a.rule, a.occasion, a.at, a.title, a.text, a.item FROM alert a JOIN delivery d ON d.alert = a.id WHERE d.sink = @sink AND d.done = 0 ORDER BY a.seq", new { sink })];

    /// <summary>How often the delivery of an alert has failed.</summary>
    public long Failures(string alert, string sink) => _connection.ExecuteScalar<long>("SELECT failures FROM delivery WHERE alert = @alert AND sink = @sink", new { alert, sink });

    public void Delivered(string alert, string sink) => _connection.Execute("UPDATE delivery SET done = 1 WHERE alert = @alert AND sink = @sink", new { alert, sink });

    public void NotDelivered(string alert, string sink, long next) => _connection.Execute("UPDATE delivery SET failures = failures + 1, next = @next WHERE alert = @alert AND sink = @sink", new { alert, sink, next });

    public long? NextDelivery() => _connection.ExecuteScalar<long?>("SELECT min(next) FROM delivery WHERE done = 0 AND next > 0");

    /// <summary>The newest alerts of a rule, newest first.</summary>
    public IReadOnlyList<Alert> Latest(string rule, int most) => [.. _connection.Query<Alert>("SELECT id, rule, occasion, at, title, text, item FROM alert WHERE rule = @rule ORDER BY seq DESC LIMIT @most", new { rule, most })];

    public void Dispose() => _connection.Dispose();

    /// <summary>Where the state of a record's watch is kept unless said otherwise.</summary>
    public static string Beside(string record) => File.Exists(record) || !(record.Contains("://", StringComparison.Ordinal) || record.Contains('=', StringComparison.Ordinal)) ? record + ".watch" : "entente.db.watch";

    /// <summary>Seconds since 1970 as a printed time.</summary>
    public static string Printed(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
