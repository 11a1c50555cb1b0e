using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Entente.Engine.Reading.Formats;

/// <summary>Web archives (WARC 1.0 and 1.1), record by record: pages and texts that servers answered with. A broken record is named with its offset; reading goes on at the next.</summary>
internal sealed class WarcReader(Stream stream, SourceFile given)
{
    private const int LongestLine = 1 << 16;
    private readonly byte[] _buffer = new byte[1 << 17];
    private long _offset;
    private int _at;
    private int _end;

    public IEnumerable<(SourceFile? File, ReadFailure? Failure)> Reports()
    {
        while (true)
        {
            var start = _offset;
            var line = Line();
            if (line is null)
            {
                yield break;
            }

            if (line.Length == 0)
            {
                continue;
            }

            var place = $"{given.Source}@{start}";
            if (!line.StartsWith("WARC/", StringComparison.Ordinal))
            {
                yield return (null, new ReadFailure(place, "no WARC record begins here; looking for the next"));
                while (Line(peek: true) is { } skipped && !skipped.StartsWith("WARC/", StringComparison.Ordinal))
                {
                    _ = Line();
                }

                continue;
            }

            var headers = Headers();
            if (headers is null || !long.TryParse(headers.GetValueOrDefault("content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                yield return (null, new ReadFailure(place, "a WARC record without a length"));
                continue;
            }

            var type = headers.GetValueOrDefault("warc-type");
            if (type is not ("response" or "resource" or "conversion"))
            {
                Skip(length);
                continue;
            }

            var url = headers.GetValueOrDefault("warc-target-uri")?.Trim('<', '>');
            if (length > TextReading.LargestReport)
            {
                Skip(length);
                yield return (null, new ReadFailure(url ?? place, TextReading.TooLarge(length)));
                continue;
            }

            var block = Bytes((int)length);
            if (block is null)
            {
                yield return (null, new ReadFailure(place, "the archive ends inside a record"));
                yield break;
            }

            var content = type == "response" ? Answer(block, out var why) : Plain(block, headers.GetValueOrDefault("content-type"), out why);
            if (content is not null)
            {
                yield return (given with { Source = url ?? place, Bytes = content, Url = url ?? given.Url }, null);
            }
            else if (why is not null)
            {
                yield return (null, new ReadFailure(url ?? place, why));
            }
        }
    }

    private static byte[]? Plain(byte[] block, string? type, out string? why)
    {
        why = null;
        return IsText(type) ? block : null;
    }

    private static bool IsText(string? type) => type is null || type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) || type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/xhtml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body of a server's answer; null without a reason where it is no page (an image, a redirect).</summary>
    private static byte[]? Answer(byte[] block, out string? why)
    {
        why = null;
        var end = block.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            why = "an answer without a body";
            return null;
        }

        var lines = Encoding.Latin1.GetString(block, 0, end).Split("\r\n");
        var status = lines[0].Split(' ');
        if (status.Length < 2 || status[1] != "200")
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }

        if (!IsText(headers.GetValueOrDefault("content-type")))
        {
            return null;
        }

        var body = block[(end + 4)..];
        try
        {
            if (headers.GetValueOrDefault("transfer-encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true)
            {
                body = Unchunked(body);
            }

            var coding = headers.GetValueOrDefault("content-encoding")?.ToLowerInvariant();
            using var packed = new MemoryStream(body);
            using Stream? unpacked = coding switch { "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress), "deflate" => new ZLibStream(packed, CompressionMode.Decompress), "br" => new BrotliStream(packed, CompressionMode.Decompress), _ => null };
            return unpacked is null ? body : Unpacker.Whole(new BoundedStream(unpacked, () => body.Length));
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            why = "its body does not unpack: " + e.Message;
            return null;
        }
    }

    /// <summary>Chunks joined; archives that already joined them give the body back as it is.</summary>
    private static byte[] Unchunked(byte[] body)
    {
        using var joined = new MemoryStream();
        var at = 0;
        while (at < body.Length)
        {
            var line = body.AsSpan(at).IndexOf("\r\n"u8);
            if (line is < 1 or > 32 || !int.TryParse(Encoding.Latin1.GetString(body, at, line).Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
            {
                return at == 0 ? body : joined.ToArray();
            }

            at += line + 2;
            if (size == 0 || size > body.Length - at)
            {
                joined.Write(body, at, size == 0 ? 0 : body.Length - at);
                break;
            }

            joined.Write(body, at, size);
            at += size + 2;
        }

        return joined.ToArray();
    }

    private Dictionary<string, string>? Headers()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var n = 0; n < 200; n++)
        {
            if (Line() is not { } line)
            {
                return null;
            }

            if (line.Length == 0)
            {
                return headers;
            }

            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }

        return null;
    }

    private bool Fill()
    {
        if (_at > 0)
        {
            Array.Copy(_buffer, _at, _buffer, 0, _end - _at);
            (_at, _end) = (0, _end - _at);
        }

        var n = _end == _buffer.Length ? 0 : stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += n;
        return n > 0;
    }

    /// <summary>A line without its end, cut at what a header may hold; null at the end.</summary>
    private string? Line(bool peek = false)
    {
        while (true)
        {
            var stop = Array.IndexOf(_buffer, (byte)'\n', _at, _end - _at);
            if (stop < 0 && _end - _at < LongestLine && Fill())
            {
                continue;
            }

            if (_end == _at)
            {
                return null;
            }

            var to = stop < 0 ? Math.Min(_end, _at + LongestLine) : stop;
            var line = Encoding.UTF8.GetString(_buffer, _at, to - _at).TrimEnd('\r');
            if (!peek)
            {
                var next = stop < 0 ? to : stop + 1;
                _offset += next - _at;
                _at = next;
            }

            return line;
        }
    }

    private byte[]? Bytes(int length)
    {
        var bytes = new byte[length];
        var done = 0;
        while (done < length)
        {
            if (_at == _end && !Fill())
            {
                return null;
            }

            var n = Math.Min(length - done, _end - _at);
            Array.Copy(_buffer, _at, bytes, done, n);
            (_at, done, _offset) = (_at + n, done + n, _offset + n);
        }

        return bytes;
    }

    private void Skip(long length)
    {
        while (length > 0)
        {
            if (_at == _end && !Fill())
            {
                return;
            }

            var n = (int)Math.Min(length, _end - _at);
            (_at, length, _offset) = (_at + n, length - n, _offset + n);
        }
    }
}
