using System.Diagnostics;
using Entente.Engine.Reading;
using Entente.Record;
using Entente.Record.Stories;
using Entente.Server.Working;
using Entente.Stores;
using Shouldly;

namespace Entente.Tests;

/// <summary>Reading by several processes over a broker: nothing lost, nothing twice, the same record.</summary>
[Collection("RabbitMQ")]
public sealed class WorkTests(RabbitServer broker) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("entente-work").FullName;

    [Fact]
    public async Task Readers_that_are_killed_lose_nothing_and_the_record_is_that_of_one_run()
    {
        broker.Clear();
        var inputs = Path.Combine(Home.Folder, "sample", "reports");
        await using var queues = await WorkQueues.Open(broker.Address, CancellationToken.None);
        var (sent, refused) = await queues.Feed(Inputs.Find([inputs], new SourceFile("", [])), CancellationToken.None);
        refused.ShouldBeEmpty();
        sent.ShouldBe(44);

        // The first reader and the first recorder are killed as soon as something has been read.
        var record = Path.Combine(_folder, "shared.db");
        using (var reader = Start("work", "read", "--broker", broker.Address))
        using (var recorder = Start("work", "record", "--record", record, "--broker", broker.Address))
        {
            for (var n = 0; n < 600 && !(File.Exists(record) && Held(record) > 0); n++)
            {
                await Task.Delay(50);
            }

            reader.Kill();
            recorder.Kill();
            reader.WaitForExit();
            recorder.WaitForExit();
        }

        Run("work", "--record", record, "--broker", broker.Address, "--until-idle").ShouldBe(0);
        await Counted(queues, new QueueDepths(0, 0, 0));

        var alone = Path.Combine(_folder, "alone.db");
        Run("read", inputs, "--record", alone).ShouldBe(0);
        Exported(record).ShouldBe(Exported(alone));
    }

    [Fact]
    public async Task What_cannot_be_read_stays_with_its_reason_until_it_is_handed_on_again()
    {
        broker.Clear();
        await using var queues = await WorkQueues.Open(broker.Address, CancellationToken.None);
        SourceFile[] files = [new SourceFile("noise.bin", [0, 1, 2, 3, 0xff, 0xfe, 0, 0]), new SourceFile("good.txt", "Chad and Sudan met in Paris on Monday.\n\nThe foreign ministers of Chad and Sudan met in Paris on Monday.\n"u8.ToArray()) { Published = "2024-05-15" }];
        (await queues.Feed(files.Select(f => (Failure: (ReadFailure?)null, File: (SourceFile?)f)).Select(x => (x.File, x.Failure)), CancellationToken.None)).Sent.ShouldBe(2);
        using var store = new MemoryStore(TimeProvider.System);
        await Toil(queues, store);
        store.Readings().ShouldHaveSingleItem().Report.Source.ShouldBe("good.txt");
        store.SettledRevision.ShouldBe(store.Revision);
        var failure = (await queues.Failures(10, CancellationToken.None)).ShouldHaveSingleItem();
        failure.Source.ShouldBe("noise.bin");
        failure.Reason.ShouldNotBeEmpty();
        await Counted(queues, new QueueDepths(0, 0, 1));

        (await queues.Retry(CancellationToken.None)).ShouldBe(1);
        await Counted(queues, new QueueDepths(1, 0, 0));
    }

    [Fact]
    public async Task What_comes_twice_is_stored_once()
    {
        broker.Clear();
        await using var queues = await WorkQueues.Open(broker.Address, CancellationToken.None);
        var file = new SourceFile("one.txt", "A title\n\nThe foreign ministers of Chad and Sudan met in Paris on Monday.\n"u8.ToArray()) { Published = "2024-05-15" };
        await queues.Feed(Enumerable.Repeat<(SourceFile?, ReadFailure?)>((file, null), 5), CancellationToken.None);
        using var store = new MemoryStore(TimeProvider.System);
        await Toil(queues, store);
        store.Readings().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_named_without_its_password()
    {
        var error = await Should.ThrowAsync<InvalidDataException>(() => WorkQueues.Open("amqp://analyst:secret@127.0.0.1:1", CancellationToken.None));
        error.Message.ShouldContain("127.0.0.1:1");
        error.Message.ShouldNotContain("secret");
        (await Should.ThrowAsync<InvalidDataException>(() => WorkQueues.Open("queue", CancellationToken.None))).Message.ShouldContain("amqp://");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The broker's counts come a moment after what they count.</summary>
    private static async Task Counted(WorkQueues queues, QueueDepths expected)
    {
        for (var look = 0; look < 300 && await queues.Depths(CancellationToken.None) != expected; look++)
        {
            await Task.Delay(100);
        }

        (await queues.Depths(CancellationToken.None)).ShouldBe(expected);
    }

    /// <summary>A reader and a recorder in this process until all is stored.</summary>
    private static async Task Toil(WorkQueues queues, MemoryStore store)
    {
        using var stop = new CancellationTokenSource();
        var recorder = new Recorder(queues, store, TermWeights.Load(Path.Combine(Home.Folder, "models")), _ => { });
        var reading = new ReadingWorker(queues, Home.Pipeline, _ => { }).Run(stop.Token);
        var recording = Task.Run(() => recorder.Run(stop.Token));
        for (var quiet = 0; quiet < 8;)
        {
            await Task.Delay(250);
            var depths = await queues.Depths(CancellationToken.None);
            quiet = depths is { Inputs: 0, Readings: 0 } && recorder is { Settled: true, Stored: > 0 } ? quiet + 1 : 0;
        }

        await stop.CancelAsync();
        await Task.WhenAll(reading, recording);
    }

    private static int Held(string record)
    {
        using var store = RecordPlace.Open(record, TimeProvider.System);
        return store.Readings().Count;
    }

    private string Exported(string record)
    {
        var file = Path.Combine(_folder, Path.GetFileName(record) + ".jsonl");
        Run("export", "--record", record, "-o", file).ShouldBe(0);
        return File.ReadAllText(file);
    }

    private static int Run(params string[] arguments)
    {
        using var process = Start(arguments);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Process Start(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Path.Combine(Home.Folder, "entente"), arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, Environment = { ["ENTENTE_HOME"] = Home.Folder } })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }
}
