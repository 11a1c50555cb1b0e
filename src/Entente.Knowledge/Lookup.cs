using NodaTime;

namespace Entente.Knowledge;

/// <summary>One thing that the knowledge files answer a question with: as a line to read, and as named fields.</summary>
public sealed record Answer(string Kind, string Line, IReadOnlyDictionary<string, object?> Fields);

/// <summary>Answers a question in words from the knowledge files: an office by day, a person, an instrument, a place, a state, an outlet, a currency, the happenings of a day.</summary>
public static class Lookup
{
    public static IEnumerable<Answer> Find(KnowledgeBase kb, string query, LocalDate? day) =>
        Offices(kb, query, day).Concat(People(kb, query, day)).Concat(Instruments(kb, query)).Concat(Places(kb, query, day)).Concat(NamedThings(kb, query)).Concat(States(kb, query)).Concat(Outlets(kb, query)).Concat(Currencies(kb, query)).Concat(Happenings(kb, query, day));

    private static IEnumerable<Answer> Offices(KnowledgeBase kb, string query, LocalDate? day)
    {
        var words = Words(query);
        var exact = kb.Tenures.Where(t => Words(t.Office).ToHashSet(StringComparer.Ordinal).SetEquals(words)).ToList();
        var found = exact.Count > 0 ? exact : ByKind(kb, words);
        var held = found.Where(t => day is not { } d || t.Covers(d)).ToList();

        // An office has other names in other years: whoever held the state's office of that kind then is told with its name of then.
        if (held.Count == 0 && exact.Count > 0 && day is { } on)
        {
            held = [.. exact.Select(t => (t.State, t.Kind)).Distinct().SelectMany(o => kb.Holders(o.State, o.Kind)).Where(t => t.Covers(on))];
        }

        return held.Select(t => OfTenure(t, ""));
    }

    /// <summary>"German foreign minister", "defence minister of Japan", "UN secretary-general": a state and a phrase for a kind of office, in any order.</summary>
    private static List<Tenure> ByKind(KnowledgeBase kb, IReadOnlyList<string> words)
    {
        foreach (var (code, names) in kb.States.Values.Select(s => (s.Id, s.Adjectives.Concat(s.Aliases).Append(s.Name).Append(s.Id))).Concat(kb.Organisations.Values.Where(o => o.Type == "organisation").Select(o => (o.Id, o.Aliases.Append(o.Label).Append(o.Id)))))
        {
            foreach (var name in names)
            {
                var own = Words(name);
                if (own.Count == 0 || Without(words, own) is not { Count: > 0 } rest)
                {
                    continue;
                }

                var phrase = string.Join(' ', rest);
                var kinds = kb.OfficePhrases.Where(p => string.Join(' ', Words(p.Phrase)) == phrase).Select(p => p.Kind).Append(string.Join('-', rest).Replace("defense", "defence", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
                var held = kinds.SelectMany(k => k switch
                {
                    "leader" => ["supreme-leader", "president", "prime-minister", "monarch"],
                    "head-of-government" => ["prime-minister", "president"],
                    "head-of-state" => ["monarch", "president", "supreme-leader"],
                    _ => new[] { k },
                }).SelectMany(k => kb.Holders(code, k)).Distinct().ToList();
                if (held.Count > 0)
                {
                    return held;
                }
            }
        }

        return [];
    }

    /// <summary>The words that are left when a name is taken out of a question; null where it is not in it.</summary>
    private static List<string>? Without(IReadOnlyList<string> words, IReadOnlyList<string> name)
    {
        for (var i = 0; i + name.Count <= words.Count; i++)
        {
            if (words.Skip(i).Take(name.Count).SequenceEqual(name, StringComparer.Ordinal))
            {
                return [.. words.Take(i), .. words.Skip(i + name.Count)];
            }
        }

        return null;
    }

    private static IEnumerable<Answer> People(KnowledgeBase kb, string query, LocalDate? day)
    {
        if (kb.FindPerson(query) is not { } person)
        {
            yield break;
        }

        yield return new Answer("person", person.Label + (person.Aliases.Count > 0 ? $" (also {string.Join(", ", person.Aliases)})" : ""), new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = person.Id, ["label"] = person.Label, ["aliases"] = person.Aliases });
        foreach (var t in person.Tenures.Where(t => day is not { } d || t.Covers(d)))
        {
            yield return OfTenure(t, "  ");
        }
    }

    private static Answer OfTenure(Tenure t, string indent) => new("tenure",
        indent.Length > 0 ? $"{indent}{t.Office}, {Day(t.Start)} to {(t.End is { } e ? Day(e) : "…")}  [{t.Source}]" : $"{t.Office}: {t.Person.Label}, {Day(t.Start)} to {(t.End is { } end ? Day(end) : "…")}  [{t.Source}]",
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["person"] = t.Person.Label, ["id"] = t.Person.Id, ["office"] = t.Office, ["office_kind"] = t.Kind, ["state"] = t.State, ["start"] = Day(t.Start), ["end"] = t.End is { } until ? Day(until) : null, ["source"] = t.Source });

