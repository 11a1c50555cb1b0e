using System.Collections.Concurrent;
using Entente.Language.Neural;

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

/// <summary>Finds the units of a tagged and named sentence, in order, without overlap.</summary>
public delegate IReadOnlyList<Unit> UnitFinder(IReadOnlyList<Token> tokens);

/// <summary>How much care a text is given.</summary>
public enum Tier
{
    /// <summary>The small networks: several times faster, a few words in a hundred worse.</summary>
    Fast,

    /// <summary>The large networks.</summary>
    Accurate,
}

/// <summary>Text in, annotated sentences out: words, tags, lemmas, heads and names. Pure, safe to share between threads.</summary>
public sealed class Annotator : IDisposable
{
    private readonly ModelFile[] _files;
    private readonly IReadOnlyList<ParsingNetwork>[] _parsers;
    private readonly IReadOnlyList<NamingNetwork>[] _namers;
    private readonly Lemmatizer _lemmas;
    private readonly ConcurrentBag<Readers> _idle = [];
    private readonly Func<string, bool> _knows;

    private Annotator(ModelFile[] files, IReadOnlyList<ParsingNetwork>[] parsers, IReadOnlyList<NamingNetwork>[] namers, Lemmatizer lemmas) =>
        (_files, _parsers, _namers, _lemmas, _knows) = (files, parsers, namers, lemmas, parsers[(int)Tier.Accurate][0].Encoder.Lexicon.Knows);

    /// <summary>Maps the model files of a folder.</summary>
    /// <exception cref="FileNotFoundException">A model file is missing; the message names it.</exception>
    /// <exception cref="InvalidDataException">A model file is damaged; the message names it.</exception>
    /// <param name="verbs">Base forms of verbs that the caller knows besides the treebanks'.</param>
    public static Annotator Load(string folder, IEnumerable<string>? verbs = null)
    {
        var files = new[] { "parser-fast.bin", "parser.bin", "names-fast.bin", "names.bin" }.Select(n => new ModelFile(Path.Combine(folder, n))).ToArray();
        var parsers = new IReadOnlyList<ParsingNetwork>[2];
        var namers = new IReadOnlyList<NamingNetwork>[2];
        Lemmatizer? lemmas = null;
        Parallel.Invoke(
            () => parsers[0] = ParsingNetwork.Load(files[0]),
            () => parsers[1] = ParsingNetwork.Load(files[1]),
            () => namers[0] = NamingNetwork.Load(files[2]),
            () => namers[1] = NamingNetwork.Load(files[3]),
            () => lemmas = Lemmatizer.Load(Path.Combine(folder, "lemmas.tsv"), verbs ?? []));
        return new Annotator(files, parsers, namers, lemmas!);
    }

    /// <summary>Annotates the given paragraphs (half-open spans of <paramref name="text"/>) as one document.</summary>
    /// <inheritdoc cref="Annotate(IReadOnlyList{Sentence}, Tier, UnitFinder?, Func{IReadOnlyList{Token}, bool}?)"/>
    public IReadOnlyList<Sentence> Annotate(string text, IEnumerable<(int Start, int End)> paragraphs, Tier tier = Tier.Accurate, UnitFinder? units = null, Func<IReadOnlyList<Token>, bool>? promising = null)
    {
        var sentences = new List<Sentence>();
        foreach (var (start, end) in paragraphs)
        {
            sentences.AddRange(Tokenizer.Sentences(text, start, end));
        }

        Annotate(sentences, tier, units, promising);
        return sentences;
    }

    /// <summary>Annotates sentences whose words are given.</summary>
    /// <param name="tier">The networks that read a sentence; with <paramref name="promising"/> only those for which it holds.</param>
    /// <param name="units">Who knows names better than the models do; null: every word stands alone.</param>
    /// <param name="promising">Asked of each sentence as the fast networks read it: whether it is worth the tier's care. The others stay as they are.</param>
    public void Annotate(IReadOnlyList<Sentence> sentences, Tier tier = Tier.Accurate, UnitFinder? units = null, Func<IReadOnlyList<Token>, bool>? promising = null)
    {
        if (!_idle.TryTake(out var readers))
        {
            readers = new Readers(_parsers, _namers);
        }

        var chosen = sentences.Select(s => s.Tokens).ToList();
        if (promising is null || tier == Tier.Fast)
        {
            Read(readers, tier, chosen);
        }
        else
        {
            Read(readers, Tier.Fast, chosen);
            chosen.RemoveAll(t => !promising(t));
            Read(readers, tier, chosen);
        }

        if (units is not null)
        {
            ParseReduced(chosen, units, readers.Parser(tier));
        }

        foreach (var sentence in sentences)
        {
            foreach (var token in sentence.Tokens)
            {
                token.Lemma = _lemmas.Lemma(token.Form, token.Upos, token.Xpos);
            }

            Repairs.Apply(sentence.Tokens);
        }

        _idle.Add(readers);
    }

