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
    public static IReadOnlyList<Attribution> Of(string text, IReadOnlyList<Sentence> sentences)
    {
        var found = new List<Attribution>();
        var quotes = new Quotations(text, sentences);
        Attribution? last = null;
        foreach (var sentence in sentences)
        {
            var before = found.Count;
            var clauses = new Clauses(sentence);
            for (var i = 0; i < sentence.Tokens.Count; i++)
            {
                if (At(sentence, clauses, i, quotes) is { } attribution && !found.Skip(before).Any(a => a.Content.Any(c => c.Start <= attribution.Cue.Start && attribution.Cue.End <= c.End)))
                {
                    found.Add(attribution);
                }
            }

            if (found.Count > before)
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

    private static Attribution? At(Sentence sentence, Clauses clauses, int i, Quotations quotes)
    {
        var tokens = sentence.Tokens;
        var token = tokens[i];
        if (token.Lower == "according" && i + 1 < tokens.Count && tokens[i + 1].Lower == "to" && token.Head >= 0)
        {
            return AccordingTo(sentence, clauses, i, quotes);
        }

        if (!clauses.IsVerb(i) || quotes.Inside(token))
        {
            return null;
        }

        var subject = clauses.With(i, "nsubj").FirstOrDefault(-1);
        var content = new List<TextSpan>();
        if (Saying.Contains(token.Lemma) || Thinking.Contains(token.Lemma))
        {
            foreach (var clause in clauses.With(i, "ccomp"))
            {
                Add(clause);
            }
        }

        if (content.Count == 0 && Willing.Contains(token.Lemma))
        {
            foreach (var clause in clauses.With(i, "xcomp").Where(x => clauses.IsVerb(x)))
            {
                Add(clause);
            }
        }

        // "X, he said, is Y": everything but the clause of saying.
        if (content.Count == 0 && Saying.Contains(token.Lemma) && token.Deprel is "parataxis" && token.Head >= 0)
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
        if (content.Count == 0 && Saying.Contains(token.Lemma) && subject >= 0)
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

        if (content.Count == 0 && subject >= 0 && Judging.Contains(token.Lemma))
        {
            foreach (var x in clauses.With(i, "obj").Where(x => x > i).Take(1))
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
