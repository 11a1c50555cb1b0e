namespace Entente.Language.Neural;

/// <summary>
/// Sentences of different lengths side by side: row <c>Offset[t] + s</c> is word t of sentence s, the longest sentence first, so that
/// the sentences still running at step t are always the first <c>Count(t)</c>. May be laid out anew for other sentences.
/// </summary>
internal sealed class Packing
{
    public Packing()
    {
    }

    /// <inheritdoc cref="Lay"/>
    public Packing(ReadOnlySpan<int> lengths) => Lay(lengths);

    public int[] Lengths { get; private set; } = [];

    /// <summary>Sentences that are laid out; arrays may be longer.</summary>
    public int Sentences { get; private set; }

    public int Steps { get; private set; }

    public int[] Offset { get; private set; } = [];

    public int Rows { get; private set; }

    /// <summary>For each row the row of the same sentence counted from its end; its own inverse.</summary>
    public int[] Reverse { get; private set; } = [];

    /// <summary>For each row its sentence.</summary>
    public int[] Sentence { get; private set; } = [];

    /// <summary>For each place in sentence order (all words of the first, then of the second …) its row.</summary>
    public int[] InOrder { get; private set; } = [];

    /// <summary>Where each sentence begins in sentence order.</summary>
    public int[] First { get; private set; } = [];

    public int Count(int step) => Offset[step + 1] - Offset[step];

    /// <param name="lengths">Words of each sentence, longest first.</param>
    public void Lay(ReadOnlySpan<int> lengths)
    {
        Sentences = lengths.Length;
        Steps = lengths.Length == 0 ? 0 : lengths[0];
        Lengths = Room(Lengths, lengths.Length);
        Offset = Room(Offset, Steps + 1);
        First = Room(First, lengths.Length + 1);
        lengths.CopyTo(Lengths);
        var running = lengths.Length;
        Offset[0] = 0;
        for (var t = 0; t < Steps; t++)
        {
            while (lengths[running - 1] <= t)
            {
                running--;
            }

            Offset[t + 1] = Offset[t] + running;
        }

        Rows = Offset[Steps];
        Reverse = Room(Reverse, Rows);
        Sentence = Room(Sentence, Rows);
        InOrder = Room(InOrder, Rows);
        var at = 0;
        for (var s = 0; s < lengths.Length; s++)
        {
            First[s] = at;
            for (var t = 0; t < lengths[s]; t++)
            {
                Reverse[Offset[t] + s] = Offset[lengths[s] - 1 - t] + s;
                Sentence[Offset[t] + s] = s;
                InOrder[at++] = Offset[t] + s;
            }
        }

        First[lengths.Length] = at;
    }

    private static int[] Room(int[] array, int size) => array.Length >= size ? array : new int[Math.Max(size, 2 * array.Length)];
}
