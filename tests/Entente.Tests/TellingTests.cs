using Entente.Record;

namespace Entente.Tests;

/// <summary>Who speaks, what is still to come and what two sides undertake together, in the turns of phrase that reports use.</summary>
public sealed class TellingTests
{
    private static Claim.Event Event(string text, string act, string published = "2025-08-13") => Home.Claims(text, published).OfType<Claim.Event>().First(e => e.Act == act);

    private static Claim.Statement Said(string text) => Home.Claims(text, "2025-08-13").OfType<Claim.Statement>().First();

    private static Claim.Commitment Undertaken(string text) => Home.Claims(text, "2025-08-13").OfType<Claim.Commitment>().First();

    [Fact]
    public void What_lies_ahead_is_to_come_and_is_not_the_day_of_what_is_told()
    {
        var claims = Home.Claims("Indian Prime Minister Narendra Modi repeated his \"trust\" in Japan's Shigeru Ishiba, ahead of his talks with Xi Jinping on Friday.", "2025-08-13");
        var talks = claims.OfType<Claim.Event>().Single(e => e.Act == "CONSULT");
        (talks.Status, talks.When.ToString()).ShouldBe(("planned", "2025-08-15"));
        claims.OfType<Claim.Statement>().Single().When.ToString().ShouldBe("2025-08-13");
    }

    [Theory]
    [InlineData("The foreign minister of Chile meets his colleague from Peru tomorrow in Lima.", "planned", "2025-08-14")]
    [InlineData("Danish Prime Minister Mette Frederiksen was due in Norway later on Tuesday to meet Jonas Gahr Store.", "planned", "2025-08-19")]
    [InlineData("Much has changed since the 2011 ASEAN summit in Bali.", "occurred", "2011")]
    [InlineData("Interior ministers from Spain and Morocco vowed to work together during a meeting in Rabat on Sunday.", "occurred", "2025-08-10")]
    public void A_meeting_has_its_own_time(string text, string status, string when)
    {
        var meeting = Event(text, "CONSULT");
        (meeting.Status, meeting.When.ToString()).ShouldBe((status, when));
    }

    [Theory]
    [InlineData("Brazil and Uruguay vowed to deepen defence cooperation.", "agreed", "BRA,URY")]
    [InlineData("Kenya and Uganda formalised an agreement on sharing intelligence with Rwanda.", "agreed", "KEN,RWA,UGA")]
    [InlineData("Chile and Peru announced new naval exercises.", "announced", "CHL,PER")]
    [InlineData("Greece and Cyprus are still working on an agreement to share a naval base in Cyprus.", "under-negotiation", "CYP,GRC")]
    [InlineData("The talks in Doha ended on Monday in an agreement between Chad and Sudan.", "agreed", "SDN,TCD")]
    public void Two_sides_undertake_it(string text, string status, string states)
    {
        var made = Undertaken(text);
        (made.Status, string.Join(',', made.States)).ShouldBe((status, states));
    }

    [Theory]
    [InlineData("Poland and Lithuania issued a joint statement on their border in May.", "AGREE", "LTU,POL")]
    [InlineData("Several governments accused Rwanda of arming Burundi.", "ACCUSE", "BDI,RWA")]
    [InlineData("A meeting of Arab League ministers condemned Iran's seizure of the tanker.", "ACCUSE", "ARL,IRN")]
    [InlineData("Russia withdrew from the CFE in 2007.", "SANCTION", "RUS")]
    [InlineData("The envoys of Peru and Chile met in Arica. After two days the envoys had reached a consensus on the catch.", "AGREE", "CHL,PER")]
    [InlineData("The ferries were part of a deal that Denmark scrapped in 2021 to the anger of Sweden.", "SANCTION", "DNK,SWE")]
    [InlineData("Portugal sailed with Morocco and Spain in an exercise off Cape St Vincent.", "COOPERATE", "ESP,MAR,PRT")]
    [InlineData("Its envoy left before an African Union meeting called by Kenya over the coup.", "CONSULT", "AFU,KEN")]
    [InlineData("A dinner was given by President Luiz Inacio Lula da Silva of Brazil for President Gabriel Boric of Chile.", "CONSULT", "BRA,CHL")]
    public void An_act_is_of_those_who_do_it_or_to_whom_it_is_done(string text, string act, string states) => string.Join(',', Event(text, act).States.Order(StringComparer.Ordinal)).ShouldBe(states);

