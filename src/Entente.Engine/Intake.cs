using Entente.Engine.Reading;
using Entente.Record;
using Entente.Record.Stories;

namespace Entente.Engine;

/// <summary>What became of some inputs.</summary>
/// <param name="Reports">Ids of the reports that they hold, whether new or held before.</param>
/// <param name="Fresh">How many were not on record.</param>
/// <param name="Claims">How many claims the new ones make.</param>
public sealed record Taken(IReadOnlyList<string> Reports, int Fresh, IReadOnlyList<ReadFailure> Failed, int Claims)
{
    public override string ToString() => $"{Reports.Count} read ({Fresh} new), {Failed.Count} not read, {Claims} claims";
}

/// <summary>Takes reports into a record.</summary>
public static class Intake
{
    /// <summary>Reads inputs in parallel as they come, stores what is new batch by batch, settles the record once. What is held already, as this version reads it, is not read again.</summary>
    /// <param name="log">Told as it goes of what was not read, and why.</param>
    public static Taken Into(IRecordStore store, Pipeline pipeline, IEnumerable<(SourceFile? File, ReadFailure? Failure)> inputs, TermWeights rarity, Action<string> log)
    {
        const int Batch = 256;
        var longest = TimeSpan.FromSeconds(2);
        var forgotten = store.Forgotten().Select(t => t.Report).ToHashSet(StringComparer.Ordinal);
        var gate = new Lock();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new List<Record.Reading>();
        var failed = new List<ReadFailure>();
        var (fresh, claims) = (0, 0);
        var since = TimeProvider.System.GetTimestamp();
        void Store()
        {
            lock (gate)
            {
                store.Append(waiting);
            }

            fresh += waiting.Count;
            waiting.Clear();
            since = TimeProvider.System.GetTimestamp();
        }

        (string Source, string? Held, Record.Reading? Reading, ReadFailure? Failure) Look((SourceFile? File, ReadFailure? Failure) input)
        {
            if (input.File is not { } file)
            {
                return ("", null, null, input.Failure);
            }

            var id = Pipeline.IdOf(file);
            bool held;
            lock (gate)
            {
                held = store.Contains(id, pipeline.Version);
            }

            var (reading, failure) = held ? (null, null) : pipeline.Read(file);
            return (file.Source, held ? id : null, reading, failure);
        }

        foreach (var (source, held, reading, failure) in inputs.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(Look))
        {
            if (held is not null)
            {
                if (seen.Add(held) && forgotten.Contains(held))
                {
                    log($"stays away: {source}: it was forgotten");
                }

                continue;
            }

            if (failure is not null)
            {
                failed.Add(failure);
                log($"not read: {failure.Source}: {failure.Reason}");
                continue;
            }

            var report = reading!.Report;
            if (!seen.Add(report.Id))
            {
                continue;
            }

            claims += reading.Claims.Count;
            if (report.Flags.Contains("not-coded"))
            {
                log($"kept without items: {report.Source}: its language ({report.Language}) is not read yet");
            }

            waiting.Add(reading);
            if (waiting.Count == Batch || TimeProvider.System.GetElapsedTime(since) > longest)
            {
                Store();
            }
        }

        if (waiting.Count > 0)
        {
            Store();
        }

        if (store.SettledRevision < store.Revision)
        {
            store.Resettle(rarity);
        }

        return new Taken([.. seen], fresh, failed, claims);
    }
}
