using System.Net;
using System.Net.Http.Json;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>A camera that is told how its street looks when it is empty.</summary>
[Collection(nameof(CameraHub))]
public sealed class EmptyStreetTests(HubUnderTest hub)
{
    [Fact]
    public async Task What_stands_there_from_the_first_picture_is_found_against_the_empty_street()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await TrialCamera.RegisterAsync(hub, admin, TrialCamera.Kerb);
        var frames = await TrialCamera.CartAsync(1);
        await camera.ShowAsync(frames[0]);
        await TakeAsync(admin, camera);
        await ShowStandingAsync(camera, frames);

        var overlay = await camera.OverlayAsync();
        Assert.True(overlay["regions"]!.AsArray().Any(r => (string)r!["state"]! == "reported"), overlay.ToJsonString());
        Assert.Equal(frames[0], await camera.PictureAsync("empty-street.jpg"));
    }

    [Fact]
    public async Task Without_its_picture_the_same_is_a_part_of_the_street()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await TrialCamera.RegisterAsync(hub, admin, TrialCamera.Kerb);
        await ShowStandingAsync(camera, await TrialCamera.CartAsync(1));

        Assert.DoesNotContain((await camera.OverlayAsync())["regions"]!.AsArray(), r => (string)r!["state"]! == "reported");
        Assert.Equal("no_empty_street", (string?)(await admin.GetAsync($"{camera.Path}/empty-street.jpg", HttpStatusCode.NotFound))["code"]);
    }

    [Fact]
    public async Task Before_the_first_picture_there_is_none_to_take_and_it_says_so()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await TrialCamera.RegisterAsync(hub, admin, TrialCamera.Kerb);
        Assert.Equal("no_picture", (string?)(await TakeAsync(admin, camera, HttpStatusCode.NotFound))["code"]);
    }

    private static Task<System.Text.Json.Nodes.JsonNode> TakeAsync(HubClient admin, TrialCamera camera, HttpStatusCode expected = HttpStatusCode.NoContent) =>
        admin.SendAsync(HttpMethod.Put, $"{camera.Path}/empty-street", JsonContent.Create(new { }), expected);

    /// <summary>A quarter of a minute of the cart; one picture again and again would be a frozen camera's.</summary>
    private static async Task ShowStandingAsync(TrialCamera camera, List<byte[]> frames)
    {
        for (var i = 0; i <= 30; i++)
        {
            await camera.ShowAsync(frames[^(1 + (i % 3))]);
        }
    }
}
