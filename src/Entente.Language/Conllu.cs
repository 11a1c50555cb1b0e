namespace Entente.Language;

/// <summary>One word of a treebank; <see cref="Head"/> counts from 0, -1 for the root.</summary>
public sealed record ConlluWord(string Form, string Lemma, string Upos, string Xpos, int Head, string Deprel, bool SpaceAfter);

/// <param name="NewParagraph">Whether a paragraph or a document begins with it.</param>
public sealed record ConlluSentence(IReadOnlyList<ConlluWord> Words, bool NewParagraph);

/// <summary>Reads CoNLL-U. Multiword tokens are taken as their words, without space between; empty nodes are passed over.</summary>
public static class Conllu
{
    /// <exception cref="InvalidDataException">A line has fewer than ten columns or a head that is no number.</exception>
    public static IEnumerable<ConlluSentence> Read(string path)
    {
        var words = new List<ConlluWord>();
        var number = 0;
        int joined = 0;
        bool joinedSpace = true, paragraph = false;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0)
            {
                if (words.Count > 0)
                {
                    yield return new ConlluSentence([.. words], paragraph);
                    words.Clear();
                    joined = 0;
                    paragraph = false;
                }

                continue;
            }

            if (line[0] == '#')
            {
                paragraph |= line.StartsWith("# newpar", StringComparison.Ordinal) || line.StartsWith("# newdoc", StringComparison.Ordinal);
                continue;
            }

            var c = line.Split('\t');
            if (c.Length < 10)
            {
                throw new InvalidDataException($"{path}:{number}: a word line has {c.Length} columns, not 10");
            }

            if (c[0].Contains('.', StringComparison.Ordinal))
            {
                continue;
            }

            if (c[0].IndexOf('-', StringComparison.Ordinal) is > 0 and var dash)
            {
                // Words written together ("don't"): no space but behind the last of them, if the whole has one.
                (joined, joinedSpace) = (int.Parse(c[0].AsSpan(dash + 1)), !c[9].Contains("SpaceAfter=No", StringComparison.Ordinal));
                continue;
            }

            if (!int.TryParse(c[6], out var head))
            {
                throw new InvalidDataException($"{path}:{number}: the head '{c[6]}' is no number");
            }

            var index = words.Count + 1;
            var space = index < joined ? false : index == joined ? joinedSpace : !c[9].Contains("SpaceAfter=No", StringComparison.Ordinal);
            words.Add(new ConlluWord(c[1], c[2], c[3], c[4], head - 1, c[7], space));
        }

        if (words.Count > 0)
        {
            yield return new ConlluSentence([.. words], paragraph);
        }
    }
}
