namespace Entente.Language;

/// <summary>How firmly a clause stands: what happened, what is to come, what is merely thought of.</summary>
public enum Mood
{
    Occurred,
    Ongoing,
    Planned,
    Hypothetical,
    Alleged,
    Denied,
}

/// <summary>Who does what to whom in a sentence: subjects through control and coordination, negation, modality, reported speech.</summary>
public sealed class Clauses
{
    private static readonly HashSet<string> Future = new(StringComparer.Ordinal) { "will", "shall", "'ll", "’ll", "wo" };
    private static readonly HashSet<string> Possible = new(StringComparer.Ordinal) { "may", "might", "could", "can", "should", "must", "ca", "ought" };
    private static readonly HashSet<string> Planning = new(StringComparer.Ordinal) { "plan", "intend", "expect", "schedule", "set", "prepare", "agree", "decide", "pledge", "promise", "vow", "swear", "commit", "aim", "due", "poise", "slate", "offer", "announce", "propose", "hope", "want", "seek", "ready" };
    private static readonly HashSet<string> Unreal = new(StringComparer.Ordinal) { "want", "hope", "seek", "wish", "consider", "urge", "ask", "call", "press", "demand", "refuse", "decline", "fail", "threaten", "propose", "oblige", "allow", "commit", "try", "offer", "fear", "avoid", "prevent", "oppose", "suggest", "doubt", "able", "unable", "need", "encourage", "invite", "accept" };
    private static readonly HashSet<string> AllegingVerbs = new(StringComparer.Ordinal) { "accuse", "allege", "claim", "blame", "suspect" };

    /// <summary>Verbs whose object does what the infinitive says: "urged X to go".</summary>
    private static readonly HashSet<string> ObjectControl = new(StringComparer.Ordinal) { "urge", "ask", "allow", "press", "tell", "order", "force", "invite", "persuade", "encourage", "request", "want", "permit", "enable", "get", "make", "let", "warn", "expect", "require", "oblige", "commit", "advise", "help", "call", "instruct", "remind", "implore" };

    private readonly IReadOnlyList<Token> _t;
    private readonly List<int>[] _children;

    public Clauses(Sentence sentence)
    {
        _t = sentence.Tokens;
        _children = new List<int>[_t.Count];
        for (var i = 0; i < _t.Count; i++)
        {
            _children[i] = [];
        }

        for (var i = 0; i < _t.Count; i++)
        {
            if (_t[i].Head >= 0)
            {
                _children[_t[i].Head].Add(i);
            }
        }
    }

    public IReadOnlyList<int> Children(int i) => _children[i];

    /// <summary>A gerund used as a noun ("weeks of fighting") tells of no act of its own.</summary>
    public bool IsNominal(int i) => _t[i].Xpos == "VBG" && (_children[i].Any(c => _t[c].Deprel is "case" or "det" || (_t[c].Deprel == "mark" && _t[c].Lower is "of" or "on" or "about" && i > 1)) || _t[i].Deprel is "amod" or "compound");

    public bool IsVerb(int i) => _t[i].Upos == "VERB" || (_t[i].Upos == "AUX" && !IsRel(i, "aux") && !IsRel(i, "cop"));

    private bool IsRel(int i, string relation) => _t[i].Deprel == relation || (_t[i].Deprel.Length > relation.Length && _t[i].Deprel.StartsWith(relation, StringComparison.Ordinal) && _t[i].Deprel[relation.Length] == ':');

    public IEnumerable<int> With(int head, params string[] relations) => _children[head].Where(c => relations.Any(r => IsRel(c, r)));

    /// <summary>Words joined to one by coordination, itself first.</summary>
    public IEnumerable<int> Coordinated(int i)
    {
        yield return i;
        // What "according to" governs is a source, whatever the parser hangs it on.
        foreach (var c in _children[i].Where(c => IsRel(c, "conj") && !IsVerb(c) && !_children[c].Any(x => _t[x].Lower == "according")))
        {
            foreach (var further in Coordinated(c))
            {
                yield return further;
            }
        }
    }

