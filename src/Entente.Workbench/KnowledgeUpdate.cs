using System.Globalization;
using System.Text.Json;
using Entente.Engine.Reading;
using Entente.Knowledge;
using NodaTime;
using NodaTime.Text;
using Answer = Entente.Engine.Reading.Answer;

namespace Entente.Workbench;

/// <summary>What a difference between the knowledge files and Wikidata asks for.</summary>
public enum TenureDifference
{
    /// <summary>A holder whom the files do not have: a row to add.</summary>
    New,

    /// <summary>A row of the files without an end that has one there.</summary>
    Ended,

    /// <summary>The two say different things: for a person to judge, never applied.</summary>
    Doubtful,
}

/// <param name="Source">What the row would cite: the item, and the day on which it was asked.</param>
/// <param name="Note">What differs, where it is for a person to judge.</param>
public sealed record TenureChange(TenureDifference Kind, string Person, string State, string OfficeKind, string Office, LocalDate Start, LocalDate? End, string Source, string Note = "")
{
    public override string ToString() => $"{(Kind switch { TenureDifference.New => "+", TenureDifference.Ended => "~", _ => "?" })} {Person}, {Office}, {Day(Start)} to {(End is { } end ? Day(end) : "now")}{(Note.Length > 0 ? $"   ({Note})" : "")}";

    internal static string Day(LocalDate day) => LocalDatePattern.Iso.Format(day);
}

/// <summary>
/// Compares the tenures of the knowledge files with Wikidata's public query service, office by office under the title that the files have for it, and makes a diff for review.
/// Only days that Wikidata gives as days are taken; a year or a month is never made into one.
/// </summary>
/// <param name="ask">Asks an address; never throws for what a server does.</param>
/// <param name="wait">Waits so long, as a server wants it.</param>
public sealed class KnowledgeUpdate(KnowledgeBase knowledge, string endpoint, Func<string, Answer> ask, Action<TimeSpan> wait, LocalDate today)
{
    public const string PublicService = "https://query.wikidata.org/sparql";

    /// <summary>Titles asked for at once; the service bounds the time of a query.</summary>
    private const int Together = 30;

    /// <summary>Two starts so many days apart may be one: appointment and oath.</summary>
    private const int Near = 60;

    /// <summary>Sources differ by so many days on when an office was handed over; no more is made of it.</summary>
    private const int Handover = 7;

    private const int DayPrecision = 11;

    /// <summary>Offices that somebody of the files has held of late, by a state's code, a part of the title, or all.</summary>
    public IReadOnlyList<(string State, string Kind, string Office)> Offices(string? query) =>
        [.. knowledge.Tenures.Where(t => (t.End ?? today) > today.PlusYears(-10) && (query is null || t.State == query || t.Office.Contains(query, StringComparison.OrdinalIgnoreCase))).Select(t => (t.State, t.Kind, t.Office)).Distinct().OrderBy(o => o.State, StringComparer.Ordinal).ThenBy(o => o.Office, StringComparer.Ordinal)];

    /// <param name="since">Only who took office since then.</param>
    /// <param name="failed">Told of what the service did not answer; the other offices are compared all the same.</param>
    public IEnumerable<TenureChange> Find(IReadOnlyList<(string State, string Kind, string Office)> offices, LocalDate since, Action<string> failed)
    {
        foreach (var chunk in offices.Chunk(Together))
        {
            var answer = Ask(chunk.Select(o => o.Office).Distinct(StringComparer.Ordinal), since);
            if (answer.Bytes is null)
            {
                failed($"{chunk[0].Office} and {chunk.Length - 1} more: {answer.Why}");
                continue;
            }

            List<Held>? held = null;
            try
            {
                held = Parse(answer.Bytes);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                failed($"{chunk[0].Office} and {chunk.Length - 1} more: no answer of a query service ({e.Message})");
            }

            foreach (var office in held is null ? [] : chunk)
            {
                foreach (var change in Compare(office, [.. held!.Where(h => h.Title == office.Office)]))
                {
                    yield return change;
                }
            }
        }
    }

