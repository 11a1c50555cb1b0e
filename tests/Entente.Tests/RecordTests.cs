using System.Text;
using System.Text.Json.Nodes;
using Entente.Record;
using Entente.Record.Asking;
using Entente.Stores;
using NJsonSchema;

namespace Entente.Tests;

/// <summary>What every store must do; run on each.</summary>
public abstract class StoreContract : IDisposable
{
    protected abstract IRecordStore Open();

    public abstract void Dispose();

    private static IReadOnlyList<Reading> Some => Sample.Value;

    private static readonly Lazy<IReadOnlyList<Reading>> Sample = new(() => Home.ReadFolder(Path.Combine(Home.Folder, "sample", "reports", "gsomia")));

    [Fact]
    public void What_is_appended_is_there_and_settles_the_same()
    {
        using var store = Open();
        store.Append([.. Some]);
        store.Resettle(Home.Rarity);
        Bytes(store.Load()).ShouldBe(Bytes(Home.Settle(Some)));
    }

    [Fact]
    public void A_run_that_ended_before_settling_is_made_good()
    {
        using var store = Open();
        store.Append([Some[0]]);
        store.Resettle(Home.Rarity);
        store.Append([.. Some.Skip(1)]);
        store.SettledRevision.ShouldBeLessThan(store.Revision);
        Bytes(store.Current(Home.Rarity, out var repaired)).ShouldBe(Bytes(Home.Settle(Some)));
        repaired.ShouldBeTrue();
        store.Current(Home.Rarity, out repaired);
        repaired.ShouldBeFalse();
    }

