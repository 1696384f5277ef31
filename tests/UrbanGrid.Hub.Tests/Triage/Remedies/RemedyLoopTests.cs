using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Hub.Tests.Triage.Learning;
using UrbanGrid.Ingest;
using UrbanGrid.TestKit;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.Hub.Tests.Triage.Remedies;

[Collection(nameof(LearningHub))]
public sealed class RemedyLoopTests(HubUnderTest hub)
{
    private const string Zones = "/cameras/cam-01/zones";

    [Fact]
    public async Task A_rejection_proposes_a_mask_that_is_accepted_with_one_call_and_undone_with_another()
    {
        using var admin = await hub.SignInAsync("admin");
        using var acceptor = await hub.SignInAsync("acceptor");
        await PutZonesAsync(admin, new { name = "window", purpose = "dumping", polygon = Array.Empty<object>(), dwellSeconds = 8 });
        var before = (await admin.GetAsync(Zones)).ToJsonString();
        var id = (long)(await hub.RaiseAsync(acceptor, "left_object", "event/0110", solid: true, new PictureBox(0.7, 0.1, 0.05, 0.05), "window"))["id"]!;
        Assert.Empty((await acceptor.GetAsync($"/incidents/{id}/remedies")).AsArray());
        await acceptor.PostAsync($"/incidents/{id}/reject", new { reason = "reflection" });

        var mask = (await acceptor.GetAsync($"/incidents/{id}/remedies")).AsArray().Single(r => (string?)r!["remedy"]!["key"] == "mask")!;
        Assert.True((bool)mask["recommended"]!);
        Assert.Equal((1, 0), ((int)mask["effect"]!["silencedRejected"]!, (int)mask["effect"]!["silencedConfirmed"]!));

        await acceptor.PostAsync($"/incidents/{id}/remedies/mask");
        var applied = (await acceptor.PostAsync($"/incidents/{id}/remedies/mask")).AsArray().Single(r => (string?)r!["remedy"]!["key"] == "mask")!;
        Assert.Equal("王受", (string?)applied["applied"]!["by"]);
        Assert.Equal(["window", "mask-1"], (await admin.GetAsync(Zones)).AsArray().Select(z => (string)z!["name"]!));

        var undone = (await acceptor.SendAsync(HttpMethod.Delete, $"/incidents/{id}/remedies/mask", JsonContent.Create(new { }))).AsArray();
        Assert.Null(undone.Single(r => (string?)r!["remedy"]!["key"] == "mask")!["applied"]);
        Assert.Equal(before, (await admin.GetAsync(Zones)).ToJsonString());
        await acceptor.PostAsync($"/incidents/{id}/remedies/hours", expected: HttpStatusCode.Conflict);
    }

    [SkippableFact]
    public async Task A_rejected_thing_whose_place_is_masked_is_not_shown_again_and_without_the_mask_it_is()
    {
        using var admin = await hub.SignInAsync("admin");
        using var acceptor = await hub.SignInAsync("acceptor");
        using var folder = new TempFolder();
        var film = await FilmAsync(folder);
        await PutZonesAsync(admin, new { name = "film", purpose = "occupancy", polygon = Array.Empty<object>(), dwellSeconds = 4 });

        var first = Assert.Single(await PlayAsync(film, acceptor, expected: 1));
        await acceptor.PostAsync($"/incidents/{first}/reject", new { reason = "reflection" });
        var remedies = await acceptor.PostAsync($"/incidents/{first}/remedies/mask");
        Assert.Contains(remedies.AsArray(), r => r!["applied"] is not null);
        Assert.Equal([first], await PlayAsync(film, acceptor, expected: 1));

        await acceptor.SendAsync(HttpMethod.Delete, $"/incidents/{first}/remedies/mask", JsonContent.Create(new { }));
        Assert.Equal(2, (await PlayAsync(film, acceptor, expected: 2)).Count);
    }

