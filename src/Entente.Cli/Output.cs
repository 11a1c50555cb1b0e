using System.CommandLine;
using System.Text;
using Entente.Record;
using Entente.Record.Asking;
using Spectre.Console;

namespace Entente.Cli;

internal enum TableStyle
{
    Screen,
    Csv,
    Markdown,
}

/// <summary>How answers are shown: tables on a terminal, plain when piped, or a form for programs.</summary>
internal static partial class Commands
{
    private static bool Structured(ParseResult r) => r.GetValue(Json) || r.GetValue(JsonLines);

    private static TableStyle Style(ParseResult r) => r.GetValue(Csv) ? TableStyle.Csv : r.GetValue(Markdown) ? TableStyle.Markdown : TableStyle.Screen;

    private static void Show(ParseResult r, IReadOnlyList<Item> items, IRecordReader record, bool quotes = false)
    {
        if (Structured(r))
        {
            var lines = items.Select(Export.ItemLine).ToList();
            Console.WriteLine(r.GetValue(Json) ? "[" + string.Join(",\n", lines) + "]" : string.Join("\n", lines));
            return;
        }

        Print(items, record, Style(r), quotes);
    }

    private static void Print(IEnumerable<Item> items, IRecordReader record, TableStyle style = TableStyle.Screen, bool quotes = false)
    {
        var shown = items.ToList();
        var outlets = record.Heads([.. shown.SelectMany(i => i.Evidence.Select(e => e.Report))]).ToDictionary(x => x.Key, x => x.Value.Outlet ?? Path.GetFileNameWithoutExtension(x.Value.Source), StringComparer.Ordinal);
        var rows = shown.Select(i => new[]
        {
            i.Face.When.ToString(), i.Face is Claim.Event e ? e.Act : i.Face.Kind, (Questions.StatusOf(i.Face) ?? "") + (i.Ruling is { } ruling ? $" ({ruling.Standing})" : ""), i.Face.Mechanism ?? "",
            Questions.Describe(i.Face) + (quotes ? $" — “{i.Face.Evidence.Quote}”" : ""), $"{i.Reports}/{i.Origins} {string.Join(", ", i.Evidence.Select(x => outlets.GetValueOrDefault(x.Report, x.Report)).Distinct())}", i.Id,
        }).ToList();
        if (rows.Count == 0 && style == TableStyle.Screen)
        {
            Console.WriteLine("Nothing on record fits.");
            return;
        }

        PrintTable(["when", "what", "status", "mechanism", "who and what", "reports/origins", "id"], rows, style);
    }

    private static void PrintConflicts(IEnumerable<Conflict> conflicts, IRecordReader record)
    {
        var any = false;
        var shown = conflicts.ToList();
        var items = record.Items([.. shown.Select(c => c.Item)]).ToDictionary(i => i.Id, StringComparer.Ordinal);
        var reports = record.Heads([.. shown.Select(c => c.Item)]);
        foreach (var c in shown)
        {
            any = true;
            var item = items.GetValueOrDefault(c.Item);
            Console.WriteLine($"{c.When,-12} {c.Field} of {(item is null ? reports.GetValueOrDefault(c.Item) is { } report ? "“" + (report.Title ?? report.Source) + "”" : c.Item : Questions.Describe(item.Face))}  [{c.Id}]");
            foreach (var v in c.Values)
            {
                Console.WriteLine($"    {(v.Value == c.Supported ? "✓" : "·")} {v.Value}  ({Questions.Count(v.Reports.Count, "report")}, {Questions.Count(v.Origins, "origin")})");
            }

            Console.WriteLine(c.Supported is null ? $"    open: {c.Basis}" : $"    borne out: {c.Supported}, {c.Basis}");
        }

        if (!any)
        {
            Console.WriteLine("No contradiction on record.");
        }
    }

    private static void PrintTable(string[] headings, IEnumerable<string[]> rows, TableStyle style)
    {
        switch (style)
        {
            case TableStyle.Csv:
                Console.WriteLine(string.Join(",", headings));
                foreach (var row in rows)
                {
                    Console.WriteLine(string.Join(",", row.Select(ExportForms.Cell)));
                }

                break;
            case TableStyle.Markdown:
                Console.WriteLine("| " + string.Join(" | ", headings) + " |\n|" + string.Concat(headings.Select(_ => "---|")));
                foreach (var row in rows)
                {
                    Console.WriteLine("| " + string.Join(" | ", row.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" "))) + " |");
                }

                break;
            default:
                var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
                if (Console.IsOutputRedirected)
                {
                    console.Profile.Width = 170;
                    console.Profile.Capabilities.Ansi = false;
                }

                var table = new Table { Border = TableBorder.Simple };
                foreach (var heading in headings)
                {
                    table.AddColumn(new TableColumn(Markup.Escape(heading)) { NoWrap = heading is "when" or "id" });
                }

                foreach (var row in rows)
                {
                    table.AddRow(row.Select(c => new Text(c.ReplaceLineEndings(" "))));
                }

                console.Write(table);
                break;
        }
    }
}
