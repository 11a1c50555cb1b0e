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

    /// <summary>Mends the heads of one parsed and lemmatised sentence; it stays a tree.</summary>
    public static void Apply(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Head < 0)
            {
                continue;
            }

            // "said in a statement that it would", "warned a week earlier that only": the clause completes the verb.
            if (token.Deprel is "acl" or "ccomp" or "acl:relcl" && token.Lower != "that" && Begins(tokens, i, "that") && tokens[token.Head] is var between && between.Head is >= 0 and var verb && verb < token.Head
                && (between.Deprel is "advmod" || between.Deprel.StartsWith("obl", StringComparison.Ordinal)) && Reporting.Contains(tokens[verb].Lemma) && !Has(tokens, verb, "ccomp"))
            {
                (token.Head, token.Deprel) = (verb, "ccomp");
            }

            // "of the United States, Japan and Australia": the middle of a list that begins and ends under one word is in the list.
            if (token.Upos == "PROPN" && token.Deprel is "appos" or "list" or "parataxis" && InList(tokens, i) is { } first && first != token.Head)
            {
                (token.Head, token.Deprel) = (first, "conj");
            }

            // "agreed on Friday to consult": what was agreed, not what for.
            if (token.Deprel == "advcl" && token.Xpos == "VB" && i > token.Head && Begins(tokens, i, "to") && Undertaking.Contains(tokens[token.Head].Lemma) && !Has(tokens, token.Head, "xcomp") && !Has(tokens, token.Head, "obj") && !Has(tokens, token.Head, "ccomp"))
            {
                token.Deprel = "xcomp";
            }
        }
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

    private static bool Begins(IReadOnlyList<Token> tokens, int verb, string mark)
    {
        for (var i = 0; i < verb; i++)
        {
            if (tokens[i].Head == verb && tokens[i].Deprel == "mark" && tokens[i].Lower == mark)
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
