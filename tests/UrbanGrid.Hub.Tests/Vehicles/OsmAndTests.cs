using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Hub.Tests.Vehicles;

/// <summary>Positions of phones over HTTP.</summary>
[Collection(nameof(OneHub))]
public sealed class OsmAndTests(HubUnderTest hub) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = hub.Address };

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("timestamp={0}", "/osmand")]
    [InlineData("timestamp={0}000", "/api/v1/osmand")]
    [InlineData("timestamp={1}", "/osmand")]
    public async Task A_position_in_the_address_is_stored_when_it_is_answered(string time, string path)
    {
        var (id, token) = await AddAsync();
        var at = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var when = string.Format(System.Globalization.CultureInfo.InvariantCulture, time, at, Uri.EscapeDataString(DateTimeOffset.FromUnixTimeSeconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)));

        var answer = await _http.GetAsync($"{path}?id={id}&lat=31.3&lon=120.6&{when}&speed=10&bearing=370&altitude=12.5&batt=88&hdop=0.9&accuracy=4&token={token}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var fix = Assert.Single(await TrackAsync(id));
        Assert.Equal((at * 1_000, 31.3, 120.6, 18.52, 12.5, 0.9), (fix.Timestamp, fix.Place.Lat, fix.Place.Lon, Math.Round(fix.SpeedKmh!.Value, 6), fix.AltitudeM, fix.Hdop));
        Assert.Equal(88, fix.Attributes["battery"]);
        Assert.Null(fix.CourseDeg);
    }

    [Fact]
    public async Task A_device_may_say_that_its_app_sends_metres_per_second()
    {
        var (id, token) = await AddAsync("m/s");

        await _http.GetAsync($"/osmand?id={id}&lat=31.3&lon=120.6&speed=10&token={token}");

        Assert.Equal(36, (await TrackAsync(id)).Single().SpeedKmh);
    }

    [Fact]
    public async Task A_form_and_basic_credentials_do_as_well()
    {
        var (id, token) = await AddAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/osmand") { Content = new FormUrlEncodedContent([new("lat", "31.3"), new("lon", "120.6")]) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{token}")));

        Assert.Equal(HttpStatusCode.OK, (await _http.SendAsync(request)).StatusCode);
        Assert.Single(await TrackAsync(id));
    }

    [Fact]
    public async Task The_json_of_newer_apps_is_read_with_speed_in_metres_per_second()
    {
        var (id, token) = await AddAsync();
        var at = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        var json = JsonSerializer.Serialize(new
        {
            device_id = id,
            location = new { timestamp = at, coords = new { latitude = 31.3, longitude = 120.6, speed = 5, heading = 90, altitude = 3 }, battery = new { level = 0.5 } },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/osmand") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        Assert.Equal(HttpStatusCode.OK, (await _http.SendAsync(request)).StatusCode);
        var fix = Assert.Single(await TrackAsync(id));
        Assert.Equal((at.ToUnixTimeMilliseconds(), 18.0, 90.0, 50.0), (fix.Timestamp, fix.SpeedKmh, fix.CourseDeg, fix.Attributes["battery"]));
    }

    [Theory]
    [InlineData("lat=31.3&lon=120.6", HttpStatusCode.Unauthorized)]
    [InlineData("lat=31.3&lon=120.6&token=wrong", HttpStatusCode.Unauthorized)]
    [InlineData("lon=120.6&token={0}", HttpStatusCode.BadRequest)]
    [InlineData("lat=x&lon=120.6&token={0}", HttpStatusCode.BadRequest)]
    [InlineData("lat=31.3&lon=120.6&timestamp=yesterday&token={0}", HttpStatusCode.BadRequest)]
    public async Task What_is_wrong_is_told_in_both_languages_and_nothing_is_stored(string query, HttpStatusCode expected)
    {
        var (id, token) = await AddAsync();

        var answer = await _http.GetAsync($"/osmand?id={id}&" + query.Replace("{0}", token, StringComparison.Ordinal));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(2, (await answer.Content.ReadAsStringAsync()).Trim().Split('\n').Length);
        Assert.Empty(await TrackAsync(id));
    }

    [Fact]
    public async Task A_position_that_cannot_be_is_answered_so_that_the_phone_does_not_send_it_for_ever_and_kept_without_the_token()
    {
        var (id, token) = await AddAsync();

        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync($"/osmand?id={id}&lat=0&lon=0&token={token}")).StatusCode);

        var letter = Assert.Single(await hub.Services.GetRequiredService<ITelemetryStore>().DeadLettersAsync(id, 10, default));
        Assert.Equal(("position_zero", "osmand"), (letter.Reason, letter.Topic));
        Assert.DoesNotContain(token, Encoding.UTF8.GetString(letter.Payload), StringComparison.Ordinal);
    }

    private async Task<(string Id, string Token)> AddAsync(string? speedUnit = null)
    {
        var id = $"phone-{Guid.NewGuid():N}";
        var issued = await hub.Services.GetRequiredService<DeviceRegistry>().CreateAsync(
            new Device
            {
                Id = id,
                Model = "vehicle-terminal",
                Name = new LocalName("手机", "phone"),
                Attributes = speedUnit is null
                    ? new Dictionary<string, JsonElement>()
                    : new Dictionary<string, JsonElement> { ["osmand.speed_unit"] = JsonSerializer.SerializeToElement(speedUnit) },
            },
            default);
        return (id, issued.Token);
    }

    private async Task<IReadOnlyList<PositionSample>> TrackAsync(string id) =>
        await hub.Services.GetRequiredService<ITelemetryStore>().TrackAsync(id, 0, long.MaxValue / 2, 10, default);
}
