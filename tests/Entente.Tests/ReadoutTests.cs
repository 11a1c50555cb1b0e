using Entente.Record;

namespace Entente.Tests;

/// <summary>Official papers (statements, readouts, transcripts) and the quotation marks of papers, on sentences written for these tests.</summary>
public sealed class ReadoutTests
{
    private static IReadOnlyList<Claim> Of(string text) => Home.Read(text).Claims;

    [Fact]
    public void A_name_goes_on_after_the_comma_before_Jr()
    {
        var met = Of("Readout of a meeting\n\n2023-05-03\n\nPresident Joseph R. Biden, Jr. met with President Ferdinand R. Marcos, Jr. of the Philippines in Geneva, Switzerland on Monday.\n").OfType<Claim.Event>().ShouldHaveSingleItem();
        met.Actors.Select(a => a.Label).ShouldBe(["Joe Biden", "Ferdinand Marcos Jr"], ignoreOrder: true);
        met.Place!.Label.ShouldBe("Geneva");
    }

    [Theory]
    [InlineData("Statement by NSC Spokesperson Jane Roe on the Launch (sample)\n\n2023-05-03\n\nThe United States condemns North Korea for its test of a long-range missile. This launch is a brazen violation of several resolutions and raises tensions.\n", "Jane Roe")]
    [InlineData("Ending a Designation (sample)\n\nPress Statement\nAntony J. Blinken, Secretary of State\nMay 3, 2023\n\nNorth Korea tested a missile on Monday. This launch is a brazen violation of several resolutions and raises tensions.\n", "Antony Blinken")]
    [InlineData("Remarks by President Biden After a Meeting (sample)\n\n2023-05-03\n\nTHE PRESIDENT:  North Korea tested a missile on Monday.\n\nThis launch is a brazen violation of several resolutions and raises tensions.\n\nQ:  Thank you. Will there be further talks with the allies?\n", "Joe Biden")]
    public void A_paper_is_in_the_words_of_its_author(string text, string speaker)
    {
        var said = Of(text).OfType<Claim.Statement>().Where(s => s.Text.Contains("brazen violation", StringComparison.Ordinal)).ShouldHaveSingleItem();
        said.Speakers.ShouldBe([speaker]);
        said.Form.ShouldBe("quote");
        said.Stance.ShouldBe("criticise");
        said.About.ShouldContain("PRK");
    }

    [Fact]
    public void The_test_is_of_the_one_condemned_for_it()
    {
        var test = Of("Statement (sample) of a government here\n\n2023-05-03\n\nThe United States condemns North Korea for its test of a ballistic missile on Monday.\n").OfType<Claim.Event>().Single(e => e.Act == "MOBILIZE");
        test.States.ShouldBe(["PRK"]);
        test.Mode.ShouldBe("weapons");
    }

    [Theory]
    [InlineData("Any further missile test by North Korea would be met with a strong response.")]
    [InlineData("Norway fears another missile launch by Russia.")]
    public void A_test_that_may_come_is_none(string sentence) => Home.Claims(sentence).OfType<Claim.Event>().ShouldNotContain(e => e.Act == "MOBILIZE");

    [Theory]
    [InlineData("President Macron raised concerns about Turkish practices in Cyprus.", "criticise")]
    [InlineData("President Macron raised objections to Turkish drilling off Cyprus.", "oppose")]
    [InlineData("Norway and Denmark agreed that the Russian launch is a violation of the treaty.", "criticise")]
    [InlineData("Norway reaffirmed that a Russian attack would be met with a strong response.", "threaten")]
    [InlineData("Norway advocated for a larger mission in Mali.", "support")]
    public void What_is_raised_agreed_and_reaffirmed_is_said(string sentence, string stance) => Home.Claims(sentence).OfType<Claim.Statement>().Select(s => s.Stance).ShouldContain(stance);

    [Theory]
    [InlineData("Norway and Denmark agreed that the defence minister will visit Kyiv.")]
    [InlineData("Norway raised taxes on gas.")]
    public void What_is_arranged_or_done_is_not_said(string sentence) => Home.Claims(sentence).OfType<Claim.Statement>().ShouldBeEmpty();

    [Fact]
    public void They_are_those_whom_the_meeting_included()
    {
        var agreed = Of("Readout of a meeting in Bangkok (sample)\n\n2022-11-18\n\nThe meeting included Prime Minister Anthony Albanese of Australia and Prime Minister Justin Trudeau of Canada. They agreed to hold joint naval exercises.\n");
        agreed.OfType<Claim.Event>().First(e => e.Act == "CONSULT").States.ShouldBe(["AUS", "CAN"]);
        agreed.OfType<Claim.Commitment>().ShouldHaveSingleItem().States.ShouldBe(["AUS", "CAN"]);
    }

