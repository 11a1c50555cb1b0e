using System.Text.Json;
using Entente.Engine.Reading.Formats;

namespace Entente.Engine.Reading;

/// <summary>Finds what is to be read under the paths given: files of any kind that <see cref="Unpacker"/> knows, folders (everything below), globs in the last part of a path, addresses, - for standard input.</summary>
public static class Inputs
{
    private static readonly HashSet<string> NotReports = new(StringComparer.OrdinalIgnoreCase) { ".yaml", ".yml", ".md", ".db", ".db-wal", ".db-shm", ".json", ".bin", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".css", ".js", ".mp3", ".mp4", ".woff", ".woff2", ".tsv", ".exe", ".dll" };

    /// <summary>Whether a file found in a folder or archive may hold a report, by its name; a file named outright is always tried.</summary>
    public static bool MayHold(string name) => !NotReports.Contains(Path.GetExtension(name)) && !Path.GetFileName(name).StartsWith('.') && !name.Contains("__MACOSX", StringComparison.Ordinal);

    /// <param name="fetch">How an address is asked for; null where addresses are not to be.</param>
    public static IEnumerable<(SourceFile? File, ReadFailure? Failure)> Find(IEnumerable<string> paths, SourceFile given, Unpacker? unpacker = null, Fetcher? fetch = null)
    {
        unpacker ??= new Unpacker();
        foreach (var path in paths)
        {
            if (path == "-")
            {
                using var stdin = Console.OpenStandardInput();
                foreach (var found in unpacker.Open(stdin, given with { Source = "-" }))
                {
                    yield return found;
                }
            }
            else if (path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var found in fetch?.Get(path, given, unpacker) ?? [(null, new ReadFailure(path, "addresses are not asked for here"))])
                {
                    yield return found;
                }
            }
            else if (Directory.Exists(path))
            {
                var any = false;
                foreach (var (file, failure) in Walk(path))
                {
                    any = true;
                    foreach (var found in file is not null ? Open(file, given, unpacker) : [(null, failure)])
                    {
                        yield return found;
                    }
                }

                if (!any)
                {
                    yield return (null, new ReadFailure(path, "the folder holds no report"));
                }
            }
            else if (path.Contains('*', StringComparison.Ordinal) || path.Contains('?', StringComparison.Ordinal))
            {
                var folder = Path.GetDirectoryName(path) is { Length: > 0 } d ? d : ".";
                var matches = Directory.Exists(folder) ? Directory.GetFiles(folder, Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList() : [];
                if (matches.Count == 0)
                {
                    yield return (null, new ReadFailure(path, "nothing matches"));
                }

                foreach (var found in matches.SelectMany(file => Open(file, given, unpacker)))
                {
                    yield return found;
                }
            }
            else
            {
                foreach (var found in Open(path, given, unpacker))
                {
                    yield return found;
                }
            }
        }
    }

    /// <summary>Files below a folder in ordinal order; a folder that may not be read is named, its neighbours are read.</summary>
    private static IEnumerable<(string? File, ReadFailure? Failure)> Walk(string folder)
    {
        string[] files = [], folders = [];
        ReadFailure? failure = null;
        try
        {
            files = Directory.GetFiles(folder);
            folders = Directory.GetDirectories(folder);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            failure = new ReadFailure(folder, "no right to read the folder");
        }

        if (failure is not null)
        {
            yield return (null, failure);
        }

        foreach (var file in files.Where(MayHold).Order(StringComparer.Ordinal))
        {
            yield return (file, null);
        }

        foreach (var below in folders.Where(f => !Path.GetFileName(f).StartsWith('.') && new DirectoryInfo(f).LinkTarget is null).Order(StringComparer.Ordinal).SelectMany(Walk))
        {
            yield return below;
        }
    }

    private static IEnumerable<(SourceFile? File, ReadFailure? Failure)> Open(string path, SourceFile given, Unpacker unpacker)
    {
        var (stream, file, failure) = Opened(path, given);
        if (stream is null)
        {
            yield return (null, failure);
            yield break;
        }

        using (stream)
        {
            foreach (var found in unpacker.Open(stream, file!))
            {
                yield return found;
            }
        }
    }

    private static (FileStream? Stream, SourceFile? File, ReadFailure? Failure) Opened(string path, SourceFile given)
    {
        try
        {
            if (!File.Exists(path))
            {
                return (null, null, new ReadFailure(path, "no such file or folder"));
            }

            var file = given with { Source = path };
            var sidecar = Path.ChangeExtension(path, ".meta.json");
            if (File.Exists(sidecar))
            {
                file = WithSidecar(file, sidecar);
            }

            return (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan), file, null);
        }
        catch (JsonException e)
        {
            return (null, null, new ReadFailure(Path.ChangeExtension(path, ".meta.json"), "not valid JSON: " + e.Message));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return (null, null, new ReadFailure(path, e.Message));
        }
    }

    private static SourceFile WithSidecar(SourceFile file, string sidecar)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(sidecar));
        string? Get(string name) => json.RootElement.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;
        return file with { Outlet = file.Outlet ?? Get("outlet"), Url = file.Url ?? Get("url"), Published = file.Published ?? Get("published"), Language = file.Language ?? Get("language") };
    }
}
