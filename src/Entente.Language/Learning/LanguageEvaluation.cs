namespace Entente.Language.Learning;

/// <summary>One figure: what was measured, in percent.</summary>
public readonly record struct Figure(string What, double Value);

/// <summary>Accuracy on text that was not learned from: tags and heads of treebanks, names of the newswire held back.</summary>
public static class LanguageEvaluation
{
    /// <param name="part">dev, or test for the figures that are reported.</param>
    /// <param name="own">Folder of the project's own treebank, or null to leave it out.</param>
    public static IEnumerable<Figure> Run(string corpora, string? own, Annotator annotator, string part)
    {
        var corpus = new Corpora(corpora);
        foreach (var tier in new[] { Tier.Accurate, Tier.Fast })
        {
            var speed = tier.ToString().ToLowerInvariant();
            foreach (var name in new[] { "ewt", "gum" })
            {
                foreach (var figure in Heads(corpus.Treebank(name, part), annotator, tier))
                {
                    yield return new Figure($"{name} {part} {speed} {figure.What}", figure.Value);
                }
            }

            foreach (var name in new[] { "ewt", "gum" })
            {
                foreach (var figure in RawHeads(corpus.Treebank(name, part), annotator, tier))
                {
                    yield return new Figure($"{name} {part} {speed} raw {figure.What}", figure.Value);
                }
            }

            if (own is not null)
            {
                foreach (var figure in Heads(OwnTreebank.Read(own, "test"), annotator, tier))
                {
                    yield return new Figure($"diplomatic test {speed} {figure.What}", figure.Value);
                }
            }

            foreach (var figure in Names(corpus.Newswire(heldBack: true), annotator, tier))
            {
                yield return new Figure($"names {speed} {figure.What}", figure.Value);
            }
        }
    }

    /// <summary>Universal tags, heads and labelled heads with the words given; as the treebanks' own scorer does, a relation counts without its subtype.</summary>
    public static IReadOnlyList<Figure> Heads(IEnumerable<ConlluSentence> treebank, Annotator annotator, Tier tier)
    {
        int words = 0, upos = 0, xpos = 0, heads = 0, labelled = 0;
        foreach (var chunk in treebank.Chunk(100))
        {
            var made = chunk.Select(s => Made(s.Words.Select(w => w.Form))).ToList();
            annotator.Annotate(made, tier);
            for (var s = 0; s < chunk.Length; s++)
            {
                for (var i = 0; i < chunk[s].Words.Count; i++)
                {
                    var (token, gold) = (made[s].Tokens[i], chunk[s].Words[i]);
                    words++;
                    upos += token.Upos == gold.Upos ? 1 : 0;
                    xpos += token.Xpos == gold.Xpos ? 1 : 0;
                    var head = token.Head == gold.Head;
                    heads += head ? 1 : 0;
                    labelled += head && Plain(token.Deprel) == Plain(gold.Deprel) ? 1 : 0;
                }
            }
        }

        return [new("UPOS", 100.0 * upos / words), new("XPOS", 100.0 * xpos / words), new("UAS", 100.0 * heads / words), new("LAS", 100.0 * labelled / words)];
    }

    /// <summary>The same from raw text with its paragraphs: words that were cut otherwise are wrong. F1 over words.</summary>
    public static IReadOnlyList<Figure> RawHeads(IEnumerable<ConlluSentence> treebank, Annotator annotator, Tier tier)
    {
        int gold = 0, found = 0, cut = 0, upos = 0, labelled = 0, goldSentences = 0, foundSentences = 0, sentencesRight = 0;
        foreach (var chunk in treebank.Chunk(20))
        {
            var text = new System.Text.StringBuilder();
            var paragraphs = new List<int> { 0 };
            var places = new Dictionary<(int, int), (ConlluWord Word, (int, int)? Head)>();
            var ends = new HashSet<(int, int)>();
            foreach (var sentence in chunk)
            {
                if (sentence.NewParagraph && text.Length > 0)
                {
                    paragraphs.Add(text.Length);
                }

                var spans = new List<(int, int)>();
                foreach (var word in sentence.Words)
                {
                    var start = text.Length;
                    text.Append(word.Form);
                    spans.Add((start, text.Length));
                    text.Append(word.SpaceAfter ? " " : "");
                }

                if (text[^1] != ' ')
                {
                    text.Append(' ');
                }

                for (var i = 0; i < spans.Count; i++)
                {
                    places[spans[i]] = (sentence.Words[i], sentence.Words[i].Head < 0 ? null : spans[sentence.Words[i].Head]);
                }

                ends.Add((spans[0].Item1, spans[^1].Item2));
                gold += spans.Count;
                goldSentences++;
            }

            paragraphs.Add(text.Length);
            var whole = text.ToString();
            foreach (var sentence in annotator.Annotate(whole, paragraphs.Zip(paragraphs.Skip(1)), tier))
            {
                foundSentences++;
                sentencesRight += ends.Contains((sentence.Start, sentence.End)) ? 1 : 0;
                foreach (var token in sentence.Tokens)
                {
                    found++;
                    if (!places.TryGetValue((token.Start, token.End), out var place))
                    {
                        continue;
                    }

                    cut++;
                    upos += token.Upos == place.Word.Upos ? 1 : 0;
                    (int, int)? head = token.Head < 0 ? null : (sentence.Tokens[token.Head].Start, sentence.Tokens[token.Head].End);
                    labelled += head == place.Head && Plain(token.Deprel) == Plain(place.Word.Deprel) ? 1 : 0;
                }
            }
        }

        double F(int right) => 200.0 * right / (gold + found);
        return [new("words", F(cut)), new("sentences", 200.0 * sentencesRight / (goldSentences + foundSentences)), new("UPOS", F(upos)), new("LAS", F(labelled))];
    }

    /// <summary>F1 over whole names, each type and all together, each document read as one.</summary>
    public static IReadOnlyList<Figure> Names(IEnumerable<NamedDocument> documents, Annotator annotator, Tier tier)
    {
        var counts = new SortedDictionary<string, (int Right, int Found, int Gold)>(StringComparer.Ordinal);
        void Count(string type, int right, int found, int gold)
        {
            foreach (var key in new[] { "all", type })
            {
                var c = counts.GetValueOrDefault(key);
                counts[key] = (c.Right + right, c.Found + found, c.Gold + gold);
            }
        }

        foreach (var document in documents)
        {
            var made = document.Sentences.Select(s => Made(s.Select(w => w.Form))).ToList();
            annotator.Annotate(made, tier);
            for (var s = 0; s < made.Count; s++)
            {
                var found = NameSpan.Of(made[s].Tokens).ToHashSet();
                var gold = NameSpan.Of(document.Sentences[s].Count, i => document.Sentences[s][i].Label).ToHashSet();
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

        return [.. counts.Select(c => new Figure(c.Key + " F1", 200.0 * c.Value.Right / (c.Value.Found + c.Value.Gold)))];
    }

    private static Sentence Made(IEnumerable<string> forms)
    {
        var tokens = new List<Token>();
        var at = 0;
        foreach (var form in forms)
        {
            tokens.Add(new Token { Form = form, Start = at, End = at + form.Length });
            at += form.Length + 1;
        }

        return new Sentence { Tokens = tokens };
    }

    private static string Plain(string relation) => relation.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? relation[..colon] : relation;
}
