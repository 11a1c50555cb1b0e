using Entente.Engine.Recognition;
using Entente.Language;
using Entente.Record;

namespace Entente.Engine;

/// <summary>Says of a passage what its own verbs were taken for, and why they gave no event.</summary>
public static class Why
{
    public static IEnumerable<string> Nothing(Pipeline pipeline, Report report, int start, int end)
    {
        foreach (var sentence in pipeline.Annotate(report.Text, report.Removed).Where(s => s.Start < end && start < s.End))
        {
            var clauses = new Clauses(sentence);
            for (var i = 0; i < sentence.Tokens.Count; i++)
            {
                var t = sentence.Tokens[i];
                if (t.Start >= end || t.End <= start || t.Upos is not ("VERB" or "NOUN"))
                {
                    continue;
                }

                var key = (t.Upos == "VERB" ? "verb " : "noun ") + t.Lemma.ToLowerInvariant();
                var rules = pipeline.Rules.Events.TryGetValue(key, out var r) ? r : [];
                if (t.Upos == "VERB")
                {
                    var mood = clauses.MoodOf(i);
                    yield return $"“{t.Form}”: {(clauses.IsNegated(i) ? "negated" : mood.ToString().ToLowerInvariant())}; {(rules.Count == 0 ? "no event rule for this verb" : mood == Mood.Hypothetical || clauses.IsNegated(i) ? "so no event" : "rules " + string.Join(", ", rules.Select(x => x.Name)))}";
                }
                else if (rules.Count > 0)
                {
                    var governor = clauses.GovernorVerb(i);
                    yield return $"“{t.Form}”: {(governor is { } g && clauses.MoodOf(g) == Mood.Hypothetical ? "under a hypothetical clause, so no event" : "an event only where its parties are named")}";
                }
            }
        }
    }
}
