using Entente.Engine;
using Entente.Knowledge;
using Entente.Record;
using Entente.Record.Asking;

namespace Entente.Server;

/// <summary>What pages look up beside the record: the knowledge files and the set wordings.</summary>
public sealed record ReferenceWorks(KnowledgeBase Knowledge, Formulas Formulas)
{
    /// <param name="home">The folder that holds knowledge/ and rules/.</param>
    public static ReferenceWorks Load(string home) => new(KnowledgeBase.Load(Path.Combine(home, "knowledge")), Formulas.Load(Path.Combine(home, "rules")));

    /// <summary>Which provisions speak to a case, with what was affirmed of them on record until its day.</summary>
    /// <exception cref="KnowledgeException">The place or state is known to no file.</exception>
    public static IReadOnlyList<ProvisionHeld> Engage(KnowledgeBase kb, IRecordReader record, EngagementCase put) => new Engagement(kb).Hold(put, [.. record.Ask(new Filter { Rejected = true }, new Page(), "affirmation").Where(i => !(i.Face.When.Start > put.Day)).OrderBy(i => i.Id, StringComparer.Ordinal).Select(i =>
    {
        var a = (Claim.Affirmation)i.Face;
        return new AffirmationOnRecord(a.Provision, a.Covers, a.Polarity, a.Speakers.Count > 0 ? string.Join(" and ", a.Speakers) : "somebody", a.When.IsKnown ? a.When.ToString() : "undated", i.Evidence.First().Quote.ReplaceLineEndings(" "), i.Evidence.First().Report);
    })]);

    public static string InWords(EngagementAnswer answer) => answer switch { EngagementAnswer.Applies => "applies", EngagementAnswer.DoesNotApply => "does not apply", _ => "the record does not say" };
}
