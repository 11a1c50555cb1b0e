using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Record.Stories;
using NodaTime.Text;

namespace Entente.Engine;

/// <summary>The stage <c>group</c>: each report's story, and whose words it carries, as known when it comes or in the settled grouping.</summary>
/// <param name="final">Say nothing until <see cref="Settled"/>.</param>
public sealed class GroupStage(TermWeights rarity, bool final)
{
    private readonly StoryGrouping _grouping = new(rarity);
    private readonly List<JsonObject?> _late = [];
    private readonly List<JsonNode?> _ids = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <returns>What is known now; null where all is said in the end.</returns>
    /// <exception cref="InvalidDataException">No id, an id that came before, or no text.</exception>
    public JsonObject? Add(JsonObject input)
    {
        var id = input["id"]?.ToString() ?? throw new InvalidDataException("no 'id'");
        var text = input["text"]?.GetValue<string>() ?? throw new InvalidDataException("no 'text'");
        if (!_seen.Add(id))
        {
            throw new InvalidDataException($"the id '{id}' came before");
        }

        int? day = input["published"]?.ToString() is { Length: >= 10 } published && LocalDatePattern.Iso.Parse(published[..10]) is { Success: true } parsed
            ? (int)NodaTime.Period.DaysBetween(new NodaTime.LocalDate(1970, 1, 1), parsed.Value)
            : null;
        var known = _grouping.Add(id, input["title"]?.ToString() ?? "", text, day);
        _ids.Add(input["id"]!.DeepClone());
        _late.Add(null);
        return final ? null : Write(known);
    }

    /// <summary>Keeps a bad line's place among the lines of the end.</summary>
    public void Fail(JsonObject error) => _late.Add(error);

    public IEnumerable<JsonObject> Settled()
    {
        using var settled = _grouping.Settled().GetEnumerator();
        var at = 0;
        foreach (var error in _late)
        {
            if (error is not null)
            {
                yield return error;
                continue;
            }

            settled.MoveNext();
            var line = Write(settled.Current);
            line.Insert(0, "id", _ids[at++]);
            yield return line;
        }
    }

    private static JsonObject Write(Grouped g) => new()
    {
        ["story"] = g.Story,
        ["duplicate_of"] = g.DuplicateOf,
        ["origin"] = g.Origin,
        ["near"] = new JsonArray([.. g.Near.Select(n => (JsonNode)new JsonObject { ["id"] = n.Id, ["containment"] = double.Parse(n.Containment.ToString("0.000", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) })]),
    };
}
