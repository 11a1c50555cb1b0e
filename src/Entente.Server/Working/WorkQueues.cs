using System.Text;
using System.Text.Json;
using Entente.Engine.Reading;
using Entente.Record;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Entente.Server.Working;

/// <summary>How many messages wait in each queue, as the broker last counted them: a moment behind what is there.</summary>
public sealed record QueueDepths(uint Inputs, uint Readings, uint Failed);

/// <summary>
/// The three queues of a team's reading, on one RabbitMQ broker: inputs wait for any reader, readings for the one recorder, and what could not be read stays with its reason.
/// All are quorum queues: what a broker has confirmed survives the loss of a node. Nothing is acknowledged before its result is confirmed or stored, so a kill anywhere
/// repeats work and loses none; a report has one id and a reading is a pure function, so what is repeated is stored once.
/// </summary>
public sealed class WorkQueues : IAsyncDisposable
{
    public const string Inputs = "entente.inputs";
    public const string Readings = "entente.readings";
    public const string Failed = "entente.failed";

    /// <summary>An input that stops its reader so many times is set aside.</summary>
    public const int Deliveries = 4;

    /// <summary>Larger inputs are refused before they are sent, bytes.</summary>
    public const int LongestInput = 64 << 20;

    private readonly IConnection _connection;

    private WorkQueues(IConnection connection) => _connection = connection;

    /// <param name="broker">An address such as amqp://user:password@host:5672/vhost, or amqps.</param>
    /// <exception cref="InvalidDataException">No such broker answers; the message names it without its password.</exception>
    public static async Task<WorkQueues> Open(string broker, CancellationToken cancel)
    {
        if (!Uri.TryCreate(broker, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps"))
        {
            throw new InvalidDataException($"--broker '{broker}' is no address of a broker (wanted: amqp://user:password@host:5672)");
        }

        try
        {
            var factory = new ConnectionFactory { Uri = address, ClientProvidedName = "entente", AutomaticRecoveryEnabled = true, ConsumerDispatchConcurrency = (ushort)Environment.ProcessorCount };
            var queues = new WorkQueues(await factory.CreateConnectionAsync(cancel));
            await queues.Declare(cancel);
            return queues;
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or IOException)
        {
            throw new InvalidDataException($"{address.Scheme}://{address.Host}:{address.Port}: {e.GetBaseException().Message}", e);
        }
    }

    private async Task Declare(CancellationToken cancel)
    {
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: cancel);
        Dictionary<string, object?> With(params ReadOnlySpan<(string Key, object? Value)> more)
        {
            var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
            foreach (var (key, value) in more)
            {
                arguments[key] = value;
            }

            return arguments;
        }

        await channel.QueueDeclareAsync(Failed, durable: true, exclusive: false, autoDelete: false, With(), cancellationToken: cancel);
        await channel.QueueDeclareAsync(Inputs, durable: true, exclusive: false, autoDelete: false, With(("x-delivery-limit", Deliveries), ("x-dead-letter-exchange", ""), ("x-dead-letter-routing-key", Failed)), cancellationToken: cancel);

        // One recorder at a time; another takes over where it ends.
        await channel.QueueDeclareAsync(Readings, durable: true, exclusive: false, autoDelete: false, With(("x-single-active-consumer", true)), cancellationToken: cancel);
    }

    /// <summary>A channel whose publishing ends when the broker has what was published.</summary>
    /// <param name="ahead">How many messages a consumer holds at once.</param>
    internal async Task<IChannel> Channel(ushort ahead, CancellationToken cancel)
    {
        var channel = await _connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancel);
        await channel.BasicQosAsync(0, ahead, false, cancel);
        return channel;
    }