    private Answer Ask(IEnumerable<string> titles, LocalDate since)
    {
        var values = string.Join(' ', titles.Select(t => "\"" + t.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"@en"));
        var query = $$"""
            SELECT ?title ?person ?personLabel ?start ?startPrecision ?end ?endPrecision WHERE {
              VALUES ?title { {{values}} }
              ?position rdfs:label ?title .
              ?person p:P39 ?held .
              ?held ps:P39 ?position ; wikibase:rank ?rank ; pqv:P580 [ wikibase:timeValue ?start ; wikibase:timePrecision ?startPrecision ] .
              FILTER(?rank != wikibase:DeprecatedRank)
              FILTER(?start >= "{{TenureChange.Day(since)}}T00:00:00Z"^^xsd:dateTime)
              OPTIONAL { ?held pqv:P582 [ wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision ] }
              SERVICE wikibase:label { bd:serviceParam wikibase:language "en" . }
            }
            """;
        var address = $"{endpoint}?format=json&query={Uri.EscapeDataString(query)}";
        var answer = ask(address);
        for (var tries = 0; tries < 3 && answer.Status is 429 or 503; tries++)
        {
            wait(answer.RetryAfter ?? TimeSpan.FromSeconds(10));
            answer = ask(address);
        }

        return answer;
    }

    private sealed record Held(string Title, string Item, string Name, LocalDate Start, bool StartIsDay, LocalDate? End, bool EndIsDay);

    private static List<Held> Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var found = new List<Held>();
        foreach (var row in document.RootElement.GetProperty("results").GetProperty("bindings").EnumerateArray())
        {
            string? Value(string name) => row.TryGetProperty(name, out var v) ? v.GetProperty("value").GetString() : null;
            if (Value("title") is { } title && Value("person") is { } person && DayOf(Value("start")) is { } start)
            {
                found.Add(new Held(title, person[(person.LastIndexOf('/') + 1)..], string.Join(' ', (Value("personLabel") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), start, Value("startPrecision") == DayPrecision.ToString(CultureInfo.InvariantCulture), DayOf(Value("end")), Value("endPrecision") == DayPrecision.ToString(CultureInfo.InvariantCulture)));
            }
        }

        return found;
    }

    private static LocalDate? DayOf(string? time) => time is { Length: >= 10 } && LocalDatePattern.Iso.Parse(time[..10]) is { Success: true } day ? day.Value : null;

    private IEnumerable<TenureChange> Compare((string State, string Kind, string Office) office, List<Held> held)
    {
        var ours = knowledge.Tenures.Where(t => t.State == office.State && t.Kind == office.Kind && t.Office == office.Office).ToList();
        foreach (var h in held.OrderBy(h => h.Start).ThenBy(h => h.Item, StringComparer.Ordinal))
        {
            var person = knowledge.FindPerson(h.Name);
            var label = person?.Label ?? h.Name;
            TenureChange Change(TenureDifference kind, string note = "") => new(kind, label, office.State, office.Kind, office.Office, h.Start, h.EndIsDay ? h.End : null, $"Wikidata {h.Item}, asked {TenureChange.Day(today)}", note);
            var same = ours.Where(t => t.Person == person || KnowledgeBase.Plain(t.Person.Label) == KnowledgeBase.Plain(h.Name)).ToList();
            var row = same.Find(t => Math.Abs(Period.DaysBetween(t.Start, h.Start)) <= Near);
            if (!h.StartIsDay)
            {
                // Known there by year or month only: of no use for days, but worth a look where the files have nobody.
                if (row is null && !same.Exists(t => t.Start.Year == h.Start.Year))
                {
                    yield return Change(TenureDifference.Doubtful, "without a day there");
                }
            }
            else if (h.Name.Length == 0 || (h.Name[0] == 'Q' && h.Name.Skip(1).All(char.IsAsciiDigit)))
            {
                yield return Change(TenureDifference.Doubtful, "without an English name there");
            }
            else if (row is null)
            {
                if (same.Exists(t => t.Covers(h.Start)))
                {
                    continue;
                }

                var others = ours.Where(t => t.Start < h.Start && t.End is { } until && until > h.Start.PlusDays(Near) || (t.Start >= h.Start && t.Start < (h.EndIsDay ? h.End ?? today : today).PlusDays(-Near))).ToList();
                yield return others.Count == 0 ? Change(TenureDifference.New) : Change(TenureDifference.Doubtful, $"the files have {others[0].Person.Label} then");
            }
            else if (h is { EndIsDay: true, End: { } end } && row.End != end)
            {
                if (row.End is not { } ends)
                {
                    yield return Change(TenureDifference.Ended) with { Start = row.Start };
                }
                else if (Math.Abs(Period.DaysBetween(ends, end)) > Handover)
                {
                    yield return Change(TenureDifference.Doubtful, $"the files end it on {TenureChange.Day(ends)}");
                }
            }
            else if (Math.Abs(Period.DaysBetween(row.Start, h.Start)) > Handover)
            {
                yield return Change(TenureDifference.Doubtful, $"the files begin it on {TenureChange.Day(row.Start)}");
            }
        }
    }

