using Entente.Record.Asking;
using Shouldly;

namespace Entente.Tests;

/// <summary>Words are found by one rule, whatever holds the record.</summary>
public sealed class AskingTests
{
    [Theory]
    [InlineData("missiles", "The missile was fired.")]
    [InlineData("deploying base", "Bases were deployed on the island.")]
    [InlineData("\"joint statement\"", "A joint statement’s words.")]
    [InlineData("Erdoğan", "Erdogan met him.")]
    [InlineData("尖閣諸島", "日本の尖閣諸島は…")]
    [InlineData("AGREEING", "They agreed.")]
    public void Words_are_found_by_their_stems_in_any_script(string query, string text) => TextQuery.Of(query).Matches(text).ShouldBeTrue();

    [Theory]
    [InlineData("\"statement joint\"", "A joint statement.")]
    [InlineData("missile ship", "The missile was fired.")]
    [InlineData("島尖", "尖閣諸島")]
    [InlineData("?!", "?!")]
    [InlineData("", "anything")]
    public void What_is_not_there_is_not_found(string query, string text) => TextQuery.Of(query).Matches(text).ShouldBeFalse();

    [Fact]
    public void Terms_are_letters_and_digits_only()
    {
        var random = new Random(2);
        for (var n = 0; n < 2000; n++)
        {
            var text = new string([.. Enumerable.Range(0, 60).Select(_ => (char)random.Next(1, 0xFFFF))]);
            TextQuery.Terms(text).ShouldAllBe(t => t.Length > 0 && t.Length <= 64 && t.All(char.IsLetterOrDigit));
        }
    }
}
