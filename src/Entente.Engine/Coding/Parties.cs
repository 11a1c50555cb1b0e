using Entente.Engine.Recognition;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;

namespace Entente.Engine.Coding;

/// <summary>Who a word of a sentence stands for: a name, a body, "the two countries", "he", "their Japanese counterparts".</summary>
public sealed class Parties(Document doc, KnowledgeBase kb, Clauses[] clauses, Recognizer recognizer)
{
    private static readonly HashSet<string> GroupNouns = new(StringComparer.Ordinal) { "side", "country", "nation", "leader", "minister", "diplomat", "ally", "government", "party", "president", "state", "military", "chief", "head", "counterpart", "neighbour", "neighbor", "army", "capital", "official", "secretary", "two", "both", "three", "pair", "delegation", "force", "partner", "ministry", "power" };

    /// <summary>Nouns for people and bodies who act for a state, or as some of its people, where the phrase names the state; and for acts of violence that stand for who commits them.</summary>
    private static readonly HashSet<string> BodyNouns = new(StringComparer.Ordinal)
    {
        "activist", "administration", "admiral", "agency", "agent", "aircraft", "airline", "airliner", "airstrike", "ambassador", "ambush", "army", "artillery", "assembly", "association", "astronaut", "attack", "attorney",
        "authorities", "authority", "ayatollah", "bank", "banker", "battalion", "battery", "bishop", "boat", "blast", "bomb", "bundestag", "bombardment", "bomber", "bombing", "brigade", "broadcaster", "businessman",
        "cabinet", "carrier", "chairman", "chairwoman", "chamber", "chancellor", "charge", "chargé", "chief", "citizen", "civilian", "clan", "cleric", "coalition", "coastguard", "colonel", "command", "commander",
        "commando", "commission", "committee", "company", "congress", "convoy", "corporation", "corvette", "cosmonaut", "council", "counterpart", "court", "crowd", "cruiser", "customs", "cutter", "defector", "delegate", "delegation",
        "demonstrator", "department", "deputy", "destroyer", "detainee", "diet", "diplomat", "dissident", "division", "doctor", "drone", "duma", "editor", "embassy", "envoy", "exile", "explosion", "extremist",
        "faction", "farmer", "federation", "fighter", "firm", "fisher", "fisherman", "fleet", "flotilla", "force", "forces", "freighter", "frigate", "front", "general", "government", "group", "guard",
        "guerrilla", "gunboat", "gunman", "gunship", "hacker", "helicopter", "hijacker", "incursion", "inspector", "institution", "insurgent", "intelligence", "invasion", "investigator", "jet",
        "journalist", "judge", "junta", "king", "kingdom", "knesset", "landowner", "lawmaker", "lawyer", "leader", "leadership", "league", "legislator", "legislature", "majlis", "marine", "media", "mediator", "militant", "military",
        "militia", "militiaman", "miner", "minister", "ministry", "missile", "mission", "monarch", "monk", "movement", "mp", "navy", "negotiator", "newsman", "newspaper", "nurse", "observer",
        "offensive", "office", "officer", "official", "officials", "operation", "opposition", "organisation", "organization", "paratrooper", "parliament", "parliamentarian", "party", "patrol",
        "peacekeeper", "people", "personnel", "pilot", "plane", "police", "politician", "premier", "presidency", "president", "priest", "prisoner", "prosecutor", "protester", "raid", "rada", "rebel", "refugee", "regime",
        "regiment", "reporter", "representative", "resident", "rocket", "ruler", "rulers", "sailor", "scientist", "secretary", "senate", "separatist", "settler", "shelling", "ship", "side", "soldier",
        "source", "spokesman", "spokesperson", "spokeswoman", "spy", "squadron", "staff", "state", "strike", "student", "submarine", "tank", "teacher", "team", "tanker", "terrorist", "trawler", "tribe", "tribunal",
        "troop", "troops", "trucker", "union", "unit", "vessel", "villager", "voter", "warplane", "warship", "worker", "youth",
    };

    /// <summary>A word for people or a body of people who act.</summary>
    public static bool IsBody(string lemma) => BodyNouns.Contains(lemma) || GroupNouns.Contains(lemma) || LocalNouns.Contains(lemma);

    /// <summary>Acts that stand for who commits them, but do not speak.</summary>
    public static readonly HashSet<string> Acts = new(StringComparer.Ordinal) { "strike", "counter-strike", "counterstrike", "raid", "attack", "shelling", "offensive", "invasion", "incursion", "bombardment", "airstrike", "bombing", "blast", "explosion", "ambush", "operation" };

    private static readonly HashSet<string> Houses = new(StringComparer.Ordinal) { "Kremlin", "White House", "Pentagon", "Downing Street", "Blue House", "Cheong Wa Dae", "Foggy Bottom", "Whitehall" };

    /// <summary>A house or street by which a government is called.</summary>
    public static bool IsHouse(string words) => Houses.Contains(words);

    /// <summary>People and bodies who are of the state of the town that they are said to be in; a minister or an envoy in a town need not be.</summary>
    private static readonly HashSet<string> LocalNouns = new(StringComparer.Ordinal) { "police", "policeman", "protester", "demonstrator", "crowd", "resident", "rebel", "student", "worker", "prosecutor", "authorities", "authority", "militant", "gunman", "villager", "rioter", "mob", "settler", "court", "judge" };

    /// <summary>People who are of a state and do not act for it.</summary>
    private static readonly HashSet<string> People = new(StringComparer.Ordinal) { "protester", "demonstrator", "rioter", "mob", "rebel", "militant", "gunman", "insurgent", "separatist", "guerrilla", "extremist", "jihadist", "terrorist", "settler", "villager", "fisherman", "activist", "hacker", "student", "worker", "laborer", "labourer", "refugee", "migrant", "tribesman", "civilian", "tourist", "trader", "smuggler" };

    /// <summary>Houses of parliament by names that many states have.</summary>
    private static readonly HashSet<string> Chambers = new(StringComparer.Ordinal) { "National Assembly", "Parliament", "Senate", "Chamber of Deputies", "House of Representatives", "Federal Assembly", "Supreme Council", "Grand National Assembly", "National Security Council", "Legislative Assembly", "Council of Ministers" };

    /// <summary>Papers that speak for whoever issued them.</summary>
    private static readonly HashSet<string> Papers = new(StringComparer.Ordinal) { "statement", "communique", "communiqué", "readout", "notice", "release", "document", "bulletin" };

    /// <summary>Bodies that every state has, so that a report which tells of one state leaves its name out.</summary>
    private static readonly HashSet<string> CommonBodies = new(StringComparer.Ordinal) { "ministry", "embassy", "government", "military", "army", "navy", "cabinet", "parliament", "presidency", "junta" };

    private static readonly HashSet<string> Definite = new(StringComparer.Ordinal) { "the", "two", "both", "three", "these", "those", "all", "our", "their" };

    private readonly List<Actor> _recentGroup = [];
    private string? _focus;
    private Actor? _recentPerson;
    private Actor? _recentBody;
    private List<Actor> _recentPersons = [];
    private List<Actor> _delegation = [];

    /// <summary>The body last named in full by each noun: "the ministry" after "China's foreign ministry".</summary>
    private readonly Dictionary<string, Actor> _bodies = new(StringComparer.Ordinal);

    public IReadOnlyList<Actor> RecentGroup => _recentGroup;

    /// <summary>The state whose acts the report has been telling of.</summary>
    public string? Focus => _focus;

    /// <summary>A state or organisation as an actor; a movement that governs a state on the report's day is that state.</summary>
    public Actor StateActor(string code, string role = "participant")
    {
        code = kb.Organisations.TryGetValue(code, out var o) && o.StateOn(doc.Anchor ?? doc.Published.Start) is { Length: > 0 } governed ? governed : code;
        return new() { Id = (kb.States.ContainsKey(code) ? "state/" : "organisation/") + code.ToLowerInvariant(), Label = kb.LabelOf(code), Type = kb.States.ContainsKey(code) ? "state" : "organisation", State = code, Role = role };
    }

    /// <summary>The words being resolved: one that leads back to itself ("its neighbour's …") refers to nobody.</summary>
    private readonly HashSet<(int Sentence, int Word)> _resolving = [];

    /// <summary>Whom a word refers to, coordination not followed; empty where nobody that matters.</summary>
    public List<Actor> Of(int s, int word)
    {
        if (!_resolving.Add((s, word)))
        {
            return [];
        }

        try
        {
            return Referent(s, word);
        }
        finally
        {
            _resolving.Remove((s, word));
        }
    }

    /// <summary>Whom the report called by these letters when it put them behind the full name, in brackets.</summary>
    private List<Actor> Spelled(int s, int word)
    {
        var letters = doc.Sentences[s].Tokens[word].Form;
        for (var before = 0; before <= s; before++)
        {
            var tokens = doc.Sentences[before].Tokens;
            for (var i = 2; i + 1 < tokens.Count && !(before == s && i >= word); i++)
            {
                if (tokens[i].Form == letters && tokens[i - 1].Form == "(" && tokens[i + 1].Form == ")")
                {
                    return Of(before, tokens[i].Head is >= 0 and var full && full < i ? full : i - 2);
                }
            }
        }

        return [];
    }

