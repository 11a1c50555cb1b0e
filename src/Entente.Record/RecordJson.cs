using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Entente.Record;

/// <summary>The stored form of readings and of what was settled from them; not the exported form, which <see cref="Export"/> writes.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, Converters = [typeof(DayConverter)])]
[JsonSerializable(typeof(Reading))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(Asking.Totals))]
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
}