    /// <summary>Reads sentences; one in capitals alone is read as a title would be set, since capitals tell nothing there.</summary>
    private void Read(Readers readers, Tier tier, List<IReadOnlyList<Token>> sentences)
    {
        var shown = sentences.ConvertAll(t => InCapitals(t) ? [.. t.Select(AsInTitle)] : t.Any(w => Respelt(w.Form) is not null) ? [.. t.Select(w => new Token { Form = Respelt(w.Form) ?? w.Form, Start = w.Start, End = w.End })] : t);
        readers.Read(tier, shown);
        for (var s = 0; s < shown.Count; s++)
        {
            for (var i = 0; !ReferenceEquals(shown[s], sentences[s]) && i < shown[s].Count; i++)
            {
                var (from, to) = (shown[s][i], sentences[s][i]);
                (to.Upos, to.Xpos, to.Head, to.Deprel, to.Name) = (from.Upos, from.Xpos, from.Head, from.Deprel, from.Name);
            }
        }
    }

    /// <summary>The spelling that the networks know a word by, where it is another than the text's.</summary>
    private string? Respelt(string form) => BritishSpelling.Known(form, _knows);

    private static bool InCapitals(IReadOnlyList<Token> tokens)
    {
        var words = 0;
        foreach (var token in tokens)
        {
            foreach (var c in token.Form)
            {
                if (char.IsLower(c))
                {
                    return false;
                }
            }

            words += token.Form.Length > 3 && char.IsUpper(token.Form[0]) ? 1 : 0;
        }

        // Two long words in capitals may be a dateline; more are a sentence.
        return words > 2;
    }

    private static Token AsInTitle(Token token) => new()
    {
        Form = token.Form.Length > 3 && char.IsUpper(token.Form[0]) ? token.Form[0] + token.Form[1..].ToLowerInvariant() : token.Form.Length > 1 && token.Form is not ("US" or "UK" or "UN" or "EU" or "UAE" or "USA") ? token.Form.ToLowerInvariant() : token.Form,
        Start = token.Start,
        End = token.End,
    };

    /// <summary>Tags and parses again with each unit as one word; the words inside hang on the unit's head.</summary>
    private void ParseReduced(IReadOnlyList<IReadOnlyList<Token>> sentences, UnitFinder units, NeuralParser parser)
    {
        var changed = new List<(IReadOnlyList<Token> Tokens, IReadOnlyList<Unit> Units, List<Token> Reduced, List<int> Back)>();
        foreach (var tokens in sentences)
        {
            var found = units(tokens);
            if (found.Count == 0)
            {
                continue;
            }

            var reduced = new List<Token>(tokens.Count);
            var back = new List<int>(tokens.Count);
            var next = 0;
            for (var i = 0; i < tokens.Count; i++)
            {
                var unit = next < found.Count && found[next].First == i ? found[next++] : new Unit(i, i, Respelt(tokens[i].Form) ?? tokens[i].Form);
                reduced.Add(new Token { Form = unit.StandIn, Start = tokens[i].Start, End = tokens[unit.Last].End });
                back.Add(unit.Head);
                i = unit.Last;
            }

            changed.Add((tokens, found, reduced, back));
        }

        parser.Parse([.. changed.Select(c => c.Reduced)]);
        foreach (var (tokens, found, reduced, back) in changed)
        {
            var standing = new HashSet<int>();
            foreach (var unit in found)
            {
                standing.Add(unit.Head);
                for (var i = unit.First; i <= unit.Last; i++)
                {
                    if (i != unit.Head)
                    {
                        (tokens[i].Head, tokens[i].Deprel) = (unit.Head, tokens[i].Form is "," ? "punct" : "flat");
                    }
                }
            }

            for (var i = 0; i < reduced.Count; i++)
            {
                var token = tokens[back[i]];
                token.Head = reduced[i].Head < 0 ? -1 : back[reduced[i].Head];
                token.Deprel = reduced[i].Deprel;
                (token.Upos, token.Xpos) = standing.Contains(back[i]) && reduced[i].Upos is not ("PROPN" or "NOUN" or "ADJ") ? ("PROPN", "NNP") : (reduced[i].Upos, reduced[i].Xpos);
            }
        }
    }

    /// <summary>Gives the model files back. No text may be annotated any more.</summary>
    public void Dispose()
    {
        foreach (var readers in _idle)
        {
            readers.Dispose();
        }

        foreach (var network in _parsers.SelectMany(p => p))
        {
            network.Dispose();
        }

        foreach (var network in _namers.SelectMany(n => n))
        {
            network.Dispose();
        }

        foreach (var file in _files)
        {
            file.Dispose();
        }
    }

    /// <summary>What one thread reads with.</summary>
    private sealed class Readers(IReadOnlyList<ParsingNetwork>[] parsers, IReadOnlyList<NamingNetwork>[] namers) : IDisposable
    {
        private readonly NeuralParser?[] _parsers = new NeuralParser?[2];
        private readonly NeuralNamer?[] _namers = new NeuralNamer?[2];

        public NeuralParser Parser(Tier tier) => _parsers[(int)tier] ??= new NeuralParser(parsers[(int)tier]);

        public void Read(Tier tier, IReadOnlyList<IReadOnlyList<Token>> sentences)
        {
            Parser(tier).Parse(sentences);
            (_namers[(int)tier] ??= new NeuralNamer(namers[(int)tier], twice: tier == Tier.Accurate)).Name(sentences);
        }

        public void Dispose()
        {
            foreach (var parser in _parsers)
            {
                parser?.Dispose();
            }

            foreach (var namer in _namers)
            {
                namer?.Dispose();
            }
        }
    }
}
