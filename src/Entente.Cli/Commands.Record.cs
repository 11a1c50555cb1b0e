using System.CommandLine;
using System.Text;
using System.Text.Json;
using Entente.Engine;
using Entente.Record;
using Entente.Record.Asking;
using Entente.Server.Watching;
using Entente.Stores;
using NodaTime;
using NodaTime.Text;

namespace Entente.Cli;

/// <summary>What is asked of the record as a whole: what is due, set wordings, statistics, briefings, and that it is sound.</summary>
internal static partial class Commands
{
    private static Command CalendarCommand()
    {
        var dossier = new Argument<string?>("dossier") { Arity = ArgumentArity.ZeroOrOne, Description = "a relation or group: us-japan, USA-JPN, JPN, aukus" };
        var command = new Command("calendar", "What is announced and due, and what is past due and silent, as of a day (default: the last day that a report was published).\n\nExample: entente calendar us-japan --as-of 2024-04-10") { dossier };
        AddQuestionOptions(command);
        command.SetAction(r =>
        {
            if (!TryFilter(r, r.GetValue(dossier), out var filter, out var why))
            {
                return Misuse(why);
            }

            using var record = OpenRecord(r);
            var day = filter.AsOf ?? record.Reader.Totals.KnownBy ?? LocalDate.MinIsoValue;
            var all = filter with { AsOf = null };
            var open = Questions.InOrder([.. record.Reader.Ask(all with { Status = filter.Status ?? "planned" }, new Page(), "event"), .. filter.Status is null ? record.Reader.Ask(all with { Status = "proposed" }, new Page(), "event") : [], .. record.Reader.Ask(all, new Page(), "commitment")]).ToList();
            // A report without a day counts from the first day that it can have been written.
            var written = record.Reader.Heads([.. open.SelectMany(i => i.Evidence.Select(e => e.Report))]).ToDictionary(x => x.Key, x => x.Value.Published.Start, StringComparer.Ordinal);
            var items = open.Where(i => i.Evidence.Any(e => !(written.GetValueOrDefault(e.Report) > day))).ToList();
            var rows = new List<(LocalDate? Due, string[] Row)>();
            foreach (var i in items)
            {
                switch (i.Face)
                {
                    case Claim.Event { Status: "planned" or "proposed" } e:
                        var over = e.When.End < day;
                        rows.Add((e.When.Start, [e.When.IsKnown ? e.When.ToString() : "no day said", over ? "past, and no report tells that it happened" : e.Status, Questions.Describe(e), i.Id]));
                        break;
                    case Claim.Commitment { Due: null or "", Status: "planned" or "proposed" or "announced" or "under-negotiation" } pending when !(pending.When.Start > day):
                        rows.Add((pending.When.Start, [pending.When.IsKnown ? "since " + pending.When : "no day said", pending.Status, Questions.Describe(pending), i.Id]));
                        break;
                    case Claim.Commitment { Due: { Length: > 0 } due } c when c.Status is not ("fulfilled" or "withdrawn" or "broken"):
                        var at = LocalDatePattern.Iso.Parse(due.Length >= 10 ? due[^10..] : due.Length == 7 ? due + "-28" : due.Length == 4 ? due + "-12-31" : due);
                        rows.Add((at.Success ? at.Value : null, [due, at.Success && at.Value < day ? "past due and silent" : "due", Questions.Describe(c), i.Id]));
                        break;
                }
            }

            if (rows.Count == 0 && Style(r) == TableStyle.Screen)
            {
                Console.WriteLine($"Nothing on record is planned or due on {When.Iso(day)}.");
                return 0;
            }

            PrintTable(["when", "state", "what", "id"], rows.OrderBy(x => x.Due ?? LocalDate.MaxIsoValue).Take(r.GetValue(Limit)).Select(x => x.Row), Style(r));
            return 0;
        });
        return command;
    }

