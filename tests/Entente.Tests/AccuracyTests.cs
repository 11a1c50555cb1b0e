using Entente.Workbench;

namespace Entente.Tests;

public sealed class AccuracyTests
{
    [Fact]
    public void The_sample_holds_its_floors()
    {
        var log = new StringWriter();
        var held = SampleEvaluation.Run(Home.Folder, Home.Pipeline, blind: true, only: null, verbose: false, log);
        held.ShouldBeTrue(log.ToString());
    }

    /// <summary>The stages that are measured on public corpora, where those are at hand, against their floors.</summary>
    [SkippableCorpora]
    public void Times_hold_their_floors()
    {
        var log = new StringWriter();
        var floors = new Floors(Home.Folder);
        DateEvaluation.Run(SkippableCorporaAttribute.Folder, "testset").ToList().ShouldAllBe(f => floors.Hold(f.What, f.Percent, log), log.ToString());
    }

    [SkippableCorpora]
    public void Attributions_hold_their_floors()
    {
        var log = new StringWriter();
        var floors = new Floors(Home.Folder);
        var models = Path.Combine(Home.Folder, "models");
        using var annotator = Entente.Language.Annotator.Load(models);
        QuoteEvaluation.Run(SkippableCorporaAttribute.Folder, annotator, Entente.Language.CueModel.Load(Path.Combine(models, "cues.tsv"))).ToList().ShouldAllBe(f => floors.Hold(f.What, f.Percent, log), log.ToString());
    }

    [SkippableCorpora]
    public void Articles_hold_their_floors()
    {
        var log = new StringWriter();
        var floors = new Floors(Home.Folder);
        PageEvaluation.Run(SkippableCorporaAttribute.Folder).ToList().ShouldAllBe(f => floors.Hold(f.What, f.Percent, log), log.ToString());
    }

    [SkippableCorpora]
    public void Stories_and_copies_hold_their_floors()
    {
        var log = new StringWriter();
        var floors = new Floors(Home.Folder);
        StoryEvaluation.Run(SkippableCorporaAttribute.Folder, Home.Rarity).ToList().ShouldAllBe(f => floors.Hold(f.What, f.Percent, log), log.ToString());
    }

    [SkippableCorpora]
    public void Places_hold_their_floors()
    {
        var log = new StringWriter();
        var floors = new Floors(Home.Folder);
        PlaceEvaluation.Run(SkippableCorporaAttribute.Folder, Home.Pipeline, Entente.Knowledge.KnowledgeBase.Load(Path.Combine(Home.Folder, "knowledge")), "test").ToList().ShouldAllBe(f => floors.Hold(f.What, f.Percent, log), log.ToString());
    }

    [Fact]
    public void Every_anchor_of_the_gold_stands_in_its_report()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Home.Folder, "sample", "gold"), "*.yaml"))
        {
            var gold = Gold.Load(file);
            var relation = Path.GetFileNameWithoutExtension(file);
            foreach (var m in gold.Must)
            {
                File.ReadAllText(Path.Combine(Home.Folder, "sample", "reports", relation, m.Report[(relation.Length + 1)..] + ".txt")).ShouldContain(m.Anchor);
            }
        }
    }
}

/// <summary>Runs where the public corpora are at hand; they are no part of the project.</summary>
internal sealed class SkippableCorporaAttribute : FactAttribute
{
    public static readonly string Folder = Environment.GetEnvironmentVariable("ENTENTE_CORPORA") is { Length: > 0 } named ? named : Path.Combine(Path.GetDirectoryName(Home.Folder)!, "shared", "data");

    public SkippableCorporaAttribute()
    {
        if (!Directory.Exists(Folder))
        {
            Skip = "the corpora are not at hand";
        }
    }
}

/// <summary>The five reports that the project began from, where they are at hand; they are no part of it.</summary>
public sealed class FoundingReportTests
{
    private static readonly string Shared = Path.Combine(Path.GetDirectoryName(Home.Folder)!, "shared");

    [SkippableFounding]
    public void The_founding_reports_give_what_a_careful_reader_finds()
    {
        var settled = Home.Settle(Home.ReadFolder(Path.Combine(Shared, "seeds")));
        using var stream = new MemoryStream();
        Record.Export.Write(settled, stream);
        var items = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => System.Text.Json.Nodes.JsonNode.Parse(l)!.AsObject()).ToList();
        var log = new StringWriter();
        var score = Scorer.Run(Gold.Load(Path.Combine(Shared, "gold", "seeds.yaml")), items, log.WriteLine);
        var text = $"{score}\n{log}";
        score.Found.ShouldBeGreaterThanOrEqualTo(60, text);
        score.Exact.ShouldBeGreaterThanOrEqualTo(55, text);
        score.Traps.ShouldBe(0, text);
        score.Merged.ShouldBe(3, text);
        score.Threads.ShouldBeGreaterThanOrEqualTo(2, text);
        settled.Conflicts.ShouldContain(c => c.Supported == "Nobuo Kishi" && c.Values.Count == 3);
    }

    private sealed class SkippableFoundingAttribute : FactAttribute
    {
        public SkippableFoundingAttribute()
        {
            if (!Directory.Exists(Path.Combine(Shared, "seeds")))
            {
                Skip = "the founding reports are not at hand";
            }
        }
    }
}
