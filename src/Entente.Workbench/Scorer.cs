using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Entente.Workbench;

/// <summary>
/// Matches exported items with gold items: one is found where an item of its kind has evidence that overlaps its anchor and at least half of its fields agree,
/// exact where all do. One piece of evidence answers for one gold item only, and a quotation over 400 characters for none.
/// </summary>
public static class Scorer
{
    private const int LongestQuote = 400;
    private static readonly HashSet<string> Noise = new(StringComparer.Ordinal) { "the", "of", "and", "s", "news", "agency", "press" };
    private static readonly Dictionary<string, string> StateNames = new(StringComparer.Ordinal) { ["united states"] = "USA", ["us"] = "USA", ["japan"] = "JPN", ["china"] = "CHN", ["north korea"] = "PRK", ["south korea"] = "KOR", ["russia"] = "RUS", ["united kingdom"] = "GBR" };

    public static Score Run(Gold gold, IReadOnlyList<JsonObject> items, Action<string> log)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var stems = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var report in items.Where(i => Str(i["kind"]) == "report"))
        {
            var stem = Path.GetFileNameWithoutExtension(Str(report["source"])!);
            texts[stem] = Str(report["text"])!;
            stems[Str(report["id"])!] = stem;
        }

        var passages = new Dictionary<(string Kind, string Report), List<(JsonObject Evidence, JsonObject Item)>>();
        foreach (var item in items.Where(i => i["evidence"] is JsonArray))
        {
            foreach (var e in item["evidence"]!.AsArray().Select(e => e!.AsObject()))
            {
                var stem = stems[Str(e["report"])!];
                foreach (var kind in new[] { Str(item["kind"])!, "any" })
                {
                    (passages.TryGetValue((kind, stem), out var list) ? list : passages[(kind, stem)] = []).Add((e, item));
                }
            }
        }

        var found = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        int right = 0, exact = 0;
        foreach (var group in gold.Must.GroupBy(m => (m.Type, m.Report)))
        {
            var wanted = group.ToList();
            var pairs = new List<(double Share, int Ok, int Gold, int Order, JsonObject Item, JsonObject Evidence)>();
            for (var g = 0; g < wanted.Count; g++)
            {
                foreach (var (e, item) in passages.GetValueOrDefault(group.Key, []))
                {
                    if (!Overlaps(wanted[g].Anchor, e, texts.GetValueOrDefault(group.Key.Report, "")))
                    {
                        continue;
                    }

                    var ok = wanted[g].Expect.Count(f => FieldOk(gold, f.Field, f.Value, item));
                    if (2 * ok >= wanted[g].Expect.Count)
                    {
                        pairs.Add(((double)ok / wanted[g].Expect.Count, ok, g, pairs.Count, item, e));
                    }
                }
            }

            var used = new HashSet<JsonObject>(ReferenceEqualityComparer.Instance);
            var done = new HashSet<int>();
            foreach (var p in pairs.OrderByDescending(p => p.Share).ThenByDescending(p => p.Ok).ThenBy(p => p.Gold).ThenBy(p => p.Order))
            {
                if (done.Contains(p.Gold) || !used.Add(p.Evidence))
                {
                    continue;
                }

                done.Add(p.Gold);
                var m = wanted[p.Gold];
                found[m.Id] = p.Item;
                right += p.Ok;
                exact += p.Ok == m.Expect.Count ? 1 : 0;
                if (p.Ok < m.Expect.Count)
                {
                    log($"  differs {m.Id} [{m.Anchor}]: " + string.Join("; ", m.Expect.Where(f => !FieldOk(gold, f.Field, f.Value, p.Item)).Select(f => $"{f.Field} wants {f.Value} got {p.Item[f.Field.Replace("_any", "", StringComparison.Ordinal)]?.ToJsonString()}")));
                }
            }

            foreach (var m in wanted.Where((_, g) => !done.Contains(g)))
            {
                log($"  missing {m.Id} {m.Type} {m.Report}: {m.Anchor}");
            }
        }

        var traps = 0;
        foreach (var t in gold.Traps)
        {
            var hit = passages.GetValueOrDefault((t.Type, t.Report), []).Find(p =>
            {
                var quote = Str(p.Evidence["quote"]) ?? "";
                var near = quote.Contains(t.Anchor, StringComparison.Ordinal) && (t.Type == "any" || quote.Length < 2 * t.Anchor.Length + 80);
                var inside = quote.Length >= 12 && t.Anchor.Contains(quote, StringComparison.Ordinal);
                return (near || inside) && (t.Status is null || Str(p.Item["status"]) == t.Status);
            });
            if (hit.Item is not null)
            {
                traps++;
                log($"  trap {t.Report} [{t.Anchor}] -> {Str(hit.Item["id"])} {Str(hit.Item["event"])}");
            }
        }

        string? Id(string gold) => found.TryGetValue(gold, out var i) ? Str(i["id"]) : null;
        var same = gold.Must.Where(m => m.SameAs is not null).ToList();
        var kinds = gold.Must.Select(m => m.Type).ToHashSet(StringComparer.Ordinal);
        return new Score
        {
            Wanted = gold.Must.Count,
            Found = found.Count,
            Exact = exact,
            Fields = gold.Must.Sum(m => m.Expect.Count),
            FieldsRight = right,
            Traps = traps,
            TrapsSet = gold.Traps.Count,
            Merged = same.Count(m => Id(m.Id) is { } a && a == Id(m.SameAs!)),
            MergedWanted = same.Count,
            Threads = gold.Threads.Count(t => t.All(found.ContainsKey) && (t.Select(Id).Distinct().Count() == 1 || (t.Select(x => Str(found[x]["thread"])).Distinct().Count() == 1 && found[t[0]]["thread"] is not null))),
            ThreadsWanted = gold.Threads.Count,
            Exported = items.Count(i => kinds.Contains(Str(i["kind"])!)),
        };
    }

    private static bool FieldOk(Gold gold, string key, YamlNode want, JsonObject item)
    {
        if (key.EndsWith("_any", StringComparison.Ordinal))
        {
            var field = key[..^4];
            var got = field == "mechanisms" ? "mechanism" : field;
            return Scalars(want).Any(w => Labels(item[got]).Contains(w, StringComparer.Ordinal));
        }

        switch (key)
        {
            case "actors":
                var names = new[] { "actors", "speaker", "person", "parties" }.SelectMany(f => Labels(item[f])).ToList();
                return Scalars(want).All(w => names.Exists(n => SameName(gold, w, n)));
            case "states":
                return Scalars(want).All(w => StatesOf(item).Contains(w));
            case "when" or "start" or "end":
                return Within(want, item[key]);
            case "about":
                var about = Labels(item["about"]).Concat(StatesOf(item)).ToList();
                return Scalars(want).All(w => about.Exists(n => n == w || StateNames.GetValueOrDefault(Normal(n)) == w || SameName(gold, w, n)));
            case "speaker" or "person" or "covers" or "office" or "place":
                return Scalars(want).All(w => Labels(item[key]).Exists(n => SameName(gold, w, n)));
            case "provision":
                return SameName(gold, Scalars(want).First(), Str(item["instrument"]) + " " + Str(item["provision"]));
            case "quantity":
                return item["quantity"] is JsonObject q && q["value"]!.GetValue<double>() == double.Parse(Scalars(want).First(), CultureInfo.InvariantCulture);
            default:
                var text = item[key] switch { JsonArray a => a.Select(Str).FirstOrDefault() ?? "", var v => Str(v) ?? "" };
                return Normal(Scalars(want).First()) == Normal(text);
        }
    }

    private static HashSet<string> StatesOf(JsonObject item) => [.. (item["states"]?.AsArray() ?? []).Select(Str).OfType<string>(), .. (item["actors"]?.AsArray() ?? []).Select(a => Str(a!["state"])).OfType<string>()];

    private static List<string> Scalars(YamlNode node) => node is YamlSequenceNode s ? [.. s.Select(x => ((YamlScalarNode)x).Value!)] : [((YamlScalarNode)node).Value!];

    private static List<string> Labels(JsonNode? node) => node switch
    {
        null => [],
        JsonArray a => [.. a.SelectMany(Labels)],
        JsonObject o => [.. new[] { "label", "name", "id", "state", "text" }.Select(k => Str(o[k])).OfType<string>()],
        _ => [Str(node)!],
    };

    private static string? Str(JsonNode? node) => node is null ? null : node.GetValueKind() == System.Text.Json.JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();

    private static bool Within(YamlNode want, JsonNode? got)
    {
        var w = Scalars(want);
        var (a, b) = (Pad(w[0], false), Pad(w[^1], true));
        return got is JsonObject o && Str(o["start"]) is { } start && string.CompareOrdinal(a, Pad(start, false)) <= 0 && string.CompareOrdinal(Pad(Str(o["end"]) ?? start, true), b) <= 0;
    }

    private static string Pad(string day, bool last) => day.Length switch { >= 10 => day[..10], 4 => day + (last ? "-12-31" : "-01-01"), _ => day + (last ? "-31" : "-01") };

    public static string Normal(string text)
    {
        var builder = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormKD).Where(char.IsAscii))
        {
            builder.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        }

        return string.Join(' ', builder.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool SameName(Gold gold, string want, string got)
    {
        HashSet<string> Tokens(string s) => [.. (gold.Aliases.TryGetValue(Normal(s), out var alias) ? alias : Normal(s)).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        HashSet<string> Clean(HashSet<string> t) => t.Except(Noise, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal) is { Count: > 0 } c ? c : t;
        var (w, g) = (Clean(Tokens(want)), Clean(Tokens(got)));
        return w.Count > 0 && g.Count > 0 && (w.IsSubsetOf(g) || (g.IsSubsetOf(w) && g.Count >= Math.Min(2, w.Count)));
    }

    private static bool Overlaps(string anchor, JsonObject evidence, string text)
    {
        var quote = Str(evidence["quote"]) ?? "";
        if (quote.Length > LongestQuote)
        {
            return false;
        }

        if (quote.Contains(anchor, StringComparison.Ordinal))
        {
            return true;
        }

        var a = text.IndexOf(anchor, StringComparison.Ordinal);
        var q = evidence["start"]!.GetValue<int>();
        var shared = a < 0 ? 0 : Math.Min(a + anchor.Length, q + quote.Length) - Math.Max(a, q);
        return shared > 0 && shared >= 0.5 * Math.Min(anchor.Length, quote.Length);
    }
}
