using Entente.Engine.Recognition;

namespace Entente.Tests;

public sealed class SumTests
{
    private static readonly Sums Sums = new(Entente.Knowledge.KnowledgeBase.Load(Path.Combine(Home.Folder, "knowledge")));

    [Theory]
    [InlineData("a loan of $1.7 billion", "", "USD 1700000000")]
    [InlineData("a contract of US$45m", "", "USD 45000000")]
    [InlineData("C$500-million in aid", "", "CAD 500000000")]
    [InlineData("some 40 million euros for mine clearing", "", "EUR 40000000")]
    [InlineData("two billion Canadian dollars", "", "CAD 2000000000")]
    [InlineData("a 500-million-dollar credit line", "", "USD 500000000")]
    [InlineData("half a million dollars", "", "USD 500000")]
    [InlineData("300 million Swedish kronor (28 million dollars)", "SWE", "USD 28000000")]
    [InlineData("300 million kronor", "SWE", "SEK 300000000")]
    [InlineData("Rs 500 crore", "IND", "INR 5000000000")]
    [InlineData("Rs20bn", "PAK", "PKR 20000000000")]
    [InlineData("₹500 crore", "IND", "INR 5000000000")]
    [InlineData("20 billion rupees", "PAK", "PKR 20000000000")]
    [InlineData("20 billion rupees", "", "INR 20000000000")]
    [InlineData("20 billion pesos", "", null)]
    [InlineData("20 billion pesos", "ARG;CHL", null)]
    [InlineData("20 billion pesos", "PHL;USA", "PHP 20000000000")]
    [InlineData("NIS 3 billion", "", "ILS 3000000000")]
    [InlineData("200 billion yen", "", "JPY 200000000000")]
    [InlineData("2,000 pounds of explosives", "GBR", null)]
    [InlineData("at least 12 dollars", "", null)]
    [InlineData("10 billion Saudi riyals", "", "SAR 10000000000")]
    public void A_sum_keeps_its_currency(string text, string states, string? sum) => Sums.In(text, states.Split(';')).ShouldBe(sum);

    [Theory]
    [InlineData("km", "kilometre")]
    [InlineData("Kilometers", "kilometre")]
    [InlineData("tonnes", "tonne")]
    [InlineData("missile", null)]
    public void A_unit_has_one_name(string word, string? unit) => Sums.Unit(word).ShouldBe(unit);
}
