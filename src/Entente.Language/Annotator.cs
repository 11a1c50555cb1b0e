namespace Entente.Language;

/// <summary>Words that stand as one in a sentence (a name with its title), and a common word that stands in for them while tagging and parsing.</summary>
/// <param name="Head">The word that the rest of the sentence hangs on.</param>
public readonly record struct Unit(int First, int Last, string StandIn, int Head)
{
    public Unit(int first, int last, string standIn)
        : this(first, last, standIn, last)
    {
    }
}

/// <summary>Finds the units of a tagged sentence, in order, without overlap.</summary>
public delegate IReadOnlyList<Unit> UnitFinder(IReadOnlyList<Token> tokens);

/// <summary>Text in, annotated sentences out: words, tags, lemmas, heads and names. Pure, safe to share between threads.</summary>
public sealed class Annotator
{
    private readonly Tagger _tagger;
    private readonly Parser _parser;
    private readonly NameTagger _names;
    private readonly Lemmatizer _lemmas;

    private Annotator(Tagger tagger, Parser parser, NameTagger names, Lemmatizer lemmas) => (_tagger, _parser, _names, _lemmas) = (tagger, parser, names, lemmas);

    /// <summary>Loads the four model files of a folder.</summary>
    /// <exception cref="FileNotFoundException">A model file is missing; the message names it.</exception>
    /// <exception cref="InvalidDataException">A model file is damaged; the message names it.</exception>
    /// <param name="verbs">Base forms of verbs that the caller knows besides the treebanks'.</param>
    public static Annotator Load(string folder, IEnumerable<string>? verbs = null)
    {
        LinearModel Model(string name) => LinearModel.Load(File.ReadAllBytes(Path.Combine(folder, name)), name);
        LinearModel? tagger = null, parser = null, names = null;
        Parallel.Invoke(() => tagger = Model("tagger.bin"), () => parser = Model("parser.bin"), () => names = Model("names.bin"));
        return new Annotator(new Tagger(tagger!), new Parser(parser!), new NameTagger(names!), Lemmatizer.Load(Path.Combine(folder, "lemmas.tsv"), verbs ?? []));
    }

    /// <summary>Annotates the given paragraphs (half-open spans of <paramref name="text"/>) as one document.</summary>
    /// <param name="units">Who knows names better than the models do; null: every word stands alone.</param>
    public IReadOnlyList<Sentence> Annotate(string text, IEnumerable<(int Start, int End)> paragraphs, UnitFinder? units = null)
    {
        var sentences = new List<Sentence>();
        foreach (var (start, end) in paragraphs)
        {
            sentences.AddRange(Tokenizer.Sentences(text, start, end));
        }

        Annotate(sentences, units);
        return sentences;
    }

    /// <summary>Annotates sentences whose words are given.</summary>
    public void Annotate(IReadOnlyList<Sentence> sentences, UnitFinder? units = null)
    {
        foreach (var sentence in sentences)
        {
            _tagger.Tag(sentence.Tokens);
        }

        _names.Name(sentences);
        foreach (var sentence in sentences)
        {
            if (units?.Invoke(sentence.Tokens) is { Count: > 0 } found)
            {
                ParseReduced(sentence.Tokens, found);
            }
            else
            {
                _parser.Parse(sentence.Tokens);
            }

            foreach (var token in sentence.Tokens)
            {
                token.Lemma = _lemmas.Lemma(token.Form, token.Upos, token.Xpos);
            }
        }
    }

    /// <summary>"X and Y plan to go": after coordinated names a bare noun before an infinitive is the verb.</summary>
    private static void PluralSubjects(List<Token> tokens)
    {
        for (var i = 3; i + 2 < tokens.Count; i++)
        {
            if (tokens[i].Xpos == "NN" && tokens[i - 1].Xpos is "NNP" or "NNS" && tokens[i - 2].Upos is "CCONJ" or "ADJ" && tokens[i + 1].Lower == "to" && tokens[i + 2].Xpos == "VB" && (tokens[i - 1].Xpos == "NNS" || tokens[i - 3].Xpos == "NNP"))
            {
                (tokens[i].Upos, tokens[i].Xpos) = ("VERB", "VBP");
            }
        }
    }

    /// <summary>Tags and parses with each unit as one word; the words inside hang on the unit's last.</summary>
    private void ParseReduced(IReadOnlyList<Token> tokens, IReadOnlyList<Unit> units)
    {
        var reduced = new List<Token>();
        var back = new List<int>();
        var next = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (next < units.Count && units[next].First == i)
            {
                var unit = units[next++];
                reduced.Add(new Token { Form = unit.StandIn, Start = tokens[i].Start, End = tokens[unit.Last].End });
                back.Add(unit.Head);
                i = unit.Last;
            }
            else
            {
                reduced.Add(new Token { Form = tokens[i].Form, Start = tokens[i].Start, End = tokens[i].End });
                back.Add(i);
            }
        }

        _tagger.Tag(reduced);
        PluralSubjects(reduced);
        _parser.Parse(reduced);
        foreach (var unit in units)
        {
            for (var i = unit.First; i <= unit.Last; i++)
            {
                if (i != unit.Head)
                {
                    (tokens[i].Head, tokens[i].Deprel) = (unit.Head, tokens[i].Form is "," ? "punct" : "flat");
                }
            }
        }

        var standing = units.Select(u => u.Head).ToHashSet();
        for (var i = 0; i < reduced.Count; i++)
        {
            var token = tokens[back[i]];
            token.Head = reduced[i].Head < 0 ? -1 : back[reduced[i].Head];
            token.Deprel = reduced[i].Deprel;
            (token.Upos, token.Xpos) = standing.Contains(back[i]) && reduced[i].Upos is not ("PROPN" or "NOUN" or "ADJ") ? ("PROPN", "NNP") : (reduced[i].Upos, reduced[i].Xpos);
        }
    }
}