    /// <summary>Done to its subject; "was summoned and handed a note" shares the auxiliary.</summary>
    public bool IsPassive(int verb) => LeadingParticiple(verb) || (_t[verb] is { Xpos: "VBN", Deprel: "conj", Head: >= 0 and var first } && _t[first].Xpos == "VBN" && IsPassive(first) && !_children[verb].Any(c => IsRel(c, "aux") || IsRel(c, "nsubj"))) || _children[verb].Any(c => _t[c].Deprel is "aux:pass" or "nsubj:pass") || (_t[verb].Xpos == "VBN" && _t[verb].Deprel is "acl" && !_children[verb].Any(c => IsRel(c, "aux")));

    /// <summary>The words that the clause is said of: its own subject, or the one that it shares with the clause above.</summary>
    /// <summary>"Signed in 1960, the treaty …": a participle at the head of a sentence, of what the sentence is about.</summary>
    private bool LeadingParticiple(int verb) => verb <= 1 && _t[verb] is { Xpos: "VBN" or "VBD", Deprel: "advcl", Head: > 1 } && !_children[verb].Any(c => _t[c].Deprel is "aux" or "mark" or "nsubj" or "obj");

    public List<int> Subjects(int verb, int depth = 0)
    {
        // Of two subjects that a parser gives a verb the nearer is meant; a possessive is none.
        var own = _children[verb].Where(c => _t[c].Deprel is "nsubj" or "nsubj:pass" or "nsubj:outer" && !_children[c].Any(x => _t[x] is { Xpos: "POS", Deprel: "case" })).OrderBy(c => c < verb ? verb - c : 1000 + c).ToList();
        if (own.Count > 1)
        {
            // "the minister on Monday met": a day between subject and verb is none.
            own = [.. own.Where(c => !IsTime(_t[c])).DefaultIfEmpty(own[0])];
        }

        if (own.Count > 0)
        {
            var subject = own[0];
            if (_t[subject].Lower is "who" or "which" or "that" or "whom" && _t[verb].Deprel.StartsWith("acl", StringComparison.Ordinal) && _t[verb].Head >= 0)
            {
                return [.. Coordinated(_t[verb].Head)];
            }

            // A relative pronoun that hangs wrongly still means the noun before it.
            if (_t[subject].Lower is "who" or "which" && own.Count > 1)
            {
                return [.. Coordinated(own[1])];
            }

            return [.. Coordinated(subject)];
        }

        // A bare noun before a finite verb that the parser called an oblique is its subject.
        if (_t[verb].Xpos is "VBD" or "VBZ" or "VBP" || _children[verb].Any(c => IsRel(c, "aux") && c < verb))
        {
            var bare = _children[verb].Where(c => c < verb && (_t[c].Deprel is "obl" or "dep" or "nmod" or "dislocated" or "vocative" or "obl:unmarked") && _t[c].Upos is "NOUN" or "PROPN" && !_children[c].Any(x => _t[x].Deprel is "case" or "mark") && !IsTime(_t[c])).ToList();
            if (bare.Count > 0)
            {
                return [.. Coordinated(bare[^1])];
            }
        }

        var head = _t[verb].Head;
        if (head < 0 || depth > 5)
        {
            return [];
        }

        if (Blamed(verb) is >= 0 and var blamed)
        {
            return [.. Coordinated(blamed)];
        }

        switch (_t[verb].Deprel)
        {
            case "xcomp":
                // "urged X to go": the object of the verb above does it; otherwise its subject.
                var above = _children[head].FirstOrDefault(c => _t[c].Deprel is "obj" or "iobj" && _t[c].Upos is "NOUN" or "PROPN" or "PRON", -1);
                return above >= 0 && IsVerb(head) && ObjectControl.Contains(_t[head].Lemma) ? [.. Coordinated(above)] : Subjects(head, depth + 1);
            case "conj" or "advcl" or "parataxis" or "ccomp" or "dep":
                return Subjects(head, depth + 1);
            case "acl" when !IsPassive(verb):
                // "a pledge to defend", "a statement rejecting": who made it.
                return IsVerb(head) || _children[head].Any(c => _t[c].Deprel == "cop") ? Subjects(head, depth + 1) : GovernorVerb(head) is { } g ? Subjects(g, depth + 1) : [];
            default:
                return [];
        }
    }

    private static readonly HashSet<string> Accusing = new(StringComparer.Ordinal) { "accuse", "suspect", "charge" };

