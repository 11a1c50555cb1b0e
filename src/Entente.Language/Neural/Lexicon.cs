namespace Entente.Language.Neural;

/// <summary>A word form as the network sees it: its row among known words (0: unknown), its row among the vectors (-1: none), its rows of spelling.</summary>
internal sealed record WordEntry(int Word, int Vector, int[] Spelling);

/// <summary>Which words a network knows, and the parts that each form is looked up by.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, int> _words;
    private readonly Dictionary<string, int> _vectors;
    private readonly int _spellingRows;

    public Lexicon(IReadOnlyList<string> words, IReadOnlyList<string> vectorWords, int spellingRows)
    {
        (Words, VectorWords, _spellingRows) = (words, vectorWords, spellingRows);
        _words = Index(words, 1);
        _vectors = Index(vectorWords, 0);
    }

    public IReadOnlyList<string> Words { get; }

    public IReadOnlyList<string> VectorWords { get; }

    /// <summary>Whether a form has a row of its own, among the words or the vectors.</summary>
    public bool Knows(string form) => Spelling.Normal(form) is var normal && (_words.ContainsKey(normal) || _vectors.ContainsKey(normal));

    public WordEntry Of(string form)
    {
        var normal = Spelling.Normal(form);
        Span<int> rows = stackalloc int[Spelling.Most];
        var n = Spelling.Rows(form, normal, _spellingRows, rows);
        return new WordEntry(_words.GetValueOrDefault(normal), _vectors.GetValueOrDefault(normal, -1), rows[..n].ToArray());
    }

    private static Dictionary<string, int> Index(IReadOnlyList<string> words, int from)
    {
        var index = new Dictionary<string, int>(words.Count, StringComparer.Ordinal);
        for (var i = 0; i < words.Count; i++)
        {
            index[words[i]] = i + from;
        }

        return index;
    }
}

/// <summary>Word forms already looked up while preparing a corpus.</summary>
internal sealed class EntryCache(Lexicon lexicon)
{
    private readonly Dictionary<string, WordEntry> _entries = new(StringComparer.Ordinal);

    public WordEntry Of(string form)
    {
        if (!_entries.TryGetValue(form, out var entry))
        {
            _entries[form] = entry = lexicon.Of(form);
        }

        return entry;
    }
}
