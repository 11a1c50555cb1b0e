using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Engine;
using Entente.Engine.Reading;
using Entente.Record;

namespace Entente.Workbench;

/// <summary>Events against the gold sentences of PLOVER's authors, the CAMEO manual's examples and the ConfliBERT round, each read from raw text as a report of its own.</summary>
public static class EventEvaluation
{
    /// <param name="part">dev: the sentences whose id's SHA-256 begins with an even byte; test: the other half.</param>
    /// <param name="missed">Where what was missed is said; null: nowhere.</param>
    public static IEnumerable<(string What, double Percent)> Run(string corpora, Pipeline pipeline, Knowledge.KnowledgeBase knowledge, string part, TextWriter? missed)
    {
        foreach (var (file, name) in new[] { ("plover_gsr_dev", "plover"), ("cameo_manual_dev", "cameo manual") })
        {
            int expected = 0, found = 0, states = 0, foundStates = 0;
            foreach (var item in Items(corpora, file).Where(i => Even(i["id"]!.GetValue<string>()) == (part == "dev")))
            {
                var events = Events(pipeline, item);
                foreach (var wanted in item["expected"]!.AsArray().OfType<JsonObject>())
                {
                    var act = (wanted["code_v2"] ?? wanted["plover"])?.GetValue<string>();
                    if (act is null)
                    {
                        continue;
                    }

                    expected++;
                    var same = events.Where(e => Plover.Of(e).Type == act).ToList();
                    found += same.Count > 0 ? 1 : 0;
                    var sides = new[] { "actor", "target" }.SelectMany(k => wanted[k] as JsonArray ?? []).OfType<JsonObject>().Select(a => a["code"]?.GetValue<string>()).OfType<string>().Select(c => c.Length >= 3 ? c[..3] : c).Where(knowledge.States.ContainsKey).Distinct(StringComparer.Ordinal).ToList();
                    states += sides.Count;
                    foundStates += sides.Count(x => events.Any(e => e.States.Contains(x, StringComparer.Ordinal)));
                    if (same.Count == 0)
                    {
                        missed?.WriteLine($"{act,-10} got {string.Join(",", events.Select(e => Plover.Of(e).Type)),-20} {item["text"]!.GetValue<string>()}");
                    }
                }
            }

            yield return ($"{name} root type", 100.0 * found / Math.Max(1, expected));
            if (states > 0)
            {
                yield return ($"{name} actors' states", 100.0 * foundStates / states);
            }
        }

        int agree = 0, all = 0;
        foreach (var item in Items(corpora, "cameo_conflibert_dev"))
        {
            all++;
            agree += Events(pipeline, item).Count > 0 == item["expected"]!.AsArray().Count > 0 ? 1 : 0;
        }

        yield return ("conflibert relevance", 100.0 * agree / all);
    }

    private static IEnumerable<JsonNode> Items(string corpora, string file) => File.ReadLines(Path.Combine(corpora, "events", file + ".jsonl")).Where(l => l.Length > 0).Select(l => JsonNode.Parse(l)!);

    private static bool Even(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id))[0] % 2 == 0;

    private static List<Claim.Event> Events(Pipeline pipeline, JsonNode item)
    {
        var date = item["date"]?.GetValue<string>() is { Length: 10 } day ? day : "2000-01-01";
        var text = item["text"]!.GetValue<string>();
        var file = new SourceFile(item["id"]!.GetValue<string>(), Encoding.UTF8.GetBytes(text)) { Published = date, Language = "en" };
        return [.. (pipeline.Read(file, headless: true).Reading?.Claims ?? []).OfType<Claim.Event>()];
    }
}