    /// <summary>Verbs that hold against their object, or give it credit for, what "of" or "for" names.</summary>
    private static readonly HashSet<string> Blaming = new(StringComparer.Ordinal) { "accuse", "suspect", "charge", "blame", "criticise", "criticize", "condemn", "denounce", "blast", "slam", "rebuke", "chide", "lambast", "lambaste", "castigate", "fault", "punish", "sanction", "praise", "thank", "commend", "hail", "congratulate", "applaud", "convict", "prosecute", "arrest", "jail", "fine" };

    /// <summary>"blasted X for conducting a drill": who does what the gerund says is the one blamed; -1 where nobody is.</summary>
    private int Blamed(int verb) => Blamer(verb) is >= 0 and var above ? _children[above].FirstOrDefault(c => _t[c].Deprel is "obj" or "iobj" or "nsubj:pass" && _t[c].Upos is "NOUN" or "PROPN" or "PRON", -1) : -1;

    private int Blamer(int verb)
    {
        if (_t[verb].Xpos != "VBG" || !_children[verb].Any(c => c < verb && _t[c].Deprel is "mark" or "case" && _t[c].Lower is "for" or "of" or "over"))
        {
            // "for arming and training": the second of two has its preposition from the first.
            return _t[verb] is { Xpos: "VBG", Deprel: "conj" } && _t[verb].Head is >= 0 and var first && _t[first].Xpos == "VBG" ? Blamer(first) : -1;
        }

        var above = _t[verb].Deprel is "advcl" or "acl" or "xcomp" or "obl" or "nmod" && _t[verb].Head is >= 0 and var head ? IsVerb(head) ? head : _t[head].Deprel == "obj" ? _t[head].Head : -1 : -1;
        return above >= 0 && Blaming.Contains(_t[above].Lemma) ? above : -1;
    }

    private static bool IsTime(Token t) => t.Lower is "today" or "yesterday" or "tomorrow" or "monday" or "tuesday" or "wednesday" or "thursday" or "friday" or "saturday" or "sunday" or "week" or "month" or "year" or "day" or "hour" or "hours" or "time" or "morning" or "evening" or "night";

    public List<int> Objects(int verb)
    {
        var result = new List<int>();
        foreach (var c in _children[verb])
        {
            if (_t[c].Deprel is "obj" or "iobj" || (_t[c].Deprel == "nsubj:pass"))
            {
                // "the land, which was annexed": the noun that the clause describes.
                result.AddRange(Coordinated(_t[c].Lower is "which" or "that" or "who" or "whom" && _t[verb].Deprel == "acl:relcl" && _t[verb].Head >= 0 ? _t[verb].Head : c));
            }
        }

        // "the promise he gave", "the treaty X and Y signed": a clause without an object that stands right behind a noun describes its object.
        if (result.Count == 0 && _t[verb] is { Deprel: "acl:relcl", Head: >= 0 and var described } && !IsTime(_t[described]) && _t[described].Upos is "NOUN" or "PROPN" && _children[verb].Exists(c => IsRel(c, "nsubj")) && !_children[verb].Exists(c => IsRel(c, "ccomp")) && !_children[verb].Exists(c => IsRel(c, "xcomp"))
            && _children[verb].TrueForAll(c => !(_t[c].Lower is "who" or "which" or "that" or "where" or "when" or "why" or "whose" or "how") && _t[c].Deprel is not "cop") && !_children[verb].SelectMany(c => _children[c]).Any(c => _t[c].Lower is "which" or "whom" or "whose"))
        {
            result.AddRange(Coordinated(described));
        }

        if (result.Count == 0 && LeadingParticiple(verb))
        {
            var main = _t[verb].Head;
            result.AddRange(_children[main].Where(c => _t[c].Deprel is "nsubj" or "nsubj:pass").SelectMany(Coordinated));
            if (_children[main].Exists(c => _t[c].Deprel == "cop"))
            {
                result.Add(main);
            }
        }

        if (result.Count == 0 && _t[verb].Deprel is "acl" && IsPassive(verb) && _t[verb].Head >= 0)
        {
            result.AddRange(Coordinated(_t[verb].Head));
        }

        return result;
    }

