using System.Text.RegularExpressions;
using Entente.Engine.Recognition;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;

namespace Entente.Engine.Coding;

/// <summary>Affirmations: somebody says that a provision covers, or does not cover, something; relations and tenures as reports state them.</summary>
public sealed partial class Coder
{
    private static readonly HashSet<string> Assuring = new(StringComparer.Ordinal) { "affirm", "reaffirm", "confirm", "reconfirm", "reiterate", "agree", "say", "state", "declare", "remind", "stress", "assure", "underscore", "tell", "pledge", "emphasize", "emphasise", "note", "underline", "warn", "recall", "deny", "maintain", "insist", "add", "announce", "repeat" };

    [GeneratedRegex(@"\b[Aa]rticles? (?<n>\d{1,2}|[IVX]{1,4}|[Ff]ive|[Ff]our|[Tt]hree)\b")]
    private static partial Regex Article();

    [GeneratedRegex(@"\b(?:appl(?:y|ies|ied)|applicable|cover(?:s|ed)?|extends?|includes?|including|invo(?:ke|king|cation))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Covering();

    [GeneratedRegex(@"\b(?<cap>nuclear deterrent|nuclear capabilities|nuclear weapons|full range of[\w ,-]{0,40}capabilities|cyber ?attacks?|cyberspace|attacks to, from,? or within space|attacks in space|outer space|space|public vessels?|armed forces|aircraft|coast guards?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Capability();

    [GeneratedRegex(@"\bcommitments? to (?:\w+ ){0,5}(?:NATO|[Aa]rticle|[Tt]reaty|[Aa]lliance)\b.*\b(?:is|are|remains?) (?:\w+ )?(?:ironclad|iron-clad|sacred|rock-solid|unshak\w+|unwavering|absolute|sacrosanct)", RegexOptions.IgnoreCase)]
    private static partial Regex Commitment();

    [GeneratedRegex(@"\b(?:(?:security|mutual[- ]defen[cs]e|defen[cs]e|alliance|bilateral|peace) (?:treaty|pact|clause|agreement)|mutual[- ]defen[cs]e (?:clause|treaty)|(?:its|their|the) treaty)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TreatyWord();

    private void CodeAffirmations(int s, List<Actor> speakers)
    {
        var before = _claims.Count;
        AffirmedOfDefence(s, speakers);
        if (_claims.Count == before)
        {
            AffirmedByClause(s);
        }
    }

    private void AffirmedOfDefence(int s, List<Actor> speakers)
    {
        var text = SentenceText(s);
        var article = Article().Match(text);
        var named = _doc.Mentions[s].Where(m => m.Fact is Instrument).Select(m => (Instrument)m.Fact!).ToList();
        var treaty = TreatyWord().Match(text);
        if (!article.Success && !treaty.Success && !named.Exists(i => i.Mechanism is "mutual-defence" or "extended-deterrence"))
        {
            return;
        }

        var tokens = Tokens(s);
        var c = _clauses[s];
        var verb = Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens[i].Upos == "VERB" && Assuring.Contains(tokens[i].Lemma.ToLowerInvariant()) && !InQuote(tokens[i].Start) && c.MoodOf(i) is not Mood.Hypothetical, -1);
        // "Our commitment to Article 5 is ironclad": in somebody's own words no verb of saying is needed.
        if (verb < 0 && speakers.Count > 0 && Commitment().IsMatch(text))
        {
            verb = Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens[i].Head < 0, -1);
        }

        if (verb < 0)
        {
            return;
        }

        var instrument = named.Find(i => i.Mechanism is "mutual-defence" or "extended-deterrence") ?? InstrumentFor(s, named.Count > 0 ? null : treaty.Success || article.Success ? speakers : null);
        if (instrument is null)
        {
            return;
        }

        var covering = Covering().Match(text);
        // "signed a mutual defence treaty" is no assurance; an assurance says that it covers, or stands by it.
        var standing = Regex.IsMatch(text, @"\b(?:affirm\w*|adherence|reaffirm\w*|reiterat\w*|reconfirm\w*|remind\w*|commitments?|importance|obligations?|ironclad|uphold|honou?r)\b", RegexOptions.IgnoreCase);
        if (!covering.Success && !standing)
        {
            return;
        }

        var by = _parties.OfAll(s, c.Subjects(verb));
        // "the leaders said Biden confirmed that …": the one who confirmed is who assures.
        for (var i = verb + 1; i < tokens.Count; i++)
        {
            if (tokens[i].Upos == "VERB" && tokens[i].Lemma is "confirm" or "affirm" or "reaffirm" or "reiterate" or "reconfirm" or "remind" or "assure" && !InQuote(tokens[i].Start) && _parties.OfAll(s, c.Subjects(i)) is { Count: > 0 } inner)
            {
                by = inner;
                verb = i;
                break;
            }
        }

        if (by.Count == 0)
        {
            by = speakers.Count > 0 ? speakers : [.. _parties.Group(2)];
        }

        if (by.Count == 0)
        {
            return;
        }

        var provision = instrument.Label;
        if (article.Success)
        {
            provision += ", Article " + Numeral(article);
        }

        var negative = Regex.IsMatch(text, @"\b(?:not|n't|never) (?:\w+ ){0,2}(?:apply|cover|extend|include)", RegexOptions.IgnoreCase) || Regex.IsMatch(text, @"\bden(?:y|ied|ies)\b", RegexOptions.IgnoreCase);
        var conditional = Regex.IsMatch(text, @"\b(?:could|may|might|under certain|in certain)\b", RegexOptions.IgnoreCase);
        var scopes = covering.Success ? ScopesIn(s, covering.Value.StartsWith("invo", StringComparison.OrdinalIgnoreCase) ? _doc.Sentences[s].Start + covering.Index : int.MaxValue) : [];
        var states = new SortedSet<string>(Parties.States(by), StringComparer.Ordinal);
        foreach (var party in instrument.Parties.Where(p => instrument.Parties.Length == 2 && _kb.States.ContainsKey(p)))
        {
            states.Add(party);
        }

        var evidence = EvidenceAt(s, verb);
        foreach (var scope in scopes.DefaultIfEmpty(null))
        {
            Add(new Claim.Affirmation
            {
                Id = NewId("affirmation", evidence, provision + scope),
                Evidence = evidence,
                Instrument = instrument.Label,
                Provision = provision,
                Covers = scope,
                Polarity = scope is null ? "stands" : negative ? "does-not-cover" : conditional ? "conditional" : "covers",
                Speakers = [.. by.Select(a => a.Label)],
                Actors = [.. by.Select(a => a with { Role = "speaker" })],
                States = [.. states],
                Mechanism = scope is not null && scope.Contains("nuclear", StringComparison.OrdinalIgnoreCase) ? "extended-deterrence" : "mutual-defence",
                When = WhenOf(s, verb, false),
                Rule = "affirmations: assurance about a provision",
                Doubts = DoubtsIn(s, by),
                Confidence = scope is null ? 0.7 : 0.85,
            });
        }
    }

    /// <summary>"said the 1904 treaty was fully in force", "insisted that the pact did not cover speech", "is protected by Article 5": what somebody says of a named accord's standing or reach.</summary>
    private void AffirmedByClause(int s)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        for (var v = 0; v < tokens.Count; v++)
        {
            // A clause of what was said, whose subject (or, of what is covered, whose agent) is an accord or an article of one.
            var copular = !c.IsVerb(v) && c.With(v, "cop").Any();
            if (tokens[v].Deprel is not ("ccomp" or "conj") || !(c.IsVerb(v) || copular) || c.Above(v) is not (>= 0 and var saying) || !_rules.Says(tokens[saying].Lemma) || InQuote(tokens[v].Start))
            {
                continue;
            }

            var lemma = tokens[v].Lemma.ToLowerInvariant();
            // "would honour the agreement in full", "will abide by the treaty"
            var honouring = c.IsVerb(v) && !c.IsNegated(v) && !c.IsPassive(v) && (lemma is "honour" or "honor" or "uphold" or "respect" or "observe" && c.Objects(v).Count > 0 || lemma is "abide" or "adhere" or "stick" or "stand" or "comply" or "keep" && c.Obliques(v).Exists(o => o.Prep is "by" or "to" or "with"));
            if (c.MoodOf(v) is Mood.Hypothetical or Mood.Denied && !c.IsNegated(v) || (c.MoodOf(v) == Mood.Planned && !honouring))
            {
                continue;
            }

            var covering = c.IsVerb(v) && lemma is "cover" or "protect" or "apply" or "extend" or "include" or "encompass";
            var standing = (copular || lemma == "remain") && Standing().IsMatch(Text(s, v)) || (c.IsVerb(v) && lemma is "oblige" or "bind" or "require" or "commit" && !c.IsPassive(v));
            if (!covering && !standing && !honouring)
            {
                continue;
            }

            var bearer = honouring ? c.Objects(v).Concat(c.Obliques(v).Where(o => o.Prep is "by" or "to" or "with").Select(o => o.Word)).FirstOrDefault(-1) : c.IsPassive(v) ? c.Obliques(v).Where(o => o.Prep is "by" or "under").Select(o => o.Word).FirstOrDefault(-1) : c.With(v, "nsubj").FirstOrDefault(-1);
            if (bearer < 0 || ProvisionNamed(s, bearer) is not { } provision)
            {
                continue;
            }

            var by = Who(s, saying).Where(a => a.State.Length > 0).ToList();
            if (by.Count == 0)
            {
                continue;
            }

            var scope = !covering ? null : c.IsPassive(v) ? c.Objects(v).Concat(c.Subjects(v)).Select(o => (int?)o).FirstOrDefault() : c.Objects(v).Concat(c.Obliques(v).Where(o => o.Prep is "to").Select(o => o.Word)).Select(o => (int?)o).FirstOrDefault();
            if (covering && scope is null)
            {
                continue;
            }

            var covers = scope is { } covered ? _doc.MentionAt(s, covered)?.Fact switch { State state => state.Name, Place place => place.Label, _ => Text(s, covered) is { Length: < 80 } words ? Bare(words) : tokens[covered].Form } : null;
            var evidence = EvidenceAt(s, saying);
            var states = new SortedSet<string>(Parties.States(by), StringComparer.Ordinal);
            foreach (var party in provision.Parties.Where(_kb.States.ContainsKey))
            {
                states.Add(party);
            }

            Add(new Claim.Affirmation
            {
                Id = NewId("affirmation", evidence, provision.Label + covers),
                Evidence = evidence,
                Instrument = provision.Instrument,
                Provision = provision.Label,
                Covers = covers,
                Polarity = covers is null ? c.IsNegated(v) ? "does-not-cover" : "stands" : c.IsNegated(v) ? "does-not-cover" : "covers",
                Speakers = [.. by.Select(a => a.Label)],
                Actors = [.. by.Select(a => a with { Role = "speaker" })],
                States = [.. states],
                Mechanism = provision.Mechanism,
                When = WhenOf(s, saying, false, reported: false),
                Rule = "affirmations: said of an accord",
                Doubts = DoubtsIn(s, by),
                Confidence = 0.7,
            });
            return;
        }

        static string Bare(string phrase) => phrase.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? phrase[4..] : phrase.StartsWith("to ", StringComparison.OrdinalIgnoreCase) ? phrase[3..] : phrase;
    }

    [GeneratedRegex(@"\b(?:in force|valid|binding|ironclad|iron-clad|unshak\w+|intact|sacred|unbreakable|rock-solid|applicable)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Standing();

    private static string Numeral(Match article) => article.Groups["n"].Value.ToUpperInvariant() switch { "V" or "FIVE" => "5", "IV" or "FOUR" => "4", "III" or "THREE" => "3", "VI" => "6", var n => n };

    /// <summary>The accord or article that a phrase names: as the files call it where they know it, else as the report does. Null for anything else, and for an accord without any name, date or owner.</summary>
    private (string Instrument, string Label, IReadOnlyList<string> Parties, string Mechanism)? ProvisionNamed(int s, int word)
    {
        var tokens = Tokens(s);
        var (first, last) = _clauses[s].NounSpan(word);
        var words = _doc.Words(s, first, last);
        var article = Article().Match(words);
        var named = _doc.Mentions[s].Find(m => m.First >= first && m.Last <= last && m.Fact is Instrument)?.Fact as Instrument ?? (article.Success ? InstrumentFor(s, null) : null);
        if (named is not null)
        {
            return (named.Label, named.Label + (article.Success ? ", Article " + Numeral(article) : ""), named.Parties.Length == 2 ? named.Parties : [], named.Mechanism);
        }

        if (!Accords.Contains(tokens[word].Lemma.ToLowerInvariant()))
        {
            return null;
        }

        var told = PartiesOfAccord(s).Select(a => a.State).ToList();
        var label = words.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? words[4..] : words;
        return told.Count >= 2 ? (label, label, told, MechanismOf(words) ?? "diplomacy") : null;
    }

    /// <summary>Which treaty "the security treaty" or "Article 5" means here: of those that the parties in the sentence, or in the report, have with each other.</summary>
    private Instrument? InstrumentFor(int s, List<Actor>? speakers)
    {
        var here = _doc.Mentions[s].Where(m => m.Fact is State).Select(m => ((State)m.Fact!).Id).ToHashSet(StringComparer.Ordinal);
        var report = _doc.Principal.Take(2).ToHashSet(StringComparer.Ordinal);
        var group = _parties.RecentGroup.Select(a => a.State).ToHashSet(StringComparer.Ordinal);
        var day = _doc.Anchor ?? _doc.Published.Start;
        var standing = _kb.Instruments.Values.Where(i => i.Mechanism == "mutual-defence" && i.Parties.Length == 2 && (day is not { } d || ((i.InForce ?? i.Signed) <= d && (i.Ended is null || i.Ended > d)))).ToList();
        _ = speakers;
        foreach (var parties in new[] { here, group, report })
        {
            var fitting = standing.Where(i => i.Parties.All(parties.Contains)).ToList();
            if (fitting.Count == 1)
            {
                return fitting[0];
            }
        }

        if (here.Contains("NATO") || _doc.Mentions[s].Exists(m => m.Fact is Organisation { Id: "NATO" }))
        {
            return _kb.Instruments["north-atlantic-treaty"];
        }

        return null;
    }

    /// <summary>What the words say is covered: places, "East China Sea islands" as the disputed islands there that the report names, capabilities.</summary>
    /// <param name="before">What would invoke a provision stands before that word; what it covers, anywhere.</param>
    private List<string?> ScopesIn(int s, int before)
    {
        var tokens = Tokens(s);
        var scopes = new List<string?>();
        foreach (var m in _doc.Mentions[s])
        {
            if (m.Fact is not Place place || tokens[m.First].Start > before)
            {
                continue;
            }

            var next = m.Last + 1 < tokens.Count ? tokens[m.Last + 1].Lower : "";
            var label = place.Label;
            if (place.Kind == "sea")
            {
                if (next is not ("island" or "islands" or "isles"))
                {
                    // A sea is a scope where it is said to be one: "anywhere in the South China Sea".
                    if (m.First >= 3 && tokens.Skip(m.First - 4).Take(4).Any(t => t.Lower is "anywhere" or "throughout") && !scopes.Contains(place.Label))
                    {
                        scopes.Add(place.Label);
                    }

                    continue;
                }

                var islands = _doc.Mentions.SelectMany(x => x).Select(x => x.Fact).OfType<Place>().FirstOrDefault(p => p.Kind == "disputed" && Near(p, place));
                label = islands?.Label ?? place.Label + " islands";
            }
            else if (place.Kind is "region" or "venue")
            {
                continue;
            }

            if (!scopes.Contains(label))
            {
                scopes.Add(label);
            }
        }

        foreach (Match capability in Capability().Matches(SentenceText(s)))
        {
            var words = capability.Groups["cap"].Value.ToLowerInvariant();
            words = words == "public vessel" ? "public vessels" : words;
            if (!scopes.Exists(x => x is not null && (x.Contains(words, StringComparison.Ordinal) || words.Contains(x, StringComparison.Ordinal))))
            {
                scopes.Add(words);
            }
        }

        return scopes;

        static bool Near(Place a, Place b) => a.Latitude is { } la && b.Latitude is { } lb && a.Longitude is { } ga && b.Longitude is { } gb && Math.Abs(la - lb) < 6 && Math.Abs(ga - gb) < 6;
    }

    private void CodeRelations(int s)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var made = new HashSet<string>(StringComparer.Ordinal);
        // "Pakistani-administered Kashmir", "Japanese-controlled islands in the East China Sea": who holds what, in the report's own words.
        for (var i = 2; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Lower is "administered" or "controlled" or "held" or "ruled" or "governed" && tokens[i - 1].Form is "-" or "‑" && !InQuote(tokens[i].Start)
                && _doc.Mentions[s].Find(m => m.Last == i - 2 && m.Fact is State) is { Fact: State holder }
                && (_doc.Mentions[s].Find(m => m.First == i + 1 && m.Fact is Place) ?? (tokens[i + 1].Lemma is "island" or "area" or "part" or "territory" or "side" or "portion" or "region" ? _doc.Mentions[s].Find(m => m.First > i + 1 && m.First <= i + 6 && m.Fact is Place && tokens.Skip(i + 2).Take(m.First - i - 2).All(t => t.Lower is "of" or "in" or "the")) : null)) is { Fact: Place held } there)
            {
                var land = _doc.Words(s, i + 1, there.Last);
                Relation(s, i, holder.Name, "administers", there.First == i + 1 ? held.Label : land, "in-force", [_parties.StateActor(holder.Id)], there.First == i + 1 ? Ref(held) : null);
            }
        }

        for (var v = 0; v < tokens.Count; v++)
        {
            var lemma = tokens[v].Lemma.ToLowerInvariant();
            if (tokens[v].Upos is not ("VERB" or "ADJ") || InQuote(tokens[v].Start))
            {
                continue;
            }

            var mood = c.MoodOf(v);
            if (c.IsNegated(v) || (mood is Mood.Hypothetical or Mood.Denied && lemma is not ("answer" or "report")))
            {
                continue;
            }

            switch (lemma)
            {
                case "claim" when tokens[v].Deprel == "amod" && !c.Obliques(v).Exists(o => o.Prep == "by"):
                    // "claimed provocations": said to be so.
                    break;
                case "administer" or "claim" or "control" when c.IsPassive(v) || (tokens[v].Xpos == "VBN" && !c.Children(v).Any(x => tokens[x].Deprel == "aux" && tokens[x].Lemma == "have")):
                    var by = _parties.OfAll(s, c.Obliques(v).Where(o => o.Prep == "by").Select(o => o.Word)).Where(a => a.State.Length > 0).ToList();
                    var what = PlaceNear(s, v, back: true);
                    // "4.6 square kilometres around it are claimed by both countries": land that has no name is called as the report calls it.
                    if (by.Count > 0 && what is null && c.IsPassive(v) && c.Objects(v).Concat(c.Subjects(v)).FirstOrDefault(-1) is >= 0 and var unnamed && Territorial(s, unnamed))
                    {
                        foreach (var claimant in by)
                        {
                            Relate(s, v, claimant, lemma == "claim" ? "claims" : "administers", Text(s, unnamed) is { Length: < 90 } phrase ? phrase : tokens[unnamed].Form, lemma == "claim" ? "disputed" : "in-force", [.. by.Where(x => x.Id != claimant.Id)], null);
                        }
                    }

                    if (by.Count > 0 && what is not null)
                    {
                        Relate(s, v, by[0], lemma == "claim" ? "claims" : "administers", what.Label, lemma == "claim" ? "disputed" : "in-force", [.. by.Skip(1)], Ref(what));
                    }

                    break;
                case "administer" or "claim" or "control":
                    var claimants = _parties.OfAll(s, c.Subjects(v)).Where(a => a.State.Length > 0).ToList();
                    // "the islands, which X has administered since 1833": what the clause describes stands before it.
                    var described = tokens[v].Deprel == "acl:relcl" && c.Objects(v).Contains(tokens[v].Head);
                    var named = PlaceNear(s, v, back: described);
                    var island = named is null ? TheIsland(s, v, claimants) : null;
                    named ??= island?.Fact as Place;
                    if (claimants.Count > 0 && island?.Fact is State self)
                    {
                        Relate(s, v, claimants[0], "claims", self.Name, "disputed", [_parties.StateActor(self.Id)], null);
                    }

                    if (claimants.Count == 0 && described && c.With(v, "nsubj").Any(x => tokens[x].Lower is "both" or "each"))
                    {
                        // "the district, which both of them claim": those told of before it.
                        claimants = [.. _doc.Mentions[s].Where(m => m.Last < tokens[v].Head && m is { Fact: State, Role: NameRole.State or NameRole.Capital }).Select(m => _parties.StateActor(((State)m.Fact!).Id)).DistinctBy(a => a.Id).TakeLast(2)];
                        claimants = claimants.Count == 2 ? claimants : [.. _parties.Group(2)];
                    }

                    if (claimants.Count > 0 && named is null && island is null && c.Objects(v) is [var land, ..] && Territory(s, land) is { } territory)
                    {
                        foreach (var claimant in claimants)
                        {
                            Relate(s, v, claimant, lemma == "claim" ? "claims" : "administers", territory, lemma == "claim" ? "disputed" : "in-force", [.. claimants.Where(x => x.Id != claimant.Id)], null);
                        }
                    }

                    else if (claimants.Count > 0 && lemma == "claim" && named is null && island is null && c.Objects(v) is [var spot, ..] && (Territorial(s, spot) || tokens[spot].Lemma is "place" or "rock" or "isle" or "outcrop"))
                    {
                        foreach (var claimant in claimants)
                        {
                            Relate(s, v, claimant, "claims", Text(s, spot) is { Length: < 90 } phrase ? phrase : tokens[spot].Form, "disputed", [.. claimants.Where(x => x.Id != claimant.Id)], null);
                        }
                    }

                    if (claimants.Count > 0 && named is { } claimed && c.Objects(v).Count > 0)
                    {
                        foreach (var claimant in claimants)
                        {
                            Relate(s, v, claimant, lemma == "claim" ? "claims" : "administers", claimed.Label, lemma == "claim" ? "disputed" : "in-force", [], Ref(claimed));
                        }
                    }

                    break;
                case "consider" or "regard" or "view" or "see" or "treat" when mood is Mood.Occurred or Mood.Ongoing && _parties.OfAll(s, c.Subjects(v)).Where(a => a.State.Length > 0).ToList() is { Count: > 0 } holders:
                    // "considers X part of its territory", "regards X as its own province"
                    var (_, tail) = c.Subtree(v);
                    var own = Enumerable.Range(v, tail - v + 1).Any(i => tokens[i].Lower is "territory" or "province" or "own" or "island" && c.Children(i).Any(x => tokens[x].Lower is "its" or "own" or "breakaway" or "sovereign" or "renegade") || (tokens[i].Lower == "own" && i > 0 && tokens[i - 1].Lower == "its"));
                    var thing = _doc.Mentions[s].Find(m => m.First > v && m.First <= v + 4 && m.Fact is State or Place);
                    thing ??= own ? TheIsland(s, v, holders) : null;
                    if (own && thing is not null)
                    {
                        foreach (var holder in holders.Where(h => h.State != (thing.Fact as State)?.Id))
                        {
                            Relate(s, v, holder, "claims", thing.Fact is State st ? st.Name : ((Place)thing.Fact!).Label, "disputed", thing.Fact is State other ? [_parties.StateActor(other.Id)] : [], thing.Fact is Place p ? Ref(p) : null);
                        }
                    }

                    break;
                case "answer" or "report" when c.Obliques(v).Exists(o => o.Prep == "to"):
                    var subordinate = tokens[v].Xpos == "VBG" && tokens[v].Deprel == "acl" ? [tokens[v].Head] : c.Subjects(v);
                    if (subordinate.Count == 0 && tokens[v].Head >= 0)
                    {
                        subordinate = [tokens[v].Head];
                    }

                    var superior = c.Obliques(v).First(o => o.Prep == "to").Word;
                    var forces = subordinate.Exists(x => tokens[x].Lemma.ToLowerInvariant() is "force" or "forces" or "headquarters" or "command" or "unit" or "fleet" or "army" || _doc.MentionAt(s, x)?.Fact is Organisation { Type: "force" });
                    if (forces && Regex.IsMatch(Text(s, superior), @"\b(?:commander|command|headquarters|chief|general|admiral)\b", RegexOptions.IgnoreCase))
                    {
                        var group = _parties.Group(2).Where(a => a.State.Length > 0).ToList();
                        var actors = Distinct([.. group.Select(a => _parties.StateActor(a.State)), .. _parties.OfAll(s, [superior])]);
                        Relation(s, v, Text(s, subordinate[0]) is { Length: < 80 } words ? words : tokens[subordinate[0]].Form, "answers-to", WithoutPreposition(Text(s, superior)), mood == Mood.Occurred && !c.Children(v).Any(x => tokens[x].Lower is "would" or "will") && !c.IsUnder(v, Planner(s, v)) ? "in-force" : "announced", actors, null);
                    }

                    break;
                case "station" or "base" or "deploy" when tokens[v].Xpos == "VBN" && TroopsNear(s, v):
                    var owner = _doc.Mentions[s].Where(m => m.Fact is State).Select(m => ((State)m.Fact!).Id).ToList();
                    var hosts = _parties.OfAll(s, c.Obliques(v).Where(o => o.Prep is "in" or "on").Select(o => o.Word)).Where(a => a.Type == "state").Select(a => a.State).ToList();
                    var guest = Guest(s, v);
                    if (hosts.Count == 0 && guest is not null)
                    {
                        // "Norway and Spain, two states where Canada keeps ships"
                        hosts = [.. owner.Where(o => o != guest).Distinct()];
                    }

                    if (guest is not null)
                    {
                        foreach (var host in hosts.Where(h => h != guest).Distinct())
                        {
                            Relate(s, v, _parties.StateActor(host), "hosts", _kb.LabelOf(guest) + " forces", "in-force", [_parties.StateActor(guest)], null);
                        }
                    }

                    break;
                case "station" or "base" or "deploy" or "rotate" or "operate" or "fly" when ForcesOf(s, v) is { } force && HostOf(s, v) is { } host && host != force:
                    Relate(s, v, _parties.StateActor(host), "hosts", _kb.LabelOf(force) + " forces", mood == Mood.Planned ? "planned" : "in-force", [_parties.StateActor(force)], PlaceOf(s, v).Place is { } at && !at.Id.StartsWith("state/", StringComparison.Ordinal) ? at : null);
                    break;
                case "keep" or "maintain" or "have" or "retain" or "station" or "base" when mood is Mood.Occurred or Mood.Ongoing && (tokens[v].Xpos is "VBZ" or "VBP" || (tokens[v].Xpos == "VBN" && lemma is not "have" && c.Children(v).Any(x => tokens[x].Deprel == "aux" && tokens[x].Lower is "has" or "have"))) && c.Objects(v).Find(o => tokens[o].Lemma.ToLowerInvariant() is "troop" or "troops" or "force" or "forces" or "base" or "soldier" or "garrison" or "personnel" or "contingent") is > 0 and var posted && !c.Children(posted).Any(x => tokens[x].Deprel == "amod" && tokens[x].Lower is "armed" or "special" or "reserve"):
                    // "keeps troops in X and Y"
                    var keeper = _parties.OfAll(s, c.Subjects(v)).Where(a => a.State.Length > 0).Select(a => a.State).FirstOrDefault();
                    var landlords = _parties.OfAll(s, c.Obliques(v).Concat(c.Obliques(posted)).Where(o => o.Prep is "in" or "on" or "at").SelectMany(o => c.Coordinated(o.Word))).Where(a => a.Type == "state" && a.State != keeper).Select(a => a.State).Distinct().ToList();
                    if (landlords.Count == 0)
                    {
                        // "at the base in southern X", "in the breakaway region": the state that the phrase of place names, or lies in.
                        var spans = c.Obliques(v).Concat(c.Obliques(posted)).Where(o => o.Prep is "in" or "on" or "at").Select(o => c.Subtree(o.Word)).ToList();
                        landlords = [.. _doc.Mentions[s].Where(m => spans.Exists(x => x.First <= m.First && m.Last <= x.Last)).Select(m => m.Fact switch { State state when m.Role is NameRole.State => state.Id, Place { Country.Length: > 0, Kind: not ("sea" or "venue") } spot => spot.Country, _ => "" }).Where(x => x.Length > 0 && x != keeper && _kb.States.ContainsKey(x)).Distinct().Take(1)];
                    }

                    if (keeper is not null && _kb.States.ContainsKey(keeper))
                    {
                        foreach (var landlord in landlords)
                        {
                            Relate(s, v, _parties.StateActor(landlord), "hosts", _kb.LabelOf(keeper) + " forces", "in-force", [_parties.StateActor(keeper)], null);
                        }
                    }

                    break;
                case "supply" when mood is Mood.Occurred or Mood.Ongoing && !c.IsPassive(v) && tokens[v].Xpos is "VBZ" or "VBP" && c.Objects(v) is [var goods, ..]:
                    var suppliers = _parties.OfAll(s, c.Subjects(v)).Where(a => a.State.Length > 0).ToList();
                    var (_, g2) = c.Subtree(v);
                    var customers = _doc.Mentions[s].Where(m => m.Fact is State && m.First > v && m.Last <= g2).Select(m => ((State)m.Fact!).Id).Where(x => suppliers.TrueForAll(p => p.State != x)).Distinct().ToList();
                    if (suppliers.Count > 0 && customers.Count > 0)
                    {
                        Relate(s, v, _parties.StateActor(suppliers[0].State), "supplies", Text(s, goods) is { Length: < 120 } lot ? lot : tokens[goods].Form, "in-force", [_parties.StateActor(customers[0])], null);
                    }

                    break;
                case "provide" or "host" or "house" when c.Objects(v).Exists(o => tokens[o].Lemma.ToLowerInvariant() is "base" or "basis" or "bases" or "troop" or "troops" or "force" or "facility" or "soldier" or "fleet" or "garrison" or "headquarters" or "command" || _doc.MentionAt(s, o)?.Fact is Organisation { Type: "force" }):
                    // "X is home to Y, a base that houses troops of Z": the land is the one that the sentence is about.
                    var hosting = _parties.OfAll(s, c.Subjects(v)).Where(a => a.State.Length > 0).ToList();
                    hosting = hosting.Count > 0 || !tokens[v].Deprel.StartsWith("acl", StringComparison.Ordinal) ? hosting : _doc.Mentions[s].Where(m => m.First < v && m is { Fact: State, Role: NameRole.State or NameRole.Capital }).Select(m => _parties.StateActor(((State)m.Fact!).Id)).Take(1).ToList();
                    var others = _doc.Mentions[s].Where(m => m.Fact is State && m.Head > v).Select(m => ((State)m.Fact!).Id).Where(x => hosting.TrueForAll(h => h.State != x)).Distinct().ToList();
                    if (hosting.Count > 0 && others.Count > 0 && mood == Mood.Occurred)
                    {
                        Relate(s, v, hosting[0], "hosts", _kb.LabelOf(others[0]) + " forces", "in-force", [_parties.StateActor(others[0])], null);
                    }

                    break;
            }
        }

        for (var n = 0; n < tokens.Count; n++)
        {
            if (tokens[n].Upos == "NOUN" && !InQuote(tokens[n].Start))
            {
                NounRelation(n);
            }

            // "X troops have been in Y since 2011"
            if (_doc.MentionAt(s, n) is { Fact: State land, Role: NameRole.State } && c.Children(n).Any(x => tokens[x].Deprel == "cop") && c.Children(n).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower == "in") && !c.IsNegated(n)
                && c.With(n, "nsubj").FirstOrDefault(x => Troops.Contains(tokens[x].Lemma.ToLowerInvariant()), -1) is >= 0 and var present && _parties.Of(s, present).Find(a => a.State.Length > 0 && a.State != land.Id) is { } visitor)
            {
                Relate(s, n, _parties.StateActor(land.Id), "hosts", _kb.LabelOf(visitor.State) + " forces", "in-force", [_parties.StateActor(visitor.State)], null);
            }
        }

        // "Japan's administration of the islands", "a member of the court", "the Russian base in Gyumri".
        void NounRelation(int n)
        {
            var lemma = tokens[n].Lemma.ToLowerInvariant();
            var governor = c.GovernorVerb(n);
            if (governor is { } g && (c.IsNegated(g) || c.MoodOf(g) is Mood.Hypothetical && lemma is "member"))
            {
                return;
            }

            var owners = _parties.OfAll(s, c.Children(n).Where(x => tokens[x].Deprel is "nmod:poss")).Concat(lemma is "sovereignty" or "administration" or "claim" ? c.Children(n).Where(x => tokens[x].Deprel == "amod").Select(x => _doc.MentionAt(s, x)?.Fact).OfType<State>().Select(x => _parties.StateActor(x.Id)) : []).Where(a => a.State.Length > 0).ToList();
            switch (lemma)
            {
                case "administration" or "sovereignty" when owners.Count > 0 && _doc.Mentions[s].Find(m => m.Fact is Place { Kind: "disputed" or "region" or "island" }) is { Fact: Place place }:
                    Relate(s, n, owners[0], lemma == "sovereignty" ? "claims" : "administers", place.Label, lemma == "sovereignty" ? "disputed" : "in-force", [], Ref(place));
                    break;
                case "member" or "participation" or "membership" when c.Obliques(n).Where(o => o.Prep is "of" or "in").SelectMany(o => c.With(o.Word, "compound", "appos").Prepend(o.Word)).Select(o => _doc.MentionAt(s, o)).OfType<Mention>().FirstOrDefault(m => m.Fact is Organisation { Type: "organisation" } or Instrument) is { } body:
                    var members = owners.Count > 0 ? owners : c.With(n, "nsubj").Any() ? _parties.OfAll(s, c.With(n, "nsubj").SelectMany(c.Coordinated)).Where(a => a.State.Length > 0).ToList() : governor is { } v ? _parties.OfAll(s, c.Subjects(v)).Where(a => a.State.Length > 0).ToList() : [];
                    if (c.Children(n).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "towards" or "toward" or "for" or "on"))
                    {
                        break;
                    }

                    var ended = governor is { } verb && tokens[verb].Lemma is "suspend" or "freeze" or "end" or "withdraw" or "leave" or "terminate";
                    foreach (var member in members.Take(3))
                    {
                        Relate(s, n, _parties.StateActor(member.State), "party-to", body.Fact is Organisation o ? o.Label : ((Instrument)body.Fact!).Label, ended ? "disputed" : "in-force", [], null);
                    }

                    break;
                case "party" or "signatory" when c.Obliques(n).Find(o => o.Prep == "to" && (_doc.MentionAt(s, o.Word)?.Fact is Instrument || Accords.Contains(tokens[o.Word].Lemma.ToLowerInvariant()))) is { Prep: "to" } accord && c.Children(n).Any(x => tokens[x].Deprel == "cop"):
                    foreach (var party in _parties.OfAll(s, c.Subjects(n).Concat(c.With(n, "nsubj").SelectMany(c.Coordinated))).Where(a => a.State.Length > 0).DistinctBy(a => a.State).Take(4))
                    {
                        Relate(s, n, _parties.StateActor(party.State), "party-to", (_doc.MentionAt(s, accord.Word)?.Fact as Instrument)?.Label ?? Text(s, accord.Word), "in-force", [], null);
                    }

                    break;
                case "claim" when c.Obliques(n).Exists(o => o.Prep is "in" or "to" or "over") && PlaceNear(s, n, back: false) is { } disputed && (c.Children(n).Any(x => tokens[x].Deprel == "aux" && tokens[x].Lemma == "have") || governor is { } has && tokens[has].Lemma is "have" or "make" or "assert" or "lay" or "press" or "stake" && tokens[n].Deprel == "obj"):
                    foreach (var claimant in _parties.OfAll(s, governor is { } asserting && tokens[n].Deprel == "obj" ? c.Subjects(asserting) : [.. c.With(n, "nsubj").SelectMany(c.Coordinated)]).Where(a => a.State.Length > 0).DistinctBy(a => a.State).Take(8))
                    {
                        Relate(s, n, _parties.StateActor(claimant.State), "claims", disputed.Label, "disputed", [], Ref(disputed));
                    }

                    break;
                case "claim" when owners.Count > 0 && c.Obliques(n).Exists(o => o.Prep is "to" or "over") && PlaceNear(s, n, back: false) is { } theirs:
                    foreach (var claimant in owners.DistinctBy(a => a.State))
                    {
                        Relate(s, n, _parties.StateActor(claimant.State), "claims", theirs.Label, "disputed", [], Ref(theirs));
                    }

                    break;
                case "member" when c.With(n, "compound").Select(x => _doc.MentionAt(s, x)).OfType<Mention>().FirstOrDefault(m => m.Fact is Organisation { Type: "organisation" }) is { Fact: Organisation club } && c.With(n, "cop").Any():
                    foreach (var member in _parties.OfAll(s, c.With(n, "nsubj").SelectMany(c.Coordinated)).Where(a => a.Type == "state").Take(8))
                    {
                        Relate(s, n, member, "party-to", club.Label, "in-force", [], null);
                    }

                    break;
                case "member" when tokens[n].Deprel == "nsubj" && c.With(n, "nmod:poss").Concat(c.Obliques(n).Where(o => o.Prep == "of").Select(o => o.Word)).Select(x => _doc.MentionAt(s, x)).OfType<Mention>().FirstOrDefault(m => m.Fact is Organisation { Type: "organisation" }) is { Fact: Organisation union } && tokens[n].Head is >= 0 and var listed && c.With(listed, "cop").Any():
                    foreach (var member in _parties.OfAll(s, c.Coordinated(listed)).Where(a => a.Type == "state").Take(12))
                    {
                        Relate(s, n, member, "party-to", union.Label, "in-force", [], null);
                    }

                    break;
                case "base" or "basis" when _doc.Mentions[s].Find(m => m.Role == NameRole.Adjective && m.Last == n - 1) is { Fact: State guest } && PlaceOf(s, n).Place is { Country.Length: > 0 } where && where.Country != guest.Id:
                    Relate(s, n, _parties.StateActor(where.Country), "hosts", guest.Name + " forces", "in-force", [_parties.StateActor(guest.Id)], where);
                    break;
            }
        }

        void Relate(int sentence, int v, Actor subject, string relation, string obj, string status, List<Actor> others, PlaceRef? place) =>
            Relation(sentence, v, subject.Label, relation, obj, status, Distinct([subject, .. others, .. OtherClaimants(sentence)]), place);

        List<Actor> OtherClaimants(int sentence) => [.. _doc.Mentions[sentence].Where(m => m.Fact is State && m.Role is NameRole.State or NameRole.Capital && _clauses[sentence].GovernorVerb(m.Head) is { } g && Tokens(sentence)[g].Lemma is "claim" or "administer" or "use").Select(m => _parties.StateActor(((State)m.Fact!).Id))];

        static string WithoutPreposition(string phrase) => phrase.StartsWith("to ", StringComparison.OrdinalIgnoreCase) ? phrase[3..] : phrase;

        void Relation(int sentence, int v, string subject, string relation, string obj, string status, List<Actor> actors, PlaceRef? place)
        {
            if (!made.Add(subject + relation + obj) || actors.Count == 0)
            {
                return;
            }

            var evidence = EvidenceAt(sentence, v);
            Add(new Claim.Relation
            {
                Id = NewId("relation", evidence, subject + relation + obj),
                Evidence = evidence,
                Subject = subject,
                Verb = relation,
                Object = obj,
                Status = status,
                Actors = actors,
                States = Parties.States(actors),
                Place = place,
                Mechanism = relation is "answers-to" or "commands" ? "command-and-control" : relation == "hosts" ? "force-posture" : relation == "supplies" ? MechanismOf(obj) ?? "economic-security" : "maritime-security",
                When = When.Unknown,
                Rule = "relations: " + relation,
                Confidence = 0.75,
            });
        }
    }

    private int Planner(int s, int v)
    {
        var tokens = Tokens(s);
        return Enumerable.Range(0, tokens.Count).FirstOrDefault(i => i != v && tokens[i].Lemma is "plan" or "announce" or "include" or "agree" or "establish" or "upgrade" && tokens[i].Upos == "VERB" && _clauses[s].IsUnder(v, i), -2);
    }

    /// <summary>"claims the self-ruled island as its own": the island last told of, a state or a place, that is not the claimants' own.</summary>
    private Mention? TheIsland(int s, int v, List<Actor> claimants) =>
        _clauses[s].Objects(v).Exists(o => Tokens(s)[o].Lemma == "island" && _clauses[s].Children(o).Any(x => Tokens(s)[x].Lower == "the"))
            ? _doc.Mentions.Take(s + 1).SelectMany(m => m).LastOrDefault(m => m.Fact is Place { Kind: "island" } || (m.Fact is State state && _kb.Areas.Any(a => a.Name == "island" && a.Member == state.Id) && !claimants.Exists(c => c.State == state.Id)))
            : null;

    private static readonly HashSet<string> Troops = new(StringComparer.Ordinal) { "troop", "troops", "force", "forces", "soldier", "peacekeeper", "marine", "contingent", "garrison" };

    private static readonly HashSet<string> Lands = new(StringComparer.Ordinal) { "island", "islet", "territory", "district", "region", "area", "strip", "peninsula", "archipelago", "shoal", "reef", "province", "enclave", "plateau", "valley", "land" };

    /// <summary>A word for land, or a measure of it.</summary>
    private bool Territorial(int s, int word) => Tokens(s)[word].Lemma.ToLowerInvariant() is var lemma && (Lands.Contains(lemma) || lemma is "kilometre" or "kilometer" or "acre" or "hectare" or "mile" or "stretch" or "border" or "water" or "waters" or "islands");

    /// <summary>What a phrase for a piece of land calls it: its proper name, else the phrase; null for anything else.</summary>
    private string? Territory(int s, int word)
    {
        var tokens = Tokens(s);
        if (!Lands.Contains(tokens[word].Lemma.ToLowerInvariant()) || _clauses[s].Children(word).Any(x => tokens[x].Lower is "its" or "their" or "his" or "no" or "new"))
        {
            return null;
        }

        var proper = _clauses[s].Children(word).Where(x => tokens[x].Deprel is "nmod" or "appos" or "flat" or "compound" && tokens[x].Upos == "PROPN" && _doc.MentionAt(s, x)?.Fact is null or Place).DefaultIfEmpty(-1).First();
        return proper >= 0 ? WithoutOf(Text(s, proper)) : null;

        static string WithoutOf(string phrase) => phrase.StartsWith("of ", StringComparison.OrdinalIgnoreCase) ? phrase[3..] : phrase;
    }

    private Place? PlaceNear(int s, int v, bool back)
    {
        var mentions = _doc.Mentions[s].Where(m => m.Fact is Place { Kind: "disputed" or "island" or "region" or "city" or "sea" } && (back ? m.Last < v : m.First > v)).ToList();
        return (mentions.Find(m => m.Fact is Place { Kind: "disputed" }) ?? (back ? mentions.LastOrDefault() : mentions.FirstOrDefault()))?.Fact as Place ?? (_doc.Mentions[s].Find(m => m.Fact is Place { Kind: "disputed" or "sea" })?.Fact as Place);
    }

    /// <summary>Whose forces a verb of stationing moves: troops, ships, aircraft as its subject or object.</summary>
    private string? ForcesOf(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        foreach (var word in c.Objects(v).Concat(c.Subjects(v)))
        {
            if (tokens[word].Lemma.ToLowerInvariant() is "troop" or "troops" or "force" or "forces" or "aircraft" or "submarine" or "peacekeeper" or "marine" or "soldier" or "missile" or "jet" or "warship" or "ship" or "system" or "unit" or "bomber" or "fighter" or "plane")
            {
                return _parties.Of(s, word).Find(a => a.State.Length > 0)?.State ?? (c.IsPassive(v) ? null : _parties.OfAll(s, c.Subjects(v)).Find(a => a.State.Length > 0)?.State);
            }
        }

        return null;
    }

    /// <summary>The state where a verb of stationing happens: of its place, or "the Norwegian port of …".</summary>
    private string? HostOf(int s, int v)
    {
        if (PlaceOf(s, v).Place is { Country.Length: > 0 } place)
        {
            return place.Country;
        }

        foreach (var (prep, word) in _clauses[s].Obliques(v).Where(o => o.Prep is "in" or "at" or "from" or "through" or "to" or "near"))
        {
            var (first, last) = _clauses[s].Subtree(word);
            if (_doc.Mentions[s].Find(m => m.First >= first && m.Last <= last && (m.Fact is State || m.Fact is Place { Country.Length: > 0 })) is { } m)
            {
                return m.Fact is State state ? state.Id : ((Place)m.Fact!).Country;
            }
        }

        return null;
    }

    private bool TroopsNear(int s, int v) => Tokens(s).Skip(Math.Max(0, v - 6)).Take(12).Any(t => t.Lemma.ToLowerInvariant() is "troop" or "troops" or "force" or "forces" or "marine" or "soldier" or "weapon");

    private string? Guest(int s, int v)
    {
        var c = _clauses[s];
        for (var (i, n) = (v, 0); i >= 0 && n < 4; n++, i = Tokens(s)[i].Head)
        {
            if (c.IsVerb(i) && c.With(i, "nsubj").Any() && _parties.OfAll(s, c.Subjects(i)).Find(a => a.Type == "state") is { } state)
            {
                return state.State;
            }
        }

        return _doc.Mentions[s].Where(m => m.Role == NameRole.Adjective && m.Fact is State && m.Last < v && v - m.Last < 4).Select(m => ((State)m.Fact!).Id).LastOrDefault();
    }

    private void CodeTenures(int s)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        for (var v = 0; v < tokens.Count; v++)
        {
            var lemma = tokens[v].Lemma.ToLowerInvariant();
            if (tokens[v].Upos is not "VERB" || InQuote(tokens[v].Start) || lemma is not ("become" or "appoint" or "name" or "elect" or "swear" or "inaugurate" or "resign" or "sack" or "dismiss" or "oust" or "remove" or "impeach" or "depose" or "succeed" or "replace" or "step" or "take" or "head" or "lead" or "assume" or "submit" or "tender" or "accept"))
            {
                continue;
            }

            var mood = c.MoodOf(v);
            if ((!IsReal(mood) && lemma != "take") || c.IsNegated(v))
            {
                continue;
            }

            var passive = c.IsPassive(v);
            var subjectWords = passive ? c.Objects(v).Concat(c.Subjects(v)).ToList() : c.Subjects(v);
            var named = lemma is "appoint" or "name" or "elect" or "oust" or "remove" or "impeach" or "dismiss" or "sack" or "depose" && !passive;
            // "accepted the resignation of X"
            var resignation = lemma is "accept" ? c.Objects(v).Concat(c.Objects(v).SelectMany(o => c.With(o, "nmod"))).FirstOrDefault(o => tokens[o].Lemma == "resignation", -1) : -1;
            if (lemma == "accept" && resignation < 0)
            {
                continue;
            }

            var who = lemma == "accept" ? _parties.OfAll(s, c.Obliques(resignation).Concat(c.Obliques(v)).Concat(c.Objects(v).SelectMany(c.Obliques)).Where(o => o.Prep is "of" or "from" or "'s").Select(o => o.Word)).Where(a => a.Type == "person").ToList() : _parties.OfAll(s, named ? c.Objects(v) : subjectWords).Where(a => a.Type == "person").ToList();
            if (who.Count == 0 || (lemma is "head" or "lead" && !c.Children(v).Any(x => tokens[x].Lower == "now")))
            {
                continue;
            }

            var (first, last) = c.Subtree(v);
            // "succeeds X as foreign minister": the office is what stands after "as".
            var offices = Enumerable.Range(v, Math.Max(0, last - v + 1)).Where(i => !(c.GovernorVerb(i) is { } other && other != v && other > v && c.With(other, "nsubj", "nsubj:pass").Any() && tokens[other].Deprel is "advcl" or "conj") && !Aside(i) && !(_doc.MentionAt(s, i)?.Role == NameRole.Person)).Select(i => (Kind: _recognizer.OfficeKindAt(tokens, i) is { } kind and not ("ambassador" or "diplomat") || lemma is "appoint" or "name" ? _recognizer.OfficeKindAt(tokens, i) : null, Word: i)).Where(x => x.Kind is not null)
                .OrderBy(x => c.Children(x.Word).Any(y => tokens[y].Lower == "as") ? 0 : 1).ToList();
            // Who resigns resigns "as" or "from" something; other offices in the sentence are others'.
            if (lemma is "resign")
            {
                offices.RemoveAll(x => !c.Children(x.Word).Any(y => tokens[y].Lower is "as" or "from") && !c.Objects(v).Contains(x.Word));
            }

            // Somebody becomes what stands right under the verb: "since it became clear that the results confirm President X" makes nobody president.
            if (lemma == "become")
            {
                offices.RemoveAll(x => !(tokens[x.Word].Head == v || (tokens[x.Word].Head >= 0 && tokens[tokens[x.Word].Head].Head == v && tokens[x.Word].Deprel is "conj" or "nmod" or "flat" or "compound" or "appos")));
            }

            // "appointed to a council, a panel that serves the president", "X, the former leader": what describes somebody or something is not the office given.
            bool Aside(int i)
            {
                if (c.Children(i).Any(x => tokens[x].Lower is "former" or "ex" or "then"))
                {
                    return true;
                }

                for (var (w, n) = (i, 0); w >= 0 && w != v && n < 12; w = tokens[w].Head, n++)
                {
                    if (tokens[w].Deprel == "appos" && lemma is "appoint" or "name" && !(_doc.MentionAt(s, w)?.Role == NameRole.Person))
                    {
                        return true;
                    }
                }

                return false;
            }

            var office = offices.FirstOrDefault();
            var ministry = office.Kind is null ? MinistryUnder(s, v) : null;
            if (lemma == "assume" && c.Objects(v).Find(o => tokens[o].Lemma.ToLowerInvariant() is "presidency" or "premiership") is > 0 and var chair)
            {
                ministry = tokens[chair].Lemma.ToLowerInvariant() == "presidency" ? ("President", "president") : ("Prime Minister", "prime-minister");
                office = default;
            }

            var resigns = lemma is "submit" or "tender" && c.Objects(v).Concat(c.Objects(v).SelectMany(o => c.With(o, "nmod"))).Any(o => tokens[o].Lemma == "resignation");
            if (lemma is "submit" or "tender" && !resigns)
            {
                continue;
            }

            if (office.Kind is null && ministry is null && lemma is not ("oust" or "remove" or "impeach" or "depose" or "submit" or "tender" or "accept") && !(lemma == "take" && c.Objects(v).Exists(o => tokens[o].Lemma == "office")))
            {
                continue;
            }

            if ((lemma == "take" && !c.Objects(v).Exists(o => tokens[o].Lemma == "office")) || (lemma is "head" or "lead" && ministry is null))
            {
                continue;
            }

            // "assumed the presidency"; "submitted her letter of resignation"
            if (lemma is "assume" && !c.Objects(v).Exists(o => tokens[o].Lemma.ToLowerInvariant() is "presidency" or "premiership" or "office" or "post"))
            {
                continue;
            }

            var person = who[0];
            var focus = _parties.Focus is { } f && _doc.Principal.Contains(f) ? f : _doc.Principal.FirstOrDefault() ?? "";
            var state = _doc.Mentions[s].Find(m => m.Fact is State && m.First >= v && m.First <= v + 8)?.Fact is State st ? st.Id : person.State.Length > 0 ? person.State : ministry is not null || lemma is "succeed" or "replace" ? focus : "";
            var wanted = office.Kind ?? ministry?.Kind;
            var tenure = _kb.FindPerson(person.Label)?.Tenures.Find(t => wanted is not null && (t.Kind == wanted || (wanted == "leader" && t.Kind is "president" or "prime-minister")) && (state.Length == 0 || t.State == state));
            // Sent by one state to another: which office that is, the words must say.
            var sender = office.Kind == "ambassador" && !passive ? _parties.OfAll(s, c.Subjects(v)).Find(a => a.State.Length > 0)?.State : null;
            var seatTo = office.Kind == "ambassador" ? _doc.Mentions[s].Find(m => m.Fact is State or Organisation { Type: "organisation" } && m.First > office.Word && m.First <= office.Word + 5 && c.IsUnder(m.Head, office.Word)) : null;
            if (tenure is null && office.Kind is "ambassador" or "director" or "speaker" or "adviser" or "general" && lemma is "appoint" or "name" && (sender is null || seatTo is null))
            {
                continue;
            }

            var label = sender is not null && seatTo is not null && tenure is null ? $"Ambassador of {_kb.Of(sender)} to {_kb.Of(seatTo.Fact is State to ? to.Id : ((Organisation)seatTo.Fact!).Id)}" : tenure?.Office ?? (office.Kind is not null ? OfficeWords(s, office.Word) + (state.Length > 0 ? " of " + _kb.Of(state) : "") : ministry is { } seat ? seat.Office + (state.Length > 0 ? " of " + _kb.Of(state) : "") : person.Office);
            if (label is null)
            {
                continue;
            }

            var leaves = resigns || resignation >= 0 || lemma is "resign" or "sack" or "dismiss" or "oust" or "remove" or "impeach" or "depose" || (lemma == "step" && c.Children(v).Any(x => tokens[x].Lower == "down"));
            // What the present tense tells of who takes an office is the news of the day.
            var when = WhenOf(s, v, false, inherit: tokens[v].Xpos == "VBZ" && lemma is not ("head" or "lead"));
            var evidence = EvidenceAt(s, v);
            Tenure(person, leaves);
            if (lemma is "succeed" or "replace" && !passive)
            {
                foreach (var predecessor in _parties.OfAll(s, c.Objects(v)).Where(a => a.Type == "person" && a.Id != person.Id).Take(1))
                {
                    Tenure(predecessor, true);
                }
            }

            void Tenure(Actor holder, bool ends) => Add(new Claim.Tenure
            {
                Id = NewId("tenure", evidence, holder.Label + label),
                Evidence = evidence,
                Person = holder.Label,
                Office = label,
                Start = ends ? When.Unknown : when,
                End = ends ? when : When.Unknown,
                When = when,
                Actors = [holder.State.Length == 0 && state.Length > 0 ? holder with { State = state } : holder],
                States = holder.State.Length == 0 && state.Length > 0 ? [state] : Parties.States([holder]),
                Mechanism = null,
                Rule = "tenures: " + lemma,
                Confidence = 0.8,
            });
        }
    }

