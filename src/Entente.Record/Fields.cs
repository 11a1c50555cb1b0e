using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Entente.Record;

/// <summary>The fields of items that an analyst may correct, by the names of the exported form.</summary>
public static class Fields
{
    private static readonly string[] EventStatus = ["occurred", "ongoing", "planned", "proposed", "postponed", "cancelled", "denied", "alleged", "hypothetical"];
    private static readonly string[] Acts = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"];
    private static readonly string[] CommitmentStatus = ["proposed", "under-negotiation", "planned", "announced", "agreed", "initialled", "signed", "approved", "ratified", "in-force", "under-way", "reaffirmed", "fulfilled", "suspended", "withdrawn", "broken"];

    /// <summary>Parts of an alliance, in the order in which pages and briefings give them.</summary>
    public static readonly IReadOnlyList<string> Mechanisms = ["mutual-defence", "extended-deterrence", "consultation", "command-and-control", "air-and-missile-defence", "force-posture", "visiting-forces", "cost-sharing", "arms-production", "arms-transfer", "exercises", "intelligence-sharing", "space", "cyber", "technology", "maritime-security", "non-proliferation", "partner-network", "economic-security", "diplomacy", "other"];

    /// <summary>Every status that an item may have.</summary>
    public static readonly IReadOnlyList<string> Statuses = [.. EventStatus.Union(CommitmentStatus, StringComparer.Ordinal)];

    private static readonly string[] Stances = ["affirm", "support", "oppose", "criticise", "accuse", "deny", "warn", "threaten", "demand", "promise", "praise", "reject", "neutral"];

    /// <summary>Why a correction cannot be made; null where it can.</summary>
    public static string? Fault(Claim claim, string field, string value)
    {
        IReadOnlyList<string>? allowed = (claim, field) switch
        {
            (Claim.Event, "event") => Acts,
            (Claim.Event, "status") => EventStatus,
            (Claim.Event, "format") => ["call", "meeting", "visit", "summit", "two-plus-two", "multilateral", "press-conference", "other"],
            (Claim.Event, "level") => ["leaders", "ministers", "officials", "forces"],
            (Claim.Statement, "stance") => Stances,
            (Claim.Commitment, "status") => CommitmentStatus,
            (Claim.Affirmation, "polarity") => ["covers", "does-not-cover", "conditional", "stands"],
            (Claim.Relation, "relation") => ["answers-to", "part-of", "hosts", "party-to", "administers", "claims", "commands", "supplies"],
            (Claim.Relation, "status") => ["planned", "announced", "in-force", "ended", "disputed"],
            (_, "mechanism") => Mechanisms,
            _ => null,
        };
        return allowed is not null && !allowed.Contains(value) ? $"'{value}' is no {field} of {Article(claim.Kind)}; wanted one of {string.Join(", ", allowed)}"
            : field == "when" && Day(value) is null ? $"'{value}' is no time (wanted: 2024-04-10, 2024-04, 2024 or 2024-04-10/2024-04-12)"
            : field == "amount" && (value.Length < 5 || value[3] != ' ' || !decimal.TryParse(value[4..], NumberStyles.None, CultureInfo.InvariantCulture, out _)) ? $"'{value}' is no amount (wanted: USD 1700000000)"
            : Set(claim, field, value, null) is null ? $"{Article(claim.Kind)} has no field '{field}' that can be corrected; fields are {string.Join(", ", Of(claim))}" : null;
    }

    public static IReadOnlyList<string> Of(Claim claim) => [.. (claim switch
    {
        Claim.Event => new[] { "event", "mode", "status", "format", "level", "venue" },
        Claim.Statement => ["speaker", "stance", "text"],
        Claim.Commitment => ["action", "object", "status", "amount", "due"],
        Claim.Affirmation => ["covers", "polarity", "provision", "speaker"],
        Claim.Relation => ["subject", "relation", "object", "status"],
        _ => ["person", "office"],
    }).Concat(["when", "place", "mechanism"])];

    /// <summary>What the reports were read to say, before any ruling: the field of the claim that the item's face was made of.</summary>
    public static string? AsRead(Item item, string field) => Get(item.Members.FirstOrDefault(m => m.Id == item.Face.Id) ?? item.Face, field);

