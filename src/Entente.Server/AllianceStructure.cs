using Entente.Knowledge;
using Entente.Record;
using Entente.Record.Asking;
using NodaTime;

namespace Entente.Server;

/// <summary>How an alliance is built as of a day: its instruments by the knowledge files, the rest as reports tell it.</summary>
/// <param name="Instruments">Signed among all its parties, or open to none else, and not ended by that day.</param>
/// <param name="Ties">Who answers to whom, hosts whom, administers what; what is only announced says so in its status.</param>
/// <param name="Partners">Others that take part in what the parties did or undertook together of late, the most frequent first.</param>
/// <param name="Answered">Those whom the parties spoke against of late, together or each for itself, more than once; the first state that a statement is about.</param>
public sealed record AllianceStructure(IReadOnlyList<(string Code, string Label)> Parties, IReadOnlyList<(Instrument Instrument, bool InForce)> Instruments, IReadOnlyList<Item> Ties, IReadOnlyList<(string Code, string Label, int Items, Item Latest)> Partners, IReadOnlyList<(string Code, string Label, int Items, Item Latest)> Answered)
{
    private const string Against = "oppose,criticise,condemn,reject,warn,threaten,accuse";

    /// <summary>Of a large record the latest so many items tell who takes part and who is spoken against.</summary>
    private const int Late = 400;

    /// <param name="asOf">Null: as of the last day that a report was published.</param>
    public static AllianceStructure Of(RecordView view, Dossier dossier, LocalDate? asOf)
    {
        var kb = view.Works.Knowledge;
        var day = asOf ?? view.LastDay ?? LocalDate.MaxIsoValue;
        var members = dossier.Members.ToHashSet(StringComparer.Ordinal);
        var filter = new Filter { AsOf = asOf };

        // Oldest first, of the latest.
        IEnumerable<Item> Latest(Filter of, params string[] kinds) => view.Reader.Ask(of, new Page(Late, LatestFirst: true), kinds).Reverse();
        IEnumerable<Item> OfAny(Filter of, string kind) => Questions.InOrder(members.SelectMany(m => Latest(of with { Members = [m] }, kind)).DistinctBy(i => i.Id, StringComparer.Ordinal));
        var ties = OfAny(filter, "relation").Where(i => members.IsSubsetOf(i.Face.States) || i.Face.States.All(members.Contains)).ToList();
        (string, string, int, Item) Row(IGrouping<string, Item> g) => (g.Key, kb.LabelOf(g.Key), g.Count(), g.Last());
        return new AllianceStructure(
            [.. dossier.Members.Select(m => (m, kb.LabelOf(m)))],
            [.. kb.Instruments.Values.Where(i => members.All(m => i.Parties.Contains(m, StringComparer.Ordinal)) && !(i.Signed > day) && !(i.Ended <= day)).OrderBy(i => i.Parties.Length).ThenBy(i => i.Signed).Select(i => (i, i.InForce <= day))],
            ties,
            [.. Latest(filter with { Members = dossier.Members }, "event", "commitment").Where(i => i.Face is Claim.Event { Act: "CONSULT" or "AGREE" or "COOPERATE" or "SUPPORT" or "AID" } or Claim.Commitment).SelectMany(i => i.Face.Actors.Concat(i.Face is Claim.Commitment c ? c.Parties : []).Select(a => a.State).Where(s => s.Length > 0 && !members.Contains(s)).Distinct().Select(s => (State: s, Item: i))).GroupBy(x => x.State, x => x.Item, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(8).Select(Row)],
            [.. OfAny(filter with { Status = Against }, "statement").Where(i => i.Face is Claim.Statement s && s.Actors.Any(a => members.Contains(a.State))).SelectMany(i => ((Claim.Statement)i.Face).About.Where(a => kb.States.ContainsKey(a) && !members.Contains(a)).Take(1).Select(a => (State: a, Item: i))).GroupBy(x => x.State, x => x.Item, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Where(g => g.Count() > 1).Take(6).Select(Row)]);
    }
}
