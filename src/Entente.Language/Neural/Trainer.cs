using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Entente.Language.Neural;

/// <summary>How long and how fast to learn, and how much to forget on the way.</summary>
/// <param name="BatchWords">Words a step.</param>
/// <param name="Rate">The highest rate; it rises over the first steps and then falls in a straight line.</param>
internal sealed record Schedule(int Epochs, int BatchWords, float Rate, float DropInput, float DropLayer, float DropMemory, float DropHead, float DropWord);

/// <summary>Walks a corpus in shuffled batches. Two workers take every other example of each batch, so that the result does not depend on timing.</summary>
internal abstract unsafe class Trainer<T> : IDisposable
{
    private const int Workers = 2;
    private const int Pool = 1500;
    private readonly Parameters _parameters;
    private readonly Embeddings[] _tables;
    private readonly ulong _seed;
    private readonly float*[] _gradients;
    private readonly Arena[] _arenas = [new(), new()];

    protected Trainer(Parameters parameters, IReadOnlyList<Embeddings> tables, Schedule schedule, ulong seed)
    {
        (_parameters, _tables, Schedule, _seed) = (parameters, [.. tables], schedule, seed);
        _gradients = [Parameters.Zeros(parameters.Count), Parameters.Zeros(parameters.Count)];
        Transposed = Parameters.Zeros(parameters.Count);
    }

    protected Schedule Schedule { get; }

    /// <summary>Every matrix turned, at the same place as the matrix itself.</summary>
    protected float* Transposed { get; }

    protected abstract int Length(T example);

    /// <summary>Forward and back through some examples, longest first; adds to the gradients and gives the summed loss.</summary>
    /// <param name="weight">What one word counts in the batch.</param>
    protected abstract double Pass(T[] examples, Arena arena, float* gradients, int worker, float weight, ref Noise noise);

    public void Run(IReadOnlyList<T> corpus, Action<int, string> epochEnd)
    {
        var noise = new Noise(_seed);
        var order = Enumerable.Range(0, corpus.Count).ToArray();
        var step = 0;
        var total = 0;
        for (var epoch = 1; epoch <= Schedule.Epochs; epoch++)
        {
            var watch = Stopwatch.StartNew();
            var batches = Batches(corpus, order, ref noise);
            total = Math.Max(total, Schedule.Epochs * batches.Count);
            var loss = 0.0;
            long words = 0;
            foreach (var batch in batches)
            {
                step++;
                var rate = Schedule.Rate * (float)Math.Min(step / 400.0, 1) * (float)Math.Max(0.01, 1 - (double)step / total);
                Turn();
                var count = batch.Sum(s => Length(corpus[s]));
                words += count;
                var partial = new double[Workers];
                var at = step;
                Parallel.For(0, Workers, new ParallelOptions { MaxDegreeOfParallelism = Workers }, w =>
                {
                    var mine = batch.Where((_, i) => i % Workers == w).Select(s => corpus[s]).OrderByDescending(Length).ToArray();
                    var random = new Noise(_seed + (ulong)at * 31 + (ulong)w);
                    if (mine.Length > 0)
                    {
                        _arenas[w].Reset();
                        partial[w] = Pass(mine, _arenas[w], _gradients[w], w, 1f / count, ref random);
                    }
                });
                loss += partial[0] + partial[1];
                _parameters.Step(_gradients, rate, step, clip: 5);
                Parallel.ForEach(_tables, new ParallelOptions { MaxDegreeOfParallelism = Workers }, t => t.Step(rate, at));
            }

            epochEnd(epoch, $"epoch {epoch} of {Schedule.Epochs}: loss {loss / words:F3} a word, {words / watch.Elapsed.TotalSeconds:F0} words/s");
        }
    }

    /// <summary>The gradients of all weights for some examples, longest first, read by one worker; for checking them.</summary>
    internal float[] Slopes(T[] examples, out double loss)
    {
        Turn();
        _arenas[0].Reset();
        var noise = new Noise(_seed);
        loss = Pass(examples, _arenas[0], _gradients[0], 0, 1, ref noise);
        var slopes = new Span<float>(_gradients[0], _parameters.Count).ToArray();
        new Span<float>(_gradients[0], _parameters.Count).Clear();
        foreach (var table in _tables)
        {
            table.Workers[0].Clear();
        }

        return slopes;
    }

    /// <summary>Batches of examples of like length, in random order.</summary>
    private List<int[]> Batches(IReadOnlyList<T> corpus, int[] order, ref Noise noise)
    {
        Shuffle(order, ref noise);
        var batches = new List<int[]>();
        for (var from = 0; from < order.Length; from += Pool)
        {
            var batch = new List<int>();
            var words = 0;
            foreach (var s in order.Skip(from).Take(Pool).OrderBy(s => Length(corpus[s])).ToArray())
            {
                batch.Add(s);
                words += Length(corpus[s]);
                if (words >= Schedule.BatchWords)
                {
                    batches.Add([.. batch]);
                    batch.Clear();
                    words = 0;
                }
            }

            if (batch.Count > 0)
            {
                batches.Add([.. batch]);
            }
        }

        var result = batches.ToArray();
        Shuffle(result, ref noise);
        return [.. result];
    }

    private static void Shuffle<TItem>(TItem[] items, ref Noise noise)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = noise.Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private void Turn()
    {
        var blocks = _parameters.Blocks;
        Parallel.For(0, blocks.Count, new ParallelOptions { MaxDegreeOfParallelism = Workers }, i =>
        {
            var b = blocks[i];
            if (b.Rows > 1)
            {
                Kernels.Transpose(b.Rows, b.Columns, _parameters.Values + b.At, b.Columns, Transposed + b.At, b.Rows);
            }
        });
    }

    /// <summary>Replaces scores by the gradient of their cross-entropy, times <paramref name="weight"/>; a negative class carries none.</summary>
    protected static double Loss(float* scores, int n, int gold, float weight)
    {
        if (gold < 0)
        {
            new Span<float>(scores, Kernels.Padded(n)).Clear();
            return 0;
        }

        var at = scores[gold];
        var loss = Kernels.Softmax(n, scores) - at;
        scores[gold] -= 1;
        for (var i = 0; i < n; i++)
        {
            scores[i] *= weight;
        }

        return loss;
    }

    public void Dispose()
    {
        foreach (var arena in _arenas)
        {
            arena.Dispose();
        }

        NativeMemory.AlignedFree(_gradients[0]);
        NativeMemory.AlignedFree(_gradients[1]);
        NativeMemory.AlignedFree(Transposed);
        GC.SuppressFinalize(this);
    }
}
