using System.Globalization;

namespace Entente.Workbench;

/// <summary>The floors of accuracy that measured figures must hold, in percent, in one file.</summary>
public sealed class Floors(string home)
{
    private readonly Dictionary<string, double> _floors = Tables.Read(Path.Combine(home, "sample", "floors.tsv")).ToDictionary(r => r[0], r => double.Parse(r[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>Whether a figure holds its floor; one without a floor does. A broken floor is said in the log.</summary>
    public bool Hold(string what, double value, TextWriter log)
    {
        if (!_floors.TryGetValue(what, out var floor) || value >= floor)
        {
            return true;
        }

        log.WriteLine($"below the floor: {what} {value:F1} < {floor:F1}");
        return false;
    }

    /// <summary>Whether a count stays under its ceiling.</summary>
    public bool StayUnder(string what, int value, TextWriter log)
    {
        if (!_floors.TryGetValue(what, out var ceiling) || value <= ceiling)
        {
            return true;
        }

        log.WriteLine($"above the ceiling: {what} {value} > {ceiling}");
        return false;
    }
}

internal static class Tables
{
    public static IEnumerable<string[]> Read(string path) => File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'));
}
