using Entente.Knowledge;
using NodaTime;

namespace Entente.Tests;

public sealed class EngagementTests
{
    private static readonly KnowledgeBase Kb = KnowledgeBase.Load(Path.Combine(Home.Folder, "knowledge"));
    private static readonly AffirmationOnRecord Affirmed = new("US-Japan Security Treaty, Article 5", "Senkaku Islands", "covers", "a minister", "2021-01-24", "…", "rp-1");

    [Theory]
    [InlineData("armed attack", "", "Senkaku", "2024-07-28", "US-Japan Security Treaty", "5", EngagementAnswer.Applies)]
    [InlineData("presence of coast guard ships", "", "Diaoyu Islands", "2024-07-28", "US-Japan Security Treaty", "5", EngagementAnswer.NotSaid)]
    [InlineData("armed attack", "public vessel of the Philippines", "Second Thomas Shoal", "2024-06-17", "US-Philippines Mutual Defense Treaty", "5", EngagementAnswer.Applies)]
    [InlineData("ramming", "public vessel of the Philippines", "Ayungin Shoal", "2024-06-17", "US-Philippines Mutual Defense Treaty", "5", EngagementAnswer.NotSaid)]
    [InlineData("armed attack", "fishing boat of the Philippines", "Second Thomas Shoal", "2024-06-17", "US-Philippines Mutual Defense Treaty", "5", EngagementAnswer.NotSaid)]
    [InlineData("armed attack", "", "United States", "2024-07-28", "US-Japan Security Treaty", "5", EngagementAnswer.DoesNotApply)]
    [InlineData("armed attack", "", "Estonia", "2024-07-28", "North Atlantic Treaty", "5", EngagementAnswer.Applies)]
    [InlineData("armed attack", "", "Guam", "2024-07-28", "North Atlantic Treaty", "5", EngagementAnswer.DoesNotApply)]
    [InlineData("invasion", "", "North Korea", "2024-12-31", "Russia-North Korea Comprehensive Strategic Partnership Treaty", "4", EngagementAnswer.Applies)]
    public void A_case_is_held_against_a_provision(string act, string on, string at, string day, string instrument, string article, EngagementAnswer wanted) =>
        Held(act, on, at, day).Single(h => h.Instrument.Label == instrument && h.Provision.Article == article).Answer.ShouldBe(wanted);

    [Fact]
    public void A_treaty_is_not_asked_before_its_signature_nor_after_its_end()
    {
        Held("invasion", "", "North Korea", "2023-01-01").ShouldNotContain(h => h.Instrument.Id == "dprk-russia-2024");
        Held("armed attack", "", "Taiwan", "1978-06-01").ShouldContain(h => h.Instrument.Id == "us-taiwan-mdt" && h.Answer == EngagementAnswer.Applies);
        Held("armed attack", "", "Taiwan", "2024-07-28").ShouldNotContain(h => h.Provision.Obligation == "defence");
    }

    [Fact]
    public void A_partner_is_no_party() =>
        Held("armed attack", "Philippines", "Second Thomas Shoal", "2024-06-17").ShouldNotContain(h => h.Instrument.Id == "us-japan-security-treaty" && h.Answer != EngagementAnswer.DoesNotApply);

    [Fact]
    public void What_was_affirmed_for_the_place_is_shown_with_its_words() =>
        Held("armed attack", "", "Senkaku", "2024-07-28").Single(h => h.Provision is { Instrument: "us-japan-security-treaty", Article: "5" }).Affirmations.ShouldHaveSingleItem().Speaker.ShouldBe("a minister");

    [Fact]
    public void A_place_that_no_file_knows_is_refused() =>
        Should.Throw<KnowledgeException>(() => Held("armed attack", "", "Nowhere Atoll", "2024-07-28")).Message.ShouldContain("no place 'Nowhere Atoll'");

    [Fact]
    public void Each_dispute_says_who_administers_on_a_day()
    {
        Kb.Claims.Where(c => c.Place == "okinawa" && c.Holds(new LocalDate(1970, 1, 1))).ShouldHaveSingleItem().State.ShouldBe("USA");
        Kb.Claims.Where(c => c.Place == "okinawa" && c.Holds(new LocalDate(1973, 1, 1))).ShouldHaveSingleItem().State.ShouldBe("JPN");
    }

    private static IReadOnlyList<ProvisionHeld> Held(string act, string on, string at, string day) =>
        new Engagement(Kb).Hold(new EngagementCase(act, on, at, NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value), [Affirmed]);
}