    /// <summary>"foreign minister", with the word before that says of what.</summary>
    private string OfficeWords(int s, int word)
    {
        var tokens = Tokens(s);
        var first = word;
        while (first > 0 && tokens[first - 1].Upos is "ADJ" or "NOUN" or "PROPN" && tokens[first - 1].Head == word && _doc.MentionAt(s, first - 1)?.Fact is not State && tokens[first - 1].Lower is not ("new" or "veteran" or "former" or "next"))
        {
            first--;
        }

        // "minister of foreign affairs"
        var last = word;
        if (word + 2 < tokens.Count && tokens[word + 1].Lower is "of" or "for" && tokens[word + 2].Lower is "foreign" or "defence" or "defense" or "external" or "interior" or "finance" or "trade" or "state" or "home" or "national")
        {
            last = word + 2 + (word + 3 < tokens.Count && tokens[word + 3].Lower is "affairs" or "relations" or "trade" or "security" or "defence" or "defense" ? 1 : 0);
        }

        return _doc.Words(s, first, last);
    }

    [GeneratedRegex(@"\b(?:from|between) (?<a>(?:[A-Z][a-z]+ )?(?:19|20)\d\d) (?:to|until|till|through|and) (?<b>(?:[A-Z][a-z]+ )?(?:19|20)\d\d|(?:earlier |late |early )?(?:this|last) year)?|\bsince (?<a>(?:[A-Z][a-z]+ )?(?:19|20)\d\d)|\((?<a>(?:19|20)\d\d)\s?[-–]\s?(?<b>(?:19|20)\d\d)?\)")]
    private static partial Regex Served();

