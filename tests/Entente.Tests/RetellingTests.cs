using Entente.Record;
using NodaTime;

namespace Entente.Tests;

/// <summary>What several reports tell of one thing in words of their own: one item, with what they tell differently; which report is whose.</summary>
public sealed class RetellingTests
{
    private const string Agency = "Chile, Peru agree on border patrols\n\nLIMA, May 13, 2024 (Andes Wire) - Chilean Foreign Minister Alberto van Klaveren and Peruvian Foreign Minister Javier Gonzalez-Olaechea met in Lima on Monday. Chile and Peru agreed to set up joint border patrols within 90 days. Van Klaveren said smugglers must find no refuge on either side of the border.\n";

    private const string Paper = "Neighbours join forces against smuggling\n\nThe Pacific Courier\nMay 14, 2024\n\nThe foreign ministers of Chile and Peru, Alberto van Klaveren and Javier Gonzalez-Olaechea, held talks in Lima on Monday. The two countries agreed to create joint patrols on their border within 60 days. Smugglers must not find refuge on either side, Van Klaveren said.\n";

    [Fact]
    public void Two_accounts_of_one_meeting_are_one_meeting_one_undertaking_and_one_statement()
    {
        var settled = Settle(("agency.txt", Agency), ("paper.txt", Paper));
        settled.StoryOf.Values.Distinct().Count().ShouldBe(1);
        foreach (var kind in new[] { "event", "commitment", "statement" })
        {
            settled.Items.ShouldContain(i => i.Face.Kind == kind && i.Reports == 2 && i.Origins == 2, kind);
        }

        settled.Items.Count(i => i.Face is Claim.Event { Act: "CONSULT" }).ShouldBe(1);
    }

    [Fact]
    public void Figures_that_differ_are_shown_and_rounded_ones_are_not()
    {
        var conflict = Settle(("agency.txt", Agency), ("paper.txt", Paper)).Conflicts.Single(c => c.Field == "number of days");
        conflict.Values.Select(v => v.Value).ShouldBe(["60 days", "90 days"], ignoreOrder: true);
        conflict.Supported.ShouldBeNull();

        Settle(("agency.txt", Agency.Replace("within 90 days", "with 1,248 officers", StringComparison.Ordinal)), ("paper.txt", Paper.Replace("within 60 days", "with 1,250 officers", StringComparison.Ordinal))).Conflicts.ShouldBeEmpty();
    }

    [Fact]
    public void A_day_s_difference_between_clocks_is_explained()
    {
        const string There = "Leaders meet in Washington\n\nWASHINGTON, June 5, 2023 (River Wire) - U.S. President Joe Biden and Singapore's Prime Minister Lee Hsien Loong met at the White House on Monday and talked about trade and shipping.\n";
        const string Here = "Lee at the White House\n\nThe Strait Observer\nJune 6, 2023\n\nPrime Minister Lee Hsien Loong and U.S. President Joe Biden met at the White House early on Tuesday, Singapore time, and talked about shipping and trade.\n";
        var settled = Settle(("there.txt", There), ("here.txt", Here));
        settled.Items.Count(i => i.Face is Claim.Event { Act: "CONSULT", Status: "occurred" }).ShouldBe(1);
        var conflict = settled.Conflicts.Single(c => c.Field == "when");
        (conflict.Supported, conflict.Basis).ShouldBe(("2023-06-05", "same instant in two time zones"));
    }

    [Fact]
    public void An_undated_translation_is_dated_by_its_story_counts_with_its_original_and_its_odd_name_is_a_contradiction()
    {
        const string Odd = "Chile and Peru, common patrols\n\n(Automatic translation) The Chancellor of Chile Alberto van Klaveren and the Minister of Foreign Affairs of Peru Gonzales Oleche met in Lima. Chile and Peru agreed to set up joint patrols of the border within 90 days. Van Klaveren said smugglers must find no refuge on either side of the border.\n";
        var settled = Settle(("agency.txt", Agency), ("paper.txt", Paper), ("odd.txt", Odd));
        var odd = settled.Reports.Single(r => r.Source == "odd.txt");
        odd.Published.Basis.ShouldBe(DateBasis.Inferred);
        odd.Published.Days.ShouldBeLessThan(8);
        odd.Published.Overlaps(When.OnDay(new LocalDate(2024, 5, 13), DateBasis.Stated)).ShouldBeTrue();
        odd.Flags.ShouldContain("machine-translation");
        odd.Origins.Select(o => o.Report).ShouldContain(settled.Reports.Single(r => r.Source == "agency.txt").Id);
        settled.Items.Where(i => i.Reports == 3).ShouldAllBe(i => i.Origins == 2);
    }

    [Fact]
    public void A_later_report_looks_back_on_the_same_accord()
    {
        const string Later = "Patrols start\n\nThe Pacific Courier\nAugust 20, 2024\n\nSoldiers of both armies went out together for the first time on Monday. Chile and Peru had agreed on the patrols in Lima on 13 May 2024.\n";
        Settle(("agency.txt", Agency), ("later.txt", Later)).Items.Count(i => i.Face is Claim.Event { Act: "AGREE" } && i.Reports == 2).ShouldBe(1);
    }

    [Fact]
    public void The_order_of_arrival_changes_nothing()
    {
        var one = Settle(("agency.txt", Agency), ("paper.txt", Paper));
        var other = Settle(("paper.txt", Paper), ("agency.txt", Agency));
        other.Items.Select(Export.ItemLine).ShouldBe(one.Items.Select(Export.ItemLine));
        other.Conflicts.Select(c => c.Id).ShouldBe(one.Conflicts.Select(c => c.Id));
    }

    [Fact]
    public void A_paper_is_dated_by_the_line_below_who_issued_it_and_speaks_of_that_state()
    {
        var reading = Home.Read("Minister meets Iranian counterpart\n\nMinistry of Foreign Affairs, Kingdom of Saudi Arabia\nApril 6, 2023\n\nThe Foreign Minister met today in Beijing with his Iranian counterpart, Hossein Amir-Abdollahian.\n\nThe two countries agreed to reopen their embassies.\n");
        reading.Report.Published.ShouldBe(When.OnDay(new LocalDate(2023, 4, 6), DateBasis.Stated));
        reading.Report.Outlet.ShouldBe("Ministry of Foreign Affairs, Kingdom of Saudi Arabia");
        reading.Report.Origins.ShouldContain(o => o.Kind == "official" && o.Name == "Ministry of Foreign Affairs of Saudi Arabia");
        reading.Claims.OfType<Claim.Event>().Where(e => e.Act == "CONSULT").ShouldContain(e => e.States.SequenceEqual(new[] { "IRN", "SAU" }));
    }

    private static Settled Settle(params (string Source, string Text)[] reports) => Home.Settle(reports.Select(r => Home.Read(r.Text, r.Source)));
}
