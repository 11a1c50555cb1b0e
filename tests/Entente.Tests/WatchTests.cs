using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Entente.Engine;
using Entente.Engine.Reading;
using Entente.Record;
using Entente.Record.Stories;
using Entente.Server.Watching;
using Entente.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests;

public sealed class RobotsTests
{
    [Theory]
    [InlineData("User-agent: *\nDisallow: /private", "/private/a", false)]
    [InlineData("User-agent: *\nDisallow: /private", "/news", true)]
    [InlineData("User-agent: *\nDisallow: /\nAllow: /news", "/news/1", true)]
    [InlineData("User-agent: *\nDisallow: /news/*.pdf$", "/news/a.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /news/*.pdf$", "/news/a.pdf?x", true)]
    [InlineData("User-agent: Entente\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", true)]
    [InlineData("User-agent: other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: a\nUser-agent: entente\nDisallow: /a # comment", "/a", false)]
    [InlineData("<html>not found</html>", "/a", true)]
    public void A_path_may_be_read_or_not(string robots, string path, bool allowed) => new Robots(robots).Allows(new Uri("http://example.com" + path)).ShouldBe(allowed);

    [Fact]
    public void A_rule_of_stars_is_no_trap() => new Robots("User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 5000)) + "$").Allows(new Uri("http://example.com/" + new string('a', 4000))).ShouldBeTrue();
}

public sealed class WatchPlanTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("entente").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private WatchPlan Load(string yaml)
    {
        var path = Path.Combine(_folder, "watch.yaml");
        File.WriteAllText(path, yaml);
        return WatchPlan.Load(path, name => name == "SECRET" ? "s3cret" : null);
    }

    [Fact]
    public void A_file_says_what_is_watched_and_who_is_told()
    {
        var plan = Load("every: 10m\nsources:\n  - feed: https://news.example/feed\n    outlet: Example\n    every: 5m\n    silent-after: 2d\n  - folder: incoming\nalerts:\n  - dossier: us-japan\n    on: [status]\n    webhook: https://desk.example/hook\n    secret-env: SECRET\n");
        plan.Sources[0].ShouldBe(new WatchedSource("feed", "https://news.example/feed", "Example", null, TimeSpan.FromMinutes(5), true, TimeSpan.FromDays(2)));
        plan.Sources[1].Id.ShouldBe(Path.Combine(_folder, "incoming"));
        plan.Sources[1].Every.ShouldBe(TimeSpan.FromMinutes(10));
        plan.Alerts[0].Secret.ShouldBe("s3cret");
    }

    [Theory]
    [InlineData("sources: []", "nothing is watched")]
    [InlineData("sources:\n  - fed: https://a.example", "line 2: 'fed' is not known here")]
    [InlineData("sources:\n  - feed: ftp://a.example", "no http address")]
    [InlineData("sources:\n  - feed: https://a.example\n    every: soon", "'soon' is no length of time")]
    [InlineData("sources:\n  - feed: https://a.example\nalerts:\n  - webhook: https://b.example", "is signed")]
    [InlineData("sources:\n  - feed: https://a.example\nalerts:\n  - webhook: https://b.example\n    secret-env: NONE", "NONE is not set")]
    [InlineData("sources:\n  - feed: https://a.example\n  - page: https://a.example", "stands there twice")]
    [InlineData("sources: {", "line 2")]
    public void What_is_wrong_is_named_with_its_place(string yaml, string why) => Should.Throw<InvalidDataException>(() => Load(yaml)).Message.ShouldContain(why);
}

