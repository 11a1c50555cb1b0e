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

namespace Entente.Server;

/// <summary>The pages over a settled record, complete without scripts, and the items as JSON Lines. On loopback only: there are no accounts yet.</summary>
public static class EntenteServer
{
    /// <exception cref="ArgumentException">The address is not on loopback.</exception>
    public static WebApplication Build(RecordView view, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !(address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))))
        {
            throw new ArgumentException($"{url}: pages are served on loopback only, since there are no accounts yet", nameof(url));
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(view);
        var app = builder.Build();
        var css = Resource("entente.css");
        app.Use(async (context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            await next(context);
        });
        app.MapGet("/entente.css", () => Results.Bytes(css, "text/css; charset=utf-8"));
        app.MapGet("/", (string? asof) => Page<Alliance>(new() { ["AsOf"] = asof }));
        app.MapGet("/dossier/{id}", (string id, string? asof) => Page<Alliance>(new() { ["Id"] = id, ["AsOf"] = asof }, view.Dossier(id) is null));
        app.MapGet("/item/{id}", (string id) => Page<ItemPage>(new() { ["Id"] = id }, view.Item(id) is null));
        app.MapGet("/report/{id}", (string id) => Page<ReportPage>(new() { ["Id"] = id }, view.Report(id) is null));
        app.MapGet("/reports", () => Page<ReportList>([]));
        app.MapGet("/conflicts", () => Page<ConflictList>([]));
        app.MapGet("/api/v1/items", () =>
        {
            var body = new MemoryStream();
            Export.Write(view.Record, body);
            return Results.Bytes(body.ToArray(), "application/jsonl; charset=utf-8");
        });
        return app;
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
