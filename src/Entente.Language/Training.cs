namespace Entente.Language;

/// <summary>Trains every model that the language room ships, from treebanks and a newswire with names; the same corpora and seed give the same bytes.</summary>
public static class Training
{
    private const int Seed = 20240410;

    /// <param name="corpora">Folder with ud_english_ewt, ud_english_gum, worldwide_newswire as published.</param>
    /// <param name="models">Folder that the model files are written to.</param>
    public static void Run(string corpora, string models, Action<string> report)
    {
        Directory.CreateDirectory(models);
        var treebank = Conllu.Read(Path.Combine(corpora, "ud_english_ewt", "en_ewt-ud-train.conllu"))
            .Concat(Conllu.Read(Path.Combine(corpora, "ud_english_gum", "en_gum-ud-train.nonNC.conllu"))).ToList();
        report($"{treebank.Count} sentences, {treebank.Sum(s => s.Words.Count)} words");

        var verbs = Lemmatizer.LearnVerbs(treebank);
        Lemmatizer.Save(Lemmatizer.Learn(treebank, verbs), verbs, Path.Combine(models, "lemmas.tsv"));

        // The parser learns from tags as the tagger would give them on text it has not seen: each half is tagged by a model of the other.
        var halves = new[] { treebank.Where((_, i) => i % 2 == 0).ToList(), treebank.Where((_, i) => i % 2 == 1).ToList() };
        LinearModel? full = null;
        var jack = new LinearModel?[2];
        Parallel.Invoke(new ParallelOptions { MaxDegreeOfParallelism = 2 },
            () => full = Tagger.Train(treebank, 6, Seed, report),
            () =>
            {
                jack[0] = Tagger.Train(halves[1], 4, Seed, _ => { });
                jack[1] = Tagger.Train(halves[0], 4, Seed, _ => { });
            });
        Save(full!, Path.Combine(models, "tagger.bin"));
        var tagger = new Tagger(full!);
        var tagged = treebank.Select((s, i) => ((IReadOnlyList<Token>)Tag(new Tagger(jack[i % 2]!), s), s)).ToList();
        Parallel.Invoke(new ParallelOptions { MaxDegreeOfParallelism = 2 },
            () => Save(Parser.Train(tagged, 9, Seed, report), Path.Combine(models, "parser.bin")),
            () => Save(NameTagger.Train([.. ReadNames(corpora).Where(d => !IsHeldBack(d.Name)).Select(d => TagDocument(tagger, d.Sentences))], 8, Seed, report), Path.Combine(models, "names.bin")));
    }

