using System.Runtime.Intrinsics;

namespace Entente.Language.Neural;

/// <summary>A treebank sentence with everything as numbers; -1 where a tag or relation is not known to the network.</summary>
/// <param name="Rare">Words seen so seldom that they are often taken for unknown while learning.</param>
internal sealed record TrainingSentence(WordEntry[] Words, int[] Upos, int[] Xpos, int[] Heads, int[] Relations, bool[] Rare);

/// <summary>Trains a <see cref="ParsingNetwork"/>.</summary>
internal sealed unsafe class ParsingTrainer(ParsingNetwork network, Schedule schedule, ulong seed)
    : Trainer<TrainingSentence>(network.Parameters, [network.Encoder.Words, network.Encoder.Letters], schedule, seed)
{
    /// <summary>What the two tag sets count against heads and relations.</summary>
    private const float UposShare = 0.7f, XposShare = 0.4f;

    protected override int Length(TrainingSentence example) => example.Words.Length;

    protected override double Pass(TrainingSentence[] examples, Arena arena, float* gradients, int worker, float weight, ref Noise noise)
    {
        var pass = new EncoderPass(network.Encoder, arena, network.Parameters.Values, [.. examples.Select(s => s.Words)], null, (s, t) => examples[s].Rare[t] ? 0.4f : Schedule.DropWord, Schedule, ref noise);
        var packing = pass.Packing;
        int rows = packing.Rows, top = network.Encoder.Shape.Output, tagLayer = network.TagLayer;
        var loss = UposShare * Classify(network.UposLayer, network.Upos.Length, packing, arena, pass.Values[tagLayer], pass.Gradients[tagLayer], gradients, weight * UposShare, (s, t) => examples[s].Upos[t]);
        loss += XposShare * Classify(network.XposLayer, network.Xpos.Length, packing, arena, pass.Values[tagLayer], pass.Gradients[tagLayer], gradients, weight * XposShare, (s, t) => examples[s].Xpos[t]);

        // Heads and relations, sentence by sentence.
        var ordered = arena.Take((long)rows * top);
        for (var i = 0; i < rows; i++)
        {
            Copy(top, pass.Values[^1] + (long)packing.InOrder[i] * top, ordered + (long)i * top);
        }

        var dOrdered = arena.TakeZeroed((long)rows * top);
        loss += Parse(examples, packing, arena, ordered, dOrdered, gradients, weight, ref noise);
        for (var i = 0; i < rows; i++)
        {
            Kernels.Add(top, dOrdered + (long)i * top, pass.Gradients[^1] + (long)packing.InOrder[i] * top);
        }

        pass.Return(Transposed, gradients, worker);
        return loss;
    }

    private double Classify(Layer layer, int classes, Packing packing, Arena arena, float* x, float* dx, float* gradients, float weight, Func<int, int, int> gold)
    {
        var scores = layer.Apply(arena, network.Parameters.Values, x, packing.Rows);
        var loss = 0.0;
        for (var t = 0; t < packing.Steps; t++)
        {
            for (var s = 0; s < packing.Count(t); s++)
            {
                var row = scores + (long)(packing.Offset[t] + s) * layer.Output;
                loss += Loss(row, classes, gold(s, t), weight);
            }
        }

        layer.Return(Transposed, gradients, x, scores, scores, dx, packing.Rows);
        return loss;
    }

    private double Parse(TrainingSentence[] sentences, Packing packing, Arena arena, float* x, float* dx, float* gradients, float weight, ref Noise noise)
    {
        var (shape, rows) = (network.Shape, packing.Rows);
        var weights = network.Parameters.Values;
        var loss = 0.0;
        int arc = shape.Arc, relation = shape.Relation, relations = network.Relations.Length;
        var dependent = Dropped(network.ArcDependent, arena, x, rows, ref noise);
        var head = Dropped(network.ArcHead, arena, x, rows, ref noise);
        var product = network.ArcProduct.Apply(arena, weights, dependent.Value, rows);
        var dProduct = arena.Take((long)rows * arc);
        var dHead = arena.TakeZeroed((long)rows * arc);

        var relationDependent = Dropped(network.RelationDependent, arena, x, rows, ref noise);
        var relationHead = Dropped(network.RelationHead, arena, x, rows, ref noise);
        // The head's side of each word's gold arc; row by row, so that the products are matrices.
        var chosen = arena.Take((long)rows * relation);
        for (var s = 0; s < sentences.Length; s++)
        {
            int first = packing.First[s], n = sentences[s].Words.Length;
            var heads = arena.Take((long)(n + 1) * arc);
            Copy(arc, weights + network.ArcRoot.At, heads);
            Copy(n * arc, head.Value + (long)first * arc, heads + arc);
            var scores = ParsingNetwork.ArcScores(arena, n, arc, product + (long)first * arc, heads, out var columns);
            for (var i = 0; i < n; i++)
            {
                loss += Loss(scores + (long)i * columns, n + 1, sentences[s].Heads[i] + 1, weight);
                var governor = sentences[s].Heads[i] < 0 ? weights + network.RelationRoot.At : relationHead.Value + (long)(first + sentences[s].Heads[i]) * relation;
                Copy(relation, governor, chosen + (long)(first + i) * relation);
            }

            Kernels.Multiply(n, arc, n + 1, scores, columns, 1, heads, arc, dProduct + (long)first * arc, arc, add: false);
            var dHeads = arena.Take((long)(n + 1) * arc);
            Kernels.Multiply(n + 1, arc, n, scores, 1, columns, product + (long)first * arc, arc, dHeads, arc, add: false);
            Kernels.Add(arc, dHeads, gradients + network.ArcRoot.At);
            Copy(n * arc, dHeads + arc, dHead + (long)first * arc);
        }

        var dDependent = arena.TakeZeroed((long)rows * arc);
        network.ArcProduct.Return(Transposed, gradients, dependent.Value, product, dProduct, dDependent, rows);
        Back(network.ArcDependent, x, dx, dependent, dDependent, rows, gradients);
        Back(network.ArcHead, x, dx, head, dHead, rows, gradients);

        var products = network.RelationProduct.Apply(arena, weights, relationDependent.Value, rows);
        var ofDependent = network.RelationOfDependent.Apply(arena, weights, relationDependent.Value, rows);
        var ofHead = network.RelationOfHead.Apply(arena, weights, chosen, rows);
        var dChosen = arena.TakeZeroed((long)rows * relation);
        int width = network.RelationProduct.Output, scoreWidth = network.RelationOfHead.Output;
        for (var s = 0; s < sentences.Length; s++)
        {
            for (var i = 0; i < sentences[s].Words.Length; i++)
            {
                var row = packing.First[s] + i;
                var mine = products + (long)row * width;
                var scores = ofDependent + (long)row * scoreWidth;
                var c = chosen + (long)row * relation;
                network.RelationScores(mine, scores, ofHead + (long)row * scoreWidth, c, scores);
                loss += Loss(scores, relations, sentences[s].Relations[i], weight);
                var d = dChosen + (long)row * relation;
                for (var r = 0; r < relations; r++)
                {
                    var g = Vector512.Create(scores[r]);
                    for (var k = 0; k < relation; k += 16)
                    {
                        var p = mine + (long)r * relation + k;
                        Vector512.FusedMultiplyAdd(g, Vector512.Load(p), Vector512.Load(d + k)).Store(d + k);
                        (g * Vector512.Load(c + k)).Store(p);
                    }
                }

                new Span<float>(mine + relations * relation, width - relations * relation).Clear();
                Copy(scoreWidth, scores, ofHead + (long)row * scoreWidth);
            }
        }

        var dRelationDependent = arena.TakeZeroed((long)rows * relation);
        network.RelationProduct.Return(Transposed, gradients, relationDependent.Value, products, products, dRelationDependent, rows);
        network.RelationOfDependent.Return(Transposed, gradients, relationDependent.Value, ofDependent, ofDependent, dRelationDependent, rows);
        network.RelationOfHead.Return(Transposed, gradients, chosen, ofHead, ofHead, dChosen, rows);
        var dRelationHead = arena.TakeZeroed((long)rows * relation);
        for (var s = 0; s < sentences.Length; s++)
        {
            for (var i = 0; i < sentences[s].Words.Length; i++)
            {
                var target = sentences[s].Heads[i] < 0 ? gradients + network.RelationRoot.At : dRelationHead + (long)(packing.First[s] + sentences[s].Heads[i]) * relation;
                Kernels.Add(relation, dChosen + (long)(packing.First[s] + i) * relation, target);
            }
        }

        Back(network.RelationDependent, x, dx, relationDependent, dRelationDependent, rows, gradients);
        Back(network.RelationHead, x, dx, relationHead, dRelationHead, rows, gradients);
        return loss;
    }

    /// <summary>A layer's values with some of them dropped.</summary>
    private Kept Dropped(Layer layer, Arena arena, float* x, int rows, ref Noise noise)
    {
        var raw = layer.Apply(arena, network.Parameters.Values, x, rows);
        var mask = arena.Take((long)rows * layer.Output);
        noise.Mask(mask, (long)rows * layer.Output, Schedule.DropHead);
        var value = arena.Take((long)rows * layer.Output);
        Kernels.Scale(rows * layer.Output, raw, mask, value);
        return new Kept { Value = value, Mask = mask, Raw = raw };
    }

    private void Back(Layer layer, float* x, float* dx, Kept kept, float* dValue, int rows, float* gradients)
    {
        Kernels.Scale(rows * layer.Output, dValue, kept.Mask, dValue);
        layer.Return(Transposed, gradients, x, kept.Raw, dValue, dx, rows);
    }

    private static void Copy(int count, float* from, float* to) => Buffer.MemoryCopy(from, to, (long)count * sizeof(float), (long)count * sizeof(float));

    /// <summary>What a layer gave, which of it was dropped, and what remained.</summary>
    private struct Kept
    {
        public float* Value;
        public float* Mask;
        public float* Raw;
    }
}
