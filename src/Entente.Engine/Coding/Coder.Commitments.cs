using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Engine.Recognition;
using Entente.Engine.Recognition.Times;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;

namespace Entente.Engine.Coding;

/// <summary>Commitments: what parties undertook, in whatever status the words give it.</summary>
public sealed partial class Coder
{
    private static readonly HashSet<string> PlanNouns = new(StringComparer.Ordinal) { "step", "plan", "agreement", "deal", "measure", "pact", "programme", "program", "statement", "treaty", "declaration", "initiative", "accord", "upgrade", "partnership", "project", "scheme", "framework", "alliance", "arrangement", "roadmap", "package", "document", "memorandum", "sale", "paper", "text" };
    private static readonly HashSet<string> Accords = new(StringComparer.Ordinal) { "agreement", "deal", "pact", "treaty", "accord", "memorandum", "memorandums", "declaration", "protocol", "convention", "contract", "partnership", "charter", "arrangement", "bargain", "settlement", "compromise", "act", "communique", "communiqué" };

    /// <summary>"an attack on one will be considered an attack on all": the core of a defence pact, in whatever words.</summary>
    [GeneratedRegex(@"\b(?:attack|aggression)\b.{1,40}\b(?:will|shall|would|is to|must) (?:also )?(?:be )?(?:considered|treated|regarded|deemed|seen|constitute)\b.{0,12}\b(?:attack|aggression)\b.{1,12}\b(?:all|both|the others?|every|each)", RegexOptions.IgnoreCase)]
    private static partial Regex AttackOnOne();

    /// <summary>Papers that are accords once somebody has signed them.</summary>
    private static readonly HashSet<string> Drafts = new(StringComparer.Ordinal) { "framework", "guideline", "guidelines", "roadmap", "compact", "accords", "plan", "text", "document", "statement", "letter" };

