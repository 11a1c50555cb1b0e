using System.Runtime.CompilerServices;

namespace Entente.Language.Neural;

/// <summary>The best tree over a sentence's arc scores (Chu and Liu 1965, Edmonds 1967), with one word on the root.</summary>
internal static unsafe class SpanningTree
{
    /// <param name="scores">Row a word, column a head; column 0 is the root, column h + 1 is word h.</param>
    /// <param name="heads">Receives the head of each word, counted from 0; -1 for the root.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(int n, float* scores, int columns, Arena arena, Span<int> heads)
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
        for (var i = 0; i < n && n > 1; i++)
        {
            var row = scores + (long)i * columns;
            var other = float.NegativeInfinity;
            for (var h = 1; h <= n; h++)
            {
                other = h == i + 1 ? other : MathF.Max(other, row[h]);
            }

            if (row[0] - other > gain)
            {
                (root, gain) = (i, row[0] - other);
            }
        }

        // From here on node 0 is the root and word i is node i + 1; weights stand at [head][dependent].
        var size = n + 1;
        var weights = arena.Take((long)size * size);
        for (var d = 1; d <= n; d++)
        {
            for (var h = 0; h <= n; h++)
            {
                weights[h * size + d] = h == d || (h == 0 && d != root + 1) || (h != 0 && d == root + 1) ? float.NegativeInfinity : scores[(long)(d - 1) * columns + h];
            }
        }

        var solved = arena.TakeInts(size);
        Solve(weights, size, arena, solved);
        for (var d = 1; d <= n; d++)
        {
            heads[d - 1] = solved[d] - 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    private static void Solve(float* w, int n, Arena arena, int* head)
    {
        head[0] = 0;
        for (var d = 1; d < n; d++)
        {
            head[d] = d == 1 ? 0 : 1;
            for (var h = 0; h < n; h++)
            {
                if (h != d && w[h * n + d] > w[head[d] * n + d])
                {
                    head[d] = h;
                }
            }
        }

        // inside[v] says whether v is on the cycle.
        var inside = arena.TakeInts(n);
        if (Cycle(head, n, arena, inside) is var first && first < 0)
        {
            return;
        }

        // The cycle becomes one node, the last of a smaller problem.
        var outside = arena.TakeInts(n);
        var m = 0;
        for (var v = 0; v < n; v++)
        {
            if (inside[v] == 0)
            {
                outside[m++] = v;
            }
        }

        var smaller = arena.Take((long)(m + 1) * (m + 1));
        var enter = arena.TakeInts(m + 1);
        var leave = arena.TakeInts(m + 1);
        for (var a = 0; a < m; a++)
        {
            for (var b = 0; b < m; b++)
            {
                smaller[a * (m + 1) + b] = w[outside[a] * n + outside[b]];
            }

            float bestIn = float.NegativeInfinity, bestOut = float.NegativeInfinity;
            enter[a] = leave[a] = first;
            for (var v = 1; v < n; v++)
            {
                if (inside[v] == 0)
                {
                    continue;
                }

                var into = w[outside[a] * n + v] - w[head[v] * n + v];
                if (into > bestIn)
                {
                    (bestIn, enter[a]) = (into, v);
                }

                if (w[v * n + outside[a]] > bestOut)
                {
                    (bestOut, leave[a]) = (w[v * n + outside[a]], v);
                }
            }

            smaller[a * (m + 1) + m] = bestIn;
            smaller[m * (m + 1) + a] = bestOut;
        }

        var solved = arena.TakeInts(m + 1);
        Solve(smaller, m + 1, arena, solved);
        for (var a = 1; a < m; a++)
        {
            head[outside[a]] = solved[a] == m ? leave[a] : outside[solved[a]];
        }

        head[enter[solved[m]]] = outside[solved[m]];
    }

    /// <summary>Marks the nodes of a cycle and gives one of them; -1 where there is none.</summary>
    private static int Cycle(int* head, int n, Arena arena, int* inside)
    {
        var mark = arena.TakeInts(n);
        new Span<int>(mark, n).Clear();
        new Span<int>(inside, n).Clear();
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
                for (var v = at; inside[v] == 0; v = head[v])
                {
                    inside[v] = 1;
                }

                return at;
            }
        }

        return -1;
    }
}
