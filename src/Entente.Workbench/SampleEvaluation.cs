using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Engine;
using Entente.Engine.Reading;
using Entente.Record;
using Entente.Record.Stories;
using YamlDotNet.RepresentationModel;

namespace Entente.Workbench;

/// <summary>Scores what is read from the sample reports against what careful readers found in them, and against the floors in sample/floors.tsv.</summary>
public static class SampleEvaluation
{
    /// <returns>Whether every floor held.</returns>
    public static bool Run(string home, Pipeline pipeline, bool blind, string? only, bool verbose, TextWriter log)
    {
        var sample = Path.Combine(home, "sample");
        var floors = new Floors(home);
        var rarity = TermWeights.Load(Path.Combine(home, "models"));
        var sets = Tables.Read(Path.Combine(sample, "sets.tsv")).Where(r => only is null ? r[1] == "open" || blind : r[0] == only).ToList();
        var total = new SortedDictionary<string, Score>(StringComparer.Ordinal);
        foreach (var set in sets)
        {
            var gold = Gold.Load(Path.Combine(sample, "gold", set[0] + ".yaml"));
            var files = Directory.GetFiles(Path.Combine(sample, "reports", set[0]), "*.txt").Order(StringComparer.Ordinal).Select(f => new SourceFile($"{set[0]}-{Path.GetFileName(f)}", File.ReadAllBytes(f)));
            var settled = Reconciler.Settle(files.AsParallel().AsOrdered().Select(f => pipeline.Read(f).Reading!).ToList(), rarity);
            using var stream = new MemoryStream();
            Export.Write(settled, stream);
            var items = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()).ToList();
            var score = Scorer.Run(gold, items, verbose ? log.WriteLine : _ => { });
            log.WriteLine($"{set[0],-22} {set[1],-6} {score}");
            total[set[1]] = total.GetValueOrDefault(set[1], new Score()) + score;
        }

        var held = true;
        foreach (var (name, score) in total)
        {
            log.WriteLine($"{"all " + name,-29} {score}");
            if (only is not null)
            {
                continue;
            }

            held &= floors.Hold($"{name} found", score.FoundShare, log) & floors.Hold($"{name} exact", score.ExactShare, log) & floors.StayUnder($"{name} traps", score.Traps, log);
        }

        return held;
    }
}

/// <summary>Figures of one set; they add up.</summary>
public sealed record Score
{
    public int Wanted { get; init; }

    public int Found { get; init; }

    public int Exact { get; init; }

    public int Fields { get; init; }

    public int FieldsRight { get; init; }

    public int Traps { get; init; }

    public int TrapsSet { get; init; }

    public int Merged { get; init; }

    public int MergedWanted { get; init; }

    public int Threads { get; init; }

    public int ThreadsWanted { get; init; }

    public int Exported { get; init; }

    public double FoundShare => 100.0 * Found / Math.Max(1, Wanted);

    public double ExactShare => 100.0 * Exact / Math.Max(1, Wanted);

    public static Score operator +(Score a, Score b) => new()
    {
        Wanted = a.Wanted + b.Wanted, Found = a.Found + b.Found, Exact = a.Exact + b.Exact, Fields = a.Fields + b.Fields, FieldsRight = a.FieldsRight + b.FieldsRight, Traps = a.Traps + b.Traps, TrapsSet = a.TrapsSet + b.TrapsSet,
        Merged = a.Merged + b.Merged, MergedWanted = a.MergedWanted + b.MergedWanted, Threads = a.Threads + b.Threads, ThreadsWanted = a.ThreadsWanted + b.ThreadsWanted, Exported = a.Exported + b.Exported,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"found {Found}/{Wanted} ({FoundShare:F1}%) exact {Exact} ({ExactShare:F1}%) fields {FieldsRight}/{Fields} traps {Traps}/{TrapsSet} merged {Merged}/{MergedWanted} threads {Threads}/{ThreadsWanted} exported per gold item {(double)Exported / Math.Max(1, Wanted):F2}");
}

/// <summary>A gold file in the form of sample/gold: items that must be found, happenings that must not.</summary>
public sealed class Gold
{
    public sealed record Wanted(string Id, string Type, string Report, string Anchor, IReadOnlyList<(string Field, YamlNode Value)> Expect, string? SameAs);

    public sealed record Trap(string Report, string Type, string Anchor, string? Status);

    public List<Wanted> Must { get; } = [];

    public List<Trap> Traps { get; } = [];

    public List<string[]> Threads { get; } = [];

    public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    public static Gold Load(string path)
    {
        var yaml = new YamlStream();
        using (var reader = new StreamReader(path))
        {
            yaml.Load(reader);
        }

        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var gold = new Gold();
        foreach (var m in List(root, "must"))
        {
            gold.Must.Add(new Wanted(Text(m, "id")!, Text(m, "type")!, Text(m, "report")!, Text(m, "anchor")!, [.. ((YamlMappingNode)m["expect"]).Children.Select(c => (((YamlScalarNode)c.Key).Value!, c.Value))], Text(m, "same_as")));
        }

        foreach (var t in List(root, "traps"))
        {
            gold.Traps.Add(new Trap(Text(t, "report")!, Text(t, "type")!, Text(t, "anchor")!, Text(t, "status")));
        }

        foreach (var t in List(root, "threads"))
        {
            gold.Threads.Add([.. ((YamlSequenceNode)t["items"]).Select(i => ((YamlScalarNode)i).Value!)]);
        }

        if (root.Children.TryGetValue(new YamlScalarNode("aliases"), out var aliases))
        {
            foreach (var (key, value) in ((YamlMappingNode)aliases).Children)
            {
                gold.Aliases[Scorer.Normal(((YamlScalarNode)key).Value!)] = Scorer.Normal(((YamlScalarNode)value).Value!);
            }
        }

        return gold;
    }

    private static IEnumerable<YamlMappingNode> List(YamlMappingNode root, string name) => root.Children.TryGetValue(new YamlScalarNode(name), out var list) && list is YamlSequenceNode sequence ? sequence.Cast<YamlMappingNode>() : [];

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var v) ? ((YamlScalarNode)v).Value : null;
}