    private List<Actor> Referent(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        // "The Rt Hon X": the name may stand behind the word that the parser takes for its head.
        var mention = doc.MentionAt(s, word) ?? (tokens[word].Upos is "PROPN" or "ADJ" or "NOUN" ? doc.Mentions[s].Find(m => m.Role == NameRole.Person && m.First > word && m.First - word < 4 && (tokens[m.First].Deprel == "flat" && tokens[m.First].Head == word || tokens[m.Head].Deprel == "flat" && tokens[m.Head].Head == word)) : null);
        if (mention is not null)
        {
            var named = FromMention(s, mention);
            if (named.Count > 0)
            {
                return named;
            }
        }

        var t = tokens[word];
        // "the MEA" after "the Ministry of External Affairs (MEA)"
        if (t.Upos == "PROPN" && t.Form.Length is > 1 and < 7 && t.Form.All(char.IsUpper) && Spelled(s, word) is { Count: > 0 } spelled)
        {
            return spelled;
        }

        if (t.Upos == "PRON" || t.Lower is "their" or "his" or "her" or "its" or "our" or "my")
        {
            if (t.Lower is "they" or "them" && PluralBefore(s, word) is { } officials)
            {
                return Of(s, officials);
            }

            if (t.Lower == "they" && (OneSummoned(s, word) || ThingsBefore(s, word) || OthersBefore(s, word)))
            {
                return [];
            }

            // In a statement or a transcript "I" is whose words they are, "we" those for whom he speaks.
            if (t.Lower is "i" or "me" or "my" or "we" or "us" or "our" && doc.VoiceOf(s) is { Count: > 0 } voice)
            {
                return t.Lower is "i" or "me" or "my" ? [.. voice] : [.. States(voice).Select(x => StateActor(x))];
            }

            // In the words of a ministry "we" is its state; a leader's may be he and his guest.
            if (t.Lower is "we" or "us" or "our" && _quoted is { } saying && saying.Sentence == s && saying.Inside(t.Start) && saying.Speakers.All(a => a.Type != "person") && States(saying.Speakers) is { Count: > 0 } theirs)
            {
                return [.. theirs.Select(x => StateActor(x))];
            }

            // "X invited him": nobody acts on himself by such a word; it is the other one told of.
            if (t.Lower is "him" or "her" && t is { Deprel: "obj" or "iobj", Head: >= 0 and var acting } && clauses[s].Subjects(acting) is [var doing] && Of(s, doing) is [{ } actor])
            {
                // "summoned the ambassador, N. N., and handed him a note": the one named between.
                var between = Enumerable.Range(0, word).LastOrDefault(i => tokens[i].Deprel is "obj" or "iobj" && tokens[i].Upos is "NOUN" or "PROPN" && (recognizer.OfficeKindAt(tokens, i) is not null || doc.MentionAt(s, i)?.Role == NameRole.Person), -1);
                if (between >= 0)
                {
                    return Of(s, between);
                }

                return WithinSentence(s, word) is [{ } inside] && inside.Id != actor.Id ? [inside] : _recentPerson is { } recent && recent.Id != actor.Id ? [recent]
                    : _seen.LastOrDefault(a => a.Id != actor.Id && a.Office is not null) is { } other ? [other] : [];
            }

            return WithinSentence(s, word) is { Count: > 0 } near ? near : OnlyPersonBefore(s, word) is { } only ? [only] : FromPronoun(t.Lower);
        }

        // "the US Chamber of Commerce" is no house of parliament.
        if (t.Lower == "chamber" && word + 2 < tokens.Count && tokens[word + 1].Lower == "of" && tokens[word + 2].Lower is "commerce" or "trade" or "industry")
        {
            var first = clauses[s].Children(word).Where(x => x < word && tokens[x].Deprel is "compound" or "amod").DefaultIfEmpty(word).Min();
            var called = doc.Words(s, first, word + 2);
            return [new Actor { Id = "body/" + Slug.Of(called), Label = called, Type = "organisation", State = doc.Mentions[s].Find(m => m.First >= first && m.Last < word && m.Fact is State) is { Fact: State home } ? home.Id : "" }];
        }

        // "a conference of EU foreign ministers": those who sit in it.
        if (t.Lemma is "conference" or "meeting" or "summit" or "session" or "gathering" && t.Deprel.StartsWith("nsubj", StringComparison.Ordinal) && clauses[s].Obliques(word).Find(o => o.Prep == "of") is { Word: > 0 } sitting && tokens[sitting.Word].Xpos is "NNS" or "NNP" or "NNPS" && Of(s, sitting.Word) is { Count: > 0 } seated)
        {
            return seated;
        }

        // "X answered a call from Y after the latter …": the last one named.
        if (t.Lower == "latter" && doc.Sentences[s].Tokens.Take(word).Any() && doc.Mentions[s].LastOrDefault(m => m.Last < word && (m.Role is NameRole.Person && m.Actor is not null || m.Fact is State && m.Role is NameRole.State or NameRole.Capital)) is { } latter && !tokens.Any(x => x.Head == word && x.Lower == "two"))
        {
            // "…, President of Y": the person before his office.
            return FromMention(s, latter.Fact is State && doc.Mentions[s].LastOrDefault(m => m.Role == NameRole.Person && m.Actor is not null && m.Last < latter.First && latter.First - m.Last <= 5 && tokens[m.Last + 1].Form == ",") is { } titled ? titled : latter);
        }

        // "Each promised to …": each of those told of.
        if (t.Lower == "each" && t.Deprel is "nsubj" && !(word + 1 < tokens.Count && tokens[word + 1].Lower is "other" or "of"))
        {
            return [.. Group(2).Where(a => a.State.Length > 0).Select(a => StateActor(a.State)).DistinctBy(a => a.Id)];
        }

        // "The latter" alone, after somebody whom no file knows: not the two told of.
        if (t.Lower is "latter" or "former" && !tokens.Any(x => x.Head == word && x.Lower is "two" or "three"))
        {
            return [];
        }

        // "The four agreed": as many as were named last.
        if (t is { Lower: "four", Upos: "NUM", Deprel: "nsubj" } && doc.Mentions.Skip(Math.Max(0, s - 4)).Take(Math.Min(s, 4) + 1).SelectMany(m => m).Where(m => m is { Role: NameRole.Person, Actor.State.Length: > 0 } && (m.Sentence < s || m.First < word)).Select(m => m.Actor!).Reverse().DistinctBy(a => a.Id).Take(4).ToList() is { Count: 4 } four)
        {
            four.Reverse();
            return four;
        }

        // "Each side accuses the other", "neither country will": of the two told of.
        if (t.Lemma is "side" or "country" or "party" or "government" or "state" or "nation" or "army" && t.Xpos == "NN" && clauses[s].Children(word).Any(x => tokens[x].Lower is "each" or "either" or "neither" && tokens[x].Deprel == "det"))
        {
            return [.. Group(2).Where(a => a.State.Length > 0).Select(a => StateActor(a.State)).DistinctBy(a => a.Id)];
        }

        if (t.Lower is "two" or "three" or "both" or "latter" or "allies" or "pair" && t.Upos is "NUM" or "DET" or "NOUN" or "ADJ")
        {
            return Group(t.Lower == "three" ? 3 : 2);
        }

        if (t.Upos is "NOUN" or "PROPN" or "ADJ" or "NUM")
        {
            return FromNoun(s, word) is { Count: > 0 } found ? found : Body(s, word) is { } body ? [body] : [];
        }

        return [];
    }

    /// <summary>A body that the knowledge files do not know, by the name that the report gives it; of no state.</summary>
    private Actor? Body(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        if (NameSpan.Of(tokens).FirstOrDefault(n => n.First <= word && word <= n.Last) is not { Type: "Organization" } name || doc.Mentions[s].Exists(m => m.First <= name.Last && name.First <= m.Last && !(m.Role == NameRole.Adjective && m.First > name.First)))
        {
            return null;
        }

        var label = doc.Words(s, name.First, name.Last);
        if (kb.NamedIn(label) is { Kind: "weapon" or "exercise" })
        {
            return null;
        }

        // "the North Korean ministry's Institute for …": of the state whose it is.
        var owner = clauses[s].Children(word).Where(x => tokens[x].Deprel is "nmod:poss" or "amod" || (tokens[x].Deprel == "nmod" && clauses[s].Children(x).Any(y => tokens[y].Lower == "of"))).SelectMany(x => Of(s, x)).Select(a => a.State).FirstOrDefault(x => x.Length > 0) ?? "";
        // "The National Assembly ratified the pact with X": of the state that the report is about and the sentence does not name.
        if (owner.Length == 0 && Chambers.Contains(label))
        {
            owner = doc.Principal.Take(3).FirstOrDefault(p => kb.States.ContainsKey(p) && !doc.Mentions[s].Exists(m => m.Fact is State named && named.Id == p)) ?? "";
        }

        return new Actor { Id = "body/" + Slug.Of(label), Label = label, Type = "organisation", State = owner };
    }

    /// <summary>All parties of several words, coordination already followed.</summary>
    public List<Actor> OfAll(int s, IEnumerable<int> words)
    {
        var result = new List<Actor>();
        foreach (var actor in words.SelectMany(w => Of(s, w)))
        {
            if (!result.Exists(a => a.Id == actor.Id))
            {
                result.Add(actor);
            }
        }

        return result;
    }

    private List<Actor> FromMention(int s, Mention m)
    {
        switch (m.Fact)
        {
            case State state when m.Role is NameRole.State or NameRole.Capital:
                // A house that stands for its state is a body of it; a capital that does is the state.
                return doc.Words(s, m.First, m.Last) is var words && (words.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? words[4..] : words) is var house && Houses.Contains(house) ? [new Actor { Id = "body/" + Slug.Of(house), Label = house, Type = "organisation", State = state.Id }] : [StateActor(state.Id)];
            case State state when m.Role is NameRole.People && m.First > 0 && doc.Sentences[s].Tokens[m.First - 1].Lower == "the" && doc.Sentences[s].Tokens[m.Head].Deprel == "nsubj" && m.First == m.Last:
                // "The Saudis have warned": those who act for the state.
                return [StateActor(state.Id)];
            case State state when m.Role is NameRole.People:
                return [new Actor { Id = "people/" + state.Id.ToLowerInvariant(), Label = doc.Words(s, m.First, m.Last), Type = "organisation", State = state.Id }];
            case Organisation { Type: "organisation" } o when o.StateOn(doc.Anchor ?? doc.Published.Start) is { Length: > 0 } governed:
                return [new Actor { Id = "body/" + o.Id.ToLowerInvariant(), Label = o.Label, Type = "organisation", State = governed }];
            case Organisation { Type: "organisation" } o:
                return [StateActor(o.Id)];
            case Organisation o:
                return [new Actor { Id = "body/" + o.Id, Label = o.Label, Type = o.Type == "force" ? "force" : "organisation", State = o.Country }];
            case Place { Country.Length: > 0 } p when p.Kind is "region" && p.Id == "somaliland":
                return [new Actor { Id = "place/" + p.Id, Label = p.Label, Type = "state", State = "" }];
        }

        // "Foreign Ministry spokesman X" in a report that has been telling of one state.
        return m.Actor is not { } person || m.Role != NameRole.Person ? [] : person.State.Length == 0 && m.OfficeKind is "spokesperson" or "foreign-spokesperson" && _focus is { } told ? [person with { State = told }] : [person];
    }

