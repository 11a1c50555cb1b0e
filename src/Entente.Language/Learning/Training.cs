using System.Runtime.InteropServices;
using Entente.Language.Neural;

namespace Entente.Language.Learning;

/// <summary>Trains every model that the language room ships; the same corpora give the same bytes.</summary>
public static class Training
{
    private const ulong Seed = 20240410;

    /// <summary>Words of raw news that the fast networks learn from as the large ones read them.</summary>
    private const int TaughtWords = 1_400_000;

    private const int VectorSize = 96;

    private static readonly EncoderShape LargeEncoder = new(Word: VectorSize, Letters: 64, Hints: 0, Hidden: 176, Layers: 3, LetterRows: 1 << 15, HintRows: 0);
    private static readonly EncoderShape SmallEncoder = new(Word: VectorSize, Letters: 64, Hints: 0, Hidden: 64, Layers: 2, LetterRows: 1 << 15, HintRows: 0);

    /// <summary>Only the base forms of words.</summary>
    public static void RunLemmas(string corpora, string own, string models)
    {
        var treebank = Treebank(new Corpora(corpora), own);
        var verbs = Lemmatizer.LearnVerbs(treebank);
        Lemmatizer.Save(Lemmatizer.Learn(treebank, verbs), verbs, Path.Combine(models, "lemmas.tsv"));
    }

    private static List<ConlluSentence> Treebank(Corpora corpus, string own)
    {
        var diplomatic = OwnTreebank.Read(own, "train").ToList();
        return [.. corpus.Treebank("ewt", "train"), .. corpus.Treebank("gum", "train"), .. diplomatic, .. diplomatic, .. diplomatic];
    }

    /// <param name="own">Folder of the project's own treebank; its train part is learned from several times over.</param>
    /// <param name="models">Folder that the model files are written to.</param>
    public static void Run(string corpora, string own, string models, Action<string> report)
    {
        Directory.CreateDirectory(models);
        var corpus = new Corpora(corpora);
        var treebank = Treebank(corpus, own);
        report($"{treebank.Count} sentences, {treebank.Sum(s => s.Words.Count)} words");

        RunLemmas(corpora, own, models);

        var newswire = corpus.Newswire(heldBack: false).ToList();
        var raw = corpus.RawNews().ToList();
        var vectors = Vectors(raw, newswire, treebank, report);

        var words = new TreebankWords(treebank);
        var large = Path.Combine(models, "parser.bin");
        Learn(new ParsingNetwork(LargeEncoder, new ParsingShape(TagLayer: 2, Arc: 192, Relation: 64), words.Lexicon(vectors.Words), words.Upos, words.Xpos, words.Relations, 2), vectors,
            new Schedule(Epochs: 26, BatchWords: 500, Rate: 0.002f, DropInput: 0.3f, DropLayer: 0.36f, DropMemory: 0.25f, DropHead: 0.35f, DropWord: 0.1f), words, treebank, [], large, line => report("parser, " + line));

        var names = Path.Combine(models, "names.bin");
        NameTraining.Run(NameTraining.Large, newswire, [], vectors, Seed, names, line => report("names, " + line));

        // The fast networks learn from the large ones, on text that nobody annotated.
        var taught = Taught(raw, large, names);
        Learn(new ParsingNetwork(SmallEncoder, new ParsingShape(TagLayer: 2, Arc: 64, Relation: 16), words.Lexicon(vectors.Words), words.Upos, words.Xpos, words.Relations, 2), vectors,
            new Schedule(Epochs: 9, BatchWords: 500, Rate: 0.003f, DropInput: 0.1f, DropLayer: 0.1f, DropMemory: 0.05f, DropHead: 0.1f, DropWord: 0.05f), words, [.. treebank, .. treebank], taught, Path.Combine(models, "parser-fast.bin"), line => report("fast parser, " + line));
        NameTraining.Run(NameTraining.Small, newswire, taught, vectors, Seed, Path.Combine(models, "names-fast.bin"), line => report("fast names, " + line));
    }

    private static void Learn(ParsingNetwork network, WordVectorTable vectors, Schedule schedule, TreebankWords words, IReadOnlyList<ConlluSentence> treebank, IReadOnlyList<IReadOnlyList<Token>> taught, string path, Action<string> report)
    {
        using (network)
        {
            vectors.CopyTo(network.Encoder.Vectors);
            network.Start(Seed);
            var entries = new EntryCache(network.Encoder.Lexicon);
            List<TrainingSentence> corpus = [.. treebank.Select(s => words.Sentence(s, entries)), .. taught.Select(s => words.Sentence(s, entries))];
            using var trainer = new ParsingTrainer(network, schedule, Seed + 1);
            trainer.Run(corpus, (_, line) => report(line));
            using var stream = File.Create(path);
            network.Save(stream);
        }
    }

