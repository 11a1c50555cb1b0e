namespace Entente.Record.Stories;

/// <summary>
/// Texts grouped into stories. Average linkage over what the texts share puts together what tells of one happening; then each group is looked
/// at for itself: where two parts of it share little beyond the words that all of it has (the same parties another year, another opponent,
/// another town), they are sibling happenings and kept apart. The result depends on the set of texts alone, not on their order.
/// </summary>
public static class StoryClusters
{
    /// <summary>Average similarity above which groups are joined.</summary>
    public const double Joined = 0.22;

    /// <summary>Similarities below this are taken as none.</summary>
    internal const double Floor = 0.05;

    /// <summary>Two parts are siblings where what they share, beyond the group's common words, is less than this share of what holds each together.</summary>
    private const double Apart = 0.23;

    /// <summary>Words that more than this share of a group has say nothing of its parts.</summary>
    private const double Common = 0.8;

    private const int LeastPart = 3;

    /// <summary>A group larger than this is not looked at for siblings: it is a stream of one kind of notice.</summary>
    private const int LargestSplit = 600;

    /// <summary>Texts published further apart than this tell of steps of their own.</summary>
    public const int DaysTogether = 14;

    /// <summary>Grouping by words and days of publication alone.</summary>
    /// <param name="texts">In canonical order (by id), so that ties fall the same way.</param>
    /// <param name="days">Day numbers of publication; null where not known.</param>
    /// <returns>For each text the index of the first text of its story.</returns>
    public static int[] Group(IReadOnlyList<StoryTerms> texts, IReadOnlyList<int?> days) => Group(texts, i => days[i] is { } d ? (d, d + DaysTogether) : null, (i, j) => days[i] is { } a && days[j] is { } b && Math.Abs(a - b) > DaysTogether ? 0 : 1);

    /// <param name="texts">In canonical order (by id), so that ties fall the same way.</param>
    /// <param name="span">Between which days a text stands beside others: two whose spans are apart are no story; null for one that stands beside all.</param>
    /// <param name="bearing">What is known of two texts apart from their words, as a factor of their similarity; nought keeps them apart.</param>
    /// <returns>For each text the index of the first text of its story.</returns>
    public static int[] Group(IReadOnlyList<StoryTerms> texts, Func<int, (int From, int To)?> span, Func<int, int, double> bearing) => Group(texts, Edges(texts, span, bearing));

    /// <param name="texts">In canonical order (by id), so that ties fall the same way.</param>
    /// <param name="edges">Pairs that may be one story, in order, with their similarity.</param>
    /// <returns>For each text the index of the first text of its story.</returns>
    internal static int[] Group(IReadOnlyList<StoryTerms> texts, List<(int A, int B, double Similarity)> edges)
    {
        var stories = new int[texts.Count];
        foreach (var members in AverageLinkage(texts.Count, edges, Joined))
        {
            foreach (var part in Parted(members, texts))
            {
                foreach (var i in part)
                {
                    stories[i] = part[0];
                }
            }
        }

        return stories;
    }

