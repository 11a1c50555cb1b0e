using System.CommandLine;
using Entente.Engine;
using Entente.Engine.Reading;
using Entente.Engine.Reading.Formats;
using Entente.Record;
using Entente.Record.Asking;
using Entente.Record.Stories;
using Entente.Stores;
using NodaTime;
using NodaTime.Text;

namespace Entente.Cli;

/// <summary>The command line. Commands only: what they do lives in the rooms.</summary>
internal static partial class Commands
{
    private static readonly Option<string> RecordOption = new("--record") { Description = "the record: a file, or a PostgreSQL database by connection string or address (default: ENTENTE_RECORD, or entente.db)", Recursive = true, DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ENTENTE_RECORD") is { Length: > 0 } r ? r : "entente.db" };
    private static readonly Option<string?> Since = new("--since") { Description = "from this day of the world on" };
    private static readonly Option<string?> Until = new("--until") { Description = "up to this day of the world" };
    private static readonly Option<string?> AsOf = new("--as-of") { Description = "what held on that day: happenings up to it, plans still open" };
    private static readonly Option<string?> KnownAt = new("--known-at") { Description = "what reports published until that day allow" };
    private static readonly Option<string?> ActorOption = new("--actor") { Description = "a person, body or state by (part of) its name" };
    private static readonly Option<string?> StateOption = new("--state") { Description = "a state by its alpha-3 code" };
    private static readonly Option<string?> Mechanism = new("--mechanism") { Description = "a part of the alliance, such as arms-production" };
    private static readonly Option<string?> Status = new("--status") { Description = "a status, such as planned or signed" };
    private static readonly Option<string?> PlaceOption = new("--place") { Description = "a place by (part of) its name" };
    private static readonly Option<string?> TextOption = new("--text") { Description = "words that the evidence holds" };
    private static readonly Option<bool> RejectedOption = new("--rejected") { Description = "what analysts rejected too" };
    private static readonly Option<bool> LatestOption = new("--latest") { Description = "the latest first" };
    private static readonly Option<int> Limit = new("--limit") { Description = "at most so many rows", DefaultValueFactory = _ => int.MaxValue };
    private static readonly Option<bool> Json = new("--json") { Description = "a JSON array in the exported form" };
    private static readonly Option<bool> JsonLines = new("--jsonl") { Description = "JSON Lines in the exported form" };
    private static readonly Option<bool> Csv = new("--csv") { Description = "comma-separated values" };
    private static readonly Option<bool> Markdown = new("--markdown") { Description = "a Markdown table" };

    public static RootCommand Root()
    {
        var root = new RootCommand("Entente reads reports on relations between states and keeps a sourced, dated record of what they say.\n\nExample: entente read reports/ && entente timeline us-japan") { RecordOption };
        root.Subcommands.Add(Demo());
        root.Subcommands.Add(Read());
        root.Subcommands.Add(Ask("timeline", "What happened and what is planned, by day", ["event", "commitment", "affirmation"]));
        root.Subcommands.Add(Ask("ledger", "What was undertaken, and how that stands", ["commitment"]));
        root.Subcommands.Add(Ask("statements", "Who said what", ["statement"]));
        root.Subcommands.Add(Ask("tenures", "Who took or left which office, as reported", ["tenure"]));
        root.Subcommands.Add(Ask("relations", "Who hosts, administers, claims or answers to whom, as reported", ["relation"]));
        root.Subcommands.Add(Coverage());
        root.Subcommands.Add(Engage());
        root.Subcommands.Add(CalendarCommand());
        root.Subcommands.Add(FormulasCommand());
        root.Subcommands.Add(Panel());
        root.Subcommands.Add(Brief());
        root.Subcommands.Add(Decide());
        root.Subcommands.Add(DecisionsCommand());
        root.Subcommands.Add(Undo());
        root.Subcommands.Add(Forget());
        root.Subcommands.Add(MergeRecords());
        root.Subcommands.Add(Verify());
        root.Subcommands.Add(Backup());
        root.Subcommands.Add(Restore());
        root.Subcommands.Add(Doctor());
        root.Subcommands.Add(Conflicts());
        root.Subcommands.Add(Stories());
        root.Subcommands.Add(Reports());
        root.Subcommands.Add(Actors());
        root.Subcommands.Add(Explain());
        root.Subcommands.Add(Diff());
        root.Subcommands.Add(ExportCommand());
        root.Subcommands.Add(Watch());
        root.Subcommands.Add(Work());
        root.Subcommands.Add(Serve());
        root.Subcommands.Add(Accounts());
        root.Subcommands.Add(Mcp());
        root.Subcommands.Add(KnowledgeCommand());
        root.Subcommands.Add(Stage());
        root.Subcommands.Add(Evaluate());
        root.Subcommands.Add(Train());
        root.Subcommands.Add(CompletionsCommand());
        Suggest();
        return root;
    }

    /// <summary>What a shell may offer for options whose values are known.</summary>
    private static void Suggest()
    {
        Mechanism.CompletionSources.Add([.. Fields.Mechanisms]);
        Status.CompletionSources.Add([.. Fields.Statuses]);
        StateOption.CompletionSources.Add(_ => File.ReadLines(Path.Combine(Home.Find(), "knowledge", "states.tsv")).Where(l => l.Length > 3 && l[0] != '#').Skip(1).Select(l => new System.CommandLine.Completions.CompletionItem(l[..3])));
    }

    // ── reading ─────────────────────────────────────────────────────────────

    private static Command Read()
    {
        var paths = new Argument<string[]>("path") { Arity = ArgumentArity.OneOrMore, Description = "files, folders, globs or addresses: text, HTML, RSS, Atom, JSON Feed, JSON Lines, CSV, WARC, MHTML, .docx, .eml, PDF (by pdftotext), and ZIP, TAR and gzip of them; - reads standard input" };
        var published = new Option<string?>("--published") { Description = "the day it was published, where the file does not say" };
        var outlet = new Option<string?>("--outlet") { Description = "who published it" };
        var url = new Option<string?>("--url") { Description = "where it was published" };
        var language = new Option<string?>("--language") { Description = "its language, such as en" };
        var dry = new Option<bool>("--dry-run") { Description = "read, but write nothing" };
        var columns = new Option<string[]>("--columns") { Description = "CSV: which column holds what, as text=Body published=Day", AllowMultipleArgumentsPerToken = true };
        var hosts = new Option<string[]>("--allow-host") { Description = "a host that may be asked though it is inside a network", AllowMultipleArgumentsPerToken = true };
        var command = new Command("read", "Reads reports into the record.\n\nExample: entente read reports/ --outlet \"Kyodo News\"") { paths, published, outlet, url, language, columns, hosts, dry };
        command.SetAction(r =>
        {
            if (r.GetValue(published) is { } day && !LocalDatePattern.Iso.Parse(day).Success)
            {
                Console.Error.WriteLine($"entente: --published '{day}' is no date (wanted: 2024-04-10)");
                return 2;
            }

            var map = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var pair in r.GetValue(columns) ?? [])
            {
                if (pair.Split('=', 2) is not [var field, var heading])
                {
                    return Misuse($"--columns '{pair}' (wanted: text=Body)");
                }

                map[field] = heading;
            }

            var given = new SourceFile("", []) { Published = r.GetValue(published), Outlet = r.GetValue(outlet), Url = r.GetValue(url), Language = r.GetValue(language) };
            using IRecordStore store = r.GetValue(dry) ? new MemoryStore(TimeProvider.System) : RecordPlace.Open(r.GetValue(RecordOption)!, TimeProvider.System);
            using var fetcher = new Fetcher((r.GetValue(hosts) ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase));
            return Take(store, Pipeline.Load(Home.Find()), Inputs.Find(r.GetValue(paths)!, given, new Unpacker(map.Count > 0 ? map : null), fetcher), Console.Error);
        });
        return command;
    }

