using Entente.Engine.Recognition;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;
using NodaTime;

namespace Entente.Engine.Coding;

/// <summary>Codes one report into claims, sentence by sentence. The families are in files of their own; this one holds what they share.</summary>
public sealed partial class Coder
{
    private readonly Document _doc;
    private readonly KnowledgeBase _kb;
    private readonly RuleFiles _rules;
    private readonly Clauses[] _clauses;
    private readonly Parties _parties;
    private readonly Recognizer _recognizer;
    private readonly List<Claim> _claims = [];

    private readonly bool _anyone;

    /// <param name="anyone">Acts by whomever they are done; else those of states, which a record is of.</param>
    public Coder(Document doc, KnowledgeBase kb, RuleFiles rules, Recognizer recognizer, bool anyone = false)
    {
        (_doc, _kb, _rules, _recognizer, _anyone) = (doc, kb, rules, recognizer, anyone);
        foreach (var sentence in doc.Sentences)
        {
            JoinDenials(sentence.Tokens);
        }

        _clauses = [.. doc.Sentences.Select(s => new Clauses(s))];
        _parties = new Parties(doc, kb, _clauses, recognizer);
    }

    /// <summary>"has denied it delivered arms and vowed to respond": nobody denies that he vowed. What a parser joins to the denied clause, a verb of saying without a subject of its own, goes on with the denial.</summary>
    private void JoinDenials(IReadOnlyList<Token> tokens)
    {
        foreach (var t in tokens)
        {
            if (t is { Upos: "VERB", Deprel: "conj", Head: >= 0 and var denied } && _rules.Says(t.Lemma) && tokens[denied] is { Deprel: "ccomp", Head: >= 0 and var denying } && !_rules.Says(tokens[denied].Lemma)
                && tokens[denying].Lemma is "deny" or "dispute" or "reject" && !tokens.Any(x => x.Deprel.StartsWith("nsubj", StringComparison.Ordinal) && tokens.Count > x.Head && x.Head >= 0 && tokens[x.Head] == t))
            {
                t.Head = denying;
            }
        }
    }

    public IReadOnlyList<Claim> Code()
    {
        FindMainDay();
        SettledTimes.Add(_doc);
        var quotes = FindQuotes();
        for (var s = 0; s < _doc.Sentences.Count; s++)
        {
            _parties.Note(s);
            var speakers = CodeStatements(s, quotes);
            _parties.Quoting(s, speakers, InQuote);
            CodeEvents(s);
            CodeCommitments(s);
            CodeAffirmations(s, speakers);
            CodeRelations(s);
            CodeTenures(s);
            CodeServed(s);
        }

        AddWordsAsActs();
        return WithoutTwice(_claims.ConvertAll(AsTogether)).ConvertAll(c => c with { Confidence = _rules.ConfidenceOf(c) });
    }

    /// <summary>Who meet or talk are all participants, and a state is there by those who are named for it.</summary>
    private static Claim AsTogether(Claim claim)
    {
        if (claim is not Claim.Event { Act: "CONSULT", Mode: not "third-party", Format: not ("visit" or "press-conference") } talks)
        {
            return claim;
        }

        var persons = talks.Actors.Where(a => a.Type == "person").Select(a => a.State).ToHashSet(StringComparer.Ordinal);
        return talks with { Actors = [.. talks.Actors.Where(a => a.Type != "state" || !persons.Contains(a.State)).Select(a => a with { Role = "participant" })] };
    }

    /// <summary>One passage tells of one meeting once, by its verb or its noun: what has all the parties stays.</summary>
    private static List<Claim> WithoutTwice(List<Claim> claims)
    {
        bool Within(Claim.Event a, Claim.Event b) => a.Act == b.Act && a.Status == b.Status && a.Evidence.Start == b.Evidence.Start && a.Evidence.End == b.Evidence.End && (a.Format == b.Format || a.Format is "other" or "meeting" && b.Format is "other" or "meeting")
            && a.Actors.All(x => b.Actors.Any(y => y.Id == x.Id)) && (a.When == b.When || !a.When.IsKnown) && (a.Actors.Count < b.Actors.Count || string.CompareOrdinal(a.Id, b.Id) > 0);
        var talks = claims.OfType<Claim.Event>().Where(e => e.Act == "CONSULT").ToList();
        return claims.FindAll(c => c is not Claim.Event { Act: "CONSULT" } e || !talks.Exists(t => !ReferenceEquals(t, e) && Within(e, t)));
    }

    private IReadOnlyList<Token> Tokens(int s) => _doc.Sentences[s].Tokens;

