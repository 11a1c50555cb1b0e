using Entente.Engine;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Entente.Server.Working;

/// <summary>A reader: takes inputs from the queue, reads them on all cores, hands on the readings. Any number may run on any machines.</summary>
public sealed class ReadingWorker(WorkQueues queues, Pipeline pipeline, Action<string> log)
{
    private int _read;

    /// <summary>How many inputs it has done with.</summary>
    public int Read => _read;

    /// <summary>Reads until told to stop; inputs in hand go back to the queue.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await using var channel = await queues.Channel((ushort)(4 * Environment.ProcessorCount), cancel);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) => Take(channel, message, cancel);
        await channel.BasicConsumeAsync(WorkQueues.Inputs, autoAck: false, consumer, cancel);
        await Stopped(cancel);
    }

    private async Task Take(IChannel channel, BasicDeliverEventArgs message, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return;
        }

        var file = WorkQueues.FileOf(message.BasicProperties.Headers, message.Body);
        var (reading, failure) = pipeline.Read(file);
        if (reading is not null)
        {
            await WorkQueues.Publish(channel, WorkQueues.Readings, WorkQueues.Pack(reading), WorkQueues.Headers(file), cancel);
        }
        else
        {
            log($"not read: {failure!.Source}: {failure.Reason}");
            await WorkQueues.Publish(channel, WorkQueues.Failed, file.Bytes, WorkQueues.Headers(file, failure.Reason), cancel);
        }

        // Only now: the result is with the broker.
        await channel.BasicAckAsync(message.DeliveryTag, false, cancel);
        Interlocked.Increment(ref _read);
    }

    internal static async Task Stopped(CancellationToken cancel)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = cancel.Register(stopped.SetResult);
        await stopped.Task;
    }
}
