using System.Collections.Frozen;

namespace Entente.Record.Stories;

/// <summary>
/// What a text is about, as weighted word stems: names weigh most, then numbers, the first lines more than the rest; two names in a row are
/// a term of their own. Unit length; terms by hash, ascending.
/// </summary>
public sealed class StoryTerms
{
    private const double NameWeight = 3;
    private const double NumberWeight = 2;
    private const double LeadWeight = 2;
    private const double RarityPower = 1.5;
    private const int LeadWords = 60;

    /// <summary>A long text keeps its heaviest terms.</summary>
    private const int Kept = 300;

    private static readonly FrozenSet<string> Stop = ("the a an of to in and for on with at by from as is was are were be been it its he she his her they their that this which who whom will would has have had not but or if than then there here when where what how said says say also after before more most over under up down out about into new one two").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private StoryTerms(ulong[] terms, double[] weights)
    {
        Terms = terms;
        Weights = weights;
    }

    public ulong[] Terms { get; }

    public double[] Weights { get; }

    public static StoryTerms Of(string title, string text, TermWeights rarity)
    {
        var words = Words(title + "\n" + text);
        var lower = words.Where(w => char.IsLower(w[0])).ToHashSet(StringComparer.Ordinal);
        var counts = new Dictionary<ulong, (double Count, double Documents)>();
        string? before = null;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var stem = Stem(word);
            var isNumber = char.IsDigit(word[0]);
            var isName = char.IsUpper(word[0]) && !lower.Contains(word.ToLowerInvariant());
            var weight = (isName ? NameWeight : isNumber ? NumberWeight : 1) * (i < LeadWords ? LeadWeight : 1);
            var key = Hash(stem);
            if (!Stop.Contains(stem) && (stem.Length > 1 || isNumber))
            {
                Add(key, weight, rarity.Documents(key));
            }

            if (isName && before is not null)
            {
                Add(Hash(before + "_" + stem), weight, Math.Min(rarity.Documents(Hash(before)), rarity.Documents(key)) / 4.0);
            }

            before = isName ? stem : null;
        }

        void Add(ulong term, double weight, double documents) => counts[term] = (counts.GetValueOrDefault(term).Count + weight, documents);

        var kept = counts.Select(c => (Term: c.Key, Weight: Math.Sqrt(c.Value.Count) * Math.Pow(Math.Max(0, rarity.Rarity(c.Value.Documents)), RarityPower))).OrderByDescending(t => t.Weight).ThenBy(t => t.Term).Take(Kept).OrderBy(t => t.Term).ToList();
        var length = Math.Sqrt(kept.Sum(t => t.Weight * t.Weight));
        return new StoryTerms([.. kept.Select(t => t.Term)], [.. kept.Select(t => length > 0 ? t.Weight / length : 0)]);
    }

    /// <summary>The cosine between two texts' terms, 0 to 1.</summary>
    public double Similarity(StoryTerms other)
    {
        double sum = 0;
        for (int i = 0, j = 0; i < Terms.Length && j < other.Terms.Length;)
        {
            if (Terms[i] == other.Terms[j])
            {
                sum += Weights[i++] * other.Weights[j++];
            }
            else if (Terms[i] < other.Terms[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return sum;
    }

    /// <summary>The same terms with other weights, those without weight left out, at unit length.</summary>
    public StoryTerms Reweighted(Func<ulong, double> factor)
    {
        var terms = new List<ulong>();
        var weights = new List<double>();
        for (var i = 0; i < Terms.Length; i++)
        {
            if (factor(Terms[i]) is > 0 and var f)
            {
                terms.Add(Terms[i]);
                weights.Add(Weights[i] * f);
            }
        }

        var length = Math.Sqrt(weights.Sum(w => w * w));
        return new StoryTerms([.. terms], [.. weights.Select(w => length > 0 ? w / length : 0)]);
    }

    public static IEnumerable<string> Stems(string text) => Words(text).Select(Stem);

    /// <summary>Runs of letters with an ending after an apostrophe, and numbers with their marks.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsLetter(text[i]))
            {
                while (i < text.Length && char.IsLetter(text[i]))
                {
                    i++;
                }

                if (i + 1 < text.Length && text[i] is '\'' or '’' && char.IsLower(text[i + 1]))
                {
                    var apostrophe = i++;
                    while (i < text.Length && char.IsLetter(text[i]))
                    {
                        i++;
                    }

                    words.Add(text[start..apostrophe] + "'" + text[(apostrophe + 1)..i]);
                    continue;
                }
            }
            else if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && (char.IsAsciiDigit(text[i]) || (text[i] is '.' or ',' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))))
                {
                    i++;
                }
            }
            else
            {
                i++;
                continue;
            }

            words.Add(text[start..i]);
        }

        return words;
    }

    private static string Stem(string word)
    {
        var w = word.ToLowerInvariant();
        foreach (var ending in (ReadOnlySpan<string>)["'s", "ing", "edly", "ed", "ies", "es", "s", "ly"])
        {
            if (w.EndsWith(ending, StringComparison.Ordinal) && w.Length - ending.Length >= 3)
            {
                return w[..^ending.Length];
            }
        }

        return w;
    }

    /// <summary>FNV-1a over UTF-16 units: the same on every machine.</summary>
    internal static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
