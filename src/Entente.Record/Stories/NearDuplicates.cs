namespace Entente.Record.Stories;

/// <summary>
/// Finds texts that carry another's words: cut, reordered, retitled or lightly rewritten copies. An exact index of runs of four words; what is
/// said of two texts is containment, the share of the shorter one's runs that the other has. Texts beyond <see cref="Capacity"/> leave the index,
/// the oldest first, so that memory stays bounded.
/// </summary>
public sealed class NearDuplicates(int capacity = NearDuplicates.DefaultCapacity)
{
    /// <summary>Containment from which a text counts as a copy; fixed on planted copies of eight kinds.</summary>
    public const double Copy = 0.45;

    /// <summary>Containment from which a text is worth showing as near.</summary>
    public const double Near = 0.3;

    public const int DefaultCapacity = 1 << 18;
    private const int Run = 4;

    /// <summary>A run of words that so many texts share is a formula of the trade and says nothing.</summary>
    private const int Formula = 60;

    /// <summary>Runs of a text shorter than this are all indexed; of longer ones every second.</summary>
    private const int Short = 60;

    private Generation _young = new();
    private Generation _old = new();

    public int Capacity { get; } = capacity;

    /// <summary>Earlier texts that share much with this one, the nearest first; then the text itself is indexed.</summary>
    public IReadOnlyList<(int Text, double Containment)> Add(int text, string title, string body)
    {
        var runs = Runs(title, body);
        var found = _old.Find(runs).Concat(_young.Find(runs)).Where(f => f.Containment >= Near).OrderByDescending(f => f.Containment).ThenBy(f => f.Text).ToList();
        if (_young.Count * 2 >= Capacity)
        {
            (_old, _young) = (_young, new Generation());
        }

        _young.Add(text, runs);
        return found;
    }

    /// <summary>Hashes of all runs of four words, each once, ascending; a text of fewer words is one run.</summary>
    internal static uint[] Runs(string title, string body)
    {
        var hashes = new List<uint>(body.Length / 6);
        Span<uint> last = stackalloc uint[Run];
        var words = 0;
        Feed(title, ref words, last, hashes);
        Feed(body, ref words, last, hashes);
        if (hashes.Count == 0 && words > 0)
        {
            hashes.Add(Mix(last, words));
        }

        hashes.Sort();
        var kept = 0;
        for (var i = 0; i < hashes.Count; i++)
        {
            if (i == 0 || hashes[i] != hashes[kept - 1])
            {
                hashes[kept++] = hashes[i];
            }
        }

        return [.. hashes.Take(kept)];
    }

    private static void Feed(string text, ref int words, Span<uint> last, List<uint> hashes)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var hash = 2166136261u;
            while (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                hash = (hash ^ char.ToLowerInvariant(text[i++])) * 16777619u;
            }

            last[words++ % Run] = hash;
            if (words >= Run)
            {
                hashes.Add(Mix(last, words));
            }
        }
    }

    private static uint Mix(ReadOnlySpan<uint> last, int words)
    {
        var hash = 0u;
        for (var k = 0; k < Run; k++)
        {
            hash = (uint.RotateLeft(hash, 5) ^ last[(words + k) % Run]) * 2654435761u;
        }

        return hash ^ (hash >> 15);
    }

    /// <summary>Half of the index; it is dropped whole when it has grown old.</summary>
    private sealed class Generation
    {
        private readonly Dictionary<uint, int> _head = [];
        private readonly List<(int Text, int Next)> _chain = [];
        private readonly List<int> _names = [];
        private readonly List<uint[]> _runs = [];
        private readonly Dictionary<int, int> _shared = [];

        public int Count => _runs.Count;

        public void Add(int text, uint[] runs)
        {
            var at = _runs.Count;
            _names.Add(text);
            _runs.Add(runs);
            foreach (var run in runs)
            {
                if (runs.Length > Short && (run & 1) != 0)
                {
                    continue;
                }

                ref var head = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_head, run, out var known);
                _chain.Add((at, known ? head : -1));
                head = _chain.Count - 1;
            }
        }

        public IEnumerable<(int Text, double Containment)> Find(uint[] runs)
        {
            _shared.Clear();
            foreach (var run in runs)
            {
                if (!_head.TryGetValue(run, out var link))
                {
                    continue;
                }

                var start = link;
                var length = 0;
                while (link >= 0 && length <= Formula)
                {
                    link = _chain[link].Next;
                    length++;
                }

                if (length > Formula)
                {
                    continue;
                }

                for (link = start; link >= 0; link = _chain[link].Next)
                {
                    ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_shared, _chain[link].Text, out _);
                    count++;
                }
            }

            var found = new List<(int, double)>();
            foreach (var (at, count) in _shared)
            {
                var shorter = Math.Min(runs.Length, _runs[at].Length);
                // Half of a long text's runs are indexed: a quarter of the wanted share is enough to look closer.
                if (count * 4 >= shorter * Near)
                {
                    found.Add((_names[at], Containment(runs, _runs[at])));
                }
            }

            return found;
        }

        private static double Containment(uint[] a, uint[] b)
        {
            var shared = 0;
            for (int i = 0, j = 0; i < a.Length && j < b.Length;)
            {
                if (a[i] == b[j])
                {
                    shared++;
                    i++;
                    j++;
                }
                else if (a[i] < b[j])
                {
                    i++;
                }
                else
                {
                    j++;
                }
            }

            return a.Length == 0 || b.Length == 0 ? 0 : (double)shared / Math.Min(a.Length, b.Length);
        }
    }
}