    private static int Take(IRecordStore store, Pipeline pipeline, IEnumerable<(SourceFile? File, ReadFailure? Failure)> inputs, TextWriter log)
    {
        var taken = Intake.Into(store, pipeline, inputs, Rarity(), log.WriteLine);
        log.WriteLine(taken);
        return taken.Failed.Count > 0 ? 1 : 0;
    }

    private static Command Demo()
    {
        var serve = new Option<bool>("--serve") { Description = "serve the pages on it afterwards" };
        var command = new Command("demo", "Reads the sample reports into a throw-away record and shows what it holds") { serve };
        command.SetAction(r =>
        {
            var home = Home.Find();
            using var store = new MemoryStore(TimeProvider.System);
            Console.WriteLine("The reports under sample/reports are samples written for this project; most outlets in them are invented.\n");
            Take(store, Pipeline.Load(home), Inputs.Find([Path.Combine(home, "sample", "reports")], new SourceFile("", [])), Console.Out);
            var record = store.Load();
            var reader = new SettledReader(record);
            Heading("Timeline of the United States and Japan");
            Print(reader.Ask(new Filter { Members = ["JPN", "USA"] }, new Page(18), "event", "commitment", "affirmation"), reader);
            Heading("Ledger: arms production and transfer");
            Print(reader.Ask(new Filter(), new Page(), "commitment").Where(i => i.Face.Mechanism is "arms-production" or "arms-transfer").Take(10), reader);
            Heading("Coverage: Senkaku Islands");
            Print(reader.Ask(new Filter { Place = "Senkaku" }, new Page(), "affirmation"), reader);
            Heading("Conflicts");
            PrintConflicts(record.Conflicts.Take(8), reader);
            Console.WriteLine("\nNext: entente read YOUR-REPORTS/   entente timeline us-japan   entente explain ID   entente export -o record.jsonl");
            return r.GetValue(serve) ? ServePages(new Server.FixedRecord(new Server.RecordView(record, Server.ReferenceWorks.Load(Home.Find()))), "http://127.0.0.1:5090") : 0;
        });
        return command;
    }

