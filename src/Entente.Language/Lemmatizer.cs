using System.Text;

namespace Entente.Language;

/// <summary>Dictionary form of a word: irregular forms by table (learned from treebanks), the rest by English inflection rules.</summary>
public sealed class Lemmatizer(IReadOnlyDictionary<string, string> irregular, IReadOnlySet<string> verbs)
{
    /// <summary>The lemma of a form under a universal tag. Proper nouns keep their form.</summary>
    public string Lemma(string form, string upos, string xpos)
    {
        var lower = form.ToLowerInvariant();
        // "was summoned" tagged as an adjective by one layer and a participle by the other: of the verb.
        if (upos == "ADJ" && xpos is "VBN" or "VBD" or "VBG")
        {
            upos = "VERB";
        }

        if (upos == "VERB" && Strong.TryGetValue(lower, out var strong))
        {
            return strong;
        }

        if (irregular.TryGetValue(upos + " " + lower, out var known))
        {
            return upos == "PROPN" ? form : known;
        }

        if (upos == "PROPN")
        {
            return form;
        }

        // "retook", "overcame": a prefix before an irregular verb.
        if (upos == "VERB")
        {
            foreach (var prefix in Prefixes)
            {
                if (lower.Length > prefix.Length + 2 && lower.StartsWith(prefix, StringComparison.Ordinal) && irregular.TryGetValue("VERB " + lower[prefix.Length..], out var stem))
                {
                    return prefix + stem;
                }
            }
        }

        return Regular(lower, upos, xpos, verbs);
    }

    /// <summary>Strong forms that treebanks seldom have, or have with a slip.</summary>
    private static readonly Dictionary<string, string> Strong = Pairs("fled flee; sped speed; bred breed; shed shed; bled bleed; clung cling; slung sling; flung fling; stung sting; swung swing; strung string; wrung wring; slain slay; slew slay; strove strive; striven strive; wove weave; woven weave; dug dig; dealt deal; dwelt dwell; crept creep; swept sweep; wept weep; knelt kneel; leapt leap; slid slide; slit slit; split split; spun spin; shone shine; sank sink; sunk sink; sprang spring; sprung spring; shrank shrink; shrunk shrink; swam swim; swore swear; sworn swear; tore tear; torn tear; forsook forsake; forbade forbid; forbidden forbid; foresaw foresee; withdrew withdraw; withdrawn withdraw; withheld withhold; withstood withstand; overthrew overthrow; overthrown overthrow; overran overrun; overrode override; undertook undertake; upheld uphold; rebuilt rebuild; sought seek; wrought work; bound bind; ground grind; rode ride; ridden ride; strode stride; arose arise; arisen arise; awoke awake; beset beset; thrust thrust; burst burst; hid hide; hidden hide; bit bite; bitten bite; stole steal; stolen steal; froze freeze; frozen freeze; blew blow; blown blow; drove drive; driven drive; shook shake; shaken shake; struck strike; stricken strike; hung hang; lent lend; bade bid; misled mislead");

