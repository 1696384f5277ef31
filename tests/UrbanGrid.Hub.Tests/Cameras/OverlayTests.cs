using System.Net;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>What a camera's detectors think.</summary>
[Collection(nameof(CameraHub))]
public sealed class OverlayTests(HubUnderTest hub)
{
    [Fact]
    public async Task A_thing_that_stands_is_shown_with_its_clock_and_the_empty_street_behind_it()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await TrialCamera.RegisterAsync(hub, admin, TrialCamera.Kerb);
        foreach (var frame in await TrialCamera.CartAsync(2))
        {
            await camera.ShowAsync(frame);
        }

        var overlay = await camera.OverlayAsync();

        var cart = overlay["regions"]!.AsArray().Single(r => (string)r!["state"]! == "reported")!;
        Assert.Equal("kerb", (string)cart["zone"]!);
        Assert.Equal(5, (double)cart["limitSeconds"]!);
        Assert.True((double)overlay["zones"]![0]!["occupiedShare"]! > 0.01);
        Assert.Equal([0xFF, 0xD8], (await camera.PictureAsync("background.jpg"))[..2]);
    }

    [Fact]
    public async Task A_camera_without_a_frame_has_no_overlay_and_no_background()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await TrialCamera.RegisterAsync(hub, admin);
        using var overlay = await admin.Http.GetAsync($"/api/v1{camera.Path}/overlay");
        Assert.Equal(HttpStatusCode.NoContent, overlay.StatusCode);
        Assert.Equal("no_picture", (string?)(await admin.GetAsync($"{camera.Path}/background.jpg", HttpStatusCode.NotFound))["code"]);
    }

    [Fact]
    public async Task While_the_empty_street_is_being_learned_there_is_no_background()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await TrialCamera.RegisterAsync(hub, admin);
        await camera.ShowAsync(TrialCamera.Street);
        Assert.Equal("no_background", (string?)(await admin.GetAsync($"{camera.Path}/background.jpg", HttpStatusCode.NotFound))["code"]);
    }

    [Fact]
    public async Task Something_that_is_no_camera_has_none()
    {
        using var admin = await hub.SignInAsync("admin");
        await admin.GetAsync("/cameras/mh-01/overlay", HttpStatusCode.NotFound);
    }
}