    private static Command FormulasCommand()
    {
        var name = new Argument<string?>("formula") { Arity = ArgumentArity.ZeroOrOne, Description = "one formula of rules/formulas.tsv" };
        var command = new Command("formulas", "Set wordings of joint statements: who used which variant when, what grew stronger, weaker, or is new.\n\nExample: entente formulas status-quo") { name };
        AddQuestionOptions(command);
        command.SetAction(r =>
        {
            if (!TryFilter(r, null, out var filter, out var why))
            {
                return Misuse(why);
            }

            using var record = OpenRecord(r);
            var uses = Formulas.Load(Path.Combine(Home.Find(), "rules")).Uses(record.Reader).Where(u => (r.GetValue(name) is not { } only || u.Formula == only) && (filter.Since is not { } since || u.When.End >= since) && (filter.Until is not { } until || u.When.Start <= until) && filter.Members.All(m => u.States.Contains(m, StringComparer.Ordinal))).Take(r.GetValue(Limit)).ToList();
            if (uses.Count == 0 && Style(r) == TableStyle.Screen)
            {
                Console.WriteLine("No set wording on record fits.");
                return 0;
            }

            PrintTable(["formula", "when", "who", "words", "against before", "report"], Formulas.AgainstBefore(uses).Select(x => new[] { x.Use.Formula, x.Use.When.ToString(), x.Use.Speaker ?? "(the outlet)", x.Use.Words, x.Change, x.Use.Evidence.Report }).ToList(), Style(r));
            return 0;
        });
        return command;
    }