    private void CodeCommitments(int s)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var made = new List<(int Content, string Mechanism)>();
        AddWorth(s);
        if (AttackOnOne().Match(SentenceText(s)) is { Success: true } clause && Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens[i].Upos == "VERB" && tokens[i].Start >= _doc.Sentences[s].Start + clause.Index && tokens[i].Lemma is "consider" or "treat" or "regard" or "deem" or "see" or "constitute" or "be", -1) is >= 0 and var considered
            && (Accord()?.States.Where(_kb.States.ContainsKey).Select(x => _parties.StateActor(x)).ToList() ?? PartiesOfAccord(s)) is { Count: >= 2 } allies)
        {
            AddCommitment(s, considered, considered, allies, Accord() is { } pact ? StatusOf(pact) : "agreed", "commitments.tsv: an attack on one", made, needsMechanism: false);
        }

        for (var v = 0; v < tokens.Count; v++)
        {
            if (InQuote(tokens[v].Start) && !QuoteIsFragment(s, v) && !(tokens[v].Upos == "VERB" && tokens[v].Lemma is "agree" or "commit" or "pledge" or "decide" && c.Subjects(v).Exists(x => tokens[x].Lower == "we")))
            {
                continue;
            }

            if (tokens[v].Upos == "NOUN")
            {
                NounCommitment(s, v, made);
                continue;
            }

            if (tokens[v].Upos != "VERB")
            {
                continue;
            }

            var lemma = tokens[v].Lemma.ToLowerInvariant();
            // "renewed an assurance that …", "restated its commitment to …"
            if (lemma is "renew" or "repeat" or "restate" or "reiterate" && IsReal(c.MoodOf(v)) && !c.IsNegated(v) && !c.IsPassive(v) && c.Objects(v).Find(o => Assurances.Contains(tokens[o].Lemma.ToLowerInvariant())) is > 0 and var given && Undertakers(s, v) is { Count: > 0 } assuring)
            {
                var inner = c.Children(given).FirstOrDefault(x => tokens[x].Deprel.StartsWith("acl", StringComparison.Ordinal) && c.IsVerb(x), -1);
                AddCommitment(s, v, inner >= 0 ? inner : given, assuring, "reaffirmed", "commitments.tsv: " + lemma, made, needsMechanism: false);
                continue;
            }

            // "carries out a pledge that X made to Y", "the accord has been implemented", "has kept its word"
            if (Kept(s, v) is { } kept)
            {
                AddCommitment(s, v, kept.Content, kept.Parties, kept.Status, "commitments.tsv: kept or broken", made, needsMechanism: false);
                continue;
            }

            // "The committee started work in April": what was set up is at work.
            if (lemma is "start" or "begin" or "take" or "become" or "meet" && c.MoodOf(v) is Mood.Occurred && !c.IsNegated(v) && !c.IsPassive(v) && c.With(v, "nsubj").FirstOrDefault(x => JointBodies.Contains(tokens[x].Lemma.ToLowerInvariant()) && c.Children(x).Any(y => tokens[y].Lower == "the"), -1) is >= 0 and var body
                && (c.Objects(v).Concat(c.Children(v).Where(x => tokens[x].Deprel is "xcomp")).Any(o => tokens[o].Lemma is "work" or "operation" or "operate" or "operational") || (lemma == "meet" && c.Children(v).Any(x => tokens[x].Lower is "times" or "twice" or "regularly" or "often" || tokens[x].Lemma == "time")) || c.Obliques(v).Exists(o => tokens[o.Word].Lemma is "operation" or "work" && o.Prep is "into" or "up"))
                && PartiesOfAccord(s) is { Count: >= 2 } sitting)
            {
                AddCommitment(s, v, body, sitting, "under-way", "commitments.tsv: body at work", made, needsMechanism: false);
                continue;
            }

            // "put their names to a treaty", "set their signatures to it"
            if (lemma is "put" or "set" or "affix" && c.MoodOf(v) is Mood.Occurred && !c.IsNegated(v) && c.Objects(v).Exists(o => tokens[o].Lemma.ToLowerInvariant() is "name" or "names" or "signature" or "signatures") && c.Obliques(v).Concat(c.Objects(v).SelectMany(c.Obliques)).FirstOrDefault(o => o.Prep is "to" or "on" && (Accords.Contains(tokens[o.Word].Lemma.ToLowerInvariant()) || PlanNouns.Contains(tokens[o.Word].Lemma.ToLowerInvariant()) || _doc.MentionAt(s, o.Word)?.Fact is Instrument)) is { Word: > 0 } named)
            {
                AddCommitment(s, v, named.Word, Undertakers(s, v) is { Count: > 0 } signers && Parties.States(signers).Count > 1 ? signers : Distinct([.. Undertakers(s, v), .. PartiesOfAccord(s)]), "signed", "commitments.tsv: signatures put", made, needsMechanism: false);
                continue;
            }

            // "placed an order for ten frigates", "awarded a contract"
            if (lemma is "place" or "award" && c.MoodOf(v) is Mood.Occurred && !c.IsNegated(v) && c.Objects(v).Find(o => tokens[o].Lemma is "order" or "contract") is > 0 and var order)
            {
                AddCommitment(s, v, order, Undertakers(s, v), "signed", "commitments.tsv: order placed", made, needsMechanism: true);
                continue;
            }

            // "gave X's forces access to four sites": what one side lets the other use.
            if (lemma is "give" or "grant" && c.MoodOf(v) is Mood.Occurred or Mood.Planned && !c.IsNegated(v) && !c.IsPassive(v) && c.Objects(v).Find(o => tokens[o].Lemma is "access" or "right" or "use" or "permission") is > 0 and var access && _parties.OfAll(s, c.Objects(v).Where(o => o != access)).Where(a => a.State.Length > 0).ToList() is { Count: > 0 } guests && Undertakers(s, v) is { Count: > 0 } hosts)
            {
                AddCommitment(s, v, access, Distinct([.. hosts, .. guests]), c.MoodOf(v) is Mood.Planned ? "planned" : "agreed", "commitments.tsv: access given", made, needsMechanism: true);
                continue;
            }

            // "shared the view that cooperation should be widened": of one mind on what is to be done.
            if (lemma == "share" && c.MoodOf(v) is Mood.Occurred && !c.IsNegated(v) && c.Objects(v).Find(o => tokens[o].Lemma is "view" or "understanding" or "recognition") is > 0 and var view && c.Children(view).FirstOrDefault(x => tokens[x].Deprel.StartsWith("acl", StringComparison.Ordinal) && c.Children(x).Any(y => tokens[y].Lower is "should" or "will" or "must" or "is"), -1) is >= 0 and var wanted && Undertakers(s, v) is { Count: > 0 } minded && Parties.States(minded).Count > 1)
            {
                AddCommitment(s, v, wanted, minded, "agreed", "commitments.tsv: view shared", made, needsMechanism: true);
                continue;
            }

            // "The truce took effect on …", "the treaty entered into force"
            if (lemma is "take" or "enter" or "come" or "go" && c.MoodOf(v) == Mood.Occurred && !c.IsNegated(v) && (c.Objects(v).Exists(o => lemma == "take" && tokens[o].Lemma == "effect") || c.Obliques(v).Exists(o => lemma != "take" && o.Prep is "into" or "in" && tokens[o.Word].Lemma is "force" or "effect")) && c.With(v, "nsubj").FirstOrDefault(x => Accords.Contains(tokens[x].Lemma.ToLowerInvariant()) || tokens[x].Lemma.ToLowerInvariant() is "truce" or "ceasefire" or "undertaking" or "understanding" || _doc.MentionAt(s, x)?.Fact is Instrument, -1) is >= 0 and var begun)
            {
                AddCommitment(s, v, begun, _doc.MentionAt(s, begun)?.Fact is Instrument { Parties.Length: > 1 and < 6 } known ? [.. known.Parties.Where(_kb.States.ContainsKey).Select(p => _parties.StateActor(p))] : PartiesOfAccord(s), "in-force", "commitments.tsv: took effect", made, needsMechanism: false);
                continue;
            }

            // "The paper commits the two to refrain …": the paper binds, nobody speaks.
            var binding = lemma is "commit" or "oblige" or "bind" or "require" && c.Objects(v).Count > 0 && c.Subjects(v).Exists(x => PlanNouns.Contains(tokens[x].Lemma.ToLowerInvariant()));
            if (!binding && _rules.Commitments.TryGetValue("verb " + lemma, out var rule))
            {
                VerbCommitment(s, v, rule, made);
            }
            else if ((lemma is "include" or "call" or "involve" or "provide" or "cover" or "require" or "see" or "envisage" or "contain" or "allow" or "limit" or "grant" or "oblige" or "promise" or "commit" or "create" or "give" or "foresee" or "stipulate" or "bind" or "comprise" || (lemma is "say" or "state" && c.With(v, "ccomp").Any(x => c.Children(x).Any(y => tokens[y].Lower is "will" or "shall" or "must")))) && c.Subjects(v).Exists(x => PlanNouns.Contains(tokens[x].Lemma.ToLowerInvariant()) || _doc.MentionAt(s, x)?.Fact is Instrument || (tokens[x].Lower == "it" && s > 0 && (_doc.Mentions[s - 1].Exists(m => m.Fact is Instrument) || Tokens(s - 1).Any(t => t.Deprel is "nsubj" or "obj" or "nsubj:pass" && t.Lemma.ToLowerInvariant() is "package" or "sale" or "deal" or "pact" or "agreement" or "treaty" or "accord" or "plan" or "memorandum")))) || (lemma is "call" && c.Subjects(v).Exists(x => tokens[x].Lower == "they") && s > 0 && Tokens(s - 1).Any(t => t.Deprel == "nsubj" && PlanNouns.Contains(t.Lemma))))
            {
                PlanContent(s, v, made);
            }
            else if (lemma is "declare" && IsReal(c.MoodOf(v)) && !c.IsNegated(v) && c.Objects(v).Find(o => Becoming(tokens[o].Lemma.ToLowerInvariant()) is not null && OfAccord(s, o)) is > 0 and var became)
            {
                AddCommitment(s, v, became, Distinct([.. Undertakers(s, v), .. PartiesOfAccord(s)]), Becoming(tokens[became].Lemma.ToLowerInvariant())!, "commitments.tsv: becoming of an accord", made, needsMechanism: false);
            }
            else if (lemma is "reach" or "conclude" or "strike" or "seal" or "clinch" or "formalise" or "formalize" && c.MoodOf(v) is Mood.Occurred && !c.IsNegated(v) && c.Objects(v).FirstOrDefault(o => Accords.Contains(tokens[o].Lemma) || tokens[o].Lemma is "understanding" or "consensus", -1) is >= 0 and var accord)
            {
                var parties = c.IsPassive(v) ? [.. _parties.OfAll(s, c.Obliques(v).Where(o => o.Prep is "by" or "between").SelectMany(o => c.Coordinated(o.Word))).Where(a => a.State.Length > 0)] : Undertakers(s, v);
                AddCommitment(s, v, accord, parties, "agreed", "events.tsv: " + lemma, made, needsMechanism: Parties.States(parties).Count < 2);
            }

            // "The talks resulted in an agreement between X and Y": it was reached.
            if (lemma is "result" or "lead" or "end" or "culminate" or "conclude" or "produce" or "yield" && c.MoodOf(v) is Mood.Occurred && !c.IsNegated(v) && !c.IsPassive(v) && c.With(v, "nsubj").Any(x => tokens[x].Lemma is "talk" or "negotiation" or "meeting" or "summit" or "round" or "visit" or "discussion" or "consultation")
                && c.Obliques(v).Where(o => o.Prep is "in" or "to" or "with").Select(o => o.Word).Concat(lemma is "produce" or "yield" ? c.Objects(v) : []).FirstOrDefault(o => Accords.Contains(tokens[o].Lemma.ToLowerInvariant()) || tokens[o].Lemma is "ceasefire" or "truce") is > 0 and var reached)
            {
                var between = _parties.OfAll(s, c.Obliques(reached).Where(o => o.Prep is "between" or "with" or "among").SelectMany(o => c.Coordinated(o.Word))).Where(a => a.State.Length > 0).ToList();
                between = between.Count > 0 ? between : [.. _parties.Group(2).Where(a => a.State.Length > 0)];
                AddCommitment(s, v, reached, between, "agreed", "commitments.tsv: outcome of talks", made, needsMechanism: false);
            }

            // "Negotiations have started on a common frigate": what is talked about is under negotiation.
            if (lemma is "begin" or "start" or "continue" or "resume" or "proceed" && c.MoodOf(v) is Mood.Occurred or Mood.Ongoing && !c.IsNegated(v) && c.Subjects(v).Find(x => tokens[x].Lemma is "talk" or "negotiation" or "discussion") is >= 0 and var talks && tokens[talks].Lemma is "talk" or "negotiation" or "discussion"
                && c.Obliques(v).Concat(c.Obliques(talks)).FirstOrDefault(o => o.Prep is "on" or "about" or "over" && !_doc.Dates[s].Exists(d => d.Start < tokens[o.Word].End && tokens[o.Word].Start < d.End)) is { Word: > 0 } matter)
            {
                var talking = _parties.OfAll(s, c.Obliques(talks).Concat(c.Obliques(v)).Where(o => o.Prep is "between" or "with").SelectMany(o => c.Coordinated(o.Word))).Where(a => a.State.Length > 0).ToList();
                AddCommitment(s, v, matter.Word, Parties.States(talking).Count >= 2 ? talking : _parties.Group(2), "under-negotiation", "commitments.tsv: talks begun", made, needsMechanism: true);
            }

            // "continue to work on an agreement to …": it is being negotiated.
            if (lemma == "work" && c.MoodOf(v) is Mood.Occurred or Mood.Ongoing && !c.IsNegated(v) && c.Obliques(v).FirstOrDefault(o => o.Prep is "on" or "towards" or "toward" && Accords.Contains(tokens[o.Word].Lemma.ToLowerInvariant())) is { Word: > 0 } draft && Distinct(_parties.OfAll(s, DoersAbove(s, v)).Where(a => a.State.Length > 0)) is { Count: > 0 } drafting)
            {
                AddCommitment(s, v, draft.Word, drafting, "under-negotiation", "commitments.tsv: work on an accord", made, needsMechanism: false);
            }

            // "Under the deal, X keeps …": what an accord just told of gives to each.
            if (c.Obliques(v).Exists(o => (o.Prep == "under" || (o.Prep is "according" or "to" && o.Word > 1 && tokens.Skip(Math.Max(0, o.Word - 4)).Take(4).Any(t => t.Lower == "according"))) && (Accords.Contains(tokens[o.Word].Lemma.ToLowerInvariant()) || tokens[o.Word].Lemma is "plan" or "statement" or "truce" or "ceasefire" or "understanding" or "roadmap" or "text" or "document" or "term" or "scheme" or "provision" || (tokens[o.Word].Lower is "it" or "this" && Accord() is not null))) && c.With(v, "nsubj", "nsubj:pass").Any() && c.MoodOf(v) is Mood.Occurred or Mood.Planned && !_rules.Says(lemma) && !(lemma is "have" or "need" && c.IsNegated(v)) && (tokens[v].Xpos is "VBZ" or "VBP" or "VB" or "VBD" || (tokens[v].Xpos == "VBN" && c.Children(v).Any(x => tokens[x].Deprel == "aux" && tokens[x].Lower is "will" or "would" or "shall"))))
            {
                var parties = Distinct([.. Undertakers(s, v), .. _parties.Group(2).Where(a => a.State.Length > 0).Select(a => _parties.StateActor(a.State))]);
                AddCommitment(s, v, v, parties, Accord() is { } settled ? StatusOf(settled) : "agreed", "commitments.tsv: under an accord", made, needsMechanism: false);
            }
            else if (TermOf(s, v) is { } term)
            {
                AddCommitment(s, v, v, term, Accord() is { } told ? StatusOf(told) : "agreed", "commitments.tsv: term of an accord", made, needsMechanism: false);
            }
            else if (ModalCommitment(s, v))
            {
                var parties = Undertakers(s, v);
                if (parties.Count > 0)
                {
                    var status = Text(s, v).Contains("ways to", StringComparison.OrdinalIgnoreCase) || Text(s, v).Contains("explore", StringComparison.OrdinalIgnoreCase) ? "proposed" : ModalStatus(s, v);
                    // What a government itself says that it will do is an undertaking even where no term tells of what.
                    var reported = c.Above(v) is >= 0 and var saying && tokens[saying].Lemma is "say" or "announce" or "pledge" or "declare" or "tell" || c.Subjects(v).Exists(x => _doc.MentionAt(s, x)?.Fact is State);
                    // Towards others: what a state will do with its own alone is its resolve.
                    var own = Parties.States(parties);
                    var (from, to) = c.Subtree(v);
                    reported &= _doc.Mentions[s].Exists(m => m.First >= from && m.Last <= to && (m.Fact is State other && !own.Contains(other.Id) || m.Fact is Instrument or Organisation { Type: "organisation" })) || own.Count > 1;
                    // "X would put up so much, and Y so much": shares of one undertaking.
                    reported |= (tokens[v].Deprel == "conj" || c.Children(v).Any(x => tokens[x].Lower == "while" && tokens[x].Deprel == "mark")) && tokens[v].Head is >= 0 and var first && made.Exists(m => m.Content == first || (tokens[m.Content].Head == first && tokens[m.Content].Deprel is "ccomp" or "obj")) && c.With(v, "nsubj").Any();
                    AddCommitment(s, v, v, parties, status, "commitments.tsv: will", made, needsMechanism: !reported);
                }
            }
        }
    }

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "word", "promise", "pledge", "commitment", "undertaking", "obligation", "vow", "bargain", "assurance" };

    /// <summary>What somebody undertook before and has now kept or broken, who is bound by it, and which of the two; null where a verb tells of nothing of the kind.</summary>
    private (int Content, List<Actor> Parties, string Status)? Kept(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var keeps = tokens[v].Lemma is "fulfil" or "fulfill" or "honour" or "honor" or "implement" or "complete" || (tokens[v].Lemma == "keep" && !c.IsPassive(v)) || (tokens[v].Lemma is "carry" && c.Children(v).Any(x => tokens[x].Lower == "out"));
        var breaks = tokens[v].Lemma is "break" or "violate" or "breach" or "renege";
        if (!(keeps || breaks) || c.MoodOf(v) is not (Mood.Occurred or Mood.Ongoing) || c.IsNegated(v) || c.IsNominal(v) || (tokens[v].Deprel is "xcomp" or "ccomp" && breaks) || tokens[v].Deprel.StartsWith("acl", StringComparison.Ordinal))
        {
            return null;
        }

        // An accord is implemented; a ceasefire or a law that is kept or broken is an event.
        var content = c.Objects(v).Concat(c.IsPassive(v) ? c.Subjects(v) : []).FirstOrDefault(o => Words.Contains(tokens[o].Lemma.ToLowerInvariant()) || (keeps && tokens[v].Lemma is not ("keep" or "complete") && Accords.Contains(tokens[o].Lemma.ToLowerInvariant()) && (c.IsPassive(v) || tokens[v].Lemma is "fulfil" or "fulfill" or "carry")), -1);
        if (content < 0 || (tokens[v].Lemma == "keep" && !(tokens[content].Lemma is "word" or "promise" or "pledge" or "bargain" && c.Children(content).Any(x => tokens[x].Deprel == "nmod:poss" || tokens[x].Lower == "the"))))
        {
            return null;
        }

        // Bound is whoever made it, as a clause behind it says; else the subject.
        var maker = c.Children(content).FirstOrDefault(x => tokens[x].Deprel.StartsWith("acl", StringComparison.Ordinal) && tokens[x].Lemma is "make" or "give" or "announce" or "sign" or "agree" or "reach", -1);
        var parties = maker >= 0 ? _parties.OfAll(s, c.Subjects(maker).Concat(c.Obliques(maker).Where(o => o.Prep is "to" or "with").Select(o => o.Word))) : [];
        parties = parties.Count > 0 ? parties : c.IsPassive(v) ? [] : _parties.OfAll(s, c.Subjects(v));
        parties = [.. parties.Where(a => a.State.Length > 0)];
        parties = parties.Count > 0 ? parties : PartiesOfAccord(s);
        return parties.Count == 0 ? null : (content, parties, keeps ? "fulfilled" : "broken");
    }

    private static readonly HashSet<string> Assurances = new(StringComparer.Ordinal) { "assurance", "pledge", "promise", "commitment", "guarantee", "vow", "undertaking" };

    /// <summary>"The purchase is worth so much": the sum of what was just undertaken.</summary>
    private void AddWorth(int s)
    {
        var tokens = Tokens(s);
        var worth = Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens[i].Lower is "worth" or "valued" or "costs" or "cost" or "totals" or "totalled", -1);
        if (worth < 0 || !Enumerable.Range(0, worth).Any(i => tokens[i].Deprel.StartsWith("nsubj", StringComparison.Ordinal) && (Accords.Contains(tokens[i].Lemma) || tokens[i].Lemma is "purchase" or "sale" or "order" or "package") && _clauses[s].Children(i).Any(x => tokens[x].Lower == "the")) || _recognizer.Sums.In(SentenceText(s), StatesNamed(s)) is not { } amount)
        {
            return;
        }

        var last = _claims.FindLastIndex(x => x is Claim.Commitment { Status: "signed" or "agreed" or "approved" or "announced" });
        if (last >= 0 && _claims[last] is Claim.Commitment { Amount: null } undertaken && _doc.Sentences[s].Start - undertaken.Evidence.End < 400)
        {
            _claims[last] = undertaken with { Amount = amount };
        }
    }

    /// <summary>What a noun says becomes of an accord: "declared the normalisation of the agreement".</summary>
    private static string? Becoming(string noun) => noun switch
    {
        "normalization" or "normalisation" or "restoration" or "resumption" => "in-force",
        "termination" or "end" or "abrogation" => "withdrawn",
        "suspension" => "suspended",
        "extension" or "renewal" => "agreed",
        _ => null,
    };

    /// <summary>The accord that a noun phrase is of: "the extension of the treaty", "of GSOMIA".</summary>
    private bool OfAccord(int s, int noun) => _clauses[s].With(noun, "nmod").Any(o => Accords.Contains(Tokens(s)[o].Lemma.ToLowerInvariant()) || _doc.MentionAt(s, o)?.Fact is Instrument);

    /// <summary>The parties of an accord told of: of the one named in a sentence or last before it, else those told of together.</summary>
    private List<Actor> PartiesOfAccord(int s) => LastInstrument(s) is { Parties.Length: >= 2 and <= 5 } known && (known.Parties.Length == 2 || _doc.Mentions[s].Exists(m => ReferenceEquals(m.Fact, known))) ? [.. known.Parties.Where(_kb.States.ContainsKey).Select(p => _parties.StateActor(p))] : [.. _parties.Group(2).Where(a => a.State.Length > 0).Select(a => _parties.StateActor(a.State)).DistinctBy(a => a.Id)];

    /// <summary>The accord that is the report's news: two states or more that agreed or signed, told near its head.</summary>
    private Claim.Event? Accord() => _claims.OfType<Claim.Event>().FirstOrDefault(e => e.Act == "AGREE" && e.Mode is "sign" or "agree" or "initial" or "announce" && e.Status is "occurred" && e.States.Count(_kb.States.ContainsKey) >= 2
        && _doc.Sentences.Count > 0 && e.Evidence.Start <= _doc.Sentences[Math.Min(5, _doc.Sentences.Count - 1)].End && (!e.When.IsKnown || !_doc.MainDay.IsKnown || e.When.Near(_doc.MainDay, 7)));

    /// <summary>What stands in an accord stands as the accord does.</summary>
    private static string StatusOf(Claim.Event accord) => accord.Mode == "sign" ? "signed" : "agreed";

    private static readonly HashSet<string> JointBodies = new(StringComparer.Ordinal) { "centre", "center", "headquarters", "body", "mechanism", "committee", "commission", "council", "corridor", "fund", "force", "mission", "facility", "factory", "plant", "project", "team", "group", "peacekeeper", "inspector", "troop", "observer", "monitor" };

    private static readonly HashSet<string> Rights = new(StringComparer.Ordinal) { "right", "access", "control", "share", "obligation", "duty", "authority", "say", "veto" };

    /// <summary>
    /// What the outlet itself says that a party, both of them, or a body that they set up will do, after an accord was told of: a term of it, undertaken by all.
    /// Null where somebody is quoted for it, where it is a meeting to come, or where the one who will do it is no party.
    /// </summary>
    private List<Actor>? TermOf(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var head = Leading(s, v);
        if (!(c.Children(head).Any(x => tokens[x].Deprel == "aux" && x < head && tokens[x].Lower is "will" or "shall" or "'ll") || c.IsArranged(head)) || c.MoodOf(head) != Mood.Planned || (c.IsNegated(v) && !c.Subjects(v).Exists(x => c.Children(x).Any(y => tokens[y].Lower == "neither"))) || (c.Above(head) >= 0 && !(tokens[head].Deprel == "advcl" && c.Children(head).Any(x => tokens[x] is { Deprel: "mark", Lower: "while" or "whereas" }))) || c.With(head, "parataxis").Any(x => _rules.Says(tokens[x].Lemma)))
        {
            return null;
        }

        var lemma = tokens[v].Lemma.ToLowerInvariant();
        var recurring = lemma is "meet" or "hold" or "convene" && (Recurring().IsMatch(Text(s, v)) || (lemma == "hold" && c.IsPassive(v) && WithinSo().IsMatch(Text(s, v))));
        if ((_rules.Says(lemma) && lemma is not ("support" or "back" or "continue" or "share")) || !recurring && lemma is "be" or "meet" or "visit" or "hold" or "face" or "speak" or "travel" or "become" or "need" or "want" or "like" or "mean" or "attend" or "host" or "know" or "harm" or "go" or "come" or "arrive" or "depend" or "happen" or "see" or "require" or "decide" or "vote" or "sign" or "discuss" or "cost" or "take" or "seem"
            || (lemma == "have" && !c.Objects(v).Exists(o => Rights.Contains(tokens[o].Lemma))) || Accord() is not { } accord)
        {
            return null;
        }

        var subjects = c.Subjects(v);
        var doers = _parties.OfAll(s, subjects).Where(a => a.State.Length > 0).Select(a => a.Type == "person" && accord.States.Contains(a.State) && subjects.Exists(x => tokens[x].Lower is "they" or "both") ? _parties.StateActor(a.State) : a).DistinctBy(a => a.Id).ToList();
        // "Three are to be built in X", "patrols will be suspended": done by whoever agreed to it.
        var impersonal = doers.Count == 0 && c.IsPassive(v) && subjects.Count > 0;
        if (doers.Exists(a => !accord.States.Contains(a.State)) || (doers.Count == 0 && !impersonal && !recurring && !subjects.Exists(x => JointBodies.Contains(tokens[x].Lemma.ToLowerInvariant()) || PlanNouns.Contains(tokens[x].Lemma.ToLowerInvariant()) || tokens[x].Lower is "they" or "both" || (tokens[x].Xpos == "NNS" && Parties.IsBody(tokens[x].Lemma.ToLowerInvariant())))) || doers.Exists(a => a.Type == "person"))
        {
            return null;
        }

        return Distinct([.. doers, .. accord.States.Where(_kb.States.ContainsKey).Select(x => _parties.StateActor(x))]);
    }

    /// <summary>The first of several verbs that share an auxiliary: "will open … and send …".</summary>
    private int Leading(int s, int v)
    {
        var tokens = Tokens(s);
        var head = v;
        while (tokens[head].Deprel == "conj" && tokens[head].Xpos == "VB" && _clauses[s].IsVerb(tokens[head].Head) && !_clauses[s].Children(head).Any(x => tokens[x].Deprel is "aux" or "mark"))
        {
            head = tokens[head].Head;
        }

        return head;
    }

    /// <summary>To leave off is to suspend, to go on as before is to reaffirm; all else that will be done is planned.</summary>
    private string ModalStatus(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var lemma = tokens[v].Lemma.ToLowerInvariant();
        // "Under the deal X will stop issuing …": a term of the deal, by which nothing is suspended.
        var term = Enumerable.Range(0, v).Any(i => tokens[i].Lower == "under" && tokens[i].Head is >= 0 and var frame && frame < v && Accords.Contains(tokens[frame].Lemma.ToLowerInvariant()));
        return (!term && lemma is "stop" or "cease" or "halt" or "suspend") || (c.Children(v).Any(x => tokens[x].Lower == "longer") && c.Children(v).Concat(c.Children(v).SelectMany(c.Children)).Any(x => tokens[x].Lower == "no")) ? "suspended"
            : lemma is "keep" or "maintain" or "uphold" && c.IsPassive(v) ? "reaffirmed"
            : lemma is "continue" or "keep" && c.Children(v).Any(x => tokens[x].Deprel is "xcomp" or "advcl" && tokens[x].Lemma is "observe" or "abide" or "comply" or "adhere" or "respect" or "honour" or "honor" or "implement" or "notify" or "uphold" or "fulfil" or "fulfill" or "follow" or "observe" or "apply") ? "reaffirmed" : "planned";
    }

    /// <summary>A few quoted words inside a sentence of the outlet's ("efforts to deepen cooperation “in all areas”").</summary>
    private bool QuoteIsFragment(int s, int word)
    {
        var q = _quotes.Find(q => q.Start < Tokens(s)[word].Start && Tokens(s)[word].Start < q.End);
        return q.End - q.Start < 60 && q.Start >= _doc.Sentences[s].Start && q.End <= _doc.Sentences[s].End;
    }

    private void VerbCommitment(int s, int v, CommitmentRule rule, List<(int, string)> made)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var mood = c.MoodOf(v);
        if (mood is Mood.Hypothetical or Mood.Denied or Mood.Alleged || c.IsNegated(v) || c.IsNominal(v) || c.IsPassive(v) && rule.Lemma is not ("approve" or "pass" or "agree" or "sign") && !(rule.Lemma == "decide" && c.With(v, "nsubj:pass", "expl").Any(x => tokens[x].Lower == "it")) && !(rule.Lemma is "announce" or "unveil" or "pledge" or "promise" && c.Obliques(v).Exists(o => o.Prep == "by")) && rule.Needs != "instrument")
        {
            return;
        }

        // "the law ratifying the agreement": what a law is for, whatever became of it.
        if (tokens[v].Deprel == "acl" && tokens[v].Xpos == "VBG" && rule.Lemma is "ratify" or "approve" or "sign" && tokens[v].Head is >= 0 and var paper && tokens[paper].Lemma is "law" or "bill" or "act" or "decree" or "motion" or "resolution")
        {
            return;
        }

        // "announced that the vessel had been rammed": what has happened is news and no undertaking.
        if (rule.Lemma is "announce" && c.Children(v).Any(x => tokens[x].Deprel == "ccomp" && tokens[x].Upos == "VERB" && c.MoodOf(x) == Mood.Occurred && (tokens[x].Xpos == "VBD" || c.Children(x).Any(y => tokens[y].Lower is "had" or "has" or "have" or "was" or "were"))))
        {
            return;
        }

        // "It was agreed to build …": by those told of.
        var impersonal = rule.Lemma is "agree" or "decide" && c.IsPassive(v) && c.With(v, "nsubj:pass", "expl").Any(x => tokens[x].Lower == "it");
        var parties = impersonal ? [.. _parties.Group(2).Where(a => a.State.Length > 0)] : c.IsPassive(v) && rule.Lemma is "announce" or "unveil" or "pledge" or "promise" ? [.. _parties.OfAll(s, c.Obliques(v).Where(o => o.Prep == "by").SelectMany(o => c.Coordinated(o.Word))).Where(a => a.State.Length > 0)] : Undertakers(s, v);
        var objects = c.Objects(v);
        if (rule.Lemma is "sign" or "initial" or "ratify" or "approve" or "pass")
        {
            // "a status of forces agreement": the parser may take the first of its nouns for the head.
            var accord = objects.Find(o => Accords.Contains(tokens[o].Lemma.ToLowerInvariant()) || (rule.Lemma is "sign" or "initial" or "ratify" && c.With(o, "nmod").Any(x => x > o && Accords.Contains(tokens[x].Lemma.ToLowerInvariant()))) || (_doc.MentionAt(s, o)?.Fact is Instrument) || (rule.Lemma is "approve" or "pass" && tokens[o].Lemma is "sale" or "bill" or "transfer" or "establishment") || tokens[o].Lemma is "text" or "memorandum" || (rule.Lemma is "sign" or "initial" or "ink" && Drafts.Contains(tokens[o].Lemma.ToLowerInvariant())));
            // "the framework for integration, which they had initialled": what is described may stand above the noun before the clause.
            if (accord == 0 && tokens[v].Deprel == "acl:relcl" && tokens[v].Head is >= 0 and var nearest && tokens[nearest].Deprel == "nmod" && tokens[nearest].Head is >= 0 and var upper && (Accords.Contains(tokens[upper].Lemma.ToLowerInvariant()) || Drafts.Contains(tokens[upper].Lemma.ToLowerInvariant())))
            {
                accord = upper;
                objects = [upper];
            }

            if (objects.Count == 0 || (accord == 0 && !objects.Contains(0)) || !objects.Contains(accord))
            {
                return;
            }

            if (rule.Lemma is "sign" && c.IsPassive(v))
            {
                parties = Distinct([.. parties, .. _parties.OfAll(s, c.Obliques(v).Where(o => o.Prep is "by" or "with" or "between").Select(o => o.Word))]);
            }

            // One state's law or a purchase from a second one: the object or its "with" names the other.
            parties = Distinct([.. parties, .. ObjectStates(s, objects)]);
            if (Parties.States(parties).Count == 0 || (rule.Lemma is "sign" or "initial" && Parties.States(parties).Count < 2 && _doc.Principal.Count < 2))
            {
                return;
            }

            if (Parties.States(parties).Count < 2 && rule.Lemma is "sign" or "initial")
            {
                var group = _parties.Group(2).Where(a => a.State.Length > 0).ToList();
                if (group.Exists(g => parties.Exists(p => p.State == g.State)))
                {
                    parties = Distinct([.. parties, .. group]);
                }
            }

            AddCommitment(s, v, accord, parties, mood == Mood.Planned ? "planned" : rule.Status, "commitments.tsv: " + rule.Lemma, made, needsMechanism: false);
            return;
        }

        if (rule.Needs == "instrument")
        {
            // "the treaty was extended", "is fully restored": by its parties, who stand in no such sentence.
            if (c.IsPassive(v))
            {
                var moved = objects.Concat(c.Subjects(v)).FirstOrDefault(o => (Accords.Contains(tokens[o].Lemma.ToLowerInvariant()) && c.Children(o).Any(x => tokens[x].Lower == "the")) || _doc.MentionAt(s, o)?.Fact is Instrument, -1);
                if (moved >= 0 && mood is Mood.Occurred && !tokens[v].Deprel.StartsWith("acl", StringComparison.Ordinal) && PartiesOfAccord(s) is { Count: >= 2 } both)
                {
                    // "is renewed each year" says how it stands, not what was done.
                    var standing = c.Children(v).Any(x => tokens[x].Deprel == "aux:pass" && tokens[x].Lower is "is" or "are");
                    AddCommitment(s, v, moved, both, standing ? "in-force" : rule.Status, "commitments.tsv: " + rule.Lemma, made, needsMechanism: false);
                }

                return;
            }

            // What moves an accord on: suspending, leaving, extending it. The accord, or taking part in it, must be named.
            var what = objects.Concat(c.Obliques(v).Where(o => o.Prep is "from" or "out" or "of").Select(o => o.Word)).Where(o => Accords.Contains(tokens[o].Lemma.ToLowerInvariant()) || tokens[o].Lemma is "participation" or "membership" || (rule.Status == "agreed" && tokens[o].Lemma is "deposit" or "loan" or "credit" or "scheme" or "waiver" or "mandate") || _doc.MentionAt(s, o)?.Fact is Instrument || _doc.MentionAt(s, o)?.Fact is Organisation { Type: "organisation" }).Take(1).ToList();
            if (what.Count > 0 && Parties.States(parties).Count > 0 && !(mood == Mood.Planned && c.Above(v) is >= 0 and var above && tokens[above].Lemma is not ("decide" or "say" or "announce")))
            {
                AddCommitment(s, v, what[0], Distinct([.. parties, .. ObjectStates(s, objects)]), rule.Status, "commitments.tsv: " + rule.Lemma, made, needsMechanism: false);
            }

            return;
        }

        if (rule.Needs == "restriction")
        {
            if (objects.Find(o => tokens[o].Lemma.ToLowerInvariant() is "restriction" or "curb" or "sanction" or "ban" or "embargo" or "tariff" or "limit" or "duty") is > 0 and var lifted && Parties.States(parties).Count > 0)
            {
                AddCommitment(s, v, lifted, parties, mood == Mood.Planned ? "planned" : "announced", "commitments.tsv: " + rule.Lemma, made, needsMechanism: false);
            }

            return;
        }

        // "upgraded its ties with X to a strategic partnership"
        if (rule.Lemma is "upgrade" or "elevate" or "raise" && mood is Mood.Occurred && objects.Find(o => tokens[o].Lemma.ToLowerInvariant() is "tie" or "ties" or "relation" or "relations" or "relationship" or "partnership") is > 0 and var ties)
        {
            var both = Distinct([.. parties, .. _parties.OfAll(s, c.Obliques(ties).Concat(c.Obliques(v)).Where(o => o.Prep is "with" or "between").Select(o => o.Word)).Where(a => a.State.Length > 0)]);
            if (Parties.States(both).Count >= 2)
            {
                AddCommitment(s, v, v, both, "agreed", "commitments.tsv: " + rule.Lemma, made, needsMechanism: false);
            }

            return;
        }

        if (rule.Lemma == "raise")
        {
            return;
        }

        if (rule.Lemma is "revise" or "upgrade" or "elevate" or "modernize" or "modernise" or "transform")
        {
            if (mood is Mood.Ongoing && objects.Count > 0)
            {
                AddCommitment(s, v, objects[0], parties, "under-way", "commitments.tsv: " + rule.Lemma, made, needsMechanism: true);
            }

            return;
        }

        if (rule.Lemma is "discuss" or "negotiate")
        {
            if ((mood is Mood.Ongoing || rule.Lemma == "negotiate") && objects.Count > 0 && Parties.States(parties).Count >= 2)
            {
                AddCommitment(s, v, objects[0], parties, "under-negotiation", "commitments.tsv: " + rule.Lemma, made, needsMechanism: !(rule.Lemma == "negotiate" && Accords.Contains(tokens[objects[0]].Lemma.ToLowerInvariant())));
            }

            return;
        }

        // To affirm what stands is an affirmation or a statement; to renew a pledge, or to go on, is an undertaking.
        var goesOn = rule.Status == "reaffirmed" && c.Children(v).Any(x => tokens[x].Deprel == "ccomp" && c.Children(x).Any(y => tokens[y].Deprel == "aux" && tokens[y].Lower is "will" or "would") && !c.IsNegated(x) && c.Subjects(x) is { Count: > 0 } those && _parties.OfAll(s, those).Where(a => a.State.Length > 0).ToList() is { Count: > 0 } doing && doing.TrueForAll(a => parties.Exists(p => p.State == a.State)));
        if (rule.Status == "reaffirmed" && !goesOn && !(objects.Exists(o => tokens[o].Lemma.ToLowerInvariant() is "commitment" or "pledge" or "plan" or "agreement" or "deal" or "promise" or "intention" or "obligation" || (tokens[o].Lemma is "goal" or "target" or "aim" or "objective" && MechanismOf(Text(s, o)) is not null)) && !TreatyWord().IsMatch(Text(s, v))))
        {
            return;
        }

        // What two sides undertake towards each other they have agreed.
        if (rule is { Lemma: "undertake" or "promise" or "pledge" or "vow", Status: "announced" } && Parties.States(parties).Count >= 2)
        {
            rule = rule with { Status = "agreed" };
        }

        // Nobody agrees alone: with one side named, the others are those told of with it.
        if (rule.Lemma == "agree" && Parties.States(parties) is [var alone] && _parties.Group(2) is { Count: > 1 } told && told.Exists(a => a.State == alone) && Parties.States(told).Count == 2)
        {
            parties = Distinct([.. parties, .. told.Where(a => a.State.Length > 0 && a.State != alone).Select(a => _parties.StateActor(a.State, "party"))]);
        }

        // What is undertaken: an infinitive, a clause, "on" something, or an object.
        var contents = c.Children(v).Where(x => tokens[x].Deprel is "xcomp" or "ccomp").ToList();
        foreach (var x in contents.ToList())
        {
            contents.AddRange(c.Children(x).Where(y => tokens[y].Deprel == "conj" && c.IsVerb(y) && tokens[y].Xpos is "VB" or "VBG"));
        }

        if (contents.Count == 0)
        {
            contents.AddRange(c.Children(v).Where(x => tokens[x].Deprel is "advcl" && c.Children(x).Any(m => tokens[m].Lower is "to" or "on")));
            contents.AddRange(c.Obliques(v).Where(o => o.Prep is "on" or "to").Select(o => o.Word));
            contents.AddRange(objects);
        }

        var pair = Parties.States(parties).Count >= 2;
        foreach (var content in contents)
        {
            if (tokens[content].Lemma is "evening" or "morning" or "afternoon" or "night" or "day" or "eve" or "sideline" or "margin" || _doc.MentionAt(s, content)?.Role == NameRole.Person || _doc.Dates[s].Exists(d => d.Start < tokens[content].End && tokens[content].Start < d.End))
            {
                continue;
            }

            // Announcing a visit or a meeting is no commitment.
            if (tokens[content].Lemma is "visit" or "fly" or "travel" or "arrive" or "attend" or "host" || (tokens[content].Lemma is "go" or "come" && !GoesOn(s, content)) || (tokens[content].Lemma is "meet" && !Recurring().IsMatch(Text(s, content))))
            {
                continue;
            }

            // "agreed that the alliance plays a role" states a view: an undertaking says what will be, or what plan stands.
            if (tokens[content].Deprel == "ccomp" && rule.Lemma is "agree" or "decide" && !c.Children(content).Any(x => tokens[x].Lower is "will" or "would" or "should"))
            {
                var view = MechanismOf(Text(s, content));
                if (view is null or "mutual-defence" or "other" or "consultation" || c.IsNegated(content) || TreatyWord().IsMatch(Text(s, content)))
                {
                    continue;
                }
            }

            // "agreed that no time should be wasted": what should not be is a view.
            if (tokens[content].Deprel == "ccomp" && rule.Lemma is "agree" or "decide" && c.Children(content).Any(x => tokens[x].Lower is "should" or "must") && (c.IsNegated(content) || c.Subjects(content).Exists(x => c.Children(x).Any(y => tokens[y].Lower == "no"))))
            {
                continue;
            }

            var isObject = objects.Contains(content);
            // "announced plans to strengthen": the infinitive under the object is what is undertaken.
            var inner = isObject ? c.Children(content).FirstOrDefault(x => tokens[x].Deprel is "acl" && c.IsVerb(x), -1) : -1;
            if (inner >= 0)
            {
                made.Add((content, ""));
            }

            // "announced $500 million in aid for X": help to another needs no second hand.
            if (isObject && rule.Lemma is "announce" or "unveil" && inner < 0 && !pair && IsHelp(s, v, content))
            {
                var (_, to) = c.Subtree(v);
                var (begins, ends) = c.Subtree(content);
                if (_doc.Mentions[s].Exists(m => ((m.First > v && m.Last <= to) || (m.First >= begins && m.Last <= ends)) && m.Fact is State helped && !Parties.States(parties).Contains(helped.Id)))
                {
                    AddCommitment(s, v, content, parties, rule.Status, "commitments.tsv: " + rule.Lemma, made, needsMechanism: false);
                }

                continue;
            }

            if (!pair && (rule.Needs == "pairstate" || Parties.States(parties).Count == 0))
            {
                // One side alone is told of ("has agreed to pay …"): an undertaking where words tell what part of relations it belongs to.
                if (Parties.States(parties).Count == 0 || rule.Lemma is "accept" or "vow" || (rule.Lemma is "agree" && !(c.IsVerb(content) && c.Children(content).Any(x => tokens[x].Lower == "to" && tokens[x].Deprel == "mark"))))
                {
                    continue;
                }
            }

            if (isObject && !(rule.Lemma == "offer" && tokens[content].Lemma is "troop" or "soldier" or "police" or "peacekeeper" && c.Children(content).Any(x => tokens[x].Deprel == "nummod")) && rule.Lemma is "announce" or "unveil" or "accept" or "offer" && inner < 0 && !PlanNouns.Contains(tokens[content].Lemma) && !(Parties.States(parties).Count > 0 && IsHelp(s, v, content)) && !(pair && rule.Lemma is "announce" or "unveil" && Launched.Contains(tokens[content].Lemma)))
            {
                continue;
            }

            // To decide to end an accord is to end it.
            if (rule.Lemma is "decide" or "announce" or "agree" && _rules.Commitments.TryGetValue("verb " + tokens[content].Lemma.ToLowerInvariant(), out var moving) && moving is { Needs: "instrument" } && c.Objects(content).Exists(o => Accords.Contains(tokens[o].Lemma.ToLowerInvariant()) || _doc.MentionAt(s, o)?.Fact is Instrument))
            {
                AddCommitment(s, v, content, Distinct([.. parties, .. ObjectStates(s, c.Objects(content))]), moving.Status, "commitments.tsv: " + moving.Lemma, made, needsMechanism: false);
                continue;
            }

            // "has pledged $200 million", "offered 2,000 troops": a sum or a force is an undertaking whatever it is for.
            var counted = isObject && rule.Lemma is "pledge" or "promise" or "offer" && (_recognizer.Sums.In(Text(s, content), StatesNamed(s)) is not null || (tokens[content].Lemma is "troop" or "soldier" or "police" or "officer" or "peacekeeper" or "helicopter" && c.Children(content).Any(x => tokens[x].Deprel == "nummod")));
            var status = mood switch { Mood.Ongoing when rule.Status == "planned" => "planned", Mood.Planned when rule.Status == "planned" => "planned", Mood.Planned => "planned", _ => rule.Status };
            AddCommitment(s, v, inner >= 0 ? inner : content, parties, status, "commitments.tsv: " + rule.Lemma, made, needsMechanism: !counted && rule.Lemma != "undertake" && !TowardsAnother(s, content, parties) && (!pair || (rule.Lemma is "announce" or "unveil" && !(isObject && pair && PlanNouns.Contains(tokens[content].Lemma))) || rule.Lemma is "plan" or "intend" or "aim" or "prepare" or "decide"));
        }
    }

    /// <summary>What two sides that announce it will have or do together.</summary>
    private static readonly HashSet<string> Launched = new(StringComparer.Ordinal) { "exercise", "drill", "hotline", "line", "mechanism", "dialogue", "dialog", "committee", "commission", "council", "group", "force", "fund", "centre", "center", "headquarters", "network", "cooperation", "co-operation", "patrol", "training", "exchange", "corridor" };

    /// <summary>A capital that only says where something was signed or by what town it is called: "signed in Madrid", "the Madrid memorandum".</summary>
    private bool IsScene(int s, Mention m)
    {
        var tokens = Tokens(s);
        return (m.Role == NameRole.Capital || Parties.IsHouse(_doc.Words(s, m.First, m.Last))) && (_clauses[s].Children(m.Head).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "in" or "at") || (tokens[m.Head].Deprel == "compound" && tokens[m.Head].Head is >= 0 and var noun && Accords.Contains(tokens[noun].Lemma.ToLowerInvariant())));
    }

    /// <summary>"promised to send a submarine to X": what is undertaken is for another state.</summary>
    private bool TowardsAnother(int s, int content, List<Actor> parties)
    {
        var (first, last) = _clauses[s].Subtree(content);
        return _clauses[s].IsVerb(content) && _doc.Mentions[s].Exists(m => m.First >= first && m.Last <= last && m.Fact is State other && !Parties.States(parties).Contains(other.Id));
    }

    [GeneratedRegex(@"\bregular|\bannual|\byearly|\bevery (?:\w+ )?(?:day|week|month|year)|\b(?:once|twice|times) (?:a|each|every|per) (?:month|year)|\beach year", RegexOptions.IgnoreCase)]
    private static partial Regex Recurring();

    /// <summary>"to go forward with", "go on helping", "go back to talks", "come to each other's aid": to do and not to travel.</summary>
    private bool GoesOn(int s, int verb)
    {
        var tokens = Tokens(s);
        return _clauses[s].Children(verb).Any(x => x > verb && (tokens[x].Lower is "forward" or "ahead" or "on" or "through" || tokens[x].Deprel is "xcomp" or "advcl" && tokens[x].Xpos == "VBG" || tokens[x].Lemma is "aid" or "help" or "defence" or "defense" or "talk" or "negotiation" or "table" or "assistance"));
    }

    private static readonly HashSet<string> HelpNouns = new(StringComparer.Ordinal) { "aid", "assistance", "loan", "grant", "funding", "financing", "support", "package", "relief", "help" };

    /// <summary>A sum or a kind of help as what is announced.</summary>
    private bool IsHelp(int s, int v, int content)
    {
        var tokens = Tokens(s);
        // "$500 million worth of weapons"
        return HelpNouns.Contains(tokens[content].Lemma) || (tokens[content].Lemma == "worth" && _clauses[s].Obliques(content).Exists(o => o.Prep == "of")) || (tokens[content].Form is "$" or "€" or "£" or "¥" or "million" or "billion" || tokens[content].Lemma is "dollar" or "euro" or "pound" or "yen") && _clauses[s].Obliques(v).Concat(_clauses[s].Obliques(content)).Any(o => o.Prep is "in" or "of" && HelpNouns.Contains(tokens[o.Word].Lemma));
    }

    /// <summary>"efforts to deepen cooperation", "a plan to move a base", where the parties own them.</summary>
    private void NounCommitment(int s, int n, List<(int Content, string Mechanism)> made)
    {
        var tokens = Tokens(s);
        if (tokens[n].Lemma is not ("effort" or "plan" or "commitment" or "pledge" or "decision" or "intention" or "intent"))
        {
            return;
        }

        var c = _clauses[s];
        var content = c.Children(n).FirstOrDefault(x => tokens[x].Deprel == "acl" && c.IsVerb(x) && tokens[x].Xpos == "VB", -1);
        if (content < 0 || made.Exists(m => m.Content == n || m.Content == content))
        {
            return;
        }

        var owners = _parties.OfAll(s, c.Children(n).Where(x => tokens[x].Deprel is "nmod:poss").Concat(c.Obliques(n).Where(o => o.Prep is "of" or "by" or "'s").Select(o => o.Word)));
        // One government's own plan or intention is one where words tell what part of relations it belongs to.
        if (Parties.States(owners).Count < (tokens[n].Lemma is "intention" or "intent" or "decision" or "plan" && owners.TrueForAll(o => o.Type != "person" || o.Office is not null) ? 1 : 2) || (c.GovernorVerb(n) is { } g && c.MoodOf(g) == Mood.Hypothetical))
        {
            return;
        }

        AddCommitment(s, c.GovernorVerb(n) ?? n, content, owners, tokens[n].Lemma == "effort" ? "under-way" : "planned", "commitments.tsv: " + tokens[n].Lemma, made, needsMechanism: true);
    }

    /// <summary>"The agreement includes …", "Those steps include establishing …": the content of what was announced.</summary>
    private void PlanContent(int s, int v, List<(int, string)> made)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        if (c.MoodOf(v) == Mood.Hypothetical || c.IsNegated(v) || c.IsPassive(v))
        {
            return;
        }

        var contents = c.Objects(v).Concat(c.Children(v).Where(x => tokens[x].Deprel is "xcomp" or "ccomp" || (tokens[x].Deprel is "advcl" && c.Children(x).Any(m => tokens[m].Lower == "for")))).ToList();
        if (tokens[v].Lemma is "commit" or "oblige" or "bind" or "require")
        {
            contents.AddRange(c.Children(v).Concat(c.Objects(v).SelectMany(c.Children)).Where(x => x > v && tokens[x].Deprel is "advcl" or "acl" && tokens[x].Xpos == "VB"));
        }

        if (contents.Count == 0)
        {
            contents.AddRange(c.Obliques(v).Where(o => o.Prep is "for").Select(o => o.Word));
        }

        var parties = _parties.Group(2).Where(a => a.State.Length > 0).Select(a => a.Type == "state" ? a : _parties.StateActor(a.State)).DistinctBy(a => a.State).ToList();
        var signed = c.Subjects(v).Exists(x => Accords.Contains(tokens[x].Lemma.ToLowerInvariant()) || tokens[x].Lower == "it" || _doc.MentionAt(s, x)?.Fact is Instrument);
        // What an old treaty obliges is background; what a new one says is undertaken by it.
        if (signed && LastInstrument(s) is { } old && (_doc.Anchor ?? _doc.Published.Start) is { } day && (old.Signed ?? old.InForce) < day.PlusMonths(-6))
        {
            return;
        }

        // "commits both to refrain … and to settle": whom it binds is no content, each infinitive is one.
        if (tokens[v].Lemma is "commit" or "oblige" or "bind" or "require")
        {
            contents = [.. contents.Where(x => !c.Objects(v).Contains(x)).SelectMany(x => c.With(x, "conj").Where(y => c.IsVerb(y)).Prepend(x))];
            var bound = _parties.OfAll(s, c.Objects(v)).Where(a => a.State.Length > 0).Select(a => _parties.StateActor(a.State)).DistinctBy(a => a.Id).ToList();
            parties = bound.Count > 0 ? bound : parties;
        }

        foreach (var content in contents.Take(4))
        {
            var accord = signed || c.Subjects(v).Exists(x => tokens[x].Lemma.ToLowerInvariant() is "document" or "statement" or "text" or "paper") ? Accord() : null;
            AddCommitment(s, v, content, parties, accord is not null ? StatusOf(accord) : signed ? "agreed" : "planned", "commitments.tsv: content of a plan", made, needsMechanism: accord is null);
        }
    }

    private bool ModalCommitment(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var head = Leading(s, v);
        if (!(c.Children(head).Any(x => tokens[x].Deprel == "aux" && x < head && tokens[x].Lower is "will" or "would") || (c.IsArranged(v) && MechanismOf(Text(s, v)) is not null)) || c.MoodOf(v) == Mood.Hypothetical || (head != v && MechanismOf(Text(s, v)) is null))
        {
            return false;
        }

        // "would no longer give", "will not build": to leave off is an undertaking as well, mere denial is not.
        if (c.IsNegated(v) && !SentenceText(s).Contains("no longer", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // "the regiment would be converted": an official says what will be done to his state's own.
        if (c.IsPassive(v) && !c.IsArranged(v) && !(c.Above(v) is >= 0 and var saying && tokens[saying].Lemma is "say" or "announce" && (MechanismOf(Text(s, v)) is not null || c.Subtree(v) is var span && _doc.Mentions[s].Exists(m => m.Fact is Instrument && m.First >= span.First && m.Last <= span.Last))))
        {
            return false;
        }

        var lemma = tokens[v].Lemma.ToLowerInvariant();
        // To take part in a meeting is to come together.
        if (lemma is "participate" or "take" && c.Obliques(v).Concat(c.Objects(v).SelectMany(c.Obliques)).ToList().Exists(o => o.Prep is "in" or "at" && tokens[o.Word].Lemma is "summit" or "meeting" or "conference" or "talk" or "forum" or "session" or "ceremony"))
        {
            return false;
        }

        if ((_rules.Says(lemma) && lemma is not ("continue" or "support" or "back" or "press" or "call" or "recall" or "answer" or "promise" or "pledge") && !(lemma == "add" && c.Objects(v).Exists(x => tokens[x].Upos == "NUM" || c.Children(x).Any(y => tokens[y].Upos == "NUM")))) || lemma is "be" or "have" or "meet" or "visit" or "hold" or "face" or "speak" or "travel" or "become" or "remain" or "need" or "want" or "like" or "make" or "mean" or "attend" or "host" or "know" or "harm" or "severely" or "go" or "see" or "regard" or "consider" or "view" or "treat" or "lead" or "close" or "cause" or "cost" or "result" or "trigger" or "provoke" or "jeopardise" or "jeopardize" or "complicate" or "depend" or "seem" or "appear" or "suffer" or "lose" or "allow" or "require" or "break" || (lemma == "take" && !c.Objects(v).Exists(o => tokens[o].Lemma == "part" || (tokens[o].Lemma is "dispute" or "case" or "matter" or "issue" or "question" or "complaint" && c.Obliques(v).Concat(c.Obliques(o)).Any(x => x.Prep == "to")))))
        {
            return false;
        }

        var above = c.Above(v);
        // Under a verb of thinking or asking it is nobody's undertaking.
        return above < 0 || tokens[v].Deprel is "conj" or "acl:relcl" || tokens[above].Lemma is "say" or "announce" or "declare" or "state" or "confirm" or "add" or "tell" or "pledge" or "agree" or "statement" or "promise" or "stress" or "note" or "reflect" or "commit";
    }

    /// <summary>Who undertakes: the subject, and who stands with it.</summary>
    private List<Actor> Undertakers(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var subjects = c.Subjects(v);
        var parties = _parties.OfAll(s, subjects);
        parties = parties.Count > 0 ? parties : ListSubject(s, v);
        if (parties.Count == 0 && (subjects.Count == 0 || c.IsPassive(v)) && c.Above(v) is >= 0 and var above)
        {
            parties = _parties.OfAll(s, c.Subjects(above));
        }

        parties = Distinct([.. parties, .. _parties.OfAll(s, c.Obliques(v).Where(o => o.Prep is "with").Select(o => o.Word))]);
        // "Biden said the allies …", "the bilateral alliance": plural words without a name were resolved to the group already.
        return [.. parties.Where(a => a.State.Length > 0 && a.Type is not "people")];
    }

    /// <summary>What follows ", according to" or ", saying" is whose account it is, no part of what was undertaken.</summary>
    private static string WithoutSource(string text)
    {
        foreach (var mark in new[] { ", according to ", ", saying ", " according to a statement", " according to the " })
        {
            if (text.IndexOf(mark, StringComparison.Ordinal) is > 15 and var at)
            {
                text = text[..at];
            }
        }

        return text;
    }

    /// <summary>The last word of what was undertaken: what another does in a clause of its own behind it, and the day of signing, are no part of it.</summary>
    private int UndertakenUntil(int s, int first, int content, int last)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        // "…, and Y would add so much", "…, while Y would add"
        foreach (var other in Enumerable.Range(content + 1, Math.Max(0, last - content)).Where(x => c.IsVerb(x) && c.With(x, "nsubj").Any(y => y > content) && c.Children(x).Any(y => y < x && tokens[y].Lower is "while" or "and" && tokens[y].Deprel is "mark" or "cc")))
        {
            last = Math.Max(content, Math.Min(last, c.Subtree(other).First - 1));
        }

        while (last > first && tokens[last].Form is "," or ";" or ".")
        {
            last--;
        }

        // "a pact with X on Friday"
        return !c.IsVerb(content) && last - content > 1 && TimeWords.Weekday(tokens[last].Lower) is not null && tokens[last - 1].Lower == "on" ? last - 2 : last;
    }

    private void AddCommitment(int s, int trigger, int content, List<Actor> parties, string status, string rule, List<(int Content, string Mechanism)> made, bool needsMechanism)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        // "the deal will see X deliver": what X does is undertaken, not the seeing.
        if (tokens[content].Lemma == "see" && c.Children(content).Any(x => tokens[x].Deprel is "ccomp" or "xcomp"))
        {
            return;
        }

        // "covers the five years from …": how long an accord runs is no undertaking.
        if (!c.IsVerb(content) && tokens[trigger].Lemma == "cover" && tokens[content].Lemma.ToLowerInvariant() is "year" or "month" or "week" or "day" or "decade" or "period")
        {
            return;
        }

        // "aims to attack X": nobody undertakes a wrong towards another.
        if (c.IsVerb(content) && (tokens[content].Lemma is "harm" or "annihilate" or "undermine" or "sabotage" || (tokens[content].Lemma is "attack" or "destroy" or "invade" or "target" && c.Objects(content).Exists(o => _doc.MentionAt(s, o)?.Fact is State))))
        {
            return;
        }

        var (first, last) = c.IsVerb(content) ? c.OwnSpan(content) : Accords.Contains(tokens[content].Lemma.ToLowerInvariant()) && tokens[trigger].Lemma is "sign" or "initial" or "include" or "comprise" ? c.NounSpan(content) : c.Subtree(content);
        if (first < trigger && trigger <= last && content != trigger)
        {
            (first, last) = (content, Math.Max(content, last));
        }

        if (c.IsVerb(content) && c.With(content, "nsubj").FirstOrDefault(-1) is >= 0 and var doer && c.Subtree(doer).First is var from && from > first && from < content)
        {
            // "under which X will suspend …": what was undertaken begins with who does it.
            first = from;
        }

        // "…, the minister confirmed": who tells of it is no part of it.
        foreach (var teller in c.Children(content).Where(x => x > content && tokens[x].Deprel == "parataxis" && _rules.Says(tokens[x].Lemma)))
        {
            last = Math.Max(content, Math.Min(last, c.Subtree(teller).First - 1));
        }

        last = UndertakenUntil(s, first, content, last);
        var text = _doc.Words(s, first, last);
        var mechanism = MechanismOf(text);
        if (mechanism is null && content != trigger && UndertakenUntil(s, first, content, c.Subtree(trigger).Last) is var end && end > last)
        {
            // Where the parser cut the object short, what follows to the end of the clause still belongs to it.
            var longer = _doc.Words(s, first, end);
            if (MechanismOf(longer) is { } found)
            {
                (text, mechanism, last) = (longer, found, end);
            }
        }

        if (mechanism is null && _doc.Mentions[s].Find(m => m.Fact is Instrument && m.First >= first && m.Last <= last)?.Fact is Instrument named)
        {
            mechanism = named.Mechanism;
        }

        if (mechanism is null && needsMechanism)
        {
            return;
        }

        text = WithoutSource(text);
        if (parties.Count == 0 || Parties.States(parties).Count == 0 || text.Length < 4)
        {
            return;
        }

        // "the agreement": the one that the report named last.
        if (mechanism is null && Accords.Contains(tokens[content].Lemma.ToLowerInvariant()) && c.Children(content).Any(x => tokens[x].Lower == "the"))
        {
            mechanism = LastInstrument(s)?.Mechanism;
        }

        mechanism ??= MechanismOf(SentenceText(s)) ?? (status is "signed" or "agreed" or "in-force" or "approved" or "ratified" or "fulfilled" ? OfWhatAccord(s) : null) ?? "other";
        // One undertaking once: what was already made from these words, or words around them, is it.
        var joined = tokens[content].Deprel is "conj" or "parataxis" && (c.IsVerb(content) || (Accords.Contains(tokens[content].Lemma.ToLowerInvariant()) && tokens[trigger].Lemma is "include" or "comprise" or "sign"));
        if (made.Exists(m => m.Mechanism.Length > 0 && (!joined || m.Content == content) && (m.Content == content || (c.IsUnder(content, m.Content) || c.IsUnder(m.Content, content)) && (m.Mechanism == mechanism || m.Mechanism == "other"))))
        {
            return;
        }

        made.Add((content, mechanism));
        var states = Parties.States(parties);
        // Other states named inside join as those it is about, or as parties of a joint act with them.
        var about = new List<string>();
        var joint = text.Contains("trilateral", StringComparison.OrdinalIgnoreCase) || text.Contains("joint", StringComparison.OrdinalIgnoreCase);
        foreach (var m in _doc.Mentions[s].Where(m => m.First >= first && m.Last <= last))
        {
            if (m.Fact is State state && !states.Contains(state.Id) && !IsScene(s, m))
            {
                var with = c.Children(m.Head).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "with");
                if (with && joint)
                {
                    parties = [.. parties, _parties.StateActor(state.Id, "party")];
                }
                else
                {
                    about.Add(state.Id);
                }
            }
            else if (m.Fact is Place p)
            {
                about.Add(p.Label);
            }
            else if (m.Fact is Instrument { Parties.Length: 2 } named2)
            {
                about.AddRange(named2.Parties.Where(x => _kb.States.ContainsKey(x) && !states.Contains(x) && !about.Contains(x)));
            }
            else if (m.Fact is Organisation { Type: "force" } posted)
            {
                // "U.S. Forces Japan": where they are stands in their name.
                about.AddRange(_kb.States.Values.Where(x => x.Id != posted.Country && !states.Contains(x.Id) && posted.Label.EndsWith(" " + x.Name, StringComparison.Ordinal)).Select(x => x.Id));
            }
        }

        var capitals = _doc.Mentions[s].Where(m => m.First >= first && m.Last <= last && m.Role is NameRole.Capital && m.Fact is State && !IsScene(s, m)).Select(m => ((State)m.Fact!).Id);
        about.AddRange(capitals.Where(x => !about.Contains(x)));
        // "to modernise the port of X": whose port it is has part in it.
        var sites = _doc.Mentions[s].Where(m => m.First >= first && m.Last <= last && m.Fact is Place { Kind: "city" or "base" or "island", Country.Length: > 0 }).Select(m => ((Place)m.Fact!).Country);
        states = [.. Parties.States(parties).Concat(about.Where(_kb.States.ContainsKey)).Concat(states.Count == 1 ? sites.Where(_kb.States.ContainsKey) : []).Distinct().Order(StringComparer.Ordinal)];
        var place = PlaceOf(s, content).Place is { } at && !at.Id.StartsWith("state/", StringComparison.Ordinal) && !_kb.Places.Any(p => "place/" + p.Id == at.Id && p.Kind is "sea" or "region") ? at : (_doc.Mentions[s].Find(m => m.First >= first && m.Last <= last && m.Fact is Place { Kind: not ("region" or "sea") })?.Fact is Place inside ? Ref(inside) : null);
        // "that", "to", "for" and "and" join the words to the sentence; they are not what was undertaken.
        for (var n = first; n < last && tokens[n].Deprel is "mark" or "cc" or "case" or "punct" && tokens[n].Start < tokens[content].Start && text.Length > tokens[n + 1].Start - tokens[n].Start; n++)
        {
            text = text[(tokens[n + 1].Start - tokens[n].Start)..];
        }

        var head = c.IsVerb(content) ? content : trigger;
        var evidence = EvidenceAt(s, trigger);
        string? dueBy = null;
        var when = WhenOf(s, trigger, status == "planned" && c.MoodOf(trigger) == Mood.Planned);
        // "by the end of the year", "by October": until when, not when it was undertaken.
        if (DeadlineIn(s, first, last) is { } deadline)
        {
            if (when == Resolved(deadline, true) || when == Resolved(deadline, false) || !when.IsKnown)
            {
                when = _doc.MainDay;
            }

            if (Resolved(deadline, true) is { End: { } until })
            {
                dueBy = When.OnDay(until, DateBasis.Resolved).ToString();
            }
        }

        // A day to come is when it is due, not when it was undertaken.
        var due = dueBy;
        if (when.Start is { } ahead && _doc.Anchor is { } now && ahead > now)
        {
            (due, when) = (when.ToString(), When.Unknown);
        }

        if (!when.IsKnown && status is "planned" or "announced" or "proposed" or "agreed" or "signed" && !c.IsPluperfect(trigger))
        {
            when = _doc.MainDay;
        }

        Add(new Claim.Commitment
        {
            Id = NewId("commitment", evidence, mechanism + first + "-" + last),
            Evidence = evidence,
            Action = tokens[head].Lemma.ToLowerInvariant(),
            Object = text.Length <= 200 ? text : text[..200],
            Status = status,
            Parties = [.. parties.Select(p => p with { Role = "party" })],
            About = about,
            Actors = [.. parties.Select(p => p with { Role = "party" })],
            States = states,
            Mechanism = mechanism,
            Quantity = QuantityIn(s, first, last) ?? (status is "signed" or "approved" && c.Subtree(trigger) is var whole ? QuantityIn(s, whole.First, whole.Last) : null),
            Amount = _recognizer.Sums.In(text, states) ?? AmountBeside(text, SentenceText(s), states),
            Place = place,
            Due = due,
            When = when,
            Rule = rule,
            Doubts = DoubtsIn(s, parties),
            Confidence = Parties.States(parties).Count >= 2 ? 0.8 : 0.65,
        });
        _parties.Remember(parties);
    }

    /// <summary>The part of the alliance that the accord belongs to whose term or fate words tell without naming it: that of the accord just told of, within a few sentences; null where none was.</summary>
    private string? OfWhatAccord(int s) => _claims.OfType<Claim.Commitment>().LastOrDefault(x => x is { Status: "signed" or "agreed" or "ratified" or "in-force", Mechanism: not ("other" or null) } && x.Evidence.Start >= _doc.Sentences[Math.Max(0, s - 6)].Start && x.Evidence.End <= _doc.Sentences[s].Start)?.Mechanism;

    /// <summary>The date before or within the words of an undertaking that says until when.</summary>
    private DateMention? DeadlineIn(int s, int first, int last)
    {
        var tokens = Tokens(s);
        return _doc.Dates[s].Find(d => d.Start >= tokens[first].Start && d.Start < tokens[last].End && ByWhen().IsMatch(_doc.Text[Math.Max(0, d.Start - 24)..Math.Min(_doc.Text.Length, d.Start + 4)]));
    }

    [GeneratedRegex(@"(?:\bby|\bno later than|\bbefore) (?:the )?(?:(?:end|middle|start|beginning|close) of )?(?:the |this )?\S{0,4}$", RegexOptions.IgnoreCase)]
    private static partial Regex ByWhen();

    private Quantity? QuantityIn(int s, int first, int last)
    {
        var tokens = Tokens(s);
        for (var i = first; i <= last; i++)
        {
            if (tokens[i].Upos == "NUM" && tokens[i].Deprel is "nummod" or "compound" && tokens[i].Head > i && tokens[tokens[i].Head].Upos is "NOUN" or "PROPN" or "NUM" && decimal.TryParse(tokens[i].Form.Replace(",", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
            {
                var unit = tokens[tokens[i].Head].Lemma.ToLowerInvariant();
                // "the 2015 agreement": a year before one thing.
                if (value is > 1800 and < 2100 && tokens[tokens[i].Head].Xpos is "NN" or "NNP")
                {
                    continue;
                }

                if (value is > 1900 and < 2100 && i > 0 && tokens[i - 1].Lower is "from" or "in" or "by" or "until" or "since" or "after")
                {
                    continue;
                }

                // "96 AH-64 Apache helicopters": the number may hang on the type that stands between.
                if (tokens[tokens[i].Head].Xpos is "CD" or "NNP" or "SYM" && Enumerable.Range(i + 1, Math.Min(6, last - i)).FirstOrDefault(k => tokens[k].Xpos == "NNS" && Enumerable.Range(i + 1, k - i - 1).All(x => tokens[x].Upos is "PROPN" or "NUM" or "ADJ" or "SYM" || tokens[x].Form is "-" || tokens[x].Xpos == "NN"), -1) is > 0 and var counted)
                {
                    unit = tokens[counted].Lemma.ToLowerInvariant();
                }

                if (unit is not ("time" or "billion" or "million") && !_recognizer.Sums.IsTime(unit) && !_recognizer.Sums.IsMoney(unit))
                {
                    return new Quantity(value, _recognizer.Sums.Unit(unit) ?? unit);
                }
            }
        }

        return null;
    }

    /// <summary>The sum that a sentence gives for words that name none; "Y would add 30 million" after "X would give 40 million euros" is in the same currency and never the other's sum.</summary>
    private string? AmountBeside(string text, string sentence, IReadOnlyCollection<string> states)
    {
        var beside = _recognizer.Sums.In(sentence, states);
        return beside is not null && BareSum().Match(text) is { Success: true } bare ? _recognizer.Sums.In(beside[..3] + " " + bare.Value, states) : beside;
    }

    [GeneratedRegex(@"\b\d[\d.,]* (?:million|billion|trillion)\b(?= more\b| (?:to|for|over|in|by|from|towards)\b|[,.;]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex BareSum();
}
