using System.Text;

namespace Entente.Language.Neural;

/// <summary>Sizes of the part that parses.</summary>
/// <param name="TagLayer">The layer (from 1) that tags are read off.</param>
/// <param name="Arc">Numbers by which a word is matched with its head.</param>
/// <param name="Relation">Numbers by which the relation is chosen.</param>
internal sealed record ParsingShape(int TagLayer, int Arc, int Relation);

/// <summary>
/// Tags and heads in one network: an <see cref="Neural.Encoder"/>, two tag sets read off one of its layers, heads and relations by
/// biaffine products of what the last gives (Dozat and Manning 2017).
/// </summary>
internal sealed unsafe class ParsingNetwork : IDisposable
{
    private static ReadOnlySpan<byte> Magic => "ENP1"u8;

    /// <summary>A network that is still to learn.</summary>
    public ParsingNetwork(EncoderShape encoder, ParsingShape shape, Lexicon lexicon, IReadOnlyList<string> upos, IReadOnlyList<string> xpos, IReadOnlyList<string> relations, int workers)
        : this(new Parameters(), encoder, shape, lexicon, upos, xpos, relations, workers)
    {
    }

    private ParsingNetwork(Parameters parameters, EncoderShape encoder, ParsingShape shape, Lexicon lexicon, IReadOnlyList<string> upos, IReadOnlyList<string> xpos, IReadOnlyList<string> relations, int workers)
        : this(parameters, new Encoder(parameters, encoder, lexicon, workers), shape, upos, xpos, relations)
    {
    }

    private ParsingNetwork(Parameters parameters, Encoder encoder, ParsingShape shape, IReadOnlyList<string> upos, IReadOnlyList<string> xpos, IReadOnlyList<string> relations)
    {
        (Parameters, Encoder, Shape, Upos, Xpos, Relations) = (parameters, encoder, shape, [.. upos], [.. xpos], [.. relations]);
        Root = Array.IndexOf(Relations, "root");
        var top = Encoder.Shape.Output;
        UposLayer = new Layer(Parameters, "upos", top, upos.Count, bent: false);
        XposLayer = new Layer(Parameters, "xpos", top, xpos.Count, bent: false);
        ArcDependent = new Layer(Parameters, "arc.dependent", top, shape.Arc, bent: true);
        ArcHead = new Layer(Parameters, "arc.head", top, shape.Arc, bent: true);
        ArcProduct = new Layer(Parameters, "arc.product", shape.Arc, shape.Arc, bent: false);
        RelationDependent = new Layer(Parameters, "relation.dependent", top, shape.Relation, bent: true);
        RelationHead = new Layer(Parameters, "relation.head", top, shape.Relation, bent: true);
        RelationProduct = new Layer(Parameters, "relation.product", shape.Relation, relations.Count * shape.Relation, bent: false);
        RelationOfDependent = new Layer(Parameters, "relation.alone.dependent", shape.Relation, relations.Count, bent: false);
        RelationOfHead = new Layer(Parameters, "relation.alone.head", shape.Relation, relations.Count, bent: false);
        ArcRoot = Parameters.Add("arc.root", 1, shape.Arc);
        RelationRoot = Parameters.Add("relation.root", 1, shape.Relation);
        Parameters.Allocate();
    }

    public Encoder Encoder { get; }

    public ParsingShape Shape { get; }

    public int TagLayer => Shape.TagLayer;

    public string[] Upos { get; }

    public string[] Xpos { get; }

    public string[] Relations { get; }

    /// <summary>The relation of the word that hangs on no other.</summary>
    public int Root { get; }

    public Parameters Parameters { get; }

    public Layer UposLayer { get; }

    public Layer XposLayer { get; }

    public Layer ArcDependent { get; }

    public Layer ArcHead { get; }

    public Layer ArcProduct { get; }

    public Layer RelationDependent { get; }

    public Layer RelationHead { get; }

    public Layer RelationProduct { get; }

    public Layer RelationOfDependent { get; }

    public Layer RelationOfHead { get; }

    public Block ArcRoot { get; }

    public Block RelationRoot { get; }

    public void Start(ulong seed)
    {
        var noise = new Noise(seed);
        Encoder.Start(Parameters, ref noise);
        foreach (var layer in new[] { UposLayer, XposLayer, ArcDependent, ArcHead, RelationDependent, RelationHead })
        {
            layer.Start(ref noise);
        }

        foreach (var layer in new[] { ArcProduct, RelationProduct, RelationOfDependent, RelationOfHead })
        {
            layer.Start(ref noise, 0.2f);
        }

        foreach (var block in new[] { ArcRoot, RelationRoot })
        {
            for (var i = 0; i < block.Count; i++)
            {
                Parameters.Values[block.At + i] = 0.1f * noise.Normal();
            }
        }
    }

    /// <summary>Scores of every head for every word of one sentence, from what <see cref="ArcProduct"/> and <see cref="ArcHead"/> gave for it.</summary>
    /// <param name="product">n rows.</param>
    /// <param name="heads">n + 1 rows, the root's first.</param>
    /// <returns>n rows; column 0 is the root. A word is no head of its own.</returns>
    public static float* ArcScores(Arena arena, int n, int size, float* product, float* heads, out int columns)
    {
        columns = Kernels.Padded(n + 1);
        var turned = arena.TakeZeroed((long)size * columns);
        Kernels.Transpose(n + 1, size, heads, size, turned, columns);
        var scores = arena.Take((long)n * columns);
        Kernels.Multiply(n, columns, size, product, size, 1, turned, columns, scores, columns, add: false);
        for (var i = 0; i < n; i++)
        {
            scores[(long)i * columns + i + 1] = -1e9f;
        }

        return scores;
    }

    /// <summary>Scores of the relations between a word and a head.</summary>
    public void RelationScores(float* product, float* ofDependent, float* ofHead, float* head, float* scores)
    {
        var size = Shape.Relation;
        for (var r = 0; r < Relations.Length; r++)
        {
            scores[r] = Kernels.Dot(size, product + (long)r * size, head) + ofDependent[r] + ofHead[r];
        }
    }

    /// <summary>Writes the network in its compact form: embeddings in eight bits, weights in sixteen.</summary>
    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        Encoder.Save(writer);
        foreach (var size in new[] { Shape.TagLayer, Shape.Arc, Shape.Relation })
        {
            writer.Write(size);
        }

        foreach (var list in new[] { Upos, Xpos, Relations })
        {
            Quantised.WriteList(writer, list);
        }

        Parameters.Save(writer);
    }

    /// <summary>Reads the networks of a mapped file, one behind the other; their embeddings stay where they are.</summary>
    /// <exception cref="InvalidDataException">The file holds something else than networks of this version, or is cut short; the message names it.</exception>
    public static IReadOnlyList<ParsingNetwork> Load(ModelFile file) => new ModelReader(file).All(Load);

    private static ParsingNetwork Load(ModelReader reader)
    {
        reader.Expect(Magic);
        var parameters = new Parameters();
        var encoder = Encoder.Load(reader, parameters);
        var network = new ParsingNetwork(parameters, encoder, new ParsingShape(reader.Int(), reader.Int(), reader.Int()), reader.List(), reader.List(), reader.List());
        reader.Weights(network.Parameters);
        return network;
    }

    public void Dispose()
    {
        Parameters.Dispose();
        Encoder.Dispose();
    }
}
