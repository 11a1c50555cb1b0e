using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Entente.Language;

/// <summary>
/// A frozen linear classifier over hashed features: for each feature a short list of (class, weight) pairs.
/// Scores are integers, so the same input gives the same answer on every machine.
/// </summary>
/// <remarks>
/// File: magic "ELM1", class count, class names (length-prefixed UTF-8), slot count (a power of two), pair count,
/// filled slot count, then a filled slot each: slot (int32), key (uint32), pairs (byte), shift (byte); then classes (byte each), weights (int8 each, to be shifted left by the row's shift); little-endian.
/// </remarks>
public sealed class LinearModel
{
    private static ReadOnlySpan<byte> Magic => "ELM1"u8;

    private readonly uint[] _keys;
    private readonly int[] _offsets;
    private readonly byte[] _classes;
    private readonly sbyte[] _weights;
    private readonly byte[] _shifts;
    private readonly int _mask;

    private LinearModel(string[] labels, uint[] keys, int[] offsets, byte[] classes, sbyte[] weights, byte[] shifts)
    {
        Labels = labels;
        (_keys, _offsets, _classes, _weights, _shifts) = (keys, offsets, classes, weights, shifts);
        _mask = keys.Length - 1;
    }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>Adds the weights of the given features to <paramref name="scores"/>, which is cleared first.</summary>
    public void Score(ReadOnlySpan<uint> features, Span<int> scores)
    {
        scores.Clear();
        foreach (var feature in features)
        {
            var slot = (int)(feature * 2654435769u >> 3) & _mask;
            while (_keys[slot] != 0)
            {
                if (_keys[slot] == feature)
                {
                    var end = _offsets[slot + 1];
                    int shift = _shifts[slot];
                    for (var p = _offsets[slot]; p < end; p++)
                    {
                        scores[_classes[p]] += _weights[p] << shift;
                    }

                    break;
                }

                slot = (slot + 1) & _mask;
            }
        }
    }

    /// <summary>Builds a model from averaged weights: eight bits each with one shift a row, so that the few heavy features keep their weight; pairs that round to little are dropped.</summary>
    internal static LinearModel Freeze(string[] labels, IReadOnlyList<(uint Feature, double[] Weights)> rows, double drop)
    {
        var magnitudes = rows.SelectMany(r => r.Weights).Where(w => w != 0).Select(Math.Abs).Order().ToArray();
        var typical = magnitudes.Length == 0 ? 1 : magnitudes[(int)((magnitudes.Length - 1) * 0.9)];
        var scale = 64 / typical;
        var kept = new List<(uint Feature, byte Shift, List<(byte Class, sbyte Weight)> Pairs)>();
        foreach (var (feature, weights) in rows)
        {
            byte shift = 0;
            while (weights.Max(Math.Abs) * scale > 127 << shift)
            {
                shift++;
            }

            var pairs = new List<(byte, sbyte)>();
            for (var c = 0; c < weights.Length; c++)
            {
                var value = weights[c] * scale;
                var q = (int)Math.Round(value / (1 << shift), MidpointRounding.AwayFromZero);
                if (q != 0 && Math.Abs(value) >= drop)
                {
                    pairs.Add(((byte)c, (sbyte)Math.Clamp(q, -127, 127)));
                }
            }

            if (pairs.Count > 0)
            {
                kept.Add((feature, shift, pairs));
            }
        }

        var slots = 1024;
        while (slots < kept.Count * 1.5)
        {
            slots *= 2;
        }

        var table = new List<(byte Class, sbyte Weight)>?[slots];
        var keys = new uint[slots];
        var shifts = new byte[slots];
        foreach (var (feature, shift, pairs) in kept.OrderBy(k => k.Feature))
        {
            var slot = (int)(feature * 2654435769u >> 3) & (slots - 1);
            while (keys[slot] != 0)
            {
                slot = (slot + 1) & (slots - 1);
            }

            (keys[slot], table[slot], shifts[slot]) = (feature, pairs, shift);
        }

        var offsets = new int[slots + 1];
        for (var s = 0; s < slots; s++)
        {
            offsets[s + 1] = offsets[s] + (table[s]?.Count ?? 0);
        }

        var all = table.Where(t => t is not null).SelectMany(t => t!).ToArray();
        return new LinearModel(labels, keys, offsets, [.. all.Select(p => p.Class)], [.. all.Select(p => p.Weight)], shifts);
    }

    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Labels.Count);
        foreach (var label in Labels)
        {
            writer.Write(label);
        }

        writer.Write(_keys.Length);
        writer.Write(_classes.Length);

        // Slots are mostly empty: the file holds only the filled ones, the table is laid out on loading.
        var filled = Enumerable.Range(0, _keys.Length).Where(s => _keys[s] != 0).ToArray();
        writer.Write(filled.Length);
        foreach (var s in filled)
        {
            writer.Write(s);
            writer.Write(_keys[s]);
            writer.Write((byte)(_offsets[s + 1] - _offsets[s]));
            writer.Write(_shifts[s]);
        }

        writer.Write(_classes);
        writer.Write(MemoryMarshal.AsBytes<sbyte>(_weights));
    }

    /// <exception cref="InvalidDataException">The bytes are not a model of this form.</exception>
    public static LinearModel Load(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < 8 || !bytes[..4].SequenceEqual(Magic))
        {
            throw new InvalidDataException($"{name}: not a language model of this version");
        }

        var at = 4;
        int Int(ReadOnlySpan<byte> b)
        {
            var v = BinaryPrimitives.ReadInt32LittleEndian(b[at..]);
            at += 4;
            return v;
        }

        var labels = new string[Int(bytes)];
        for (var i = 0; i < labels.Length; i++)
        {
            int length = bytes[at++];
            labels[i] = Encoding.UTF8.GetString(bytes.Slice(at, length));
            at += length;
        }

        var slots = Int(bytes);
        var pairs = Int(bytes);
        var filled = Int(bytes);
        var keys = new uint[slots];
        var offsets = new int[slots + 1];
        var shifts = new byte[slots];
        for (var i = 0; i < filled; i++)
        {
            var slot = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
            keys[slot] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            offsets[slot + 1] = bytes[at + 8];
            shifts[slot] = bytes[at + 9];
            at += 10;
        }

        for (var s = 0; s < slots; s++)
        {
            offsets[s + 1] += offsets[s];
        }

        if (offsets[slots] != pairs || bytes.Length - at != 2L * pairs)
        {
            throw new InvalidDataException($"{name}: the file is cut short or damaged");
        }

        return new LinearModel(labels, keys, offsets, bytes.Slice(at, pairs).ToArray(), MemoryMarshal.Cast<byte, sbyte>(bytes.Slice(at + pairs, pairs)).ToArray(), shifts);
    }
}
