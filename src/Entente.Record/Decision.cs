using System.Text.Json.Serialization;

namespace Entente.Record;

/// <summary>Where a ruled item stood in the reports: by these words it is found again when reports are read anew and ids have moved.</summary>
public sealed record Anchor(string Claim, string Report, int Start, int End);

/// <summary>An item as the analyst saw it when ruling on it.</summary>
/// <param name="Gist">What the item said, in a line, for lists and for telling items of one passage apart.</param>
public sealed record Ruled(string Item, string Kind, string Gist, IReadOnlyList<Anchor> Passages);

/// <summary>An analyst's ruling. Append-only: taking one back is another ruling, of kind <c>undo</c>.</summary>
public sealed record Decision
{
    /// <summary>Kinds: accept, reject, correct (a field), merge (items into the first), split (claims of some reports off an item), name (an actor), note, undo.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["accept", "reject", "correct", "merge", "split", "name", "note", "undo"];

    public required string Id { get; init; }

    public required string Kind { get; init; }

    /// <summary>When it was ruled, ISO 8601 in UTC with milliseconds; of two rulings on one field the later holds.</summary>
    public required string At { get; init; }

    public required string By { get; init; }

    public string Note { get; init; } = "";

    /// <summary>The items ruled on; none for an undo.</summary>
    public IReadOnlyList<Ruled> Targets { get; init; } = [];

    /// <summary>The field that is corrected; for <c>name</c> the actor's label as it was.</summary>
    public string? Field { get; init; }

    /// <summary>What the field held when it was ruled on: a later reading that holds yet another value is shown as a contradiction.</summary>
    public string? Was { get; init; }

    public string? Value { get; init; }

    /// <summary>The corrected place, resolved by the knowledge files where they know it.</summary>
    public PlaceRef? Place { get; init; }

    /// <summary>Who is meant, for <c>name</c>.</summary>
    public Actor? Actor { get; init; }

    /// <summary>Reports whose claims are split off.</summary>
    public IReadOnlyList<string> Reports { get; init; } = [];

    /// <summary>The decision that an undo takes back.</summary>
    public string? Undoes { get; init; }

    /// <summary>The same decision with the id that its content gives it.</summary>
    public Decision Sealed() => this with { Id = "de-" + Hash.Of(Kind, At, By, Note, string.Join('|', Targets.Select(t => t.Item)), Field ?? "", Value ?? "", Actor?.Id ?? "", string.Join('|', Reports), Undoes ?? "") };

    /// <summary>The time of ruling in the form of <see cref="At"/>.</summary>
    public static string Stamp(TimeProvider clock) => clock.GetUtcNow().ToString(TimeFormat, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How <see cref="At"/> is printed.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static Ruled Seen(Item item) => new(item.Id, item.Face.Kind, Questions.Describe(item.Face), [.. item.Members.Select(m => new Anchor(m.Id, m.Evidence.Report, m.Evidence.Start, m.Evidence.End))]);
}

/// <summary>How an item stands after rulings.</summary>
/// <param name="Standing">accepted, corrected or rejected.</param>
/// <param name="Decisions">Ids of the rulings that made it so, earliest first.</param>
public sealed record Ruling(string Standing, IReadOnlyList<string> Decisions, IReadOnlyList<string> Notes)
{
    [JsonIgnore]
    public bool Rejected => Standing == "rejected";
}
