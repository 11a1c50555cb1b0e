using NodaTime;

namespace Entente.Knowledge;

/// <summary>A case that is put: what was done, to what, where, when.</summary>
/// <param name="Act">In words: "armed attack", "ramming", "presence of coast guard ships".</param>
/// <param name="On">What it was done to, in words: "public vessel of the Philippines"; empty: the territory at the place.</param>
/// <param name="At">A place or state by any of its names; null where none is said.</param>
public sealed record EngagementCase(string Act, string On, string? At, LocalDate Day);

/// <summary>An affirmation on record that bears on a provision.</summary>
public sealed record AffirmationOnRecord(string Provision, string? Covers, string Polarity, string Speaker, string When, string Quote, string Report);

public enum EngagementAnswer
{
    Applies,
    DoesNotApply,
    NotSaid,
}

/// <summary>One condition of a provision held against the case: true met, false not met, null open.</summary>
public sealed record ConditionHeld(string Condition, bool? Met, string Why);

/// <summary>What a provision says to a case. A reading aid with its reasons, not a verdict.</summary>
public sealed record ProvisionHeld(Instrument Instrument, Provision Provision, EngagementAnswer Answer, IReadOnlyList<ConditionHeld> Conditions, IReadOnlyList<AffirmationOnRecord> Affirmations);

/// <summary>Holds a case against the provisions of the instruments in force that day. Presence without force is no attack, a partner is no party, and what only somebody claims is no provision.</summary>
public sealed class Engagement(KnowledgeBase kb)
{
    private static readonly string[] Force = ["attack", "invasion", "invade", "shelling", "missile strike", "strike", "bombing", "bombardment", "shooting down", "sinking", "torpedo", "aggression", "assault", "landing of troops", "seizure by force", "occupation"];
    private static readonly string[] Doubtful = ["clash", "ramming", "collision", "water cannon", "boarding", "blockade", "blocking", "seizure", "detention", "laser", "cyber", "sabotage", "skirmish", "warning shots", "hijack", "cutting"];
    private static readonly string[] Threats = ["threat", "threaten", "coercion", "intimidation", "ultimatum", "mobilisation", "mobilization", "massing"];

    /// <exception cref="KnowledgeException">The place or state is known to no file.</exception>
    public IReadOnlyList<ProvisionHeld> Hold(EngagementCase put, IReadOnlyList<AffirmationOnRecord> affirmations)
    {
        var place = put.At is { Length: > 0 } at ? PlaceOf(at) : null;
        var attacked = StateIn(put.On) ?? (place is { } p ? p.State ?? Administering(p.Place!, put.Day) : null);
        if (attacked is null && place is null)
        {
            throw new KnowledgeException("the case names neither a place nor a state that the knowledge files hold");
        }

        var held = new List<ProvisionHeld>();
        foreach (var provision in kb.Provisions.Where(v => v.Acts.Length > 0))
        {
            var instrument = kb.Instruments[provision.Instrument];
            var bearing = affirmations.Where(a => Speaks(a, instrument, provision) && (place is null || a.Covers is null || Names(place).Contains(a.Covers, StringComparer.OrdinalIgnoreCase))).ToList();
            if (instrument.Signed > put.Day || instrument.Ended <= put.Day || !Concerns(instrument, provision, attacked, place, bearing))
            {
                continue;
            }

            List<ConditionHeld> conditions =
            [
                InForce(instrument, put.Day),
                Party(instrument, attacked),
                Act(provision, put.Act),
                Thing(provision, put.On),
                Where(instrument, provision, place, put.Day, bearing),
            ];
            var answer = conditions.Exists(c => c.Met == false) ? EngagementAnswer.DoesNotApply : conditions.TrueForAll(c => c.Met == true) ? EngagementAnswer.Applies : EngagementAnswer.NotSaid;
            held.Add(new ProvisionHeld(instrument, provision, answer, conditions, bearing));
        }

        return [.. held.OrderBy(h => h.Answer).ThenBy(h => h.Provision.Obligation == "defence" ? 0 : 1).ThenBy(h => h.Instrument.Label, StringComparer.Ordinal).ThenBy(h => h.Provision.Article, StringComparer.Ordinal)];
    }

    /// <summary>An affirmation of the instrument as a whole bears on each of its provisions, one of an article on that.</summary>
    private static bool Speaks(AffirmationOnRecord a, Instrument instrument, Provision provision) =>
        a.Provision.Equals(instrument.Label, StringComparison.OrdinalIgnoreCase) ? provision.Obligation == "defence" || a.Covers is null : a.Provision.Equals($"{instrument.Label}, Article {provision.Article}", StringComparison.OrdinalIgnoreCase);

