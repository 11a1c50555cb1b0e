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
        var (author, from) = Author(doc);
        if (author.Count == 0 && doc.Clean.SpeakerLabels.Count == 0)
        {
            return;
        }

        for (var s = 0; s < doc.Sentences.Count; s++)
        {
            var label = doc.Clean.SpeakerLabels.FindLast(l => l.End <= doc.Sentences[s].Start);
            doc.Voices[s] = label == default ? author.Count > 0 && s >= from ? author : null : Labelled(doc, doc.Text[label.Start..label.End], author);
        }
    }

    /// <summary>The head of a ministry's paper: what it is, and on the next line who speaks ("Press Statement", "X, Secretary of State").</summary>
    [GeneratedRegex(@"^(?:Press |Media |Public )?(?:Statement|Remarks|Speech|Address)[ \t]*\r?\n\s*(?<who>[A-Z][^\n,]{3,50}, [^\n]{4,80})$", RegexOptions.Multiline)]
    private static partial Regex Signed();

    /// <summary>"The text of the following statement was released by the Governments of A, B and C".</summary>
    [GeneratedRegex(@"\btext of the following (?:joint )?(?:statement|declaration|communiqu[eé]) (?:was|is) (?:released|issued|adopted|made) (?:jointly )?by\b")]
    private static partial Regex Released();

    /// <summary>From which sentence on whose words the report is in; nobody where nothing says so.</summary>
    private (IReadOnlyList<Actor> Author, int From) Author(Document doc)
    {
        if (doc.Clean.Title is not { } title || doc.Sentences.Count == 0)
        {
            return ([], 0);
        }

        if (Authored().Match(doc.Clean.TitleText!) is { Success: true } match && Named(doc, title, (title.Start + match.Groups["who"].Index, title.Start + match.Groups["who"].Index + match.Groups["who"].Length)) is { Count: > 0 } titled)
        {
            return (titled, 0);
        }

        var opening = doc.Text[title.End..Math.Min(doc.Text.Length, title.End + 400)];
        if (Signed().Match(opening) is { Success: true } signed)
        {
            var who = (Start: title.End + signed.Groups["who"].Index, End: title.End + signed.Groups["who"].Index + signed.Groups["who"].Length);
            var first = Enumerable.Range(0, doc.Sentences.Count).FirstOrDefault(s => doc.Sentences[s].Start >= who.End, 0);
            return (Named(doc, who, who), first);
        }

        for (var s = 0; s < Math.Min(4, doc.Sentences.Count); s++)
        {
            if (Released().Match(doc.Span(doc.Sentences[s].Start, doc.Sentences[s].End)) is { Success: true } released)
            {
                var from = doc.Sentences[s].Start + released.Index;
                return (Bodies(doc.Mentions[s].Where(m => doc.Sentences[s].Tokens[m.First].Start > from)), s + 1);
            }
        }

        return ([], 0);
    }

    /// <summary>Persons, or where there are none the states and organisations, that a stretch of the head names.</summary>
    private IReadOnlyList<Actor> Named(Document doc, (int Start, int End) line, (int Start, int End) part)
    {
        var head = new CleanText { Text = doc.Text, Title = null };
        head.Paragraphs.Add(line);
        var names = new Document { Clean = head, ReportId = doc.ReportId, Sentences = annotator.Annotate(doc.Text, head.Paragraphs, Tier.Accurate, recognizer.Units), Published = doc.Published, Anchor = doc.Anchor };
        recognizer.FindNames(names);
        recognizer.ResolvePersons(names);
        var inside = names.Mentions.SelectMany(m => m).Where(m => names.Sentences[m.Sentence].Tokens[m.First].Start >= part.Start && names.Sentences[m.Sentence].Tokens[m.Last].End <= part.End).ToList();
        var persons = inside.Select(m => m.Actor).OfType<Actor>().Where(a => a.Type == "person").Select(a => doc.Mentions.SelectMany(m => m).FirstOrDefault(m => m.Actor?.Id == a.Id)?.Actor ?? a).DistinctBy(a => a.Id).ToList();
        if (persons.Count == 0)
        {
            return Bodies(inside);
        }

        // A spokesperson of whom nothing else is known speaks for the state whose acts the statement opens with.
        var opens = doc.Mentions[0].Find(m => m.Fact is State && m.Role == NameRole.State && doc.Sentences[0].Tokens[m.Head].Deprel == "nsubj")?.Fact as State;
        return [.. persons.Select(a => a.State.Length > 0 || opens is null ? a : a with { State = opens.Id })];
    }

    /// <summary>States and organisations as speakers; an organisation that is named speaks for its members.</summary>
    private List<Actor> Bodies(IEnumerable<Mention> mentions)
    {
        var found = mentions.ToList();
        var organisations = found.Select(m => m.Fact).OfType<Organisation>().Where(o => o.Type == "organisation").Select(o => o.Id).Distinct().ToList();
        return [.. found.Select(m => m.Fact).OfType<State>().Select(x => x.Id).Concat(organisations).Distinct().Select(id => new Actor { Id = (kb.States.ContainsKey(id) ? "state/" : "organisation/") + id.ToLowerInvariant(), Label = kb.LabelOf(id), Type = kb.States.ContainsKey(id) ? "state" : "organisation", State = id })];
    }

    /// <summary>Whom the label of a transcript names; nobody where it is a questioner or is not known.</summary>
    private IReadOnlyList<Actor> Labelled(Document doc, string label, IReadOnlyList<Actor> author)
    {
        var words = label.Trim(' ', ':', '*').Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
        {
            return [];
        }

        var kind = words[0].Equals("THE", StringComparison.OrdinalIgnoreCase) ? kb.OfficePhrases.FirstOrDefault(p => p.Phrase.Equals(string.Join(' ', words[1..]), StringComparison.OrdinalIgnoreCase)).Kind : null;
        if (kind is not null)
        {
            return author.FirstOrDefault(a => kb.FindPerson(a.Label)?.Tenures.Exists(t => t.Office == a.Office && t.Kind == kind) == true) is { } speaker ? [speaker] : recognizer.HolderInReport(doc, kind) is { } holder ? [holder] : [];
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
