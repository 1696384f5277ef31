using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>A camera that does not mask by itself, and a hub that has a privacy zone over the left half of its picture.</summary>
public sealed class PrivacyTests : IAsyncLifetime
{
    private static readonly byte[] Street = TrialCamera.Street;
    private readonly HubUnderTest _hub = new();
    private AgentAtHand _camera = null!;
    private HubClient _admin = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _camera = await AgentAtHand.ConnectAsync(_hub);
        _admin = await _hub.SignInAsync("admin");
    }

    [Theory]
    [InlineData("hub")]
    [InlineData("edge")]
    public async Task What_it_hides_is_black_in_the_live_picture_wherever_detectors_run(string detect)
    {
        await _admin.SendAsync(HttpMethod.Patch, "/devices/cam-01", JsonContent.Create(new { attributes = new { detect } }));
        await HideLeftHalfAsync();

        await _camera.SendFrameAsync(Street);

        await GreyPicture.AssertLeftHalfHiddenAsync(await SnapshotAsync());
    }

    [Fact]
    public async Task A_zone_that_is_drawn_now_hides_the_picture_that_is_shown_already()
    {
        await _camera.SendFrameAsync(Street);
        Assert.True(await GreyPicture.BrightnessAsync(await SnapshotAsync(), 0.05, 0.3, 0.4, 0.5) > 20);

        await HideLeftHalfAsync();

        await Eventually.GetAsync(
            async () => await GreyPicture.BrightnessAsync(await SnapshotAsync(), 0.05, 0.3, 0.4, 0.5) < 5 ? _camera : null, "the shown picture is hidden");
    }

    [Fact]
    public async Task Pictures_of_a_detection_made_beside_the_camera_are_hidden_before_they_become_evidence()
    {
        await _admin.SendAsync(HttpMethod.Patch, "/devices/cam-01", JsonContent.Create(new { attributes = new { detect = "edge" } }));
        await HideLeftHalfAsync();
        var now = HubUnderTest.Now;

        await _camera.SendDetectionAsync(new Alarm(0.8)
        {
            Id = $"cam-01:left_object:{now - 9_000}", DeviceId = "cam-01", Rule = "left_object", Severity = AlarmSeverity.Major,
            StartedAt = now - 9_000, RaisedAt = now, Category = "event/0110", Box = new PictureBox(0.6, 0.6, 0.1, 0.1),
            Pictures = [new AlarmPicture(PictureMoment.Detection, now, Street)],
        });

        var incident = await Eventually.GetAsync(async () => (await _admin.GetAsync("/incidents?state=open"))["items"]!.AsArray().FirstOrDefault(), "the incident");
        var picture = await _admin.Http.GetByteArrayAsync((string)Assert.Single(incident["pictures"]!.AsArray())!["url"]!);
        await GreyPicture.AssertLeftHalfHiddenAsync(picture);
    }

    [Fact]
    public async Task A_copy_for_outside_is_another_file_than_the_original_and_the_same_each_time()
    {
        var id = await RaiseAsync(Street);
        var url = (string)(await _admin.GetAsync($"/incidents/{id}"))["pictures"]![0]!["url"]!;

        var copy = await _admin.Http.GetByteArrayAsync(url + "?public=1");

        Assert.Equal(Street, await _admin.Http.GetByteArrayAsync(url));
        Assert.NotEqual(Street, copy);
        Assert.Equal([0xFF, 0xD8], copy[..2]);
        Assert.Equal(copy, await _admin.Http.GetByteArrayAsync(url + "?public=1"));
        Assert.Equal(HttpStatusCode.NotFound, (await _admin.Http.GetAsync($"/api/v1/evidence/{new string('0', 64)}?public=1")).StatusCode);
    }

    [Fact]
    public async Task A_zone_that_is_drawn_now_is_black_in_the_copy_for_outside_and_leaves_the_evidence_as_it_is()
    {
        var id = await RaiseAsync(Street);
        var url = (string)(await _admin.GetAsync($"/incidents/{id}"))["pictures"]![0]!["url"]!;
        await _admin.Http.GetByteArrayAsync(url + "?public=1");

        await HideLeftHalfAsync();

        await GreyPicture.AssertLeftHalfHiddenAsync(await _admin.Http.GetByteArrayAsync(url + "?public=1"));
        Assert.Equal(Street, await _admin.Http.GetByteArrayAsync(url));
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _camera.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private Task<JsonNode> HideLeftHalfAsync() =>
        _admin.SendAsync(HttpMethod.Put, "/cameras/cam-01/zones", JsonContent.Create(new[] { TrialCamera.LeftHalf }));

    private Task<byte[]> SnapshotAsync() => Eventually.GetAsync(
        async () => await _admin.Http.GetAsync("/api/v1/cameras/cam-01/snapshot.jpg") is { IsSuccessStatusCode: true } found
            ? await found.Content.ReadAsByteArrayAsync()
            : null,
        "a picture is shown");

    private async Task<long> RaiseAsync(byte[] jpeg)
    {
        var now = HubUnderTest.Now;
        await _hub.Flow.AlarmChangedAsync(
            new Alarm(0.8)
            {
                Id = $"cam-01:left_object:{now}", DeviceId = "cam-01", Rule = "left_object", Severity = AlarmSeverity.Major, StartedAt = now, RaisedAt = now,
                Category = "event/0110", Box = new PictureBox(0.6, 0.6, 0.1, 0.1), Pictures = [new AlarmPicture(PictureMoment.Detection, now, jpeg)],
            },
            default);
        return (long)(await _admin.GetAsync("/incidents?state=open"))["items"]![0]!["id"]!;
    }}
