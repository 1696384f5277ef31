using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.EdgeAgent;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Clips;

/// <summary>The real agent with the real ffmpeg, at a real hub.</summary>
public sealed class RealAgentTests : IAsyncLifetime
{
    private readonly HubUnderTest _hub = new();
    private readonly TempFolder _folder = new();

    public Task InitializeAsync() => _hub.InitializeAsync();

    [Fact]
    public async Task An_incident_gets_the_video_of_its_alarm_from_the_agents_recording()
    {
        var film = _folder.File("film.mp4");
        await RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x240:rate=10:duration=40", "-c:v", "libx264", "-g", "10", "-pix_fmt", "yuv420p", film);
        using var agent = new EdgeAgentService(
            new EdgeSettings
            {
                Hub = new HubSettings { Host = "127.0.0.1", Port = _hub.Options.MqttPort },
                Agent = new AgentSettings { Id = "edge-01", Token = _hub.TokenOf("edge-01") },
                Spool = new SpoolSettings { Directory = _folder.File("spool") },
                RecordingDirectory = _folder.File("recordings"),
                Cameras = [new CameraSettings { Id = "cam-01", Source = film, Fps = 2, Record = new RecordSettings { Minutes = 5 } }],
            },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        await agent.StartAsync(default);
        await Eventually.GetAsync(
            () => Task.FromResult(Directory.GetFiles(_folder.Path, "*-*.ts", SearchOption.AllDirectories).Length >= 5 ? agent : null), "ten seconds are recorded",
            TimeSpan.FromSeconds(60));

        var id = await _hub.RaiseCameraAlarmAsync(0.1);

        using var acceptor = await _hub.SignInAsync("acceptor");
        var clip = await Eventually.GetAsync(
            async () => (await acceptor.GetAsync($"/incidents/{id}"))["clips"]!.AsArray() is [{ } first] && (string?)first["state"] != "asked" ? first : null,
            "the clip is there",
            TimeSpan.FromSeconds(90));
        await agent.StopAsync(default);
        Assert.True((string?)clip["state"] == "stored", clip.ToJsonString());
        var file = _folder.File("clip.mp4");
        await File.WriteAllBytesAsync(file, await acceptor.Http.GetByteArrayAsync((string)clip["url"]!));
        var said = await RunAsync("ffprobe", "-v", "error", "-show_entries", "stream=codec_name:format=duration", "-of", "default=nw=1:nk=1", file);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("h264", lines[0]);
        Assert.InRange(double.Parse(lines[1], CultureInfo.InvariantCulture), 10, 20.2);
        Assert.True((bool)(await acceptor.GetAsync($"/incidents/{id}/evidence-audit"))["valid"]!);
    }

    [Fact]
    public async Task An_agent_that_detects_gets_the_covers_of_its_camera_with_their_pictures_and_an_operators_new_one()
    {
        var film = _folder.File("wall.mkv");
        await RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=5:duration=40", "-c:v", "libx264", "-g", "5", "-pix_fmt", "yuv420p", film);
        using var admin = await _hub.SignInAsync("admin");
        await admin.SendAsync(HttpMethod.Patch, "/devices/cam-01", JsonContent.Create(new { attributes = new { detect = "edge" } }));
        var cover = new { name = "kerb", box = new { x = 0.4, y = 0.5, width = 0.2, height = 0.2 }, componentCode = "3205990103000042" };
        await admin.SendAsync(HttpMethod.Put, "/cameras/cam-01/covers", JsonContent.Create(new[] { cover }));
        using var agent = new EdgeAgentService(
            new EdgeSettings
            {
                Hub = new HubSettings { Host = "127.0.0.1", Port = _hub.Options.MqttPort },
                Agent = new AgentSettings { Id = "edge-01", Token = _hub.TokenOf("edge-01") },
                Spool = new SpoolSettings { Directory = _folder.File("spool") },
                Cameras = [new CameraSettings { Id = "cam-01", Source = film, Fps = 2 }],
            },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        await agent.StartAsync(default);
        var desk = _hub.Services.GetRequiredService<CameraDesk>();
        await Eventually.GetAsync(() => Task.FromResult(desk.FindView("cam-01")?.Last), "a picture", TimeSpan.FromSeconds(60));

        await admin.PostAsync("/cameras/cam-01/covers/kerb/reference");

        var pictures = Path.Combine(_folder.File("spool"), "cameras", "cam-01", "pictures");
        var settled = await Eventually.GetAsync(
            async () => (await admin.GetAsync("/devices/cam-01/commands"))["items"]!.AsArray().FirstOrDefault(c => (string?)c!["name"] == "watch") is { } newest
                && (string?)newest["state"] == "answered" && (int?)newest["result"]!["covers"] == 1 && newest["result"]!["missing"] is null
                && Directory.Exists(pictures) && Directory.GetFiles(pictures, "*.jpg").Length == 1 ? newest : null,
            "it has the picture and says so",
            TimeSpan.FromSeconds(60));
        await agent.StopAsync(default);
        Assert.NotNull(settled);
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return text;
    }
}
