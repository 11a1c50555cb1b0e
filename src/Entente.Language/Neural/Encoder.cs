namespace Entente.Language.Neural;

/// <summary>Sizes of an encoder; all but <paramref name="Layers"/> are multiples of <see cref="Kernels.Lane"/>.</summary>
/// <param name="Word">Numbers that stand for a word known from training.</param>
/// <param name="Letters">Numbers that stand for its spelling.</param>
/// <param name="Hints">Numbers that stand for what the caller knows of a word besides its form; 0 for none.</param>
/// <param name="Hidden">Memory of each reading direction.</param>
/// <param name="Layers">Reading layers, one above the other.</param>
/// <param name="LetterRows">Rows of the hashed table of spellings, a power of two.</param>
/// <param name="HintRows">Kinds of hints.</param>
internal sealed record EncoderShape(int Word, int Letters, int Hints, int Hidden, int Layers, int LetterRows, int HintRows)
{
    public int Input => Word + Letters + Hints;

    public int Output => 2 * Hidden;
}

/// <summary>Words by form, vector and spelling, and layers that read them from both ends of the sentence.</summary>
internal sealed unsafe class Encoder : IDisposable
{
    public Encoder(Parameters parameters, EncoderShape shape, Lexicon lexicon, int workers)
        : this(parameters, shape, lexicon, new Embeddings(lexicon.Words.Count + 1, shape.Word, workers), new Embeddings(shape.LetterRows, shape.Letters, workers), new Embeddings(Math.Max(1, lexicon.VectorWords.Count), shape.Word, 0), new Embeddings(Math.Max(1, shape.HintRows), shape.Hints, workers))
    {
    }

    private Encoder(Parameters parameters, EncoderShape shape, Lexicon lexicon, Embeddings words, Embeddings letters, Embeddings vectors, Embeddings hints)
    {
        (Shape, Lexicon, Words, Letters, Vectors, Hints) = (shape, lexicon, words, letters, vectors, hints);
        Layers = new BiLstm[shape.Layers];
        for (var l = 0; l < shape.Layers; l++)
        {
            Layers[l] = new BiLstm(parameters, "layer" + l, l == 0 ? shape.Input : shape.Output, shape.Hidden);
        }
    }

    public EncoderShape Shape { get; }

    public Lexicon Lexicon { get; }

    public Embeddings Words { get; }

    public Embeddings Letters { get; }

    /// <summary>Learned from raw text beforehand; not changed in training.</summary>
    public Embeddings Vectors { get; }

    public Embeddings Hints { get; }

    public BiLstm[] Layers { get; }

    public void Start(Parameters parameters, ref Noise noise)
    {
        foreach (var layer in Layers)
        {
            layer.Start(parameters, ref noise);
        }

        foreach (var (table, bound) in new[] { (Letters, 0.3f), (Words, 0.1f), (Hints, 0.3f) })
        {
            for (long i = 0; i < (long)table.Rows * table.Size; i++)
            {
                table.Values[i] = bound * (2 * noise.Unit() - 1);
            }
        }
    }

    /// <summary>The numbers that stand for a word form.</summary>
    /// <param name="known">False: as if the form had not been seen in training.</param>
    /// <param name="hint">A row of <see cref="Hints"/>; negative: none is entered.</param>
    public void Enter(WordEntry entry, bool known, int hint, float* x)
    {
        new Span<float>(x, Shape.Input).Clear();
        Words.AddTo(known ? entry.Word : 0, 1, x);
        if (entry.Vector >= 0)
        {
            Vectors.AddTo(entry.Vector, 1, x);
        }

        var scale = 1 / MathF.Sqrt(entry.Spelling.Length);
        foreach (var row in entry.Spelling)
        {
            Letters.AddTo(row, scale, x + Shape.Word);
        }

        if (Shape.Hints > 0 && hint >= 0)
        {
            Hints.AddTo(hint, 1, x + Shape.Word + Shape.Letters);
        }
    }

    public void Save(BinaryWriter writer)
    {
        foreach (var size in new[] { Shape.Word, Shape.Letters, Shape.Hints, Shape.Hidden, Shape.Layers, Shape.LetterRows, Shape.HintRows })
        {
            writer.Write(size);
        }

        Quantised.WriteList(writer, Lexicon.Words);
        Quantised.WriteList(writer, Lexicon.VectorWords);
        Words.Save(writer);
        Letters.Save(writer);
        Vectors.Save(writer);
        Hints.Save(writer);
    }

    public static Encoder Load(ModelReader reader, Parameters parameters)
    {
        var shape = new EncoderShape(reader.Int(), reader.Int(), reader.Int(), reader.Int(), reader.Int(), reader.Int(), reader.Int());
        var lexicon = new Lexicon(reader.List(), reader.List(), shape.LetterRows);
        return new Encoder(parameters, shape, lexicon, reader.Rows(lexicon.Words.Count + 1, shape.Word), reader.Rows(shape.LetterRows, shape.Letters), reader.Rows(Math.Max(1, lexicon.VectorWords.Count), shape.Word), reader.Rows(Math.Max(1, shape.HintRows), shape.Hints));
    }

    public void Dispose()
    {
        Words.Dispose();
        Letters.Dispose();
        Vectors.Dispose();
        Hints.Dispose();
    }
}
