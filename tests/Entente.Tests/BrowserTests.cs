using System.IO.Compression;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Entente.Record;
using Entente.Server;
using Entente.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace Entente.Tests;

/// <summary>The sample record served from a file, and Debian's Chromium to look at it. Screenshots are written to artifacts/screenshots.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private readonly string _folder = Directory.CreateTempSubdirectory("entente").FullName;
    private WebApplication? _app;
    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public string Address { get; private set; } = "";

    public StoredRecord Source { get; private set; } = null!;

    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Home.Folder, "artifacts", "screenshots")).FullName;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            throw new InvalidOperationException("Chromium is not installed (Debian: chromium); ./test installs it where it may");
        }

        var path = Path.Combine(_folder, "record.db");
        using (var store = SqliteStore.Open(path, TimeProvider.System))
        {
            store.Append([.. Directory.GetDirectories(Path.Combine(Home.Folder, "sample", "reports")).Order(StringComparer.Ordinal).SelectMany(Home.ReadFolder)]);
            store.Resettle(Home.Rarity);
        }

        Source = new StoredRecord(path, Home.Rarity, ReferenceWorks.Load(Home.Folder), () => Home.Pipeline, TimeProvider.System);
        _app = EntenteServer.Build(Source, "http://127.0.0.1:0");
        await _app.StartAsync();
        Address = _app.Urls.Single();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
    }

    public async Task DisposeAsync()
    {
        await (Browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
        await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>What a reader sees and can do in a browser.</summary>
public sealed class BrowserTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    /// <summary>Every view; the last four by a path of the record.</summary>
    public static TheoryData<string, string> Views => new()
    {
        { "alliance", "/" },
        { "alliance-as-of", "/dossier/us-japan?asof=2023-06-30" },
        { "timeline", "/timeline?dossier=us-japan" },
        { "ledger", "/ledger" },
        { "coverage", "/coverage" },
        { "statements", "/statements?text=alliance" },
        { "planned", "/calendar" },
        { "changed", "/changed?dossier=us-japan&since=2023-01-01" },
        { "map", "/map" },
        { "network", "/network" },
        { "formulas", "/formulas" },
        { "engage", "/engage?act=armed+attack&on=public+vessel+of+the+Philippines&at=Second+Thomas+Shoal&date=2024-06-17" },
        { "stories", "/stories" },
        { "conflicts", "/conflicts" },
        { "review", "/review" },
        { "reports", "/reports" },
        { "sources", "/sources" },
        { "tenures", "/tenures" },
        { "relations", "/relations" },
        { "about", "/about" },
        { "item", "item" },
        { "report", "report" },
        { "story", "story" },
        { "nothing", "/timeline?text=no-such-words-anywhere" },
    };

    private string Full(string path) => fixture.Address + path switch
    {
        "item" => "/item/" + fixture.Source.Current.Whole().Items.First(i => i.Face is Claim.Commitment && i.History.Count > 1).Id,
        "report" => "/report/" + fixture.Source.Current.Whole().Reports[0].Id,
        "story" => "/story/" + fixture.Source.Current.Whole().Stories.OrderByDescending(s => s.Reports.Count).First().Id,
        _ => path,
    };

    private static readonly BrowserNewContextOptions Desk = new() { ViewportSize = new() { Width = 1300, Height = 900 } };

    /// <summary>A page that notes what goes wrong on it, and every request that leaves the host.</summary>
    private async Task<(IPage Page, List<string> Wrong)> Open(BrowserNewContextOptions options)
    {
        var context = await fixture.Browser.NewContextAsync(options);
        var page = await context.NewPageAsync();
        var wrong = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                wrong.Add(message.Text);
            }
        };
        page.PageError += (_, error) => wrong.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(fixture.Address, StringComparison.Ordinal))
            {
                wrong.Add("left the host: " + request.Url);
            }
        };
        return (page, wrong);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_view_is_whole_with_and_without_scripts_by_day_and_by_night(string name, string path)
    {
        var (bare, wrongBare) = await Open(new(Desk) { JavaScriptEnabled = false });
        (await bare.GotoAsync(Full(path)))!.Status.ShouldBe(200);
        var words = await bare.Locator("main").TextContentAsync();
        await bare.Context.CloseAsync();
        var (page, wrong) = await Open(Desk);
        await page.GotoAsync(Full(path));
        (await page.Locator("main").TextContentAsync()).ShouldBe(words);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.ScreenshotAsync(new() { Path = Path.Combine(BrowserFixture.Screenshots, $"{name}-{scheme.ToString().ToLowerInvariant()}.png") });
            var found = await page.RunAxe();
            found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{scheme} {v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}").ShouldBeEmpty();
        }

        await page.Context.CloseAsync();
        wrong.ShouldBeEmpty();
        wrongBare.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task On_a_phone_nothing_is_wider_than_the_screen(string name, string path)
    {
        var (page, wrong) = await Open(new() { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true });
        await page.GotoAsync(Full(path));
        await page.ScreenshotAsync(new() { Path = Path.Combine(BrowserFixture.Screenshots, $"{name}-phone.png") });
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        wrong.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Another_day_shows_the_alliance_as_it_stood()
    {
        var (page, _) = await Open(Desk);
        await page.GotoAsync(fixture.Address + "/dossier/us-japan");
        var now = await page.Locator("table.parts tbody tr").CountAsync();
        await page.Locator("input[name=asof]").FillAsync("2022-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await page.WaitForURLAsync("**/dossier/us-japan?asof=2022-01-01");
        (await page.Locator("table.parts tbody tr").CountAsync()).ShouldBeInRange(1, now - 1);
        (await page.Locator("h2").First.TextContentAsync())!.ShouldContain("as of 2022-01-01");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_ruling_is_made_by_keys_and_taken_back()
    {
        var (page, wrong) = await Open(Desk);
        await page.GotoAsync(fixture.Address + "/review");
        var before = fixture.Source.Decisions.Count;
        await page.Locator("section.review input[name=by]").First.FillAsync("A. Reader");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("y");
        await page.GetByText("A. Reader: accept").First.WaitForAsync();
        fixture.Source.Decisions.Skip(before).Select(d => (d.Kind, d.By)).ShouldBe([("accept", "A. Reader")]);
        await page.Keyboard.PressAsync("z");
        await page.GetByText(": undo").First.WaitForAsync();
        fixture.Source.Decisions.Skip(before).Select(d => d.Kind).ShouldBe(["accept", "undo"]);
        wrong.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_keyboard_alone_goes_from_the_alliance_to_the_words_of_an_item()
    {
        var (page, _) = await Open(Desk);
        await page.GotoAsync(fixture.Address + "/");
        await page.Keyboard.PressAsync("?");
        (await page.Locator("dialog#keys").IsVisibleAsync()).ShouldBeTrue();
        await page.Keyboard.PressAsync("Escape");
        // The two keys of a jump belong together for some seconds; on a machine that is busy beyond that a reader presses them again.
        for (var tries = 0; tries < 5 && !page.Url.EndsWith("/ledger", StringComparison.Ordinal); tries++)
        {
            await page.Keyboard.PressAsync("g");
            await page.Keyboard.PressAsync("l");
            try
            {
                await page.WaitForURLAsync("**/ledger", new() { Timeout = 10_000 });
            }
            catch (TimeoutException)
            {
                // pressed again
            }
        }

        page.Url.ShouldEndWith("/ledger");
        await page.Keyboard.PressAsync("/");
        (await page.EvaluateAsync<string>("document.activeElement.name")).ShouldBe("text");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("o");
        await page.WaitForURLAsync("**/item/**");
        (await page.Locator("blockquote").CountAsync()).ShouldBeGreaterThan(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_wheel_zooms_the_map()
    {
        var (page, _) = await Open(Desk);
        await page.GotoAsync(fixture.Address + "/map");
        await page.Locator("svg.zoom").HoverAsync();
        await page.Mouse.WheelAsync(0, -400);
        await page.WaitForFunctionAsync("document.querySelector('svg.zoom g.view').getAttribute('transform')?.includes('scale')");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Pages_and_scripts_keep_to_their_weight()
    {
        using var client = new HttpClient { BaseAddress = new Uri(fixture.Address) };
        async Task<long> Packed(string path)
        {
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                await gzip.WriteAsync(await client.GetByteArrayAsync(path));
            }

            return packed.Length;
        }

        // All scripts that the pages name.
        var scripts = Regex.Matches(await client.GetStringAsync("/"), "src=\"([^\"]+\\.js)\"").Select(m => m.Groups[1].Value).Distinct().ToList();
        scripts.ShouldNotBeEmpty();
        (await Task.WhenAll(scripts.Select(Packed))).Sum().ShouldBeLessThan(90_000);
        (await Packed("/entente.css")).ShouldBeLessThan(10_000);
        (await Packed("/")).ShouldBeLessThan(60_000);
    }

    [Theory]
    [InlineData(35.68, 139.69, 791.98, 109.77)]
    [InlineData(38.9, -77.04, 270.50, 99.56)]
    [InlineData(-41.3, 174.8, 863.95, 374.89)]
    public void A_place_lies_where_the_outlines_have_it(double latitude, double longitude, double x, double y)
    {
        var (gotX, gotY) = WorldMap.Point(latitude, longitude);
        gotX.ShouldBe(x, 0.01);
        gotY.ShouldBe(y, 0.01);
    }
}