    private static IEnumerable<Answer> Instruments(KnowledgeBase kb, string query)
    {
        foreach (var i in kb.Instruments.Values.Where(i => i.Aliases.Prepend(i.Label).Any(n => n.Equals(query, StringComparison.OrdinalIgnoreCase))))
        {
            yield return new Answer("instrument", $"{i.Label}: {string.Join(", ", i.Parties.Select(kb.LabelOf))}; signed {Optional(i.Signed)}, in force {Optional(i.InForce)}{(i.Ended is { } e ? ", ended " + Day(e) : "")}",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = i.Id, ["label"] = i.Label, ["parties"] = i.Parties, ["signed"] = i.Signed is { } s ? Day(s) : null, ["in_force"] = i.InForce is { } f ? Day(f) : null, ["ended"] = i.Ended is { } x ? Day(x) : null, ["aliases"] = i.Aliases });
            foreach (var p in kb.Provisions.Where(p => p.Instrument == i.Id))
            {
                yield return new Answer("provision", $"  Article {p.Article}: {p.Obligation}; {p.Condition}{(p.Scope.Length > 0 ? "; scope: " + p.Scope : "")}",
                    new Dictionary<string, object?>(StringComparer.Ordinal) { ["instrument"] = i.Label, ["article"] = p.Article, ["obligation"] = p.Obligation, ["condition"] = p.Condition, ["scope"] = p.Scope });
            }
        }
    }

    private static IEnumerable<Answer> Outlets(KnowledgeBase kb, string query) => kb.Outlets.Where(o => o.Aliases.Concat(o.Domains).Prepend(o.Name).Any(n => n.Equals(query, StringComparison.OrdinalIgnoreCase))).Select(o => new Answer("outlet",
        $"{o.Name} ({(o.IsWire ? "agency" : "outlet")}), {kb.LabelOf(o.Country)}{(o.StateMedia ? ", owned or financed by a government" : "")}{(o.Family.Length > 0 ? ", of " + o.Family : "")}{(o.Domains.Length > 0 ? "; " + string.Join(", ", o.Domains) : "")}",
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["label"] = o.Name, ["wire"] = o.IsWire, ["country"] = o.Country, ["state_media"] = o.StateMedia, ["family"] = o.Family.Length > 0 ? o.Family : null, ["aliases"] = o.Aliases, ["domains"] = o.Domains }));

    private static IEnumerable<Answer> Currencies(KnowledgeBase kb, string query) => kb.Currencies.Where(c => c.Nouns.Concat(c.Signs).Append(c.Code).Append(c.Name).Any(n => n.Equals(query, StringComparison.OrdinalIgnoreCase))).Select(c => new Answer("currency",
        $"{c.Code}: {c.Name}{(c.States.Length > 0 ? "; " + string.Join(", ", c.States.Select(kb.LabelOf)) : "")}",
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = c.Code, ["label"] = c.Name, ["signs"] = c.Signs, ["nouns"] = c.Nouns, ["states"] = c.States }));

    /// <summary>Happenings that somebody took part in or that took place somewhere, on a day if one is given.</summary>
    private static IEnumerable<Answer> Happenings(KnowledgeBase kb, string query, LocalDate? day) => kb.Happenings.Where(h => (day is not { } d || (h.Start <= d && d <= h.End)) && h.Actors.Append(h.What).Append(day is null ? h.What : h.Place).Any(n => n.Equals(query, StringComparison.OrdinalIgnoreCase))).Select(h => new Answer("happening",
        $"{Day(h.Start)}{(h.End == h.Start ? "" : " to " + Day(h.End))}: {h.What}, {h.Place} ({string.Join(", ", h.Actors)})",
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["start"] = Day(h.Start), ["end"] = Day(h.End), ["kind"] = h.Kind, ["actors"] = h.Actors, ["place"] = h.Place, ["label"] = h.What }));

    private static IEnumerable<Answer> Places(KnowledgeBase kb, string query, LocalDate? day)
    {
        foreach (var p in kb.Places.Where(p => p.Aliases.Prepend(p.Label).Any(n => n.Equals(query, StringComparison.OrdinalIgnoreCase))))
        {
            yield return new Answer("place", $"{p.Label} ({p.Kind}){(p.Country.Length > 0 ? ", " + kb.LabelOf(p.Country) : "")}{(p.Latitude is { } lat ? FormattableString.Invariant($", {lat:0.##}, {p.Longitude:0.##}") : "")}{(p.Aliases.Length > 0 ? "; also " + string.Join(", ", p.Aliases) : "")}",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = "place/" + p.Id, ["label"] = p.Label, ["type"] = p.Kind, ["country"] = p.Country.Length > 0 ? p.Country : null, ["lat"] = p.Latitude, ["lon"] = p.Longitude, ["aliases"] = p.Aliases });
            foreach (var c in kb.Claims.Where(c => c.Place == p.Id && (day is not { } d || c.Holds(d))))
            {
                yield return new Answer("claim", $"  {(c.Relation == "administers" ? "administered" : "claimed")} by {kb.LabelOf(c.State)} since {Day(c.Start)}{(c.End is { } e ? " until " + Day(e) : "")}{(c.Source.Length > 0 ? $"  [{c.Source}]" : "")}",
                    new Dictionary<string, object?>(StringComparer.Ordinal) { ["place"] = p.Label, ["state"] = c.State, ["relation"] = c.Relation, ["start"] = Day(c.Start), ["end"] = c.End is { } until ? Day(until) : null, ["source"] = c.Source });
            }
        }

        foreach (var t in kb.Gazetteer.Find(query).Where(t => t.Kind != "region").OrderByDescending(t => t.Thousands).Take(3))
        {
            yield return new Answer("city", FormattableString.Invariant($"{t.Name} (city), {(t.Region.Length > 0 ? t.Region + ", " : "")}{kb.LabelOf(t.Country)}, {t.Latitude:0.##}, {t.Longitude:0.##}"),
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = t.Id, ["label"] = t.Name, ["region"] = t.Region, ["country"] = t.Country, ["lat"] = t.Latitude, ["lon"] = t.Longitude });
        }
    }

    private static IEnumerable<Answer> NamedThings(KnowledgeBase kb, string query) =>
        kb.Named.Where(t => t.Aliases.Prepend(t.Label).Any(n => n.Equals(query, StringComparison.OrdinalIgnoreCase))).Select(t => new Answer(t.Kind, $"{t.Label} ({t.Kind}): {t.Mechanism}{(t.States.Length > 0 ? "; " + string.Join(", ", t.States.Select(kb.LabelOf)) : "")}{(t.Aliases.Length > 0 ? "; also " + string.Join(", ", t.Aliases) : "")}  [{t.Source}]",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = t.Id, ["label"] = t.Label, ["mechanism"] = t.Mechanism, ["states"] = t.States, ["aliases"] = t.Aliases, ["source"] = t.Source }));

    private static IEnumerable<Answer> States(KnowledgeBase kb, string query)
    {
        foreach (var s in kb.States.Values.Where(s => s.Aliases.Append(s.Name).Append(s.Id).Any(n => n.Equals(query, StringComparison.OrdinalIgnoreCase))))
        {
            yield return new Answer("state", $"{s.Name} ({s.Id}), capital {s.Capital}", new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = s.Id, ["label"] = s.Name, ["capital"] = s.Capital, ["aliases"] = s.Aliases });
        }
    }

    private static List<string> Words(string text) => [.. text.ToLowerInvariant().Replace("defence", "defense", StringComparison.Ordinal).Replace("'s", "", StringComparison.Ordinal).Replace("’s", "", StringComparison.Ordinal).Split([' ', '-', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("of" or "the"))];

    private static string Day(LocalDate d) => NodaTime.Text.LocalDatePattern.Iso.Format(d);

    private static string Optional(LocalDate? d) => d is { } day ? Day(day) : "–";
}
