using System.Text.Json;

namespace Entente.Engine.Reading;

/// <summary>Finds what is to be read under the paths given: files, folders (everything below), globs in the last part of a path.</summary>
public static class Inputs
{
    private static readonly HashSet<string> NotReports = new(StringComparer.OrdinalIgnoreCase) { ".yaml", ".yml", ".md", ".db", ".json", ".bin", ".png", ".jpg", ".tsv" };

    public static IEnumerable<(SourceFile? File, ReadFailure? Failure)> Find(IEnumerable<string> paths, SourceFile given)
    {
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                var any = false;
                foreach (var (file, failure) in Walk(path))
                {
                    any = true;
                    yield return file is not null ? Open(file, given) : (null, failure);
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

                foreach (var file in matches)
                {
                    yield return Open(file, given);
                }
            }
            else
            {
                yield return Open(path, given);
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

        foreach (var file in files.Where(f => !NotReports.Contains(Path.GetExtension(f)) && !Path.GetExtension(f).StartsWith(".db", StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal))
        {
            yield return (file, null);
        }

        foreach (var below in folders.Where(f => !Path.GetFileName(f).StartsWith('.') && new DirectoryInfo(f).LinkTarget is null).Order(StringComparer.Ordinal).SelectMany(Walk))
        {
            yield return below;
        }
    }

    private static (SourceFile? File, ReadFailure? Failure) Open(string path, SourceFile given)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
            {
                return (null, new ReadFailure(path, "no such file or folder"));
            }

            if (info.Length > TextReading.LargestReport)
            {
                return (null, new ReadFailure(path, TextReading.TooLarge(info.Length)));
            }

            var file = given with { Source = path, Bytes = File.ReadAllBytes(path) };
            var sidecar = Path.ChangeExtension(path, ".meta.json");
            return File.Exists(sidecar) ? (WithSidecar(file, sidecar), null) : (file, null);
        }
        catch (JsonException e)
        {
            return (null, new ReadFailure(Path.ChangeExtension(path, ".meta.json"), "not valid JSON: " + e.Message));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return (null, new ReadFailure(path, e.Message));
        }
    }

    private static SourceFile WithSidecar(SourceFile file, string sidecar)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(sidecar));
        string? Get(string name) => json.RootElement.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;
        return file with { Outlet = file.Outlet ?? Get("outlet"), Url = file.Url ?? Get("url"), Published = file.Published ?? Get("published"), Language = file.Language ?? Get("language") };
    }
}
