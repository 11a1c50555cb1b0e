namespace Entente.Knowledge;

/// <summary>A knowledge file cannot be used: the message names file, line and reason.</summary>
public sealed class KnowledgeException(string message) : Exception(message);

/// <summary>Reads the knowledge files' form: tab-separated with one heading line, # for comments, lists divided by ";".</summary>
internal static class Tsv
{
    internal readonly record struct Row(string File, int Line, string[] Cells, IReadOnlyDictionary<string, int> Columns)
    {
        public string this[string column] => Columns.TryGetValue(column, out var c) ? Cells[c] : throw new KnowledgeException($"{File}: no column '{column}'");

        public string[] List(string column) => this[column].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        public KnowledgeException Error(string why) => new($"{File}:{Line}: {why}");
    }

    public static IEnumerable<Row> Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            throw new KnowledgeException($"{name}: missing from the knowledge folder");
        }

        Dictionary<string, int>? columns = null;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.Split('\t');
            if (columns is null)
            {
                columns = new(StringComparer.Ordinal);
                for (var i = 0; i < cells.Length; i++)
                {
                    columns[cells[i]] = i;
                }

                continue;
            }

            if (cells.Length != columns.Count)
            {
                throw new KnowledgeException($"{name}:{number}: {cells.Length} cells where the heading has {columns.Count}");
            }

            yield return new Row(name, number, cells, columns);
        }
    }
}
