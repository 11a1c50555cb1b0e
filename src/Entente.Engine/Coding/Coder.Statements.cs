using Entente.Engine.Recognition;
using Entente.Engine.Recognition.Times;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;

namespace Entente.Engine.Coding;

/// <summary>Statements: quoted and reported words, with who said them.</summary>
public sealed partial class Coder
{
    private readonly List<(int Start, int End)> _quotes = [];
    private readonly HashSet<int> _open = [];
    private readonly Dictionary<int, (int Start, int End)> _continued = [];
    private (string Key, int Sentence, When When)? _lastSaid;
    private (Actor Speaker, int Sentence)? _lastBody;
    private int _unknownSpoke = -10;
    private (List<Actor> Speakers, int Sentence)? _lastPlural;

    private bool InQuote(int offset) => _quotes.Exists(q => q.Start < offset && offset < q.End);

    private List<(int Start, int End)> FindQuotes()
    {
        foreach (var q in Quotations.In(_doc.Text, _doc.Clean.Paragraphs))
        {
            if (q.Continues && _quotes.Count > 0)
            {
                _continued[q.Start] = _quotes[^1];
                _open.Remove(_quotes[^1].Start);
            }

            _quotes.Add((q.Start, q.End));
            if (!q.Closed)
            {
                _open.Add(q.Start);
            }
        }

        if (_open.Count > 0)
        {
            _doc.Flags.Add("unclosed-quotation");
        }

        return _quotes;
    }

    /// <summary>Codes the statements of a sentence; returns its speakers for what else it says.</summary>
    private List<Actor> CodeStatements(int s, List<(int Start, int End)> quotes)
    {
        var sentence = _doc.Sentences[s];
        var tokens = Tokens(s);
        var speakersHere = new List<Actor>();
        var quotedVerbs = new HashSet<int>();
        var continued = false;
        var quotedBy = new HashSet<string>(StringComparer.Ordinal);
        var inside = quotes.Where(q => q.Start < sentence.End && q.End > sentence.Start).ToList();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var quote in inside)
        {
            var length = Math.Min(quote.End, sentence.End) - Math.Max(quote.Start, sentence.Start);
            var words = tokens.Count(t => t.Start >= quote.Start && t.End <= quote.End && char.IsLetterOrDigit(t.Form[0]));
            if (words < 2 && !(words == 1 && inside.Count == 1 && HasSpeech(s, quote)))
            {
                continue;
            }

            if (words <= 5 && IsLabel(tokens, quote))
            {
                continue;
            }

            var (speakers, verb) = SpeakerOf(s, quote);
            if (speakers.Count == 0 || length < 6)
            {
                // Somebody spoke whom nothing names: "it said" after this is not of the body before.
                if (speakers.Count == 0 && SomebodySpoke(s, quote))
                {
                    (_lastBody, _unknownSpoke) = (null, s);
                }

                continue;
            }

            if (verb >= 0)
            {
                quotedVerbs.Add(verb);
            }

            speakersHere.AddRange(speakers);
            continued |= verb < 0;
            quotedBy.Add(string.Join(",", speakers.Select(a => a.Id)));
            AddStatement(s, speakers, "quote", verb, quote, done);
        }

