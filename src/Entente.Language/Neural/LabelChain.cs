namespace Entente.Language.Neural;

/// <summary>
/// Labels of a sentence as one chain: each label's score for its word, and a score for every step from one label to the next
/// (a linear-chain conditional random field, Lafferty et al. 2001). Steps that no name can take are barred.
/// </summary>
internal sealed unsafe class LabelChain
{
    private const float Barred = -1e4f;
    private readonly int _n;
    private readonly bool[,] _may;

    /// <summary>For each label those that may stand before it.</summary>
    private readonly byte[][] _before;
    private readonly bool[] _mayBegin;
    private readonly bool[] _mayEnd;

    /// <param name="labels">"O", and types with B, I, E or S before them.</param>
    public LabelChain(IReadOnlyList<string> labels)
    {
        _n = labels.Count;
        _may = new bool[_n, _n];
        _mayBegin = new bool[_n];
        _mayEnd = new bool[_n];
        static bool Inside(string l) => l[0] is 'I' or 'E';
        static bool Open(string l) => l[0] is 'B' or 'I';
        _before = new byte[_n][];
        for (var a = 0; a < _n; a++)
        {
            _mayBegin[a] = !Inside(labels[a]);
            _mayEnd[a] = !Open(labels[a]);
            for (var b = 0; b < _n; b++)
            {
                _may[a, b] = Open(labels[a]) ? Inside(labels[b]) && labels[a].AsSpan(1).SequenceEqual(labels[b].AsSpan(1)) : !Inside(labels[b]);
            }
        }

        for (var b = 0; b < _n; b++)
        {
            _before[b] = [.. Enumerable.Range(0, _n).Where(a => _may[a, b]).Select(a => (byte)a)];
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

                for (var a = 0; a < n; a++)
                {
                    terms[a] = forward[t - 1, a] + Step(steps, a, b);
                }

                forward[t, b] = own + LogSum(terms);
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

                for (var b = 0; b < n; b++)
                {
                    terms[b] = Step(steps, a, b) + scores[(t + 1) * columns + b] + backward[t + 1, b];
                }

                backward[t, a] = LogSum(terms);
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
                for (var b = 0; b < n; b++)
                {
                    if (_may[a, b])
                    {
                        dSteps[a * n + b] += weight * (float)Portable.Exp(forward[t - 1, a] + steps[a * n + b] + scores[t * columns + b] + backward[t, b] - all);
                    }
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

    private double Step(float* steps, int a, int b) => _may[a, b] ? steps[a * _n + b] : Barred;

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
