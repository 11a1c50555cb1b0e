using System.Text.RegularExpressions;
using Entente.Engine.Recognition;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;
using NodaTime;

namespace Entente.Engine.Coding;

/// <summary>Happenings of which a report tells more, or tells in passing: when and where talks were held, the accord of a day, a visit to which somebody is invited.</summary>
public sealed partial class Coder
{
    private static readonly HashSet<string> Encounters = new(StringComparer.Ordinal) { "meeting", "talk", "encounter", "session", "call", "conversation", "visit", "summit", "signing", "ceremony", "exchange", "round", "negotiation", "consultation", "dialogue", "conference" };

    /// <summary>Bodies in which two sides sit, which therefore meet among themselves.</summary>
    private static readonly HashSet<string> SittingBodies = new(StringComparer.Ordinal) { "group", "committee", "council", "commission", "mechanism", "forum", "panel", "dialogue", "body" };

    private void CodeToldOf(int s)
    {
        for (var i = 0; i < Tokens(s).Count; i++)
        {
            if (InQuote(Tokens(s)[i].Start))
            {
                continue;
            }

            if (Tokens(s)[i].Lower == "due")
            {
                Awaited(s, i);
            }
            else if (Tokens(s)[i].Upos == "VERB")
            {
                EncounterHeld(s, i);
                SaidAtConference(s, i);
                AskedFor(s, i);
                Awaited(s, i);
            }
            else if (Tokens(s)[i].Upos is "NOUN" or "PROPN")
            {
                AccordOfDay(s, i);
            }
        }
    }

    /// <summary>"The talks were held on Wednesday", "that round took place in X", "the group first met in July": a meeting whose parties the words before have named.</summary>
    private void EncounterHeld(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var joining = tokens[v].Lemma == "bring" && c.Children(v).Any(x => tokens[x].Lower == "together");
        var held = tokens[v].Lemma == "take" && c.Objects(v).Exists(o => tokens[o].Lemma == "place") || tokens[v].Lemma is "occur" || (tokens[v].Lemma == "hold" && c.IsPassive(v));
        var sitting = tokens[v].Lemma is "meet" or "convene" && !c.IsPassive(v) && c.Objects(v).Count == 0;
        var mood = c.MoodOf(v);
        if (!(joining || held || sitting) || mood is not (Mood.Occurred or Mood.Planned) || c.IsNegated(v) || (tokens[v].Deprel.StartsWith("acl", StringComparison.Ordinal) && !(held && tokens[v].Deprel == "acl")))
        {
            return;
        }

        // "a four-way summit held in X in July", "the council, held in Y last December": told in passing.
        var passing = tokens[v].Deprel == "acl";
        var what = passing ? tokens[v].Head : c.With(v, "nsubj", "nsubj:pass").FirstOrDefault(-1);
        if (what < 0 || passing && !SittingBodies.Contains(tokens[what].Lemma.ToLowerInvariant()) && !Encounters.Contains(tokens[what].Lemma.ToLowerInvariant()) || !passing && !(sitting ? SittingBodies : Encounters).Contains(tokens[what].Lemma.ToLowerInvariant()) || c.Obliques(what).Concat(c.Obliques(v)).ToList().Exists(o => o.Prep is "between" or "with"))
        {
            return;
        }

        var words = c.Children(what).Select(x => tokens[x].Lower).ToList();
        var definite = words.Exists(x => x is "the" or "their" or "this" or "these");
        var other = words.Exists(x => x is "that" or "next" or "another" or "first" or "second" or "third" or "last" or "previous" or "new" or "further" or "future");
        if (!passing && !definite && !other && tokens[what].Upos != "PROPN" && !words.Contains("joint"))
        {
            return;
        }

        var future = mood == Mood.Planned;
        var when = WhenOf(s, v, future, inherit: false);
        when = when.IsKnown || !future ? when : UntilWhen(s, v) ?? when;
        var place = PlaceOf(s, v).Place;
        var told = _claims.FindLastIndex(x => x is Claim.Event { Act: "CONSULT", Status: "occurred" } && x.Evidence.Start >= _doc.Sentences[Math.Max(0, s - 3)].Start && x.Evidence.End <= _doc.Sentences[s].Start);
        var meeting = told >= 0 ? (Claim.Event)_claims[told] : null;
        if (held && !passing && !future && definite && !other && meeting is not null && (!when.IsKnown || !meeting.When.IsKnown || meeting.When == _doc.MainDay || meeting.When == when))
        {
            _claims[told] = meeting with { When = when.IsKnown && (meeting.When == _doc.MainDay || !meeting.When.IsKnown) ? when : meeting.When, Place = meeting.Place ?? place };
            return;
        }

        // The talks of "the talks, held from 6 to 10 March, brought together A and B" have their day in what stands beside them.
        var beside = c.Children(what).FirstOrDefault(x => tokens[x].Deprel.StartsWith("acl", StringComparison.Ordinal) && tokens[x].Lemma == "hold", -1);
        when = when.IsKnown || beside < 0 ? when : WhenOf(s, beside, false, inherit: false);
        place ??= beside < 0 ? null : PlaceOf(s, beside).Place;
        var parties = joining ? _parties.OfAll(s, c.Objects(v)) : (meeting?.Actors.Where(a => a.State.Length > 0) ?? []).Concat(_parties.Group(2)).Where(a => a.State.Length > 0).Select(a => _parties.StateActor(a.State)).DistinctBy(a => a.Id).ToList();
        var states = Parties.States(parties);
        if ((states.Count < 2 && parties.Count(a => a.Type == "person") < 2) || (!joining && !when.IsKnown && place is null)
            || _claims.OfType<Claim.Event>().Any(e => e.Act == "CONSULT" && e.When == when && when.IsKnown && states.TrueForAll(e.States.Contains) && e.Evidence.Start >= _doc.Sentences[Math.Max(0, s - 3)].Start))
        {
            return;
        }

        string? venue = null;
        AddTold(s, v, "CONSULT", null, FormatOf(s, "meeting", [.. parties], ref venue), future ? "planned" : "occurred", when, place, [.. parties], "events: talks told of");
    }