    public static string? Get(Claim claim, string field) => (claim, field) switch
    {
        (_, "when") => claim.When.IsKnown ? claim.When.ToString() : null,
        (_, "place") => claim.Place?.Label,
        (_, "mechanism") => claim.Mechanism,
        (Claim.Event e, "event") => e.Act,
        (Claim.Event e, "mode") => e.Mode,
        (Claim.Event e, "format") => e.Format,
        (Claim.Event e, "level") => e.Level,
        (Claim.Event e, "venue") => e.Venue,
        (Claim.Event e, "status") => e.Status,
        (Claim.Statement s, "speaker") => string.Join("; ", s.Speakers),
        (Claim.Statement s, "stance") => s.Stance,
        (Claim.Statement s, "text") => s.Text,
        (Claim.Commitment c, "action") => c.Action,
        (Claim.Commitment c, "object") => c.Object,
        (Claim.Commitment c, "status") => c.Status,
        (Claim.Commitment c, "amount") => c.Amount,
        (Claim.Commitment c, "due") => c.Due,
        (Claim.Affirmation a, "covers") => a.Covers,
        (Claim.Affirmation a, "polarity") => a.Polarity,
        (Claim.Affirmation a, "provision") => a.Provision,
        (Claim.Affirmation a, "speaker") => string.Join("; ", a.Speakers),
        (Claim.Relation r, "subject") => r.Subject,
        (Claim.Relation r, "relation") => r.Verb,
        (Claim.Relation r, "object") => r.Object,
        (Claim.Relation r, "status") => r.Status,
        (Claim.Tenure t, "person") => t.Person,
        (Claim.Tenure t, "office") => t.Office,
        _ => null,
    };

    /// <summary>The claim with one field changed; null where its kind has no such field.</summary>
    internal static Claim? Set(Claim claim, string field, string value, PlaceRef? place)
    {
        var some = value.Length == 0 ? null : value;
        List<string> many = [.. value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        return (claim, field) switch
        {
            (_, "when") => Day(value) is { } when ? claim with { When = when } : claim,
            (_, "place") => claim with { Place = some is null ? null : place ?? new PlaceRef("place/" + value.ToLowerInvariant().Replace(' ', '-'), value, "", null, null) },
            (_, "mechanism") => claim with { Mechanism = some },
            (Claim.Event e, "event") => e with { Act = value },
            (Claim.Event e, "mode") => e with { Mode = some },
            (Claim.Event e, "format") => e with { Format = some },
            (Claim.Event e, "level") => e with { Level = some },
            (Claim.Event e, "venue") => e with { Venue = some },
            (Claim.Event e, "status") => e with { Status = value },
            (Claim.Statement s, "speaker") => s with { Speakers = many },
            (Claim.Statement s, "stance") => s with { Stance = value },
            (Claim.Statement s, "text") => s with { Text = value },
            (Claim.Commitment c, "action") => c with { Action = value },
            (Claim.Commitment c, "object") => c with { Object = value },
            (Claim.Commitment c, "status") => c with { Status = value },
            (Claim.Commitment c, "amount") => c with { Amount = some },
            (Claim.Commitment c, "due") => c with { Due = some },
            (Claim.Affirmation a, "covers") => a with { Covers = some },
            (Claim.Affirmation a, "polarity") => a with { Polarity = value },
            (Claim.Affirmation a, "provision") => a with { Provision = value },
            (Claim.Affirmation a, "speaker") => a with { Speakers = many },
            (Claim.Relation r, "subject") => r with { Subject = value },
            (Claim.Relation r, "relation") => r with { Verb = value },
            (Claim.Relation r, "object") => r with { Object = value },
            (Claim.Relation r, "status") => r with { Status = value },
            (Claim.Tenure t, "person") => t with { Person = value },
            (Claim.Tenure t, "office") => t with { Office = value },
            _ => null,
        };
    }

    private static When? Day(string value)
    {
        if (value.Split('/') is [var from, var to])
        {
            return LocalDatePattern.Iso.Parse(from) is { Success: true, Value: var a } && LocalDatePattern.Iso.Parse(to) is { Success: true, Value: var b } && a <= b ? When.Between(a, b, DateBasis.Inferred) : null;
        }

        return LocalDatePattern.Iso.Parse(value) is { Success: true, Value: var day } ? When.OnDay(day, DateBasis.Inferred)
            : value.Length == 7 && LocalDatePattern.Iso.Parse(value + "-01") is { Success: true, Value: var month } ? When.InMonth(month.Year, month.Month, DateBasis.Inferred)
            : value.Length == 4 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and < 10000 ? When.InYear(year, DateBasis.Inferred) : null;
    }

    private static string Article(string kind) => kind[0] is 'a' or 'e' ? "an " + kind : "a " + kind;
}
