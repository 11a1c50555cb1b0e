using System.Globalization;
using System.Text;
using Entente.Engine;
using Entente.Engine.Reading;
using Entente.Engine.Reading.Formats;
using Entente.Record;
using Entente.Record.Stories;
using Entente.Stores;

namespace Entente.Server.Watching;

/// <summary>
/// Looks at feeds, pages and folders when their time has come, reads what is new or changed into the record, and has alerts told. Everything that it knows is
/// written down before it counts: killed at any point, the next start goes on where this one stood.
/// </summary>
public sealed class Watcher(WatchPlan plan, WatchState state, SqlStore store, Pipeline pipeline, TermWeights rarity, Fetcher fetcher, AlertBook alerts, TimeProvider clock, Action<string> log)
{
    private const int AtOnce = 256;
    private const int MostTries = 6;
    private const int Parallel = 8;
    private static readonly TimeSpan RobotsFor = TimeSpan.FromHours(24);
    private readonly Dictionary<string, long> _free = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (Robots Robots, long Until)> _robots = new(StringComparer.OrdinalIgnoreCase);
    private readonly Unpacker _unpacker = new();
    private readonly List<Record.Reading> _fresh = [];
    private readonly List<Action> _done = [];
    private bool _looked;

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Does all that is due now.</summary>
    /// <returns>When something is due next, in seconds since 1970.</returns>
    public long Step()
    {
        if (!_looked)
        {
            // What the last run settled and could not tell any more.
            alerts.Look(store.Current(rarity, out _));
            _looked = true;
        }

        var sources = plan.Sources.Select(s => (Source: s, Health: state.Source(s.Id) ?? new SourceHealth(s.Id, null, null, 0, 0, null, null, null, 0))).Where(x => x.Health.Next <= Now).ToList();
        foreach (var (source, health) in sources.Where(x => x.Source.Kind != "feed"))
        {
            if (source.Kind == "folder")
            {
                LookInto(source, health);
            }
            else
            {
                state.Put((state.Article(source.Id) ?? new WatchedArticle(source.Id, source.Id, null, source.Outlet, null, source.Language, null, 0, 0, null, null, null)) with { Due = Now });
                state.Put(health with { Next = Next(source), LastNew = health.LastNew ?? Now });
            }
        }

        foreach (var ((source, health), answer) in Together(sources.Where(x => x.Source.Kind == "feed"), x => (x.Source.Id, x.Health.Etag, x.Health.Modified)))
        {
            Look(source, health, answer);
        }

        while (true)
        {
            var (asked, given) = (new List<WatchedArticle>(), new List<WatchedArticle>());
            foreach (var article in state.Due(Now, AtOnce * 16))
            {
                (plan.Sources.FirstOrDefault(s => s.Id == article.Source) is { Kind: "feed", Follow: false } || !article.Url.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? given : asked).Add(article);
            }

            foreach (var article in given.Take(AtOnce))
            {
                Take(article, article.Fallback ?? [], article.Url, null, null);
            }

            var (allowed, refused) = (new List<WatchedArticle>(), 0);
            foreach (var article in asked.Where(a => Free(a.Url)).Take(AtOnce))
            {
                var robots = RobotsOf(article.Url);
                if (robots.Allows(new Uri(article.Url)))
                {
                    allowed.Add(article);
                }
                else
                {
                    // A host that does not want its pages read: what the feed itself gives may be. One that could not say is asked again.
                    refused++;
                    var unsaid = ReferenceEquals(robots, Robots.Nothing);
                    Otherwise(article, unsaid ? "robots.txt could not be had" : "robots.txt does not allow it", final: !unsaid, null);
                }
            }

            var answers = Together(allowed, a => (a.Url, a.Etag, a.Modified));
            foreach (var (article, answer) in answers)
            {
                Read(article, answer);
            }

            if (given.Count + refused + answers.Count == 0)
            {
                break;
            }

            Keep();
        }

        foreach (var source in plan.Sources)
        {
            if (source.Silent is { } longest && state.Source(source.Id) is { LastNew: { } last } && Now - last > (long)longest.TotalSeconds)
            {
                alerts.Note("silent", $"silent {source.Id} {last}", $"Nothing new from {source.Outlet ?? source.Id}", $"The last that was new came at {WatchState.Printed(last)}.");
            }
        }

        alerts.Deliver();
        return plan.Sources.Select(s => state.Source(s.Id)?.Next ?? Now).Append(state.NextDue() ?? long.MaxValue).Append(state.NextDelivery() ?? long.MaxValue).Min();
    }

