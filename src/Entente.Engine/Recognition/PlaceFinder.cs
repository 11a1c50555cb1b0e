using Entente.Knowledge;
using Entente.Language;

namespace Entente.Engine.Recognition;

/// <summary>A place that a text names. Offsets are UTF-16 units, <paramref name="End"/> exclusive; degrees, null where any point would mislead.</summary>
/// <param name="Form">name; adjective where a people's or country's adjective stands for it; inside where it is part of a body's name ("Bank of Jamaica").</param>
public sealed record FoundPlace(int Start, int End, string Id, string Label, string Country, double? Latitude, double? Longitude, string Kind, string Form);

/// <summary>
/// Says which place each name of a place means. Of several bearers of a name the one that the text qualifies ("Paris, Texas") is meant,
/// everywhere in the text; else size, rank and the countries that the text speaks of decide.
/// </summary>
public sealed class PlaceFinder(KnowledgeBase kb)
{
    private readonly Dictionary<string, object> _known = Known(kb);

    private sealed record Candidate(string Id, string Label, string Country, string Region, double? Latitude, double? Longitude, string Kind, double Weight);

    private sealed record Named(int Sentence, int First, int Last, string Text, string Form);

    public IReadOnlyList<FoundPlace> Find(Document doc)
    {
        var names = Spans(doc);
        var candidates = names.ConvertAll(n => n.Form == "adjective" ? Adjective(n) : Candidates(n.Text));
        var countries = Countries(names, candidates);
        var regions = candidates.SelectMany(c => c).Where(c => c.Kind == "region").Select(c => (c.Label, c.Country)).ToHashSet();

        // What the text qualifies once is meant by the bare name as well.
        var meant = new Dictionary<string, Candidate>(StringComparer.OrdinalIgnoreCase);
        var chosen = new Candidate?[names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            if (i + 1 < names.Count && Qualifies(doc, names[i], names[i + 1]) && candidates[i].Where(c => candidates[i + 1].Any(q => (q.Kind == "country" && q.Country == c.Country && c.Kind != "country") || (q.Kind == "region" && q.Country == c.Country && q.Label == c.Region))).MaxBy(c => c.Weight) is { } qualified)
            {
                chosen[i] = qualified;
                meant.TryAdd(names[i].Text, qualified);
            }
        }

        var found = new List<FoundPlace>();
        for (var i = 0; i < names.Count; i++)
        {
            var n = names[i];
            var place = chosen[i] ?? meant.GetValueOrDefault(n.Text) ?? candidates[i].MaxBy(c => c.Weight + Context(c, countries, regions, n.Text));
            if (place is null)
            {
                continue;
            }

            var tokens = doc.Sentences[n.Sentence].Tokens;
            found.Add(new FoundPlace(tokens[n.First].Start, tokens[n.Last].End, place.Id, place.Label, place.Country, place.Latitude, place.Longitude, place.Kind, n.Form));
        }

        return found;
    }

    /// <summary>The place that a name alone most likely means in a text about some states; null where no file knows it.</summary>
    public FoundPlace? Resolve(string name, IReadOnlyList<string> states)
    {
        var countries = states.Select((s, i) => (s, 1.0 / (i + 1))).ToDictionary(p => p.s, p => p.Item2, StringComparer.Ordinal);
        var candidates = Candidates(name);
        // A city that is also called by the name of its island or province stands behind that.
        return candidates.MaxBy(c => c.Weight + Context(c, countries, [], name)) is { } likely && (candidates.Find(x => x.Country == likely.Country && x.Label == name) ?? likely) is { } c ? new FoundPlace(0, 0, c.Id, c.Label, c.Country, c.Latitude, c.Longitude, c.Kind, "name") : null;
    }

