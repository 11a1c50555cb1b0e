using Entente.Engine;
using Entente.Engine.Reading;
using Entente.Record;
using Entente.Record.Stories;

namespace Entente.Tests;

/// <summary>The project's folder and one loaded pipeline for all tests.</summary>
internal static class Home
{
    public static readonly string Folder = FindFolder();

    private static readonly Lazy<Pipeline> Loaded = new(() => Pipeline.Load(Folder));

    public static Pipeline Pipeline => Loaded.Value;

    public static TermWeights Rarity { get; } = TermWeights.Load(Path.Combine(Folder, "models"));

    public static Settled Settle(IEnumerable<Reading> readings) => Reconciler.Settle(readings, Rarity);

    public static Reading Read(string text, string source = "test.txt", string? published = null)
    {
        var (reading, failure) = Pipeline.Read(new SourceFile(source, System.Text.Encoding.UTF8.GetBytes(text)) { Published = published, Language = "en" });
        failure.ShouldBeNull();
        return reading!;
    }

    /// <summary>One sentence as the body of a report of a given day.</summary>
    public static IReadOnlyList<Claim> Claims(string sentence, string published = "2024-05-15") => Read("A title that says little\n\n" + sentence + "\n", published: published).Claims;

    /// <summary>The acts that a bare passage tells of, by whomever they are done, in the coding manual's types.</summary>
    public static IReadOnlyList<string> Acts(string passage) =>
        [.. Pipeline.Read(new SourceFile("passage", System.Text.Encoding.UTF8.GetBytes(passage)) { Published = "2024-05-15", Language = "en" }, headless: true).Reading!.Claims.OfType<Claim.Event>().Select(e => Plover.Of(e).Type)];

    public static IReadOnlyList<Reading> ReadFolder(string folder) =>
        [.. Inputs.Find([folder], new SourceFile("", [])).Select(i => Pipeline.Read(i.File!).Reading!)];

    /// <summary>A port of loopback that nobody listens on.</summary>
    public static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }

    private static string FindFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)))
        {
            if (File.Exists(Path.Combine(folder, "Entente.slnx")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("Entente.slnx is not above the tests");
    }
}