    private static Dictionary<string, string> Pairs(string text) => text.Split("; ").Select(p => p.Split(' ')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    private static readonly string[] Prefixes = ["re", "over", "under", "with", "out", "mis", "fore", "un"];

    /// <summary>Verbs that end in a double l of their own, where British spelling does not double it.</summary>
    private static readonly HashSet<string> DoubleL = new(StringComparer.Ordinal) { "recall", "install", "enroll", "enthrall", "foretell", "refill", "fulfill", "instill", "distill", "uphill" };

    internal static string Regular(string w, string upos, string xpos, IReadOnlySet<string> verbs)
    {
        var n = w.Length;
        if (upos == "NOUN" && xpos is "NNS" && n > 3 && w[^1] == 's')
        {
            if (w.EndsWith("ies", StringComparison.Ordinal) && n > 4)
            {
                return w[..^3] + "y";
            }

            if (w.EndsWith("sses", StringComparison.Ordinal) || w.EndsWith("shes", StringComparison.Ordinal) || w.EndsWith("ches", StringComparison.Ordinal) || w.EndsWith("xes", StringComparison.Ordinal))
            {
                return w[..^2];
            }

            return w[^2] == 's' ? w : w[..^1];
        }

        if (upos == "NOUN" && xpos == "NNS" && n > 5 && w.EndsWith("men", StringComparison.Ordinal))
        {
            return w[..^2] + "an";
        }

        if (upos is "VERB" or "AUX")
        {
            switch (xpos)
            {
                case "VBZ" when n > 3 && w[^1] == 's':
                    return w.EndsWith("ies", StringComparison.Ordinal) ? w[..^3] + "y"
                        : w.EndsWith("sses", StringComparison.Ordinal) || w.EndsWith("shes", StringComparison.Ordinal) || w.EndsWith("ches", StringComparison.Ordinal) || w.EndsWith("xes", StringComparison.Ordinal) || w.EndsWith("oes", StringComparison.Ordinal) ? w[..^2] : w[..^1];
                case "VBD" or "VBN" when n > 3 && w.EndsWith("ied", StringComparison.Ordinal):
                    return w[..^3] + "y";
                case "VBD" or "VBN" when n > 3 && w.EndsWith("ed", StringComparison.Ordinal):
                    return Stem(w[..^2], verbs);
                case "VBG" when n > 4 && w.EndsWith("ing", StringComparison.Ordinal):
                    return Stem(w[..^3], verbs);
            }
        }

        return w;
    }

    /// <summary>Restores what -ed and -ing took: a doubled consonant or a silent e.</summary>
    private static string Stem(string s, IReadOnlySet<string> verbs)
    {
        if (s.Length < 3)
        {
            return s;
        }

        char last = s[^1], before = s[^2];
        // A verb that is known settles it: "blam" is no verb, "blame" is. Of two the one that would not have doubled its consonant: "raped" is not of "rap".
        if (verbs.Contains(s + "e") && !(verbs.Contains(s) && !(s.Length < 5 && "aeiou".Contains(before) && !"aeiouwxy".Contains(last) && !"aeiou".Contains(s[^3]))))
        {
            return s + "e";
        }

        if (verbs.Contains(s))
        {
            return s;
        }

        if (last == before && verbs.Contains(s[..^1]))
        {
            return s[..^1];
        }

        if (last == 'l' && before == 'l' && s.Length > 5 && !DoubleL.Contains(s) && s[..^2].AsSpan().IndexOfAny('a', 'e', 'i') is >= 0 and var v && v < s.Length - 4)
        {
            return s[..^1];
        }

        bool Vowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
        if (last == before && !Vowel(last) && last is not ('l' or 's' or 'z' or 'f'))
        {
            return s[..^1];
        }

        if (last is 'v' or 'z' or 'c' or 'u' || (last == 's' && before != 's') || (last == 'g' && before is 'n' or 'd' or 'r' or 'a') || (last == 't' && before == 'a') || (last == 'r' && before is 'u' or 'i' or 'a' && s.Length > 3 && !Vowel(s[^3]))
            || (last == 'n' && before == 'i' && s.Length > 4) || (last == 'l' && !Vowel(before) && before is not ('l' or 'r' or 'w')) || (last == 'd' && before is 'u' or 'i') || (last == 'k' && before is 'o' or 'a' or 'i' or 'u' && !Vowel(s[^3])) || (last == 'm' && before is 'u'))
        {
            return s + "e";
        }

        return s;
    }

    /// <summary>Base forms of the verbs of a treebank that occur often enough to be no slip.</summary>
    internal static SortedSet<string> LearnVerbs(IEnumerable<ConlluSentence> corpus) =>
        new(corpus.SelectMany(s => s.Words).Where(w => w.Upos == "VERB" && w.Lemma.All(char.IsAsciiLetterLower)).GroupBy(w => w.Lemma, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key), StringComparer.Ordinal);

    internal static Dictionary<string, string> Learn(IEnumerable<ConlluSentence> corpus, IReadOnlySet<string> verbs)
    {
        var counts = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        var xposOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var w in corpus.SelectMany(s => s.Words))
        {
            if (w.Upos is "PROPN" or "PUNCT" or "NUM" or "X" or "SYM" || w.Lemma == "_")
            {
                continue;
            }

            var key = w.Upos + " " + w.Form.ToLowerInvariant();
            var lemmas = counts.TryGetValue(key, out var c) ? c : counts[key] = new(StringComparer.Ordinal);
            lemmas[w.Lemma] = lemmas.GetValueOrDefault(w.Lemma) + 1;
            xposOf[key] = w.Xpos;
        }

        var table = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, lemmas) in counts)
        {
            var best = lemmas.OrderByDescending(l => l.Value).ThenBy(l => l.Key, StringComparer.Ordinal).First().Key;
            var space = key.IndexOf(' ', StringComparison.Ordinal);
            if (best != Regular(key[(space + 1)..], key[..space], xposOf[key], verbs) && !best.Contains('\t', StringComparison.Ordinal))
            {
                table[key] = best;
            }
        }

        return new(table, StringComparer.Ordinal);
    }

    /// <summary>One line a form: tag, form, lemma; and one a verb: its base form alone.</summary>
    internal static void Save(IReadOnlyDictionary<string, string> table, IEnumerable<string> verbs, string path) =>
        File.WriteAllLines(path, table.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Key + "\t" + t.Value).Concat(verbs), new UTF8Encoding(false));

    internal static Lemmatizer Load(string path, IEnumerable<string> moreVerbs)
    {
        var verbs = new HashSet<string>(moreVerbs, StringComparer.Ordinal);
        var table = new Dictionary<string, string>(4096, StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab > 0)
            {
                table[line[..tab]] = line[(tab + 1)..];
            }
            else
            {
                verbs.Add(line);
            }
        }

        // Where the treebanks have a slip for a verb that is asked for ("upgrad"), the verb that is asked for stands.
        var asked = moreVerbs.ToHashSet(StringComparer.Ordinal);
        verbs.RemoveWhere(v => !asked.Contains(v) && asked.Contains(v + "e"));
        return new Lemmatizer(table, verbs);
    }
}
