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

            if (Tokens(s)[i].Upos == "VERB")
            {
                EncounterHeld(s, i);
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
        if (!(joining || held || sitting) || mood is not (Mood.Occurred or Mood.Planned) || c.IsNegated(v) || tokens[v].Deprel.StartsWith("acl", StringComparison.Ordinal))
        {
            return;
        }

        var what = c.With(v, "nsubj", "nsubj:pass").FirstOrDefault(-1);
        if (what < 0 || !(sitting ? SittingBodies : Encounters).Contains(tokens[what].Lemma.ToLowerInvariant()) || c.Obliques(what).Concat(c.Obliques(v)).ToList().Exists(o => o.Prep is "between" or "with"))
        {
            return;
        }

        var words = c.Children(what).Select(x => tokens[x].Lower).ToList();
        var definite = words.Exists(x => x is "the" or "their" or "this" or "these");
        var other = words.Exists(x => x is "that" or "next" or "another" or "first" or "second" or "third" or "last" or "previous" or "new" or "further" or "future");
        if (!definite && !other && tokens[what].Upos != "PROPN")
        {
            return;
        }

        var future = mood == Mood.Planned;
        var when = WhenOf(s, v, future, inherit: false);
        when = when.IsKnown || !future ? when : UntilWhen(s, v) ?? when;
        var place = PlaceOf(s, v).Place;
        var told = _claims.FindLastIndex(x => x is Claim.Event { Act: "CONSULT", Status: "occurred" } && x.Evidence.Start >= _doc.Sentences[Math.Max(0, s - 3)].Start && x.Evidence.End <= _doc.Sentences[s].Start);
        var meeting = told >= 0 ? (Claim.Event)_claims[told] : null;
        if (held && !future && definite && !other && meeting is not null && (!when.IsKnown || !meeting.When.IsKnown || meeting.When == _doc.MainDay || meeting.When == when))
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

    [GeneratedRegex(@"\bwithin (?:the (?:next |coming )?)?(?<n>\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?<u>day|week|month|year)s?\b(?! (?:of|after|from)\b)", RegexOptions.IgnoreCase)]
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

    /// <summary>"invited X to visit Y": a visit that is proposed, by whoever is invited.</summary>
    private Claim.Event? VisitInvitedTo(int s, int v, Claim.Event invitation)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        if (c.IsPassive(v))
        {
            return null;
        }

        var guests = _parties.OfAll(s, c.Objects(v)).Where(a => a.State.Length > 0).ToList();
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
            Status = "proposed",
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
