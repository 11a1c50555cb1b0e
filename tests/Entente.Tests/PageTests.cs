using System.Text;
using Entente.Engine.Reading;
using Entente.Engine.Reading.Pages;

namespace Entente.Tests;

public sealed class PageTests
{
    private const string Page = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ministers agree on ferry line | Harbour Courier</title>
        <meta property="og:site_name" content="Harbour Courier"><meta property="article:published_time" content="2024-03-05T08:30:00+01:00">
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Ministers agree on ferry line","author":[{"name":"A. Sample"}],"datePublished":"2024-03-05T08:30:00+01:00"}</script></head>
        <body><nav><a href="/">Home</a><a href="/news">News</a></nav><div class="cookie-banner"><p>We use cookies to improve this site and to show you advertisements that you may like.</p></div>
        <article><h1>Ministers agree on ferry line</h1><p class="standfirst">A ferry between the two coasts is to sail again from May, the ministers of both countries said.</p>
        <div class="share">Share this</div><div class="body"><p>The transport ministers of Norway and Denmark met in Oslo on Monday and agreed to restore the ferry line that was given up four years ago.</p>
        <p>"We shall sail from May," the <a href="/x">Norwegian minister</a> told reporters after the talks, which had lasted three hours.</p><aside class="related"><p>Read more: A long and winding history of the old ferry line, told by those who sailed it for years.</p></aside>
        <h2>Costs</h2><p>Both states will bear half of the costs each, which the ministries put at 40 million kroner a year for the first five years.</p></div></article>
        <div id="comments"><p>I have taken that ferry so often, and I hope that it will come back for good, said a reader.</p></div><footer>Copyright Harbour Courier</footer></body></html>
        """;

    [Fact]
    public void An_article_is_found_whole_and_alone()
    {
        var article = PageReader.Read(Page, null);
        article.Title.ShouldBe("Ministers agree on ferry line");
        article.Authors.ShouldBe(["A. Sample"]);
        article.Published.ShouldBe("2024-03-05T08:30:00+01:00");
        article.Outlet.ShouldBe("Harbour Courier");
        article.Paragraphs.Count.ShouldBe(5);
        article.Paragraphs[0].ShouldStartWith("A ferry between");
        article.Paragraphs[3].ShouldBe("Costs");
        article.Body.ShouldNotContain("cookies");
        article.Body.ShouldNotContain("Read more");
        article.Body.ShouldNotContain("a reader");
    }

    [Fact]
    public void A_page_is_read_as_a_report_of_its_day()
    {
        var (reading, failure) = Home.Pipeline.Read(new SourceFile("page.html", Encoding.UTF8.GetBytes(Page)));
        failure.ShouldBeNull();
        reading!.Report.Title.ShouldBe("Ministers agree on ferry line");
        reading.Report.Outlet.ShouldBe("Harbour Courier");
        reading.Report.Published.ToString().ShouldBe("2024-03-05");
        reading.Claims.OfType<Record.Claim.Event>().ShouldContain(e => e.Act == "CONSULT" || e.Act == "AGREE");
    }

    [Fact]
    public void A_page_in_an_old_charset_is_read_by_what_it_declares()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding("windows-1251").GetBytes("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"></head><body>Москва</body></html>");
        PageReader.Decode(bytes).ShouldContain("Москва");
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "nested", "<html><body>" + string.Concat(Enumerable.Repeat("<div>", 50_000)) + "x" },
        { "attributes", "<html><body><p " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}=1 ")) + ">text</p></body></html>" },
        { "one line", "<html><body><p>" + new string('a', 10_000_000) + "</p></body></html>" },
        { "unclosed", "<html><body>" + string.Concat(Enumerable.Repeat("<p><b><a href='", 20_000)) },
        { "tags", "<html><body>" + string.Concat(Enumerable.Repeat("<br>", 300_000)) },
        { "nul", "<html><body><p>\0\0 some text \0</p></body></html>" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_page_ends_with_text_or_a_named_error(string what, string html)
    {
        var (reading, failure) = Home.Pipeline.Read(new SourceFile(what, Encoding.UTF8.GetBytes(html)));
        (reading is not null || failure is { Reason.Length: > 0 }).ShouldBeTrue();
    }
}
