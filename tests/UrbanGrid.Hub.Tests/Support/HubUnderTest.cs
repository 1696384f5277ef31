using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Triage;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Support;

/// <summary>A whole hub with the sample city, on free ports and in a folder of its own.</summary>
public sealed class HubUnderTest : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private WebApplication _app = null!;

    /// <summary>A PostgreSQL database; null for files.</summary>
    public string? Database { get; init; }

    public HubOptions Options { get; private set; } = null!;

    public Uri Address => new($"http://127.0.0.1:{Options.Port}");

    public IServiceProvider Services => _app.Services;

    public Credentials Credentials { get; private set; } = null!;

    public ObservationFlow Flow => Services.GetRequiredService<ObservationFlow>();

    public static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task InitializeAsync()
    {
        Options = new HubOptions
        {
            Data = _folder.Path,
            Bind = System.Net.IPAddress.Loopback,
            Port = FreePort.Next(),
            MqttPort = FreePort.Next(),
            Jt808Port = FreePort.Next(),
            Jt1078Port = FreePort.Next(),
            City = Repository.PathOf("deploy", "sample-city"),
            Demo = true,
            PasswordIterations = 1_000,
            Database = Database,
        };
        await StartAsync();
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    /// <summary>Somebody with a role, signed in.</summary>
    public Task<HubClient> SignInAsync(string role, string? user = null)
    {
        var known = Credentials.Users.First(u => u.Role == role && (user is null || u.User == user));
        return HubClient.SignInAsync(Address, known.User, known.Password);
    }

    public string TokenOf(string device) => Credentials.Devices.Single(d => d.Id == device).Token;

    /// <summary>A cover sensor's alarm, told as ingest tells it.</summary>
    public async Task<long> RaiseCoverAlarmAsync(string device)
    {
        await Flow.AlarmChangedAsync(
            new Alarm
            {
                Id = $"{device}:tilt:{Guid.NewGuid():N}",
                DeviceId = device,
                Rule = "tilt",
                Severity = AlarmSeverity.Critical,
                StartedAt = Now - 30_000,
                RaisedAt = Now,
                Category = "component/0103",
                Condition = "missing_displaced",
                Readings = [new AlarmReading("tilt", 38, 10, "°")],
            },
            default);
        return await NewestIncidentAsync();
    }

    /// <summary>A camera's alarm with a picture.</summary>
    public async Task<long> RaiseCameraAlarmAsync(double x)
    {
        await Flow.AlarmChangedAsync(
            new Alarm
            {
                Id = $"cam-01:left_object:{Guid.NewGuid():N}",
                DeviceId = "cam-01",
                Rule = "left_object",
                Severity = AlarmSeverity.Major,
                StartedAt = Now - 8_000,
                RaisedAt = Now,
                Category = "event/0110",
                Score = 0.9,
                Readings = [new AlarmReading("dwell", 8, 8, "s")],
                Zone = "kerb",
                Box = new PictureBox(x, 0.5, 0.05, 0.08),
                Pictures = [new AlarmPicture(PictureMoment.Annotated, Now, Jpegs.Grey(64, 48))],
            },
            default);
        return await NewestIncidentAsync();
    }

    private async Task<long> NewestIncidentAsync()
    {
        var all = await Services.GetRequiredService<Hub.Incidents.IncidentBook>().ListAsync([], 0, 50, default);
        return all.MaxBy(i => i.UpdatedAt)!.Id;
    }

    /// <summary>Starts it on another database.</summary>
    public Task StartAsync(string database)
    {
        Options = Options with { Database = database };
        return StartAsync();
    }

    private async Task StartAsync()
    {
        _app = Program.Build(Options);
        await HubRun.StartAsync(_app);
        var json = await File.ReadAllBytesAsync(Options.PathOf(FirstStart.CredentialsFile));
        Credentials = JsonSerializer.Deserialize<Credentials>(json, JsonSerializerOptions.Web)!;
    }

    /// <summary>Stops it; it can be started again.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>The hub of all tests that need none of their own.</summary>
[CollectionDefinition(nameof(OneHub))]
public sealed class OneHub : ICollectionFixture<HubUnderTest>;

/// <summary>Another for those that keep detectors busy, so that both run at once.</summary>
[CollectionDefinition(nameof(CameraHub))]
public sealed class CameraHub : ICollectionFixture<HubUnderTest>;
