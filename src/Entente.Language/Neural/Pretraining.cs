using System.Runtime.InteropServices;

namespace Entente.Language.Neural;

/// <summary>A sentence of raw text: its words, and for each its place among the words to be foretold (-1: none).</summary>
internal sealed record RawSentence(WordEntry[] Words, int[] Targets);

/// <summary>
/// Teaches an encoder's tables and first layer on raw text: from the words before it, and apart from that from the words behind it, each
/// word is to be foretold among a sample of others (after Peters et al. 2018). What it learns is where the trained networks begin.
/// </summary>
internal sealed unsafe class Pretraining : Trainer<RawSentence>
{
    private const int Sample = 512;
    private readonly Encoder _encoder;
    private readonly Parameters _parameters;
    private readonly Embeddings[] _foretold;
    private readonly float[] _logChance;
    private readonly int[] _draw;

    private Pretraining(Parameters parameters, Encoder encoder, Embeddings[] foretold, float[] logChance, int[] draw, Schedule schedule, ulong seed)
        : base(parameters, [encoder.Words, encoder.Letters, .. foretold], schedule, seed) =>
        (_parameters, _encoder, _foretold, _logChance, _draw) = (parameters, encoder, foretold, logChance, draw);

    /// <summary>Learns from sentences of normal forms and copies what was learned into <paramref name="into"/>, whose weights are <paramref name="weights"/>.</summary>
    /// <param name="vocabulary">How many words, the most frequent ones, are to be foretold.</param>
    public static void Run(IReadOnlyList<string[]> sentences, Encoder into, Parameters weights, int vocabulary, Schedule schedule, ulong seed, Action<string> report)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in sentences.SelectMany(s => s))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, Spelling.Normal(word), out _)++;
        }

        var words = counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(vocabulary).ToArray();
        var index = words.Select((w, i) => (w.Key, i)).ToDictionary(p => p.Key, p => p.i, StringComparer.Ordinal);
        var chances = words.Select(w => Math.Sqrt(w.Value) * Math.Sqrt(Math.Sqrt(w.Value))).ToArray();
        var entries = new EntryCache(into.Lexicon);
        var corpus = sentences.Where(s => s.Length is >= 4 and <= 100).Select(s => new RawSentence([.. s.Select(entries.Of)], [.. s.Select(w => index.GetValueOrDefault(Spelling.Normal(w), -1))])).ToList();

        using var parameters = new Parameters();
        var shape = into.Shape with { Layers = 1 };
        using var encoder = new Encoder(parameters, shape, into.Lexicon, 2);
        parameters.Allocate();
        var noise = new Noise(seed);
        encoder.Start(parameters, ref noise);
        Buffer.MemoryCopy(into.Vectors.Values, encoder.Vectors.Values, (long)into.Vectors.Rows * into.Vectors.Size * sizeof(float), (long)into.Vectors.Rows * into.Vectors.Size * sizeof(float));
        using var next = new Embeddings(words.Length, shape.Hidden, 2);
        using var previous = new Embeddings(words.Length, shape.Hidden, 2);
        var total = chances.Sum();
        using var trainer = new Pretraining(parameters, encoder, [next, previous], [.. chances.Select(c => (float)Portable.Log(c / total))], WordVectors.DrawTable(chances), schedule, seed);
        trainer.Run(corpus, (_, line) => report("raw text, " + line));

        foreach (var block in parameters.Blocks)
        {
            var target = weights.Blocks.First(b => b.Name == block.Name);
            Buffer.MemoryCopy(parameters.Values + block.At, weights.Values + target.At, (long)target.Count * sizeof(float), (long)block.Count * sizeof(float));
        }

        foreach (var (from, to) in new[] { (encoder.Words, into.Words), (encoder.Letters, into.Letters) })
        {
            Buffer.MemoryCopy(from.Values, to.Values, (long)to.Rows * to.Size * sizeof(float), (long)from.Rows * from.Size * sizeof(float));
        }
    }

    protected override int Length(RawSentence example) => example.Words.Length;

    protected override double Pass(RawSentence[] examples, Arena arena, float* gradients, int worker, float weight, ref Noise noise)
    {
        var pass = new EncoderPass(_encoder, arena, _parameters.Values, [.. examples.Select(e => e.Words)], null, (_, _) => Schedule.DropWord, Schedule, ref noise);
        var loss = 0.0;
        for (var direction = 0; direction < 2; direction++)
        {
            loss += Foretell(examples, pass, arena, direction, worker, weight, ref noise);
        }

        pass.Return(Transposed, gradients, worker);
        return loss;
    }

    private double Foretell(RawSentence[] examples, EncoderPass pass, Arena arena, int direction, int worker, float weight, ref Noise noise)
    {
        int hidden = _encoder.Shape.Hidden, step = direction == 0 ? 1 : -1, columns = Sample + Kernels.Lane;
        var packing = pass.Packing;
        var table = _foretold[direction];
        var others = new int[Sample];
        var rows = arena.Take((long)Sample * hidden);
        for (var i = 0; i < Sample; i++)
        {
            others[i] = _draw[noise.Below(_draw.Length)];
            Copy(hidden, table[others[i]], rows + (long)i * hidden);
        }

        var turned = arena.Take((long)Sample * hidden);
        Kernels.Transpose(Sample, hidden, rows, hidden, turned, Sample);

        // The memories that foretell a word, and which.
        var places = new List<(int Row, int Target)>(packing.Rows);
        for (var t = 0; t < packing.Steps; t++)
        {
            for (var s = 0; s < packing.Count(t); s++)
            {
                var at = t + step;
                if (at >= 0 && at < examples[s].Targets.Length && examples[s].Targets[at] >= 0)
                {
                    places.Add((packing.Offset[t] + s, examples[s].Targets[at]));
                }
            }
        }

        var n = places.Count;
        var memory = arena.Take((long)Math.Max(1, n) * hidden);
        var scores = arena.Take((long)Math.Max(1, n) * columns);
        for (var i = 0; i < n; i++)
        {
            Copy(hidden, pass.Values[1] + (long)places[i].Row * 2 * hidden + direction * hidden, memory + (long)i * hidden);
        }

        Kernels.Multiply(n, Sample, hidden, memory, hidden, 1, turned, Sample, scores + Kernels.Lane, columns, add: false);
        var loss = 0.0;
        for (var i = 0; i < n; i++)
        {
            var target = places[i].Target;
            var row = scores + (long)i * columns;
            new Span<float>(row, Kernels.Lane).Fill(-1e9f);
            row[0] = Kernels.Dot(hidden, memory + (long)i * hidden, table[target]) - _logChance[target];
            for (var k = 0; k < Sample; k++)
            {
                row[Kernels.Lane + k] = others[k] == target ? -1e9f : row[Kernels.Lane + k] - _logChance[others[k]];
            }

            loss += Loss(row, columns, 0, weight);
        }

        var dMemory = arena.Take((long)Math.Max(1, n) * hidden);
        Kernels.Multiply(n, hidden, Sample, scores + Kernels.Lane, columns, 1, rows, hidden, dMemory, hidden, add: false);
        var dRows = arena.Take((long)Sample * hidden);
        Kernels.Multiply(Sample, hidden, n, scores + Kernels.Lane, 1, columns, memory, hidden, dRows, hidden, add: false);
        for (var k = 0; k < Sample; k++)
        {
            table.Workers[worker].Add(others[k], 1, dRows + (long)k * hidden);
        }

        for (var i = 0; i < n; i++)
        {
            var g = scores[(long)i * columns];
            Kernels.AddScaled(hidden, g, table[places[i].Target], dMemory + (long)i * hidden);
            table.Workers[worker].Add(places[i].Target, g, memory + (long)i * hidden);
            Kernels.Add(hidden, dMemory + (long)i * hidden, pass.Gradients[1] + (long)places[i].Row * 2 * hidden + direction * hidden);
        }

        return loss;
    }

    private static void Copy(int count, float* from, float* to) => Buffer.MemoryCopy(from, to, (long)count * sizeof(float), (long)count * sizeof(float));
}
