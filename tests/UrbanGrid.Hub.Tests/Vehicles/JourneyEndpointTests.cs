using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Tests.Vehicles;

/// <summary>Trips, stops, days, track and reports of a vehicle that drove an hour ago.</summary>
[Collection(nameof(OneHub))]
public sealed class JourneyEndpointTests(HubUnderTest hub)
{
    private const int DriveS = 600;

    private long Now => HubUnderTest.Now;

    private string Today => hub.Services.GetRequiredService<VehicleJourneys>().Calendar.DayOf(Now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Yesterday => hub.Services.GetRequiredService<VehicleJourneys>().Calendar.DayOf(Now - 86_400_000).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_vehicle_is_told_with_its_kind_plate_department_and_state()
    {
        using var admin = await DrivenAsync("truck-view");

        var truck = await admin.GetAsync("/vehicles/truck-view");

        Assert.Equal(("muck", "苏E12345", "dept-x"), ((string?)truck["kind"], (string?)truck["plate"], (string?)truck["department"]));
        Assert.Contains((string?)truck["state"], (string[])["stopped", "idle"]);
        Assert.Equal("not_found", (string?)(await admin.GetAsync("/vehicles/nobody", HttpStatusCode.NotFound))["code"]);
    }

    [Fact]
    public async Task Its_trip_stop_day_and_track_are_read_over_a_time()
    {
        using var admin = await DrivenAsync("truck-trip");
        var span = $"?from={Now - (4 * 3_600_000)}&to={Now}";

        var trip = Assert.Single((await admin.GetAsync("/vehicles/truck-trip/trips" + span))["items"]!.AsArray())!;
        Assert.InRange((double)trip["distanceKm"]!, 5.9, 6.1);
        Assert.False((bool)trip["open"]!);
        Assert.InRange((double)trip["from"]!["lat"]!, 31.2, 31.4);
        var stop = (await admin.GetAsync("/vehicles/truck-trip/stops" + span))["items"]!.AsArray()[^1]!;
        Assert.Equal((long)trip["endAt"]!, (long)stop["startAt"]!);
        Assert.Null(stop["endAt"]);
        var days = (await admin.GetAsync($"/vehicles/truck-trip/days?from={Yesterday}&to={Today}"))["items"]!.AsArray();
        Assert.InRange(days.Sum(d => (double)d!["distanceKm"]!), 5.9, 6.1);
        var points = (await admin.GetAsync("/vehicles/truck-trip/track" + span))["points"]!.AsArray();
        Assert.Equal(90, (double?)points[points.Count / 2]![4]);
        Assert.NotNull((await admin.GetAsync("/vehicles/truck-trip/events" + span))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_day_is_worked_out_once_more_by_an_administrator_alone()
    {
        using var admin = await DrivenAsync("truck-again");
        using var leader = await hub.SignInAsync("leader");

        var day = await admin.PostAsync($"/vehicles/truck-again/days/{Today}/recompute");

        Assert.NotNull(day["items"]);
        await leader.PostAsync($"/vehicles/truck-again/days/{Today}/recompute", expected: HttpStatusCode.Forbidden);
        var refused = await admin.PostAsync("/vehicles/truck-again/days/tomorrow/recompute", expected: HttpStatusCode.UnprocessableEntity);
        Assert.Contains("yyyy-MM-dd", (string?)refused["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mileage")]
    [InlineData("trips")]
    [InlineData("stops")]
    [InlineData("alarms")]
    public async Task A_report_comes_as_JSON_CSV_and_workbook_in_both_languages(string report)
    {
        using var admin = await DrivenAsync("truck-report");
        await hub.Flow.AlarmChangedAsync(
            new Alarm
            {
                Id = "truck-report:overspeed:1", DeviceId = "truck-report", Rule = "overspeed", Severity = AlarmSeverity.Minor, StartedAt = Now - 60_000,
                RaisedAt = Now - 50_000,
            },
            default);
        var address = $"/api/v1/vehicles/reports/{report}?from={Yesterday}&to={Today}&vehicle=truck-report&kind=muck&department=dept-x";

        var json = await admin.GetAsync(address["/api/v1".Length..]);
        var rows = json["rows"]!.AsArray();
        Assert.Equal(rows.Count, (int)json["total"]!);
        Assert.All(rows, r => Assert.Equal(json["columns"]!.AsArray().Count, r!.AsArray().Count));
        Assert.NotEmpty(rows);

        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        var chinese = await admin.Http.GetStringAsync(address + "&format=csv");
        admin.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var english = await admin.Http.GetStringAsync(address + "&format=csv");
        Assert.Contains("车牌", chinese, StringComparison.Ordinal);
        Assert.Contains("Plate", english, StringComparison.Ordinal);
        Assert.Equal(rows.Count, english.Count(c => c == '\n') - 1);
        Assert.Contains("渣土车", chinese, StringComparison.Ordinal);

        using var book = new ZipArchive(await admin.Http.GetStreamAsync(address + "&format=xlsx"));
        Assert.Contains(book.Entries, e => e.FullName == "xl/worksheets/sheet1.xml");
    }

    [Fact]
    public async Task Mileage_by_vehicle_adds_up_what_mileage_by_day_tells()
    {
        using var admin = await DrivenAsync("truck-mileage");
        var address = $"/vehicles/reports/mileage?from={Yesterday}&to={Today}&vehicle=truck-mileage";

        var whole = await admin.GetAsync(address);
        var days = await admin.GetAsync(address + "&by=day");

        var km = Index(whole, "distanceKm");
        Assert.InRange((double)Assert.Single(whole["rows"]!.AsArray())![km]!, 5.9, 6.1);
        Assert.Equal((double)whole["rows"]![0]![km]!, days["rows"]!.AsArray().Sum(r => (double)r![Index(days, "distanceKm")]!), 0.02);
    }

    [Theory]
    [InlineData("mileage?from=2026-01-01&to=2025-01-01", "invalid_value", HttpStatusCode.UnprocessableEntity)]
    [InlineData("mileage?from=yesterday", "invalid_value", HttpStatusCode.UnprocessableEntity)]
    [InlineData("mileage?format=pdf", "invalid_value", HttpStatusCode.UnprocessableEntity)]
    [InlineData("mileage?by=year", "invalid_value", HttpStatusCode.UnprocessableEntity)]
    [InlineData("mileage?from=2025-01-01&to=2026-01-31", "report_too_long", HttpStatusCode.UnprocessableEntity)]
    [InlineData("mileage?vehicle=nobody", "not_found", HttpStatusCode.NotFound)]
    [InlineData("weather", "not_found", HttpStatusCode.NotFound)]
    public async Task A_report_that_cannot_be_made_says_why(string address, string code, HttpStatusCode status)
    {
        using var leader = await hub.SignInAsync("leader");

        Assert.Equal(code, (string?)(await leader.GetAsync("/vehicles/reports/" + address, status))["code"]);
    }

    private static int Index(System.Text.Json.Nodes.JsonNode report, string column) =>
        report["columns"]!.AsArray().Select(c => (string?)c!["key"]).ToList().IndexOf(column);

    /// <summary>Registers a truck, lets it stand, drive six kilometres and stand again, and waits until all of it is judged.</summary>
    private async Task<HubClient> DrivenAsync(string id)
    {
        var admin = await hub.SignInAsync("admin");
        if ((await admin.Http.GetAsync(new Uri($"/api/v1/devices/{id}", UriKind.Relative))).StatusCode == HttpStatusCode.OK)
        {
            return admin;
        }

        var made = await admin.PostAsync(
            "/devices",
            new { id, model = "vehicle-terminal", name = new { zh = "渣土一号", en = "Muck one" }, attributes = new { kind = "muck", plate = "苏E12345", department = "dept-x" } },
            HttpStatusCode.Created);
        var begin = Now - (2 * 3_600_000);
        var fixes = Enumerable.Range(0, (300 + DriveS + 600) / 10).Select(i => i * 10).Select(s => new
        {
            ts = begin + (s * 1_000L), lat = 31.3, lon = 120.6 + (Math.Clamp(s - 300, 0, DriveS) * 10 / (111_195 * Math.Cos(31.3 * Math.PI / 180))),
            speed = s is > 300 and <= 300 + DriveS ? 36 : 0, course = 90, attributes = new { ignition = s is > 300 and <= 300 + DriveS },
        }).ToList();
        await using var truck = new MqttClient(
            new MqttClientOptions { Host = "127.0.0.1", Port = hub.Options.MqttPort, ClientId = id, UserName = id, Password = (string)made["token"]! },
            TimeProvider.System, NullLogger<MqttClient>.Instance);
        truck.Start();
        await truck.WaitConnectedAsync(default);
        await truck.PublishAsync(DeviceTopic.Position(id), JsonSerializer.SerializeToUtf8Bytes(fixes), MqttQos.AtLeastOnce, false, default);
        await Eventually.GetAsync(
            async () =>
            {
                var stops = await admin.GetAsync($"/vehicles/{id}/stops?from={begin}&to={Now}");
                var last = stops["items"]!.AsArray().LastOrDefault();
                return last is not null && (long)last["startAt"]! > begin + 800_000 ? last : null;
            },
            "the truck's last stop");
        return admin;
    }
}