    [GeneratedRegex(@"\bwithin (?:the (?:next |coming )?)?(?<n>\d+|a|" + NumberWords.Pattern + @") (?<u>day|week|month|year)s?\b(?! (?:of|after|from)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex WithinSo();

    /// <summary>The days left for what is to come: from the report's day until the term that its clause names; null where it names none.</summary>
    private When? UntilWhen(int s, int v)
    {
        if (_doc.Anchor is not { } now)
        {
            return null;
        }

        var (first, last) = _clauses[s].Subtree(v);
        if (DeadlineIn(s, first, last) is { } deadline && Resolved(deadline, true) is { End: { } end } && end > now)
        {
            return When.Between(now, end, DateBasis.Resolved);
        }

        return WithinSo().Match(_doc.Words(s, first, last)) is { Success: true } term && TermEnd(now, term) is var until ? When.Between(now, until, DateBasis.Resolved) : null;
    }

    private static LocalDate TermEnd(LocalDate from, Match term)
    {
        var n = NumberWords.Counted(term.Groups["n"].Value) ?? 1;
        return term.Groups["u"].Value.ToLowerInvariant() switch { "day" => from.PlusDays(n), "week" => from.PlusWeeks(n), "month" => from.PlusMonths(n), _ => from.PlusYears(n) };
    }

    /// <summary>"the agreement of 21 October on patrols", "a declaration of principles of 25 April": what was agreed on a day that the phrase itself gives.</summary>
    private void AccordOfDay(int s, int n)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var lemma = tokens[n].Lemma.ToLowerInvariant();
        if (!(Accords.Contains(lemma) || lemma is "consensus" or "truce" or "ceasefire" or "understanding") || tokens[n].Deprel == "compound" || _doc.MentionAt(s, n)?.Fact is Instrument || DateOn(s, n, false) is not { IsKnown: true, Days: <= 31 } when
            || (_doc.Anchor is { } now && (when.Start > now || when.Start < now.PlusYears(-6))))
        {
            return;
        }

        // Who signs, breaks or keeps it tells of his own act; the day may be that act's.
        var own = c.Children(n).Any(x => tokens[x].Upos is "NUM" or "PROPN" && tokens[x].Deprel.StartsWith("nmod", StringComparison.Ordinal) && (x < n || c.Children(x).Any(y => tokens[y].Deprel == "case" && tokens[y].Lower is "of" or "from")));
        if (!own || (c.GovernorVerb(n) is { } governor && (c.MoodOf(governor) is Mood.Hypothetical or Mood.Denied || tokens[governor].Lemma is "sign" or "reach" or "conclude" or "strike")))
        {
            return;
        }

        var between = _parties.OfAll(s, c.Obliques(n).Where(o => o.Prep is "between" or "with" or "among").SelectMany(o => c.Coordinated(o.Word)).Concat(c.With(n, "nmod:poss"))).Where(a => a.State.Length > 0).ToList();
        var parties = (Parties.States(between).Count >= 2 ? between : [.. between, .. _parties.Group(2)]).Where(a => a.State.Length > 0).Select(a => _parties.StateActor(a.State)).DistinctBy(a => a.Id).ToList();
        if (Parties.States(parties).Count < 2 || _claims.OfType<Claim.Event>().Any(e => e.Act == "AGREE" && e.When == when && e.States.Intersect(Parties.States(parties), StringComparer.Ordinal).Any()))
        {
            return;
        }

        AddTold(s, n, "AGREE", "agree", null, "occurred", when, null, parties, "events: accord of a day");
    }

    /// <summary>"X said at a press conference in Y": it was held, and X gave it.</summary>
    private void SaidAtConference(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        if (!IsSpeaking(tokens[v].Lemma) || !IsReal(c.MoodOf(v)) || c.IsNegated(v) || c.Obliques(v).Find(o => o.Prep is "at" or "during" or "in" or "to" && tokens[o.Word].Lemma is "conference" or "briefing" && c.Children(o.Word).Any(x => tokens[x].Lower is "news" or "press" or "media" or "joint")) is not { Word: > 0 } given)
        {
            return;
        }

        var speakers = Who(s, v).Where(a => a is { Type: "person", State.Length: > 0 }).ToList();
        var beside = _parties.OfAll(s, c.Obliques(given.Word).Concat(c.Obliques(v)).Where(o => o.Prep is "with" or "alongside" or "beside").Select(o => o.Word)).Where(a => a is { Type: "person", State.Length: > 0 }).ToList();
        var when = WhenOf(s, v, false, reported: false);
        if (speakers.Count == 0 || _claims.OfType<Claim.Event>().Any(e => e.Format == "press-conference" && e.When == when && e.Actors.Any(a => speakers.Exists(x => x.Id == a.Id))))
        {
            return;
        }

        AddTold(s, v, "CONSULT", null, "press-conference", "occurred", when, PlaceOf(s, given.Word).Place ?? PlaceOf(s, v).Place, Distinct([.. speakers.Concat(beside).Select(a => a with { Role = "participant" })]), "events: said at a press conference");
    }

    /// <summary>"put off the fines at the request of X", "visited Y at the invitation of Z": who asked for it, and whom.</summary>
    private void AskedFor(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        if (c.MoodOf(v) is not (Mood.Occurred or Mood.Ongoing) || c.Obliques(v).Concat(c.Objects(v).SelectMany(c.Obliques)).FirstOrDefault(o => o.Prep is "at" or "on" or "upon" && tokens[o.Word].Lemma is "request" or "invitation" or "behest" or "urging") is not { Word: > 0 } asked)
        {
            return;
        }

        var source = _parties.OfAll(s, c.Obliques(asked.Word).Where(o => o.Prep is "of" or "from" or "by").SelectMany(o => c.Coordinated(o.Word)).Concat(c.With(asked.Word, "nmod:poss", "compound"))).Where(a => a.State.Length > 0).ToList();
        var target = _parties.OfAll(s, c.IsPassive(v) ? c.Obliques(v).Where(o => o.Prep == "by").Select(o => o.Word) : c.Subjects(v)).Where(a => a.State.Length > 0 && !source.Exists(x => x.State == a.State)).ToList();
        if (source.Count == 0 || Parties.States([.. source, .. target]).Count < 1)
        {
            return;
        }

        var invites = tokens[asked.Word].Lemma == "invitation";
        AddTold(s, v, invites ? "AGREE" : "REQUEST", invites ? "invite" : null, null, "occurred", When.Unknown, null, Distinct([.. source.Select(a => a with { Role = "source" }), .. target.Select(a => a with { Role = "target" })]), "events: done as asked");
    }

    /// <summary>"X is expected in Y on October 8", "X was due in Y later on Tuesday": a visit to come.</summary>
    private void Awaited(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var due = tokens[v] is { Lower: "due", Upos: "ADJ" } && c.Children(v).Any(x => tokens[x].Deprel == "cop") && c.Obliques(v).Exists(o => o.Prep is "in" or "at");
        if (!(due || (tokens[v].Lemma == "expect" && c.IsPassive(v))) || c.IsNegated(v) || c.Children(v).Any(x => tokens[x].Deprel is "xcomp" or "ccomp") || PlaceOf(s, v).Place is not { Country.Length: > 0 } place)
        {
            return;
        }

        var guests = _parties.OfAll(s, c.Objects(v).Concat(c.Subjects(v))).Where(a => a.State.Length > 0 && a.State != place.Country).ToList();
        if (guests.Count > 0)
        {
            // A day that hangs on the adjective has no verb that governs it.
            var when = WhenOf(s, v, true, inherit: false) is { IsKnown: true } governed ? governed : due && _doc.Dates[s] is [var only] ? Resolved(only, true) : When.Unknown;
            AddTold(s, v, "CONSULT", "visit", "visit", "planned", when, place, Distinct([.. guests.Select(a => a with { Role = "participant" }), .. _parties.OfAll(s, c.Children(v).Where(x => tokens[x].Lemma == "meet" && tokens[x].Deprel is "advcl" or "xcomp").SelectMany(c.Objects)).Where(a => a.State.Length > 0), .. Host(place, guests)]), "events: awaited somewhere");
        }
    }

    private static readonly HashSet<string> Unsure = new(StringComparer.Ordinal) { "any", "possible", "potential", "future", "further", "planned", "threatened", "alleged", "another", "new", "imminent", "attempted", "failed", "no", "likely", "feared", "eventual", "full", "complete", "proposed", "demanded" };

    /// <summary>"Russia's invasion of Ukraine in 2022", "the withdrawal of French troops from Mali last year": an act told as a noun, where the words give its sides and it is told as done.</summary>
    private Claim.Event? Deed(int s, int n, EventRule rule)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        if (c.Children(n).Any(x => Unsure.Contains(tokens[x].Lower)) || tokens[n].Xpos == "NNS" && DateWithin(s, n) is not { IsKnown: true })
        {
            return null;
        }

        var governor = c.GovernorVerb(n);
        var frame = c.Children(n).Where(x => tokens[x].Deprel == "case").Select(x => tokens[x].Lower).FirstOrDefault();
        var date = DateOn(s, n, false) ?? DateWithin(s, n);
        // Told as done: it has a day, something came after it or through it, or it is itself what the sentence tells of.
        var done = date.IsKnown || frame is "after" or "following" or "since" or "over" or "amid" or "despite" or "during" || (tokens[n].Deprel is "nsubj" or "nsubj:pass" && governor is { } telling && IsReal(c.MoodOf(telling)));
        if (!done || (date.Start is { } day && _doc.Anchor is { } now && day > now) || (governor is { } g && !date.IsKnown && (c.MoodOf(g) is Mood.Hypothetical or Mood.Planned or Mood.Denied || c.IsNegated(g)) && frame is not ("after" or "following" or "since")) || (frame is "against" or "of" or "without" && !date.IsKnown))
        {
            return null;
        }

        var owners = c.Children(n).Where(x => tokens[x].Deprel == "nmod:poss" || (tokens[x].Deprel is "amod" or "compound" && _doc.MentionAt(s, x) is { Fact: State or Organisation { Type: "organisation" } })).ToList();
        var obliques = c.Obliques(n);
        // The parser may hang the second preposition on the first noun: "deployment of troops to X".
        obliques = [.. obliques, .. obliques.Where(o => o.Prep is "of" or "to" or "on").SelectMany(o => c.Obliques(o.Word)).Where(o => o.Prep is "by" or "to" or "from" or "on" or "against" or "with")];
        var source = _parties.OfAll(s, owners.Concat(obliques.Where(o => o.Prep is "by").SelectMany(o => c.Coordinated(o.Word)))).Where(a => a.State.Length > 0).ToList();
        var suffering = obliques.Where(o => o.Prep is "of" or "on" or "against" or "to" or "from" or "with" or "in").SelectMany(o => c.Coordinated(o.Word)).ToList();
        if (source.Count == 0 && rule.Needs == "ownact")
        {
            source = _parties.OfAll(s, obliques.Where(o => o.Prep == "of").Select(o => o.Word)).Where(a => a.State.Length > 0).ToList();
            suffering.RemoveAll(w => obliques.Exists(o => o.Prep == "of" && o.Word == w));
        }

        if (rule.Object.Count > 0 && !c.Children(n).Concat(obliques.Select(o => o.Word)).Concat(obliques.SelectMany(o => c.Children(o.Word))).Any(x => rule.Object.Contains(tokens[x].Lemma.ToLowerInvariant())))
        {
            return null;
        }

        var own = Parties.States(source);
        var target = _parties.OfAll(s, suffering).Concat(suffering.Select(w => PlaceWithin(s, w)).OfType<Place>().Where(p => _kb.States.ContainsKey(p.Country)).Select(p => _parties.StateActor(p.Country)))
            .Concat(suffering.SelectMany(w => _doc.Mentions[s].Where(m => m.Fact is State && tokens[m.Head].Head == w && tokens[m.Head].Deprel is "amod" or "compound" or "nmod:poss").Select(m => _parties.StateActor(((State)m.Fact!).Id))))
            .Where(a => a.State.Length > 0 && !own.Contains(a.State)).DistinctBy(a => a.State).ToList();
        // "the Bali bombings of October 2002": by nobody named, in a place whose state suffered it.
        if (own.Count == 0 && rule.Act == "ASSAULT" && date.IsKnown && target.Count == 0 && c.Children(n).Concat(obliques.Where(o => o.Prep is "in" or "at" or "on").Select(o => o.Word)).Select(x => PlaceWithin(s, x)).OfType<Place>().FirstOrDefault(p => _kb.States.ContainsKey(p.Country)) is { } struck)
        {
            target = [_parties.StateActor(struck.Country)];
        }
        else if (own.Count == 0 || (rule.Needs == "deed" && target.Count == 0))
        {
            return null;
        }

        var actors = Distinct([.. source.Select(a => _parties.StateActor(a.State, "source")), .. target.Select(a => a with { Role = "target" })]);
        var evidence = EvidenceAt(s, governor ?? n);
        // What a verb of the sentence or the sentences before has told of is no second act.
        if (_claims.OfType<Claim.Event>().Any(e => e.Act == rule.Act && own.TrueForAll(e.States.Contains) && (e.Evidence.Start < _doc.Sentences[s].End && e.Evidence.End > _doc.Sentences[Math.Max(0, s - 3)].Start && (!date.IsKnown || !e.When.IsKnown || e.When == date) || (date.IsKnown && e.When == date))))
        {
            return null;
        }

        return ToldAsNoun(s, n, evidence, rule, date, actors, PlaceOf(s, n).Place, rule.Mechanism ?? MechanismOf(evidence.Quote), 0.6);
    }

