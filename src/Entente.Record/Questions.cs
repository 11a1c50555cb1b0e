using Entente.Record.Asking;
using Entente.Record.Stories;
using NodaTime;

namespace Entente.Record;

/// <summary>What a question asks for. Every part is optional; parts are joined by "and".</summary>
public sealed record Filter
{
    public LocalDate? Since { get; init; }

    public LocalDate? Until { get; init; }

    /// <summary>What held in the world on that day: happenings up to it, plans still open.</summary>
    public LocalDate? AsOf { get; init; }

    /// <summary>Came about after this day: that of the happening, else that since which it was known.</summary>
    public LocalDate? ArisenAfter { get; init; }

    /// <summary>Came about on this day or before it.</summary>
    public LocalDate? ArisenBy { get; init; }

    public string? Actor { get; init; }

    /// <summary>Codes all of which must be concerned: a dossier's members.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    public string? Mechanism { get; init; }

    /// <summary>How an item stands, as <see cref="Questions.StatusOf"/> has it; several by commas for any of them.</summary>
    public string? Status { get; init; }

    public string? Place { get; init; }

    /// <summary>Words of the evidence, as <see cref="TextQuery"/> takes them.</summary>
    public string? Text { get; init; }

    /// <summary>Affirmations only: what one covers, its provision, or who affirms, by part of a name or by a state's code.</summary>
    public string? Covers { get; init; }

    /// <summary>What analysts rejected too.</summary>
    public bool Rejected { get; init; }
}

/// <summary>Questions asked of a settled record.</summary>
public static class Questions
{
    /// <summary>"1 report", "3 reports".</summary>
    public static string Count(int n, string noun) => n == 1 ? $"1 {noun}" : $"{n} {noun}s";

    public static IEnumerable<Item> Ask(Settled record, Filter f, params string[] kinds) => InOrder(record.Items.Where(i => kinds.Length == 0 || kinds.Contains(i.Face.Kind, StringComparer.Ordinal)).Where(Test(f)));

    /// <summary>By the time of the happening, else since when it was known; what has a time of its own first; then by id.</summary>
    public static IEnumerable<Item> InOrder(IEnumerable<Item> items) => items.OrderBy(i => ArisenOn(i) ?? LocalDate.MaxIsoValue).ThenBy(i => i.Face.When.IsKnown ? 0 : 1).ThenBy(i => i.Id, StringComparer.Ordinal);

    /// <summary>The day of the happening, else that since which it was known.</summary>
    public static LocalDate? ArisenOn(Item item) => item.Face.When.Start ?? item.Known.First;

    /// <summary>What a record held when only reports published until a day had been read.</summary>
    public static Settled KnownAt(IEnumerable<Reading> readings, LocalDate day, TermWeights rarity, Rulings? rulings = null) => Reconciler.Settle(readings.Where(r => r.Report.KnownBy is { } k && k <= day), rarity, rulings);

    /// <summary>Undertakings, affirmations and relations that came up after one day and until another, by mechanism; and whether the record held anything on that mechanism before.</summary>
    public static IReadOnlyList<(string Mechanism, bool New, IReadOnlyList<Item> Items)> Changed(IRecordReader record, Filter filter, LocalDate from, LocalDate to)
    {
        string[] kinds = ["commitment", "affirmation", "relation"];
        bool HeldBefore(string? mechanism) => mechanism is null
            ? record.Tallies(filter with { ArisenBy = from }, kinds).Any(t => t.Mechanism.Length == 0)
            : record.Ask(filter with { ArisenBy = from, Mechanism = mechanism }, new Page(1), kinds).Count > 0;
        return [.. record.Ask(filter with { ArisenAfter = from, ArisenBy = to }, new Page(), kinds).GroupBy(i => i.Face.Mechanism, StringComparer.Ordinal).OrderBy(g => g.Key ?? "other", StringComparer.Ordinal).Select(g => (g.Key ?? "other", !HeldBefore(g.Key), (IReadOnlyList<Item>)[.. g]))];
    }

    /// <summary>What may have been meant by a name that nobody on record bears: "; did you mean Fumio Kishida?", or nothing near; null where somebody bears it.</summary>
    /// <param name="labels">The names of all who appear.</param>
    /// <param name="name">What was asked for.</param>
    public static string? Meant(IReadOnlyCollection<string> labels, string name)
    {
        if (labels.Any(l => Has(l, name)))
        {
            return null;
        }

        // Compared with the whole name and with each of its words, since analysts ask by surname.
        var near = labels.Select(l => (Label: l, Far: l.Split(' ').Append(l).Min(w => Far(w.ToLowerInvariant(), name.ToLowerInvariant())))).Where(x => x.Far <= Math.Max(1, name.Length / 3)).OrderBy(x => x.Far).ThenBy(x => x.Label, StringComparer.Ordinal).Take(3).Select(x => x.Label).ToList();
        return near.Count == 0 ? "" : $"; did you mean {string.Join(" or ", near)}?";
    }

