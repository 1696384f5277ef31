using System.Diagnostics;
using System.Text.Json;
using UrbanGrid.TestKit;

// One demo city fills a machine of two cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace UrbanGrid.E2E.Tests;

/// <summary>The demo as a user starts it: <c>./run demo</c> with ports and a data folder of its own.</summary>
public sealed class DemoCity : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private readonly List<string> _output = [];
    private Process? _process;

    /// <summary>Address of console and REST.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Role, and user name, → user and password.</summary>
    public IReadOnlyDictionary<string, (string User, string Password)> SignIns { get; private set; } =
        new Dictionary<string, (string, string)>();

    /// <summary>The hub's REST interface, signed in as the acceptor.</summary>
    public HubClient Hub { get; private set; } = null!;

    /// <summary>Where the demo keeps everything.</summary>
    public string DataFolder => _data.Path;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var port = FreePort.Next();
        Address = new Uri($"http://127.0.0.1:{port}");
        _process = DemoProcess.Start(_data.Path, port, FreePort.Next());
        Collect(_process);
        await Wait.UntilAsync(
            "the demo is ready",
            () => Task.FromResult(_process.HasExited ? throw new InvalidOperationException(Output) : Output.Contains("Ctrl-C stops everything", StringComparison.Ordinal)),
            TimeSpan.FromMinutes(4));
        SignIns = ReadSignIns(Path.Combine(_data.Path, "credentials.json"));
        Hub = await HubClient.SignInAsync(Address, SignIns["acceptor"]);
    }

    /// <summary>Waits for the first picture of the camera.</summary>
    public Task FirstPictureAsync() =>
        Wait.UntilAsync("the camera's first picture", () => Hub.ExistsAsync("cameras/cam-01/snapshot.jpg"), TimeSpan.FromSeconds(60));

    /// <summary>Waits for an open incident of a source; returns its id.</summary>
    public async Task<long> IncidentFromAsync(string source, TimeSpan patience)
    {
        var id = 0L;
        await Wait.UntilAsync(
            $"triage holds an incident from a {source}",
            async () =>
            {
                var page = await Hub.GetAsync("incidents?state=open");
                var found = page.GetProperty("items").EnumerateArray().FirstOrDefault(i => i.GetProperty("source").GetString() == source);
                id = found.ValueKind == JsonValueKind.Undefined ? 0 : found.GetProperty("id").GetInt64();
                return id != 0;
            },
            patience);
        return id;
    }

    /// <summary>Waits until a confirmed incident has its case; returns the case number.</summary>
    public async Task<string> CaseOfAsync(long incident)
    {
        string? number = null;
        await Wait.UntilAsync(
            $"incident {incident} has a case",
            async () => (number = (await Hub.GetAsync($"incidents/{incident}")).GetProperty("caseNumber").GetString()) is not null,
            TimeSpan.FromSeconds(20));
        return number!;
    }

    /// <summary>Key into <see cref="SignIns"/> of a user of the department that the case was dispatched to.</summary>
    public async Task<string> RoleOfDepartmentAsync(string caseNumber)
    {
        var department = (await Hub.GetAsync($"cases/{caseNumber}")).GetProperty("department").GetProperty("key").GetString();
        using var admin = await HubClient.SignInAsync(Address, SignIns["admin"]);
        return (await admin.GetAsync("users")).GetProperty("items").EnumerateArray()
            .Where(u => u.GetProperty("roles").EnumerateArray().Any(r => r.GetProperty("key").GetString() == "department"))
            .First(u => u.GetProperty("department").GetProperty("key").GetString() == department)
            .GetProperty("user").GetString()!;
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await DemoProcess.InterruptAsync(_process);
        }

        _process?.Dispose();
        Hub?.Dispose();
        _data.Dispose();
    }

    private string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    private void Collect(Process process)
    {
        void Add(string? line)
        {
            lock (_output)
            {
                _output.Add(line ?? "");
            }
        }

        process.OutputDataReceived += (_, e) => Add(e.Data);
        process.ErrorDataReceived += (_, e) => Add(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static Dictionary<string, (string User, string Password)> ReadSignIns(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var users = document.RootElement.GetProperty("users").EnumerateArray()
            .Select(u => (Role: u.GetProperty("role").GetString()!, SignIn: (User: u.GetProperty("user").GetString()!, Password: u.GetProperty("password").GetString()!)))
            .ToList();
        return users.Select(u => (Key: u.Role, u.SignIn)).Concat(users.Select(u => (Key: u.SignIn.User, u.SignIn)))
            .DistinctBy(u => u.Key).ToDictionary(u => u.Key, u => u.SignIn);
    }
}
