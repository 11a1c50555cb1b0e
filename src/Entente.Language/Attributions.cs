using System.Collections.Frozen;

namespace Entente.Language;

/// <summary>A stretch of a text, half-open, in UTF-16 code units.</summary>
public readonly record struct TextSpan(int Start, int End);

/// <summary>Words given to somebody: who, by which word of saying or thinking, and what. The source is null where the text names none.</summary>
/// <param name="Quoted">Whether quotation marks stand around at least a part of the content.</param>
public sealed record Attribution(TextSpan? Source, TextSpan Cue, IReadOnlyList<TextSpan> Content, bool Quoted);

/// <summary>Finds who is given which words in annotated sentences: verbs of saying and thinking with their clauses, "according to", medial and final "he said", and quotations that go on over sentences.</summary>
public static class Attributions
{
    /// <summary>Score from which a verb is a cue: a little below even, since what is missed is lost and what is too much is seen.</summary>
    private const float Bar = -0.3f;

    private static readonly FrozenSet<string> Saying = new[]
    {
        "say", "tell", "add", "note", "argue", "claim", "warn", "announce", "state", "declare", "explain", "insist", "suggest", "report", "write", "tweet", "ask", "deny", "acknowledge", "admit", "concede", "confirm", "contend", "maintain", "predict", "propose", "recall", "remark",
        "reply", "respond", "reveal", "show", "indicate", "find", "stress", "emphasize", "emphasise", "question", "wonder", "quip", "joke", "testify", "allege", "assert", "assure", "boast", "caution", "charge", "comment", "complain", "conclude", "continue", "counter", "cite", "demand", "disclose", "exclaim",
        "imply", "inform", "observe", "point", "promise", "pledge", "pronounce", "reiterate", "repeat", "retort", "signal", "speculate", "swear", "underline", "underscore", "urge", "voice", "vow", "laugh", "shout", "yell", "read", "describe", "recount", "lament", "muse", "opine", "proclaim", "quote", "relay", "mention", "hint", "decide", "determine", "estimate", "project", "rule", "agree", "disagree",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Thinking = new[]
    {
        "believe", "think", "know", "feel", "hope", "expect", "worry", "fear", "doubt", "consider", "understand", "realize", "realise", "recognize", "recognise", "suspect", "wish", "want", "assume", "imagine", "learn", "remember", "forget", "figure", "guess", "bet", "care", "hear", "view", "regard",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Verbs whose infinitive is what somebody says or wants.</summary>
    private static readonly FrozenSet<string> Willing = new[]
    {
        "want", "hope", "vow", "promise", "pledge", "threaten", "plan", "intend", "wish", "expect", "agree", "offer", "propose", "urge", "ask", "decline", "refuse", "seek", "swear", "prefer", "claim", "tell", "call", "demand", "decide",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Verbs whose object is what somebody says, wants or holds against another.</summary>
    private static readonly FrozenSet<string> Judging = new[]
    {
        "criticize", "criticise", "praise", "condemn", "denounce", "slam", "blast", "support", "endorse", "oppose", "reject", "deny", "demand", "question", "defend", "mention", "discuss", "cite", "describe", "echo", "acknowledge", "favor", "favour", "dismiss", "dispute", "advocate", "back", "predict", "propose", "urge", "express", "address", "raise",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The attributions of a document, in the order of their cues.</summary>
    /// <param name="model">Says which verbs are cues; null: those of the lists here.</param>
    public static IReadOnlyList<Attribution> Of(string text, IReadOnlyList<Sentence> sentences, CueModel? model = null)
    {
        var found = new List<Attribution>();
        var quotes = new Quotations(text, sentences);
        Attribution? last = null;
        Attribution? pending = null;
        Sentence? before = null;
        foreach (var sentence in sentences)
        {
            var own = new List<Attribution>();
            var clauses = new Clauses(sentence);
            if (model is not null && Named(sentence, quotes) is { } colon)
            {
                own.Add(colon);
            }

            // The outermost words of saying first: what they take in is theirs.
            foreach (var i in Enumerable.Range(0, sentence.Tokens.Count).OrderBy(i => model is null ? 0 : Depth(sentence, i)).ThenBy(i => i))
            {
                if (At(sentence, clauses, i, quotes, model) is { } attribution && !own.Exists(a => a.Content.Any(c => c.Start <= attribution.Cue.Start && attribution.Cue.End <= c.End)))
                {
                    own.Add(attribution);
                }
            }

            if (model is not null && own.Count == 0 && Apart(text, sentence, before, quotes, model) is { } apart)
            {
                own.Add(apart);
            }

            before = sentence;
            if (model is not null && pending is { } waits)
            {
                // "The governor added:" and in the next line his words.
                if (own.Count == 0 && quotes.Within(sentence.Start, sentence.End).Any())
                {
                    own.Add(waits with { Content = [new TextSpan(sentence.Start, sentence.End)], Quoted = true });
                }

                pending = null;
            }

            if (model is not null && own.Count == 0 && sentence.Tokens[^1].Form == ":")
            {
                pending = Waiting(sentence, new Clauses(sentence));
            }

            found.AddRange(own.OrderBy(a => a.Cue.Start));
            if (own.Count > 0)
            {
                last = found[^1];
            }
            else if (last is not null && quotes.Wholly(sentence))
            {
                // A sentence that is all quotation goes on with the words of whoever spoke last.
                last = last with { Content = [.. last.Content, new TextSpan(sentence.Start, sentence.End)], Quoted = true };
                found[^1] = last;
            }
        }

        return found;
    }

    /// <summary>A clause of saying that ends in a colon; its content is still to come.</summary>
    private static Attribution? Waiting(Sentence sentence, Clauses clauses)
    {
        var tokens = sentence.Tokens;
        for (var i = tokens.Count - 2; i >= Math.Max(0, tokens.Count - 14); i--)
        {
            if (clauses.IsVerb(i) && Saying.Contains(tokens[i].Lemma) && clauses.With(i, "nsubj").FirstOrDefault(-1) is >= 0 and var subject)
            {
                var (a, b) = clauses.NounSpan(subject);
                var (from, to) = Group(tokens, i);
                return new Attribution(new TextSpan(tokens[a].Start, tokens[b].End), new TextSpan(tokens[from].Start, tokens[to].End), [], true);
            }
        }

        return null;
    }

    /// <summary>A sentence that only says who spoke, after the sentence with the words: “We will stay.” Lynch said. — and a name behind a dash.</summary>
    private static Attribution? Apart(string text, Sentence sentence, Sentence? before, Quotations quotes, CueModel model)
    {
        var tokens = sentence.Tokens;
        var dash = Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens[i].Form is "―" or "—" or "--" && i + 1 < tokens.Count && tokens[i + 1].Name.EndsWith("Person", StringComparison.Ordinal) && (i == 0 || quotes.IsMark(tokens[i - 1])), -1);
        if (dash >= 0)
        {
            var end = dash + 1;
            while (end + 1 < tokens.Count && tokens[end + 1].Name == "I-Person")
            {
                end++;
            }

            var words = dash > 0 ? new TextSpan(tokens[0].Start, tokens[dash - 1].End) : before is not null && quotes.Within(before.Start, before.End).Any() ? new TextSpan(before.Start, before.End) : default;
            return words.End > 0 ? new Attribution(new TextSpan(tokens[dash + 1].Start, tokens[end].End), new TextSpan(tokens[dash].Start, tokens[dash].End), [words], true) : null;
        }

        if (before is null || tokens.Count > 24 || text.AsSpan(before.End, sentence.Start - before.End).Contains('\n') || quotes.Within(before.Start, before.End).LastOrDefault() is not { End: > 0 } quote || quote.End < before.End - 1)
        {
            return null;
        }

        var clauses = new Clauses(sentence);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (clauses.IsVerb(i) && Saying.Contains(tokens[i].Lemma) && !quotes.Inside(tokens[i]) && clauses.With(i, "nsubj").FirstOrDefault(-1) is >= 0 and var subject && model.Score(CueModel.Features(sentence, clauses, i, quotes.Touches)) > 0)
            {
                var (a, b) = clauses.NounSpan(subject);
                var (from, to) = Group(tokens, i);
                return new Attribution(new TextSpan(tokens[a].Start, tokens[b].End), new TextSpan(tokens[from].Start, tokens[to].End), [quote], true);
            }
        }

        return null;
    }

    /// <summary>The lines of a text, which end its paragraphs.</summary>
    public static IEnumerable<(int Start, int End)> Paragraphs(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            if (end > start)
            {
                yield return (start, end);
            }

            start = end + 1;
        }
    }

    /// <summary>The verbs that may be cues: those outside quotations.</summary>
    internal static IEnumerable<(Sentence Sentence, Clauses Clauses, int Verb, Func<int, int, bool> Quoted)> Candidates(string text, IReadOnlyList<Sentence> sentences)
    {
        var quotes = new Quotations(text, sentences);
        foreach (var sentence in sentences)
        {
            var clauses = new Clauses(sentence);
            for (var i = 0; i < sentence.Tokens.Count; i++)
            {
                if (clauses.IsVerb(i) && !quotes.Inside(sentence.Tokens[i]))
                {
                    yield return (sentence, clauses, i, quotes.Touches);
                }
            }
        }
    }

    private static int Depth(Sentence sentence, int i)
    {
        var depth = 0;
        for (var k = sentence.Tokens[i].Head; k >= 0 && depth < 100; k = sentence.Tokens[k].Head)
        {
            depth++;
        }

        return depth;
    }

    /// <summary>"Clinton: We are better than this" at the head of a line.</summary>
    private static Attribution? Named(Sentence sentence, Quotations quotes)
    {
        var tokens = sentence.Tokens;
        var colon = 0;
        while (colon < Math.Min(6, tokens.Count) && tokens[colon].Form != ":")
        {
            colon++;
        }

        if (colon is 0 or >= 6 || colon + 2 >= tokens.Count || !Enumerable.Range(0, colon).All(k => tokens[k].Upos is "PROPN" or "ADJ" or "NOUN" && char.IsUpper(tokens[k].Form[0])) || !Enumerable.Range(0, colon).Any(k => tokens[k].Name.EndsWith("Person", StringComparison.Ordinal) || tokens[k].Name.EndsWith("Organization", StringComparison.Ordinal)))
        {
            return null;
        }

        var content = new TextSpan(tokens[colon + 1].Start, tokens[^1].End);
        return new Attribution(new TextSpan(tokens[0].Start, tokens[colon - 1].End), new TextSpan(tokens[colon].Start, tokens[colon].End), [content], quotes.Touches(content.Start, content.End));
    }

    private static Attribution? At(Sentence sentence, Clauses clauses, int i, Quotations quotes, CueModel? model)
    {
        var tokens = sentence.Tokens;
        var token = tokens[i];
        if (token.Lower == "according" && i + 1 < tokens.Count && tokens[i + 1].Lower == "to" && token.Head >= 0)
        {
            return AccordingTo(sentence, clauses, i, quotes);
        }

        if (!clauses.IsVerb(i) || quotes.Inside(token) || (model is not null && model.Score(CueModel.Features(sentence, clauses, i, quotes.Touches)) <= Bar))
        {
            return null;
        }

        var cue = model is not null;
        var subject = clauses.With(i, "nsubj").FirstOrDefault(-1);
        var content = new List<TextSpan>();
        if (cue || Saying.Contains(token.Lemma) || Thinking.Contains(token.Lemma))
        {
            foreach (var clause in clauses.With(i, "ccomp"))
            {
                Add(clause);
            }
        }

        if (content.Count == 0 && (cue || Willing.Contains(token.Lemma)))
        {
            foreach (var clause in clauses.With(i, "xcomp").Where(x => clauses.IsVerb(x)))
            {
                Add(clause);
            }
        }

        // "X, he said, is Y": everything but the clause of saying.
        if (content.Count == 0 && (cue || Saying.Contains(token.Lemma)) && token.Deprel is "parataxis" && token.Head >= 0)
        {
            var (first, end) = clauses.OwnSpan(i);
            var (from, to) = clauses.Subtree(token.Head);
            AddRange(from, first - 1);
            AddRange(end + 1, to);
        }

        // "called the move 'a mistake'": the words themselves are what is said.
        if (content.Count == 0 && subject >= 0)
        {
            foreach (var x in clauses.Children(i).Where(x => tokens[x].Deprel is "obj" or "xcomp" or "obl" or "advcl" or "ccomp"))
            {
                var (a, b) = clauses.Subtree(x);
                if (quotes.Touches(tokens[a].Start, tokens[b].End))
                {
                    AddRange(a, b);
                }
            }
        }

        // "…" she said: the words between quotation marks, wherever the parser hangs them.
        if (content.Count == 0 && (cue || Saying.Contains(token.Lemma)) && subject >= 0)
        {
            foreach (var span in quotes.Within(sentence.Start, sentence.End).Where(q => q.End <= token.Start || q.Start >= token.End))
            {
                content.Add(span);
            }
        }

        // "accused him of", "called for": what stands behind the preposition.
        if (content.Count == 0 && subject >= 0 && token.Lemma is "accuse" or "blame" or "call" or "warn" or "complain" or "ask" or "argue" or "speak" or "talk" or "apologize" or "apologise")
        {
            foreach (var x in clauses.Children(i).Where(x => x > i && (tokens[x].Deprel is "advcl" || tokens[x].Deprel.StartsWith("obl", StringComparison.Ordinal)) && clauses.Children(x).Any(m => tokens[m].Lower is "of" or "for" or "about" or "against")).Take(1))
            {
                Add(x);
            }
        }

        if (content.Count == 0 && (cue || (subject >= 0 && Judging.Contains(token.Lemma))))
        {
            foreach (var x in clauses.With(i, "obj").Where(x => x > i).Take(1))
            {
                Add(x);
            }
        }

        // A cue that takes neither clause nor object: what else hangs behind it.
        if (content.Count == 0 && cue)
        {
            foreach (var x in clauses.Children(i).Where(x => x > i && (tokens[x].Deprel is "advcl" or "parataxis" || tokens[x].Deprel.StartsWith("obl", StringComparison.Ordinal))).Take(1))
            {
                Add(x);
            }
        }

        if (content.Count == 0)
        {
            return null;
        }

        var (cueStart, cueEnd) = Group(tokens, i);
        var own = subject >= 0 ? subject : clauses.Subjects(i).FirstOrDefault(-1);
        TextSpan? source = null;
        if (own >= 0 && !content.Exists(c => c.Start <= tokens[own].Start && tokens[own].End <= c.End))
        {
            var (a, b) = clauses.NounSpan(own);
            source = new TextSpan(tokens[a].Start, tokens[b].End);
        }

        return new Attribution(source, new TextSpan(tokens[cueStart].Start, tokens[cueEnd].End), content, content.Exists(c => quotes.Touches(c.Start, c.End)));

        void Add(int clause)
        {
            var (a, b) = clauses.Subtree(clause);
            // The clause of saying itself is no part of what is said.
            if (a <= i && i <= b)
            {
                (a, b) = clause < i ? (a, Math.Min(b, i - 1)) : (Math.Max(a, i + 1), b);
            }

            AddRange(a, b);
        }

        void AddRange(int a, int b)
        {
            while (a <= b && tokens[a].Upos == "PUNCT" && !quotes.IsMark(tokens[a]))
            {
                a++;
            }

            while (b >= a && tokens[b].Upos == "PUNCT" && !quotes.IsMark(tokens[b]))
            {
                b--;
            }

            if (a > 0 && a <= b && quotes.IsMark(tokens[a - 1]))
            {
                a--;
            }

            if (b >= a && b + 1 < tokens.Count && quotes.IsMark(tokens[b + 1]))
            {
                b++;
            }

            // A comma stands inside the closing mark: "We will stay," he said.
            if (a <= b && b + 2 < tokens.Count && quotes.IsMark(tokens[a]) && tokens[b + 1].Upos == "PUNCT" && quotes.IsMark(tokens[b + 2]))
            {
                b += 2;
            }

            if (a <= b)
            {
                content.Add(new TextSpan(tokens[a].Start, tokens[b].End));
            }
        }
    }

    /// <summary>The verb with its auxiliaries, negation and particle.</summary>
    private static (int First, int Last) Group(IReadOnlyList<Token> tokens, int verb)
    {
        int first = verb, last = verb;
        while (first > 0 && tokens[first - 1].Head == verb && (tokens[first - 1].Deprel is "aux" or "aux:pass" or "advmod" || tokens[first - 1].Deprel == "mark" && tokens[first - 1].Lower == "to"))
        {
            first--;
        }

        while (last + 1 < tokens.Count && tokens[last + 1].Head == verb && tokens[last + 1].Deprel is "compound:prt")
        {
            last++;
        }

        return (first, last);
    }

    private static Attribution? AccordingTo(Sentence sentence, Clauses clauses, int i, Quotations quotes)
    {
        var tokens = sentence.Tokens;
        var source = tokens[i].Head;
        if (source <= i + 1 || tokens[source].Head is not (>= 0 and var governor))
        {
            return null;
        }

        var (a, b) = clauses.NounSpan(source);
        a = Math.Max(a, i + 2);
        var (from, to) = clauses.Subtree(governor);
        var content = new List<TextSpan>();
        foreach (var (x, y) in new[] { (from, i - 1), (b + 1, to) })
        {
            var (first, end) = (x, y);
            while (first <= end && tokens[first].Upos == "PUNCT" && !quotes.IsMark(tokens[first]))
            {
                first++;
            }

            while (end >= first && tokens[end].Upos == "PUNCT" && !quotes.IsMark(tokens[end]))
            {
                end--;
            }

            if (first <= end)
            {
                content.Add(new TextSpan(tokens[first].Start, tokens[end].End));
            }
        }

        return a > b || content.Count == 0 ? null : new Attribution(new TextSpan(tokens[a].Start, tokens[b].End), new TextSpan(tokens[i].Start, tokens[i + 1].End), content, content.Exists(c => quotes.Touches(c.Start, c.End)));
    }

    /// <summary>Where quotation marks are open. A mark that never closes ends with its paragraph's last sentence.</summary>
    private sealed class Quotations
    {
        private readonly List<TextSpan> _spans = [];

        public Quotations(string text, IReadOnlyList<Sentence> sentences)
        {
            var open = -1;
            var lastEnd = 0;
            foreach (var token in sentences.SelectMany(s => s.Tokens))
            {
                if (open >= 0 && text.AsSpan(lastEnd, token.Start - lastEnd).Contains('\n'))
                {
                    _spans.Add(new TextSpan(open, lastEnd));
                    open = -1;
                }

                if (token.Form is "“" || (token.Form is "\"" or "``" or "''" && open < 0))
                {
                    open = token.Start;
                }
                else if (open >= 0 && token.Form is "”" or "\"" or "''")
                {
                    _spans.Add(new TextSpan(open, token.End));
                    open = -1;
                }

                lastEnd = token.End;
            }

            if (open >= 0)
            {
                _spans.Add(new TextSpan(open, lastEnd));
            }
        }

        /// <summary>Quotations that lie in a stretch, cut to it.</summary>
        public IEnumerable<TextSpan> Within(int start, int end) => _spans.Where(s => s.Start < end && start < s.End).Select(s => new TextSpan(Math.Max(s.Start, start), Math.Min(s.End, end)));

        public bool IsMark(Token token) => token.Form is "“" or "”" or "\"" or "``" or "''";

        public bool Inside(Token token) => _spans.Exists(s => s.Start < token.Start && token.End <= s.End);

        public bool Touches(int start, int end) => _spans.Exists(s => s.Start < end && start < s.End);

        public bool Wholly(Sentence sentence) => _spans.Exists(s => s.Start <= sentence.Start + 1 && sentence.End <= s.End + 1);
    }
}