    private static Command Panel()
    {
        var dyads = new Option<string>("--dyads") { Description = "pairs of states, divided by commas: USA-JPN,JPN-CHN", Required = true };
        var by = new Option<string>("--by") { Description = "month or year", DefaultValueFactory = _ => "month" };
        var command = new Command("panel", "Events by pair of states and month with explicit zeros, by PLOVER's quadrants, with COW codes and the number of reports read, as CSV for statistics.\n\nExample: entente panel --dyads USA-JPN,JPN-CHN --by month") { dyads, by, Since, Until, KnownAt };
        command.SetAction(r =>
        {
            var unit = r.GetValue(by);
            if (unit is not ("month" or "year"))
            {
                return Misuse($"--by '{unit}' is neither month nor year");
            }

            if (!TryFilter(r, null, out var filter, out var why))
            {
                return Misuse(why);
            }

            var cow = File.ReadLines(Path.Combine(Home.Find(), "knowledge", "cow.tsv")).Where(l => l.Length > 0 && l[0] != '#').Skip(1).Select(l => l.Split('\t')).ToDictionary(c => c[0], c => c[1], StringComparer.Ordinal);
            var pairs = r.GetValue(dyads)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => p.ToUpperInvariant().Split('-')).ToList();
            if (pairs.Find(p => p.Length != 2 || !cow.ContainsKey(p[0]) || !cow.ContainsKey(p[1])) is { } wrong)
            {
                return Misuse($"'{string.Join('-', wrong)}' is no pair of states by their codes (wanted: USA-JPN)");
            }

            using var record = OpenRecord(r);
            var events = pairs.SelectMany(p => record.Reader.Ask(filter with { Members = [.. filter.Members, .. p] }, new Page(), "event")).DistinctBy(i => i.Id, StringComparer.Ordinal).Select(i => i.Face).OfType<Claim.Event>().Where(e => e.Status is "occurred" or "ongoing" && e.When.Start is not null && (e.When.Precision is Precision.Day or Precision.Month or Precision.Range || unit == "year")).ToList();
            string Period(LocalDate d) => unit == "month" ? When.Iso(d)[..7] : When.Iso(d)[..4];
            var first = filter.Since ?? events.Select(e => e.When.Start!.Value).DefaultIfEmpty(LocalDate.MinIsoValue).Min();
            var last = filter.Until ?? events.Select(e => e.When.Start!.Value).DefaultIfEmpty(LocalDate.MinIsoValue).Max();
            Console.WriteLine("dyad,cow_a,cow_b,period,events,verbal_cooperation,material_cooperation,verbal_conflict,material_conflict,net,reports_read");
            var volume = record.Reader.Volume().ToLookup(x => Period(x.Key), x => x.Value, StringComparer.Ordinal);
            foreach (var p in pairs)
            {
                var mine = events.Where(e => e.States.Contains(p[0], StringComparer.Ordinal) && e.States.Contains(p[1], StringComparer.Ordinal)).ToLookup(e => Period(e.When.Start!.Value), StringComparer.Ordinal);
                for (var at = new LocalDate(first.Year, unit == "month" ? first.Month : 1, 1); at <= last; at = unit == "month" ? at.PlusMonths(1) : at.PlusYears(1))
                {
                    var quads = mine[Period(at)].Select(e => Plover.Of(e).Quad).ToList();
                    int Of(int q) => quads.Count(x => x == q);
                    Console.WriteLine(string.Join(",", $"{p[0]}-{p[1]}", cow[p[0]], cow[p[1]], Period(at), quads.Count, Of(1), Of(2), Of(3), Of(4), Of(1) + Of(2) - Of(3) - Of(4), volume[Period(at)].Sum()));
                }
            }

            return 0;
        });
        return command;
    }

    private static Command Brief()
    {
        var dossier = new Argument<string>("dossier") { Description = "a relation or group: us-japan, USA-JPN, JPN, aukus" };
        var output = new Option<string?>("-o", "--output") { Description = "a file: .md, .html or .docx (default: Markdown on standard output)" };
        var command = new Command("brief", "A sourced briefing: where each part of the relation stands, what is open, what reports disagree on.\n\nExample: entente brief us-japan --since 2024-01-01 -o brief.docx") { dossier, output };
        AddQuestionOptions(command);
        command.SetAction(r =>
        {
            if (!TryFilter(r, r.GetValue(dossier), out var filter, out var why))
            {
                return Misuse(why);
            }

            var (subject, file) = (r.GetValue(dossier)!, r.GetValue(output));
            using var record = OpenRecord(r);
            var briefing = Briefing.Of(record.Reader, filter, subject, Provenance.Of(Asked(r), filter, r.GetValue(KnownAt)));
            switch (Path.GetExtension(file)?.ToLowerInvariant())
            {
                case null:
                    Console.Write(briefing.ToMarkdown());
                    return 0;
                case ".md" or ".markdown" or ".txt":
                    File.WriteAllText(file!, briefing.ToMarkdown(), new UTF8Encoding(false));
                    return 0;
                case ".html" or ".htm":
                    File.WriteAllText(file!, briefing.ToHtml(), new UTF8Encoding(false));
                    return 0;
                case ".docx":
                    using (var stream = File.Create(file!))
                    {
                        Engine.Writing.WordBriefing.Write(briefing, stream);
                    }

                    return 0;
                case var other:
                    return Misuse($"a briefing is written as .md, .html or .docx, not as '{other}'");
            }
        });
        return command;
    }

    private static Command CompletionsCommand()
    {
        var shell = new Argument<string>("shell") { Description = string.Join(", ", Completions.Scripts.Keys) };
        shell.AcceptOnlyFromAmong([.. Completions.Scripts.Keys]);
        var command = new Command("completions", "Prints what a shell needs to complete this command line.\n\nExample: source <(entente completions bash)") { shell };
        command.SetAction(r =>
        {
            Console.WriteLine(Completions.Scripts[r.GetValue(shell)!]);
            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Recomputes every item from reports and decisions and compares it with what is stored.\n\nExample: entente verify");
        command.SetAction(r =>
        {
            using var record = OpenRecord(r);
            var store = record.Store;
            var stored = store.Load();
            var fresh = Reconciler.Settle(store.Readings(), Rarity(), new Rulings(store.Decisions()));
            var (was, now) = (stored.Items.ToDictionary(i => i.Id, Export.ItemLine, StringComparer.Ordinal), fresh.Items.ToDictionary(i => i.Id, Export.ItemLine, StringComparer.Ordinal));
            var differ = was.Keys.Union(now.Keys, StringComparer.Ordinal).Where(k => was.GetValueOrDefault(k) != now.GetValueOrDefault(k)).Order(StringComparer.Ordinal).ToList();
            foreach (var id in differ)
            {
                Console.WriteLine($"differs: {id} ({(!now.ContainsKey(id) ? "stored, but does not follow from the reports" : !was.ContainsKey(id) ? "follows from the reports, but is not stored" : "fields differ")})");
            }

            var hash = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', now.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value))));
            Console.WriteLine($"{now.Count} items from {fresh.Reports.Count} reports, {differ.Count} differ; sha256 {Convert.ToHexStringLower(hash)}");
            return differ.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static Command Backup()
    {
        var file = new Argument<string>("file") { Description = "where to" };
        var command = new Command("backup", "Copies the record while it is in use.\n\nExample: entente backup entente-2024-08-01.db") { file };
        command.SetAction(r =>
        {
            using var record = OpenRecord(r);
            RecordPlace.Copy(record.Store, r.GetValue(file)!, TimeProvider.System);
            return 0;
        });
        return command;
    }

    private static Command Restore()
    {
        var file = new Argument<string>("file") { Description = "a backup" };
        var command = new Command("restore", "Puts a backup in the place of a record that is not there; never over one that is.\n\nExample: entente restore entente-2024-08-01.db --record entente.db") { file };
        command.SetAction(r =>
        {
            var path = r.GetValue(RecordOption)!;
            if (File.Exists(path))
            {
                return Misuse($"{path} is there already; move it away first");
            }

            if (!File.Exists(r.GetValue(file)))
            {
                return Misuse($"{r.GetValue(file)}: no such file");
            }

            using (var backup = RecordPlace.Open(r.GetValue(file)!, TimeProvider.System))
            {
                if (backup.Damage() is { } damage)
                {
                    Console.Error.WriteLine($"entente: {r.GetValue(file)}: {damage}");
                    return 1;
                }

                RecordPlace.Copy(backup, path, TimeProvider.System);
            }

            return 0;
        });
        return command;
    }

    private static Command Doctor()
    {
        var command = new Command("doctor", "Finds and names damage, and what in the record wants attention.\n\nExample: entente doctor");
        command.SetAction(r =>
        {
            var record = LoadRecord(r);
            using var store = RecordPlace.Open(r.GetValue(RecordOption)!, TimeProvider.System);
            var damage = store.Damage();
            Console.WriteLine(damage is null ? "the file is sound" : $"damage: {damage}");
            var version = Pipeline.Load(Home.Find()).Version;
            var old = store.Readings().Count(x => x.EngineVersion != version);
            Console.WriteLine($"{Questions.Count(record.Reports.Count, "report")}, {Questions.Count(record.Items.Count, "item")}, {Questions.Count(record.Stories.Count, "story").Replace("storys", "stories", StringComparison.Ordinal)}, {Questions.Count(record.Conflicts.Count, "conflict")}");
            if (old > 0)
            {
                Console.WriteLine($"{Questions.Count(old, "report")} read by other versions of program, rules or knowledge: read them again to bring them up");
            }

            var (decisions, forgotten) = (store.Decisions(), store.Forgotten());
            if (decisions.Count > 0 || forgotten.Count > 0)
            {
                Console.WriteLine($"{Questions.Count(decisions.Count, "decision")}, {Questions.Count(forgotten.Count, "report")} forgotten");
            }

            foreach (var lost in new Rulings(decisions).Unmatched(record))
            {
                Console.WriteLine($"decision {lost.Id} ({lost.Kind} by {lost.By}) finds no item in the present reading: {lost.Targets[0].Gist}");
            }

            foreach (var flag in record.Reports.SelectMany(x => x.Flags).GroupBy(f => f, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
            {
                Console.WriteLine($"{flag.Key}: {Questions.Count(flag.Count(), "report")}");
            }

            if (WatchState.Beside(r.GetValue(RecordOption)!) is var beside && File.Exists(beside))
            {
                using var state = WatchState.Open(beside);
                if (state.Edited() is > 0 and var edited)
                {
                    Console.WriteLine($"{Questions.Count((int)edited, "watched article")} edited after publication, each version kept");
                }

                foreach (var source in state.Sources())
                {
                    Console.WriteLine($"watched: {source.Id}: {Questions.Count((int)source.Articles, "article")}, last new {(source.LastNew is { } last ? WatchState.Printed(last) : "never")}{(source.Failures > 0 ? $", {Questions.Count((int)source.Failures, "failure")} in a row" : "")}{(source.LastError is { } error ? $": {error}" : "")}");
                }
            }

            return damage is null ? 0 : 1;
        });
        return command;
    }
}
