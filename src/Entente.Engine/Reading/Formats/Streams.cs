namespace Entente.Engine.Reading.Formats;

/// <summary>A stream that is read once from front to end.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public abstract override int Read(Span<byte> buffer);

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A stream whose first bytes were looked at and are given again.</summary>
internal sealed class PeekedStream(byte[] head, Stream rest) : ForwardStream
{
    private int _at;

    public static (byte[] Head, PeekedStream Stream) Over(Stream stream, int length)
    {
        var head = new byte[length];
        var read = stream.ReadAtLeast(head, length, throwOnEndOfStream: false);
        return (head[..read], new PeekedStream(head[..read], stream));
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at < head.Length)
        {
            var n = Math.Min(buffer.Length, head.Length - _at);
            head.AsSpan(_at, n).CopyTo(buffer);
            _at += n;
            return n;
        }

        return rest.Read(buffer);
    }
}

/// <summary>Counts what passes and stops a stream that unpacks to far more than it holds.</summary>
/// <param name="packed">Bytes that went in so far; null where nothing is unpacked.</param>
internal sealed class BoundedStream(Stream inner, Func<long>? packed) : ForwardStream
{
    /// <summary>Text packs about five to one, pages ten to one; a bomb a thousand to one.</summary>
    private const int LargestRatio = 100;

    private const long Unsuspicious = 64L * 1024 * 1024;

    public long Passed { get; private set; }

    /// <exception cref="InvalidDataException">What comes out is far more than what went in.</exception>
    public override int Read(Span<byte> buffer)
    {
        var n = inner.Read(buffer);
        Passed += n;
        return packed is not null && Passed > Unsuspicious && Passed > LargestRatio * Math.Max(1, packed())
            ? throw new InvalidDataException($"unpacks to more than {LargestRatio} times its size (stopped after {Passed / 1024 / 1024} MB)")
            : n;
    }
}

/// <summary>Watches a gzip file go by, to tell whether it was cut: its last four bytes hold the length of what its last member unpacks to.</summary>
internal sealed class GzipTail(Stream inner) : ForwardStream
{
    private uint _last;
    private int _members;

    /// <summary>Whether a file of one member ended before its end. Of several members joined it cannot be told and is not claimed.</summary>
    public bool IsCut(long unpacked) => _members == 1 && System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(_last) != (uint)unpacked;

    public override int Read(Span<byte> buffer)
    {
        var n = inner.Read(buffer);
        foreach (var b in buffer[..n])
        {
            _last = (_last << 8) | b;
            _members += (_last & 0xffffff) == 0x1f8b08 ? 1 : 0;
        }

        return n;
    }
}
