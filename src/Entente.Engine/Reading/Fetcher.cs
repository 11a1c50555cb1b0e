using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Entente.Engine.Reading.Formats;

namespace Entente.Engine.Reading;

/// <summary>
/// Asks for addresses, and only for public ones: the address that is connected to is checked after names were resolved and at every redirect, so that no
/// page, feed or redirect can make the reader ask inside a network. Answers are bounded in size after unpacking, in redirects and in time.
/// </summary>
/// <param name="allowed">Hosts that may be asked wherever they are, by name.</param>
public sealed class Fetcher(IReadOnlySet<string> allowed) : IDisposable
{
    private const int MostRedirects = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxResponseHeadersLength = 64,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = (context, cancel) => Connect(context, allowed, cancel),
    })
    {
        Timeout = Longest,
        DefaultRequestHeaders = { { "User-Agent", "Entente (reads reports into a record)" }, { "Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, text/plain;q=0.8, */*;q=0.5" } },
    };

    /// <summary>What an address answers with, as reports.</summary>
    public IEnumerable<(SourceFile? File, ReadFailure? Failure)> Get(string address, SourceFile given, Unpacker unpacker)
    {
        var answer = Ask(address);
        if (answer.Bytes is null)
        {
            yield return (null, new ReadFailure(address, answer.Why ?? "nothing was answered"));
            yield break;
        }

        using var stream = new MemoryStream(answer.Bytes);
        foreach (var found in unpacker.Open(stream, given with { Source = address, Url = answer.At }))
        {
            yield return found;
        }
    }

    /// <summary>Asks once, following redirects. Never throws for what a server does.</summary>
    /// <param name="address">An http or https address.</param>
    /// <param name="etag">What the server called its last answer: asks only for a newer one.</param>
    /// <param name="modified">When that answer was last changed, as the server printed it.</param>
    public Answer Ask(string address, string? etag = null, string? modified = null)
    {
        using var time = new CancellationTokenSource(Longest);
        try
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            {
                return Answer.Failed("no address");
            }

            for (var n = 0; n <= MostRedirects; n++)
            {
                if (uri.Scheme is not ("http" or "https"))
                {
                    return Answer.Failed($"a redirect to {uri.Scheme}:, which is not asked for");
                }

                using var request = new HttpRequestMessage(HttpMethod.Get, uri);
                if (etag is not null)
                {
                    request.Headers.TryAddWithoutValidation("If-None-Match", etag);
                }

                if (modified is not null)
                {
                    request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
                }

                using var answer = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
                var status = (int)answer.StatusCode;
                if (status is >= 300 and < 400 and not 304 && answer.Headers.Location is { } next)
                {
                    uri = new Uri(uri, next);
                    continue;
                }

                var known = new Answer(status, uri.ToString(), Header(answer, "ETag"), Header(answer, "Last-Modified"), answer.Headers.RetryAfter is { } wait ? wait.Delta ?? (wait.Date - answer.Headers.Date) : null);
                if (!answer.IsSuccessStatusCode)
                {
                    return known with { Why = $"the server answers {status} {answer.ReasonPhrase}" };
                }

                using var body = answer.Content.ReadAsStream(time.Token);
                using var cut = time.Token.Register(body.Dispose);
                return known with { Bytes = Unpacker.Whole(body) };
            }

            return Answer.Failed($"more than {MostRedirects} redirects");
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || (e is IOException && time.IsCancellationRequested))
        {
            return Answer.Failed($"no whole answer within {Longest.TotalSeconds:0} s");
        }
        catch (HttpRequestException e)
        {
            return Answer.Failed(e.InnerException is InvalidDataException inner ? inner.Message : e.Message);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Answer.Failed(e.Message);
        }
    }

    /// <summary>Sends a body; the same rules of where to hold as for asking.</summary>
    /// <returns>Why it was not taken; null where it was.</returns>
    public string? Post(string address, byte[] body, IReadOnlyDictionary<string, string> headers)
    {
        using var time = new CancellationTokenSource(Longest);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
            return answer.IsSuccessStatusCode ? null : $"the server answers {(int)answer.StatusCode} {answer.ReasonPhrase}";
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            return e.InnerException is InvalidDataException inner ? inner.Message : e.Message;
        }
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, IReadOnlySet<string> allowed, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancel);
        if (!allowed.Contains(host) && addresses.FirstOrDefault(a => !IsPublic(a)) is { } inside)
        {
            throw new InvalidDataException($"{host} is {inside}, inside a network: not asked for unless allowed by name (--allow-host {host})");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address is one of the open internet: not private, loopback, link-local, metadata, multicast or reserved, in either family or one inside the other.</summary>
    public static bool IsPublic(IPAddress address)
    {
        Span<byte> b = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            address.TryWriteBytes(b, out _);
            // IPv4 inside IPv6: mapped, NAT64 (64:ff9b::/96), 6to4 (2002::/16).
            var head = BinaryPrimitives.ReadUInt64BigEndian(b);
            if (address.IsIPv4MappedToIPv6 || (head == 0x0064_ff9b_0000_0000 && b[8..12].IndexOfAnyExcept((byte)0) < 0))
            {
                return IsPublic(new IPAddress(b[12..16]));
            }

            if (b[0] == 0x20 && b[1] == 0x02)
            {
                return IsPublic(new IPAddress(b[2..6]));
            }

            // Only 2000::/3 is given out; of it 2001::/32 (Teredo) and 2001:db8::/32 (documentation) are nobody's.
            return (b[0] & 0xe0) == 0x20 && !(b[0] == 0x20 && b[1] == 0x01 && ((b[2] == 0 && b[3] == 0) || (b[2] == 0x0d && b[3] == 0xb8)));
        }

        address.TryWriteBytes(b, out _);
        return b[0] switch
        {
            0 or 10 or 127 or >= 224 => false,
            100 => (b[1] & 0xc0) != 64,
            169 => b[1] != 254,
            172 => (b[1] & 0xf0) != 16,
            192 => b[1] != 168 && !(b[1] == 0 && b[2] is 0 or 2),
            198 => b[1] is not (18 or 19) && !(b[1] == 51 && b[2] == 100),
            203 => !(b[1] == 0 && b[2] == 113),
            _ => true,
        };
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>What a server answered.</summary>
/// <param name="Status">The status by HTTP; 0 where there was no answer.</param>
/// <param name="At">The address in the end, after redirects.</param>
/// <param name="RetryAfter">How long it asks to be left alone.</param>
public sealed record Answer(int Status, string? At, string? ETag, string? Modified, TimeSpan? RetryAfter)
{
    /// <summary>The body, unpacked; null where there is none.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Why there is none.</summary>
    public string? Why { get; init; }

    internal static Answer Failed(string why) => new(0, null, null, null, null) { Why = why };
}
