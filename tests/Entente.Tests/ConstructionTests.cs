using Entente.Record;

namespace Entente.Tests;

/// <summary>Ways in which news words an act, a saying or an undertaking, on sentences written for these tests.</summary>
public sealed class ConstructionTests
{
    [Theory]
    [InlineData("Peru's generals told the ambassador of Ecuador on Friday to leave within a week.", "SANCTION", "ECU PER")]
    [InlineData("Six Canadian diplomats were ordered out of India.", "SANCTION", "CAN IND")]
    [InlineData("Peru's ambassador had been called to Ecuador's Foreign Ministry before noon.", "ACCUSE", "ECU PER")]
    [InlineData("Javier Gonzalez-Olaechea of Peru had described the Ecuadorean government as illegitimate.", "ACCUSE", "ECU PER")]
    [InlineData("Norway and Iceland have accused each other of overfishing.", "ACCUSE", "ISL NOR")]
    [InlineData("Peru severed relations with Ecuador in March 2015, when students burnt a flag.", "SANCTION", "ECU PER")]
    [InlineData("The heads of government of Denmark and Sweden put their names to a declaration in May.", "AGREE", "DNK SWE")]
    [InlineData("Envoys of Peru and Ecuador put their signatures to a joint declaration.", "AGREE", "ECU PER")]
    [InlineData("Negotiations on the border opened in Santiago in April 2021 between Peru and Ecuador.", "CONSULT", "ECU PER")]
    [InlineData("Gabriela Sommerfeld of Ecuador was host to Javier Gonzalez-Olaechea of Peru for talks on the border.", "CONSULT", "ECU PER")]
    [InlineData("Norway and Iceland ended three days of negotiations without a word to the press.", "CONSULT", "ISL NOR")]
    [InlineData("The arrest of a Danish sailor by Norway had angered many, Iceland said.", "COERCE", "DNK NOR")]
    [InlineData("Peruvian officials said that Ecuador had to withdraw its troops.", "REQUEST", "ECU PER")]
    [InlineData("Norwegian officials told reporters that Iceland was breaking international law.", "ACCUSE", "ISL NOR")]
    [InlineData("Finland has hosted the Swedish air force for joint training.", "COOPERATE", "FIN SWE")]
    [InlineData("Norway and Iceland opened their annual exercise on Monday.", "COOPERATE", "ISL NOR")]
    [InlineData("Norway's army was put on alert.", "MOBILIZE", "NOR")]
    public void An_act_however_worded_is_an_event(string sentence, string act, string states) =>
        Home.Claims(sentence).OfType<Claim.Event>().Where(e => e.Act == act && e.Status == "occurred").Select(e => string.Join(' ', e.States)).ShouldContain(states);

    [Theory]
    [InlineData("Norwegian Foreign Minister Espen Barth Eide denied reports that he had held secret talks with Sergei Lavrov of Russia.", "denied")]
    [InlineData("Reports in the media that Norway and Iceland had agreed to share the catch are unfounded.", "denied")]
    [InlineData("Norway called off a joint exercise with Iceland on Friday.", "cancelled")]
    [InlineData("Norway has put off a large exercise with Iceland, officials said.", "postponed")]
    public void What_was_not_so_or_will_not_be_is_said_as_such(string sentence, string status)
    {
        var made = Home.Claims(sentence).OfType<Claim.Event>().Where(e => e.States.Count == 2).ToList();
        made.ShouldNotBeEmpty();
        made.ShouldAllBe(e => e.Status == status);
    }

    [Theory]
    [InlineData("Should Peru stage a provocation, it would be punished, Chilean Defence Minister Maya Fernandez said.")]
    [InlineData("Norway has asked whether Iceland ought to join.")]
    [InlineData("He told reporters that he would not go into the letter from Iceland.")]
    public void A_case_put_or_a_question_asks_and_refuses_nothing(string sentence) =>
        Home.Claims(sentence).OfType<Claim.Event>().ShouldNotContain(e => e.Act == "REQUEST" || e.Act == "REJECT");

    [Fact]
    public void A_list_of_names_fills_the_offices_before_it()
    {
        var met = Home.Claims("The defence ministers of Chile and Peru, Maya Fernandez and Walter Astudillo, met in Lima on Tuesday.").OfType<Claim.Event>().ShouldHaveSingleItem();
        met.Actors.Select(a => (a.Label, a.State)).ShouldBe([("Maya Fernandez", "CHL"), ("Walter Astudillo", "PER")]);
    }

    [Fact]
    public void The_ministers_are_not_the_presidents_told_of_before_them()
    {
        var agreed = Home.Claims("Antony Blinken and Wang Yi met in Beijing on Tuesday. Following a call between President Joe Biden and President Xi Jinping, the foreign ministers agreed to keep a channel open.").OfType<Claim.Event>().Single(e => e.Act == "AGREE");
        agreed.Actors.Select(a => a.Label).ShouldBe(["Antony Blinken", "Wang Yi"], ignoreOrder: true);
    }

