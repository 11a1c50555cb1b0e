namespace Entente.Tests;

public sealed class PlaceTests
{
    [Theory]
    [InlineData("The ministers met in Kyiv on Monday.", "Kyiv", "Kyiv", "UKR")]
    [InlineData("Talks between Ukraine and Russia were held in Odessa.", "Odessa", "Odesa", "UKR")]
    [InlineData("He was born in Odessa, Texas.", "Odessa", "Odessa", "USA")]
    [InlineData("The court in London, Ontario ruled. London was calm.", "London", "London", "CAN")]
    [InlineData("Tensions rose on the Korean Peninsula.", "Korean Peninsula", "Korean Peninsula", "")]
    [InlineData("Ships passed the Strait of Hormuz.", "Strait of Hormuz", "Strait of Hormuz", "")]
    [InlineData("The governor of New Mexico visited Mexico.", "Mexico", "Mexico", "MEX")]
    public void A_name_is_resolved_in_its_text(string text, string name, string label, string country)
    {
        var places = Home.Pipeline.Places(text).Where(p => text[p.Start..p.End] == name).ToList();
        places.ShouldNotBeEmpty();
        places.ShouldAllBe(p => p.Label == label && p.Country == country);
    }

    [Fact]
    public void Every_town_has_a_place_on_earth_and_its_state_is_known()
    {
        var kb = Entente.Knowledge.KnowledgeBase.Load(Path.Combine(Home.Folder, "knowledge"));
        kb.Gazetteer.Find("Lviv").ShouldContain(t => t.Country == "UKR");
        kb.Gazetteer.Find("st petersburg").ShouldContain(t => t.Country == "RUS");
        kb.Gazetteer.Find("No such town").ShouldBeEmpty();
    }
}
