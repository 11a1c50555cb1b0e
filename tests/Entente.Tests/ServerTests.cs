using System.Net;
using Entente.Record;
using Entente.Server;
using Microsoft.AspNetCore.Builder;

namespace Entente.Tests;

/// <summary>What a browser gets, over the wire.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private static readonly Lazy<Settled> Sample = new(() => Home.Settle(
    [
        .. Home.ReadFolder(Path.Combine(Home.Folder, "sample", "reports", "us-japan")),
        Home.Read("Talks <script>alert(1)</script> in Oslo\n\nNorway and Iceland signed an agreement in Oslo on 3 May 2024.\n", "hostile.txt", "2024-05-04"),
    ]));

    private static readonly IReadOnlyList<Entente.Knowledge.Dossier> Dossiers = Entente.Knowledge.KnowledgeBase.Load(Path.Combine(Home.Folder, "knowledge")).Dossiers;

    private readonly WebApplication _app = EntenteServer.Build(new RecordView(Sample.Value, Dossiers), "http://127.0.0.1:0");
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
    public async Task Words_of_a_report_are_never_markup_and_no_script_may_run(string path)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("<script");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
    }

    [Fact]
    public async Task The_export_is_served_byte_for_byte()
    {
        using var expected = new MemoryStream();
        Export.Write(Sample.Value, expected);
        (await _client.GetByteArrayAsync("/api/v1/items")).ShouldBe(expected.ToArray());
    }

    [Theory]
    [InlineData("http://0.0.0.0:5090")]
    [InlineData("http://example.org:5090")]
    [InlineData("5090")]
    public void Pages_without_accounts_stay_on_this_machine(string url)
    {
        Should.Throw<ArgumentException>(() => EntenteServer.Build(new RecordView(Sample.Value, []), url));
    }

    private static IEnumerable<string> Links(string page, string start) =>
        page.Split("href=\"").Skip(1).Select(p => p[..p.IndexOf('"', StringComparison.Ordinal)]).Where(l => l.StartsWith(start, StringComparison.Ordinal));
}
