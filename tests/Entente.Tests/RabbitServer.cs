using System.Diagnostics;

namespace Entente.Tests;

[CollectionDefinition("RabbitMQ")]
public sealed class RabbitCollection : ICollectionFixture<RabbitServer>;

/// <summary>A RabbitMQ broker of the tests' own: a new folder, free ports, stopped at the end. Debian's package; as root it runs as that package's user.</summary>
public sealed class RabbitServer : IDisposable
{
    private const string Programs = "/usr/lib/rabbitmq/bin";
    private readonly string _folder = Directory.CreateTempSubdirectory("entente-mq").FullName;
    private readonly int _port = Home.FreePort();
    private readonly Dictionary<string, string> _environment;
    private readonly Process _server;

    public RabbitServer()
    {
        if (!File.Exists(Path.Combine(Programs, "rabbitmq-server")))
        {
            throw new InvalidOperationException("RabbitMQ is not installed (Debian: rabbitmq-server); ./test installs it where it may");
        }

        File.WriteAllText(Path.Combine(_folder, "rabbitmq.conf"), $"listeners.tcp.1 = 127.0.0.1:{_port}\n");
        _environment = new(StringComparer.Ordinal)
        {
            ["RABBITMQ_NODENAME"] = $"entente{_port}@localhost", ["RABBITMQ_NODE_PORT"] = $"{_port}", ["RABBITMQ_DIST_PORT"] = $"{Home.FreePort()}", ["RABBITMQ_MNESIA_BASE"] = _folder, ["RABBITMQ_LOG_BASE"] = _folder,
            ["RABBITMQ_PID_FILE"] = $"{_folder}/pid", ["RABBITMQ_ENABLED_PLUGINS_FILE"] = $"{_folder}/plugins", ["RABBITMQ_CONFIG_FILE"] = $"{_folder}/rabbitmq.conf", ["ERL_EPMD_ADDRESS"] = "127.0.0.1", ["HOME"] = _folder,
        };
        if (Environment.IsPrivilegedProcess)
        {
            using var owner = Process.Start("chown", ["-R", "rabbitmq", _folder]);
            owner.WaitForExit();
        }

        _server = Start("rabbitmq-server");
        for (var tries = 0; Control("await_startup") != 0; tries++)
        {
            if (tries > 60 || _server.HasExited)
            {
                throw new InvalidOperationException($"RabbitMQ did not start; see {_folder}");
            }

            Thread.Sleep(500);
        }
    }

    public string Address => $"amqp://guest:guest@127.0.0.1:{_port}";

    /// <summary>Empties the queues.</summary>
    public void Clear()
    {
        foreach (var queue in new[] { "entente.inputs", "entente.readings", "entente.failed" })
        {
            Control("purge_queue", queue);
        }
    }

    public void Dispose()
    {
        Control("stop");
        _server.WaitForExit(30_000);
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private int Control(params string[] arguments)
    {
        using var process = Start("rabbitmqctl", ["-q", .. arguments]);
        process.WaitForExit();
        return process.ExitCode;
    }

    private Process Start(string program, params string[] arguments)
    {
        var settings = _environment.Select(e => $"{e.Key}={e.Value}");
        var path = Path.Combine(Programs, program);
        // As that user, the programs of /usr/lib: the wrappers in /usr/sbin lose the environment. The broker writes to its own log.
        var info = Environment.IsPrivilegedProcess ? new ProcessStartInfo("runuser", ["-u", "rabbitmq", "--", "env", .. settings, path, .. arguments]) : new ProcessStartInfo("env", [.. settings, path, .. arguments]);
        info.WorkingDirectory = _folder;
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        var process = Process.Start(info)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
