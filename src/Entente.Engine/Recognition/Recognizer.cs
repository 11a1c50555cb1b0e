using System.Collections.Frozen;
using Entente.Engine.Cleaning;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;
using NodaTime;

namespace Entente.Engine.Recognition;

/// <summary>Finds who and what a report names: persons with offices and states, organisations, places, instruments, outlets.</summary>
public sealed partial class Recognizer(KnowledgeBase kb)
{
    private readonly NameIndex _index = new(kb, name => [.. Tokenizer.Words(name, 0, name.Length).Select(t => t.Form)]);

    private readonly PlaceFinder _places = new(kb);

    /// <summary>Reads sums of money and units.</summary>
    public Sums Sums { get; } = new(kb);

    /// <summary>Phrases for offices, longest first, with the kind of office in the tenure files.</summary>
    private readonly (string[] Words, string Kind)[] _offices = [.. kb.OfficePhrases.Select(p => (p.Phrase.Replace("-", " - ", StringComparison.Ordinal).Split(' '), p.Kind)).OrderByDescending(p => p.Item1.Length)];

    private static readonly HashSet<string> RulerKinds = new(StringComparer.Ordinal) { "president", "prime-minister", "foreign-minister", "defence-minister", "supreme-leader", "monarch", "vice-president", "crown-prince", "national-security-adviser", "secretary-general", "deputy-foreign-minister", "spokesperson", "foreign-spokesperson", "commission-president", "council-president", "director-general", "party-leader", "ambassador", "head-of-region", "chief-cabinet-secretary" };

    /// <summary>The place of a name, by the gazetteer; of several that of a state given first.</summary>
    internal FoundPlace? Town(string name, IReadOnlyList<string> states) => _places.Resolve(name, [.. states.Distinct(StringComparer.Ordinal)]);

    public IReadOnlyDictionary<string, Organisation> Organisations => kb.Organisations;

