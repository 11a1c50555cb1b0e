using System.Text.Json;
using System.Threading.Channels;
using Entente.Record;
using Entente.Record.Stories;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Entente.Server.Working;

/// <summary>
/// The recorder: stores readings batch by batch and settles the record when the queue is quiet, or at the latest every half minute. One is active at a time; others wait to take over.
/// A reading is acknowledged when its batch is in the record; what comes twice is stored once.
/// </summary>
public sealed class Recorder(WorkQueues queues, IRecordStore store, TermWeights rarity, Action<string> log)
{
    private const int Batch = 256;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(30);

    private int _stored;

    /// <summary>How many readings it has stored that were new.</summary>
    public int Stored => _stored;

    /// <summary>Whether all that it was given is settled.</summary>
    public bool Settled { get; private set; } = true;

    /// <summary>Records until told to stop; then what is stored is settled.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await using var channel = await queues.Channel(2 * Batch, cancel);
        var waiting = System.Threading.Channels.Channel.CreateUnbounded<(ulong Tag, Reading Reading)>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            try
            {
                await waiting.Writer.WriteAsync((message.DeliveryTag, WorkQueues.Unpack(message.Body)), CancellationToken.None);
            }
            catch (JsonException e)
            {
                // Of another program, or damaged: set aside with its reason, and the others go on.
                log($"no reading: {e.Message}");
                await WorkQueues.Publish(channel, WorkQueues.Failed, message.Body, new Dictionary<string, object?> { ["source"] = WorkQueues.Readings, ["reason"] = "no reading: " + e.Message }, cancel);
                await channel.BasicAckAsync(message.DeliveryTag, false, cancel);
            }
        };
        await channel.BasicConsumeAsync(WorkQueues.Readings, autoAck: false, consumer, cancel);
        var since = TimeProvider.System.GetTimestamp();
        while (!cancel.IsCancellationRequested)
        {
            var batch = await Next(waiting.Reader, cancel);
            if (batch.Count > 0)
            {
                Settled = false;
                var fresh = batch.Select(b => b.Reading).Where(r => !store.Contains(r.Report.Id, r.EngineVersion)).DistinctBy(r => r.Report.Id).ToList();
                if (fresh.Count > 0)
                {
                    store.Append(fresh);
                    _stored += fresh.Count;
                }

                foreach (var (tag, _) in batch)
                {
                    await channel.BasicAckAsync(tag, false, cancel);
                }
            }

            if (batch.Count == 0 || TimeProvider.System.GetElapsedTime(since) > Latest)
            {
                Settle();
                since = TimeProvider.System.GetTimestamp();
            }
        }

        Settle();
    }

    /// <summary>What has come until the queue is quiet for a moment or a batch is full; nothing where it was quiet.</summary>
    private static async Task<List<(ulong Tag, Reading Reading)>> Next(ChannelReader<(ulong Tag, Reading Reading)> from, CancellationToken cancel)
    {
        var batch = new List<(ulong Tag, Reading Reading)>();
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        quiet.CancelAfter(Quiet);
        try
        {
            while (batch.Count < Batch)
            {
                batch.Add(await from.ReadAsync(quiet.Token));
            }
        }
        catch (OperationCanceledException)
        {
        }

        return batch;
    }

    private void Settle()
    {
        if (store.SettledRevision < store.Revision)
        {
            store.Resettle(rarity);
            log($"{_stored} stored, settled");
        }

        Settled = true;
    }
}