    /// <summary>The one person whom the sentence before names, where it does not itself go on with somebody: "… by Mr. X. In 2010 his administration …".</summary>
    private Actor? OnlyPersonBefore(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        if (s == 0 || tokens[word].Lower is not ("he" or "she" or "his" or "her" or "him") || doc.Mentions[s].Exists(m => m.Role == NameRole.Person && m.Last < word) || doc.Sentences[s - 1].Tokens.Any(t => t.Lower is "he" or "she" or "his" or "her" or "him" or "i"))
        {
            return null;
        }

        var persons = doc.Mentions[s - 1].Where(m => m is { Role: NameRole.Person, Actor: not null }).Select(m => m.Actor!).DistinctBy(a => a.Id).ToList();
        return persons is [var one] && (_recentPerson is null || doc.Mentions[s - 1].TrueForAll(m => m.Actor?.Id != _recentPerson.Id)) ? one : null;
    }

    private static readonly HashSet<string> Judging = new(StringComparer.Ordinal) { "condemn", "criticise", "criticize", "accuse", "blame", "denounce", "slam", "blast", "rebuke", "punish", "sanction", "praise", "thank", "commend", "congratulate", "applaud", "hail" };

    /// <summary>A pronoun after its noun in one sentence: "Kishida said that he hoped", "X and Y plan to fly to Manila, where they".</summary>
    private List<Actor> WithinSentence(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        var single = tokens[word].Lower is "he" or "she" or "his" or "her" or "him";
        var plural = tokens[word].Lower is "they" or "their" or "them";
        var thing = tokens[word].Lower is "it" or "its";
        if (!single && !plural && !thing)
        {
            return [];
        }

        // "condemned X for its test": the deed is his who is blamed or thanked for it.
        if (tokens[word].Xpos == "PRP$" && tokens[word].Head is >= 0 and var owned && tokens[owned].Head is >= 0 and var judged && Judging.Contains(tokens[judged].Lemma) && clauses[s].Children(owned).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "for" or "over" or "of") && OfAll(s, clauses[s].Objects(judged).Where(o => o < word)) is { Count: > 0 } blamed)
        {
            return blamed;
        }

        // "India punished Pakistan after accusing it": whoever accuses does not accuse himself.
        if (thing && tokens[word] is { Lower: "it", Deprel: "obj", Head: >= 0 } && clauses[s].Subjects(tokens[word].Head) is [.., var self] whoDo && self != word && OfAll(s, whoDo).Where(a => a.State.Length > 0).ToList() is { Count: > 0 } doers)
        {
            for (var i = word - 1; i > self; i--)
            {
                if (tokens[i].Deprel is "obj" or "obl" or "nmod" && tokens[i].Upos == "PROPN" && Of(s, i) is [{ Type: not "person", State.Length: > 0 } other] && !doers.Exists(d => d.State == other.State))
                {
                    return [other];
                }
            }
        }

        // "X praised Y and invited him": an object is not the doer himself.
        if (tokens[word].Lower == "him" && tokens[word].Deprel is "obj" or "iobj" && tokens[word].Head is >= 0 and var done && OfAll(s, clauses[s].Subjects(done)) is [{ Type: "person" } agent]
            && doc.Mentions[s].LastOrDefault(m => m is { Role: NameRole.Person, Actor: not null } && m.Last < word && m.Actor.Id != agent.Id)?.Actor is { } patient)
        {
            return [patient];
        }

        // "arrested X and Y, and charged them": two who were done to.
        if (tokens[word].Lower == "them")
        {
            for (var i = word - 1; i >= 0; i--)
            {
                if (tokens[i].Deprel is "obj" && clauses[s].Coordinated(i).ToList() is { Count: > 1 } couple && OfAll(s, couple) is { Count: > 1 } both)
                {
                    return both;
                }
            }
        }

        for (var i = word - 1; i >= 0; i--)
        {
            if (tokens[i].Deprel is not ("nsubj" or "nsubj:pass") || (tokens[i].Upos == "PRON" && !(plural && tokens[i].Lower is "he" or "she" && clauses[s].Coordinated(i).Count() > 1)))
            {
                continue;
            }

            if (single && Of(s, i) is [{ Type: "person" } person])
            {
                return [person];
            }

            if (thing && Of(s, i) is [{ Type: not "person", State.Length: > 0 } body])
            {
                return [body];
            }

            // "Troops are stationed in X, where they train": the troops.
            if (plural && tokens[i].Xpos is "NNS" or "NNPS" && tokens[i].Upos != "PRON" && i < word - 1 && tokens.Skip(i).Take(word - i).Any(t => t.Lower is "where" or "because" or "which" or "as") && Of(s, i) is { Count: > 0 } those)
            {
                return those;
            }

            if (plural && clauses[s].Coordinated(i).ToList() is { Count: > 1 } several && OfAll(s, several) is { Count: > 1 } all)
            {
                return all;
            }
        }

