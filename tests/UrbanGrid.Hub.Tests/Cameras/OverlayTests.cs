using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Tests.Replay;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>What a camera's detectors think, and the zones they are told.</summary>
[Collection(nameof(OneHub))]
public sealed class OverlayTests(HubUnderTest hub)
{
    private static readonly object Kerb = new
    {
        name = "kerb", purpose = "occupancy", dwellSeconds = 5, polygon = new[] { new { x = 0.0, y = 0.3 }, new { x = 1.0, y = 0.3 }, new { x = 1.0, y = 1.0 }, new { x = 0.0, y = 1.0 } },
    };

    [Fact]
    public async Task A_thing_that_stands_is_shown_with_its_clock_and_the_empty_street_behind_it()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await RegisterAsync(admin);
        await PutZonesAsync(admin, camera, Kerb);
        var desk = hub.Services.GetRequiredService<CameraDesk>();
        var start = HubUnderTest.Now;
        await foreach (var frame in ClipFrames.ReadAsync(await StreetClip.WithCartAsync(), 2))
        {
            await desk.FrameReceivedAsync(new CameraFrame(camera, start + (long)(frame.Seconds * 1000), frame.Jpeg), default);

            // Frames come faster than they would from a camera, and none may be left out.
            await Eventually.GetAsync(() => Task.FromResult(desk.FindFigures(camera) is { Waiting: 0 } ? "looked at" : null), "the frame to be taken");
        }

        var overlay = await Eventually.GetAsync(
            async () => await admin.GetAsync($"/cameras/{camera}/overlay") is JsonObject { Count: > 0 } now
                && now["regions"]!.AsArray().Any(r => (string)r!["state"]! == "reported") ? now : null,
            "the cart to be reported");

        var cart = overlay["regions"]!.AsArray().Single(r => (string)r!["state"]! == "reported")!;
        Assert.Equal("kerb", (string)cart["zone"]!);
        Assert.Equal(5, (double)cart["limitSeconds"]!);
        Assert.True((double)overlay["zones"]![0]!["occupiedShare"]! > 0.01);
        using var background = await admin.Http.GetAsync($"/api/v1/cameras/{camera}/background.jpg");
        Assert.Equal("image/jpeg", background.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_camera_without_a_frame_has_no_overlay_and_no_background()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await RegisterAsync(admin);
        using var overlay = await admin.Http.GetAsync($"/api/v1/cameras/{camera}/overlay");
        Assert.Equal(HttpStatusCode.NoContent, overlay.StatusCode);
        var problem = await admin.GetAsync($"/cameras/{camera}/background.jpg", HttpStatusCode.NotFound);
        Assert.Equal("no_background", (string)problem["code"]!);
    }

    [Fact]
    public async Task Something_that_is_no_camera_has_none()
    {
        using var admin = await hub.SignInAsync("admin");
        await admin.GetAsync("/cameras/mh-01/overlay", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_zone_keeps_its_hours_and_its_category()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await RegisterAsync(admin);
        await PutZonesAsync(admin, camera, new
        {
            name = "lane", purpose = "occupancy", polygon = Array.Empty<object>(), dwellSeconds = 300, category = "event/0496",
            hours = new[] { new { days = new[] { 1, 2 }, from = "22:00:00", to = "06:00:00" } },
        });
        var zone = (await admin.GetAsync($"/cameras/{camera}/zones"))[0]!;
        Assert.Equal("event/0496", (string)zone["category"]!);
        Assert.Equal("""[{"days":[1,2],"from":"22:00:00","to":"06:00:00"}]""", zone["hours"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"name":"z","purpose":"dumping","polygon":[],"hours":[{"days":[8],"from":"08:00:00","to":"20:00:00"}]}""")]
    [InlineData("""{"name":"z","purpose":"dumping","polygon":[],"category":"rubbish"}""")]
    [InlineData("""{"name":"z","purpose":"privacy","polygon":[]}""")]
    public async Task A_zone_that_no_detector_can_use_is_refused(string zone)
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await RegisterAsync(admin);
        using var content = new StringContent($"[{zone}]", System.Text.Encoding.UTF8, "application/json");
        var problem = await admin.SendAsync(HttpMethod.Put, $"/cameras/{camera}/zones", content, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("invalid_value", (string)problem["code"]!);
    }

    private static Task PutZonesAsync(HubClient admin, string camera, object zone) =>
        admin.SendAsync(HttpMethod.Put, $"/cameras/{camera}/zones", JsonContent.Create(new[] { zone }));

    private static async Task<string> RegisterAsync(HubClient admin)
    {
        var id = $"cam-{Guid.NewGuid():N}"[..16];
        await admin.PostAsync("/devices", new { id, model = "camera", name = new { zh = "试验摄像机", en = "Trial camera" } }, HttpStatusCode.Created);
        return id;
    }
}
