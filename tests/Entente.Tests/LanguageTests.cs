using Entente.Language;
using Entente.Language.Neural;
using FsCheck.Xunit;

namespace Entente.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("The U.S. envoy doesn't know.", "The|U.S.|envoy|does|n't|know|.")]
    [InlineData("Japan's 2+2 talks cost $1.7 billion (about 254bn yen).", "Japan|'s|2+2|talks|cost|$|1.7|billion|(|about|254|bn|yen|)|.")]
    [InlineData("US-Japan ties, Mr. Austin said.", "US|-|Japan|ties|,|Mr.|Austin|said|.")]
    [InlineData("岸田文雄 met Xi.", "岸田文雄|met|Xi|.")]
    public void Words_are_cut_as_the_treebanks_cut_them(string text, string expected) =>
        string.Join('|', Tokenizer.Words(text, 0, text.Length).Select(t => t.Form)).ShouldBe(expected);

    [Theory]
    [InlineData("He met U.S. Secretary of State Antony Blinken. They talked.", 2)]
    [InlineData("“We agreed.” He left at 5 p.m. on Jan. 11 with Gen. Milley.", 2)]
    [InlineData("Did they sign? No! They did not.", 3)]
    public void Sentences_survive_abbreviations_and_quotations(string text, int expected) =>
        Tokenizer.Sentences(text, 0, text.Length).Count.ShouldBe(expected);

    [Property(MaxTest = 300, Replay = "(20240515,77)")]
    public bool Words_lie_inside_the_text_in_order(string? text)
    {
        text ??= "";
        var last = 0;
        foreach (var t in Tokenizer.Words(text, 0, text.Length))
        {
            if (t.Start < last || t.End > text.Length || t.Start >= t.End || text[t.Start..t.End] != t.Form)
            {
                return false;
            }

            last = t.End;
        }

        return true;
    }

    [Theory]
    [InlineData(500_000, 'x')]
    [InlineData(200_000, '“')]
    [InlineData(200_000, '.')]
    public void A_run_of_one_character_is_cut_in_linear_time(int length, char c) =>
        Tokenizer.Sentences(new string(c, length), 0, length).Sum(s => s.Tokens.Count).ShouldBeGreaterThan(0);

    [Theory]
    [InlineData("Mail press.office@mod.gov.uk (or www.gov.uk).", "Mail|press.office@mod.gov.uk|(|or|www.gov.uk|)|.")]
    [InlineData("A non-nuclear, US-led anti-ship plan.", "A|non-nuclear|,|US|-|led|anti-ship|plan|.")]
    [InlineData("Call 410-468-3798 on 2024-04-10.", "Call|410-468-3798|on|2024|-|04|-|10|.")]
    [InlineData("“We're gonna win,” he said :)", "“|We|'re|gon|na|win|,|”|he|said|:)")]
    public void Addresses_prefixes_and_numbers_stay_whole(string text, string expected) =>
        string.Join('|', Tokenizer.Words(text, 0, text.Length).Select(t => t.Form)).ShouldBe(expected);

    [Property(MaxTest = 150, Replay = "(20240515,77)")]
    public bool Any_text_is_annotated_with_trees_inside_it(string? text)
    {
        text ??= "";
        foreach (var sentence in Models.Annotate(text, [(0, text.Length)], text.Length % 2 == 0 ? Tier.Fast : Tier.Accurate))
        {
            if (sentence.Tokens.Count(t => t.Head < 0) != 1 || sentence.Tokens.Any(t => t.Head >= sentence.Tokens.Count || t.Upos.Length == 0 || t.Deprel.Length == 0 || t.Lemma.Length == 0 || text[t.Start..t.End] != t.Form))
            {
                return false;
            }
        }

        return true;
    }

    [Theory]
    [InlineData("ten million letters without a space")]
    [InlineData("a hundred thousand open quotes")]
    [InlineData("one sentence of thousands of words")]
    public void Monstrous_texts_are_annotated_to_the_end(string what)
    {
        var text = what switch
        {
            "ten million letters without a space" => new string('x', 10_000_000),
            "a hundred thousand open quotes" => string.Concat(Enumerable.Repeat("“ he ", 100_000)),
            _ => string.Join(' ', Enumerable.Repeat("treaty", 5_000)),
        };
        Models.Annotate(text, [(0, text.Length)], Tier.Fast)[^1].End.ShouldBe(text.TrimEnd().Length);
    }

    [Fact]
    public void A_given_sentence_longer_than_any_parse_is_one_tree()
    {
        var sentence = new Sentence { Tokens = [.. Enumerable.Range(0, 900).Select(i => new Token { Form = i % 7 == 0 ? "said" : "minister", Start = i, End = i + 1 })] };
        Models.Annotate([sentence], Tier.Fast);
        sentence.Tokens.Count(t => t.Head < 0).ShouldBe(1);
    }

    [Fact]
    public void The_same_text_gives_the_same_reading_whatever_stands_beside_it()
    {
        const string Text = "Japan and the United States signed the accord in Tokyo on Friday.";
        var alone = Models.Annotate(Text, [(0, Text.Length)])[0];
        var among = Text + "\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => string.Join(' ', Enumerable.Repeat("The envoys met again.", 1 + i % 5))));
        var beside = Models.Annotate(among, [(0, Text.Length), (Text.Length + 1, among.Length)])[0];
        beside.Tokens.Select(t => (t.Upos, t.Xpos, t.Head, t.Deprel, t.Lemma)).ShouldBe(alone.Tokens.Select(t => (t.Upos, t.Xpos, t.Head, t.Deprel, t.Lemma)));
    }

    [Fact]
    public void A_title_in_capitals_is_read_as_a_title()
    {
        const string Text = "FOREIGN MINISTERS SIGN SECURITY TREATY IN TOKYO";
        var tokens = Models.Annotate(Text, [(0, Text.Length)])[0].Tokens;
        tokens[2].Head.ShouldBe(-1);
        (tokens[1].Deprel, tokens[1].Head).ShouldBe(("nsubj", 2));
        tokens[2].Form.ShouldBe("SIGN");
    }

    [Theory]
    [InlineData("The minister said that the talks had failed.", "The minister|said|that the talks had failed")]
    [InlineData("The talks have failed, the minister told reporters.", "the minister|told|The talks have failed")]
    [InlineData("According to the ministry, two ships sank.", "the ministry|According to|two ships sank")]
    [InlineData("\"We will stay,\" the general did not say.", "the general|did not say|\"We will stay,\"")]
    public void Words_are_given_to_who_said_them(string text, string expected)
    {
        var found = Attributions.Of(text, Models.Annotate(text, [(0, text.Length)])).ShouldHaveSingleItem();
        string Of(TextSpan? span) => span is { } s ? text[s.Start..s.End] : "";
        $"{Of(found.Source)}|{Of(found.Cue)}|{string.Join("…", found.Content.Select(c => Of(c)))}".ShouldBe(expected);
    }

    private static readonly Annotator Models = Annotator.Load(Path.Combine(Home.Folder, "models"));

    [Fact]
    public void Subject_and_object_are_found_where_names_have_titles()
    {
        var sentence = Home.Pipeline.Annotate("A title that says little\n\nU.S. Secretary of State Antony Blinken met Japanese Foreign Minister Yoko Kamikawa in Tokyo.\n", []).ShouldHaveSingleItem();
        var verb = sentence.Tokens.ToList().FindIndex(t => t.Lemma == "meet");
        sentence.Tokens[verb].Head.ShouldBe(-1);
        sentence.Tokens.ToList().FindIndex(t => t.Deprel == "nsubj" && t.Head == verb).ShouldBe(sentence.Tokens.ToList().FindIndex(t => t.Form == "Blinken"));
        sentence.Tokens.ToList().FindIndex(t => t.Deprel == "obj" && t.Head == verb).ShouldBe(sentence.Tokens.ToList().FindIndex(t => t.Form == "Kamikawa"));
    }

    [Fact]
    public void A_model_that_is_cut_short_is_refused_by_name()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Home.Folder, "models", "names.bin"));
        var folder = Directory.CreateTempSubdirectory("entente-");
        var path = Path.Combine(folder.FullName, "cut.bin");
        File.WriteAllBytes(path, bytes.AsSpan(0, bytes.Length - 7));
        try
        {
            using var file = new ModelFile(path);
            Should.Throw<InvalidDataException>(() => NamingNetwork.Load(file)).Message.ShouldBe("cut.bin: the file is cut short or damaged");
            Should.Throw<InvalidDataException>(() => ParsingNetwork.Load(file)).Message.ShouldBe("cut.bin: not a language model of this version");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