    public async Task<QueueDepths> Depths(CancellationToken cancel)
    {
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: cancel);
        return new QueueDepths(await channel.MessageCountAsync(Inputs, cancel), await channel.MessageCountAsync(Readings, cancel), await channel.MessageCountAsync(Failed, cancel));
    }

    /// <summary>Hands inputs to whichever readers there are. Returns how many the broker has, and what was no input.</summary>
    public async Task<(int Sent, IReadOnlyList<ReadFailure> Refused)> Feed(IEnumerable<(SourceFile? File, ReadFailure? Failure)> inputs, CancellationToken cancel)
    {
        await using var channel = await Channel(1, cancel);
        var sent = 0;
        var refused = new List<ReadFailure>();
        var confirming = new Queue<Task>();
        foreach (var (file, failure) in inputs)
        {
            cancel.ThrowIfCancellationRequested();
            if (failure is not null || file!.Bytes.Length > LongestInput)
            {
                refused.Add(failure ?? new ReadFailure(file!.Source, $"{file.Bytes.Length} bytes; a message holds {LongestInput}"));
                continue;
            }

            confirming.Enqueue(Publish(channel, Inputs, file.Bytes, Headers(file), cancel));
            sent++;
            if (confirming.Count > 256)
            {
                await confirming.Dequeue();
            }
        }

        await Task.WhenAll(confirming);
        return (sent, refused);
    }

    internal static async Task Publish(IChannel channel, string queue, ReadOnlyMemory<byte> body, IDictionary<string, object?> headers, CancellationToken cancel) =>
        await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent, Headers = headers }, body, cancel);

    /// <summary>What could not be read, oldest first, at most so many; it stays where it is.</summary>
    public async Task<IReadOnlyList<ReadFailure>> Failures(int most, CancellationToken cancel)
    {
        await using var channel = await Channel(1, cancel);
        var found = new List<ReadFailure>();
        while (found.Count < most && await channel.BasicGetAsync(Failed, autoAck: false, cancel) is { } message)
        {
            found.Add(new ReadFailure(Text(message.BasicProperties.Headers, "source") ?? "-", Text(message.BasicProperties.Headers, "reason") ?? $"stopped its reader {Deliveries} times"));
        }

        // Given back before the channel is closed: who asks next finds them.
        if (found.Count > 0)
        {
            await channel.BasicNackAsync(0, multiple: true, requeue: true, cancel);
        }

        return found;
    }

    /// <summary>Hands what could not be read to the readers again; how many.</summary>
    public async Task<int> Retry(CancellationToken cancel)
    {
        await using var channel = await Channel(1, cancel);
        var moved = new HashSet<string>(StringComparer.Ordinal);

        // A broker's count of a queue lags behind what is in it, so the queue itself says when it is empty; what fails again meanwhile is left for another time.
        while (await channel.BasicGetAsync(Failed, autoAck: false, cancel) is { } message)
        {
            var file = FileOf(message.BasicProperties.Headers, message.Body);
            if (!moved.Add(file.Source + " " + Hash.OfBytes(file.Bytes)))
            {
                break;
            }

            await Publish(channel, Inputs, message.Body, Headers(file), cancel);
            await channel.BasicAckAsync(message.DeliveryTag, false, cancel);
        }

        return moved.Count;
    }

    internal static Dictionary<string, object?> Headers(SourceFile file, string? reason = null)
    {
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal);
        void Put(string key, string? value)
        {
            if (value is not null)
            {
                headers[key] = value;
            }
        }

        Put("source", file.Source);
        Put("outlet", file.Outlet);
        Put("url", file.Url);
        Put("published", file.Published);
        Put("language", file.Language);
        Put("retrieved", file.Retrieved);
        Put("byline", file.Byline);
        Put("reason", reason);
        return headers;
    }

    internal static SourceFile FileOf(IDictionary<string, object?>? headers, ReadOnlyMemory<byte> body) => new(Text(headers, "source") ?? "-", body.ToArray())
    {
        Outlet = Text(headers, "outlet"), Url = Text(headers, "url"), Published = Text(headers, "published"), Language = Text(headers, "language"), Retrieved = Text(headers, "retrieved"), Byline = Text(headers, "byline"),
    };

    private static string? Text(IDictionary<string, object?>? headers, string key) => headers is not null && headers.TryGetValue(key, out var value) ? value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString() : null;

    internal static byte[] Pack(Reading reading) => JsonSerializer.SerializeToUtf8Bytes(reading, RecordJson.Default.Reading);

    /// <exception cref="JsonException">It is none.</exception>
    internal static Reading Unpack(ReadOnlyMemory<byte> body) => JsonSerializer.Deserialize(body.Span, RecordJson.Default.Reading) ?? throw new JsonException("null");

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