    private List<Named> Spans(Document doc)
    {
        var names = new List<Named>();
        for (var s = 0; s < doc.Sentences.Count; s++)
        {
            var tokens = doc.Sentences[s].Tokens;
            var taken = new bool[tokens.Count];
            var spans = NameSpan.Of(tokens).ToList();
            // Names that the files hold whole: "Korean Peninsula" is one, whatever the networks cut.
            foreach (var m in doc.Mentions[s].Where(m => m.Role == NameRole.Place && m.Last > m.First))
            {
                names.Add(new Named(s, m.First, m.Last, doc.Words(s, m.First, m.Last), "name"));
                Array.Fill(taken, true, m.First, m.Last - m.First + 1);
            }

            foreach (var (_, first, last) in spans.Where(n => n.Type is "Location" or "Facility" && !taken.AsSpan(n.First, n.Last - n.First + 1).Contains(true)))
            {
                // "Kentucky, Tennessee" is two names, "the Gulf" one without its article.
                var from = first;
                for (var i = first; i <= last + 1; i++)
                {
                    if (i <= last && tokens[i].Form != ",")
                    {
                        continue;
                    }

                    while (from < i && tokens[from].Lower is "the" or "downtown" or "central" or "northern" or "southern" or "eastern" or "western" && !Has(doc, s, from, i - 1))
                    {
                        from++;
                    }

                    if (from < i)
                    {
                        names.Add(new Named(s, from, i - 1, doc.Words(s, from, i - 1), "name"));
                        Array.Fill(taken, true, from, i - from);
                    }

                    from = i + 1;
                }
            }

            for (var i = 0; i < tokens.Count; i++)
            {
                if (!taken[i] && tokens[i].Form is "European" or "African" or "Asian" && !(i + 1 < tokens.Count && tokens[i + 1].Form is "Union" or "Commission" or "Parliament" or "Council"))
                {
                    names.Add(new Named(s, i, i, tokens[i].Form, "adjective"));
                    taken[i] = true;
                }
            }

            foreach (var m in doc.Mentions[s].Where(m => m.Role is NameRole.State or NameRole.Capital or NameRole.Place or NameRole.Adjective))
            {
                var inside = spans.Exists(n => n.Type is "Person" or "Organization" or "Product" && n.First <= m.First && m.Last <= n.Last && (n.First < m.First || m.Last < n.Last));
                // "Latin American", "Central American": the continent's part, not the state.
                var part = m.Role == NameRole.Adjective && m.First > 0 && tokens[m.First].Form == "American" && tokens[m.First - 1].Form is "Latin" or "Central" or "North" or "South";
                if (part)
                {
                    names.Add(new Named(s, m.First - 1, m.Last, tokens[m.First - 1].Form + " America", "name"));
                }
                else if (!inside && !taken.AsSpan(m.First, m.Last - m.First + 1).Contains(true))
                {
                    names.Add(new Named(s, m.First, m.Last, doc.Words(s, m.First, m.Last), m.Role == NameRole.Adjective ? "adjective" : "name"));
                }
            }
        }

        for (var s = 0; s < doc.Sentences.Count; s++)
        {
            Overlooked(doc, s, names);
            Within(doc, s, names);
        }

        names.Sort((a, b) => a.Sentence != b.Sentence ? a.Sentence.CompareTo(b.Sentence) : a.First.CompareTo(b.First));
        return names;
    }