    /// <summary>The part of an alliance that words are about: by the words, else by a weapon, exercise or format that they name.</summary>
    private string? MechanismOf(string words) => _rules.MechanismOf(words) ?? (_kb.NamedIn(words) is { } named ? named.Kind == "weapon" && Handing().IsMatch(words) ? "arms-transfer" : named.Mechanism : null);

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:send|sent|deliver|suppl|provid|sell|sold|sale|buy|bought|purchas|acquir|donat|transfer|order|ship|procur)\w*", System.Text.RegularExpressions.RegexOptions.IgnoreCase)]
    private static partial System.Text.RegularExpressions.Regex Handing();

    private string[] StatesNamed(int s) => [.. _doc.Mentions[s].Select(m => m.Fact).OfType<State>().Select(x => x.Id).Distinct()];

    private string SentenceText(int s) => _doc.Text[_doc.Sentences[s].Start.._doc.Sentences[s].End];

    /// <summary>The words that say it: the sentence, or of a long one the clause around the word.</summary>
    private Evidence EvidenceAt(int s, int word)
    {
        const int longest = 380;
        var sentence = _doc.Sentences[s];
        var (start, end) = (sentence.Start, sentence.End);
        if (end - start > longest)
        {
            var (first, last) = _clauses[s].Subtree(word);
            (start, end) = (Tokens(s)[first].Start, Tokens(s)[last].End);
            if (end - start > longest)
            {
                var at = Tokens(s)[word].Start;
                start = Math.Max(start, at - 150);
                while (start < at && start > 0 && !char.IsWhiteSpace(_doc.Text[start - 1]))
                {
                    start++;
                }

                end = Math.Min(end, start + longest);
                while (end > at && end < _doc.Text.Length && !char.IsWhiteSpace(_doc.Text[end]))
                {
                    end--;
                }
            }
        }

        return new Evidence(_doc.ReportId, start, end, _doc.Text[start..end], AccordingTo(s, word));
    }

    /// <summary>Whom the report gives as its source for a clause: "according to X", or the speaker whose words it is in.</summary>
    private string? AccordingTo(int s, int word)
    {
        var tokens = Tokens(s);
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            if (tokens[i].Lower == "according" && tokens[i + 1].Lower == "to")
            {
                var noun = tokens[i].Deprel == "case" ? tokens[i].Head : tokens[i + 1].Head;
                if (noun >= 0 && noun > i && _parties.Of(s, noun) is [var a, ..])
                {
                    return a.Label;
                }
            }
        }

        var v = word;
        for (var n = 0; n < 8 && v >= 0; n++)
        {
            var above = _clauses[s].Above(v);
            if (above >= 0 && _rules.Says(tokens[above].Lemma) && tokens[v].Deprel == "ccomp" && _parties.OfAll(s, _clauses[s].Subjects(above)) is [var speaker, ..])
            {
                return speaker.Label;
            }

            v = above;
        }

        return null;
    }

    private string NewId(string kind, Evidence e, string what) => kind[..2] + "c-" + Hash.Of(_doc.ReportId, kind, e.Start.ToString(), e.End.ToString(), what);

    /// <summary>What one does of what is to come.</summary>
    private static readonly HashSet<string> Willing = new(StringComparer.Ordinal) { "agree", "decide", "plan", "intend", "undertake", "promise", "pledge", "vow", "offer", "propose", "ask", "urge", "order", "invite", "want", "expect", "schedule", "arrange" };

    /// <summary>The time of a clause: the date that hangs in it, else the report's main day for what is told as news.</summary>
    /// <param name="reported">Dates inside what is reported count too; not so for the time of saying it.</param>
    private When WhenOf(int s, int verb, bool future, bool inherit = true, bool reported = true)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        When? fallback = null;
        foreach (var d in _doc.Dates[s])
        {
            var word = -1;
            for (var i = 0; i < tokens.Count; i++)
            {
                if (tokens[i].Start < d.End && d.Start < tokens[i].End && (word < 0 || tokens[word].Upos is "ADP" or "DET" or "PUNCT"))
                {
                    word = i;
                }
            }

            // "Bright Star 2023": the number of a name dates nothing.
            if (d.Text.Length == 4 && word > 0 && tokens[word].Upos == "NUM" && tokens[word - 1].Upos == "PROPN" && tokens[word].Deprel is "flat" or "compound" or "nummod" or "nmod" && !c.Children(word).Any(x => tokens[x].Deprel == "case"))
            {
                continue;
            }

            // "the 1951 Mutual Defense Treaty", "the 2014 annexation": a year before a noun is that noun's.
            if (d.Text.Length == 4 && word >= 0 && char.IsAsciiDigit(d.Text[0]) && tokens[word].Head is >= 0 and var dates && dates > word && dates != verb && tokens[dates].Upos is "NOUN" or "PROPN" && tokens[word].Deprel is "nummod" or "compound" or "nmod" or "amod" && !c.Children(word).Any(x => tokens[x].Deprel == "case"))
            {
                continue;
            }

            // "after 2021", "until 2026": a bound of what is spoken of, not its time.
            if (d.Shape is DateShape.Year or DateShape.MonthAlone && (d.Text.StartsWith("after", StringComparison.OrdinalIgnoreCase) || d.Text.StartsWith("before", StringComparison.OrdinalIgnoreCase) || d.Text.StartsWith("until", StringComparison.OrdinalIgnoreCase) || d.Text.StartsWith("by", StringComparison.OrdinalIgnoreCase) || d.Text.Contains("fiscal", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            // "the first such visit since 1981": the time of the one before.
            if ((d.Text.StartsWith("since ", StringComparison.OrdinalIgnoreCase) || (d.Start > 6 && _doc.Text[(d.Start - 6)..d.Start].Equals("since ", StringComparison.OrdinalIgnoreCase))) && tokens.Any(t => t.Lower == "first"))
            {
                continue;
            }

            // "return the district by November 15": a day by which is a day to come.
            var deadline = d.Shape is DateShape.MonthDay && (d.Text.StartsWith("by ", StringComparison.OrdinalIgnoreCase) || (d.Start > 3 && _doc.Text[(d.Start - 3)..d.Start].Equals("by ", StringComparison.OrdinalIgnoreCase)));
            if (word < 0 || Resolved(d, future || deadline) is not { IsKnown: true } when)
            {
                continue;
            }

            while (tokens[word].Head > word && tokens[tokens[word].Head].Start < d.End)
            {
                word = tokens[word].Head;
            }

            // "welcomed the 10 July statement", "fulfilled last year's agreement": the day of the statement.
            // "the nuclear deal of 2015": so does what stands behind it.
            if (tokens[word].Head is >= 0 and var dated && dated < word && dated != verb && tokens[word].Deprel == "nmod" && c.Children(word).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "of" or "from")
                && (Dated.Contains(tokens[dated].Lemma.ToLowerInvariant()) || (tokens[dated].Deprel == "nmod" && tokens[dated].Head is >= 0 and var beyond && Dated.Contains(tokens[beyond].Lemma.ToLowerInvariant()))))
            {
                continue;
            }

            if (tokens[word].Head > word && tokens[word].Head != verb && !tokens[word].Deprel.StartsWith("obl", StringComparison.Ordinal) && Dated.Contains(tokens[tokens[word].Head].Lemma.ToLowerInvariant()))
            {
                continue;
            }

            if (tokens[word].Head != verb && d.Shape is DateShape.Weekday && OfANoun(s, word))
            {
                continue;
            }

            // "to conclude an accord by the end of this year": by when, not when.
            if (ByWhen().IsMatch(_doc.Text[Math.Max(_doc.Sentences[s].Start, d.Start - 24)..Math.Min(_doc.Text.Length, d.Start + 4)]))
            {
                continue;
            }

            var governor = word == verb ? verb : c.GovernorVerb(word) ?? -1;
            // "recalled the visit of last week and agreed": the time of what was recalled.
            if (governor >= 0 && governor != verb && tokens[governor].Lemma is "recall" or "remember" or "commemorate")
            {
                continue;
            }

            // "X, ambassador from 2007 to 2013, said": what describes somebody dates nothing that he does.
            if (InApposition(tokens, word, verb))
            {
                continue;
            }

            // "following Sunday's battle, officers said", "the first visit after his election in May": the time of what went before.
            if (AfterAnother(s, word, verb))
            {
                continue;
            }

            // "discussed the withdrawal at the end of the year": the time of what was talked of, not of the talk.
            if (governor == verb && tokens[verb].Lemma is "discuss" or "review" or "consider" or "address" && c.Objects(verb).Exists(o => c.IsUnder(word, o) && word != o && tokens[word].Head != o))
            {
                continue;
            }

            // "On Friday they agreed to hold a meeting", "agreed in March to reopen embassies": the day of agreeing.
            if (future && governor >= 0 && governor != verb && word < verb && governor < verb && (word < governor || !_rules.Says(tokens[governor].Lemma) || word < c.Subtree(verb).First) && c.IsUnder(verb, governor) && IsReal(c.MoodOf(governor)) && !c.IsArranged(verb))
            {
                continue;
            }

            // "agreed to hold talks in March": the time of the talks, not of agreeing.
            if (!future && governor > verb && word > governor && tokens[governor].Deprel is "xcomp" or "ccomp" or "advcl" && c.Children(governor).Any(x => tokens[x].Lower == "to" && tokens[x].Deprel == "mark") && c.IsUnder(governor, verb) && Willing.Contains(tokens[verb].Lemma))
            {
                continue;
            }

            // "agreed that the next round will be held in March": the time of the round.
            if (!future && governor > verb && word > governor && tokens[governor].Deprel == "ccomp" && c.IsUnder(governor, verb) && c.Children(governor).Any(x => tokens[x].Deprel == "aux" && tokens[x].Lower is "will" or "would" or "shall"))
            {
                continue;
            }

            // "for the first time since X invaded Y in February": what a clause with a subject of its own tells of has its own day.
            if (governor > verb && tokens[governor].Deprel == "advcl" && c.With(governor, "nsubj", "nsubj:pass").Any() && c.Children(governor).Any(x => tokens[x].Deprel == "mark" && tokens[x].Lower is "since" or "after" or "before" or "until" or "because" or "although"))
            {
                continue;
            }

            // "X will send tanks, the minister said on Monday": the day of the saying.
            if (future && governor >= 0 && governor != verb && _rules.Says(tokens[governor].Lemma) && (tokens[governor].Deprel == "parataxis" || (governor > verb && c.IsUnder(verb, governor))))
            {
                continue;
            }

            // "said he would meet her on Saturday": the day of the meeting, not of the saying.
            if (!reported && word > verb && tokens.Skip(verb + 1).Take(word - verb - 1).Any(t => t.Lower is "would" or "will" or "'ll" or "’ll"))
            {
                continue;
            }

            // A date inside another noun's relative clause or under another finite verb is that verb's.
            // "spoke to him on Saturday and warned against it": one subject, one day.
            var shared = tokens[verb].Deprel == "conj" && tokens[verb].Head == governor && word < verb && !c.With(verb, "nsubj", "nsubj:pass").Any();
            if (!reported && governor != verb && governor >= 0 && !shared)
            {
                continue;
            }

            if (governor == verb || c.IsUnder(word, verb) && SameClause(c, tokens, governor, verb))
            {
                return when;
            }

            if (governor >= 0 && SameClause(c, tokens, governor, verb))
            {
                fallback ??= when;
            }
        }

        // "a decade after they expelled envoys": so long before what the clause above tells of.
        if (Apart(s, verb) is { } apart)
        {
            return apart;
        }

        if (fallback is { } f)
        {
            return f;
        }

        if (LeadingDay(s, verb, future) is { } leading)
        {
            return leading;
        }

        // "began in 1879, when X invaded Y": the date that the clause describes.
        if (tokens[verb].Deprel is "acl:relcl" or "advcl" && c.Children(verb).Any(x => tokens[x].Lower == "when" && tokens[x].Deprel is "advmod" or "mark") && _doc.Dates[s].Find(d => d.Shape is DateShape.Year or DateShape.Month or DateShape.MonthAlone or DateShape.Day or DateShape.MonthDay && d.End <= tokens[c.Children(verb).First(x => tokens[x].Lower == "when")].Start && tokens[c.Children(verb).First(x => tokens[x].Lower == "when")].Start - d.End <= 2) is { Text.Length: > 0 } described && Resolved(described, future) is { IsKnown: true } thatDay)
        {
            return thatDay;
        }

        // "moved on Sunday to X, where Y met": there and then.
        if (tokens[verb].Deprel == "acl:relcl" && c.Children(verb).Any(x => tokens[x].Lower is "where" or "when" && tokens[x].Deprel is "advmod" or "mark") && c.GovernorVerb(tokens[verb].Head) is { } there && there != verb && WhenOf(s, there, future, false) is { IsKnown: true } then)
        {
            return then;
        }

        // "the 2015 accord under which X agreed to …": what a clause says of a thing of a year is of that year.
        if (YearOfNoun(s, verb) is { } year)
        {
            return year;
        }

        // Past the lead, a perfect without a date tells what came before, not the news of the day.
        var finite = tokens[verb].Xpos == "VBG" && c.Above(verb) is >= 0 and var above && !c.Children(verb).Any(x => tokens[x].Deprel == "aux") ? above : verb;
        var perfect = s >= 3 && !(InQuote(tokens[verb].Start) && tokens[verb].Lemma is "agree" or "decide" or "sign") && !c.Children(finite).Any(x => tokens[x].Lower == "just") && c.Children(finite).Any(x => tokens[x].Deprel == "aux" && tokens[x].Lower is "has" or "have" or "'ve" or "’ve");
        // "discussed the accord signed by X and Y", "a case filed by Z": what a participle tells of a thing came about before, on a day that is not said.
        var before = tokens[verb] is { Deprel: "acl", Xpos: "VBN" } && tokens[verb].Lemma is "sign" or "conclude" or "adopt" or "approve" or "ratify" or "negotiate" or "file" or "bring" or "lodge" or "submit" or "impose" or "build" or "occupy" or "annex" or "seize" && c.Obliques(verb).Exists(o => o.Prep == "by");
        if (!inherit || perfect || before || c.IsPluperfect(verb) || tokens.Any(t => t.Lower == "recently") || Earlier(tokens) || Enumerable.Range(0, tokens.Count).Any(i => tokens[i].Lower is "previously" or "repeatedly" or "ago" or "formerly" or "once" or "long" && tokens[i].Upos == "ADV" && (reported || c.GovernorVerb(i) == verb)))
        {
            return When.Unknown;
        }

        // "In the treaty of 1904 it ceded the land": what an accord did was done when it was made.
        if (!future && c.Obliques(verb).Find(o => o.Prep is "in" or "under" or "by" or "with" && Accords.Contains(tokens[o.Word].Lemma.ToLowerInvariant())) is { Word: > 0 } accord && (DateOn(s, accord.Word, false) ?? DateWithin(s, accord.Word)) is { IsKnown: true } made)
        {
            return made;
        }

        if (!future && DayGoingOn(s, verb) is { } goingOn)
        {
            return goingOn;
        }

        if (!future && !_doc.MainDay.IsKnown && s < 3 && _doc.Published is { IsKnown: true, Days: > 31 and < 1200 })
        {
            // News of an undated report is of the time in which it can have been written.
            return _doc.Published with { Basis = DateBasis.Inferred };
        }

        return future ? When.Unknown : _doc.MainDay.IsKnown ? _doc.MainDay : _doc.Published.IsKnown && _doc.Published.Days <= 31 ? _doc.Published with { Basis = DateBasis.Inferred } : When.Unknown;
    }

    /// <summary>"On Monday X, whose country …, and Y held a summit": a day at the head of a sentence is that of its main clause, however a parser hung it.</summary>
    private When? LeadingDay(int s, int verb, bool future)
    {
        var tokens = Tokens(s);
        var main = verb;
        while (tokens[main].Deprel == "conj" && tokens[main].Head >= 0 && !_clauses[s].With(main, "nsubj", "nsubj:pass").Any())
        {
            main = tokens[main].Head;
        }

        if (tokens[main].Head >= 0 || tokens.Count < 4)
        {
            return null;
        }

        var first = tokens[0].Form is "\"" or "“" or "-" or "–" ? 1 : 0;
        return tokens[first].Lower is "on" or "in" or "late" or "early" or "earlier" && _doc.Dates[s].Find(d => d.Start <= tokens[Math.Min(first + 2, tokens.Count - 1)].Start) is { } date && date.End < tokens[verb].Start && !date.FromTold
            && Resolved(date, future) is { IsKnown: true } day && !(!future && _doc.Anchor is { } now && day.Start > now) ? day : null;
    }

    /// <summary>What a sentence without a date tells of those just told of ("the two agreed there …", "later a ship …", "the text won 30 votes") was on the day that the sentence before it gives.</summary>
    private When? DayGoingOn(int s, int verb)
    {
        var tokens = Tokens(s);
        if (s == 0 || _doc.Dates[s].Count > 0 || _doc.Dates[s - 1].Count == 0 || !SameParagraph(s, s - 1) || tokens[verb].Xpos is not ("VBD" or "VBN") || InQuote(tokens[verb].Start))
        {
            return null;
        }

        var subject = _clauses[s].Subjects(verb).FirstOrDefault(-1);
        var goesOn = tokens[0].Lower is "later" or "then" or "there" or "afterwards" or "afterward" || _clauses[s].Children(verb).Any(x => tokens[x].Lower is "there" or "later" or "then" && tokens[x].Deprel == "advmod")
            || (subject >= 0 && (tokens[subject].Lower is "he" or "she" or "they" or "both" or "two" || (tokens[subject].Upos == "NOUN" && _clauses[s].Children(subject).Any(x => tokens[x].Lower is "the" or "their" or "both") && tokens[subject].Lemma.ToLowerInvariant() is var noun && (Accords.Contains(noun) || noun is "text" or "document" or "side" or "leader" or "minister" or "president" or "delegation" or "talk" or "meeting"))));
        return goesOn && _claims.FindLast(x => x is Claim.Event or Claim.Statement && x.Evidence.Start >= _doc.Sentences[s - 1].Start && x.Evidence.Start < _doc.Sentences[s - 1].End)?.When is { IsKnown: true, Days: 1 } told && told != _doc.MainDay && (_doc.Anchor is not { } now || told.Start <= now)
            && _doc.Dates[s - 1].Exists(d => Resolved(d, false) == told) ? told : null;
    }

    /// <summary>Who does what a point of a list says, by the line above the list: "The ministers: - agreed to …".</summary>
    private List<Actor> ListSubject(int s, int verb)
    {
        if (_doc.Text[_doc.Sentences[s].Start] is not ('-' or '–' or '—' or '•' or '*' or '·') || _clauses[s].Subjects(verb).Count > 0)
        {
            return [];
        }

        for (var lead = s - 1; lead >= Math.Max(0, s - 15); lead--)
        {
            if (Tokens(lead) is not [.., { Form: ":" }] tokens)
            {
                continue;
            }

            var root = Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens[i].Head < 0, -1);
            return root < 0 ? [] : _parties.OfAll(lead, _clauses[lead].IsVerb(root) ? _clauses[lead].Subjects(root) : _clauses[lead].Coordinated(root));
        }

        return [];
    }

    private static bool InApposition(IReadOnlyList<Token> tokens, int word, int top)
    {
        for (var (i, n) = (word, 0); i >= 0 && i != top && n < 12; i = tokens[i].Head, n++)
        {
            if (tokens[i].Deprel == "appos" && tokens[i].Head is >= 0 and var named && named < i && tokens[named].Deprel is "nsubj" or "nsubj:pass")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Between a date and what it is to date stands a noun that this came after or before.</summary>
    private bool AfterAnother(int s, int date, int top)
    {
        var tokens = Tokens(s);
        for (var (i, n) = (tokens[date].Head, 0); i >= 0 && i != top && n < 12; i = tokens[i].Head, n++)
        {
            if (tokens[i] is { Upos: "ADV" or "ADJ", Lower: "ahead" or "prior" })
            {
                return true;
            }

            if (tokens[i].Upos is "NOUN" or "PROPN" && !(tokens[i].Lemma is "day" or "week" or "month" or "year" or "hour") && _clauses[s].Children(i).Any(x => tokens[x].Deprel is "case" or "mark" && tokens[x].Lower is "after" or "following" or "before" or "since" or "ahead"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"ahead of the talks on Friday", "prior to his visit": what the noun names is still to come for what is told.</summary>
    private bool IsAhead(int s, int noun)
    {
        var tokens = Tokens(s);
        return tokens[noun].Head is >= 0 and var head && tokens[head] is { Upos: "ADV" or "ADJ", Lower: "ahead" or "prior" } || _clauses[s].Children(noun).Any(x => tokens[x].Deprel == "case" && tokens[x].Lower is "ahead" or "prior");
    }

    /// <summary>What a day before it dates: papers, and what was decided on that day.</summary>
    private static readonly HashSet<string> Dated = new(StringComparer.Ordinal) { "statement", "declaration", "communique", "communiqué", "agreement", "accord", "treaty", "pact", "deal", "resolution", "memorandum", "letter", "speech", "report", "decision", "announcement", "attack", "election", "summit", "ruling", "law", "award", "verdict", "judgment", "judgement", "incident" };

    private static readonly System.Text.RegularExpressions.Regex Distance = new(@"(?:(?<n>\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|few) )?(?<u>hour|day|week|month|year|decade)s? (?:after|before|since)\s*$", System.Text.RegularExpressions.RegexOptions.IgnoreCase | System.Text.RegularExpressions.RegexOptions.Compiled);

    /// <summary>The time of a clause that the clause above is told to be so long after or before ("a year after X received Y"); null where no length stands there.</summary>
    private When? Apart(int s, int verb)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        if (tokens[verb].Deprel != "advcl" || tokens[verb].Head is not (>= 0 and var main) || c.Children(verb).FirstOrDefault(x => tokens[x].Deprel == "mark" && tokens[x].Lower is "after" or "before" or "since", -1) is not (>= 0 and var mark))
        {
            return null;
        }

        var sentence = _doc.Sentences[s];
        if (Distance.Match(_doc.Text[sentence.Start..tokens[mark].End]) is not { Success: true } m)
        {
            return null;
        }

        var above = WhenOf(s, main, false);
        if (above.Start is not { } from || above.End is not { } to)
        {
            return When.Unknown;
        }

        var n = NumberWords.Counted(m.Groups["n"].Value) is { } counted and < 500 ? counted : 0;
        var unit = m.Groups["u"].Value.ToLowerInvariant();
        if (n == 0 && unit != "hour")
        {
            return When.Unknown;
        }

        var sign = tokens[mark].Lower == "before" ? 1 : -1;
        return unit switch
        {
            "hour" => above,
            "day" => When.Between(from.PlusDays(sign * n), to.PlusDays(sign * n), DateBasis.Resolved),
            "week" => When.Between(from.PlusDays(sign * n * 7 - 3), to.PlusDays(sign * n * 7 + 3), DateBasis.Resolved),
            "month" => When.Between(from.PlusMonths(sign * n).PlusDays(-15), to.PlusMonths(sign * n).PlusDays(15), DateBasis.Resolved),
            _ => When.InYear(from.Year + sign * n * (unit == "decade" ? 10 : 1), DateBasis.Resolved),
        };
    }

    /// <summary>The year that stands before the noun whose relative clause a verb is in.</summary>
    private When? YearOfNoun(int s, int verb)
    {
        var tokens = Tokens(s);
        for (var (i, n) = (verb, 0); i >= 0 && n < 6; i = tokens[i].Head, n++)
        {
            if (tokens[i].Deprel == "acl:relcl" && tokens[i].Head is >= 0 and var noun)
            {
                foreach (var x in _clauses[s].Children(noun).Where(x => x < noun && tokens[x].Upos == "NUM" && tokens[x].Form.Length == 4))
                {
                    if (int.TryParse(tokens[x].Form, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year) && year is > 1800 and < 2100 && _doc.Anchor is { } now && year < now.Year)
                    {
                        return When.InYear(year, DateBasis.Stated);
                    }
                }
            }

            if (tokens[i].Deprel is not ("conj" or "xcomp" or "ccomp" or "acl:relcl"))
            {
                break;
            }
        }

        return null;
    }

    /// <summary>"Only days before the inauguration, X said", at the head of a sentence: told as background, on a day that is not said.</summary>
    private static bool Earlier(IReadOnlyList<Token> tokens) =>
        tokens.Take(4).Zip(tokens.Skip(1)).Any(p => p.First.Lower is "days" or "weeks" or "months" or "years" && p.Second.Lower is "before" or "earlier");

    private When Resolved(DateMention d, bool future)
    {
        if (d.FromTold && LastTold(d) is { Start: { } told, Days: var days } && (days == 1 || d.Unit != "day"))
        {
            return DateFinder.Resolve(d, told, future, _doc.DayFirst);
        }

        // "in July of that year", "that October": of the year told of last.
        if (d.Shape == DateShape.MonthAlone && (OfThatYear().IsMatch(_doc.Text[d.End..Math.Min(_doc.Text.Length, d.End + 20)]) || (d.Start >= 5 && _doc.Text[(d.Start - 5)..d.Start].EndsWith("hat ", StringComparison.Ordinal))) && LastTold(d) is { Start: { } year })
        {
            return When.InMonth(year.Year, d.Month, DateBasis.Resolved);
        }

        if (_doc.Anchor is not { } anchor)
        {
            return d.Shape is DateShape.Day or DateShape.Month or DateShape.Year ? DateFinder.Resolve(d, new LocalDate(2000, 1, 1), future, _doc.DayFirst) : When.Unknown;
        }

        var when = DateFinder.Resolve(d, anchor, future, _doc.DayFirst);
        // "at the end of the year": its last quarter; of a month its last third.
        if (future && when is { Start: { } begins, End: { } ends, Days: > 26 } && _doc.Text[Math.Max(0, d.Start - 12)..d.End].Contains("end of", StringComparison.OrdinalIgnoreCase))
        {
            when = When.Between(when.Days > 300 ? ends.PlusMonths(-3).PlusDays(1) : begins.PlusDays(20), ends, DateBasis.Resolved);
        }

        // The name of tomorrow's weekday: a report dated on the day of its news was brought up to date the next day; one that calls yesterday by its name looks back.
        return !future && d is { Shape: DateShape.Weekday, Direction: 0 } && when.Start > anchor && _doc.Dates.Take(3).SelectMany(x => x).FirstOrDefault(x => x is { Shape: DateShape.Weekday, Direction: 0 })?.Weekday is { } lead && lead != d.Weekday && lead != anchor.DayOfWeek
            ? When.OnDay(anchor.Previous(d.Weekday), DateBasis.Resolved) : when;
    }

    /// <summary>The time told of last before an expression, in its sentence or the two before; null where none was.</summary>
    private When? LastTold(DateMention d)
    {
        var s = _doc.Sentences.ToList().FindIndex(x => x.Start <= d.Start && d.End <= x.End);
        for (var i = s; i >= Math.Max(0, s - 2); i--)
        {
            if (_doc.Dates[i].Where(x => x.End <= d.Start && !x.FromTold).Select(x => Resolved(x, false)).LastOrDefault(w => w is { IsKnown: true, Days: <= 31 }) is { IsKnown: true } when)
            {
                return when;
            }

            if (i < s && _claims.FindLast(x => x is Claim.Event && x.Evidence.Start >= _doc.Sentences[i].Start && x.Evidence.End <= _doc.Sentences[i].End && x.When is { IsKnown: true, Days: <= 31 }) is { } told)
            {
                return told.When;
            }
        }

        return null;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^,? (?:of )?(?:that|the same) year\b")]
    private static partial System.Text.RegularExpressions.Regex OfThatYear();

    private static bool SameClause(Clauses c, IReadOnlyList<Token> tokens, int a, int b)
    {
        if (a == b)
        {
            return true;
        }

        // Control and coordination carry a date over; reported speech and relative clauses do not, nor does a second clause with its own subject to the first.
        bool Carries(int low, int high, bool dated)
        {
            var i = low;
            for (var n = 0; n < 8 && i >= 0 && i != high; n++)
            {
                if (dated && tokens[i].Deprel == "conj" && c.With(i, "nsubj", "nsubj:pass").Any())
                {
                    return false;
                }

                if (tokens[i].Deprel is not ("xcomp" or "conj" or "advcl" or "parataxis" or "acl" or "obj" or "ccomp") || (tokens[i].Deprel == "ccomp" && c.With(i, "nsubj").Any() && tokens[i].Head != high))
                {
                    return false;
                }

                i = tokens[i].Head;
            }

            return i == high;
        }

        return a >= 0 && b >= 0 && (Carries(a, b, dated: true) || Carries(b, a, dated: false));
    }

    private void FindMainDay()
    {
        if (_doc.Anchor is not { } anchor)
        {
            return;
        }

        for (var s = 0; s < Math.Min(4, _doc.Sentences.Count); s++)
        {
            foreach (var d in _doc.Dates[s])
            {
                var when = Resolved(d, false);
                if (Aside(s, d))
                {
                    continue;
                }

                if (when.Precision == Precision.Day && when.Start <= anchor && Period.DaysBetween(when.Start!.Value, anchor) <= 7 && !ToCome(s, d))
                {
                    _doc.MainDay = when;
                    return;
                }
            }
        }

        _doc.MainDay = _doc.Published.Precision == Precision.Day || _doc.Published.Days <= 2 ? When.OnDay(anchor, DateBasis.Inferred) : When.Unknown;
    }

    /// <summary>"Gorbachev's offer Saturday", "the Wednesday shelling": a day without a preposition at a noun is that thing's.</summary>
    private bool OfANoun(int s, int word)
    {
        var tokens = Tokens(s);
        return tokens[word].Head is >= 0 and var noun && tokens[noun].Upos == "NOUN" && !_clauses[s].IsVerb(noun) && tokens[word].Deprel is "compound" or "amod" or "nmod" or "nmod:unmarked" or "nmod:tmod" && !(tokens[noun].Lemma is "morning" or "evening" or "afternoon" or "night" or "noon" or "midnight" or "midday") && !_clauses[s].Children(word).Any(x => tokens[x].Deprel == "case") && !_doc.Dates[s].Exists(x => x.Start < tokens[noun].End && tokens[noun].Start < x.End);
    }

    /// <summary>A date in a clause of what will be.</summary>
    private bool ToCome(int s, DateMention d)
    {
        var tokens = Tokens(s);
        var word = Enumerable.Range(0, tokens.Count).Where(i => tokens[i].Start < d.End && d.Start < tokens[i].End).LastOrDefault(-1);
        return word >= 0 && _clauses[s].GovernorVerb(word) is { } governor ? _clauses[s].MoodOf(governor) is Mood.Planned or Mood.Hypothetical : tokens.Any(t => t.Lower is "will" or "would");
    }

    /// <summary>A date of what a relative clause or an adjunct of time tells ("the base, whose evacuation started yesterday"; "following Sunday's battle") is not that of the news.</summary>
    private bool Aside(int s, DateMention d)
    {
        var tokens = Tokens(s);
        var word = Enumerable.Range(0, tokens.Count).Where(i => tokens[i].Start < d.End && d.Start < tokens[i].End).LastOrDefault(-1);
        if (word >= 0 && OfANoun(s, word))
        {
            return true;
        }

        for (var (i, n) = (word, 0); i >= 0 && n < 30; i = tokens[i].Head, n++)
        {
            if (tokens[i].Deprel == "acl:relcl")
            {
                return true;
            }
        }

        return word >= 0 && AfterAnother(s, word, -1);
    }

    private (PlaceRef? Place, string? Venue) PlaceOf(int s, int verb)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        (PlaceRef? Place, string? Venue) best = (null, null);
        foreach (var m in _doc.Mentions[s].Where(m => m.Role is NameRole.Capital or NameRole.Place or NameRole.State or NameRole.Organisation))
        {
            // "to the French capital, Paris": an apposition has its noun's preposition.
            var led = tokens[m.Head].Deprel == "appos" && tokens[m.Head].Head is >= 0 and var noun && tokens[noun].Upos == "NOUN" ? noun : m.Head;
            var prep = c.Children(led).Where(x => tokens[x].Deprel == "case").Select(x => tokens[x].Lower).FirstOrDefault();
            var goal = tokens[m.Head].Deprel == "obj" && tokens[verb].Lemma is "visit" or "tour";
            if (!(prep is "in" or "at" or "near" or "on" or "off" or "into" or "around" or "of" || (prep is "for" && tokens[verb].Lemma is "leave" or "depart" or "head")) && !(prep is "to" && tokens[verb].Lemma is "pay" or "make" && c.Objects(verb).Exists(o => tokens[o].Lemma is "visit" or "trip"))
                && !(prep is "to" && tokens[verb].Lemma is "travel" or "fly" or "go" or "return" or "arrive" or "visit" or "trip" or "welcome" or "invite" or "come" or "deploy" or "send") && !goal)
            {
                continue;
            }

            if (!HangsOn(m.Head, verb))
            {
                continue;
            }

            if (prep is "of" && !(m.Fact is Place { Kind: "city" or "island" or "base" or "region" } or State && tokens[m.Head].Head >= 0 && tokens[tokens[m.Head].Head].Lemma.ToLowerInvariant() is "port" or "city" or "island" or "town" or "base" or "village" or "resort" or "capital" or "harbour" or "harbor"))
            {
                continue;
            }

            switch (m.Fact)
            {
                case State owner when Parties.IsHouse(doc_WordsOf(m)):
                    best = (Capital(owner), doc_WordsOf(m));
                    break;
                case State state when m.Role == NameRole.Capital:
                    return (Capital(state), best.Venue);
                case Place { Kind: not "region" and not "venue" } place:
                    return (Ref(place), best.Venue);
                case Place { Kind: "venue" } place:
                    best = (best.Place ?? Ref(place), place.Label);
                    break;
                case Place place:
                    best = (best.Place ?? Ref(place), best.Venue);
                    break;
                case Organisation { Id: "us-state-department" or "white-house" or "pentagon" } house when _kb.States.TryGetValue(house.Country, out var state):
                    best = (Capital(state), house.Label);
                    break;
                case State state when goal || prep is "in" or "to":
                    best = (best.Place ?? new PlaceRef("state/" + state.Id.ToLowerInvariant(), state.Name, state.Id, null, null), best.Venue);
                    break;
            }
        }

        // Straight up through obliques; what an object, a clause or a subject holds inside is not where the act was.
        bool HangsOn(int word, int top)
        {
            for (var (i, n) = (word, 0); i >= 0 && n < 12; n++, i = tokens[i].Head)
            {
                if (i == top)
                {
                    return true;
                }

                // "at the summit on peace in X": where the peace is to be.
                if (i != word && (tokens[i].Deprel == "nmod" || tokens[i].Deprel.StartsWith("obl", StringComparison.Ordinal)) && c.Children(i).Any(x => tokens[x].Deprel == "case" && (tokens[x].Lower is "about" or "over" or "concerning" or "regarding" || (tokens[x].Lower == "on" && tokens[i].Deprel == "nmod"))))
                {
                    return false;
                }

                if (!(tokens[i].Deprel.StartsWith("obl", StringComparison.Ordinal) || tokens[i].Deprel.StartsWith("nmod", StringComparison.Ordinal) || tokens[i].Deprel is "conj" or "appos" or "flat" or "list" or "dep" || (goalOf(i) && tokens[i].Head == top) || (tokens[i].Deprel is "advcl" or "xcomp" && tokens[top].Upos != "VERB")))
                {
                    // "were in Tokyo to meet": the place is the word above the verb.
                    return tokens[top].Head == word && tokens[top].Deprel is "advcl" or "acl";
                }
            }

            return tokens[top].Head == word && tokens[top].Deprel is "advcl" or "acl";

            bool goalOf(int i) => tokens[i].Deprel is "obj" or "iobj" && (tokens[top].Lemma is "visit" or "tell" or "tour" or "pay" or "make" || tokens[top].Lemma is "hold" or "have" or "sign" or "meet" or "receive" or "host" or "address" or "attend" or "conclude" or "begin" or "open" or "start" or "launch" or "convene" or "conduct" or "finish" or "end");
        }

        if (best.Place is null && AtMargins(s, verb) is { } margins)
        {
            return (margins, best.Venue);
        }

        // A town that no file knows is still where it was, without a point on the map.
        if (best.Place is null && NameSpan.Of(tokens).FirstOrDefault(n => n.Type == "Location" && !_doc.Mentions[s].Exists(m => m.First <= n.Last && n.First <= m.Last) && NamedPlaceOf(n.First, n.Last)) is { Type: "Location" } unknown)
        {
            var words = _doc.Words(s, unknown.First, unknown.Last);
            return (new PlaceRef("named/" + Slug.Of(words), words, "", null, null), best.Venue);
        }

        return best.Place is null && s == 0 && DatelineCity() is { } city ? (city, best.Venue) : best;

        bool NamedPlaceOf(int first, int last) => char.IsUpper(tokens[first].Form[0]) && Enumerable.Range(first, last - first + 1).FirstOrDefault(i => tokens[i].Head < first || tokens[i].Head > last, -1) is >= 0 and var head
            && c.Children(head).Any(x => x < first && tokens[x].Deprel == "case" && tokens[x].Lower is "in" or "at" or "near") && !_doc.Dates[s].Exists(d => d.Start < tokens[last].End && tokens[first].Start < d.End) && HangsOn(head, verb);

        string doc_WordsOf(Mention m) => _doc.Words(m.Sentence, m.First, m.Last);
    }

    /// <summary>"on the margins of the conference in X": who met there met in X.</summary>
    private PlaceRef? AtMargins(int s, int verb)
    {
        var tokens = Tokens(s);
        var margin = Enumerable.Range(0, tokens.Count).FirstOrDefault(i => i > verb && tokens[i].Lemma is "margin" or "sideline" && i > 1 && tokens[i - 2].Lower is "on" or "at" or "in", -1);
        var there = margin < 0 ? null : _doc.Mentions[s].Find(m => m.First > margin && m.First - margin < 14 && m.First > 0 && tokens[m.First - 1].Lower == "in" && m.Fact is Place { Kind: "city" or "island" } or State && tokens.Skip(margin).Take(m.First - margin).All(t => t.Upos != "VERB"));
        return there?.Fact switch { Place place => Ref(place), State state when there.Role == NameRole.Capital => Capital(state), State state => new PlaceRef("state/" + state.Id.ToLowerInvariant(), state.Name, state.Id, null, null), _ => null };
    }

    /// <summary>The one city of the dateline, which is where the first sentence's happening is told from.</summary>
    private PlaceRef? DatelineCity()
    {
        if ((_doc.Clean.Dateline ?? HeadWithPlace()) is not { } d)
        {
            return null;
        }

        var line = _doc.Text[d.Start..d.End];
        var name = line.Split(',', '(', '-', '–', '—', ':')[0].Trim();
        // Of two cities the one that the title names.
        if (name.Contains('/', StringComparison.Ordinal))
        {
            name = name.Split('/').Select(x => x.Trim()).FirstOrDefault(x => _doc.Clean.TitleText?.Contains(x, StringComparison.OrdinalIgnoreCase) == true) ?? name;
        }

        return _kb.States.Values.FirstOrDefault(x => x.Capital.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } state ? Capital(state)
            : _kb.Places.FirstOrDefault(p => p.Kind == "city" && p.Label.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } place ? Ref(place)
            : name.Length > 3 && _recognizer.Town(System.Globalization.CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.ToLowerInvariant()), [.. _kb.States.Values.Where(x => line.Contains(x.Name, StringComparison.Ordinal)).Select(x => x.Id).Concat(_doc.Principal)]) is { Kind: "city", Country.Length: > 0 } town
                && town.Label.Equals(name, StringComparison.OrdinalIgnoreCase) && (_doc.Principal.Contains(town.Country) || line.Contains(_kb.LabelOf(town.Country), StringComparison.Ordinal)) ? new PlaceRef(town.Id, town.Label, town.Country, town.Latitude, town.Longitude) : null;
    }

    /// <summary>A line of the head that gives place and day: "Canberra, Monday 6 October 2025".</summary>
    private (int Start, int End)? HeadWithPlace() =>
        _doc.Clean.HeadLines.Where(h => _doc.Text[h.Start..h.End] is var line && line.IndexOf(',', StringComparison.Ordinal) is > 2 and < 30 && char.IsUpper(line[0]) && DateFinder.Find(_doc.Text, h.Start, h.End).Exists(d => d.Shape is DateShape.Day)).Select(h => ((int, int)?)h).FirstOrDefault();

    /// <summary>Where parties met or signed on the day of a meeting of theirs whose place was told; or, of the news of the day, where it is told from, if that is in a state of theirs.</summary>
    private PlaceRef? SamePlace(int s, List<string> states, When when)
    {
        if (states.Count < 2)
        {
            return null;
        }

        var from = _doc.Sentences[Math.Max(0, s - 4)].Start;
        var told = _claims.OfType<Claim.Event>().LastOrDefault(e => e is { Act: "CONSULT" or "AGREE", Status: "occurred", Place: not null } && e.Format != "call" && e.Evidence.Start >= from && e.When == when && e.When.IsKnown && e.States.Intersect(states, StringComparer.Ordinal).Count() >= 2);
        return told?.Place ?? (s <= 3 && when.IsKnown && when == _doc.MainDay && DatelineCity() is { } city && states.Contains(city.Country) ? city : null);
    }

    private static PlaceRef Capital(State state) => new("city/" + Slug.Of(state.Capital), state.Capital, state.Id, state.Latitude, state.Longitude);

    private static PlaceRef Ref(Place p) => new(p.Id.Contains('/', StringComparison.Ordinal) ? p.Id : "place/" + p.Id, p.Label, p.Country, p.Latitude, p.Longitude);

    private static bool IsReal(Mood mood) => mood is Mood.Occurred or Mood.Ongoing;

    private static string StatusOf(Mood mood) => mood switch { Mood.Ongoing => "ongoing", Mood.Planned => "planned", Mood.Alleged => "alleged", Mood.Denied => "denied", Mood.Hypothetical => "hypothetical", _ => "occurred" };

    private static List<Actor> Distinct(IEnumerable<Actor> actors)
    {
        var result = new List<Actor>();
        foreach (var a in actors)
        {
            if (!result.Exists(x => x.Id == a.Id))
            {
                result.Add(a);
            }
        }

        return result;
    }

    private List<NameDoubt> DoubtsIn(int s, IEnumerable<Actor> actors)
    {
        var ids = actors.Select(a => a.Label).ToHashSet(StringComparer.Ordinal);
        return [.. _doc.Mentions[s].Where(m => m.Doubt is not null && ids.Contains(m.Doubt.Supported)).Select(m => m.Doubt!).Distinct()];
    }

    /// <summary>Two acts that one word tells of are two claims, each with an id of its own.</summary>
    private void Add(Claim claim)
    {
        for (var n = 2; _claims.Exists(c => c.Id == claim.Id); n++)
        {
            claim = claim with { Id = NewId(claim.Kind, claim.Evidence, claim.Id + "#" + n.ToString(System.Globalization.CultureInfo.InvariantCulture)) };
        }

        _claims.Add(claim);
    }
}
