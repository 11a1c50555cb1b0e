using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Entente.Language;

namespace Entente.Engine;

/// <summary>The stages <c>annotate</c>, <c>names</c> and <c>quotes</c>: nothing but the language room, written as it is read.</summary>
/// <param name="tier">The networks that read; null: the large ones where the words are given, and in running text for the sentences that promise an item.</param>
/// <param name="cues">Which verbs give words to somebody.</param>
public sealed class LanguageStages(Annotator annotator, CueModel cues, Tier? tier)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);

    /// <summary>Sentences with tags, lemmas and heads (counted from 1, 0 is the root).</summary>
    /// <exception cref="JsonException">The line is no JSON object.</exception>
    /// <exception cref="InvalidDataException">The object holds neither text nor sentences of words.</exception>
    public ReadOnlyMemory<byte> Annotate(string line) => Write(line, (writer, sentences, _) =>
    {
        writer.WriteStartArray("sentences"u8);
        foreach (var sentence in sentences)
        {
            writer.WriteStartArray();
            foreach (var t in sentence.Tokens)
            {
                writer.WriteStartObject();
                writer.WriteString("form"u8, t.Form);
                writer.WriteString("lemma"u8, t.Lemma);
                writer.WriteString("upos"u8, t.Upos);
                writer.WriteString("xpos"u8, t.Xpos);
                writer.WriteNumber("head"u8, t.Head + 1);
                writer.WriteString("deprel"u8, t.Deprel);
                writer.WriteNumber("start"u8, t.Start);
                writer.WriteNumber("end"u8, t.End);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    });

    /// <summary>Names by type: spans of the text, or of words where they are given.</summary>
    /// <inheritdoc cref="Annotate" path="/exception"/>
    public ReadOnlyMemory<byte> Names(string line) => Write(line, (writer, sentences, text) =>
    {
        writer.WriteStartArray("names"u8);
        for (var s = 0; s < sentences.Count; s++)
        {
            var tokens = sentences[s].Tokens;
            foreach (var (type, first, last) in NameSpan.Of(tokens))
            {
                writer.WriteStartObject();
                writer.WriteString("type"u8, type);
                if (text is null)
                {
                    writer.WriteNumber("sentence"u8, s);
                    writer.WriteNumber("first"u8, first);
                    writer.WriteNumber("last"u8, last);
                }
                else
                {
                    writer.WriteNumber("start"u8, tokens[first].Start);
                    writer.WriteNumber("end"u8, tokens[last].End);
                    writer.WriteString("text"u8, text.AsSpan(tokens[first].Start, tokens[last].End - tokens[first].Start));
                }

                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    });

    /// <summary>Who is given which words: spans of source, cue and content, and the source's own words.</summary>
    /// <inheritdoc cref="Annotate" path="/exception"/>
    public ReadOnlyMemory<byte> Quotes(string line) => Write(line, (writer, sentences, text) =>
    {
        if (text is null)
        {
            throw new InvalidDataException("no 'text'");
        }

        writer.WriteStartArray("quotes"u8);
        foreach (var attribution in Attributions.Of(text, sentences, cues))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("source"u8);
            Span(writer, attribution.Source);
            writer.WritePropertyName("cue"u8);
            Span(writer, attribution.Cue);
            writer.WriteStartArray("content"u8);
            foreach (var part in attribution.Content)
            {
                Span(writer, part);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("speaker"u8);
            if (attribution.Source is { } source)
            {
                writer.WriteStringValue(text.AsSpan(source.Start, source.End - source.Start));
            }
            else
            {
                writer.WriteNullValue();
            }

            writer.WriteString("form"u8, attribution.Quoted ? "quote"u8 : "paraphrase"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void Span(Utf8JsonWriter writer, TextSpan? span)
    {
        if (span is not { } s)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        writer.WriteNumberValue(s.Start);
        writer.WriteNumberValue(s.End);
        writer.WriteEndArray();
    }

    private ReadOnlyMemory<byte> Write(string line, Action<Utf8JsonWriter, IReadOnlyList<Sentence>, string?> body)
    {
        using var input = JsonDocument.Parse(line);
        var root = input.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("no object");
        }

        IReadOnlyList<Sentence> sentences;
        string? text = null;
        if (root.TryGetProperty("sentences", out var given) && given.ValueKind == JsonValueKind.Array)
        {
            sentences = [.. Given(given)];
            annotator.Annotate(sentences, tier ?? Tier.Accurate);
        }
        else
        {
            text = root.TryGetProperty("text", out var t) && t.ValueKind == JsonValueKind.String ? t.GetString()! : throw new InvalidDataException("no 'text' and no 'sentences'");
            sentences = annotator.Annotate(text, Attributions.Paragraphs(text), tier ?? Tier.Accurate, promising: tier is null ? Promise.Of : null);
        }

        _buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_buffer, Relaxed);
        writer.WriteStartObject();
        writer.WritePropertyName("id"u8);
        if (root.TryGetProperty("id", out var id))
        {
            id.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        body(writer, sentences, text);
        writer.WriteEndObject();
        writer.Flush();
        return _buffer.WrittenMemory;
    }

    private static IEnumerable<Sentence> Given(JsonElement sentences)
    {
        foreach (var words in sentences.EnumerateArray())
        {
            var at = 0;
            var tokens = new List<Token>();
            foreach (var word in words.EnumerateArray())
            {
                var form = word.GetString() ?? throw new InvalidDataException("a word is null");
                tokens.Add(new Token { Form = form, Start = at, End = at + form.Length });
                at += form.Length + 1;
            }

            yield return new Sentence { Tokens = tokens };
        }
    }
}