    /// <summary>Names in every sentence, persons not yet judged against the day.</summary>
    public void FindNames(Document doc)
    {
        doc.Mentions = new List<Mention>[doc.Sentences.Count];
        doc.Dates = new List<DateMention>[doc.Sentences.Count];
        var entries = new List<NameEntry>();
        for (var s = 0; s < doc.Sentences.Count; s++)
        {
            var sentence = doc.Sentences[s];
            doc.Dates[s] = DateFinder.Find(doc.Text, sentence.Start, sentence.End);
            doc.Mentions[s] = Scan(doc, s, entries);
        }

        var titles = doc.Clean.TitleText is { } title ? Tokenizer.Words(title, 0, title.Length).Select(t => t.Form).ToList() : [];
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        void Count(string state, int n) => counts[state] = counts.GetValueOrDefault(state) + n;
        for (var i = 0; i < titles.Count; i++)
        {
            if (_index.Match(titles, i, entries) > 0 && entries.Find(e => e.Role is NameRole.State or NameRole.Adjective or NameRole.Capital) is { Fact: State state })
            {
                Count(state.Id, 4);
            }
        }

        for (var s = 0; s < doc.Sentences.Count; s++)
        {
            foreach (var m in doc.Mentions[s])
            {
                // A capital as the place where something happened is no party.
                if (m.Fact is State state && !(m.Role == NameRole.Capital && m.First > 0 && doc.Sentences[s].Tokens[m.First - 1].Lower is "in" or "at" or "near"))
                {
                    Count(state.Id, s < 3 ? 3 : 1);
                }
            }
        }

        // The state whose ministry or office issued the paper speaks in it of itself without naming itself.
        if (doc.Clean.Issuer is { } issuer)
        {
            var words = Tokenizer.Words(doc.Text, issuer.Start, issuer.End).Select(t => t.Form).ToList();
            doc.Issuer = Enumerable.Range(0, words.Count).Select(i => _index.Match(words, i, entries) > 0 ? (entries.Find(e => e.Role is NameRole.State or NameRole.Adjective && e.Fact is State).Fact as State)?.Id : null).LastOrDefault(id => id is not null);
            if (doc.Issuer is { } own)
            {
                Count(own, 6);
            }
        }

        doc.SecondWeight = counts.Values.OrderDescending().ElementAtOrDefault(1);
        doc.ThirdWeight = counts.Values.OrderDescending().ElementAtOrDefault(2);
        doc.Principal.AddRange(counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key));
        // "Readout of X's call with Y": whoever gives it out is the state that the text names besides Y's.
        if (doc.Issuer is null && doc.Clean.TitleText is { } heading && ReadoutOf().Match(heading) is { Success: true } given)
        {
            var with = Tokenizer.Words(heading, given.Groups["with"].Index, heading.Length).Select(t => t.Form).ToList();
            var theirs = Enumerable.Range(0, with.Count).Select(i => _index.Match(with, i, entries) > 0 ? (entries.Find(e => e.Fact is State).Fact as State)?.Id : null).OfType<string>().ToHashSet(StringComparer.Ordinal);
            doc.Issuer = theirs.Count == 0 ? null : doc.Mentions.SelectMany((mentions, s) => mentions.Where(m => m.Fact is State && doc.Sentences[s].Tokens[m.Head].Deprel is "nsubj" or "nmod:poss").Select(m => ((State)m.Fact!).Id)).Where(p => !theirs.Contains(p)).GroupBy(p => p, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
        }

        FindTowns(doc);
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^Readout (?:of|from) (?<who>.+?)(?:['’]s?)? (?:[A-Z]\w+ )?(?:Call|Meeting|Conversation|Discussion|Talks|Engagement)s? (?:with|between) (?<with>.+)$")]
    private static partial System.Text.RegularExpressions.Regex ReadoutOf();

    /// <summary>Places that the networks name and only the gazetteer knows.</summary>
    private void FindTowns(Document doc)
    {
        for (var s = 0; s < doc.Sentences.Count; s++)
        {
            foreach (var (type, first, end) in NameSpan.Of(doc.Sentences[s].Tokens))
            {
                // "Lucerne, Switzerland" is one name to the networks: the town is what stands before the comma.
                var comma = Enumerable.Range(first, end - first + 1).FirstOrDefault(i => doc.Sentences[s].Tokens[i].Form == ",", -1);
                var last = comma > first ? comma - 1 : end;
                if (type != "Location")
                {
                    continue;
                }

                // "Port Sudan" is a town and no Sudan.
                if (last > first && doc.Mentions[s].Find(m => m.Fact is State && m.First > first && m.Last == last) is { } part && _places.Resolve(doc.Words(s, first, last), [((State)part.Fact!).Id]) is { Kind: "city" } whole && whole.Label == doc.Words(s, first, last))
                {
                    doc.Mentions[s].Remove(part);
                }

                if (doc.Mentions[s].Exists(m => m.First <= last && first <= m.Last))
                {
                    continue;
                }

                var within = comma > first && doc.Mentions[s].Find(m => m.First > comma && m.Last <= end)?.Fact is State state ? new[] { state.Id } : null;
                if (_places.Resolve(doc.Words(s, first, last), within ?? (IReadOnlyList<string>)doc.Principal) is { Country.Length: > 0, Kind: "city" or "region" } town)
                {
                    var place = new Place(town.Id, town.Label, town.Country, town.Latitude, town.Longitude, town.Kind, []);
                    doc.Mentions[s].Add(new Mention { Sentence = s, First = first, Last = last, Head = HeadOf(doc.Sentences[s], first, last), Role = NameRole.Place, Id = place.Id, Fact = place });
                }
            }

            doc.Mentions[s].Sort((a, b) => a.First.CompareTo(b.First));
        }
    }

    /// <summary>Words that are left over where a name was cut by a broken entity ("Lloyd &amp; middot; Austin").</summary>
    private static bool IsResidue(string form) => form is "&" or "middot" or ";" or "·" or "nbsp" or "&middot";

    /// <summary>Names with the titles before them as units, so that the parser sees one word where a reader does.</summary>
    public IReadOnlyList<Unit> Units(IReadOnlyList<Token> tokens)
    {
        var (forms, map) = Forms(tokens);
        var entries = new List<NameEntry>();
        var units = new List<Unit>();
        var owners = new List<(int First, int Last)>();
        var until = -1;
        for (var k = 0; k < forms.Count; k++)
        {
            var i = map[k];
            if (i <= until)
            {
                continue;
            }

            if (i + 2 < tokens.Count && tokens[i].Lower is "earlier" or "later" && tokens[i + 1].Lower == "this" && tokens[i + 2].Lower is "month" or "week" or "year")
            {
                units.Add(new Unit(i, i + 2, "yesterday"));
                until = i + 2;
                continue;
            }

            // "late Thursday", "last month", and "On Friday" before the subject: one word of time.
            if (i + 1 < tokens.Count && IsTimeWord(tokens[i + 1]) && (tokens[i].Lower is "late" or "early" or "last" or "next" || (i == 0 && tokens[i].Form is "On" or "In")))
            {
                units.Add(new Unit(i, i + 1, i == 0 ? "Yesterday" : "yesterday"));
                until = i + 1;
                continue;
            }

            var length = _index.Match(forms, k, entries);
            var standIn = "Bush";
            int first = i, last;
            if (length > 0)
            {
                last = map[k + length - 1];
                var role = entries[0].Role;
                if (role is NameRole.State or NameRole.Adjective or NameRole.Organisation or NameRole.Capital)
                {
                    owners.Add((i, last));
                }

                if (entries.Exists(e => e.Role == NameRole.Adjective) && !entries.Exists(e => e.Role == NameRole.State) || (length == 1 && role is not (NameRole.Person or NameRole.State or NameRole.Capital)))
                {
                    if (length == 1)
                    {
                        continue;
                    }

                    standIn = "Japanese";
                    if (role != NameRole.Adjective && !entries.Exists(e => e.Role == NameRole.Adjective))
                    {
                        standIn = "NATO";
                    }
                }
                else
                {
                    standIn = role is NameRole.State or NameRole.Capital or NameRole.Place ? "Iraq" : role == NameRole.Person ? "Bush" : "NATO";
                }

                if (role is NameRole.State && length > 1 && i > 0 && tokens[i - 1].Lower == "the" && (units.Count == 0 || units[^1].Last < i - 1))
                {
                    first = i - 1;
                }
            }
            else if (tokens[i].Name != "B-Person" && i > 0 && tokens[i].Upos == "PROPN" && !Honorifics.Contains(tokens[i].Lower) && Honorifics.Contains(tokens[i - 1].Lower))
            {
                last = i;
            }
            else if (tokens[i].Name == "B-Person" && char.IsUpper(tokens[i].Form[0]))
            {
                last = i;
                while (last + 1 < tokens.Count && tokens[last + 1].Name == "I-Person" && tokens[last + 1].Upos is "PROPN" or "PART" or "PUNCT" or "NOUN" or "ADJ" && tokens[last + 1].Form is not ("'s" or "’s" or ","))
                {
                    last++;
                }
            }
            else
            {
                continue;
            }

            if (standIn == "Bush")
            {
                // Titles before the name belong to it: "Secretary of Defense X", "Mr. X", "counterpart X".
                var before = first - 1;
                while (before >= 0 && Honorifics.Contains(tokens[before].Lower))
                {
                    first = before--;
                }

                if (before >= 0 && PhraseEndingAt(tokens, before) is { } phrase && (units.Count == 0 || units[^1].Last < phrase.First))
                {
                    first = phrase.First;
                }

                // "Defence Ministers of A and B X and Y": the office with its states stands before the first name.
                if (before >= 0 && first == i && owners.Exists(o => o.Last == before))
                {
                    var k2 = before;
                    while (k2 > 0 && (owners.FindLast(o => o.Last == k2 && o.First <= k2) is { } own && owners.Exists(o => o.Last == k2) || tokens[k2].Lower is "and" or "," or "the"))
                    {
                        k2 = owners.Exists(o => o.Last == k2) ? owners.FindLast(o => o.Last == k2).First - 1 : k2 - 1;
                    }

                    if (k2 > 0 && tokens[k2].Lower == "of" && OfficeKindAt(tokens, k2 - 1) is not null)
                    {
                        first = PhraseEndingAt(tokens, k2 - 1)?.First ?? (k2 >= 2 && tokens[k2 - 2].Upos is "PROPN" or "NOUN" or "ADJ" ? k2 - 2 : k2 - 1);
                        units.RemoveAll(u => u.First >= first);
                    }
                }

                if (before >= 0 && first <= i - 1)
                {
                    while (first > 0 && tokens[first - 1].Lower is "former" or "ex" or "new" or "then" or "deputy" or "acting" or "opposition" or "main" or "foreign" or "ministry" or "presidential" or "government" && (units.Count == 0 || units[^1].Last < first - 1))
                    {
                        first--;
                    }
                }

                // "US President X", "Kremlin spokesman X": the state before the title is part of it.
                if (first < i && owners.FindLast(o => o.Last == first - 1) is { Last: > 0 } or { First: 0, Last: 0 } && owners.FindLast(o => o.Last == first - 1) is var owner && owner.Last == first - 1)
                {
                    first = owner.First;
                    if (first > 0 && tokens[first - 1].Lower == "the" && units.Exists(u => u.First == first - 1))
                    {
                        first--;
                    }

                    units.RemoveAll(u => u.First >= first);
                }

                if (before >= 0 && first == i && tokens[before].Lower is "counterpart" or "predecessor" or "successor" or "ally" or "rival" && (units.Count == 0 || units[^1].Last < before))
                {
                    first = before;
                }
            }

            var head = last;
            if (standIn == "Bush" && AppositionEnd(tokens, last) is { } end)
            {
                last = end;
            }

            if (last > first || standIn is "Bush" or "Iraq")
            {
                units.Add(new Unit(first, last, standIn, head));
            }

            until = last;
        }

        return units;
    }

    /// <summary>Where ", the defence secretary," after a name ends; it says who he is and interrupts the sentence.</summary>
    private int? AppositionEnd(IReadOnlyList<Token> tokens, int name)
    {
        if (name + 3 >= tokens.Count || tokens[name + 1].Form != ",")
        {
            return null;
        }

        for (var i = name + 2; i < Math.Min(tokens.Count - 1, name + 12); i++)
        {
            if (tokens[i].Upos is "VERB" or "AUX" or "CCONJ" || tokens[i].Form == ",")
            {
                return null;
            }

            if (PhraseEndingAt(tokens, i) is not null)
            {
                // "the foreign minister of Japan,"
                var stop = i + 1;
                while (stop < tokens.Count && stop < i + 5 && tokens[stop].Form != "," && tokens[stop].Upos is "ADP" or "PROPN" or "DET")
                {
                    stop++;
                }

                if (stop < tokens.Count && tokens[stop].Form == "," && (stop == i + 1 || tokens[i + 1].Lower == "of"))
                {
                    return stop;
                }
            }
        }

        return null;
    }

    private static bool IsTimeWord(Token t) => t.Form is "Monday" or "Tuesday" or "Wednesday" or "Thursday" or "Friday" or "Saturday" or "Sunday" or "month" or "week" or "year" || (t.Form.Length > 2 && char.IsUpper(t.Form[0]) && t.Form is "January" or "February" or "March" or "April" or "May" or "June" or "July" or "August" or "September" or "October" or "November" or "December");

    private static (List<string> Forms, List<int> Map) Forms(IReadOnlyList<Token> tokens)
    {
        var forms = new List<string>();
        var map = new List<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsResidue(tokens[i].Form))
            {
                forms.Add(tokens[i].Form);
                map.Add(i);
            }
        }

        return (forms, map);
    }

    private List<Mention> Scan(Document doc, int s, List<NameEntry> entries)
    {
        var sentence = doc.Sentences[s];
        var tokens = sentence.Tokens;
        var (forms, map) = Forms(tokens);
        var mentions = new List<Mention>();
        var taken = new bool[tokens.Count];
        for (var k = 0; k < forms.Count; k++)
        {
            var matched = _index.Match(forms, k, entries);
            if (matched == 0 && k < 3 && forms[k].Length > 3 && forms[k].All(char.IsUpper))
            {
                // "SOUTH AFRICA'S foreign minister": papers print the first words of a report in capitals.
                matched = _index.Match([.. forms.Select((f, n) => n is < 5 && f.Length > 3 && f.All(char.IsUpper) ? f[0] + f[1..].ToLowerInvariant() : f)], k, entries);
                matched = entries.Exists(e => e.Fact is State) ? matched : 0;
            }

            if (matched == 0)
            {
                continue;
            }

            var i = map[k];
            var length = map[k + matched - 1] - i + 1;

            // Lower-case words are names only where the file writes them so.
            if (Choose(doc, tokens, i, length, entries) is not { } entry)
            {
                continue;
            }

            mentions.Add(new Mention { Sentence = s, First = i, Last = i + length - 1, Head = HeadOf(sentence, i, i + length - 1), Role = entry.Role, Id = entry.Id, Fact = entry.Fact });
            Array.Fill(taken, true, i, length);
            k += matched - 1;
        }

        foreach (var (type, first, last) in NameSpan.Of(tokens))
        {
            var (f, l) = (first, last);
            // A title that the recogniser took into the name is no part of it.
            while (f < l && (taken[f] || Honorifics.Contains(tokens[f].Lower) || tokens[f].Lower is "president" or "minister" or "prime" or "king" or "general" or "secretary" or "spokesman" or "governor" or "the"))
            {
                f++;
            }

            // Nor are the letters behind it.
            while (l > f && tokens[l].Form is "MP" or "MPs" or "MEP" or "KC" or "QC" or "MLA" or "CBE" or "OBE" or "PC")
            {
                l--;
            }

            if (type == "Person" && !taken[f] && !taken[l] && char.IsUpper(tokens[f].Form[0]) && tokens[f].Upos is "PROPN" or "NOUN" or "ADJ" or "X" && tokens[f].Form.Length > 1)
            {
                var text = doc.Text[tokens[f].Start..tokens[l].End];
                mentions.Add(new Mention { Sentence = s, First = f, Last = l, Head = HeadOf(sentence, f, l), Role = NameRole.Person, Id = "person/" + Slug.Of(text), Fact = kb.FindPerson(text) });
                Array.Fill(taken, true, f, l - f + 1);
            }
        }

        // Single capitalised words that may be the family name of somebody in office.
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!taken[i] && tokens[i].Upos == "PROPN" && char.IsUpper(tokens[i].Form[0]) && tokens[i].Form.Length > 2 && kb.FindBySurname(tokens[i].Form).Count > 0 && !(i + 1 < tokens.Count && tokens[i + 1].Upos == "PROPN" && !taken[i + 1] && tokens[i + 1].Head == i))
            {
                mentions.Add(new Mention { Sentence = s, First = i, Last = i, Head = i, Role = NameRole.Person, Id = "person/" + Slug.Of(tokens[i].Form), Fact = null });
            }
        }

