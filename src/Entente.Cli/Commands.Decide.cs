using System.CommandLine;
using System.Text.Json;
using Entente.Engine.Recognition;
using Entente.Knowledge;
using Entente.Record;
using Entente.Stores;

namespace Entente.Cli;

/// <summary>What analysts rule on, and records joined or reports erased.</summary>
internal static partial class Commands
{
    private static readonly Option<string?> ByOption = new("--by") { Description = "who rules (default: ENTENTE_ANALYST, or the user's name)" };
    private static readonly Option<string?> NoteOption = new("--note") { Description = "why" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "say what would be written, write nothing" };

    private static Command Decide()
    {
        var command = new Command("decide", "An analyst's ruling on items. It is kept for good, survives reading anew with better models, and undo takes it back.\n\nExample: entente decide correct co-0123456789abcdef --field status --value signed --by \"A. Reader\" --note \"the text was signed\"");
        var id = new Argument<string>("id") { Description = "an item (the first letters of its id will do)" };
        foreach (var (kind, what) in new[] { ("accept", "The item is right."), ("reject", "The item should not be there: it is kept, but no answer shows it."), ("note", "A remark on the item.") })
        {
            command.Subcommands.Add(Ruling(kind, $"{what}\n\nExample: entente decide {kind} ev-0123456789abcdef --note \"checked against the readout\"", [id], r => new() { Item = r.GetValue(id) }));
        }

        var (field, value) = (new Option<string>("--field") { Description = "which field, by its name in the export", Required = true }, new Option<string>("--value") { Description = "what it should hold", Required = true });
        command.Subcommands.Add(Ruling("correct", "A field of the item should read otherwise.\n\nExample: entente decide correct ev-0123456789abcdef --field when --value 2021-01-24", [id, field, value], r => new() { Item = r.GetValue(id), Field = r.GetValue(field), Value = r.GetValue(value) }));
        var others = new Argument<string[]>("others") { Description = "items that are the same as the first", Arity = ArgumentArity.OneOrMore };
        command.Subcommands.Add(Ruling("merge", "Two or more items are one.\n\nExample: entente decide merge ev-0123456789abcdef ev-fedcba9876543210", [id, others], r => new() { Item = r.GetValue(id), Others = r.GetValue(others)! }));
        var reports = new Option<string[]>("--report") { Description = "the reports that tell of something else", Required = true, AllowMultipleArgumentsPerToken = true };
        command.Subcommands.Add(Ruling("split", "Some reports of the item tell of something else.\n\nExample: entente decide split ev-0123456789abcdef --report rp-0123", [id, reports], r => new() { Item = r.GetValue(id), Reports = r.GetValue(reports)! }));
        var (actor, meant) = (new Option<string>("--actor") { Description = "the actor's label or printed name", Required = true }, new Option<string>("--as") { Description = "who is meant: a name that the knowledge files know, or any other", Required = true });
        command.Subcommands.Add(Ruling("name", "An actor of the item is somebody else.\n\nExample: entente decide name ev-0123456789abcdef --actor Kishino --as \"Nobuo Kishi\"", [id, actor, meant], r => new() { Item = r.GetValue(id), Actor = r.GetValue(actor), Value = r.GetValue(meant) }));
        return command;
    }

    private static Command Ruling(string kind, string description, IEnumerable<Symbol> symbols, Func<ParseResult, DecisionRequest> asked)
    {
        var command = new Command(kind, description) { ByOption, NoteOption, DryRun };
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else
            {
                command.Options.Add((Option)symbol);
            }
        }