    [Fact]
    public void A_delegation_is_of_its_state_and_of_those_who_lead_it()
    {
        var visits = Of("Readout of a visit to Oslo (sample)\n\n2023-05-03\n\nA Polish delegation led by Foreign Minister Zbigniew Rau visited Oslo on Tuesday. The delegation met Norwegian Prime Minister Jonas Gahr Store.\n").OfType<Claim.Event>().ToList();
        visits[0].Actors.Select(a => a.Label).ShouldContain("Zbigniew Rau");
        visits.ShouldContain(e => e.States.SequenceEqual(new[] { "NOR", "POL" }) && e.Actors.Any(a => a.Label == "Jonas Gahr Store"));
    }

    [Theory]
    [InlineData("''We will stand with Norway,'' French Foreign Minister Catherine Colonna said.")]
    [InlineData("‘We will stand with Norway,’ French Foreign Minister Catherine Colonna said.")]
    [InlineData("'We will stand with Norway,' French Foreign Minister Catherine Colonna said.")]
    public void Quotation_marks_of_typewriters_and_single_ones_quote(string sentence)
    {
        var said = Home.Claims(sentence).OfType<Claim.Statement>().ShouldHaveSingleItem();
        said.Form.ShouldBe("quote");
        said.Text.ShouldBe("We will stand with Norway,");
    }

    [Theory]
    [InlineData("The states’ ministers met Norway’s envoys in Oslo.")]
    [InlineData("The 'freedom of navigation' that the '90s knew isn't what Norway's navy wants.")]
    public void Apostrophes_quote_nobody(string sentence) => Home.Claims(sentence).OfType<Claim.Statement>().ShouldBeEmpty();

    [Fact]
    public void A_quotation_left_open_goes_on_in_the_next_paragraph()
    {
        var said = Of("Poland speaks of the border (sample)\n\n2023-05-03\n\n“Belarus has violated our border,” Polish Foreign Minister Zbigniew Rau said on Monday. “We will respond.\n\n“Belarus must withdraw its troops at once,” and that was all.\n").OfType<Claim.Statement>().ToList();
        said.Single(s => s.Text.Contains("withdraw", StringComparison.Ordinal)).Speakers.ShouldBe(["Zbigniew Rau"]);
        said.ShouldAllBe(s => s.Wording != "damaged");
    }

    [Theory]
    [InlineData("Arturo Roe, Mexico's ambassador to the United States from 2007 to 2013, said Mexico must answer.", "Ambassador of Mexico to the United States", "2007-01-01", "2013-12-31")]
    [InlineData("Derek Roe, who served as foreign minister of Norway from 2012 until last year, said talks had failed.", "foreign minister of Norway", "2012-01-01", "2023-12-31")]
    public void Who_held_an_office_between_years_is_a_tenure(string sentence, string office, string start, string end)
    {
        var held = Home.Claims(sentence).OfType<Claim.Tenure>().ShouldHaveSingleItem();
        held.Office.ShouldBe(office, StringCompareShould.IgnoreCase);
        held.Start.Start!.Value.ToString("uuuu-MM-dd", null).ShouldBe(start);
        held.End.End!.Value.ToString("uuuu-MM-dd", null).ShouldBe(end);
    }

    [Theory]
    [InlineData("Iran is still a party to the 2015 nuclear deal.", "party-to")]
    [InlineData("Algeria supplies a quarter of the gas of Spain.", "supplies")]
    public void Standing_facts_are_relations(string sentence, string relation) => Home.Claims(sentence).OfType<Claim.Relation>().ShouldHaveSingleItem().Verb.ShouldBe(relation);

    [Theory]
    [InlineData("https://www.africanews.com/2022/06/13/a-title-of-words/", "2022-06-13")]
    [InlineData("https://allafrica.com/stories/202207260304.html", "2022-07-26")]
    [InlineData("https://news.example/a/20220230/words", null)]
    public void The_address_of_a_page_in_its_head_gives_its_day(string address, string? day)
    {
        var report = Home.Read($"Peru and Chile talk of the border (sample)\n\n{address}\n\nPeruvian and Chilean ministers met in Lima on Monday to talk about the border between the two.\n").Report;
        report.Url.ShouldBe(address);
        report.Title.ShouldBe("Peru and Chile talk of the border (sample)");
        (day is null || report.Published.ToString() == day).ShouldBeTrue(report.Published.ToString());
        report.Text.ShouldContain(address);
    }
}