    /// <summary>Obliques of a verb, and of its object noun, with their prepositions.</summary>
    public List<(string Prep, int Word)> Obliques(int word)
    {
        var result = new List<(string, int)>();
        foreach (var c in _children[word])
        {
            if (IsRel(c, "obl") || IsRel(c, "nmod"))
            {
                var prep = _t[c].Deprel == "nmod:poss" ? "'s" : _children[c].Where(x => _t[x].Deprel == "case").Select(x => _t[x].Lower).FirstOrDefault() ?? (_t[c].Deprel == "obl:agent" ? "by" : "");
                foreach (var x in Coordinated(c))
                {
                    result.Add((prep, x));
                }
            }
        }

        return result;
    }

    /// <summary>The nearest verb that a word hangs under.</summary>
    public int? GovernorVerb(int word)
    {
        var i = _t[word].Head;
        for (var n = 0; i >= 0 && n < 60; n++, i = _t[i].Head)
        {
            if (IsVerb(i))
            {
                return i;
            }
        }

        return null;
    }

    public bool IsNegated(int verb) => _children[verb].Any(c => (_t[c].Lower is "not" && !(c + 1 < _t.Count && _t[c + 1].Lower is "only" or "just" or "merely")) || _t[c].Lower is "n't" or "n’t" or "never" or "neither" or "nor") || _children[verb].Any(c => _t[c].Deprel is "nsubj" or "obj" or "nsubj:pass" && (_t[c].Lower is "nobody" or "nothing" or "none" || _children[c].Any(d => _t[d].Lower == "no" && _t[d].Deprel == "det")));

    /// <summary>The verb or noun that governs a clause through complement, coordination aside; -1 at the top.</summary>
    public int Above(int verb)
    {
        var i = verb;
        while (_t[i].Deprel == "conj" && _t[i].Head >= 0 && (IsVerb(_t[i].Head) || _children[_t[i].Head].Any(c => _t[c].Deprel == "cop")))
        {
            i = _t[i].Head;
        }

        return _t[i].Deprel is "xcomp" or "ccomp" or "advcl" or "acl" or "acl:relcl" or "csubj" ? _t[i].Head : -1;
    }

    private int FirstComma()
    {
        var i = 0;
        while (i < _t.Count && _t[i].Form != ",")
        {
            i++;
        }

        return i;
    }

    /// <summary>The noun for what somebody tells that a clause hangs on, or that the noun it hangs on belongs to ("reports in the media that …"); -1 where there is none.</summary>
    private int Told(int noun)
    {
        for (var n = 0; n < 2 && noun >= 0 && _t[noun].Upos == "NOUN"; n++, noun = _t[noun].Head)
        {
            if (_t[noun].Lemma is "report" or "claim" or "rumour" or "rumor" or "allegation" or "suggestion" or "accusation" or "charge" or "notion")
            {
                return noun;
            }
        }

        return -1;
    }

    /// <summary>What the clause claims of the world, its own words and those above it considered.</summary>
    public Mood MoodOf(int verb) => MoodOf(verb, 0);

