using System.Globalization;
using System.Text;
using System.Text.Json;
using Entente.Engine.Reading;
using Entente.Record;
using Entente.Record.Asking;
using Entente.Server.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Entente.Server;

/// <summary>The record for programs: /api/v1, JSON, JSON Lines or CSV, in the exported form. Errors are problems by RFC 9457.</summary>
internal static class Api
{
    private const int MostItems = 1000;
    private static readonly string[] Kinds = ["event", "statement", "commitment", "affirmation", "relation", "tenure"];

    /// <summary>What may be asked of items: the names of the command line's options.</summary>
    private static readonly (string Name, string What)[] Parameters =
    [
        ("dossier", "a relation or group, or codes: us-japan, USA-JPN"), ("kind", "kinds, divided by commas: " + string.Join(", ", Kinds)), ("since", "happened on this day or later, as 2024-04-10"), ("until", "happened on this day or earlier"),
        ("as-of", "what held in the world on that day"), ("known-at", "what reports published until that day allowed to know"), ("state", "a state's ISO 3166-1 code that must be concerned"), ("actor", "part of a name, or a state's code"),
        ("mechanism", "a part of an alliance: " + string.Join(", ", Fields.Mechanisms)), ("status", "how an item stands; several by commas for any of them"), ("place", "part of a place's name"), ("text", "words of the evidence, by their stems; those between quotation marks together"), ("rejected", "true: what analysts rejected too"),
        ("limit", "how many at most, 1 to 1000"), ("cursor", "where to go on: as the answer before gave it"), ("format", "json, jsonl, csv or atom"),
        (UpdatedSince, "items that became other than they were at or after that time, as 2024-05-01T12:00:00.000Z: by the clock of this server; with it the answer names those that are gone, and the latest change, from which to ask next"),
    ];

    private const string UpdatedSince = "updated_since";

    /// <summary>Entries on a feed.</summary>
    private const int OnFeed = 100;

    private static readonly string[] Parts = [.. Parameters.Select(p => p.Name)];

    /// <summary>Names the query's parts in the interface's description.</summary>
    internal static void Describe(Microsoft.OpenApi.OpenApiOperation operation, string? path)
    {
        if (path is not ("api/v1/items" or "api/v1/counts"))
        {
            return;
        }

        operation.Parameters ??= [];
        foreach (var (name, what) in Parameters.Where(p => path.EndsWith("items", StringComparison.Ordinal) || p.Name is not ("limit" or "cursor" or "format" or UpdatedSince)))
        {
            operation.Parameters.Add(new Microsoft.OpenApi.OpenApiParameter { Name = name, In = Microsoft.OpenApi.ParameterLocation.Query, Description = what, Schema = new Microsoft.OpenApi.OpenApiSchema { Type = name == "limit" ? Microsoft.OpenApi.JsonSchemaType.Integer : Microsoft.OpenApi.JsonSchemaType.String } });
        }
    }

    public static void Map(WebApplication app, IRecordSource source, long largestUpload)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/items", (HttpContext http) => Items(http, source)).WithSummary("Items that fit the question").WithDescription("Query: " + string.Join(", ", Parts) + ". In order of time, cursor-paged; format json (default), jsonl or csv.").Produces(200, contentType: "application/json").ProducesProblem(400);
        api.MapGet("/items/{id}", (HttpContext http, string id) => source.Current.Item(id) is { } item ? Answer(http, Export.ItemLine(item), "application/json") : Missing("item", id)).WithSummary("One item").Produces(200, contentType: "application/json").ProducesProblem(404);
        api.MapGet("/export", (HttpContext http) => Lines(http, source, null)).WithSummary("Everything, as the export has it").Produces(200, contentType: "application/jsonl");
        foreach (var kind in (string[])["report", "story", "conflict"])
        {
            api.MapGet("/" + (kind == "story" ? "stories" : kind + "s"), (HttpContext http) => Lines(http, source, kind)).WithSummary($"Every {kind}").Produces(200, contentType: "application/jsonl");
        }

