using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Entente.Server.Watching;

/// <summary>What is watched: a feed, a page or a folder.</summary>
/// <param name="Id">Its address or path: what its state is kept under.</param>
/// <param name="Every">How long between two looks.</param>
/// <param name="Follow">Feeds only: whether the pages that entries link to are read.</param>
/// <param name="Silent">After how long without anything new it is called silent; null for never.</param>
public sealed record WatchedSource(string Kind, string Id, string? Outlet, string? Language, TimeSpan Every, bool Follow, TimeSpan? Silent);

/// <summary>Who is told of what. <see cref="Secret"/> signs what is sent to <see cref="Webhook"/>.</summary>
/// <param name="Name">What its state is kept under.</param>
/// <param name="Dossier">A relation or group; null for everything.</param>
/// <param name="On">item, status, conflict, edited, silent.</param>
public sealed record AlertRule(string Name, string? Dossier, IReadOnlySet<string> On, string? Atom, string? File, string? Mail, string? Webhook, string? Secret);

/// <summary>A watch file: sources, alerts, and how politely to ask.</summary>
/// <param name="Gap">Between two requests to one host.</param>
/// <param name="Recheck">After how long an article is looked at again for edits.</param>
public sealed record WatchPlan(IReadOnlyList<WatchedSource> Sources, IReadOnlyList<AlertRule> Alerts, TimeSpan Gap, IReadOnlyList<TimeSpan> Recheck, IReadOnlySet<string> AllowHosts)
{
    public static readonly IReadOnlyList<string> Occasions = ["item", "status", "conflict", "edited", "silent"];

    /// <param name="path">The YAML file; paths in it are taken from its folder.</param>
    /// <param name="secrets">Gives the value of an environment variable, so that no secret stands in the file.</param>
    /// <exception cref="InvalidDataException">The file is wrong; the message names file, line and what was expected.</exception>
    public static WatchPlan Load(string path, Func<string, string?> secrets)
    {
        var yaml = new YamlStream();
        try
        {
            using var text = new StreamReader(path);
            yaml.Load(text);
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{path}: line {e.Start.Line}: {e.Message}", e);
        }

        if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode root)
        {
            throw new InvalidDataException($"{path}: no watch file (wanted: a mapping with 'sources')");
        }

        var reader = new Reader(path);
        reader.Only(root, "sources", "alerts", "gap", "recheck", "allow-hosts", "every");
        var every = reader.Time(root, "every") ?? TimeSpan.FromMinutes(15);
        var sources = reader.List(root, "sources").Select(n => reader.Source(n, every)).ToList();
        if (sources.Count == 0)
        {
            throw new InvalidDataException($"{path}: nothing is watched (wanted: at least one feed, page or folder under 'sources')");
        }

        if (sources.GroupBy(s => s.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"{path}: {twice.Key} stands there twice");
        }