    /// <summary>Letters to change, add or drop between two words.</summary>
    private static int Far(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (corner, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                left = Math.Min(Math.Min(row[j], left) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                (corner, row[j]) = (row[j], left);
            }
        }

        return row[b.Length];
    }

    /// <summary>Whether an item is what a question asks for.</summary>
    public static bool Fits(Item item, Filter f) => Test(f)(item);

    /// <summary>What tells whether an item fits, its words made ready once.</summary>
    public static Func<Item, bool> Test(Filter f)
    {
        var (text, place) = (f.Text is { } words ? TextQuery.Of(words) : null, f.Place is { } name ? TextQuery.Phrase(name) : null);
        return item => Fits(item, f, text, place);
    }

    private static bool Fits(Item item, Filter f, TextQuery? text, TextQuery? inWords)
    {
        var face = item.Face;
        if (item.Ruling is { Rejected: true } && !f.Rejected)
        {
            return false;
        }

        if (f.Since is { } since && !(face.When.End >= since) || f.Until is { } until && !(face.When.Start <= until))
        {
            return false;
        }

        if (f.AsOf is { } asOf && !(face.When.Start <= asOf || (!face.When.IsKnown && item.Known.First <= asOf) || (MayStillCome(face) && item.Known.First <= asOf)))
        {
            return false;
        }

        if ((f.ArisenAfter is { } after && !(ArisenOn(item) > after)) || (f.ArisenBy is { } by && !(ArisenOn(item) <= by)))
        {
            return false;
        }

        if (f.Members.Count > 0 && !f.Members.All(m => face.States.Contains(m, StringComparer.Ordinal)))
        {
            return false;
        }

        if (f.Mechanism is { } mechanism && face.Mechanism != mechanism)
        {
            return false;
        }

        if (f.Status is { } status && (StatusOf(face) is not { } stands || !status.Split(',').Contains(stands, StringComparer.Ordinal)))
        {
            return false;
        }

        if (f.Actor is { } actor && !face.Actors.Any(a => Has(a.Label, actor) || string.Equals(a.State, actor, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        if (f.Place is { } place && !(Has(face.Place?.Label, place) || (face is Claim.Commitment c && (c.About.Any(a => Has(a, place)) || inWords!.Matches(c.Object))) || (face is Claim.Affirmation { Covers: { } covers } && Has(covers, place))))
        {
            return false;
        }

        if (f.Covers is { } covered && !(face is Claim.Affirmation affirmed && (Has(affirmed.Covers, covered) || Has(affirmed.Provision, covered) || affirmed.Actors.Any(x => Has(x.Label, covered)) || affirmed.States.Contains(covered.ToUpperInvariant(), StringComparer.Ordinal))))
        {
            return false;
        }

        return text is null || item.Evidence.Any(e => text.Matches(e.Quote));
    }

    /// <summary>Whether it is told of as something to come, or to be kept to: what holds before its own day.</summary>
    public static bool MayStillCome(Claim c) => c is Claim.Event { Status: "planned" or "proposed" } or Claim.Commitment;

    /// <summary>How an item stands: a status, an affirmation's polarity, a statement's stance where it takes one (what is ruled out must not read as proposed).</summary>
    public static string? StatusOf(Claim c) => c switch
    {
        Claim.Event e => e.Status,
        Claim.Commitment m => m.Status,
        Claim.Relation r => r.Status,
        Claim.Affirmation a => a.Polarity,
        Claim.Statement s => s.Stance == "neutral" ? null : s.Stance,
        _ => null,
    };

    private static bool Has(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A line that says what an item is, in words.</summary>
    public static string Describe(Claim c) => c switch
    {
        Claim.Event e => $"{Sides(e.Actors)}: {(e.Format ?? e.Mode ?? e.Act.ToLowerInvariant()).Replace('-', ' ')}{(e.Place is { } p ? " in " + p.Label : "")}",
        Claim.Statement s => $"{string.Join(", ", s.Speakers)}: {(s.Form == "quote" ? "“" + s.Text.Trim('“', '”', '"') + "”" : s.Text)}",
        Claim.Commitment m => $"{Names(m.Parties)}: {m.Object}",
        Claim.Affirmation a => $"{string.Join(", ", a.Speakers)}: {a.Provision} {(a.Covers is null ? "stands" : a.Polarity == "covers" ? "covers " + a.Covers : a.Polarity + " " + a.Covers)}",
        Claim.Relation r => $"{r.Subject} {r.Verb.Replace('-', ' ')} {r.Object}",
        Claim.Tenure t => $"{t.Person}: {t.Office}",
        _ => c.Kind,
    };

    /// <summary>Who acted, and towards whom where somebody did.</summary>
    private static string Sides(IReadOnlyList<Actor> actors) => actors.Where(a => a.Role == "target").ToList() is { Count: > 0 } targets && targets.Count < actors.Count ? $"{Names([.. actors.Where(a => a.Role != "target")])} → {Names(targets)}" : Names(actors);

    private static string Names(IReadOnlyList<Actor> actors) => string.Join(", ", actors.Take(5).Select(a => a.Label)) + (actors.Count > 5 ? ", …" : "");
}