    /// <summary>"X, the ambassador of A to B from 2007 to 2013", "who served as foreign minister from 2012 until …": who held an office, between days that the words give.</summary>
    private void CodeServed(int s)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        foreach (var m in _doc.Mentions[s].Where(m => m is { Role: NameRole.Person, Actor: not null } && !InQuote(tokens[m.First].Start)))
        {
            var held = c.Children(m.Head).Where(x => tokens[x].Deprel == "appos").Select(x => (Office: x, Clause: x))
                .Concat(c.Children(m.Head).Where(x => tokens[x].Deprel.StartsWith("acl", StringComparison.Ordinal) && tokens[x].Lemma == "serve").SelectMany(x => c.Obliques(x).Where(o => o.Prep == "as").Select(o => (Office: o.Word, Clause: x))))
                .Concat(Enumerable.Range(0, tokens.Count).Where(v => tokens[v].Lemma == "serve" && tokens[v].Upos == "VERB" && c.Subjects(v).Contains(m.Head) && !c.IsNegated(v)).SelectMany(v => c.Obliques(v).Where(o => o.Prep == "as").Select(o => (Office: o.Word, Clause: v))));
            foreach (var (office, clause) in held.DistinctBy(h => h.Office))
            {
                var (first, last) = c.Subtree(clause);
                if (_recognizer.OfficeKindAt(tokens, office) is not { } kind || Served().Match(_doc.Text, tokens[first].Start, tokens[last].End - tokens[first].Start) is not { Success: true } years || years.Index < tokens[office].Start)
                {
                    continue;
                }

                var states = _doc.Mentions[s].Where(x => x.Fact is State && first <= x.First && x.Last <= last).OrderBy(x => x.First).Select(x => ((State)x.Fact!).Id).Distinct().ToList();
                var holder = m.Actor! is { State.Length: 0 } unknown && states.Count > 0 ? unknown with { State = states[0] } : m.Actor!;
                var known = _kb.FindPerson(holder.Label)?.Tenures.Find(t => t.Kind == kind && (states.Count == 0 || t.State == states[0]));
                var label = known?.Office ?? (kind == "ambassador" && states.Count >= 2 ? $"Ambassador of {_kb.Of(states[0])} to {_kb.Of(states[1])}" : OfficeWords(s, office) + (states.Count > 0 ? " of " + _kb.Of(states[0]) : holder.State.Length > 0 ? " of " + _kb.Of(holder.State) : ""));
                var start = At(years.Groups["a"]);
                var evidence = EvidenceAt(s, clause);
                Add(new Claim.Tenure
                {
                    Id = NewId("tenure", evidence, holder.Label + label),
                    Evidence = evidence,
                    Person = holder.Label,
                    Office = label,
                    Start = start,
                    End = years.Groups["b"].Success ? At(years.Groups["b"]) : When.Unknown,
                    When = start,
                    Actors = [holder],
                    States = Parties.States([holder]),
                    Mechanism = null,
                    Rule = "tenures: served from",
                    Confidence = 0.8,
                });
            }
        }

