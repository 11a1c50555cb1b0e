using Entente.Record;

namespace Entente.Tests;

public sealed class CodingTests
{
    [Theory]
    [InlineData("Norway and Iceland signed a fisheries agreement in Oslo on Monday.", "AGREE", "occurred", "ISL NOR")]
    [InlineData("French President Emmanuel Macron met Brazilian President Luiz Inacio Lula da Silva in Brasilia.", "CONSULT", "occurred", "BRA FRA")]
    [InlineData("India recalled its ambassador from Canada on Monday.", "SANCTION", "occurred", "CAN IND")]
    [InlineData("Kenya accused Somalia of breaking the accord.", "ACCUSE", "occurred", "KEN SOM")]
    [InlineData("Chilean President Gabriel Boric will meet Peruvian officials in Lima on Friday.", "CONSULT", "planned", "CHL PER")]
    [InlineData("Egypt urged Israel to halt the offensive.", "REQUEST", "occurred", "EGY ISR")]
    public void An_act_between_parties_is_an_event(string sentence, string act, string status, string states)
    {
        var made = Home.Claims(sentence).OfType<Claim.Event>().Where(e => e.Act == act).ToList();
        made.ShouldNotBeEmpty();
        made[0].Status.ShouldBe(status);
        string.Join(' ', made[0].States).ShouldBe(states);
    }

    [Theory]
    [InlineData("India recalled its ambassador from Canada on Monday.", "161", "diplomatic")]
    [InlineData("Norway and Iceland held joint military exercises on Monday.", "062", "military")]
    [InlineData("Opposition groups in Chile demanded that the president resign.", "100", "")]
    [InlineData("The Kenyan government said Somalia must withdraw its troops.", "104", "military")]
    [InlineData("Egyptian police imposed a curfew in Suez on Monday.", "1723", "")]
    [InlineData("Peruvian farmers began a hunger strike in Lima on Monday.", "142", "")]
    [InlineData("Sweden suspended part of a military aid programme for Mali on Monday.", "162", "")]
    public void An_act_has_its_code_in_the_older_scheme_and_its_context(string sentence, string cameo, string contexts)
    {
        var made = Home.Claims(sentence).OfType<Claim.Event>().Where(e => Plover.CameoOf(e) == cameo).ToList();
        made.ShouldNotBeEmpty();
        string.Join(' ', Plover.ContextOf(made[0])).ShouldBe(contexts);
    }

    [Theory]
    [InlineData("If Norway attacked Iceland, the council would meet.")]
    [InlineData("Analysts fear that Kenya could invade Somalia.")]
    [InlineData("The two did not sign an agreement.")]
    [InlineData("Whether Chile will recall its ambassador is unclear.")]
    [InlineData("The pact obliges France to defend Belgium if it is attacked.")]
    public void What_has_not_happened_is_no_event_that_occurred(string sentence) =>
        Home.Claims(sentence).OfType<Claim.Event>().Where(e => e.Status is "occurred" or "ongoing").ShouldBeEmpty();

    [Theory]
    [InlineData("\"We will stand together,\" Norwegian Prime Minister Jonas Gahr Store said on Monday.", "Jonas Gahr Store", "quote")]
    [InlineData("Polish Foreign Minister Radoslaw Sikorski warned that the talks had failed.", "Radoslaw Sikorski", "paraphrase")]
    [InlineData("The French foreign ministry condemned the attack.", "Ministry of Foreign Affairs of France", "paraphrase")]
    public void Words_have_their_speaker(string sentence, string speaker, string form)
    {
        var statement = Home.Claims(sentence).OfType<Claim.Statement>().ShouldHaveSingleItem();
        statement.Speakers.ShouldBe([speaker]);
        statement.Form.ShouldBe(form);
    }

    [Fact]
    public void What_is_undertaken_has_parties_a_part_of_the_alliance_and_a_status()
    {
        var made = Home.Claims("Germany and Norway agreed on Tuesday to jointly develop a new air defence missile.").OfType<Claim.Commitment>().ShouldHaveSingleItem();
        made.States.ShouldBe(["DEU", "NOR"]);
        made.Status.ShouldBe("agreed");
        made.Mechanism.ShouldBe("arms-production");
        made.When.ToString().ShouldBe("2024-05-14");
    }

    [Fact]
    public void A_purchase_has_its_quantity_and_its_price()
    {
        var made = Home.Claims("Poland signed a contract with South Korea to buy 48 fighter jets for $3 billion.").OfType<Claim.Commitment>().ShouldHaveSingleItem();
        made.Quantity!.Value.ShouldBe(48);
        made.Amount.ShouldBe("USD 3000000000");
        made.Mechanism.ShouldBe("arms-transfer");
    }

    [Fact]
    public void An_assurance_names_provision_scope_and_who_gave_it()
    {
        var made = Home.Claims("U.S. Secretary of State Antony Blinken reaffirmed that Article IV of the mutual defense treaty with the Philippines extends to coast guard vessels at Scarborough Shoal.").OfType<Claim.Affirmation>().ToList();
        made.Select(a => a.Covers).ShouldContain("Scarborough Shoal");
        made[0].Provision.ShouldBe("US-Philippines Mutual Defense Treaty, Article 4");
        made[0].Polarity.ShouldBe("covers");
        made[0].Speakers.ShouldBe(["Antony Blinken"]);
    }