        // Reported speech without quotation marks.
        for (var v = 0; v < tokens.Count; v++)
        {
            if (tokens[v].Upos is not "VERB" || SpeechRuleOf(s, v) is not { } rule || InQuote(tokens[v].Start) || quotedVerbs.Contains(v))
            {
                continue;
            }

            var c = _clauses[s];
            // What the author of a statement says of himself is his own words, told below.
            if (_doc.VoiceOf(s).Count > 0 && c.With(v, "nsubj").Any(x => tokens[x].Lower is "i" or "we"))
            {
                continue;
            }

            // What is announced is an undertaking, told elsewhere; that something is so or will come about is said.
            if (tokens[v].Lemma == "report" || (tokens[v].Lemma == "announce" && !c.Children(v).Any(x => tokens[x].Deprel == "ccomp" && c.With(x, "nsubj", "nsubj:pass", "expl").Any())) || (tokens[v].Lemma == "agree" && !AgreedJudgement(s, v)))
            {
                continue;
            }

            if (rule.Object.Count > 0 && !c.Objects(v).SelectMany(c.Coordinated).Any(o => rule.Object.Contains(tokens[o].Lemma)))
            {
                continue;
            }

            var mood = c.MoodOf(v);
            if (mood is Mood.Hypothetical or Mood.Planned || c.IsNegated(v) || c.IsPassive(v) || c.IsNominal(v) || (tokens[v].Lemma is "request" or "ask" && c.Objects(v).Exists(o => tokens[o].Lemma is "anonymity")) || (tokens[v].Lemma is "maintain" && !c.Children(v).Any(x => tokens[x].Deprel is "ccomp")))
            {
                continue;
            }

            // "…; X responded by …": an answer in deeds says nothing, least of all what stands before the semicolon.
            if (tokens[v].Lemma is "respond" or "reply" or "answer" && c.Children(v).Any(x => tokens[x].Deprel == "advcl" && c.Children(x).Any(m => tokens[m].Lower == "by")))
            {
                continue;
            }

            // "paving the way for welcoming troops" says what for; "…, confirmed a spokesman" has its speaker behind it, whom the parser takes for what was said.
            if (c.Children(v).Any(x => x < v && tokens[x].Lower == "for") || (v > 0 && tokens[v - 1].Form == "," && tokens[v].Deprel is "conj" or "parataxis" or "advcl" && !c.With(v, "nsubj").Any() && c.Objects(v).Exists(o => SpeakerNouns.Contains(tokens[o].Lemma.ToLowerInvariant()))))
            {
                continue;
            }

            var clause = c.Children(v).Any(x => tokens[x].Deprel is "ccomp" or "parataxis" or "csubj") || (tokens[v].Deprel is "parataxis");
            var infinitive = c.Children(v).Any(x => tokens[x].Deprel == "xcomp" || (tokens[x].Deprel == "advcl" && tokens[x].Xpos == "VB" && c.Children(x).Any(m => tokens[m].Lower == "to")));
            var obj = c.Objects(v).Count > 0;
            var takes = rule.TakesClause ? clause || (tokens[v].Lemma is "complain" && c.Obliques(v).Exists(o => o.Prep is "about" or "of" or "over")) || (infinitive && rule.Stance is "promise" or "threaten" or "demand" or "reject" or "deny") || (obj && (rule.Stance is "affirm" or "warn" or "demand" or "reject" or "deny" or "promise" or "criticise" || tokens[v].Lemma is "declare")) || (rule.Stance == "warn" && c.Obliques(v).Exists(o => o.Prep is "against" or "of")) : obj || (clause && tokens[v].Lemma is "object") || (tokens[v].Lemma is "advocate" or "argue" or "plead" && c.Obliques(v).Exists(o => o.Prep == "for"));
            var calledFor = tokens[v].Lemma is "call" or "ask" or "press" or "appeal" or "plead" ? CalledFor(s, v) : -1;
            // "requested 44 launchers" orders goods; "what they said was X" says whose account X is.
            var orders = tokens[v].Lemma is "request" or "ask" && !infinitive && c.Objects(v).Exists(o => c.Children(o).Any(x => tokens[x].Deprel == "nummod") || tokens[o].Xpos == "NNS");
            // … but "in what X called an act of war" is what X says of it.
            var naming = tokens[v].Lemma is "call" or "describe" or "term" or "label" && c.Children(v).Any(x => x > v && tokens[x].Deprel is "xcomp" or "obj" or "ccomp" or "obl" && tokens[x].Upos is "NOUN" or "ADJ");
            var account = !naming && (c.Children(v).Any(x => tokens[x].Lower == "what" && tokens[x].Deprel is "obj" or "nsubj") || (tokens[v].Deprel == "acl:relcl" && tokens[v].Head >= 0 && tokens[tokens[v].Head].Lower == "what"));
            if ((!takes && calledFor < 0) || orders || account)
            {
                continue;
            }

            // Blows speak for nobody, whoever dealt them.
            var speakers = c.With(v, "nsubj").Any(x => Parties.Acts.Contains(tokens[x].Lemma)) ? [] : Who(s, v);
            if (speakers.Count == 0 || (tokens[v].Lemma == "point" && rule.Stance != "neutral") || tokens[v].Lemma is "answer" or "continue" or "add" or "back" or "support" or "write" or "recall" or "announce" && !clause)
            {
                continue;
            }

            // "X, president of the union, which opposes the deal": "which" is no person.
            if (c.With(v, "nsubj").Any(x => tokens[x].Lower == "which") && speakers.TrueForAll(a => a.Type == "person"))
            {
                continue;
            }

            // "called it outrageous" says something of it; "called a meeting" does not. "Ruled out" refuses; "ruled" does not.
            if (tokens[v].Lemma == "call" && calledFor < 0 && !(naming && tokens[v].Deprel == "acl:relcl") && !(obj && (c.With(v, "obj", "iobj").Count() > 1 || c.Objects(v).Exists(o => c.Children(o).Any(x => x > o && tokens[x] is { Upos: "ADJ", Deprel: "amod" })) || c.Children(v).Any(x => tokens[x].Deprel is "xcomp" or "ccomp" || (tokens[x].Deprel is "obj" or "iobj" && tokens[x].Upos is "PRON" or "DET")))))
            {
                continue;
            }

            // "militants who call themselves X": their name.
            if (c.Objects(v).Exists(o => tokens[o].Lower is "themselves" or "himself" or "herself" or "itself"))
            {
                continue;
            }

            // To welcome a guest is a reception, to welcome a deal a statement.
            if (tokens[v].Lemma == "welcome" && c.Objects(v).Exists(o => tokens[o].Upos != "PRON" && (_doc.MentionAt(s, o)?.Role == NameRole.Person || Human(s, o))))
            {
                continue;
            }

            // "disputes a stretch of border": a claim to land, no denial.
            if (tokens[v].Lemma == "dispute" && c.Objects(v).Exists(o => tokens[o].Lemma is "border" or "territory" or "island" or "land" or "stretch" or "area" or "region" or "boundary" or "waters" or "strip" or "province"))
            {
                continue;
            }

            // "a pilot, who asked not to be identified": how he spoke.
            if (tokens[v].Lemma is "ask" or "request" or "decline" or "refuse" && c.Children(v).Any(x => tokens[x].Deprel is "xcomp" or "advcl" && tokens[x].Lemma is "name" or "identify" or "quote"))
            {
                continue;
            }

            // A report's outlet or agency is whence it has it, not who speaks.
            if (speakers.Count == 1 && speakers[0].Type == "state" && rule.Stance == "neutral" && !clause)
            {
                continue;
            }

            // "X urged Y …, X's spokesman said": what the spokesman gives out is one statement, his.
            if (GivenOutBy(s, v, speakers) >= 0)
            {
                continue;
            }

            // What the same speaker says inside or around his own quotation is that statement.
            var who = string.Join(",", speakers.Select(a => a.Id));
            // … but a charge or a demand that he adds is another.
            var adds = tokens[v].Deprel == "advcl" && rule.Stance is "accuse" or "demand" or "threaten" or "reject" && !InQuote(tokens[v].Start) && !inside.Exists(q => q.Start > tokens[v].Start && q.Start < sentence.End && q.Start - tokens[v].End < 40);
            if (!adds && (continued && quotedBy.Contains(who)) || (!adds && quotedBy.Contains(who) && quotedVerbs.Any(q => c.IsUnder(v, q) || (c.IsUnder(q, v) && tokens[q].Deprel != "advcl"))) || (c.Above(v) is >= 0 and var outer && tokens[v].Deprel == "ccomp" && IsSpeaking(tokens[outer].Lemma) && string.Join(",", Who(s, outer).Select(a => a.Id)) == who))
            {
                continue;
            }

            speakersHere.AddRange(speakers);
            AddStatement(s, speakers, "paraphrase", v, null, done);
        }

        if (speakersHere.Count == 0)
        {
            speakersHere.AddRange(AccordingToSomebody(s));
        }

