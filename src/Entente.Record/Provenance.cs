using System.Globalization;

namespace Entente.Record;

/// <summary>What an export says of itself: what was asked, as of which day, by which version, and under which terms.</summary>
/// <param name="Query">The question in the words of the command line; "everything" where nothing was left out.</param>
/// <param name="AsOf">The day of the world, ISO 8601; null for all of the record.</param>
/// <param name="KnownAt">The last day of publication that was heard, ISO 8601; null for all.</param>
/// <param name="Version">The program's version.</param>
public sealed record Provenance(string Query, string? AsOf, string? KnownAt, string Version)
{
    /// <summary>Under which terms the coded data stands, and whose the quoted words are.</summary>
    public const string Licence = "Coded data: the terms of whoever made this record. Knowledge files: Apache-2.0. Quoted words remain their publishers'.";

    public static Provenance Of(string query, Filter filter, string? knownAt) =>
        new(query, filter.AsOf is { } day ? When.Iso(day) : null, knownAt, typeof(Provenance).Assembly.GetName().Version?.ToString(3) ?? "0");

    /// <summary>Name and value of each part, in order.</summary>
    public IEnumerable<(string Name, string Value)> Parts =>
        new (string, string?)[] { ("generator", "Entente " + Version), ("query", Query), ("as_of", AsOf), ("known_at", KnownAt), ("licence", Licence) }.Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{string.Join("; ", Parts.Select(p => $"{p.Name}: {p.Value}"))}");
}