        return [];
    }

    /// <summary>"X summoned the ambassadors after they …": they are the ones summoned, whom the phrase does not name.</summary>
    private bool OneSummoned(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        var verb = tokens[word].Head;
        var above = verb >= 0 && tokens[verb].Deprel == "advcl" ? tokens[verb].Head : -1;
        return above >= 0 && clauses[s].Subjects(above) is { Count: 1 } single && tokens[single[0]].Xpos is not ("NNS" or "NNPS") && tokens[single[0]].Upos != "PRON" && clauses[s].Objects(above).Exists(o => o < word && tokens[o].Xpos == "NNS");
    }

    /// <summary>"The strikes … They show …": the subject of the sentence before is things, which say and do nothing.</summary>
    private bool ThingsBefore(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        if (s == 0 || word > 1)
        {
            return false;
        }

        var before = doc.Sentences[s - 1].Tokens;
        var root = Enumerable.Range(0, before.Count).FirstOrDefault(i => before[i].Head < 0, -1);
        return root >= 0 && clauses[s - 1].With(root, "nsubj", "nsubj:pass").FirstOrDefault(-1) is >= 0 and var subject && before[subject].Xpos == "NNS" && (Acts.Contains(before[subject].Lemma) || (!BodyNouns.Contains(before[subject].Lemma) && !GroupNouns.Contains(before[subject].Lemma) && Of(s - 1, subject).Count == 0));
    }

    /// <summary>"Historians explain that … they agree": people who are none of the parties.</summary>
    private bool OthersBefore(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        var subject = Enumerable.Range(0, word).LastOrDefault(i => tokens[i].Deprel is "nsubj" or "nsubj:pass" && tokens[i].Upos != "PRON", -1);
        return subject >= 0 && tokens[subject].Xpos == "NNS" && !clauses[s].Coordinated(subject).Skip(1).Any() && !GroupNouns.Contains(tokens[subject].Lemma) && Of(s, subject).Count == 0;
    }

    /// <summary>The plural noun whose words "they" stands in: "officials said they would watch". Null where none speaks.</summary>
    private int? PluralBefore(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        var verb = tokens[word].Head;
        var above = verb >= 0 && tokens[verb].Deprel == "ccomp" ? tokens[verb].Head : -1;
        return above >= 0 && clauses[s].With(above, "nsubj").FirstOrDefault(-1) is >= 0 and var subject && subject < word && tokens[subject].Xpos == "NNS" && tokens[subject].Lemma is "official" or "diplomat" or "source" or "expert" or "analyst" or "lawmaker" or "activist" or "observer" or "critic" ? subject : null;
    }

    /// <summary>The two persons in office of different states told of last.</summary>
    /// <param name="leaders">Only heads of state and government.</param>
    private List<Actor> LastTwoPersons(bool leaders = false)
    {
        var result = new List<Actor>();
        for (var i = _seen.Count - 1; i >= 0 && result.Count < 2; i--)
        {
            if (_seen[i].Office is not null && (!leaders || kb.FindPerson(_seen[i].Label)?.Tenures.Find(t => t.Office == _seen[i].Office)?.Kind is "president" or "prime-minister" or "supreme-leader" or "monarch") && !result.Exists(r => r.State == _seen[i].State))
            {
                result.Add(_seen[i]);
            }
        }

        result.Reverse();
        return result.Count == 2 ? result : [];
    }

    /// <summary>Whom the sentences before last introduced as a spokesman, by name.</summary>
    private Actor? SpokesmanNamed(int s)
    {
        for (var i = s - 1; i >= Math.Max(0, s - 8); i--)
        {
            var tokens = doc.Sentences[i].Tokens;
            foreach (var m in doc.Mentions[i].Where(m => m is { Role: NameRole.Person, Actor: not null }).Reverse())
            {
                if (m.OfficeKind?.EndsWith("spokesperson", StringComparison.Ordinal) == true || clauses[i].Children(m.Head).Any(x => tokens[x].Deprel == "appos" && tokens[x].Lemma is "spokesman" or "spokeswoman" or "spokesperson"))
                {
                    return m.Actor;
                }
            }
        }

        return null;
    }

    /// <summary>The person before whose name the same style stands last in the report up to a word.</summary>
    private Actor? HolderOfStyle(int s, int word, string style)
    {
        var named = doc.Mentions.Take(s + 1).SelectMany(m => m).Where(m => m is { Role: NameRole.Person, Actor: not null } && (m.Sentence < s || m.First < word)).ToList();
        return named.FindLast(m => doc.Sentences[m.Sentence].Tokens.Skip(Math.Max(0, m.First - 4)).Take(m.Last - Math.Max(0, m.First - 4) + 1).Any(t => t.Lemma.Equals(style, StringComparison.OrdinalIgnoreCase)))?.Actor;
    }

    /// <summary>"the foreign ministers", after a talk of presidents: those in that very office whom the report names, one of each side.</summary>
    private List<Actor> HoldersTold(int s, int word, int size)
    {
        if (recognizer.OfficeKindAt(doc.Sentences[s].Tokens, word) is not { } kind || kind is "leader" or "minister" or "official" or "president")
        {
            return [];
        }

        var day = doc.Anchor ?? doc.Published.Start;
        var named = doc.Mentions.Take(s + 1).Reverse().SelectMany(m => m).Where(m => m is { Role: NameRole.Person, Actor.State.Length: > 0, Former: false } && (m.OfficeKind == kind || kb.FindPerson(m.Actor.Label)?.Tenures.Exists(t => t.Kind == kind && (t.Office == m.Actor.Office || (day is { } d && t.Covers(d)))) == true)).Select(m => m.Actor!).DistinctBy(a => a.State).Take(size).ToList();
        named.Reverse();
        return named.Count == size && !named.TrueForAll(a => _recentPersons.Exists(p => p.Id == a.Id)) ? named : [];
    }

    /// <summary>"Zambia has settled it, the finance ministry announced": a body that says what one state did is that state's.</summary>
    private string? ToldOf(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        if (!tokens[word].Deprel.StartsWith("nsubj", StringComparison.Ordinal) || tokens[word].Head is not (>= 0 and var saying) || tokens[saying].Lemma is not ("say" or "announce" or "state" or "confirm" or "declare" or "report"))
        {
            return null;
        }

        var content = clauses[s].Children(saying).FirstOrDefault(x => tokens[x].Deprel == "ccomp" && x < saying, tokens[saying].Deprel == "parataxis" ? tokens[saying].Head : -1);
        var subject = content >= 0 ? clauses[s].With(content, "nsubj").Where(x => tokens[x].Upos == "PROPN").ToList() : [];
        if (subject is [var named] && doc.MentionAt(s, named) is { Role: NameRole.Person, Actor: { State.Length: > 0 } official } && kb.States.ContainsKey(official.State) && clauses[s].Coordinated(named).Count() == 1)
        {
            return official.State;
        }

        return subject is [var name] && doc.MentionAt(s, name) is { Fact: State state, Role: NameRole.State or NameRole.Capital } && clauses[s].Coordinated(name).Count() == 1 ? state.Id : null;
    }

    private bool IsLeader(Actor a) => kb.FindPerson(a.Label)?.Tenures.Find(t => t.Office == a.Office)?.Kind is "president" or "prime-minister" or "supreme-leader" or "monarch";

    /// <summary>Heads of state and government of the two states that the report is about, as far as it has named them by a sentence.</summary>
    private List<Actor> LeadersNamed(int s) =>
        [.. doc.Mentions.Take(s + 1).Reverse().SelectMany(m => m).Select(m => m.Actor).OfType<Actor>().Where(a => a.Type == "person" && IsLeader(a) && doc.Principal.Take(2).Contains(a.State)).DistinctBy(a => a.State).Take(2)];

    private List<Actor> FromPronoun(string pronoun) => pronoun switch
    {
        "he" or "she" or "his" or "her" or "him" or "hers" => _recentPerson is { } p ? [p] : [],
        "it" or "its" or "itself" => _recentBody is { } b ? [b] : [],
        "we" or "us" or "our" => _recentPerson is { State.Length: > 0 } speaker && _recentGroup.Exists(a => a.State == speaker.State) ? [.. _recentGroup] : [],
        "they" or "them" or "their" or "both" => _recentPersons.Count >= 2 ? [.. _recentPersons] : LastTwoPersons() is { Count: 2 } two ? two : Group(2),
        _ => [],
    };

    /// <summary>The last parties that were told of together; where there are none, the two states that the report is about.</summary>
    public List<Actor> Group(int size)
    {
        // "the three countries": three that were named in one breath, if not the last that acted together.
        if (size > 2 && _recentGroup.Select(a => a.State).Distinct().Count() != size && _listed.Count >= size)
        {
            return [.. _listed.Select(x => StateActor(x))];
        }

        if (_recentGroup.Count >= Math.Min(size, 2))
        {
            return [.. _recentGroup];
        }

        // A state that is named in passing is no side of what the report is about.
        return doc.Principal.Count >= 2 && doc.SecondWeight >= 3 ? [.. doc.Principal.Take(size).Select(p => StateActor(p))] : [];
    }

    private List<Actor> FromNoun(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        var c = clauses[s];
        var lemma = tokens[word].Lemma.ToLowerInvariant();
        var plural = tokens[word].Xpos is "NNS" or "NNPS";
        // Papers of state write "the Sides", "the Parties", "the Presidents" large.
        if (tokens[word].Upos == "PROPN" && lemma.EndsWith('s') && GroupNouns.Contains(lemma[..^1]))
        {
            (lemma, plural) = (lemma[..^1], true);
        }


        // "the foreign ministers of A and B, X and Y": who fills the offices.
        if (doc.Mentions[s].Where(m => m.Fills == word && m.Actor is not null).Select(m => m.Actor!).ToList() is { Count: > 1 } filling)
        {
            return filling;
        }

        // "the Japanese prime minister, Fumio Kishida": the apposition says who.
        var apposed = c.Children(word).Where(x => tokens[x].Deprel == "appos").SelectMany(c.Coordinated).SelectMany(x => doc.MentionAt(s, x)?.Role == NameRole.Person ? Of(s, x) : tokens[x].Upos == "NOUN" && x != word ? Of(s, x) : []).ToList();
        if (apposed.Count == 0)
        {
            // "the Minister for Defence, X": a person stands beside the office, wherever the parser hangs the name.
            apposed = c.Obliques(word).Where(o => o.Prep is "of" or "for" or "to" or "in" or "at").SelectMany(o => c.Children(o.Word)).Where(x => tokens[x].Deprel == "appos" && doc.MentionAt(s, x)?.Role == NameRole.Person).SelectMany(x => Of(s, x)).ToList();
        }

        // "Kyiv's European allies, including X and Y": those whom the phrase names.
        if (apposed.Count == 0 && plural && GroupNouns.Contains(lemma) && c.Obliques(word).Where(o => o.Prep is "including" or "like").SelectMany(o => c.Coordinated(o.Word)).ToList() is { Count: > 0 } members && OfAll(s, members) is { Count: > 0 } among)
        {
            return among;
        }

        if (apposed.Count == 0 && recognizer.OfficeKindAt(tokens, word) is not null)
        {
            apposed = [.. doc.Mentions[s].Where(m => m is { Role: NameRole.Person, Actor: not null } && m.First > word && Hangs(m.Head, word)).Take(1).Select(m => m.Actor!)];
        }

        // "the U.S. secretary of state, X, and the U.S. defence secretary, Y,": a name between commas right behind an office is its holder, however a list of them was parsed.
        if (apposed.Count == 0 && !plural && doc.Mentions[s].Find(m => m is { Role: NameRole.Person, Actor: not null } && m.First > word + 1 && m.First <= word + 5 && tokens[m.First - 1].Form == "," && m.Last + 1 < tokens.Count && tokens[m.Last + 1].Form == "," && recognizer.OfficeKindAt(tokens, m.First - 2) is not null && (m.First - 2 == word || tokens[word + 1].Lower is "of" or "for")) is { Actor: { } holding })
        {
            apposed = [holding];
        }

        // "the head of the US mission, N. N.,": a person whom no file knows, of the state that the phrase names.
        if (apposed.Count == 0 && !plural && (recognizer.OfficeKindAt(tokens, word) is not null || lemma is "ambassador" or "envoy" or "head" or "chief" or "director" or "official") && c.Children(word).FirstOrDefault(x => tokens[x].Deprel == "appos" && tokens[x].Upos == "PROPN", -1) is >= 0 and var called && NameSpan.Of(tokens).FirstOrDefault(n => n.First <= called && called <= n.Last) is { Type: "Person" } unknown)
        {
            var (from, until) = c.Subtree(word);
            var of = doc.Mentions[s].Where(m => m.First >= from && m.Last < unknown.First && m.Last <= until && m.Fact is State).Select(m => ((State)m.Fact!).Id).Distinct().ToList();
            var label = doc.Words(s, unknown.First, unknown.Last);
            apposed = [new Actor { Id = "person/" + Slug.Of(label), Label = label, Type = "person", State = of is [var one, ..] ? one : "" }];
        }

        if (apposed.Exists(a => a.Type == "person"))
        {
            return [.. apposed.DistinctBy(a => a.Id)];
        }

        // "thousands of US and Filipino troops": of whom they are.
        if (lemma is "thousand" or "hundred" or "dozen" or "score" or "ten" or "handful" or "majority" && c.Obliques(word).Where(o => o.Prep == "of").Select(o => o.Word).ToList() is { Count: > 0 } counted && OfAll(s, counted.SelectMany(c.Coordinated)) is { Count: > 0 } whose)
        {
            return whose;
        }

        // States inside the noun phrase: adjectives, possessives, "of X", "from X"; relative clauses do not count.
        var states = new List<string>();
        Collect(word, 0);

        // "the Reagan administration", "the Kishida government": by the name of who leads it.
        if (states.Count == 0 && lemma is "administration" or "government" or "regime" or "cabinet" && c.Children(word).FirstOrDefault(x => tokens[x].Deprel is "compound" or "nmod:poss" && tokens[x].Upos == "PROPN", -1) is >= 0 and var ruler)
        {
            var led = kb.FindBySurname(tokens[ruler].Form).SelectMany(p => p.Tenures).Where(t => t.Kind is "president" or "prime-minister" or "supreme-leader").Select(t => t.State).Distinct().ToList();
            if (led.Count > 0 && (led.Count == 1 ? led[0] : led.Find(doc.Principal.Contains)) is { } seat)
            {
                return [Body(s, word, lemma, seat, true, plural)];
            }
        }

        // "a spokesperson for the department": of whom he speaks for.
        if (states.Count == 0 && lemma is "spokesman" or "spokeswoman" or "spokesperson" or "spokespeople" && c.Obliques(word).Find(o => o.Prep is "for" or "of" or "at") is { Word: > 0 } spokenFor && Of(s, spokenFor.Word) is [{ State.Length: > 0 } principal])
        {
            states.Add(principal.State);
        }

        // "Iranian protesters", "rebels from X": people of a state, who do not act for it.
        if (states.Count == 1 && People.Contains(lemma))
        {
            return [Group(s, word, states[0])];
        }

        var determiners = c.Children(word).Select(x => tokens[x].Lower).ToHashSet(StringComparer.Ordinal);
        // "The four ministers": as many persons as were told of last.
        // Four ministers of two states whose names the report leaves out.
        if (states.Count == 0 && plural && lemma == "minister" && c.Children(word).Any(x => tokens[x].Lower is "four" or "4") && _recentGroup.Select(a => a.State).Distinct().Count() == 2 && doc.Mentions.Take(s + 1).SelectMany(m => m).Where(m => m is { Role: NameRole.Person, Actor: not null }).Select(m => m.Actor!.Id).Distinct().Count() < 4)
        {
            return [.. _recentGroup.Select(a => StateActor(a.State)).DistinctBy(a => a.Id)];
        }

        if (states.Count == 0 && plural && lemma is "minister" or "leader" or "president" or "official" or "secretary" or "diplomat" && c.Children(word).Select(x => tokens[x]).FirstOrDefault(x => x.Deprel == "nummod")?.Lower switch { "three" or "3" => 3, "four" or "4" => 4, "five" or "5" => 5, "six" or "6" => 6, _ => 0 } is > 2 and var several
            && doc.Mentions.Skip(Math.Max(0, s - 3)).Take(s - Math.Max(0, s - 3) + 1).SelectMany(m => m).Where(m => m is { Role: NameRole.Person, Actor.State.Length: > 0 } && (m.Sentence < s || m.First < word)).Select(m => m.Actor!).Reverse().DistinctBy(a => a.Id).Take(several + 1).ToList() is var toldLast && (toldLast.Count == several || toldLast.Count > several && _recentPersons.Count == several))
        {
            toldLast.Reverse();
            return toldLast.Count == several ? toldLast : [.. _recentPersons];
        }

        // "the two countries' ministers": of whom the possessive speaks.
        if (states.Count == 0 && c.Children(word).Where(x => tokens[x].Deprel == "nmod:poss" && tokens[x].Upos == "NOUN").Take(1).ToList() is [var possessor] && (GroupNouns.Contains(lemma) || BodyNouns.Contains(lemma)) && Of(s, possessor) is { Count: > 0 } possessors)
        {
            return [.. possessors.Where(a => a.State.Length > 0).Select(a => HolderNamed(recognizer.OfficeKindAt(tokens, word), a.State) ?? StateActor(a.State)).DistinctBy(a => a.Id)];
        }

        if (states.Count == 0 && c.Children(word).Any(x => tokens[x].Deprel == "nmod:poss" && tokens[x].Lower is "their" or "his" or "her" or "its"))
        {
            // "X, Y and their key allies": nobody in particular, and not those told of before.
            if (lemma is "ally" or "partner" or "supporter" or "friend" or "neighbour" or "neighbor" or "proxy")
            {
                return [];
            }

            var possessive = c.Children(word).First(x => tokens[x].Lower is "their" or "his" or "her" or "its");
            var owner = WithinSentence(s, possessive) is { Count: > 0 } near && tokens[possessive].Lower is "his" or "her" ? near : OnlyPersonBefore(s, possessive) is { } only ? [only] : FromPronoun(tokens[possessive].Lower);
            if (BodyNouns.Contains(lemma) || GroupNouns.Contains(lemma))
            {
                // "Its foreign ministry says": the ministry of the one state meant.
                return lemma is "counterpart" ? [] : lemma is "ministry" or "embassy" or "parliament" or "spokesman" or "spokeswoman" or "spokesperson" && States(owner) is [var one] && kb.States.ContainsKey(one) ? [Body(s, word, lemma, one, true, plural)]
                    : [.. owner.Where(a => a.State.Length > 0).Select(a => a.State).Distinct().Select(x => StateActor(x))];
            }

            return [];
        }

        if (lemma is "counterpart" && states.Count > 0)
        {
            return CounterpartsOf(states);
        }

        if (lemma is "delegation" or "mission" or "team")
        {
            // "a U.S. delegation – led by X –": with those who lead it; "the delegation" after that is the same.
            if (states.Count == 1)
            {
                var leaders = c.Children(word).Where(x => tokens[x].Deprel.StartsWith("acl", StringComparison.Ordinal) && tokens[x].Lemma is "lead" or "head").SelectMany(x => OfAll(s, c.Obliques(x).Where(o => o.Prep == "by").SelectMany(o => c.Coordinated(o.Word)))).Where(a => a.Type == "person").ToList();
                var delegates = leaders.Select(a => a.State.Length > 0 ? a : a with { State = states[0] }).Append(Body(s, word, lemma, states[0], true, plural)).DistinctBy(a => a.Id).ToList();
                if (leaders.Count > 0 || lemma == "delegation")
                {
                    _delegation = [delegates[^1]];
                    return delegates;
                }
            }
            else if (states.Count == 0 && lemma == "delegation" && determiners.Contains("the") && _delegation.Count > 0)
            {
                return [.. _delegation];
            }
        }

        if (states.Count > 0 && (BodyNouns.Contains(lemma) || GroupNouns.Contains(lemma) || recognizer.OfficeKindAt(tokens, word) is not null))
        {
            var named = states.Select(x => HolderNamed(recognizer.OfficeKindAt(tokens, word) ?? (lemma == "leader" ? "leader" : null), x) ?? Body(s, word, lemma, x, states.Count == 1, plural)).ToList();
            if (named.Count == 1 && lemma is "ministry" or "spokesman" or "spokeswoman" or "spokesperson" or "department")
            {
                _bodies[lemma] = named[0];
            }

            return named;
        }

        // "officials of the two countries": of those that are told of.
        if (states.Count == 0 && plural && (GroupNouns.Contains(lemma) || BodyNouns.Contains(lemma)) && c.Obliques(word).Find(o => o.Prep is "of" or "from" && tokens[o.Word].Lemma is "country" or "nation" or "side" or "state" or "government" or "neighbour" or "neighbor" or "ally") is { Word: > 0 } theirs && Of(s, theirs.Word) is { Count: > 1 } both)
        {
            return both;
        }

        // "UP leaders", "countries in need": of a party or a kind that is none of those told of.
        if (states.Count == 0 && plural && GroupNouns.Contains(lemma) && !determiners.Overlaps(Definite) && c.Children(word).Any(x => tokens[x].Deprel is "compound" or "nmod" or "amod" or "acl" or "acl:relcl" && !(tokens[x].Deprel == "compound" && doc.MentionAt(s, x) is not null)))
        {
            return [];
        }

        if (states.Count == 0 && plural && GroupNouns.Contains(lemma) && (determiners.Contains("the") || determiners.Contains("two") || determiners.Contains("both") || determiners.Contains("three") || c.Children(word).Count == 0 || lemma is "country" or "side" or "ally"))
        {
            // "20 countries have voiced support": who they are is not said.
            if (c.Children(word).Any(x => tokens[x].Deprel == "nummod" && tokens[x].Lower is not ("two" or "three" or "2" or "3")) || determiners.Contains("many") || determiners.Contains("several") || determiners.Contains("some") || determiners.Contains("other"))
            {
                return [];
            }

            // "two diplomats said" are two that nobody knows; "the two diplomats" are those told of.
            if (lemma is "official" or "diplomat" or "minister" or "leader" or "president" or "secretary" && !determiners.Contains("the") && !determiners.Contains("both") && !determiners.Contains("these") && (c.Children(word).Count > 0 || lemma is "official" or "diplomat"))
            {
                return [];
            }

            var size = determiners.Contains("three") ? 3 : 2;
            var persons = lemma is "leader" or "minister" or "diplomat" or "president" or "chief" or "official" or "secretary";
            if (lemma is "leader" or "president" && size == 2 && !(_recentPersons.Count > 2 && _recentPersons.TrueForAll(IsLeader)))
            {
                // Two leaders whom the sentence before names.
                if (s > 0 && determiners.Contains("two") && doc.Mentions[s - 1].Where(m => m is { Role: NameRole.Person, Actor: not null } && IsLeader(m.Actor)).Select(m => m.Actor!).DistinctBy(a => a.Id).ToList() is [var one, var other] && one.State != other.State)
                {
                    return [one, other];
                }

                return LastTwoPersons(leaders: true) is { Count: 2 } leading ? leading : LeadersNamed(s) is { Count: 2 } named ? named : [.. doc.Principal.Take(2).Select(p => StateActor(p))];
            }

            // "X accused Y of it, and the two neighbours signed": the two that the sentence has named.
            if (size == 2 && determiners.Contains("two") && lemma is "country" or "nation" or "government" or "ally" or "state" or "capital" or "neighbour" or "neighbor" or "side" or "power" or "partner"
                && doc.Mentions[s].Where(m => m.Last < word && m is { Fact: State, Role: NameRole.State or NameRole.Capital } && tokens[m.Head].Deprel is "nsubj" or "nsubj:pass" or "obj" or "iobj" or "conj" or "obl:agent").Select(m => ((State)m.Fact!).Id).Distinct().ToList() is [var one1, var other1])
            {
                return [StateActor(one1), StateActor(other1)];
            }

            if (lemma is "country" or "nation" or "government" or "ally" or "state" or "capital" or "neighbour" or "neighbor" && Group(size) is { Count: > 1 } group)
            {
                return [.. group.Where(a => a.State.Length > 0).Select(a => StateActor(a.State)).DistinctBy(a => a.Id)];
            }

            // "The ministers condemned A's invasion of B", with nobody told of before: those of whom they speak are not those whose ministers they are.
            var spokenOf = persons && _recentGroup.Count < 2 ? doc.Mentions[s].Where(m => m.First > word).Select(m => (m.Fact as State)?.Id).OfType<string>().ToHashSet(StringComparer.Ordinal) : [];
            return persons && HoldersTold(s, word, size) is { Count: > 1 } ofThatOffice ? ofThatOffice : persons && _recentPersons.Count >= 2 ? [.. _recentPersons] : Group(size) is var sides && sides.Exists(a => spokenOf.Contains(a.State)) ? [] : sides;
        }

        // "the two men": those told of last.
        if (states.Count == 0 && plural && lemma is "man" or "woman" && determiners.Overlaps(["two", "both"]) && (determiners.Contains("the") || determiners.Contains("both")) && c.Children(word).All(x => tokens[x].Deprel is "det" or "nummod" or "punct" or "det:predet"))
        {
            return _recentPersons.Count == 2 ? [.. _recentPersons] : LastTwoPersons();
        }

        // "His Highness", "Her Excellency": the one whom the report last gave that title.
        if (states.Count == 0 && lemma is "highness" or "excellency" or "majesty" or "eminence" && HolderOfStyle(s, word, lemma) is { } styled)
        {
            return [styled];
        }

        // "The country hosts …": the one named last.
        if (states.Count == 0 && !plural && determiners.Contains("the") && lemma is "country" or "kingdom" or "nation" or "republic" && c.Children(word).All(x => tokens[x].Deprel is "det" or "case" or "punct")
            && doc.Mentions.Skip(Math.Max(0, s - 1)).Take(s == 0 ? 1 : 2).SelectMany(m => m).LastOrDefault(m => (m.Sentence < s || m.First < word) && m is { Fact: State, Role: NameRole.State or NameRole.Capital }) is { Fact: State theCountry })
        {
            return [StateActor(theCountry.Id)];
        }

        // "the top official", "the dignitary": the person told of last, whose office it is to be one.
        if (states.Count == 0 && !plural && determiners.Contains("the") && lemma is "official" or "dignitary" or "statesman" && c.Children(word).Any(x => tokens[x].Lower is "top" or "senior" or "high-ranking" or "visiting") && _recentPerson is { State.Length: > 0 } meant && s > 0)
        {
            return [meant];
        }

        // "the empowered leader of the ruling coalition": of something else than a state.
        if (states.Count == 0 && !plural && lemma is "leader" or "head" or "chief" or "chairman" or "chair" && c.Children(word).Any(x => tokens[x].Deprel == "nmod" && c.Children(x).Any(y => tokens[y].Lower == "of") && tokens[x].Lemma.ToLowerInvariant() is not ("state" or "government" or "country" or "nation")))
        {
            return [];
        }

        // "the spokesperson", after "X, spokesperson for the ministry": X.
        if (states.Count == 0 && !plural && determiners.Contains("the") && lemma is "spokesman" or "spokeswoman" or "spokesperson" && c.Children(word).All(x => tokens[x].Deprel is "det" or "punct") && SpokesmanNamed(s) is { } introduced)
        {
            return [introduced];
        }

        // "the spokesperson": the one quoted last.
        if (states.Count == 0 && !plural && determiners.Contains("the") && lemma is "spokesman" or "spokeswoman" or "spokesperson" && c.Children(word).All(x => tokens[x].Deprel is "det" or "punct") && _bodies.GetValueOrDefault(lemma) is { } quoted)
        {
            return [quoted];
        }

        // "the department": the one named last.
        if (states.Count == 0 && !plural && lemma == "department" && determiners.Contains("the") && doc.Mentions.Take(s + 1).SelectMany(m => m).Where(m => m.Sentence < s || m.First < word).Select(m => m.Fact).OfType<Organisation>().LastOrDefault(o => o.Label.Contains("Department", StringComparison.Ordinal)) is { } office)
        {
            return [new Actor { Id = "body/" + office.Id, Label = office.Label, Type = "organisation", State = office.Country }];
        }

        // "the president", "the defence minister" alone: the last person in such an office.
        if (states.Count == 0 && !plural && determiners.Contains("the") && recognizer.OfficeKindAt(tokens, word) is { } kind)
        {
            // In a government's own words "the President" is its own.
            if (char.IsUpper(tokens[word].Form[0]) && (doc.VoiceOf(s) is [{ State.Length: > 0 } author, ..] ? author.State : doc.Issuer) is { } speaking && HolderNamed(kind, speaking) is { } own)
            {
                return [own];
            }

            var person = _seen.LastOrDefault(a => a.Office is not null && kb.FindPerson(a.Label)?.Tenures.Exists(t => (t.Office == a.Office || doc.Anchor is not { } now || t.Covers(now)) && (t.Kind == kind || (kind == "leader" && t.Kind is "president" or "prime-minister") || (kind == "minister" && t.Kind.EndsWith("-minister", StringComparison.Ordinal) && t.Kind != "prime-minister"))) == true);
            // One whom no file knows, by the title that the report gives him: "the spokesperson".
            person ??= kind is not ("leader" or "official") ? doc.Mentions.Take(s + 1).SelectMany(m => m).LastOrDefault(m => m is { Role: NameRole.Person, Actor: not null } && m.OfficeKind is { } title && (title == kind || (title.EndsWith("spokesperson", StringComparison.Ordinal) && kind.EndsWith("spokesperson", StringComparison.Ordinal)) || (kind == "minister" && title.EndsWith("-minister", StringComparison.Ordinal) && title != "prime-minister")) && (m.Sentence < s || m.First < word))?.Actor : null;
            return person is not null ? [person] : recognizer.HolderInReport(doc, kind) is { } holder && char.IsUpper(tokens[word].Form[0]) ? [holder] : [];
        }

        // "called on the agency", "the bloc's ministers": the international body last told of that is one.
        if (states.Count == 0 && !plural && determiners.Contains("the") && lemma is "agency" or "alliance" or "bloc" or "union" or "organisation" or "organization" or "watchdog" or "grouping" && c.Children(word).All(x => tokens[x].Deprel is "det" or "case" or "punct" || tokens[x].Lower is "nuclear" or "un" or "u.n." or "27-nation" or "military"))
        {
            var bodies = doc.Mentions.Take(s + 1).SelectMany(m => m).Where(m => m.Sentence < s || m.First < word).Select(m => m.Fact).OfType<Organisation>().Where(o => o.Type == "organisation").Reverse().ToList();
            var named = lemma switch
            {
                "agency" or "watchdog" => bodies.Find(o => o.Label.Contains("Agency", StringComparison.Ordinal)),
                "alliance" => bodies.Find(o => o.Id == "NATO"),
                "union" => bodies.Find(o => o.Label.Contains("Union", StringComparison.Ordinal)),
                "organisation" or "organization" => bodies.Find(o => o.Label.Contains("Organi", StringComparison.Ordinal)),
                _ => bodies.FirstOrDefault(),
            };
            if (named is not null)
            {
                return [StateActor(named.Id)];
            }
        }

        if (states.Count == 0 && (ToldOf(s, word) ?? _focus ?? _recentBodyState ?? doc.Principal.FirstOrDefault()) is { } body)
        {
            // "the presidential office", "the prime minister's office"
            if (lemma == "office" && c.Children(word).Any(x => tokens[x].Lower is "presidential" || (tokens[x].Deprel == "nmod:poss" && tokens[x].Lower is "minister" or "president")))
            {
                return [new Actor { Id = "body/" + Slug.Of(doc.Words(s, c.Subtree(word).First, word) + " " + body), Label = $"{(kb.States.TryGetValue(body, out var seat) && seat.Adjectives.Length > 0 ? seat.Adjectives[0] : kb.LabelOf(body))} {(c.Children(word).Any(x => tokens[x].Lower == "presidential") ? "presidential office" : c.Children(word).Any(x => tokens[x].Lower == "president") ? "president's office" : "prime minister's office")}", Type = "organisation", State = body }];
            }

            if ((CommonBodies.Contains(lemma) || (lemma is "chamber" or "house" && c.Obliques(word).Exists(o => tokens[o.Word].Lemma.ToLowerInvariant() is "parliament" or "congress" or "legislature"))) && (determiners.Contains("the") || lemma is "chamber" or "house" || (lemma == "parliament" && c.Children(word).Count == 0) || (tokens[word].Deprel == "compound" && Papers.Contains(tokens[tokens[word].Head].Lemma.ToLowerInvariant()))))
            {
                return [_bodies.GetValueOrDefault(lemma) ?? Body(s, word, lemma, body, true, plural)];
            }

            // "a foreign ministry spokesman", of the state told of.
            if (lemma is "spokesman" or "spokeswoman" or "spokesperson" or "official" && c.Children(word).Any(x => tokens[x].Deprel == "compound" && CommonBodies.Contains(tokens[x].Lemma.ToLowerInvariant())))
            {
                return [_bodies[lemma] = Body(s, word, lemma, body, true, plural)];
            }
        }

        if (Papers.Contains(lemma))
        {
            return IssuerOf(s, word);
        }

        // "the high command said troops killed …": its own troops.
        if (states.Count == 0 && lemma is "troop" or "troops" or "force" or "forces" or "soldier" or "army" or "jet" or "aircraft" && !c.Children(word).Any(x => tokens[x].Deprel is "amod" or "compound" or "nmod" or "nmod:poss" or "det") && clauses[s].GovernorVerb(word) is { } act && clauses[s].Above(act) is >= 0 and var told && tokens[act].Deprel == "ccomp"
            && OfAll(s, c.Subjects(told)) is [{ State.Length: > 0 } teller, ..] && kb.States.ContainsKey(teller.State))
        {
            return [new Actor { Id = "force/" + teller.State.ToLowerInvariant(), Label = $"{(kb.States[teller.State].Adjectives is [var adjective, ..] ? adjective : kb.LabelOf(teller.State))} {tokens[word].Form}", Type = "force", State = teller.State }];
        }

        return [];

        bool Hangs(int i, int top)
        {
            for (var n = 0; n < 6 && i >= 0 && i != top; n++, i = tokens[i].Head)
            {
                if (!(tokens[i].Deprel is "appos" or "flat" or "nmod:desc" || (tokens[i].Deprel is "nmod" or "compound" && !(doc.MentionAt(s, i)?.Role == NameRole.Person && c.Children(i).Any(x => tokens[x].Deprel == "case")))))
                {
                    return false;
                }
            }

            return i == top;
        }

        void Collect(int w, int depth)
        {
            foreach (var child in c.Children(w))
            {
                if (depth > 3 || tokens[child].Deprel.StartsWith("acl", StringComparison.Ordinal) || tokens[child].Deprel is "appos" or "cc" or "parataxis")
                {
                    continue;
                }

                // An ambassador "to X" is of the state that sent him, an embassy "in X" too.
                if (depth == 0 && lemma is "ambassador" or "envoy" or "representative" or "emissary" or "embassy" or "consulate" or "mission" && states.Count > 0 && c.Children(child).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "to" or "in"))
                {
                    continue;
                }

                if (depth == 0 && tokens[child].Deprel == "conj" && !(doc.MentionAt(s, child) is { Role: NameRole.Adjective }))
                {
                    continue;
                }

                // "a US diplomat in Tbilisi", "diplomats in Brussels": where they are, not whose.
                if (tokens[child].Deprel.StartsWith("nmod", StringComparison.Ordinal) && doc.MentionAt(s, child) is { Fact: State } && c.Children(child).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower == "in") && (states.Count > 0 || lemma is "diplomat" or "spokesman" or "spokeswoman" or "spokesperson" or "source" or "observer" or "analyst"))
                {
                    continue;
                }

                if (doc.MentionAt(s, child) is { Fact: State state } && !states.Contains(state.Id))
                {
                    states.Add(state.Id);
                }
                else if (depth == 0 && lemma is "office" or "aide" or "adviser" or "spokesman" or "spokeswoman" or "spokesperson" && c.Children(child).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "of" or "to" or "for") && doc.MentionAt(s, child) is { Role: NameRole.Person, Actor.State: { Length: > 0 } seat } && !states.Contains(seat))
                {
                    // "the office of President X"
                    states.Add(seat);
                }
                else if (depth == 0 && tokens[child].Deprel == "nmod:poss" && lemma is "force" or "troop" or "army" or "military" or "government" or "administration" or "regime" or "navy" or "spokesman" or "spokeswoman" or "spokesperson" or "office" or "aide" && doc.MentionAt(s, child) is { Role: NameRole.Person, Actor.State: { Length: > 0 } ruled } && !states.Contains(ruled))
                {
                    // "Putin's forces" are his state's.
                    states.Add(ruled);
                }
                else if (doc.MentionAt(s, child) is { Fact: Organisation { Country.Length: > 0 } o } && !states.Contains(o.Country))
                {
                    states.Add(o.Country);
                }
                else if (doc.MentionAt(s, child) is { Fact: Organisation { Type: "organisation" } international } && !states.Contains(international.Id))
                {
                    states.Add(international.Id);
                }

                else if (depth == 0 && states.Count == 0 && LocalNouns.Contains(lemma) && doc.MentionAt(s, child) is { Fact: Place { Country.Length: > 0, Kind: "city" or "region" } town } && kb.States.ContainsKey(town.Country))
                {
                    // "police in Karachi": of the state where they are.
                    states.Add(town.Country);
                }

                var prep = c.Children(child).Select(x => tokens[x]).FirstOrDefault(x => x.Deprel == "case")?.Lower;
                if (tokens[child].Deprel is "amod" or "compound" or "nmod:poss" or "conj" or "nsubj" || (tokens[child].Deprel.StartsWith("nmod", StringComparison.Ordinal) && (prep is "of" or "from" or "to" or null || (prep == "in" && states.Count == 0) || (prep == "for" && depth == 0 && lemma is "spokesman" or "spokeswoman" or "spokesperson"))))
                {
                    Collect(child, depth + 1);
                }
            }
        }
    }

    /// <summary>Who issued a paper: "a Foreign Ministry statement", "the agency notice", "a statement by the party", "the group's statement".</summary>
    private List<Actor> IssuerOf(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        foreach (var x in clauses[s].Children(word).Where(x => tokens[x].Deprel is "compound" or "nmod:poss" or "amod" && tokens[x].Lower is not ("joint" or "their" or "its" or "his" or "her")).Concat(clauses[s].Obliques(word).Where(o => o.Prep is "by" or "from" or "of").Select(o => o.Word)))
        {
            if (Of(s, x) is { Count: > 0 } issuers && issuers.TrueForAll(a => a.Type != "people"))
            {
                return issuers;
            }
        }

        return [];
    }

    private readonly Dictionary<string, (Actor Actor, int Sentence)> _unnamed = new(StringComparer.Ordinal);

    /// <summary>Keeps somebody without a name by what he was called.</summary>
    private Actor Called(int s, Token noun, Actor actor)
    {
        if (noun.Xpos == "NN")
        {
            _unnamed[noun.Lemma] = (actor, s);
        }

        return actor;
    }

    /// <summary>Somebody without a name who says something: "one former official", "two diplomats". Labelled by what is said of him.</summary>
    public Actor? Unnamed(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        if (tokens[word].Lemma.ToLowerInvariant() is not ("official" or "diplomat" or "source" or "analyst" or "expert" or "spokesperson" or "spokesman" or "spokeswoman" or "lawmaker" or "adviser" or "aide" or "researcher" or "professor" or "officer" or "commentator" or "critic" or "militant" or "rebel" or "gunman" or "statement" or "communique" or "document"))
        {
            return null;
        }

        if (tokens[word].Lemma is "statement" or "communique" or "document")
        {
            return null;
        }

        var first = clauses[s].Children(word).Where(c => tokens[c].Deprel is "amod" or "compound" && c < word).Select(c => clauses[s].Subtree(c).First).DefaultIfEmpty(word).Min();
        var label = doc.Words(s, first, word);
        // "the official said" after "a US defence official said": the same one.
        if (first == word && tokens[word].Xpos == "NN" && clauses[s].Children(word).Any(x => tokens[x].Lower == "the") && _unnamed.TryGetValue(tokens[word].Lemma, out var before) && s - before.Sentence < 12)
        {
            return before.Actor;
        }

        // "an aide to X" is of X's state; "government officials" are of the state told of.
        var whose = clauses[s].Obliques(word).Where(o => o.Prep is "to" or "for" or "of").SelectMany(o => Of(s, o.Word)).FirstOrDefault(a => a is { Type: "person" or "state", State.Length: > 0 });
        var state = whose is not null ? whose.State : _focus is { } told && tokens.Skip(first).Take(word - first).Any(t => CommonBodies.Contains(t.Lemma.ToLowerInvariant())) ? told : "";
        label = whose is { Type: "person" } ? $"{label} to {whose.Label}" : label;
        return Called(s, tokens[word], new Actor { Id = "unnamed/" + Slug.Of(label), Label = label, Type = "person", State = state });
    }

    /// <summary>People called by what they are, with the words before that say of what kind or whose: "armed Kashmiri militants".</summary>
    public Actor Group(int s, int word, string state)
    {
        var first = clauses[s].Children(word).Where(x => x < word && word - x < 4 && doc.Sentences[s].Tokens[x].Deprel is "amod" or "compound").DefaultIfEmpty(word).Min();
        var label = doc.Words(s, first, word);
        return new Actor { Id = "unnamed/" + Slug.Of(label), Label = label, Type = "organisation", State = state };
    }

    private readonly List<Actor> _seen = [];
    private IReadOnlyList<string> _listed = [];

    /// <summary>Takes note of states that a sentence names in one breath: "South Korea, Japan and the United States", "US-Japan-South Korea".</summary>
    public void Note(int s)
    {
        var run = new List<string>();
        var last = -1;
        var tokens = doc.Sentences[s].Tokens;
        foreach (var m in doc.Mentions[s].Where(m => m.Fact is State))
        {
            var joined = last >= 0 && m.First - last <= 4 && tokens.Skip(last + 1).Take(m.First - last - 1).All(t => t.Lower is "," or "and" or "the" or "-" or "–" or "/");
            if (!joined)
            {
                run = [];
            }

            run.Add(((State)m.Fact!).Id);
            last = m.Last;
            if (run.Distinct().Count() >= 3)
            {
                _listed = [.. run.Distinct()];
            }
        }
    }

    private (int Sentence, IReadOnlyList<Actor> Speakers, Func<int, bool> Inside)? _quoted;

    /// <summary>Whose words the quotations of a sentence are, for "we" and "I" in them.</summary>
    public void Quoting(int s, IReadOnlyList<Actor> speakers, Func<int, bool> inside) => _quoted = (s, speakers, inside);

    private string? _recentBodyState;

    /// <summary>"the foreign ministers of X and Y": the holders on that day, where the report names them.</summary>
    private Actor? HolderNamed(string? kind, string state)
    {
        if (kind is null)
        {
            return null;
        }

        if ((doc.Anchor ?? doc.Published.Start) is not { } day)
        {
            // Of a report without a day: whom it names in that office.
            var named = doc.Mentions.SelectMany(m => m).Where(m => m is { Role: NameRole.Person, Actor: not null } && m.OfficeKind == kind && m.OfficeState == state && !m.Former).Select(m => m.Actor!).DistinctBy(a => a.Id).Take(2).ToList();
            return named.Count == 1 ? named[0] : null;
        }

        if (kind is "minister")
        {
            var ministers = doc.Mentions.SelectMany(m => m).Select(m => m.Actor).OfType<Actor>().Where(a => a.Type == "person" && a.State == state && a.Office?.Contains("Minister of", StringComparison.Ordinal) == true).DistinctBy(a => a.Id).Take(2).ToList();
            return ministers.Count == 1 ? ministers[0] : null;
        }

        string[] kinds = kind == "leader" ? ["president", "supreme-leader", "prime-minister", "monarch"] : [kind];
        var holders = kinds.Select(k => kb.Holder(state, k, day)?.Person).OfType<Person>().ToList();
        return doc.Mentions.SelectMany(m => m).Select(m => m.Actor).OfType<Actor>().FirstOrDefault(a => holders.Exists(h => h.Label == a.Label));
    }

    /// <summary>Who faces the persons last told of: the holders of the same offices on the other side, where the day is known.</summary>
    private List<Actor> CounterpartsOf(List<string> states)
    {
        var day = doc.Anchor ?? doc.Published.Start;
        var result = new List<Actor>();
        foreach (var state in states)
        {
            var found = false;
            foreach (var person in _recentPersons.Where(p => p.State != state).Append(_recentPerson).OfType<Actor>().DistinctBy(p => p.Id))
            {
                var kind = kb.FindPerson(person.Label)?.Tenures.Find(t => t.Office == person.Office)?.Kind;
                if (day is { } d && kind is not null && kb.Holder(state, kind, d) is { } holder && doc.Mentions.SelectMany(m => m).Any(m => m.Actor?.Label == holder.Person.Label))
                {
                    result.Add(new Actor { Id = holder.Person.Id, Label = holder.Person.Label, Type = "person", State = state, Office = holder.Office });
                    found = true;
                }
            }

            if (!found)
            {
                result.Add(StateActor(state));
            }
        }

        return result;
    }

    /// <summary>"the ministry": the one of that state that the report named last, be it in its head.</summary>
    private string? MinistryNamed(int s, string state) => doc.Mentions.Take(s + 1).SelectMany(m => m).Select(m => m.Fact).OfType<Organisation>().LastOrDefault(o => o.Country == state && (o.Label.StartsWith("Ministry", StringComparison.Ordinal) || o.Label.Contains("Department", StringComparison.Ordinal)))?.Label
        ?? doc.Origins.Select(o => o.Name).FirstOrDefault(n => n.StartsWith("Ministry", StringComparison.Ordinal));

    /// <summary>"ministry of foreign affairs", "department of state": the field of a ministry that stands behind it; null where none does.</summary>
    private string? OfWhat(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        return word + 2 < tokens.Count && tokens[word + 1].Lower is "of" or "for" ? tokens[word + 2].Lower switch
        {
            "foreign" => "Foreign Affairs",
            "external" => "External Affairs",
            "defence" or "defense" or "national" => "Defense",
            "state" => "State",
            "interior" or "home" => "Interior",
            "economy" => "Economy",
            "finance" => "Finance",
            "trade" => "Trade",
            _ => null,
        } : null;
    }

    /// <summary>"foreign ministry " before "spokesman"; empty where no body stands there.</summary>
    private string BodyBefore(int s, int word)
    {
        var tokens = doc.Sentences[s].Tokens;
        var first = clauses[s].Children(word).FirstOrDefault(x => x < word && tokens[x].Deprel == "compound" && CommonBodies.Contains(tokens[x].Lemma.ToLowerInvariant()), -1);
        if (first < 0)
        {
            // "South Korean intelligence officials"
            return word > 0 && tokens[word - 1] is { Deprel: "compound", Upos: "NOUN" } && doc.MentionAt(s, word - 1) is null && char.IsLower(tokens[word - 1].Form[0]) ? tokens[word - 1].Form + " " : "";
        }

        while (first > 0 && tokens[first - 1].Lower is "foreign" or "defence" or "defense" or "interior" or "finance" or "trade")
        {
            first--;
        }

        return doc.Words(s, first, word - 1).ToLowerInvariant() + " ";
    }

    private Actor Body(int s, int word, string lemma, string state, bool single, bool plural)
    {
        var tokens = doc.Sentences[s].Tokens;
        if (!kb.States.ContainsKey(state))
        {
            // "an EU diplomat": one of its people, by the name that stands before.
            if (lemma is "official" or "diplomat" or "spokesman" or "spokeswoman" or "spokesperson" or "source" or "envoy" or "mediator" or "inspector" && doc.Mentions[s].Find(m => m.Fact is Organisation { Type: "organisation" } && m.Last < word && word - m.Last < 4 && clauses[s].IsUnder(m.Head, word)) is { } named)
            {
                var called = $"{doc.Words(s, named.First, named.Last)} {lemma}{(plural ? "s" : "")}";
                return new Actor { Id = "body/" + Slug.Of(called), Label = called, Type = "organisation", State = StateActor(state).State };
            }

            return StateActor(state);
        }

        var of = kb.Of(state);
        var before = word > 0 && tokens[word - 1].Upos != "DET" ? tokens[word - 1].Lower : "";
        var adjective = state is "USA" ? "US" : kb.States.TryGetValue(state, out var st) && st.Adjectives.Length > 0 ? st.Adjectives[0] : kb.LabelOf(state);
        _recentBodyState = state;
        var label = lemma switch
        {
            "ministry" or "department" => OfWhat(s, word) is { } field ? $"{(lemma == "ministry" ? "Ministry" : "Department")} of {field}{(field == "State" ? "" : " of " + of)}" : before is "foreign" ? $"Ministry of Foreign Affairs of {of}" : before is "defense" or "defence" ? $"Ministry of Defense of {of}" : before.Length > 0 && doc.MentionAt(s, word - 1) is null && char.IsUpper(tokens[word - 1].Form[0]) ? $"{kb.LabelOf(state)} {doc.Words(s, word - 1, word)}" : before.Length > 0 && tokens[word - 1].Deprel is "compound" or "amod" && doc.MentionAt(s, word - 1) is null && lemma == "ministry" ? $"{adjective} {before} {lemma}" : MinistryNamed(s, state) ?? $"Government of {of}",
            "government" or "administration" or "cabinet" => $"{adjective} government",
            "embassy" => $"Embassy of {of}",
            "military" or "army" or "navy" or "command" or "staff" => $"{adjective} {lemma}",
            "parliament" or "senate" or "chamber" or "house" or "diet" or "knesset" or "duma" or "bundestag" or "majlis" or "rada" or "legislature" or "congress" or "assembly" => $"Parliament of {of}",
            "official" or "officer" or "diplomat" or "spokesman" or "spokeswoman" or "spokesperson" or "lawmaker" or "source" or "politician" or "general" or "admiral" or "colonel" or "commander" or "negotiator" or "analyst" or "expert" or "economist" or "deputy" or "legislator" or "senator" or "parliamentarian" => $"{adjective} {BodyBefore(s, word)}{(plural && lemma == "deputy" ? "deputies" : lemma + (plural ? "s" : ""))}",
            "media" => $"{adjective} media",
            // "the Ukrainian air force", "Ukraine's border guards"
            "force" or "guard" when word > 0 && tokens[word - 1].Lower is "air" or "border" or "coast" or "naval" or "armed" or "ground" => $"{adjective} {doc.Words(s, word - 1, word).ToLowerInvariant()}",
            _ => "",
        };
        if (label.Length == 0)
        {
            // A minister without a name is the one in office, where the record can know the day.
            if (single && !plural && recognizer.OfficeKindAt(tokens, word) is { } kind && doc.Anchor is { } day && kb.Holder(state, kind is "leader" ? "president" : kind, day) is { } holder && kind is not ("ambassador" or "minister" or "spokesperson" or "director" or "general" or "governor"))
            {
                return new Actor { Id = holder.Person.Id, Label = holder.Person.Label, Type = "person", State = state, Office = holder.Office };
            }

            return StateActor(state);
        }

        var house = lemma is "official" or "officer" or "source" or "aide" && word > 0 && doc.MentionAt(s, word - 1) is { Fact: Organisation } or { Fact: State } && Houses.Contains(tokens[word - 1].Form) ? tokens[word - 1].Form : null;
        label = house is null ? label : $"{house} {lemma}{(plural ? "s" : "")}";
        // "the Trump administration" is the state's government, called by its head.
        var printed = lemma is "government" or "administration" or "cabinet" && word > 0 && tokens[word - 1].Upos == "PROPN" && doc.MentionAt(s, word - 1) is null or { Role: NameRole.Person } && char.IsUpper(tokens[word - 1].Form[0]) ? doc.Words(s, word - 1, word) : label;
        return Called(s, tokens[word], new Actor { Id = "body/" + Slug.Of(label), Label = printed, Type = lemma is "military" or "army" or "navy" or "force" ? "force" : "organisation", State = state });
    }

    /// <summary>Remembers whom a clause told of, for the pronouns and groups that follow.</summary>
    public void Remember(IReadOnlyList<Actor> together)
    {
        foreach (var person in together.Where(a => a.Type == "person"))
        {
            _seen.Add(person);
        }

        var persons = together.Where(a => a.Type == "person").ToList();
        if (persons.Count >= 2)
        {
            _recentPersons = persons;
        }

        if (together.Select(a => a.State).Where(x => x.Length > 0).Distinct().Count() >= 2)
        {
            _recentGroup.Clear();
            _recentGroup.AddRange(together.Where(a => a.State.Length > 0));
        }
    }

    public void RememberSubject(IReadOnlyList<Actor> subject)
    {
        if (States(subject) is [var one] && kb.States.ContainsKey(one))
        {
            _focus = one;
        }

        if (subject.FirstOrDefault(a => a.Type == "person") is { } person)
        {
            // After "the two met", "he" is whoever it was before, where he is one of them.
            if (_recentPerson is null || !subject.Any(a => a.Id == _recentPerson.Id))
            {
                _recentPerson = person;
            }

            _seen.Add(person);
        }
        else if (subject.Count == 1 && subject[0].State.Length > 0)
        {
            _recentBody = subject[0];
        }

        Remember(subject);
    }

    /// <summary>Codes of the states and organisations that actors belong to, in ordinal order.</summary>
    public static List<string> States(IEnumerable<Actor> actors) => [.. actors.Select(a => a.State).Where(x => x.Length > 0).Distinct().Order(StringComparer.Ordinal)];
}
