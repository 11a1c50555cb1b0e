namespace Entente.Language.Neural;

/// <summary>
/// Sentences of different lengths side by side: row <c>Offset[t] + s</c> is word t of sentence s, the longest sentence first, so that
/// the sentences still running at step t are always the first <c>Count(t)</c>.
/// </summary>
internal sealed class Packing
{
    /// <param name="lengths">Words of each sentence, longest first.</param>
    public Packing(ReadOnlySpan<int> lengths)
    {
        Lengths = lengths.ToArray();
        Steps = lengths.Length == 0 ? 0 : lengths[0];
        Offset = new int[Steps + 1];
        var running = lengths.Length;
        for (var t = 0; t < Steps; t++)
        {
            while (lengths[running - 1] <= t)
            {
                running--;
            }

            Offset[t + 1] = Offset[t] + running;
        }

        Reverse = new int[Rows];
        Sentence = new int[Rows];
        First = new int[lengths.Length + 1];
        InOrder = new int[Rows];
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

        First[^1] = at;
    }

    public int[] Lengths { get; }

    public int Steps { get; }

    public int[] Offset { get; }

    public int Rows => Offset[^1];

    /// <summary>For each row the row of the same sentence counted from its end.</summary>
    public int[] Reverse { get; }

    /// <summary>For each row its sentence.</summary>
    public int[] Sentence { get; }

    /// <summary>For each place in sentence order (all words of the first, then of the second …) its row.</summary>
    public int[] InOrder { get; }

    /// <summary>Where each sentence begins in sentence order.</summary>
    public int[] First { get; }

    public int Count(int step) => Offset[step + 1] - Offset[step];
}
