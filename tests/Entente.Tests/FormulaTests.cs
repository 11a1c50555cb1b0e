using Entente.Engine;

namespace Entente.Tests;

public sealed class FormulaTests
{
    private static readonly Formulas Rules = Formulas.Load(Path.Combine(Home.Folder, "rules"));

    [Fact]
    public void Each_rule_finds_its_example_and_leaves_its_counter_example()
    {
        foreach (var (formula, positive, negative) in Rules.Examples)
        {
            Rules.Find(positive).Select(f => f.Formula).ShouldContain(formula, positive);
            Rules.Find(negative).Select(f => f.Formula).ShouldNotContain(formula, negative);
        }
    }

    [Fact]
    public void The_stronger_wording_is_told_from_the_weaker()
    {
        Rules.Find("complete, verifiable and irreversible abandonment").Single().Strength.ShouldBe(3);
        Rules.Find("complete and verifiable abandonment").Single().Strength.ShouldBe(2);
        const string text = "They strongly opposed any unilateral attempts to alter the status quo by force or coercion, they said.";
        var use = Rules.Find(text).Single();
        text[use.Start..use.End].ShouldBe("strongly opposed any unilateral attempts to alter the status quo by force or coercion");
    }

    [Fact]
    public void A_variant_whose_words_are_all_one_of_several_is_found_on_record()
    {
        var record = Home.Settle([Home.Read("Talks\n\nThe United States reaffirmed its ironclad commitment to Norway on Monday.\n", published: "2024-05-14")]);
        Rules.Uses(new Entente.Record.Asking.SettledReader(record)).ShouldNotBeEmpty();
    }
}
