using System.Text.Json.Serialization;

namespace Entente.Record;

/// <summary>Who takes part. <see cref="State"/> is an ISO 3166-1 alpha-3 or organisation code, empty where unknown.</summary>
public sealed record Actor
{
    public required string Id { get; init; }

    public required string Label { get; init; }

    /// <summary>person, state, organisation, force or office.</summary>
    public required string Type { get; init; }

    public string State { get; init; } = "";

    public string? Office { get; init; }

    public string Role { get; init; } = "participant";

    /// <summary>The name as the report prints it, where it is not the label.</summary>
    public string? Printed { get; init; }
}

public sealed record PlaceRef(string Id, string Label, string Country, double? Lat, double? Lon);

/// <summary>The words behind a claim. Offsets are UTF-16 into the report's text; <see cref="Quote"/> is exactly that substring.</summary>
public sealed record Evidence(string Report, int Start, int End, string Quote, string? AccordingTo);

/// <summary>A number with its unit.</summary>
public sealed record Quantity(decimal Value, string Unit);

/// <summary>What one passage of one report says. Closed: the six nested kinds are all there are.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Event), "event")]
[JsonDerivedType(typeof(Statement), "statement")]
[JsonDerivedType(typeof(Commitment), "commitment")]
[JsonDerivedType(typeof(Affirmation), "affirmation")]
[JsonDerivedType(typeof(Relation), "relation")]
[JsonDerivedType(typeof(Tenure), "tenure")]
public abstract record Claim
{
    public required string Id { get; init; }

    public required Evidence Evidence { get; init; }

    public When When { get; init; } = When.Unknown;

    public IReadOnlyList<Actor> Actors { get; init; } = [];

    /// <summary>Codes of all states and organisations concerned, in ordinal order.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    public PlaceRef? Place { get; init; }

    public string? Mechanism { get; init; }

    /// <summary>The rule that made it, for explain.</summary>
    public required string Rule { get; init; }

    /// <summary>Before other reports are heard, 0 to 1.</summary>
    public double Confidence { get; init; } = 0.8;

    /// <summary>What a name printed for somebody contradicts in the knowledge files: printed name, the holder, the office.</summary>
    public IReadOnlyList<NameDoubt> Doubts { get; init; } = [];

    [JsonIgnore]
    public abstract string Kind { get; }

    public sealed record Event : Claim
    {
        public override string Kind => "event";

        public required string Act { get; init; }

        public string? Mode { get; init; }

        public required string Status { get; init; }

        public string? Format { get; init; }

        public string? Level { get; init; }

        public string? Venue { get; init; }
    }

    public sealed record Statement : Claim
    {
        public override string Kind => "statement";

        public required IReadOnlyList<string> Speakers { get; init; }

        /// <summary>quote or paraphrase.</summary>
        public required string Form { get; init; }

        public string Wording { get; init; } = "unknown";

        public required string Text { get; init; }

        public IReadOnlyList<string> About { get; init; } = [];

        public string Stance { get; init; } = "neutral";

        public string? Medium { get; init; }
    }

    public sealed record Commitment : Claim
    {
        public override string Kind => "commitment";

        public required string Action { get; init; }

        public required string Object { get; init; }

        public required string Status { get; init; }

        public IReadOnlyList<Actor> Parties { get; init; } = [];

        public IReadOnlyList<string> About { get; init; } = [];

        public Quantity? Quantity { get; init; }

        /// <summary>Money as currency code and units: "USD 1700000000".</summary>
        public string? Amount { get; init; }

        public string? Due { get; init; }
    }

    public sealed record Affirmation : Claim
    {
        public override string Kind => "affirmation";

        public required string Instrument { get; init; }

        public required string Provision { get; init; }

        public string? Covers { get; init; }

        public required string Polarity { get; init; }

        public IReadOnlyList<string> Speakers { get; init; } = [];
    }

    public sealed record Relation : Claim
    {
        public override string Kind => "relation";

        public required string Subject { get; init; }

        public required string Verb { get; init; }

        public required string Object { get; init; }

        public required string Status { get; init; }
    }

    public sealed record Tenure : Claim
    {
        public override string Kind => "tenure";

        public required string Person { get; init; }

        public required string Office { get; init; }

        public When Start { get; init; } = When.Unknown;

        public When End { get; init; } = When.Unknown;
    }
}

/// <summary>A report calls the holder of an office by a name that the knowledge files do not bear out for that day.</summary>
public sealed record NameDoubt(string Printed, string Supported, string Office);
