using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Entente.Engine.Reading;
using Entente.Record;

namespace Entente.Server.Watching;

/// <summary>
/// Tells what is new, once. What is to be told follows from the record alone and is written down together with what is known, before anything is sent; so a crash
/// between any two steps neither loses an alert nor makes one twice. Files hold each alert once; a webhook gets an id with each delivery by which a receiver knows
/// one that it had already, since no sender can know that an answer was lost on the way.
/// </summary>
public sealed class AlertBook(WatchState state, IReadOnlyList<(AlertRule Rule, IReadOnlyList<string> Members)> rules, Fetcher fetcher, TimeProvider clock)
{
    private const int OnFeed = 200;
    private const string Began = "began";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Writes down what a record holds that was not told yet. The first time nothing is told: what stood there when the watch began is no news.</summary>
    public void Look(Settled record)
    {
        foreach (var (rule, members) in rules)
        {
            var told = state.Told(rule.Name);
            var (keys, alerts) = (new List<string> { Began }, new List<Alert>());
            var items = Questions.Ask(record, new Filter { Members = members }).Where(i => i.Face is not Claim.Statement).ToList();
            foreach (var i in items)
            {
                // An item's id may change as reports join; the claims behind it stay.
                var known = i.Members.Any(m => told.Contains("item " + m.Id));
                var status = Questions.StatusOf(i.Face) ?? "";
                var moved = i.Face is Claim.Commitment && !i.Members.Any(m => told.Contains($"status {m.Id} {status}"));
                keys.AddRange(i.Members.Select(m => "item " + m.Id));
                keys.AddRange(i.Members.Select(m => $"status {m.Id} {status}"));
                var words = $"{(i.Face.When.IsKnown ? i.Face.When + ", " : "")}{status}: “{i.Face.Evidence.Quote.ReplaceLineEndings(" ")}” ({Questions.Count(i.Reports, "report")}, {Questions.Count(i.Origins, "independent origin")})";
                if (!known && rule.On.Contains("item"))
                {
                    alerts.Add(Made(rule, "item", "item " + i.Id, $"New: {Questions.Describe(i.Face)}", words, i.Id));
                }
                else if (known && moved && rule.On.Contains("status"))
                {
                    alerts.Add(Made(rule, "status", $"status {i.Id} {status}", $"Now {status}: {Questions.Describe(i.Face)}", words, i.Id));
                }
            }

            var byId = items.ToDictionary(i => i.Id, StringComparer.Ordinal);
            foreach (var c in record.Conflicts.Where(c => byId.ContainsKey(c.Item)))
            {
                var values = string.Join(" / ", c.Values.Select(v => v.Value));
                string[] names = [.. byId[c.Item].Members.Select(m => $"conflict {m.Id} {c.Field} {values}")];
                if (!names.Any(told.Contains) && rule.On.Contains("conflict"))
                {
                    alerts.Add(Made(rule, "conflict", $"conflict {c.Item} {c.Field} {values}", $"Reports disagree on {c.Field}: {values}", $"{Questions.Describe(byId[c.Item].Face)}; {c.Basis}", c.Item));
                }

                keys.AddRange(names);
            }

            state.Tell(rule.Name, keys.Where(k => !told.Contains(k)), told.Contains(Began) ? alerts : [], Sinks(rule).Select(s => s.Name));
        }
    }

    /// <summary>Writes down that a source has been silent, or an article was edited.</summary>
    public void Note(string occasion, string key, string title, string text)
    {
        foreach (var (rule, _) in rules.Where(r => r.Rule.On.Contains(occasion)))
        {
            state.Tell(rule.Name, [key], [Made(rule, occasion, key, title, text, null)], Sinks(rule).Select(s => s.Name));
        }
    }

    /// <summary>Sends what waits. What is not taken is tried again later, ever more seldom, up to once a day, for good.</summary>
    public void Deliver()
    {
        foreach (var (rule, _) in rules)
        {
            foreach (var sink in Sinks(rule))
            {
                if (state.Waiting(sink.Name, Now) is not { Count: > 0 } waiting)
                {
                    continue;
                }

                var taken = sink.Send(waiting);
                foreach (var alert in waiting.Take(taken))
                {
                    state.Delivered(alert.Id, sink.Name);
                }

                if (taken < waiting.Count)
                {
                    state.NotDelivered(waiting[taken].Id, sink.Name, Now + (long)Math.Min(86_400, 60 * Math.Pow(2, state.Failures(waiting[taken].Id, sink.Name))));
                }
            }
        }
    }

