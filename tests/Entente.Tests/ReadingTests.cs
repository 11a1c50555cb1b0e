using System.Text;
using Entente.Engine.Reading;
using Entente.Engine.Recognition;
using Entente.Record;
using NodaTime;

namespace Entente.Tests;

public sealed class ReadingTests
{
    [Fact]
    public void Empty_binary_and_broken_files_are_named_with_their_reason()
    {
        TextReading.Decode([]).Why.ShouldBe("the file is empty");
        TextReading.Decode([0x41, 0x00, 0x42]).Why.ShouldBe("binary data (a zero byte at offset 1)");
        TextReading.Decode([0x41, 0x42, 0xff, 0x43]).Why.ShouldBe("not valid UTF-8 (byte 0xff at offset 2)");
        TextReading.Decode("  \n\t "u8).Why.ShouldBe("the file holds nothing but white space");
        TextReading.Decode(Encoding.ASCII.GetBytes(new string('x', TextReading.LongestLine + 2))).Why.ShouldBe("a line is longer than 1000000 characters");
        TextReading.Decode([0xff, 0xfe, 0x41, 0x00]).Text.ShouldBe("A");
    }

    [Fact]
    public void A_missing_path_a_huge_file_and_an_empty_folder_are_named_and_the_rest_is_read()
    {
        var folder = Directory.CreateTempSubdirectory("entente").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "nothing"));
            File.WriteAllText(Path.Combine(folder, "good.txt"), "A title that says little\n\nJapan and the United States signed a pact in Tokyo on 3 May 2024.\n");
            using (var huge = File.Create(Path.Combine(folder, "huge.txt")))
            {
                huge.SetLength(200L * 1024 * 1024);
            }

            var found = Inputs.Find([Path.Combine(folder, "gone.txt"), Path.Combine(folder, "nothing"), Path.Combine(folder, "*.txt")], new SourceFile("", [])).ToList();
            found.Where(f => f.Failure is not null).Select(f => f.Failure!.Reason).ShouldBe(["no such file or folder", "the folder holds no report", "too large for one report (more than 32 MB)"]);
            found.Count(f => f.File is not null).ShouldBe(1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("Baca juga: Harga gandum naik", "link to other stories")]
    [InlineData("Your email address will not be published. Required fields are marked *", "comment form")]
    [InlineData("loading…", "menu")]
    [InlineData("#Defence #Japan", "tag line")]
    [InlineData("(abc)", "editor's mark")]
    [InlineData("Subscribe to our newsletter", "call to subscribe")]
    [InlineData("Japan subscribed to the declaration after long talks in Geneva.", null)]
    [InlineData("The two ministers will share this view with parliament next week, an aide said.", null)]
    public void Lines_that_a_site_adds_are_told_from_content(string line, string? reason) => Home.Pipeline.Rules.BoilerplateReason(line).ShouldBe(reason);

    [Fact]
    public void Title_outlet_day_and_dateline_are_read_and_what_is_removed_is_kept_with_its_reason()
    {
        var report = Home.Read("Home | World\nThe Meridian Post\n23 May 2024\nTwo neighbours sign a fishing accord\nBy A. Writer\nOSLO, May 22, 2024 (Harbour Wire) - Norway and Iceland signed an accord on Wednesday.\nRead also: Something else\n").Report;
        report.Title.ShouldBe("Two neighbours sign a fishing accord");
        report.Outlet.ShouldBe("The Meridian Post");
        report.Published.ToString().ShouldBe("2024-05-23");
        report.Byline.ShouldBe("By A. Writer");
        report.Origins.Select(o => o.Name).ShouldBe(["Harbour Wire"]);
        report.Removed.Select(r => r.Reason).ShouldBe(["menu", "link to other stories"]);
    }

    [Theory]
    [InlineData("on 3 May 2024", "2024-05-03")]
    [InlineData("on April 16, 2021", "2021-04-16")]
    [InlineData("last Friday", "2024-05-10")]
    [InlineData("yesterday", "2024-05-14")]
    [InlineData("three days ago", "2024-05-12")]
    [InlineData("last month", "2024-04")]
    [InlineData("in January", "2024-01")]
    [InlineData("in 2015", "2015")]
    [InlineData("on Monday", "2024-05-13")]
    public void Dates_are_resolved_against_the_day_of_the_report(string words, string expected)
    {
        var date = DateFinder.Find(words, 0, words.Length).ShouldHaveSingleItem();
        DateFinder.Resolve(date, new LocalDate(2024, 5, 15), false, null).ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("on Friday", "2024-05-17")]
    [InlineData("in January", "2025-01")]
    public void What_is_to_come_is_resolved_forward(string words, string expected) =>
        DateFinder.Resolve(DateFinder.Find(words, 0, words.Length)[0], new LocalDate(2024, 5, 15), true, null).ToString().ShouldBe(expected);

    [Fact]
    public void A_day_that_reads_both_ways_is_settled_by_who_held_office()
    {
        // On 5 April 2023 Scholz was chancellor and Marin prime minister; on 4 May too, but no longer on 4 December.
        var report = Home.Read("Leaders meet in the north\n\nFinnish Prime Minister Sanna Marin received German Chancellor Olaf Scholz, Tuesday (4/12/2022).\n").Report;
        report.Published.Start.ShouldNotBeNull();
        var settled = Home.Read("Leaders meet in the north\n\nFinnish Prime Minister Sanna Marin received Swedish Prime Minister Ulf Kristersson, Friday (12/1/2023).\n").Report;
        settled.Published.Start.ShouldBe(new LocalDate(2023, 1, 12));
    }

    [Fact]
    public void A_language_that_is_not_read_yet_is_kept_and_flagged()
    {
        var (reading, _) = Home.Pipeline.Read(new SourceFile("ja.txt", Encoding.UTF8.GetBytes("日米防衛相会談\n\n木原防衛大臣は二十八日、東京でオースティン国防長官と会談した。両氏は同盟の抑止力を強化することで一致した。\n")));
        reading!.Report.Language.ShouldBe("ja");
        reading.Report.Flags.ShouldContain("not-coded");
        reading.Claims.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Chad and Sudan agree\n\nJuly 26, 2006 (N’DJAMENA) — Chad and Sudan signed an accord on Wednesday in Dakar.\n", "2006-07-26")]
    [InlineData("Envoys withdrawn\n\nBy Reuters - Mar 05,2014 - Last updated at Mar 05,2014\n\nOMAN - Kuwait said on Wednesday it was withdrawing its ambassador from Yemen.\n", "2014-03-05")]
    [InlineData("Ministers meet in Iceland\n\nMinisters of twelve nations met in Reykjavik this week to discuss the security of northern Europe.\n\nThey agreed to meet again.\n\nPublished 8 June 2022\n", "2022-06-08")]
    public void The_day_of_a_report_is_read_where_newspapers_and_offices_print_it(string text, string day) =>
        Home.Read(text).Report.Published.ToString().ShouldBe(day);
}
