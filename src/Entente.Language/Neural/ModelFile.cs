using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;

namespace Entente.Language.Neural;

/// <summary>Numbers in fewer bits: whole numbers and one scale for a row of them.</summary>
internal static unsafe class Quantised
{
    /// <summary>Gives the scale; <paramref name="numbers"/> times it is nearest to the row.</summary>
    public static float Row(float* values, int count, int most, out int[] numbers)
    {
        var largest = 0f;
        for (var i = 0; i < count; i++)
        {
            largest = MathF.Max(largest, MathF.Abs(values[i]));
        }

        numbers = new int[count];
        if (largest == 0)
        {
            return 0;
        }

        var scale = largest / most;
        for (var i = 0; i < count; i++)
        {
            numbers[i] = Math.Clamp((int)MathF.Round(values[i] / scale, MidpointRounding.ToEven), -most, most);
        }

        return scale;
    }

    public static void WriteList(BinaryWriter writer, IReadOnlyList<string> list)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', list));
        writer.Write(list.Count);
        writer.Write(bytes.Length);
        writer.Write(bytes);
        for (var pad = writer.BaseStream.Position; pad % 4 != 0; pad++)
        {
            writer.Write((byte)0);
        }
    }
}

/// <summary>A model file mapped into memory for as long as the model is used.</summary>
public sealed unsafe class ModelFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty.</exception>
    public ModelFile(string path)
    {
        Name = Path.GetFileName(path);
        Length = new FileInfo(path).Length;
        if (Length == 0)
        {
            throw new InvalidDataException($"{Name}: the file is cut short or damaged");
        }

        _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* at = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref at);
        Start = at + _view.PointerOffset;
    }

    public string Name { get; }

    public long Length { get; }

    internal byte* Start { get; }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }
}

/// <summary>Walks a model file from its start; whatever would lie behind its end is an error that names the file.</summary>
internal sealed unsafe class ModelReader(ModelFile file)
{
    private readonly ModelFile _file = file;
    private long _at;

    /// <summary>Reads models one behind the other up to the end of the file, at least one.</summary>
    public IReadOnlyList<T> All<T>(Func<ModelReader, T> load)
    {
        var models = new List<T>();
        do
        {
            models.Add(load(this));
        }
        while (_at < _file.Length);
        return models;
    }

    /// <summary>Passes over the four bytes that a model begins with.</summary>
    public void Expect(ReadOnlySpan<byte> magic)
    {
        if (_file.Length - _at < 4 || !new ReadOnlySpan<byte>(_file.Start + _at, 4).SequenceEqual(magic))
        {
            throw new InvalidDataException($"{_file.Name}: not a language model of this version");
        }

        _at += 4;
    }

    public int Int() => *(int*)Take(sizeof(int));

    public string[] List()
    {
        var (count, bytes) = (Int(), Int());
        if (bytes < 0 || count < 0)
        {
            throw Damaged();
        }

        var list = bytes == 0 ? [] : Encoding.UTF8.GetString(Take(bytes), bytes).Split('\n');
        _at = (_at + 3) / 4 * 4;
        return list.Length == count ? list : throw Damaged();
    }

    public Embeddings Rows(int rows, int size)
    {
        var scales = (float*)Take((long)rows * sizeof(float));
        return new Embeddings(rows, size, scales, (sbyte*)Take((long)rows * size));
    }

    public void Weights(Parameters parameters)
    {
        foreach (var block in parameters.Blocks)
        {
            for (var row = 0; row < block.Rows; row++)
            {
                var scale = *(float*)Take(sizeof(float));
                var numbers = (short*)Take((long)block.Columns * sizeof(short));
                var values = parameters.Values + block.At + row * block.Columns;
                for (var i = 0; i < block.Columns; i++)
                {
                    values[i] = numbers[i] * scale;
                }
            }
        }
    }

    private byte* Take(long bytes)
    {
        if (bytes < 0 || _at + bytes > _file.Length)
        {
            throw Damaged();
        }

        var at = _file.Start + _at;
        _at += bytes;
        return at;
    }

    private InvalidDataException Damaged() => new($"{_file.Name}: the file is cut short or damaged");
}
