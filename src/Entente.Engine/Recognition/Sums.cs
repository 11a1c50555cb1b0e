using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Knowledge;
using Entente.Record;

namespace Entente.Engine.Recognition;

/// <summary>Reads sums of money and names of units, by the currencies and units of the knowledge files. Nothing is converted.</summary>
public sealed class Sums
{
    private readonly Regex _sum;
    private readonly ILookup<string, Currency> _bySign;
    private readonly ILookup<string, Currency> _byNoun;
    private readonly Dictionary<string, State> _byAdjective;
    private readonly Dictionary<string, string> _units;
    private readonly HashSet<string> _times;

    public Sums(KnowledgeBase kb)
    {
        _bySign = kb.Currencies.SelectMany(c => c.Signs.Select(s => (s, c))).ToLookup(x => x.s, x => x.c, StringComparer.Ordinal);
        _byNoun = kb.Currencies.SelectMany(c => c.Nouns.Select(n => (n, c))).ToLookup(x => x.n, x => x.c, StringComparer.OrdinalIgnoreCase);
        _byAdjective = kb.States.Values.SelectMany(s => s.Adjectives.Concat(s.Aliases).Append(s.Name).Select(a => (a, s))).GroupBy(x => x.a, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().s, StringComparer.Ordinal);
        _units = kb.Units.SelectMany(u => u.Names.Select(n => (n, u.Name))).ToDictionary(x => x.n, x => x.Name, StringComparer.OrdinalIgnoreCase);
        _times = [.. kb.Units.Where(u => u.Kind == "time").SelectMany(u => u.Names)];
        static string Any(IEnumerable<string> words) => string.Join('|', words.OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal).Select(Regex.Escape));
        const string number = @"(?<n>\d[\d,]*(?:\.\d+)?)";
        const string scale = @"(?:(?:[\s-]?(?<s>(?i:trillion|billion|million|thousand|bn|tn|mn|mln|bln|m|k))\b)|(?:\s(?<s>(?i:lakh crore|crore|lakh))\b))";
        const string spelled = @"(?<n>(?i:half a|a|an|" + NumberWords.Pattern + @"))[\s-](?<s>(?i:trillion|billion|million|thousand|hundred thousand))";
        _sum = new Regex(
            $@"(?<![\w$])(?<sign>{Any(_bySign.Select(g => g.Key))})\s?{number}(?:{scale}(?!\w))?|(?<![\w.,$]){number}{scale}?[\s-](?:(?<adj>[A-Z][\w.]*(?: [A-Z]\w*)?) )?(?<noun>(?i:{Any(_byNoun.Select(g => g.Key))}))\b|\b{spelled}[\s-](?:(?<adj>[A-Z][\w.]*(?: [A-Z]\w*)?) )?(?<noun>(?i:{Any(_byNoun.Select(g => g.Key))}))\b",
            RegexOptions.CultureInvariant);
    }

    /// <summary>The unit that a word names ("km", "kilometers"), by its name in the knowledge files; null for any other word.</summary>
    public string? Unit(string word) => _units.GetValueOrDefault(word);

    public bool IsMoney(string word) => _byNoun.Contains(word);

    public bool IsTime(string word) => _times.Contains(word);

    /// <summary>The sum that words give, as the code of its currency and a number: "EUR 40000000". Of two currencies for one sum the dollar amount is the one that compares. Null where there is none, where it is a few coins without a scale, or where nothing tells whose pesos.</summary>
    /// <param name="states">The states that the passage is of, which tell whose currency is meant by a noun that several share.</param>
    public string? In(string text, IReadOnlyCollection<string> states) => _sum.Matches(text)
        .Select(m => (Code: Code(m, text, states), Value: Value(m)))
        .Where(x => x is { Code: not null, Value: not null })
        .OrderBy(x => x.Code == "USD" ? 0 : 1)
        .Select(x => x.Code + " " + x.Value!.Value.ToString("0.##", CultureInfo.InvariantCulture)).FirstOrDefault();

    private string? Code(Match m, string text, IReadOnlyCollection<string> states)
    {
        if (m.Groups["sign"].Success)
        {
            return Meant([.. _bySign[m.Groups["sign"].Value]], states);
        }

        var sharing = _byNoun[m.Groups["noun"].Value].ToList();
        // "2,000 pounds of explosives" are no money.
        if (!m.Groups["s"].Success && m.Groups["noun"].Value.StartsWith("pound", StringComparison.OrdinalIgnoreCase) && text.AsSpan(m.Index + m.Length).StartsWith(" of ", StringComparison.Ordinal))
        {
            return null;
        }

        if (m.Groups["adj"].Success)
        {
            return _byAdjective.TryGetValue(m.Groups["adj"].Value, out var state) && sharing.Find(c => c.States.Contains(state.Id)) is { } its ? its.Code : m.Groups["adj"].Value is "US" or "U.S." or "Us" ? "USD" : null;
        }

        return Meant(sharing, states);
    }

    /// <summary>Which of the currencies that share a sign or a noun is meant: the usual one where its state is spoken of or none of the others' is, else that of the one state that is.</summary>
    private static string? Meant(List<Currency> sharing, IReadOnlyCollection<string> states)
    {
        var usual = sharing is [var single] ? single : sharing.Find(c => c.Bare);
        if (usual is not null && (sharing.Count == 1 || usual.Code == "USD" || usual.States.Any(states.Contains)))
        {
            return usual.Code;
        }

        var near = sharing.Where(c => c.States.Any(states.Contains)).ToList();
        return near is [var only] ? only.Code : near.Count == 0 ? usual?.Code : null;
    }

    private static decimal? Value(Match m)
    {
        var n = m.Groups["n"].Value;
        if (!m.Groups["s"].Success && n.Length <= 3)
        {
            return null;
        }

        var scale = m.Groups["s"].Value.ToLowerInvariant() switch
        {
            "trillion" or "tn" or "lakh crore" => 1_000_000_000_000m,
            "billion" or "bn" or "bln" => 1_000_000_000m,
            "crore" => 10_000_000m,
            "million" or "mn" or "mln" or "m" => 1_000_000m,
            "hundred thousand" or "lakh" => 100_000m,
            "thousand" or "k" => 1_000m,
            _ => 1m,
        };
        var value = n.Equals("half a", StringComparison.OrdinalIgnoreCase) ? 0.5m : NumberWords.Counted(n) is { } word ? word : decimal.TryParse(n.Replace(",", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture, out var digits) ? digits : -1;
        return value is >= 0 and < 1_000_000_000_000m ? value * scale : null;
    }
}
