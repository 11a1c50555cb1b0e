using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Entente.Server.Users;

/// <summary>What an account or a token may do.</summary>
public static class Scope
{
    /// <summary>Sees the record.</summary>
    public const string Read = "read";

    /// <summary>Rules on items.</summary>
    public const string Decide = "decide";

    /// <summary>Adds reports.</summary>
    public const string Ingest = "ingest";

    /// <summary>Sees who did what.</summary>
    public const string Admin = "admin";

    public static readonly IReadOnlyList<string> All = [Read, Decide, Ingest, Admin];
}

/// <summary>Somebody who may come in by a password.</summary>
/// <param name="Name">As it stands with rulings; told apart without regard to case.</param>
/// <param name="Hash">The password, salted and stretched.</param>
/// <param name="Scopes">Of <see cref="Scope.All"/>.</param>
/// <param name="Stamp">Another one after each change: what was signed before no longer holds.</param>
public sealed record Account(string Name, string Hash, IReadOnlyList<string> Scopes, string Stamp);

/// <summary>What lets a program in.</summary>
/// <param name="Hash">SHA-256 of the secret, which is kept nowhere.</param>
/// <param name="Ends">The last moment at which it holds, in UTC.</param>
public sealed record AccessToken(string Id, string Account, string Hash, IReadOnlyList<string> Scopes, DateTimeOffset Ends);

/// <summary>Everything in the file.</summary>
public sealed record AccountFile(IReadOnlyList<Account> Accounts, IReadOnlyList<AccessToken> Tokens);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AccountFile))]
internal sealed partial class AccountJson : JsonSerializerContext;

/// <summary>
/// The accounts of a shared server: a folder that only its owner reads, with the accounts, the keys that sign cookies, and a log of who did what.
/// Read anew when it has changed, so that an account added or removed by the command line counts at once.
/// </summary>
public sealed class AccountBook(string folder, TimeProvider clock)
{
    /// <summary>The fewest characters of a password (NIST SP 800-63B asks for 15 where a password stands alone, 8 at the least).</summary>
    public const int ShortestPassword = 12;