    /// <summary>Looks until it is told to stop.</summary>
    public void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wait = TimeSpan.FromSeconds(Math.Clamp(Step() - Now, 1, 60));
            stop.WaitHandle.WaitOne(wait);
        }
    }

    private void Look(WatchedSource source, SourceHealth health, Answer answer)
    {
        if (answer.Bytes is null)
        {
            var settled = answer.Status == 304;
            state.Put(settled ? health with { Next = Next(source), Failures = 0, LastOk = Now, LastError = null, LastNew = health.LastNew ?? Now }
                : health with { Next = Later(source.Every, health.Failures, answer.RetryAfter), Failures = health.Failures + 1, LastError = answer.Why ?? "no answer", LastNew = health.LastNew ?? Now });
            if (!settled)
            {
                log($"{source.Id}: {answer.Why}");
            }

            return;
        }

        var (added, faults) = (0, new List<string>());
        using (var stream = new MemoryStream(answer.Bytes))
        {
            foreach (var (entry, failure) in _unpacker.Open(stream, new SourceFile(source.Id, []) { Url = answer.At, Outlet = source.Outlet, Language = source.Language }))
            {
                if (failure is not null)
                {
                    faults.Add(failure.Reason);
                    continue;
                }

                // An entry without an address is known by what it says.
                var mark = Hash.OfBytes(entry!.Bytes);
                var url = entry.Url is { } link && Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? new UriBuilder(uri) { Fragment = "" }.Uri.ToString() : $"{source.Id}#{mark}";
                var article = state.Article(url);
                if (article is null)
                {
                    added++;
                    state.Put(new WatchedArticle(url, source.Id, entry.Bytes, source.Outlet ?? entry.Outlet, entry.Published, entry.Language, null, 0, 0, Now, source.Follow ? null : mark, null));
                }
                else if (!source.Follow && article.Source == source.Id && article.Etag != mark)
                {
                    state.Put(article with { Fallback = entry.Bytes, Etag = mark, Due = Now });
                }
            }
        }

        // What a feed holds is written down before the feed counts as seen.
        state.Put(health with { Etag = answer.ETag, Modified = answer.Modified, Next = Next(source), Failures = 0, LastOk = Now, LastError = faults.Count > 0 ? faults[0] : null, LastNew = added > 0 ? Now : health.LastNew ?? Now, Articles = health.Articles + added });
        faults.ForEach(f => log($"{source.Id}: {f}"));
    }

    private void Read(WatchedArticle article, Answer answer)
    {
        if (answer.Bytes is { } bytes)
        {
            Take(article, bytes, answer.At ?? article.Url, answer.ETag, answer.Modified);
        }
        else if (answer.Status == 304)
        {
            state.Put(article with { Looks = article.Looks + 1, Failures = 0, Due = Recheck(article) });
        }
        else
        {
            Otherwise(article, answer.Why ?? "no answer", final: answer.Status is 404 or 410 or 451, answer.RetryAfter);
        }

        if (state.Source(article.Url) is { } page)
        {
            state.Put(answer.Bytes is null && answer.Status != 304 ? page with { Failures = page.Failures + 1, LastError = answer.Why } : page with { Failures = 0, LastOk = Now, LastError = null });
        }
    }

    /// <summary>The page was not had: tried again, in the end what the feed gave of it is read.</summary>
    private void Otherwise(WatchedArticle article, string why, bool final, TimeSpan? after)
    {
        log($"{article.Url}: {why}");
        if (!final && article.Failures + 1 < MostTries)
        {
            state.Put(article with { Failures = article.Failures + 1, Due = Later(TimeSpan.FromMinutes(1), article.Failures, after) });
        }
        else if (article.Report is null && article.Fallback is { } fallback)
        {
            Take(article, fallback, article.Url, null, null, again: false);
        }
        else
        {
            state.Put(article with { Due = null });
        }
    }

    /// <param name="again">Whether the page is looked at again later.</param>
    private void Take(WatchedArticle article, byte[] bytes, string url, string? etag, string? modified, bool again = true)
    {
        var due = again ? Recheck(article) : null;
        var file = new SourceFile(article.Url, bytes) { Url = url, Outlet = article.Outlet, Published = article.Published is { Length: >= 10 } p && NodaTime.Text.LocalDatePattern.Iso.Parse(p[..10]).Success ? p : null, Language = article.Language, Retrieved = WatchState.Printed(Now)[..10] };
        var (reading, failure) = pipeline.Read(file);
        if (reading is null)
        {
            if (article.Report is null && article.Fallback is { } fallback && !ReferenceEquals(fallback, bytes))
            {
                Take(article, fallback, article.Url, null, null, again: false);
            }
            else
            {
                log($"{article.Url}: {failure!.Reason}");
                state.Put(article with { Due = null });
            }

            return;
        }

        var before = article.Report is { } was ? _fresh.Find(r => r.Report.Id == was)?.Report ?? store.Report(was) : null;
        if (before is not null && before.Text == reading.Report.Text)
        {
            state.Put(article with { Looks = article.Looks + 1, Failures = 0, Due = due, Etag = etag ?? article.Etag, Modified = modified });
            return;
        }

        // The reading is in the record before the article counts as read.
        _fresh.Add(reading);
        _done.Add(() =>
        {
            // Told of before the article counts as read in this version: a kill in between tells it then, by the same key.
            if (before is not null)
            {
                alerts.Note("edited", $"edited {article.Url} {reading.Report.Id}", $"Edited after publication: {reading.Report.Title ?? article.Url}", TextVersions.Changes(before.Text, reading.Report.Text));
            }

            state.PutVersion(article.Url, Now, reading.Report.Id);
            state.Put(article with { Report = reading.Report.Id, Looks = article.Looks + 1, Failures = 0, Due = due, Etag = etag ?? article.Etag, Modified = modified, Fallback = null });
        });
        // Until then it is not taken up again.
        state.Put(article with { Due = Now + 1 });
    }

    /// <summary>Puts what was read into the record, then notes that it was, then looks for what is to be told.</summary>
    private void Keep()
    {
        var fresh = _fresh.Count > 0;
        if (fresh)
        {
            store.Append(_fresh);
            _fresh.Clear();
        }

        _done.ForEach(d => d());
        _done.Clear();
        if (fresh)
        {
            alerts.Look(store.Resettle(rarity));
        }
    }

    private void LookInto(WatchedSource source, SourceHealth health)
    {
        if (!Directory.Exists(source.Id))
        {
            state.Put(health with { Next = Next(source), Failures = health.Failures + 1, LastError = "no such folder" });
            return;
        }

        var added = 0;
        foreach (var path in Directory.EnumerateFiles(source.Id, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Where(Inputs.MayHold).Order(StringComparer.Ordinal))
        {
            var info = new FileInfo(path);
            var stamp = string.Create(CultureInfo.InvariantCulture, $"{info.Length} {info.LastWriteTimeUtc.Ticks}");
            // A file that is still being written is left for the next look.
            if (!info.Exists || clock.GetUtcNow() - new DateTimeOffset(info.LastWriteTimeUtc) < TimeSpan.FromSeconds(2) || state.FileStamp(path) == stamp)
            {
                continue;
            }

            foreach (var (file, failure) in Inputs.Find([path], new SourceFile("", []) { Outlet = source.Outlet, Language = source.Language }, _unpacker))
            {
                var (reading, fault) = file is not null ? pipeline.Read(file) : (null, failure);
                if (reading is null)
                {
                    log($"{fault!.Source}: {fault.Reason}");
                }
                else if (!store.Contains(reading.Report.Id, reading.EngineVersion))
                {
                    _fresh.Add(reading);
                    added++;
                }
            }

            _done.Add(() => state.PutFile(path, stamp));
            if (_fresh.Count >= AtOnce)
            {
                Keep();
            }
        }

        Keep();
        state.Put(health with { Next = Next(source), Failures = 0, LastOk = Now, LastError = null, LastNew = added > 0 ? Now : health.LastNew ?? Now, Articles = health.Articles + added });
    }

    /// <summary>Asks several at once, of one host no more than its gap allows; those whose host is busy are left out.</summary>
    private List<(T Asked, Answer Answer)> Together<T>(IEnumerable<T> wanted, Func<T, (string Address, string? Etag, string? Modified)> what)
    {
        var asked = new List<T>();
        foreach (var x in wanted)
        {
            var address = what(x).Address;
            if (Free(address))
            {
                _free[Host(address)] = Now + (long)plan.Gap.TotalSeconds;
                asked.Add(x);
            }
        }

        var answers = asked.AsParallel().AsOrdered().WithDegreeOfParallelism(Parallel).Select(x => (x, what(x) is var (address, etag, modified) ? fetcher.Ask(address, etag, modified) : null!)).ToList();
        foreach (var (x, answer) in answers)
        {
            if (answer.Status is 429 or 503 && answer.RetryAfter is { } wait)
            {
                // A busy host is left alone as a whole.
                _free[Host(what(x).Address)] = Now + (long)Math.Clamp(wait.TotalSeconds, 1, 86_400);
            }
        }

        return answers;
    }

    private bool Free(string address) => !(_free.TryGetValue(Host(address), out var at) && at > Now);

    private Robots RobotsOf(string address)
    {
        var host = new Uri(address).GetLeftPart(UriPartial.Authority);
        if (!_robots.TryGetValue(host, out var known) || known.Until < Now)
        {
            var answer = fetcher.Ask(host + "/robots.txt");
            // Not there: everything may be read. The server fails: nothing, for a while (RFC 9309, 2.3.1).
            var robots = answer.Bytes is { } bytes ? new Robots(Encoding.UTF8.GetString(bytes)) : answer.Status is >= 400 and < 500 and not 429 ? Robots.Everything : Robots.Nothing;
            _robots[host] = known = (robots, Now + (long)(ReferenceEquals(robots, Robots.Nothing) ? TimeSpan.FromMinutes(10) : RobotsFor).TotalSeconds);
        }

        return known.Robots;
    }

    private static string Host(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Authority : "";

    private long Next(WatchedSource source) => Now + (long)source.Every.TotalSeconds;

    /// <summary>Twice as late after each failure, up to a day, never sooner than the server asks.</summary>
    private long Later(TimeSpan every, long failures, TimeSpan? after) => Now + (long)Math.Max(Math.Min(86_400, every.TotalSeconds * Math.Pow(2, Math.Min(failures, 12))), Math.Min(86_400, after?.TotalSeconds ?? 0));

    private long? Recheck(WatchedArticle article) => plan.Sources.FirstOrDefault(s => s.Id == article.Source) is { Kind: "page" } or { Follow: false } || article.Looks >= plan.Recheck.Count ? null
        : Now + (long)(plan.Recheck[(int)article.Looks] - (article.Looks > 0 ? plan.Recheck[(int)article.Looks - 1] : TimeSpan.Zero)).TotalSeconds;
}
