using System.Text.RegularExpressions;
using Entente.Record;
using Entente.Record.Asking;
using NodaTime;

namespace Entente.Engine;

/// <summary>A set wording as one report has it: which formula, which variant, in whose mouth, by which words.</summary>
/// <param name="Speaker">Who says it where the report says so; null: the outlet's own voice.</param>
public sealed record FormulaUse(string Formula, int Strength, string Words, When When, string? Speaker, IReadOnlyList<string> States, Evidence Evidence);

/// <summary>Finds set wordings of joint statements with their variants, so that it shows who used which when, and what was strengthened, weakened or dropped.</summary>
public sealed class Formulas
{
    private readonly List<(string Formula, int Strength, Regex Pattern, string[] Words)> _variants;

    private Formulas(List<(string, int, Regex, string[])> variants) => _variants = variants;

    /// <summary>The rule file's rows with what each must and must not find, for its tests.</summary>
    public IReadOnlyList<(string Formula, string Positive, string Negative)> Examples { get; private init; } = [];

    /// <exception cref="InvalidDataException">A row cannot be read; the message names file and line.</exception>
    public static Formulas Load(string folder)
    {
        var variants = new List<(string, int, Regex, string[])>();
        var examples = new List<(string, string, string)>();
        var number = 0;
        foreach (var line in File.ReadLines(Path.Combine(folder, "formulas.tsv")))
        {
            number++;
            if (line.Length == 0 || line[0] == '#' || line.StartsWith("formula\t", StringComparison.Ordinal))
            {
                continue;
            }

            var cells = line.Split('\t');
            if (cells.Length != 5 || !int.TryParse(cells[1], out var strength) || cells[3].Length == 0)
            {
                throw new InvalidDataException($"formulas.tsv:{number}: wanted formula, strength, variant, an example and a counter-example");
            }

            variants.Add((cells[0], strength, PatternOf(cells[2]), NeededBy(cells[2])));
            examples.Add((cells[0], cells[3], cells[4]));
        }

        return new Formulas([.. variants.OrderBy(v => v.Item1, StringComparer.Ordinal).ThenByDescending(v => v.Item2)]) { Examples = examples };
    }

    /// <summary>Words with any marks and spaces between them.</summary>
    private static Regex PatternOf(string variant)
    {
        var parts = new List<string>();
        foreach (var word in variant.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var optional = word[0] == '(';
            var any = string.Join('|', word.Trim('(', ')').Split('/').Select(w => string.Join(@"[\s\-‑–]+", w.Split('-').Select(Regex.Escape))));
            parts.Add(optional ? $"(?:(?:{any})[\\s,\\-‑–]+)?" : $"(?:{any})[\\s,\\-‑–]+");
        }

        // Nothing follows the last word.
        var pattern = string.Concat(parts);
        pattern = pattern.EndsWith(@"[\s,\-‑–]+", StringComparison.Ordinal) ? pattern[..^@"[\s,\-‑–]+".Length] + @"\b" : pattern;
        return new Regex(@"\b" + pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>Of these every text of a variant holds one: the words that are neither optional nor one of several; where there are none, each of the first several.</summary>
    private static string[] NeededBy(string variant)
    {
        var words = variant.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w[0] != '(').ToList();
        return words.Where(w => !w.Contains('/', StringComparison.Ordinal)).ToList() is { Count: > 0 } needed ? [string.Join(' ', needed)] : words.Count > 0 ? words[0].Split('/') : [];
    }

    /// <summary>The formulas of a text: the strongest variant at each place.</summary>
    public IEnumerable<(string Formula, int Strength, int Start, int End)> Find(string text)
    {
        var taken = new List<(string Formula, int Start, int End)>();
        foreach (var (formula, strength, pattern, _) in _variants)
        {
            foreach (Match m in pattern.Matches(text))
            {
                var (start, end) = (m.Index, m.Index + m.Length);
                if (!taken.Exists(t => t.Formula == formula && t.Start < end && start < t.End))
                {
                    while (end > start && !char.IsLetterOrDigit(text[end - 1]))
                    {
                        end--;
                    }

                    taken.Add((formula, start, end));
                    yield return (formula, strength, start, end);
                }
            }
        }
    }

    /// <summary>Of reports that hold the words of one variant so many are read, the latest.</summary>
    private const int MostReports = 2000;

    /// <summary>Uses on record, by formula and day. What stands in a statement's words is its speaker's.</summary>
    public IEnumerable<FormulaUse> Uses(IRecordReader record)
    {
        // The index finds the reports that may hold a variant, by the words that it cannot do without.
        var held = _variants.SelectMany(v => v.Words).Distinct(StringComparer.Ordinal).SelectMany(words => record.Reports(new ReportFilter(words), new Page(MostReports, LatestFirst: true))).Select(r => r.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var copies = record.Copies(held);
        var uses = new List<FormulaUse>();
        foreach (var report in held.Where(id => !copies.ContainsKey(id)).Select(record.Report).OfType<Report>())
        {
            List<Claim>? said = null;
            foreach (var (formula, strength, start, end) in Find(report.Text))
            {
                said ??= [.. record.Of([report.Id]).SelectMany(i => i.Members).Where(m => m.Evidence.Report == report.Id && m is Claim.Statement or Claim.Affirmation or Claim.Commitment)];
                var around = said.Where(m => m.Evidence.Start <= start && end <= m.Evidence.End).OrderBy(m => m is Claim.Statement ? 0 : 1).ThenBy(m => m.Id, StringComparer.Ordinal).FirstOrDefault();
                var speaker = around switch { Claim.Statement s => string.Join(", ", s.Speakers), Claim.Affirmation a => string.Join(", ", a.Speakers), Claim.Commitment c => string.Join(", ", c.Parties.Select(p => p.Label)), _ => null };
                uses.Add(new FormulaUse(formula, strength, report.Text[start..end].ReplaceLineEndings(" "), around is { When.IsKnown: true } ? around.When : report.Published, speaker is { Length: > 0 } ? speaker : null, around?.States ?? [], new Evidence(report.Id, start, end, report.Text[start..end], null)));
            }
        }

        return uses.OrderBy(u => u.Formula, StringComparer.Ordinal).ThenBy(u => u.When.Start ?? LocalDate.MaxIsoValue).ThenBy(u => u.Evidence.Report, StringComparer.Ordinal).ThenBy(u => u.Evidence.Start);
    }

    /// <summary>Each use with how it stands to the same speaker's one before: "first on record", "stronger", "weaker", or nothing where it is the same.</summary>
    public static IEnumerable<(FormulaUse Use, string Change)> AgainstBefore(IEnumerable<FormulaUse> uses)
    {
        var strength = new Dictionary<(string, string?), int>();
        foreach (var use in uses)
        {
            var change = !strength.TryGetValue((use.Formula, use.Speaker), out var before) ? "first on record" : use.Strength > before ? "stronger" : use.Strength < before ? "weaker" : "";
            strength[(use.Formula, use.Speaker)] = use.Strength;
            yield return (use, change);
        }
    }
}
