using NodaTime;

namespace Entente.Record;

/// <summary>A stretch of a report that is not its content, with the reason. Offsets are UTF-16 into the report's text.</summary>
public sealed record Removal(int Start, int End, string Reason);

/// <summary>Where what a report carries comes from, with the words that say so.</summary>
/// <param name="Kind">wire, outlet, official, repost or translation.</param>
/// <param name="Scope">whole or part.</param>
/// <param name="Start">Where the words begin; with <paramref name="End"/> equal to it, the whole text shows it.</param>
/// <param name="End">Where they end, exclusive.</param>
public sealed record Origin(string Kind, string Name, string Scope, int Start, int End)
{
    /// <summary>The report that it is, where the record holds it.</summary>
    public string? Report { get; init; }
}

/// <summary>One document as one outlet published it, immutable. <see cref="Text"/> is what all offsets refer to.</summary>
public sealed record Report
{
    public required string Id { get; init; }

    /// <summary>Path or address as given.</summary>
    public required string Source { get; init; }

    public required string Text { get; init; }

    public string? Outlet { get; init; }

    public string? Url { get; init; }

    public string? Title { get; init; }

    public string? Byline { get; init; }

    /// <summary>When it was published, as far as this report alone tells.</summary>
    public When Published { get; init; } = When.Unknown;

    /// <summary>The latest day it can have been published, from this report alone; never moved by later reports.</summary>
    public LocalDate? KnownBy { get; init; }

    /// <summary>The day it was fetched, where somebody fetched it.</summary>
    public LocalDate? Retrieved { get; init; }

    public string Language { get; init; } = "en";

    public IReadOnlyList<Removal> Removed { get; init; } = [];

    public IReadOnlyList<Origin> Origins { get; init; } = [];

    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Names in it that the knowledge files contradict for the office and day, with the words around them.</summary>
    public IReadOnlyList<DoubtAt> Doubts { get; init; } = [];
}

/// <summary>A doubted name where it stands.</summary>
public sealed record DoubtAt(NameDoubt Doubt, Evidence Evidence);

/// <summary>What reading one report yields: the report itself and what it claims. A pure function of the report and of the versions.</summary>
public sealed record Reading(Report Report, IReadOnlyList<Claim> Claims, string EngineVersion);