    [Fact]
    public void What_a_spokesman_gives_out_is_one_statement_of_his()
    {
        var said = Home.Claims("Chile urged Peru to respect the border, Chilean foreign ministry spokeswoman Ana Rojas said on Monday.").OfType<Claim.Statement>().ShouldHaveSingleItem();
        said.Speakers.ShouldBe(["Ana Rojas"]);
        said.Stance.ShouldBe("demand");
    }

    [Theory]
    [InlineData("The Peruvian irrigation ministry said that the talks would go on.", "Peruvian irrigation ministry")]
    [InlineData("Peruvian army officers said that the talks would go on.", "Peruvian army officers")]
    [InlineData("A US diplomat in Oslo called the talks useful and said that they would go on.", "US diplomat")]
    [InlineData("Norway has signed the accord. Zambia has left it, the trade ministry declared.", "Zambian trade ministry")]
    public void A_body_is_called_as_the_report_calls_it(string text, string speaker) => Home.Claims(text).OfType<Claim.Statement>().SelectMany(s => s.Speakers).ShouldContain(speaker);

    [Theory]
    [InlineData("Norway renewed an assurance that its soil will never be used against Iceland.", "reaffirmed")]
    [InlineData("It was agreed to start the joint production of missiles. Norway and Sweden held talks in Oslo.", "agreed")]
    [InlineData("Peru and Ecuador signed a declaration in Lima on Tuesday. The paper is short. The declaration commits the two to refrain from threats.", "signed")]
    [InlineData("Talks between Norway and Iceland have begun on the sale of missiles.", "under-negotiation")]
    [InlineData("The United States has pledged $200 million for the mission in Haiti.", "announced")]
    [InlineData("Norway and Iceland undertook to withdraw their troops.", "agreed")]
    public void An_undertaking_however_worded_has_its_status(string text, string status) => Home.Claims(text).OfType<Claim.Commitment>().Select(c => c.Status).ShouldContain(status);

    [Fact]
    public void The_points_of_a_list_are_done_by_whom_the_line_above_names()
    {
        var made = Home.Read("Norway and Iceland hold talks\n\nThe ministers of Norway and Iceland met in Oslo on Monday.\n\nThe Ministers:\n\n- reaffirmed their commitment to the expansion of trade;\n\n- discussed other matters.\n", published: "2024-05-15").Claims.OfType<Claim.Commitment>().ShouldHaveSingleItem();
        made.States.ShouldBe(["ISL", "NOR"]);
        made.Status.ShouldBe("reaffirmed");
    }

    [Fact]
    public void A_meeting_has_the_day_that_the_next_sentence_gives_it()
    {
        var met = Home.Claims("Norwegian and Danish officials met in Geneva, the Norwegian foreign ministry said on Monday. The talks were held on Saturday.").OfType<Claim.Event>().First(e => e.Act == "CONSULT");
        met.When.ToString().ShouldBe("2024-05-11");
    }

    [Fact]
    public void In_a_report_of_two_states_a_refusal_is_of_the_other()
    {
        var text = "Kenya and Somalia quarrel over the sea\n\nKenya and Somalia quarrelled on Monday. Kenya accused Somalia of taking its fish. Somalia rejected the accusation.\n";
        Home.Read(text, published: "2024-05-15").Claims.OfType<Claim.Event>().Single(e => e.Act == "REJECT").States.ShouldBe(["KEN", "SOM"]);
    }

    [Theory]
    [InlineData("Malta voted on Sunday. Italy claims the self-governed island as its own.", "ITA MLT")]
    [InlineData("Sri Lanka voted on Sunday. India regards the self-governed island as its own territory.", "IND LKA")]
    public void The_island_is_the_one_last_told_of(string text, string states)
    {
        var claimed = Home.Claims(text).OfType<Claim.Relation>().ShouldHaveSingleItem();
        (claimed.Verb, string.Join(' ', claimed.States)).ShouldBe(("claims", states));
    }

    [Fact]
    public void A_day_that_can_be_read_either_way_is_settled_by_the_clock_beside_it() =>
        Home.Read("Norway and Iceland hold talks\nOslo | posted 08-09-2020, 20:15 CET\n\nNorway and Iceland held talks in Oslo.\n").Report.Published.ToString().ShouldBe("2020-09-08");

    [Theory]
    [InlineData("BERGEN, Western Norway, June 11, 2019 - Norway and Iceland signed an accord.", "2019-06-11")]
    [InlineData("OSLO/COPENHAGEN, Jun 11 (2019) - Norway and Iceland signed an accord.", "2019-06-11")]
    public void A_dateline_may_name_its_region_or_bracket_its_year(string line, string day) => Home.Read("Norway and Iceland sign an accord\n\n" + line + "\n").Report.Published.ToString().ShouldBe(day);

    [Fact]
    public void Words_that_lead_back_to_themselves_refer_to_nobody() =>
        Should.NotThrow(() => Home.Claims("Norway and Iceland met. Under the deal Iceland is given a strip of coast, where scores of its sailors are said to lie, and Norway undertakes to open a harbour."));
}
