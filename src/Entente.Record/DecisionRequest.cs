using Entente.Record.Asking;

namespace Entente.Record;

/// <summary>A ruling as an analyst asks for it, by ids and names as they are typed: on the command line, on a page, through the API.</summary>
public sealed record DecisionRequest
{
    /// <summary>Of <see cref="Decision.Kinds"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The item ruled on, or the first letters of its id.</summary>
    public string? Item { get; init; }

    /// <summary>For merge: the items that are the same as the first.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>For split: the reports that tell of something else, or the first letters of their ids.</summary>
    public IReadOnlyList<string> Reports { get; init; } = [];

    /// <summary>For correct: the field, by its name in the export.</summary>
    public string? Field { get; init; }

    /// <summary>For correct: what the field should hold. For name: who is meant.</summary>
    public string? Value { get; init; }

    /// <summary>For name: the actor's label or printed name.</summary>
    public string? Actor { get; init; }

    /// <summary>For undo: the decision taken back, or the first letters of its id.</summary>
    public string? Decision { get; init; }

    public string Note { get; init; } = "";

    /// <summary>The ruling itself, sealed.</summary>
    /// <param name="record">What it is made on.</param>
    /// <param name="made">Rulings there are already.</param>
    /// <param name="place">The place that a name means, where it is known.</param>
    /// <param name="meant">Who is meant by a name, given who stood there.</param>
    /// <exception cref="InvalidDataException">It cannot be made; the message says why.</exception>
    public Decision Made(IRecordReader record, IReadOnlyList<Decision> made, Func<string, PlaceRef?> place, Func<string, Actor, Actor> meant, string by, TimeProvider clock)
    {
        var draft = new Decision { Id = "", Kind = Kind, At = Record.Decision.Stamp(clock), By = by, Note = Note.Trim() };
        return (Kind switch
        {
            "undo" => draft with { Undoes = One(made.Where(d => Decision is { Length: > 0 } id && d.Id.StartsWith(id, StringComparison.Ordinal)), "decision", Decision).Id },
            "accept" or "reject" => draft with { Targets = [Seen(OfId(record, Item))] },
            "note" when draft.Note.Length == 0 => throw new InvalidDataException("a note wants words"),
            "note" => draft with { Targets = [Seen(OfId(record, Item))] },
            "correct" => Corrected(draft, OfId(record, Item), place),
            "merge" => Merged(draft, record),
            "split" => Split(draft, OfId(record, Item)),
            "name" => Named(draft, OfId(record, Item), meant),
            _ => throw new InvalidDataException($"'{Kind}' is no ruling; rulings are {string.Join(", ", Record.Decision.Kinds)}"),
        }).Sealed();
    }

    private static Ruled Seen(Item item) => Record.Decision.Seen(item);

    private Decision Corrected(Decision draft, Item item, Func<string, PlaceRef?> place)
    {
        var (field, value) = (Field ?? "", Value ?? "");
        return Fields.Fault(item.Face, field, value) is { } fault ? throw new InvalidDataException(fault)
            : draft with { Targets = [Seen(item)], Field = field, Was = Fields.AsRead(item, field), Value = value, Place = field == "place" ? place(value) : null };
    }

    private Decision Merged(Decision draft, IRecordReader record)
    {
        var items = Others.Prepend(Item).Select(i => OfId(record, i)).DistinctBy(i => i.Id).ToList();
        return items.Count < 2 || items.Select(i => i.Face.Kind).Distinct().Count() > 1
            ? throw new InvalidDataException("merge wants two or more items of one kind")
            : draft with { Targets = [.. items.Select(Seen)] };
    }

    private Decision Split(Decision draft, Item item)
    {
        var named = Reports.Select(x => item.Evidence.Select(e => e.Report).FirstOrDefault(e => x.Length > 0 && e.StartsWith(x, StringComparison.Ordinal)) ?? throw new InvalidDataException($"the item has no report '{x}'")).Distinct().ToList();
        return named.Count == 0 ? throw new InvalidDataException("split wants the reports that tell of something else")
            : item.Members.All(m => named.Contains(m.Evidence.Report)) ? throw new InvalidDataException("split must leave a report with the item")
            : draft with { Targets = [Seen(item)], Reports = named };
    }

    private Decision Named(Decision draft, Item item, Func<string, Actor, Actor> meant)
    {
        bool Is(string? name) => name is not null && name.Equals(Actor, StringComparison.OrdinalIgnoreCase);
        var was = item.Face.Actors.Concat(item.Face is Claim.Commitment c ? c.Parties : []).FirstOrDefault(a => Is(a.Label) || Is(a.Printed))
            ?? throw new InvalidDataException($"the item has no actor '{Actor}'; it has {string.Join(", ", item.Face.Actors.Select(a => a.Label))}");
        return Value is not { Length: > 0 } name ? throw new InvalidDataException("name wants who is meant")
            : draft with { Targets = [Seen(item)], Field = was.Label, Value = name, Actor = meant(name, was) };
    }

    private static Item OfId(IRecordReader record, string? id) =>
        One(record.Find(id ?? ""), "item", id);

    private static T One<T>(IEnumerable<T> found, string what, string? id) => found.Take(2).ToList() is [var one] ? one
        : throw new InvalidDataException(found.Any() ? $"more than one {what} begins with '{id}'" : $"there is no {what} '{id}'");
}
