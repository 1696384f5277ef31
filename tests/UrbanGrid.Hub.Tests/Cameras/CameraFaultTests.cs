using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Cameras;

[Collection(nameof(CameraHub))]
public sealed class CameraFaultTests(HubUnderTest hub)
{
    [Fact]
    public async Task A_black_picture_is_on_the_devices_page_with_its_picture_and_makes_no_incident()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await AddCameraAsync(admin, "cam-dark");
        await PlayAsync(camera, FlatJpeg.Black(320, 240), HubUnderTest.Now - 60_000, frames: 50, everyMs: 1_000);

        var alarm = await AlarmAsync(admin, camera, "picture_black");
        Assert.Equal(("active", "画面全黑", "Picture black"), ((string?)alarm["state"], (string?)alarm["rule"]!["name"]!["zh"], (string?)alarm["rule"]!["name"]!["en"]));
        Assert.Null(alarm["category"]);
        Assert.Null(alarm["incidentId"]);
        var reading = Assert.Single(alarm["readings"]!.AsArray())!;
        Assert.Equal("画面亮度", (string?)reading["metric"]!["name"]!["zh"]);
        var picture = Assert.Single(alarm["pictures"]!.AsArray())!;
        using var answer = await admin.Http.GetAsync((string)picture["url"]!);
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.MediaType);

        var device = await admin.GetAsync($"/devices/{camera}");
        Assert.Contains(device["alarms"]!.AsArray(), a => (string?)a!["rule"]!["key"] == "picture_black");
        Assert.True((bool)(await admin.GetAsync($"/cameras/{camera}/figures"))["suspended"]!);

        await PlayAsync(camera, await StreetAsync(), HubUnderTest.Now, frames: 20, everyMs: 1_000);
        var ended = await Eventually.GetAsync(
            async () => await AlarmAsync(admin, camera, "picture_black") is var a && (string?)a["state"] == "cleared" ? a : null, "its end");
        Assert.NotNull(ended["clearedAt"]);
    }

    [Fact]
    public async Task A_camera_that_sends_garbage_and_one_that_sends_giants_hold_nobody_up()
    {
        using var admin = await hub.SignInAsync("admin");
        var (good, garbage, giant) = (await AddCameraAsync(admin, "cam-good"), await AddCameraAsync(admin, "cam-garbage"), await AddCameraAsync(admin, "cam-giant"));
        var street = await StreetAsync();
        var huge = FlatJpeg.Black(8_000, 7_900);
        byte[] broken = [0xFF, 0xD8, 0xFF, 0x00, 0xFF, 0xD9];
        var now = HubUnderTest.Now - 100_000;
        for (var i = 0; i < 60; i++)
        {
            await hub.Flow.FrameReceivedAsync(new CameraFrame(giant, now + (i * 200), huge), default);
            await hub.Flow.FrameReceivedAsync(new CameraFrame(garbage, now + (i * 200), broken), default);
            await hub.Flow.FrameReceivedAsync(new CameraFrame(good, now + (i * 200), street), default);
            await LookedAtAsync(good);
        }

        Assert.Equal(0, (long)(await FiguresAsync(admin, good))["dropped"]!);
        var brokenOnes = await Eventually.GetAsync(
            async () => (long)(await FiguresAsync(admin, garbage))["broken"]! is var count and > 0 ? (object)count : null, "the garbage to be counted");
        Assert.True((long)brokenOnes > 0);
    }

    [Fact]
    public async Task Figures_are_shown_per_camera_and_in_the_metrics()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await AddCameraAsync(admin, "cam-figures");
        Assert.Equal("no_picture", (string?)(await admin.GetAsync($"/cameras/{camera}/figures", HttpStatusCode.NotFound))["code"]);

        await PlayAsync(camera, await StreetAsync(), HubUnderTest.Now - 5_000, frames: 5, everyMs: 200);
        var figures = await Eventually.GetAsync(
            async () => await FiguresAsync(admin, camera) is var f && f["cpuMs"] is not null ? f : null, "figures");
        Assert.True((double)figures["cpuMs"]! > 0);
        Assert.True((double)figures["latencyMs"]! >= 4_000);
        var metrics = await admin.Http.GetStringAsync("/metrics");
        Assert.Contains($"urbangrid_camera_cpu_ms{{camera=\"{camera}\"}}", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_accepts_a_cameras_new_view()
    {
        using var admin = await hub.SignInAsync("admin");
        using var leader = await hub.SignInAsync("leader");
        using var acceptor = await hub.SignInAsync("acceptor");
        var camera = await AddCameraAsync(admin, "cam-view");
        await acceptor.PostAsync($"/cameras/{camera}/reference", null, HttpStatusCode.NotFound);
        await PlayAsync(camera, await StreetAsync(), HubUnderTest.Now - 5_000, frames: 5, everyMs: 200);
        await leader.PostAsync($"/cameras/{camera}/reference", null, HttpStatusCode.Forbidden);
        await acceptor.PostAsync($"/cameras/{camera}/reference", null, HttpStatusCode.NoContent);
    }

    private static Task<JsonNode> FiguresAsync(HubClient client, string camera) => client.GetAsync($"/cameras/{camera}/figures");

    private static Task<JsonNode> AlarmAsync(HubClient client, string camera, string rule) => Eventually.GetAsync(
        async () => (await client.GetAsync($"/alarms?device={camera}"))["items"]!.AsArray().FirstOrDefault(a => (string?)a!["rule"]!["key"] == rule), rule);

    private static async Task<string> AddCameraAsync(HubClient admin, string id)
    {
        await admin.PostAsync("/devices", new { id, model = "camera", name = new { zh = id, en = id }, lat = 31.2998896, lon = 120.6014516 }, HttpStatusCode.Created);
        return id;
    }

    private static Task<byte[]> StreetAsync() =>
        File.ReadAllBytesAsync(Repository.PathOf("tests", "UrbanGrid.Hub.Tests", "Devices", "street.jpg"));

    private async Task PlayAsync(string camera, byte[] jpeg, long from, int frames, int everyMs)
    {
        for (var i = 0; i < frames; i++)
        {
            await hub.Flow.FrameReceivedAsync(new CameraFrame(camera, from + (i * everyMs), jpeg), default);
            await LookedAtAsync(camera);
        }
    }

    private async Task LookedAtAsync(string camera)
    {
        var desk = hub.Services.GetRequiredService<CameraDesk>();
        await Eventually.GetAsync(() => Task.FromResult(desk.FindFigures(camera) is { Waiting: 0 } figures ? figures : null), "the frame is taken");
    }
}
