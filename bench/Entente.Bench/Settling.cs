using System.Diagnostics;
using Entente.Engine;
using Entente.Engine.Reading;
using Entente.Record;
using Entente.Record.Stories;
using NodaTime;

namespace Entente.Bench;

/// <summary>How settling a record grows: the sample's reports over again, each time some months later and in other words.</summary>
internal static class Settling
{
    public static void Run(string home, int[] sizes)
    {
        var pipeline = Pipeline.Load(home);
        var rarity = TermWeights.Load(Path.Combine(home, "models"));
        var sample = Inputs.Find([Path.Combine(home, "sample", "reports")], new SourceFile("", [])).Select(i => pipeline.Read(i.File!).Reading!).ToList();
        foreach (var size in sizes)
        {
            var readings = Enumerable.Range(0, size).Select(n => Another(sample[n % sample.Count], n / sample.Count)).ToList();
            var watch = Stopwatch.StartNew();
            var settled = Reconciler.Settle(readings, rarity);
            watch.Stop();
            Console.WriteLine($"{size} reports, {readings.Sum(r => r.Claims.Count)} claims: {watch.Elapsed.TotalSeconds:0.00} s, {size / watch.Elapsed.TotalSeconds:0} reports/s; {settled.Items.Count} items, {settled.Stories.Count} stories, {settled.DuplicateOf.Count} copies");
        }
    }

    private static Reading Another(Reading reading, int round)
    {
        var id = reading.Report.Id + "-" + round;
        Func<When, When> later = w => w.IsKnown ? w with { Start = Later(w.Start!.Value), End = Later(w.End!.Value) } : w;
        LocalDate Later(LocalDate day) => day.PlusDays(round * 11);
        var text = Salted(reading.Report.Text, round);
        return reading with
        {
            Report = reading.Report with { Id = id, Text = text, Doubts = [], Published = later(reading.Report.Published), Removed = [] },
            Claims = [.. reading.Claims.Select(c => (c is Claim.Statement s ? s with { Text = Salted(s.Text, round) } : c) with { Id = c.Id + "-" + round, When = later(c.When), Evidence = c.Evidence with { Report = id } })],
        };
    }

    /// <summary>The text with every third word another, so that rounds are no copies of each other.</summary>
    private static string Salted(string text, int round) => string.Join(' ', text.Split(' ').Select((w, i) => i % 3 == 1 ? $"{w}x{(round * 31) + (i % 7)}" : w));
}