        command.SetAction(r => Rule(r, asked(r) with { Kind = kind }));
        return command;
    }

    /// <summary>Writes a ruling and lets the record follow from it.</summary>
    private static int Rule(ParseResult r, DecisionRequest asked)
    {
        using var record = OpenRecord(r);
        var store = record.Store;
        var kb = new Lazy<KnowledgeBase>(() => KnowledgeBase.Load(Path.Combine(Home.Find(), "knowledge")));
        var decision = (asked with { Note = r.GetValue(NoteOption) ?? "" }).Made(record.Reader, store.Decisions(), name => AnalystNames.Place(kb.Value, name), (name, was) => AnalystNames.Actor(kb.Value, name, was), Analyst(r), TimeProvider.System);

        Console.WriteLine(Described(decision));
        if (!r.GetValue(DryRun))
        {
            store.Rule([decision], Rarity());
        }

        return 0;
    }

    private static string Now() => Decision.Stamp(TimeProvider.System);

    private static string Analyst(ParseResult r) => r.GetValue(ByOption) ?? (Environment.GetEnvironmentVariable("ENTENTE_ANALYST") is { Length: > 0 } name ? name : Environment.UserName);

    private static string Described(Decision d) => $"{d.Id}  {d.At[..16].Replace('T', ' ')}  {d.By}: " + d.Kind switch
    {
        "undo" => $"takes back {d.Undoes}",
        "correct" => $"{d.Field} of “{d.Targets[0].Gist}” is {(d.Value!.Length > 0 ? d.Value : "nothing")} (was {d.Was ?? "nothing"})",
        "name" => $"{d.Field} in “{d.Targets[0].Gist}” is {d.Actor!.Label}",
        "merge" => $"{d.Targets.Count} items are one: {string.Join(" = ", d.Targets.Select(t => $"“{t.Gist}”"))}",
        "split" => $"{Questions.Count(d.Reports.Count, "report")} of “{d.Targets[0].Gist}” tell of something else",
        var kind => $"{kind} “{d.Targets[0].Gist}”",
    } + (d.Note.Length > 0 ? $" ({d.Note})" : "");

    private static Command DecisionsCommand()
    {
        var from = new Option<string?>("--import") { Description = "adds the decisions of a file made with --jsonl" };
        var command = new Command("decisions", "What analysts ruled, in order of time.\n\nExample: entente decisions --jsonl > decisions.jsonl") { from, JsonLines, ByOption };
        command.SetAction(r =>
        {
            using var record = OpenRecord(r);
            var store = record.Store;
            if (r.GetValue(from) is { } file)
            {
                var read = new List<Decision>();
                foreach (var (line, n) in File.ReadLines(file).Select((l, i) => (l, i + 1)).Where(x => x.l.Length > 0))
                {
                    try
                    {
                        var decision = JsonSerializer.Deserialize(line, RecordJson.Default.Decision)!;
                        if (!Decision.Kinds.Contains(decision.Kind) || decision.Sealed().Id != decision.Id)
                        {
                            throw new JsonException("its id does not follow from its content");
                        }

                        read.Add(decision);
                    }
                    catch (JsonException e)
                    {
                        throw new InvalidDataException($"{file}: line {n}: no decision: {e.Message}", e);
                    }
                }

                var before = store.Decisions().Count;
                store.Rule(read, Rarity());
                Console.WriteLine($"{Questions.Count(store.Decisions().Count - before, "new decision")} of {read.Count}");
                return 0;
            }

            var all = store.Decisions();
            var active = Rulings.Active(all).Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var d in all.Where(d => r.GetValue(ByOption) is not { } by || d.By == by))
            {
                Console.WriteLine(r.GetValue(JsonLines) ? JsonSerializer.Serialize(d, RecordJson.Default.Decision) : Described(d) + (d.Kind == "undo" || active.Contains(d.Id) ? "" : "  [undone]"));
            }

            return 0;
        });
        return command;
    }

    private static Command Undo()
    {
        var id = new Argument<string>("id") { Description = "a decision" };
        var command = new Command("undo", "Takes a decision back. That is a decision too, and can be taken back itself.\n\nExample: entente undo de-0123456789abcdef") { id, ByOption, NoteOption, DryRun };
        command.SetAction(r => Rule(r, new() { Kind = "undo", Decision = r.GetValue(id) }));
        return command;
    }

    private static Command Forget()
    {
        var id = new Argument<string>("report") { Description = "a report, by its id" };
        var why = new Option<string>("--why") { Description = "the reason, which is kept", Required = true };
        var command = new Command("forget", "Erases a report's text and what was read in it, and keeps a tombstone: which report, when, by whom, why. It is not read in again.\n\nExample: entente forget rp-0123456789abcdef --why \"withdrawn by its publisher\"") { id, why, ByOption, DryRun };
        command.SetAction(r =>
        {
            using var record = OpenRecord(r);
            var found = record.Reader.FindReports(r.GetValue(id)!).Where(x => x.Id.StartsWith(r.GetValue(id)!, StringComparison.Ordinal)).ToList();
            if (found.Count != 1)
            {
                return Misuse(found.Count == 0 ? $"no report has the id '{r.GetValue(id)}'" : $"more than one report begins with '{r.GetValue(id)}'");
            }

            Console.WriteLine($"forgotten: {found[0].Id} {found[0].Title ?? found[0].Source}");
            if (!r.GetValue(DryRun))
            {
                var store = record.Store;
                store.Forget(new Tombstone(found[0].Id, Now(), Analyst(r), r.GetValue(why)!));
                store.Resettle(Rarity());
                store.Compact();
            }

            return 0;
        });
        return command;
    }

    private static Command MergeRecords()
    {
        var other = new Argument<string>("other") { Description = "another record's file" };
        var command = new Command("merge", "Takes the reports, decisions and tombstones of another record into this one. Nothing of either is lost.\n\nExample: entente merge colleague.db") { other };
        command.SetAction(r =>
        {
            if (!RecordPlace.Exists(r.GetValue(other)!))
            {
                return Misuse($"{r.GetValue(other)}: no such file");
            }

            using var theirs = RecordPlace.Open(r.GetValue(other)!, TimeProvider.System);
            using var ours = RecordPlace.Open(r.GetValue(RecordOption)!, TimeProvider.System);
            var (reports, decisions) = (ours.Readings().Select(x => x.Report.Id).ToHashSet(StringComparer.Ordinal), ours.Decisions().Count);
            // Of a report that both hold, this record's reading stays.
            var fresh = theirs.Readings().Where(x => !reports.Contains(x.Report.Id) && !ours.Contains(x.Report.Id, x.EngineVersion)).ToList();
            ours.Append(fresh);
            ours.Decide([.. theirs.Decisions()]);
            foreach (var tombstone in theirs.Forgotten())
            {
                if (!ours.Forget(tombstone))
                {
                    ours.Bury(tombstone);
                }
            }

            var settled = ours.Resettle(Rarity());
            Console.WriteLine($"{Questions.Count(fresh.Count, "report")} and {Questions.Count(ours.Decisions().Count - decisions, "decision")} taken over; {Questions.Count(settled.Reports.Count, "report")}, {Questions.Count(settled.Items.Count, "item")} now");
            return 0;
        });
        return command;
    }
}