    [Fact]
    public void An_order_in_ones_own_house_asks_nothing_of_another_state() =>
        Home.Claims("President Emmanuel Macron said he had asked Foreign Minister Jean-Noel Barrot to travel there at once.", "2025-03-24").OfType<Claim.Event>().ShouldNotContain(e => e.Act == "REQUEST");

    [Theory]
    [InlineData("\"No date has been set,\" the Kremlin said.", "Kremlin", "RUS")]
    [InlineData("An aide to Giorgia Meloni called the report \"an invention from start to end\".", "aide to Giorgia Meloni", "ITA")]
    [InlineData("The ship turned back at noon, with a Pentagon official telling the BBC it was a storm.", "Pentagon official", "USA")]
    [InlineData("The Ghanaian ambassador to the United States, Kofi Example, rejected the claims of Togo.", "Kofi Example", "GHA")]
    [InlineData("The Obama administration voiced dismay at the vote in Israel.", "Obama administration", "USA")]
    public void A_speaker_is_called_as_the_report_calls_him_and_is_of_his_state(string text, string speaker, string state)
    {
        var said = Said(text);
        said.Speakers.ShouldBe([speaker]);
        said.States.ShouldContain(state);
    }

    [Fact]
    public void The_official_is_the_one_told_of_before() =>
        Home.Claims("A senior US defense official said the runway was ready. \"We will land there in the spring,\" the official said.").OfType<Claim.Statement>().ShouldAllBe(s => s.Speakers.SequenceEqual(new[] { "US defense official" }));

    [Fact]
    public void Letters_put_behind_a_name_stand_for_it() =>
        Home.Claims("India's Ministry of External Affairs (MEA) denounced the map. The MEA put out a note of two lines: \"India rejects the map and whoever drew it.\"").OfType<Claim.Statement>().ShouldAllBe(s => s.Speakers[0].StartsWith("Ministry of External Affairs", StringComparison.Ordinal));

    [Theory]
    [InlineData("“If the harbour stays closed, we will consider ourselves no longer bound by the treaty,” said Emmanuel Macron.", "threaten")]
    [InlineData("In a note, the ministry said Norway \"welcomes the inquiry into the violations of its waters\".", "praise")]
    [InlineData("Giorgia Meloni said the accord was a \"great next step\".", "praise")]
    public void Words_have_the_stance_of_their_sense(string text, string stance) => Said(text).Stance.ShouldBe(stance);

    [Theory]
    [InlineData("2025-08-13", "AFG,PAK")]
    [InlineData("2013-08-13", "PAK,TALIBAN")]
    public void A_movement_is_the_state_that_it_governs_from_the_day_it_does(string published, string states) =>
        string.Join(',', Event("Pakistan accused the Taliban of \"sheltering gunmen\" near Khost.", "ACCUSE", published).States.Order(StringComparer.Ordinal)).ShouldBe(states);

    [Theory]
    [InlineData("Clashes erupted between Armenia and Azerbaijan.", "ASSAULT", "ARM,AZE")]
    [InlineData("Ethiopia stepped up its air strikes on Eritrea.", "ASSAULT", "ERI,ETH")]
    public void Fighting_is_of_both_sides(string text, string act, string states) => string.Join(',', Event(text, act).States.Order(StringComparer.Ordinal)).ShouldBe(states);

    [Fact]
    public void Land_is_called_by_who_holds_it()
    {
        var relation = Home.Claims("They sailed past Spanish-held Ceuta.").OfType<Claim.Relation>().Single();
        (relation.Subject, relation.Verb).ShouldBe(("Spain", "administers"));
    }
}
