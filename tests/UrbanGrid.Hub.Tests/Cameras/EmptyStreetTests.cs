using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Tests.Replay;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>What a camera is told of its street: how it looks when it is empty, and what belongs there.</summary>
[Collection(nameof(OneHub))]
public sealed class EmptyStreetTests(HubUnderTest hub)
{
    private static readonly object Kerb = new
    {
        name = "kerb", purpose = "occupancy", dwellSeconds = 5, polygon = new[] { new { x = 0.0, y = 0.3 }, new { x = 1.0, y = 0.3 }, new { x = 1.0, y = 1.0 }, new { x = 0.0, y = 1.0 } },
    };

    [Fact]
    public async Task What_stands_there_from_the_first_picture_is_found_against_the_empty_street()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await RegisterAsync(admin);
        var frames = await FramesAsync();
        var start = HubUnderTest.Now;
        await ShowAsync(camera, start, frames[0]);
        await admin.SendAsync(HttpMethod.Put, $"/cameras/{camera}/empty-street", JsonContent.Create(new { }), HttpStatusCode.NoContent);
        for (var i = 1; i <= 30; i++)
        {
            // One picture again and again would be a frozen camera's.
            await ShowAsync(camera, start + (i * 500), frames[^(1 + (i % 3))]);
        }

        var overlay = (JsonObject)await admin.GetAsync($"/cameras/{camera}/overlay");
        Assert.True(overlay["regions"]!.AsArray().Any(r => (string)r!["state"]! == "reported"), overlay.ToJsonString());
        using var picture = await admin.Http.GetAsync($"/api/v1/cameras/{camera}/empty-street.jpg");
        Assert.Equal(frames[0], await picture.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Without_its_picture_the_same_is_a_part_of_the_street()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await RegisterAsync(admin);
        var frames = await FramesAsync();
        var start = HubUnderTest.Now;
        for (var i = 0; i <= 30; i++)
        {
            await ShowAsync(camera, start + (i * 500), frames[^(1 + (i % 3))]);
        }

        var overlay = (JsonObject)await admin.GetAsync($"/cameras/{camera}/overlay");
        Assert.DoesNotContain(overlay["regions"]!.AsArray(), r => (string)r!["state"]! == "reported");
        await admin.GetAsync($"/cameras/{camera}/empty-street.jpg", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_belongs_there_is_kept_for_the_next_start()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await RegisterAsync(admin);
        await ShowAsync(camera, HubUnderTest.Now, (await FramesAsync())[0]);
        var box = new PictureBox(0.4, 0.5, 0.1, 0.1);

        await hub.Services.GetRequiredService<CameraDesk>().AcceptAsFixtureAsync(camera, box, default);

        var store = hub.Services.GetRequiredService<FixtureStore>();
        var kept = await Eventually.GetAsync(async () => await store.FindAsync(camera, default) is { Count: 1 } found ? found[0] : null, "the fixture to be kept");
        Assert.Equal(box, kept.Box);
        Assert.NotEmpty(kept.Look);
    }

    private static async Task<List<byte[]>> FramesAsync()
    {
        List<byte[]> frames = [];
        await foreach (var frame in ClipFrames.ReadAsync(await StreetClip.WithCartAsync(), 1))
        {
            frames.Add(frame.Jpeg);
        }

        return frames;
    }

    private async Task ShowAsync(string camera, long stamp, byte[] jpeg)
    {
        var desk = hub.Services.GetRequiredService<CameraDesk>();
        await desk.FrameReceivedAsync(new CameraFrame(camera, stamp, jpeg), default);
        await Eventually.GetAsync(() => Task.FromResult(desk.FindFigures(camera) is { Waiting: 0 } ? "looked at" : null), "the frame to be taken");
    }

    private static async Task<string> RegisterAsync(HubClient admin)
    {
        var id = $"cam-{Guid.NewGuid():N}"[..16];
        await admin.PostAsync("/devices", new { id, model = "camera", name = new { zh = "试验摄像机", en = "Trial camera" } }, HttpStatusCode.Created);
        await admin.SendAsync(HttpMethod.Put, $"/cameras/{id}/zones", JsonContent.Create(new[] { Kerb }));
        return id;
    }
}