/// <summary>A desk's day on loopback: a server of the tests' own, a clock that is set.</summary>
public sealed class WatcherTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = new(2024, 5, 14, 6, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("entente").FullName;
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<HttpContext, IResult>> _pages = new(StringComparer.Ordinal);
    private readonly List<(string Id, string Signature, string Body)> _hooked = [];
    private readonly Clock _clock = new();
    private string _host = "";
    private bool _hookFails;

    public WatcherTests()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.UseRouting();
        _app.MapPost("/hook", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync();
            if (_hookFails)
            {
                return Results.StatusCode(500);
            }

            _hooked.Add((http.Request.Headers["Entente-Delivery"].ToString(), http.Request.Headers["Entente-Signature"].ToString(), body));
            return Results.Ok();
        });
        _app.MapGet("/{**path}", (HttpContext http) =>
        {
            var path = http.Request.Path.Value!;
            _asked.AddOrUpdate(path, 1, (_, n) => n + 1);
            return _pages.TryGetValue(path, out var page) ? page(http) : Results.NotFound();
        });
    }

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        _host = _app.Urls.Single();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Is { get; set; } = Morning;

        public override DateTimeOffset GetUtcNow() => Is;
    }

    private static readonly Lazy<Pipeline> Engine = new(() => Pipeline.Load(Home.Folder));

    /// <summary>One run of the program: opens everything anew, steps to the minute given, and is gone.</summary>
    private List<string> Run(string yaml, int untilMinute, Action<string>? onLog = null)
    {
        var path = Path.Combine(_folder, "watch.yaml");
        File.WriteAllText(path, yaml.Replace("HOST", _host, StringComparison.Ordinal));
        var plan = WatchPlan.Load(path, _ => "s3cret");
        var log = new List<string>();
        using var store = SqliteStore.Open(Path.Combine(_folder, "record.db"), _clock);
        using var state = WatchState.Open(Path.Combine(_folder, "record.db.watch"));
        using var fetcher = new Fetcher(new HashSet<string>(StringComparer.Ordinal) { "127.0.0.1" });
        var watcher = new Watcher(plan, state, store, Engine.Value, TermWeights.Load(Path.Combine(Home.Folder, "models")), fetcher, new AlertBook(state, [.. plan.Alerts.Select(a => (a, (IReadOnlyList<string>)[]))], fetcher, _clock), _clock, line =>
        {
            log.Add(line);
            onLog?.Invoke(line);
        });
        while (true)
        {
            watcher.Step();
            if (_clock.Is >= Morning.AddMinutes(untilMinute))
            {
                return log;
            }

            _clock.Is = _clock.Is.AddMinutes(1);
        }
    }

    private IReadOnlyList<Reading> Held()
    {
        using var store = SqliteStore.Open(Path.Combine(_folder, "record.db"), _clock);
        return store.Readings();
    }

    private static string Entry(string url, string title, string words) => $"<item><title>{title}</title><link>{url}</link><pubDate>Tue, 14 May 2024 05:00:00 GMT</pubDate><description>{words}</description></item>";

    private static IResult Feed(params string[] entries) => Results.Text($"<rss version=\"2.0\"><channel><title>Sample Desk</title>{string.Concat(entries)}</channel></rss>", "application/rss+xml");

    private static IResult Page(string title, string words) => Results.Text($"<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{words}</p><p>Officials gave no further details of the talks, which lasted about two hours and were described as frank.</p></article></body></html>", "text/html");

    private const string Both = "The foreign ministers of Spain and Italy met in Madrid on Monday and agreed to hold joint naval exercises next year.";

    private const string Simple = "gap: 0s\nsources:\n  - feed: HOST/feed\n    every: 10m\nalerts:\n  - name: desk\n    atom: alerts.xml\n    file: alerts.jsonl\n    mail: mail\n    webhook: HOST/hook\n    secret-env: S\n";

    [Fact]
    public void New_articles_are_read_once_from_their_pages()
    {
        _pages["/feed"] = _ => Feed(Entry(_host + "/a", "Talks in Madrid", "The ministers met."));
        _pages["/a"] = _ => Page("Talks in Madrid", Both);
        Run(Simple, 45);
        Held().Single().Report.Text.ShouldContain("agreed to hold joint naval exercises");
        Held().Single().Report.Retrieved.ShouldBe(new NodaTime.LocalDate(2024, 5, 14));
        _asked["/a"].ShouldBe(1);
        _asked["/feed"].ShouldBe(5);
    }

    [Fact]
    public void An_unchanged_feed_costs_no_body()
    {
        var whole = 0;
        _pages["/feed"] = http =>
        {
            if (http.Request.Headers.IfNoneMatch == "\"v1\"")
            {
                return Results.StatusCode(304);
            }

            whole++;
            http.Response.Headers.ETag = "\"v1\"";
            return Feed(Entry(_host + "/a", "Talks in Madrid", Both));
        };
        _pages["/a"] = _ => Page("Talks in Madrid", Both);
        Run(Simple, 60);
        whole.ShouldBe(1);
        _asked["/feed"].ShouldBe(7);
    }

    [Fact]
    public void What_robots_forbid_is_not_asked_for_and_the_feeds_own_words_are_read()
    {
        _pages["/robots.txt"] = _ => Results.Text("User-agent: *\nDisallow: /a");
        _pages["/feed"] = _ => Feed(Entry(_host + "/a", "Talks in Madrid", Both));
        _pages["/a"] = _ => Page("Talks in Madrid", "Not to be read.");
        Run(Simple, 5);
        _asked.ContainsKey("/a").ShouldBeFalse();
        Held().Single().Report.Text.ShouldContain("joint naval exercises");
    }

    [Fact]
    public void A_host_that_cannot_say_what_robots_may_read_is_asked_again()
    {
        _pages["/robots.txt"] = _ => _clock.Is < Morning.AddMinutes(5) ? Results.StatusCode(500) : Results.NotFound();
        _pages["/feed"] = _ => Feed(Entry(_host + "/a", "Talks in Madrid", "The ministers met."));
        _pages["/a"] = _ => Page("Talks in Madrid", Both);
        Run(Simple, 8);
        _asked.ContainsKey("/a").ShouldBeFalse();
        Run(Simple, 45);
        Held().Single().Report.Text.ShouldContain("joint naval exercises");
    }

    [Fact]
    public void A_watched_page_is_looked_at_as_often_as_it_says()
    {
        _pages["/latest"] = _ => Page("Talks in Madrid", Both);
        Run("gap: 0s\nsources:\n  - page: HOST/latest\n    every: 30m\n", 100);
        _asked["/latest"].ShouldBe(4);
        Held().Count.ShouldBe(1);
    }

    [Fact]
    public void A_server_that_asks_to_be_left_alone_is()
    {
        _pages["/feed"] = http =>
        {
            http.Response.Headers.RetryAfter = "3600";
            return Results.StatusCode(503);
        };
        Run(Simple, 59).Count.ShouldBe(1);
        _asked["/feed"].ShouldBe(1);
        Run(Simple, 130);
        _asked["/feed"].ShouldBeInRange(2, 3);
    }

    [Fact]
    public void An_edited_article_is_kept_beside_the_first_with_what_changed()
    {
        _pages["/feed"] = _ => Feed(Entry(_host + "/a", "Talks in Madrid", Both));
        _pages["/a"] = _ => Page("Talks in Madrid", _clock.Is < Morning.AddMinutes(30) ? Both : Both.Replace("Monday", "Sunday", StringComparison.Ordinal));
        Run(Simple, 90);
        Held().Count.ShouldBe(2);
        var edited = Alerts().Single(a => a.GetProperty("occasion").GetString() == "edited").GetProperty("text").GetString()!;
        edited.ShouldContain("- The foreign ministers of Spain and Italy met in Madrid on Monday");
        edited.ShouldContain("+ The foreign ministers of Spain and Italy met in Madrid on Sunday");
    }

    [Fact]
    public void A_folder_is_read_as_files_come()
    {
        var incoming = Directory.CreateDirectory(Path.Combine(_folder, "incoming")).FullName;
        var yaml = "sources:\n  - folder: incoming\n    every: 5m\n";
        void Drop(string name, string words)
        {
            File.WriteAllText(Path.Combine(incoming, name), words);
            File.SetLastWriteTimeUtc(Path.Combine(incoming, name), _clock.Is.UtcDateTime.AddMinutes(-1));
        }

        Drop("a.txt", "Talks\n\n" + Both + "\n");
        File.WriteAllBytes(Path.Combine(incoming, "broken.txt"), "PK\u0003\u0004 no archive"u8.ToArray());
        File.SetLastWriteTimeUtc(Path.Combine(incoming, "broken.txt"), _clock.Is.UtcDateTime.AddMinutes(-1));
        Run(yaml, 6).ShouldContain(l => l.Contains("broken.txt", StringComparison.Ordinal));
        Held().Count.ShouldBe(1);
        Drop("b.txt", "More\n\nNorway and Iceland signed an agreement in Oslo on 13 May 2024.\n");
        Run(yaml, 15).ShouldBeEmpty();
        Held().Count.ShouldBe(2);
    }

    [Fact]
    public void A_webhook_is_signed_retried_and_told_in_order()
    {
        _pages["/feed"] = _ => Feed([.. Enumerable.Range(0, _clock.Is < Morning.AddMinutes(5) ? 1 : 4).Select(n => Entry($"{_host}/{n}", "Talks", "x"))]);
        for (var n = 0; n < 4; n++)
        {
            var state = new[] { "Norway", "Peru", "Kenya", "Chile" }[n];
            _pages["/" + n] = _ => Page($"{state} and Japan", $"The foreign ministers of {state} and Japan met in Tokyo on Monday.");
        }

        _hookFails = true;
        Run(Simple, 20);
        _hooked.ShouldBeEmpty();
        _hookFails = false;
        Run(Simple, 60);
        _hooked.Select(h => h.Id).ShouldBe(Alerts().Select(a => a.GetProperty("id").GetString()!));
        _hooked.Count.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var (_, signature, body) in _hooked)
        {
            var seconds = long.Parse(signature[2..signature.IndexOf(',', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
            signature.ShouldBe(AlertBook.Signature("s3cret", seconds, Encoding.UTF8.GetBytes(body)));
        }
    }

    [Fact]
    public void A_silent_source_is_told_of_once()
    {
        _pages["/feed"] = _ => Feed(Entry(_host + "/a", "Talks in Madrid", Both));
        _pages["/a"] = _ => Page("Talks in Madrid", Both);
        Run(Simple.Replace("every: 10m", "every: 10m\n    silent-after: 1h", StringComparison.Ordinal), 180);
        Alerts().Count(a => a.GetProperty("occasion").GetString() == "silent").ShouldBe(1);
    }

    /// <summary>Two hundred feeds through a day with failures, floods, edits and kills: every article once, nothing lost, every alert once.</summary>
    [Fact]
    public void A_day_of_two_hundred_feeds_loses_nothing_and_tells_nothing_twice()
    {
        string[] states = ["Norway", "Peru", "Kenya", "Chile", "Japan", "Spain", "Italy", "Ghana", "India", "Egypt"];
        string[] capitals = ["Oslo", "Lima", "Nairobi", "Santiago", "Tokyo", "Madrid", "Rome", "Accra", "New Delhi", "Cairo"];
        var random = new Random(7);
        // Feed f brings an article in each of its hours; feed 13 floods.
        var comes = Enumerable.Range(0, 200).SelectMany(f => Enumerable.Range(0, f == 13 ? 60 : 2).Select(n => (Feed: f, N: n, Minute: f == 13 ? 300 : random.Next(0, 1380)))).ToList();
        foreach (var feed in comes.GroupBy(c => c.Feed))
        {
            _pages[$"/f{feed.Key}"] = _ => random.Next(20) == 0 ? Results.StatusCode(500) : Feed([.. feed.Where(c => Morning.AddMinutes(c.Minute) <= _clock.Is).Select(c => Entry($"{_host}/f{feed.Key}/{c.N}", "Talks", "x"))]);
            foreach (var c in feed)
            {
                var (a, b) = ((c.Feed + c.N) % 10, (c.Feed + c.N + 1 + c.Feed % 8) % 10);
                b = b == a ? (b + 1) % 10 : b;
                var failures = random.Next(10) == 0 ? 2 : 0;
                _pages[$"/f{c.Feed}/{c.N}"] = _ => failures-- > 0 ? Results.StatusCode(502) : Page($"{states[a]} and {states[b]}, number {c.Feed} of {c.N}", $"The foreign ministers of {states[a]} and {states[b]} met in {capitals[a]} on {c.Feed % 28 + 1} {(c.N % 2 == 0 ? "March" : "April")} 2024. They discussed matter {c.Feed * 100 + c.N} at length.");
            }
        }

        var yaml = "gap: 0s\nrecheck: []\nsources:\n" + string.Concat(Enumerable.Range(0, 200).Select(f => $"  - feed: HOST/f{f}\n    every: 60m\n")) + "alerts:\n  - name: desk\n    file: alerts.jsonl\n    webhook: HOST/hook\n    secret-env: S\n";
        for (var minute = 90; minute <= 1500; minute += 90)
        {
            // Killed in the middle of a step, wherever the first failure after that minute finds it.
            try
            {
                var armed = minute % 180 == 0;
                Run(yaml, minute, _ =>
                {
                    if (armed && _clock.Is >= Morning.AddMinutes(minute - 30))
                    {
                        throw new OperationCanceledException("killed");
                    }
                });
            }
            catch (OperationCanceledException)
            {
            }
        }

        Run(yaml, 1560);

        // What a slow or failing page put off is fetched when it is due again.
        Run(yaml, 1740);
        Held().Count.ShouldBe(comes.Count);
        Held().Select(r => r.Report.Text).Distinct().Count().ShouldBe(comes.Count);
        var alerts = Alerts();
        alerts.Select(a => a.GetProperty("id").GetString()).Distinct().Count().ShouldBe(alerts.Count);
        _hooked.Select(h => h.Id).Order(StringComparer.Ordinal).ShouldBe(alerts.Select(a => a.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));
        using var store = SqliteStore.Open(Path.Combine(_folder, "record.db"), _clock);
        var settled = store.Load();
        StoreContract.Bytes(settled).ShouldBe(StoreContract.Bytes(Home.Settle(store.Readings())));

        // Two happenings told of while they stood apart may turn out to be one, so an item may have several alerts; but each is of a claim that the record still holds, and no claim is told of twice.
        var itemOf = settled.Items.SelectMany(i => i.Members.Select(m => (Claim: Hash(m.Id), Item: i.Id))).ToDictionary(p => p.Claim, p => p.Item, StringComparer.Ordinal);
        string[] told = [.. alerts.Where(a => a.GetProperty("occasion").GetString() == "item").Select(a => Hash(a.GetProperty("item").GetString()!))];
        told.ShouldBeUnique();
        told.Where(t => !itemOf.ContainsKey(t)).ShouldBeEmpty();
        told.Select(t => itemOf[t]).Distinct().Count().ShouldBeGreaterThanOrEqualTo(settled.Items.Count(i => i.Face is not Claim.Statement) * 9 / 10);
    }

    /// <summary>What the id of a claim and that of the item which it names have in common.</summary>
    private static string Hash(string id) => id[(id.IndexOf('-', StringComparison.Ordinal) + 1)..];

    private List<JsonElement> Alerts() => [.. File.ReadLines(Path.Combine(_folder, "alerts.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)];
}
