using System.Diagnostics;
using Entente.Language;
using Entente.Language.Neural;

namespace Entente.Bench;

/// <summary>Tokens a second over a file of news, one thread, after one reading to warm up: the figures of docs/benchmarks.md.</summary>
internal static class WholeText
{
    /// <summary>Characters of an article of mean length.</summary>
    private const int Article = 2700;

    public static void Run(string file, string models)
    {
        var watch = Stopwatch.StartNew();
        using var annotator = Annotator.Load(models);
        Console.WriteLine($"{"models mapped",-28} {watch.ElapsedMilliseconds,9} ms");
        var articles = File.ReadAllText(file).Chunk(Article).Select(c => new string(c)).ToList();
        var words = articles.Sum(a => Tokenizer.Words(a, 0, a.Length).Count);
        Console.WriteLine($"{"text",-28} {articles.Sum(a => a.Length),9} characters, {words} tokens");
        Measure("words and sentences", words, articles, a => Tokenizer.Sentences(a, 0, a.Length));
        Measure("fast tier, all of it", words, articles, a => annotator.Annotate(a, [(0, a.Length)], Tier.Fast));
        Measure("accurate tier, all of it", words, articles, a => annotator.Annotate(a, [(0, a.Length)]));
        using var parserFile = new ModelFile(Path.Combine(models, "parser-fast.bin"));
        using var namesFile = new ModelFile(Path.Combine(models, "names-fast.bin"));
        using var parser = new NeuralParser(ParsingNetwork.Load(parserFile));
        using var namer = new NeuralNamer(NamingNetwork.Load(namesFile), twice: false);
        using var largeFile = new ModelFile(Path.Combine(models, "parser.bin"));
        using var large = new NeuralParser(ParsingNetwork.Load(largeFile));
        var cut = articles.Select(a => (IReadOnlyList<IReadOnlyList<Token>>)[.. Tokenizer.Sentences(a, 0, a.Length).Select(s => s.Tokens)]).ToList();
        Measure("tags and heads, fast", words, cut, parser.Parse);
        Measure("tags and heads, accurate", words, cut, large.Parse);
        Measure("names, fast", words, cut, namer.Name);
    }

    private static void Measure<T>(string what, int words, List<T> items, Action<T> read)
    {
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            foreach (var item in items)
            {
                read(item);
            }

            if (round == 2)
            {
                Console.WriteLine($"{what,-28} {words / watch.Elapsed.TotalSeconds,9:F0} tokens/s, {(GC.GetAllocatedBytesForCurrentThread() - before) / (double)words,6:F1} bytes allocated a token");
            }
        }
    }
}
