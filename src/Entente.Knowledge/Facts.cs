using NodaTime;

namespace Entente.Knowledge;

/// <summary>A state by its ISO 3166-1 alpha-3 code; capitals and government houses stand for it in news. Latitude and longitude are the capital's, the middle's those of a point in the middle of the country; degrees.</summary>
public sealed record State(string Id, string Name, string[] Adjectives, string[] People, string Capital, double Latitude, double Longitude, string[] Aliases, double MiddleLatitude, double MiddleLongitude);

/// <summary>An organisation, force or body with a name of its own. <see cref="Country"/> is empty for international ones.</summary>
public sealed record Organisation(string Id, string Label, string Type, string Country, string[] Aliases, string Governs = "", LocalDate? GovernsFrom = null)
{
    /// <summary>The state whose authorities a movement is on a day; empty where it is nobody's.</summary>
    public string StateOn(LocalDate? day) => GovernsFrom is { } from && day is { } d && d >= from ? Governs : "";
}

/// <summary>A place; <see cref="Country"/> is empty where it is disputed or nobody's. Degrees, null where a point would pretend.</summary>
public sealed record Place(string Id, string Label, string Country, double? Latitude, double? Longitude, string Kind, string[] Aliases);

/// <summary>A treaty, pact or accord. <see cref="Parties"/> are codes; "*" for an open treaty.</summary>
public sealed record Instrument(string Id, string Label, string[] Parties, LocalDate? Signed, LocalDate? InForce, LocalDate? Ended, string Mechanism, string[] Aliases);

/// <summary>One article of an instrument, in ATOP's terms.</summary>
/// <param name="Acts">attack, threat: what the condition speaks of, for holding cases against it; empty where no case can be.</param>
/// <param name="Objects">territory, forces, vessel, aircraft or any.</param>
/// <param name="Areas">any; territory (of the parties); administered:STATE; or an area of its own.</param>
public sealed record Provision(string Instrument, string Article, string Obligation, string Condition, string Scope, string[] Aliases, string[] Acts, string[] Objects, string[] Areas);

/// <summary>A state's territory or a place as a member of an area that provisions speak of.</summary>
public sealed record Area(string Name, string Member, AreaKind Kind, string Note);

/// <summary>How a member stands in an area: all of a state's territory, a place, or a place of such a state that does not lie there.</summary>
public enum AreaKind
{
    State,
    Place,
    Except,
}

/// <summary>That a state administers or claims a place, from an act on. Administering says who is in control, not who is right.</summary>
public sealed record PlaceClaim(string Place, string State, string Relation, LocalDate Start, LocalDate? End, string Source)
{
    public bool Holds(LocalDate day) => Start <= day && (End is not { } end || day <= end);
}

/// <summary>An agency or outlet as it signs. <see cref="StateMedia"/>: owned or financed by a government. <see cref="Family"/>: the group that owns it, empty where it stands alone.</summary>
public sealed record Outlet(string Name, bool IsWire, string Country, bool StateMedia, string[] Aliases, string[] Domains, string Family);

/// <summary>A dated happening that helps to date reports which tell of it.</summary>
public sealed record Happening(LocalDate Start, LocalDate End, string Kind, string[] Actors, string Place, string What);

/// <summary>A weapon, an exercise or a format of meeting by name, and the part of an alliance that it belongs to. <see cref="States"/>: whose it is, where it is theirs alone.</summary>
public sealed record NamedThing(string Id, string Label, string Kind, string Mechanism, string[] States, string[] Aliases, string Source);

/// <summary>A currency by its ISO 4217 code. <see cref="Signs"/> stand before a number; <see cref="Nouns"/> after one, where several currencies may share a noun; <see cref="Bare"/>: this one is meant where nothing tells which.</summary>
public sealed record Currency(string Code, string Name, string[] Signs, string[] Nouns, string[] States, bool Bare);

/// <summary>A unit of measure with the names that news prints. <see cref="Si"/>: how many of the SI unit of its kind one is; null where that depends.</summary>
public sealed record MeasureUnit(string Name, string[] Names, string Kind, double? Si);

/// <summary>A relation or group that can be asked for by name.</summary>
public sealed record Dossier(string Id, string Label, string[] Members);

/// <summary>A person's time in an office. Bounds are days; a year or month in the file is widened to its first and last day. A null end: still held as far as the file knows.</summary>
public sealed record Tenure(Person Person, string State, string Kind, string Office, LocalDate Start, LocalDate? End, string Source)
{
    public bool Covers(LocalDate day) => Start <= day && (End is not { } end || day <= end);

    public bool Overlaps(LocalDate from, LocalDate to) => Start <= to && (End is not { } end || from <= end);
}

public sealed class Person(string label)
{
    public string Label { get; } = label;

    public string Id => field ??= "person/" + Slug.Of(Label);

    public List<string> Aliases { get; } = [];

    public List<Tenure> Tenures { get; } = [];

    /// <summary>Words by which the person is called alone: the family name, and for names given family first also the first word.</summary>
    public string Surname => Label.EndsWith(" Jr", StringComparison.Ordinal) ? Label.Split(' ')[^2] : FamilyFirst ? Label.Split(' ')[0] : Label.Split(' ')[^1];

    /// <summary>Korean, Chinese and Vietnamese names keep the family name in front.</summary>
    public bool FamilyFirst => Label.Contains(' ', StringComparison.Ordinal) && Tenures.Count > 0 && Tenures[0].State is "KOR" or "PRK" or "CHN" or "TWN" or "VNM" or "KHM";

    public override string ToString() => Label;
}

public static class Slug
{
    /// <summary>Lower-case ASCII words joined by hyphens, for ids.</summary>
    public static string Of(string text)
    {
        var builder = new System.Text.StringBuilder();
        foreach (var c in text.Normalize(System.Text.NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                builder.Append(char.ToLowerInvariant(c));
            }
            else if (builder.Length > 0 && builder[^1] != '-' && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                builder.Append('-');
            }
        }

        return builder.ToString().Trim('-');
    }
}
