using System.Diagnostics;
using Entente.Record;
using Entente.Stores;

namespace Entente.Tests;

/// <summary>The program killed by the system at any moment, the disk full, the log cut short: what was acknowledged is there, nothing is half there, and the next start goes on.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("entente").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Four sentences to a report, so that a run is short and a kill finds it at every stage.</summary>
    private string Reports(int count)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "reports")).FullName;
        string[] states = ["Norway", "Peru", "Kenya", "Chile", "Japan", "Spain", "Italy", "Ghana", "India", "Egypt"];
        for (var n = 0; n < count; n++)
        {
            File.WriteAllText(Path.Combine(folder, $"{n:000}.txt"), $"Talks number {n}\n\n{n % 28 + 1} May 2024\n\nThe foreign ministers of {states[n % 10]} and {states[(n + 1 + n % 7) % 10]} met in Geneva on Monday. They agreed to hold joint naval exercises in {n % 12 + 2025}.\n");
        }

        return folder;
    }

    private static Process Start(string record, string reports) =>
        Process.Start(new ProcessStartInfo(Path.Combine(Home.Folder, "entente"), ["read", reports, "--record", record]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, Environment = { ["ENTENTE_HOME"] = Home.Folder } })!;

    [Fact]
    public void Killed_a_hundred_times_at_any_moment_nothing_acknowledged_is_lost()
    {
        var reports = Reports(24);
        var random = new Random(1);
        var record = Path.Combine(_folder, "record.db");
        // How long a run takes is learned as they go, since other tests share the machine: a run that ends says it, a run that was killed may have had longer to go.
        var usual = 2000;
        var held = new HashSet<string>(StringComparer.Ordinal);
        var (killed, late, whole) = (0, 0, 0);
        for (var round = 0; killed < 100 && round < 400; round++)
        {
            // Where a run came to its end the record is thrown away, so that there is something to kill again.
            if (whole > 0 && whole % 3 == 0)
            {
                foreach (var file in Directory.GetFiles(_folder, "record.db*"))
                {
                    File.Delete(file);
                }

                held.Clear();
                whole = 0;
            }

            var clock = Stopwatch.StartNew();
            using (var run = Start(record, reports))
            {
                if (run.WaitForExit(killed % 2 == 0 ? random.Next(usual / 10, usual / 2) : random.Next(usual / 2, usual + 50)))
                {
                    whole++;
                    usual = (int)clock.ElapsedMilliseconds;
                }
                else
                {
                    run.Kill();
                    run.WaitForExit();
                    killed++;
                    usual += usual / 25;
                }
            }

            if (!File.Exists(record))
            {
                continue;
            }

            using var store = SqliteStore.Open(record, TimeProvider.System);
            store.Damage().ShouldBeNull();
            var now = store.Readings().Select(r => r.Report.Id).ToHashSet(StringComparer.Ordinal);
            held.ShouldBeSubsetOf(now);
            held = now;
            late += now.Count > 0 ? 1 : 0;
            // What is settled is one state or the next, never a mixture: every passage is of a report that is held.
            store.Load().Items.ShouldAllBe(i => i.Evidence.All(e => now.Contains(e.Report)));
        }

        killed.ShouldBe(100);
        // Some of them with something to lose.
        late.ShouldBeGreaterThan(5);
        using (var last = Start(record, reports))
        {
            last.WaitForExit();
            last.ExitCode.ShouldBe(0);
        }

        using var after = SqliteStore.Open(record, TimeProvider.System);
        after.Readings().Count.ShouldBe(24);
        StoreContract.Bytes(after.Current(Home.Rarity, out _)).ShouldBe(StoreContract.Bytes(Home.Settle(after.Readings())));
    }

    [Fact]
    public void A_log_cut_short_by_a_power_loss_opens_at_an_earlier_whole_state()
    {
        var path = Path.Combine(_folder, "record.db");
        var copy = Path.Combine(_folder, "copy.db");
        long length;
        using (var store = SqliteStore.Open(path, TimeProvider.System))
        {
            Reading[] sent = [.. Enumerable.Range(1, 20).Select(day => Home.Read($"Talks\n\nThe foreign ministers of Spain and Italy met in Madrid on {day} May 2024.\n", published: "2024-05-24"))];
            foreach (var reading in sent)
            {
                store.Append([reading]);
            }

            store.Resettle(Home.Rarity);
            length = new FileInfo(path + "-wal").Length;
            // Copied while it is open: as a disk is when the power goes.
            for (var part = 0; part <= 20; part++)
            {
                File.Copy(path, copy, overwrite: true);
                using (var source = new FileStream(path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
                using (var target = File.Create(copy + "-wal"))
                {
                    source.CopyTo(target);
                    target.SetLength(length * part / 20);
                }

                using var cut = SqliteStore.Open(copy, TimeProvider.System);
                cut.Damage().ShouldBeNull();
                var readings = cut.Readings();
                readings.Count.ShouldBeInRange(0, 20);
                readings.Select(r => r.Report.Id).ShouldBe(sent.Take(readings.Count).Select(r => r.Report.Id), ignoreOrder: true);
                StoreContract.Bytes(cut.Current(Home.Rarity, out _)).ShouldBe(StoreContract.Bytes(Home.Settle(readings)));
                cut.Dispose();
                foreach (var file in Directory.GetFiles(_folder, "copy.db*"))
                {
                    File.Delete(file);
                }
            }
        }
    }

    [Fact]
    public void A_full_disk_is_named_and_what_was_there_stays()
    {
        var path = Path.Combine(_folder, "record.db");
        var reading = Home.Read("Talks\n\nThe foreign ministers of Spain and Italy met in Madrid on Monday.\n", published: "2024-05-14");
        using (var store = SqliteStore.Open(path, TimeProvider.System))
        {
            store.Append([reading]);
        }

        using (var full = SqliteStore.Open(path, TimeProvider.System, mostPages: 20))
        {
            var large = reading with { Report = reading.Report with { Id = "rp-large", Text = new string('x', 4_000_000) } };
            Should.Throw<InvalidDataException>(() => full.Append([large])).Message.ShouldContain("full");
        }

        using var after = SqliteStore.Open(path, TimeProvider.System);
        after.Damage().ShouldBeNull();
        after.Readings().Single().Report.Id.ShouldBe(reading.Report.Id);
    }

    [Fact]
    public void A_file_that_vanishes_while_it_is_read_is_named_and_the_others_are_read()
    {
        var folder = Reports(4);
        var log = new StringWriter();
        using var store = new MemoryStore(TimeProvider.System);
        IEnumerable<(Engine.Reading.SourceFile?, Engine.Reading.ReadFailure?)> Inputs()
        {
            foreach (var found in Engine.Reading.Inputs.Find([.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)], new Engine.Reading.SourceFile("", [])))
            {
                File.Delete(Path.Combine(folder, "003.txt"));
                yield return found;
            }
        }

        Engine.Intake.Into(store, Home.Pipeline, Inputs(), Home.Rarity, log.WriteLine).Failed.Count.ShouldBe(1);
        log.ToString().ShouldContain("003.txt: no such file");
        store.Readings().Count.ShouldBe(3);
    }
}
