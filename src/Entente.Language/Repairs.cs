using System.Collections.Frozen;

namespace Entente.Language;

/// <summary>Attachments that follow from what a verb takes, where a parser trained on general text often decides otherwise.</summary>
internal static class Repairs
{
    /// <summary>Verbs of saying and thinking, whose "that" clause is theirs though a time, place or occasion stands between.</summary>
    private static readonly FrozenSet<string> Reporting = new[]
    {
        "say", "add", "warn", "announce", "state", "declare", "note", "stress", "insist", "confirm", "claim", "argue", "explain", "believe", "tell", "reply", "reiterate", "acknowledge", "admit", "report", "repeat", "emphasize", "emphasise", "underline", "underscore", "agree", "promise", "suggest", "write", "tweet",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Verbs whose infinitive says what is done, not what for.</summary>
    private static readonly FrozenSet<string> Undertaking = new[]
    {
        "agree", "decide", "pledge", "promise", "vow", "plan", "refuse", "decline", "intend", "offer", "threaten", "begin", "continue", "fail", "undertake", "swear", "seek", "commit",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Occasions = new[] { "border", "airport", "capital", "city", "town", "port", "base", "palace", "hotel", "ceremony", "meeting", "summit", "conference", "night", "morning", "evening", "day", "week", "month", "year" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Verbs that need an object, of which a clause without one describes it.</summary>
    private static readonly FrozenSet<string> Making = new[]
    {
        "sign", "initial", "ratify", "reach", "make", "give", "conclude", "strike", "negotiate", "broker", "issue", "publish", "present", "announce", "approve", "adopt", "hold", "send", "deliver", "impose", "build", "buy", "launch", "test", "fire", "seize", "annex", "control", "claim", "administer",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Verbs of saying that take the hearer as object and then what he is told.</summary>
    private static readonly FrozenSet<string> Telling = new[] { "tell", "inform", "assure", "remind", "warn", "notify", "persuade", "convince" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Mends the heads of one parsed and lemmatised sentence; it stays a tree.</summary>
    public static void Apply(IReadOnlyList<Token> tokens)
    {
        FindPredicate(tokens);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Head < 0)
            {
                continue;
            }

            // "has severed ties": a participle right behind "has" and before a bare noun is what was done to it.
            if (token is { Upos: "VERB", Xpos: "VBN", Deprel: "amod" } && i > 0 && token.Head > i && tokens[i - 1] is { Lower: "has" or "have" or "had", Upos: "VERB" or "AUX" } have && tokens[token.Head] is { Deprel: "obj" } done && done.Head == i - 1 && !tokens.Any(t => t.Head == token.Head && t.Deprel is "det" or "nummod" or "nmod:poss"))
            {
                foreach (var other in tokens.Where(t => t.Head == i - 1))
                {
                    other.Head = i;
                }

                (token.Head, token.Deprel) = (have.Head, have.Deprel);
                (have.Head, have.Deprel, have.Upos) = (i, "aux", "AUX");
            }

            // "said in a statement that it would", "warned a week earlier that only": the clause completes the verb.
            if (token.Deprel is "acl" or "ccomp" or "acl:relcl" && token.Lower != "that" && Begins(tokens, i, "that") && tokens[token.Head] is var between && between.Head is >= 0 and var verb && verb < token.Head
                && (between.Deprel is "advmod" || between.Deprel.StartsWith("obl", StringComparison.Ordinal)) && Reporting.Contains(tokens[verb].Lemma) && !Has(tokens, verb, "ccomp"))
            {
                (token.Head, token.Deprel) = (verb, "ccomp");
            }

            // "will open an embassy; launch a programme; send a ship": a list of what one will do, however it is divided.
            if (token is { Deprel: "parataxis", Upos: "VERB", Xpos: "VB" } && token.Head < i && i > 0 && tokens[i - 1].Form is ";" && tokens[token.Head].Upos == "VERB" && Has(tokens, token.Head, "aux") && !HasAny(tokens, i, "nsubj", "aux", "mark"))
            {
                token.Deprel = "conj";
            }

            // "a memorandum that X and Y signed in Madrid": what was signed is the noun, and "that" stands for it.
            if (token is { Deprel: "acl", Upos: "VERB" } && token.Head < i && Making.Contains(token.Lemma) && tokens[token.Head].Upos is "NOUN" or "PROPN" && Has(tokens, i, "nsubj") && !HasAny(tokens, i, "obj", "ccomp", "xcomp", "nsubj:pass")
                && tokens.FirstOrDefault(t => t.Head == i && t is { Deprel: "mark", Lower: "that" }) is { } relative)
            {
                token.Deprel = "acl:relcl";
                (relative.Upos, relative.Xpos, relative.Deprel) = ("PRON", "WDT", "obj");
            }

            // "told the meeting that they would": what somebody is told is no description of him.
            if (token.Deprel is "acl" or "acl:relcl" && token.Head < i && tokens[token.Head] is { Deprel: "iobj" or "obj", Head: >= 0 } hearer && Telling.Contains(tokens[hearer.Head].Lemma) && Begins(tokens, i, "that") && !Has(tokens, hearer.Head, "ccomp"))
            {
                (token.Head, token.Deprel) = (hearer.Head, "ccomp");
            }

            // "was opened at the airport by X": a place or a time does nothing; who did it hangs on the verb.
            if (token.Deprel == "nmod" && token.Head < i && Begins(tokens, i, "by", "case") && tokens[token.Head] is { Head: >= 0 } spot && spot.Deprel.StartsWith("obl", StringComparison.Ordinal) && (spot.Upos == "PROPN" || Occasions.Contains(spot.Lemma)) && Has(tokens, spot.Head, "aux:pass"))
            {
                (token.Head, token.Deprel) = (spot.Head, "obl");
            }

            // "of the United States, Japan and Australia": the middle of a list that begins and ends under one word is in the list.
            if (token.Upos == "PROPN" && token.Deprel is "appos" or "list" or "parataxis" && InList(tokens, i) is { } first && first != token.Head)
            {
                (token.Head, token.Deprel) = (first, "conj");
            }

            // "welcomed the EU move": what a determiner stands before is a noun, whatever it looks like.
            if (token.Deprel is "xcomp" && token.Upos == "VERB" && token.Xpos is "VB" or "VBP" or "NN" && i > token.Head && !Begins(tokens, i, "to") && tokens.Any(t => t.Head == i && t.Deprel is "det" or "compound") && !tokens.Any(t => t.Head == i && (t.Deprel.StartsWith("nsubj", StringComparison.Ordinal) || t.Deprel.StartsWith("aux", StringComparison.Ordinal))))
            {
                (token.Upos, token.Xpos, token.Deprel) = ("NOUN", "NN", "obj");
            }

            // "after X, the sister of Y, issued a statement": a finite verb without a subject behind a name that only "after" hangs on the clause above has that name for its subject.
            if (token.Deprel == "advcl" && token.Xpos is "VBD" or "VBZ" or "VBP" && !Has(tokens, i, "nsubj") && !Has(tokens, i, "nsubj:pass") && !Has(tokens, i, "mark") && SubjectBehind(tokens, i) is { } subject)
            {
                (tokens[subject.Name].Head, tokens[subject.Name].Deprel) = (i, "nsubj");
                (tokens[subject.Mark].Head, tokens[subject.Mark].Deprel) = (i, "mark");
            }

            // "is urging X to talk, saying …": he says it who urges.
            if (token.Deprel == "advcl" && token.Xpos == "VBG" && i > 0 && tokens[i - 1].Form == "," && Reporting.Contains(token.Lemma) && tokens[token.Head] is { Deprel: "xcomp", Xpos: "VB", Head: >= 0 } inner && inner.Head < token.Head)
            {
                token.Head = inner.Head;
            }

            // "agreed on Friday to consult": what was agreed, not what for.
            if (token.Deprel == "advcl" && token.Xpos == "VB" && i > token.Head && Begins(tokens, i, "to") && Undertaking.Contains(tokens[token.Head].Lemma) && !Has(tokens, token.Head, "xcomp") && !Has(tokens, token.Head, "obj") && !Has(tokens, token.Head, "ccomp"))
            {
                token.Deprel = "xcomp";
            }
        }
    }

    /// <summary>
    /// A sentence whose root is a noun without a copula, and which has one word in "-ed" that may be a past tense: "X severed relations with Y",
    /// "Relations soured in 2020". News writes sentences with verbs, so that word is its predicate.
    /// </summary>
    private static void FindPredicate(IReadOnlyList<Token> tokens)
    {
        var root = -1;
        for (var i = 0; i < tokens.Count; i++)
        {
            root = root < 0 && tokens[i].Head < 0 ? i : root;
        }

        // A title has no full stop.
        if (root < 0 || tokens.Count < 6 || tokens[^1].Form is not "." || tokens[root].Upos is not ("NOUN" or "PROPN"))
        {
            return;
        }

        var (verb, subject) = (-1, -1);
        for (var i = 0; i < tokens.Count; i++)
        {
            var t = tokens[i];
            if (t.Head == root && t.Deprel is "cop" or "aux" or "nsubj" or "nsubj:pass" or "expl" or "ccomp" or "parataxis" or "csubj")
            {
                return;
            }

            if (verb >= 0 || t.Head != root || t.Xpos is not ("VBN" or "VBD") || HasAny(tokens, i, "nsubj", "nsubj:pass", "aux", "aux:pass", "mark"))
            {
                continue;
            }

            if (t.Deprel == "acl" && i == root + 1)
            {
                (verb, subject) = (i, root);
            }
            else if (t.Deprel == "amod" && i < root && i > 0 && tokens[i - 1] is { Upos: "PROPN", Deprel: "compound" or "nmod" or "nmod:poss" or "amod" } name && name.Head == root)
            {
                (verb, subject) = (i, i - 1);
            }
        }

        if (verb < 0)
        {
            return;
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            var t = tokens[i];
            if (t.Head != root || i == verb || i == subject)
            {
                continue;
            }

            // What stands before the verb is of the subject; of what stands behind, times and clauses are of the verb.
            if (i < verb)
            {
                t.Head = subject == root ? root : i < subject ? subject : verb;
            }
            else if (subject == root || t.Deprel is "punct" or "acl" or "acl:relcl" or "advcl" or "advmod" or "obl" or "conj")
            {
                t.Head = verb;
                t.Deprel = t.Deprel is "acl" or "acl:relcl" ? "advcl" : t.Deprel is "nmod" ? "obl" : t.Deprel;
            }
        }

        (tokens[verb].Head, tokens[verb].Deprel, tokens[verb].Upos, tokens[verb].Xpos) = (-1, "root", "VERB", "VBD");
        (tokens[subject].Head, tokens[subject].Deprel) = (verb, "nsubj");
        if (subject != root)
        {
            (tokens[root].Head, tokens[root].Deprel) = (verb, "obj");
        }
    }

    private static bool HasAny(IReadOnlyList<Token> tokens, int verb, params ReadOnlySpan<string> relations)
    {
        foreach (var relation in relations)
        {
            if (Has(tokens, verb, relation))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A name under the same word as a verb, with a conjunction for its preposition and nothing but its own words up to the verb.</summary>
    private static (int Name, int Mark)? SubjectBehind(IReadOnlyList<Token> tokens, int verb)
    {
        for (var name = verb - 1; name >= 0; name--)
        {
            if (tokens[name].Head != tokens[verb].Head || name == tokens[verb].Head)
            {
                continue;
            }

            if (!tokens[name].Deprel.StartsWith("obl", StringComparison.Ordinal) || tokens[name].Upos is not ("PROPN" or "NOUN"))
            {
                return null;
            }

            for (var mark = 0; mark < name; mark++)
            {
                if (tokens[mark].Head == name && tokens[mark].Deprel == "case" && tokens[mark].Lower is "after" or "before" or "since" or "as" or "until")
                {
                    return (name, mark);
                }
            }

            return null;
        }

        return null;
    }

    /// <summary>The first of a list of names that a name between two commas, or a comma and "and", stands in: the last one hangs on it as conjunct.</summary>
    private static int? InList(IReadOnlyList<Token> tokens, int i)
    {
        for (var last = i + 1; last < Math.Min(tokens.Count, i + 8); last++)
        {
            if (tokens[last].Deprel == "conj" && tokens[last].Upos == "PROPN" && tokens[last].Head < i && tokens[last].Head >= 0 && tokens[tokens[last].Head].Upos is "PROPN" && i - tokens[last].Head <= 8)
            {
                var between = true;
                for (var k = i + 1; k < last && between; k++)
                {
                    between = tokens[k].Form is "," || tokens[k].Lower == "and" || tokens[k].Upos is "PROPN" or "DET";
                }

                return between && tokens[i - 1].Form == "," ? tokens[last].Head : null;
            }
        }

        return null;
    }

    private static bool Begins(IReadOnlyList<Token> tokens, int verb, string mark, string relation = "mark")
    {
        for (var i = 0; i < verb; i++)
        {
            if (tokens[i].Head == verb && tokens[i].Deprel == relation && tokens[i].Lower == mark)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(IReadOnlyList<Token> tokens, int verb, string relation)
    {
        foreach (var token in tokens)
        {
            if (token.Head == verb && token.Deprel == relation)
            {
                return true;
            }
        }

        return false;
    }
}
