using System.Text.RegularExpressions;
using Entente.Engine.Cleaning;
using Entente.Knowledge;
using Entente.Language;
using Entente.Record;

namespace Entente.Engine.Recognition;

/// <summary>
/// Whose words a report is in where it is no outlet's: a statement that its title says who made, or a transcript whose paragraphs name the speaker.
/// In such a sentence "I" is the speaker and "we" those for whom he speaks.
/// </summary>
public sealed partial class VoiceFinder(KnowledgeBase kb, Recognizer recognizer, Annotator annotator)
{
    /// <summary>"Statement by X on …", "Remarks by X at …", "Joint Statement from the Leaders of A, B and C".</summary>
    [GeneratedRegex(@"^(?:\W*(?:Transcript|Full text|Text):\s*)?(?:(?:Joint|Press|Opening|Closing|Public|Official|Full)\s+){0,2}(?:Statement|Remarks|Speech|Address|Message|Comments)(?:\s+of|\b.{0,140}?\b(?:by|from))\s+(?<who>.+?)(?=\s+(?:on|at|after|before|regarding|following|in|during|with|concerning|for|to|about|upon)\s|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Authored();

    public void Find(Document doc)
    {
        doc.Voices = new IReadOnlyList<Actor>?[doc.Sentences.Count];
        var author = Author(doc);
        if (author.Count == 0 && doc.Clean.SpeakerLabels.Count == 0)
        {
            return;
        }

        for (var s = 0; s < doc.Sentences.Count; s++)
        {
            var label = doc.Clean.SpeakerLabels.FindLast(l => l.End <= doc.Sentences[s].Start);
            doc.Voices[s] = label == default ? author.Count > 0 ? author : null : Labelled(doc, doc.Text[label.Start..label.End], author);
        }
    }

    private List<Actor> Author(Document doc)
    {
        if (doc.Clean.Title is not { } title || doc.Sentences.Count == 0 || Authored().Match(doc.Clean.TitleText!) is not { Success: true } match)
        {
            return [];
        }

        var head = new CleanText { Text = doc.Text, Title = null };
        head.Paragraphs.Add(title);
        var names = new Document { Clean = head, ReportId = doc.ReportId, Sentences = annotator.Annotate(doc.Text, head.Paragraphs, Tier.Accurate, recognizer.Units), Published = doc.Published, Anchor = doc.Anchor };
        recognizer.FindNames(names);
        recognizer.ResolvePersons(names);
        var (from, to) = (title.Start + match.Groups["who"].Index, title.Start + match.Groups["who"].Index + match.Groups["who"].Length);
        var inside = names.Mentions.SelectMany(m => m).Where(m => names.Sentences[m.Sentence].Tokens[m.First].Start >= from && names.Sentences[m.Sentence].Tokens[m.Last].End <= to).ToList();
        var persons = inside.Select(m => m.Actor).OfType<Actor>().Where(a => a.Type == "person").Select(a => doc.Mentions.SelectMany(m => m).FirstOrDefault(m => m.Actor?.Id == a.Id)?.Actor ?? a).DistinctBy(a => a.Id).ToList();
        if (persons.Count > 0)
        {
            // A spokesperson of whom nothing else is known speaks for the state whose acts the statement opens with.
            var opens = doc.Mentions[0].Find(m => m.Fact is State && m.Role == NameRole.State && doc.Sentences[0].Tokens[m.Head].Deprel == "nsubj")?.Fact as State;
            return [.. persons.Select(a => a.State.Length > 0 || opens is null ? a : a with { State = opens.Id })];
        }

        return [.. inside.Select(m => m.Fact).OfType<State>().DistinctBy(x => x.Id).Select(x => new Actor { Id = "state/" + x.Id.ToLowerInvariant(), Label = kb.LabelOf(x.Id), Type = "state", State = x.Id })];
    }

    /// <summary>Whom the label of a transcript names; nobody where it is a questioner or is not known.</summary>
    private List<Actor> Labelled(Document doc, string label, List<Actor> author)
    {
        var words = label.Trim(' ', ':', '*').Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
        {
            return [];
        }

        var kind = words[0].Equals("THE", StringComparison.OrdinalIgnoreCase) ? kb.OfficePhrases.FirstOrDefault(p => p.Phrase.Equals(string.Join(' ', words[1..]), StringComparison.OrdinalIgnoreCase)).Kind : null;
        if (kind is not null)
        {
            return author.Find(a => kb.FindPerson(a.Label)?.Tenures.Exists(t => t.Office == a.Office && t.Kind == kind) == true) is { } speaker ? [speaker] : recognizer.HolderInReport(doc, kind) is { } holder ? [holder] : [];
        }

        var surname = words[^1];
        var named = author.Concat(doc.Mentions.SelectMany(m => m).Select(m => m.Actor).OfType<Actor>()).Where(a => a.Type == "person" && KnowledgeBase.Plain(a.Label.Split(' ')[^1]).Equals(KnowledgeBase.Plain(surname), StringComparison.OrdinalIgnoreCase)).DistinctBy(a => a.Id).ToList();
        if (named.Count == 1)
        {
            return named;
        }

        if (doc.Anchor is not { } day)
        {
            return [];
        }

        var known = kb.FindBySurname(surname).SelectMany(p => p.Tenures).Where(t => t.Covers(day) && t.Kind is "president" or "prime-minister" or "foreign-minister" or "defence-minister" or "vice-president" or "secretary-general" or "national-security-adviser" && doc.Principal.Contains(t.State)).DistinctBy(t => t.Person.Id).ToList();
        return known is [var tenure] ? [new Actor { Id = tenure.Person.Id, Label = tenure.Person.Label, Type = "person", State = tenure.State, Office = tenure.Office }] : [];
    }
}