    /// <summary>An instrument is asked only where the case touches a party, or its own area lies at the place, or somebody said that it does.</summary>
    private bool Concerns(Instrument instrument, Provision provision, string? attacked, Located? place, List<AffirmationOnRecord> bearing)
    {
        var parties = instrument.Parties;
        if (parties.Contains("*", StringComparer.Ordinal))
        {
            return false;
        }

        return (attacked is not null && parties.Contains(attacked, StringComparer.Ordinal)) || bearing.Exists(b => b.Covers is not null) || (place is not null && provision.Areas.Any(a => !a.Contains(':', StringComparison.Ordinal) && a is not ("any" or "territory") && Member(a, place) is not null && provision.Obligation == "defence" && parties.Any(p => place.Place is not null && kb.Claims.Any(c => c.Place == place.Place.Id && c.State == p))));
    }

    private static ConditionHeld InForce(Instrument i, LocalDate day) => i.InForce is { } from
        ? new("in force", from <= day, from <= day ? $"in force since {from:uuuu-MM-dd}" : $"signed {i.Signed:uuuu-MM-dd}, in force only from {from:uuuu-MM-dd}")
        : new("in force", null, $"signed {i.Signed:uuuu-MM-dd}; the files hold no day of entry into force");

    private ConditionHeld Party(Instrument i, string? attacked) => attacked is null
        ? new("a party is attacked", null, "the case does not say whose it was")
        : new("a party is attacked", i.Parties.Contains(attacked, StringComparer.Ordinal), i.Parties.Contains(attacked, StringComparer.Ordinal) ? $"{kb.LabelOf(attacked)} is a party" : $"{kb.LabelOf(attacked)} is no party; a partner is not a party");

    private static ConditionHeld Act(Provision p, string act)
    {
        var said = act.ToLowerInvariant();
        var force = Array.Exists(Force, said.Contains);
        var wantsAttack = p.Acts.Contains("attack", StringComparer.Ordinal);
        if (force && !said.Contains("threat", StringComparison.Ordinal))
        {
            return new("the act", wantsAttack, wantsAttack ? $"'{act}' is an armed attack" : $"'{act}' is not what the provision speaks of");
        }

        if (p.Acts.Contains("threat", StringComparer.Ordinal) && (force || Array.Exists(Threats, said.Contains) || Array.Exists(Doubtful, said.Contains)))
        {
            return new("the act", true, $"'{act}' is at least a threat");
        }

        return Array.Exists(Doubtful, said.Contains)
            ? new("the act", null, $"whether '{act}' is an armed attack, nobody on record has said")
            : new("the act", null, $"'{act}' is no use of force; presence without force is no attack, and nobody on record has said that the provision speaks to it");
    }

    private static ConditionHeld Thing(Provision p, string on)
    {
        var said = on.ToLowerInvariant();
        var thing = said.Length == 0 ? "territory"
            : said.Contains("vessel", StringComparison.Ordinal) || said.Contains("ship", StringComparison.Ordinal) || said.Contains("boat", StringComparison.Ordinal) || said.Contains("coast guard", StringComparison.Ordinal) ? "vessel"
            : said.Contains("aircraft", StringComparison.Ordinal) || said.Contains("plane", StringComparison.Ordinal) || said.Contains("helicopter", StringComparison.Ordinal) || said.Contains("drone", StringComparison.Ordinal) ? "aircraft"
            : said.Contains("force", StringComparison.Ordinal) || said.Contains("troops", StringComparison.Ordinal) || said.Contains("soldier", StringComparison.Ordinal) || said.Contains("base", StringComparison.Ordinal) ? "forces"
            : "territory";
        if (p.Objects.Contains("any", StringComparer.Ordinal) || p.Objects.Contains(thing, StringComparer.Ordinal))
        {
            return thing is "vessel" or "aircraft" && !p.Objects.Contains("any", StringComparer.Ordinal) && said.Length > 0 && (said.Contains("fishing", StringComparison.Ordinal) || said.Contains("civilian", StringComparison.Ordinal) || said.Contains("merchant", StringComparison.Ordinal))
                ? new("what is attacked", null, "the text speaks of public vessels and aircraft; this one is private")
                : new("what is attacked", true, thing == "territory" ? "territory is covered" : $"the text names {(thing == "forces" ? "armed forces" : thing == "vessel" ? "public vessels" : "aircraft")}");
        }

        return new("what is attacked", false, $"the text speaks of {string.Join(", ", p.Objects)}");
    }

