using NodaTime;

namespace Entente.Record;

/// <summary>Since when reports allow to know something, and until when they kept telling it.</summary>
public readonly record struct Known(LocalDate? First, LocalDate? Last);

/// <summary>A step in an item's history: what its status was, when, and by which words.</summary>
public sealed record Step(string Status, When When, Evidence Evidence);

/// <summary>Claims of several reports reconciled into one thing. <see cref="Face"/> holds the settled fields.</summary>
public sealed record Item
{
    public required string Id { get; init; }

    public required Claim Face { get; init; }

    /// <summary>All claims behind it, in canonical order.</summary>
    public required IReadOnlyList<Claim> Members { get; init; }

    public Known Known { get; init; }

    public int Reports { get; init; }

    public int Origins { get; init; }

    public IReadOnlyList<string> Sides { get; init; } = [];

    public string? Story { get; init; }

    public string? Thread { get; init; }

    public IReadOnlyList<Step> History { get; init; } = [];

    public double Confidence { get; init; }

    /// <summary>What analysts ruled on it; null where nobody did.</summary>
    public Ruling? Ruling { get; init; }

    public IEnumerable<Evidence> Evidence => Members.Select(m => m.Evidence);
}

/// <summary>Reports that tell of the same happening.</summary>
public sealed record Story(string Id, string Title, IReadOnlyList<string> Reports, When When, IReadOnlyList<string> States, int Origins, IReadOnlyList<string> Terms);

/// <summary>One reading of a disputed field.</summary>
public sealed record ConflictValue(string Value, IReadOnlyList<string> Reports, int Origins);

/// <summary>Reports, or a report and the knowledge files, disagree on one field of one item.</summary>
public sealed record Conflict(string Id, string Item, string Field, IReadOnlyList<ConflictValue> Values, string? Supported, string Basis, IReadOnlyList<Evidence> Evidence, IReadOnlyList<string> States, When When);

/// <summary>Everything that follows from the reports read: the record at one version of engine and knowledge.</summary>
public sealed record Settled(IReadOnlyList<Report> Reports, IReadOnlyList<Item> Items, IReadOnlyList<Story> Stories, IReadOnlyList<Conflict> Conflicts, IReadOnlyDictionary<string, string> StoryOf, IReadOnlyDictionary<string, string> DuplicateOf)
{
    public static readonly Settled Empty = new([], [], [], [], new Dictionary<string, string>(), new Dictionary<string, string>());
}
