using System.Net;
using Entente.Record;
using Entente.Server.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

namespace Entente.Server;

/// <summary>Pages on a record, complete without scripts; the API; MCP over HTTP. On loopback only: there are no accounts yet.</summary>
public static class EntenteServer
{
    /// <exception cref="ArgumentException">The address is not on loopback.</exception>
    public static WebApplication Build(RecordView view, string url) => Build(new FixedRecord(view), url);

    /// <inheritdoc cref="Build(RecordView, string)"/>
    public static WebApplication Build(IRecordSource source, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !IsLoopback(address.Host))
        {
            throw new ArgumentException($"{url}: pages are served on loopback only, since there are no accounts yet", nameof(url));
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 1 << 20;
        });
        builder.Services.AddRazorComponents();
        builder.Services.AddProblemDetails();
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
        app.UseExceptionHandler();
        app.Use(async (context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            // Not "no-referrer": with it browsers post this server's own forms with the origin "null".
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            // A name that was made to point here is no way in, and no other site may post.
            if (!IsLoopback(context.Request.Host.Host))
            {
                await Results.Problem("This server answers to localhost only.", statusCode: StatusCodes.Status421MisdirectedRequest).ExecuteAsync(context);
                return;
            }

            if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !IsOwn(context.Request))
            {
                await Results.Problem("A request that writes must come from this server's own pages.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
                return;
            }

            await next(context);
        });
        var pages = app.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/entente.css", () => Results.Bytes(css, "text/css; charset=utf-8"));
        pages.MapGet("/entente.js", () => Results.Bytes(script, "text/javascript; charset=utf-8"));
        pages.MapGet("/", (string? asof) => Page<Alliance>(new() { ["AsOf"] = asof }));
        pages.MapGet("/dossier/{id}", (string id, string? asof) => Page<Alliance>(new() { ["Id"] = id, ["AsOf"] = asof }, source.Current.Dossier(id) is null));
        pages.MapGet("/item/{id}", (string id) => Page<ItemPage>(new() { ["Id"] = id }, source.Current.Item(id) is null));
        pages.MapGet("/report/{id}", (string id, bool? removed) => Page<ReportPage>(new() { ["Id"] = id, ["Removed"] = removed == true }, source.Current.Report(id) is null));
        pages.MapGet("/story/{id}", (string id) => Page<StoryPage>(new() { ["Id"] = id }, source.Current.Story(id) is null));
        pages.MapGet("/reports", () => Page<ReportList>([]));
        pages.MapGet("/conflicts", () => Page<ConflictList>([]));
        pages.MapGet("/stories", () => Page<StoryList>([]));
        pages.MapGet("/coverage", () => Page<CoveragePage>([]));
        pages.MapGet("/about", () => Page<About>([]));
        pages.MapGet("/sources", () => Page<SourceList>([]));
        pages.MapGet("/formulas", () => Page<FormulaList>([]));
        pages.MapGet("/changed", (string? dossier, string? since, string? until) => Page<Changed>(new() { ["Id"] = dossier, ["Since"] = since, ["Until"] = until }));
        pages.MapGet("/engage", (string? act, string? on, string? at, string? date) => Page<Engage>(new() { ["Act"] = act, ["On"] = on, ["At"] = at, ["Date"] = date }));
        pages.MapGet("/map", (HttpContext http) => List<WhereMet>(http, source, "event,commitment", _ => true, []));
        pages.MapGet("/network", (HttpContext http) => List<Network>(http, source, "event,commitment", i => Questions.StatusOf(i.Face) is not ("denied" or "hypothetical"), []));
        pages.MapGet("/review", () => Page<Review>([]));
        Lists(app, source);
        app.MapPost("/decide", async Task<IResult> (HttpRequest request) => Decide(await request.ReadFormAsync(), source)).DisableAntiforgery().ExcludeFromDescription();
        Api.Map(app, source);
        app.MapOpenApi("/api/{documentName}/openapi.json");
        app.MapMcp("/mcp");
        return app;
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>Whether a browser sent it from a page of this server; what sends neither header is no browser.</summary>
    private static bool IsOwn(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].FirstOrDefault() is null or "same-origin" or "none" && (request.Headers.Origin.FirstOrDefault() is not { } origin || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value));

    /// <summary>Pages that list items: which kinds each asks for, and whether the words stand beside.</summary>
    private static void Lists(WebApplication app, IRecordSource source)
    {
        foreach (var (path, title, kinds, drawn) in new[] { ("/timeline", "Timeline", "event,commitment,affirmation", true), ("/ledger", "Ledger of undertakings", "commitment", true), ("/statements", "Statements", "statement", false), ("/tenures", "Offices taken and left", "tenure", false), ("/relations", "Who answers to, hosts, administers and claims", "relation", false) })
        {
            app.MapGet(path, (HttpContext http) => List<ItemList>(http, source, kinds, _ => true, new() { ["Title"] = title, ["Path"] = path, ["Quotes"] = true, ["Drawn"] = drawn })).ExcludeFromDescription();
        }

        app.MapGet("/calendar", (HttpContext http) => List<ItemList>(http, source, "event,commitment", i => Questions.StatusOf(i.Face) is "planned" or "proposed" or "under-negotiation" or "announced" or "agreed", new() { ["Title"] = "Planned and open", ["Path"] = "/calendar", ["Quotes"] = true, ["Drawn"] = true })).ExcludeFromDescription();
    }

    /// <summary>A page over the items that the address asks for.</summary>
    private static RazorComponentResult<T> List<T>(HttpContext http, IRecordSource source, string kinds, Func<Item, bool> also, Dictionary<string, object?> parameters)
        where T : IComponent
    {
        var given = http.Request.Query.Where(q => q.Value.FirstOrDefault() is { Length: > 0 }).ToDictionary(q => q.Key, q => q.Value.First()!, StringComparer.Ordinal);
        var (_, items, why) = Api.Ask(name => name == "kind" ? kinds : given.GetValueOrDefault(name), source);
        given["kind"] = kinds;
        (parameters["Items"], parameters["Why"], parameters["Given"]) = (items.Where(also).ToList(), why, given);
        return new(parameters) { StatusCode = why is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest };
    }

    private static IResult Decide(IFormCollection form, IRecordSource source)
    {
        string Get(string name) => form[name].FirstOrDefault()?.Trim() ?? "";
        var back = Get("back") is { Length: > 1 } b && b[0] == '/' && b[1] != '/' && b[1] != '\\' ? b : "/review";
        IResult Refused(string why) => new RazorComponentResult<Pages.Problem>(new Dictionary<string, object?> { ["Title"] = "Not ruled", ["Why"] = why, ["Back"] = back }) { StatusCode = StatusCodes.Status400BadRequest };
        var kind = Get("kind");
        Decision decision;
        if (kind == "undo")
        {
            if (source.Decisions.All(d => d.Id != Get("decision")))
            {
                return Refused("There is no such decision.");
            }

            decision = new Decision { Id = "", Kind = "undo", At = "", By = "", Undoes = Get("decision") };
        }
        else if (source.Current.Item(Get("item")) is not { } item)
        {
            return Refused("There is no such item.");
        }
        else if (kind is "accept" or "reject" or "note")
        {
            decision = new Decision { Id = "", Kind = kind, At = "", By = "", Targets = [Decision.Seen(item)] };
        }
        else if (kind == "correct")
        {
            if (Fields.Fault(item.Face, Get("field"), Get("value")) is { } fault)
            {
                return Refused(fault);
            }

            decision = new Decision { Id = "", Kind = "correct", At = "", By = "", Targets = [Decision.Seen(item)], Field = Get("field"), Was = Fields.AsRead(item, Get("field")), Value = Get("value") };
        }
        else
        {
            return Refused($"'{kind}' is no ruling.");
        }

        if (kind == "note" && Get("note").Length == 0)
        {
            return Refused("A note wants words.");
        }

        var by = Get("by") is { Length: > 0 } name ? name : Environment.GetEnvironmentVariable("ENTENTE_ANALYST") is { Length: > 0 } analyst ? analyst : Environment.UserName;
        return source.Decide((decision with { At = Decision.Stamp(TimeProvider.System), By = by, Note = Get("note") }).Sealed()) ? Results.LocalRedirect(back) : Refused("This record is only shown: open a record's file with entente serve to rule on it.");
    }

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