    private static void Heading(string text) => Console.WriteLine($"\n── {text} " + new string('─', Math.Max(0, 90 - text.Length)));

    // ── asking ──────────────────────────────────────────────────────────────

    private static Command Ask(string name, string description, string[] kinds)
    {
        var dossier = new Argument<string?>("dossier") { Arity = ArgumentArity.ZeroOrOne, Description = "a relation or group: us-japan, USA-JPN, JPN, aukus" };
        var command = new Command(name, $"{description}.\n\nExample: entente {name} us-japan --since 2024-01-01") { dossier };
        AddQuestionOptions(command);
        command.SetAction(r =>
        {
            if (!TryFilter(r, r.GetValue(dossier), out var filter, out var why))
            {
                return Misuse(why);
            }

            using var record = OpenRecord(r);
            var found = record.Reader.Ask(filter, new Page(r.GetValue(Limit), r.GetValue(LatestOption)), kinds);
            if (found.Count == 0 && filter.Actor is { } actor && Questions.Meant(record.Reader.Names(), actor) is { } hint)
            {
                Console.Error.WriteLine($"entente: no actor '{actor}' on record{hint}");
            }

            Show(r, found, record.Reader);
            return 0;
        });
        return command;
    }

    private static void AddQuestionOptions(Command command)
    {
        foreach (var option in new Option[] { Since, Until, AsOf, KnownAt, ActorOption, StateOption, Mechanism, Status, PlaceOption, TextOption, RejectedOption, LatestOption, Limit, Json, JsonLines, Csv, Markdown })
        {
            command.Options.Add(option);
        }
    }

    private static int Misuse(string why)
    {
        Console.Error.WriteLine("entente: " + why);
        return 2;
    }

    private static TermWeights Rarity() => TermWeights.Load(Path.Combine(Home.Find(), "models"));

    /// <summary>A record that is open for questions.</summary>
    private sealed record Opened(IRecordReader Reader, SqlStore Store) : IDisposable
    {
        public void Dispose() => Store.Dispose();
    }