    /// <summary>A large city or region after a preposition of place that the networks took for no name or for another kind of name.</summary>
    private void Overlooked(Document doc, int s, List<Named> names)
    {
        var tokens = doc.Sentences[s].Tokens;
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i - 1].Lower is not ("in" or "near" or "at" or "from" or "to" or "," or "outside" or "around" or "across") || !char.IsUpper(tokens[i].Form[0]) || tokens[i].Name is "B-Person" or "I-Person" or "I-Organization")
            {
                continue;
            }

            for (var last = Math.Min(tokens.Count - 1, i + 2); last >= i; last--)
            {
                var text = doc.Words(s, i, last);
                if (tokens[last].Upos is "PROPN" && (last + 1 == tokens.Count || tokens[last + 1].Upos is not ("PROPN" or "NOUN")) && !names.Exists(n => n.Sentence == s && n.First <= last && i <= n.Last) && Candidates(text).Exists(c => c.Weight >= (tokens[i - 1].Form == "," ? 4.5 : 4)))
                {
                    names.Add(new Named(s, i, last, text, "name"));
                    break;
                }
            }
        }
    }

    /// <summary>States and large cities in the names of bodies, and the city in capitals that a dateline begins with.</summary>
    private void Within(Document doc, int s, List<Named> names)
    {
        var tokens = doc.Sentences[s].Tokens;
        var bodies = NameSpan.Of(tokens).Where(n => n.Type == "Organization").Select(n => (n.First, n.Last, Form: "inside")).ToList();
        var capitals = tokens.TakeWhile(t => t.Form.Length > 2 && t.Form.All(char.IsUpper)).Count();
        if (capitals is > 0 and < 4 && capitals < tokens.Count && tokens[capitals].Form is "(" or "," or "-" or "--" or "–" or "—")
        {
            bodies.Add((0, capitals - 1, "name"));
        }

        foreach (var (first, last, form) in bodies)
        {
            for (var i = first; i <= last; i++)
            {
                for (var end = Math.Min(last, i + 2); end >= i; end--)
                {
                    if (char.IsUpper(tokens[i].Form[0]) && !names.Exists(n => n.Sentence == s && n.First <= end && i <= n.Last) && Candidates(doc.Words(s, i, end)).Exists(c => c.Weight >= 4))
                    {
                        names.Add(new Named(s, i, end, doc.Words(s, i, end), form));
                        i = end;
                        break;
                    }
                }
            }
        }
    }

    private bool Has(Document doc, int sentence, int first, int last) => Candidates(doc.Words(sentence, first, last)).Count > 0;

    /// <summary>"Paris, Texas", "Cambridge in Massachusetts".</summary>
    private static bool Qualifies(Document doc, Named name, Named next) =>
        name.Sentence == next.Sentence && next.First == name.Last + 2 && doc.Sentences[name.Sentence].Tokens[name.Last + 1].Lower is "," or "in" or "(";

    private List<Candidate> Adjective(Named n) => _known.GetValueOrDefault("adjective " + n.Text.ToLowerInvariant()) switch { State s => [OfState(s)], Place p => [Of(p)], _ => [] };

    private List<Candidate> Candidates(string name)
    {
        var list = new List<Candidate>();
        var key = KnowledgeBase.Plain(name).ToLowerInvariant();
        if (_known.TryGetValue(key, out var fact))
        {
            list.Add(fact is State s ? OfState(s) : Of((Place)fact));
        }

        foreach (var t in kb.Gazetteer.Find(name))
        {
            var weight = t.Kind == "region" ? 1.6 * Math.Log10(t.Thousands + 1) : 2 * Math.Log10(t.Thousands + 1) + (t.Kind == "capital" ? 2 : 0);
            list.Add(new Candidate(t.Id, t.Name, t.Country, t.Region, t.Latitude, t.Longitude, t.Kind == "region" ? "region" : "city", weight));
        }

        return list;
    }

    private static Candidate OfState(State s) => new("state/" + s.Id.ToLowerInvariant(), s.Name, s.Id, "", s.MiddleLatitude, s.MiddleLongitude, "country", 9);

    private static Candidate Of(Place p) => new("place/" + p.Id, p.Label, p.Country, "", p.Latitude, p.Longitude, p.Kind, p.Kind is "city" ? 7 : 8.5);

    /// <summary>How much of what the text names lies in each country: countries by name, and towns that only one country has.</summary>
    private static Dictionary<string, double> Countries(List<Named> names, List<List<Candidate>> candidates)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            var states = candidates[i].Select(c => c.Country).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).ToList();
            if (states.Count == 1)
            {
                counts[states[0]] = counts.GetValueOrDefault(states[0]) + 1;
            }
        }

        var total = counts.Values.Sum();
        return counts.ToDictionary(c => c.Key, c => c.Value / total, StringComparer.Ordinal);
    }

    private static double Context(Candidate c, Dictionary<string, double> countries, HashSet<(string, string)> regions, string name)
    {
        var share = countries.GetValueOrDefault(c.Country);
        var bonus = share > 0 ? 1.2 + 3 * share : 0;
        // A town whose region the text names besides.
        return bonus + (c.Region.Length > 0 && c.Region != name && regions.Contains((c.Region, c.Country)) ? 1.5 : 0);
    }

    private static Dictionary<string, object> Known(KnowledgeBase kb)
    {
        var known = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var s in kb.States.Values)
        {
            // Houses and streets that stand for a government are no names of the country's place.
            foreach (var name in s.Aliases.Where(a => a.Contains(s.Name, StringComparison.Ordinal) || a.All(c => char.IsUpper(c) || c == '.') || IsCountryName(s, a)).Prepend(s.Name))
            {
                known.TryAdd(KnowledgeBase.Plain(name).ToLowerInvariant(), s);
            }

            foreach (var a in s.Adjectives)
            {
                known.TryAdd("adjective " + a.ToLowerInvariant(), s);
            }
        }

        foreach (var p in kb.Places)
        {
            if (p.Kind == "region" && p.Label is "Europe" or "Africa" or "Asia")
            {
                known.TryAdd($"adjective {p.Label.ToLowerInvariant()}{(p.Label == "Europe" ? "an" : "n")}", p);
            }

            foreach (var name in p.Aliases.Prepend(p.Label))
            {
                known.TryAdd(KnowledgeBase.Plain(name).ToLowerInvariant(), p);
            }
        }

        return known;
    }

    private static bool IsCountryName(State s, string alias) => s.Id switch
    {
        "USA" => alias is "America",
        "GBR" => alias is "Britain" or "Great Britain",
        _ => alias.Contains("Republic", StringComparison.Ordinal) || alias is "Burma" or "Holland" or "Czechia" or "Türkiye" or "Swaziland" or "Holy See" or "Vatican" or "North Korea" or "South Korea" or "Ivory Coast" or "East Timor" or "Cape Verde" or "Emirates" or "Soviet Union" or "Yugoslavia" or "Persia",
    };
}
