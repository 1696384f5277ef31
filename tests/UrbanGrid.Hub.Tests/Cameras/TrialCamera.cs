using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Tests.Replay;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest;
using UrbanGrid.TestKit;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>A camera of a test's own in a hub that others use too.</summary>
internal sealed class TrialCamera
{
    /// <summary>An occupancy zone over the lower two thirds of the picture, five seconds.</summary>
    public static readonly object Kerb = new
    {
        name = "kerb", purpose = "occupancy", dwellSeconds = 5, polygon = new[] { new { x = 0.0, y = 0.3 }, new { x = 1.0, y = 0.3 }, new { x = 1.0, y = 1.0 }, new { x = 0.0, y = 1.0 } },
    };

    /// <summary>A privacy zone over the left half of the picture.</summary>
    public static readonly object LeftHalf = new
    {
        name = "window", purpose = "privacy", polygon = new[] { new { x = 0.0, y = 0.0 }, new { x = 0.5, y = 0.0 }, new { x = 0.5, y = 1.0 }, new { x = 0.0, y = 1.0 } },
    };

    private readonly HubUnderTest _hub;
    private readonly HubClient _admin;
    private long _clock = HubUnderTest.Now;

    private TrialCamera(HubUnderTest hub, HubClient admin, string id) => (_hub, _admin, Id, Path) = (hub, admin, id, $"/cameras/{id}");

    /// <summary>Its device id.</summary>
    public string Id { get; }

    /// <summary>Its resource.</summary>
    public string Path { get; }

    /// <summary>A real street, bright everywhere.</summary>
    public static byte[] Street => File.ReadAllBytes(Repository.PathOf("tests", "UrbanGrid.Hub.Tests", "Devices", "street.jpg"));

    /// <summary>Registers one with these zones.</summary>
    public static async Task<TrialCamera> RegisterAsync(HubUnderTest hub, HubClient admin, params object[] zones)
    {
        var id = $"cam-{Guid.NewGuid():N}"[..16];
        await admin.PostAsync("/devices", new { id, model = "camera", name = new { zh = "试验摄像机", en = "Trial camera" } }, HttpStatusCode.Created);
        var camera = new TrialCamera(hub, admin, id);
        if (zones.Length > 0)
        {
            await camera.DrawAsync(zones);
        }

        return camera;
    }

    /// <summary>Puts zones in the place of the old ones.</summary>
    public Task<JsonNode> DrawAsync(params object[] zones) => DrawAsync(_admin, zones);

    /// <inheritdoc cref="DrawAsync(object[])"/>
    public Task<JsonNode> DrawAsync(HubClient admin, params object[] zones) => admin.SendAsync(HttpMethod.Put, $"{Path}/zones", JsonContent.Create(zones));

    /// <summary>Shows it a frame, so much later than the one before, and waits until it was looked at.</summary>
    public async Task ShowAsync(byte[] jpeg, int laterMs = 500)
    {
        _clock += laterMs;
        var desk = _hub.Services.GetRequiredService<CameraDesk>();
        await desk.FrameReceivedAsync(new CameraFrame(Id, _clock, jpeg), default);

        // Frames come faster than they would from a camera, and none may be left out.
        await Eventually.GetAsync(() => Task.FromResult(desk.FindView(Id)?.Last is { } last && last.Timestamp >= _clock ? last : null), "the frame to be looked at");
    }

    /// <summary>What its detectors think.</summary>
    public async Task<JsonObject> OverlayAsync() => (JsonObject)await _admin.GetAsync($"{Path}/overlay");

    /// <summary>A picture below its resource.</summary>
    public Task<byte[]> PictureAsync(string name) => _admin.Http.GetByteArrayAsync($"/api/v1{Path}/{name}");

    /// <summary>The clip in which a cart drives in and stands from <see cref="StreetClip.Stands"/> on.</summary>
    public static async Task<List<byte[]>> CartAsync(double framesPerSecond)
    {
        List<byte[]> frames = [];
        await foreach (var frame in ClipFrames.ReadAsync(await StreetClip.WithCartAsync(), framesPerSecond))
        {
            frames.Add(frame.Jpeg);
        }

        return frames;
    }
}
