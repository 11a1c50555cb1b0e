using Entente.Record;
using Shouldly;

namespace Entente.Tests;

/// <summary>What a report tells by the way: acts told as nouns, in clauses that describe, at another's request, in words towards somebody.</summary>
public class PassingTests
{
    [Theory]
    [InlineData("Relations soured after Denmark's seizure of an Icelandic trawler in March.", "COERCE", "DNK ISL", "2024-03")]
    [InlineData("The deployment of Chilean troops to Peru in January 2021 ended the unrest.", "MOBILIZE", "CHL PER", "2021-01")]
    [InlineData("The withdrawal of Spanish forces from Mali last year left a gap.", "RETREAT", "ESP MLI", "2023")]
    [InlineData("Ghana's recall of its ambassador to Togo came after the shooting.", "SANCTION", "GHA TGO", null)]
    [InlineData("Officials in Accra protested after the arrest in Togo of a Ghanaian diplomat.", "COERCE", "GHA TGO", null)]
    public void An_act_told_as_a_noun_is_one(string sentence, string act, string states, string? when)
    {
        var found = Home.Claims(sentence, "2024-06-12").OfType<Claim.Event>().First(e => e.Act == act);
        string.Join(' ', found.States).ShouldBe(states);
        found.When.ToString().StartsWith(when ?? "", StringComparison.Ordinal).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Peru fears a possible invasion of its waters by Chile next year.")]
    [InlineData("Ghana ruled out any withdrawal of its troops from Togo.")]
    public void One_that_may_come_is_none(string sentence) => Home.Claims(sentence, "2024-06-12").OfType<Claim.Event>().ShouldNotContain(e => e.Act == "ASSAULT" || e.Act == "RETREAT");

    [Fact]
    public void Who_asked_for_what_was_done_asked()
    {
        var asked = Home.Claims("Denmark on Tuesday put off the fines at the request of Iceland.", "2024-06-12").OfType<Claim.Event>().First(e => e.Act == "REQUEST");
        asked.Actors[0].State.ShouldBe("ISL");
    }

    [Fact]
    public void Whoever_is_invited_has_a_visit_before_him()
    {
        var claims = Home.Claims("French President Emmanuel Macron invited German Chancellor Olaf Scholz to visit Paris in July.", "2024-06-12").OfType<Claim.Event>().ToList();
        claims.ShouldContain(e => e.Act == "AGREE" && e.Mode == "invite");
        var visit = claims.Single(e => e.Format == "visit");
        (visit.Status, visit.Place!.Label).ShouldBe(("proposed", "Paris"));
    }

    [Fact]
    public void What_is_said_at_a_press_conference_tells_that_it_was_held() =>
        Home.Claims("French President Emmanuel Macron said at a press conference in Berlin on Monday that the talks had gone well.", "2024-06-12").OfType<Claim.Event>().ShouldContain(e => e.Format == "press-conference" && e.Place!.Label == "Berlin");

    [Theory]
    [InlineData("The way was opened by a memorandum that Norway, Denmark and Iceland signed in Oslo on 3 May 2022.", "2022-05-03", "DNK ISL NOR")]
    [InlineData("Norway and Denmark also approved the framework for fishing, which their officials had initialled on 7 May.", "2024-05-07", "DNK NOR")]
    public void What_a_clause_describes_was_done(string sentence, string when, string states)
    {
        var signed = Home.Claims(sentence, "2024-06-12").OfType<Claim.Event>().First(e => e is { Act: "AGREE", Mode: "sign" });
        (signed.When.ToString(), string.Join(' ', signed.States)).ShouldBe((when, states));
    }

    [Fact]
    public void Further_talks_have_their_own_day()
    {
        var talks = Home.Claims("Norway and Denmark held a third round of talks in Oslo on Monday. The first round was held in Copenhagen on May 6.", "2024-06-12").OfType<Claim.Event>().Where(e => e.Act == "CONSULT").ToList();
        talks.ShouldContain(e => e.When.ToString() == "2024-05-06" && e.Place!.Label == "Copenhagen" && e.States.Count == 2);
    }

    [Theory]
    [InlineData("Icelandic Foreign Minister Bjarni Benediktsson said Denmark must withdraw its ships at once.", "REQUEST")]
    [InlineData("Serbia's defence ministry said any attack by Croatia would be met with a crushing response.", "THREATEN")]
    public void Words_towards_another_are_an_act_as_well(string sentence, string act) => Home.Claims(sentence, "2023-12-12").OfType<Claim.Event>().ShouldContain(e => e.Act == act && e.States.Count == 2);

    [Fact]
    public void A_list_of_what_one_will_do_has_not_been_done() =>
        Home.Claims("The United States will open an embassy in Tonga; launch a program on maritime security; and dispatch a hospital ship.", "2024-06-12").OfType<Claim.Event>().ShouldNotContain(e => e.Status == "occurred");

    [Fact]
    public void What_an_accord_sets_out_is_undertaken_by_those_who_made_it()
    {
        var claims = Home.Claims("Norway and Denmark signed a pact in Oslo on Monday. Patrols between the two points will be suspended until a further accord is reached. Neither country will support rebels in the other.", "2024-06-12").OfType<Claim.Commitment>().ToList();
        claims.ShouldContain(x => x.Action == "suspend" && x.Status == "signed" && x.States.Count == 2);
        claims.ShouldContain(x => x.Action == "support" && x.States.Count == 2);
    }

    [Theory]
    [InlineData("The visit carries out a pledge that the United States made to Japan in April.", "fulfilled")]
    [InlineData("Denmark broke its promise to Iceland on Monday.", "broken")]
    public void A_pledge_is_kept_or_broken(string sentence, string status) => Home.Claims(sentence, "2024-06-12").OfType<Claim.Commitment>().ShouldContain(x => x.Status == status);

    [Theory]
    [InlineData("Foreign Minister Roberto Ampuero of Chile said the 1904 peace treaty between Chile and Bolivia was fully in force.", "2018-10-01", "stands", null)]
    [InlineData("Alexander Downer, Australia's foreign minister, insisted that the treaty between Australia and Indonesia did not cover fishing rights.", "2006-11-13", "does-not-cover", "fishing rights")]
    public void An_assurance_in_a_clause_names_the_accord_and_its_reach(string sentence, string day, string polarity, string? covers)
    {
        var said = Home.Claims(sentence, day).OfType<Claim.Affirmation>().ShouldHaveSingleItem();
        (said.Polarity, said.Covers).ShouldBe((polarity, covers));
    }

    [Fact]
    public void A_name_of_other_days_is_nobody_in_office_now()
    {
        var agreed = Home.Claims("The pact replaces an agreement that Australian Prime Minister Paul Keating concluded with Indonesia's President Suharto in 1995.", "2024-06-12").OfType<Claim.Event>().First(e => e.Act == "AGREE");
        agreed.Actors.Select(a => a.Label).ShouldBe(["Paul Keating", "Suharto"]);
        agreed.Doubts.ShouldBeEmpty();
    }

    [Fact]
    public void A_month_of_that_year_is_of_the_year_told_last() =>
        Home.Claims("Norway and Denmark founded the council in April 2021. The council first met in Oslo in July of that year.", "2024-06-12").OfType<Claim.Event>().ShouldContain(e => e.Act == "CONSULT" && e.When.ToString() == "2021-07");

    [Theory]
    [InlineData("Beijing's claim to the Spratly Islands is disputed by Vietnam.", "claims", "CHN")]
    [InlineData("Germany and Italy are both NATO members.", "party-to", "ITA")]
    [InlineData("Qatar is home to Al Udeid, an air base that houses some 10,000 American troops.", "hosts", "QAT")]
    public void How_things_stand_between_states_is_a_relation(string sentence, string relation, string state) => Home.Claims(sentence, "2024-06-12").OfType<Claim.Relation>().ShouldContain(r => r.Verb == relation && r.States.Contains(state));

    [Fact]
    public void A_share_of_a_sum_is_undertaken_by_whom_it_is_of()
    {
        var made = Home.Claims("Berlin pledged 40 million euros for the port, and Paris would add 30 million.", "2024-06-12").OfType<Claim.Commitment>().ToList();
        made.Select(m => $"{m.States[0]} {m.Amount} {m.Object}").Order(StringComparer.Ordinal)
            .ShouldBe(["DEU EUR 40000000 40 million euros for the port", "FRA EUR 30000000 Paris would add 30 million"]);
    }

    [Fact]
    public void How_long_an_accord_runs_and_the_day_of_signing_are_no_undertakings()
    {
        var made = Home.Claims("Norway and Denmark signed a fishing agreement on Friday. The agreement covers the five years from 2025.", "2024-06-12").OfType<Claim.Commitment>().ToList();
        made.ShouldHaveSingleItem().Object.ShouldBe("a fishing agreement");
    }

    [Fact]
    public void To_rule_out_placing_forces_under_control_is_no_sanction() =>
        Home.Claims("Norway has ruled out placing its navy under British control.", "2024-06-12").OfType<Claim.Event>().ShouldNotContain(e => e.Act == "SANCTION");
}
