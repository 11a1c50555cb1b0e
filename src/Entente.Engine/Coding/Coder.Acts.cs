using Entente.Engine.Recognition;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;

namespace Entente.Engine.Coding;

/// <summary>Acts of the coding manual's types by whomever they are done (rules/acts.tsv): asked where rules/events.tsv gives nothing for a word.</summary>
public sealed partial class Coder
{
    private static readonly string[] PeoplesEndings = ["ist", "man", "woman", "crat", "eer", "folk", "people", "er", "or", "ian", "ant", "ent"];

    /// <summary>A word stands in a list of the file.</summary>
    private bool In(string list, string lemma) => _rules.ActWords(list).Contains(lemma);

    private Claim.Event? ManualAct(int s, int i, bool isVerb)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var lemma = tokens[i].Lemma.ToLowerInvariant();
        var adjective = !isVerb && tokens[i].Upos == "ADJ";
        if (isVerb && (ThreatOnCondition(s, i) ?? DoneTogether(s, i) ?? DoneByProtesters(s, i)) is { } special)
        {
            return special;
        }

        if (!_rules.Acts.TryGetValue((isVerb ? "verb " : adjective ? "adj " : "noun ") + lemma, out var rules))
        {
            return null;
        }

        if (isVerb)
        {
            return c.IsNominal(i) || tokens[i].Deprel == "amod" ? null : rules.Where(r => FitsVerb(s, i, r)).Take(1).Select(r => ToldByVerb(s, i, r)).FirstOrDefault();
        }

        if (adjective)
        {
            var ready = rules.Find(r => c.With(i, "cop").Any() && c.Children(i).Any(x => tokens[x].Deprel is "xcomp" or "ccomp" or "advcl" || (tokens[x].Deprel == "obl" && tokens[x].Upos == "NOUN")) && !c.IsNegated(i) && c.Subjects(i).Exists(x => Acting(s, x)));
            return ready is null ? null : Made(s, i, ready, c.Subjects(i), [], Mood.Occurred);
        }