    /// <summary>Accuracy on held-out text: tags and heads on the treebanks' dev parts, names on a seventh of the newswire.</summary>
    public static IEnumerable<(string What, double Value)> Evaluate(string corpora, string models, string part)
    {
        var tagger = new Tagger(LinearModel.Load(File.ReadAllBytes(Path.Combine(models, "tagger.bin")), "tagger.bin"));
        var parser = new Parser(LinearModel.Load(File.ReadAllBytes(Path.Combine(models, "parser.bin")), "parser.bin"));
        foreach (var name in new[] { "ewt", "gum" })
        {
            int words = 0, tags = 0, heads = 0, labelled = 0;
            foreach (var gold in Conllu.Read(Path.Combine(corpora, "ud_english_" + name, $"en_{name}-ud-{part}.conllu")))
            {
                var tokens = Tag(tagger, gold);
                parser.Parse(tokens);
                for (var i = 0; i < tokens.Count; i++)
                {
                    var g = gold.Words[i];
                    words++;
                    tags += tokens[i].Upos == g.Upos ? 1 : 0;
                    var head = tokens[i].Head == g.Head;
                    heads += head ? 1 : 0;
                    // As the treebanks' own scorer does, a relation counts without its subtype.
                    labelled += head && tokens[i].Deprel.Split(':')[0] == g.Deprel.Split(':')[0] ? 1 : 0;
                }
            }

            yield return ($"{name} {part} UPOS", 100.0 * tags / words);
            yield return ($"{name} {part} UAS", 100.0 * heads / words);
            yield return ($"{name} {part} LAS", 100.0 * labelled / words);
        }

        var names = new NameTagger(LinearModel.Load(File.ReadAllBytes(Path.Combine(models, "names.bin")), "names.bin"));
        var counts = new SortedDictionary<string, (int Right, int Found, int Gold)>(StringComparer.Ordinal);
        void Count(string type, int right, int found, int gold)
        {
            foreach (var key in new[] { "all", type })
            {
                var c = counts.GetValueOrDefault(key);
                counts[key] = (c.Right + right, c.Found + found, c.Gold + gold);
            }
        }

        foreach (var (_, sentences) in ReadNames(corpora).Where(d => IsHeldBack(d.Name)))
        {
            var document = TagDocument(tagger, sentences);
            var made = document.Select(s => new Sentence { Tokens = s.Tokens }).ToList();
            names.Name(made);
            for (var s = 0; s < made.Count; s++)
            {
                var found = NameTagger.Spans(made[s].Tokens).ToHashSet();
                for (var i = 0; i < made[s].Tokens.Count; i++)
                {
                    made[s].Tokens[i].Name = document[s].Gold[i];
                }

                var gold = NameTagger.Spans(made[s].Tokens).ToHashSet();
                foreach (var f in found)
                {
                    Count(f.Type, gold.Contains(f) ? 1 : 0, 1, 0);
                }

                foreach (var g in gold)
                {
                    Count(g.Type, 0, 0, 1);
                }
            }
        }

        foreach (var (type, c) in counts)
        {
            yield return ($"names {type} F1", 200.0 * c.Right / (c.Found + c.Gold));
        }
    }

    internal static bool IsHeldBack(string name) => Hashing.Of(name) % 7 == 0;

    private static List<Token> Tag(Tagger tagger, ConlluSentence sentence)
    {
        var tokens = Tokens(sentence.Words.Select(w => w.Form));
        tagger.Tag(tokens);
        return tokens;
    }

    private static List<Token> Tokens(IEnumerable<string> forms)
    {
        var tokens = new List<Token>();
        var at = 0;
        foreach (var form in forms)
        {
            tokens.Add(new Token { Form = form, Start = at, End = at + form.Length });
            at += form.Length + 1;
        }

        return tokens;
    }

    private static IReadOnlyList<(IReadOnlyList<Token> Tokens, IReadOnlyList<string> Gold)> TagDocument(Tagger tagger, List<List<(string Form, string Label)>> sentences) =>
        [.. sentences.Select(s =>
        {
            var tokens = Tokens(s.Select(w => w.Form));
            tagger.Tag(tokens);
            return ((IReadOnlyList<Token>)tokens, (IReadOnlyList<string>)[.. s.Select(w => w.Label)]);
        })];

    private static IEnumerable<(string Name, List<List<(string Form, string Label)>> Sentences)> ReadNames(string corpora)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(corpora, "worldwide_newswire", "processed_annotated"), "*.tsv").Order(StringComparer.Ordinal))
        {
            var sentences = new List<List<(string, string)>>();
            var current = new List<(string, string)>();
            foreach (var line in File.ReadLines(file))
            {
                var tab = line.LastIndexOf('\t');
                if (tab <= 0)
                {
                    Flush();
                    continue;
                }

                current.Add((line[..tab].Trim(), line[(tab + 1)..].Trim()));
            }

            Flush();
            yield return (Path.GetFileName(file), sentences);

            void Flush()
            {
                if (current.Count > 0)
                {
                    sentences.Add(current);
                    current = [];
                }
            }
        }
    }

    private static void Save(LinearModel model, string path)
    {
        using var stream = File.Create(path);
        model.Save(stream);
    }
}
