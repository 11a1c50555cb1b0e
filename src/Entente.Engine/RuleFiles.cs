using Entente.Record;

namespace Entente.Engine;

/// <summary>A rule file has an error; the message names file, line and reason.</summary>
public sealed class RuleException(string message) : Exception(message);

/// <summary>One row of rules/verbs.tsv: a word that makes an event, and under which circumstances.</summary>
/// <param name="Lemma">The verb or noun.</param>
/// <param name="Class">verb or noun.</param>
/// <param name="Object">Lemmas one of which must stand as object (or any noun under the verb); empty: any.</param>
/// <param name="Needs">What must be there besides: partner (a second party), state (an actor with a state), person, place.</param>
public sealed record EventRule(string Name, string Lemma, string Class, HashSet<string> Object, string Act, string? Mode, string? Format, string Needs, string? Mechanism);

/// <summary>One row of rules/acts.tsv: a word for an act of one of the coding manual's types, by whomever it is done.</summary>
/// <param name="Particle">A particle or preposition that must stand with the verb; null: none.</param>
/// <param name="Words">Lemmas one of which must stand below; empty: any.</param>
/// <param name="Act">The type; empty where the row says that there is none.</param>
/// <param name="Needs">What must be there besides, as the file's head explains.</param>
public sealed record ActRule(string Name, string? Particle, HashSet<string> Words, string Act, string? Mode, HashSet<string> Needs);

/// <summary>A verb or noun of saying and the stance that it carries.</summary>
/// <param name="Object">Lemmas one of which must stand as object; empty: any.</param>
public sealed record SpeechRule(string Lemma, string Stance, string? Event, bool TakesClause, HashSet<string> Object);

/// <summary>A word by which something is undertaken, and the status that it gives.</summary>
public sealed record CommitmentRule(string Lemma, string Class, string Status, string Needs);

/// <summary>The rules that a political scientist would want to read: tab-separated files in rules/, with examples tested beside them.</summary>
public sealed class RuleFiles
{
    private readonly List<(Wording Pattern, string Reason)> _boilerplate = [];
    private readonly List<(string Mechanism, Wording Pattern, int Weight)> _mechanisms = [];

    private readonly List<(string Stance, bool Said, Wording Pattern)> _stances = [];
    private readonly List<(string Kind, string Act, string Family, string Actor, double Confidence)> _confidences = [];

    public IReadOnlyDictionary<string, IReadOnlyList<EventRule>> Events { get; private init; } = null!;

    /// <summary>Rows of acts.tsv by class and lemma, in the file's order.</summary>
    public IReadOnlyDictionary<string, List<ActRule>> Acts { get; private init; } = null!;

    private Dictionary<string, HashSet<string>> _actWords = [];

    /// <summary>A list of acts.tsv by its name.</summary>
    public HashSet<string> ActWords(string list) => _actWords[list];

    public IReadOnlyDictionary<string, SpeechRule> Speech { get; private init; } = null!;

    public IReadOnlyDictionary<string, CommitmentRule> Commitments { get; private init; } = null!;

    public string Version { get; private init; } = "";

    /// <summary>Base forms of all verbs that the rules speak of.</summary>
    public IEnumerable<string> Verbs => Events.Keys.Where(k => k.StartsWith("verb ", StringComparison.Ordinal)).Select(k => k[5..]).Concat(Acts.Keys.Where(k => k.StartsWith("verb ", StringComparison.Ordinal)).Select(k => k[5..])).Concat(Speech.Keys).Concat(Commitments.Keys.Where(k => k.StartsWith("verb ", StringComparison.Ordinal)).Select(k => k[5..])).Distinct(StringComparer.Ordinal);