    private const int Rounds = 210_000;
    private const string TokenPrefix = "entente_";
    private static readonly IPasswordHasher<string> Hasher = new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));

    /// <summary>Checked against where there is no such account, so that the time an answer takes does not tell.</summary>
    private static readonly Lazy<string> NobodysHash = new(() => Hasher.HashPassword("", Convert.ToHexString(RandomNumberGenerator.GetBytes(16))));

    private readonly Lock _lock = new();
    private AccountFile _file = new([], []);
    private DateTime _written;

    /// <summary>Where the accounts of a record are unless said otherwise.</summary>
    public static string Beside(string record) => Watching.WatchState.Beside(record)[..^".watch".Length] + ".accounts";

    /// <summary>Where the keys are that sign cookies.</summary>
    public DirectoryInfo Keys => Directory.CreateDirectory(Path.Combine(Folder, "keys"));

    /// <exception cref="InvalidDataException">The file is there, but is none of accounts.</exception>
    public IReadOnlyList<Account> Accounts => Now().Accounts;

    /// <inheritdoc cref="Accounts"/>
    public IReadOnlyList<AccessToken> Tokens => Now().Tokens;

    public Account? Find(string name) => Accounts.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="InvalidDataException">The name, the password or a scope will not do; the message says why.</exception>
    public void Add(string name, string password, IReadOnlyList<string> scopes)
    {
        if (name.Length is 0 or > 80 || name.Trim() != name || name.Any(char.IsControl) || name.Contains(':', StringComparison.Ordinal))
        {
            throw new InvalidDataException("a name has 1 to 80 characters, none of them a colon, and no space at its ends");
        }

        if (password.Length < ShortestPassword || password.Contains(name, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException($"a password has at least {ShortestPassword} characters and does not hold the account's name");
        }

        Known(scopes);
        Change(f => f.Accounts.Any(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ? throw new InvalidDataException($"there is an account '{name}' already; remove it first to change it")
            : f with { Accounts = [.. f.Accounts, new Account(name, Hasher.HashPassword(name, password), [.. scopes], Secret(12))] });
    }

    /// <summary>Removes an account and its tokens; false where there is none of that name.</summary>
    public bool Remove(string name)
    {
        var found = false;
        bool Is(string other) => other.Equals(name, StringComparison.OrdinalIgnoreCase);
        Change(f =>
        {
            found = f.Accounts.Any(a => Is(a.Name));
            return new([.. f.Accounts.Where(a => !Is(a.Name))], [.. f.Tokens.Where(t => !Is(t.Account))]);
        });
        return found;
    }

    /// <summary>Makes a token for an account; what is returned is shown once and cannot be had again.</summary>
    /// <exception cref="InvalidDataException">No such account, or it may not itself what the token should.</exception>
    public string AddToken(string name, IReadOnlyList<string> scopes, TimeSpan holds)
    {
        Known(scopes);
        var account = Find(name) ?? throw new InvalidDataException($"there is no account '{name}'");
        if (scopes.Except(account.Scopes).FirstOrDefault() is { } beyond)
        {
            throw new InvalidDataException($"{account.Name} may not {beyond}, so neither may a token of this account");
        }

        var (id, secret) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), Secret(32));
        Change(f => f with { Tokens = [.. f.Tokens, new AccessToken(id, account.Name, Sha(secret), [.. scopes], clock.GetUtcNow() + holds)] });
        return $"{TokenPrefix}{id}_{secret}";
    }

    /// <summary>Ends a token; false where there is none.</summary>
    public bool RemoveToken(string id)
    {
        var found = false;
        Change(f =>
        {
            found = f.Tokens.Any(t => t.Id == id);
            return f with { Tokens = [.. f.Tokens.Where(t => t.Id != id)] };
        });
        return found;
    }

    /// <summary>The account whose name and password these are.</summary>
    public Account? Check(string name, string password)
    {
        var account = Find(name);
        var right = Hasher.VerifyHashedPassword(name, account?.Hash ?? NobodysHash.Value, password) != PasswordVerificationResult.Failed;
        return right ? account : null;
    }

    /// <summary>The token that this is, where it holds still and its account is there.</summary>
    public AccessToken? CheckToken(string given)
    {
        var parts = given.StartsWith(TokenPrefix, StringComparison.Ordinal) ? given[TokenPrefix.Length..].Split('_', 2) : [];
        return parts.Length == 2 && Tokens.FirstOrDefault(t => t.Id == parts[0]) is { } token && token.Ends > clock.GetUtcNow() && Find(token.Account) is { } account
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sha(parts[1])), Encoding.ASCII.GetBytes(token.Hash)) ? token with { Scopes = [.. token.Scopes.Intersect(account.Scopes)] } : null;
    }

    /// <summary>Adds a line to the log of who did what.</summary>
    /// <param name="what">What was done, or tried, in a few words.</param>
    public void Note(string by, string? from, string what)
    {
        lock (_lock)
        {
            File.AppendAllText(Log, string.Join('\t', [Record.Decision.Stamp(clock), from ?? "-", .. new[] { by, what }.Select(x => new string([.. x.Select(c => char.IsControl(c) ? ' ' : c)]))]) + "\n");
        }
    }

    /// <summary>The last lines of the log, newest first: time, address, account, what.</summary>
    public IReadOnlyList<string[]> Noted(int most) => File.Exists(Log) ? [.. File.ReadLines(Log).TakeLast(most).Reverse().Select(l => l.Split('\t', 4)).Where(l => l.Length == 4)] : [];

    private string Log => Path.Combine(Folder, "log.tsv");

    private string Folder
    {
        get
        {
            if (!Directory.Exists(folder))
            {
                if (OperatingSystem.IsWindows())
                {
                    Directory.CreateDirectory(folder);
                }
                else
                {
                    Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
            }

            return folder;
        }
    }

    private string Book => Path.Combine(folder, "accounts.json");

    private static string Sha(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static string Secret(int bytes) => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    private static void Known(IReadOnlyList<string> scopes)
    {
        if (scopes.Count == 0 || scopes.Except(Scope.All).Any())
        {
            throw new InvalidDataException($"what may be done is one or more of {string.Join(", ", Scope.All)}");
        }
    }

    private AccountFile Now()
    {
        lock (_lock)
        {
            var written = File.GetLastWriteTimeUtc(Book);
            if (written != _written)
            {
                (_file, _written) = (Load(), written);
            }

            return _file;
        }
    }

    private AccountFile Load()
    {
        try
        {
            return File.Exists(Book) ? JsonSerializer.Deserialize(File.ReadAllText(Book), AccountJson.Default.AccountFile)! : new([], []);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{Book}: line {e.LineNumber + 1}: not the accounts of a server: {e.Message}"), e);
        }
    }

    /// <summary>Changes the file: one at a time over all programs, whole or not at all.</summary>
    private void Change(Func<AccountFile, AccountFile> change)
    {
        lock (_lock)
        {
            using var alone = new FileStream(Path.Combine(Folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var next = Book + ".new";
            File.WriteAllText(next, JsonSerializer.Serialize(change(Load()), AccountJson.Default.AccountFile));
            File.Move(next, Book, overwrite: true);
            _written = default;
        }
    }
}
