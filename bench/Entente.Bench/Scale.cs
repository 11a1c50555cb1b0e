using System.Diagnostics;
using System.Globalization;
using System.Text;
using Entente.Record;
using Entente.Record.Asking;
using Entente.Record.Stories;
using Entente.Stores;
using NodaTime;

namespace Entente.Bench;

/// <summary>
/// How a record behaves as it grows: made-up reports on sixty states over ten years, some of them copies of others, each with a few claims of every kind in varied words; kept, settled and asked.
/// The same seed gives the same reports. Nothing in them is news.
/// </summary>
internal static class Scale
{
    private const int Rounds = 200, Shown = 50, Batch = 4096;

    /// <summary>A fold of more reports than this wants more memory than this machine has: what is asked then is a record put together by what the generator knows.</summary>
    private const int MostFolded = 250_000;

    private static readonly LocalDate First = new(2015, 1, 1);
    private const int Days = 3652;
    private static readonly string[] States = [.. "USA JPN CHN RUS KOR PRK GBR FRA DEU IND AUS PHL VNM IDN TUR IRN ISR SAU EGY UKR POL NOR SWE FIN CAN MEX BRA ARG CHL COL VEN CUB ZAF NGA KEN ETH SOM SDN DZA MAR PAK BGD LKA NPL THA MMR MYS SGP NZL FJI ITA ESP GRC SRB HUN ROU GEO ARM AZE KAZ".Split(' ')];
    private static readonly string[] Acts = ["CONSULT", "AGREE", "COOPERATE", "SUPPORT", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "AID", "REQUEST"];
    private static readonly string[] Stages = ["proposed", "under-negotiation", "planned", "announced", "agreed", "signed", "in-force", "suspended"];
    private static readonly string[] Stances = ["support", "oppose", "criticise", "warn", "promise", "neutral"];
    private static readonly string[] Words = Vocabulary();

    /// <param name="home">Where models/ is.</param>
    /// <param name="where">A folder for files, or the address of a PostgreSQL database that is empty.</param>
    /// <param name="sizes">How many reports.</param>
    public static void Run(string home, string where, int[] sizes)
    {
        var rarity = TermWeights.Load(Path.Combine(home, "models"));
        foreach (var size in sizes)
        {
            var file = where.Contains("://", StringComparison.Ordinal) ? where : Path.Combine(where, string.Create(CultureInfo.InvariantCulture, $"scale-{size}.db"));
            if (File.Exists(file))
            {
                Console.WriteLine($"{file} is there: asked as it is");
            }
            else
            {
                Fill(file, size, rarity);
            }

            Ask(file);
            if (File.Exists(file))
            {
                FromOutside(home, file);
            }
        }
    }

    private static void Fill(string file, int size, TermWeights rarity)
    {
        Keep(file, size, rarity);
        if (File.Exists(file))
        {
            Console.WriteLine($"{new FileInfo(file).Length >> 20} MB, {new FileInfo(file).Length / 1024.0 / size:0.0} kB a report");
        }
    }

