using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml;
using Entente.Engine.Reading.Pages;

namespace Entente.Engine.Reading.Formats;

/// <summary>
/// Finds the reports in a stream of bytes by what the bytes are: archives (ZIP, TAR, gzip, WARC), lists of articles (JSON Lines, JSON Feed,
/// RSS, Atom, CSV), mail and saved pages, Word and PDF documents; anything else is one report. Streams: an archive is never held whole
/// (a ZIP inside another stream excepted). Every failure names its place, and what lies beside it is read.
/// </summary>
/// <param name="columns">For CSV: which column holds which field (title, text, published, outlet, url, language, byline); null where the usual names are to be tried.</param>
public sealed class Unpacker(IReadOnlyDictionary<string, string>? columns = null)
{
    private const int Head = 2048;

    /// <summary>Archives in archives beyond this depth are an attack.</summary>
    private const int DeepestNesting = 4;

    /// <summary>Entries of one archive.</summary>
    private const int MostEntries = 1_000_000;

    /// <summary>Largest archive that cannot be streamed and is held in memory, in bytes.</summary>
    private const long LargestHeld = 256L * 1024 * 1024;

    /// <param name="given">What is known of the whole, its <see cref="SourceFile.Source"/> the name by which places are named.</param>
    public IEnumerable<(SourceFile? File, ReadFailure? Failure)> Open(Stream stream, SourceFile given) => Guarded(Of(stream, given, 0), given.Source);

    /// <summary>Passes on what a sequence yields; what breaks it off becomes a failure with the place.</summary>
    private static IEnumerable<(SourceFile? File, ReadFailure? Failure)> Guarded(IEnumerable<(SourceFile? File, ReadFailure? Failure)> found, string place)
    {
        using var e = found.GetEnumerator();
        while (true)
        {
            (SourceFile?, ReadFailure?) next;
            var broken = false;
            try
            {
                if (!e.MoveNext())
                {
                    yield break;
                }

                next = e.Current;
            }
            catch (Exception ex) when (ex is InvalidDataException or IOException or XmlException or JsonException or FormatException or NotSupportedException or InvalidOperationException or UnauthorizedAccessException or ArgumentException)
            {
                next = (null, new ReadFailure(place, ex.Message.ReplaceLineEndings(" ")));
                broken = true;
            }

            yield return next;
            if (broken)
            {
                yield break;
            }
        }
    }

    private IEnumerable<(SourceFile? File, ReadFailure? Failure)> Of(Stream stream, SourceFile given, int depth)
    {
        var (head, all) = PeekedStream.Over(stream, Head);
        var name = given.Source;
        return head switch
        {
            _ when depth > DeepestNesting => throw new InvalidDataException($"archives are nested more than {DeepestNesting} deep"),
            [0x1f, 0x8b, ..] => Gzip(all, given, depth),
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => Zip(stream, all, given, depth),
            _ when head.AsSpan().StartsWith("WARC/"u8) => new WarcReader(all, given).Reports(),
            _ when head.Length > 262 && head.AsSpan(257, 5).SequenceEqual("ustar"u8) => Tar(all, given, depth),
            _ when head.AsSpan().StartsWith("%PDF-"u8) => Pdf(all, given),
            _ when Ends(name, ".jsonl", ".ndjson") => JsonArticles.Lines(all, given),
            _ when Ends(name, ".json") => JsonArticles.Document(Whole(all), given),
            _ when Ends(name, ".csv", ".tsv") => CsvArticles.Read(all, given, columns),
            _ when Ends(name, ".eml", ".mht", ".mhtml") || head.AsSpan().StartsWith("MIME-Version:"u8) => MailReader.Read(all, given),
            _ when FeedReader.Looks(head) => FeedReader.Read(Whole(all), given),
            _ => One(all, given),
        };
    }

    private static bool Ends(string name, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<(SourceFile?, ReadFailure?)> One(Stream stream, SourceFile given)
    {
        yield return (given with { Bytes = Whole(stream) }, null);
    }

    /// <exception cref="InvalidDataException">Larger than a report may be.</exception>
    internal static byte[] Whole(Stream stream, long limit = TextReading.LargestReport)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int n; (n = stream.Read(chunk)) > 0;)
        {
            buffer.Write(chunk, 0, n);
            if (buffer.Length > limit)
            {
                throw new InvalidDataException($"too large for one report (more than {limit / 1024 / 1024} MB)");
            }
        }

