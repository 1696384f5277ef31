using System.Net;
using System.Text;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>The zones that a camera is told.</summary>
[Collection(nameof(CameraHub))]
public sealed class ZoneTests(HubUnderTest hub)
{
    [Fact]
    public async Task A_zone_keeps_its_hours_and_its_category()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await TrialCamera.RegisterAsync(hub, admin, new
        {
            name = "lane", purpose = "occupancy", polygon = Array.Empty<object>(), dwellSeconds = 300, category = "event/0496",
            hours = new[] { new { days = new[] { 1, 2 }, from = "22:00:00", to = "06:00:00" } },
        });
        var zone = (await admin.GetAsync($"{camera.Path}/zones"))[0]!;
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
        var camera = await TrialCamera.RegisterAsync(hub, admin);
        using var content = new StringContent($"[{zone}]", Encoding.UTF8, "application/json");
        var problem = await admin.SendAsync(HttpMethod.Put, $"{camera.Path}/zones", content, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("invalid_value", (string)problem["code"]!);
    }
}
