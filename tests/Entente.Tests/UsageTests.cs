using Entente.Record;

namespace Entente.Tests;

/// <summary>Wordings of newspapers, found by reading reports that no rule was written with: who is meant, what is done by saying it, what is not told at all. The sentences are made up.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("The Polish foreign minister, Radoslaw Sikorski, and the German defence minister, Boris Pistorius, met with the Norwegian foreign minister, Espen Barth Eide, on Sunday.", "CONSULT", "Radoslaw Sikorski", "Boris Pistorius", "Espen Barth Eide")]
    [InlineData("The U.S. secretary of state, Antony Blinken, was in Oslo on Sunday to meet with his Norwegian counterpart.", "CONSULT", "Antony Blinken")]
    [InlineData("French President Emmanuel Macron spoke over the phone with Japanese Prime Minister Fumio Kishida on Sunday evening.", "CONSULT", "Emmanuel Macron", "Fumio Kishida")]
    [InlineData("Japanese Prime Minister Fumio Kishida received a call from French President Emmanuel Macron on Monday.", "CONSULT", "Emmanuel Macron", "Fumio Kishida")]
    [InlineData("Indian Prime Minister Narendra Modi has postponed his trip to Norway, Croatia and the Netherlands.", "CONSULT", "Narendra Modi", "Norway", "Croatia", "Netherlands")]
    [InlineData("Thousands of Polish and Norwegian troops launched joint exercises in the Baltic on Monday.", "COOPERATE", "Poland", "Norway")]
    [InlineData("Norway moved to punish Poland on Monday after accusing it of hiding the wreck.", "ACCUSE", "Norway", "Poland")]
    [InlineData("On Friday, the European Union warned it was prepared to take action against the ban.", "THREATEN", "European Union")]
    [InlineData("“We urge Russia to withdraw its troops immediately,” German Foreign Minister Annalena Baerbock said.", "REQUEST", "Germany", "Russia")]
    [InlineData("A suicide bomber killed nine guests of a hotel in northern Kenya on Thursday.", "ASSAULT", "suicide bomber", "Kenya")]
    [InlineData("Iran suspended talks with Iraq on Monday.", "SANCTION", "Iran", "Iraq")]
    [InlineData("Peru's government filed a lawsuit to force Chile to open its books.", "ACCUSE", "Chile")]
    public void Who_did_it_and_to_whom(string sentence, string act, params string[] actors)
    {
        var told = Home.Claims(sentence).OfType<Claim.Event>().Where(e => e.Act == act).ToList();
        told.ShouldNotBeEmpty();
        actors.ShouldBeSubsetOf(told.SelectMany(e => e.Actors).Select(a => a.Label));
    }

    [Theory]
    [InlineData("Historians explain the reforms of Norway and Poland, and they agree that they were slow.")]
    [InlineData("The court must say whether it confirms or declines the treaty of Norway and Poland.")]
    [InlineData("Both Yoko Kamikawa and Park Jin, who speaks Japanese, like the theatre.")]
    public void What_nobody_did_is_no_event(string sentence) => Home.Claims(sentence).OfType<Claim.Event>().ShouldBeEmpty();

    [Theory]
    [InlineData("“This ruling is against international law,” a Chinese foreign ministry spokesman said of Japan.", "criticise")]
    [InlineData("“It is essential now that Russia halts its work on the dam,” French President Emmanuel Macron said.", "demand")]
    [InlineData("“If the shelling goes on, there will be no harvest,” French President Emmanuel Macron said of Russia and Ukraine.", "warn")]
    [InlineData("Moscow has vowed that it would not rule out the use of force against Georgia.", "threaten")]
    [InlineData("“Our ships are not sailing against any country,” Norwegian Prime Minister Jonas Gahr Store said.", "deny")]
    [InlineData("Finance Minister Nadia Roe of Norway welcomed the EU step.", "praise")]
    [InlineData("“We will not use the base against anybody,” Norwegian Prime Minister Jonas Gahr Store said.", "promise")]
    [InlineData("“The use of force is impermissible,” Japanese Prime Minister Fumio Kishida said of China.", "oppose")]
    [InlineData("“Any step against our troops will be regarded as an attack on Russia,” Russian Foreign Minister Sergei Lavrov said in Moldova.", "warn")]
    public void A_position_shows_in_the_words(string sentence, string stance) => Home.Claims(sentence).OfType<Claim.Statement>().Select(s => s.Stance).ShouldContain(stance);

    [Theory]
    [InlineData("Brazilian President Luiz Inácio Lula da Silva announced at a joint press conference that direct flights between Brasilia and Lima would soon be launched.", "Lula")]
    [InlineData("Norway fired rockets into Polish-controlled territory in what Poland’s president called a mistake.", "Duda")]
    [InlineData("The head of the US mission, Brian Roe, said it was a mistake to invite the Russians.", "Roe")]
    public void What_is_announced_or_called_so_is_said(string sentence, string speaker) => Home.Claims(sentence).OfType<Claim.Statement>().SelectMany(s => s.Speakers).ShouldContain(s => s.Contains(speaker, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void What_has_happened_is_announced_and_not_undertaken() => Home.Claims("The Philippine government announced that a patrol vessel had sustained damage in a collision with a Chinese ship.").OfType<Claim.Commitment>().ShouldBeEmpty();

    [Theory]
    [InlineData("Baku regards Armenia as its own territory.", "Azerbaijan", "claims", "Armenia")]
    [InlineData("Gabon is a member of the OPEC group.", "Gabon", "party-to", "OPEC")]
    public void Claims_and_memberships(string sentence, string subject, string verb, string thing)
    {
        var relation = Home.Claims(sentence).OfType<Claim.Relation>().ShouldHaveSingleItem();
        (relation.Subject, relation.Verb, relation.Object).ShouldBe((subject, verb, thing));
    }

    [Fact]
    public void Who_was_once_in_the_office_that_a_report_gives_him_is_meant_himself() => Home.Claims("In 2013, Bolivia’s President Evo Morales met Chilean President Sebastián Piñera in Santiago.").OfType<Claim.Event>().SelectMany(e => e.Actors).Select(a => a.Label).ShouldContain("Evo Morales");

    [Fact]
    public void An_office_is_that_which_was_given_and_not_one_that_describes()
    {
        var tenure = Home.Claims("Mozambican President Filipe Nyusi has appointed Raul Roe, the former leader of the opposition, as ambassador to Portugal.").OfType<Claim.Tenure>().ShouldHaveSingleItem();
        tenure.Office.ShouldBe("Ambassador of Mozambique to Portugal");
        Home.Claims("Nyusi appointed Raul Roe to the Water Council, a panel that serves the president.").OfType<Claim.Tenure>().ShouldBeEmpty();
    }

    [Fact]
    public void A_clause_about_a_year_is_of_that_year() => Home.Claims("The quarrel began in 1932, when Paraguay attacked a fort of Bolivia.").OfType<Claim.Event>().ShouldHaveSingleItem().When.ToString().ShouldBe("1932");

    [Fact]
    public void A_family_name_in_the_middle_is_the_same_person()
    {
        var said = Home.Read("Paraguay and Brazil talk of the dam (sample)\n\n2023-05-03\n\nParaguayan President Mario Abdo Benítez met Brazilian officials on Tuesday.\n\n“The dam will pay for itself in twenty years,” said Abdo, who also spoke of the bridge over the river.\n").Claims.OfType<Claim.Statement>();
        said.SelectMany(s => s.Speakers).ShouldContain(s => s.StartsWith("Mario Abdo", StringComparison.Ordinal));
    }

    [Fact]
    public void An_agency_on_a_line_of_its_own_signs() => Home.Read("Paraguay and Brazil talk of the dam (sample)\n\nThe Harbour Post (sample), May 7, 2025\n\nThe Associated Press\n\nNorwegian and Polish ministers met in Oslo on Tuesday to talk about the sea between them.\n").Report.Origins.Select(o => o.Name).ShouldContain("Associated Press");

    [Fact]
    public void A_month_in_an_address_bounds_the_day()
    {
        var published = Home.Read("Paraguay and Brazil talk of the dam (sample)\n\nhttps://outlet.example/2022/07/talks-of-ministers/\n\nNorwegian and Polish ministers met in Oslo to talk about the sea between them.\n").Report.Published;
        (published.Start >= new NodaTime.LocalDate(2022, 7, 1) && published.End <= new NodaTime.LocalDate(2022, 7, 31)).ShouldBeTrue(published.ToString());
    }

    [Fact]
    public void A_dateline_between_strokes_is_no_party()
    {
        var met = Home.Read("The president receives a minister (sample)\n\n2023-05-03\n\nUlaanbaatar / MONTSAME / President of Mongolia Ukhnaagiin Khurelsukh received Japanese Foreign Minister Yoshimasa Hayashi on Tuesday.\n").Claims.OfType<Claim.Event>().First();
        met.Actors.Select(a => a.Label).ShouldBe(["Ukhnaagiin Khurelsukh", "Yoshimasa Hayashi"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("The Vice President of India seized the occasion to brief the guests about Mauritius.")]
    [InlineData("Ramaphosa phoned Duma in the morning and spoke of the new leadership of the party.")]
    public void A_word_of_another_sense_is_no_act_of_a_state(string sentence) => Home.Claims(sentence).OfType<Claim.Event>().SelectMany(e => e.States).ShouldNotContain("RUS");

    [Fact]
    public void An_embassy_is_of_the_state_that_keeps_it() => Home.Claims("The Egyptian Embassy in Sudan announced on Tuesday that the ambassador had met the ruler of Darfur.").OfType<Claim.Statement>().SelectMany(s => s.Actors).ShouldAllBe(a => a.State == "EGY");
}
