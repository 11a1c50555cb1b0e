using System.Diagnostics;

namespace Entente.Tests;

/// <summary>What a user can do at a terminal, against the real program.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("entente").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int Exit, string Out, string Error) Run(params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(Home.Folder, "entente"), args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        start.Environment["ENTENTE_HOME"] = Home.Folder;
        start.Environment.Remove("ENTENTE_RECORD");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    [Fact]
    public void Reads_asks_explains_and_exports()
    {
        Run("read", Path.Combine(Home.Folder, "sample", "reports", "us-japan")).Exit.ShouldBe(0);
        Run("timeline", "us-japan", "--csv").Out.ShouldContain("CONSULT");
        Run("ledger", "--mechanism", "command-and-control", "--markdown").Out.ShouldContain("| commitment |");
        Run("coverage", "Diaoyu").Out.ShouldContain("covers Senkaku");
        Run("statements", "--actor", "Kishida", "--jsonl").Out.ShouldContain("\"speaker\":\"Fumio Kishida\"");
        Run("diff", "us-japan", "--from", "2022-01-01", "--to", "2024-08-01").Out.ShouldContain("exercises");
        var line = Run("ledger", "--jsonl", "--limit", "1").Out;
        var id = System.Text.Json.Nodes.JsonNode.Parse(line)!["id"]!.GetValue<string>();
        Run("explain", id).Out.ShouldContain("rule");
        Run("export", "-o", "all.jsonl").Exit.ShouldBe(0);
        File.ReadLines(Path.Combine(_folder, "all.jsonl")).Count().ShouldBeGreaterThan(50);
        Run("read", Path.Combine(Home.Folder, "sample", "reports", "us-japan")).Error.ShouldContain("(0 new)");
    }

    [Theory]
    [InlineData("bash", "complete -o default")]
    [InlineData("zsh", "compdef")]
    [InlineData("fish", "complete -c entente")]
    public void A_shell_learns_to_complete(string shell, string words) => Run("completions", shell).Out.ShouldContain(words);

    [Fact]
    public void What_a_shell_asks_is_answered() => Run("[suggest:22]", "ledger --mechanism arm").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["arms-production", "arms-transfer"]);

    [Fact]
    public void The_record_is_due_counted_briefed_copied_and_proved()
    {
        Run("read", Path.Combine(Home.Folder, "sample", "reports", "us-japan")).Exit.ShouldBe(0);
        Run("calendar", "us-japan", "--csv").Out.ShouldContain("2023-12-31,past due and silent,");
        Run("formulas", "--csv").Exit.ShouldBe(0);
        var panel = Run("panel", "--dyads", "USA-JPN", "--by", "year").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        panel[0].ShouldStartWith("dyad,cow_a,cow_b,period,events");
        panel[1].ShouldStartWith("USA-JPN,2,740,");
        Run("panel", "--dyads", "USA-Nowhere").Exit.ShouldBe(2);
        Run("brief", "us-japan").Out.ShouldContain("[^1]: ");
        Run("brief", "us-japan", "-o", "brief.html").Exit.ShouldBe(0);
        File.ReadAllText(Path.Combine(_folder, "brief.html")).ShouldContain("<a id=\"r1\" href=\"#n1\">");
        Run("brief", "us-japan", "-o", "brief.docx").Exit.ShouldBe(0);
        using (var word = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(Path.Combine(_folder, "brief.docx"), isEditable: false))
        {
            new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(word).Select(e => e.Description).ShouldBeEmpty();
            word.MainDocumentPart!.FootnotesPart!.Footnotes!.Count().ShouldBeGreaterThan(20);
        }

        Run("brief", "us-japan", "-o", "brief.xls").Error.ShouldContain("not as '.xls'");
        Run("timeline", "--actor", "Kishda").Error.ShouldContain("did you mean Fumio Kishida");
        Run("verify").Out.ShouldContain(" 0 differ; sha256 ");
        Run("doctor").Out.ShouldContain("the file is sound");
        Run("backup", "copy.db").Exit.ShouldBe(0);
        Run("restore", "copy.db").Exit.ShouldBe(2);
        Run("restore", "copy.db", "--record", "again.db").Exit.ShouldBe(0);
        Run("verify", "--record", "again.db").Out.ShouldBe(Run("verify").Out);
    }

    [Fact]
    public void Rulings_are_made_listed_carried_over_and_taken_back()
    {
        Run("read", Path.Combine(Home.Folder, "sample", "reports", "gsomia")).Exit.ShouldBe(0);
        var id = System.Text.Json.Nodes.JsonNode.Parse(Run("ledger", "--jsonl", "--limit", "1").Out)!["id"]!.GetValue<string>();
        Run("decide", "correct", id, "--field", "status", "--value", "done").Exit.ShouldBe(1);
        Run("decide", "correct", id, "--field", "status", "--value", "signed", "--by", "A. Reader", "--note", "as the text says").Exit.ShouldBe(0);
        Run("decide", "reject", id, "--by", "A. Reader").Exit.ShouldBe(0);
        Run("ledger", "--jsonl").Out.ShouldNotContain(id);
        Run("ledger", "--jsonl", "--rejected").Out.ShouldContain(id);
        var listed = Run("decisions").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        listed.Length.ShouldBe(2);
        Run("undo", listed[1].Split(' ')[0]).Exit.ShouldBe(0);
        Run("ledger", "--jsonl").Out.ShouldContain("\"status\":\"signed\"");
        Run("verify").Out.ShouldContain(" 0 differ; ");
        File.WriteAllText(Path.Combine(_folder, "decisions.jsonl"), Run("decisions", "--jsonl").Out);
        Run("read", Path.Combine(Home.Folder, "sample", "reports", "gsomia"), "--record", "second.db").Exit.ShouldBe(0);
        Run("decisions", "--import", "decisions.jsonl", "--record", "second.db").Out.ShouldContain("3 new decisions");
        Run("export", "--record", "second.db").Out.ShouldBe(Run("export").Out);
        var report = System.Text.Json.Nodes.JsonNode.Parse(Run("export", "--kind", "report").Out.Split('\n')[0])!["id"]!.GetValue<string>();
        Run("forget", report, "--why", "withdrawn").Exit.ShouldBe(0);
        Run("export").Out.ShouldNotContain(report);
        Run("read", Path.Combine(Home.Folder, "sample", "reports", "gsomia")).Error.ShouldContain("(0 new)");
        Run("merge", "second.db").Exit.ShouldBe(0);
        Run("export").Out.ShouldNotContain(report);
    }

    [Fact]
    public void Every_form_of_export_is_read_back()
    {
        Run("read", Path.Combine(Home.Folder, "sample", "reports", "us-japan")).Exit.ShouldBe(0);
        var items = Run("export", "--kind", "event,statement,commitment,affirmation,relation,tenure").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        var table = Run("export", "--format", "csv").Out;
        table.ShouldStartWith("id,kind,");
        System.Text.Json.Nodes.JsonNode.Parse(Run("export", "--format", "geojson").Out)!["features"]!.AsArray().Count.ShouldBeGreaterThan(0);
        System.Xml.Linq.XDocument.Parse(Run("export", "--format", "graphml").Out).Descendants().Count(e => e.Name.LocalName == "edge").ShouldBeGreaterThan(5);
        System.Xml.Linq.XDocument.Parse(Run("export", "--format", "gexf").Out).Root!.Name.LocalName.ShouldBe("gexf");
        var calendar = Run("export", "--format", "ics").Out.Split("\r\n");
        calendar[0].ShouldBe("BEGIN:VCALENDAR");
        calendar.ShouldAllBe(l => System.Text.Encoding.UTF8.GetByteCount(l) <= 75);
        calendar.Count(l => l == "BEGIN:VEVENT").ShouldBe(calendar.Count(l => l == "END:VEVENT"));
        System.Text.Json.Nodes.JsonNode.Parse(Run("export", "--format", "timelinejs").Out)!["events"]!.AsArray().Count.ShouldBeInRange(1, items);
        Run("export", "--format", "telex").Exit.ShouldBe(2);
    }

    [Fact]
    public void A_cell_that_would_run_is_disarmed() => new[] { "=1+1", "+cmd", "-2", "@x", "plain, text" }.Select(Record.ExportForms.Cell).ShouldBe(["'=1+1", "'+cmd", "'-2", "'@x", "\"plain, text\""]);

    [Fact]
    public void A_case_is_put_at_the_terminal() =>
        Run("engage", "--act", "armed attack", "--on", "public vessel of the Philippines", "--at", "Second Thomas Shoal", "--date", "2024-06-17").Out.ShouldContain("US-Philippines Mutual Defense Treaty, Article 5 (defence): applies");

    [Fact]
    public void Names_what_it_could_not_read_and_reads_the_rest()
    {
        File.WriteAllBytes(Path.Combine(_folder, "empty.txt"), []);
        File.WriteAllBytes(Path.Combine(_folder, "binary.txt"), [1, 0, 2, 0]);
        File.WriteAllText(Path.Combine(_folder, "good.txt"), "A title that says little\n\nNorway and Iceland signed an agreement in Oslo on 3 May 2024.\n");
        var (exit, _, error) = Run("read", ".", "missing.txt");
        exit.ShouldBe(1);
        error.ShouldContain("empty.txt: the file is empty");
        error.ShouldContain("binary.txt: binary data (a zero byte at offset 1)");
        error.ShouldContain("missing.txt: no such file or folder");
        error.ShouldContain("1 read (1 new), 3 not read");
    }

    [Theory]
    [InlineData("timeline", "nowhere")]
    [InlineData("timeline", "--since", "soon")]
    [InlineData("no-such-command")]
    public void Misuse_ends_with_two(params string[] args)
    {
        Run("read", Path.Combine(Home.Folder, "sample", "reports", "gsomia"));
        Run(args).Exit.ShouldBe(2);
    }

    [Fact]
    public void A_missing_record_is_said_in_words()
    {
        var (exit, _, error) = Run("timeline");
        exit.ShouldBe(1);
        error.ShouldContain("no record there yet");
    }

    [Fact]
    public void A_stage_keeps_ids_and_goes_on_after_a_bad_line()
    {
        var start = new ProcessStartInfo(Path.Combine(Home.Folder, "entente"), ["stage", "names"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["ENTENTE_HOME"] = Home.Folder;
        using var process = Process.Start(start)!;
        process.StandardInput.Write("{\"id\":\"a\",\"text\":\"Japan and France met in Oslo.\"}\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":\"Nothing.\"}\n");
        process.StandardInput.Close();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith("{\"id\":\"a\",\"names\":[");
        lines[1].ShouldBe("{\"id\":\"b\",\"error\":\"no 'text' and no 'sentences'\"}");
        lines[2].ShouldStartWith("{\"id\":\"c\"");
    }

    [Fact]
    public void The_guide_names_every_command()
    {
        var help = Run("--help").Out;
        var guide = File.ReadAllText(Path.Combine(Home.Folder, "docs", "guide.md"));
        foreach (var name in help[help.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n').Skip(1).Where(l => l.Length > 3 && l.StartsWith("  ", StringComparison.Ordinal) && char.IsAsciiLetterLower(l[2])).Select(l => l.Trim().Split(' ')[0]))
        {
            guide.ShouldContain($"`{name}");
        }
    }
}
