using System.Runtime.InteropServices;
using Entente.Language.Neural;

namespace Entente.Language.Learning;

/// <summary>Sizes and schedule of networks for names.</summary>
/// <param name="Voters">How many networks, each with its own start, vote.</param>
internal sealed record NamePlan(EncoderShape Encoder, int Voters, Schedule Schedule);

/// <summary>Trains the networks that find names.</summary>
internal static class NameTraining
{
    /// <summary>Longer sentences of the newswire are lists and tables; they are left out of training.</summary>
    private const int LongestSentence = 150;

    public static readonly NamePlan Large = new(
        new EncoderShape(Word: 96, Letters: 64, Hints: 16, Hidden: 112, Layers: 2, LetterRows: 1 << 15, HintRows: 0),
        Voters: 2,
        new Schedule(Epochs: 11, BatchWords: 400, Rate: 0.002f, DropInput: 0.35f, DropLayer: 0.4f, DropMemory: 0.3f, DropHead: 0, DropWord: 0.1f));

    public static readonly NamePlan Small = new(
        new EncoderShape(Word: 96, Letters: 64, Hints: 16, Hidden: 48, Layers: 2, LetterRows: 1 << 15, HintRows: 0),
        Voters: 1,
        new Schedule(Epochs: 7, BatchWords: 500, Rate: 0.003f, DropInput: 0.15f, DropLayer: 0.1f, DropMemory: 0.05f, DropHead: 0, DropWord: 0.05f));

    /// <param name="taught">Sentences that another network named, besides the newswire.</param>
    public static void Run(NamePlan plan, IReadOnlyList<NamedDocument> newswire, IReadOnlyList<IReadOnlyList<Token>> taught, WordVectorTable vectors, ulong seed, string path, Action<string> report)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in newswire.SelectMany(d => d.Sentences).SelectMany(s => s))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, Spelling.Normal(word.Form), out _)++;
        }

        string[] words = [.. counts.Where(c => c.Value >= 3).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key)];
        string[] types = [.. newswire.SelectMany(d => d.Sentences).SelectMany(s => s).Where(w => w.Label != "O").Select(w => w.Label[2..]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        using var stream = File.Create(path);
        for (var n = 0; n < plan.Voters; n++)
        {
            using var network = new NamingNetwork(plan.Encoder, new Lexicon(words, vectors.Words, plan.Encoder.LetterRows), types, 2);
            vectors.CopyTo(network.Encoder.Vectors);
            network.Start(seed + (ulong)n);
            using var trainer = new NamingTrainer(network, plan.Schedule, seed + 100 + (ulong)n);
            trainer.Run(Corpus(network, newswire, taught, counts), (_, line) => report(line));
            network.Save(stream);
        }
    }

    private static List<NamedSentence> Corpus(NamingNetwork network, IReadOnlyList<NamedDocument> newswire, IReadOnlyList<IReadOnlyList<Token>> taught, Dictionary<string, int> counts)
    {
        var entries = new EntryCache(network.Encoder.Lexicon);
        var index = network.Labels.Select((l, i) => (l, i)).ToDictionary(p => p.l, p => p.i, StringComparer.Ordinal);
        var corpus = new List<NamedSentence>();
        void Add(IReadOnlyList<Token> tokens, int[] labels, int[] hints) =>
            corpus.Add(new NamedSentence([.. tokens.Select(t => entries.Of(t.Form))], labels, hints, [.. tokens.Select(t => counts.GetValueOrDefault(Spelling.Normal(t.Form)) <= 3)]));
        foreach (var document in newswire)
        {
            var tokens = document.Sentences.Select(s => (IReadOnlyList<Token>)[.. s.Select(w => new Token { Form = w.Form, Start = 0, End = w.Form.Length })]).ToList();
            var labels = document.Sentences.Select(s => Labels([.. s.Select(w => w.Label)], index)).ToList();
            var hints = DocumentHints.Of(tokens, labels);
            for (var s = 0; s < tokens.Count; s++)
            {
                if (tokens[s].Count <= LongestSentence)
                {
                    Add(tokens[s], labels[s], hints?[s] ?? new int[tokens[s].Count]);
                }
            }
        }

        foreach (var sentence in taught)
        {
            Add(sentence, Labels([.. sentence.Select(t => t.Name)], index), new int[sentence.Count]);
        }

        return corpus;
    }

    /// <summary>B- and I- labels as the network's: first, middle, last and single word of a name apart.</summary>
    internal static int[] Labels(string[] plain, IReadOnlyDictionary<string, int> index)
    {
        var labels = new int[plain.Length];
        for (var i = 0; i < plain.Length; i++)
        {
            if (plain[i].Length < 2)
            {
                continue;
            }

            var type = plain[i][1..];
            var begins = plain[i][0] == 'B' || i == 0 || plain[i - 1].Length < 2 || plain[i - 1][1..] != type;
            var ends = i + 1 == plain.Length || plain[i + 1][0] != 'I' || plain[i + 1][1..] != type;
            labels[i] = index[(begins ? ends ? "S" : "B" : ends ? "E" : "I") + type];
        }

        return labels;
    }
}
