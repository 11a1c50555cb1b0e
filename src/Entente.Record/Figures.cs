using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Record;

/// <summary>Counted things in a passage ("150 days", "two months", "28,500 troops"), so that two reports' figures for one thing can be held against each other.</summary>
internal static partial class Figures
{
    private static readonly Dictionary<string, double> Scales = new(StringComparer.OrdinalIgnoreCase) { ["hundred"] = 100, ["thousand"] = 1e3, ["million"] = 1e6, ["billion"] = 1e9, ["trillion"] = 1e12 };

    /// <summary>Units that are others counted together.</summary>
    private static readonly Dictionary<string, (string Unit, double Times)> Larger = new(StringComparer.Ordinal) { ["hour"] = ("minute", 60), ["week"] = ("day", 7) };

    /// <summary>Words after a number that count nothing.</summary>
    private static readonly HashSet<string> NoUnits = [.. "the a an of and or to in on at by for with from other more less than times time percent pm am p.m local other others new january february march april may june july august september october november december old such were was is are has have had would will".Split(' ')];

    [GeneratedRegex(@"\b(?<unit>since) (?<n>(?:19|20)\d\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Since();

    [GeneratedRegex(@"(?<![\w.,-])(?<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|" + NumberWords.Pattern + @")(?: (?<scale>hundred|thousand|million|billion|trillion))?[ -](?:[a-z]+-[a-z]+ )?(?<unit>[a-z]{3,})", RegexOptions.IgnoreCase)]
    private static partial Regex Counted();

    /// <summary>Each unit that a passage counts just once, with its value and the words.</summary>
    public static IReadOnlyDictionary<string, (double Value, string Words)> In(string passage)
    {
        var found = Counted().Matches(passage).Select(Read).Where(f => f.Unit.Length > 0).Concat(Since().Matches(passage).Select(m => (Unit: "since", Value: double.Parse(m.Groups["n"].Value, CultureInfo.InvariantCulture), Words: m.Groups["n"].Value))).ToList();
        return found.GroupBy(f => f.Unit, StringComparer.Ordinal).Where(g => g.Select(f => f.Value).Distinct().Count() == 1).ToDictionary(g => g.Key, g => (g.First().Value, g.First().Words), StringComparer.Ordinal);
    }

    /// <summary>Whether one value is the other told less closely: equal when rounded to as few figures as the rounder one has.</summary>
    public static bool Rounded(double a, double b)
    {
        double To(double x, int figures) => x == 0 ? 0 : Math.Round(x / Math.Pow(10, Math.Ceiling(Math.Log10(Math.Abs(x))) - figures), MidpointRounding.AwayFromZero) * Math.Pow(10, Math.Ceiling(Math.Log10(Math.Abs(x))) - figures);
        int Of(double x) => x.ToString("0.###############", CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal).Trim('0').Length;
        var figures = Math.Min(Of(a), Of(b));
        return Math.Abs(To(a, figures) - To(b, figures)) <= 1e-9 * Math.Max(1, Math.Abs(a));
    }

    private static (string Unit, double Value, string Words) Read(Match m)
    {
        var (n, unit) = (m.Groups["n"].Value, m.Groups["unit"].Value);
        var value = NumberWords.Of(n) is { } word ? word : double.Parse(n.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        value *= m.Groups["scale"].Success ? Scales[m.Groups["scale"].Value] : 1;
        if (char.IsUpper(unit[0]) || NoUnits.Contains(unit) || (n.Length == 4 && value is > 1800 and < 2100))
        {
            return ("", 0, "");
        }

        var singular = unit.EndsWith("ies", StringComparison.Ordinal) ? unit[..^3] + "y" : unit.EndsWith('s') && !unit.EndsWith("ss", StringComparison.Ordinal) ? unit[..^1] : unit;
        return Larger.TryGetValue(singular, out var of) ? (of.Unit, value * of.Times, m.Value) : (singular, value, m.Value);
    }
}
