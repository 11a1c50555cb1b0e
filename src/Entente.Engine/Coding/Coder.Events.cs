using Entente.Engine.Recognition;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;

namespace Entente.Engine.Coding;

/// <summary>Events: who did what to whom, by rules/events.tsv over parsed clauses.</summary>
public sealed partial class Coder
{
    private void CodeEvents(int s)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var coded = new HashSet<string>(StringComparer.Ordinal);
        var acts = new List<Claim.Event>();
        CodeToldOf(s);
        for (var i = 0; i < tokens.Count; i++)
        {
            // Inside a quotation only what "we" did counts as told.
            // A quotation that begins with the verb of the outlet's own subject ("X and Y “discussed ways to …”") is told as well.
            // So is what is done by saying it: "China calls on both sides to …", "we condemn …".
            if (InQuote(tokens[i].Start) && !(Performative.Contains(tokens[i].Lemma) && tokens[i].Xpos is "VBP" or "VBZ" or "VBG" && c.Subjects(i).FirstOrDefault(-1) is >= 0 and var actor && InQuote(tokens[actor].Start) && (tokens[actor].Lower == "we" || _parties.Of(s, actor) is [{ Type: not "person", State.Length: > 0 }])) && !(tokens[i].Lemma is "agree" or "sign" or "commit" or "decide" && c.Subjects(i).Exists(x => tokens[x].Lower == "we")) && !c.With(i, "nsubj").Any(x => !InQuote(tokens[x].Start) && tokens[x].Start < tokens[i].Start))
            {
                continue;
            }

            var isVerb = tokens[i].Upos is "VERB" || (tokens[i].Upos == "ADJ" && tokens[i].Xpos.StartsWith("VB", StringComparison.Ordinal));
            if (!isVerb && tokens[i].Upos is not ("NOUN" or "ADJ"))
            {
                continue;
            }

            if (isVerb && DemandEvent(s, i) is { } demand && coded.Add("REQUEST|" + string.Join(",", demand.Actors.Select(a => a.Id))))
            {
                Add(demand);
            }

            if (isVerb && ThreateningEvent(s, i) is { } threat && coded.Add("THREATEN|" + string.Join(",", threat.States)))
            {
                Add(threat);
            }

            if (isVerb && DescribingEvent(s, i) is { } judged && coded.Add("ACCUSE|" + string.Join(",", judged.States)))
            {
                Add(judged);
            }

            if (isVerb && AccusingEvent(s, i) is { } charge && coded.Add("ACCUSE|" + string.Join(",", charge.States)))
            {
                Add(charge);
            }

            if (!_rules.Events.TryGetValue((isVerb ? "verb " : "noun ") + tokens[i].Lemma.ToLowerInvariant(), out var rules))
            {
                if (isVerb)
                {
                    var subject = _parties.OfAll(s, c.Subjects(i));
                    if (subject.Count > 0 && c.With(i, "nsubj", "nsubj:pass").Any())
                    {
                        _parties.RememberSubject(subject);
                    }
                }

                AddManual(s, i, isVerb, coded);
                continue;
            }

            var any = false;
            foreach (var rule in rules)
            {
                var claim = isVerb ? VerbEvent(s, i, rule) : NounEvent(s, i, rule);
                if (claim is null)
                {
                    continue;
                }

                var key = claim.Act + "|" + claim.Format + "|" + string.Join(",", claim.Actors.Select(a => a.Id)) + "|" + claim.When + "|" + claim.Status;
                // "carried out air strikes inside Y, killing eight": the killing is the strikes' and not a second act with one side unnamed.
                if (claim.Act == "ASSAULT" && acts.Exists(e => e.Act == claim.Act && e.Status == claim.Status && e.When == claim.When && claim.States.Count < e.States.Count && claim.States.All(e.States.Contains)))
                {
                    any = true;
                    break;
                }

                acts.Add(claim);
                if (coded.Add(key) && coded.Add(claim.Act + (claim.Format ?? claim.Mode) + string.Join(",", claim.States) + claim.Status + claim.When))
                {
                    Add(claim);
                    if (claim is { Act: "AGREE", Status: "occurred" } && (claim.Mode == "invite" || (tokens[i].Lemma == "accept" && c.Objects(i).Exists(o => tokens[o].Lemma == "invitation"))) && VisitInvitedTo(s, i, claim) is { } visit)
                    {
                        Add(visit);
                    }

                    foreach (var further in FurtherDates(s, claim))
                    {
                        Add(further);
                    }

                    // Adversaries are not told of together: after "X condemned Y" the sides are not "the two countries".
                    _parties.RememberSubject(claim.Act is "ACCUSE" or "REQUEST" or "REJECT" or "THREATEN" or "SANCTION" or "COERCE" or "PROTEST" or "MOBILIZE" ? [.. claim.Actors.Where(a => a.Role != "target")] : claim.Actors);
                }

                any = true;
                break;
            }

            if (!any)
            {
                AddManual(s, i, isVerb, coded, rules);
            }

            if (!any && isVerb && c.With(i, "nsubj").Any() && _parties.OfAll(s, c.Subjects(i)) is { Count: > 1 } together)
            {
                _parties.RememberSubject(together);
            }
        }
    }

    /// <param name="narrow">The rules of events.tsv for the word, none of which fitted: of their acts the wide rules, which ask for less, have nothing to add where a record wants both sides named.</param>
    private void AddManual(int s, int i, bool isVerb, HashSet<string> coded, IReadOnlyList<EventRule>? narrow = null)
    {
        if (ManualAct(s, i, isVerb) is { } act && (_anyone || !(act.Act is "CONSULT" or "COOPERATE" or "MOBILIZE" or "SUPPORT" or "THREATEN" or "REQUEST" && narrow?.Any(r => r.Act == act.Act) == true)) && coded.Add(act.Act + "|" + string.Join(",", act.Actors.Select(a => a.Id))))
        {
            Add(act);
        }
    }

    private static readonly HashSet<string> Performative = new(StringComparer.Ordinal) { "urge", "call", "condemn", "demand", "reject", "request", "denounce", "deplore" };

    /// <summary>Who had part in a meeting or an accord of a known day whose parties the grammar does not tell: those whom its own clause names, and not as a place; empty where a single one is named and no day.</summary>
    private List<Actor> NamedIn(int s, int v, List<Actor> known)
    {
        var (tokens, c) = (Tokens(s), _clauses[s]);
        if (InQuote(tokens[v].Start))
        {
            return [];
        }

        var (first, last) = c.OwnSpan(v);
        var named = _doc.Mentions[s].Where(m => m.First >= first && m.Last <= last && !InQuote(tokens[m.First].Start))
            .Select(m => m.Fact is State state && !(m.Role == NameRole.Capital && c.Children(m.Head).Any(x => tokens[x].Deprel == "case")) ? _parties.StateActor(state.Id) : m.Actor is { State.Length: > 0 } person ? person : null).OfType<Actor>();
        List<Actor> all = Distinct([.. known, .. named]);
        return Parties.States(all).Count switch { 0 => [], 1 => WhenOf(s, v, false, inherit: false).IsKnown ? all : [], _ => all };
    }

    private static readonly HashSet<string> Delegates = new(StringComparer.Ordinal) { "envoy", "minister", "expert", "negotiator", "delegation", "side", "official", "leader", "commander", "delegate", "representative", "diplomat" };

    /// <summary>The organisation whose meeting a noun tells of, by its name before it.</summary>
    private Actor? OrganisationBefore(int s, int noun) => _clauses[s].Children(noun).Where(x => x < noun && Tokens(s)[x].Deprel is "compound" or "nmod:poss" or "amod").Select(x => _doc.MentionAt(s, x)?.Fact).OfType<Organisation>().FirstOrDefault(o => o.Type == "organisation") is { } o ? _parties.StateActor(o.Id) : null;

    /// <summary>The year that stands before a noun and is not to come: "the 2010 NATO summit"; null where none does.</summary>
    private When? YearBefore(int s, int noun)
    {
        var tokens = Tokens(s);
        var year = Enumerable.Range(Math.Max(0, noun - 4), Math.Min(4, noun)).Where(i => tokens[i].Head == noun || (tokens[i].Head > i && tokens[i].Head < noun && tokens[tokens[i].Head].Head == noun))
            .Select(i => tokens[i].Form.Length == 4 && int.TryParse(tokens[i].Form, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var y) ? y : 0).FirstOrDefault(y => y > 1900);
        return year > 0 && year <= _doc.Anchor?.Year ? When.InYear(year, DateBasis.Stated) : null;
    }

    /// <summary>The subjects of a verb, or of the verb that it hangs under as an infinitive or an adverbial clause without a subject of its own.</summary>
    private List<int> DoersAbove(int s, int verb)
    {
        var (tokens, c) = (Tokens(s), _clauses[s]);
        for (var n = 0; n < 4 && c.Subjects(verb).Count == 0 && tokens[verb] is { Deprel: "xcomp" or "advcl" or "acl", Head: >= 0 and var above } && c.IsVerb(above); n++)
        {
            verb = above;
        }

        return c.Subjects(verb);
    }

    /// <summary>For whom "we" speak in a quotation: the state of whoever said it.</summary>
    private List<Actor> WeIn(int s, int offset) => _quotes.Find(q => q.Start < offset && offset < q.End) is { End: > 0 } quote ? [.. Parties.States(SpeakerOf(s, quote).Speakers).Take(1).Select(x => _parties.StateActor(x))] : [];

    /// <summary>"extended in November, March and May": one act on several dates is several events.</summary>
    private IEnumerable<Claim.Event> FurtherDates(int s, Claim.Event claim)
    {
        var dates = _doc.Dates[s].Where(d => d.Shape is DateShape.MonthAlone or DateShape.Year or DateShape.Weekday).ToList();
        var first = dates.FindIndex(d => Resolved(d, claim.Status == "planned") == claim.When);
        for (var i = first + 1; first >= 0 && i < dates.Count; i++)
        {
            var between = _doc.Text[dates[i - 1].End..dates[i].Start].Trim(' ', ',');
            if (dates[i].Shape != dates[first].Shape || between.Length > 0 || Resolved(dates[i], claim.Status == "planned") is not { IsKnown: true } when)
            {
                yield break;
            }

            yield return claim with { Id = NewId("event", claim.Evidence, claim.Act + dates[i].Start), When = when };
        }
    }

    /// <summary>"said that X must withdraw": what one party says that another has to do is asked of it.</summary>
    private Claim.Event? DemandEvent(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        // "had to prove its sincerity" is asked as much as "must prove" it.
        // "Should X do it, it would …" puts a case.
        var must = c.Children(v).Any(x => tokens[x].Lower is "must" or "should" && tokens[x].Deprel == "aux" && !c.With(v, "nsubj").Any(y => y > x)) || (tokens[v].Lemma is "have" or "need" && c.With(v, "xcomp").Any(x => tokens[x].Xpos == "VB") && c.Objects(v).Count == 0);
        // "should understand that …" warns and asks for nothing.
        if (!must || tokens[v].Lemma is "understand" or "know" or "remember" or "realise" or "realize" || c.IsNegated(v) && tokens[v].Lemma is "have" or "need" || (tokens[v].Deprel == "ccomp" ? c.Above(v) : tokens[v].Head < 0 ? c.With(v, "parataxis").FirstOrDefault(x => x > v, -1) : -1) is not (>= 0 and var saying) || !_rules.Says(tokens[saying].Lemma) || !IsReal(c.MoodOf(saying)) || c.IsNegated(saying))
        {
            return null;
        }

        var source = _parties.OfAll(s, c.Subjects(saying));
        var target = _parties.OfAll(s, c.Subjects(v)).Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).ToList();
        if (source.Count == 0 || target.Count == 0)
        {
            return null;
        }

        return SaidEvent(s, v, saying, source, target, "REQUEST", "change", "events: said that another must", 0.7);
    }

    /// <summary>What one does to another by saying something of him.</summary>
    private Claim.Event SaidEvent(int s, int v, int saying, List<Actor> source, List<Actor> target, string act, string mode, string rule, double confidence)
    {
        var evidence = EvidenceAt(s, saying);
        var actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Select(a => a with { Role = "target" })]);
        return new Claim.Event
        {
            Id = NewId("event", evidence, act + v),
            Evidence = evidence,
            Act = act,
            Mode = mode,
            Status = "occurred",
            When = WhenOf(s, saying, false, reported: false),
            Actors = actors,
            States = Parties.States(actors),
            Mechanism = MechanismOf(evidence.Quote),
            Rule = rule,
            Doubts = DoubtsIn(s, actors),
            Confidence = confidence,
        };
    }

    /// <summary>What one says another does, and accuses him of by saying it.</summary>
    private static readonly HashSet<string> Misdeeds = new(StringComparer.Ordinal) { "lie", "violate", "breach", "interfere", "meddle", "provoke", "sabotage", "betray", "cheat", "steal", "undermine", "harbour", "harbor", "attack", "bomb", "shell", "invade", "abduct", "kidnap", "poison", "murder", "kill", "target", "spy", "hack", "persecute", "oppress", "repress", "torture", "deceive", "blackmail", "bully", "coerce", "threaten", "escalate", "destabilise", "destabilize", "collude", "plot", "fabricate", "distort", "weaponise", "weaponize", "ignore", "smuggle", "obstruct", "infringe", "encroach", "intrude" };

    /// <summary>"said that Colombia was lying": who says of another state that it does wrong accuses it.</summary>
    private Claim.Event? AccusingEvent(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var breaks = tokens[v].Lemma is "break" && c.Objects(v).Exists(o => tokens[o].Lemma is "law" or "rule" or "agreement" or "treaty" or "promise" or "word" or "truce" or "ceasefire" or "resolution");
        if (!(Misdeeds.Contains(tokens[v].Lemma) || breaks) || tokens[v].Deprel != "ccomp" || c.IsPassive(v) || c.IsNegated(v) || c.MoodOf(v) is not (Mood.Occurred or Mood.Ongoing) || c.Above(v) is not (>= 0 and var saying) || tokens[saying].Lemma is not ("say" or "tell" or "claim" or "allege" or "insist" or "charge" or "declare" or "assert" or "argue" or "add" or "complain") || !IsReal(c.MoodOf(saying)) || c.IsNegated(saying))
        {
            return null;
        }

        var source = _parties.OfAll(s, c.Subjects(saying)).Where(a => a.State.Length > 0).ToList();
        var target = _parties.OfAll(s, c.With(v, "nsubj").SelectMany(c.Coordinated)).Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).ToList();
        if (source.Count == 0 || target.Count == 0)
        {
            return null;
        }

        return SaidEvent(s, v, saying, source, target, "ACCUSE", "allege", "events: said that another does wrong", 0.65);
    }

    private static readonly HashSet<string> Blows = new(StringComparer.Ordinal) { "attack", "strike", "retaliate", "bomb", "invade", "destroy", "annihilate", "punish", "crush", "hit", "shell", "respond" };

    /// <summary>"stated that it would attack": who says of himself that he will deal a blow threatens it. To respond is one only where a condition or its means are named.</summary>
    private Claim.Event? ThreateningEvent(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        // "Should Y happen, we would strike" puts a case.
        if (!Blows.Contains(tokens[v].Lemma) || tokens[v].Deprel != "ccomp" || tokens[0].Lower is "should" or "were" or "had" || c.MoodOf(v) == Mood.Hypothetical || c.IsPassive(v) || c.IsNegated(v) || !c.Children(v).Any(x => tokens[x].Deprel == "aux" && tokens[x].Lower is "would" or "will") || c.Above(v) is not (>= 0 and var saying) || tokens[saying].Lemma is not ("say" or "state" or "declare" or "announce" or "add" or "tell" or "warn" or "insist") || !IsReal(c.MoodOf(saying)) || c.IsNegated(saying)
            || (tokens[v].Lemma == "respond" && !c.Children(v).Any(x => tokens[x].Lower is "militarily" or "forcefully" or "harshly" or "decisively" or "strongly" or "if" || tokens[x].Deprel == "advcl")))
        {
            return null;
        }

        var source = _parties.OfAll(s, c.Subjects(saying)).Where(a => a.State.Length > 0).ToList();
        var doer = c.With(v, "nsubj").FirstOrDefault(-1);
        var own = doer >= 0 && (tokens[doer].Upos == "PRON" || _parties.Of(s, doer) is [{ State.Length: > 0 } same] && source.Exists(x => x.State == same.State));
        if (source.Count == 0 || !own)
        {
            return null;
        }

        var target = _parties.OfAll(s, c.Objects(v)).Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).ToList();
        target = target.Count > 0 ? target : OtherSide(s, Parties.States(source)) is { } facing ? [facing] : [];
        return SaidEvent(s, v, saying, source, target, "THREATEN", "violence", "events: said that he would deal a blow", 0.6);
    }

    /// <summary>"described the government as illegitimate": who finds another state's doings bad accuses it.</summary>
    private Claim.Event? DescribingEvent(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        if (tokens[v].Lemma is not ("describe" or "brand" or "label" or "call" or "term" or "denounce" or "dub") || c.IsPassive(v) || c.IsNegated(v) || !IsReal(c.MoodOf(v)) || c.IsNominal(v) || _rules.StanceOf("", Text(s, v)) != "criticise")
        {
            return null;
        }

        var source = _parties.OfAll(s, c.Subjects(v)).Where(a => a.State.Length > 0).ToList();
        var target = _parties.OfAll(s, c.Objects(v)).Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).ToList();
        return source.Count == 0 || target.Count == 0 ? null : SaidEvent(s, v, v, source, target, "ACCUSE", "disapprove", "events: called another's doings bad", 0.65);
    }

    private static readonly HashSet<string> Projectiles = new(StringComparer.Ordinal) { "shell", "mortar", "rocket", "missile", "bomb", "drone", "round", "projectile", "shot" };

    /// <summary>The word that is called for ("called on Monday for talks"); -1 where none is.</summary>
    private int CalledFor(int s, int v)
    {
        var tokens = Tokens(s);
        return _clauses[s].Obliques(v).Where(o => o.Prep == "for" && o.Word > v && !_doc.Dates[s].Exists(d => d.Start <= tokens[o.Word].Start && tokens[o.Word].Start < d.End)).Select(o => o.Word)
            .Concat(_clauses[s].Children(v).Where(x => x > v && tokens[x].Deprel is "advcl" or "xcomp" or "ccomp" && tokens[x].Xpos is "VBG" or "VB" && (_clauses[s].Children(x).Any(m => tokens[m].Lower == "for") || (tokens[x].Xpos == "VB" && _clauses[s].Obliques(v).Exists(o => o.Prep == "on" && o.Word < x))))).FirstOrDefault(-1);
    }

    /// <summary>Where the clause above goes for what this one tells: "arrived in Egypt to take part".</summary>
    private PlaceRef? Whither(int s, int v) => Tokens(s)[v].Deprel is "advcl" or "xcomp" && Tokens(s)[v].Head is >= 0 and var above ? PlaceOf(s, above).Place : null;

    private static readonly HashSet<string> Refusable = new(StringComparer.Ordinal) { "CONSULT", "AGREE", "CONCEDE", "RETREAT", "AID", "COOPERATE", "SUPPORT" };

    private static readonly HashSet<string> Withheld = new(StringComparer.Ordinal) { "provide", "give", "share", "supply", "notify", "participate", "cooperate", "observe", "comply", "export", "sell", "buy", "allow", "recognise", "recognize", "accept", "inform", "exchange", "abide", "apply", "implement", "fund", "host" };

    private bool NoLonger(int s, int v) => _clauses[s].Children(v).Any(x => Tokens(s)[x].Lower == "longer" && x > 0 && Tokens(s)[x - 1].Lower == "no");

    private static readonly HashSet<string> Retaliations = new(StringComparer.Ordinal) { "sell", "cut", "suspend", "withdraw", "retaliate", "respond", "block", "stop", "halt", "expel", "impose", "close", "strike", "attack", "withhold", "leave", "quit", "freeze", "ban", "terminate", "cancel", "dump", "seize", "punish" };

    private static readonly HashSet<string> Attackers = new(StringComparer.Ordinal) { "bomber", "gunman", "attacker", "assailant", "militant", "rebel", "insurgent", "terrorist", "extremist", "bomb", "explosion", "blast" };

    private static readonly HashSet<string> Vessels = new(StringComparer.Ordinal) { "ship", "warship", "submarine", "carrier", "destroyer", "frigate", "vessel", "bomber", "fleet", "flotilla", "cruiser", "corvette", "jet", "fighter", "aircraft", "cutter" };

    private static readonly HashSet<string> Captives = new(StringComparer.Ordinal) { "captive", "prisoner", "hostage", "detainee", "inmate", "internee", "pow" };

    private static readonly HashSet<string> Shares = new(StringComparer.Ordinal) { "part", "portion", "some", "most", "all", "rest", "half", "dozen", "hundred", "score", "number", "bulk", "majority", "series", "group", "delivery", "programme", "program" };

    private Claim.Event? VerbEvent(int s, int v, EventRule rule)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var objects = c.Objects(v);
        var obliques = c.Obliques(v);
        foreach (var o in objects.ToList())
        {
            obliques.AddRange(c.Obliques(o));
        }

        // "spoke over the phone with X": with whom stands below the phone.
        obliques.AddRange(obliques.Where(o => rule.Object.Contains(tokens[o.Word].Lemma.ToLowerInvariant())).ToList().SelectMany(o => c.Obliques(o.Word)).Where(o => !obliques.Contains(o)).ToList());
        if (c.IsNominal(v))
        {
            return null;
        }

        // "ended two hours of talks": they were held; "ended the talks" may have broken them off.
        if (rule is { Act: "SANCTION", Mode: "discontinue" } && tokens[v].Lemma is "end" or "finish" && objects.Exists(o => tokens[o].Lemma is "hour" or "day" or "week" or "round" or "minute" && c.Obliques(o).Exists(x => x.Prep == "of" && tokens[x.Word].Lemma is "talk" or "negotiation" or "discussion" or "consultation")))
        {
            rule = rule with { Act = "CONSULT", Mode = null, Format = "meeting", Needs = "partner", Object = [], Mechanism = "consultation" };
        }

        if (rule.Object.Count > 0 && !(NoLonger(s, v) && Withheld.Contains(tokens[v].Lemma)))
        {
            // "launched a raid hours after the call": what stands for a time is not what was launched.
            // "on high levels of alert": the level's noun.
            var graded = obliques.Where(o => tokens[o.Word].Lemma is "level" or "state").SelectMany(o => c.With(o.Word, "nmod"));
            var near = objects.Concat(graded).Concat(obliques.Where(o => !(rule.Act == "REQUEST" && o.Prep == "at") && o.Prep is not ("after" or "before" or "during" or "since" or "following" or "amid" or "despite" or "until" or "ahead")).Select(o => o.Word)).Concat(c.Children(v).Where(x => tokens[x].Deprel is "advcl" or "compound:prt" or "xcomp" or "acl"))
                .Concat(objects.SelectMany(o => c.Children(o).Where(x => tokens[x].Deprel is "compound" or "conj" or "amod" or "flat")));
            // "part of a military aid programme": a share of a thing is of its kind.
            // "stop giving notifications": what is left off is what the verb below it gives.
            if (tokens[v].Lemma is "stop" or "cease" or "halt" or "suspend" or "end")
            {
                near = near.Concat(c.Children(v).Where(x => tokens[x].Deprel is "xcomp" or "advcl").SelectMany(c.Objects));
            }

            // "the framework for integration, which they had initialled": what a clause describes may be the noun above the one that it stands behind.
            if (tokens[v].Deprel == "acl:relcl" && tokens[v].Head is >= 0 and var nearest && objects.Contains(nearest) && tokens[nearest].Deprel == "nmod")
            {
                near = near.Append(tokens[nearest].Head);
            }

            // "a deal that X scrapped", "the promise that X gave", "the talks begun on Monday": what the clause describes is what it was done to.
            if (tokens[v].Head is >= 0 and var thing && ((tokens[v].Deprel == "acl:relcl" && (c.IsPassive(v) || c.With(v, "nsubj").Any(x => tokens[x].Lower is not ("that" or "which" or "who")))) || (tokens[v] is { Deprel: "acl", Xpos: "VBN" })))
            {
                near = near.Append(thing);
            }

            var shared = objects.Where(o => Shares.Contains(tokens[o].Lemma) || tokens[o].Upos == "NUM").SelectMany(o => c.With(o, "nmod").Append(o)).SelectMany(o => c.With(o, "compound").Append(o));
            // Whoever is summoned by name is summoned for his state.
            var byName = tokens[v].Lemma == "recall" && _parties.OfAll(s, c.Subjects(v)) is [{ State.Length: > 0 } sender, ..] && objects.Exists(o => _doc.MentionAt(s, o) is { Role: NameRole.Person }) && _parties.OfAll(s, objects).Exists(a => a.Type == "person" && (a.State == sender.State || a.State.Length == 0)) && _doc.Text.Contains("ambassador", StringComparison.OrdinalIgnoreCase);
            // "It was signed by …": the accord that the sentence before told of.
            byName |= tokens[v].Lemma is "sign" or "initial" or "ratify" or "approve" && s > 0 && objects.Concat(c.Subjects(v)).Any(o => tokens[o].Lower is "it" or "this") && Tokens(s - 1).Any(t => t.Deprel is "nsubj" or "obj" or "nsubj:pass" && rule.Object.Contains(t.Lemma.ToLowerInvariant()));
            // "called in Ambassador X": by his office.
            byName |= tokens[v].Lemma == "call" && rule.Act == "ACCUSE" && objects.Exists(o => _doc.MentionAt(s, o) is { Role: NameRole.Person, OfficeKind: "ambassador" });
            // Who is summoned to a ministry is an envoy, however the report calls him.
            byName |= tokens[v].Lemma is "summon" or "convoke" && c.IsPassive(v) && obliques.Exists(o => o.Prep is "to" or "at" && tokens[o.Word].Lemma.ToLowerInvariant() is "ministry" or "department");
            byName |= tokens[v].Lemma == "summon" && _parties.OfAll(s, objects.Concat(c.Subjects(v))).Exists(a => a.Type == "person" && a.State.Length > 0);
            // "withdrew from the INF": a treaty by its name alone.
            byName |= rule.Object.Contains("treaty") && near.Any(w => _doc.MentionAt(s, w)?.Fact is Instrument);
            if (!byName && !near.Concat(shared).Any(w => rule.Object.Contains(tokens[w].Lemma.ToLowerInvariant())))
            {
                return null;
            }
        }

        // An envoy who is called in is summoned; one who is called on is not.
        // … nor is whoever is called to the ministry.
        if (rule is { Lemma: "call", Act: "ACCUSE" } && !(c.IsPassive(v) && obliques.Exists(o => o.Prep == "to" && tokens[o.Word].Lemma.ToLowerInvariant() is "ministry" or "department")) && !c.Children(v).Any(x => x > v && tokens[x].Lower is "in" or "home" or "back" && tokens[x].Deprel is "compound:prt" or "advmod"))
        {
            return null;
        }

        // "at a meeting hosted by X": told of where the meeting is.
        if (rule is { Lemma: "host", Object.Count: > 0 } && tokens[v].Deprel.StartsWith("acl", StringComparison.Ordinal))
        {
            return null;
        }

        // "barred a delegation from entering": admission refused.
        if (rule is { Act: "COERCE", Mode: "restrict" } && tokens[v].Lemma is "bar" or "ban" or "block" or "prohibit" && c.Children(v).Any(x => x > v && tokens[x].Deprel is "advcl" or "xcomp" && tokens[x].Lemma is "enter" or "visit" or "land" or "attend"))
        {
            rule = rule with { Act = "REJECT", Mode = null };
        }

        var mood = c.MoodOf(v);
        // "would not hold talks" refuses them; "would no longer provide data" takes it away.
        var refuses = !(tokens[v].Lemma is "go" or "come" && PlaceOf(s, v).Place is null) && mood == Mood.Planned && c.IsNegated(v) && Refusable.Contains(rule.Act) && c.Children(v).Any(x => tokens[x].Deprel == "aux" && tokens[x].Lower is "will" or "would" or "wo") && !c.IsPassive(v);
        var withholds = mood is Mood.Planned or Mood.Occurred && NoLonger(s, v) && Withheld.Contains(tokens[v].Lemma);
        if (mood is Mood.Hypothetical || (c.IsNegated(v) && mood != Mood.Denied && !refuses) || (NoLonger(s, v) && !withholds))
        {
            return null;
        }

        if (refuses || withholds)
        {
            mood = Mood.Occurred;
            rule = withholds ? rule with { Act = "SANCTION", Mode = "discontinue", Format = null, Needs = "state" } : rule with { Act = "REJECT", Mode = rule.Act switch { "CONSULT" => "meet", "AID" or "COOPERATE" => "assist", "CONCEDE" or "RETREAT" => "yield", _ => null }, Format = null, Needs = "rejector" };
        }

        // "meets tomorrow", "hosting the summit later this year": a present that points ahead.
        if (mood is Mood.Occurred or Mood.Ongoing && (tokens[v].Xpos is "VBZ" or "VBP" || (tokens[v].Xpos == "VBG" && !c.Children(v).Any(x => tokens[x].Deprel == "aux"))) && rule.Act is "CONSULT" or "AGREE" or "COOPERATE" && _doc.Anchor is { } now && DateOn(s, v, true) is { Start: { } then } && then > now)
        {
            mood = Mood.Planned;
        }

        // "Asked whether X fired it, he said …": reporters asked.
        if (rule.Act == "REQUEST" && tokens[v].Xpos == "VBN" && tokens[v].Deprel is "advcl" or "acl" && !c.Children(v).Any(x => tokens[x].Deprel.StartsWith("aux", StringComparison.Ordinal)))
        {
            return null;
        }

        // "undertook a mission" did something; "undertook to" agreed.
        if (rule.Act == "AGREE" && tokens[v].Lemma == "undertake" && !c.Children(v).Any(x => tokens[x].Deprel is "xcomp" or "advcl"))
        {
            return null;
        }

        // "are stationed in X": how things stand, told as a relation.
        if (rule.Act == "MOBILIZE" && tokens[v].Lemma is "station" or "base" && c.IsPassive(v) && c.Children(v).Any(x => tokens[x].Deprel == "aux:pass" && tokens[x].Lower is "is" or "are"))
        {
            return null;
        }

        // "condemned to death": by a court, whom nobody accuses here.
        if (rule.Act == "ACCUSE" && tokens[v].Lemma == "condemn" && obliques.Exists(o => o.Prep == "to" && tokens[o.Word].Lemma is "death" or "prison" or "year" or "imprisonment" or "jail" or "life"))
        {
            return null;
        }

        // "asked whether it ought to": a question demands nothing.
        if (rule.Act == "REQUEST" && tokens[v].Lemma is "ask" && c.Children(v).Any(x => tokens[x].Deprel is "ccomp" or "advcl" && c.Children(x).Any(y => tokens[y].Lower is "whether" or "if" or "what" or "why" or "how")))
        {
            return null;
        }

        // "agrees with their call" is of one mind with it; "the boycott proposed by X" is what X proposed, told of otherwise.
        if ((rule.Lemma == "agree" && obliques.Exists(o => o.Prep == "with" && tokens[o.Word].Upos == "NOUN" && tokens[o.Word].Lemma is "call" or "view" or "position" or "decision" or "assessment" or "idea" or "statement" or "criticism" or "proposal"))
            || (rule.Lemma == "propose" && c.IsPassive(v) && tokens[v].Deprel.StartsWith("acl", StringComparison.Ordinal)))
        {
            return null;
        }

        // "countries that recognise it": which they are, not what they did.
        if (rule.Act == "SUPPORT" && tokens[v].Xpos is "VBP" or "VBZ" && tokens[v].Deprel == "acl:relcl")
        {
            return null;
        }

        // "seized the occasion": nothing was taken from anybody.
        if (rule.Act == "COERCE" && tokens[v].Lemma == "seize" && objects.Exists(o => tokens[o].Lemma is "occasion" or "opportunity" or "chance" or "initiative" or "moment"))
        {
            return null;
        }

        // "hit back within hours": an answer, mostly in words.
        if (rule.Act == "ASSAULT" && tokens[v].Lemma is "hit" or "strike" && objects.Count == 0 && c.Children(v).Any(x => tokens[x].Lower == "back"))
        {
            return null;
        }

        // "called up the reserves" asks nobody.
        if (rule is { Lemma: "call", Act: "REQUEST" } && c.Children(v).Any(x => tokens[x].Lower is "up" or "off" && tokens[x].Deprel == "compound:prt"))
        {
            return null;
        }

        // "struck a bargain", "hit a record": no blow.
        if (rule.Act == "ASSAULT" && tokens[v].Lemma is "hit" or "strike" && objects.Exists(o => _rules.ActWords("PACT").Contains(tokens[o].Lemma.ToLowerInvariant()) || tokens[o].Lemma is "record" or "high" or "low" or "balance" or "chord" or "tone" or "note" or "blow" or "headline" or "snag" or "market"))
        {
            return null;
        }

        // "captured weapons": booty is no party.
        if (rule.Act == "ASSAULT" && tokens[v].Lemma is "capture" && objects.Exists(o => tokens[o].Lemma is "weapon" or "weaponry" or "amount" or "quantity" or "equipment" or "tank" or "vehicle" or "arm" or "arms" or "ammunition" or "document"))
        {
            return null;
        }

        // "a movement fighting for independence" says what it is for, not that there was a fight.
        if (tokens[v].Lemma is "fight" or "battle" && tokens[v].Deprel.StartsWith("acl", StringComparison.Ordinal) && obliques.Exists(o => o.Prep == "for"))
        {
            return null;
        }

        // Deciding and announcing a measure are the measure: one event, told at its first step.
        if (mood == Mood.Planned && rule.Act is "SANCTION" or "REJECT" or "CONCEDE" && c.Above(v) is >= 0 and var decider && tokens[decider].Lemma is "decide" or "announce" or "vote" && IsReal(c.MoodOf(decider)))
        {
            mood = Mood.Occurred;
        }

        // "informed them of its decision to expel": decided by whoever the sentence is about.
        var decision = mood == Mood.Planned && tokens[v].Deprel == "acl" && c.Above(v) is >= 0 and var made && tokens[made].Lemma is "decision" or "order" && c.GovernorVerb(made) is { } deciding && IsReal(c.MoodOf(deciding)) && tokens[deciding].Lemma is "announce" or "inform" or "make" or "take" or "publish" or "explain" or "defend" or "confirm" or "notify" ? deciding : (int?)null;
        if (decision is not null)
        {
            mood = Mood.Occurred;
        }

        // "suspended its decision to end the pact": what was to be undone is no act.
        if (c.Above(v) is >= 0 and var noun && tokens[noun].Upos == "NOUN" && c.GovernorVerb(noun) is { } undone && tokens[undone].Lemma is "suspend" or "reverse" or "drop" or "withdraw" or "abandon" or "cancel" or "postpone" or "oppose" or "reject")
        {
            return null;
        }

        var passive = c.IsPassive(v);
        var subjects = decision is { } by ? c.Subjects(by) : c.Subjects(v);
        List<Actor> source, target;
        if (passive)
        {
            source = _parties.OfAll(s, obliques.Where(o => o.Prep == "by").Select(o => o.Word));
            target = _parties.OfAll(s, objects.Concat(subjects));
        }
        else
        {
            source = InQuote(tokens[v].Start) && Performative.Contains(tokens[v].Lemma) && subjects is [var we] && tokens[we].Lower == "we" ? WeIn(s, tokens[v].Start) : _parties.OfAll(s, subjects);
            source = source.Count > 0 ? source : ListSubject(s, v);
            _parties.Remember(source);
            target = _parties.OfAll(s, objects);
        }

        // "summoned its ambassador for consultations": one's own envoy is recalled.
        if (rule is { Lemma: "summon" or "call", Act: "ACCUSE" } && !passive && objects.Exists(o => c.Children(o).Any(x => tokens[x].Deprel == "nmod:poss" && tokens[x].Lower is "its" or "his" or "her" or "their")))
        {
            rule = rule with { Act = "SANCTION", Mode = "withdraw" };
        }

        // "have been declared unwanted, the ministry announced": by whom nobody says; it is the state that gives it out.
        if (passive && source.Count == 0 && rule.Act is "SANCTION" or "COERCE" or "CONCEDE" && (tokens[v].Deprel == "ccomp" ? c.Above(v) : c.With(v, "parataxis").FirstOrDefault(x => x > v, -1)) is >= 0 and var giving && _rules.Says(tokens[giving].Lemma)
            && _parties.OfAll(s, c.Subjects(giving)).Where(a => a.State.Length > 0 && (a.Type != "person" || a.Office is not null) && !target.Exists(t => t.State == a.State)).ToList() is { Count: > 0 } announcing)
        {
            source = announcing;
        }

        // "was summoned to the Russian foreign ministry": who summoned stands as the place.
        if (passive && source.Count == 0 && tokens[v].Lemma is "summon" or "convoke" or "call" && rule.Act == "ACCUSE")
        {
            source = _parties.OfAll(s, obliques.Where(o => o.Prep is "to" or "by").Select(o => o.Word)).Where(a => a.State.Length > 0 && !target.Exists(t => t.State == a.State)).ToList();
            // "X's ambassador in Y was summoned": by those with whom he is.
            source = source.Count > 0 ? source : objects.Concat(subjects).SelectMany(o => c.Obliques(o)).Where(o => o.Prep is "in" or "to").Select(o => _doc.MentionAt(s, o.Word)?.Fact).OfType<State>().Where(x => !target.Exists(t => t.State == x.Id)).Take(1).Select(x => _parties.StateActor(x.Id)).ToList();
        }

        var partners = _parties.OfAll(s, obliques.Where(o => o.Prep is "with" or "between" or "among" or "alongside" or "and").Select(o => o.Word));
        // "agreed to normalise relations with X": with whom stands below what was agreed.
        if (!passive && source.Count > 0 && partners.Count == 0 && tokens[v].Lemma is "agree" or "decide")
        {
            var below = c.Children(v).Where(x => tokens[x].Deprel == "xcomp" || (tokens[x].Deprel == "advcl" && tokens[x].Xpos == "VB")).ToList();
            partners = _parties.OfAll(s, below.SelectMany(x => c.Obliques(x).Concat(c.Objects(x).SelectMany(c.Obliques))).Where(o => o.Prep is "with" or "between").Select(o => o.Word)).Where(a => a.State.Length > 0).ToList();
        }

        var toward = _parties.OfAll(s, obliques.Where(o => o.Prep is "to" or "against" or "on" or "at" or "from" or "toward" or "towards" or "for" or "of" or "over" or "'s" or "off" && !(o.Prep == "at" && tokens[o.Word].Lemma is "request" or "invitation" or "urging" or "behest")).Select(o => o.Word));
        if (!passive && tokens[v].Lemma is "agree" or "sign" or "hold" or "announce" && source.Count == 1 && partners.Count == 0 && objects.SelectMany(c.Obliques).Any(o => o.Prep == "between"))
        {
            partners = _parties.OfAll(s, objects.SelectMany(c.Obliques).Where(o => o.Prep == "between").Select(o => o.Word));
        }

        var (place, venue) = PlaceOf(s, v);
        // "Cairo hosted a conference on X": it was held there, whatever it was about.
        if (tokens[v].Lemma == "host" && !passive && subjects.Select(x => _doc.MentionAt(s, x)).FirstOrDefault(m => m is { Fact: State, Role: NameRole.Capital }) is { Fact: State seat })
        {
            place = Capital(seat);
        }

        // "shelled Kharkiv", "annexed the region": what was hit or taken is where it was done, and its state is the one it was done to.
        if (rule.Act is "ASSAULT" or "COERCE" && (passive ? objects.Concat(subjects) : objects).Select(o => PlaceWithin(s, o)).OfType<Place>().FirstOrDefault() is { } hitPlace)
        {
            place ??= Ref(hitPlace);
            if (_kb.States.ContainsKey(hitPlace.Country) && !source.Concat(target).Any(a => a.State == hitPlace.Country))
            {
                target.Add(_parties.StateActor(hitPlace.Country));
            }
        }

        var status = StatusOf(mood);
        var act = rule.Act;
        var actors = new List<Actor>();
        switch (rule.Needs)
        {
            case "attended":
                // "the meeting included X, Y and Z"; the parser may take what follows a colon for a clause.
                if (!c.Subjects(v).Exists(x => tokens[x].Lemma is "meeting" or "summit" or "talk" or "gathering" or "call" or "conference" or "session" or "dialogue"))
                {
                    return null;
                }

                actors = Distinct([.. target, .. _parties.OfAll(s, c.Children(v).Where(x => x > v && _doc.MentionAt(s, x) is { Role: NameRole.Person }).SelectMany(c.Coordinated)), .. _parties.OfAll(s, c.Obliques(v).Concat(c.Children(v).SelectMany(c.Obliques)).Where(o => o.Prep == "to").Select(o => o.Word))]);
                if (Parties.States(actors).Count < 2)
                {
                    return null;
                }

                break;
            case "partner":
                // "discussed NATO": what is talked about takes no part.
                actors = Distinct([.. source, .. tokens[v].Lemma is "discuss" ? [] : target, .. partners]);
                // "EU foreign ministers met in Brussels": several of one organisation meet one another.
                if (rule is { Act: "CONSULT", Lemma: "meet" or "gather" } && !passive && actors is [{ State.Length: > 0 } alone] && !_kb.States.ContainsKey(alone.State) && subjects.Exists(x => tokens[x].Xpos == "NNS"))
                {
                    rule = rule with { Format = "multilateral", Mode = "multilateral" };
                    break;
                }

                if (actors.Count < 2 && rule.Act == "CONSULT" && NamedIn(s, v, actors) is { Count: > 0 } present)
                {
                    actors = present;
                    break;
                }

                if (actors.Count < 2 || (rule.Act == "SUPPORT" && (source.Count == 0 || target.Count == 0)))
                {
                    return null;
                }

                break;
            case "target":
                if (target.Count == 0 && c.Children(v).Where(x => tokens[x].Deprel is "ccomp" or "advcl").SelectMany(x => c.With(x, "nsubj")).ToList() is { Count: > 0 } charged)
                {
                    // "accused X of …": the parser may give X to the clause below.
                    target = _parties.OfAll(s, charged);
                }

                // "X and Y accused each other": each is both.
                if (source.Count > 1 && objects.Exists(o => (tokens[o].Lower == "other" && o > 0 && tokens[o - 1].Lower is "each" or "the") || (tokens[o].Lower is "each" or "another" or "one" && tokens.Skip(Math.Max(0, o - 1)).Take(3).Any(t => t.Lower is "other" or "another"))))
                {
                    actors = Distinct([.. source.Select(a => a with { Role = "source" })]);
                    break;
                }

                // "expressed X's support for the sovereignty of Y": X only gives it.
                if (rule.Act == "SUPPORT" && rule.Object.Count > 0)
                {
                    target = [.. target.Where(a => !source.Exists(x => x.State == a.State))];
                    toward = [.. toward.Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)), .. objects.SelectMany(c.Obliques).Concat(obliques).Where(o => o.Prep is "for" or "to" or "with").SelectMany(o => c.Obliques(o.Word)).Where(o => o.Prep == "of").SelectMany(o => _parties.Of(s, o.Word)).Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State))];
                }

                // "declared their solidarity with X": not those whose it is, but with whom.
                target = rule.Object.Count > 0 && partners.Concat(toward).Any(a => a.State.Length > 0) ? [.. partners, .. toward] : target.Count > 0 ? target : toward;
                // "Numerous governments have accused X of supplying Y": who accuses is not said, whom and over whom is.
                if (source.Count == 0 && rule.Act == "ACCUSE" && !passive && target.Exists(a => a.State.Length > 0) && subjects.Exists(x => tokens[x].Xpos == "NNS" && tokens[x].Lemma is "government" or "country" or "nation" or "state" or "capital" or "power"))
                {
                    actors = Distinct([.. target.Concat(c.Obliques(v).SelectMany(o => _parties.OfAll(s, c.Objects(o.Word)))).Concat(c.Children(v).Where(x => c.IsVerb(x) && x > v).SelectMany(x => _parties.OfAll(s, c.Objects(x)))).Where(a => a.State.Length > 0).Select(a => a with { Role = "target" })]);
                    break;
                }

                if (source.Count == 0 || target.Count == 0 || Same(source, target))
                {
                    return null;
                }

                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Select(a => a with { Role = "target" })]);
                break;
            case "callfor":
                // "called for a ceasefire", "called on X to withdraw"; who is called on and asked for nothing was visited.
                var asked = _parties.OfAll(s, obliques.Where(o => o.Prep is "on" or "upon").Select(o => o.Word));
                if (passive || Parties.States(source).Count == 0 || !(CalledFor(s, v) >= 0 || (asked.Count > 0 && c.Children(v).Any(x => tokens[x].Deprel is "xcomp" or "advcl" && tokens[x].Xpos == "VB"))))
                {
                    return null;
                }

                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. asked.Select(a => a with { Role = "target" })]);
                break;
            case "suspended":
                // "suspended X from the council"
                target = target.Where(a => a.Type == "state" && !source.Exists(x => x.State == a.State)).ToList();
                if (target.Count == 0 || !obliques.Exists(o => o.Prep == "from") || (tokens[v].Lemma == "expel" && objects.Exists(o => tokens[o].Lemma is "vessel" or "ship" or "boat" or "trawler" or "aircraft" or "plane" or "jet")))
                {
                    return null;
                }

                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Select(a => a with { Role = "target" })]);
                break;
            case "briefed":
                actors = Distinct([.. source, .. target]);
                if (source.Count == 0 || !target.Exists(a => a.State.Length > 0))
                {
                    return null;
                }

                break;
            case "warner":
                // "warned it could sell off its holdings if …": what one says that he may do to another unless that other does as he wants.
                // "warned it was prepared to take action"
                if (!passive && source.Count > 0 && Parties.States(source).Count == 1 && c.Children(v).Any(x => tokens[x].Deprel == "ccomp" && tokens[x].Lemma is "prepare" or "prepared" or "ready" && c.With(x, "nsubj", "nsubj:pass", "expl").Any(y => tokens[y].Lower is "it" or "they" or "he" or "she" or "we") && c.Children(x).Any(y => tokens[y].Deprel is "xcomp" or "advcl" && (Retaliations.Contains(tokens[y].Lemma) || (tokens[y].Lemma == "take" && c.Objects(y).Exists(o => tokens[o].Lemma is "action" or "measure" or "step" or "countermeasure"))))))
                {
                    actors = [.. source.Select(a => a with { Role = "source" })];
                    break;
                }

                if (!passive && source.Count > 0 && Parties.States(source).Count == 1 && c.Children(v).FirstOrDefault(x => tokens[x].Deprel == "ccomp" && Retaliations.Contains(tokens[x].Lemma) && c.Children(x).Any(y => tokens[y].Deprel == "aux" && tokens[y].Lower is "could" or "would" or "will" or "may" or "might") && c.With(x, "nsubj").Any(y => tokens[y].Lower is "it" or "they" or "he" or "she" or "we") && !c.IsNegated(x), -1) is >= 0 and var measure)
                {
                    var (m1, m2) = c.Subtree(measure);
                    var harmed = _doc.Mentions[s].Where(m => m.First >= m1 && m.Last <= m2 && m.Fact is State other && other.Id != source[0].State).Select(m => _parties.StateActor(((State)m.Fact!).Id, "target")).Take(1);
                    actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. harmed]);
                    break;
                }

                // "warned X not to …", "warned X that it would face …": a warning of danger from elsewhere threatens nobody.
                target = target.Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).ToList();
                if (passive || source.Count == 0 || target.Count == 0 || !c.Children(v).Any(x => (tokens[x].Deprel is "xcomp" or "advcl" && c.IsNegated(x)) || (tokens[x].Deprel == "ccomp" && c.Children(x).Any(y => tokens[y].Lower is "would" or "will") && tokens[x].Lemma is "face" or "pay" or "respond" or "retaliate" or "suffer" or "act" or "regret" or "strike")))
                {
                    return null;
                }

                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Select(a => a with { Role = "target" })]);
                break;
            case "projectile":
                // "a shell from X landed in Y": whence it came is who fired it.
                var fell = subjects.Where(x => Projectiles.Contains(tokens[x].Lemma.ToLowerInvariant())).ToList();
                source = _parties.OfAll(s, fell.SelectMany(x => c.Obliques(x).Where(o => o.Prep is "from" or "by").Select(o => o.Word).Concat(c.Children(x).Where(y => tokens[y].Deprel is "acl" or "amod" or "compound").SelectMany(y => c.Obliques(y).Where(o => o.Prep is "from" or "by").Select(o => o.Word).Append(y))))).Where(a => a.State.Length > 0).ToList();
                var struck = place is { Country.Length: > 0 } ? place.Country : "";
                if (source.Count == 0 || struck.Length == 0 || source.Exists(a => a.State == struck) || !_kb.States.ContainsKey(struck))
                {
                    return null;
                }

                actors = Distinct([.. source.Select(a => a with { Role = "source" }), _parties.StateActor(struck, "target")]);
                break;
            case "exercise":
                if (tokens[v].Lemma == "take" && !objects.Exists(o => tokens[o].Lemma == "part"))
                {
                    return null;
                }

                actors = Distinct([.. source.Where(a => a.State.Length > 0), .. partners, .. Host(place, source), .. Host(Whither(s, v), source)]);
                if (Parties.States(actors).Count < 2)
                {
                    return null;
                }

                break;
            case "signfor":
                // "signed on behalf of the government of X", "signed for X": each signs what the report tells of.
                var behalf = obliques.Where(o => o.Prep == "for" || (o.Prep == "on" && tokens[o.Word].Lemma == "behalf")).Select(o => o.Word).ToList();
                // "X has signed in Y": the accord that the report tells of.
                if (objects.Count == 0 && behalf.Count == 0 && !passive && source.Exists(a => a.State.Length > 0) && place is not null && s > 0 && _claims.Exists(x => x is Claim.Event { Act: "AGREE" } or Claim.Commitment or Claim.Affirmation))
                {
                    actors = [.. source.Where(a => a.State.Length > 0)];
                    break;
                }

                if (objects.Count > 0 || behalf.Count == 0 || passive)
                {
                    return null;
                }

                actors = Distinct([.. source, .. _parties.OfAll(s, behalf.SelectMany(w => tokens[w].Lemma == "behalf" ? c.With(w, "nmod") : [w])), .. c.With(v, "conj").Where(x => tokens[x].Lemma == "sign").SelectMany(x => _parties.OfAll(s, c.Subjects(x)))]);
                if (Parties.States(actors).Count < 2 || tokens[v].Deprel is "conj" or "advcl")
                {
                    return null;
                }

                break;
            case "person":
                // "spoke by phone to the leaders of X and Y": who they are stands in their states.
                actors = Distinct([.. source, .. partners, .. toward.Where(a => a.Type == "person" || (a.State.Length > 0 && rule.Format == "call"))]);
                if (!actors.Exists(a => a.Type == "person") || (rule.Format == "call" && actors.Count < 2))
                {
                    return null;
                }

                break;
            case "personfrom":
                // "answered a call from X": one who calls and one who is called.
                actors = Distinct([.. source, .. toward]);
                if (passive || !source.Exists(a => a.Type == "person") || Parties.States(actors).Count < 2 || !actors.Exists(a => a.Type == "person" && a.Office is not null))
                {
                    return null;
                }

                break;
            case "speakwith":
                // "who speaks Japanese": a language, no talk.
                if (objects.Count > 0 || (tokens[v].Xpos is "VBZ" or "VBP" && tokens[v].Deprel == "acl:relcl"))
                {
                    return null;
                }

                actors = Distinct([.. source, .. partners, .. toward.Where(a => a.Type == "person")]);
                if (actors.Count(a => a is { Type: "person" }) < 2 || !actors.Exists(a => a.Office is not null) || Parties.States(actors).Count < 2)
                {
                    return null;
                }

                break;
            case "personpair":
                actors = Distinct([.. source, .. target, .. partners]);
                if (actors.Count < 2 && tokens[v].Deprel == "acl" && c.GovernorVerb(v) is { } told)
                {
                    // "signed … at a meeting hosted by X"
                    actors = Distinct([.. actors, .. _parties.OfAll(s, c.Subjects(told))]);
                }

                if (actors.Count < 2 || !actors.Exists(a => a.Type == "person"))
                {
                    return null;
                }

                break;
            case "visitor":
                actors = [.. source];
                if (source.Count == 0 || !(source[0].Type is "person" or "organisation" or "state") || (place is null && target.Count == 0))
                {
                    return null;
                }

                actors = Distinct([.. source, .. target, .. Host(place, source)]);
                break;
            case "tour":
                // "X, where he was making his first visit"
                place ??= tokens[v].Deprel == "acl:relcl" && c.Children(v).Any(x => tokens[x].Lower == "where") && _doc.MentionAt(s, tokens[v].Head) is { } spotted ? spotted.Fact switch { State capital when spotted.Role == NameRole.Capital => Capital(capital), Place spot => Ref(spot), _ => null } : null;
                // "began a three-nation tour of X and Y", "is on a visit to X"
                var hosts = _parties.OfAll(s, obliques.Where(o => o.Prep is "to" or "of" or "in").Select(o => o.Word)).Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).ToList();
                if (passive || !source.Exists(a => a.State.Length > 0) || (hosts.Count == 0 && place is null))
                {
                    return null;
                }

                actors = Distinct([.. source, .. hosts.Select(a => a with { Role = "target" }), .. Host(place, source)]);
                break;
            case "travel":
                if (!source.Exists(a => a.Type == "person" && a.State.Length > 0) || place is null || !TravelGoal(s, v))
                {
                    return null;
                }

                // "flew to X and Y"
                actors = Distinct([.. source.Where(a => a.Type == "person"), .. Host(place, source), .. _parties.OfAll(s, obliques.Where(o => o.Prep == "to").SelectMany(o => c.Coordinated(o.Word))).Where(a => a.Type == "state" && !source.Exists(x => x.State == a.State)).Select(a => a with { Role = "target" })]);
                break;
            case "pairstate":
                actors = Distinct([.. source, .. partners, .. target.Where(a => a.Type == "state")]);
                // "Relations were restored": of the two told of.
                if (passive && source.Count == 0 && Parties.States(actors).Count == 0 && rule.Act == "AGREE" && WhenOf(s, v, false, inherit: false).IsKnown && _parties.Group(2) is { Count: > 1 } pair && Parties.States(pair).Count == 2)
                {
                    actors = [.. Parties.States(pair).Select(x => _parties.StateActor(x))];
                }

                if (Parties.States(actors).Count < 2 && rule.Act is "CONSULT" or "AGREE" && NamedIn(s, v, actors) is { Count: > 1 } sides)
                {
                    actors = sides;
                }

                if (Parties.States(actors).Count < 2)
                {
                    return null;
                }

                break;
            case "cancel":
                // "postponed his trip to X and Y": those he would have visited.
                actors = Distinct([.. source, .. target, .. _parties.OfAll(s, obliques.Where(o => o.Prep is "to" or "with").SelectMany(o => c.Coordinated(o.Word))).Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).Select(a => a with { Role = "target" })]);
                // "The meeting was cancelled": of those told of.
                actors = Parties.States(actors).Count == 0 && passive && objects.Concat(subjects).Any(o => c.Children(o).Any(x => tokens[x].Lower is "the" or "their")) ? [.. _parties.Group(2).Where(a => a.State.Length > 0)] : actors;
                if (Parties.States(actors).Count == 0)
                {
                    return null;
                }

                status = tokens[v].Lemma is "postpone" or "delay" ? "postponed" : "cancelled";
                break;
            case "rejector":
                // "declined to comment", "refused to say": nothing was refused to anybody.
                if (source.Count == 0 || Parties.States(source).Count == 0 || c.Children(v).Any(x => tokens[x].Deprel == "xcomp" && tokens[x].Lemma is "comment" or "say" or "answer" or "elaborate" or "confirm" or "discuss" or "give" or "name" or "draw" or "disclose" or "specify"))
                {
                    return null;
                }

                // "turned down that proposal": of whoever made it in the sentence before.
                // "rejected the accusation": of whoever made it.
                var proposers = s > 0 && objects.Exists(o => tokens[o].Lemma is "proposal" or "offer" or "plan" or "demand" or "request" or "suggestion" or "idea" or "accusation" or "allegation" or "charge" or "claim" or "criticism" or "call" or "protest" or "ultimatum" or "complaint" && c.Children(o).Any(x => tokens[x].Lower is "that" or "this" or "the" or "these" or "those"))
                    ? _claims.Where(x => x.Evidence.Start >= _doc.Sentences[Math.Max(0, s - 2)].Start && x.Evidence.End <= _doc.Sentences[s - 1].End && (x is Claim.Event { Act: "REQUEST" or "ACCUSE" or "THREATEN" } || (x is Claim.Event { Act: "AGREE", Rule: { } made } && (made.Contains("propose", StringComparison.Ordinal) || made.Contains("offer", StringComparison.Ordinal))) || x is Claim.Statement { Stance: "accuse" or "criticise" or "demand" }))
                        .Reverse().Take(1).SelectMany(x => x.Actors.Where(a => a.Role != "target" && a.State.Length > 0 && !source.Exists(y => y.State == a.State))) : [];
                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Concat(partners).Concat(toward).Concat(DeepTargets(s, v)).Concat(proposers).Where(a => a.State.Length > 0).Select(a => a with { Role = "target" })]);
                break;
            case "against":
                var hurt = _parties.OfAll(s, obliques.Concat(objects.SelectMany(c.Obliques)).Where(o => o.Prep == "against").SelectMany(o => c.Coordinated(o.Word))).Where(a => a.State.Length > 0).ToList();
                if (Parties.States(source).Count == 0 || hurt.Count == 0)
                {
                    return null;
                }

                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. hurt.Select(a => a with { Role = "target" })]);
                break;
            case "home":
                if (Parties.States(source).Count == 0 || !c.Children(v).Concat(objects.SelectMany(c.Children)).Any(x => tokens[x].Lower is "back" or "home"))
                {
                    return null;
                }

                actors = Distinct([.. source, .. toward.Where(a => a.Type == "state").Select(a => a with { Role = "target" })]);
                break;
            case "outof":
                // "pulled its troops out", "ordered its forces home": out of somewhere; "its troops were pulled out" by whose they are.
                if (passive && source.Count == 0)
                {
                    source = _parties.OfAll(s, objects.Concat(objects.Where(o => Shares.Contains(tokens[o].Lemma)).SelectMany(o => c.With(o, "nmod")))).Where(a => a.State.Length > 0).ToList();
                }

                if (source.Count == 0 || !c.Children(v).Concat(objects.SelectMany(c.Children)).Any(x => tokens[x].Lower is "out" or "back" or "home"))
                {
                    return null;
                }

                actors = Distinct([.. source, .. toward.Where(a => a.Type == "state").Select(a => a with { Role = "target" })]);
                break;
            case "vessel":
                // "a US submarine arrived in the port of X": ships and aircraft of one state come to another.
                var fleet = subjects.Where(x => Vessels.Contains(tokens[x].Lemma.ToLowerInvariant())).ToList();
                source = _parties.OfAll(s, fleet).Where(a => a.State.Length > 0).ToList();
                if (passive || fleet.Count == 0 || source.Count == 0 || place is not { Country.Length: > 0 } || source.Exists(a => a.State == place.Country) || !_kb.States.ContainsKey(place.Country))
                {
                    return null;
                }

                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. Host(place, source)]);
                break;
            case "towards":
                // "cut gas supplies to X": done to another.
                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Concat(toward).Concat(objects.SelectMany(c.Obliques).Where(o => o.Prep is "to").SelectMany(o => _parties.Of(s, o.Word))).Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).Select(a => a with { Role = "target" })]);
                if (Parties.States(source).Count == 0 || !actors.Exists(a => a.Role == "target"))
                {
                    return null;
                }

                break;
            case "forces":
                if (!objects.Concat(subjects).Any(o => tokens[o].Lemma.ToLowerInvariant() is "troop" or "troops" or "force" or "forces" or "ship" or "warship" or "soldier" or "aircraft" or "peacekeeper" or "missile" or "carrier" or "vessel" or "system" or "jet" or "bomber" or "marine" or "submarine" or "unit" or "military" or "army" or "navy" or "militaries"))
                {
                    return null;
                }

                actors = Distinct([.. source, .. target]);
                break;
            case "fires":
                if (source.Count == 0 || !source.Exists(a => a.State.Length > 0))
                {
                    return null;
                }

                actors = source;
                break;
            case "assault":
                // "a bomber killed nine in northern X": somebody unnamed, in a state that the words name.
                if (source.Count == 0 && !passive && subjects.FirstOrDefault(x => Attackers.Contains(tokens[x].Lemma.ToLowerInvariant()), -1) is >= 0 and var attacker)
                {
                    var (a1, a2) = c.OwnSpan(v);
                    var hitState = place is { Country.Length: > 0 } spot && _kb.States.ContainsKey(spot.Country) ? spot.Country : _doc.Mentions[s].Where(m => m.First >= a1 && m.Last <= a2 && m.Fact is State).Select(m => ((State)m.Fact!).Id).FirstOrDefault();
                    if (hitState is not null || Parties.States(target).Count > 0)
                    {
                        var begin = c.Children(attacker).Where(x => tokens[x].Deprel is "amod" or "compound" && x < attacker).DefaultIfEmpty(attacker).Min();
                        var called = _doc.Words(s, begin, attacker);
                        source = [new Actor { Id = "unnamed/" + Slug.Of(called), Label = called, Type = "organisation" }];
                        if (Parties.States(target).Count == 0)
                        {
                            target.Add(_parties.StateActor(hitState!));
                        }
                    }
                }

                // "were killed in fighting with Chinese troops": who was fought.
                if (passive && source.Count == 0 && obliques.Find(o => o.Prep is "in" or "during" && tokens[o.Word].Lemma is "fighting" or "fight" or "clash" or "battle" or "attack" or "ambush" or "strike" or "raid" or "shelling" or "skirmish" or "combat" or "brawl" or "exchange") is { Word: > 0 } melee)
                {
                    source = _parties.OfAll(s, c.Obliques(melee.Word).Where(o => o.Prep is "with" or "by").SelectMany(o => c.Coordinated(o.Word))).Where(a => a.State.Length > 0 && !target.Exists(t => t.State == a.State)).ToList();
                }

                if (passive && target.Count + toward.Count == 0)
                {
                    return null;
                }

                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Concat(toward).Select(a => a with { Role = "target" })]);
                if (Parties.States(actors).Count == 0 || (source.Count == 0 && !passive) || source.Exists(a => a.Type == "person"))
                {
                    return null;
                }

                break;
            case "coerciveLaw":
                var words = Text(s, v);
                if (Parties.States(source).Count == 0 || !(words.Contains("coast guard", StringComparison.OrdinalIgnoreCase) || words.Contains("fire", StringComparison.OrdinalIgnoreCase) || words.Contains("force", StringComparison.OrdinalIgnoreCase) || words.Contains("military", StringComparison.OrdinalIgnoreCase) || words.Contains("foreign", StringComparison.OrdinalIgnoreCase)))
                {
                    return null;
                }

                actors = source;
                break;
            case "officials" when !passive && source.Count > 1 && Parties.States(source).Count > 1 && objects.Exists(o => tokens[o].Lower is "other" or "another" or "each"):
                // "the ministers saw each other"
                actors = [.. source];
                break;
            case "officials":
                // "also saw Prime Minister X": one in office sees another of another state.
                actors = Distinct([.. source, .. target]);
                if (passive || !source.Exists(a => a is { Type: "person", State.Length: > 0 }) || !target.Exists(a => a is { Type: "person", Office: not null }) || Parties.States(actors).Count < 2 || c.Children(v).Any(x => tokens[x].Deprel is "xcomp" or "ccomp" or "advcl" && x > v && tokens[x].Xpos is "VB" or "VBG"))
                {
                    return null;
                }

                break;
            case "callon":
                // "had called on the president": a visit to somebody in office, where nothing is asked of him.
                var visited = _parties.OfAll(s, obliques.Where(o => o.Prep == "on").SelectMany(o => c.Coordinated(o.Word))).Where(a => a is { Type: "person", Office: not null }).ToList();
                if (passive || visited.Count == 0 || !source.Exists(a => a.State.Length > 0) || CalledFor(s, v) >= 0 || c.Children(v).Any(x => x > v && tokens[x].Deprel is "xcomp" or "ccomp" or "advcl" && tokens[x].Xpos == "VB"))
                {
                    return null;
                }

                actors = Distinct([.. source, .. visited]);
                if (Parties.States(actors).Count < 2)
                {
                    return null;
                }

                break;
            case "off":
                // "put off the exercise", "called off the talks": what was to be held.
                var dropped = objects.Concat(subjects.Where(_ => passive)).ToList();
                if (Parties.States(source.Concat(target)).Count == 0 || !dropped.Exists(o => tokens[o].Lemma.ToLowerInvariant() is "exercise" or "drill" or "manoeuvre" or "maneuver" or "game" or "meeting" or "visit" or "summit" or "talk" or "trip" or "negotiation" or "consultation"))
                {
                    return null;
                }

                act = dropped.Exists(o => tokens[o].Lemma.ToLowerInvariant() is "exercise" or "drill" or "manoeuvre" or "maneuver" or "game") ? "COOPERATE" : "CONSULT";
                actors = Distinct([.. source, .. target, .. partners, .. toward.Where(a => a.State.Length > 0)]);
                status = tokens[v].Lemma == "call" ? "cancelled" : "postponed";
                break;
            case "homeward":
                // "sent home 18 captured soldiers", "handed over the prisoners": who were held go free.
                var held = objects.Concat(subjects).Where(o => Captives.Contains(tokens[o].Lemma.ToLowerInvariant()) || c.Children(o).Any(x => tokens[x].Lower is "captured" or "detained" or "jailed" or "imprisoned" or "held" or "captive" or "arrested" or "kidnapped" or "abducted")).ToList();
                if (Parties.States(source).Count == 0 || held.Count == 0 || !(tokens[v].Lemma is "repatriate" or "free" or "release" || c.Children(v).Any(x => tokens[x].Lower is "home" or "over" or "back" or "free")))
                {
                    return null;
                }

                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Concat(toward).Concat(held.SelectMany(o => _parties.Of(s, o))).Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).Select(a => _parties.StateActor(a.State, "target"))]);
                break;
            case "expelled":
                // "gave the ambassador three days to leave", "told the diplomats to go": the order to leave makes it one.
                var (x1, x2) = c.Subtree(v);
                // "were ordered out of X", "were told to leave X": by whose country it is.
                if (passive && source.Count == 0 && _doc.Mentions[s].Find(m => m.First > v && m.Last <= x2 && m.Fact is State && m.Role is NameRole.State or NameRole.Capital && tokens[m.First - 1].Lower is "of" or "leave") is { Fact: State ordering } && !target.Exists(t => t.State == ordering.Id))
                {
                    source = [_parties.StateActor(ordering.Id)];
                    if (Enumerable.Range(v, x2 - v + 1).Any(i => tokens[i].Lower == "out" || (tokens[i].Lemma == "leave" && tokens[i].Xpos == "VB")))
                    {
                        actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Where(a => a.State.Length > 0).Select(a => a with { Role = "target" })]);
                        break;
                    }
                }

                // "was told to leave the country", in a report of two states: by the one that he is not of.
                if (passive && source.Count == 0 && Parties.States(target) is [var sent] && Enumerable.Range(v, x2 - v + 1).Any(i => tokens[i].Lemma is "leave" or "depart" && tokens[i].Xpos == "VB") && OtherSide(s, [sent]) is { } telling)
                {
                    actors = Distinct([telling with { Role = "source" }, .. target.Where(a => a.State.Length > 0).Select(a => a with { Role = "target" })]);
                    break;
                }

                if (passive || Parties.States(source).Count == 0 || !Enumerable.Range(x1, x2 - x1 + 1).Any(i => i > v && tokens[i].Lemma is "leave" or "depart" or "go" && tokens[i].Xpos == "VB"))
                {
                    return null;
                }

                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).Select(a => a with { Role = "target" })]);
                break;
            case "pressconf":
                actors = [.. source.Where(a => a is { Type: "person", Office: not null })];
                if (actors.Count == 0 || target.Exists(a => a.Type == "person"))
                {
                    return null;
                }

                break;
            case "firesat":
                var hit = _parties.OfAll(s, obliques.Where(o => o.Prep is "into" or "at" or "on" or "toward" or "towards" or "against").Select(o => o.Word)).Where(a => a.State.Length > 0).ToList();
                // "into Pakistani-controlled territory"
                hit.AddRange(obliques.Where(o => o.Prep is "into" or "at" or "on" or "toward" or "towards" && tokens[o.Word].Lemma is "territory" or "airspace" or "water" or "waters" or "city" or "town" or "village" or "area" or "province" or "region" or "position").SelectMany(o => { var (f, l) = c.Subtree(o.Word); return _doc.Mentions[s].Where(m => m.First >= f && m.Last <= l && m.Fact is State && m.Role is NameRole.Adjective or NameRole.State); }).Select(m => _parties.StateActor(((State)m.Fact!).Id)).Take(1));
                hit.AddRange(_doc.Mentions[s].Where(m => m.First > v && m.Fact is State && c.Children(m.Head).Concat(c.Children(Math.Max(0, tokens[m.Head].Head))).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "into" or "at")).Select(m => _parties.StateActor(((State)m.Fact!).Id)));
                source = source.Count > 0 ? source : [.. subjects.Select(w => _parties.Unnamed(s, w)).OfType<Actor>()];
                if (hit.Count == 0 || source.Count == 0)
                {
                    return null;
                }

                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. hit.Select(a => a with { Role = "target" })]);
                break;
            case "crowd":
                actors = source;
                if (actors.Count == 0 && subjects.Count > 0)
                {
                    // "Protesters in the Bolivian city": whose people they are stands beside them.
                    var (f, l) = c.Subtree(subjects[0]);
                                        var (f2, l2) = c.OwnSpan(v);
                    actors = [.. _doc.Mentions[s].Where(m => m.First >= f && m.Last <= l && m.Fact is State).Concat(_doc.Mentions[s].Where(m => m.First >= f2 && m.Last <= l2 && m.Fact is State)).Select(m => ((State)m.Fact!).Id).Concat(place is { Country.Length: > 0 } there && _kb.States.ContainsKey(there.Country) ? [there.Country] : []).Concat(_doc.Mentions[s].Where(m => m.Fact is State).Select(m => ((State)m.Fact!).Id)).Concat(_doc.Principal).Select(x => _parties.StateActor(x)).Take(1)];
                }

                if (!subjects.Any(x => tokens[x].Lemma.ToLowerInvariant() is "protester" or "crowd" or "thousand" or "hundred" or "demonstrator" or "people" or "palestinians" or "resident" or "student" or "worker" or "activist" or "youth" or "farmer" or "landowner" or "teacher" or "miner" or "refugee" or "citizen" or "group" or "opposition" or "prisoner" or "fundamentalist" or "settler" or "villager" or "monk" or "doctor" or "trucker" or "supporter" or "follower" or "dissident" or "striker" or "hundred" or "dozen") && !(source.Count > 0 && source[0].Id.StartsWith("people/", StringComparison.Ordinal)))
                {
                    return null;
                }

                break;
            case "state":
                actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. partners.Concat(target.Where(a => a.Type is "state" or "person")).Concat(rule.Mode == "arrest" ? [] : toward.Where(a => a.Type is "state" or "person")).Concat(ObjectStates(s, objects)).Select(a => a with { Role = "target" })]);
                // "The agreement between X and Y is to be signed"
                if (passive && actors.Count == 0 && rule.Mode is "sign" or "ratify")
                {
                    actors = [.. _parties.OfAll(s, objects.Concat(DoersAbove(s, v)).SelectMany(c.Obliques).Where(o => o.Prep is "between" or "among").SelectMany(o => c.Coordinated(o.Word))).Where(a => a.State.Length > 0).DistinctBy(a => a.Id)];
                }

                if (passive && actors.Count == 0 && rule.Mode is "sign" or "ratify" or "agree" && rule.Lemma is not "agree")
                {
                    // "The pact, signed in November 2016": its parties are those that the report has been telling of.
                    // "A memorandum on X was signed", as news of the day, is of those whose day it is.
                    var fresh = !tokens[v].Deprel.StartsWith("acl", StringComparison.Ordinal) && c.Children(v).Any(x => tokens[x].Deprel == "aux:pass" && tokens[x].Lower is "was" or "were") && objects.Concat(subjects).Any(o => c.Children(o).Any(x => tokens[x].Lower is "a" or "an" || tokens[x].Deprel == "nummod")) && _doc.SecondWeight >= 3;
                    if (!fresh && !WhenOf(s, v, false, inherit: false).IsKnown)
                    {
                        return null;
                    }

                    var pact = objects.Concat(subjects).Select(o => _doc.MentionAt(s, o)?.Fact).OfType<Instrument>().FirstOrDefault() ?? LastInstrument(s);
                    actors = pact is { Parties.Length: 2 } && (pact != LastInstrument(s) || objects.Concat(subjects).Any(o => Accords.Contains(tokens[o].Lemma.ToLowerInvariant()) || _doc.MentionAt(s, o)?.Fact is Instrument)) ? [.. pact.Parties.Where(_kb.States.ContainsKey).Select(p => _parties.StateActor(p))] : _doc.SecondWeight >= 4 ? [.. _doc.Principal.Take(2).Select(p => _parties.StateActor(p))] : [];
                }

                // "signed the agreement on the costs of the US forces in Japan": whose matter it is signs it.
                if (rule.Mode == "sign" && Parties.States(actors).Count < 2 && !passive)
                {
                    actors = Distinct([.. actors, .. objects.SelectMany(o => { var (f, l) = c.Subtree(o); return _doc.Mentions[s].Where(m => m.First >= f && m.Last <= l && m.Fact is State && m.Role is NameRole.State or NameRole.Adjective && !Described(s, m.Head, o)).Select(m => _parties.StateActor(((State)m.Fact!).Id)); })]);
                }

                // A body of no state (an agency, a court, a movement) acts where a state is concerned.
                // Two whom no file knows, who sign in a report of two states, sign for them.
                if (rule.Mode == "sign" && Parties.States(actors).Count == 0 && (passive ? actors : source).Count(a => a.Type == "person") >= 2 && _doc.SecondWeight >= 6 && _doc.SecondWeight >= 2 * _doc.ThirdWeight)
                {
                    actors = Distinct([.. actors, .. _doc.Principal.Take(2).Select(p => _parties.StateActor(p))]);
                    break;
                }

                if (Parties.States(source).Count == 0 && Parties.States(partners).Count == 0 && Parties.States(actors).Count == 0 && !passive && rule.Act is "CONSULT" or "AGREE" && NamedIn(s, v, actors) is { Count: > 0 } taking)
                {
                    actors = taking;
                    break;
                }

                // "The envoys had reached a consensus", "Experts of the two sides initialled the text": of those told of.
                if (rule.Act == "AGREE" && !passive && Parties.States(actors).Count == 0 && subjects.Exists(x => tokens[x].Xpos == "NNS" && Delegates.Contains(tokens[x].Lemma)) && _parties.Group(2) is { Count: > 1 } senders && Parties.States(senders).Count > 1)
                {
                    actors = [.. Parties.States(senders).Select(x => _parties.StateActor(x))];
                    break;
                }

                if (Parties.States(source).Count == 0 && Parties.States(partners).Count == 0 && !((passive || source.Exists(a => a.Type == "organisation")) && Parties.States(actors).Count > 0))
                {
                    return null;
                }

                break;
        }

        // "Putin said Russia was suspending": he who announces his state's act has part in it.
        if (act is "SANCTION" or "CONCEDE" or "RETREAT" or "REJECT" && tokens[v].Deprel == "ccomp" && c.Above(v) is >= 0 and var saying && tokens[saying].Lemma is "say" or "announce" or "declare" or "tell")
        {
            actors = Distinct([.. actors, .. _parties.OfAll(s, c.Subjects(saying)).Where(a => a.Type == "person" && source.Exists(x => x.State == a.State)).Select(a => a with { Role = "source" })]);
        }

        // An act against somebody names him somewhere in what it is about: "expelled two Russian diplomats", "demanded that X withdraw".
        if (act is "REQUEST" or "ACCUSE" or "REJECT" or "THREATEN" or "PROTEST" or "SANCTION" or "COERCE" or "ASSAULT" or "CONCEDE" && !passive && Parties.States(source) is { Count: > 0 } own && Parties.States(actors).All(own.Contains)
            && Against(s, v, own) is { } against)
        {
            actors = Distinct([.. actors, against]);
        }

        // "recalled Venezuela's ambassador to X": an owner who is the doer is not done to.
        if (act is "SANCTION" or "ACCUSE" or "REQUEST" or "REJECT" or "THREATEN" && actors.Exists(a => a.Role == "target" && a.State.Length > 0 && !source.Exists(x => x.State == a.State)))
        {
            actors = [.. actors.Where(a => a.Role != "target" || a.Type != "state" || !source.Exists(x => x.State == a.State))];
        }

        // Who condemns a thing and nobody in particular says something; nobody is accused.
        if (act == "ACCUSE" && rule.Mode == "disapprove" && tokens[v].Lemma is "condemn" or "denounce" or "deplore" or "decry" && !actors.Exists(a => a.Role == "target") && objects.Exists(o => tokens[o].Lemma is "terrorism" or "extremism" or "violence" or "racism" or "antisemitism" or "corruption" or "hatred"))
        {
            return null;
        }

        // Ships of two states that train each for itself make no joint exercise.
        if (act == "COOPERATE" && rule.Mechanism == "exercises")
        {
            var joint = rule.Needs == "exercise" || (Parties.States(source).Count > 1 && objects.Exists(o => c.Children(o).Any(x => tokens[x].Lower == "their"))) || partners.Count > 0 || SentenceText(s).Contains("joint", StringComparison.OrdinalIgnoreCase) || SentenceText(s).Contains("lateral", StringComparison.OrdinalIgnoreCase) || SentenceText(s).Contains("together", StringComparison.OrdinalIgnoreCase);
            if (!joint && Parties.States(actors).Count > 1)
            {
                return null;
            }

            act = joint ? act : "MOBILIZE";
        }

        // Somebody threatens, asks, accuses or refuses; where nobody is named who does, nothing is known.
        if (act is "THREATEN" or "REQUEST" or "ACCUSE" or "REJECT" && source.Count == 0 && passive)
        {
            return null;
        }

        if (rule.Act == "AGREE" && rule.Lemma == "agree" && (Parties.States(actors).Count == 0 || source.Count == 0))
        {
            return null;
        }

        if (actors.Count == 0)
        {
            return null;
        }

        // "Poland, where both will hold a further dialogue": the place is the other side.
        var relative = act == "CONSULT" ? Enumerable.Range(0, v).LastOrDefault(i => tokens[i].Lower == "where", -1) : -1;
        if (relative > 1 && _doc.Mentions[s].Find(m => m.Last == relative - (tokens[relative - 1].Form == "," ? 2 : 1))?.Fact is State where)
        {
            actors = Distinct([.. actors, _parties.StateActor(where.Id)]);
            place ??= new PlaceRef("state/" + where.Id.ToLowerInvariant(), where.Name, where.Id, null, null);
        }

        // What somebody asks of, or holds against, another of his own state is towards no other.
        var domestic = Parties.States(source) is [var home] && _parties.OfAll(s, objects.Concat(objects.SelectMany(o => c.With(o, "nmod:poss")))).Where(a => a.State.Length > 0).ToList() is { Count: > 0 } countrymen && countrymen.TrueForAll(a => a.State == home && a.Type == "person");

        // "asked his Secretary of State to visit": an order in his own house.
        if (act == "REQUEST" && domestic && target.TrueForAll(a => a.Type == "person" && Parties.States(source).Contains(a.State)))
        {
            return null;
        }

        // In a report of two states what one of them asks, refuses or does against somebody unnamed is towards the other.
        if (act is "REJECT" or "ACCUSE" or "REQUEST" or "THREATEN" or "SANCTION" or "CONCEDE" && mood is Mood.Occurred or Mood.Ongoing && !domestic && Parties.States(source).Count > 0 && OtherSide(s, Parties.States(actors)) is { } facing)
        {
            actors = [.. actors, facing];
        }

        // "condemned Russia's invasion of Ukraine": the one whose deed it is, not the one to whom it was done.
        if (act == "ACCUSE" && Parties.States(objects.SelectMany(o => c.Children(o).Where(x => tokens[x].Deprel == "nmod:poss")).SelectMany(x => _parties.Of(s, x))) is { Count: > 0 } doers)
        {
            actors = [.. actors.Where(a => a.Role != "target" || doers.Contains(a.State))];
        }

        var states = Parties.States(actors);
        // "agreed to support the bids of X and Y", "pulled its troops out of X": whom it concerns is named in what was agreed or left.
        if (states.Count == 1 && act is "AGREE" or "RETREAT" or "SUPPORT" or "AID")
        {
            var (ownFirst, ownLast) = c.OwnSpan(v);
            var besides = c.Children(v).Where(x => x > v && tokens[x].Deprel is "xcomp" or "obj" or "obl").Select(c.Subtree).ToList();
            var named = _doc.Mentions[s].Where(m => m.Fact is State { } other && other.Id != states[0] && m.Role is NameRole.State or NameRole.Capital or NameRole.Adjective && besides.Exists(x => x.First <= m.First && m.Last <= x.Last) && m.Last <= Math.Max(ownLast, v + 12) && !Described(s, m.Head, v) && !(m.Role == NameRole.Capital && IsScene(s, m))).Select(m => ((State)m.Fact!).Id).Distinct().Take(3);
            states = [.. states.Concat(named).Distinct().Order(StringComparer.Ordinal)];
        }

        var future = mood == Mood.Planned;
        // What was agreed on the telephone is not itself a call.
        var format = future && rule.Format == "meeting" && SentenceText(s).Contains("phone", StringComparison.OrdinalIgnoreCase) ? rule.Format : FormatOf(s, rule.Format, actors, ref venue);
        var when = WhenOf(s, v, future, inherit: mood != Mood.Denied);
        // "agreed to hold exercises in 2027": what has happened has not happened on a day to come; the day is that of what was agreed.
        if (!future && when.Start is { } ahead && _doc.Anchor is { } today && ahead > today)
        {
            when = _doc.MainDay is { IsKnown: true } main && main.Start <= today ? main : When.Unknown;
        }

        // "said on Tuesday that it would stop giving data": a measure is of the day on which it is given out.
        if (future && !when.IsKnown && act is "SANCTION" or "COERCE" && (c.Above(v) is >= 0 and var above1 ? above1 : c.With(v, "parataxis").FirstOrDefault(x => x > v, -1)) is >= 0 and var givingOut && _rules.Says(tokens[givingOut].Lemma))
        {
            when = WhenOf(s, givingOut, false);
        }

        // "agreed to meet within three months", "by the end of the year": a meeting to come is between now and then.
        if (future && !when.IsKnown && act == "CONSULT" && UntilWhen(s, v) is { } until)
        {
            when = until;
        }

        // To welcome a guest is no word for anything.
        if (act == "SUPPORT" && tokens[v].Lemma == "welcome" && objects.Exists(o => Human(s, o)) && c.Obliques(v).Exists(o => o.Prep is "to" or "at" or "in"))
        {
            return null;
        }

        // "agreed to mend ties": what was agreed, no second agreement.
        if (future && act == "AGREE" && tokens[v].Deprel is "xcomp" or "conj" && c.Above(v) is >= 0 and var agreeing && tokens[agreeing].Lemma is "agree" or "decide" or "pledge" or "promise" && IsReal(c.MoodOf(agreeing)))
        {
            return null;
        }

        // "agreed to negotiate a treaty": talks to come are what was agreed, no meeting yet.
        if (future && act == "CONSULT" && rule.Format == "other")
        {
            return null;
        }

        // "are discussing a joint project": a matter in hand (which the ledger keeps), no meeting of the day.
        if (act == "CONSULT" && rule.Format == "other" && mood == Mood.Ongoing && tokens[v].Lemma is "discuss" or "negotiate" && !WhenOf(s, v, false, inherit: false).IsKnown)
        {
            return null;
        }

        // "The two also discussed …": more of the talks already told, no second ones.
        if (act == "CONSULT" && rule.Format is "other" && (tokens[v].Lemma is "discuss" or "review" or "exchange" && s > 0 || c.Children(v).Any(x => tokens[x].Lower is "also" or "further"))
            && _claims.OfType<Claim.Event>().Any(e => e.Act == "CONSULT" && e.Status == "occurred" && states.Count >= 2 && e.States.Order(StringComparer.Ordinal).SequenceEqual(states.Order(StringComparer.Ordinal), StringComparer.Ordinal)))
        {
            return null;
        }

        // "The accord was signed …": the signing already told of; a day that only these words give is its day.
        if (act == "AGREE" && rule.Mode == "sign" && passive && objects.Concat(subjects).Any(o => Accords.Contains(tokens[o].Lemma.ToLowerInvariant()) && c.Children(o).Any(x => tokens[x].Lower == "the")))
        {
            var told = _claims.FindLastIndex(e => e is Claim.Event { Act: "AGREE", Mode: "sign" } signed && signed.Evidence.Start < _doc.Sentences[s].Start && (states.Count == 0 || signed.States.Intersect(states, StringComparer.Ordinal).Any()) && signed.States.Count >= 2);
            if (told >= 0)
            {
                if (WhenOf(s, v, future, inherit: false) is { IsKnown: true } day && ((Claim.Event)_claims[told]).When.Basis == DateBasis.Inferred)
                {
                    _claims[told] = ((Claim.Event)_claims[told]) with { When = day };
                }

                return null;
            }
        }

        // A state's own law, adopted by its own house, is no accord with anybody.
        if (act == "AGREE" && rule.Mode == "approve" && states.Count < 2 && objects.Concat(subjects).Any(o => tokens[o].Lemma is "law" or "bill" or "legislation" or "budget" or "act") && !c.Obliques(v).Concat(objects.SelectMany(c.Obliques)).ToList().Exists(o => o.Prep is "on" or "against" or "with"))
        {
            return null;
        }

        // "the first accord that X has struck": of what kind it is, no second striking of it.
        if (act == "AGREE" && tokens[v].Deprel == "acl:relcl" && states.Count < 2 && !WhenOf(s, v, future, inherit: false).IsKnown)
        {
            return null;
        }

        // A party's own caucus or a cabinet's sitting is no meeting between states.
        if (act == "CONSULT" && rule.Format == "meeting" && rule.Needs == "state" && states.Count == 1 && _kb.States.ContainsKey(states[0]) && actors.TrueForAll(a => a.Type is "person") && actors.Count == 1 && objects.Exists(o => c.Children(o).Any(x => tokens[x].Lower is "caucus" or "cabinet" or "party" or "internal")))
        {
            return null;
        }

        // A plan is an event only with a day or an occasion; without one it is what somebody undertook.
        // Two sides that are to meet are one, though the day is still open.
        var arranged = act == "CONSULT" && rule.Lemma is "meet" && c.IsArranged(v) && states.Count >= 2;
        // So is a penalty that a state says it will lay on another.
        arranged |= (act == "SANCTION" || (act == "COERCE" && rule.Mode == "restrict")) && states.Count >= 2 && !passive && source.Exists(a => a.Type is "state" or "organisation") && rule.Mode is null or "expel" or "restrict";
        if (future && !when.IsKnown && place is null && !arranged)
        {
            return null;
        }

        // A dateline says where the report was written; what a third state does is not done there.
        if (format == "call" || (act is not ("CONSULT" or "AGREE") && s == 0 && place is { Country.Length: > 0 } written && !states.Contains(written.Country) && written == DatelineCity()))
        {
            place = null;
        }

        if (place is null && status == "occurred" && (act == "CONSULT" && format is not ("call" or "press-conference") || (act == "AGREE" && rule.Mode is "sign" or "agree")))
        {
            place = SamePlace(s, states, when);
        }

        var evidence = EvidenceAt(s, v);
        return new Claim.Event
        {
            Id = NewId("event", evidence, act + v),
            Evidence = evidence,
            Act = act,
            Mode = rule.Mode,
            Status = status,
            Format = format,
            Level = act == "CONSULT" ? SaidLevel(s) ?? LevelOf(actors) : null,
            Venue = venue,
            When = when,
            Actors = actors,
            States = states,
            Place = place,
            Mechanism = rule.Mechanism ?? MechanismOf(evidence.Quote),
            Rule = rule.Name,
            Doubts = DoubtsIn(s, actors),
            Confidence = mood is Mood.Alleged ? 0.6 : states.Count >= 2 ? 0.85 : 0.75,
        };
    }

    /// <summary>The other of the two states that a report is of, where a sentence names no state but the first; null where the report is of more, or of one.</summary>
    private Actor? OtherSide(int s, List<string> states)
    {
        if (states is not [var own] || !_kb.States.ContainsKey(own) || _doc.SecondWeight < 6 || _doc.Principal.Count < 2 || !_doc.Principal.Take(2).Contains(own) || _doc.SecondWeight < 2 * _doc.ThirdWeight
            || _doc.Mentions[s].Exists(m => (m.Fact is State named && named.Id != own) || m.Fact is Organisation { Type: "organisation" } || (m.Actor is { State.Length: > 0 } person && person.State != own)))
        {
            return null;
        }

        var other = _doc.Principal[_doc.Principal[0] == own ? 1 : 0];
        return _kb.States.ContainsKey(other) ? _parties.StateActor(other, "target") : null;
    }

    /// <summary>The instrument that the report named last before a sentence, or in it.</summary>
    private Instrument? LastInstrument(int s)
    {
        for (var i = s; i >= 0; i--)
        {
            if (_doc.Mentions[i].FindLast(m => m.Fact is Instrument)?.Fact is Instrument instrument)
            {
                return instrument;
            }
        }

        return null;
    }

    /// <summary>The state that a visit goes to, where the place is in one that no visitor is of.</summary>
    private IEnumerable<Actor> Host(PlaceRef? place, List<Actor> visitors) =>
        place is { Country.Length: > 0 } p && _kb.States.ContainsKey(p.Country) && !visitors.Exists(v => v.State == p.Country) ? [_parties.StateActor(p.Country, "target")] : [];

    private static bool Same(List<Actor> a, List<Actor> b) => a.Count == b.Count && a.TrueForAll(x => b.Exists(y => y.Id == x.Id));

    /// <summary>"rejecting all contact with Tokyo": whom a refusal under an object is turned against.</summary>
    private List<Actor> DeepTargets(int s, int v)
    {
        var (first, last) = _clauses[s].Subtree(v);
        return [.. _doc.Mentions[s].Where(m => m.First >= first && m.Last <= last && m.First > v && m.Fact is State && m.Role is NameRole.State or NameRole.Capital).Select(m => _parties.StateActor(((State)m.Fact!).Id, "target"))];
    }

    /// <summary>The first state other than the actors' own that stands in the complements of a verb, as name, adjective or people.</summary>
    private Actor? Against(int s, int v, IReadOnlyList<string> own)
    {
        var tokens = Tokens(s);
        foreach (var x in _clauses[s].Children(v).Where(x => x > v && (tokens[x].Deprel is "obj" or "iobj" or "ccomp" or "xcomp" || ((tokens[x].Deprel.StartsWith("obl", StringComparison.Ordinal) || tokens[x].Deprel == "advcl") && !_clauses[s].Children(x).Any(m => tokens[m].Deprel is "case" or "mark" && tokens[m].Lower is "in" or "after" or "before" or "during" or "as" or "while" or "when" or "since" or "by" or "near" or "if" or "because" or "unless" or "until" or "at")))))
        {
            var (first, last) = _clauses[s].Subtree(x);
            if (_doc.Mentions[s].Find(m => m.First >= first && m.Last <= last && !Described(s, m.Head, x) && m.Fact is State state && !own.Contains(state.Id) && m.Role is NameRole.State or NameRole.Capital or NameRole.Adjective or NameRole.People)?.Fact is State found)
            {
                return _parties.StateActor(found.Id, "target");
            }
        }

        return null;
    }

    /// <summary>Inside a relative clause below a word.</summary>
    private bool Described(int s, int word, int top)
    {
        var tokens = Tokens(s);
        for (var (i, n) = (word, 0); i >= 0 && i != top && n < 40; i = tokens[i].Head, n++)
        {
            if (tokens[i].Deprel == "acl:relcl" && tokens[tokens[i].Head].Lower != "what" || (tokens[i].Deprel == "acl" && tokens[i].Lemma is "base" or "locate" or "situate" or "headquarter"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>States that stand inside the objects: "signed a treaty with", "recalled its ambassador to X".</summary>
    private List<Actor> ObjectStates(int s, List<int> objects)
    {
        var result = new List<Actor>();
        // Deeper down, only what an accord is with, and whose accord it is: "its participation in the treaty with X".
        foreach (var o in objects)
        {
            var (first, last) = _clauses[s].Subtree(o);
            foreach (var m in _doc.Mentions[s].Where(m => m.First >= first && m.Last <= last))
            {
                if (m.Fact is Instrument { Parties.Length: 2 } instrument)
                {
                    result.AddRange(instrument.Parties.Where(_kb.States.ContainsKey).Select(p => _parties.StateActor(p)));
                }
                else if (m.Fact is State state && m.Role != NameRole.People && _clauses[s].Children(m.Head).Any(x => Tokens(s)[x].Deprel == "case" && Tokens(s)[x].Lower is "with"))
                {
                    result.Add(_parties.StateActor(state.Id));
                }
            }
        }

        foreach (var o in objects)
        {
            foreach (var (prep, word) in _clauses[s].Obliques(o))
            {
                // An accord signed in a place is not signed by who owns the place.
                if (prep is "with" or "to" or "from" or "against" or "on" or "between" || (prep is "in" && !Accords.Contains(Tokens(s)[o].Lemma.ToLowerInvariant())))
                {
                    result.AddRange(_parties.Of(s, word).Where(a => a.State.Length > 0 && a.Type is "state" or "person"));
                }
            }
        }

        return result;
    }

    /// <summary>The place that a word names, or that stands right below it ("the port of Odesa").</summary>
    private Place? PlaceWithin(int s, int word)
    {
        var tokens = Tokens(s);
        return _doc.Mentions[s].Find(m => m.Fact is Place { Kind: not "venue" } && (m.First <= word && word <= m.Last || (tokens[m.Head].Head == word && tokens[m.Head].Deprel.StartsWith("nmod", StringComparison.Ordinal) && _clauses[s].Children(m.Head).Any(x => tokens[x].Lower is "of" or "in"))))?.Fact as Place;
    }

    private bool TravelGoal(int s, int v)
    {
        var tokens = Tokens(s);
        return _doc.Mentions[s].Any(m => m.Fact is State or Place && m.First > v && _clauses[s].Children(m.Head).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "to" or "in" or "at" or "for") && _clauses[s].GovernorVerb(m.Head) == v);
    }

    private Claim.Event? NounEvent(int s, int n, EventRule rule)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        // An object of a light verb is that verb's event; a compound part is no happening of its own.
        if (tokens[n].Deprel is "compound" || (c.GovernorVerb(n) is { } g && tokens[n].Deprel is "obj" or "nsubj:pass" && _rules.Events.ContainsKey("verb " + tokens[g].Lemma.ToLowerInvariant()) && tokens[g].Lemma is "hold" or "have" or "begin" or "start" or "attend" or "conduct" or "cancel" or "postpone" or "suspend" or "end" or "halt" or "break" or "abandon" or "quit"))
        {
            return null;
        }

        var obliques = c.Obliques(n);
        if (rule.Needs == "doer")
        {
            return DoneBy(s, n, rule);
        }

        if (rule.Needs == "inflicted")
        {
            return InflictedBy(s, n, rule);
        }

        if (rule.Needs is "deed" or "ownact")
        {
            return Deed(s, n, rule);
        }

        if (rule.Object.Count > 0 && !c.Children(n).Any(x => rule.Object.Contains(tokens[x].Lemma.ToLowerInvariant()))
            && !(tokens[n].Deprel.StartsWith("obl", StringComparison.Ordinal) && c.Children(n).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "in" or "during" or "after" or "following")))
        {
            return null;
        }

        if (!obliques.Exists(o => o.Prep is "between" or "with" or "among"))
        {
            // The parser may hang "between X and Y" on the date that stands before it.
            for (var i = n + 1; i < Math.Min(tokens.Count, n + 6); i++)
            {
                if (tokens[i].Lower is "between" or "with" && tokens[i].Deprel == "case" && tokens[i].Head > i && tokens.Skip(n + 1).Take(i - n - 1).All(t => t.Upos is not "VERB"))
                {
                    obliques.AddRange(c.Coordinated(tokens[i].Head).Select(w => (tokens[i].Lower, w)));
                }
            }
        }

        // "Negotiations opened in April between X and Y": between whom may stand behind the verb.
        if (rule is { Act: "CONSULT" or "ASSAULT", Needs: "pair" } && !obliques.Exists(o => o.Prep is "between" or "with" or "among") && tokens[n].Deprel is "nsubj" or "nsubj:pass" && c.GovernorVerb(n) is { } opening && tokens[opening].Lemma is "break" or "erupt" or "flare" or "open" or "begin" or "start" or "take" or "hold" or "resume" or "end" or "conclude" or "continue")
        {
            obliques.AddRange(c.Obliques(opening).Where(o => o.Prep is "between" or "with" or "among").SelectMany(o => c.Coordinated(o.Word).Select(w => (o.Prep, w))));
        }

        if (rule.Act == "AGREE")
        {
            // "the signing of an accord between X and Y"
            obliques.AddRange(obliques.Where(o => o.Prep == "of").ToList().SelectMany(o => c.Obliques(o.Word)));
        }

        // "responsible for negotiations with X and Y": the two are the other side, and who negotiates with them must be named.
        if (rule is { Act: "CONSULT", Needs: "pair" } && obliques.Exists(o => o.Prep == "with") && Parties.States(_parties.OfAll(s, obliques.Where(o => o.Prep == "with").Select(o => o.Word))).Count >= 2 && !obliques.Exists(o => o.Prep is "between" or "among" or "'s" or "by") && tokens[n].Deprel.StartsWith("nmod", StringComparison.Ordinal) && !c.Children(n).Any(x => tokens[x].Deprel is "amod" && _doc.MentionAt(s, x)?.Role == NameRole.Adjective))
        {
            return null;
        }

        // "the U.S.-Japan-Philippines summit on April 11": those whom the phrase before the noun names.
        if (rule is { Act: "CONSULT", Needs: "pair" } && !obliques.Exists(o => o.Prep is "between" or "with" or "among") && (DateOn(s, n, false) is not null || c.Children(n).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "after" or "during" or "following" or "at") || c.GovernorVerb(n) is { } tells && tokens[tells].Lemma is "follow" or "precede" or "conclude" or "take"))
        {
            var before = _doc.Mentions[s].Where(m => m.Last < n && n - m.Last < 10 && m.Fact is State && m.Role is NameRole.State or NameRole.Adjective && c.IsUnder(m.Head, n) && tokens[m.Head].Deprel is "compound" or "amod" or "nmod:poss" or "conj" or "nmod" && !c.Children(m.Head).Any(x => tokens[x].Deprel == "case" && tokens[x].Xpos != "POS")).Select(m => _parties.StateActor(((State)m.Fact!).Id)).DistinctBy(a => a.Id).ToList();
            if (before.Count >= 2)
            {
                obliques.AddRange(_doc.Mentions[s].Where(m => m.Last < n && before.Exists(a => m.Fact is State x && x.Id == a.State)).Select(m => ("between", m.Head)));
            }
        }

        // "following their talks" names nobody.
        obliques.RemoveAll(o => tokens[o.Word].Upos == "PRON");
        var between = _parties.OfAll(s, obliques.Where(o => o.Prep is "between" or "with" or "among" or "by" or "of" or "'s").Select(o => o.Word));
        if (obliques.Find(o => o.Prep is "between" or "among").Word is > 0 and var joined && Parties.States(between).Count == 1)
        {
            // The second name of two long ones ("the Democratic Republic of the Congo and Republic of Rwanda") hangs where the parser put it.
            var (f, l) = c.Subtree(joined);
            between = Distinct([.. between, .. _doc.Mentions[s].Where(m => m.First >= f && m.Last <= l && m.Fact is State && m.Role == NameRole.State && !Described(s, m.Head, joined)).Select(m => _parties.StateActor(((State)m.Fact!).Id))]);
        }

        var (place, venue) = PlaceOf(s, n);
        var governor = c.GovernorVerb(n);
        // "talks took place in X": there the verb has it.
        if (place is null && governor is { } occurring && tokens[n].Deprel is "nsubj" or "nsubj:pass" && tokens[occurring].Lemma is "take" or "hold" or "open" or "begin" or "start" or "resume" or "end" or "conclude")
        {
            (place, venue) = PlaceOf(s, occurring);
        }

        List<Actor> actors;
        if (rule.Needs == "visitnoun")
        {
            var goalNamed = c.Obliques(n).Exists(o => o.Prep is "to" or "in");
            // "is on a trip to X", "on a visit to X, the minister said"
            var travellers = c.With(n, "nsubj").Any() ? _parties.OfAll(s, tokens[n].Deprel == "acl:relcl" ? c.Subjects(n) : c.With(n, "nsubj").SelectMany(c.Coordinated)) : [];
            // "during his first visit to X", "his trip": of whom the sentence speaks.
            if (travellers.Count == 0 && c.Children(n).FirstOrDefault(x => tokens[x].Deprel == "nmod:poss" && tokens[x].Upos == "PRON", -1) is >= 0 and var whose && (goalNamed || c.Children(n).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "during" or "on" or "in" or "after" or "before" or "following")))
            {
                travellers = _parties.Of(s, whose).Where(a => a.Type == "person").ToList();
            }

            // "is in China this week on his first visit"
            if (travellers.Count > 0 && place is null && tokens[n].Head is >= 0 and var whereabouts && c.With(whereabouts, "cop").Any() && c.Children(whereabouts).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower == "in") && _doc.MentionAt(s, whereabouts)?.Fact is State or Place)
            {
                place = _doc.MentionAt(s, whereabouts)!.Fact switch { State land when _doc.MentionAt(s, whereabouts)!.Role == NameRole.Capital => Capital(land), State land => new PlaceRef("state/" + land.Id.ToLowerInvariant(), land.Name, land.Id, null, null), _ => Ref((Place)_doc.MentionAt(s, whereabouts)!.Fact!) };
            }

            // "was in Rome in May for a state visit"
            if (travellers.Count == 0 && between.Count == 0 && tokens[n].Deprel.StartsWith("obl", StringComparison.Ordinal) && tokens[n].Head is >= 0 and var there && c.Children(n).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "for" or "on") && c.With(there, "cop").Any() && _doc.MentionAt(s, there) is { Fact: State or Place } spot && c.Children(there).Any(x => tokens[x].Lower is "in" && tokens[x].Deprel == "case"))
            {
                travellers = _parties.OfAll(s, c.With(there, "nsubj").SelectMany(c.Coordinated)).Where(a => a.Type == "person").ToList();
                place ??= spot.Fact is State capital ? Capital(capital) : Ref((Place)spot.Fact!);
            }

            // "the guest, who is there on a state visit": to where the report is told from.
            if (place is null && travellers.Exists(a => a.Type == "person") && DatelineCity() is { } told && travellers.TrueForAll(a => a.State != told.Country))
            {
                place = told;
            }

            actors = between.Concat(travellers).Where(a => a.Type == "person" || travellers.Contains(a)).ToList();
            var goal = obliques.Where(o => o.Prep is "to" or "in").SelectMany(o => _parties.Of(s, o.Word)).ToList();
            // Nobody visits his own country: the one of whom the clause is told does.
            if (travellers.Count > 0 && goal.Count > 0 && travellers.TrueForAll(a => goal.Exists(g => g.State == a.State)))
            {
                travellers = governor is { } telling ? _parties.OfAll(s, c.Subjects(telling)).Where(a => a.Type == "person" && a.State.Length > 0 && !goal.Exists(g => g.State == a.State)).ToList() : [];
                between = [];
                actors = [.. travellers];
            }

            if (actors.Count == 0 || (goal.Count == 0 && place is null))
            {
                return null;
            }

            actors = Distinct([.. actors, .. goal, .. Host(place, actors)]);
        }
        else if (rule.Needs == "jointly")
        {
            // "speaking beside X at a joint press conference, Y said"
            var speaking = governor is { } g2 && tokens[g2].Deprel == "advcl" && c.Above(g2) >= 0 ? c.Above(g2) : governor ?? -1;
            if (!c.Children(n).Any(x => tokens[x].Lower == "joint") || speaking < 0)
            {
                return null;
            }

            var beside = c.Obliques(n).Concat(governor is { } g3 ? c.Obliques(g3) : []).Where(o => o.Prep is "with" or "beside" or "alongside").Select(o => o.Word);
            actors = [.. Distinct([.. _parties.OfAll(s, c.Subjects(speaking)), .. _parties.OfAll(s, beside)]).Where(a => a is { Type: "person", State.Length: > 0 })];
            if (Parties.States(actors).Count < 2)
            {
                return null;
            }
        }
        else if (rule.Needs == "hosting")
        {
            // "X was host to Y for talks"
            actors = Distinct([.. _parties.OfAll(s, c.With(n, "nsubj").SelectMany(c.Coordinated)), .. _parties.OfAll(s, obliques.Where(o => o.Prep is "to" or "for").SelectMany(o => c.Coordinated(o.Word)))]);
            if (!c.With(n, "cop").Any() || Parties.States(actors).Count < 2)
            {
                return null;
            }
        }
        else if (Parties.States(between).Count >= 2 || between.Count(a => a.Type == "person") >= 2)
        {
            actors = between;
        }
        else
        {
            // "sealed the agreement in a phone call with the king": the subject is the other party.
            if (governor is { } doing && between.Count > 0 && obliques.Exists(o => o.Prep == "with") && tokens[n].Deprel is "obl" or "obj" or "nmod" && !c.IsPassive(doing))
            {
                actors = Distinct([.. _parties.OfAll(s, c.Subjects(doing)).Where(a => a.State.Length > 0), .. between]);
                if (Parties.States(actors).Count >= 2)
                {
                    goto found;
                }
            }

            // "X says he and Y did not discuss it in their call on Tuesday": they are the two just named.
            if (between.Count == 0 && c.Children(n).FirstOrDefault(x => tokens[x].Deprel == "nmod:poss" && tokens[x].Lower == "their", -1) is >= 0 and var their && (place is not null || DateOn(s, n, false) is { IsKnown: true }) && _parties.Of(s, their) is { Count: 2 } pair && Parties.States(pair).Count == 2)
            {
                actors = pair;
                goto found;
            }

            // "X and Y agreed to it in a telephone call"
            if (governor is { } joint && between.Count == 0 && tokens[n].Deprel == "obl" && c.Children(n).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "in" or "during" or "at") && DoersAbove(s, joint) is var meeting && _parties.OfAll(s, meeting) is { Count: > 1 } both && Parties.States(both).Count >= 2
                && (both.Exists(a => a.Type == "person") || (place is not null && (tokens[n].Xpos == "NNS" || meeting.Exists(x => tokens[x].Xpos == "NNS" && tokens[x].Lemma is "minister" or "leader" or "chief" or "official" or "president" or "diplomat" or "secretary" or "commander" or "envoy" or "negotiator" or "delegation")))))
            {
                actors = both;
                goto found;
            }

            // "the 2010 NATO summit in Lisbon", "an ECOWAS meeting in Abuja on Sunday", "a NATO meeting called by Turkey": its members meet.
            if (OrganisationBefore(s, n) is { } of && (place is not null || DateOn(s, n, false) is { IsKnown: true } || YearBefore(s, n) is not null || c.Children(n).Any(x => tokens[x].Deprel == "acl" && tokens[x].Lemma is "call" or "convene" or "request" or "host" or "chair")))
            {
                var callers = c.Children(n).Where(x => tokens[x].Deprel == "acl" && tokens[x].Lemma is "call" or "convene" or "request" or "host" or "chair").SelectMany(c.Obliques).Where(o => o.Prep == "by").SelectMany(o => c.Coordinated(o.Word));
                actors = Distinct([of, .. _parties.OfAll(s, callers).Where(a => a.State.Length > 0)]);
                rule = rule with { Format = rule.Format == "summit" ? "summit" : "multilateral", Mode = "multilateral" };
                goto found;
            }

            // "Blinken said after a meeting at the State Department": the speaker took part, with those the report has been telling of.
            var named = place is not null && venue is not null;
            if (!named || governor is null || tokens[n].Deprel is not ("obl" or "nmod") || !c.Children(n).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "after" or "at" or "during" or "following" or "in"))
            {
                return null;
            }

            var speaker = _parties.OfAll(s, c.Subjects(governor.Value));
            actors = Distinct([.. speaker.Where(a => a.Type == "person"), .. _parties.Group(2)]);
            if (actors.Count < 2)
            {
                return null;
            }
        }

    found:
        // "the failed meeting" was none; "the planned visit" is to come; "a possible meeting" is nothing yet.
        var said = c.Children(n).Where(x => tokens[x].Deprel is "amod" && x < n).Select(x => tokens[x].Lower).FirstOrDefault(x => x is "failed" or "cancelled" or "canceled" or "aborted" or "planned" or "scheduled" or "upcoming" or "proposed" or "possible" or "potential" or "postponed" or "forthcoming" or "future");
        if (said is "possible" or "potential" or "failed")
        {
            return null;
        }

        var mood = Mood.Occurred;
        if (governor is { } verb)
        {
            var lemma = tokens[verb].Lemma;
            mood = c.MoodOf(verb);
            if (c.IsNegated(verb) || mood == Mood.Hypothetical || lemma is "propose" or "seek" or "reject" or "want" or "hope" or "demand" or "rule" or "refuse")
            {
                return null;
            }

            var under = tokens[n].Deprel is "obj" or "nsubj" or "nsubj:pass" or "obl:agent" || (tokens[n].Deprel == "obl" && c.Children(n).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "by" or "for"));
            // "building on the talks on Sunday", "followed the meeting": what goes before.
            var earlier = c.Children(n).Any(x => tokens[x].Deprel == "case" && (tokens[x].Lower is "after" or "during" or "following" or "since" or "at" || (tokens[x].Lower == "on" && lemma == "build")));
            if (earlier && lemma == "build")
            {
                mood = Mood.Occurred;
            }

            // "arrived for talks with X": they are to come.
            if (tokens[n].Deprel is "obl" or "nmod" && c.Children(n).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower == "for") && lemma is "arrive" or "travel" or "fly" or "go" or "come" or "head" or "leave")
            {
                mood = Mood.Planned;
            }

            // "are expected at the summit in July"
            var awaited = lemma is "expect" or "schedule" && c.IsPassive(verb) && c.Children(n).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "at" or "for" or "in");
            mood = awaited || (under || !earlier) && mood == Mood.Planned ? Mood.Planned : lemma is "plan" or "schedule" or "expect" or "prepare" or "announce" && under ? Mood.Planned : Mood.Occurred;
        }

        if (IsAhead(s, n))
        {
            mood = Mood.Planned;
        }

        // "denied that he had prepared it in talks with X": so are the talks.
        if (governor is { } disputed && c.MoodOf(disputed) == Mood.Denied)
        {
            mood = Mood.Denied;
        }

        mood = said is "planned" or "scheduled" or "upcoming" or "forthcoming" or "future" or "proposed" && mood == Mood.Occurred ? Mood.Planned : mood;
        // "arrived on Thursday for talks": that Thursday.
        var future = mood == Mood.Planned && !(governor is { } came && c.MoodOf(came) is Mood.Occurred && tokens[came].Lemma is "arrive" or "travel" or "fly" or "go" or "come" or "head" or "leave");
        var when = WhenOf(s, n, future, inherit: false);
        if (!when.IsKnown)
        {
            when = governor is { } gv ? WhenOf(s, gv, future) : WhenOf(s, n, future);
        }

        if (YearBefore(s, n) is { } ofYear && DateOn(s, n, false) is not { IsKnown: true })
        {
            when = ofYear;
        }

        // "ahead of his talks with X on Friday": the Friday to come.
        if (IsAhead(s, n) && _doc.Dates[s].Find(d => d.Start > tokens[n].Start && d.Start < tokens[n].End + 60 && !Enumerable.Range(n + 1, tokens.Count - n - 1).Any(x => tokens[x].Start < d.Start && c.IsVerb(x))) is { } ofThat)
        {
            when = Resolved(ofThat, true);
        }

        // The one date of the sentence is that of the talks, unless they are over and it is to come.
        if (_doc.Dates[s].Count == 1 && !Aside(s, _doc.Dates[s][0]) && !(_doc.Dates[s][0].Text.StartsWith("since", StringComparison.OrdinalIgnoreCase) || _doc.Dates[s][0].Text.StartsWith("until", StringComparison.OrdinalIgnoreCase)) && Resolved(_doc.Dates[s][0], future) is { IsKnown: true } only && (future || _doc.Anchor is not { } now || only.Start <= now))
        {
            when = only;
        }
        else if (!future && _doc.Anchor is { } told && when.Start > told)
        {
            when = _doc.MainDay;
        }

        if (DateOn(s, n, future) is { IsKnown: true } own)
        {
            when = own;
        }

        // "As for the talks with X": the talks that were already told of.
        if (c.Children(n).Any(x => tokens[x].Lower is "the" or "their" or "these" or "those") && DateOn(s, n, future) is null && place is null
            && _claims.OfType<Claim.Event>().Any(e => e.Act == "CONSULT" && e.When == when && e.States.Intersect(Parties.States(actors), StringComparer.Ordinal).Count() >= 2))
        {
            return null;
        }

        var format = FormatOf(s, tokens[n].Lemma is "summit" ? "summit" : rule.Format, actors, ref venue);
        if (place is null && mood == Mood.Occurred && rule.Act == "CONSULT" && format is not ("call" or "press-conference"))
        {
            place = SamePlace(s, Parties.States(actors), when);
        }

        var evidence = EvidenceAt(s, governor ?? n);
        return new Claim.Event
        {
            Id = NewId("event", evidence, rule.Act + n),
            Evidence = evidence,
            Act = rule.Act,
            Mode = rule.Mode,
            Status = said is "cancelled" or "canceled" or "aborted" ? "cancelled" : said is "postponed" ? "postponed" : said is "proposed" ? "proposed" : StatusOf(mood),
            Format = format,
            Level = rule.Act == "CONSULT" ? SaidLevel(s) ?? LevelOf(actors) : null,
            Venue = venue,
            When = when,
            Actors = actors,
            States = Parties.States(actors),
            Place = place,
            Mechanism = rule.Mechanism,
            Rule = rule.Name,
            Doubts = DoubtsIn(s, actors),
            Confidence = 0.75,
        };
    }

    /// <summary>"the arrest of a Danish sailor by Norway": an act told as a noun, with both sides named. One that may come is none.</summary>
    private Claim.Event? InflictedBy(int s, int n, EventRule rule)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var source = _parties.OfAll(s, c.Obliques(n).Where(o => o.Prep == "by").SelectMany(o => c.Coordinated(o.Word)).Concat(c.Children(n).Where(x => tokens[x].Deprel == "nmod:poss"))).Where(a => a.State.Length > 0).ToList();
        // The parser may hang the doer on whom it was done to.
        source = source.Count > 0 ? source : _parties.OfAll(s, c.Obliques(n).Where(o => o.Prep == "of").SelectMany(o => c.Obliques(o.Word)).Where(o => o.Prep == "by").Select(o => o.Word)).Where(a => a.State.Length > 0).ToList();
        // "the arrest in France of an Algerian official": by the state where it was done.
        if (source.Count == 0 && c.Obliques(n).Find(o => o.Prep == "in") is { Word: > 0 } scene && _doc.MentionAt(s, scene.Word) is { Fact: State there })
        {
            source = [_parties.StateActor(there.Id)];
        }

        var target = _parties.OfAll(s, c.Obliques(n).Concat(c.Obliques(n).Where(o => o.Prep == "in").SelectMany(o => c.Obliques(o.Word))).Where(o => o.Prep == "of").SelectMany(o => c.Coordinated(o.Word))).Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).ToList();
        if (source.Count == 0 || target.Count == 0 || c.Children(n).Any(x => tokens[x].Lower is "any" or "future" or "further" or "possible" or "potential" or "planned" or "threatened") || (c.GovernorVerb(n) is { } above && (c.MoodOf(above) is Mood.Hypothetical or Mood.Planned || c.IsNegated(above))))
        {
            return null;
        }

        var evidence = EvidenceAt(s, n);
        var actors = Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Select(a => a with { Role = "target" })]);
        return new Claim.Event
        {
            Id = NewId("event", evidence, rule.Act + n),
            Evidence = evidence,
            Act = rule.Act,
            Mode = rule.Mode,
            Status = c.GovernorVerb(n) is { } judged && c.MoodOf(judged) is Mood.Denied ? "denied" : "occurred",
            When = DateOn(s, n, false) ?? DateWithin(s, n),
            Actors = actors,
            States = Parties.States(actors),
            Mechanism = rule.Mechanism ?? MechanismOf(evidence.Quote),
            Rule = rule.Name,
            Doubts = DoubtsIn(s, actors),
            Confidence = 0.65,
        };
    }

    /// <summary>"its test of a ballistic missile", "the missile launch by X": an act told as a noun, of whoever owns it. A test that may come is none.</summary>
    private Claim.Event? DoneBy(int s, int n, EventRule rule)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        if (!c.Children(n).Any(x => tokens[x].Deprel is "compound" or "nmod" && rule.Object.Contains(tokens[x].Lemma.ToLowerInvariant())) || c.Children(n).Any(x => tokens[x].Lower is "any" or "future" or "further" or "another" or "possible" or "potential" or "planned" or "imminent"))
        {
            return null;
        }

        var governor = c.GovernorVerb(n);
        if (governor is { } told && (c.MoodOf(told) is not (Mood.Occurred or Mood.Ongoing) || c.IsNegated(told) || tokens[told].Lemma is "plan" or "prepare" or "stop" or "suspend" or "halt" or "ban" or "fear" or "expect" or "deter" or "prevent" or "resume"))
        {
            return null;
        }

        var owners = c.Children(n).Where(x => tokens[x].Deprel == "nmod:poss" || _doc.MentionAt(s, x) is { Fact: State }).Concat(c.Obliques(n).Where(o => o.Prep is "by" or "of").Select(o => o.Word));
        var actors = _parties.OfAll(s, owners).Where(a => a.State.Length > 0).Select(a => _parties.StateActor(a.State, "source")).DistinctBy(a => a.Id).ToList();
        if (actors.Count != 1)
        {
            return null;
        }

        return ToldAsNoun(s, n, EvidenceAt(s, governor ?? n), rule, DateOn(s, n, false) is { IsKnown: true } own ? own : WhenOf(s, n, false), actors, null, rule.Mechanism, 0.7);
    }

    /// <summary>A date that hangs on a noun itself: "a meeting on Friday".</summary>
    private When? DateOn(int s, int noun, bool future)
    {
        var tokens = Tokens(s);
        foreach (var d in _doc.Dates[s])
        {
            var word = Enumerable.Range(0, tokens.Count).Where(i => tokens[i].Start < d.End && d.Start < tokens[i].End).LastOrDefault(-1);
            if (word >= 0 && (tokens[word].Head == noun || (tokens[word].Head >= 0 && tokens[tokens[word].Head].Head == noun && tokens[word].Deprel is "case" or "compound" or "det") || (word == noun + 2 && tokens[noun + 1].Lower == "on")))
            {
                return Resolved(d, future);
            }
        }

        return null;
    }

    private string Text(int s, int word)
    {
        var (first, last) = _clauses[s].Subtree(word);
        return _doc.Words(s, first, last);
    }

    /// <summary>"met at the Summit on Peace in X", "on the sidelines of the G20 summit": two who meet at a conference of many hold no summit of their own.</summary>
    private static bool AtSummitOfOthers(string text) => AtSummit().IsMatch(text);

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:margins|sidelines?) of (?:the |a |this |an )?(?:[\w’'-]+ ){0,5}[Ss]ummit\b|\bat the (?:[A-Z0-9][\w’'-]* ){0,4}Summit\b")]
    private static partial System.Text.RegularExpressions.Regex AtSummit();

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:readout of (?:the |a )?call|(?:phone|telephone) (?:call|conversation)|call with)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase)]
    private static partial System.Text.RegularExpressions.Regex CallTitle();

    private string? FormatOf(int s, string? format, List<Actor> actors, ref string? venue)
    {
        if (format is null)
        {
            return null;
        }

        var text = SentenceText(s);
        // A readout of a call tells of the call, whatever its verbs.
        if (format is "other" or "meeting" && s < 3 && _doc.Clean.TitleText is { } title && CallTitle().IsMatch(title) && Tokens(s).Any(t => t.Lemma is "speak" or "talk" or "discuss" or "call"))
        {
            return "call";
        }

        if (format == "other" && (text.Contains("telephone conversation", StringComparison.OrdinalIgnoreCase) || text.Contains("phone conversation", StringComparison.OrdinalIgnoreCase) || text.Contains("by phone", StringComparison.OrdinalIgnoreCase)))
        {
            return "call";
        }

        if (format == "other" && (text.Contains("news conference", StringComparison.OrdinalIgnoreCase) || text.Contains("press conference", StringComparison.OrdinalIgnoreCase)))
        {
            return "press-conference";
        }

        if (format == "meeting")
        {
            // Two persons alone make no meeting of four, though the sentence tells of one.
            if (((text.Contains("2+2", StringComparison.Ordinal) || text.Contains("two-plus-two", StringComparison.OrdinalIgnoreCase)) && !(actors.Count == 2 && actors.TrueForAll(a => a.Type == "person"))) || IsTwoPlusTwo(actors))
            {
                return "two-plus-two";
            }

            if (text.Contains("summit", StringComparison.OrdinalIgnoreCase) && !AtSummitOfOthers(text) && actors.Exists(a => a.Office is not null && IsLeader(a)))
            {
                return "summit";
            }

            if (text.Contains("phone", StringComparison.OrdinalIgnoreCase) && text.Contains("conversation", StringComparison.OrdinalIgnoreCase) || text.Contains("telephone call", StringComparison.OrdinalIgnoreCase) || text.Contains("phone call", StringComparison.OrdinalIgnoreCase))
            {
                return "call";
            }
        }

        return format;
    }

    /// <summary>Foreign and defence ministers of two states together.</summary>
    private bool IsTwoPlusTwo(List<Actor> actors)
    {
        var kinds = actors.Where(a => a.Type == "person").Select(a => (a.State, Kind: _kb.FindPerson(a.Label)?.Tenures.Find(t => t.Office == a.Office)?.Kind)).ToList();
        if (kinds.GroupBy(k => k.State).Count(g => g.Any(k => k.Kind == "foreign-minister") && g.Any(k => k.Kind == "defence-minister")) >= 2)
        {
            return true;
        }

        // One of them speaking for all, in a report that names the four.
        var all = _doc.Mentions.SelectMany(m => m).Where(m => m.Actor is { Type: "person" }).Select(m => m.Actor!).DistinctBy(a => a.Id).Select(a => (a.State, Kind: _kb.FindPerson(a.Label)?.Tenures.Find(t => t.Office == a.Office)?.Kind)).ToList();
        return kinds.Exists(k => k.Kind is "foreign-minister" or "defence-minister") && !actors.Exists(IsLeader) && all.GroupBy(k => k.State).Count(g => g.Any(k => k.Kind == "foreign-minister") && g.Any(k => k.Kind == "defence-minister")) >= 2 && Parties.States(actors).Count == 2;
    }

    private bool IsLeader(Actor a) => _kb.FindPerson(a.Label)?.Tenures.Find(t => t.Office == a.Office)?.Kind is "president" or "prime-minister" or "supreme-leader" or "monarch";

    /// <summary>"at ministerial level": as the sentence says; null where it does not.</summary>
    private string? SaidLevel(int s)
    {
        var tokens = Tokens(s);
        // "Leaders of the member states met"
        if (tokens.FirstOrDefault(t => t.Deprel == "nsubj" && t.Xpos == "NNS") is { Lemma: "leader" or "president" or "premier" or "king" })
        {
            return "leaders";
        }

        return tokens.Any(t => t.Lower is "ministerial" or "minister-level") ? "ministers" : null;
    }

    private string LevelOf(List<Actor> actors)
    {
        var kinds = actors.Where(a => a.Type == "person").Select(a => _kb.FindPerson(a.Label)?.Tenures.Find(t => t.Office == a.Office)?.Kind).ToList();
        return kinds.Contains("president") || kinds.Contains("prime-minister") || kinds.Contains("supreme-leader") || kinds.Contains("monarch") ? "leaders" : kinds.Contains("foreign-minister") || kinds.Contains("defence-minister") ? "ministers" : actors.Exists(a => a.Type == "force") ? "forces" : "officials";
    }
}