    private static WordVectorTable Vectors(IReadOnlyList<IReadOnlyList<Token>> raw, IEnumerable<NamedDocument> newswire, IEnumerable<ConlluSentence> treebank, Action<string> report)
    {
        List<string[]> sentences =
        [
            .. raw.Select(s => s.Select(t => Spelling.Normal(t.Form)).ToArray()),
            .. newswire.SelectMany(d => d.Sentences).Select(s => s.Select(w => Spelling.Normal(w.Form)).ToArray()),
            .. treebank.Select(s => s.Words.Select(w => Spelling.Normal(w.Form)).ToArray()),
        ];
        var (words, vectors) = WordVectors.Learn(sentences, VectorSize, least: 3, epochs: 8, Seed);
        report($"vectors of {words.Length} words from {sentences.Sum(s => (long)s.Length)}");
        return new WordVectorTable(words, vectors);
    }

    /// <summary>Sentences of raw news, evenly drawn, with the tags, heads and names that the large networks give them.</summary>
    private static List<IReadOnlyList<Token>> Taught(List<IReadOnlyList<Token>> raw, string parser, string names)
    {
        var usable = raw.Where(s => s.Count is >= 4 and <= 60).ToList();
        var stride = Math.Max(1, usable.Sum(s => (long)s.Count) / (double)TaughtWords);
        var drawn = new List<IReadOnlyList<Token>>();
        for (var i = 0.0; i < usable.Count; i += stride)
        {
            drawn.Add(usable[(int)i]);
        }

        using var parserFile = new ModelFile(parser);
        using var namesFile = new ModelFile(names);
        var parsing = ParsingNetwork.Load(parserFile);
        var naming = NamingNetwork.Load(namesFile);
        const int Chunk = 2000;
        Parallel.For(0, (drawn.Count + Chunk - 1) / Chunk, new ParallelOptions { MaxDegreeOfParallelism = 2 }, c =>
        {
            var part = drawn.GetRange(c * Chunk, Math.Min(Chunk, drawn.Count - c * Chunk));
            using var tag = new NeuralParser(parsing);
            using var name = new NeuralNamer(naming, twice: false);
            tag.Parse(part);
            name.Name(part);
        });
        foreach (var network in parsing)
        {
            network.Dispose();
        }

        foreach (var network in naming)
        {
            network.Dispose();
        }

        return drawn;
    }
}

/// <summary>Vectors learned from raw text, by word.</summary>
internal sealed record WordVectorTable(string[] Words, float[] Values)
{
    public unsafe void CopyTo(Embeddings table) => Marshal.Copy(Values, 0, (nint)table.Values, Values.Length);
}

/// <summary>What a treebank's words, tags and relations are numbered by.</summary>
internal sealed class TreebankWords
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _upos;
    private readonly Dictionary<string, int> _xpos;
    private readonly Dictionary<string, int> _relations;

    public TreebankWords(IReadOnlyList<ConlluSentence> treebank)
    {
        foreach (var word in treebank.SelectMany(s => s.Words))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, Spelling.Normal(word.Form), out _)++;
        }

        string[] Frequent(Func<ConlluWord, string> of) => [.. treebank.SelectMany(s => s.Words).GroupBy(of, StringComparer.Ordinal).Where(g => g.Count() >= 3).Select(g => g.Key).Order(StringComparer.Ordinal)];
        (Upos, Xpos, Relations) = (Frequent(w => w.Upos), Frequent(w => w.Xpos), Frequent(w => w.Deprel));
        (_upos, _xpos, _relations) = (Index(Upos), Index(Xpos), Index(Relations));
    }

    public string[] Upos { get; }

    public string[] Xpos { get; }

    public string[] Relations { get; }

    /// <summary>Words that stand in the treebank at least twice.</summary>
    public Lexicon Lexicon(IReadOnlyList<string> vectorWords) =>
        new([.. _counts.Where(c => c.Value >= 2).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key)], vectorWords, 1 << 15);

    public TrainingSentence Sentence(ConlluSentence s, EntryCache entries) =>
        Sentence([.. s.Words.Select(w => w.Form)], i => (s.Words[i].Upos, s.Words[i].Xpos, s.Words[i].Head, s.Words[i].Deprel), entries);

    public TrainingSentence Sentence(IReadOnlyList<Token> s, EntryCache entries) =>
        Sentence([.. s.Select(w => w.Form)], i => (s[i].Upos, s[i].Xpos, s[i].Head, s[i].Deprel), entries);

    private TrainingSentence Sentence(string[] forms, Func<int, (string Upos, string Xpos, int Head, string Deprel)> word, EntryCache entries)
    {
        var all = Enumerable.Range(0, forms.Length).Select(word).ToArray();
        return new TrainingSentence(
            [.. forms.Select(entries.Of)],
            [.. all.Select(w => _upos.GetValueOrDefault(w.Upos, -1))],
            [.. all.Select(w => _xpos.GetValueOrDefault(w.Xpos, -1))],
            [.. all.Select(w => w.Head)],
            [.. all.Select(w => _relations.GetValueOrDefault(w.Deprel, -1))],
            [.. forms.Select(f => _counts.GetValueOrDefault(Spelling.Normal(f)) <= 3)]);
    }

    private static Dictionary<string, int> Index(string[] names) => names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, StringComparer.Ordinal);
}
