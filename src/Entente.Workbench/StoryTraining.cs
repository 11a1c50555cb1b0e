using System.IO.Compression;
using System.Text.Json.Nodes;
using Entente.Record.Stories;

namespace Entente.Workbench;

/// <summary>Counts how rare words are over news of several decades: Reuters-21578, PolNeAR and the English half of MEANTIME.</summary>
public static class StoryTraining
{
    public static void Run(string corpora, string models) => TermWeights.Train(Texts(corpora), models);

    private static IEnumerable<string> Texts(string corpora)
    {
        foreach (var report in StoryCorpus.Read(Path.Combine(corpora, "stories", "reuters21578_stream.jsonl.gz")))
        {
            yield return report.Title + "\n" + report.Text;
        }

        foreach (var file in Directory.GetFiles(Path.Combine(corpora, "language", "polnear"), "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            yield return File.ReadAllText(file);
        }

        foreach (var report in StoryCorpus.Read(Path.Combine(corpora, "stories", "meantime.jsonl")).Where(r => r.Language == "en"))
        {
            yield return report.Text;
        }
    }
}

/// <summary>A report of the story corpora.</summary>
internal sealed record CorpusReport(string Id, string Title, string Text, string? Story, string? Topic, string? Origin, string? Kind, string? Language);

internal static class StoryCorpus
{
    /// <summary>JSON Lines, packed by gzip where the name says so.</summary>
    public static IEnumerable<CorpusReport> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var o = JsonNode.Parse(line)!.AsObject();
            string? Of(string name) => o[name]?.ToString();
            yield return new CorpusReport(Of("id")!, Of("title") ?? "", Of("text") ?? "", Of("gold_story"), Of("gold_topic"), Of("gold_origin"), Of("kind"), Of("lang"));
        }
    }
}
