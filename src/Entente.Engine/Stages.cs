using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Engine.Reading;
using Entente.Engine.Reading.Pages;
using Entente.Engine.Recognition.Times;
using Entente.Language;
using Entente.Record.Stories;
using NodaTime;
using NodaTime.Text;

namespace Entente.Engine;

/// <summary>Each stage alone: one JSON object in, one out, ids kept; a bad line gives an error object and the run goes on.</summary>
/// <param name="tier">The networks of the language stages; null: as each sentence deserves.</param>
/// <param name="final">The stage group says the settled grouping after the last line, and nothing before.</param>
public sealed class Stages(string home, Tier? tier = null, bool final = false)
{
    public static readonly IReadOnlyList<string> Names = ["clean", "annotate", "names", "dates", "places", "quotes", "events", "group"];

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lazy<Pipeline> _pipeline = new(() => Pipeline.Load(home));
    private readonly Lazy<LanguageStages> _language = new(() => new LanguageStages(Annotator.Load(Path.Combine(home, "models")), CueModel.Load(Path.Combine(home, "models", "cues.tsv")), tier));

    private readonly Lazy<GroupStage> _group = new(() => new GroupStage(TermWeights.Load(Path.Combine(home, "models")), final));

    public bool Has(string stage) => Names.Contains(stage, StringComparer.Ordinal);

    /// <summary>One line out for each line in, in order, and whether it is an error. A line is valid until the next is asked for.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Line, bool Failed)> Run(string stage, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            JsonNode? id = null;
            JsonObject? result = null;
            ReadOnlyMemory<byte> written = default;
            var failed = false;
            try
            {
                if (stage is "annotate" or "names" or "quotes")
                {
                    written = stage switch { "names" => _language.Value.Names(line), "quotes" => _language.Value.Quotes(line), _ => _language.Value.Annotate(line) };
                }
                else
                {
                    var input = JsonNode.Parse(line)?.AsObject() ?? throw new JsonException("no object");
                    id = input["id"]?.DeepClone();
                    result = stage switch
                    {
                        "dates" => Dates(input),
                        "places" => Places(input),
                        "clean" => Clean(input),
                        "group" => _group.Value.Add(input),
                        _ => Events(input),
                    };
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or InvalidDataException)
            {
                failed = true;
                result = new JsonObject { ["error"] = e.Message };
                id ??= IdOf(line);
            }

            if (result is not null)
            {
                result.Insert(0, "id", id);
                if (final && stage == "group")
                {
                    _group.Value.Fail(result);
                    continue;
                }

                written = Written(result);
            }
            else if (final && stage == "group")
            {
                continue;
            }

            yield return (written, failed);
        }

        if (final && stage == "group")
        {
            foreach (var line in _group.Value.Settled())
            {
                yield return (Written(line), line.ContainsKey("error"));
            }
        }
    }

    private static ReadOnlyMemory<byte> Written(JsonObject line) => System.Text.Encoding.UTF8.GetBytes(line.ToJsonString(Relaxed));

    private static JsonNode? IdOf(string line)
    {
        try
        {
            return (JsonNode.Parse(line) as JsonObject)?["id"]?.DeepClone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string TextOf(JsonObject input) => input["text"]?.GetValue<string>() ?? throw new InvalidDataException("no 'text'");

    private static JsonObject Dates(JsonObject input)
    {
        var text = TextOf(input);
        LocalDate? anchor = input["date"]?.GetValue<string>() is { Length: >= 10 } date && LocalDatePattern.Iso.Parse(date[..10]) is { Success: true } day ? day.Value : null;
        var dates = new JsonArray();
        foreach (var t in TimeTagger.Tag(text, anchor))
        {
            dates.Add((JsonNode)new JsonObject { ["start"] = t.Start, ["end"] = t.End, ["text"] = text[t.Start..t.End], ["type"] = t.Type.ToString().ToUpperInvariant(), ["value"] = t.Value });
        }

        return new JsonObject { ["dates"] = dates };
    }

    private JsonObject Places(JsonObject input)
    {
        var text = TextOf(input);
        return new JsonObject
        {
            ["places"] = new JsonArray([.. _pipeline.Value.Places(text).Select(p => (JsonNode)new JsonObject
            {
                ["start"] = p.Start, ["end"] = p.End, ["text"] = text[p.Start..p.End], ["id"] = p.Id, ["label"] = p.Label, ["country"] = p.Country.Length > 0 ? p.Country : null, ["lat"] = p.Latitude, ["lon"] = p.Longitude, ["kind"] = p.Kind, ["form"] = p.Form,
            })]),
        };
    }

    private JsonObject Clean(JsonObject input)
    {
        var url = input["url"]?.ToString();
        if (input["html_base64"]?.GetValue<string>() is { } packed)
        {
            return Page(PageReader.Read(Convert.FromBase64String(packed), url));
        }

        if (input["html"]?.GetValue<string>() is { } html)
        {
            return Page(PageReader.Read(html, url));
        }

        var text = TextOf(input);
        var clean = _pipeline.Value.Clean(text);
        return new JsonObject
        {
            ["title"] = clean.TitleText, ["author"] = clean.Byline, ["outlet"] = clean.Outlet, ["language"] = LanguageGuess.Of(text),
            ["articleBody"] = string.Join("\n", clean.Paragraphs.Select(p => text[p.Start..p.End])),
            ["removed"] = new JsonArray([.. clean.Removed.Select(r => (JsonNode)new JsonObject { ["start"] = r.Start, ["end"] = r.End, ["reason"] = r.Reason })]),
        };
    }

    private static JsonObject Page(Article article) => new()
    {
        ["title"] = article.Title, ["author"] = article.Authors.Count == 0 ? null : string.Join("; ", article.Authors), ["date"] = article.Published, ["outlet"] = article.Outlet, ["language"] = article.Language, ["url"] = article.Url,
        ["articleBody"] = article.Body, ["removed"] = new JsonArray(),
    };

    private JsonObject Events(JsonObject input)
    {
        var file = new SourceFile(input["id"]?.ToString() ?? "-", System.Text.Encoding.UTF8.GetBytes(TextOf(input))) { Published = input["date"]?.GetValue<string>(), Language = "en" };
        var (reading, failure) = _pipeline.Value.Read(file, headless: true);
        if (reading is null)
        {
            throw new InvalidDataException(failure!.Reason);
        }

        return new JsonObject
        {
            ["events"] = new JsonArray([.. reading.Claims.OfType<Record.Claim.Event>().Select(e =>
            {
                var (type, mode, quad) = Record.Plover.Of(e);
                JsonArray Side(Func<Record.Actor, bool> of) => new([.. e.Actors.Where(of).Select(a => (JsonNode)new JsonObject { ["text"] = a.Printed ?? a.Label, ["state"] = a.State, ["sector"] = Record.Plover.SectorOf(a) })]);
                return (JsonNode)new JsonObject
                {
                    ["event"] = e.Act, ["plover"] = new JsonObject { ["type"] = type, ["mode"] = mode, ["context"] = new JsonArray([.. Record.Plover.ContextOf(e).Select(c => (JsonNode)c)]), ["quad"] = quad }, ["cameo"] = Record.Plover.CameoOf(e), ["actor"] = Side(a => a.Role != "target"), ["recipient"] = Side(a => a.Role == "target"),
                    ["status"] = e.Status, ["start"] = e.Evidence.Start, ["end"] = e.Evidence.End,
                };
            })]),
        };
    }
}