    /// <summary>The act that a noun tells of, as having happened.</summary>
    private Claim.Event ToldAsNoun(int s, int n, Evidence evidence, EventRule rule, When when, List<Actor> actors, PlaceRef? place, string? mechanism, double confidence) => new()
    {
        Id = NewId("event", evidence, rule.Act + n),
        Evidence = evidence,
        Act = rule.Act,
        Mode = rule.Mode,
        Status = "occurred",
        When = when,
        Actors = actors,
        States = Parties.States(actors),
        Place = place,
        Mechanism = mechanism,
        Rule = rule.Name,
        Doubts = DoubtsIn(s, actors),
        Confidence = confidence,
    };

    /// <summary>The first date inside a noun's phrase, or right behind it, with no verb between; unknown where none is.</summary>
    private When DateWithin(int s, int n)
    {
        var tokens = Tokens(s);
        var (_, last) = _clauses[s].Subtree(n);
        foreach (var d in _doc.Dates[s].Where(d => d.Start >= tokens[n].End && d.Start <= tokens[Math.Min(last + 1, tokens.Count - 1)].Start))
        {
            // "the cancellation of the 2008 protocol": the protocol's year.
            if (d.Text.Length == 4 && tokens.Any(t => t.Start >= d.Start && t.End <= d.End && t.Head >= 0 && tokens[t.Head].Start > t.Start && tokens[t.Head].Upos is "NOUN" or "PROPN" && t.Deprel is "nummod" or "compound" or "nmod" or "amod"))
            {
                continue;
            }

            var between = tokens.Where(t => t.Start >= tokens[n].End && t.End <= d.Start).ToList();
            if (between.Exists(t => t.Upos == "VERB" || t.Form is "," or ";" or ":") || between.Count > 12)
            {
                break;
            }

            if (Resolved(d, false) is { IsKnown: true } when)
            {
                return when;
            }
        }

        return When.Unknown;
    }