        return rules.Where(r => FitsNoun(s, i, r)).Take(1).Select(r => ToldByNoun(s, i, r)).FirstOrDefault();
    }

    /// <summary>Whoever may act: a name, a pronoun, or any noun that is not for things.</summary>
    private bool Acting(int s, int word)
    {
        var t = Tokens(s)[word];
        return _parties.Of(s, word).Count > 0 || (t.Upos is "PRON" or "DET" ? t.Lower is not ("this" or "what" or "nothing" or "something" or "anything" or "there") : t.Upos is "PROPN" ? !(_doc.MentionAt(s, word) is { Fact: Place }) : t.Upos is "NUM" || (t.Upos is "NOUN" or "ADJ" or "ADV" && !In("THINGS", t.Lemma.ToLowerInvariant())));
    }

    /// <summary>Somebody and not something, as far as the word itself tells.</summary>
    private bool Human(int s, int word)
    {
        var t = Tokens(s)[word];
        var lemma = t.Lemma.ToLowerInvariant();
        return _parties.Of(s, word).Count > 0 || (t.Upos == "PRON" && t.Lower is not ("it" or "this" or "that" or "which" or "what")) || t.Upos == "NUM" || (t.Upos == "PROPN" && !(_doc.MentionAt(s, word) is { Fact: Place })) || In("PEOPLE", lemma) || Parties.IsBody(lemma) || In("CAPTIVE", lemma) || In("PROTESTERS", lemma) || (t.Upos == "NOUN" && !In("NOPEOPLE", lemma) && !lemma.EndsWith("ment", StringComparison.Ordinal)) && PeoplesEndings.Any(e => lemma.Length > e.Length + 2 && lemma.EndsWith(e, StringComparison.Ordinal));
    }

    /// <summary>A name of a place.</summary>
    private bool Located(int s, int word) => _doc.MentionAt(s, word) is { Fact: Place } or { Role: NameRole.Capital } || (Tokens(s)[word].Upos == "PROPN" && NameSpan.Of(Tokens(s)).Any(n => n.First <= word && word <= n.Last && n.Type is "Location" or "Facility"));

    /// <summary>Of whom an active verb is said; where the parser found nobody, the noun right before a finite verb.</summary>
    private List<int> Doers(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var found = c.Subjects(v);
        if (found.Count > 0 || tokens[v].Xpos is not ("VBD" or "VBZ" or "VBP") || v == 0)
        {
            return found;
        }

        var before = Enumerable.Range(0, v).LastOrDefault(i => tokens[i].Upos is "NOUN" or "PROPN" or "PRON" or "VERB" or "PUNCT", -1);
        return before >= 0 && tokens[before].Upos is "NOUN" or "PROPN" && !c.Children(before).Any(x => tokens[x].Deprel == "case") && v - before <= 2 ? [before] : found;
    }

    private static readonly ActRule Menace = new("acts: a blow on a condition", null, [], "THREATEN", null, []);
    private static readonly ActRule Together = new("acts: done together", null, [], "COOPERATE", null, []);

    /// <summary>"will break off relations if …", "would strike unless …": a blow that somebody makes hang on what another does.</summary>
    private Claim.Event? ThreatOnCondition(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        return In("MENACE", tokens[v].Lemma.ToLowerInvariant()) && !c.IsNegated(v) && c.Children(v).Any(x => x < v && tokens[x].Deprel is "aux" && tokens[x].Lower is "will" or "would" or "'ll" or "shall" or "may" or "might" or "could")
            && c.Children(v).Any(x => tokens[x].Deprel == "advcl" && c.Children(x).Any(m => tokens[m].Deprel is "mark" or "aux" && tokens[m].Lower is "if" or "unless" or "should"))
            && (tokens[v].Deprel == "ccomp" && tokens[v].Head is >= 0 and var saying && _rules.Says(tokens[saying].Lemma) && (c.IsPassive(v) || c.Subjects(v).Exists(x => tokens[x].Lower == "it")) ? c.Subjects(saying) : c.IsPassive(v) ? [] : Doers(s, v)) is { Count: > 0 } doers && doers.Exists(x => Human(s, x))
            ? Made(s, v, Menace, doers, [.. c.Objects(v), .. c.Obliques(v).Select(o => o.Word)], Mood.Occurred) : null;
    }

    /// <summary>"X and Y jointly surveyed …": what two states do together.</summary>
    private Claim.Event? DoneTogether(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        return c.Children(v).Any(x => tokens[x].Lower is "jointly" or "together" && tokens[x].Deprel == "advmod") && !c.IsPassive(v) && !c.IsNegated(v) && !_rules.Says(tokens[v].Lemma) && c.MoodOf(v) is Mood.Occurred or Mood.Ongoing && StatesIn(s, c.Subjects(v)).Count > 1
            ? Made(s, v, Together, c.Subjects(v), [], c.MoodOf(v), true) : null;
    }

    private List<string> StatesIn(int s, List<int> words)
    {
        var spans = words.ConvertAll(w => _clauses[s].NounSpan(w));
        return [.. Parties.States(_parties.OfAll(s, words)).Concat(_doc.Mentions[s].Where(m => m.Fact is State && spans.Exists(n => n.First <= m.First && m.Last <= n.Last)).Select(m => ((State)m.Fact!).Id)).Distinct()];
    }

    private static readonly ActRule Protest = new("acts: what protesters do", null, [], "PROTEST", "demo", []);

    /// <summary>"Demonstrators felled trees": whatever those who are called so do is part of their protest.</summary>
    private Claim.Event? DoneByProtesters(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        return !c.IsPassive(v) && !c.IsNegated(v) && !c.IsNominal(v) && !_rules.Says(tokens[v].Lemma) && c.MoodOf(v) is Mood.Occurred or Mood.Ongoing && c.With(v, "nsubj").FirstOrDefault(-1) is >= 0 and var who && tokens[who].Lemma.ToLowerInvariant() is "protester" or "demonstrator" or "rioter" or "marcher" or "picket"
            ? Made(s, v, Protest, c.Subjects(v), [.. c.Objects(v)], c.MoodOf(v)) : null;
    }

    private bool FitsVerb(int s, int v, ActRule rule)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var objects = c.Objects(v);
        var obliques = c.Obliques(v);
        var clauses = c.Children(v).Where(x => tokens[x].Deprel is "xcomp" or "ccomp" || (tokens[x].Deprel is "advcl" && x > v && tokens[x].Xpos == "VB" && !c.Children(x).Any(m => tokens[m].Lower is "if" or "when" or "because"))).ToList();
        if (rule.Particle is { } particle && !(c.Children(v).Any(x => x > v && tokens[x].Lower == particle && tokens[x].Deprel is "compound:prt" or "advmod" or "xcomp" or "mark" or "obj" or "obl" or "amod") || (!c.Children(v).Any(x => x > v && tokens[x].Deprel == "compound:prt") && obliques.Exists(o => o.Prep == particle && o.Word > v && (particle is "for" or "to" or "with" or "against" || c.Children(o.Word).Any(x => tokens[x].Lower == particle && x - v == 1)))) || c.Children(v).Any(x => x > v && tokens[x].Deprel is "advcl" or "xcomp" or "ccomp" && c.Children(x).Any(m => tokens[m].Lower == particle && tokens[m].Deprel is "mark" or "case")) || (v + 1 < tokens.Count && tokens[v + 1].Lower == particle)))
        {
            return false;
        }

        var passive = c.IsPassive(v);
        var agents = passive ? [.. obliques.Where(o => o.Prep == "by").Select(o => o.Word)] : Doers(s, v);
        if (rule.Words.Count > 0)
        {
            var below = objects.Concat(obliques.Where(o => o.Prep is not ("after" or "before" or "during" or "since" or "amid" or "despite" or "until" or "by")).Select(o => o.Word)).ToList();
            var wider = below.Concat(objects.Concat(below).SelectMany(o => c.Children(o).Where(x => tokens[x].Deprel is "compound" or "amod" or "flat" || (tokens[x].Deprel == "nmod" && c.Children(x).Any(y => tokens[y].Lower is "of" or "on"))))).Concat(clauses).Concat(c.Children(v).Where(x => tokens[x].Deprel is "compound:prt" or "advmod" && x > v))
                .Concat(clauses.SelectMany(x => c.Children(x).Where(y => tokens[y].Deprel == "conj"))).Concat(c.Children(v).Where(x => x > v && tokens[x].Deprel is "advcl" or "acl" or "parataxis"));
            var found = wider.Any(w => rule.Words.Contains(tokens[w].Lemma.ToLowerInvariant()) && !NoBlow(s, w)) || obliques.Exists(o => rule.Words.Contains(o.Prep)) || (rule.Words.Contains("town") && below.Exists(o => Located(s, o)))
                || (rule.Act == "THREATEN" && clauses.SelectMany(x => c.Obliques(x).Select(o => o.Word).Concat(c.Objects(x))).Any(w => rule.Words.Contains(tokens[w].Lemma.ToLowerInvariant())));
            if (!found && !(rule.Needs.Contains("neg") && rule.Words.Contains("not") && c.IsNegated(v)))
            {
                return false;
            }
        }

        foreach (var need in rule.Needs)
        {
            var met = need switch
            {
                "comp" => clauses.Count > 0 || c.Children(v).Any(x => x > v && tokens[x].Deprel is "advcl" && tokens[x].Xpos is "VB" or "VBG"),
                "obj" => objects.Count > 0,
                "told-to" => objects.Count > 0 && c.Children(v).Any(x => x > v && tokens[x].Deprel is "xcomp" or "advcl" or "ccomp" && tokens[x].Xpos == "VB" && c.Children(x).Any(m => tokens[m].Lower == "to")),
                "would" => c.Children(v).Any(x => x < v && tokens[x].Deprel == "aux" && tokens[x].Lower is "will" or "would" or "'ll" or "shall" or "could" or "wo"),
                "said" => tokens[v].Deprel is "ccomp" or "conj" && c.Above(v) is >= 0 and var saying && _rules.Says(tokens[saying].Lemma) && tokens[saying].Lemma is not ("promise" or "hope" or "agree") || c.With(v, "parataxis").Any(x => _rules.Says(tokens[x].Lemma)),
                "human-subject" => !passive && agents.Exists(x => Human(s, x)),
                "aidship" => agents.Exists(x => tokens[x].Lemma is "convoy" or "plane" or "ship" or "shipment" or "consignment" or "freighter" or "truck" or "vessel" or "helicopter" or "cargo" or "aircraft" or "airlift" or "train" or "lorry" or "team"),
                "goods" => agents.Exists(x => tokens[x].Lemma is "gas" or "oil" or "electricity" or "power" or "crude" or "water"),
                "abroad" => Parties.States(_parties.OfAll(s, agents)) is [var own, ..] && (obliques.Concat(objects.SelectMany(c.Obliques)).Any(o => o.Prep is "from" or "to" or "with" or "alongside" or "'s" && _parties.Of(s, o.Word).Exists(a => a.State.Length > 0 && a.State != own)) || objects.SelectMany(c.Children).Any(x => _doc.MentionAt(s, x) is { Fact: State other } && other.Id != own)),
                "two" => !passive && StatesIn(s, agents).Count > 1,
                "missile" => agents.Exists(x => tokens[x].Lemma is "drone" or "missile" or "rocket" or "shell" or "mortar" or "bomb" or "projectile" or "warhead" or "round" or "grenade" or "torpedo"),
                "official" => agents.Exists(x => _parties.Of(s, x).Exists(a => a.Type is "state" or "organisation")),
                "must" => clauses.Exists(x => c.Children(x).Any(y => tokens[y].Deprel == "aux" && tokens[y].Lower is "must" or "should")),
                "court" => agents.Exists(x => tokens[x].Lemma.ToLowerInvariant() is "court" or "judge" or "tribunal" or "jury" or "magistrate" or "arbitrator" or "panel"),
                "human" => objects.Concat(rule.Particle is null ? [] : obliques.Where(o => o.Prep == rule.Particle).Select(o => o.Word)).Any(o => Human(s, o)),
                "agent" => agents.Exists(x => Acting(s, x)) || (passive && objects.Exists(x => Acting(s, x))),
                "thing" => true,
                "active" => !passive,
                "neg" => c.IsNegated(v),
                "plural" => agents.Count > 1 || agents.Exists(x => tokens[x].Xpos is "NNS" or "NNPS" || tokens[x].Lower is "they" or "we" or "two" or "both") || obliques.Exists(o => o.Prep is "with" or "between") || (objects.Count > 0 && !passive),
                "crowd" => agents.Concat(agents.SelectMany(x => c.With(x, "nmod"))).Any(x => In("PROTESTERS", tokens[x].Lemma.ToLowerInvariant()) || _parties.Of(s, x).Exists(a => a.Id.StartsWith("people/", StringComparison.Ordinal))),
                "soldiers" => agents.Concat(agents.SelectMany(x => c.With(x, "nmod"))).Any(x => In("FORCE", tokens[x].Lemma.ToLowerInvariant()) || In("ARMED", tokens[x].Lemma.ToLowerInvariant()) || _parties.Of(s, x).Exists(a => a.Type is "force")),
                "attackers" => agents.Exists(x => In("FORCE", tokens[x].Lemma.ToLowerInvariant()) || In("ARMED", tokens[x].Lemma.ToLowerInvariant()) || In("BOMBS", tokens[x].Lemma.ToLowerInvariant()) || In("VIOLENCE", tokens[x].Lemma.ToLowerInvariant()) || _parties.Of(s, x).Exists(a => a.Type is "force" or "state")) || (passive && agents.Count == 0 && WordsOfViolence(s, v)),
                "bomb" => agents.Concat(objects).Any(x => In("BOMBS", tokens[x].Lemma.ToLowerInvariant())),
                "fighting" => agents.Exists(x => In("VIOLENCE", tokens[x].Lemma.ToLowerInvariant())),
                "ceasefire" => agents.Exists(x => In("TRUCES", tokens[x].Lemma.ToLowerInvariant())),
                "blow" => agents.Exists(x => In("ARMED", tokens[x].Lemma.ToLowerInvariant()) || In("VIOLENCE", tokens[x].Lemma.ToLowerInvariant()) || In("FORCE", tokens[x].Lemma.ToLowerInvariant()) || In("BOMBS", tokens[x].Lemma.ToLowerInvariant()) || (!passive && Acting(s, x) && tokens[x].Upos != "NUM" && tokens[x].Lower is not ("it" or "that" or "which"))) || WordsOfViolence(s, v),
                "place" => PlaceOf(s, v).Place is not null && TravelGoal(s, v),
                "joint" => obliques.Exists(o => o.Prep is "with" or "alongside") || agents.Count > 1 || objects.Exists(o => c.Children(o).Any(x => tokens[x].Lower is "joint" or "combined" or "bilateral" or "multinational" or "multilateral")),
                "partner" => obliques.Exists(o => o.Prep is "with" or "between" or "alongside") || agents.Count > 1 || objects.Exists(o => c.Children(o).Any(x => tokens[x].Lower is "joint")),
                _ => true,
            };
            if (!met)
            {
                return false;
            }
        }

        return rule.Needs.Contains("thing") || rule.Needs.Contains("bomb") || rule.Needs.Contains("fighting") || rule.Needs.Contains("ceasefire") || rule.Needs.Contains("attackers") || (passive ? agents.Count == 0 || agents.Exists(x => Acting(s, x)) : agents.Exists(x => Acting(s, x) && !(tokens[x].Deprel == "expl")));
    }

    /// <summary>Beside a verb, or under its nouns, words for violence: "died in an attack", "wounded by a mine".</summary>
    private bool WordsOfViolence(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        return c.Obliques(v).Exists(o => o.Prep is not ("before" or "since") && (In("VIOLENCE", tokens[o.Word].Lemma.ToLowerInvariant()) || c.Children(o.Word).Any(x => In("VIOLENCE", tokens[x].Lemma.ToLowerInvariant()))))
            || c.Children(v).Any(x => tokens[x].Deprel == "advcl" && x > v && (In("BLOWS", tokens[x].Lemma.ToLowerInvariant()) || tokens[x].Lemma is "shoot" or "fire" or "explode" or "bomb" or "clash" or "attack" or "detonate" or "storm" or "raid" or "open"));
    }

    private Claim.Event? ToldByVerb(int s, int v, ActRule rule)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var mood = c.MoodOf(v);
        // "would not lift its objections": what one will not do is refused.
        if (mood == Mood.Planned && c.IsNegated(v) && Refusable.Contains(rule.Act) && !c.IsPassive(v))
        {
            (mood, rule) = (Mood.Occurred, rule with { Act = "REJECT", Mode = null });
        }
        else if (rule.Act.Length == 0 || (mood == Mood.Hypothetical && !rule.Needs.Contains("would")) || (c.IsNegated(v) && !rule.Needs.Contains("neg")))
        {
            return null;
        }

        // "oppose any unilateral action": of no act that was done.
        if (rule.Act is "ACCUSE" or "SUPPORT" && c.Objects(v).Exists(o => c.Children(o).Any(x => tokens[x].Lower == "any")))
        {
            return null;
        }

        // "asked whether it would expel them", "denied that it would strike": nobody threatens.
        if (rule.Needs.Contains("would") && (c.Children(v).Any(x => tokens[x].Deprel == "mark" && tokens[x].Lower is "whether" or "if" or "unless") || mood == Mood.Denied || c.Above(v) is >= 0 and var asked && (tokens[asked].Lemma is "ask" or "deny" or "doubt" or "fear" or "hope" or "wonder" || c.IsNegated(asked))))
        {
            return null;
        }

        var passive = c.IsPassive(v);
        mood = rule.Act == "THREATEN" && mood is Mood.Planned or Mood.Hypothetical ? Mood.Occurred : mood;
        var obliques = c.Obliques(v);
        var agents = passive ? [.. obliques.Where(o => o.Prep == "by").Select(o => o.Word)] : Doers(s, v);
        var objects = c.Objects(v);
        // "said that intruders would be shot": whoever says so threatens it.
        if (rule.Needs.Contains("would") && rule.Act == "THREATEN" && (tokens[v].Deprel == "ccomp" && c.Above(v) is >= 0 and var above ? above : c.With(v, "parataxis").FirstOrDefault(x => _rules.Says(tokens[x].Lemma), -1)) is >= 0 and var saying)
        {
            objects = [.. objects, .. agents.Where(x => !passive && Human(s, x))];
            agents = c.Subjects(saying);
        }

        var mutual = rule.Act is "CONSULT" or "COOPERATE" or "AGREE";
        var toward = obliques.Where(o => o.Prep is "to" or "against" or "on" or "at" or "from" or "toward" or "towards" or "for" or "over" or "into" or "of" or "with").Concat(objects.SelectMany(o => c.Obliques(o)).Where(o => o.Prep is "to" or "against" or "on" or "at" or "from" or "with" or "of" || (o.Prep == "in" && (_anyone || !(_doc.MentionAt(s, o.Word) is { Role: NameRole.Capital } or { Fact: Place }))))).Select(o => o.Word);
        return Made(s, v, rule, agents, [.. objects, .. toward], mood, mutual);
    }

    /// <summary>"a heart attack", "a title fight": called so and no violence.</summary>
    private bool NoBlow(int s, int word) => _clauses[s].Children(word).Any(x => Tokens(s)[x].Deprel is "compound" or "amod" && Tokens(s)[x].Lower is "heart" or "panic" or "shark" or "asthma" or "title");

    private bool FitsNoun(int s, int n, ActRule rule)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        if (tokens[n].Deprel is "compound" or "amod" or "flat" || (rule.Words.Count > 0 && !c.Children(n).Any(x => rule.Words.Contains(tokens[x].Lemma.ToLowerInvariant()) || c.Children(x).Any(y => tokens[y].Deprel is "case" or "mark" && rule.Words.Contains(tokens[y].Lower)))))
        {
            return false;
        }

        if (c.Children(n).Any(x => tokens[x].Lower is "no" or "any" or "possible" or "potential" or "future" or "further" or "imminent" or "planned" or "alleged" or "attempted" or "failed" or "threatened" || tokens[x].Deprel == "cop") || (tokens[n].Deprel.StartsWith("nmod", StringComparison.Ordinal) && tokens[n].Head is >= 0 and var head && In("UNREAL", tokens[head].Lemma)))
        {
            return false;
        }

        if (NoBlow(s, n))
        {
            return false;
        }

        if (rule.Needs.Contains("effect"))
        {
            return c.GovernorVerb(n) is { } starting && tokens[n].Deprel.StartsWith("nsubj", StringComparison.Ordinal) && tokens[starting].Lemma is "take" or "come" or "enter" or "go" && c.Objects(starting).Concat(c.Obliques(starting).Select(o => o.Word)).Any(x => tokens[x].Lemma is "effect" or "force");
        }

        if (rule.Needs.Contains("arriving"))
        {
            return c.GovernorVerb(n) is { } moving && tokens[n].Deprel.StartsWith("nsubj", StringComparison.Ordinal) && tokens[moving].Lemma is "arrive" or "deploy" or "land" or "patrol" or "monitor";
        }

        if (c.GovernorVerb(n) is { } above && (c.MoodOf(above) is Mood.Hypothetical or Mood.Planned || c.IsNegated(above) || tokens[above].Lemma is "plan" or "prevent" or "avoid" or "fear" or "deter" or "want" or "seek" or "propose" or "urge" or "prepare" or "oppose" or "avert" or "halt" or "stop" or "end" or "deny"))
        {
            return false;
        }

        if (!rule.Needs.Contains("told"))
        {
            return true;
        }

        var owned = c.Children(n).Any(x => (tokens[x].Deprel == "nmod:poss" || tokens[x].Deprel is "amod" or "compound" && _doc.MentionAt(s, x) is { Fact: State }) || (tokens[x].Deprel == "nmod" && c.Children(x).Any(y => tokens[y].Lower is "by" or "against" or "between")));
        var case0 = c.Children(n).Where(x => tokens[x].Deprel == "case").Select(x => tokens[x].Lower).FirstOrDefault();
        var happened = case0 is "after" or "following" or "during" or "amid" or "despite" or "since";
        var told = tokens[n].Deprel is "nsubj" or "obj" or "nsubj:pass" && c.GovernorVerb(n) is { } verb && tokens[n].Head == verb && In("TELLING", tokens[verb].Lemma);
        var title = tokens[n].Head < 0;
        return owned || happened || told || title || (case0 is "in" && c.GovernorVerb(n) is not null && rule.Act is "ASSAULT" or "CONSULT" or "COOPERATE") || DateOn(s, n, false) is not null;
    }

    private Claim.Event? ToldByNoun(int s, int n, ActRule rule)
    {
        if (rule.Act.Length == 0)
        {
            return null;
        }

        var tokens = Tokens(s);
        var c = _clauses[s];
        var obliques = c.Obliques(n);
        var agents = obliques.Where(o => o.Prep is "by" or "'s" or "between" or "of" && rule.Act is "CONSULT" or "PROTEST").Select(o => o.Word).Concat(c.Children(n).Where(x => tokens[x].Deprel is "amod" or "compound" && _doc.MentionAt(s, x) is { Fact: State })).ToList();
        // "launched an attack", "voiced support": the verb's doer is the act's.
        if (agents.Count == 0 && tokens[n].Deprel == "obj" && c.GovernorVerb(n) is { } light && In("DOING", tokens[light].Lemma))
        {
            agents = c.Subjects(light);
        }

        var mood = c.GovernorVerb(n) is { } above ? c.MoodOf(above) : Mood.Occurred;
        return Made(s, n, rule, agents, [.. obliques.Where(o => o.Prep is "on" or "against" or "of" or "for" or "to" or "with" && !agents.Contains(o.Word)).Select(o => o.Word)], mood is Mood.Denied or Mood.Alleged ? mood : Mood.Occurred, rule.Act is "CONSULT" or "COOPERATE" or "AGREE");
    }

    private Claim.Event? Made(int s, int word, ActRule rule, List<int> agents, List<int> others, Mood mood, bool mutual = false)
    {
        var source = Whoever(s, agents);
        var target = Whoever(s, others).Where(a => !source.Exists(x => x.Id == a.Id) && (a.State.Length == 0 || a.Type == "person" || !source.Exists(x => x.Type == "state" && x.State == a.State))).ToList();
        var actors = Distinct(mutual ? [.. source, .. target] : [.. source.Select(a => a with { Role = "source" }), .. target.Select(a => a with { Role = "target" })]);
        if (!_anyone && rule.Act is "REJECT" or "ACCUSE" or "REQUEST" or "THREATEN" or "SANCTION" or "CONCEDE" && source.Count > 0 && mood is Mood.Occurred or Mood.Ongoing && OtherSide(s, Parties.States(actors)) is { } facing)
        {
            actors.Add(facing);
        }

        var states = Parties.States(actors);
        if (!_anyone && (mood == Mood.Planned || !Recorded(rule, states, told: Tokens(s)[word].Upos == "NOUN") || (source.Count == 0 && rule.Act is "ASSAULT" or "COERCE" or "PROTEST" or "RETREAT" or "ACCUSE" or "AID" && Tokens(s)[word].Upos == "VERB" && !_clauses[s].IsPassive(word))))
        {
            return null;
        }

        // Who leaves for a town travels; troops and firms that leave withdraw.
        if (!_anyone && rule.Act == "RETREAT" && Tokens(s)[word].Lemma is "leave" or "depart" or "go" or "exit" && !agents.Concat(others).Any(x => In("FORCE", Tokens(s)[x].Lemma.ToLowerInvariant()) || In("ARMED", Tokens(s)[x].Lemma.ToLowerInvariant())))
        {
            return null;
        }

        var evidence = ClauseAt(s, word);
        var future = mood == Mood.Planned;
        var when = WhenOf(s, word, future, inherit: mood != Mood.Denied && Tokens(s)[word].Upos == "VERB");
        return new Claim.Event
        {
            Id = NewId("event", evidence, rule.Act + word),
            Evidence = evidence,
            Act = rule.Act,
            Mode = rule.Mode,
            Status = StatusOf(mood),
            Format = rule.Act == "CONSULT" ? rule.Mode switch { "visit" => "visit", "phone" => "call", "multilateral" => "multilateral", _ => "other" } : null,
            Level = rule.Act == "CONSULT" ? SaidLevel(s) ?? LevelOf(actors) : null,
            When = when,
            Actors = actors,
            States = states,
            // "captured the town": where it was done is what was taken.
            Place = PlaceOf(s, word).Place ?? (rule.Act is "ASSAULT" or "COERCE" or "MOBILIZE" && _clauses[s].IsVerb(word) && _clauses[s].Objects(word).Select(o => PlaceWithin(s, o)).OfType<Place>().FirstOrDefault() is { } taken ? Ref(taken) : null),
            Mechanism = rule.Act switch { "CONSULT" => "consultation", "ASSAULT" => null, _ => MechanismOf(evidence.Quote) },
            Rule = rule.Name,
            Doubts = DoubtsIn(s, actors),
            Confidence = 0.55,
        };
    }

    /// <summary>Whether an act belongs in a record of relations between states: what a state does or suffers, and of words and what is told as a noun those with two sides. So are words, meetings, exercises and deployments of two sides told by a verb; told as nouns they are left to the narrower rules, which know when they are told again.</summary>
    /// <param name="told">The act is told as a noun.</param>
    private static bool Recorded(ActRule rule, List<string> states, bool told) => rule.Act switch
    {
        "ASSAULT" or "COERCE" or "PROTEST" or "RETREAT" or "SANCTION" => states.Count > (told ? 1 : 0),
        "AGREE" => states.Count > 0 && rule.Mode is not (null or "agree"),
        "THREATEN" => states.Count > 0 && !told,
        "CONSULT" or "COOPERATE" or "MOBILIZE" or "SUPPORT" or "REQUEST" => states.Count > 1 && !told,
        _ => states.Count > 1,
    };

    /// <summary>The words of the clause alone that tells of an act: of what stands beside it in the sentence nothing is said.</summary>
    private Evidence ClauseAt(int s, int word)
    {
        const int longest = 380, shortest = 24;
        var c = _clauses[s];
        var verb = c.IsVerb(word) ? word : c.GovernorVerb(word) ?? word;
        var (first, last) = c.OwnSpan(verb);
        var (start, end) = (Tokens(s)[first].Start, Tokens(s)[last].End);
        return end - start is > shortest and <= longest ? new Evidence(_doc.ReportId, start, end, _doc.Text[start..end], AccordingTo(s, word)) : EvidenceAt(s, word);
    }

    /// <summary>Of whom or what a word is: "Pakistani militants", "X's ships", "rebels from X"; not where it is.</summary>
    private bool Owns(int s, Mention m, int word)
    {
        var tokens = Tokens(s);
        if (m.First <= word && word <= m.Last)
        {
            return true;
        }

        var head = m.Head;
        return tokens[head].Head == word && (tokens[head].Deprel is "amod" or "compound" or "nmod:poss" or "flat" || (tokens[head].Deprel == "nmod" && _clauses[s].Children(head).Any(x => tokens[x].Lower is "of" or "from")));
    }

    /// <summary>Those whom words name, each with the state that its phrase tells; whom no file knows by the words themselves.</summary>
    private List<Actor> Whoever(int s, IEnumerable<int> words)
    {
        var result = new List<Actor>();
        foreach (var w in words)
        {
            var known = _parties.Of(s, w);
            if (known.Count > 0)
            {
                result.AddRange(known);
                continue;
            }

            var (first, last) = _clauses[s].NounSpan(w);
            var states = _doc.Mentions[s].Where(m => m.First >= first && m.Last <= last && (_anyone || Owns(s, m, w))).Select(m => m.Fact switch { State state => state.Id, Organisation { Country.Length: > 0 } body => body.Country, Organisation { Type: "organisation" } body => body.Id, Place { Country.Length: > 0 } place when _kb.States.ContainsKey(place.Country) => place.Country, _ => m.Actor?.State ?? "" }).Where(x => x.Length > 0).Distinct().ToList();
            if (!_anyone && Tokens(s)[w].Upos == "NOUN" && Human(s, w) && states.Count < 2)
            {
                // Rebels, protesters, fishermen of a state are not that state.
                result.Add(_parties.Group(s, w, states.FirstOrDefault() ?? ""));
                continue;
            }

            if (_anyone && Acting(s, w) && Tokens(s)[w].Upos != "PRON")
            {
                first = Math.Max(first, w - 4);
                while (first < w && Tokens(s)[first].Upos is "ADP" or "DET" or "PUNCT" or "CCONJ")
                {
                    first++;
                }

                var label = _doc.Words(s, first, w);
                result.Add(new Actor { Id = "named/" + Slug.Of(label), Label = label, Type = "organisation", State = states.FirstOrDefault() ?? "" });
            }
            else
            {
                result.AddRange(states.Select(x => _parties.StateActor(x)));
            }
        }

        return Distinct(result);
    }
}