    private Mood MoodOf(int verb, int depth)
    {
        if (depth > 8)
        {
            return Mood.Occurred;
        }

        // In a statement an auxiliary stands before its verb; one after it was hung wrongly.
        var auxiliaries = _children[verb].Where(c => IsRel(c, "aux") && c < verb).Select(c => _t[c].Lower).ToList();
        // "Should X happen, Y would …", "Were it invoked, …": a case put, in both its halves.
        if (_t.Count > 3 && _t[0].Form is "Should" or "Were" or "Had" && _t[1].Upos is "DET" or "PROPN" or "PRON" or "NOUN" or "ADJ" && _t[^1].Form != "?" && (verb < FirstComma() || auxiliaries.Exists(a => a is "would" or "could" or "might" or "will" or "can")))
        {
            return Mood.Hypothetical;
        }

        var mood = Mood.Occurred;
        if (auxiliaries.Exists(Possible.Contains))
        {
            mood = Mood.Hypothetical;
        }
        else if (auxiliaries.Exists(a => Future.Contains(a) || a == "would" || a == "'d"))
        {
            mood = Mood.Planned;
        }
        else if (_t[verb].Xpos == "VBG" && auxiliaries.Exists(a => a is "is" or "are" or "am" or "'s" or "'re" or "been") && !auxiliaries.Contains("had"))
        {
            mood = Mood.Ongoing;
        }

        if (_children[verb].Any(c => _t[c].Deprel == "mark" && _t[c].Lower is "if" or "unless" or "whether") || (_t[verb].Deprel == "conj" && _t[verb].Head >= 0 && _children[verb].Any(c => _t[c].Lower == "or") && _children[_t[verb].Head].Any(c => _t[c].Deprel == "mark" && _t[c].Lower is "whether" or "if" or "unless")))
        {
            return Mood.Hypothetical;
        }

        // "If …, X will …": the main clause hangs on the condition.
        if (_children[verb].Any(c => _t[c].Deprel == "advcl" && _children[c].Any(m => _t[m].Deprel == "mark" && _t[m].Lower is "if" or "unless" or "should") && _t[c].Head == verb) && mood != Mood.Occurred && mood != Mood.Ongoing)
        {
            return Mood.Hypothetical;
        }

        // "will enter into force once it is signed": what a clause of time in the present tense tells of is as much to come as the rest.
        if (mood == Mood.Occurred && _t[verb].Deprel == "advcl" && _t[verb].Head is >= 0 and var later && _children[verb].Any(c => _t[c].Deprel == "mark" && _t[c].Lower is "after" or "once" or "when" or "until" or "before") && (_t[verb].Xpos is "VBP" or "VBZ" || auxiliaries.Count == 0 && _children[verb].Any(c => IsRel(c, "aux:pass") && _t[c].Lower is "is" or "are")) && MoodOf(later, depth + 1) is Mood.Planned or Mood.Hypothetical)
        {
            return Mood.Planned;
        }

        if (_t[verb].Deprel == "conj" && _t[verb].Head is >= 0 and var leading && IsVerb(leading) && mood == Mood.Occurred && _t[verb].Xpos is "VBP" or "VBZ" && _t[leading].Deprel == "advcl" && MoodOf(leading, depth + 1) == Mood.Planned)
        {
            return Mood.Planned;
        }

        if (_t[verb].Deprel == "conj" && _t[verb].Head >= 0 && IsVerb(_t[verb].Head) && mood == Mood.Occurred && auxiliaries.Count == 0 && _t[verb].Xpos is "VB" or "VBN" or "VBG")
        {
            return MoodOf(_t[verb].Head, depth + 1);
        }

        // "X and Y to sign pact": a headline's future.
        if (mood == Mood.Occurred && _t[verb] is { Xpos: "VB", Head: -1 } && auxiliaries.Count == 0 && _children[verb].Any(c => _t[c].Lower == "to" && _t[c].Deprel == "mark") && _children[verb].Any(c => c < verb && _t[c].Deprel == "nsubj"))
        {
            return Mood.Planned;
        }

        // "is to meet": arranged, not done.
        if (mood == Mood.Occurred && IsArranged(verb))
        {
            return Mood.Planned;
        }

        var above = Above(verb);
        if (above < 0)
        {
            return mood;
        }

        // "reports that X had agreed are unfounded", "dismissed reports that it had": what is told, and not so.
        if (_t[verb].Deprel.StartsWith("acl", StringComparison.Ordinal) && Told(above) is >= 0 and var account && _children[verb].Any(c => c < verb && _t[c].Lower == "that"))
        {
            var (first, last) = Subtree(account);
            var untrue = Enumerable.Range(0, _t.Count).Any(i => (i < first || i > last || i == _t[account].Head || IsRel(i, "amod") && _t[i].Head == account) && _t[i].Lower is "unfounded" or "untrue" or "false" or "baseless" or "groundless" or "fabricated");
            return untrue || (_t[account].Head is >= 0 and var judged && _t[judged].Lemma is "deny" or "reject" or "dismiss" or "refute" or "rebut" or "dispute") ? Mood.Denied : mood == Mood.Occurred ? Mood.Alleged : mood;
        }

        var lemma = _t[above].Lemma;
        var relation = Root(verb);
        // "were in Tokyo to meet": being there for it tells of it.
        if (relation is "advcl" or "acl" && _t[above].Upos == "PROPN" && _children[above].Any(c => _t[c].Deprel == "cop") && _children[above].Any(c => _t[c].Deprel == "case" && _t[c].Lower is "in" or "at"))
        {
            return _children[above].Any(c => IsRel(c, "aux") && Future.Contains(_t[c].Lower)) ? Mood.Planned : Mood.Occurred;
        }

        if (relation == "xcomp" || (relation is "acl" && _children[verb].Any(c => _t[c].Lower == "to")) || (relation is "advcl" && _t[verb].Xpos == "VB"))
        {
            // "became the last country to ratify": it did.
            if (!IsVerb(above) && (_children[above].Any(c => c < above && _t[c].Lower is "last" or "first" or "only" or "latest" or "second" or "third") || _t[above].Lower is "first" or "last") && GovernorVerb(above) is { } becoming)
            {
                return MoodOf(becoming, depth + 1);
            }

            // "denied supplying weapons"
            if (lemma is "deny" or "dispute" && _t[verb].Xpos == "VBG")
            {
                return IsNegated(above) ? Mood.Hypothetical : Mood.Denied;
            }

            if (!IsVerb(above) && _t[above].Upos is "NOUN" or "ADJ")
            {
                return lemma is "plan" or "agreement" or "decision" or "pledge" or "commitment" or "deal" or "ready" or "due" or "set" or "intention" or "intent" ? Mood.Planned : Mood.Hypothetical;
            }

            // "it deemed them to have seized it", under a condition: no more than the condition.
            if (relation == "xcomp" && IsVerb(above) && MoodOf(above, depth + 1) == Mood.Hypothetical)
            {
                return Mood.Hypothetical;
            }

            if (lemma is "be" or "have" or "go" || Planning.Contains(lemma))
            {
                return IsNegated(above) || Unreal.Contains(lemma) ? Mood.Hypothetical : MoodOf(above, depth + 1) == Mood.Hypothetical ? Mood.Hypothetical : Mood.Planned;
            }

            // "arrived in X to take part": whoever has come for a thing is about to do it.
            if (relation == "advcl" && lemma is "arrive" or "come" or "gather" or "land" or "travel" or "fly" && MoodOf(above, depth + 1) is Mood.Occurred or Mood.Ongoing && !IsNegated(above))
            {
                return _t[verb].Lemma is "participate" or "take" or "join" or "attend" ? Mood.Ongoing : Mood.Planned;
            }

            if (Unreal.Contains(lemma) || relation == "advcl")
            {
                return Mood.Hypothetical;
            }

            return lemma is "begin" or "start" or "continue" or "resume" or "help" or "manage" or "go" or "force" or "compel" ? MoodOf(above, depth + 1) : _t[verb].Xpos == "VB" ? Mood.Planned : mood;
        }

        // "accused X of arming rebels": what somebody is accused of is somebody's word.
        if (Blamed(verb) >= 0 && Accusing.Contains(_t[Blamer(verb)].Lemma))
        {
            return Mood.Alleged;
        }

        if (relation == "ccomp")
        {
            if (lemma is "deny" or "dispute" or "reject")
            {
                return Mood.Denied;
            }

            if (AllegingVerbs.Contains(lemma))
            {
                return mood == Mood.Occurred ? Mood.Alleged : mood;
            }

            if (lemma is "hope" or "wish" or "suggest" or "propose" or "demand" or "urge" or "fear" or "insist" or "doubt" or "ask" or "wonder" or "want" && mood is Mood.Occurred)
            {
                return Mood.Hypothetical;
            }

            if (IsNegated(above))
            {
                return Mood.Hypothetical;
            }
        }

        // "look forward to hosting", "committed to providing": to come.
        if (_t[verb].Xpos == "VBG" && auxiliaries.Count == 0 && _children[verb].Any(c => _t[c].Lower == "to" && c < verb) && IsVerb(above) && (lemma is "commit" or "object" or "agree" || (lemma == "look" && _children[above].Any(c => _t[c].Lower == "forward"))))
        {
            return MoodOf(above, depth + 1) == Mood.Hypothetical ? Mood.Hypothetical : Mood.Planned;
        }

        // "warned them against joining", "without signing", "instead of meeting": not done.
        if (_t[verb].Xpos == "VBG" && _children[verb].Any(c => _t[c].Deprel is "mark" or "case" && _t[c].Lower is "against" or "without" or "instead" or "from" && c < verb))
        {
            return Mood.Hypothetical;
        }

        if (relation == "advcl" && _children[verb].Any(c => _t[c].Deprel == "mark" && _t[c].Lower is "if" or "unless" or "in"))
        {
            return Mood.Hypothetical;
        }

        // "moved to punish X after accusing it": what comes before a plan has happened.
        if (relation == "advcl" && mood == Mood.Occurred && _t[verb].Xpos == "VBG" && _children[verb].Any(c => _t[c].Deprel is "mark" or "case" && _t[c].Lower == "after") && IsVerb(above) && _t[above].Xpos == "VB" && Root(above) == "xcomp" && MoodOf(_t[above].Head, depth + 1) is Mood.Occurred or Mood.Ongoing)
        {
            return Mood.Occurred;
        }

        // Below something that is itself only possible or planned, nothing has happened; a relative clause stands for itself.
        var temporal = _children[verb].Any(c => _t[c].Deprel == "mark" && _t[c].Lower is "until" or "once") || _children[verb].Any(c => _t[c].Deprel is "advmod" or "mark" && _t[c].Lower == "when");
        if (relation is "acl" or "advcl" && mood == Mood.Occurred && (_t[verb].Xpos is "VBG" or "VB" || temporal) && IsVerb(above))
        {
            var upper = MoodOf(above, depth + 1);
            return upper is Mood.Hypothetical or Mood.Planned ? upper : mood;
        }

        return mood;
    }

