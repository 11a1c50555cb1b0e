namespace Entente.Language.Neural;

/// <summary>The best tree over a sentence's arc scores (Chu and Liu 1965, Edmonds 1967), with one word on the root.</summary>
internal static unsafe class SpanningTree
{
    /// <param name="scores">Row a word, column a head; column 0 is the root, column h + 1 is word h.</param>
    /// <param name="heads">Receives the head of each word, counted from 0; -1 for the root.</param>
    public static void Find(int n, float* scores, int columns, Span<int> heads)
    {
        var roots = 0;
        for (var i = 0; i < n; i++)
        {
            heads[i] = Best(scores + (long)i * columns, n, i) - 1;
            roots += heads[i] < 0 ? 1 : 0;
        }

        if (roots == 1 && IsTree(n, heads))
        {
            return;
        }

        // The word that gains most by hanging on the root rather than on a word takes it alone.
        var root = 0;
        var gain = float.NegativeInfinity;
        for (var i = 0; i < n; i++)
        {
            var row = scores + (long)i * columns;
            var other = float.NegativeInfinity;
            for (var h = 1; h <= n; h++)
            {
                other = h == i + 1 ? other : MathF.Max(other, row[h]);
            }

            if (n == 1 || row[0] - other > gain)
            {
                (root, gain) = (i, row[0] - other);
            }
        }

        var weights = new float[n + 1, n + 1];
        for (var d = 1; d <= n; d++)
        {
            for (var h = 0; h <= n; h++)
            {
                weights[h, d] = h == d || (h == 0 && d != root + 1) || (h != 0 && d == root + 1) ? float.NegativeInfinity : scores[(long)(d - 1) * columns + h];
            }
        }

        var solved = Solve(weights, n + 1);
        for (var d = 1; d <= n; d++)
        {
            heads[d - 1] = solved[d] - 1;
        }
    }

    private static int Best(float* row, int n, int self)
    {
        var best = 0;
        for (var h = 1; h <= n; h++)
        {
            if (h != self + 1 && row[h] > row[best])
            {
                best = h;
            }
        }

        return best;
    }

    private static bool IsTree(int n, ReadOnlySpan<int> heads)
    {
        Span<int> mark = n <= 512 ? stackalloc int[n] : new int[n];
        mark.Clear();
        for (var i = 0; i < n; i++)
        {
            var at = i;
            while (at >= 0 && mark[at] == 0)
            {
                mark[at] = i + 1;
                at = heads[at];
            }

            if (at >= 0 && mark[at] == i + 1)
            {
                return false;
            }
        }

        return true;
    }

    private static int[] Solve(float[,] w, int n)
    {
        var head = new int[n];
        for (var d = 1; d < n; d++)
        {
            head[d] = d == 1 ? 0 : 1;
            for (var h = 0; h < n; h++)
            {
                if (h != d && w[h, d] > w[head[d], d])
                {
                    head[d] = h;
                }
            }
        }

        var cycle = Cycle(head, n);
        if (cycle.Count == 0)
        {
            return head;
        }

        // The cycle becomes one node, the last of a smaller problem.
        var inside = new bool[n];
        foreach (var v in cycle)
        {
            inside[v] = true;
        }

        var outside = Enumerable.Range(0, n).Where(v => !inside[v]).ToArray();
        var m = outside.Length + 1;
        var smaller = new float[m, m];
        var enter = new int[m];
        var leave = new int[m];
        for (var a = 0; a < outside.Length; a++)
        {
            for (var b = 0; b < outside.Length; b++)
            {
                smaller[a, b] = w[outside[a], outside[b]];
            }

            float bestIn = float.NegativeInfinity, bestOut = float.NegativeInfinity;
            enter[a] = leave[a] = cycle[0];
            foreach (var v in cycle)
            {
                var into = w[outside[a], v] - w[head[v], v];
                if (into > bestIn)
                {
                    (bestIn, enter[a]) = (into, v);
                }

                if (w[v, outside[a]] > bestOut)
                {
                    (bestOut, leave[a]) = (w[v, outside[a]], v);
                }
            }

            smaller[a, m - 1] = bestIn;
            smaller[m - 1, a] = bestOut;
        }

        var solved = Solve(smaller, m);
        for (var a = 1; a < outside.Length; a++)
        {
            head[outside[a]] = solved[a] == m - 1 ? leave[a] : outside[solved[a]];
        }

        head[enter[solved[m - 1]]] = outside[solved[m - 1]];
        return head;
    }

    private static List<int> Cycle(int[] head, int n)
    {
        var mark = new int[n];
        for (var i = 1; i < n; i++)
        {
            var at = i;
            while (at != 0 && mark[at] == 0)
            {
                mark[at] = i;
                at = head[at];
            }

            if (at != 0 && mark[at] == i)
            {
                var cycle = new List<int>();
                var v = at;
                do
                {
                    cycle.Add(v);
                    v = head[v];
                }
                while (v != at);
                return cycle;
            }
        }

        return [];
    }
}
