using System.Text.Json;
using Entente.Record;
using Entente.Record.Asking;
using NodaTime;

namespace Entente.Stores;

/// <summary>A table's rows as they are written and dropped.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">Its columns in order; those of its key first.</param>
/// <param name="Keys">How many of them its key takes.</param>
internal sealed record Table(string Name, IReadOnlyList<Column> Columns, int Keys)
{
    public static readonly Table Item = new("item", [Column.Number("n"), Column.Text("id"), Column.Text("thread"), Column.Text("hash"), Column.Text("body")], 1);

    /// <summary>One row an item under each state, each pair of states and, under empty names, all: what questions are answered from.</summary>
    public static readonly Table Tie = new("tie", [Column.Text("a"), Column.Text("b"), Column.Number("kind"), Column.Number("n"), Column.Text("mechanism"), Column.Text("status"), Column.Number("start"), Column.Number("stop"), Column.Number("known"), Column.Number("open"), Column.Number("rejected"), Column.Text("states")], 4);

    /// <summary>By which names an item is found: those who act, places, what an affirmation covers.</summary>
    public static readonly Table Term = new("term", [Column.Text("field"), Column.Text("label"), Column.Number("n")], 3);

    /// <summary>Each name once; one that no item bears any longer stays.</summary>
    public static readonly Table Label = new("label", [Column.Text("field"), Column.Text("label"), Column.Text("shown")], 2);

    /// <summary>One row a claim: which report tells of which item.</summary>
    public static readonly Table Told = new("told", [Column.Text("report"), Column.Text("claim"), Column.Number("n")], 2);

    public static readonly Table ItemWords = new("item_words", [Column.Number("n"), Column.Words("quote"), Column.Words("object")], 1);

    public static readonly Table Report = new("report", [Column.Number("n"), Column.Text("id"), Column.Number("start"), Column.Number("stop"), Column.Text("story"), Column.Text("original"), Column.Text("name"), Column.Text("hash"), Column.Text("head")], 1);

    public static readonly Table ReportWords = new("report_words", [Column.Number("n"), Column.Words("text")], 1);

    public static readonly Table Story = new("story", [Column.Number("n"), Column.Text("id"), Column.Text("hash"), Column.Text("body")], 1);

    public static readonly Table Conflict = new("conflict", [Column.Text("id"), Column.Text("item"), Column.Text("hash"), Column.Text("body")], 1);
}

internal enum ColumnKind
{
    Text,
    Number,

    /// <summary>Terms of a text for searching, in the form that the database takes.</summary>
    Words,
}

internal sealed record Column(string Name, ColumnKind Kind)
{
    public static Column Text(string name) => new(name, ColumnKind.Text);

    public static Column Number(string name) => new(name, ColumnKind.Number);

    public static Column Words(string name) => new(name, ColumnKind.Words);
}

/// <summary>What of an item, report or story stands in which row.</summary>
internal static class ItemRows
{
    /// <summary>Stands between two texts in one row, so that no phrase runs from one into the other.</summary>
    private const string Break = "\uE000";

    public static long? Day(LocalDate? day) => day is { } d ? ItemNumber.Day(d) : null;

    public static string Body(Item item) => JsonSerializer.Serialize(item, RecordJson.Default.Item);

    /// <summary>Every row of an item but its own.</summary>
    public static IEnumerable<(Table Table, object?[] Row)> Of(Item item, long n)
    {
        var (face, kind) = (item.Face, (long)ItemNumber.Kind(item.Face.Kind));
        var states = face.States.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        object?[] rest = [face.Mechanism, Questions.StatusOf(face), Day(face.When.Start), Day(face.When.End), Day(item.Known.First), Questions.MayStillCome(face) ? 1L : 0L, item.Ruling is { Rejected: true } ? 1L : 0L, string.Join(' ', states)];
        foreach (var (a, b) in states.SelectMany((s, i) => states.Skip(i + 1).Select(other => (s, other)).Prepend((s, ""))).Prepend(("", "")))
        {
            yield return (Table.Tie, [a, b, kind, n, .. rest]);
        }

        foreach (var (field, label) in Labels(face))
        {
            yield return (Table.Term, [field, label.ToLowerInvariant(), n]);
        }

        foreach (var claim in item.Members.DistinctBy(m => (m.Evidence.Report, m.Id)))
        {
            yield return (Table.Told, [claim.Evidence.Report, claim.Id, n]);
        }

        yield return (Table.ItemWords, [n, Words(item.Evidence.Select(e => e.Quote).Distinct(StringComparer.Ordinal)), face is Claim.Commitment c ? Words([c.Object]) : ""]);
    }

    /// <summary>The names that an item bears, each by field once, as they are written.</summary>
    public static IEnumerable<(string Field, string Label)> Labels(Claim face)
    {
        // A state's code is a name of its own kind, matched whole.
        var actors = face.Actors.Select(a => a.Label).Concat(face.Actors.Where(a => a.State.Length > 0).Select(a => Code(a.State)));
        var places = new List<string?> { face.Place?.Label };
        IEnumerable<string?> covers = [];
        if (face is Claim.Commitment c)
        {
            places.AddRange(c.About);
        }
        else if (face is Claim.Affirmation f)
        {
            places.Add(f.Covers);
            covers = f.Actors.Select(x => x.Label).Concat(f.States.Select(Code)).Prepend(f.Provision).Prepend(f.Covers!);
        }

        return Each(Field.Actor, actors).Concat(Each(Field.Place, places)).Concat(Each(Field.Covers, covers));

        static IEnumerable<(string, string)> Each(string field, IEnumerable<string?> labels) => labels.OfType<string>().Where(l => l.Length > 0).DistinctBy(l => l.ToLowerInvariant(), StringComparer.Ordinal).Select(l => (field, l));
    }

    /// <summary>A state's code as a label.</summary>
    public static string Code(string state) => "=" + state;

    /// <summary>The terms of several texts, for an index.</summary>
    public static string Words(IEnumerable<string> texts) => string.Join($" {Break} ", texts.Select(t => string.Join(' ', TextQuery.Terms(t))));

    internal static class Field
    {
        public const string Actor = "actor", Place = "place", Covers = "covers";
    }
}
