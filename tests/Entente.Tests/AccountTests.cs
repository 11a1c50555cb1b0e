using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Entente.Record;
using Entente.Server;
using Entente.Server.Users;
using Entente.Stores;
using Microsoft.AspNetCore.Builder;

namespace Entente.Tests;

/// <summary>A shared server: who comes in, what each may, what is written down; and what programs do with a token.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private const string Password = "seven quiet herons";
    private static readonly ReferenceWorks Works = ReferenceWorks.Load(Home.Folder);
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private readonly string _folder = Directory.CreateTempSubdirectory("entente").FullName;
    private readonly AccountBook _book;
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false });

    public AccountTests()
    {
        var path = Path.Combine(_folder, "entente.db");
        using (var store = SqliteStore.Open(path, TimeProvider.System))
        {
            store.Append([Home.Read("Ministers meet\n\nThe foreign ministers of Chile and Peru met in Lima on Tuesday and signed an agreement on fisheries.\n", "one.txt", "2024-05-15")]);
            store.Resettle(Home.Rarity);
        }

        _book = new AccountBook(Path.Combine(_folder, "entente.db.accounts"), TimeProvider.System);
        _book.Add("Reader", Password, [Scope.Read]);
        _book.Add("Analyst", Password, [Scope.Read, Scope.Decide, Scope.Ingest]);
        _book.Add("Keeper", Password, Scope.All);
        _app = EntenteServer.Build(new StoredRecord(path, Home.Rarity, Works, () => Home.Pipeline, TimeProvider.System), "http://127.0.0.1:0", _book);
    }

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Beyond_this_machine_nothing_is_served_without_accounts()
    {
        var view = new FixedRecord(new RecordView(Settled.Empty, Works));
        Should.Throw<ArgumentException>(() => EntenteServer.Build(view, "http://0.0.0.0:0"));
        Should.Throw<ArgumentException>(() => EntenteServer.Build(view, "http://0.0.0.0:0", new AccountBook(Path.Combine(_folder, "none"), TimeProvider.System)));
        Should.Throw<ArgumentException>(() => EntenteServer.Build(view, "https://127.0.0.1:0"));
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_sees_nothing_of_the_record()
    {
        foreach (var path in new[] { "/", "/timeline", "/review", "/reports", "/log", "/no-such-page" })
        {
            var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, path);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("Peru");
        }

        foreach (var path in new[] { "/api/v1/items", "/api/v1/export", "/api/v1/openapi.json", "/mcp" })
        {
            var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            answer.Headers.WwwAuthenticate.ShouldNotBeEmpty();
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }

        (await _client.GetStringAsync("/login")).ShouldContain("Sign in");
        (await _client.GetAsync(new Uri("/entente.css", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cookie_opens_the_pages_until_the_account_is_removed()
    {
        var cookie = await SignIn("reader");
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        var page = await Send(HttpMethod.Get, "/timeline", cookie);
        (await page.Content.ReadAsStringAsync()).ShouldContain("Peru");
        (await (await Send(HttpMethod.Get, "/review", cookie)).Content.ReadAsStringAsync()).ShouldNotContain("value=\"accept\"");
        (await Send(HttpMethod.Post, "/decide", cookie, Form(("kind", "accept"), ("item", await AnItem(cookie))))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Send(HttpMethod.Get, "/log", cookie)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        _book.Remove("Reader").ShouldBeTrue();
        (await Send(HttpMethod.Get, "/timeline", cookie)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_ruling_bears_the_accounts_name_whatever_the_form_says()
    {
        var cookie = await SignIn("Analyst");
        var item = await AnItem(cookie);
        (await Send(HttpMethod.Post, "/decide", cookie, Form(("kind", "accept"), ("item", item), ("by", "Somebody Else"), ("back", "//elsewhere.example/")))).Headers.Location!.OriginalString.ShouldBe("/review");
        var decisions = await (await Send(HttpMethod.Get, "/api/v1/decisions", cookie)).Content.ReadAsStringAsync();
        JsonNode.Parse(decisions)!["By"]!.GetValue<string>().ShouldBe("Analyst");
        (await (await Send(HttpMethod.Get, "/log", await SignIn("Keeper"))).Content.ReadAsStringAsync()).ShouldContain("accept de-");
    }

    [Theory]
    [InlineData("Reader", "seven quiet heron")]
    [InlineData("Nobody", Password)]
    [InlineData("Reader", "")]
    public async Task A_wrong_password_or_name_is_told_nothing_more(string name, string password)
    {
        var answer = await _client.PostAsync(new Uri("/login", UriKind.Relative), Form(("name", name), ("password", password)));
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Name and password do not fit.");
    }

    [Fact]
    public async Task Guessing_is_stopped_after_ten_tries_and_written_down()
    {
        for (var i = 0; i < 10; i++)
        {
            (await _client.PostAsync(new Uri("/login", UriKind.Relative), Form(("name", "Keeper"), ("password", "guess " + i)))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        var stopped = await _client.PostAsync(new Uri("/login", UriKind.Relative), Form(("name", "keeper"), ("password", Password)));
        stopped.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        stopped.Headers.RetryAfter.ShouldNotBeNull();
        _book.Noted(100).Count(l => l[3].StartsWith("login failed", StringComparison.Ordinal)).ShouldBe(10);
    }

    [Fact]
    public async Task Another_sites_page_cannot_post_with_a_visitors_cookie()
    {
        var cookie = await SignIn("Analyst");
        foreach (var (header, value) in new[] { ("Origin", "https://elsewhere.example"), ("Sec-Fetch-Site", "cross-site") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/decide") { Content = Form(("kind", "accept")) };
            request.Headers.Add("Cookie", cookie.Split(';')[0]);
            request.Headers.Add(header, value);
            (await _client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task A_token_does_what_it_may_and_no_more()
    {
        var token = _book.AddToken("Analyst", [Scope.Read], TimeSpan.FromDays(1));
        (await Send(HttpMethod.Get, "/api/v1/items", token: token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(HttpMethod.Post, "/api/v1/decisions", token: token, content: JsonContent.Create(new { kind = "undo" }))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Send(HttpMethod.Post, "/api/v1/reports", token: token, content: new StringContent("Talks"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        Should.Throw<InvalidDataException>(() => _book.AddToken("Reader", [Scope.Decide], TimeSpan.FromDays(1)));
        var forged = token[..^2] + (token[^2..] == "AA" ? "BB" : "AA");
        var expired = _book.AddToken("Analyst", [Scope.Read], TimeSpan.FromSeconds(-1));
        foreach (var bad in new[] { forged, expired, "entente_", "entente_x_y", token.Split('_')[1] })
        {
            (await Send(HttpMethod.Get, "/api/v1/items", token: bad)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var basic = new HttpRequestMessage(HttpMethod.Get, "/api/v1/items?format=atom");
        basic.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("Analyst:" + token)));
        (await _client.SendAsync(basic)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _book.RemoveToken(token.Split('_')[1]).ShouldBeTrue();
        (await Send(HttpMethod.Get, "/api/v1/items", token: token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_program_sends_reports_rules_on_them_and_asks_what_changed()
    {
        var token = _book.AddToken("Analyst", [Scope.Read, Scope.Decide, Scope.Ingest], TimeSpan.FromDays(1));
        var before = Decision.Stamp(TimeProvider.System);
        var report = Encoding.UTF8.GetBytes("Envoys in Dakar\n\nThe defence ministers of Ghana and Senegal held talks in Dakar on Thursday.\n");
        var sent = await Json(await Send(HttpMethod.Post, "/api/v1/reports?name=../../two.txt&published=2024-06-14&outlet=A+sample", token: token, content: new ByteArrayContent(report)));
        sent["new"]!.GetValue<int>().ShouldBe(1);
        var id = sent["reports"]![0]!.GetValue<string>();
        (await Json(await Send(HttpMethod.Get, "/api/v1/reports/" + id, token: token)))["source"]!.GetValue<string>().ShouldBe("two.txt");

        var fresh = await Json(await Send(HttpMethod.Get, $"/api/v1/items?updated_since={before}", token: token));
        var item = fresh["items"]!.AsArray().Single(i => i!["kind"]!.GetValue<string>() == "event")!["id"]!.GetValue<string>();
        fresh["total"]!.GetValue<int>().ShouldBeLessThan((await Json(await Send(HttpMethod.Get, "/api/v1/items", token: token)))["total"]!.GetValue<int>());

        var ruled = await Send(HttpMethod.Post, "/api/v1/decisions", token: token, content: JsonContent.Create(new { kind = "correct", item, field = "when", value = "2024-06-12" }));
        ruled.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(ruled))["By"]!.GetValue<string>().ShouldBe("Analyst");
        (await Json(await Send(HttpMethod.Get, "/api/v1/items/" + item, token: token)))["when"]!["start"]!.GetValue<string>().ShouldBe("2024-06-12");

        var then = fresh["latest"]!.GetValue<string>();
        var after = await Json(await Send(HttpMethod.Get, $"/api/v1/items?updated_since={then}", token: token));
        after["items"]!.AsArray().ShouldContain(i => i!["id"]!.GetValue<string>() == item, "the ruling made it another, and what came at that very time is told again");
        string.CompareOrdinal(after["latest"]!.GetValue<string>(), then).ShouldBePositive();

        var feed = XDocument.Load(await (await Send(HttpMethod.Get, "/api/v1/items?state=SEN&format=atom", token: token)).Content.ReadAsStreamAsync());
        feed.Root!.Elements(Atom + "entry").First().Element(Atom + "link")!.Attribute("href")!.Value.ShouldEndWith("/item/" + item);
        feed.Root.Elements(Atom + "entry").ShouldAllBe(e => !e.Value.Contains("Peru"));
    }

    [Theory]
    [InlineData("""{"kind":"burn","item":"x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"accept","item":""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"accept","item":"no-such"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":""", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"merge","item":"e","others":null}""", HttpStatusCode.BadRequest)]
    public async Task What_is_no_ruling_is_refused_with_a_problem(string body, HttpStatusCode status)
    {
        var token = _book.AddToken("Analyst", [Scope.Decide, Scope.Read], TimeSpan.FromDays(1));
        var answer = await Send(HttpMethod.Post, "/api/v1/decisions", token: token, content: new StringContent(body, Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task What_holds_no_report_is_said_and_an_endless_body_refused()
    {
        var token = _book.AddToken("Analyst", [Scope.Ingest, Scope.Read], TimeSpan.FromDays(1));
        (await Send(HttpMethod.Post, "/api/v1/reports", token: token, content: new ByteArrayContent([]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Send(HttpMethod.Post, "/api/v1/reports?published=soon", token: token, content: new StringContent("Talks"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var taken = await Json(await Send(HttpMethod.Post, "/api/v1/reports?name=a.bin", token: token, content: new ByteArrayContent(new byte[4096])));
        taken["failed"]!.AsArray().Count.ShouldBe(1);
        (await Send(HttpMethod.Post, "/decide", await SignIn("Analyst"), new ByteArrayContent(new byte[2 << 20]) { Headers = { ContentType = new("application/x-www-form-urlencoded") } })).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("a:b", Password, "read")]
    [InlineData("", Password, "read")]
    [InlineData("Somebody", "short", "read")]
    [InlineData("Somebody", "somebody knows this", "read")]
    [InlineData("Somebody", Password, "everything")]
    [InlineData("READER", Password, "read")]
    public void What_is_no_account_is_refused(string name, string password, string scope) =>
        Should.Throw<InvalidDataException>(() => _book.Add(name, password, [scope])).Message.ShouldNotContain(password);

    [Fact]
    public void A_broken_file_lets_nobody_in_and_names_the_place()
    {
        var file = Path.Combine(_folder, "entente.db.accounts", "accounts.json");
        File.ReadAllText(file).ShouldNotContain(Password);
        File.WriteAllText(file, "{\n\"accounts\": [}");
        Should.Throw<InvalidDataException>(() => new AccountBook(Path.GetDirectoryName(file)!, TimeProvider.System).Accounts).Message.ShouldContain("accounts.json: line 2");
    }

    [Fact]
    public async Task What_is_new_since_all_was_marked_as_seen()
    {
        var cookie = await SignIn("Reader");
        var marked = await Send(HttpMethod.Post, "/seen", cookie);
        var seen = marked.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("entente-seen", StringComparison.Ordinal)).Split(';')[0];
        (await (await Send(HttpMethod.Get, "/changed", cookie + "; " + seen)).Content.ReadAsStringAsync()).ShouldContain("0 items new");
        var token = _book.AddToken("Analyst", [Scope.Ingest, Scope.Read], TimeSpan.FromDays(1));
        await Send(HttpMethod.Post, "/api/v1/reports?published=2024-06-14", token: token, content: new StringContent("Envoys in Dakar\n\nThe defence ministers of Ghana and Senegal held talks in Dakar on Thursday.\n"));
        (await (await Send(HttpMethod.Get, "/changed", cookie + "; " + seen)).Content.ReadAsStringAsync()).ShouldContain("1 item new");
        (await Send(HttpMethod.Get, "/changed", cookie + "; entente-seen=<script>")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static FormUrlEncodedContent Form(params (string Key, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Key, f.Value)));

    private static async Task<JsonNode> Json(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    private async Task<string> SignIn(string name)
    {
        var answer = await _client.PostAsync(new Uri("/login", UriKind.Relative), Form(("name", name), ("password", Password)));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.GetValues("Set-Cookie").Single();
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? cookie = null, HttpContent? content = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", string.Join("; ", cookie.Split(';', StringSplitOptions.TrimEntries).Where(c => c.StartsWith("entente", StringComparison.Ordinal))));
        }

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await _client.SendAsync(request);
    }

    private async Task<string> AnItem(string cookie) => (await Json(await Send(HttpMethod.Get, "/api/v1/items?kind=event", cookie)))["items"]![0]!["id"]!.GetValue<string>();
}