    [Fact]
    public async Task A_threshold_keeps_doubtful_alarms_in_the_list_of_alarms_but_the_first_of_the_day_and_likely_ones_come_to_triage()
    {
        const string Rule = "doubtful_rule";
        using var admin = await hub.SignInAsync("admin");
        using var acceptor = await hub.SignInAsync("acceptor");
        await PutZonesAsync(admin, new { name = "doubt", purpose = "dumping", polygon = Array.Empty<object>(), dwellSeconds = 8 });
        await hub.TeachAsync(Rule, "event/0403", 100, i => i % 2 == 0, thought: right => right ? 0.8 : 0.2);
        await admin.PostAsync("/triage/models/train");
        var rejected = (long)(await RaiseAsync(0.1, solid: false))!["id"]!;
        await acceptor.PostAsync($"/incidents/{rejected}/reject", new { reason = "reflection" });

        var threshold = (await acceptor.PostAsync($"/incidents/{rejected}/remedies/threshold")).AsArray().Single(r => (string?)r!["remedy"]!["key"] == "threshold")!;
        Assert.Equal((51, 51, 0, 50), EffectOf(threshold));
        Assert.Equal(0.25, (double)Assert.Single((await admin.GetAsync("/cameras/cam-01/thresholds")).AsArray())!["least"]!, 6);

        Assert.NotNull(await RaiseAsync(0.3, solid: false));
        Assert.Null(await RaiseAsync(0.5, solid: false));
        Assert.NotNull(await RaiseAsync(0.7, solid: true));
        var kept = (await acceptor.GetAsync("/alarms?device=cam-01&limit=100"))["items"]!.AsArray().Where(a => (string?)a!["rule"]!["key"] == Rule && a["suppressed"] is not null);
        Assert.Equal("unlikely", (string?)Assert.Single(kept)!["suppressed"]!["reason"]);

        await acceptor.SendAsync(HttpMethod.Delete, $"/incidents/{rejected}/remedies/threshold", JsonContent.Create(new { }));
        Assert.Empty((await admin.GetAsync("/cameras/cam-01/thresholds")).AsArray());
        Assert.NotNull(await RaiseAsync(0.9, solid: false));

        Task<JsonNode?> RaiseAsync(double x, bool solid) =>
            hub.TellAsync(acceptor, Rule, "event/0403", solid, new PictureBox(x, 0.3, 0.04, 0.04), "doubt");

        static (int, int, int, int) EffectOf(JsonNode remedy) => (
            (int)remedy["effect"]!["silencedRejected"]!, (int)remedy["effect"]!["rejected"]!,
            (int)remedy["effect"]!["silencedConfirmed"]!, (int)remedy["effect"]!["confirmed"]!);
    }

    private static Task PutZonesAsync(HubClient admin, params object[] zones) => admin.SendAsync(HttpMethod.Put, Zones, JsonContent.Create(zones));

    /// <summary>Shows the camera the film once more, a minute after the last time; incidents of its zone so far.</summary>
    private async Task<IReadOnlyList<long>> PlayAsync(List<byte[]> film, HubClient reader, int expected)
    {
        var desk = hub.Services.GetRequiredService<CameraDesk>();
        var begin = _clock += 60_000;
        for (var i = 0; i < film.Count; i++)
        {
            _clock = begin + (i * 200);
            await desk.FrameReceivedAsync(new CameraFrame("cam-01", _clock, film[i]), default);
        }

        await Wait.UntilAsync(
            "the last frame was looked at", () => Task.FromResult(desk.FindView("cam-01")?.Last?.Timestamp == _clock), TimeSpan.FromSeconds(60));
        IReadOnlyList<long> found = await OfFilmAsync(reader);
        if (found.Count < expected)
        {
            await Wait.UntilAsync("the alarm is an incident", async () => (found = await OfFilmAsync(reader)).Count >= expected, TimeSpan.FromSeconds(20));
        }

        return found;
    }

    private static async Task<IReadOnlyList<long>> OfFilmAsync(HubClient reader) =>
        [.. (await reader.GetAsync("/incidents?limit=100"))["items"]!.AsArray().Where(i => (string?)i!["zone"] == "film").Select(i => (long)i!["id"]!)];

    private long _clock = HubUnderTest.Now;

    /// <summary>A pavement of slabs; after five of sixteen seconds a striped thing stands on it. Drawn by ffmpeg, always the same.</summary>
    private static async Task<List<byte[]>> FilmAsync(TempFolder folder)
    {
        Skip.IfNot(File.Exists("/usr/bin/ffmpeg"), "Skipped: needs ffmpeg.");
        var stripes = string.Concat(Enumerable.Range(0, 5).Select(i =>
            $",drawbox=x=300:y={200 + (i * 8)}:w=52:h=8:c={(i % 2 == 0 ? "0x782228" : "0x903a40")}:t=fill:enable='gte(t,5)'"));
        var scene = $"color=c=0x8c8c86:s=640x360:r=5:d=16,drawgrid=w=32:h=30:t=2:c=0x6e6e68{stripes},noise=alls=5:allf=t:all_seed=7";
        var clip = folder.File("film.avi");
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-f", "lavfi", "-i", scene, "-c:v", "mjpeg", "-q:v", "3", clip]))!;
        await ffmpeg.WaitForExitAsync();
        List<byte[]> frames = [];
        await foreach (var frame in ClipFrames.ReadAsync(clip, 5))
        {
            frames.Add(frame.Jpeg);
        }

        return frames;
    }
}