    [Fact]
    public void Taking_an_office_is_a_tenure_and_a_mention_is_none()
    {
        Home.Claims("Minoru Kihara was appointed defence minister of Japan on Wednesday.", "2023-09-14").OfType<Claim.Tenure>().ShouldHaveSingleItem().Office.ShouldBe("Minister of Defense of Japan");
        Home.Claims("Japanese Defence Minister Minoru Kihara spoke in Tokyo.").OfType<Claim.Tenure>().ShouldBeEmpty();
    }

    [Fact]
    public void A_name_that_the_office_contradicts_is_doubted_and_the_holder_named()
    {
        var reading = Home.Read("A title that says little\n\nGerman Defence Minister Boriz Pistolius met Norwegian officials in Oslo on Monday.\n", published: "2024-05-15");
        var meeting = reading.Claims.OfType<Claim.Event>().First();
        meeting.Actors.Select(a => a.Label).ShouldContain("Boris Pistorius");
        meeting.Doubts.ShouldContain(new NameDoubt("Boriz Pistolius", "Boris Pistorius", "Minister of Defense of Germany"));
    }

    [Fact]
    public void Every_piece_of_evidence_is_the_text_at_its_offsets_and_never_long()
    {
        foreach (var reading in Home.ReadFolder(Path.Combine(Home.Folder, "sample", "reports")))
        {
            foreach (var claim in reading.Claims)
            {
                reading.Report.Text[claim.Evidence.Start..claim.Evidence.End].ShouldBe(claim.Evidence.Quote);
                claim.Evidence.Quote.Length.ShouldBeLessThanOrEqualTo(400);
                reading.Report.Removed.ShouldNotContain(r => r.Start <= claim.Evidence.Start && claim.Evidence.End <= r.End);
            }
        }
    }

    [Theory]
    [InlineData("New Zealand's Minister for Defence, Hon. Dr Wayne Mapp, on Monday met with his Australian counterpart, Senator John Faulkner, in Sydney.", "CONSULT", "AUS NZL")]
    [InlineData("Norway's foreign minister and his Danish counterpart held a phone call on Monday, confirmed a spokesman for Sweden's foreign ministry.", "CONSULT", "DNK NOR")]
    [InlineData("The prime ministers of Spain and Portugal will sign the Status of Forces Agreement at Victoria Barracks on Friday.", "AGREE", "ESP PRT")]
    public void What_stands_beside_a_happening_is_no_party_to_it(string sentence, string act, string states)
    {
        var claims = Home.Claims(sentence);
        claims.OfType<Claim.Event>().ShouldHaveSingleItem().Act.ShouldBe(act);
        claims.ShouldAllBe(c => string.Join(' ', c.States) == states);
    }

    [Theory]
    [InlineData("Norwegian Foreign Minister Espen Barth Eide said he would meet his Danish counterpart on Saturday.")]
    [InlineData("Spain will return two islands to Portugal by November 15.")]
    [InlineData("Spain announced that it will return two islands to Portugal by May 20.")]
    public void What_is_to_come_is_not_dated_back(string sentence)
    {
        Home.Claims(sentence).Where(c => c.When.IsKnown).ShouldAllBe(c => c.When.End >= new NodaTime.LocalDate(2024, 5, 15));
    }

    [Fact]
    public void More_of_the_same_talks_is_no_second_meeting()
    {
        Home.Claims("The foreign ministers of Norway and Denmark met in Oslo on Monday. The two ministers also discussed fishing.").OfType<Claim.Event>().Count(e => e.Act == "CONSULT").ShouldBe(1);
    }

    [Fact]
    public void After_a_semicolon_the_words_are_the_reports_own()
    {
        Home.Claims("Moscow blamed Ukraine for the attack; officials said that the two were not linked.").OfType<Claim.Statement>().ShouldAllBe(s => !s.Text.Contains(';'));
    }

    [Fact]
    public void A_day_to_come_is_due_and_not_when_it_was_undertaken()
    {
        var undertaken = Home.Claims("Spain and Portugal will sign a new defence agreement in Madrid on Friday.").OfType<Claim.Commitment>().ShouldHaveSingleItem();
        undertaken.Due.ShouldBe("2024-05-17");
        undertaken.When.Start.ShouldNotBe(new NodaTime.LocalDate(2024, 5, 10));
    }

    [Theory]
    [InlineData("joint drills in the Baltic Sea", "exercises")]
    [InlineData("share missile warning data", "intelligence-sharing")]
    [InlineData("the reciprocal access agreement", "visiting-forces")]
    [InlineData("modernise command and control structures", "command-and-control")]
    [InlineData("the weather in spring", null)]
    public void Terms_tell_the_mechanism(string words, string? mechanism) => Home.Pipeline.Rules.MechanismOf(words).ShouldBe(mechanism);
}
