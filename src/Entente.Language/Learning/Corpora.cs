using System.IO.Compression;
using System.Text.Json;

namespace Entente.Language.Learning;

/// <summary>A word with the label of the name that it belongs to (B-, I- or O).</summary>
public readonly record struct NamedWord(string Form, string Label);

/// <summary>An article of the newswire, sentence by sentence.</summary>
public sealed record NamedDocument(string Id, IReadOnlyList<IReadOnlyList<NamedWord>> Sentences);

/// <summary>The published corpora below one folder, each under the name that NOTICE gives, always in the same order.</summary>
public sealed class Corpora(string folder)
{
    private string Language(params string[] parts) => Path.Combine([folder, "language", .. parts]);

    /// <param name="name">ewt or gum.</param>
    /// <param name="part">train, dev or test; GUM's train part is the one without the genres under non-commercial terms.</param>
    public IEnumerable<ConlluSentence> Treebank(string name, string part) =>
        Conllu.Read(Language("ud_english_" + name, $"en_{name}-ud-{part}{(name == "gum" && part == "train" ? ".nonNC" : "")}.conllu"));

    /// <summary>The English Worldwide Newswire.</summary>
    /// <param name="heldBack">True for the seventh of its articles that measures, false for those that train.</param>
    public IEnumerable<NamedDocument> Newswire(bool heldBack) =>
        from file in Directory.EnumerateFiles(Language("worldwide_newswire", "processed_annotated"), "*.tsv").Order(StringComparer.Ordinal)
        where Hashing.Of(Path.GetFileName(file)) % 7 == 0 == heldBack
        select new NamedDocument(Path.GetFileName(file), [.. NamedSentences(file)]);

    private static IEnumerable<IReadOnlyList<NamedWord>> NamedSentences(string file)
    {
        var current = new List<NamedWord>();
        foreach (var line in File.ReadLines(file).Append(""))
        {
            var tab = line.LastIndexOf('\t');
            if (tab > 0)
            {
                current.Add(new NamedWord(line[..tab].Trim(), line[(tab + 1)..].Trim()));
            }
            else if (current.Count > 0)
            {
                yield return current;
                current = [];
            }
        }
    }

    /// <summary>Sentences of news without annotation, as their words: agency reports of 1987, American political news, and articles on two events of one kind.</summary>
    public IEnumerable<IReadOnlyList<Token>> RawNews()
    {
        foreach (var text in RawTexts())
        {
            foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            {
                var line = paragraph.Replace('\n', ' ');
                foreach (var sentence in Tokenizer.Sentences(line, 0, line.Length))
                {
                    yield return sentence.Tokens;
                }
            }
        }
    }

    private IEnumerable<string> RawTexts()
    {
        using (var zipped = new GZipStream(File.OpenRead(Path.Combine(folder, "stories", "reuters21578_stream.jsonl.gz")), CompressionMode.Decompress))
        using (var lines = new StreamReader(zipped))
        {
            while (lines.ReadLine() is { } line)
            {
                yield return TextOf(line);
            }
        }

        foreach (var file in Directory.EnumerateFiles(Language("polnear"), "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            yield return File.ReadAllText(file);
        }

        foreach (var line in File.ReadLines(Path.Combine(folder, "stories", "ecbplus_topics_1_22.jsonl")))
        {
            yield return TextOf(line);
        }
    }

    private static string TextOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("text").GetString() ?? "";
    }
}
