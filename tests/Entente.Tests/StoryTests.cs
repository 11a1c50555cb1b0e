using Entente.Record.Stories;

namespace Entente.Tests;

public sealed class StoryTests
{
    private static readonly TermWeights Rarity = TermWeights.Load(Path.Combine(Home.Folder, "models"));

    private static readonly (string Id, string Title, string Text)[] Reports =
    [
        ("a1", "Talks on fishing end in Lisbon", "Portugal and Morocco ended talks on fishing in Lisbon on Monday. Negotiator Rui Sampaio said boats may return to the banks off Agadir in spring. The accord covers sardines and hake."),
        ("a2", "Lisbon fishing accord", "Boats may return to the banks off Agadir in spring, negotiator Rui Sampaio said in Lisbon, where Portugal and Morocco ended their talks on fishing. Sardines and hake are covered."),
        ("a3", "Morocco lets Portuguese boats return", "Morocco will let Portuguese boats fish for sardines and hake off Agadir again, the two sides agreed in Lisbon. Rui Sampaio negotiated for Portugal."),
        ("b1", "Quake shakes Iwate", "A strong earthquake shook Iwate in northern Japan before dawn. The weather agency put its magnitude at 6.8 and warned of a small tsunami at Kamaishi."),
        ("b2", "Iwate earthquake", "The weather agency warned of a small tsunami at Kamaishi after an earthquake of magnitude 6.8 shook Iwate before dawn."),
    ];

    [Fact]
    public void Reports_of_one_happening_are_one_story_whatever_the_order()
    {
        var wanted = Settle(Reports);
        wanted["a1"].Story.ShouldBe(wanted["a2"].Story);
        wanted["a1"].Story.ShouldBe(wanted["a3"].Story);
        wanted["b1"].Story.ShouldBe(wanted["b2"].Story);
        wanted["a1"].Story.ShouldNotBe(wanted["b1"].Story);
        foreach (var order in new[] { Reports.Reverse(), Reports.OrderBy(r => r.Text.Length), Reports.Skip(2).Concat(Reports.Take(2)) })
        {
            Settle(order).ShouldBe(wanted, ignoreOrder: true, comparer: EqualityComparer<KeyValuePair<string, Grouped>>.Create((x, y) => x.Key == y.Key && x.Value.Story == y.Value.Story && x.Value.Origin == y.Value.Origin, p => p.Key.GetHashCode(StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Reports_months_apart_are_stories_of_their_own()
    {
        var grouping = new StoryGrouping(Rarity);
        grouping.Add("x", Reports[0].Title, Reports[0].Text, 100);
        grouping.Add("y", Reports[1].Title, Reports[1].Text, 190);
        grouping.Settled().Select(g => g.Story).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void In_a_record_two_visits_days_apart_are_two_stories_and_two_accounts_of_one_are_one()
    {
        const string May = "The foreign ministers of Spain and Italy met in Madrid on Monday. José Manuel Albares received Antonio Tajani for talks on migration and energy links. They promised to work more closely on both.";
        const string Again = "Italian Foreign Minister Antonio Tajani met his Spanish counterpart José Manuel Albares in Madrid on Monday. Their talks were about migration and links for energy, and ended with a promise of closer work.";
        const string Later = "Italy's Foreign Minister Antonio Tajani was in Madrid again on Tuesday to see José Manuel Albares, the foreign minister of Spain. This time the two spoke of migration and of energy prices.";
        var settled = Home.Settle([Home.Read("Talks in Madrid\n\n" + May + "\n", "one.txt", "2024-05-13"), Home.Read("Tajani in Madrid\n\n" + Again + "\n", "two.txt", "2024-05-14"), Home.Read("Tajani back in Madrid\n\n" + Later + "\n", "three.txt", "2024-05-21")]);
        var stories = settled.Reports.ToDictionary(r => r.Source, r => settled.StoryOf[r.Id], StringComparer.Ordinal);
        stories["one.txt"].ShouldBe(stories["two.txt"]);
        stories["one.txt"].ShouldNotBe(stories["three.txt"]);
    }

    [Fact]
    public void A_cut_copy_names_what_it_copies_and_the_first_of_its_chain()
    {
        var grouping = new StoryGrouping(Rarity);
        var (_, title, text) = Reports[0];
        grouping.Add("first", title, text, null).DuplicateOf.ShouldBeNull();
        grouping.Add("cut", title, text[..130], null).DuplicateOf.ShouldBe("first");
        var again = grouping.Add("again", "", text[..125] + " More soon.", null);
        again.Origin.ShouldBe("first");
        grouping.Add("other", Reports[3].Title, Reports[3].Text, null).Near.ShouldBeEmpty();
    }

    [Fact]
    public void A_bad_line_keeps_its_place_and_stops_nothing()
    {
        var stages = new Entente.Engine.Stages(Home.Folder, null, final: true);
        var lines = stages.Run("group", ["{\"id\":1,\"text\":\"One text.\"}", "nonsense", "{\"id\":1,\"text\":\"The same id.\"}", "{\"id\":2,\"text\":\"Another.\"}"]).Select(l => System.Text.Encoding.UTF8.GetString(l.Line.Span)).ToList();
        lines.Count.ShouldBe(4);
        lines[0].ShouldStartWith("{\"id\":1,\"story\"");
        lines[1].ShouldContain("error");
        lines[2].ShouldContain("came before");
        lines[3].ShouldStartWith("{\"id\":2,\"story\"");
    }

    private static Dictionary<string, Grouped> Settle(IEnumerable<(string Id, string Title, string Text)> reports)
    {
        var grouping = new StoryGrouping(Rarity);
        foreach (var (id, title, text) in reports)
        {
            grouping.Add(id, title, text, null);
        }

        return grouping.Settled().ToDictionary(g => g.Id, StringComparer.Ordinal);
    }
}