        When At(Group year) => _doc.Dates[s].Find(d => d.Start <= year.Index && year.Index + year.Length <= d.End && d.Text.Length > 4 && d.Shape is not DateShape.Year) is { } month && Resolved(month, false) is { IsKnown: true } day ? day
            : year.Value.EndsWith(" year", StringComparison.Ordinal) ? _doc.Anchor is { } now ? When.InYear(now.Year - (year.Value.EndsWith("last year", StringComparison.Ordinal) ? 1 : 0), DateBasis.Resolved) : When.Unknown
            : int.TryParse(year.Value[^4..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var y) ? When.InYear(y, DateBasis.Stated) : When.Unknown;
    }

    /// <summary>"replaces X at the Defense Ministry": the office that heads a ministry.</summary>
    private (string Office, string? Kind)? MinistryUnder(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var word = c.Objects(v).Concat(c.Obliques(v).Where(o => o.Prep is "at" or "of" or "in").Select(o => o.Word)).FirstOrDefault(o => tokens[o].Lemma.ToLowerInvariant() == "ministry", -1);
        if (word <= 0)
        {
            return null;
        }

        var of = c.Children(word).FirstOrDefault(x => x < word && tokens[x].Deprel is "compound" or "amod" && _doc.MentionAt(s, x)?.Fact is not State, -1);
        return of < 0 ? null : tokens[of].Lower switch
        {
            "defense" or "defence" => ("Minister of Defense", "defence-minister"),
            "foreign" => ("Minister of Foreign Affairs", "foreign-minister"),
            _ => ("Minister of " + tokens[of].Form, null),
        };
    }
}
