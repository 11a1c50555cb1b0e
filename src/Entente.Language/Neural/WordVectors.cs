using System.Runtime.InteropServices;

namespace Entente.Language.Neural;

/// <summary>Vectors of words from the company they keep in raw text (skip-gram with negative sampling, Mikolov et al. 2013), learned by one thread in a fixed order.</summary>
internal static unsafe class WordVectors
{
    private const int Window = 2;
    private const int Negatives = 6;

    /// <param name="sentences">Each as normal forms of its words.</param>
    /// <param name="least">A word must stand this often in the text.</param>
    /// <returns>Words by falling frequency, and their vectors of <paramref name="size"/> numbers each, scaled to a mean square of a quarter.</returns>
    public static (string[] Words, float[] Vectors) Learn(IReadOnlyList<string[]> sentences, int size, int least, int epochs, ulong seed)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in sentences.SelectMany(s => s))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++;
        }

        var words = counts.Where(c => c.Value >= least).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key).ToArray();
        var index = words.Select((w, i) => (w, i)).ToDictionary(p => p.w, p => p.i, StringComparer.Ordinal);
        var total = words.Sum(w => (double)counts[w]);
        var noise = new Noise(seed);
        var keep = words.Select(w => (float)Math.Min(1, Math.Sqrt(1e-4 * total / counts[w]) + 1e-4 * total / counts[w])).ToArray();
        // Each word as often as its frequency to the power of three quarters says; x^0.75 by square roots, exact everywhere.
        var table = DrawTable([.. words.Select(w => Math.Sqrt(counts[w]) * Math.Sqrt(Math.Sqrt(counts[w])))]);
        var input = Parameters.Zeros((long)words.Length * size);
        var output = Parameters.Zeros((long)words.Length * size);
        var gradient = Parameters.Zeros(size);
        for (long i = 0; i < (long)words.Length * size; i++)
        {
            input[i] = (noise.Unit() - 0.5f) / size;
        }

        var seen = 0.0;
        foreach (var _ in Enumerable.Range(0, epochs))
        {
            foreach (var sentence in sentences)
            {
                seen += sentence.Length;
                var rate = (float)(0.03 * Math.Max(0.02, 1 - seen / (epochs * total)));
                var kept = new List<int>(sentence.Length);
                foreach (var word in sentence)
                {
                    if (index.TryGetValue(word, out var w) && noise.Unit() < keep[w])
                    {
                        kept.Add(w);
                    }
                }

                for (var i = 0; i < kept.Count; i++)
                {
                    var reach = 1 + noise.Below(Window);
                    for (var j = Math.Max(0, i - reach); j <= Math.Min(kept.Count - 1, i + reach); j++)
                    {
                        if (j != i)
                        {
                            Learn(input + (long)kept[j] * size, output, kept[i], table, size, rate, gradient, ref noise);
                        }
                    }
                }
            }
        }

        var vectors = new float[(long)words.Length * size];
        var square = 0.0;
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = input[i];
            square += input[i] * (double)input[i];
        }

        var scale = (float)(0.5 / Math.Sqrt(square / vectors.Length));
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] *= scale;
        }

        NativeMemory.AlignedFree(input);
        NativeMemory.AlignedFree(output);
        NativeMemory.AlignedFree(gradient);
        return (words, vectors);
    }

    private static void Learn(float* vector, float* output, int target, int[] table, int size, float rate, float* gradient, ref Noise noise)
    {
        new Span<float>(gradient, size).Clear();
        for (var n = 0; n <= Negatives; n++)
        {
            var word = n == 0 ? target : table[noise.Below(table.Length)];
            if (n > 0 && word == target)
            {
                continue;
            }

            var other = output + (long)word * size;
            var score = Kernels.Dot(size, vector, other);
            var g = rate * ((n == 0 ? 1 : 0) - Kernels.Sigmoid(System.Runtime.Intrinsics.Vector512.Create(score))[0]);
            Kernels.AddScaled(size, g, other, gradient);
            Kernels.AddScaled(size, g, vector, other);
        }

        Kernels.Add(size, gradient, vector);
    }

    /// <summary>A table from which an even draw takes each index as often as its chance says.</summary>
    internal static int[] DrawTable(double[] chances)
    {
        var sum = chances.Sum();
        var table = new int[1 << 20];
        var at = 0;
        var reached = chances.Length == 0 ? 0 : chances[0];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = at;
            while (at + 1 < chances.Length && (i + 1) / (double)table.Length > reached / sum)
            {
                reached += chances[++at];
            }
        }

        return table;
    }
}
