using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using System.Text.Json;
using Entente.Engine;
using Entente.Engine.Cleaning;
using Entente.Engine.Reading;
using Entente.Engine.Recognition;
using Entente.Knowledge;
using Entente.Language;
using Entente.Language.Learning;
using Entente.Record;
using Entente.Record.Asking;
using Entente.Server;
using Entente.Server.Users;
using Entente.Server.Watching;
using Entente.Stores;
using Entente.Workbench;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime.Text;

namespace Entente.Cli;

internal static partial class Commands
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Command Explain()
    {
        var id = new Argument<string?>("id") { Arity = ArgumentArity.ZeroOrOne, Description = "an item, conflict, story or report" };
        var passage = new Option<string?>("--passage") { Description = "words of a report: what they gave, or why they gave nothing" };
        var command = new Command("explain", "Why an item is there: passages, reports, origins, rule, and the knowledge behind it.\n\nExample: entente explain --passage \"war with\"") { id, passage };
        command.SetAction(r =>
        {
            using var opened = OpenRecord(r);
            var record = opened.Reader;
            if (r.GetValue(passage) is { } words)
            {
                return ExplainPassage(record, words);
            }

            var wanted = r.GetValue(id);
            if (wanted is null)
            {
                return Misuse("explain wants an id or --passage \"words\"");
            }

            if (record.Find(wanted).FirstOrDefault(i => i.Id == wanted || i.Members.Any(m => m.Id == wanted)) is { } item)
            {
                ExplainItem(record, item);
                return 0;
            }

            if (record.Conflict(wanted) is { } conflict)
            {
                PrintConflicts([conflict], record);
                foreach (var e in conflict.Evidence)
                {
                    PrintEvidence(record, e);
                }

                return 0;
            }

            if (record.Story(wanted) is { } story)
            {
                Console.WriteLine($"{story.Title}\n{story.When}; {story.Reports.Count} reports from {story.Origins} independent origins; {string.Join(", ", story.Terms)}");
                var (heads, copies) = (record.Heads(story.Reports), record.Copies(story.Reports));
                foreach (var x in story.Reports.Select(report => heads[report]))
                {
                    Console.WriteLine($"  {x.Published,-12} {x.Outlet ?? x.Source}: {x.Title}  [{x.Id}]{(copies.TryGetValue(x.Id, out var of) ? " copy of " + of : "")}");
                }

                return 0;
            }

            if (record.FindReports(wanted) is [var found] && record.Report(found.Id) is { } read)
            {
                ExplainReport(record, read);
                return 0;
            }

            Console.Error.WriteLine($"entente: nothing on record has the id '{wanted}'");
            return 1;
        });
        return command;
    }

    private static void ExplainItem(IRecordReader record, Item item)
    {
        var face = item.Face;
        Console.WriteLine($"{face.Kind} {item.Id}\n{Questions.Describe(face)}\n");
        Console.WriteLine($"  when        {(face.When.IsKnown ? $"{face.When} ({face.When.Precision.ToString().ToLowerInvariant()}, {face.When.Basis.ToString().ToLowerInvariant()})" : "not said")}");
        Console.WriteLine($"  known       {(item.Known.First is { } f ? $"{When.Iso(f)} to {When.Iso(item.Known.Last!.Value)}" : "the reports carry no day")}");
        Console.WriteLine($"  states      {string.Join(", ", face.States)}");
        foreach (var a in face.Actors)
        {
            Console.WriteLine($"  {a.Role,-11} {a.Label}{(a.Office is null ? "" : ", " + a.Office)}{(a.Printed is null ? "" : $" (printed: {a.Printed})")}");
        }

        Console.WriteLine($"  mechanism   {face.Mechanism ?? "none"}");
        Console.WriteLine($"  status      {Questions.StatusOf(face) ?? "none"}");
        Console.WriteLine($"  rule        {string.Join("; ", item.Members.Select(m => m.Rule).Distinct())}");
        Console.WriteLine($"  confidence  {item.Confidence}; {item.Reports} report(s), {item.Origins} independent origin(s){(item.Sides.Count > 0 ? "; accounts of " + string.Join(", ", item.Sides) : "")}");
        if (item.Ruling is { } ruling)
        {
            Console.WriteLine($"  standing    {ruling.Standing} by {string.Join(", ", ruling.Decisions)}");
            foreach (var note in ruling.Notes)
            {
                Console.WriteLine($"              {note}");
            }
        }

        if (item.Thread is { } thread)
        {
            Console.WriteLine($"  thread      {thread}");
            foreach (var other in record.Thread(thread).Where(i => i.Id != item.Id))
            {
                Console.WriteLine($"              {other.Face.When,-12} {Questions.StatusOf(other.Face)}: {Questions.Describe(other.Face)}  [{other.Id}]");
            }
        }

        foreach (var d in item.Members.SelectMany(m => m.Doubts).Distinct())
        {
            Console.WriteLine($"  name        printed “{d.Printed}”; the knowledge files have {d.Supported} as {d.Office} then");
        }

        Console.WriteLine();
        foreach (var e in item.Evidence)
        {
            PrintEvidence(record, e);
        }
    }

    private static void PrintEvidence(IRecordReader record, Evidence e)
    {
        var report = record.Heads([e.Report])[e.Report];
        Console.WriteLine($"  {report.Outlet ?? Path.GetFileName(report.Source)}, {(report.Published.IsKnown ? report.Published.ToString() : "undated")} [{e.Start}–{e.End}]{(e.AccordingTo is null ? "" : ", according to " + e.AccordingTo)}\n    “{e.Quote.ReplaceLineEndings(" ")}”");
    }

    private static void ExplainReport(IRecordReader record, Report x)
    {
        Console.WriteLine($"report {x.Id}\n{x.Title ?? "(no title)"}\n");
        Console.WriteLine($"  source      {x.Source}\n  outlet      {x.Outlet ?? "not said"}\n  published   {(x.Published.IsKnown ? $"{x.Published} ({x.Published.Basis.ToString().ToLowerInvariant()})" : "not said")}\n  flags       {string.Join(", ", x.Flags)}");
        foreach (var o in x.Origins)
        {
            Console.WriteLine($"  origin      {o.Name} ({o.Kind}, {o.Scope}): “{x.Text[o.Start..o.End]}”");
        }

        foreach (var removed in x.Removed)
        {
            Console.WriteLine($"  removed     {removed.Reason}: “{x.Text[removed.Start..removed.End]}”");
        }

        Console.WriteLine($"  items       {record.Of([x.Id]).Count}");
    }

    private static int ExplainPassage(IRecordReader record, string words)
    {
        var found = false;
        // The index knows words; where in the text they stand, and whether as they were asked, the text tells.
        foreach (var report in record.Reports(new ReportFilter($"\"{words.Replace('"', ' ')}\""), new Page()).OrderBy(x => x.Id, StringComparer.Ordinal).Select(x => record.Report(x.Id)!))
        {
            var at = report.Text.IndexOf(words, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                continue;
            }

            found = true;
            Console.WriteLine($"{report.Outlet ?? Path.GetFileName(report.Source)} [{at}–{at + words.Length}]");
            if (report.Removed.FirstOrDefault(r => r.Start <= at && at < r.End) is { } removed)
            {
                Console.WriteLine($"  nothing: removed as {removed.Reason}");
                continue;
            }

            var items = record.Of([report.Id]).SelectMany(i => i.Members.Select(m => (i, m))).Where(x => x.m.Evidence.Report == report.Id && x.m.Evidence.Start < at + words.Length && at < x.m.Evidence.End).ToList();
            foreach (var (item, claim) in items)
            {
                Console.WriteLine($"  {claim.Kind}: {Questions.Describe(claim)} ({claim.Rule})  [{item.Id}]");
            }

            // What the words themselves gave: their own verbs, seen by the rules once more.
            var why = Why.Nothing(Pipeline.Load(Home.Find()), report, at, at + words.Length);
            foreach (var line in why)
            {
                Console.WriteLine("  " + line);
            }
        }

        if (!found)
        {
            Console.Error.WriteLine("entente: no report on record holds these words");
            return 1;
        }

        return 0;
    }

    private static Command Serve()
    {
        var urls = new Option<string>("--urls") { Description = "where to listen; beyond this machine only with accounts", DefaultValueFactory = _ => "http://127.0.0.1:5090" };
        var login = new Option<bool>("--login") { Description = "wants accounts on this machine too, as behind a proxy" };
        var certificate = new Option<string?>("--certificate") { Description = "a PEM file with the certificate of an https address" };
        var key = new Option<string?>("--key") { Description = "a PEM file with its key, where that is another file" };
        var command = new Command("serve", "Serves the pages on the record: on this machine without a login, elsewhere to accounts only (entente accounts add NAME).\n\nExample: entente serve --urls http://127.0.0.1:5090") { urls, login, certificate, key, AccountsOption };
        command.SetAction(r =>
        {
            var url = r.GetValue(urls)!;
            var book = r.GetValue(login) || r.GetValue(AccountsOption) is not null || !EntenteServer.IsOnThisMachine(url) ? Book(r) : null;
            if (book is { Accounts.Count: 0 })
            {
                return Misuse("there is no account; make one with entente accounts add NAME");
            }

            using var own = r.GetValue(certificate) is { } pem ? X509Certificate2.CreateFromPemFile(pem, r.GetValue(key) ?? pem) : null;
            if (own is null && !EntenteServer.IsOnThisMachine(url))
            {
                Console.Error.WriteLine("entente: passwords cross the network as they are: give --certificate with an https address, or put a proxy that speaks TLS in front");
            }

            return ServePages(Stored(r), url, book, own);
        });
        return command;
    }

    private static Command Watch()
    {
        var config = new Argument<string>("config") { Description = "a YAML file: sources (feed, page, folder), alerts (atom, file, mail, webhook)" };
        var once = new Option<bool>("--once") { Description = "does what is due now and ends" };
        var command = new Command("watch", "Looks at feeds, pages and folders when their time has come, reads what is new or edited into the record, and tells what is new once.\n\nExample: entente watch watch.yaml") { config, once, DryRun };
        command.SetAction(async (r, cancel) =>
        {
            if (!File.Exists(r.GetValue(config)))
            {
                return Misuse($"{r.GetValue(config)}: no such file");
            }

            var plan = WatchPlan.Load(r.GetValue(config)!, Environment.GetEnvironmentVariable);
            var rules = new List<(AlertRule, IReadOnlyList<string>)>();
            foreach (var rule in plan.Alerts)
            {
                var members = new List<string>();
                if (rule.Dossier is { } dossier && !TryMembers(dossier, members, out var why))
                {
                    return Misuse($"{r.GetValue(config)}: {why}");
                }

                rules.Add((rule, members));
            }

            if (r.GetValue(DryRun))
            {
                plan.Sources.ToList().ForEach(s => Console.WriteLine($"{s.Kind} {s.Id}, every {s.Every}"));
                rules.ForEach(x => Console.WriteLine($"{x.Item1.Name}: {string.Join(", ", x.Item1.On.Order(StringComparer.Ordinal))}{(x.Item2.Count > 0 ? " of " + string.Join("-", x.Item2) : "")}"));
                return 0;
            }

            var record = r.GetValue(RecordOption)!;
            using var store = RecordPlace.Open(record, TimeProvider.System);
            using var state = WatchState.Open(WatchState.Beside(record));
            using var fetcher = new Fetcher(plan.AllowHosts);
            var watcher = new Watcher(plan, state, store, Pipeline.Load(Home.Find()), Rarity(), fetcher, new AlertBook(state, rules, fetcher, TimeProvider.System), TimeProvider.System, line => Console.Error.WriteLine($"{Now()[..19]} {line}"));
            if (r.GetValue(once))
            {
                watcher.Step();
            }
            else
            {
                // On another thread, so that this one hears the interrupt.
                await Task.Run(() => watcher.Run(cancel), CancellationToken.None);
            }

            return 0;
        });
        return command;
    }

    private static Command Mcp()
    {
        var command = new Command("mcp", "Serves the record to a language model by the Model Context Protocol over standard input and output; reading only.\n\nExample: entente mcp --record entente.db");
        command.SetAction(async (r, cancel) =>
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddSingleton<IRecordSource>(Stored(r));
            builder.Services.AddMcpServer(o => o.ServerInfo = new() { Name = "entente", Version = "1" }).WithStdioServerTransport().WithTools<RecordTools>();
            await builder.Build().RunAsync(cancel);
            return 0;
        });
        return command;
    }

    /// <summary>The record's file, followed while it changes.</summary>
    private static StoredRecord Stored(ParseResult r)
    {
        OpenRecord(r).Dispose();
        return new StoredRecord(RecordPlace.Full(r.GetValue(RecordOption)!), Rarity(), ReferenceWorks.Load(Home.Find()), () => Pipeline.Load(Home.Find()), TimeProvider.System);
    }

    private static int ServePages(IRecordSource record, string url, AccountBook? accounts = null, X509Certificate2? certificate = null)
    {
        Microsoft.AspNetCore.Builder.WebApplication app;
        try
        {
            app = EntenteServer.Build(record, url, accounts, certificate);
        }
        catch (ArgumentException e)
        {
            return Misuse(e.Message);
        }

        try
        {
            app.Start();
        }
        catch (IOException e)
        {
            Console.Error.WriteLine($"entente: {e.Message}");
            return 1;
        }

        Console.WriteLine($"Serving on {string.Join(", ", app.Urls)} (Ctrl+C ends it)");
        app.WaitForShutdown();
        return 0;
    }

    private static Command KnowledgeCommand()
    {
        var command = new Command("knowledge", "The knowledge files: who held which office when, treaties, places");
        var check = new Command("check", "Checks every file and says what is wrong; clean files are packed into one that loads at once.\n\nExample: entente knowledge check");
        check.SetAction(_ =>
        {
            var folder = Path.Combine(Home.Find(), "knowledge");
            var kb = KnowledgeBase.LoadText(folder);
            var problems = kb.Check().ToList();
            problems.ForEach(Console.Error.WriteLine);
            Console.WriteLine($"{kb.States.Count} states, {kb.Organisations.Count} organisations and bodies, {kb.Tenures.Count} tenures of {kb.People.Count()} people, {kb.Instruments.Count} instruments with {kb.Provisions.Count} provisions, {kb.Places.Count} places, {kb.Named.Count} weapons, exercises and formats, {kb.Outlets.Count} outlets, {kb.Happenings.Count} dated happenings, {kb.Currencies.Count} currencies, {kb.Units.Count} units; {problems.Count} problems");
            if (problems.Count == 0)
            {
                KnowledgeBase.Pack(folder);
            }

            return problems.Count > 0 ? 1 : 0;
        });
        var query = new Argument<string>("query") { Description = "an office, a person, an instrument, a place, an outlet, a currency, or who met on a day" };
        var on = new Option<string?>("--on") { Description = "on this day" };
        var asJson = new Option<bool>("--json") { Description = "as JSON" };
        var show = new Command("show", "Shows what the files hold.\n\nExample: entente knowledge show \"Minister of Defense of Japan\" --on 2021-01-24") { query, on, asJson };
        show.SetAction(r =>
        {
            var kb = KnowledgeBase.Load(Path.Combine(Home.Find(), "knowledge"));
            NodaTime.LocalDate? day = null;
            if (r.GetValue(on) is { } text)
            {
                var parsed = LocalDatePattern.Iso.Parse(text);
                if (!parsed.Success)
                {
                    return Misuse($"--on '{text}' is no date (wanted: 2021-01-24)");
                }

                day = parsed.Value;
            }

            var answers = Lookup.Find(kb, r.GetValue(query)!, day).ToList();
            if (r.GetValue(asJson))
            {
                Console.WriteLine(JsonSerializer.Serialize(answers.Select(a => new Dictionary<string, object?>(a.Fields, StringComparer.Ordinal) { ["kind"] = a.Kind }), Plain));
            }
            else
            {
                answers.ForEach(a => Console.WriteLine(a.Line));
            }

            if (answers.Count == 0)
            {
                Console.Error.WriteLine($"entente: the knowledge files hold nothing under '{r.GetValue(query)}'");
                return 1;
            }

            return 0;
        });
        command.Subcommands.Add(check);
        command.Subcommands.Add(show);
        command.Subcommands.Add(KnowledgeUpdates());
        return command;
    }

    private static Command KnowledgeUpdates()
    {
        var which = new Argument<string?>("query") { Arity = ArgumentArity.ZeroOrOne, Description = "a state's code or a part of an office's title; all offices where left out" };
        var since = new Option<string?>("--since") { Description = "only who took office since this day (default: two years ago)" };
        var endpoint = new Option<string>("--endpoint") { Description = "another query service with the same data", DefaultValueFactory = _ => KnowledgeUpdate.PublicService };
        var apply = new Option<bool>("--apply") { Description = "write new rows and known ends into the files; what is marked ? is never written" };
        var hosts = new Option<string[]>("--allow-host") { Description = "a host that may be asked though it is inside a network", AllowMultipleArgumentsPerToken = true };
        var command = new Command("update", "Compares who holds which office with Wikidata's public query service and shows what differs: + a new holder, ~ an end, ? for you to judge.\n\nExample: entente knowledge update JPN --since 2025-01-01") { which, since, endpoint, apply, hosts };
        command.SetAction(r =>
        {
            var today = LocalDatePattern.Iso.Parse(Now()[..10]).Value;
            var from = today.PlusYears(-2);
            if (r.GetValue(since) is { } text)
            {
                if (!LocalDatePattern.Iso.Parse(text).TryGetValue(default, out from))
                {
                    return Misuse($"--since '{text}' is no date (wanted: 2025-01-01)");
                }
            }

            var folder = Path.Combine(Home.Find(), "knowledge");
            using var fetcher = new Fetcher((r.GetValue(hosts) ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase));
            var update = new KnowledgeUpdate(KnowledgeBase.Load(folder), r.GetValue(endpoint)!, address => fetcher.Ask(address), Thread.Sleep, today);
            var offices = update.Offices(r.GetValue(which));
            if (offices.Count == 0)
            {
                return Misuse($"the knowledge files have no office under '{r.GetValue(which)}'");
            }

            var failed = 0;
            var changes = update.Find(offices, from, line =>
            {
                failed++;
                Console.Error.WriteLine($"entente: {line}");
            }).ToList();
            changes.ForEach(Console.WriteLine);
            Console.Error.WriteLine($"{offices.Count} offices compared, {changes.Count(c => c.Kind == TenureDifference.New)} new holders, {changes.Count(c => c.Kind == TenureDifference.Ended)} ends, {changes.Count(c => c.Kind == TenureDifference.Doubtful)} to judge");
            if (r.GetValue(apply) && KnowledgeUpdate.Apply(folder, changes) is { Count: > 0 } wrong)
            {
                wrong.ToList().ForEach(w => Console.Error.WriteLine($"entente: not written: {w}"));
                return 1;
            }

            return failed > 0 ? 1 : 0;
        });
        return command;
    }

    private static Command Stage()
    {
        var name = new Argument<string>("name") { Description = "clean, annotate, names, dates, places, quotes, events or group" };
        var tier = new Option<Tier?>("--tier") { Description = "networks of annotate, names and quotes: fast or accurate (default: accurate where words are given, in running text for the sentences that promise an item)" };
        var final = new Option<bool>("--final") { Description = "group: one line each after the input ends, in the settled grouping" };
        var command = new Command("stage", "Runs one stage alone: JSON Lines in, one JSON line out for each.\n\nExample: entente stage names < texts.jsonl") { name, tier, final };
        command.SetAction(r =>
        {
            var home = Home.Find();
            var stages = new Stages(home, r.GetValue(tier), r.GetValue(final));
            if (!stages.Has(r.GetValue(name)!))
            {
                return Misuse($"no stage '{r.GetValue(name)}'; stages are {string.Join(", ", Stages.Names)}");
            }

            using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            var anyFailed = false;
            foreach (var (line, failed) in stages.Run(r.GetValue(name)!, Lines()))
            {
                anyFailed |= failed;
                output.Write(line.Span);
                output.WriteByte((byte)'\n');
            }

            return anyFailed ? 1 : 0;

            static IEnumerable<string> Lines()
            {
                using var input = new StreamReader(Console.OpenStandardInput(), new System.Text.UTF8Encoding(false));
                while (input.ReadLine() is { } line)
                {
                    if (line.Length > 0)
                    {
                        yield return line;
                    }
                }
            }
        });
        return command;
    }

    private static Command Evaluate()
    {
        var set = new Argument<string>("set") { Description = "sample, language, events, dates, places, mentions, quotes, stories or pages", DefaultValueFactory = _ => "sample" };
        var blind = new Option<bool>("--blind") { Description = "score the relations that are kept blind too" };
        var verbose = new Option<bool>("--verbose") { Description = "say what was missed and what differs" };
        var only = new Option<string?>("--only") { Description = "one relation of the sample" };
        var part = new Option<string>("--part") { Description = "dev, or test for the figures that are reported", DefaultValueFactory = _ => "dev" };
        var models = new Option<string?>("--models") { Description = "language: folder of the models (default: models/ of the project)" };
        var marks = new Option<string?>("--marks") { Description = "mentions: file of a reader's marks in the sample's reports (report, kind, words, occurrence, label)" };
        var command = new Command("evaluate", "Measures accuracy against gold and against the floors in sample/floors.tsv.\n\nExample: entente evaluate sample") { set, blind, verbose, only, part, models, marks };
        command.SetAction(r =>
        {
            var home = Home.Find();
            if (r.GetValue(set) == "language")
            {
                using var annotator = Annotator.Load(r.GetValue(models) ?? Path.Combine(home, "models"));
                foreach (var (what, value) in LanguageEvaluation.Run(Corpora(), OwnTreebank(home), annotator, r.GetValue(part)!))
                {
                    Console.WriteLine($"{what,-36} {value,6:F2}");
                }

                return 0;
            }

            if (r.GetValue(set) == "dates")
            {
                return Held(home, DateEvaluation.Run(Corpora(), r.GetValue(part) == "dev" ? "trainingset" : "testset"), r.GetValue(part) != "dev");
            }

            if (r.GetValue(set) == "places")
            {
                return Held(home, PlaceEvaluation.Run(Corpora(), Pipeline.Load(home), Knowledge.KnowledgeBase.Load(Path.Combine(home, "knowledge")), r.GetValue(part)!), r.GetValue(part) != "dev");
            }

            if (r.GetValue(set) == "mentions")
            {
                return r.GetValue(marks) is { } file ? Held(home, MentionEvaluation.Run(home, file, Pipeline.Load(home), Knowledge.KnowledgeBase.Load(Path.Combine(home, "knowledge")), r.GetValue(verbose) ? Console.Out : null), false) : Misuse("mentions are compared with a reader's marks; give --marks FILE");
            }

            if (r.GetValue(set) == "events")
            {
                return Held(home, EventEvaluation.Run(Corpora(), Pipeline.Load(home), Knowledge.KnowledgeBase.Load(Path.Combine(home, "knowledge")), r.GetValue(part)!, r.GetValue(verbose) ? Console.Out : null), r.GetValue(part) == "dev");
            }

            if (r.GetValue(set) == "stories")
            {
                return Held(home, StoryEvaluation.Run(Corpora(), Rarity()), true);
            }

            if (r.GetValue(set) == "pages")
            {
                return Held(home, PageEvaluation.Run(Corpora()), true);
            }

            if (r.GetValue(set) == "quotes")
            {
                using var annotator = Annotator.Load(Path.Combine(home, "models"));
                return Held(home, QuoteEvaluation.Run(Corpora(), annotator, CueModel.Load(Path.Combine(home, "models", "cues.tsv"))), true);
            }

            if (r.GetValue(set) != "sample")
            {
                return Misuse($"no set '{r.GetValue(set)}'; sets are sample, language, events, dates, places, mentions, quotes, stories, pages");
            }

            return SampleEvaluation.Run(home, Pipeline.Load(home), r.GetValue(blind), r.GetValue(only), r.GetValue(verbose), Console.Out) ? 0 : 1;
        });
        return command;
    }

    /// <summary>Prints figures and holds them to their floors.</summary>
    private static int Held(string home, IEnumerable<(string What, double Percent)> figures, bool floored)
    {
        var floors = new Floors(home);
        var held = true;
        foreach (var (what, percent) in figures)
        {
            Console.WriteLine($"{what,-36} {percent,6:F2}");
            held &= !floored || floors.Hold(what, percent, Console.Out);
        }

        return held ? 0 : 1;
    }

    private static Command Train()
    {
        var output = new Option<string?>("--models") { Description = "folder for the models (default: models/ of the project)" };
        var terms = new Option<bool>("--terms") { Description = "only count how rare words are, for stories" };
        var cues = new Option<bool>("--cues") { Description = "only learn which verbs give words to somebody" };
        var lemmas = new Option<bool>("--lemmas") { Description = "only learn base forms of words" };
        var command = new Command("train", "Trains the models from the corpora in the folder that ENTENTE_CORPORA names.\n\nExample: ENTENTE_CORPORA=~/corpora entente train") { output, terms, cues, lemmas };
        command.SetAction(r =>
        {
            var models = r.GetValue(output) ?? Path.Combine(Home.Find(), "models");
            var all = !r.GetValue(terms) && !r.GetValue(cues) && !r.GetValue(lemmas);
            if (r.GetValue(lemmas))
            {
                Training.RunLemmas(Corpora(), OwnTreebank(Home.Find()), models);
            }

            if (all || r.GetValue(terms))
            {
                StoryTraining.Run(Corpora(), models);
            }

            if (all)
            {
                Training.Run(Corpora(), OwnTreebank(Home.Find()), models, Console.Error.WriteLine);
            }

            if (all || r.GetValue(cues))
            {
                using var annotator = Annotator.Load(models);
                CueTraining.Run(Corpora(), annotator, Path.Combine(models, "cues.tsv"), Console.Error.WriteLine);
            }

            return 0;
        });
        return command;
    }

    private static string OwnTreebank(string home) => Path.Combine(home, "sample", "language");

    private static string Corpora() => Environment.GetEnvironmentVariable("ENTENTE_CORPORA") is { Length: > 0 } folder
        ? folder
        : throw new DirectoryNotFoundException("ENTENTE_CORPORA does not name the folder that holds the corpora (see docs/evaluation.md)");
}
