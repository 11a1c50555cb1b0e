using Entente.Record;
using Entente.Stores;

namespace Entente.Tests;

public sealed class DecisionTests
{
    private static readonly Lazy<IReadOnlyList<Reading>> Read = new(() =>
    [
        Home.Read("Talks in Madrid\n\nThe foreign ministers of Spain and Italy met in Madrid on Monday. José Manuel Albares received Antonio Tajani for talks on energy links.\n", "one.txt", "2024-05-13"),
        Home.Read("Albares sees Tajani\n\nItalian Foreign Minister Antonio Tajani met his Spanish counterpart José Manuel Albares in Madrid on Monday.\n", "two.txt", "2024-05-14"),
        Home.Read("Tajani in Cairo\n\nItalian Foreign Minister Antonio Tajani met Egyptian Foreign Minister Sameh Shoukry in Cairo on 3 June 2024.\n", "three.txt", "2024-06-03"),
    ]);

    private static int _second;

    private static Settled Settle(params Decision[] decisions) => Reconciler.Settle(Read.Value, Home.Rarity, new Rulings(decisions));

    private static Decision Ruled(string kind, Item item, string by = "an analyst") =>
        new() { Id = "", Kind = kind, At = $"2024-07-01T10:00:{Interlocked.Increment(ref _second) % 60:00}.000Z", By = by, Targets = [Decision.Seen(item)] };

    private static Decision Undone(Decision of) => new Decision { Id = "", Kind = "undo", At = "2024-07-02T10:00:00.000Z", By = "another", Undoes = of.Id }.Sealed();

    private static Item Madrid(Settled s) => s.Items.First(i => i.Face is Claim.Event { Place.Label: "Madrid" });

    private static Item Cairo(Settled s) => s.Items.First(i => i.Face is Claim.Event { Place.Label: "Cairo" });

    [Fact]
    public void What_is_rejected_is_kept_but_no_answer_shows_it_until_that_is_undone()
    {
        var item = Madrid(Settle());
        var reject = Ruled("reject", item).Sealed();
        var settled = Settle(reject);
        settled.Items.Single(i => i.Id == item.Id).Ruling!.Standing.ShouldBe("rejected");
        Questions.Ask(settled, new Filter()).ShouldAllBe(i => i.Id != item.Id);
        Questions.Ask(settled, new Filter { Rejected = true }).ShouldContain(i => i.Id == item.Id);
        var undo = Undone(reject);
        StoreContract.Bytes(Settle(reject, undo)).ShouldBe(StoreContract.Bytes(Settle()));
        var again = new Decision { Id = "", Kind = "undo", At = "2024-07-03T10:00:00.000Z", By = "a third", Undoes = undo.Id }.Sealed();
        StoreContract.Bytes(Settle(again, undo, reject)).ShouldBe(StoreContract.Bytes(settled));
    }

    [Fact]
    public void Of_two_corrections_of_a_field_the_later_holds_and_fields_apart_both_hold()
    {
        var item = Cairo(Settle());
        Decision Correct(string field, string value) => (Ruled("correct", item) with { Field = field, Was = Fields.AsRead(item, field), Value = value }).Sealed();
        var (first, second, venue) = (Correct("status", "planned"), Correct("status", "cancelled"), Correct("venue", "Tahrir Palace"));
        var face = (Claim.Event)Cairo(Settle(venue, second, first)).Face;
        face.Status.ShouldBe("cancelled");
        face.Venue.ShouldBe("Tahrir Palace");
        Cairo(Settle(first, second, venue)).Ruling!.Decisions.Count.ShouldBe(3);
        Settle(first, second, venue).Conflicts.ShouldBeEmpty();
    }

    [Fact]
    public void A_ruling_that_a_later_reading_contradicts_holds_and_is_shown_as_a_contradiction()
    {
        var item = Cairo(Settle());
        var seenOtherwise = (Ruled("correct", item) with { Field = "status", Was = "alleged", Value = "denied" }).Sealed();
        var settled = Settle(seenOtherwise);
        ((Claim.Event)Cairo(settled).Face).Status.ShouldBe("denied");
        var conflict = settled.Conflicts.Single(c => c.Item == item.Id && c.Field == "status");
        conflict.Supported.ShouldBe("denied");
        conflict.Values.Select(v => v.Value).ShouldBe(["denied", "occurred"]);
    }

    [Fact]
    public void A_decision_finds_its_item_by_the_words_when_ids_have_moved()
    {
        var item = Cairo(Settle());
        var seen = Decision.Seen(item);
        var moved = (Ruled("accept", item) with { Targets = [seen with { Item = "ev-gone", Passages = [.. seen.Passages.Select(p => p with { Claim = "evc-gone", End = p.End - 2 })] }] }).Sealed();
        Cairo(Settle(moved)).Ruling!.Standing.ShouldBe("accepted");
        var lost = (Ruled("accept", item) with { Targets = [seen with { Passages = [new Anchor("evc-gone", "rp-gone", 0, 10)] }] }).Sealed();
        new Rulings([moved, lost]).Unmatched(Settle(moved, lost)).ShouldBe([lost]);
    }

    [Fact]
    public void Items_are_split_and_merged_and_names_set_right()
    {
        var before = Settle();
        var madrid = Madrid(before);
        madrid.Reports.ShouldBe(2);
        var split = (Ruled("split", madrid) with { Reports = [Read.Value[1].Report.Id] }).Sealed();
        var apart = Settle(split).Items.Where(i => i.Face is Claim.Event { Place.Label: "Madrid" }).ToList();
        apart.ShouldAllBe(i => i.Reports == 1);
        var merge = (Ruled("merge", apart[0]) with { Targets = [.. apart.Select(Decision.Seen)] }).Sealed();
        Madrid(Settle(split, merge)).Reports.ShouldBe(2);
        var cairo = Cairo(before);
        var name = (Ruled("name", cairo) with { Field = "Antonio Tajani", Value = "Somebody Else", Actor = new Actor { Id = "person/somebody-else", Label = "Somebody Else", Type = "person", State = "ITA" } }).Sealed();
        Cairo(Settle(name)).Face.Actors.Select(a => a.Label).ShouldContain("Somebody Else");
        Cairo(Settle(name)).Face.Actors.Select(a => a.Label).ShouldNotContain("Antonio Tajani");
    }

    [Fact]
    public void Corrections_that_the_vocabulary_does_not_know_are_refused_with_what_is_wanted()
    {
        var face = Cairo(Settle()).Face;
        Fields.Fault(face, "status", "done")!.ShouldContain("occurred");
        Fields.Fault(face, "amount", "USD 12")!.ShouldContain("no field 'amount'");
        Fields.Fault(face, "when", "3 June")!.ShouldContain("2024-04-10");
        Fields.Fault(face, "when", "2024-06").ShouldBeNull();
    }

    [Fact]
    public void Analysts_at_one_file_lose_none_of_each_others_decisions()
    {
        var folder = Directory.CreateTempSubdirectory("entente").FullName;
        try
        {
            var path = Path.Combine(folder, "shared.db");
            SqliteStore.Open(path, TimeProvider.System).Dispose();
            Parallel.For(0, 4, analyst =>
            {
                using var store = SqliteStore.Open(path, TimeProvider.System);
                for (var n = 0; n < 10; n++)
                {
                    store.Decide([new Decision { Id = "", Kind = "note", At = $"2024-07-01T10:00:{n:00}.000Z", By = $"analyst {analyst}", Note = $"note {n}" }.Sealed()]);
                }
            });
            using var all = SqliteStore.Open(path, TimeProvider.System);
            all.Decisions().Count.ShouldBe(40);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