    [Fact]
    public void What_was_settled_from_less_never_replaces_what_was_settled_from_more()
    {
        using var store = Open();
        var early = store.Revision;
        store.Append([.. Some]);
        store.Resettle(Home.Rarity);
        store.SaveSettled(Settled.Empty, early);
        store.Load().Items.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_became_other_and_what_went_is_told_since_a_time()
    {
        using var store = Open();
        store.Append([.. Some]);
        store.Resettle(Home.Rarity);
        var all = store.Changed("");
        all.Select(c => c.Id).Order(StringComparer.Ordinal).ShouldBe(store.Load().Items.Select(i => i.Id).Order(StringComparer.Ordinal));
        var later = all.Max(c => c.At) + "~";
        store.Resettle(Home.Rarity);
        store.Changed(later).ShouldBeEmpty();
        store.Forget(new Tombstone(Some[0].Report.Id, "2024-05-15T00:00:00.000Z", "a test", "withdrawn"));
        store.Resettle(Home.Rarity);
        var changed = store.Changed(later);
        changed.ShouldNotBeEmpty();
        var left = store.Load().Items.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        changed.ShouldAllBe(c => c.Gone != left.Contains(c.Id));
        all.Where(c => !left.Contains(c.Id)).ShouldAllBe(c => changed.Any(x => x.Id == c.Id && x.Gone));
    }

    [Fact]
    public void Appending_twice_changes_nothing()
    {
        using var store = Open();
        store.Append([.. Some]);
        var before = Bytes(Home.Settle(store.Readings()));
        store.Append([.. Some]);
        store.Readings().Count.ShouldBe(Some.Count);
        Bytes(Home.Settle(store.Readings())).ShouldBe(before);
        store.Contains(Some[0].Report.Id, Some[0].EngineVersion).ShouldBeTrue();
        store.Contains(Some[0].Report.Id, "another version").ShouldBeFalse();
    }

    [Fact]
    public void Decisions_are_kept_once_each_in_order_of_time()
    {
        using var store = Open();
        Decision Note(string at, string note) => new Decision { Id = "", Kind = "note", At = at, By = "an analyst", Note = note }.Sealed();
        var (late, early) = (Note("2024-05-02T10:00:00.000Z", "late"), Note("2024-05-01T10:00:00.000Z", "early"));
        store.Decide([late]);
        store.Decide([early, late]);
        store.Decisions().Select(d => d.Note).ShouldBe(["early", "late"]);
    }

    [Fact]
    public void What_is_forgotten_stays_away_and_leaves_a_tombstone()
    {
        using var store = Open();
        store.Append([.. Some]);
        var gone = Some[0].Report.Id;
        store.Forget(new Tombstone(gone, "2024-05-01T10:00:00.000Z", "an analyst", "withdrawn")).ShouldBeTrue();
        store.Forget(new Tombstone("rp-none", "2024-05-01T10:00:00.000Z", "an analyst", "withdrawn")).ShouldBeFalse();
        store.Readings().ShouldAllBe(r => r.Report.Id != gone);
        store.Contains(gone, Some[0].EngineVersion).ShouldBeTrue();
        store.Forgotten().Single().Why.ShouldBe("withdrawn");
    }

    [Fact]
    public void An_empty_store_holds_an_empty_record()
    {
        using var store = Open();
        store.Load().Items.ShouldBeEmpty();
        store.Readings().ShouldBeEmpty();
    }

    [Fact]
    public void Questions_are_answered_as_by_the_whole_record()
    {
        using var store = Open();
        store.Append([.. Everything.Value]);
        Asked(store, store.Resettle(Home.Rarity));

        // And after something went and something was ruled.
        store.Forget(new Tombstone(Everything.Value[3].Report.Id, "2024-05-15T00:00:00.000Z", "a test", "withdrawn"));
        var item = store.Load().Items.First(i => i.Face is Claim.Event && i.Members.All(m => m.Evidence.Report != Everything.Value[3].Report.Id));
        store.Decide([new Decision { Id = "", Kind = "reject", At = "2024-05-16T00:00:00.000Z", By = "a test", Targets = [Decision.Seen(item)] }.Sealed()]);
        var settled = store.Resettle(Home.Rarity);
        Bytes(store.Load()).ShouldBe(Bytes(settled));
        settled.Items.Single(i => i.Id == item.Id).Ruling!.Rejected.ShouldBeTrue();
        Asked(store, settled);
    }

    [Fact]
    public void Rulings_change_what_settling_all_anew_would_change()
    {
        using var store = Open();
        store.Append([.. Everything.Value]);
        store.Resettle(Home.Rarity);
        var random = new Random(4);
        var made = new List<Decision>();
        for (var n = 0; n < 40; n++)
        {
            var items = store.Load().Items;
            var item = items[random.Next(items.Count)];
            var draft = new Decision { Id = "", Kind = "", At = $"2024-05-16T00:00:{n:00}.000Z", By = "a test", Targets = [Decision.Seen(item)] };
            var field = item.Face is Claim.Event or Claim.Commitment ? "status" : "when";
            var decision = random.Next(6) switch
            {
                0 => draft with { Kind = "accept" },
                1 => draft with { Kind = "reject" },
                2 => draft with { Kind = "note", Note = "looked at" },
                3 => draft with { Kind = "correct", Field = field, Was = Fields.AsRead(item, field), Value = field == "status" ? "planned" : "2011-03-04" },
                4 when made.Count > 0 => draft with { Kind = "undo", Targets = [], Undoes = made[random.Next(made.Count)].Id },
                _ => draft with { Kind = "correct", Field = "mechanism", Was = "what another reading said", Value = "space" },
            };
            made.Add(decision.Sealed());
            store.Rule([made[^1]], Home.Rarity);
            store.SettledRevision.ShouldBe(store.Revision);
        }

        var whole = Reconciler.Settle(store.Readings(), Home.Rarity, new Rulings(store.Decisions()));
        Bytes(store.Load()).ShouldBe(Bytes(whole));
        whole.Conflicts.ShouldContain(c => c.Basis.Contains("ruled on", StringComparison.Ordinal));
        store.Reader.Totals.Conflicts.ShouldBe(whole.Conflicts.Count);
        Asked(store, whole);

        // One that joins items is settled with all the rest.
        var pair = store.Load().Items.Where(i => i.Face is Claim.Statement).Take(2).ToList();
        store.Rule([new Decision { Id = "", Kind = "merge", At = "2024-05-17T00:00:00.000Z", By = "a test", Targets = [.. pair.Select(Decision.Seen)] }.Sealed()], Home.Rarity);
        Bytes(store.Load()).ShouldBe(Bytes(Reconciler.Settle(store.Readings(), Home.Rarity, new Rulings(store.Decisions()))));
    }

    private static readonly Lazy<IReadOnlyList<Reading>> Everything = new(() => Home.ReadFolder(Path.Combine(Home.Folder, "sample", "reports")));

    /// <summary>Questions of every kind to a store, and to the record in memory.</summary>
    private static void Asked(IRecordStore store, Settled settled)
    {
        if (store is not IRecordReader reader)
        {
            return;
        }

        var memory = new SettledReader(settled);
        var random = new Random(11);
        T? Some<T>(params T[] of) => random.Next(3) == 0 ? of[random.Next(of.Length)] : default;
        var days = settled.Items.Select(i => i.Face.When.Start).OfType<NodaTime.LocalDate>().Distinct().Order().ToList();
        NodaTime.LocalDate? Day() => random.Next(3) == 0 ? days[random.Next(days.Count)] : null;
        string[][] kinds = [[], ["event"], ["statement", "tenure"], ["commitment"], ["event", "commitment", "affirmation"]];
        var found = 0;
        for (var n = 0; n < 400; n++)
        {
            var filter = new Filter
            {
                Members = Some<string[]>(["JPN", "USA"], ["USA"], ["AUS", "GBR", "USA"], ["FRA"]) ?? [], Since = Day(), Until = Day(), AsOf = Day(), ArisenAfter = random.Next(3) == 0 ? Day() : null, ArisenBy = random.Next(3) == 0 ? Day() : null, Mechanism = Some("diplomacy", "arms-transfer", "consultation"), Status = Some("occurred", "signed,agreed", "planned"),
                Actor = Some("biden", "USA", "minister", "nobody at all"), Place = Some("tokyo", "Senkaku", "sea"), Text = Some("agreement", "the \"joint statement\"", "MINISTERS met", "?!", "submarine"), Covers = random.Next(8) == 0 ? Some("senkaku", "JPN", "Article")! : null, Rejected = random.Next(4) == 0,
            };
            var page = new Page(random.Next(3) == 0 ? random.Next(1, 9) : int.MaxValue, random.Next(2) == 0);
            var kind = kinds[random.Next(kinds.Length)];
            var answer = reader.Ask(filter, page, kind).Select(Export.ItemLine).ToList();
            answer.ShouldBe(memory.Ask(filter, page, kind).Select(Export.ItemLine), filter.ToString());
            found += answer.Count;
        }

        found.ShouldBeGreaterThan(300);
        var changed = Questions.Changed(reader, new Filter(), days[days.Count / 2], days[^5]);
        changed.ShouldNotBeEmpty();
        changed.Select(c => (c.Mechanism, c.New, string.Join(' ', c.Items.Select(i => i.Id)))).ShouldBe(Questions.Changed(memory, new Filter(), days[days.Count / 2], days[^5]).Select(c => (c.Mechanism, c.New, string.Join(' ', c.Items.Select(i => i.Id)))));
        var items = settled.Items.Where((_, n) => n % 7 == 0).Select(i => i.Id).ToList();
        Bytes(reader.Part(reader.Items(items), texts: true)).ShouldBe(Bytes(memory.Part(memory.Items(items), texts: true)));
        foreach (var thread in settled.Items.Select(i => i.Thread).OfType<string>().Distinct().Take(3))
        {
            reader.Thread(thread).Select(i => i.Id).ShouldBe(memory.Thread(thread).Select(i => i.Id));
        }

        var reports = settled.Reports.Where((_, n) => n % 5 == 0).Select(r => r.Id).ToList();
        reader.Of(reports).Select(i => i.Id).ShouldBe(memory.Of(reports).Select(i => i.Id));
        reader.Heads(reports).Values.OrderBy(r => r.Id).Select(r => r.Title).ShouldBe(memory.Heads(reports).Values.OrderBy(r => r.Id).Select(r => r.Title));
        foreach (var filter in (ReportFilter[])[new(), new("missile"), new("\"prime minister\" met"), new(Since: days[^10]), new("the", Until: days[^20])])
        {
            reader.Reports(filter, new Page(9, LatestFirst: true)).Select(r => r.Id).ShouldBe(memory.Reports(filter, new Page(9, LatestFirst: true)).Select(r => r.Id));
        }

        reader.Doubtful(30).Select(i => i.Id).ShouldBe(memory.Doubtful(30).Select(i => i.Id));
        System.Text.Json.JsonSerializer.Serialize(reader.Outlets()).ShouldBe(System.Text.Json.JsonSerializer.Serialize(memory.Outlets()));
        foreach (var filter in (Filter[])[new(), new() { Members = ["USA", "JPN"] }, new() { Status = "signed,planned" }])
        {
            reader.Spread(filter, 30, "event", "commitment").ShouldBe(memory.Spread(filter, 30, "event", "commitment"));
            reader.Tallies(filter).ShouldBe(memory.Tallies(filter));
            reader.Count(filter).ShouldBe(memory.Count(filter));
            var (had, at) = (new List<string>(), (long?)null);
            while (reader.Ask(filter, new Page(50, After: at), "event", "statement") is { Count: > 0 } some)
            {
                had.AddRange(some.Select(i => i.Id));
                at = ItemNumber.Of(some[^1]);
            }

            had.ShouldBe(memory.Ask(filter, new Page(), "event", "statement").Select(i => i.Id));
        }

        reader.Stories(new Page()).Select(s => s.Id).ShouldBe(memory.Stories(new Page()).Select(s => s.Id));
        reader.Conflicts(new Page()).Select(c => c.Id).ShouldBe(memory.Conflicts(new Page()).Select(c => c.Id));
        System.Text.Json.JsonSerializer.Serialize(reader.Totals).ShouldBe(System.Text.Json.JsonSerializer.Serialize(memory.Totals));
        reader.Volume().OrderBy(d => d.Key).ShouldBe(memory.Volume().OrderBy(d => d.Key));
    }

    internal static string Bytes(Settled settled)
    {
        using var stream = new MemoryStream();
        Export.Write(settled, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

public sealed class MemoryStoreTests : StoreContract
{
    protected override IRecordStore Open() => new MemoryStore(TimeProvider.System);

    public override void Dispose()
    {
    }
}

public sealed class SqliteStoreTests : StoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("entente").FullName;

    protected override IRecordStore Open() => SqliteStore.Open(Path.Combine(_folder, "test.db"), TimeProvider.System);

    public override void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_is_no_record_is_refused_by_name()
    {
        var path = Path.Combine(_folder, "not.db");
        File.WriteAllText(path, "this is no database, but long enough to look at: " + new string('x', 4096));
        Should.Throw<InvalidDataException>(() => SqliteStore.Open(path, TimeProvider.System)).Message.ShouldStartWith(path + ": ");
    }
}

[Collection("PostgreSQL")]
public sealed class PostgresStoreTests(PostgresServer server) : StoreContract
{
    private readonly string _where = server.NewDatabase();

    protected override IRecordStore Open() => PostgresStore.Open(_where, TimeProvider.System);

    public override void Dispose()
    {
    }

    [Fact]
    public void A_server_that_is_not_there_is_named_and_no_password_is_shown()
    {
        var message = Should.Throw<InvalidDataException>(() => PostgresStore.Open("postgresql://somebody:secret@127.0.0.1:1/record", TimeProvider.System)).Message;
        message.ShouldStartWith("127.0.0.1:1/record: ");
        message.ShouldNotContain("secret");
    }

    [Fact]
    public void Two_recorders_at_once_lose_nothing()
    {
        using (Open())
        {
        }

        Parallel.For(0, 4, n =>
        {
            using var store = Open();
            for (var i = 0; i < 5; i++)
            {
                store.Decide([new Decision { Id = "", Kind = "note", At = $"2024-05-0{i + 1}T10:00:00.000Z", By = "an analyst", Note = $"{n}" }.Sealed()]);
                store.Resettle(Home.Rarity);
            }
        });
        using var all = Open();
        all.Decisions().Count.ShouldBe(20);
    }

    [Fact]
    public void A_record_goes_over_to_a_file_and_back()
    {
        var folder = Directory.CreateTempSubdirectory("entente").FullName;
        try
        {
            var file = Path.Combine(folder, "copy.db");
            using var store = PostgresStore.Open(_where, TimeProvider.System);
            store.Append([Home.Read("Talks\n\nThe foreign ministers of Spain and Italy met in Madrid on Monday.\n", published: "2024-05-14")]);
            store.Resettle(Home.Rarity);
            RecordPlace.Copy(store, file, TimeProvider.System);
            using var copy = RecordPlace.Open(file, TimeProvider.System);
            Bytes(copy.Load()).ShouldBe(Bytes(store.Load()));
            var again = server.NewDatabase();
            RecordPlace.Copy(copy, again, TimeProvider.System);
            using var back = RecordPlace.Open(again, TimeProvider.System);
            Bytes(back.Load()).ShouldBe(Bytes(store.Load()));
            back.Damage().ShouldBeNull();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>Files of earlier schemas open and lose nothing.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("entente").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_of_the_first_schema_is_brought_up()
    {
        var path = Path.Combine(_folder, "first.db");
        var reading = Home.Read("Talks\n\nThe foreign ministers of Spain and Italy met in Madrid on Monday.\n", published: "2024-05-14");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE reading (id TEXT PRIMARY KEY, source TEXT NOT NULL, version TEXT NOT NULL, recorded TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID; CREATE TABLE settled (part TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (part, id)) WITHOUT ROWID; PRAGMA user_version=1; INSERT INTO reading VALUES ($id, 'a', $version, '2024-05-15T00:00:00Z', $body)";
            command.Parameters.AddWithValue("$id", reading.Report.Id);
            command.Parameters.AddWithValue("$version", reading.EngineVersion);
            command.Parameters.AddWithValue("$body", System.Text.Json.JsonSerializer.Serialize(reading, RecordJson.Default.Reading));
            command.ExecuteNonQuery();
        }

        using var store = SqliteStore.Open(path, TimeProvider.System);
        store.Readings().Single().Report.Id.ShouldBe(reading.Report.Id);
        store.Decisions().ShouldBeEmpty();

        // What earlier schemas had settled is settled anew, into the rows that questions are asked of.
        store.Current(Home.Rarity, out var anew).Items.ShouldNotBeEmpty();
        anew.ShouldBeTrue();
        store.Ask(new Filter { Text = "ministers" }, new Page()).ShouldNotBeEmpty();
    }
}

public sealed class RecordTests
{
    private static readonly Lazy<IReadOnlyList<Reading>> All = new(() => Home.ReadFolder(Path.Combine(Home.Folder, "sample", "reports")));

    [Fact]
    public void The_order_of_arrival_changes_nothing()
    {
        var expected = StoreContract.Bytes(Home.Settle(All.Value));
        for (var seed = 1; seed <= 5; seed++)
        {
            var shuffled = All.Value.ToArray();
            new Random(seed).Shuffle(shuffled);
            StoreContract.Bytes(Home.Settle(shuffled)).ShouldBe(expected);
        }
    }

    [Fact]
    public void Reading_again_gives_the_same_bytes()
    {
        var again = Home.ReadFolder(Path.Combine(Home.Folder, "sample", "reports"));
        StoreContract.Bytes(Home.Settle(again)).ShouldBe(StoreContract.Bytes(Home.Settle(All.Value)));
    }

    [Fact]
    public void A_repost_is_a_copy_and_no_second_origin()
    {
        var settled = Home.Settle(Home.ReadFolder(Path.Combine(Home.Folder, "sample", "reports", "us-japan")));
        var original = settled.Reports.Single(r => r.Source.EndsWith("01-agency-suga-visit.txt", StringComparison.Ordinal));
        var copy = settled.Reports.Single(r => r.Source.EndsWith("02-repost-suga-visit.txt", StringComparison.Ordinal));
        settled.DuplicateOf[copy.Id].ShouldBe(original.Id);
        settled.StoryOf[copy.Id].ShouldBe(settled.StoryOf[original.Id]);
        settled.Items.Where(i => i.Evidence.Any(e => e.Report == copy.Id) && i.Reports == 2).ShouldAllBe(i => i.Origins == 1);
    }

    [Fact]
    public void Known_at_a_day_nothing_is_there_that_was_published_later()
    {
        var day = new NodaTime.LocalDate(2021, 12, 31);
        var then = Questions.KnownAt(All.Value, day, Home.Rarity);
        then.Reports.ShouldNotBeEmpty();
        then.Reports.ShouldAllBe(r => r.KnownBy <= day);
    }

    [Fact]
    public void What_was_ruled_out_is_not_listed_as_if_it_were_proposed()
    {
        var statements = Home.Claims("Norway's Prime Minister Jonas Gahr Store ruled out a base for American submarines.").OfType<Claim.Statement>();
        statements.Select(Questions.StatusOf).ShouldBe(["reject"]);
    }

    [Fact]
    public async Task Every_exported_line_fits_the_schema()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Home.Folder, "docs", "export.schema.json"));
        foreach (var line in StoreContract.Bytes(Home.Settle(All.Value)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var errors = schema.Validate(line);
            errors.ShouldBeEmpty(line[..Math.Min(200, line.Length)] + ": " + string.Join("; ", errors));
            JsonNode.Parse(line)!["version"]!.GetValue<int>().ShouldBe(Export.Version);
        }
    }
}