        api.MapGet("/reports/{id}", (HttpContext http, string id) => source.Current.Report(id) is { } report ? Answer(http, Line(source.Current.Reader, report), "application/json") : Missing("report", id)).WithSummary("One report with its text").Produces(200, contentType: "application/json").ProducesProblem(404);
        api.MapGet("/decisions", () => Results.Text(string.Concat(source.Decisions.Select(d => JsonSerializer.Serialize(d, RecordJson.Default.Decision) + "\n")), "application/jsonl")).WithSummary("What analysts ruled").Produces(200, contentType: "application/jsonl");
        api.MapPost("/decisions", (HttpContext http, DecisionRequest asked) => Decide(http, asked, source)).RequireAuthorization(Scope.Decide).WithSummary("Rule on items").WithDescription("Kinds: " + string.Join(", ", Decision.Kinds) + ". The ruling is by the account whose token is used.").Produces(201, contentType: "application/json").ProducesProblem(400);
        api.MapPost("/reports", (HttpContext http, string? name, string? url, string? outlet, string? published, string? language) => Upload(http, new SourceFile(name is { Length: > 0 } ? Path.GetFileName(name) : "upload", []) { Url = url, Outlet = outlet, Published = published, Language = language }, source))
            .RequireAuthorization(Scope.Ingest).WithMetadata(new RequestSizeLimitAttribute(largestUpload)).Accepts<byte[]>("application/octet-stream", "text/plain", "text/html", "application/zip").WithSummary("Take in the reports of a file").WithDescription("The body is the file: any form that entente read knows. Query: name, url, outlet, published (2024-04-10), language.").Produces(200, contentType: "application/json").ProducesProblem(400);
        api.MapGet("/counts", (HttpContext http) => Counts(http, source)).WithSummary("How many items fit, by kind, mechanism, status and state").Produces(200, contentType: "application/json").ProducesProblem(400);
    }

    private static IResult Decide(HttpContext http, DecisionRequest asked, IRecordSource source)
    {
        try
        {
            var decision = EntenteServer.Rule(http, asked, "", source);
            return Results.Text(JsonSerializer.Serialize(decision, RecordJson.Default.Decision), "application/json", statusCode: StatusCodes.Status201Created);
        }
        catch (InvalidDataException e)
        {
            return Results.Problem(e.Message, statusCode: 400, title: "Not ruled");
        }
    }

    private static async Task<IResult> Upload(HttpContext http, SourceFile given, IRecordSource source)
    {
        if (given.Published is { } day && RecordView.Day(day) is null)
        {
            return Bad($"published '{day}' is no date (wanted: 2024-04-10)");
        }

        // Whole before it is looked at: what breaks off on the way leaves nothing.
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        body.Position = 0;
        if (body.Length == 0)
        {
            return Bad("the body is empty; it should be the file");
        }

        var taken = source.Take(body, given);
        Entrance.Note(http, $"sent in {given.Source}: {taken}");
        return taken is not null
            ? Results.Json(new { reports = taken.Reports, @new = taken.Fresh, claims = taken.Claims, failed = taken.Failed.Select(f => new { source = f.Source, reason = f.Reason }) })
            : Bad("this record is only shown");
    }

    private static IResult Missing(string what, string id) => Results.Problem($"No {what} on record has the id '{id}'.", statusCode: 404, title: $"No such {what}");

    private static IResult Bad(string why) => Results.Problem(why, statusCode: 400, title: "The question cannot be read");

    /// <summary>A question as it was asked, and of which record; or why there is none, and then nothing fits it.</summary>
    internal sealed record Question(RecordView View, Filter Filter, IReadOnlyList<string> Kinds, string? Why)
    {
        public IReadOnlyList<Item> Items(Page page) => Why is null ? View.Reader.Ask(Filter, page, Kinds) : [];

        public int Count() => Why is null ? View.Reader.Count(Filter, Kinds) : 0;

        /// <summary>Those of some items that fit, in order of time.</summary>
        public IReadOnlyList<Item> Of(IReadOnlyCollection<string> ids)
        {
            var fits = Questions.Test(Filter);
            return Why is null ? [.. Questions.InOrder(View.Reader.Items(ids).Where(i => (Kinds.Count == 0 || Kinds.Contains(i.Face.Kind, StringComparer.Ordinal)) && fits(i)))] : [];
        }
    }

    /// <summary>What is asked, by the names of the command line's options.</summary>
    internal static Question Ask(Func<string, string?> value, IRecordSource source)
    {
        var view = source.Current;
        Question No(string why) => new(view, new Filter(), [], why);
        IReadOnlyList<string> members = [];
        if (value("dossier") is { Length: > 0 } asked)
        {
            if (FilterReader.Members(asked, view.Dossiers.Select(d => (d.Id, (IReadOnlyList<string>)d.Members))) is not { } found)
            {
                return No($"no dossier '{asked}'; known are {string.Join(", ", view.Dossiers.Select(d => d.Id))}, or codes such as USA-JPN");
            }

            members = found;
        }

        var (filter, known, why) = FilterReader.Read(value, members);
        if (filter is null)
        {
            return No(why!);
        }

        string[] kinds = value("kind") is { Length: > 0 } k ? k.Split(',') : [];
        if (Array.Find(kinds, x => !Kinds.Contains(x, StringComparer.Ordinal)) is { } unknown)
        {
            return No($"no kind '{unknown}'; kinds are {string.Join(", ", Kinds)}");
        }

        if (known is { } day)
        {
            if (source.KnownAt(day) is not { } then)
            {
                return No("known-at is not to be had of this record");
            }

            view = then;
        }

        return new Question(view, filter, kinds, null);
    }

    private static IResult Items(HttpContext http, IRecordSource source)
    {
        var query = http.Request.Query;
        if (query.Keys.FirstOrDefault(k => !Parts.Contains(k, StringComparer.Ordinal)) is { } strange)
        {
            return Bad($"no parameter '{strange}'; parameters are {string.Join(", ", Parts)}");
        }

        string? Get(string name) => query[name].FirstOrDefault();
        // Before the items are looked at: a change in between is then told twice rather than never.
        IReadOnlyList<ItemChange>? changes = null;
        if (Get(UpdatedSince) is { Length: > 0 } since)
        {
            if (!DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return Bad($"{UpdatedSince} '{since}' is no time (wanted: 2024-05-01T12:00:00.000Z)");
            }

            changes = source.Changed(time.UtcDateTime.ToString(Decision.TimeFormat, CultureInfo.InvariantCulture));
            if (changes is null)
            {
                return Bad($"{UpdatedSince}: this record is only shown, and does not change");
            }
        }

        var question = Ask(Get, source);
        if (question.Why is not null)
        {
            return Bad(question.Why);
        }

        var limit = 100;
        if (Get("limit") is { Length: > 0 } asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostItems))
        {
            return Bad($"limit '{asked}' is no number from 1 to {MostItems}");
        }

        long? after = null;
        if (Get("cursor") is { Length: > 0 } at)
        {
            if (!long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return Bad($"cursor '{at}' is none that an answer gave");
            }

            after = number;
        }

        // What changed since a time is looked up by id; a question by where its rows stand.
        var changed = changes is null ? null : question.Of([.. changes.Where(c => !c.Gone).Select(c => c.Id)]);
        var rest = changed is null ? question.Items(new Page(limit + 1, After: after)) : [.. changed.Where(i => after is null || ItemNumber.Of(i) > after).Take(limit + 1)];
        var more = rest.Count > limit;
        var page = rest.Take(limit).ToList();
        var cursor = more ? ItemNumber.Of(page[^1]).ToString(CultureInfo.InvariantCulture) : null;
        var total = changed?.Count ?? (more || after is not null ? question.Count() : page.Count);
        switch (Get("format") ?? "json")
        {
            case "json":
                return Answer(http, "{\"items\":[" + string.Join(',', page.Select(Export.ItemLine)) + "],\"total\":" + total.ToString(CultureInfo.InvariantCulture) + ",\"cursor\":" + (cursor is null ? "null" : $"\"{cursor}\"") + (changes is null ? "" : $",\"gone\":[{string.Join(',', changes.Where(c => c.Gone).Select(g => $"{{\"id\":\"{g.Id}\",\"at\":\"{g.At}\"}}"))}],\"latest\":{(changes.Count > 0 ? $"\"{changes.Select(c => c.At).Max(StringComparer.Ordinal)}\"" : "null")}") + "}", "application/json");
            case "jsonl":
                Next(http, cursor);
                return Answer(http, string.Concat(page.Select(i => Export.ItemLine(i) + "\n")), "application/jsonl");
            case "csv":
                Next(http, cursor);
                using (var stream = new MemoryStream())
                {
                    ExportForms.Write("csv", Settled.Empty, page, Provenance.Of(http.Request.QueryString.Value ?? "", new Filter(), null), stream);
                    return Answer(http, Encoding.UTF8.GetString(stream.ToArray()), "text/csv");
                }

            case "atom":
                return Answer(http, Feed(http, question, changed, source), "application/atom+xml");
            case var other:
                return Bad($"no format '{other}'; formats are json, jsonl, csv, atom");
        }
    }

    /// <summary>The question as a feed: what fits it, latest change first.</summary>
    private static byte[] Feed(HttpContext http, Question question, IReadOnlyList<Item>? changed, IRecordSource source)
    {
        const int looked = 20 * OnFeed;
        var here = $"{http.Request.Scheme}://{http.Request.Host}";
        var items = changed ?? [.. question.Of([.. (source.LatestChanges(looked) ?? []).Where(c => !c.Gone).Select(c => c.Id)]).Concat(question.Items(new Page(OnFeed, LatestFirst: true))).DistinctBy(i => i.Id, StringComparer.Ordinal)];
        var at = source.ChangedAt([.. items.Select(i => i.Id)]) ?? new Dictionary<string, string>(StringComparer.Ordinal);
        // A record that is only shown keeps no times of change: there, when the reports let it be known.
        string Updated(Item i) => at.GetValueOrDefault(i.Id) ?? $"{(i.Known.Last is { } known ? When.Iso(known) : "1970-01-01")}T00:00:00Z";
        var latest = items.Select(i => (Item: i, At: Updated(i))).OrderByDescending(x => x.At, StringComparer.Ordinal).ThenBy(x => x.Item.Id, StringComparer.Ordinal).Take(OnFeed).ToList();
        var asked = QueryString.Create(http.Request.Query.Where(q => q.Key != "format").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)))).Value ?? "";
        return AtomFeed.Write("urn:entente:search:" + Hash.Of(asked), "Entente: " + (asked.Length > 1 ? Uri.UnescapeDataString(asked[1..]).Replace('&', ' ') : "everything"), latest.Count > 0 ? latest[0].At : "1970-01-01T00:00:00Z", $"{here}{http.Request.Path}{http.Request.QueryString}",
            latest.Select(x => new AtomEntry("urn:entente:item:" + x.Item.Id, Questions.Describe(x.Item.Face), x.At, string.Join("\n\n", x.Item.Evidence.DistinctBy(e => e.Quote).Take(5).Select(e => $"“{e.Quote}” ({source.Current.Outlet(e.Report)})"))) { Category = x.Item.Face.Mechanism ?? x.Item.Face.Kind, Link = $"{here}/item/{x.Item.Id}" }));
    }

    /// <summary>The address of what follows, in a Link header (RFC 8288).</summary>
    private static void Next(HttpContext http, string? cursor)
    {
        if (cursor is not null)
        {
            var query = QueryString.Create(http.Request.Query.Where(q => q.Key != "cursor").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v))).Append(KeyValuePair.Create("cursor", (string?)cursor)));
            http.Response.Headers.Link = $"<{http.Request.Path}{query}>; rel=\"next\"";
        }
    }

    private static IResult Counts(HttpContext http, IRecordSource source)
    {
        var question = Ask(n => http.Request.Query[n].FirstOrDefault(), source);
        if (question.Why is not null)
        {
            return Bad(question.Why);
        }

        var tallies = question.View.Reader.Tallies(question.Filter, question.Kinds);
        string Group(IEnumerable<(string Name, int Count)> counts) => "{" + string.Join(',', counts.Where(c => c.Name.Length > 0).GroupBy(c => c.Name, StringComparer.Ordinal).Select(g => (g.Key, Count: g.Sum(c => c.Count))).OrderByDescending(g => g.Count).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"\"{JsonEncodedText.Encode(g.Key)}\":{g.Count}")) + "}";
        return Answer(http, $"{{\"items\":{tallies.Sum(t => t.Count)},\"kind\":{Group(tallies.Select(t => (t.Kind, t.Count)))},\"mechanism\":{Group(tallies.Select(t => (t.Mechanism, t.Count)))},\"status\":{Group(tallies.Select(t => (t.Status, t.Count)))},\"state\":{Group(question.View.Reader.States(question.Filter, question.Kinds).Select(s => (s.Key, s.Value)))}}}", "application/json");
    }

    private static IResult Lines(HttpContext http, IRecordSource source, string? kind)
    {
        using var body = new MemoryStream();
        Export.Write(source.Current.Whole(), body, kind is null ? null : new HashSet<string>(StringComparer.Ordinal) { kind });
        return Answer(http, body.ToArray(), "application/jsonl");
    }

    /// <summary>A report's line of the export.</summary>
    private static string Line(IRecordReader record, Report report)
    {
        using var body = new MemoryStream();
        var storyOf = record.StoryOf(report.Id) is { } story ? new Dictionary<string, string>(StringComparer.Ordinal) { [report.Id] = story.Id } : [];
        Export.Write(Settled.Empty with { Reports = [report], StoryOf = storyOf, DuplicateOf = record.Copies([report.Id]) }, body, new HashSet<string>(StringComparer.Ordinal) { "report" });
        return Encoding.UTF8.GetString(body.ToArray()).TrimEnd('\n');
    }

    private static IResult Answer(HttpContext http, string body, string type) => Answer(http, Encoding.UTF8.GetBytes(body), type);

    /// <summary>The body, or 304 where the asker has it already.</summary>
    private static IResult Answer(HttpContext http, byte[] body, string type)
    {
        var tag = $"\"{Hash.OfBytes(body)[..16]}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        return http.Request.Headers.IfNoneMatch.Contains(tag) ? Results.StatusCode(304) : Results.Bytes(body, type + "; charset=utf-8");
    }
}