    /// <summary>Pairs that may be one story, with their similarity: they share a term that is among the heaviest of both. By day, so that only what stands side by side is held.</summary>
    internal static List<(int A, int B, double Similarity)> Edges(IReadOnlyList<StoryTerms> texts, Func<int, (int From, int To)?> span, Func<int, int, double> bearing)
    {
        const int heavy = 40;
        var edges = new List<(int, int, double)>();
        var seen = new HashSet<int>();
        var (beside, undated) = (new Dictionary<ulong, Posting>(), new Dictionary<ulong, Posting>());
        var spans = Enumerable.Range(0, texts.Count).Select(i => span(i) is { } s ? (Index: i, s.From, s.To, Dated: true) : (Index: i, From: int.MinValue, To: int.MaxValue, Dated: false)).ToList();

        // Those without a day come first and are held to the end: each meets the later ones as they come.
        foreach (var (i, from, to, dated) in spans.OrderBy(s => s.From).ThenBy(s => s.Index))
        {
            seen.Clear();
            var t = texts[i];
            foreach (var k in Enumerable.Range(0, t.Terms.Length).OrderByDescending(k => t.Weights[k]).ThenBy(k => t.Terms[k]).Take(heavy))
            {
                Meet(undated.GetValueOrDefault(t.Terms[k]));
                Meet(beside.GetValueOrDefault(t.Terms[k]));
                var into = dated ? beside : undated;
                (into.TryGetValue(t.Terms[k], out var own) ? own : into[t.Terms[k]] = new Posting()).Add(i, to, from);
            }

            void Meet(Posting? posting)
            {
                foreach (var j in posting?.Within(from) ?? [])
                {
                    if (seen.Add(j) && bearing(Math.Max(i, j), Math.Min(i, j)) is > 0 and var factor && factor * t.Similarity(texts[j]) is > Floor and var similarity)
                    {
                        edges.Add((Math.Min(i, j), Math.Max(i, j), similarity));
                    }
                }
            }
        }

        edges.Sort();
        return edges;
    }

    /// <summary>Texts that hold a term, those that no later one stands beside dropped as they age.</summary>
    private sealed class Posting
    {
        /// <summary>A term that more texts hold at once is looked up among the latest of them only.</summary>
        private const int Longest = 2000;

        private readonly List<(int Text, int To)> _texts = [];

        public void Add(int text, int to, int day)
        {
            // Swept when the room is used up, so that a text is looked at a bounded number of times.
            if (_texts.Count == _texts.Capacity)
            {
                _texts.RemoveAll(t => t.To < day);
            }

            _texts.Add((text, to));
        }

        public IEnumerable<int> Within(int day)
        {
            for (var n = Math.Max(0, _texts.Count - Longest); n < _texts.Count; n++)
            {
                if (_texts[n].To >= day)
                {
                    yield return _texts[n].Text;
                }
            }
        }
    }

    /// <summary>Groups by average linkage over a sparse graph; a pair without an edge counts as nought.</summary>
    internal static IEnumerable<List<int>> AverageLinkage(int count, List<(int A, int B, double Similarity)> edges, double threshold)
    {
        var near = new Dictionary<int, double>?[count];
        var members = new List<int>?[count];
        for (var i = 0; i < count; i++)
        {
            members[i] = [i];
            near[i] = [];
        }

        var queue = new PriorityQueue<(int A, int B, int SizeA, int SizeB), (double, int, int)>();
        void Offer(int a, int b)
        {
            var (low, high) = (Math.Min(a, b), Math.Max(a, b));
            var average = near[low]![high] / ((double)members[low]!.Count * members[high]!.Count);
            if (average >= threshold)
            {
                queue.Enqueue((low, high, members[low]!.Count, members[high]!.Count), (-average, low, high));
            }
        }

        foreach (var (a, b, similarity) in edges)
        {
            near[a]![b] = similarity;
            near[b]![a] = similarity;
        }

        foreach (var (a, b, _) in edges)
        {
            Offer(a, b);
        }

        while (queue.TryDequeue(out var pair, out _))
        {
            var (a, b, sizeA, sizeB) = pair;
            if (members[a] is not { } left || members[b] is not { } right || left.Count != sizeA || right.Count != sizeB)
            {
                continue;
            }

            // The group keeps its lower index.
            left.AddRange(right);
            members[b] = null;
            foreach (var (c, sum) in near[b]!)
            {
                near[c]!.Remove(b);
                if (c != a)
                {
                    near[a]![c] = near[c]![a] = near[a]!.GetValueOrDefault(c) + sum;
                }
            }

            near[b] = null;
            near[a]!.Remove(b);
            foreach (var c in near[a]!.Keys.Order())
            {
                Offer(a, c);
            }
        }

        foreach (var group in members)
        {
            if (group is not null)
            {
                group.Sort();
                yield return group;
            }
        }
    }

