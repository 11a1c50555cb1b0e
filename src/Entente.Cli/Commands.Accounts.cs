using System.CommandLine;
using System.Globalization;
using Entente.Server.Users;

namespace Entente.Cli;

/// <summary>Who may come into a server that is not on this machine alone.</summary>
internal static partial class Commands
{
    private static readonly Option<string?> AccountsOption = new("--accounts") { Description = "the folder of accounts (default: beside the record)" };

    private static AccountBook Book(ParseResult r) => new(r.GetValue(AccountsOption) ?? AccountBook.Beside(r.GetValue(RecordOption)!), TimeProvider.System);

    private static Command Accounts()
    {
        var name = new Argument<string>("name") { Description = "whose" };
        var may = new Option<string>("--may") { Description = $"what may be done, divided by commas: {string.Join(", ", Scope.All)}", DefaultValueFactory = _ => Scope.Read };
        string[] Scopes(ParseResult r) => [.. r.GetValue(may)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

        var add = new Command("add", $"Makes an account. The password is asked for, or read from the first line of standard input; it has at least {AccountBook.ShortestPassword} characters.\n\nExample: entente accounts add reader --may read,decide") { name, may, AccountsOption };
        add.SetAction(r =>
        {
            Book(r).Add(r.GetValue(name)!, Password(), Scopes(r));
            Console.WriteLine($"{r.GetValue(name)} may {string.Join(", ", Scopes(r))}");
            return 0;
        });

        var remove = new Command("remove", "Removes an account and its tokens; whoever is signed in with it is so no longer. Rulings stay.\n\nExample: entente accounts remove reader") { name, AccountsOption };
        remove.SetAction(r => Book(r).Remove(r.GetValue(name)!) ? 0 : Misuse($"there is no account '{r.GetValue(name)}'"));

        var days = new Option<int>("--days") { Description = "how long it holds", DefaultValueFactory = _ => 90 };
        var token = new Command("token", "Makes a token for programs; it is shown this once.\n\nExample: entente accounts token reader --may read --days 30") { name, may, days, AccountsOption };
        token.SetAction(r =>
        {
            if (r.GetValue(days) is < 1 or > 3650)
            {
                return Misuse($"--days {r.GetValue(days)} is not from 1 to 3650");
            }

            Console.WriteLine(Book(r).AddToken(r.GetValue(name)!, Scopes(r), TimeSpan.FromDays(r.GetValue(days))));
            return 0;
        });

        var id = new Argument<string>("id") { Description = "the token's id, as accounts list shows it" };
        var revoke = new Command("revoke", "Ends a token.\n\nExample: entente accounts revoke 0123456789ab") { id, AccountsOption };
        revoke.SetAction(r => Book(r).RemoveToken(r.GetValue(id)!) ? 0 : Misuse($"there is no token '{r.GetValue(id)}'"));

        var list = new Command("list", "Lists accounts and tokens.\n\nExample: entente accounts list") { AccountsOption };
        list.SetAction(r =>
        {
            var book = Book(r);
            foreach (var account in book.Accounts.OrderBy(a => a.Name, StringComparer.Ordinal))
            {
                Console.WriteLine($"{account.Name}  may {string.Join(", ", account.Scopes)}");
                foreach (var t in book.Tokens.Where(t => t.Account == account.Name))
                {
                    Console.WriteLine($"  token {t.Id}  may {string.Join(", ", t.Scopes)}, until {t.Ends.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
                }
            }

            return 0;
        });

        var command = new Command("accounts", "Who may come in where pages are served beyond this machine") { add, remove, token, revoke, list };
        return command;
    }

    private static string Password()
    {
        if (Console.IsInputRedirected)
        {
            return Console.ReadLine() ?? "";
        }

        Console.Error.Write("Password: ");
        var typed = new System.Text.StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key != ConsoleKey.Backspace)
            {
                typed.Append(key.KeyChar);
            }
            else if (typed.Length > 0)
            {
                typed.Length--;
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
