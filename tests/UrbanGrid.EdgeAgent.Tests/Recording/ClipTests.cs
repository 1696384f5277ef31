using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Cameras;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Tests.Capture;
using UrbanGrid.EdgeAgent.Tests.Fixtures;

namespace UrbanGrid.EdgeAgent.Tests.Recording;

/// <summary>A film is captured and recorded by the real ffmpeg; clips are asked for as the hub does.</summary>
public sealed class ClipTests : IAsyncDisposable
{
    private static readonly PicturePoint[] LeftHalf = [new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)];

    private readonly EdgeBench _bench = new();
    private readonly CancellationTokenSource _stop = new();
    private CameraDevice? _camera;
    private Task _running = Task.CompletedTask;
    private long _start;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_clip_shows_the_moments_that_were_asked_for(bool h264)
    {
        await PlayAsync(seconds: 8, h264);

        var (manifest, clip) = await ClipAsync(new ClipOrder("clip-1", _start + 1_000, _start + 6_000));

        Assert.Equal("video/mp4", manifest.MediaType);
        Assert.Equal("h264", await Film.ProbeAsync(clip, "stream=codec_name"));
        Assert.True(manifest.From <= _start + 1_000 && manifest.To >= _start + 6_000, $"{manifest.From - _start}..{manifest.To - _start}");
        Assert.InRange(manifest.To!.Value - manifest.From!.Value, 5_000, 10_000);
        var moment = (_start + 3_500 - manifest.From.Value) / 1000.0;
        Assert.InRange(await Film.SecondAsync(clip, moment), 3, 4);
        Assert.True(await IndexComesFirstAsync(clip));
    }

    [Fact]
    public async Task A_clip_that_reaches_into_the_future_is_cut_when_that_is_recorded()
    {
        await PlayAsync(seconds: 9, until: 2);

        var (manifest, _) = await ClipAsync(new ClipOrder("clip-1", _start + 500, _start + 5_500));

        Assert.True(manifest.To >= _start + 5_500, $"{manifest.To - _start}");
    }

    [Fact]
    public async Task What_the_settings_hide_is_black_in_frames_and_clips()
    {
        await PlayAsync(seconds: 7, zones: [Privacy(LeftHalf)]);
        var frame = _bench.File("frame.jpg");
        await File.WriteAllBytesAsync(frame, _bench.TakeLastFrame().Payload);

        var (_, clip) = await ClipAsync(new ClipOrder("clip-1", _start + 1_000, _start + 6_000));

        Assert.All(await Film.BrightnessAsync(frame, 0, 0.2, 0.4), b => Assert.True(b < 24, $"{b}"));
        Assert.All(await Film.BrightnessAsync(frame, 0, 0.8, 0.4), b => Assert.True(b > 60, $"{b}"));
        Assert.All(await Film.BrightnessAsync(clip, 3, 0.2, 0.4), b => Assert.True(b < 24, $"{b}"));
        Assert.All(await Film.BrightnessAsync(clip, 3, 0.8, 0.4), b => Assert.True(b > 30, $"{b}"));
    }

    [Fact]
    public async Task What_the_hub_wants_hidden_is_black_in_a_clip_of_a_recording_that_shows_it()
    {
        await PlayAsync(seconds: 7);

        var (manifest, clip) = await ClipAsync(new ClipOrder("clip-1", _start + 1_000, _start + 6_000, [LeftHalf]));

        Assert.InRange(manifest.To!.Value - manifest.From!.Value, 4_900, 5_100);
        Assert.All(await Film.BrightnessAsync(clip, 3, 0.2, 0.4), b => Assert.True(b < 24, $"{b}"));
        Assert.All(await Film.BrightnessAsync(clip, 3, 0.8, 0.4), b => Assert.True(b > 30, $"{b}"));
    }

    [Fact]
    public async Task A_privacy_zone_that_the_hub_sends_hides_from_then_on_and_empties_the_recording()
    {
        await PlayAsync(seconds: 20, until: 4);
        var order = JsonSerializer.SerializeToElement(new WatchOrder("hub", [Privacy(LeftHalf)]), WireJson.Default.WatchOrder);

        Assert.True(_camera!.Execute("watch", order).Ok);

        Assert.Equal(0, _camera.RecordedBytes);
        _bench.TakeFrames();
        List<(DeviceTopic Topic, byte[] Payload)> frames = [];
        await Eventually.Holds(() => { frames.AddRange(_bench.TakeFrames()); return frames.Count >= 3; }, "frames come again");
        var frame = _bench.File("frame.jpg");
        await File.WriteAllBytesAsync(frame, frames[0].Payload);
        Assert.All(await Film.BrightnessAsync(frame, 0, 0.2, 0.4), b => Assert.True(b < 24, $"{b}"));
        using var kept = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_bench.File("state"), "watch.json")));
        Assert.Equal("Privacy", kept.RootElement.GetProperty("zones")[0].GetProperty("purpose").GetString());
    }

    [Fact]
    public async Task A_clip_of_a_time_before_the_recording_is_refused_with_its_reason()
    {
        await PlayAsync(seconds: 3);

        var answer = Ask(new ClipOrder("clip-1", _start - 600_000, _start - 590_000));

        Assert.False(answer.Ok);
        Assert.Equal("the recording does not reach back that far", (string?)answer.Result["error"]);
    }

    [Fact]
    public void A_camera_that_is_not_recorded_says_so()
    {
        var camera = FileCaptureTests.Camera(_bench, new CameraSettings { Id = "cam-1", Source = "x" });

        var answer = camera.Execute("clip", JsonSerializer.SerializeToElement(new ClipOrder("clip-1", 0, 10_000), WireJson.Default.ClipOrder));

        Assert.Equal("this camera is not recorded", (string?)answer.Result["error"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _bench.Dispose();
    }

    /// <summary>Plays a film into a recorded camera until some seconds of it are recorded; to its end if not told.</summary>
    private async Task PlayAsync(int seconds, bool h264 = true, int? until = null, IReadOnlyList<CameraZone>? zones = null)
    {
        var film = _bench.File(h264 ? "film.mp4" : "film.avi");
        await Film.MakeAsync(film, seconds, h264);
        _camera = FileCaptureTests.Camera(_bench, new CameraSettings
        {
            Id = "cam-1", Source = film, Loop = false, Fps = 5, Width = 320, Height = 240, Zones = zones ?? [],
            Record = new RecordSettings { Minutes = 5, EncodedWidth = 320 },
        });
        _running = _camera.RunAsync(_stop.Token);
        await Eventually.Holds(() => _camera.Frames >= (until ?? seconds) * 5, "the film is played");
        _start = long.Parse(_bench.TakeFirstFrame().Topic.Tail, CultureInfo.InvariantCulture);
    }

    private CommandAnswer Ask(ClipOrder order) =>
        _camera!.Execute("clip", JsonSerializer.SerializeToElement(order, WireJson.Default.ClipOrder));

    private async Task<(FileManifest Manifest, string File)> ClipAsync(ClipOrder order)
    {
        var answer = Ask(order);
        Assert.True(answer.Ok, answer.Result.ToJsonString());
        List<(DeviceTopic Topic, byte[] Payload)> parts = [];
        FileManifest? manifest = null;
        await Eventually.Holds(
            () =>
            {
                parts.AddRange(_bench.TakeFiles());
                manifest ??= parts.Count == 0 ? null : JsonSerializer.Deserialize(parts[0].Payload, WireJson.Default.FileManifest);
                return manifest is not null && parts.Count == manifest.Parts + 1;
            },
            "the clip is handed over");
        Assert.Null(manifest!.Error);
        Assert.Equal(Enumerable.Range(0, parts.Count).Select(n => $"{order.File}/{n}"), parts.Select(p => p.Topic.Tail));
        byte[] content = [.. parts.Skip(1).SelectMany(p => p.Payload)];
        Assert.Equal(manifest.Sha256, Convert.ToHexStringLower(SHA256.HashData(content)));
        var file = _bench.File("clip-out.mp4");
        await File.WriteAllBytesAsync(file, content);
        return (manifest, file);
    }

    private static CameraZone Privacy(IReadOnlyList<PicturePoint> polygon) => new() { Name = "window", Purpose = ZonePurpose.Privacy, Polygon = polygon };

    /// <summary>The box <c>moov</c> stands before <c>mdat</c>, so that a browser can begin before it has all.</summary>
    private static async Task<bool> IndexComesFirstAsync(string mp4)
    {
        var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(mp4));
        return text.IndexOf("moov", StringComparison.Ordinal) is > 0 and var index && index < text.IndexOf("mdat", StringComparison.Ordinal);
    }
}
