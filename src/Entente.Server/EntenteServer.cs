using System.Net;
using System.Security.Cryptography.X509Certificates;
using Entente.Engine.Recognition;
using Entente.Record;
using Entente.Record.Asking;
using Entente.Server.Pages;
using Entente.Server.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

namespace Entente.Server;

/// <summary>Pages on a record, complete without scripts; the API; MCP over HTTP. On loopback for whoever sits there; elsewhere only with accounts.</summary>
public static class EntenteServer
{
    /// <summary>The largest file that may be sent in, in bytes.</summary>
    private const long LargestUpload = 64L << 20;

    /// <inheritdoc cref="Build(IRecordSource, string, AccountBook?, X509Certificate2?)"/>
    public static WebApplication Build(RecordView view, string url) => Build(new FixedRecord(view), url);

    /// <param name="source">The record.</param>
    /// <param name="url">Where to listen.</param>
    /// <param name="accounts">Who may come in; null for whoever sits at this machine.</param>
    /// <param name="certificate">What an https address is served with.</param>
    /// <exception cref="ArgumentException">The address is none, or not on loopback and there is no account.</exception>
    public static WebApplication Build(IRecordSource source, string url, AccountBook? accounts = null, X509Certificate2? certificate = null)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"{url}: no address to listen at (wanted: http://127.0.0.1:5090)", nameof(url));
        }

        if (address.Scheme == "https" != certificate is not null)
        {
            throw new ArgumentException($"{url}: an address is served with a certificate if and only if it begins with https", nameof(url));
        }

        var outside = !IsLoopback(address.Host);
        if (outside && accounts is not { Accounts.Count: > 0 })
        {
            throw new ArgumentException($"{url}: pages are served beyond this machine to accounts only, and there is none; make one with entente accounts add NAME", nameof(url));
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 1 << 20;
            if (certificate is not null)
            {
                k.ConfigureHttpsDefaults(h => h.ServerCertificate = certificate);
            }
        });
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        Entrance.Add(builder.Services, accounts);
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.RespectNullableAnnotations = true);
        builder.Services.AddOpenApi("v1", o => o.AddOperationTransformer((operation, context, _) =>
        {
            Api.Describe(operation, context.Description.RelativePath);
            return Task.CompletedTask;
        }).AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Entente", Version = "v1", Description = "The record: who met, said, undertook and affirmed what, with the words of the reports." };
            return Task.CompletedTask;
        }));
        builder.Services.AddSingleton(source);
        builder.Services.AddScoped(_ => source.Current);
        builder.Services.AddMcpServer(o => o.ServerInfo = new() { Name = "entente", Version = "1" }).WithHttpTransport(o => o.Stateless = true).WithTools<RecordTools>();
        var app = builder.Build();
        var (css, script) = (Resource("entente.css"), Resource("entente.js"));
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError });
        app.UseStatusCodePages();
        app.Use(async (context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            // Not "no-referrer": with it browsers post this server's own forms with the origin "null".
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            // A name that was made to point here is no way in, and no other site may post.
            if (!outside && !IsLoopback(context.Request.Host.Host))
            {
                await Results.Problem("This server answers to localhost only.", statusCode: StatusCodes.Status421MisdirectedRequest).ExecuteAsync(context);
                return;
            }

            if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !IsOwn(context.Request))
            {
                await Results.Problem("A request that writes must come from this server's own pages.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
                return;
            }

            if (certificate is not null)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            await next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        if (accounts is not null)
        {
            Entrance.Map(app, accounts);
        }

        var pages = app.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/entente.css", () => Results.Bytes(css, "text/css; charset=utf-8")).AllowAnonymous();
        pages.MapGet("/entente.js", () => Results.Bytes(script, "text/javascript; charset=utf-8")).AllowAnonymous();
        pages.MapGet("/", (string? asof) => Page<Alliance>(new() { ["AsOf"] = asof }));
        pages.MapGet("/dossier/{id}", (string id, string? asof) => Page<Alliance>(new() { ["Id"] = id, ["AsOf"] = asof }, source.Current.Dossier(id) is null));
        pages.MapGet("/item/{id}", (string id) => Page<ItemPage>(new() { ["Id"] = id }, source.Current.Item(id) is null));
        pages.MapGet("/report/{id}", (string id, bool? removed) => Page<ReportPage>(new() { ["Id"] = id, ["Removed"] = removed == true }, source.Current.Reader.Heads([id]).Count == 0));
        pages.MapGet("/story/{id}", (string id) => Page<StoryPage>(new() { ["Id"] = id }, source.Current.Story(id) is null));
        pages.MapGet("/reports", (string? text, string? since, string? until) => Page<ReportList>(new() { ["Text"] = text, ["Since"] = since, ["Until"] = until }));
        pages.MapGet("/conflicts", () => Page<ConflictList>([]));
        pages.MapGet("/stories", () => Page<StoryList>([]));
        pages.MapGet("/coverage", () => Page<CoveragePage>([]));
        pages.MapGet("/about", () => Page<About>([]));
        pages.MapGet("/sources", () => Page<SourceList>([]));
        pages.MapGet("/formulas", () => Page<FormulaList>([]));
        pages.MapGet("/changed", (HttpContext http, string? dossier, string? since, string? until) => Page<Changed>(new() { ["Id"] = dossier, ["Since"] = since, ["Until"] = until, ["Seen"] = http.Request.Cookies[Changed.SeenCookie] }));
        pages.MapGet("/engage", (string? act, string? on, string? at, string? date) => Page<Engage>(new() { ["Act"] = act, ["On"] = on, ["At"] = at, ["Date"] = date }));
        pages.MapGet("/map", (HttpContext http) => List<WhereMet>(http, source, "event,commitment", null, 3000, []));
        pages.MapGet("/network", (HttpContext http) => List<Network>(http, source, "event,commitment", string.Join(',', Fields.Statuses.Except(["denied", "hypothetical"])), 3000, []));
        pages.MapGet("/review", () => Page<Review>([]));
        Lists(app, source);
        app.MapPost("/decide", async Task<IResult> (HttpContext http) => Decide(http, await http.Request.ReadFormAsync(), source)).RequireAuthorization(Scope.Decide).DisableAntiforgery().ExcludeFromDescription();
        app.MapPost("/seen", (HttpContext http) => Seen(http)).DisableAntiforgery().ExcludeFromDescription();
        Api.Map(app, source, LargestUpload);
        app.MapOpenApi("/api/{documentName}/openapi.json");
        app.MapMcp("/mcp");
        return app;
    }

    /// <summary>Keeps with the browser that all there is now has been seen.</summary>
    private static IResult Seen(HttpContext http)
    {
        http.Response.Cookies.Append(Changed.SeenCookie, Decision.Stamp(TimeProvider.System), new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(400), IsEssential = true });
        return Results.LocalRedirect("/changed");
    }

    /// <summary>Whether an address is one that only this machine reaches.</summary>
    public static bool IsOnThisMachine(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && IsLoopback(address.Host);

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>Whether a browser sent it from a page of this server; what sends neither header is no browser.</summary>
    private static bool IsOwn(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].FirstOrDefault() is null or "same-origin" or "none" && (request.Headers.Origin.FirstOrDefault() is not { } origin || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value));

    /// <summary>Pages that list items: which kinds each asks for, and whether the words stand beside.</summary>
    private static void Lists(WebApplication app, IRecordSource source)
    {
        foreach (var (path, title, kinds, drawn) in new[] { ("/timeline", "Timeline", "event,commitment,affirmation", true), ("/ledger", "Ledger of undertakings", "commitment", true), ("/statements", "Statements", "statement", false), ("/tenures", "Offices taken and left", "tenure", false), ("/relations", "Who answers to, hosts, administers and claims", "relation", false) })
        {
            app.MapGet(path, (HttpContext http) => List<ItemList>(http, source, kinds, null, MostListed, new() { ["Title"] = title, ["Path"] = path, ["Quotes"] = true, ["Drawn"] = drawn })).ExcludeFromDescription();
        }

        app.MapGet("/calendar", (HttpContext http) => List<ItemList>(http, source, "event,commitment", "planned,proposed,under-negotiation,announced,agreed", MostListed, new() { ["Title"] = "Planned and open", ["Path"] = "/calendar", ["Quotes"] = true, ["Drawn"] = true })).ExcludeFromDescription();
    }

    /// <summary>Of a long answer a list shows the latest.</summary>
    private const int MostListed = 500;

    /// <summary>A page over the items that the address asks for, in order of time.</summary>
    /// <param name="http">The request.</param>
    /// <param name="source">The record.</param>
    /// <param name="kinds">What it shows.</param>
    /// <param name="status">In which standing, where the address does not say; null for any.</param>
    /// <param name="most">At most so many: the latest.</param>
    /// <param name="parameters">What else the page wants.</param>
    private static RazorComponentResult<T> List<T>(HttpContext http, IRecordSource source, string kinds, string? status, int most, Dictionary<string, object?> parameters)
        where T : IComponent
    {
        var given = http.Request.Query.Where(q => q.Value.FirstOrDefault() is { Length: > 0 }).ToDictionary(q => q.Key, q => q.Value.First()!, StringComparer.Ordinal);
        var asked = Api.Ask(name => name == "kind" ? kinds : given.GetValueOrDefault(name) ?? (name == "status" ? status : null), source);
        var items = asked.Items(new Page(most, LatestFirst: true)).Reverse().ToList();
        asked.View.Ready(items);
        given["kind"] = kinds;
        (parameters["Items"], parameters["Total"], parameters["Why"], parameters["Given"]) = (items, items.Count < most ? items.Count : asked.Count(), asked.Why, given);
        var why = asked.Why;
        return new(parameters) { StatusCode = why is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest };
    }

    private static IResult Decide(HttpContext http, IFormCollection form, IRecordSource source)
    {
        string Get(string name) => form[name].FirstOrDefault()?.Trim() ?? "";
        var back = Entrance.Own(Get("back"), "/review");
        IResult Refused(string why) => new RazorComponentResult<Pages.Problem>(new Dictionary<string, object?> { ["Title"] = "Not ruled", ["Why"] = why, ["Back"] = back }) { StatusCode = StatusCodes.Status400BadRequest };
        try
        {
            var asked = new DecisionRequest { Kind = Get("kind"), Item = Get("item"), Others = Several(Get("others")), Reports = [.. form["report"].OfType<string>()], Field = Get("field"), Value = Get("value"), Actor = Get("actor"), Decision = Get("decision"), Note = Get("note") };
            _ = Rule(http, asked, Get("by"), source);
            return Results.LocalRedirect(back);
        }
        catch (InvalidDataException e)
        {
            return Refused(e.Message);
        }
    }

    private static string[] Several(string ids) => ids.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Makes a ruling and keeps it: by the account where there is one, else by whoever the asker says.</summary>
    /// <exception cref="InvalidDataException">It cannot be made.</exception>
    internal static Decision Rule(HttpContext http, DecisionRequest asked, string by, IRecordSource source)
    {
        var kb = source.Current.Works.Knowledge;
        var decision = asked.Made(source.Current.Reader, source.Decisions, name => AnalystNames.Place(kb, name), (name, was) => AnalystNames.Actor(kb, name, was), Analyst(http, by), TimeProvider.System);
        if (!source.Decide(decision))
        {
            throw new InvalidDataException("This record is only shown: open a record's file with entente serve to rule on it.");
        }

        Entrance.Note(http, $"{decision.Kind} {decision.Id}");
        return decision;
    }

    internal static string Analyst(HttpContext http, string by) => http.User.Identity?.Name is { Length: > 0 } account ? account : by.Length > 0 ? by : Environment.GetEnvironmentVariable("ENTENTE_ANALYST") is { Length: > 0 } analyst ? analyst : Environment.UserName;

    private static RazorComponentResult<T> Page<T>(Dictionary<string, object?> parameters, bool missing = false)
        where T : IComponent => new(parameters) { StatusCode = missing ? StatusCodes.Status404NotFound : StatusCodes.Status200OK };

    private static byte[] Resource(string name)
    {
        using var stream = typeof(EntenteServer).Assembly.GetManifestResourceStream(name)!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
