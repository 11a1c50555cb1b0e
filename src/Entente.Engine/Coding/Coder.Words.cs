using System.Text.RegularExpressions;
using Entente.Knowledge;
using Entente.Record;

namespace Entente.Engine.Coding;

/// <summary>Acts done by words: a threat, an accusation, a demand or a refusal towards a named actor is an event beside the statement.</summary>
public sealed partial class Coder
{
    private void AddWordsAsActs()
    {
        foreach (var said in _claims.OfType<Claim.Statement>().ToList())
        {
            var verb = said.Rule.StartsWith("speech.tsv: ", StringComparison.Ordinal) ? said.Rule["speech.tsv: ".Length..] : "";
            var act = _rules.Speech.GetValueOrDefault(verb) is { Event: { } told } rule && rule.Stance == said.Stance ? told : _rules.EventOfStance(said.Stance) ?? "";
            var own = Parties.States(said.Actors);
            if (act.Length == 0 || own.Count == 0)
            {
                continue;
            }

            // A sentence that only goes on with a quotation has its stance from the whole of it, and is not where it was done; what a side would do once it has its way asks for nothing.
            var words = said.Rule == "speech.tsv: quotation" || said.Form == "quote" ? said.Text : said.Evidence.Quote;
            if ((said.Form == "quote" && _rules.StanceOf(words, said.Evidence.Quote) != said.Stance && _rules.Speech.GetValueOrDefault(verb)?.Stance != said.Stance) || (act == "REQUEST" && OnceMet().IsMatch(words)))
            {
                continue;
            }

            // "The army said it had struck …": what one says of himself charges nobody.
            if (act == "ACCUSE" && verb is not ("accuse" or "blame") && OfOneself().IsMatch(said.Text))
            {
                continue;
            }

            var towards = said.About.Where(x => _kb.States.ContainsKey(x) && !own.Contains(x)).OrderBy(x => _doc.Principal.IndexOf(x) is >= 0 and var rank ? rank : int.MaxValue).Take(1).ToList();
            // A threat is one even where the words leave out to whom; a demand, a charge or a refusal that names nobody is only said.
            if (towards.Count == 0 && act != "THREATEN")
            {
                continue;
            }

            // One act once, told by its verb or going on over the sentences of one speech.
            var s = SentenceAt(said.Evidence.Start);
            var from = _doc.Sentences[Math.Max(0, s - 2)].Start;
            if (_claims.OfType<Claim.Event>().Any(e => e.Act == act && e.Evidence.Start < said.Evidence.End && e.Evidence.End > from && Parties.States([.. e.Actors.Where(a => a.Role != "target")]).Exists(own.Contains)))
            {
                continue;
            }

            var actors = Distinct([.. said.Actors.Select(a => a with { Role = "source" }), .. towards.Select(x => _parties.StateActor(x, "target"))]);
            Add(new Claim.Event
            {
                Id = NewId("event", said.Evidence, act + "said" + said.Id),
                Evidence = said.Evidence,
                Act = act,
                Mode = act == "ACCUSE" ? "allege" : null,
                Status = "occurred",
                When = said.When,
                Actors = actors,
                States = Parties.States(actors),
                Mechanism = said.Mechanism,
                Rule = "stance.tsv: " + said.Stance,
                Doubts = said.Doubts,
                Confidence = 0.6,
            });
        }
    }

    [GeneratedRegex(@"^(?:that )?(?:it|he|she|we|they|its? \w+|their \w+|our \w+) (?:has|have|had) \w+ed\b", RegexOptions.IgnoreCase)]
    private static partial Regex OfOneself();

    [GeneratedRegex(@"\b(?:would|will)\b.*\b(?:if|when|once|as soon as|provided)\b|\b(?:if|when|once|as soon as|provided)\b.*\b(?:would|will)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OnceMet();

    /// <summary>"According to the ministry, X has …": what somebody says, told without a verb of saying. A source that is an outlet or a paper of nobody says nothing here.</summary>
    private List<Actor> AccordingToSomebody(int s)
    {
        var tokens = Tokens(s);
        var c = _clauses[s];
        var at = Enumerable.Range(0, Math.Max(0, tokens.Count - 2)).FirstOrDefault(i => tokens[i].Lower == "according" && tokens[i + 1].Lower == "to" && !InQuote(tokens[i].Start), -1);
        if (at < 0)
        {
            return [];
        }

        var noun = tokens[at].Deprel == "case" && tokens[at].Head > at ? tokens[at].Head : tokens[at + 1].Head;
        var root = Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens[i].Head < 0, -1);
        if (noun <= at || root < 0 || noun == root || !c.With(root, "nsubj", "nsubj:pass", "expl").Any())
        {
            return [];
        }

        var speakers = _parties.Of(s, noun).Where(a => a.State.Length > 0 || a.Type == "person").ToList();
        var (first, last) = c.Subtree(noun);
        first = Math.Min(first, at);
        if (speakers.Count == 0 || speakers.Exists(a => _kb.Outlets.Any(o => o.Name == a.Label)) || tokens[noun].Lemma.ToLowerInvariant() is "agency" or "newspaper" or "daily" or "report" or "media" or "broadcaster" or "website" or "channel" or "data" or "figure" or "treaty" or "agreement")
        {
            return [];
        }

        // What was said is the sentence on the one side of the source, whichever is the clause.
        var from = first <= 1 ? last + 1 : 0;
        var to = first <= 1 ? tokens.Count - 1 : first - 1;
        while (from < to && tokens[from].Upos == "PUNCT")
        {
            from++;
        }

        while (to > from && tokens[to].Upos == "PUNCT")
        {
            to--;
        }

        if (to - from < 3)
        {
            return [];
        }

        var text = _doc.Words(s, from, to);
        var evidence = EvidenceAt(s, root);
        var own = Parties.States(speakers);
        var about = _doc.Mentions[s].Where(m => m.First >= from && m.Last <= to).Select(m => m.Fact switch { State state => state.Id, Organisation { Type: "organisation" } body => body.Id, _ => null }).OfType<string>().Where(x => !own.Contains(x) || own.Count > 1).Distinct().ToList();
        Add(new Claim.Statement
        {
            Id = NewId("statement", evidence, "according" + text),
            Evidence = evidence,
            Speakers = [.. speakers.Select(a => a.Label)],
            Form = "paraphrase",
            Text = text.Length <= 400 ? text : text[..400],
            About = about,
            Stance = _rules.StanceOf(text, text) ?? "neutral",
            When = _doc.MainDay,
            Actors = [.. speakers.Select(a => a with { Role = "speaker" })],
            States = [.. own.Concat(about.Where(_kb.States.ContainsKey)).Distinct().Order(StringComparer.Ordinal)],
            Mechanism = MechanismOf(text),
            Rule = "speech.tsv: according to",
            Doubts = DoubtsIn(s, speakers),
            Confidence = 0.7,
        });
        return speakers;
    }

    private int SentenceAt(int offset) => Math.Max(0, Enumerable.Range(0, _doc.Sentences.Count).LastOrDefault(i => _doc.Sentences[i].Start <= offset, 0));
}