    /// <summary>The record that is asked, settled first where a run ended before it could; what reports until a day allow, where that is asked.</summary>
    private static Opened OpenRecord(ParseResult r)
    {
        var store = Existing(r);
        if (r.GetValue(KnownAt) is { } day && LocalDatePattern.Iso.Parse(day) is { Success: true } known)
        {
            return new Opened(new SettledReader(Questions.KnownAt(store.Readings(), known.Value, Rarity(), new Rulings(store.Decisions()))), store);
        }

        if (store.SettledRevision < store.Revision)
        {
            store.Resettle(Rarity());
            Console.Error.WriteLine("entente: the record was not settled as it stands, by a run that ended early or by an earlier version; settled anew, nothing was lost");
        }

        return new Opened(store, store);
    }

    private static SqlStore Existing(ParseResult r)
    {
        var path = r.GetValue(RecordOption)!;
        return RecordPlace.Exists(path) ? RecordPlace.Open(path, TimeProvider.System) : throw new FileNotFoundException($"{path}: no record there yet; 'entente read PATH' makes one");
    }

    /// <summary>All of the record, for what is asked of all of it.</summary>
    private static Settled LoadRecord(ParseResult r)
    {
        using var opened = OpenRecord(r);
        return opened.Reader is SettledReader then ? then.Record : opened.Store.Load();
    }

    private static bool TryFilter(ParseResult r, string? dossier, out Filter filter, out string why)
    {
        filter = new Filter();
        var members = new List<string>();
        if (dossier is not null && !TryMembers(dossier, members, out why))
        {
            return false;
        }

        var options = new Dictionary<string, Option<string?>>(StringComparer.Ordinal) { ["since"] = Since, ["until"] = Until, ["as-of"] = AsOf, ["known-at"] = KnownAt, ["state"] = StateOption, ["actor"] = ActorOption, ["mechanism"] = Mechanism, ["status"] = Status, ["place"] = PlaceOption, ["text"] = TextOption };
        var (read, _, fault) = FilterReader.Read(name => name == "rejected" ? r.GetValue(RejectedOption) ? "true" : null : r.GetValue(options[name]), members);
        (filter, why) = (read ?? filter, fault is null ? "" : "--" + fault);
        return read is not null;
    }

    /// <summary>The question as it was asked, without where the record is and where the answer goes.</summary>
    private static string Asked(ParseResult r)
    {
        var said = new List<string>();
        for (var i = 0; i < r.Tokens.Count; i++)
        {
            if (r.Tokens[i].Value is "--record" or "-o" or "--output")
            {
                i++;
            }
            else
            {
                said.Add(r.Tokens[i].Value);
            }
        }

        return string.Join(' ', said);
    }

    private static bool TryMembers(string dossier, List<string> members, out string why)
    {
        why = "";
        var dossiers = File.ReadLines(Path.Combine(Home.Find(), "knowledge", "dossiers.tsv")).Where(l => l.Length > 0 && l[0] != '#').Skip(1).Select(l => l.Split('\t')).Select(d => (d[0], (IReadOnlyList<string>)d[2].Split(';'))).ToList();
        if (FilterReader.Members(dossier, dossiers) is { } found)
        {
            members.AddRange(found);
            return true;
        }

        why = $"no dossier '{dossier}'; known are {string.Join(", ", dossiers.Select(d => d.Item1))}, or codes such as USA-JPN";
        return false;
    }

    private static Command Coverage()
    {
        var what = new Argument<string>("what") { Description = "a place, a capability or an actor: Senkaku, nuclear, Philippines" };
        var command = new Command("coverage", "Which provisions were affirmed to cover something, by whom, when, in what words.\n\nExample: entente coverage Senkaku") { what };
        AddQuestionOptions(command);
        command.SetAction(r =>
        {
            if (!TryFilter(r, null, out var filter, out var why))
            {
                return Misuse(why);
            }

            using var record = OpenRecord(r);
            var items = record.Reader.Ask(filter with { Covers = CanonicalPlace(r.GetValue(what)!) }, new Page(r.GetValue(Limit), r.GetValue(LatestOption)), "affirmation");
            if (items.Count == 0 && !Structured(r))
            {
                Console.WriteLine($"No affirmation on record covers '{r.GetValue(what)}'.");
                return 0;
            }

            Show(r, items, record.Reader, quotes: true);
            return 0;
        });
        return command;
    }

