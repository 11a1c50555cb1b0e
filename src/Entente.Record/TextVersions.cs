namespace Entente.Record;

/// <summary>What changed between two versions of one text.</summary>
public static class TextVersions
{
    /// <summary>Lines taken out, led by "- ", and put in, led by "+ ", in the order of the texts; lines that stayed are left out.</summary>
    public static string Changes(string before, string after)
    {
        static string[] Lines(string text) => [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        var (a, b) = (Lines(before), Lines(after));
        // What both begin and end with is set aside: most edits are small, and the table below grows with the product.
        var head = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)])
        {
            tail++;
        }

        (a, b) = (a[head..^tail], b[head..^tail]);
        if ((long)a.Length * b.Length > 4_000_000)
        {
            return string.Join('\n', [.. a.Select(l => "- " + l), .. b.Select(l => "+ " + l)]);
        }

        var same = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                same[i, j] = a[i] == b[j] ? same[i + 1, j + 1] + 1 : Math.Max(same[i + 1, j], same[i, j + 1]);
            }
        }

        var changes = new List<string>();
        var (x, y) = (0, 0);
        while (x < a.Length || y < b.Length)
        {
            if (x < a.Length && y < b.Length && a[x] == b[y])
            {
                (x, y) = (x + 1, y + 1);
            }
            else if (x < a.Length && (y == b.Length || same[x + 1, y] >= same[x, y + 1]))
            {
                changes.Add("- " + a[x++]);
            }
            else
            {
                changes.Add("+ " + b[y++]);
            }
        }

        return string.Join('\n', changes);
    }
}
