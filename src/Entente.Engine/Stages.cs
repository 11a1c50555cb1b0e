using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Engine.Reading;
using Entente.Engine.Recognition;
using Entente.Language;
using NodaTime;
using NodaTime.Text;

namespace Entente.Engine;

/// <summary>Each stage alone: one JSON object in, one out, ids kept; a bad line gives an error object and the run goes on.</summary>
public sealed class Stages(string home)
{
    public static readonly IReadOnlyList<string> Names = ["clean", "annotate", "names", "dates", "events"];

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lazy<Pipeline> _pipeline = new(() => Pipeline.Load(home));
    private readonly Lazy<Annotator> _annotator = new(() => Annotator.Load(Path.Combine(home, "models")));

    public bool Has(string stage) => Names.Contains(stage, StringComparer.Ordinal);

    public IEnumerable<string> Run(string stage, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            JsonNode? id = null;
            JsonObject result;
            try
            {
                var input = JsonNode.Parse(line)?.AsObject() ?? throw new JsonException("no object");
                id = input["id"]?.DeepClone();
                result = stage switch
                {
                    "annotate" => Annotate(input),
                    "names" => NamesOf(input),
                    "dates" => Dates(input),
                    "clean" => Clean(input),
                    _ => Events(input),
                };
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or InvalidDataException)
            {
                result = new JsonObject { ["error"] = e.Message };
            }

            var output = new JsonObject { ["id"] = id };
            foreach (var (key, value) in result.ToList())
            {
                result.Remove(key);
                output[key] = value;
            }

            yield return output.ToJsonString(Relaxed);
        }
    }

    private static string TextOf(JsonObject input) => input["text"]?.GetValue<string>() ?? throw new InvalidDataException("no 'text'");

    private List<Sentence> Sentences(JsonObject input)
    {
        if (input["sentences"] is JsonArray given)
        {
            var sentences = new List<Sentence>();
            foreach (var words in given)
            {
                var at = 0;
                var tokens = new List<Token>();
                foreach (var form in words!.AsArray().Select(w => w!.GetValue<string>()))
                {
                    tokens.Add(new Token { Form = form, Start = at, End = at + form.Length });
                    at += form.Length + 1;
                }

                if (tokens.Count > 0)
                {
                    sentences.Add(new Sentence { Tokens = tokens });
                }
            }

            _annotator.Value.Annotate(sentences);
            return sentences;
        }

        var text = TextOf(input);
        return [.. _annotator.Value.Annotate(text, ParagraphsOf(text))];
    }

    private static IEnumerable<(int Start, int End)> ParagraphsOf(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            if (end > start)
            {
                yield return (start, end);
            }

            start = end + 1;
        }
    }

    private JsonObject Annotate(JsonObject input) => new()
    {
        ["sentences"] = new JsonArray([.. Sentences(input).Select(s => (JsonNode)new JsonArray([.. s.Tokens.Select(t => (JsonNode)new JsonObject
        {
            ["form"] = t.Form, ["lemma"] = t.Lemma, ["upos"] = t.Upos, ["xpos"] = t.Xpos, ["head"] = t.Head + 1, ["deprel"] = t.Deprel, ["start"] = t.Start, ["end"] = t.End,
        })]))]),
    };

    private JsonObject NamesOf(JsonObject input)
    {
        var words = input["sentences"] is not null;
        var text = words ? "" : TextOf(input);
        var names = new JsonArray();
        var number = 0;
        foreach (var sentence in Sentences(input))
        {
            foreach (var (type, first, last) in NameTagger.Spans(sentence.Tokens))
            {
                var (start, end) = (sentence.Tokens[first].Start, sentence.Tokens[last].End);
                names.Add((JsonNode)(words
                    ? new JsonObject { ["type"] = type, ["sentence"] = number, ["first"] = first, ["last"] = last }
                    : new JsonObject { ["type"] = type, ["start"] = start, ["end"] = end, ["text"] = text[start..end] }));
            }

            number++;
        }

        return new JsonObject { ["names"] = names };
    }

    private static JsonObject Dates(JsonObject input)
    {
        var text = TextOf(input);
        LocalDate? anchor = input["date"]?.GetValue<string>() is { Length: >= 10 } date && LocalDatePattern.Iso.Parse(date[..10]) is { Success: true } day ? day.Value : null;
        var dates = new JsonArray();
        foreach (var d in DateFinder.Find(text, 0, text.Length))
        {
            var when = anchor is { } a ? DateFinder.Resolve(d, a, false, null) : d.Shape is DateShape.Day or DateShape.Month or DateShape.Year ? DateFinder.Resolve(d, new LocalDate(2000, 1, 1), false, null) : Record.When.Unknown;
            dates.Add((JsonNode)new JsonObject { ["start"] = d.Start, ["end"] = d.End, ["text"] = d.Text, ["type"] = "DATE", ["value"] = when.IsKnown ? when.ToString() : null });
        }

        return new JsonObject { ["dates"] = dates };
    }

    private JsonObject Clean(JsonObject input)
    {
        var text = TextOf(input);
        var clean = _pipeline.Value.Clean(text);
        return new JsonObject
        {
            ["title"] = clean.TitleText, ["author"] = clean.Byline, ["outlet"] = clean.Outlet, ["language"] = LanguageGuess.Of(text),
            ["articleBody"] = string.Join("\n", clean.Paragraphs.Select(p => text[p.Start..p.End])),
            ["removed"] = new JsonArray([.. clean.Removed.Select(r => (JsonNode)new JsonObject { ["start"] = r.Start, ["end"] = r.End, ["reason"] = r.Reason })]),
        };
    }

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
                JsonArray Side(Func<Record.Actor, bool> of) => new([.. e.Actors.Where(of).Select(a => (JsonNode)new JsonObject { ["text"] = a.Printed ?? a.Label, ["state"] = a.State })]);
                return (JsonNode)new JsonObject
                {
                    ["event"] = e.Act, ["plover"] = new JsonObject { ["type"] = type, ["mode"] = mode, ["quad"] = quad }, ["actor"] = Side(a => a.Role != "target"), ["recipient"] = Side(a => a.Role == "target"),
                    ["status"] = e.Status, ["start"] = e.Evidence.Start, ["end"] = e.Evidence.End,
                };
            })]),
        };
    }
}
