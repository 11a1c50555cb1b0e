using System.Text;

namespace Entente.Language.Neural;

/// <summary>Names by type in one network: an <see cref="Neural.Encoder"/>, a score for each label, and a chain over them.</summary>
/// <remarks>The encoder's hints say which type a word was given elsewhere in the document: 0 not known, 1 none, then the types in order.</remarks>
internal sealed unsafe class NamingNetwork : IDisposable
{
    private static ReadOnlySpan<byte> Magic => "ENN1"u8;

    /// <summary>A network that is still to learn; <paramref name="shape"/> gets as many kinds of hints as there are types and two.</summary>
    public NamingNetwork(EncoderShape shape, Lexicon lexicon, IReadOnlyList<string> types, int workers)
        : this(new Parameters(), shape with { HintRows = types.Count + 2 }, lexicon, types, workers)
    {
    }

    private NamingNetwork(Parameters parameters, EncoderShape shape, Lexicon lexicon, IReadOnlyList<string> types, int workers)
        : this(parameters, new Encoder(parameters, shape, lexicon, workers), types)
    {
    }

    private NamingNetwork(Parameters parameters, Encoder encoder, IReadOnlyList<string> types)
    {
        (Parameters, Encoder, Types) = (parameters, encoder, types);
        Labels = ["O", .. types.SelectMany(t => new[] { "B-" + t, "I-" + t, "E-" + t, "S-" + t })];
        Plain = [.. Labels.Select(l => l[0] switch { 'O' => l, 'B' or 'S' => "B" + l[1..], _ => "I" + l[1..] })];
        LabelLayer = new Layer(parameters, "labels", encoder.Shape.Output, Labels.Count, bent: false);
        Steps = parameters.Add("steps", Labels.Count, Labels.Count);
        Chain = new LabelChain(Labels);
        parameters.Allocate();
    }

    public Encoder Encoder { get; }

    public Parameters Parameters { get; }

    public IReadOnlyList<string> Types { get; }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>The labels with B and I alone.</summary>
    public string[] Plain { get; }

    public Layer LabelLayer { get; }

    public Block Steps { get; }

    public LabelChain Chain { get; }

    public void Start(ulong seed)
    {
        var noise = new Noise(seed);
        Encoder.Start(Parameters, ref noise);
        LabelLayer.Start(ref noise);
    }

    /// <summary>The type that a label names, as a hint.</summary>
    public static int HintOf(int label) => label == 0 ? 1 : (label - 1) / 4 + 2;

    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        Encoder.Save(writer);
        Quantised.WriteList(writer, Types);
        Parameters.Save(writer);
    }

    /// <summary>Reads the networks of a mapped file, one behind the other; their embeddings stay where they are.</summary>
    /// <exception cref="InvalidDataException">The file holds something else than networks of this version, or is cut short; the message names it.</exception>
    public static IReadOnlyList<NamingNetwork> Load(ModelFile file) => new ModelReader(file).All(Load);

    private static NamingNetwork Load(ModelReader reader)
    {
        reader.Expect(Magic);
        var parameters = new Parameters();
        var encoder = Encoder.Load(reader, parameters);
        var network = new NamingNetwork(parameters, encoder, reader.List());
        reader.Weights(network.Parameters);
        return network;
    }

    public void Dispose()
    {
        Parameters.Dispose();
        Encoder.Dispose();
    }
}

/// <summary>A sentence with its names: labels as the network numbers them, and what the rest of the document says of each word.</summary>
internal sealed record NamedSentence(WordEntry[] Words, int[] Labels, int[] Hints, bool[] Rare);

/// <summary>Trains a <see cref="NamingNetwork"/>. What the document says of a word is withheld from half of the sentences, so that the network can do without.</summary>
internal sealed unsafe class NamingTrainer(NamingNetwork network, Schedule schedule, ulong seed)
    : Trainer<NamedSentence>(network.Parameters, [network.Encoder.Words, network.Encoder.Letters, network.Encoder.Hints], schedule, seed)
{
    /// <summary>How often a hint is false while learning, as some will be when reading.</summary>
    private const float FalseHints = 0.12f;

    protected override int Length(NamedSentence example) => example.Words.Length;

    protected override double Pass(NamedSentence[] examples, Arena arena, float* gradients, int worker, float weight, ref Noise noise)
    {
        var hints = new int[examples.Length][];
        for (var s = 0; s < examples.Length; s++)
        {
            var withheld = noise.Unit() < 0.5f;
            hints[s] = new int[examples[s].Words.Length];
            for (var t = 0; t < hints[s].Length; t++)
            {
                var hint = examples[s].Hints[t];
                hints[s][t] = withheld ? 0 : hint > 0 && noise.Unit() < FalseHints ? 1 + noise.Below(network.Types.Count + 1) : hint;
            }
        }

        var pass = new EncoderPass(network.Encoder, arena, network.Parameters.Values, [.. examples.Select(s => s.Words)], hints, (s, t) => examples[s].Rare[t] ? 0.4f : Schedule.DropWord, Schedule, ref noise);
        var packing = pass.Packing;
        var scores = network.LabelLayer.Apply(arena, network.Parameters.Values, pass.Values[^1], packing.Rows);
        var columns = network.LabelLayer.Output;
        var loss = 0.0;
        for (var s = 0; s < examples.Length; s++)
        {
            var n = examples[s].Words.Length;
            var own = arena.Take((long)n * columns);
            for (var t = 0; t < n; t++)
            {
                Copy(columns, scores + (long)packing.InOrder[packing.First[s] + t] * columns, own + (long)t * columns);
            }

            loss += network.Chain.Loss(n, own, columns, examples[s].Labels, network.Parameters.Values + network.Steps.At, gradients + network.Steps.At, weight);
            for (var t = 0; t < n; t++)
            {
                Copy(columns, own + (long)t * columns, scores + (long)packing.InOrder[packing.First[s] + t] * columns);
            }
        }

        network.LabelLayer.Return(Transposed, gradients, pass.Values[^1], scores, scores, pass.Gradients[^1], packing.Rows);
        pass.Return(Transposed, gradients, worker);
        return loss;
    }

    private static void Copy(int count, float* from, float* to) => Buffer.MemoryCopy(from, to, (long)count * sizeof(float), (long)count * sizeof(float));
}