        var alerts = reader.List(root, "alerts").Select((n, i) => reader.Alert(n, i, secrets)).ToList();
        return new WatchPlan(sources, alerts, reader.Time(root, "gap") ?? TimeSpan.FromSeconds(2), [.. (reader.Words(root, "recheck") ?? ["1h", "6h", "24h"]).Select(w => reader.Span(w, root))], (reader.Words(root, "allow-hosts") ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    private sealed class Reader(string path)
    {
        private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

        public IEnumerable<YamlMappingNode> List(YamlMappingNode node, string key) => Get(node, key) switch
        {
            null => [],
            YamlSequenceNode list => list.Select(n => n as YamlMappingNode ?? throw Wrong(n, $"'{key}' is a list of mappings")),
            var other => throw Wrong(other, $"'{key}' is a list"),
        };

        public IReadOnlyList<string>? Words(YamlMappingNode node, string key) => Get(node, key) switch
        {
            null => null,
            YamlSequenceNode list => [.. list.Select(n => (n as YamlScalarNode)?.Value ?? throw Wrong(n, $"'{key}' is a list of words"))],
            YamlScalarNode one => [one.Value ?? ""],
            var other => throw Wrong(other, $"'{key}' is a list of words"),
        };

        public TimeSpan? Time(YamlMappingNode node, string key) => Text(node, key) is { } value ? Span(value, node) : null;

        /// <summary>90s, 15m, 6h, 2d.</summary>
        public TimeSpan Span(string value, YamlNode at)
        {
            var unit = value.Length > 0 ? value[^1] : ' ';
            return double.TryParse(value.AsSpan(0, Math.Max(0, value.Length - 1)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) && n <= 3650
                ? unit switch { 's' => TimeSpan.FromSeconds(n), 'm' => TimeSpan.FromMinutes(n), 'h' => TimeSpan.FromHours(n), 'd' => TimeSpan.FromDays(n), _ => throw Wrong(at, $"'{value}' is no length of time (wanted: 90s, 15m, 6h, 2d)") }
                : throw Wrong(at, $"'{value}' is no length of time (wanted: 90s, 15m, 6h, 2d)");
        }

        public WatchedSource Source(YamlMappingNode node, TimeSpan every)
        {
            Only(node, "feed", "page", "folder", "outlet", "language", "every", "follow", "silent-after");
            string[] kinds = [.. new[] { "feed", "page", "folder" }.Where(k => Get(node, k) is not null)];
            if (kinds.Length != 1)
            {
                throw Wrong(node, "a source is one of feed, page or folder");
            }

            var id = Text(node, kinds[0])!;
            if (kinds[0] == "folder")
            {
                id = Path.GetFullPath(id, _folder);
            }
            else if (!Uri.TryCreate(id, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                throw Wrong(node, $"'{id}' is no http address");
            }

            var look = Time(node, "every") ?? every;
            return new WatchedSource(kinds[0], id, Text(node, "outlet"), Text(node, "language"), look < TimeSpan.FromSeconds(1) ? throw Wrong(node, "a source is looked at every second at most") : look, Flag(node, "follow", true), Time(node, "silent-after"));
        }

        public AlertRule Alert(YamlMappingNode node, int number, Func<string, string?> secrets)
        {
            Only(node, "name", "dossier", "on", "atom", "file", "mail", "webhook", "secret-env");
            var on = (Words(node, "on") ?? Occasions).ToHashSet(StringComparer.Ordinal);
            if (on.FirstOrDefault(o => !Occasions.Contains(o)) is { } unknown)
            {
                throw Wrong(node, $"no occasion '{unknown}'; occasions are {string.Join(", ", Occasions)}");
            }

            string? In(string key) => Text(node, key) is { } file ? Path.GetFullPath(file, _folder) : null;
            var (webhook, secret) = (Text(node, "webhook"), (string?)null);
            if (webhook is not null)
            {
                if (!Uri.TryCreate(webhook, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                {
                    throw Wrong(node, $"'{webhook}' is no http address");
                }

                var variable = Text(node, "secret-env") ?? throw Wrong(node, "a webhook is signed: name the environment variable that holds the secret as 'secret-env'");
                secret = secrets(variable) is { Length: > 0 } value ? value : throw Wrong(node, $"the environment variable {variable} is not set");
            }

            var alert = new AlertRule(Text(node, "name") ?? $"alert {number + 1}", Text(node, "dossier"), on, In("atom"), In("file"), In("mail"), webhook, secret);
            return alert is { Atom: null, File: null, Mail: null, Webhook: null } ? throw Wrong(node, "an alert goes somewhere: atom, file, mail or webhook") : alert;
        }

        public void Only(YamlMappingNode node, params ReadOnlySpan<string> keys)
        {
            foreach (var (key, _) in node.Children)
            {
                if (!keys.Contains((key as YamlScalarNode)?.Value ?? ""))
                {
                    throw Wrong(key, $"'{key}' is not known here; known are {string.Join(", ", keys.ToArray())}");
                }
            }
        }

        private bool Flag(YamlMappingNode node, string key, bool otherwise) => Text(node, key) switch { null => otherwise, "true" or "yes" => true, "false" or "no" => false, var other => throw Wrong(node, $"'{key}: {other}' is neither true nor false") };

        private string? Text(YamlMappingNode node, string key) => Get(node, key) switch { null => null, YamlScalarNode { Value: { Length: > 0 } value } => value, var other => throw Wrong(other, $"'{key}' is one word or line") };

        private static YamlNode? Get(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

        private InvalidDataException Wrong(YamlNode node, string why) => new($"{path}: line {node.Start.Line}: {why}");
    }
}