    /// <summary>Writes new rows and known ends into the files of a folder, all or nothing: where the files are then no longer clean they stand as before.</summary>
    /// <returns>What the check of the files then finds wrong; nothing where the changes were kept.</returns>
    public static IReadOnlyList<string> Apply(string folder, IEnumerable<TenureChange> changes)
    {
        var before = KnowledgeBase.Load(folder).Check().ToHashSet(StringComparer.Ordinal);
        string[] names = ["tenures-recent.tsv", "tenures-offices.tsv", "tenures-world.tsv", "tenures.tsv"];
        var kept = names.ToDictionary(n => n, n => File.ReadAllText(Path.Combine(folder, n)), StringComparer.Ordinal);
        var lines = kept.ToDictionary(k => k.Key, k => k.Value.Split('\n').ToList(), StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (change.Kind == TenureDifference.New)
            {
                var recent = lines[names[0]];
                recent.Insert(recent[^1].Length == 0 ? recent.Count - 1 : recent.Count, string.Join('\t', change.Person, change.State, change.OfficeKind, change.Office, TenureChange.Day(change.Start), change.End is { } end ? TenureChange.Day(end) : "", change.Source));
            }
            else if (change is { Kind: TenureDifference.Ended, End: { } until })
            {
                foreach (var file in lines.Values)
                {
                    for (var i = 0; i < file.Count; i++)
                    {
                        var cells = file[i].Split('\t');
                        if (cells.Length == 7 && cells[0] == change.Person && cells[1] == change.State && cells[3] == change.Office && cells[4] == TenureChange.Day(change.Start) && cells[5].Length == 0)
                        {
                            cells[5] = TenureChange.Day(until);
                            cells[6] += "; end: " + change.Source;
                            file[i] = string.Join('\t', cells);
                        }
                    }
                }
            }
        }

        void Write(Func<string, string> text)
        {
            foreach (var name in names)
            {
                var path = Path.Combine(folder, name);
                File.WriteAllText(path + ".new", text(name));
                File.Move(path + ".new", path, overwrite: true);
            }
        }

        Write(name => string.Join('\n', lines[name]));
        var wrong = Problems(folder).Where(p => !before.Contains(p)).ToList();
        if (wrong.Count > 0)
        {
            Write(name => kept[name]);
        }

        return wrong;
    }

    private static IReadOnlyList<string> Problems(string folder)
    {
        try
        {
            return [.. KnowledgeBase.Load(folder).Check()];
        }
        catch (Exception e) when (e is KnowledgeException or FormatException)
        {
            return [e.Message];
        }
    }
}
