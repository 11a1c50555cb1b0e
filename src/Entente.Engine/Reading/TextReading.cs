using System.Text;

namespace Entente.Engine.Reading;

/// <summary>Raw bytes and what was said about them: where they come from and what the file itself lacks.</summary>
public sealed record SourceFile(string Source, byte[] Bytes)
{
    public string? Outlet { get; init; }

    public string? Url { get; init; }

    public string? Published { get; init; }

    public string? Language { get; init; }

    /// <summary>The day it was fetched, ISO 8601, where somebody fetched it: it was published by then.</summary>
    public string? Retrieved { get; init; }

    /// <summary>Who wrote it, where the text does not say.</summary>
    public string? Byline { get; init; }
}

/// <summary>An input that could not be read: which, and why. Nothing else is affected by it.</summary>
public sealed record ReadFailure(string Source, string Reason);

/// <summary>Bytes to text. Refuses what is no text, by name and place, instead of guessing.</summary>
public static class TextReading
{
    /// <summary>Largest file that is read as one report, in bytes.</summary>
    public const long LargestReport = 32 * 1024 * 1024;

    /// <summary>Longest line, in characters: no sentence of any report comes near.</summary>
    public const int LongestLine = 1_000_000;

    public static (string? Text, string? Why) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            return (null, "the file is empty");
        }

        if (bytes.Length > LargestReport)
        {
            return (null, TooLarge(bytes.Length));
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]))
        {
            return Checked(Encoding.Unicode.GetString(bytes[2..]));
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            return Checked(Encoding.BigEndianUnicode.GetString(bytes[2..]));
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]))
        {
            bytes = bytes[3..];
        }

        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
        {
            return (null, $"binary data (a zero byte at offset {nul})");
        }

        try
        {
            return Checked(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        }
        catch (DecoderFallbackException e)
        {
            return (null, $"not valid UTF-8 (byte 0x{e.BytesUnknown?.FirstOrDefault() ?? 0:x2} at offset {FirstInvalid(bytes)})");
        }
    }

    public static string TooLarge(long length) => $"too large for one report ({length / 1024 / 1024} MB; the limit is {LargestReport / 1024 / 1024} MB)";

    private static (string? Text, string? Why) Checked(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, "the file holds nothing but white space");
        }

        var control = 0;
        var line = 0;
        foreach (var c in text)
        {
            control += c < ' ' && c is not ('\n' or '\r' or '\t' or '\f') ? 1 : 0;
            line = c is '\n' ? 0 : line + 1;
            if (line > LongestLine)
            {
                return (null, $"a line is longer than {LongestLine} characters");
            }
        }

        return control > 8 && control > text.Length / 50 ? (null, "binary data (control characters)") : (text, null);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return at;
            }

            at += consumed;
        }

        return at;
    }
}

/// <summary>Which language a text is in, by script and function words; enough to know what can be coded.</summary>
public static class LanguageGuess
{
    private static readonly (string Code, HashSet<string> Words)[] Function =
    [
        ("en", Set("the of and to in a that is was for on with said by from at as it has his their which after would will be were have not but an who also its he they")),
        ("es", Set("de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre")),
        ("fr", Set("de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son à été cette ou mais")),
        ("de", Set("der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach")),
        ("pt", Set("de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua")),
        ("it", Set("di e il la che in a per un del non è una con i le da si dei nel alla sono come più al della ha gli anche lo")),
        ("id", Set("yang dan di dengan untuk pada dari ini dalam tidak akan itu ke oleh juga telah sebagai kata mereka bahwa ada adalah")),
        ("nl", Set("de het een en van in is dat op te zijn met voor niet aan er om ook als bij maar door heeft die")),
        ("tr", Set("ve bir bu için ile da de olarak daha çok en gibi ancak sonra kadar olan")),
    ];

    public static string Of(string text)
    {
        int latin = 0, han = 0, kana = 0, hangul = 0, cyrillic = 0, arabic = 0, hebrew = 0, thai = 0;
        foreach (var c in text)
        {
            switch (c)
            {
                case >= '\u3040' and <= '\u30ff': kana++; break;
                case >= '\u3400' and <= '\u9fff': han++; break;
                case >= '\uac00' and <= '\ud7af': hangul++; break;
                case >= '\u0400' and <= '\u04ff': cyrillic++; break;
                case >= '\u0590' and <= '\u05ff': hebrew++; break;
                case >= '\u0600' and <= '\u06ff': arabic++; break;
                case >= '\u0e00' and <= '\u0e7f': thai++; break;
                default: latin += char.IsLetter(c) ? 1 : 0; break;
            }
        }

        var others = new[] { ("ja", kana * 2 + (kana > 0 ? han : 0)), ("zh", kana > han / 10 ? 0 : han), ("ko", hangul), ("ru", cyrillic), ("ar", arabic), ("he", hebrew), ("th", thai) };
        var (code, count) = others.MaxBy(o => o.Item2);
        if (count * 3 > latin)
        {
            return code;
        }

        var words = text.AsSpan(0, Math.Min(text.Length, 20000)).ToString().ToLowerInvariant().Split([' ', '\n', '\r', '\t', '.', ',', '"', '“', '”'], StringSplitOptions.RemoveEmptyEntries);
        var best = Function.Select(f => (f.Code, Count: words.Count(f.Words.Contains))).MaxBy(f => f.Count);
        return best.Count * 12 >= words.Length || best.Count >= 8 ? best.Code : words.Length < 12 ? "en" : "und";
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