    /// <summary>"invited X to visit Y": a visit that is proposed, by whoever is invited.</summary>
    private Claim.Event? VisitInvitedTo(int s, int v, Claim.Event invitation)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        if (c.IsPassive(v))
        {
            return null;
        }

        // Who accepts an invitation is the guest; whoever is invited is the one that hears it.
        var accepts = tokens[v].Lemma == "accept";
        var guests = _parties.OfAll(s, accepts ? c.Subjects(v) : c.Objects(v)).Where(a => a.State.Length > 0).ToList();
        var going = c.Children(v).Concat(c.Objects(v).SelectMany(c.Children)).FirstOrDefault(x => x > v && tokens[x].Lemma is "visit" or "travel" or "come" or "make" or "pay" or "attend" && tokens[x].Deprel is "xcomp" or "advcl" or "acl", -1);
        var place = going >= 0 ? PlaceOf(s, going).Place : c.Obliques(v).Exists(o => o.Prep == "to") ? PlaceOf(s, v).Place : null;
        if (guests.Count == 0 || place is null || guests.Exists(g => g.State == place.Country))
        {
            return null;
        }

        var evidence = EvidenceAt(s, v);
        var actors = Distinct([.. guests.Select(a => a with { Role = "participant" }), .. Host(place, guests), .. invitation.Actors.Where(a => a.State == place.Country).Select(a => a with { Role = "target" })]);
        return invitation with
        {
            Id = NewId("event", evidence, "visit" + v),
            Act = "CONSULT",
            Mode = "visit",
            Format = "visit",
            Level = LevelOf(guests),
            Status = accepts ? "planned" : "proposed",
            When = going >= 0 ? WhenOf(s, going, true, inherit: false) : When.Unknown,
            Place = place,
            Actors = actors,
            States = Parties.States(actors),
            Mechanism = "consultation",
            Rule = "events: visit invited to",
            Confidence = 0.7,
        };
    }

    private void AddTold(int s, int word, string act, string? mode, string? format, string status, When when, PlaceRef? place, List<Actor> actors, string rule)
    {
        var evidence = EvidenceAt(s, word);
        Add(new Claim.Event
        {
            Id = NewId("event", evidence, act + word),
            Evidence = evidence,
            Act = act,
            Mode = mode,
            Status = status,
            Format = format,
            Level = act == "CONSULT" ? SaidLevel(s) ?? LevelOf(actors) : null,
            When = when,
            Actors = actors,
            States = Parties.States(actors),
            Place = place,
            Mechanism = act == "CONSULT" ? "consultation" : MechanismOf(evidence.Quote),
            Rule = rule,
            Doubts = DoubtsIn(s, actors),
            Confidence = 0.6,
        });
    }
}