    private static void Keep(string file, int size, TermWeights rarity)
    {
        using var store = RecordPlace.Open(file, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        var claims = 0;
        foreach (var batch in Enumerable.Range(0, size).Chunk(Batch))
        {
            var readings = batch.Select(Make).ToList();
            claims += readings.Sum(r => r.Claims.Count);
            store.Append(readings);
        }

        Console.WriteLine($"{size} reports, {claims} claims kept in {watch.Elapsed.TotalSeconds:0.0} s, {size / watch.Elapsed.TotalSeconds:0}/s");
        watch.Restart();
        if (size > MostFolded)
        {
            var made = Known(size);
            store.SaveSettled(made, store.Revision);
            Console.WriteLine($"not settled but put together as it was made, and saved in {watch.Elapsed.TotalSeconds:0.0} s, {size / watch.Elapsed.TotalSeconds:0}/s: {made.Items.Count} items, {made.DuplicateOf.Count} copies; peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
            return;
        }

        var settled = store.Resettle(rarity);
        Console.WriteLine($"settled and saved in {watch.Elapsed.TotalSeconds:0.0} s, {size / watch.Elapsed.TotalSeconds:0}/s: {settled.Items.Count} items, {settled.Stories.Count} stories, {settled.DuplicateOf.Count} copies; peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
    }

    private static void Ask(string file)
    {
        using var store = RecordPlace.Open(file, TimeProvider.System);
        IRecordReader reader = store;
        var random = new Random(5);
        string[] Pair() => [.. new[] { State(random), State(random) }.Distinct()];
        LocalDate Day() => First.PlusDays(random.Next(Days));
        Time("timeline, latest", () => reader.Ask(new Filter { Members = Pair() }, new Page(Shown, true), "event", "commitment", "affirmation").Count);
        Time("timeline of a year", () => new LocalDate(2015 + random.Next(10), 1, 1) is var from ? reader.Ask(new Filter { Members = Pair(), Since = from, Until = from.PlusYears(1) }, new Page(Shown), "event", "commitment", "affirmation").Count : 0);
        Time("ledger of a part", () => reader.Ask(new Filter { Members = Pair(), Mechanism = Some(random, Fields.Mechanisms) }, new Page(Shown, true), "commitment").Count);
        Time("ledger of a state by status", () => reader.Ask(new Filter { Members = [State(random)], Status = Some(random, Stages) }, new Page(Shown, true), "commitment").Count);
        Time("coverage", () => reader.Ask(new Filter { Covers = Some(random, Scopes) }, new Page(Shown, true), "affirmation").Count);
        Time("as of a day", () => reader.Ask(new Filter { Members = Pair(), AsOf = Day() }, new Page(Shown, true), "event", "commitment", "affirmation").Count);
        Time("diff of a quarter", () => Day() is var from ? Questions.Changed(reader, new Filter { Members = Pair() }, from, from.PlusDays(91)).Sum(g => g.Items.Count) : 0);
        Time("person", () => reader.Ask(new Filter { Actor = Person(random) }, new Page(Shown, true)).Count);
        Time("counts of a relation", () => reader.Tallies(new Filter { Members = Pair() }).Count);
        Time("words in reports, newest first", () => reader.Reports(new ReportFilter(Word(random) + " " + Word(random)), new Page(Shown, true)).Count);
        Time("a phrase in reports, newest first", () => reader.Reports(new ReportFilter("\"they discussed\" " + Word(random)), new Page(Shown, true)).Count);
        Time("words in passages, newest first", () => reader.Ask(new Filter { Text = Word(random) }, new Page(Shown, true), "statement").Count);
        Time("one item with its thread", () => reader.Ask(new Filter { Members = Pair() }, new Page(1, true), "commitment") is [var item] ? reader.Thread(item.Thread ?? "").Count + reader.Part([item]).Reports.Count : 0);
        Console.WriteLine($"resident after asking: {Environment.WorkingSet >> 20} MB (peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB with what was made before)");
    }

    private static void Time(string name, Func<int> question)
    {
        var took = new List<double>();
        var found = 0L;
        for (var n = 0; n < Rounds + 20; n++)
        {
            var start = Stopwatch.GetTimestamp();
            found += question();
            if (n >= 20)
            {
                took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        took.Sort();
        Console.WriteLine($"  {name,-36} p50 {took[took.Count / 2],7:0.0} ms   p95 {took[took.Count * 95 / 100],7:0.0} ms   {found / (double)(Rounds + 20):0.0} rows");
    }

    /// <summary>The program itself, from its start to its end.</summary>
    private static void FromOutside(string home, string file)
    {
        foreach (var question in (string[][])[["timeline", "us-japan", "--latest", "--limit", "50"], ["ledger", "us-japan", "--mechanism", "arms-production", "--latest", "--limit", "20"], ["reports", "--text", "they discussed", "--latest", "--limit", "20"]])
        {
            var (best, peak) = (double.MaxValue, 0L);
            for (var n = 0; n < 5; n++)
            {
                var watch = Stopwatch.StartNew();
                using var process = Process.Start(new ProcessStartInfo(Path.Combine(home, "entente"), [.. question, "--record", file]) { UseShellExecute = false, RedirectStandardOutput = true, Environment = { ["ENTENTE_HOME"] = home } })!;
                var ended = process.StandardOutput.ReadToEndAsync();
                while (!process.HasExited)
                {
                    try
                    {
                        process.Refresh();
                        peak = Math.Max(peak, process.PeakWorkingSet64);
                    }
                    catch (InvalidOperationException)
                    {
                        // Ended in between.
                    }

                    Thread.Sleep(5);
                }

                ended.Wait();
                best = Math.Min(best, watch.Elapsed.TotalSeconds);
            }

            Console.WriteLine($"  entente {string.Join(' ', question)}: {best:0.00} s from start to end, {peak >> 20} MB");
        }
    }

    // ── what is made up ─────────────────────────────────────────────────────

    private static readonly string[] Scopes = ["Northern Isles", "Eastern Shoals", "outer space", "cyber", "the Strait", "nuclear forces", "Southern Plateau"];

    /// <summary>The nth report; every fifth is another's text again, a day later and elsewhere.</summary>
    private static Reading Make(int n)
    {
        if (n % 5 == 4)
        {
            var original = Make(n - 1 - (n % 3));
            var copy = original.Report.Published.Start is { } was ? was.PlusDays(1) : First;
            return Dressed(n, original.Report.Title!, original.Report.Text, copy, [.. original.Claims.Select((c, k) => c with { Id = Id("cl", n, k), Evidence = c.Evidence with { Report = Id("rp", n, 0) } })]);
        }

        var random = new Random(n * 7919);
        var day = First.PlusDays(random.Next(Days));
        var states = new[] { State(random), State(random) }.Distinct().Order(StringComparer.Ordinal).ToArray();
        var text = new StringBuilder();
        var claims = new List<Claim>();
        Actor Who(string state) => Person(random) is var name && random.Next(2) == 0 ? new Actor { Id = "person/" + name.Replace(' ', '-'), Label = name, Type = "person", State = state } : new Actor { Id = "state/" + state, Label = state, Type = "state", State = state };
        Evidence Said(string sentence)
        {
            var start = text.Length;
            text.Append(sentence).Append(' ');
            return new Evidence(Id("rp", n, 0), start, start + sentence.Length, sentence, null);
        }

        var when = When.OnDay(day.PlusDays(-random.Next(3)), DateBasis.Resolved);
        var count = 2 + random.Next(3);
        for (var k = 0; k < count; k++)
        {
            Actor[] actors = [.. states.Select(Who)];
            var (id, words) = (Id("cl", n, k), Phrase(random, 6 + random.Next(8)));
            switch (random.Next(10))
            {
                case < 4:
                    claims.Add(new Claim.Event { Id = id, Rule = "made up", Act = Some(random, Acts), Status = random.Next(6) == 0 ? "planned" : "occurred", Format = "meeting", When = when, Actors = actors, States = states, Mechanism = random.Next(2) == 0 ? "consultation" : null, Evidence = Said($"{actors[0].Label} and {actors[^1].Label} met, and they discussed {words}.") });
                    break;
                case < 7:
                    claims.Add(new Claim.Statement { Id = id, Rule = "made up", Speakers = [actors[0].Label], Form = "paraphrase", Text = words, Stance = Some(random, Stances), When = when, Actors = [actors[0]], States = states, Evidence = Said($"{actors[0].Label} said that {words}.") });
                    break;
                case < 9:
                    claims.Add(new Claim.Commitment { Id = id, Rule = "made up", Action = "build", Object = words, Status = Some(random, Stages), When = when, Actors = actors, Parties = actors, States = states, Mechanism = Some(random, Fields.Mechanisms), Evidence = Said($"{actors[0].Label} and {actors[^1].Label} undertook {words}.") });
                    break;
                default:
                    claims.Add(new Claim.Affirmation { Id = id, Rule = "made up", Instrument = $"Treaty of {states[0]}", Provision = $"Treaty of {states[0]}, Article {1 + random.Next(9)}", Covers = Some(random, Scopes), Polarity = "covers", Speakers = [actors[0].Label], When = when, Actors = actors, States = states, Mechanism = "mutual-defence", Evidence = Said($"{actors[0].Label} reaffirmed that the treaty covers {words}.") });
                    break;
            }
        }

        for (var k = 0; k < 4; k++)
        {
            text.Append(Phrase(random, 14)).Append(". ");
        }

        return Dressed(n, Phrase(random, 7), text.ToString(), day, claims);
    }

    /// <summary>The record that the reports make, by how they were made: each claim an item, told again by the copies of its report.</summary>
    private static Settled Known(int size)
    {
        var (reports, items, storyOf, copyOf) = (new List<Report>(size), new List<Item>(size * 3), new Dictionary<string, string>(size, StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        var stories = new List<Story>(size);
        for (var n = 0; n < size; n++)
        {
            var reading = Make(n);
            reports.Add(reading.Report);
            if (n % 5 == 4)
            {
                continue;
            }

            var copies = Enumerable.Range(n + 1, 3).Where(m => m % 5 == 4 && m - 1 - (m % 3) == n && m < size).Select(Make).ToList();
            List<string> told = [reading.Report.Id, .. copies.Select(c => c.Report.Id)];
            var story = "st-" + reading.Report.Id[3..];
            stories.Add(new Story(story, reading.Report.Title!, told, reading.Report.Published, reading.Claims[0].States, 1, []));
            foreach (var id in told)
            {
                storyOf[id] = story;
            }

            foreach (var id in told.Skip(1))
            {
                copyOf[id] = told[0];
            }

            for (var k = 0; k < reading.Claims.Count; k++)
            {
                var claim = reading.Claims[k];
                items.Add(new Item
                {
                    Id = claim.Kind[..2] + "-" + claim.Id[4..], Face = claim, Members = [claim, .. copies.Select(c => c.Claims[k])], Known = new Known(reading.Report.KnownBy, copies.LastOrDefault()?.Report.KnownBy ?? reading.Report.KnownBy),
                    Reports = told.Count, Origins = 1, Story = story, Thread = claim is Claim.Commitment ? "th-" + claim.Id[4..9] : null, Confidence = claim.Confidence,
                });
            }
        }

        reports.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        items.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return new Settled(reports, items, stories, [], storyOf, copyOf);
    }

    private static Reading Dressed(int n, string title, string text, LocalDate day, IReadOnlyList<Claim> claims) => new(
        new Report { Id = Id("rp", n, 0), Source = $"made/{n}.txt", Text = text, Title = title, Outlet = "Outlet " + (n % 97), Published = When.OnDay(day, DateBasis.Stated), KnownBy = day }, claims, "made up");

    private static string Id(string kind, int n, int k) => kind == "rp" ? "rp-" + Hash.Of("r", n.ToString(CultureInfo.InvariantCulture)) : "clm-" + Hash.Of("c", n.ToString(CultureInfo.InvariantCulture), k.ToString(CultureInfo.InvariantCulture));

    /// <summary>The first of a list are met much more often than the last.</summary>
    private static string State(Random random) => States[(int)(States.Length * Math.Pow(random.NextDouble(), 2.2))];

    private static string Word(Random random) => Words[(int)(Words.Length * Math.Pow(random.NextDouble(), 3))];

    private static string Person(Random random) => (int)(4000 * Math.Pow(random.NextDouble(), 2)) is var p ? $"{char.ToUpperInvariant(Words[p][0])}{Words[p][1..]} {char.ToUpperInvariant(Words[p + 4000][0])}{Words[p + 4000][1..]}" : "";

    private static string Phrase(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(random)));

    private static T Some<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private static string[] Vocabulary()
    {
        var random = new Random(3);
        const string consonants = "bdfgklmnprstvz", vowels = "aeiou";
        return [.. Enumerable.Range(0, 40_000).Select(_ => string.Concat(Enumerable.Range(0, 2 + random.Next(3)).Select(_ => $"{consonants[random.Next(consonants.Length)]}{vowels[random.Next(vowels.Length)]}")) + consonants[random.Next(consonants.Length)]).Distinct(StringComparer.Ordinal).Take(20_000)];
    }
}
