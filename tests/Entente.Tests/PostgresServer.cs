using System.Diagnostics;
using System.Runtime.Versioning;

namespace Entente.Tests;

[CollectionDefinition("PostgreSQL")]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>;

/// <summary>A PostgreSQL server of the tests' own: a new folder, a free port, stopped at the end. Debian's package; as root it runs as that package's user, since it refuses to run as root.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private readonly string _folder = Directory.CreateTempSubdirectory("entente-pg").FullName;
    private readonly int _port;
    private int _databases;

    public PostgresServer()
    {
        if (!File.Exists(Path.Combine(Programs, "initdb")))
        {
            throw new InvalidOperationException("PostgreSQL 15 is not installed (Debian: postgresql-15); ./test installs it where it may");
        }

        _port = Home.FreePort();
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres", _folder);
        }

        Own("initdb", "-D", $"{_folder}/data", "-A", "trust", "-U", "entente", "-N");
        Own("pg_ctl", "-D", $"{_folder}/data", "-o", $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off", "-l", $"{_folder}/log", "-w", "start");
    }

    /// <summary>The address of an empty database.</summary>
    public string NewDatabase()
    {
        var name = $"t{Interlocked.Increment(ref _databases)}";
        Own("createdb", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "entente", name);
        return $"postgresql://entente@127.0.0.1:{_port}/{name}";
    }

    public void Dispose()
    {
        Own("pg_ctl", "-D", $"{_folder}/data", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static void Own(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs, program);
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // Output is not piped: a server that is started inherits the pipe and would keep it open.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.GetTempPath() })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}");
        }
    }
}
