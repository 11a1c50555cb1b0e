using System.Runtime.CompilerServices;

namespace Entente.Language.Neural;

/// <summary>
/// Labels of a sentence as one chain: each label's score for its word, and a score for every step from one label to the next
/// (a linear-chain conditional random field, Lafferty et al. 2001). Steps that no name can take are barred.
/// </summary>
internal sealed unsafe class LabelChain
{
    private const float Barred = -1e4f;
    private readonly int _n;

    /// <summary>For each label those that may stand before it, and those that may stand behind it.</summary>
    private readonly byte[][] _before;
    private readonly byte[][] _after;
    private readonly bool[] _mayBegin;
    private readonly bool[] _mayEnd;

    /// <param name="labels">"O", and types with B, I, E or S before them.</param>
    public LabelChain(IReadOnlyList<string> labels)
    {
        _n = labels.Count;
        var may = new bool[_n, _n];
        _mayBegin = new bool[_n];
        _mayEnd = new bool[_n];
        static bool Inside(string l) => l[0] is 'I' or 'E';
        static bool Open(string l) => l[0] is 'B' or 'I';
        _before = new byte[_n][];
        _after = new byte[_n][];
        for (var a = 0; a < _n; a++)
        {
            _mayBegin[a] = !Inside(labels[a]);
            _mayEnd[a] = !Open(labels[a]);
            for (var b = 0; b < _n; b++)
            {
                may[a, b] = Open(labels[a]) ? Inside(labels[b]) && labels[a].AsSpan(1).SequenceEqual(labels[b].AsSpan(1)) : !Inside(labels[b]);
            }
        }

        for (var b = 0; b < _n; b++)
        {
            _after[b] = [.. Enumerable.Range(0, _n).Where(a => may[b, a]).Select(a => (byte)a)];
            _before[b] = [.. Enumerable.Range(0, _n).Where(a => may[a, b]).Select(a => (byte)a)];
        }
    }

    /// <summary>Gradient of the negative log-likelihood: over <paramref name="scores"/> in place, and added to that of the steps. Gives the loss.</summary>
    /// <param name="scores">A row of <paramref name="columns"/> for each word.</param>
    /// <param name="steps">n × n, from row to column.</param>
    public double Loss(int length, float* scores, int columns, ReadOnlySpan<int> gold, float* steps, float* dSteps, float weight)
    {
        var n = _n;
        var forward = new double[length, n];
        var backward = new double[length, n];
        Span<double> terms = stackalloc double[n];
        for (var t = 0; t < length; t++)
        {
            for (var b = 0; b < n; b++)
            {
                var own = (double)scores[t * columns + b];
                if (t == 0)
                {
                    forward[t, b] = own + (_mayBegin[b] ? 0 : Barred);
                    continue;
                }

                var before = _before[b];
                for (var i = 0; i < before.Length; i++)
                {
                    terms[i] = forward[t - 1, before[i]] + steps[before[i] * n + b];
                }

                forward[t, b] = own + LogSum(terms[..before.Length]);
            }
        }

        for (var t = length - 1; t >= 0; t--)
        {
            for (var a = 0; a < n; a++)
            {
                if (t == length - 1)
                {
                    backward[t, a] = _mayEnd[a] ? 0 : Barred;
                    continue;
                }

                var after = _after[a];
                for (var i = 0; i < after.Length; i++)
                {
                    terms[i] = steps[a * n + after[i]] + scores[(t + 1) * columns + after[i]] + backward[t + 1, after[i]];
                }

                backward[t, a] = LogSum(terms[..after.Length]);
            }
        }

        for (var b = 0; b < n; b++)
        {
            terms[b] = forward[length - 1, b] + backward[length - 1, b];
        }

        var all = LogSum(terms);
        var path = 0.0;
        for (var t = 0; t < length; t++)
        {
            path += scores[t * columns + gold[t]] + (t > 0 ? steps[gold[t - 1] * n + gold[t]] : 0);
        }

        for (var t = 1; t < length; t++)
        {
            for (var a = 0; a < n; a++)
            {
                foreach (int b in _after[a])
                {
                    dSteps[a * n + b] += weight * (float)Portable.Exp(forward[t - 1, a] + steps[a * n + b] + scores[t * columns + b] + backward[t, b] - all);
                }
            }

            dSteps[gold[t - 1] * n + gold[t]] -= weight;
        }

        for (var t = 0; t < length; t++)
        {
            for (var b = 0; b < columns; b++)
            {
                scores[t * columns + b] = b < n ? weight * (float)Portable.Exp(forward[t, b] + backward[t, b] - all) : 0;
            }

            scores[t * columns + gold[t]] -= weight;
        }

        return all - path;
    }

    /// <summary>The best labels that no barred step leads through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Best(int length, float* scores, int columns, float* steps, Arena arena, Span<int> labels)
    {
        var n = _n;
        var from = (byte*)arena.Take((long)length * n / sizeof(float) + 1);
        Span<float> before = stackalloc float[n];
        Span<float> now = stackalloc float[n];
        for (var t = 0; t < length; t++)
        {
            for (var b = 0; b < n; b++)
            {
                if (t == 0)
                {
                    now[b] = scores[b] + (_mayBegin[b] ? 0 : Barred);
                    continue;
                }

                var best = 0;
                var top = float.NegativeInfinity;
                foreach (int a in _before[b])
                {
                    if (before[a] + steps[a * n + b] > top)
                    {
                        (best, top) = (a, before[a] + steps[a * n + b]);
                    }
                }

                from[t * n + b] = (byte)best;
                now[b] = top + scores[t * columns + b];
            }

            now.CopyTo(before);
        }

        var last = -1;
        for (var b = 0; b < n; b++)
        {
            last = _mayEnd[b] && (last < 0 || before[b] > before[last]) ? b : last;
        }

        for (var t = length - 1; t >= 0; t--)
        {
            labels[t] = last;
            last = from[t * n + last];
        }
    }

    private static double LogSum(ReadOnlySpan<double> terms)
    {
        var top = double.NegativeInfinity;
        foreach (var t in terms)
        {
            top = Math.Max(top, t);
        }

        var sum = 0.0;
        foreach (var t in terms)
        {
            sum += Portable.Exp(t - top);
        }

        return top + Portable.Log(sum);
    }
}