    private ConditionHeld Where(Instrument i, Provision p, Located? place, LocalDate day, List<AffirmationOnRecord> bearing)
    {
        if (p.Areas.Contains("any", StringComparer.Ordinal))
        {
            return new("where", true, "the text sets no bounds");
        }

        if (place is null)
        {
            return p.Areas.Contains("territory", StringComparer.Ordinal) ? new("where", true, "the territory of the party") : new("where", null, "the case names no place");
        }

        if (bearing.Find(b => b.Covers is not null && b.Polarity == "does-not-cover") is { } denied)
        {
            return new("where", false, $"{denied.Speaker} said on {denied.When} that it does not cover {denied.Covers}");
        }

        if (bearing.Find(b => b.Covers is not null && b.Polarity == "covers") is { } affirmed)
        {
            return new("where", true, $"affirmed to cover {affirmed.Covers} by {affirmed.Speaker}, {affirmed.When}");
        }

        ConditionHeld? open = null;
        foreach (var area in p.Areas)
        {
            if (area.StartsWith("administered:", StringComparison.Ordinal))
            {
                var by = area["administered:".Length..];
                var holder = place.State ?? (place.Place is { Country.Length: > 0 } own ? own.Country : place.Place is { } disputed ? Administering(disputed, day) : null);
                if (holder == by)
                {
                    return new("where", true, $"under the administration of {kb.LabelOf(by)}{Since(place, by, day)}");
                }

                continue;
            }

            if (area == "territory")
            {
                var owner = place.State ?? (place.Place is { Country.Length: > 0 } o ? o.Country : null);
                if (owner is not null && i.Parties.Contains(owner, StringComparer.Ordinal))
                {
                    return new("where", true, $"the territory of {kb.LabelOf(owner)}");
                }

                if (owner is null && place.Place is { } contested && kb.Claims.Any(c => c.Place == contested.Id && i.Parties.Contains(c.State, StringComparer.Ordinal)))
                {
                    open = new("where", null, $"{contested.Label} is disputed; the text does not say whether it is covered");
                }

                continue;
            }

            if (Member(area, place) is { } member)
            {
                return new("where", true, $"in the area of the text{(member.Note.Length > 0 ? " (" + member.Note + ")" : "")}");
            }
        }

        return open ?? new("where", false, $"{place.Label} lies outside what the text covers: {(p.Scope.Length > 0 ? p.Scope : p.Condition)}");
    }

    private string Since(Located place, string state, LocalDate day) => place.Place is { } p && kb.Claims.FirstOrDefault(c => c.Place == p.Id && c.State == state && c.Relation == "administers" && c.Holds(day)) is { } claim ? $" since {claim.Start:uuuu-MM-dd}" : "";

    private Area? Member(string area, Located place) => kb.Areas.Any(a => a.Name == area && a.Kind == AreaKind.Except && a.Member == place.Place?.Id)
        ? null
        : kb.Areas.FirstOrDefault(a => a.Name == area && (a.Kind == AreaKind.State ? a.Member == (place.State ?? place.Place?.Country) : a.Kind == AreaKind.Place && a.Member == place.Place?.Id));

    private string? Administering(Place place, LocalDate day) => kb.Claims.FirstOrDefault(c => c.Place == place.Id && c.Relation == "administers" && c.Holds(day))?.State ?? (place.Country.Length > 0 ? place.Country : null);

    /// <summary>A place, or a state where the name is a state's.</summary>
    private sealed record Located(Place? Place, string? State, string Label);

    private static IEnumerable<string> Names(Located at) => at.Place is { } p ? p.Aliases.Prepend(p.Label) : [at.Label];

    private Located PlaceOf(string name)
    {
        if (kb.Places.FirstOrDefault(p => Is(p.Label) || p.Aliases.Any(Is)) is { } place)
        {
            return new Located(place, null, place.Label);
        }

        if (kb.States.Values.FirstOrDefault(s => Is(s.Name) || Is(s.Id) || s.Aliases.Any(Is) || Is(s.Capital)) is { } state)
        {
            return new Located(null, state.Id, state.Name);
        }

        return kb.Gazetteer.Find(name).MaxBy(t => t.Thousands) is { } town ? new Located(new Place(town.Id, town.Name, town.Country, town.Latitude, town.Longitude, town.Kind, []), null, town.Name) : throw new KnowledgeException($"no place '{name}' in the knowledge files");

        bool Is(string n) => n.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The state that words name: "public vessel of the Philippines", "Japanese territory".</summary>
    private string? StateIn(string words)
    {
        foreach (var s in kb.States.Values)
        {
            if (s.Aliases.Concat(s.Adjectives).Prepend(s.Name).Any(n => n.Length > 1 && (" " + words + " ").Contains(" " + n + " ", StringComparison.OrdinalIgnoreCase) && (n.Length > 3 || words.Contains(n, StringComparison.Ordinal))))
            {
                return s.Id;
            }
        }

        return null;
    }
}
