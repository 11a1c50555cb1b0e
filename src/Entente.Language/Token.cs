namespace Entente.Language;

/// <summary>One word of a sentence, in Universal Dependencies' terms.</summary>
/// <remarks><see cref="Start"/> and <see cref="End"/> are UTF-16 offsets into the text that was annotated, half-open.</remarks>
public sealed class Token
{
    public required string Form { get; init; }

    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>Lower-cased form, kept because every stage asks for it.</summary>
    public string Lower => _lower ??= Form.ToLowerInvariant();

    public string Lemma { get; set; } = "";

    public string Upos { get; set; } = "";

    public string Xpos { get; set; } = "";

    /// <summary>Index of the head in the sentence, counted from 0; -1 for the root.</summary>
    public int Head { get; set; } = -1;

    public string Deprel { get; set; } = "";

    /// <summary>The name's type with its position (B-, I-), or "O".</summary>
    public string Name { get; set; } = "O";

    private string? _lower;

    public override string ToString() => Form;
}

/// <summary>A sentence: its words and the span it takes in the text.</summary>
public sealed class Sentence
{
    public required IReadOnlyList<Token> Tokens { get; init; }

    public int Start => Tokens[0].Start;

    public int End => Tokens[^1].End;

    /// <summary>The words that depend on <paramref name="head"/>, in order.</summary>
    public IEnumerable<int> ChildrenOf(int head)
    {
        for (var i = 0; i < Tokens.Count; i++)
        {
            if (Tokens[i].Head == head)
            {
                yield return i;
            }
        }
    }
}

/// <summary>A name in a sentence: its type, its first and its last word.</summary>
public readonly record struct NameSpan(string Type, int First, int Last)
{
    /// <summary>The names that the labels of a sentence's words spell out.</summary>
    public static IEnumerable<NameSpan> Of(IReadOnlyList<Token> tokens) => Of(tokens.Count, i => tokens[i].Name);

    /// <summary>The names that labels (B-, I-, O) spell out; an I- of another type than the name before it begins a name, as scorers of such labels have it.</summary>
    public static IEnumerable<NameSpan> Of(int count, Func<int, string> label)
    {
        for (var i = 0; i < count; i++)
        {
            if (label(i) is not [_, '-', ..] begin)
            {
                continue;
            }

            var type = begin[2..];
            var last = i;
            while (last + 1 < count && label(last + 1) is ['I', '-', ..] further && further.AsSpan(2).SequenceEqual(type))
            {
                last++;
            }

            yield return new NameSpan(type, i, last);
            i = last;
        }
    }
}
