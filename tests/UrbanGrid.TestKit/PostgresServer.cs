using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Xunit;

namespace UrbanGrid.TestKit;

/// <summary>
/// A real PostgreSQL server (Debian's) in a folder of its own, on a free port of this machine, with <c>fsync</c> on. It ends
/// with the process that started it, however that ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static PostgresServer? _shared;

    private readonly string _programs;
    private readonly string _folder;
    private Process? _process;
    private int _databases;

    private PostgresServer(string programs, string folder, int port) => (_programs, _folder, Port) = (programs, folder, port);

    /// <summary>TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The one server of a test run, started by whoever asks first; skips the test, saying so, where PostgreSQL is absent.</summary>
    public static async Task<PostgresServer> SharedAsync()
    {
        await Starting.WaitAsync();
        try
        {
            return _shared ??= await StartNewAsync();
        }
        finally
        {
            Starting.Release();
        }
    }

    /// <summary>A server of one's own, to be killed; skips the test, saying so, where PostgreSQL is absent.</summary>
    public static async Task<PostgresServer> StartNewAsync()
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin"))
                .Where(d => File.Exists(Path.Combine(d, "postgres"))).OrderDescending(StringComparer.Ordinal).FirstOrDefault()
            : null;
        Skip.If(programs is null, "Skipped: needs the server of PostgreSQL, which is not installed here (apt-get install postgresql).");
        Skip.If(Environment.IsPrivilegedProcess && !File.Exists("/usr/sbin/runuser"), "Skipped: PostgreSQL refuses to run as root, and there is no runuser here.");
        var folder = (await RunAsync("mktemp", "-d", Path.Combine(Path.GetTempPath(), "urbangrid-postgres-XXXXXX"))).Trim();
        var server = new PostgresServer(programs!, folder, FreePort.Next());
        await RunAsync(Path.Combine(programs!, "initdb"), "-D", folder, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.StartAsync();
        return server;
    }

    /// <summary>Makes a database: an empty one, or a copy of another that nobody is connected to.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string template = "template1")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(ConnectionString(User) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are numbers and constants.
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE {template}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Starts it (again) and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        // The shell ends the server, and removes its folder, when its standard input closes: when the process of the tests is gone.
        var script = $"""
            rm -f '{_folder}/postmaster.pid'
            '{_programs}/postgres' -D '{_folder}' -p {Port} -k '{_folder}' -c listen_addresses=127.0.0.1 -c fsync=on >>'{_folder}/server.log' 2>&1 &
            server=$!
            (cat >/dev/null; kill -0 $server 2>/dev/null && touch '{_folder}/stop' && kill -INT $server) <&3 &
            wait $server
            if [ -e '{_folder}/stop' ]; then rm -rf '{_folder}'; fi
            """;
        await Wait.UntilAsync("PostgreSQL takes connections", async () =>
        {
            if (_process is null or { HasExited: true })
            {
                // A server that was killed leaves children behind for a moment; until they are gone it cannot start.
                _process?.Dispose();
                _process = Process.Start(AsServerUser("sh", "-c", "exec 3<&0; " + script))!;
            }

            return await AnswersAsync();
        }, Patience);
    }

    /// <summary>Kills the server as a crash would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        var pid = (await File.ReadAllLinesAsync(Path.Combine(_folder, "postmaster.pid")))[0];
        using var postmaster = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
        postmaster.Kill();
        await _process!.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }

        _process?.Dispose();
    }

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = Port, Username = User, Database = database, SslMode = SslMode.Disable, IncludeErrorDetail = true,
    }.ToString();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString(User) + ";Pooling=false;Timeout=5");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static ProcessStartInfo AsServerUser(string program, params string[] arguments)
    {
        string[] line = Environment.IsPrivilegedProcess ? ["/usr/sbin/runuser", "-u", User, "--", program, .. arguments] : [program, .. arguments];
        return new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(AsServerUser(program, arguments))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} failed: {await errors}");
    }
}
