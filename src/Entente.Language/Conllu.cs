namespace Entente.Language;

/// <summary>One word of a treebank; <see cref="Head"/> counts from 0, -1 for the root.</summary>
public sealed record ConlluWord(string Form, string Lemma, string Upos, string Xpos, int Head, string Deprel, bool SpaceAfter);

public sealed record ConlluSentence(IReadOnlyList<ConlluWord> Words);

/// <summary>Reads CoNLL-U. Multiword tokens are taken as their words; empty nodes are passed over.</summary>
public static class Conllu
{
    /// <exception cref="InvalidDataException">A line has fewer than ten columns or a head that is no number.</exception>
    public static IEnumerable<ConlluSentence> Read(string path)
    {
        var words = new List<ConlluWord>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0)
            {
                if (words.Count > 0)
                {
                    yield return new ConlluSentence([.. words]);
                    words.Clear();
                }

                continue;
            }

            if (line[0] == '#')
            {
                continue;
            }

            var c = line.Split('\t');
            if (c.Length < 10)
            {
                throw new InvalidDataException($"{path}:{number}: a word line has {c.Length} columns, not 10");
            }

            if (c[0].Contains('-', StringComparison.Ordinal) || c[0].Contains('.', StringComparison.Ordinal))
            {
                continue;
            }

            if (!int.TryParse(c[6], out var head))
            {
                throw new InvalidDataException($"{path}:{number}: the head '{c[6]}' is no number");
            }

            words.Add(new ConlluWord(c[1], c[2], c[3], c[4], head - 1, c[7], !c[9].Contains("SpaceAfter=No", StringComparison.Ordinal)));
        }

        if (words.Count > 0)
        {
            yield return new ConlluSentence([.. words]);
        }
    }
}