    private Alert Made(AlertRule rule, string occasion, string key, string title, string text, string? item) =>
        new("al-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rule.Name + "\n" + key)))[..16], rule.Name, occasion, WatchState.Printed(Now), title.ReplaceLineEndings(" "), text, item);

    /// <summary>Where a rule's alerts go, each with what sends a list in order and says how many of it were taken.</summary>
    private IEnumerable<(string Name, Func<IReadOnlyList<Alert>, int> Send)> Sinks(AlertRule rule)
    {
        if (rule.Atom is { } atom)
        {
            yield return ("atom " + atom, alerts => Written(atom, Feed(rule)) ? alerts.Count : 0);
        }

        if (rule.File is { } file)
        {
            yield return ("file " + file, alerts => Appended(file, alerts) ? alerts.Count : 0);
        }

        if (rule.Mail is { } mail)
        {
            // One file an alert, named by it: writing it twice leaves one.
            yield return ("mail " + mail, alerts => alerts.TakeWhile(a => Written(Path.Combine(mail, a.Id + ".eml"), Letter(a))).Count());
        }

        if (rule.Webhook is { } hook)
        {
            yield return ("webhook " + hook, alerts => alerts.TakeWhile(a =>
            {
                var body = JsonSerializer.SerializeToUtf8Bytes(Fields(a), Plain);
                var refused = fetcher.Post(hook, body, new Dictionary<string, string>(StringComparer.Ordinal) { ["Entente-Delivery"] = a.Id, ["Entente-Signature"] = Signature(rule.Secret!, Now, body) });
                if (refused is null)
                {
                    // At once: a crash before the next would send this one again.
                    state.Delivered(a.Id, "webhook " + hook);
                }

                return refused is null;
            }).Count());
        }
    }

    /// <summary>"t=SECONDS,v1=HEX": the HMAC-SHA256 of "SECONDS.BODY" under the secret. With the time in it, an old delivery cannot be played again.</summary>
    public static string Signature(string secret, long seconds, byte[] body) =>
        $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"{seconds}."), .. body]))}";

    private static SortedDictionary<string, string?> Fields(Alert a) => new(StringComparer.Ordinal) { ["id"] = a.Id, ["rule"] = a.Rule, ["occasion"] = a.Occasion, ["at"] = a.At, ["title"] = a.Title, ["text"] = a.Text, ["item"] = a.Item };

    private byte[] Feed(AlertRule rule)
    {
        var latest = state.Latest(rule.Name, OnFeed);
        return AtomFeed.Write("urn:entente:alerts:" + Uri.EscapeDataString(rule.Name), "Entente: " + rule.Name, latest.Count > 0 ? latest[0].At : WatchState.Printed(Now), null,
            latest.Select(a => new AtomEntry("urn:entente:alert:" + a.Id, a.Title, a.At, a.Text) { Category = a.Occasion }));
    }

    private static byte[] Letter(Alert a)
    {
        var letter = new MimeKit.MimeMessage { Subject = a.Title, Date = DateTimeOffset.Parse(a.At, System.Globalization.CultureInfo.InvariantCulture), MessageId = a.Id + "@entente.invalid", Body = new MimeKit.TextPart("plain") { Text = a.Text + "\n" } };
        letter.From.Add(new MimeKit.MailboxAddress("Entente", "alerts@entente.invalid"));
        using var stream = new MemoryStream();
        letter.WriteTo(stream);
        return stream.ToArray();
    }

    private static bool Written(string path, byte[] content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path + ".part", content);
            File.Move(path + ".part", path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Adds a line an alert; one that stands there already, since a crash came after it was written, is left out.</summary>
    private static bool Appended(string path, IReadOnlyList<Alert> alerts)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var text = File.Exists(path) ? File.ReadAllText(path) : "";
            if (text.Length > 0 && !text.EndsWith('\n'))
            {
                // A line that a crash cut short is written anew.
                text = text[..(text.LastIndexOf('\n') + 1)];
                File.WriteAllText(path, text, new UTF8Encoding(false));
            }

            var there = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("id").GetString()).ToHashSet(StringComparer.Ordinal);
            File.AppendAllText(path, string.Concat(alerts.Where(a => !there.Contains(a.Id)).Select(a => JsonSerializer.Serialize(Fields(a), Plain) + "\n")), new UTF8Encoding(false));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            return false;
        }
    }
}