    private static IEnumerable<List<int>> Parted(List<int> members, IReadOnlyList<StoryTerms> texts, int depth = 0)
    {
        if (members.Count < 2 * LeastPart || members.Count > LargestSplit || depth > 6)
        {
            return [members];
        }

        var holds = new Dictionary<ulong, int>();
        foreach (var term in members.SelectMany(m => texts[m].Terms))
        {
            holds[term] = holds.GetValueOrDefault(term) + 1;
        }

        double count = members.Count;
        var own = members.ConvertAll(m => texts[m].Reweighted(t => holds[t] >= 2 && holds[t] <= Common * count ? Math.Log(count / holds[t]) : 0));
        var similar = new double[members.Count, members.Count];
        for (var i = 0; i < members.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                similar[i, j] = similar[j, i] = own[i].Similarity(own[j]);
            }
        }

        var (first, second, aside) = Halves(similar, members.Count);
        if (second.Count < LeastPart || Mean(similar, first, second) >= Apart * Math.Min(Mean(similar, first, first), Mean(similar, second, second)))
        {
            return [members];
        }

        var (left, right) = (new List<int>(first), new List<int>(second));
        foreach (var i in aside)
        {
            (Mean(similar, [i], first) >= Mean(similar, [i], second) ? left : right).Add(i);
        }

        left.Sort();
        right.Sort();
        return Parted(left.ConvertAll(i => members[i]), texts, depth + 1).Concat(Parted(right.ConvertAll(i => members[i]), texts, depth + 1));
    }

    /// <summary>The topmost division of a group by average linkage over all pairs of which both halves are large enough; what smaller branches hold above it stands aside.</summary>
    private static (List<int> First, List<int> Second, List<int> Aside) Halves(double[,] similar, int count)
    {
        var sums = (double[,])similar.Clone();
        var nodes = Enumerable.Range(0, count).Select(i => (Members: new List<int> { i }, Left: -1, Right: -1)).ToList();
        var at = Enumerable.Range(0, count).ToArray();
        for (var left = count; left > 1; left--)
        {
            var (best, a, b) = (double.NegativeInfinity, -1, -1);
            for (var i = 0; i < count; i++)
            {
                for (var j = i + 1; at[i] >= 0 && j < count; j++)
                {
                    if (at[j] >= 0 && sums[i, j] / ((double)nodes[at[i]].Members.Count * nodes[at[j]].Members.Count) is var average && average > best)
                    {
                        (best, a, b) = (average, i, j);
                    }
                }
            }

            nodes.Add(([.. nodes[at[a]].Members, .. nodes[at[b]].Members], at[a], at[b]));
            (at[a], at[b]) = (nodes.Count - 1, -1);
            for (var k = 0; k < count; k++)
            {
                if (at[k] >= 0 && k != a)
                {
                    sums[a, k] += sums[b, k];
                    sums[k, a] = sums[a, k];
                }
            }
        }

        var aside = new List<int>();
        for (var node = nodes[^1]; node.Left >= 0;)
        {
            var (larger, smaller) = nodes[node.Left].Members.Count >= nodes[node.Right].Members.Count ? (nodes[node.Left], nodes[node.Right]) : (nodes[node.Right], nodes[node.Left]);
            if (smaller.Members.Count >= LeastPart)
            {
                return (larger.Members, smaller.Members, aside);
            }

            aside.AddRange(smaller.Members);
            node = larger;
        }

        return ([], [], aside);
    }

    private static double Mean(double[,] similar, List<int> a, List<int> b)
    {
        double sum = 0;
        var pairs = 0;
        foreach (var i in a)
        {
            foreach (var j in b)
            {
                if (i != j)
                {
                    sum += similar[i, j];
                    pairs++;
                }
            }
        }

        return pairs == 0 ? 0 : sum / pairs;
    }
}