        mentions.Sort((a, b) => a.First.CompareTo(b.First));
        foreach (var m in mentions.Where(m => m.Role == NameRole.Person))
        {
            ReadOffice(doc, m, mentions);
            ByLocalMeaning(doc, m);
            m.Fact ??= NearlyNamed(doc, m);
        }

        ReadOffices(tokens, mentions);
        // "the North", "the South", where the report is of the two Koreas.
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i].Form is "North" or "South" && tokens[i - 1].Lower == "the" && !taken[i] && tokens[i].Deprel is not ("compound" or "amod" or "flat") && !(i + 1 < tokens.Count && (tokens[i + 1].Upos == "PROPN" || tokens[i + 1].Lower is "of" or "-")) && doc.Text.Contains(tokens[i].Form + " Korea", StringComparison.Ordinal) && kb.States.GetValueOrDefault(tokens[i].Form == "North" ? "PRK" : "KOR") is { } half)
            {
                mentions.Add(new Mention { Sentence = s, First = i, Last = i, Head = i, Role = NameRole.State, Id = half.Id, Fact = half });
                taken[i] = true;
            }
        }

        // "in the Chilean capital", "in Chile's capital"
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i].Lower == "capital" && !taken[i] && tokens[i].Upos == "NOUN" && mentions.Find(m => m.Last == (tokens[i - 1].Xpos == "POS" ? i - 2 : i - 1) && m is { Fact: State, Role: NameRole.Adjective or NameRole.State }) is { Fact: State seat })
            {
                mentions.Add(new Mention { Sentence = s, First = i, Last = i, Head = i, Role = NameRole.Capital, Id = seat.Id, Fact = seat });
            }
        }

        mentions.Sort((a, b) => a.First.CompareTo(b.First));
        return mentions;
    }

    /// <summary>"the foreign ministers of A and B, X and Y", "the A and B defence ministers, X and Y": as many names as states, each with the office of its own.</summary>
    private void ReadOffices(IReadOnlyList<Token> tokens, List<Mention> mentions)
    {
        for (var noun = 0; noun < tokens.Count; noun++)
        {
            if (tokens[noun].Xpos is not ("NNS" or "NNPS") || OfficeKindAt(tokens, noun) is not { } kind)
            {
                continue;
            }

            var states = new List<Mention>();
            var i = noun + 1;
            if (i < tokens.Count && tokens[i].Lower is "of" or "for" or "from")
            {
                for (i++; i < tokens.Count && (tokens[i].Lower is "and" or "," or "the" || At(i) is { Fact: State }); i++)
                {
                    if (At(i) is { Fact: State } of)
                    {
                        states.Add(of);
                        i = of.Last;
                    }
                }

                // The comma and the like behind the last state belong to the list of names.
                i = states.Count > 0 ? states[^1].Last + 1 : i;
            }
            else
            {
                for (var k = noun - 1; k >= 0 && noun - k < 14; k--)
                {
                    if (At(k) is { Fact: State } before)
                    {
                        states.Insert(0, before);
                        k = before.First;
                    }
                    else if (tokens[k].Lower is not ("and" or "," or "foreign" or "prime" or "defence" or "defense" or "finance" or "trade" or "interior"))
                    {
                        break;
                    }
                }
            }

            if (states.Count < 2 || i >= tokens.Count || tokens[i].Form is not ("," or "-" or "–" or "—" or ":" or "("))
            {
                continue;
            }

            var names = new List<Mention>();
            for (i++; i < tokens.Count && (tokens[i].Lower is "and" or "," || Honorifics.Contains(tokens[i].Lower) || At(i) is { Role: NameRole.Person }); i++)
            {
                if (At(i) is { Role: NameRole.Person } name)
                {
                    names.Add(name);
                    i = name.Last;
                }
            }

            if (names.Count != states.Count)
            {
                continue;
            }

            foreach (var (name, state) in names.Zip(states))
            {
                (name.OfficeKind, name.OfficeState, name.Fills) = (kind, ((State)state.Fact!).Id, noun);
            }
        }

        Mention? At(int token) => mentions.Find(m => m.First <= token && token <= m.Last);
    }

    private static readonly FrozenSet<string> Honorifics = new[] { "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "gen", "gen.", "lord", "hon", "hon.", "prof", "prof.", "sen", "sen.", "senator", "rt", "honourable", "honorable", "excellency", "ayatollah", "imam", "maulana", "sheikh", "cardinal", "archbishop", "bishop", "rabbi", "mullah", "father", "colonel", "col.", "major", "maj.", "captain", "capt.", "lieutenant", "lt.", "brigadier" }.ToFrozenSet(StringComparer.Ordinal);

    private NameEntry? Choose(Document doc, IReadOnlyList<Token> tokens, int i, int length, List<NameEntry> entries)
    {
        var first = tokens[i];
        if (length == 1 && first.Upos is "VERB" or "PRON" or "AUX")
        {
            return null;
        }

        // "Status of Forces Agreement" is Japan's only in a report that is about Japan: a name that several accords bear needs its parties.
        // "Islamic Republic of Pakistan": what a state is called for short is not meant where another follows.
        if (length > 1 && entries[0].Role == NameRole.State && i + length + 1 < tokens.Count && tokens[i + length].Lower == "of" && tokens[i + length + 1].Upos == "PROPN" && first.Upos is "PROPN" or "ADJ" && tokens[i + length - 1].Lower is "republic" or "kingdom" or "federation" or "union" or "emirates")
        {
            return null;
        }

        // "the Egyptian House of Representatives" is not the one in Washington.
        if (entries.TrueForAll(e => e.Fact is Organisation { Type: "body", Country.Length: > 0 }) && i > 0 && OwnerBefore(tokens, i) is { } whose && entries.TrueForAll(e => ((Organisation)e.Fact).Country != whose))
        {
            return null;
        }

        // A parliament's short name ("Duma") is a family name elsewhere: its state must be in the report.
        if (length == 1 && entries.TrueForAll(e => e.Fact is Organisation { Type: "body", Country.Length: > 0 } body && !Around(doc.Text, body.Country)))
        {
            return null;
        }

        entries = [.. entries.Where(e => e.Fact is not Instrument { Parties.Length: 2 } accord || accord.Parties.All(p => Around(doc.Text, p)))];
        if (entries.Count == 0)
        {
            return null;
        }

        // "US$1.5 million" names no state; "the Nepali Congress" is not the one in Washington.
        // "Serb-dominated areas", "Soviet-made jets": origin and people, no state that acts.
        if (length == 1 && entries.TrueForAll(e => e.Role is NameRole.Adjective or NameRole.People)
            && i + 2 < tokens.Count && tokens[i + 1].Form == "-" && tokens[i + 2].Lower is "made" or "built" or "designed" or "dominated" or "speaking" or "majority" or "populated" or "era" or "style" or "born" or "owned" or "inhabited")
        {
            return null;
        }

        // "Latin American", "the South American bloc": a continent's.
        if (length == 1 && first.Form is "American" or "Americans" or "America" && i > 0 && tokens[i - 1].Lower is "latin" or "south" or "central" or "north")
        {
            return null;
        }

        if ((length == 1 && i + 1 < tokens.Count && tokens[i + 1].Form.StartsWith('$') && tokens[i + 1].Start == first.End)
            || (length == 1 && entries[0].Fact is Organisation { Type: "body" } && i > 0 && tokens[i - 1].Start >= 0 && tokens[i - 1].Upos is "PROPN" or "ADJ" && char.IsUpper(tokens[i - 1].Form[0]) && tokens[i - 1].Lower is not ("u.s." or "us" or "american" or "the" or "republican" or "democratic" or "united") && first.Lower is "congress" or "senate"))
        {
            return null;
        }

        // "Victoria Barracks" is a building and no government.
        if (entries[0].Role == NameRole.Capital && i + length < tokens.Count && first.Deprel == "compound" && first.Head == i + length && tokens[i + length].Name is "I-Location" or "I-Facility" && _index.Match([tokens[i + length].Form], 0, new List<NameEntry>()) == 0)
        {
            return null;
        }

        if (entries.Count == 1)
        {
            var only = entries[0];
            // "Georgia", "Chad", "Jordan" inside a person's name.
            return only.Role is NameRole.State or NameRole.Capital && length == 1 && i + 1 < tokens.Count && first.Name == "B-Person" && tokens[i + 1].Name == "I-Person" ? null : only;
        }

        // Instruments of one name: the one whose parties the report is about.
        var instruments = entries.Where(e => e.Role == NameRole.Instrument).ToList();
        if (instruments.Count > 0)
        {
            return instruments.OrderByDescending(e => ((Instrument)e.Fact).Parties.Count(p => Around(doc.Text[tokens[0].Start..tokens[^1].End], p))).ThenBy(e => e.Id, StringComparer.Ordinal).First();
        }

        NameEntry? Of(NameRole role) => entries.Find(e => e.Role == role) is { Fact: not null } e ? e : null;
        if (Of(NameRole.Adjective) is { } adjective && (first.Upos == "ADJ" || first.Deprel is "amod" or "compound") && Of(NameRole.State) is null)
        {
            return adjective;
        }

        return Of(NameRole.State) ?? Of(NameRole.Capital) ?? Of(NameRole.People) ?? Of(NameRole.Organisation) ?? entries[0];
    }

    /// <summary>The state that an adjective or a possessive right before a word names; null where none does.</summary>
    private string? OwnerBefore(IReadOnlyList<Token> tokens, int word)
    {
        var last = word - 1;
        last -= tokens[last].Xpos == "POS" ? 1 : 0;
        var entries = new List<NameEntry>();
        for (var first = last; first >= Math.Max(0, last - 3); first--)
        {
            if (_index.Match([.. tokens.Skip(first).Take(last - first + 1).Select(t => t.Form)], 0, entries) == last - first + 1 && entries.Find(e => e.Fact is State && (e.Role == NameRole.Adjective || (e.Role == NameRole.State && last < word - 1))) is { Fact: State owner })
            {
                return owner.Id;
            }
        }

        return null;
    }

    private bool Around(string text, string party)
    {
        if (!kb.States.TryGetValue(party, out var state))
        {
            return false;
        }

        return state.Adjectives.Append(state.Name).Append(state.Capital).Any(n => text.Contains(n, StringComparison.Ordinal));
    }

    private static int HeadOf(Sentence sentence, int first, int last)
    {
        for (var i = last; i >= first; i--)
        {
            var head = sentence.Tokens[i].Head;
            if (head < first || head > last)
            {
                return i;
            }
        }

        return last;
    }

    /// <summary>A holder of the office said, whose family name is printed and whose given name is nearly: "Minister of Defense Nobu Kishi".</summary>
    private Person? NearlyNamed(Document doc, Mention m)
    {
        var words = doc.Words(m.Sentence, m.First, m.Last).Split(' ');
        if (m.OfficeKind is null || words.Length != 2)
        {
            return null;
        }

        var kinds = KindsOf(m.OfficeKind);
        var near = kb.FindBySurname(words[1]).Where(p => p.Tenures.Exists(t => kinds.Contains(t.Kind) && (m.OfficeState is null || t.State == m.OfficeState))
            && p.Label.Split(' ') is { Length: 2 } label && (label[0].StartsWith(words[0], StringComparison.OrdinalIgnoreCase) || words[0].StartsWith(label[0], StringComparison.OrdinalIgnoreCase)) && Math.Min(label[0].Length, words[0].Length) >= 3).ToList();
        return near.Count == 1 ? near[0] : null;
    }

    /// <summary>In South Asia the foreign secretary is the first official of the ministry, not its minister.</summary>
    private static void ByLocalMeaning(Document doc, Mention m)
    {
        var tokens = doc.Sentences[m.Sentence].Tokens;
        if (m is { OfficeKind: "foreign-minister", OfficeState: "IND" or "PAK" or "BGD" or "LKA" or "NPL" or "BTN" } && Enumerable.Range(Math.Max(1, m.First - 4), Math.Min(tokens.Count, m.Last + 8) - Math.Max(1, m.First - 4)).Any(i => tokens[i].Lower == "secretary" && tokens[i - 1].Lower == "foreign"))
        {
            m.OfficeKind = "deputy-foreign-minister";
        }
    }

    /// <summary>The office that words before or after a name give: "Japanese Defense Minister X", "X, deputy secretary of state".</summary>
    private void ReadOffice(Document doc, Mention m, List<Mention> mentions)
    {
        var tokens = doc.Sentences[m.Sentence].Tokens;
        var end = m.First - 1;
        while (end >= 0 && (tokens[end].Form == "," || Honorifics.Contains(tokens[end].Lower)))
        {
            end--;
        }

        // "Foreign Minister of Japan X"
        if (end >= 0 && mentions.Find(x => x.Last == end && x.Fact is State) is { } after && after.First >= 3 && (tokens[after.First - 1].Lower == "the" ? 1 : 0) is var article && tokens[after.First - 1 - article].Lower is "of" && PhraseEndingAt(tokens, after.First - 2 - article) is { } before)
        {
            (m.OfficeKind, m.OfficeState) = (before.Kind, ((State)after.Fact!).Id);
            return;
        }

        if (end >= 0 && PhraseEndingAt(tokens, end) is { } phrase)
        {
            m.OfficeKind = phrase.Kind;
            var k = phrase.First - 1;
            while (k >= 0 && tokens[k].Lower is "new" or "former" or "ex" or "-" or "then" or "outgoing" or "incoming" or "'s" or "’s" or "top" or "late" or "ministry" or "foreign" or "acting" or "current" or "army" or "security" or "navy" or "national" or "presidential" or "government" or "opposition" or "main" or "religious" or "spiritual" or "military" or "rebel" or "supreme" or "de" or "facto" or "interim" or "deputy" or "senior" or "chief" or "federal" or "vice")
            {
                m.Former |= tokens[k].Lower is "former" or "ex" or "then" or "late";
                m.New |= tokens[k].Lower is "new";
                if (tokens[k].Lower is "vice" or "deputy" && m.OfficeKind is "foreign-minister" or "defence-minister")
                {
                    m.OfficeKind = "deputy-" + m.OfficeKind;
                }

                if (tokens[k].Lower is "ministry" or "foreign" && m.OfficeKind == "spokesperson")
                {
                    m.OfficeKind = "foreign-spokesperson";
                }

                k--;
            }

            if (mentions.Find(x => x.Last == k && (x.Fact is State || x.Fact is Organisation { Type: "organisation" or "body" })) is { } owner)
            {
                m.OfficeState = owner.Fact is State s ? s.Id : ((Organisation)owner.Fact!).Country is { Length: > 0 } c ? c : owner.Id;
                m.Former |= k > owner.First && false || (owner.First > 0 && tokens[owner.First - 1].Lower is "former" or "ex");
                m.New |= owner.First > 0 && tokens[owner.First - 1].Lower == "new";
            }

            // "Foreign Minister X of the Cook Islands"
            if (m.OfficeState is null && m.Last + 2 < tokens.Count && tokens[m.Last + 1].Lower == "of" && mentions.Find(x => x.First >= m.Last + 2 && x.First <= m.Last + 3 && x is { Fact: State, Role: NameRole.State } && (x.First == m.Last + 2 || tokens[m.Last + 2].Lower == "the")) is { Fact: State seat })
            {
                m.OfficeState = seat.Id;
            }

            return;
        }

        // "A Palestinian official, X", "the Saudi ambassador to Yemen, X": a person of that state, be his office known or not.
        if (m.First >= 3 && (tokens[m.First - 1].Form == "," || (Honorifics.Contains(tokens[m.First - 1].Lower) && tokens[m.First - 2].Form == ",")))
        {
            for (var k = m.First - (tokens[m.First - 1].Form == "," ? 2 : 3); k >= Math.Max(0, m.First - 9) && (tokens[k].Upos is not ("VERB" or "AUX" or "PUNCT" or "SCONJ" or "PRON") || mentions.Exists(x => x.First <= k && k <= x.Last)); k--)
            {
                if (tokens[k].Upos == "NOUN" && PersonNouns.Contains(tokens[k].Lower) && StateBefore(tokens, mentions, k) is { } of)
                {
                    (m.OfficeState, m.OfficeKind) = (of.State, PhraseEndingAt(tokens, k)?.Kind ?? m.OfficeKind);
                    m.Former |= of.Former;
                    return;
                }

                // "a spokesman for the Commission, X"
                if (tokens[k].Upos == "NOUN" && PersonNouns.Contains(tokens[k].Lower) && tokens[k + 1].Lower is "for" or "of" or "at" && mentions.Find(x => x.First > k + 1 && x.First <= k + 3 && x.Last == m.First - 2 && x.Fact is Organisation or State) is { Fact: { } spoken })
                {
                    (m.OfficeState, m.OfficeKind) = (spoken is State state ? state.Id : ((Organisation)spoken).Country is { Length: > 0 } country ? country : ((Organisation)spoken).Id, PhraseEndingAt(tokens, k)?.Kind ?? m.OfficeKind);
                    return;
                }
            }
        }

        // "X, the Japanese defence minister," and "X, Japan's defence minister"
        var next = m.Last + 1;
        if (next + 1 < tokens.Count && tokens[next].Form == ",")
        {
            for (var stop = next + 2; stop < Math.Min(tokens.Count, next + 8); stop++)
            {
                // "Trump, Israeli Prime Minister Y": the office is the next person's.
                if (PhraseEndingAt(tokens, stop) is { } apposed && apposed.First > next && !(stop + 1 < tokens.Count && tokens[stop + 1].Upos is "PROPN" or "VERB" or "AUX") && tokens.Skip(next + 1).Take(stop - next).All(t => t.Upos is not ("VERB" or "AUX") && t.Form != ","))
                {
                    m.OfficeKind = apposed.Kind;
                    m.Former = tokens.Skip(next + 1).Take(apposed.First - next - 1).Any(t => t.Lower is "former" or "ex" or "then");
                    if (mentions.Find(x => x.First > next && x.Last < apposed.First && x.Fact is State or Organisation { Type: "organisation" or "body" }) is { } owner)
                    {
                        m.OfficeState = owner.Fact is State s ? s.Id : ((Organisation)owner.Fact!).Country is { Length: > 0 } c ? c : owner.Id;
                    }
                }
            }

            // "X, a spokesman for the Royal Navy,": of whom he speaks for.
            for (var noun = next + 2; m.OfficeState is null && noun + 2 < Math.Min(tokens.Count, next + 6) && tokens[noun - 1].Upos is not ("VERB" or "AUX" or "PUNCT"); noun++)
            {
                if (tokens[noun].Upos == "NOUN" && PersonNouns.Contains(tokens[noun].Lower) && tokens[noun + 1].Lower is "for" or "of" or "at" && mentions.Find(x => x.First > noun + 1 && x.First <= noun + 3 && x.Fact is Organisation { Country.Length: > 0 }) is { Fact: Organisation served })
                {
                    (m.OfficeState, m.OfficeKind) = (served.Country, m.OfficeKind ?? PhraseEndingAt(tokens, noun)?.Kind);
                }
            }

            // "X, a Palestinian official,": of that state.
            for (var noun = next + 2; m.OfficeState is null && noun < Math.Min(tokens.Count, next + 6) && tokens[noun - 1].Upos is not ("VERB" or "AUX" or "PUNCT"); noun++)
            {
                if (tokens[noun].Upos == "NOUN" && PersonNouns.Contains(tokens[noun].Lower) && !(noun + 1 < tokens.Count && tokens[noun + 1].Upos == "PROPN") && StateBefore(tokens, mentions, noun) is { } of)
                {
                    (m.OfficeState, m.Former) = (of.State, m.Former || of.Former);
                }
            }
        }
    }

    private static readonly HashSet<string> PersonNouns = new(StringComparer.Ordinal) { "official", "diplomat", "ambassador", "envoy", "lawmaker", "senator", "congressman", "legislator", "spokesman", "spokeswoman", "spokesperson", "general", "admiral", "colonel", "negotiator", "politician", "commander", "adviser", "advisor", "leader", "minister", "chief", "secretary", "governor", "mayor", "president", "premier", "chancellor", "representative", "delegate", "activist", "journalist", "analyst", "economist", "academic", "professor", "officer", "judge", "prosecutor", "consul" };

    /// <summary>The state that a noun for a person is said to be of: "a senior Palestinian official", "Japan's envoy".</summary>
    private static (string State, bool Former)? StateBefore(IReadOnlyList<Token> tokens, List<Mention> mentions, int noun)
    {
        var former = false;
        for (var k = noun - 1; k >= Math.Max(0, noun - 4) && tokens[k].Upos is "NOUN" or "ADJ" or "PROPN" or "PART" or "NUM" || (k >= 0 && k < noun && tokens[k].Lower is "'s" or "’s"); k--)
        {
            former |= tokens[k].Lower is "former" or "ex";
            if (mentions.Find(x => x.Last == k && x.Fact is State) is { Fact: State state } m)
            {
                return (state.Id, former || (m.First > 0 && tokens[m.First - 1].Lower is "former" or "ex"));
            }
        }

        return null;
    }

    private (string Kind, int First)? PhraseEndingAt(IReadOnlyList<Token> tokens, int last)
    {
        foreach (var (words, kind) in _offices)
        {
            var first = last - words.Length + 1;
            if (first < 0)
            {
                continue;
            }

            var same = true;
            for (var k = 0; k < words.Length && same; k++)
            {
                same = tokens[first + k].Lower == words[k];
            }

            if (same)
            {
                return (kind, first);
            }
        }

        return null;
    }

    /// <summary>The kind of office that a common noun phrase ending at a word names, for "the Japanese defence minister" without a name.</summary>
    internal string? OfficeKindAt(IReadOnlyList<Token> tokens, int word)
    {
        var lemma = tokens[word].Lower;
        return PhraseEndingAt(tokens, word)?.Kind
            // "the Minister of Foreign Affairs": an office whose first word is its head.
            ?? _offices.FirstOrDefault(p => p.Words.Length > 2 && p.Words[1] == "of" && p.Words[0] == lemma && word + p.Words.Length <= tokens.Count && Enumerable.Range(1, p.Words.Length - 1).All(k => tokens[word + k].Lower == p.Words[k])).Kind
            ?? (lemma.EndsWith('s') && lemma.Length > 4 ? _offices.FirstOrDefault(p => p.Words[^1] == lemma[..^1] && p.Words.Length <= word + 1 && Enumerable.Range(1, p.Words.Length - 1).All(k => tokens[word - k].Lower == p.Words[^(k + 1)])).Kind : null);
    }

    /// <summary>Binds every person mention to somebody, now that the report's time is known as far as it goes.</summary>
    public void ResolvePersons(Document doc)
    {
        var from = doc.Published.Start ?? doc.Anchor ?? new LocalDate(1990, 1, 1);
        var to = doc.Published.End ?? doc.Anchor ?? new LocalDate(2030, 1, 1);
        var byName = new Dictionary<string, Actor>(StringComparer.OrdinalIgnoreCase);
        var doubts = new Dictionary<string, NameDoubt>(StringComparer.OrdinalIgnoreCase);
        var all = doc.Mentions.SelectMany(m => m).Where(m => m.Role == NameRole.Person).ToList();
        foreach (var m in all.Where(m => (m.Last > m.First && doc.Words(m.Sentence, m.First, m.Last).Contains(' ', StringComparison.Ordinal)) || (m.OfficeKind is not null && m.OfficeState is not null)))
        {
            Bind(doc, m, from, to, byName, doubts);
        }

        foreach (var m in all.Where(m => m.Actor is null))
        {
            var printed = doc.Words(m.Sentence, m.First, m.Last);
            if (byName.TryGetValue(printed, out var known) || byName.TryGetValue(KnowledgeBase.Plain(printed), out known))
            {
                m.Actor = known;
                m.Doubt = doubts.GetValueOrDefault(printed);
            }
            else
            {
                Bind(doc, m, from, to, byName, doubts);
            }
        }

        StateByTitle(doc, all);
        SeatLegislators(doc, all);
        for (var s = 0; s < doc.Mentions.Length; s++)
        {
            doc.Mentions[s].RemoveAll(m => m.Role == NameRole.Person && m.Actor is null);
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^,?\s*\(?(?:[RDI]|Rep|Dem)\.?-[A-Z][A-Za-z.]+")]
    private static partial System.Text.RegularExpressions.Regex PartyAndState();

    /// <summary>"Sen. X (R-Tenn.)", "Rep. X, the top Democrat on the House committee": party and state after a name, or the short title in a report of the Congress, are how members of the Congress of the United States are named.</summary>
    private static void SeatLegislators(Document doc, List<Mention> persons)
    {
        var congress = new Lazy<bool>(() => doc.Principal.Contains("USA") && doc.Sentences.Any(s => s.Tokens.Any(t => t.Form is "Congress" or "Democrat" or "Republican" or "Democrats" or "Republicans")));
        foreach (var m in persons.Where(m => m.Actor is { State.Length: 0 }))
        {
            var tokens = doc.Sentences[m.Sentence].Tokens;
            var end = tokens[m.Last].End;
            if (PartyAndState().IsMatch(doc.Text[end..Math.Min(doc.Text.Length, end + 16)]) || (Enumerable.Range(Math.Max(0, m.First - 1), m.First - Math.Max(0, m.First - 1) + 1).Any(i => tokens[i].Form is "Rep." or "Sen." or "Reps." or "Sens.") && congress.Value))
            {
                var seated = m.Actor! with { State = "USA", Office = "Member of the Congress of the United States" };
                foreach (var same in persons.Where(x => x.Actor?.Id == seated.Id))
                {
                    same.Actor = seated;
                }
            }
        }
    }

    /// <summary>"South Africa's National Director of Public Prosecutions X", "the Indian ambassador to the Philippines X": a state that stands before the name in its own phrase, as owner or adjective, is his.</summary>
    private static void StateByTitle(Document doc, List<Mention> persons)
    {
        foreach (var m in persons.Where(m => m.Actor is { State.Length: 0 }))
        {
            var tokens = doc.Sentences[m.Sentence].Tokens;
            // "the director general X of Peru", "X of Estonia and Y of Latvia": whose he is stands behind him.
            if (m.Last + 2 < tokens.Count && tokens[m.Last + 1].Lower == "of" && doc.Mentions[m.Sentence].Find(x => x.First == m.Last + 2 && x is { Fact: State, Role: NameRole.State }) is { Fact: State of })
            {
                var his = m.Actor! with { State = of.Id };
                foreach (var same in persons.Where(x => x.Actor?.Id == his.Id))
                {
                    same.Actor = his;
                }

                continue;
            }

            foreach (var owner in doc.Mentions[m.Sentence].Where(x => x.Fact is State && x.Last < m.First && m.First - x.Last <= 12))
            {
                var possessive = owner.Last + 1 < tokens.Count && tokens[owner.Last + 1].Xpos == "POS";
                if (!(possessive || owner.Role == NameRole.Adjective) || tokens.Skip(owner.Last + 1).Take(m.First - owner.Last - 1).Any(t => t.Upos is "VERB" or "AUX" or "CCONJ" || t.Form is "," or ";") || !ReachesName(tokens, owner.Head, m))
                {
                    continue;
                }

                var known = m.Actor! with { State = ((State)owner.Fact!).Id };
                foreach (var same in persons.Where(x => x.Actor?.Id == known.Id))
                {
                    same.Actor = known;
                }

                break;
            }
        }
    }

    /// <summary>A word hangs on a name, or on a noun that the name stands beside.</summary>
    private static bool ReachesName(IReadOnlyList<Token> tokens, int word, Mention name)
    {
        for (var (i, n) = (word, 0); i >= 0 && n < 8; i = tokens[i].Head, n++)
        {
            if ((name.First <= i && i <= name.Last) || (tokens[name.Head].Head == i && tokens[name.Head].Deprel is "appos" or "flat" or "nmod:desc"))
            {
                return true;
            }

            if (tokens[i].Upos is "VERB")
            {
                return false;
            }
        }

        return false;
    }

    private void Bind(Document doc, Mention m, LocalDate from, LocalDate to, Dictionary<string, Actor> byName, Dictionary<string, NameDoubt> doubts)
    {
        var printed = doc.Words(m.Sentence, m.First, m.Last);
        var person = m.Fact as Person ?? kb.FindPerson(printed);
        if (person is null && FamilyFirst(printed) is { } turned)
        {
            printed = turned;
            person = kb.FindPerson(printed);
        }

        if (person is null && printed.Contains(' ', StringComparison.Ordinal))
        {
            // Another romanisation of a full name ("Abdel-Fattah El-Sisi").
            var alike = kb.FindBySurname(printed.Split(' ')[^1]).Where(p => p.Label.Contains(' ', StringComparison.Ordinal) && SpeltAlike(p.Label, printed)).ToList();
            person = alike.Count == 1 ? alike[0] : null;
        }

        var kinds = KindsOf(m.OfficeKind);
        Tenure? tenure = null;
        // "Hugo de Zela", then "De Zela"
        if (m.Last > m.First && person is null && Particles.Contains(doc.Sentences[m.Sentence].Tokens[m.First].Lower) && byName.TryGetValue(printed, out var particled) && particled.Label != printed)
        {
            m.Actor = particled;
            return;
        }

        // "Prince Faisal", "Sheikh Salem": of a ruling house by the given name, whose bearer the report has named in full.
        if (m.Last == m.First && m.First > 0 && doc.Sentences[m.Sentence].Tokens[m.First - 1].Lower is "sheikh" or "prince" or "princess" or "king" or "queen" or "sultan" or "emir" or "shaikh"
            && byName.Values.FirstOrDefault(a => (a.Printed ?? a.Label).Split(' ') is [var given, _, ..] && given == printed || a.Label.Split(' ') is [var first, _, ..] && first == printed) is { } ruling)
        {
            m.Actor = ruling;
            return;
        }

        // "Rutte, a former Dutch prime minister", after "NATO chief Mark Rutte": one man, whatever he was before.
        if (person is null && m.Last == m.First && kinds.Length > 0 && byName.TryGetValue(printed, out var named) && kb.FindPerson(named.Label) is { } known && known.Tenures.Exists(t => kinds.Contains(t.Kind) && (m.OfficeState is null || t.State == m.OfficeState)))
        {
            m.Actor = named;
            return;
        }

        if (person is null && m.Last == m.First)
        {
            person = BySurname(doc, m, printed, kinds, from, to);
        }

        if (person is not null)
        {
            tenure = TenureOf(person, kinds, m.OfficeState, from, to);
            // "Japanese Defense Minister X" where the files know X, but not in that office then.
            // "Bolivia's President Evo Morales" of somebody who was that once: he is meant, and his days.
            tenure ??= person.Tenures.FindLast(t => t.State == m.OfficeState && kinds.Contains(t.Kind));
            if (tenure is null && !m.Former && m.OfficeKind is not "diplomat" && m.OfficeState is not null && kinds.Length > 0 && OfficeHolder(m.OfficeState, kinds, from, to) is { } other && !OfOtherDays(doc, m, printed, other, from) && other.Person != person && !person.Tenures.Exists(t => t.State == m.OfficeState && t.Overlaps(from, to)))
            {
                Doubt(m, printed, other, doubts);
                (person, tenure) = (other.Person, other);
            }
        }
        else if (!m.Former && m.OfficeKind is not "diplomat" && m.OfficeState is not null && kinds.Length > 0 && kinds[0] is not ("spokesperson" or "ambassador" or "minister" or "chief-negotiator" or "envoy" or "negotiator") && OfficeHolder(m.OfficeState, kinds, from, to) is { } holder && !OfOtherDays(doc, m, printed, holder, from))
        {
            // Nobody of that name is known: the office says who is meant; the name is put to question unless it is his in another spelling.
            Doubt(m, printed, holder, doubts);

            (person, tenure) = (holder.Person, holder);
        }
        else if (m.Last == m.First && Fuzzy(doc, printed, byName) is { } near)
        {
            m.Actor = near;
            var doubt = new NameDoubt(printed, near.Label, near.Office ?? "");
            m.Doubt = doubts[printed] = doubt;
            byName[printed] = near;
            return;
        }

        Actor actor;
        if (person is not null)
        {
            tenure ??= TenureOf(person, [], null, from, to);
            var state = tenure?.State ?? person.Tenures.LastOrDefault()?.State ?? m.OfficeState ?? "";
            actor = new Actor { Id = person.Id, Label = person.Label, Type = "person", State = state, Office = (tenure?.Covers(from) == true || tenure?.Covers(to) == true) && (kinds.Length == 0 || kinds.Contains(tenure.Kind) || m.Doubt is not null) ? tenure.Office : null, Printed = printed == person.Label ? null : printed };
            Remember(byName, actor, person.Surname);
        }
        else if (m.Last > m.First || m.OfficeKind is not null || doc.Sentences[m.Sentence].Tokens[m.First].Name == "B-Person")
        {
            if (m.Last == m.First && m.OfficeKind is null && !IsSubject(doc, m))
            {
                return;
            }

            actor = new Actor { Id = "person/" + Slug.Of(printed), Label = printed, Type = "person", State = m.OfficeState ?? StateByOffice(doc, printed, kinds) ?? StateSaidOf(doc, m, from) ?? (doc.Issuer is { } own && doc.Clean.TitleText is { } heading && ReadoutOf().Match(heading).Groups["who"].Value.Contains(printed, StringComparison.Ordinal) ? own : ""), Office = null };
        }
        else
        {
            return;
        }

        m.Actor = actor;
        byName.TryAdd(printed, actor);
        Remember(byName, actor, printed.Split(' ') is [.., var surname, "Jr." or "Jr" or "III"] ? surname : printed.Split(' ')[^1]);
        // Spanish and Portuguese names carry two family names, and news calls them by the first: "Mario Abdo Benítez", "Abdo".
        if ((person?.Label ?? printed).Split(' ') is { Length: 3 or 4 } parts && parts[^2] is { Length: > 3 } paternal && char.IsUpper(paternal[0]) && !paternal.Contains('-', StringComparison.Ordinal))
        {
            Remember(byName, actor, paternal);
        }

        if (actor.State is "KOR" or "PRK" or "CHN" or "TWN" or "VNM" || (person is null && printed.Contains('-', StringComparison.Ordinal) && printed.Split(' ') is { Length: 2 } korean && korean[1].Contains('-', StringComparison.Ordinal)))
        {
            Remember(byName, actor, printed.Split(' ')[0]);
        }

        if (m.Doubt is { } d)
        {
            foreach (var word in printed.Split(' ').Where(w => w.Length > 3))
            {
                doubts.TryAdd(word, d);
            }
        }

        static void Remember(Dictionary<string, Actor> names, Actor actor, string surname)
        {
            names.TryAdd(surname, actor);
            names.TryAdd(KnowledgeBase.Plain(surname), actor);
            // "Hugo de Zela", then "De Zela"; "Ursula von der Leyen", then "von der Leyen".
            var words = (actor.Printed ?? actor.Label).Split(' ');
            var particle = Array.FindIndex(words, 1, Particles.Contains);
            if (particle > 0 && particle < words.Length - 1)
            {
                var whole = string.Join(' ', words[particle..]);
                names.TryAdd(whole, actor);
                names.TryAdd(char.ToUpperInvariant(whole[0]) + whole[1..], actor);
            }

            var dash = surname.IndexOf('-', StringComparison.Ordinal);
            if (dash is > 0 and <= 2)
            {
                names.TryAdd(surname[(dash + 1)..], actor);
            }
        }
    }

    private static readonly HashSet<string> Officials = new(StringComparer.Ordinal) { "adviser", "advisor", "director", "secretary", "chief", "head", "commander", "general", "officer", "official", "spokesman", "spokeswoman", "spokesperson", "minister", "ambassador", "envoy", "diplomat", "lawmaker", "senator", "deputy", "chairman", "representative", "admiral", "negotiator", "governor", "president", "member" };

    /// <summary>Of which state somebody whom no file knows is said to be: by the words before his name ("Philippine exercise director Brigadier General X") or by the office after it ("X, Obama's deputy national security adviser").</summary>
    private string? StateSaidOf(Document doc, Mention m, LocalDate? from)
    {
        const int before = 7, after = 14;
        var tokens = doc.Sentences[m.Sentence].Tokens;
        string? Named(int i) => doc.Mentions[m.Sentence].Find(x => x != m && x.First <= i && i <= x.Last) is { } said ? said.Fact switch { State s when said.Role is NameRole.Adjective or NameRole.State => s.Id, Organisation { Country.Length: > 0 } o => o.Country, _ => null } : null;
        for (var i = m.First - 1; i >= Math.Max(0, m.First - before) && tokens[i].Upos is "NOUN" or "PROPN" or "ADJ"; i--)
        {
            if (Named(i) is { } state)
            {
                return state;
            }
        }

        if (m.Last + 2 >= tokens.Count || tokens[m.Last + 1].Form != ",")
        {
            return null;
        }

        var end = m.Last + 2;
        while (end < tokens.Count && end < m.Last + after && tokens[end].Form is not ("," or ";" or ".") && tokens[end].Upos is not ("VERB" or "AUX"))
        {
            end++;
        }

        var phrase = Enumerable.Range(m.Last + 2, end - m.Last - 2).ToList();
        if (!phrase.Exists(i => Officials.Contains(tokens[i].Lower)))
        {
            return null;
        }

        return phrase.Select(Named).FirstOrDefault(s => s is not null)
            ?? phrase.Where(i => i + 1 < tokens.Count && tokens[i].Upos == "PROPN" && tokens[i + 1].Xpos == "POS").SelectMany(i => kb.FindBySurname(tokens[i].Form)).SelectMany(p => p.Tenures).Where(t => t.Kind is "president" or "prime-minister" or "supreme-leader" && (from is not { } day || t.Covers(day))).Select(t => t.State).Distinct(StringComparer.Ordinal).ToList() switch { [var one] => one, _ => null };
    }

    /// <summary>One name in two romanisations, by the letters that they differ in ("Sergey Shoygu", "Sergei Shoigu"; "Yusuf", "Yousef").</summary>
    private static bool SpeltAlike(string a, string b) => Romanised(a) == Romanised(b);

    /// <summary>One name with further names inside it ("Anifah Haji Aman", "Anifah Aman").</summary>
    private static bool Fuller(string full, string brief)
    {
        var (a, b) = (full.Split(' '), brief.Split(' '));
        return b.Length >= 2 && a.Length > b.Length && SpeltAlike(a[0], b[0]) && SpeltAlike(a[^1], b[^1]) && b.All(w => a.Any(x => SpeltAlike(x, w)));
    }

    private static string Romanised(string name)
    {
        var plain = KnowledgeBase.Plain(name).ToLowerInvariant().Replace('-', ' ').Replace(" el ", " al ", StringComparison.Ordinal).Replace('y', 'i').Replace('j', 'i').Replace('w', 'v').Replace('q', 'k').Replace("kh", "h", StringComparison.Ordinal).Replace("ck", "k", StringComparison.Ordinal).Replace("ph", "f", StringComparison.Ordinal).Replace("oo", "u", StringComparison.Ordinal).Replace("ou", "u", StringComparison.Ordinal).Replace("ee", "i", StringComparison.Ordinal).Replace("ei", "ai", StringComparison.Ordinal);
        return string.Concat(plain.Where((c, i) => i == 0 || c != plain[i - 1]));
    }

    /// <summary>"IWAYA Takeshi": a family name in capitals before the given name, as ministries in East Asia print them; null where it is not so.</summary>
    private static string? FamilyFirst(string printed)
    {
        var words = printed.Split(' ');
        return words.Length == 2 && words[0].Length > 2 && words[0].All(char.IsUpper) && words[1].Length > 1 && char.IsUpper(words[1][0]) && words[1].Skip(1).Any(char.IsLower) ? $"{words[1]} {words[0][0]}{words[0][1..].ToLowerInvariant()}" : null;
    }

    /// <summary>The holder of an office that is named without a name or state ("The President spoke …"): of the states that the report is about, the one that has somebody in that office.</summary>
    internal Actor? HolderInReport(Document doc, string kind)
    {
        if (doc.Anchor is not { } day)
        {
            return null;
        }

        if (doc.Issuer is { } own && kb.Holder(own, kind, day) is { } held)
        {
            return new Actor { Id = held.Person.Id, Label = held.Person.Label, Type = "person", State = own, Office = held.Office };
        }

        var holders = doc.Principal.Take(3).Select(p => (State: p, Tenure: kb.Holder(p, kind, day))).Where(h => h.Tenure is not null).ToList();
        return holders.Count == 1 ? new Actor { Id = holders[0].Tenure!.Person.Id, Label = holders[0].Tenure!.Person.Label, Type = "person", State = holders[0].State, Office = holders[0].Tenure!.Office } : null;
    }

    private static bool IsSubject(Document doc, Mention m) => doc.Sentences[m.Sentence].Tokens[m.Head].Deprel is "nsubj" or "nsubj:pass" or "conj" or "obl" or "flat" or "obl:agent";

    /// <summary>Words with which a family name may begin.</summary>
    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal) { "de", "da", "do", "dos", "di", "del", "della", "van", "von", "der", "le", "la", "bin", "ben", "al", "el" };

    /// <summary>"an agreement that Prime Minister X concluded in 1995": in a sentence about an earlier year somebody of quite another name is whoever held the office then.</summary>
    private static bool OfOtherDays(Document doc, Mention m, string printed, Tenure holder, LocalDate from)
    {
        static HashSet<string> Beginnings(string name) => [.. KnowledgeBase.Plain(name).ToLowerInvariant().Split(' ', '-').Where(w => w.Length > 2).Select(w => w[..3])];
        return doc.Sentences[m.Sentence].Tokens.Any(t => t.Form.Length == 4 && int.TryParse(t.Form, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year) && year > 1900 && year < from.Year)
            && !Beginnings(printed).Overlaps(Beginnings(holder.Person.Label));
    }

    private static void Doubt(Mention m, string printed, Tenure holder, Dictionary<string, NameDoubt> doubts)
    {
        if (SpeltAlike(printed, holder.Person.Label) || Fuller(printed, holder.Person.Label) || Fuller(holder.Person.Label, printed))
        {
            return;
        }

        m.Doubt = new NameDoubt(printed, holder.Person.Label, holder.Office);
        doubts[printed] = m.Doubt;
    }

    private static string[] KindsOf(string? office) => office switch
    {
        null => [],
        "leader" => ["supreme-leader", "president", "prime-minister", "monarch", "party-leader"],
        "president" => ["president", "commission-president", "council-president", "head-of-region"],
        "minister" => ["minister", "foreign-minister", "defence-minister", "deputy-foreign-minister", "finance-minister", "trade-minister", "interior-minister", "energy-minister", "justice-minister", "minister-of-state", "other-minister", "under-secretary"],
        "spokesperson" => ["spokesperson", "foreign-spokesperson"],
        "prime-minister" => ["prime-minister"],
        "director" => ["director-general"],
        "diplomat" => ["foreign-minister"],
        _ => [office],
    };

    private Tenure? OfficeHolder(string state, string[] kinds, LocalDate from, LocalDate to)
    {
        // Only where the report's time leaves one holder.
        var holders = kinds.SelectMany(k => kb.Holders(state, k)).Where(t => t.Overlaps(from, to)).ToList();
        return holders.Select(h => h.Person).Distinct().Count() == 1 ? holders[^1] : null;
    }

    private static Tenure? TenureOf(Person person, string[] kinds, string? state, LocalDate from, LocalDate to) =>
        person.Tenures.Where(t => (kinds.Length == 0 || kinds.Contains(t.Kind)) && (state is null || t.State == state) && t.Overlaps(from, to)).OrderBy(t => t.Kind is "president" or "prime-minister" or "supreme-leader" ? 0 : 1).ThenBy(t => t.Start).FirstOrDefault();

    private Person? BySurname(Document doc, Mention m, string printed, string[] kinds, LocalDate from, LocalDate to)
    {
        var candidates = kb.FindBySurname(printed).Select(p => (Person: p, Tenure: TenureOf(p, kinds, m.OfficeState, from, to))).Where(c => c.Tenure is not null && RulerKinds.Contains(c.Tenure.Kind)).ToList();
        if (kinds.Length == 0)
        {
            // A bare family name is somebody in high office of a state that the report is about, or nobody.
            // After "Mr" somebody in the highest offices is known everywhere.
            var titled = m.First > 0 && doc.Sentences[m.Sentence].Tokens[m.First - 1].Lower is "mr" or "mr." or "mrs" or "mrs." or "ms" or "ms.";
            // An ambassador or a lesser minister is not known by the family name alone.
            candidates.RemoveAll(c => c.Tenure!.Kind == "ambassador");
            candidates.RemoveAll(c => !doc.Principal.Contains(c.Tenure!.State, StringComparer.Ordinal) && !(titled && c.Tenure!.Kind is "president" or "prime-minister" or "foreign-minister" or "secretary-general" or "commission-president"));
        }

        var persons = candidates.Select(c => c.Person).Distinct().ToList();
        return persons.Count == 1 ? persons[0] : persons.Count > 1 && kinds.Length > 0 ? candidates.OrderBy(c => doc.Principal.IndexOf(c.Tenure!.State) is var i && i < 0 ? 99 : i).First().Person : null;
    }

    /// <summary>A name nobody bears that is nearly one that the report has: "Kishino" beside Kishi, by an office that the report has spoken of.</summary>
    /// <summary>The one state in which somebody of this family name ever held such an office, for a report whose day does not say who is meant.</summary>
    private string? StateByOffice(Document doc, string printed, string[] kinds) => kinds.Length > 0 && kinds[0] is "president" or "prime-minister" or "foreign-minister" or "defence-minister" or "monarch" or "supreme-leader"
        && kb.FindBySurname(printed.Split(' ')[^1]).SelectMany(p => p.Tenures).Where(t => kinds.Contains(t.Kind)).Select(t => t.State).Distinct().ToList() is [var one] && (!printed.Contains(' ', StringComparison.Ordinal) || doc.Principal.Take(4).Contains(one)) ? one : null;

    private static Actor? Fuzzy(Document doc, string printed, Dictionary<string, Actor> byName)
    {
        if (printed.Length < 5)
        {
            return null;
        }

        foreach (var actor in byName.Values.Distinct().Where(a => a.Office is not null))
        {
            var surname = actor.Label.Split(' ')[^1];
            if (surname.Length >= 4 && printed.Length - surname.Length is > 0 and <= 3 && printed.StartsWith(surname, StringComparison.OrdinalIgnoreCase))
            {
                return actor;
            }
        }

        return null;
    }
}
