using System.CommandLine;
using Entente.Engine;
using Entente.Engine.Reading;
using Entente.Engine.Reading.Formats;
using Entente.Record;
using Entente.Server.Working;
using Entente.Stores;

namespace Entente.Cli;

/// <summary>Reading by several machines: inputs, readers and the recorder on a RabbitMQ broker.</summary>
internal static partial class Commands
{
    private static readonly Option<string> Broker = new("--broker")
    {
        Description = "the RabbitMQ broker (default: ENTENTE_BROKER, or amqp://guest:guest@127.0.0.1:5672)", Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ENTENTE_BROKER") is { Length: > 0 } broker ? broker : "amqp://guest:guest@127.0.0.1:5672",
    };

    private static Command Work()
    {
        var untilIdle = new Option<bool>("--until-idle") { Description = "end when nothing waits in the queues any more", Recursive = true };
        var paths = new Argument<string[]>("path") { Arity = ArgumentArity.OneOrMore, Description = "what 'read' takes" };
        var feed = new Command("feed", "Hands inputs to the readers and ends when the broker has them.\n\nExample: entente work feed archive.warc.gz") { paths };
        feed.SetAction((r, cancel) => OnBroker(r, cancel, async queues =>
        {
            using var fetcher = new Fetcher(new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            var (sent, refused) = await queues.Feed(Inputs.Find(r.GetValue(paths)!, new SourceFile("", []), new Unpacker(), fetcher), cancel);
            refused.ToList().ForEach(f => Console.Error.WriteLine($"not sent: {f.Source}: {f.Reason}"));
            Console.Error.WriteLine($"{sent} sent, {refused.Count} not sent");
            return refused.Count > 0 ? 1 : 0;
        }));

        var read = new Command("read", "Reads inputs from the queue; any number may run.\n\nExample: entente work read --broker amqp://team:secret@queue.example") { };
        read.SetAction((r, cancel) => OnBroker(r, cancel, queues => Toil(queues, null, reads: true, r.GetValue(untilIdle), cancel)));

        var record = new Command("record", "Stores what readers read and settles the record; one is active, others wait to take over.\n\nExample: entente work record --record postgresql://entente@db.example/record") { };
        record.SetAction((r, cancel) => OnBroker(r, cancel, queues => Toil(queues, r.GetValue(RecordOption)!, reads: false, r.GetValue(untilIdle), cancel)));

        var retry = new Option<bool>("--retry") { Description = "hand what failed to the readers again" };
        var status = new Command("status", "How much waits in each queue, and what could not be read, with why.\n\nExample: entente work status --retry") { retry };
        status.SetAction((r, cancel) => OnBroker(r, cancel, async queues =>
        {
            if (r.GetValue(retry))
            {
                Console.WriteLine($"{await queues.Retry(cancel)} handed on again");
            }

            var depths = await queues.Depths(cancel);
            Console.WriteLine($"{depths.Inputs} inputs wait, {depths.Readings} readings wait, {depths.Failed} could not be read");
            foreach (var failure in await queues.Failures(20, cancel))
            {
                Console.WriteLine($"  {failure.Source}: {failure.Reason}");
            }

            return 0;
        }));

        var command = new Command("work", "Readers and a recorder on RabbitMQ: 'feed' hands in, 'read' reads on as many machines as there are, 'record' keeps the record (PostgreSQL for a team); without a name, reads and records in one process.\n\nExample: entente work --record record.db --until-idle") { feed, read, record, status, Broker, untilIdle };
        command.SetAction((r, cancel) => OnBroker(r, cancel, queues => Toil(queues, r.GetValue(RecordOption)!, reads: true, r.GetValue(untilIdle), cancel)));
        return command;
    }

    private static async Task<int> OnBroker(ParseResult r, CancellationToken cancel, Func<WorkQueues, Task<int>> work)
    {
        await using var queues = await WorkQueues.Open(r.GetValue(Broker)!, cancel);
        return await work(queues);
    }

    /// <summary>Reads, records or both until interrupted, or until nothing waits.</summary>
    /// <param name="place">The record; null: only reads.</param>
    private static async Task<int> Toil(WorkQueues queues, string? place, bool reads, bool untilIdle, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var store = place is null ? null : RecordPlace.Open(place, TimeProvider.System);
        var reader = reads ? new ReadingWorker(queues, Pipeline.Load(Home.Find()), Console.Error.WriteLine) : null;
        var recorder = store is null ? null : new Recorder(queues, store, Rarity(), Console.Error.WriteLine);
        List<Task> tasks = [];
        if (reader is not null)
        {
            tasks.Add(reader.Run(stop.Token));
        }

        if (recorder is not null)
        {
            tasks.Add(Task.Run(() => recorder.Run(stop.Token), CancellationToken.None));
        }

        var done = (-1, -1);
        while (untilIdle && !stop.IsCancellationRequested && !tasks.Exists(t => t.IsCompleted))
        {
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(2), stop.Token));

            // Quiet twice in a row: what a reader holds is counted nowhere.
            var now = (reader?.Read ?? 0, recorder?.Stored ?? 0);
            var depths = await queues.Depths(CancellationToken.None);
            if (now == done && (reader is null || depths.Inputs == 0) && (recorder is null || (depths.Readings == 0 && recorder.Settled)))
            {
                await stop.CancelAsync();
            }

            done = now;
        }

        await Task.WhenAll(tasks);
        Console.Error.WriteLine($"{(reader is null ? "" : $"{reader.Read} read")}{(reader is null || recorder is null ? "" : ", ")}{(recorder is null ? "" : $"{recorder.Stored} stored")}");
        return 0;
    }
}
