using Entente.Engine.Recognition.Times;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Entente.Tests;

public sealed class TimeTests
{
    private static readonly LocalDate Day = new(2024, 4, 10); // a Wednesday

    [Theory]
    [InlineData("The ministers met on [Monday].", "2024-04-08")]
    [InlineData("They will meet on [Friday].", "2024-04-12")]
    [InlineData("They met [last month].", "2024-03")]
    [InlineData("The treaty of [19 January 1960] holds.", "1960-01-19")]
    [InlineData("It was signed on [January 19, 1960].", "1960-01-19")]
    [InlineData("The deal was struck in [November].", "2023-11")]
    [InlineData("Talks will resume in [November].", "2024-11")]
    [InlineData("They spoke [two days ago].", "2024-04-08")]
    [InlineData("He left [last Friday].", "2024-04-05")]
    [InlineData("They meet [next week].", "2024-W16")]
    [InlineData("It began in [the late 1990s].", "199")]
    [InlineData("It began in [the 19th century].", "18")]
    [InlineData("It is due in [the third quarter of 2025].", "2025-Q3")]
    [InlineData("It lasted [more than three years].", "P3Y")]
    [InlineData("The [ten-day] exercise ended.", "P10D")]
    [InlineData("Patrols fly [every day].", "P1D")]
    [InlineData("The call came at [3 p.m. on Monday].", "2024-04-08T15:00")]
    [InlineData("Shelling began [Tuesday night].", "2024-04-09TNI")]
    [InlineData("Spending rises in [fiscal 2025].", "2025")]
    [InlineData("He is [now] in Tokyo.", "PRESENT_REF")]
    [InlineData("They agreed by [the end of 2024].", "2024")]
    [InlineData("The crisis of [the spring of 2001] passed.", "2001-SP")]
    [InlineData("The visit fell on [11.01.2023].", "2023-01-11")]
    public void An_expression_is_found_with_its_value(string marked, string value)
    {
        var text = marked.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        var start = marked.IndexOf('[', StringComparison.Ordinal);
        var end = marked.IndexOf(']', StringComparison.Ordinal) - 1;
        var found = TimeTagger.Tag(text, Day).ShouldHaveSingleItem();
        (found.Start, found.End, found.Value).ShouldBe((start, end, value));
    }

    [Theory]
    [InlineData("He may march with 2000 men.")]
    [InlineData("They fall back; a second attack failed.")]
    [InlineData("It costs $2020 a piece.")]
    [InlineData("Resolution No. 1718 stands.")]
    public void What_is_no_time_is_left_alone(string text) => TimeTagger.Tag(text, Day).ShouldBeEmpty();

    [Fact]
    public void Two_days_of_one_month_are_two_expressions() =>
        TimeTagger.Tag("They met on 6 and 12 July 2023.", Day).Select(t => t.Value).ShouldBe(["2023-07-06", "2023-07-12"]);

    [Fact]
    public void A_history_is_settled_by_what_it_last_spoke_of()
    {
        const string text = "On 25 June 1950 the war began. By 20 August 1950 the front held. In September 1950 the landing came, on 7 October 1950 the crossing. Two days later the city fell. In November the weather turned.";
        TimeTagger.Tag(text, Day).Select(t => t.Value).ShouldBe(["1950-06-25", "1950-08-20", "1950-09", "1950-10-07", "1950-10-09", "1950-11"]);
    }

    [Fact]
    public void Any_text_is_read_with_spans_inside_it()
    {
        var pieces = new[] { "the end of ", "early ", "May ", "Monday", " 12", "th", ", ", "1950", "-", "/", "last ", "two ", "years ", "ago", "BC", "'s", "\n", "\ud83d\ude00", "noon", ":30", " p.m.", "fall ", "of ", "99999999999" };
        var texts = Gen.Elements(pieces).ListOf().Select(l => string.Concat(l)).ToArbitrary();
        Prop.ForAll(texts, text => TimeTagger.Tag(text, Day).All(t => t.Start >= 0 && t.Start < t.End && t.End <= text.Length)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20240515, 77));
    }

    [Theory]
    [InlineData("of fall 99999999999BC's")]
    [InlineData("early last 99999999999999999999999999999999999999999999 years")]
    public void Numbers_beyond_any_year_or_count_are_no_times(string text) => TimeTagger.Tag(text, Day).ShouldAllBe(t => t.End - t.Start < 12);

    [Fact]
    public void Nested_words_of_time_do_not_nest_without_end() =>
        TimeTagger.Tag(string.Concat(Enumerable.Repeat("the end of ", 20000)) + "1950", Day).Count.ShouldBe(1);

    [Theory]
    [InlineData("the same day", 3)]
    [InlineData("a day later", 4)]
    [InlineData("three days later", 6)]
    [InlineData("hours later", 3)]
    public void What_is_counted_from_what_was_told_is_not_counted_from_the_report(string when, int day)
    {
        var act = Home.Claims($"The foreign ministers of Chad and Sudan met in Paris on May 3. Sudan expelled two Chadian diplomats {when}.").OfType<Entente.Record.Claim.Event>().Single(e => e.Act == "SANCTION");
        act.When.Start.ShouldBe(new NodaTime.LocalDate(2024, 5, day));
        act.When.Days.ShouldBe(1);
    }

    [Theory]
    [InlineData("NAIROBI, June 3, 2024: Kenya and Uganda signed an accord on Monday.", "2024-06-03")]
    [InlineData("NAIROBI, March 1 (Agencies) - President William Ruto of Kenya and President Yoweri Museveni of Uganda signed an accord on Friday. UN Secretary-General Antonio Guterres and US Secretary of State Antony Blinken welcomed it.", "2024-03-01")]
    public void A_dateline_dates_a_report_and_the_weekday_its_year(string lead, string day)
    {
        var (reading, _) = Home.Pipeline.Read(new Entente.Engine.Reading.SourceFile("x.txt", System.Text.Encoding.UTF8.GetBytes("An accord is signed\n\n" + lead + "\n")) { Language = "en" });
        reading!.Report.Published.Start.ShouldBe(NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value);
        reading.Report.Published.Days.ShouldBe(1);
    }
}