    private static Command Engage()
    {
        var act = new Option<string>("--act") { Description = "what was done: \"armed attack\", \"ramming\", \"presence of ships\"", Required = true };
        var on = new Option<string>("--on") { Description = "to what: \"public vessel of the Philippines\" (default: the territory at the place)", DefaultValueFactory = _ => "" };
        var at = new Option<string?>("--at") { Description = "where: a place or state" };
        var date = new Option<string>("--date") { Description = "on what day", Required = true };
        var json = new Option<bool>("--json") { Description = "as JSON" };
        var command = new Command("engage", "Which provisions of which instruments speak to a case on a day: applies, does not apply, or the record does not say, with the reasons. A reading aid, not a verdict.\n\nExample: entente engage --act \"armed attack\" --on \"public vessel of the Philippines\" --at \"Second Thomas Shoal\" --date 2024-06-17") { act, on, at, date, json };
        command.SetAction(r =>
        {
            var day = LocalDatePattern.Iso.Parse(r.GetValue(date)!);
            if (!day.Success)
            {
                return Misuse($"'{r.GetValue(date)}' is no date (wanted: 2024-06-17)");
            }

            var kb = Knowledge.KnowledgeBase.Load(Path.Combine(Home.Find(), "knowledge"));
            IReadOnlyList<Knowledge.ProvisionHeld> held;
            try
            {
                using var record = RecordPlace.Exists(r.GetValue(RecordOption)!) ? OpenRecord(r) : null;
                held = Server.ReferenceWorks.Engage(kb, record?.Reader ?? new SettledReader(Settled.Empty), new Knowledge.EngagementCase(r.GetValue(act)!, r.GetValue(on)!, r.GetValue(at), day.Value));
            }
            catch (Knowledge.KnowledgeException e)
            {
                return Misuse(e.Message);
            }

            if (r.GetValue(json))
            {
                Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(held.Select(h => new
                {
                    instrument = h.Instrument.Label,
                    article = h.Provision.Article,
                    obligation = h.Provision.Obligation,
                    answer = Server.ReferenceWorks.InWords(h.Answer),
                    conditions = h.Conditions.Select(c => new { condition = c.Condition, met = c.Met, why = c.Why }),
                    affirmations = h.Affirmations.Select(a => new { speaker = a.Speaker, when = a.When, covers = a.Covers, polarity = a.Polarity, quote = a.Quote, report = a.Report }),
                }), Plain));
                return 0;
            }

            if (held.Count == 0)
            {
                Console.WriteLine("No provision in the knowledge files speaks to this case, and none is affirmed on record.");
                return 0;
            }

            foreach (var h in held)
            {
                Console.WriteLine($"{h.Instrument.Label}, Article {h.Provision.Article} ({h.Provision.Obligation}): {Server.ReferenceWorks.InWords(h.Answer)}");
                foreach (var c in h.Conditions)
                {
                    Console.WriteLine($"  {(c.Met switch { true => "met  ", false => "unmet", _ => "open " })} {c.Condition}: {c.Why}");
                }

                foreach (var a in h.Affirmations)
                {
                    Console.WriteLine($"  on record: {a.Speaker}, {a.When}{(a.Covers is null ? "" : ", " + a.Polarity + " " + a.Covers)}: “{a.Quote}”");
                }
            }

            Console.WriteLine("A reading aid: what the texts and the record say, not what states will do.");
            return 0;
        });
        return command;
    }

    /// <summary>The neutral name of a place that is asked for by one of its other names.</summary>
    private static string CanonicalPlace(string name)
    {
        foreach (var line in File.ReadLines(Path.Combine(Home.Find(), "knowledge", "places.tsv")).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var cells = line.Split('\t');
            if (cells[6].Split(';').Any(a => a.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return cells[1];
            }
        }

        return name;
    }

    private static Command Conflicts()
    {
        var command = new Command("conflicts", "Where reports, or a report and the knowledge files, disagree.\n\nExample: entente conflicts");
        AddQuestionOptions(command);
        command.SetAction(r =>
        {
            using var record = OpenRecord(r);
            var conflicts = record.Reader.Conflicts(new Page(r.GetValue(Limit), r.GetValue(LatestOption)));
            if (Structured(r))
            {
                using var stdout = Console.OpenStandardOutput();
                Export.Write(Settled.Empty with { Conflicts = conflicts }, stdout, new HashSet<string>(StringComparer.Ordinal) { "conflict" });
                return 0;
            }

            PrintConflicts(conflicts, record.Reader);
            return 0;
        });
        return command;
    }

    private static Command Stories()
    {
        var command = new Command("stories", "The happenings that reports tell of, with how many and how independent they are.\n\nExample: entente stories");
        AddQuestionOptions(command);
        command.SetAction(r =>
        {
            using var record = OpenRecord(r);
            PrintTable(["when", "reports", "origins", "title", "id"], record.Reader.Stories(new Page(r.GetValue(Limit), r.GetValue(LatestOption))).Select(s => new[] { s.When.ToString(), s.Reports.Count.ToString(), s.Origins.ToString(), s.Title, s.Id }), Style(r));
            return 0;
        });
        return command;
    }

    private static Command Reports()
    {
        var command = new Command("reports", "What was read: outlet, day, origins, flags.\n\nExample: entente reports");
        AddQuestionOptions(command);
        command.SetAction(r =>
        {
            if (!TryFilter(r, null, out var filter, out var why))
            {
                return Misuse(why);
            }

            using var record = OpenRecord(r);
            PrintTable(["published", "outlet", "title", "origins", "flags", "id"], record.Reader.Reports(new ReportFilter(filter.Text, filter.Since, filter.Until), new Page(r.GetValue(Limit), r.GetValue(LatestOption)))
                .Select(x => new[] { x.Published + (x.Published.Basis == DateBasis.Inferred && x.Published.IsKnown ? " (inferred)" : ""), x.Outlet ?? "", x.Title ?? Path.GetFileName(x.Source), string.Join(", ", x.Origins.Select(o => o.Name)), string.Join(", ", x.Flags), x.Id }), Style(r));
            return 0;
        });
        return command;
    }

    private static Command Actors()
    {
        var command = new Command("actors", "Who appears in the record, and how often.\n\nExample: entente actors --limit 20");
        AddQuestionOptions(command);
        command.SetAction(r =>
        {
            var record = LoadRecord(r);
            PrintTable(["items", "actor", "type", "state", "office"], record.Items.SelectMany(i => i.Face.Actors.DistinctBy(a => a.Id)).GroupBy(a => a.Id, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(r.GetValue(Limit))
                .Select(g => new[] { g.Count().ToString(), g.First().Label, g.First().Type, g.First().State, string.Join("; ", g.Select(a => a.Office).OfType<string>().Distinct()) }), Style(r));
            return 0;
        });
        return command;
    }

    private static Command Diff()
    {
        var dossier = new Argument<string>("dossier") { Description = "a relation or group" };
        var from = new Option<string>("--from") { Description = "the earlier day", Required = true };
        var to = new Option<string>("--to") { Description = "the later day", Required = true };
        var command = new Command("diff", "What changed between two days, by mechanism.\n\nExample: entente diff us-japan --from 2023-01-31 --to 2024-08-01") { dossier, from, to };
        AddQuestionOptions(command);
        command.SetAction(r =>
        {
            var (a, b) = (LocalDatePattern.Iso.Parse(r.GetValue(from)!), LocalDatePattern.Iso.Parse(r.GetValue(to)!));
            if (!a.Success || !b.Success)
            {
                return Misuse("--from and --to want days such as 2024-04-10");
            }

            if (!TryFilter(r, r.GetValue(dossier), out var filter, out var why))
            {
                return Misuse(why);
            }

            using var record = OpenRecord(r);
            var groups = Questions.Changed(record.Reader, filter, a.Value, b.Value);
            foreach (var (mechanism, isNew, items) in groups)
            {
                Console.WriteLine($"\n{mechanism}{(isNew ? " (nothing on record before)" : "")}");
                foreach (var i in items)
                {
                    Console.WriteLine($"  + {i.Face.When,-12} {Questions.StatusOf(i.Face),-14} {Questions.Describe(i.Face)}  [{i.Id}]");
                }
            }

            if (groups.Count == 0)
            {
                Console.WriteLine("Nothing on record changed between those days.");
            }

            return 0;
        });
        return command;
    }

    private static Command ExportCommand()
    {
        var kind = new Option<string?>("--kind") { Description = "only these kinds, divided by commas" };
        var output = new Option<string?>("-o", "--output") { Description = "a file (default: standard output)" };
        var form = new Option<string>("--format") { Description = string.Join(", ", ExportForms.Names), DefaultValueFactory = _ => "jsonl" };
        form.CompletionSources.Add([.. ExportForms.Names]);
        var dossier = new Argument<string?>("dossier") { Arity = ArgumentArity.ZeroOrOne, Description = "a relation or group: us-japan, USA-JPN, JPN, aukus (default: everything)" };
        var command = new Command("export", "Everything out, or what a question leaves: JSON Lines, or a form of other programs. Forms other than JSON Lines say what was asked, as of when, by which version and under which terms: in themselves, a table in a file beside it (CSV on the Web).\n\nExample: entente export --kind event,commitment -o record.jsonl") { dossier, kind, form, output, Since, Until, AsOf, KnownAt, ActorOption, StateOption, Mechanism, Status, PlaceOption, TextOption, RejectedOption };
        command.SetAction(r =>
        {
            string[] kinds = ["report", "story", "event", "statement", "commitment", "affirmation", "relation", "tenure", "conflict"];
            var wanted = r.GetValue(kind)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
            if (wanted?.FirstOrDefault(k => !kinds.Contains(k)) is { } unknown)
            {
                return Misuse($"no kind '{unknown}'; kinds are {string.Join(", ", kinds)}");
            }

            var format = r.GetValue(form)!;
            if (!ExportForms.Names.Contains(format, StringComparer.Ordinal))
            {
                return Misuse($"no format '{format}'; formats are {string.Join(", ", ExportForms.Names)}");
            }

            if (!TryFilter(r, r.GetValue(dossier), out var filter, out var why))
            {
                return Misuse(why);
            }

            using var opened = OpenRecord(r);
            // A rejected item is part of the whole record and says that it is rejected; a question leaves it out unless asked for.
            var narrowed = filter with { Rejected = false } != new Filter() with { Members = filter.Members } || filter.Members.Count > 0;
            string[] itemKinds = wanted is null ? [] : [.. wanted.Except(["report", "story", "conflict"], StringComparer.Ordinal)];
            var record = narrowed ? opened.Reader.Part([.. (wanted is { Count: > 0 } && itemKinds.Length == 0 ? [] : opened.Reader.Ask(filter, new Page(), itemKinds)).OrderBy(i => i.Id, StringComparer.Ordinal)], texts: true) : opened.Reader is SettledReader then ? then.Record : opened.Store.Load();
            var items = record.Items.Where(i => wanted is null || wanted.Contains(i.Face.Kind)).ToList();
            var provenance = Provenance.Of(Asked(r), filter, r.GetValue(KnownAt));
            if (format == "sqlite")
            {
                if (r.GetValue(output) is not { } database)
                {
                    return Misuse("an export to sqlite needs a file: -o record-tables.db");
                }

                TableExport.Write(record, items, provenance, database);
                return 0;
            }

            using var stream = r.GetValue(output) is { } file ? File.Create(file) : Console.OpenStandardOutput();
            using var buffered = new BufferedStream(stream, 1 << 16);
            if (format == "jsonl")
            {
                Export.Write(record, buffered, wanted);
            }
            else
            {
                ExportForms.Write(format, record, items, provenance, buffered);
                if (ExportForms.Tables.Contains(format, StringComparer.Ordinal) && r.GetValue(output) is { } table)
                {
                    File.WriteAllText(table + "-metadata.json", ExportForms.TableMetadata(Path.GetFileName(table), format, provenance), new System.Text.UTF8Encoding(false));
                }
            }

            return 0;
        });
        return command;
    }
}
