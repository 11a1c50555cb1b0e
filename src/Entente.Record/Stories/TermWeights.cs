using System.Globalization;

namespace Entente.Record.Stories;

/// <summary>How rare each word stem is in news at large: counted once over public corpora, part of the models' version, never taken from the record read so far.</summary>
public sealed class TermWeights
{
    private readonly Dictionary<ulong, int> _documents;
    private readonly int _total;

    private TermWeights(int total, Dictionary<ulong, int> documents)
    {
        _total = total;
        _documents = documents;
    }

    private const string File = "terms.tsv";

    /// <param name="models">The folder of the models.</param>
    /// <exception cref="InvalidDataException">A line of the file cannot be read; the message names it.</exception>
    public static TermWeights Load(string models)
    {
        var path = Path.Combine(models, File);
        var documents = new Dictionary<ulong, int>();
        var total = 0;
        var number = 0;
        foreach (var line in System.IO.File.ReadLines(path))
        {
            number++;
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0 || !int.TryParse(line.AsSpan(tab + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw new InvalidDataException($"{path}:{number}: no term and count");
            }

            if (number == 1)
            {
                total = count;
            }
            else
            {
                documents[StoryTerms.Hash(line.AsSpan(0, tab))] = count;
            }
        }

        return new TermWeights(total, documents);
    }

    /// <summary>In how many documents of the corpora the stem stands, and of how many.</summary>
    public double Rarity(double documents) => Math.Log((_total + 1) / (documents + 0.5));

    public int Documents(ulong stem) => _documents.GetValueOrDefault(stem);

    /// <summary>Counts stems over texts and writes those that at least three of them hold.</summary>
    public static void Train(IEnumerable<string> texts, string models)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var total = 0;
        foreach (var text in texts)
        {
            total++;
            foreach (var stem in StoryTerms.Stems(text).Distinct(StringComparer.Ordinal))
            {
                counts[stem] = counts.GetValueOrDefault(stem) + 1;
            }
        }

        using var writer = new StreamWriter(Path.Combine(models, File)) { NewLine = "\n" };
        writer.WriteLine($"#documents\t{total}");
        foreach (var (stem, count) in counts.Where(c => c.Value >= 3).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            writer.WriteLine($"{stem}\t{count}");
        }
    }
}