        speakersHere.AddRange(OwnWords(s, speakersHere, done));
        return Distinct(speakersHere);
    }

    /// <summary>The rule of a verb of saying; with a particle ("laid out", "lashed out") it is another verb.</summary>
    private SpeechRule? SpeechRuleOf(int s, int v)
    {
        var lemma = Tokens(s)[v].Lemma.ToLowerInvariant();
        return _clauses[s].With(v, "compound:prt").Select(x => _rules.Speech.GetValueOrDefault(lemma + " " + Tokens(s)[x].Lower)).FirstOrDefault(r => r is not null) ?? _rules.Speech.GetValueOrDefault(lemma);
    }

    /// <summary>The verb of saying with which somebody who speaks for a state or body gives out its own position ("China opposes …, its spokesman said"); -1 where the position is told by the report itself.</summary>
    private int GivenOutBy(int s, int v, List<Actor> holders)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        if (holders.Count == 0 || holders.Exists(a => a.Type == "person") || Parties.States(holders) is not [var state])
        {
            return -1;
        }

        var outer = tokens[v].Deprel == "ccomp" ? tokens[v].Head : c.Children(v).FirstOrDefault(x => tokens[x].Deprel == "parataxis" && x > v && !c.With(x, "ccomp").Any() && c.Subtree(x).First is > 0 and var begins && tokens[begins - 1].Form == ",", -1);
        return outer >= 0 && tokens[outer].Lemma is "say" or "add" or "state" or "tell" or "announce" && !InQuote(tokens[outer].Start) && IsReal(c.MoodOf(outer)) && Who(s, outer) is [{ } spokesman] && spokesman.State == state && spokesman.Type != "state" ? outer : -1;
    }

    /// <summary>The position of a state or body that its spokesman gives out with a verb of saying; null where he gives out something else.</summary>
    private string? StanceGivenOut(int s, int saying)
    {
        var tokens = Tokens(s);
        foreach (var v in _clauses[s].Children(saying).Where(x => tokens[x].Deprel == "ccomp").Append(tokens[saying].Deprel == "parataxis" ? tokens[saying].Head : -1).Where(x => x >= 0 && tokens[x].Upos == "VERB"))
        {
            if (SpeechRuleOf(s, v) is { Stance: not "neutral" } rule && !_clauses[s].IsNegated(v) && _clauses[s].MoodOf(v) is Mood.Occurred or Mood.Ongoing && _parties.OfAll(s, _clauses[s].Subjects(v)) is { Count: > 0 } holders && GivenOutBy(s, v, holders) == saying)
            {
                return rule.Stance;
            }
        }

        return null;
    }

    private static readonly HashSet<string> Holding = new(StringComparer.Ordinal) { "think", "believe", "know", "hope", "expect", "want", "look", "stand", "support", "condemn", "urge", "call", "reject", "oppose", "welcome", "thank", "demand" };

    /// <summary>A sentence of a statement or a transcript is what its author or speaker says, where it takes a position or says what he holds; who is quoted in it speaks for himself.</summary>
    private IReadOnlyList<Actor> OwnWords(int s, List<Actor> others, HashSet<string> done)
    {
        var voice = _doc.VoiceOf(s);
        var tokens = Tokens(s);
        if (voice.Count == 0 || tokens.Count < 6 || others.Exists(o => voice.Any(a => a.State == o.State)))
        {
            return [];
        }

        var root = Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens[i].Head < 0, -1);
        if (root < 0 || !_clauses[s].With(root, "nsubj", "nsubj:pass", "expl").Any())
        {
            return [];
        }

        var text = SentenceText(s);
        // "Mr. X underscored …", "The ministers looked forward to …" in a spokesman's statement: it gives out what they said.
        var subjects = _clauses[s].Subjects(root);
        if (subjects.TrueForAll(x => tokens[x].Lower is not ("i" or "we")) && (IsSpeaking(tokens[root].Lemma) || Holding.Contains(tokens[root].Lemma) || tokens[root].Lemma is "discuss" or "appreciate" or "focus" or "commend" or "note")
            && _parties.OfAll(s, subjects) is { Count: > 0 } third && !third.Exists(a => voice.Any(v => v.Id == a.Id)) && (third.TrueForAll(a => a.Type == "person") || subjects.Exists(x => tokens[x].Xpos == "NNS" && tokens[x].Lemma is "leader" or "minister" or "counterpart" or "official" or "president" or "secretary" or "adviser" or "advisor" or "side" or "delegation")))
        {
            if (_rules.StanceOf(text, text) is not null || SpeechRuleOf(s, root) is { Stance: not "neutral" })
            {
                AddStatement(s, third, "paraphrase", root, null, done);
            }

            return third;
        }

        var held = Enumerable.Range(0, tokens.Count).FirstOrDefault(v => (Holding.Contains(tokens[v].Lemma) || _rules.Says(tokens[v].Lemma)) && _clauses[s].With(v, "nsubj").Any(x => tokens[x].Lower is "i" or "we"), -1);
        if (held < 0 && _rules.StanceOf(text, text) is null)
        {
            return [];
        }

        AddStatement(s, [.. voice], "quote", held, (_doc.Sentences[s].Start, _doc.Sentences[s].End), done);
        return voice;
    }

    /// <summary>"agreed that the launch is a violation": a judgement that several share. "Agreed that X will visit" arranges something and says nothing.</summary>
    private bool AgreedJudgement(int s, int v)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        return c.Children(v).Any(x => tokens[x].Deprel == "ccomp" && c.Children(x).Any(y => tokens[y].Lower == "that" && tokens[y].Deprel == "mark") && c.MoodOf(x) is Mood.Occurred or Mood.Ongoing && c.With(x, "nsubj", "nsubj:pass", "expl").Any());
    }

    private static readonly HashSet<string> SpeakerNouns = new(StringComparer.Ordinal) { "spokesman", "spokeswoman", "spokesperson", "official", "diplomat", "source", "aide" };

    private bool HasSpeech(int s, (int Start, int End) quote) => Tokens(s).Any(t => t.Upos == "VERB" && _rules.Says(t.Lemma.ToLowerInvariant()) && !(t.Start > quote.Start && t.End < quote.End));

    /// <summary>A common noun said a quotation: "a statement on its website said".</summary>
    private bool SomebodySpoke(int s, (int Start, int End) quote)
    {
        var tokens = Tokens(s);
        return Enumerable.Range(0, tokens.Count).Any(v => tokens[v].Upos == "VERB" && IsSpeaking(tokens[v].Lemma) && !(tokens[v].Start > quote.Start && tokens[v].End < quote.End) && _clauses[s].With(v, "nsubj").Any(x => tokens[x].Upos == "NOUN"));
    }

    private void AddStatement(int s, List<Actor> speakers, string form, int verb, (int Start, int End)? quote, HashSet<string> done)
    {
        var sentence = _doc.Sentences[s];
        var tokens = Tokens(s);
        var key = string.Join(",", speakers.Select(a => a.Id)) + (quote is null ? "p" + verb : "q" + verb);
        if (!done.Add(key))
        {
            // "“A,” he said, “but B”" is one statement, unless its words are too long for one piece of evidence.
            if (quote is not { } rest || _claims.OfType<Claim.Statement>().LastOrDefault() is not { Form: "quote" } told || told.Evidence.End >= Math.Min(rest.End, sentence.End) || rest.Start >= sentence.End)
            {
                return;
            }
        }

        Evidence evidence;
        if (quote is { } q)
        {
            // The quotation with the words that attribute it, if they fit.
            var (start, end) = (sentence.Start, sentence.End);
            if (end - start > 380)
            {
                (start, end) = (Math.Max(q.Start, sentence.Start), Math.Min(q.End, sentence.End));
                end = Math.Min(end, start + 380);
            }

            evidence = new Evidence(_doc.ReportId, start, end, _doc.Text[start..end], null);
        }
        else
        {
            evidence = EvidenceAt(s, verb);
        }

        var text = quote is { } said && Quotations.Inside(_doc.Text, said) is var words ? _doc.Text[Math.Max(words.Start, sentence.Start)..Math.Min(words.End, sentence.End)].Trim() : ContentText(s, verb);
        // One quoted word inside what somebody said is not what he said: 'should try X for “genocide”'.
        if (quote is not null && verb >= 0 && text.Count(ch => ch == ' ') < 5 && _clauses[s].Children(verb).Any(x => tokens[x].Deprel == "ccomp") && ContentText(s, verb) is { } whole && whole.Contains(text, StringComparison.Ordinal) && whole.Length > text.Length)
        {
            text = whole;
        }

        // "said the pact would not “undermine …”": without the word before it the quotation says the opposite.
        if (quote is { } part && verb >= 0 && tokens.LastOrDefault(t => t.End <= part.Start && char.IsLetter(t.Form[0]))?.Lower is "not" or "n't" or "n’t" or "never" or "no" && ContentText(s, verb) is { } clauseSaid && clauseSaid.Contains(text, StringComparison.Ordinal))
        {
            text = clauseSaid;
        }

        var about = AboutOf(s, speakers, verb);
        var when = verb >= 0 ? WhenOf(s, verb, false, reported: false) : _doc.MainDay;
        // What was said was not said on a day to come: such a day is of what it was about.
        if ((!when.IsKnown && verb < 0) || (when.Start is { } ahead && _doc.Anchor is { } today && ahead > today.PlusDays(1)))
        {
            when = _doc.MainDay;
        }

        // "He said …" after something undated of his goes on with it, and so does the rest of a quotation.
        var speakerKey = string.Join(",", speakers.Select(a => a.Id));
        if (_lastSaid is { } last && last.Key == speakerKey && s - last.Sentence <= 1 && SameParagraph(s, last.Sentence) && !last.When.IsKnown && when == _doc.MainDay && (verb < 0 || _clauses[s].Subjects(verb).Exists(x => tokens[x].Upos == "PRON")))
        {
            when = last.When;
        }

        // Nor does he say the next sentence of a paragraph on another day than the one it names.
        if (_lastSaid is { When.IsKnown: true } dated && dated.Key == speakerKey && s - dated.Sentence is > 0 and <= 2 && SameParagraph(s, dated.Sentence) && when == _doc.MainDay && dated.When != when && (verb < 0 || _doc.Dates[s].Count == 0) && dated.When.Precision == Precision.Day)
        {
            when = dated.When;
        }

        _lastSaid = (speakerKey, s, when);

        // A few quoted words take their position from the clause around them.
        var clause = verb >= 0 ? Text(s, verb) : SentenceText(s);
        var stance = verb >= 0 && StanceGivenOut(s, verb) is { } given ? given : StanceOf(s, verb, form == "quote" && text.Length < 60 ? clause : text, clause);
        // One sentence of a longer quotation stands as the whole of it does.
        if (stance == "neutral" && quote is { } of && of.End - of.Start > text.Length + 20 && of.End - of.Start < 900)
        {
            stance = _rules.StanceOf(_doc.Text[of.Start..Math.Min(of.End, _doc.Text.Length)], "") is { } held and ("criticise" or "accuse" or "reject" or "warn" or "threaten" or "deny") ? held : stance;
        }

        // What is held against nobody named, in a report of two states, is held against the other.
        if (about.Count == 0 && stance is "criticise" or "accuse" or "demand" or "warn" or "threaten" or "reject" or "oppose" && OtherSide(s, Parties.States(speakers)) is { } facing)
        {
            about.Add(facing.State);
        }

        Add(new Claim.Statement
        {
            Id = NewId("statement", evidence, key + text),
            Evidence = evidence,
            Speakers = [.. speakers.Select(a => a.Label)],
            Form = form,
            Wording = form == "paraphrase" ? "unknown" : quote is { } unclosed && _open.Contains(unclosed.Start) ? "damaged" : _doc.Flags.Contains("machine-translation") ? "back-translated" : "original",
            Text = text,
            About = about,
            Stance = stance,
            Medium = evidence.Quote.Contains("tweet", StringComparison.OrdinalIgnoreCase) || evidence.Quote.Contains("Twitter", StringComparison.Ordinal) ? "social" : evidence.Quote.Contains("statement", StringComparison.OrdinalIgnoreCase) ? "statement" : null,
            When = when,
            Actors = [.. speakers.Select(a => a with { Role = "speaker" })],
            // Whoever is spoken of by his name and office is spoken of for his state.
            States = [.. Parties.States(speakers).Concat(about.Where(_kb.States.ContainsKey)).Concat(_doc.Mentions[s].Select(m => m.Actor).OfType<Actor>().Where(a => a is { Type: "person", Office: not null, State.Length: > 0 } && about.Contains(a.Label)).Select(a => a.State)).Distinct().Order(StringComparer.Ordinal)],
            Mechanism = MechanismOf(text),
            Rule = verb >= 0 ? $"speech.tsv: {tokens[verb].Lemma}" : "speech.tsv: quotation",
            Doubts = DoubtsIn(s, speakers),
            Confidence = form == "quote" ? 0.9 : 0.8,
        });
        if (verb >= 0 && _clauses[s].With(verb, "nsubj").FirstOrDefault(-1) is >= 0 and var several && tokens[several].Xpos == "NNS" && speakers.TrueForAll(a => a.Id.StartsWith("unnamed/", StringComparison.Ordinal) || a.Id.StartsWith("body/", StringComparison.Ordinal)))
        {
            _lastPlural = (speakers, s);
        }
        else if (verb >= 0 && tokens[_clauses[s].Subjects(verb).DefaultIfEmpty(verb).First()].Lower == "they" && _lastPlural is { } going && going.Speakers.SequenceEqual(speakers))
        {
            _lastPlural = (speakers, s);
        }
        else if (speakers.Count > 1)
        {
            _lastPlural = null;
        }

        if (speakers is [{ Type: not "person" } only])
        {
            _lastBody = (only, s);
        }
        else if (speakers.Count > 0)
        {
            _lastBody = null;
        }

        if (verb >= 0)
        {
            _parties.RememberSubject(speakers);
        }
    }

    /// <summary>The word of what somebody is accused of or blamed for; -1 where it is not said.</summary>
    private int Charge(int s, int verb)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var nouns = c.Obliques(verb).Concat(c.Objects(verb).SelectMany(c.Obliques)).Where(o => o.Prep is "of" or "for" && o.Word > verb).Select(o => o.Word);
        var clauses = c.Children(verb).Concat(c.Objects(verb).SelectMany(c.Children)).Where(x => x > verb && tokens[x].Deprel is "advcl" or "acl" && c.Children(x).Any(m => tokens[m].Lower is "of" or "for" && tokens[m].Deprel is "mark" or "case"));
        return nouns.Concat(clauses).FirstOrDefault(-1);
    }

    private string ContentText(int s, int verb)
    {
        var tokens = Tokens(s);
        // "warned Damascus Ankara would not …", "accused X of …": the addressee is no part of what is said.
        var content = _clauses[s].Children(verb).Where(x => tokens[x].Deprel is "ccomp" or "xcomp" or "obj" or "parataxis").OrderBy(x => tokens[x].Deprel is "ccomp" ? 0 : tokens[x].Deprel is "xcomp" or "parataxis" ? 1 : 2).ThenBy(x => x).FirstOrDefault(verb);
        if (tokens[verb].Lemma is "accuse" or "blame" && Charge(s, verb) is >= 0 and var charge && (tokens[content].Deprel is "obj" || content == verb))
        {
            content = charge;
        }

        // "warned against a move", "advocated for talks": what stands after the preposition.
        if (content == verb && tokens[verb].Lemma is "warn" or "caution" or "advocate" or "argue" or "plead" && tokens[verb].Deprel != "parataxis" && _clauses[s].Obliques(verb).Find(o => o.Prep is "against" or "for" or "of" && o.Word > verb) is { Word: > 0 } spoken)
        {
            content = spoken.Word;
        }

        // "… its own security, he added": what was said is the clause that the verb of saying is put behind.
        if (content == verb && tokens[verb].Deprel == "parataxis" && tokens[verb].Head is >= 0 and var before && before < verb)
        {
            var (f, l) = _clauses[s].Subtree(before);
            l = Math.Min(l, _clauses[s].Subtree(verb).First - 1);
            return l > f ? _doc.Words(s, f, l).TrimEnd(',', ' ') : _doc.Words(s, f, before);
        }

        var calledFor = tokens[verb].Lemma == "call" ? CalledFor(s, verb) : -1;
        content = calledFor >= 0 ? calledFor : content;

        if (tokens[content].Lower is "which" or "that" or "who" && tokens[verb].Head >= 0 && tokens[verb].Head < verb)
        {
            // "the deal, which the president has opposed": what is opposed is the noun before; "over its alleged sale of arms to X, which it denies": what is alleged.
            var noun = Enumerable.Range(0, verb).LastOrDefault(x => tokens[x].Lower is "alleged" or "suspected" or "reported" && tokens[x].Deprel == "amod" && tokens[verb].Lemma is "deny" or "reject" or "dispute", -1) is >= 0 and var doubted ? tokens[doubted].Head : tokens[verb].Head;
            var (from, _) = _clauses[s].Subtree(noun);
            var end = Math.Max(from, noun);
            while (from < noun && tokens[from].Deprel is "case" or "nmod:poss" or "det")
            {
                from++;
            }

            // "accused X of backing rebels, which it denies", "…, a charge that it denies": what is laid on it.
            if (tokens[verb].Lemma is "deny" or "reject" or "dispute" && Enumerable.Range(0, noun).LastOrDefault(x => tokens[x].Lemma is "accuse" or "blame", -1) is >= 0 and var accusing && Charge(s, accusing) is >= 0 and var laid && laid <= noun && (_clauses[s].IsUnder(noun, laid) || tokens[noun].Lemma is "charge" or "accusation" or "allegation" or "claim"))
            {
                var stop = Enumerable.Range(laid, verb - laid).FirstOrDefault(x => tokens[x].Form == ",", verb) - 1;
                return _doc.Words(s, laid, Math.Max(laid, stop));
            }

            while (noun != tokens[verb].Head && end + 1 < verb && tokens[end + 1].Form != "," && tokens[end + 1].Lower != "which")
            {
                end++;
            }

            return _doc.Words(s, from, end);
        }

        var (first, last) = _clauses[s].Subtree(content);
        if (content == calledFor || tokens[verb].Lemma is "accuse" or "blame" && content > verb)
        {
            // The charge or the call runs to the end of the clause; whom it is laid on, and the preposition, are no part of it.
            last = Math.Max(last, _clauses[s].OwnSpan(verb).Last);
            // What is said of the charge itself is another's.
            last = tokens[verb].Lemma is "accuse" or "blame" && Enumerable.Range(content + 1, Math.Max(0, last - content)).FirstOrDefault(x => tokens[x].Form == "," && x + 1 < last && (tokens[x + 1].Lower is "which" or "something" || (tokens[x + 1].Lower is "a" or "an" or "the" && tokens.Skip(x + 2).Take(2).Any(t => t.Lemma is "charge" or "accusation" or "allegation" or "claim"))), -1) is > 0 and var comma ? comma - 1 : last;
            while (first < last && (tokens[first].Deprel == "case" || tokens[first].Lower is "of" or "for" || (_doc.MentionAt(s, first) is { } accused && first + 1 < last && tokens[Math.Min(last, accused.Last + 1)].Lower is "of" or "for")))
            {
                first = _doc.MentionAt(s, first) is { } name && tokens[first].Deprel != "case" ? name.Last + 1 : first + 1;
            }
        }

        // "said today troops killed …": the day is that of the saying.
        if (tokens[content].Deprel == "ccomp" && first > verb && first < content && (tokens[first].Lower is "today" or "yesterday" || TimeWords.Weekday(tokens[first].Lower) is not null) && tokens[first + 1].Upos is not ("PUNCT" or "ADP"))
        {
            first++;
        }

        // "warned Damascus Ankara would not …": two names side by side are the addressee and the subject.
        if (_doc.MentionAt(s, first) is { Fact: State } addressee && first > verb && addressee.Last + 1 <= last && _doc.MentionAt(s, addressee.Last + 1) is { Fact: State, Role: not NameRole.Adjective } && tokens[verb].Lemma is "warn" or "tell" or "assure" or "inform" or "remind")
        {
            first = addressee.Last + 1;
        }

        // ", but Y regards them as …" is somebody else's position.
        var contrary = _clauses[s].Children(content).Where(x => x > content && tokens[x].Deprel == "conj" && _clauses[s].With(x, "nsubj").Any() && _clauses[s].Children(x).Any(y => tokens[y].Lower == "but")).Select(x => _clauses[s].Subtree(x).First).DefaultIfEmpty(last + 1).Min();
        last = contrary <= last ? Math.Max(first, contrary - 1) : last;
        if (last - first < 3 && tokens[content].Deprel == "obj")
        {
            // … but not into what he says besides: "rejected the claim and said its ships would stay".
            var besides = _clauses[s].Children(verb).Where(x => x > content && tokens[x].Deprel == "conj" && _clauses[s].IsVerb(x)).Select(x => _clauses[s].Subtree(x).First).DefaultIfEmpty(int.MaxValue).Min();
            last = Math.Max(last, Math.Min(_clauses[s].Subtree(verb).Last, besides - 1));
        }

        // After a semicolon the report goes on in its own words.
        for (var i = first + 1; i < last; i++)
        {
            last = tokens[i].Form == ";" && i > verb ? i - 1 : last;
        }

        var text = _doc.Words(s, first, last).TrimEnd(',', ' ');
        return text.Length <= 400 ? text : text[..400];
    }

    /// <param name="verb">The verb of saying; below 0 where none governs the words.</param>
    private List<string> AboutOf(int s, List<Actor> speakers, int verb)
    {
        // The speaker's own phrase, what describes him, and when he spoke say nothing of what he spoke about.
        var aside = new List<(int First, int Last)>();
        if (verb >= 0)
        {
            aside.AddRange(_clauses[s].With(verb, "nsubj").Select(x => _clauses[s].Subtree(x)));
            aside.AddRange(_clauses[s].Children(verb).Where(x => Tokens(s)[x].Deprel == "advcl" && Tokens(s)[x].Xpos == "VBG" && Tokens(s)[x].Lemma is "speak" or "address" or "visit" or "meet" or "arrive" or "stand").Select(x => _clauses[s].Subtree(x)));
            aside.AddRange(_clauses[s].Obliques(verb).Where(o => o.Prep is "after" or "before" or "during" or "following" or "at" or "in" && o.Word < verb + 6).Select(o => _clauses[s].Subtree(o.Word)));
        }

        var own = speakers.Select(a => a.State).ToHashSet(StringComparer.Ordinal);
        var result = new List<string>();
        // "This launch is …": of the state whose deed was last told of.
        if (DeedBefore(s, verb, own) is { } doer)
        {
            result.Add(doer);
        }

        // "the two sides should …", "both governments": the states that they are.
        if (verb >= 0 && own.Count == 1)
        {
            var tokens = Tokens(s);
            foreach (var w in Enumerable.Range(0, tokens.Count).Where(i => tokens[i].Xpos == "NNS" && tokens[i].Lemma is "side" or "country" or "nation" or "government" or "state" or "party" or "neighbour" or "neighbor" && _clauses[s].Children(i).Any(x => tokens[x].Lower is "two" or "both") && !aside.Exists(x => x.First <= i && i <= x.Last)))
            {
                result.AddRange(_parties.Of(s, w).Select(a => a.State).Where(x => x.Length > 0 && !own.Contains(x) && !result.Contains(x)).Distinct());
            }
        }

        foreach (var m in _doc.Mentions[s].Where(m => !aside.Exists(x => x.First <= m.First && m.Last <= x.Last)))
        {
            var label = m.Fact switch
            {
                State state => state.Id,
                Place place => place.Label,
                Instrument instrument => instrument.Label,
                Organisation { Type: "organisation" } o => o.Id,
                Organisation { Country.Length: > 0 } o => o.Country,
                _ => m.Role == NameRole.Person && m.Actor is { } a && !speakers.Exists(x => x.Id == a.Id) ? a.Label : null,
            };
            if (label is not null && !result.Contains(label) && (!own.Contains(label) || own.Count > 1))
            {
                result.Add(label);
            }
        }

        return result;
    }

    /// <summary>The state that the sentence before tells of besides the speakers', where this one says "this launch", "these actions" and names none.</summary>
    private string? DeedBefore(int s, int verb, HashSet<string> own)
    {
        var tokens = Tokens(s);
        if (s == 0 || !SameParagraph(s, s - 1) && _doc.VoiceOf(s).Count == 0 || _doc.Mentions[s].Exists(m => m.Fact is State named && !own.Contains(named.Id)))
        {
            return null;
        }

        var deed = Enumerable.Range(0, tokens.Count).Any(i => i > verb && tokens[i].Lower is "this" or "these" or "such" && tokens[i].Deprel == "det" && tokens[i].Head >= 0 && tokens[tokens[i].Head].Deprel is "nsubj" or "nsubj:pass" && tokens[tokens[i].Head].Lemma is "launch" or "test" or "action" or "act" or "attack" or "violation" or "move" or "step" or "decision" or "provocation" or "claim" or "behaviour" or "behavior" or "conduct" or "aggression" or "invasion" or "strike" or "incident" or "statement");
        return !deed ? null : Enumerable.Range(1, 3).Where(n => s - n >= 0).Select(n => _doc.Mentions[s - n].Select(m => (m.Fact as State)?.Id).LastOrDefault(x => x is not null && !own.Contains(x) && _doc.Principal.Take(2).Contains(x))).FirstOrDefault(x => x is not null);
    }

    private string StanceOf(int s, int verb, string said, string clause) =>
        // Who asks whether something is so demands nothing.
        verb >= 0 && Tokens(s)[verb].Lemma == "ask" && _clauses[s].Children(verb).Any(x => Tokens(s)[x].Deprel is "ccomp" or "advcl" && _clauses[s].Children(x).Any(y => Tokens(s)[y].Lower is "whether" or "if" or "what" or "why" or "how" or "who")) ? "neutral" :
        verb >= 0 && _clauses[s].Children(verb).Any(x => Tokens(s)[x].Deprel == "ccomp" && AccusingEvent(s, x) is not null) ? "accuse" :
        verb >= 0 && (SpeechRuleOf(s, verb)?.Stance ?? "neutral") is "neutral" && Enumerable.Range(0, Tokens(s).Count).Any(x => (Tokens(s)[x].Deprel == "ccomp" && Tokens(s)[x].Head == verb || (Tokens(s)[verb].Head == x && Tokens(s)[verb].Deprel == "parataxis")) && DemandEvent(s, x) is not null) ? "demand" :
        verb >= 0 && Tokens(s)[verb].Lemma == "call" && CalledFor(s, verb) >= 0 ? "demand" : StanceOfVerb(s, verb, said, clause);

    /// <summary>The verb's own stance; one that only affirms ("reiterated that it opposes …", "underscored concerns") leaves it to the words said where they are against something.</summary>
    private string StanceOfVerb(int s, int verb, string said, string clause)
    {
        var own = verb >= 0 && SpeechRuleOf(s, verb) is { Stance: not "neutral" } rule ? rule.Stance : null;
        return own is null or "affirm" && _rules.StanceOf(said, clause) is { } words && (own is null || words is "oppose" or "warn" or "threaten" or "deny" or "reject" || (words == "criticise" && _rules.StanceOf("", clause) == words)) ? words
            : own == "promise" && _rules.StanceOf(said, "") == "threaten" ? "threaten"
            : own == "affirm" && verb >= 0 && Tokens(s)[verb].Lemma == "assure" && (said.Contains(" would ", StringComparison.OrdinalIgnoreCase) || said.Contains(" will ", StringComparison.OrdinalIgnoreCase)) ? "promise" : own ?? "neutral";
    }

    /// <summary>Who said a quotation: the subject of the verb of saying that governs it, stands beside it, or stands in the sentence before or after.</summary>
    /// <summary>Quotation marks around a name or around words that only qualify a noun ("a “two plus two” meeting") quote nobody.</summary>
    private static bool IsLabel(IReadOnlyList<Token> tokens, (int Start, int End) quote)
    {
        var inside = Enumerable.Range(0, tokens.Count).Where(i => tokens[i].Start >= quote.Start && tokens[i].End <= quote.End && char.IsLetterOrDigit(tokens[i].Form[0])).ToList();
        if (inside.Count < 2 || inside.Exists(i => tokens[i].Upos is "VERB" or "AUX" or "PRON"))
        {
            return false;
        }

        var head = inside.Find(i => tokens[i].Head < inside[0] || tokens[i].Head > inside[^1]);
        var qualifies = tokens[head].Deprel is "amod" or "compound" or "nummod" && tokens[head].Head > inside[^1];
        return qualifies || inside.TrueForAll(i => tokens[i].Form.Length <= 3 || char.IsUpper(tokens[i].Form[0]));
    }

    private (List<Actor> Speakers, int Verb) SpeakerOf(int s, (int Start, int End) quote)
    {
        // A quotation that began in an earlier sentence has that sentence's speaker.
        if (quote.Start < _doc.Sentences[s].Start)
        {
            var origin = Enumerable.Range(0, s).LastOrDefault(i => _doc.Sentences[i].Start <= quote.Start, -1);
            if (origin >= 0 && quote.Start < _doc.Sentences[origin].End && SpeakerOf(origin, quote).Speakers is { Count: > 0 } began)
            {
                return (began, -1);
            }
        }

        // So has one that goes on from the paragraph before, where this one names nobody.
        if (_continued.TryGetValue(quote.Start, out var earlier) && Enumerable.Range(0, s).LastOrDefault(i => _doc.Sentences[i].Start <= earlier.Start, -1) is >= 0 and var before && !HasSpeech(s, quote) && SpeakerOf(before, earlier).Speakers is { Count: > 0 } same)
        {
            return (same, -1);
        }

        var tokens = Tokens(s);
        var c = _clauses[s];
        // "“…,” comes the answer": of whoever was asked, whom these words do not name.
        if (Enumerable.Range(0, tokens.Count).Any(i => !InQuote(tokens[i].Start) && tokens[i].Lemma is "answer" or "reply" or "response" && tokens[i].Upos == "NOUN" && tokens[i].Deprel.StartsWith("nsubj", StringComparison.Ordinal)))
        {
            return ([], -1);
        }

        // "X was asked, “…?”": a question put to him is somebody else's.
        if (Enumerable.Range(0, tokens.Count).LastOrDefault(i => tokens[i].End <= quote.Start && tokens[i].Upos == "VERB", -1) is >= 0 and var put && tokens[put].Lemma is "ask" or "question" && c.IsPassive(put) && _doc.Text[Math.Max(quote.Start, quote.End - 3)..Math.Min(quote.End + 1, _doc.Text.Length)].Contains('?', StringComparison.Ordinal))
        {
            return ([], -1);
        }

        // "Senator X has the same opinion: “…”": whoever the clause before the colon is of, if it has a verb of no other speaker.
        if (_doc.Text[Math.Max(0, quote.Start - 3)..quote.Start].TrimEnd().EndsWith(':') && quote.Start > _doc.Sentences[s].Start + 10 && Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens[i].Head < 0 && tokens[i].Start < quote.Start, -1) is >= 0 and var stated && !IsSpeaking(tokens[stated].Lemma) && _parties.OfAll(s, c.Subjects(stated).Where(x => tokens[x].End <= quote.Start)) is [{ Type: "person" or "organisation" }] holder)
        {
            return (holder, -1);
        }

        bool Outside(int i) => tokens[i].End <= quote.Start || tokens[i].Start >= quote.End;
        var first = Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens[i].Start >= quote.Start, 0);
        // Up from the first word inside; of several verbs of saying one above the other the outermost has the speaker.
        (List<Actor> Speakers, int Verb) outermost = ([], -1);
        for (var (i, n) = (first, 0); i >= 0 && n < 40; n++, i = tokens[i].Head)
        {
            // "after accusing X of “…”, he said that …": the words are of the charge, and not of what he went on to say.
            if (outermost.Verb >= 0 && tokens[outermost.Verb].Deprel == "advcl" && SpeechRuleOf(s, outermost.Verb) is { Stance: "accuse" or "criticise" or "demand" or "reject" })
            {
                break;
            }

            if (Outside(i) && tokens[i].Upos == "VERB" && IsSpeaking(tokens[i].Lemma) && (outermost.Verb < 0 || tokens[i].Lemma is "say" or "tell" or "add" or "write" or "warn") && Who(s, i) is { Count: > 0 } who
                // "He warned that …, the Kremlin said": the house only gives out what its man said.
                && !(outermost.Verb >= 0 && outermost.Speakers.TrueForAll(a => a is { Type: "person", State.Length: > 0 }) && who.TrueForAll(a => a.Type != "person" && outermost.Speakers.Exists(x => x.State == a.State))))
            {
                outermost = (who, i);
            }
        }

        if (outermost.Verb >= 0)
        {
            return outermost;
        }

        var nearest = Enumerable.Range(0, tokens.Count).Where(i => Outside(i) && tokens[i].Upos == "VERB" && IsSpeaking(tokens[i].Lemma) && !InQuote(tokens[i].Start))
            .OrderBy(i => tokens[i].Start >= quote.End ? tokens[i].Start - quote.End : quote.Start - tokens[i].End).ToList();
        foreach (var v in nearest)
        {
            if (Who(s, v) is { Count: > 0 } who)
            {
                return (who, v);
            }
        }

        // "X and Y “recalled their commitment”": the quotation begins with the verb that they are the subject of.
        var opens = first + (tokens[first].Upos == "PUNCT" && first + 1 < tokens.Count ? 1 : 0);
        if (tokens[opens] is { Upos: "VERB", Xpos: "VBD" or "VBZ" or "VBP" } && IsSpeaking(tokens[opens].Lemma) && c.With(opens, "nsubj").Any(Outside) && Who(s, opens) is { Count: > 0 } own)
        {
            return (own, opens);
        }

        // "The minister said:" above a paragraph of his words.
        if (nearest.Count == 0 && s > 0 && Tokens(s - 1) is [.., { Form: ":" }] lead && Enumerable.Range(0, lead.Count).LastOrDefault(v => lead[v].Upos == "VERB" && IsSpeaking(lead[v].Lemma) && !InQuote(lead[v].Start), -1) is >= 0 and var introduced && Who(s - 1, introduced) is { Count: > 0 } announced)
        {
            return (announced, -1);
        }

        // A title before a colon, a sentence inside a longer quotation, or one whose attribution follows.
        if (quote.Start < _doc.Sentences[s].Start || quote.End > _doc.Sentences[s].End || nearest.Count == 0)
        {
            foreach (var neighbour in new[] { s + 1, s - 1, s + 2 })
            {
                if (neighbour < 0 || neighbour >= _doc.Sentences.Count || !SameParagraph(s, neighbour))
                {
                    continue;
                }

                var t = Tokens(neighbour);
                for (var v = 0; v < t.Count; v++)
                {
                    if (t[v].Upos == "VERB" && IsSpeaking(t[v].Lemma) && !InQuote(t[v].Start) && Who(neighbour, v) is { Count: > 0 } who)
                    {
                        return (who, -1);
                    }
                }
            }
        }

        // "X, in a statement: “…”": whoever stands before the colon.
        if (_doc.Text[Math.Max(0, quote.Start - 3)..quote.Start].TrimEnd().EndsWith(':') && _doc.Mentions[s].LastOrDefault(m => m.Actor is { Type: "person" } && tokens[m.Last].End <= quote.Start) is { Actor: { } labelled } && tokens.All(t => t.Start >= quote.Start || t.Upos != "VERB"))
        {
            return ([labelled], -1);
        }

        // No verb of saying: the sentence's own subject ("signed … in what he called").
        for (var v = 0; v < tokens.Count; v++)
        {
            if (tokens[v].Upos == "VERB" && Outside(v) && c.With(v, "nsubj").Any() && _parties.OfAll(s, c.Subjects(v)) is { Count: > 0 } subject && subject.Exists(a => a.Type == "person"))
            {
                return ([.. subject.Where(a => a.Type == "person")], v);
            }
        }

        return ([], -1);
    }

    private bool SameParagraph(int a, int b) => _doc.Clean.Paragraphs.Exists(p => p.Start <= _doc.Sentences[a].Start && _doc.Sentences[a].Start < p.End && p.Start <= _doc.Sentences[b].Start && _doc.Sentences[b].Start < p.End);

    private bool IsSpeaking(string lemma) => _rules.Says(lemma.ToLowerInvariant());

    /// <summary>The subject of a verb of saying; for "X said in their statement" and inverted "said X" alike.</summary>
    private List<Actor> Who(int s, int v)
    {
        var subjects = _clauses[s].Subjects(v);
        // "with a Pentagon official telling reporters": the parser hangs the verb under its subject.
        if (Tokens(s)[v] is { Deprel: "acl", Xpos: "VBG", Head: >= 0 and var telling } && Tokens(s)[telling].Upos is "NOUN" or "PROPN" && (telling == v - 1 || (subjects.Count == 0 && telling < v)))
        {
            subjects = [telling];
        }

        // "“The attack disregards …,” said X": what stands inside the quotation says nothing.
        if (subjects.Count > 0 && !InQuote(Tokens(s)[v].Start) && subjects.TrueForAll(x => InQuote(Tokens(s)[x].Start)))
        {
            subjects = [.. _clauses[s].With(v, "nsubj").Where(x => !InQuote(Tokens(s)[x].Start)).Take(1).SelectMany(_clauses[s].Coordinated)];
        }

        // "…,” it added": the body that spoke last, whatever stands inside the quotation.
        if (subjects is [var pronoun] && Tokens(s)[pronoun].Lower == "it" && _lastBody is { } body && s - body.Sentence <= 3)
        {
            return [body.Speaker];
        }

        // "They said …" after "officials said …": the same officials, not the states that stand nearer.
        if (subjects is [var they] && Tokens(s)[they].Lower == "they" && _lastPlural is { } several && s - several.Sentence is > 0 and <= 2 && !Tokens(s).Take(they).Any(t => t.Deprel == "nsubj"))
        {
            return several.Speakers;
        }

        if (subjects is [var it] && Tokens(s)[it].Lower == "it" && s - _unknownSpoke is >= 0 and <= 2)
        {
            return [];
        }

        // "TASS quoted Putin as saying": the words are the object's.
        var who = Tokens(s)[v].Lemma is "quote" or "cite" ? _parties.OfAll(s, _clauses[s].Objects(v)) : _parties.OfAll(s, subjects);
        // "X's King A and Y's B warned": the states are only whose they are.
        if (who.Exists(a => a.Type == "person") && who.Exists(a => a.Type == "state"))
        {
            who = [.. who.Where(a => a.Type != "state" || !who.Exists(p => p.Type == "person" && p.State == a.State))];
        }

        who = who.Count > 0 ? who : ListSubject(s, v);
        if (who.Count == 0)
        {
            who = [.. subjects.Select(w => _parties.Unnamed(s, w)).OfType<Actor>()];
        }

        if (who.Count > 0 || subjects.Count > 0)
        {
            return who;
        }

        // The parser sometimes hangs the inverted speaker elsewhere: take the name right beside the verb.
        var beside = _doc.Mentions[s].Find(m => m.Actor is not null && (m.First == v + 1 || m.Last == v - 1));
        return beside?.Actor is { } a ? [a] : [];
    }
}
