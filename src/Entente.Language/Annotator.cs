namespace Entente.Language;

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
    public static Annotator Load(string folder)
    {
        LinearModel Model(string name) => LinearModel.Load(File.ReadAllBytes(Path.Combine(folder, name)), name);
        LinearModel? tagger = null, parser = null, names = null;
        Parallel.Invoke(() => tagger = Model("tagger.bin"), () => parser = Model("parser.bin"), () => names = Model("names.bin"));
        return new Annotator(new Tagger(tagger!), new Parser(parser!), new NameTagger(names!), Lemmatizer.Load(Path.Combine(folder, "lemmas.tsv")));
    }

    /// <summary>Annotates the given paragraphs (half-open spans of <paramref name="text"/>) as one document.</summary>
    public IReadOnlyList<Sentence> Annotate(string text, IEnumerable<(int Start, int End)> paragraphs)
    {
        var sentences = new List<Sentence>();
        foreach (var (start, end) in paragraphs)
        {
            sentences.AddRange(Tokenizer.Sentences(text, start, end));
        }

        Annotate(sentences);
        return sentences;
    }

    /// <summary>Annotates sentences whose words are given.</summary>
    public void Annotate(IReadOnlyList<Sentence> sentences)
    {
        foreach (var sentence in sentences)
        {
            _tagger.Tag(sentence.Tokens);
            _parser.Parse(sentence.Tokens);
            foreach (var token in sentence.Tokens)
            {
                token.Lemma = _lemmas.Lemma(token.Form, token.Upos, token.Xpos);
            }
        }

        _names.Name(sentences);
    }
}