        return buffer.ToArray();
    }

    private IEnumerable<(SourceFile?, ReadFailure?)> Gzip(Stream stream, SourceFile given, int depth)
    {
        var tail = new GzipTail(stream);
        var packed = new BoundedStream(tail, null);
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        var whole = new BoundedStream(unpacked, () => packed.Passed);
        var name = Ends(given.Source, ".gz") ? given.Source[..^3] : Ends(given.Source, ".tgz") ? given.Source[..^4] + ".tar" : given.Source;
        foreach (var found in Of(whole, given with { Source = name }, depth + 1))
        {
            yield return found;
        }

        if (tail.IsCut(whole.Passed) && whole.Read(new byte[1]) == 0)
        {
            throw new InvalidDataException("the file ends before its end; what came before was read");
        }
    }

    private IEnumerable<(SourceFile?, ReadFailure?)> Zip(Stream original, Stream peeked, SourceFile given, int depth)
    {
        // A ZIP's directory stands at its end: a file is read in place, what comes out of another archive is held.
        var seekable = original is FileStream file && depth == 0 ? file : (Stream)new MemoryStream(Whole(peeked, LargestHeld));
        seekable.Position = 0;
        using var archive = new ZipArchive(seekable, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.GetEntry("word/document.xml") is not null)
        {
            seekable.Position = 0;
            yield return (WordReader.Read(new MemoryStream(Whole(seekable)), given), null);
            yield break;
        }

        var entries = archive.Entries.Where(e => e.Length > 0 && !e.FullName.EndsWith('/') && Inputs.MayHold(e.FullName)).ToList();
        if (entries.Count > MostEntries)
        {
            throw new InvalidDataException($"more than {MostEntries} entries");
        }

        foreach (var entry in entries)
        {
            var place = $"{given.Source}/{entry.FullName}";
            foreach (var found in Guarded(Entry(entry, place), place))
            {
                yield return found;
            }
        }

        IEnumerable<(SourceFile?, ReadFailure?)> Entry(ZipArchiveEntry entry, string place)
        {
            using var open = entry.Open();
            foreach (var found in Of(new BoundedStream(open, () => entry.CompressedLength), given with { Source = place }, depth + 1))
            {
                yield return found;
            }
        }
    }

    private IEnumerable<(SourceFile?, ReadFailure?)> Tar(Stream stream, SourceFile given, int depth)
    {
        using var tar = new TarReader(stream, leaveOpen: true);
        var count = 0;
        while (tar.GetNextEntry() is { } entry)
        {
            if (++count > MostEntries)
            {
                throw new InvalidDataException($"more than {MostEntries} entries");
            }

            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile) || entry.DataStream is null || !Inputs.MayHold(entry.Name))
            {
                continue;
            }

            var place = $"{given.Source}/{entry.Name}";
            foreach (var found in Guarded(Of(entry.DataStream, given with { Source = place }, depth + 1), place))
            {
                yield return found;
            }
        }
    }

    /// <summary>PDF by the pdftotext of poppler-utils, if it is installed.</summary>
    private static IEnumerable<(SourceFile?, ReadFailure?)> Pdf(Stream stream, SourceFile given)
    {
        var bytes = Whole(stream);
        var start = new ProcessStartInfo("pdftotext", ["-enc", "UTF-8", "-q", "-", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidDataException("a PDF: pdftotext (poppler-utils) is not installed", e);
        }

        using (process)
        {
            var output = Task.Run(() => Whole(process.StandardOutput.BaseStream));
            try
            {
                process.StandardInput.BaseStream.Write(bytes);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It stopped reading: its exit code says why.
            }

            if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidDataException("a PDF that pdftotext does not finish in 60 s");
            }

            var text = output.GetAwaiter().GetResult();
            if (process.ExitCode != 0 || text.Length == 0)
            {
                throw new InvalidDataException("a PDF that pdftotext finds no text in");
            }

            // Page breaks are form feeds; lines end where the column ends.
            yield return (given with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace('\f', '\n')) }, null);
        }
    }
}

/// <summary>An article as lists of articles give it, made into a report's bytes.</summary>
internal sealed record ListedArticle
{
    public string? Title { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    public string? Published { get; init; }

    public string? Outlet { get; init; }

    public string? Url { get; init; }

    public string? Language { get; init; }

    public string? Byline { get; init; }

    public (SourceFile? File, ReadFailure? Failure) AsReport(SourceFile given, string place)
    {
        var body = Html is { Length: > 0 } html ? PageReader.PlainText(html) : Text;
        if (string.IsNullOrWhiteSpace(body))
        {
            return (null, new ReadFailure(place, "an article without text"));
        }

        if (body.Length > TextReading.LargestReport)
        {
            return (null, new ReadFailure(place, TextReading.TooLarge(body.Length)));
        }

        var title = Title is null ? null : PageReader.PlainText(Title).ReplaceLineEndings(" ").Trim();
        return (given with
        {
            Source = place,
            Bytes = Encoding.UTF8.GetBytes((string.IsNullOrEmpty(title) || body.StartsWith(title, StringComparison.Ordinal) ? "" : title + "\n\n") + body.Trim() + "\n"),
            Published = given.Published ?? Day(Published),
            Outlet = given.Outlet ?? Some(Outlet),
            Url = Some(Url) ?? given.Url,
            Language = given.Language ?? (Some(Language) is { Length: >= 2 } l ? l[..2].ToLowerInvariant() : null),
            Byline = Some(Byline),
        }, null);
    }

    /// <summary>The day of a time in ISO 8601 or as mail prints it, where it was; null where it is neither.</summary>
    internal static string? Day(string? text)
    {
        if (Some(text) is not { } t)
        {
            return null;
        }

        if (t.Length >= 10 && NodaTime.Text.LocalDatePattern.Iso.Parse(t[..10]).Success)
        {
            return t[..10];
        }

        return DateTimeOffset.TryParse(t, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
