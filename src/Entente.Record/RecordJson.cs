using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Entente.Record;

/// <summary>The stored form of readings and of what was settled from them; not the exported form, which <see cref="Export"/> writes.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, Converters = [typeof(DayConverter), typeof(PoolingConverter)])]
[JsonSerializable(typeof(Reading))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(Asking.Totals))]
[JsonSerializable(typeof(IReadOnlyList<Asking.OutletTotals>))]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(Story))]
[JsonSerializable(typeof(Conflict))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(Tombstone))]
[JsonSerializable(typeof(Dictionary<string, string>))]
public sealed partial class RecordJson : JsonSerializerContext
{
    private sealed class DayConverter : JsonConverter<LocalDate>
    {
        public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => LocalDatePattern.Iso.Parse(reader.GetString()!).Value;

        public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) => writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
    }

    /// <summary>Names, codes and kinds come again and again: of short texts that are alike one is kept for all.</summary>
    private sealed class PoolingConverter : JsonConverter<string>
    {
        private const int Longest = 48;
        private static readonly string?[] Pool = new string?[1 << 16];

        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length > Longest)
            {
                return reader.GetString();
            }

            var hash = new HashCode();
            hash.AddBytes(reader.ValueSpan);

            // Another thread may put another text there in between: then this one is not shared, and nothing else.
            ref var place = ref Pool[hash.ToHashCode() & (Pool.Length - 1)];
            Span<char> text = stackalloc char[Longest];
            var length = System.Text.Encoding.UTF8.GetChars(reader.ValueSpan, text);
            return place is { } known && text[..length].SequenceEqual(known) ? known : place = text[..length].ToString();
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
    }
}