    /// <exception cref="RuleException">A file is missing or has an error.</exception>
    public static RuleFiles Load(string folder)
    {
        var events = new Dictionary<string, List<EventRule>>(StringComparer.Ordinal);
        foreach (var (line, c) in Rows(folder, "events.tsv", 8))
        {
            foreach (var lemma in c[0].Split(';', StringSplitOptions.TrimEntries))
            {
                var rule = new EventRule($"events.tsv:{line}", lemma, c[1], [.. c[2].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], c[3], NullIfEmpty(c[4]), NullIfEmpty(c[5]), c[6], NullIfEmpty(c[7]));
                (events.TryGetValue(c[1] + " " + lemma, out var list) ? list : events[c[1] + " " + lemma] = []).Add(rule);
            }
        }

        var speech = new Dictionary<string, SpeechRule>(StringComparer.Ordinal);
        foreach (var (_, c) in Rows(folder, "speech.tsv", 5))
        {
            foreach (var lemma in c[0].Split(';', StringSplitOptions.TrimEntries))
            {
                speech[lemma] = new SpeechRule(lemma, c[1], NullIfEmpty(c[2]), c[3] != "no", [.. c[4].Split(';', StringSplitOptions.RemoveEmptyEntries)]);
            }
        }

        var commitments = new Dictionary<string, CommitmentRule>(StringComparer.Ordinal);
        foreach (var (_, c) in Rows(folder, "commitments.tsv", 4))
        {
            foreach (var lemma in c[0].Split(';', StringSplitOptions.TrimEntries))
            {
                commitments[c[1] + " " + lemma] = new CommitmentRule(lemma, c[1], c[2], c[3]);
            }
        }

        var (acts, words) = ActsIn(folder);
        var files = new RuleFiles { _actWords = words, Acts = acts, Events = events.ToDictionary(e => e.Key, e => (IReadOnlyList<EventRule>)e.Value, StringComparer.Ordinal), Speech = speech, Commitments = commitments, Version = VersionOf(folder) };
        foreach (var (line, c) in Rows(folder, "boilerplate.tsv", 2))
        {
            files._boilerplate.Add((Pattern("boilerplate.tsv", line, c[0]), c[1]));
        }

        foreach (var (line, c) in Rows(folder, "stance.tsv", 3))
        {
            files._stances.Add((c[0], c[1] switch { "said" => true, "clause" => false, _ => throw new RuleException($"stance.tsv:{line}: '{c[1]}' is neither said nor clause") }, Pattern("stance.tsv", line, @"(?:^|\b)(?:" + c[2] + @")(?:\b|$)")));
        }

        foreach (var (line, c) in Rows(folder, "mechanisms.tsv", 3))
        {
            files._mechanisms.Add((c[0], Pattern("mechanisms.tsv", line, @"\b(?:" + c[1] + @")\b"), int.TryParse(c[2], out var w) ? w : throw new RuleException($"mechanisms.tsv:{line}: '{c[2]}' is no weight")));
        }

        foreach (var (line, c) in Rows(folder, "confidence.tsv", 6))
        {
            files._confidences.Add((c[0], c[1], c[2], c[3], double.TryParse(c[4], System.Globalization.CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1 ? share : throw new RuleException($"confidence.tsv:{line}: '{c[4]}' is no share of one")));
        }

        return files;
    }

    /// <summary>How far a claim can be relied on before other reports are heard, as readers judged its like; its rule's own figure where they judged none.</summary>
    public double ConfidenceOf(Claim claim)
    {
        static bool Is(string wanted, string? has) => wanted == "*" || wanted == has;
        var family = claim.Rule.Split(':')[0];
        var (act, actor) = ((claim as Claim.Event)?.Act, claim.Actors.Count > 0 ? claim.Actors[0].Type : null);
        return _confidences.Where(r => r.Kind == claim.Kind && Is(r.Act, act) && Is(r.Family, family) && Is(r.Actor, actor)).Select(r => (double?)r.Confidence).FirstOrDefault() ?? claim.Confidence;
    }

    /// <summary>Lists of acts.tsv that the coder asks for by name.</summary>
    private static readonly string[] ListsAsked = ["THINGS", "PEOPLE", "NOPEOPLE", "BOMBS", "ARMED", "TRUCES", "TELLING", "DOING", "UNREAL", "MENACE", "FORCE", "PROTESTERS", "VIOLENCE", "CAPTIVE", "BLOWS", "PACT"];

    private static readonly HashSet<string> ActTypes = new(StringComparer.Ordinal) { "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT" };

    private static readonly HashSet<string> Needs = new(StringComparer.Ordinal)
    {
        "comp", "told-to", "obj", "human", "must", "would", "said", "neg", "active", "place", "agent", "thing", "human-subject", "two", "abroad", "plural", "crowd", "soldiers", "attackers", "missile", "bomb", "fighting", "ceasefire", "court", "official", "goods", "aidship", "partner", "joint", "blow", "told", "effect", "arriving",
    };

    private static (Dictionary<string, List<ActRule>> Acts, Dictionary<string, HashSet<string>> Words) ActsIn(string folder)
    {
        var acts = new Dictionary<string, List<ActRule>>(StringComparer.Ordinal);
        var words = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (line, c) in Rows(folder, "acts.tsv", 6, lists: true))
        {
            if (c[0].StartsWith('='))
            {
                words[c[0][1..]] = [.. Parts(c[1])];
                continue;
            }

            if (c[1] is not ("verb" or "noun" or "adj") || (c[3].Length > 0 && !ActTypes.Contains(c[3])))
            {
                throw new RuleException($"acts.tsv:{line}: '{c[1]}' with '{c[3]}' is no class of word with a type of the manual");
            }

            if (Array.Find(c[5].Split(',', StringSplitOptions.RemoveEmptyEntries), n => !Needs.Contains(n)) is { } unknown)
            {
                throw new RuleException($"acts.tsv:{line}: no need is called '{unknown}'");
            }

            HashSet<string> below = [.. Parts(c[2]).SelectMany(w => !w.StartsWith('$') ? [w] : words.TryGetValue(w[1..], out var list) ? list : throw new RuleException($"acts.tsv:{line}: no list '{w}'"))];
            foreach (var lemma in Parts(c[0]))
            {
                var (word, particle) = lemma.Split('+') is [var verb, var with] ? (verb, with) : (lemma, null);
                (acts.TryGetValue(c[1] + " " + word, out var rows) ? rows : acts[c[1] + " " + word] = []).Add(new ActRule($"acts.tsv:{line}", particle, below, c[3], NullIfEmpty(c[4]), [.. c[5].Split(',', StringSplitOptions.RemoveEmptyEntries)]));
            }
        }

        return Array.Find(ListsAsked, l => !words.ContainsKey(l)) is { } missing ? throw new RuleException($"acts.tsv: no list '{missing}'") : (acts, words);

        static string[] Parts(string cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>The act that words of a stance towards a named actor are, as the verbs of that stance say; null where they are words only.</summary>
    public string? EventOfStance(string stance) => Speech.Values.FirstOrDefault(r => r.Stance == stance && r.Event is not null)?.Event;

    /// <summary>A verb that says something whatever its object.</summary>
    public bool Says(string lemma) => Speech.TryGetValue(lemma, out var rule) && rule.Object.Count == 0;

    /// <summary>Why a line is not part of a report's content; null where it is.</summary>
    public string? BoilerplateReason(string line)
    {
        foreach (var (pattern, reason) in _boilerplate)
        {
            if (pattern.IsIn(line))
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>The position that words take, whatever the verb of saying: by the first rule that fits; null where none does.</summary>
    /// <param name="said">The words said.</param>
    /// <param name="clause">The sentence that reports them.</param>
    public string? StanceOf(string said, string clause)
    {
        foreach (var (stance, inSaid, pattern) in _stances)
        {
            if (pattern.IsIn(inSaid ? said : clause))
            {
                return stance;
            }
        }

        return null;
    }

    /// <summary>The part of an alliance that words are about: the mechanism with the greatest weight of terms, none where no term stands.</summary>
    public string? MechanismOf(string words)
    {
        string? best = null;
        var top = 0;
        foreach (var group in _mechanisms.GroupBy(m => m.Mechanism, StringComparer.Ordinal))
        {
            var weight = group.Sum(m => m.Pattern.IsIn(words) ? m.Weight : 0);
            if (weight > top)
            {
                (best, top) = (group.Key, weight);
            }
        }

        return best;
    }

    private static Wording Pattern(string file, int line, string pattern)
    {
        try
        {
            return new Wording(pattern);
        }
        catch (ArgumentException e)
        {
            throw new RuleException($"{file}:{line}: {e.Message}");
        }
    }

    private static string? NullIfEmpty(string s) => s.Length == 0 ? null : s;

    /// <param name="lists">Lines of two cells that begin with = name a list.</param>
    private static IEnumerable<(int Line, string[] Cells)> Rows(string folder, string name, int columns, bool lists = false)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            throw new RuleException($"{name}: missing from the rules folder");
        }

        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.Split('\t');
            if (cells.Length != (lists && line[0] == '=' ? 2 : columns))
            {
                throw new RuleException($"{name}:{number}: {cells.Length} cells, not {columns}");
            }

            yield return (number, cells);
        }
    }

    private static string VersionOf(string folder) => Record.Hash.Of([.. Directory.GetFiles(folder, "*.tsv").Order(StringComparer.Ordinal).Select(File.ReadAllText)])[..12];
}
