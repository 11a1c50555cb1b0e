using System.Globalization;

namespace Entente.Language;

/// <summary>
/// Says of a verb whether it gives words, thoughts or wishes to somebody: a linear model over the verb, what hangs on it and who is its
/// subject. It weighs words of the language and forms of clauses; it holds no text.
/// </summary>
public sealed class CueModel
{
    private readonly Dictionary<string, float> _weights;

    internal CueModel(Dictionary<string, float> weights) => _weights = weights;

    /// <exception cref="InvalidDataException">A line is no feature and weight; the message names it.</exception>
    public static CueModel Load(string path)
    {
        var weights = new Dictionary<string, float>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var tab = line.LastIndexOf('\t');
            if (tab < 1 || !float.TryParse(line.AsSpan(tab + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight))
            {
                throw new InvalidDataException($"{path}:{number}: no feature and weight");
            }

            weights[line[..tab]] = weight;
        }

        return new CueModel(weights);
    }

    internal void Save(string path)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        foreach (var (feature, weight) in _weights.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            writer.WriteLine($"{feature}\t{weight.ToString("0.###", CultureInfo.InvariantCulture)}");
        }
    }

    /// <summary>Above nought: the verb is a cue.</summary>
    public float Score(IEnumerable<string> features)
    {
        float sum = 0;
        foreach (var f in features)
        {
            sum += _weights.GetValueOrDefault(f);
        }

        return sum;
    }

    /// <param name="quoted">Whether quotation marks stand around a part of a stretch of the text.</param>
    internal static List<string> Features(Sentence sentence, Clauses clauses, int verb, Func<int, int, bool> quoted)
    {
        var t = sentence.Tokens;
        var v = t[verb];
        var children = clauses.Children(verb);
        var lemma = v.Lemma;
        var frame = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var c in children)
        {
            switch (t[c].Deprel)
            {
                case "ccomp" or "xcomp" or "obj" or "iobj" or "advcl":
                    frame.Add(t[c].Deprel);
                    break;
                case "obl" or "obl:agent":
                    frame.Add("obl:" + (clauses.Children(c).Where(x => t[x].Deprel == "case").Select(x => t[x].Lower).FirstOrDefault() ?? "-"));
                    break;
                case "compound:prt":
                    frame.Add("prt:" + t[c].Lower);
                    break;
            }
        }

        var subject = clauses.With(verb, "nsubj").FirstOrDefault(-1);
        var shared = subject >= 0 ? subject : clauses.Subjects(verb).FirstOrDefault(-1);
        var who = shared < 0 ? "none" : t[shared].Upos == "PRON" ? "pron:" + t[shared].Lower : t[shared].Name.Length > 2 && t[shared].Name[0] is 'B' or 'I' ? t[shared].Name[2..] : t[shared].Upos == "PROPN" ? "propn" : "noun";
        var quotes = children.Any(c => t[c].Deprel is "ccomp" or "obj" or "xcomp" or "obl" or "advcl" or "parataxis" && clauses.Subtree(c) is var (a, b) && quoted(t[a].Start, t[b].End));
        var near = quoted(sentence.Start, sentence.End);
        var form = v.Xpos + (clauses.IsPassive(verb) ? "+pass" : "");
        var features = new List<string>(24)
        {
            "bias", "l=" + lemma, "x=" + form, "d=" + v.Deprel, "s=" + who, "own=" + (subject >= 0), "q=" + quotes + near,
            "l+f=" + lemma + "|" + string.Join(',', frame), "f=" + string.Join(',', frame), "l+x=" + lemma + "|" + form, "l+s=" + lemma + "|" + who, "l+q=" + lemma + "|" + quotes + near, "s+f=" + who + "|" + string.Join(',', frame),
        };
        features.AddRange(frame.Select(f => "l1=" + lemma + "|" + f));
        features.AddRange(frame.Select(f => "f1=" + f));
        foreach (var c in children.Where(c => t[c].Deprel is "aux" or "advmod" or "mark" && c < verb))
        {
            features.Add("a=" + t[c].Lower);
        }

        if (v.Head >= 0)
        {
            features.Add("h=" + t[v.Head].Lemma + "|" + v.Deprel);
        }

        if (shared >= 0 && t[shared].Upos == "NOUN")
        {
            features.Add("sl=" + t[shared].Lemma);
        }

        if (children.Any(c => t[c].Deprel == "ccomp" && clauses.Children(c).Any(x => t[x].Lower == "that")))
        {
            features.Add("that");
        }

        return features;
    }
}