    private string Root(int verb)
    {
        var i = verb;
        while (_t[i].Deprel == "conj" && _t[i].Head >= 0 && IsVerb(_t[i].Head))
        {
            i = _t[i].Head;
        }

        return _t[i].Deprel;
    }

    /// <summary>"had done": told as earlier than the rest.</summary>
    public bool IsPluperfect(int verb) => _children[verb].Any(c => _t[c].Deprel == "aux" && _t[c].Lower is "had" or "'d") && _t[verb].Xpos == "VBN";

    /// <summary>First and last word under a word, punctuation at the ends aside.</summary>
    public (int First, int Last) Subtree(int word)
    {
        int first = word, last = word;
        var stack = new Stack<int>();
        stack.Push(word);
        while (stack.Count > 0)
        {
            var i = stack.Pop();
            (first, last) = (Math.Min(first, i), Math.Max(last, i));
            foreach (var c in _children[i])
            {
                stack.Push(c);
            }
        }

        while (first < word && _t[first].Upos == "PUNCT")
        {
            first++;
        }

        while (last > word && _t[last].Upos == "PUNCT")
        {
            last--;
        }

        return (first, last);
    }

    /// <summary>The words under a verb without the verbs that are joined to it.</summary>
    public (int First, int Last) OwnSpan(int verb)
    {
        var (first, last) = Subtree(verb);
        // Verbs that share their object ("defend and strengthen it") stay together.
        var joined = _children[verb].Where(c => c > verb && (IsRel(c, "conj") || (_t[c].Deprel == "parataxis" && _children[c].Any(x => _t[x].Deprel == "nsubj"))) && IsVerb(c) && (_children[c].Any(x => _t[x].Deprel is "mark" or "nsubj" || IsRel(x, "aux")) || _children[verb].Any(x => _t[x].Deprel is "obj" && x < c))).Select(c => Subtree(c).First).DefaultIfEmpty(last + 1).Min();
        last = Math.Max(verb, Math.Min(last, joined - 1));
        while (last > verb && (_t[last].Upos == "PUNCT" || _t[last].Deprel == "cc"))
        {
            last--;
        }

        return (first, last);
    }

    /// <summary>The words under a noun without the relative clauses that describe it.</summary>
    public (int First, int Last) NounSpan(int noun)
    {
        var (first, last) = Subtree(noun);
        var described = _children[noun].Where(c => c > noun && _t[c].Deprel is "acl:relcl" or "parataxis").Select(c => Subtree(c).First).DefaultIfEmpty(last + 1).Min();
        last = Math.Max(noun, Math.Min(last, described - 1));
        while (last > noun && (_t[last].Upos == "PUNCT" || _t[last].Deprel is "mark" or "case"))
        {
            last--;
        }

        return (first, last);
    }

    /// <summary>"are to be stationed": arranged, without a modal.</summary>
    public bool IsArranged(int verb) => _children[verb].Any(c => _t[c].Lower == "to" && _t[c].Deprel == "mark" && c < verb) && _children[verb].Any(c => c < verb && _t[c].Lower is "is" or "are" or "was" or "were" && (IsRel(c, "cop") || IsRel(c, "aux")));

    public bool IsUnder(int word, int head)
    {
        for (var n = 0; word >= 0 && n < 200; n++, word = _t[word].Head)
        {
            if (word == head)
            {
                return true;
            }
        }

        return false;
    }
}
