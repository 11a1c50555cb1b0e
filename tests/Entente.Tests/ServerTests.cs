using System.Net;
using Entente.Record;
using Entente.Server;
using Microsoft.AspNetCore.Builder;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Entente.Tests;

/// <summary>What a browser gets, over the wire.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private static readonly Lazy<Settled> Sample = new(() => Home.Settle(
    [
        .. Home.ReadFolder(Path.Combine(Home.Folder, "sample", "reports", "us-japan")),
        Home.Read("Talks <script>alert(1)</script> in Oslo\n\nNorway and Iceland signed an agreement in Oslo on 3 May 2024.\n", "hostile.txt", "2024-05-04"),
    ]));

    private static readonly ReferenceWorks Works = ReferenceWorks.Load(Home.Folder);

    private static IReadOnlyList<Entente.Knowledge.Dossier> Dossiers => Works.Knowledge.Dossiers;

    private readonly WebApplication _app = EntenteServer.Build(new RecordView(Sample.Value, Works), "http://127.0.0.1:0");
    private readonly HttpClient _client = new();

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task The_first_screen_is_the_alliance_part_by_part()
    {
        var page = await _client.GetStringAsync("/");
        page.ShouldContain(Dossiers.Single(d => d.Id == "us-japan").Label);
        Fields.Mechanisms.ShouldAllBe(m => page.Contains(m.Replace('-', ' '), StringComparison.Ordinal));
        Links(page, "/item/").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task As_of_a_day_before_every_report_nothing_is_on_record()
    {
        var page = await _client.GetStringAsync("/dossier/us-japan?asof=1950-01-01");
        Links(page, "/item/").ShouldBeEmpty();
        page.ShouldContain("nothing on record");
    }

    [Fact]
    public async Task Every_item_and_every_report_has_a_page_with_its_words()
    {
        foreach (var item in Sample.Value.Items)
        {
            var page = WebUtility.HtmlDecode(await _client.GetStringAsync("/item/" + item.Id));
            item.Evidence.ShouldAllBe(e => page.Contains(e.Quote, StringComparison.Ordinal));
        }

        foreach (var report in Sample.Value.Reports)
        {
            Links(await _client.GetStringAsync("/report/" + report.Id), "/item/").Where(l => Sample.Value.Items.All(i => !l.EndsWith(i.Id, StringComparison.Ordinal))).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("/item/no-such")]
    [InlineData("/report/no-such")]
    [InlineData("/dossier/no-such")]
    [InlineData("/../entente.db")]
    public async Task What_is_not_there_is_said_to_be_missing(string path)
    {
        (await _client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/reports")]
    [InlineData("/conflicts")]
    [InlineData("/timeline")]
    [InlineData("/ledger?dossier=us-japan&mechanism=exercises")]
    [InlineData("/coverage")]
    [InlineData("/statements?text=Senkaku")]
    [InlineData("/calendar")]
    [InlineData("/tenures")]
    [InlineData("/relations")]
    [InlineData("/stories")]
    [InlineData("/review")]
    [InlineData("/about")]
    [InlineData("/sources")]
    [InlineData("/map")]
    [InlineData("/network")]
    [InlineData("/formulas")]
    [InlineData("/changed")]
    [InlineData("/engage?act=<script>alert(1)</script>&at=Norway&date=2024-05-04")]
    [InlineData("/dossier/us-japan")]
    public async Task Words_of_a_report_are_never_markup_and_no_script_may_run(string path)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        // The one script is the program's own; none stands in the page.
        System.Text.RegularExpressions.Regex.Matches(await response.Content.ReadAsStringAsync(), "<script[^>]*>").Select(m => m.Value).ShouldBe(["<script src=\"/entente.js\" defer>"]);
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
    }

    [Fact]
    public async Task The_export_is_served_byte_for_byte()
    {
        using var expected = new MemoryStream();
        Export.Write(Sample.Value, expected);
        (await _client.GetByteArrayAsync("/api/v1/export")).ShouldBe(expected.ToArray());
    }

    [Fact]
    public async Task Items_are_paged_by_cursor_and_answered_from_the_cache_where_nothing_changed()
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = System.Text.Json.Nodes.JsonNode.Parse(await _client.GetStringAsync("/api/v1/items?dossier=us-japan&limit=7" + (cursor is null ? "" : "&cursor=" + cursor)))!;
            seen.AddRange(page["items"]!.AsArray().Select(i => i!["id"]!.GetValue<string>()));
            page["total"]!.GetValue<int>().ShouldBeGreaterThan(7);
            cursor = page["cursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        seen.ShouldBe(Questions.Ask(Sample.Value, new Filter { Members = ["JPN", "USA"] }).Select(i => i.Id));
        using var first = await _client.GetAsync(new Uri("/api/v1/counts", UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/counts");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        (await _client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/api/v1/items?since=yesterday", 400, "no date")]
    [InlineData("/api/v1/items?mechanism=weather", 400, "no mechanism")]
    [InlineData("/api/v1/items?dossier=nowhere-at-all", 400, "no dossier")]
    [InlineData("/api/v1/items?colour=red", 400, "no parameter")]
    [InlineData("/api/v1/items?limit=0", 400, "limit")]
    [InlineData("/api/v1/items/none", 404, "No item")]
    public async Task What_cannot_be_answered_is_a_problem_that_says_why(string path, int status, string why)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative));
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync()).ShouldContain(why);
    }

    [Fact]
    public async Task The_description_of_the_interface_names_its_paths()
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(await _client.GetStringAsync("/api/v1/openapi.json"))!;
        document["paths"]!["/api/v1/items"]!["get"]!["parameters"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()).ShouldContain("known-at");
        document["paths"]!.AsObject().Select(p => p.Key).ShouldBe(["/api/v1/items", "/api/v1/items/{id}", "/api/v1/export", "/api/v1/reports", "/api/v1/stories", "/api/v1/conflicts", "/api/v1/reports/{id}", "/api/v1/decisions", "/api/v1/counts"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Origin", "http://elsewhere.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "elsewhere.example")]
    public async Task Other_sites_may_not_write(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/decide") { Content = new FormUrlEncodedContent([KeyValuePair.Create("item", Sample.Value.Items[0].Id), KeyValuePair.Create("kind", "reject")]) };
        request.Headers.TryAddWithoutValidation(header, value);
        ((int)(await _client.SendAsync(request)).StatusCode).ShouldBeOneOf(403, 421);
    }

    [Fact]
    public async Task Every_tool_answers_a_client_of_the_protocol()
    {
        await using var client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(_client.BaseAddress!, "/mcp") }));
        var tools = await client.ListToolsAsync();
        tools.Select(t => t.Name).ShouldBe(["timeline", "ledger", "coverage", "search", "diff", "explain"], ignoreOrder: true);
        async Task<string> Call(string name, Dictionary<string, object?> with) => string.Concat((await client.CallToolAsync(name, with)).Content.OfType<TextContentBlock>().Select(c => c.Text));
        (await Call("timeline", new() { ["dossier"] = "us-japan" })).ShouldContain("CONSULT", Case.Insensitive);
        (await Call("ledger", new() { ["dossier"] = "us-japan", ["mechanism"] = "exercises" })).ShouldContain("exercises");
        (await Call("coverage", new() { ["what"] = "Senkaku" })).ShouldContain("covers Senkaku");
        (await Call("search", new() { ["text"] = "Senkaku" })).ShouldContain("[");
        (await Call("diff", new() { ["dossier"] = "us-japan", ["from"] = "2021-01-01", ["to"] = "2024-08-01" })).ShouldContain("commitment");
        (await Call("explain", new() { ["id"] = Sample.Value.Items[0].Id })).ShouldContain("third-party text");
        (await Call("explain", new() { ["id"] = "none" })).ShouldContain("no item");
    }

    [Theory]
    [InlineData("http://0.0.0.0:5090")]
    [InlineData("http://example.org:5090")]
    [InlineData("5090")]
    public void Pages_without_accounts_stay_on_this_machine(string url)
    {
        Should.Throw<ArgumentException>(() => EntenteServer.Build(new RecordView(Sample.Value, Works), url));
    }

    [Fact]
    public async Task A_ruling_on_a_page_is_kept_shown_and_taken_back()
    {
        var folder = Directory.CreateTempSubdirectory("entente").FullName;
        try
        {
            var path = Path.Combine(folder, "record.db");
            using (var store = Entente.Stores.SqliteStore.Open(path, TimeProvider.System))
            {
                store.Append([Home.Read("Talks in Oslo\n\nNorway and Iceland signed an agreement in Oslo on 3 May 2024.\n", "a.txt", "2024-05-04")]);
                store.Resettle(Home.Rarity);
            }

            var source = new StoredRecord(path, Home.Rarity, Works, () => Home.Pipeline, TimeProvider.System);
            await using var app = EntenteServer.Build(source, "http://127.0.0.1:0");
            await app.StartAsync();
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
            var item = source.Current.Whole().Items.First(i => i.Face is Claim.Event);
            async Task<HttpResponseMessage> Post(params (string Name, string Value)[] fields) => await client.PostAsync("/decide", new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
            (await Post(("item", item.Id), ("kind", "correct"), ("field", "status"), ("value", "done"), ("by", "A. Reader"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            using var ruled = await Post(("item", item.Id), ("kind", "reject"), ("by", "A. <b>Reader</b>"), ("note", "no"), ("back", "//elsewhere.example"));
            ruled.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            ruled.Headers.Location!.ToString().ShouldBe("/review");
            (await client.GetStringAsync("/timeline")).ShouldNotContain(item.Id);
            var page = await client.GetStringAsync("/item/" + item.Id);
            page.ShouldContain("Ruled: rejected");
            page.ShouldNotContain("<b>Reader");
            (await Post(("kind", "undo"), ("decision", source.Decisions.Single().Id))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            (await client.GetStringAsync("/timeline")).ShouldContain(item.Id);
            (await client.GetStringAsync("/timeline?known-at=2024-01-01")).ShouldContain("Nothing on record fits");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Links(string page, string start) =>
        page.Split("href=\"").Skip(1).Select(p => p[..p.IndexOf('"', StringComparison.Ordinal)]).Where(l => l.StartsWith(start, StringComparison.Ordinal));
}
