using Entente.Language;
using Entente.Language.Learning;
using Entente.Language.Neural;
using FsCheck.Xunit;

namespace Entente.Tests;

/// <summary>The arithmetic under the language models.</summary>
public sealed unsafe class NetworkTests
{
    [Theory]
    [InlineData(1, 16, 5, false)]
    [InlineData(7, 48, 33, true)]
    [InlineData(13, 32, 400, false)]
    [InlineData(8, 80, 1, true)]
    public void A_product_of_matrices_is_the_sum_of_products(int m, int n, int k, bool add)
    {
        var noise = new Noise(7);
        float[] a = [.. Enumerable.Range(0, m * k).Select(_ => noise.Unit() - 0.5f)];
        float[] b = [.. Enumerable.Range(0, k * n).Select(_ => noise.Unit() - 0.5f)];
        float[] c = [.. Enumerable.Range(0, m * n).Select(_ => noise.Unit())];
        var expected = new float[m * n];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = add ? c[i * n + j] : 0;
                for (var p = 0; p < k; p++)
                {
                    sum = MathF.FusedMultiplyAdd(a[i * k + p], b[p * n + j], sum);
                }

                expected[i * n + j] = sum;
            }
        }

        // The same matrix read the other way round gives the same bits.
        var turned = new float[m * k];
        var other = (float[])c.Clone();
        fixed (float* pa = a, pb = b, pc = c, pt = turned, po = other)
        {
            Kernels.Transpose(m, k, pa, k, pt, m);
            Kernels.Multiply(m, n, k, pa, k, 1, pb, n, pc, n, add);
            Kernels.Multiply(m, n, k, pt, 1, m, pb, n, po, n, add);
        }

        c.ShouldBe(expected);
        other.ShouldBe(expected);
    }

    [Fact]
    public void Exponential_and_logarithm_agree_with_the_library()
    {
        for (var x = -50.0; x < 50; x += 0.37)
        {
            (Portable.Exp(x) / Math.Exp(x)).ShouldBe(1, 1e-12);
            Portable.Log(Math.Exp(x)).ShouldBe(x, 1e-10);
        }
    }

    [Property(MaxTest = 60, Replay = "(20240515,77)")]
    public bool The_tree_found_is_the_best_tree(int seed)
    {
        var noise = new Noise((ulong)(uint)seed);
        var n = 1 + noise.Below(5);
        var columns = Kernels.Padded(n + 1);
        var scores = new float[n * columns];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = noise.Unit();
        }

        var heads = new int[n];
        using var arena = new Arena();
        fixed (float* s = scores)
        {
            for (var i = 0; i < n; i++)
            {
                s[i * columns + i + 1] = -1e9f;
            }

            SpanningTree.Find(n, s, columns, arena, heads);
        }

        // Among trees with the same word on the root, none scores more.
        var root = Array.IndexOf(heads, -1);
        return heads.Count(h => h < 0) == 1 && IsTree(heads) && Score(heads) >= Trees(n).Where(t => t[root] == -1 && t.Count(h => h < 0) == 1 && IsTree(t)).Max(Score) - 1e-4;

        float Score(int[] tree) => tree.Select((h, i) => scores[i * columns + h + 1]).Sum();
    }

    private static IEnumerable<int[]> Trees(int n)
    {
        var total = (int)Math.Pow(n + 1, n);
        for (var code = 0; code < total; code++)
        {
            var tree = new int[n];
            for (int i = 0, rest = code; i < n; i++, rest /= n + 1)
            {
                tree[i] = rest % (n + 1) - 1;
            }

            yield return tree;
        }
    }

    private static bool IsTree(int[] heads)
    {
        for (var i = 0; i < heads.Length; i++)
        {
            var at = i;
            for (var steps = 0; at >= 0; steps++, at = heads[at])
            {
                if (steps > heads.Length)
                {
                    return false;
                }
            }
        }

        return true;
    }

    [Fact]
    public void Gradients_are_the_slopes_of_the_loss()
    {
        var (network, corpus) = Tiny();
        using (network)
        {
            // Without dropping, the loss is a smooth function of each weight.
            using var trainer = new ParsingTrainer(network, new Schedule(1, 100, 0.01f, 0, 0, 0, 0, 0), 3);
            var batch = corpus.Take(3).OrderByDescending(s => s.Words.Length).Select(s => s with { Rare = new bool[s.Words.Length] }).ToArray();
            var gradients = trainer.Slopes(batch, out _);
            var noise = new Noise(1);
            foreach (var block in network.Parameters.Blocks)
            {
                for (var n = 0; n < 4; n++)
                {
                    var at = block.At + noise.Below(block.Count);
                    var weight = network.Parameters.Values[at];
                    const float Step = 0.002f;
                    network.Parameters.Values[at] = weight + Step;
                    trainer.Slopes(batch, out var above);
                    network.Parameters.Values[at] = weight - Step;
                    trainer.Slopes(batch, out var below);
                    network.Parameters.Values[at] = weight;
                    ((above - below) / (2 * Step)).ShouldBe(gradients[at], 0.04 + 0.05 * Math.Abs(gradients[at]), $"{block.Name}[{at - block.At}]");
                }
            }
        }
    }

    [Fact]
    public void Training_twice_gives_the_same_bytes()
    {
        static byte[] Train()
        {
            var (network, corpus) = Tiny();
            using (network)
            {
                using var trainer = new ParsingTrainer(network, new Schedule(2, 120, 0.01f, 0.2f, 0.2f, 0.2f, 0.2f, 0.1f), 3);
                trainer.Run(corpus, (_, _) => { });
                using var stream = new MemoryStream();
                network.Save(stream);
                return stream.ToArray();
            }
        }

        Train().AsSpan().SequenceEqual(Train()).ShouldBeTrue();
    }

    private static (ParsingNetwork Network, List<TrainingSentence> Corpus) Tiny()
    {
        var treebank = OwnTreebank.Read(Path.Combine(Home.Folder, "sample", "language"), "train").Take(60).ToList();
        var words = new TreebankWords(treebank);
        var network = new ParsingNetwork(new EncoderShape(16, 16, 0, 16, 2, 1 << 15, 0), new ParsingShape(1, 16, 16), words.Lexicon([]), words.Upos, words.Xpos, words.Relations, 2);
        network.Start(5);
        var entries = new EntryCache(network.Encoder.Lexicon);
        return (network, [.. treebank.Select(s => words.Sentence(s, entries))]);
    }

    [Fact]
    public void A_chain_of_labels_never_breaks_a_name()
    {
        string[] labels = ["O", "B-A", "I-A", "E-A", "S-A", "B-B", "I-B", "E-B", "S-B"];
        var chain = new LabelChain(labels);
        var noise = new Noise(11);
        using var arena = new Arena();
        var steps = new float[labels.Length * labels.Length];
        for (var round = 0; round < 200; round++)
        {
            var length = 1 + noise.Below(9);
            var scores = new float[length * 16];
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = noise.Unit();
            }

            var found = new int[length];
            arena.Reset();
            fixed (float* s = scores, p = steps)
            {
                chain.Best(length, s, 16, p, arena, found);
            }

            var open = "";
            foreach (var label in found.Select(l => labels[l]))
            {
                (label[0] is 'I' or 'E' ? label[2..] : "").ShouldBe(open);
                open = label[0] is 'B' or 'I' ? label[2..] : "";
            }

            open.ShouldBe("");
        }
    }

    [Fact]
    public void The_projects_own_treebank_is_made_of_trees()
    {
        foreach (var part in new[] { "train", "test" })
        {
            foreach (var sentence in OwnTreebank.Read(Path.Combine(Home.Folder, "sample", "language"), part))
            {
                IsTree([.. sentence.Words.Select(w => w.Head)]).ShouldBeTrue();
                sentence.Words.Count(w => w.Head < 0).ShouldBe(1);
                sentence.Words.ShouldAllBe(w => (w.Head < 0) == (w.Deprel == "root"));
            }
        }
    }
}
