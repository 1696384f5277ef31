using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Hub.Triage;

namespace UrbanGrid.Hub.Tests.Alarms;

[Collection(nameof(OneHub))]
public sealed class AlarmEndpointTests(HubUnderTest hub)
{
    [Fact]
    public async Task An_alarm_is_shown_with_its_names_its_readings_and_its_incident()
    {
        var alarm = await RaiseAsync("mh-02", readings: [new AlarmReading("tilt", 38, 10, "°", 2, 1, 3)]);
        using var leader = await hub.SignInAsync("leader");

        var shown = await leader.GetAsync($"/alarms/{alarm.Id}");

        Assert.Equal(("active", "critical"), ((string?)shown["state"], (string?)shown["severity"]));
        Assert.Equal(("雨水井盖 02 号", "manhole-cover"), ((string?)shown["device"]!["name"]!["zh"], (string?)shown["device"]!["model"]!["key"]));
        Assert.Equal("Cover tilted", (string?)shown["rule"]!["name"]!["en"]);
        Assert.Equal(alarm.Category, (string?)shown["category"]!["key"]);
        var reading = Assert.Single(shown["readings"]!.AsArray())!;
        Assert.Equal(("倾角", 2, 3), ((string?)reading["metric"]!["name"]!["zh"], (double?)reading["expected"], (double?)reading["bandHigh"]));
        var incident = await leader.GetAsync($"/incidents/{(long)shown["incidentId"]!}");
        Assert.Contains(incident["alarms"]!.AsArray(), a => (string?)a!["id"] == alarm.Id);
    }

    [Fact]
    public async Task An_operator_acknowledges_with_a_note_and_everybody_sees_it_at_once()
    {
        var alarm = await RaiseAsync("mh-03");
        using var leader = await hub.SignInAsync("leader");
        using var acceptor = await hub.SignInAsync("acceptor");
        await using var stream = await EventReader.OpenAsync(leader, null);

        var answer = await acceptor.PostAsync($"/alarms/{alarm.Id}/acknowledge", new { note = "已通知" });

        Assert.Equal(("acknowledged", "已通知"), ((string?)answer["state"], (string?)answer["acknowledged"]!["note"]));
        var pushed = await stream.NextAsync("alarm", data => (string?)data["id"] == alarm.Id);
        Assert.Equal(answer.ToJsonString(), pushed.Data.ToJsonString());
    }

    [Fact]
    public async Task Several_alarms_are_acknowledged_at_once()
    {
        var (first, second) = (await RaiseAsync("mh-04", "tilt"), await RaiseAsync("mh-04", "open"));
        using var acceptor = await hub.SignInAsync("acceptor");

        var answer = await acceptor.PostAsync("/alarms/acknowledge", new { ids = new[] { first.Id, second.Id } });

        Assert.All(answer["items"]!.AsArray(), a => Assert.Equal("acknowledged", (string?)a!["state"]));
        Assert.Equal("invalid_value", (string?)(await acceptor.PostAsync("/alarms/acknowledge", new { }, HttpStatusCode.UnprocessableEntity))["code"]);
    }

    [Theory]
    [InlineData("acceptor", HttpStatusCode.OK)]
    [InlineData("admin", HttpStatusCode.OK)]
    [InlineData("dispatcher", HttpStatusCode.Forbidden)]
    [InlineData("collector", HttpStatusCode.Forbidden)]
    [InlineData("leader", HttpStatusCode.Forbidden)]
    public async Task Only_operators_and_administrators_acknowledge(string role, HttpStatusCode expected)
    {
        var alarm = await RaiseAsync("mh-05");
        using var client = await hub.SignInAsync(role);

        await client.PostAsync($"/alarms/{alarm.Id}/acknowledge", new { }, expected);
    }

    [Fact]
    public async Task The_list_follows_its_cursor_and_names_what_it_cannot_read()
    {
        for (var i = 0; i < 3; i++)
        {
            await RaiseAsync("lamp-05", $"rule_{i}");
        }

        using var leader = await hub.SignInAsync("leader");
        var first = await leader.GetAsync("/alarms?device=lamp-05&state=open&limit=2");
        var second = await leader.GetAsync($"/alarms?device=lamp-05&state=open&limit=2&cursor={Uri.EscapeDataString((string)first["next"]!)}");

        Assert.Equal(3, first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(a => (string?)a!["id"]).Distinct().Count());
        Assert.Null(second["next"]);
        Assert.Equal("invalid_value", (string?)(await leader.GetAsync("/alarms?severity=huge", HttpStatusCode.UnprocessableEntity))["code"]);
        Assert.Equal("not_found", (string?)(await leader.GetAsync("/alarms/nothing", HttpStatusCode.NotFound))["code"]);
        Assert.True((int)(await leader.GetAsync("/alarms/counts"))["active"]! >= 3);
    }

    [Fact]
    public async Task In_a_maintenance_window_an_alarm_is_seen_and_raises_no_incident_until_the_window_is_called_off()
    {
        using var dispatcher = await hub.SignInAsync("dispatcher");
        var window = await dispatcher.PostAsync(
            "/maintenance-windows", new { devices = new[] { "mh-08" }, to = HubUnderTest.Now + 3_600_000, reason = "更换井盖" }, HttpStatusCode.Created);
        Assert.True((bool)window["active"]!);

        var alarm = await RaiseAsync("mh-08");

        var shown = await dispatcher.GetAsync($"/alarms/{alarm.Id}");
        Assert.Equal(("maintenance", (string?)window["id"]), ((string?)shown["suppressed"]!["reason"], (string?)shown["suppressed"]!["ref"]));
        Assert.Null(shown["incidentId"]);

        await dispatcher.SendAsync(HttpMethod.Delete, $"/maintenance-windows/{(string)window["id"]!}", JsonContent.Create(new { }), HttpStatusCode.NoContent);
        await hub.Services.GetRequiredService<SuppressedAlarms>().LookAsync(default);

        var released = await dispatcher.GetAsync($"/alarms/{alarm.Id}");
        Assert.Null(released["suppressed"]);
        Assert.Equal("mh-08", (string?)(await dispatcher.GetAsync($"/incidents/{(long)released["incidentId"]!}"))["deviceId"]);
    }

    [Fact]
    public async Task An_alarm_that_ends_within_the_window_never_becomes_an_incident()
    {
        using var admin = await hub.SignInAsync("admin");
        var window = await admin.PostAsync(
            "/maintenance-windows", new { devices = new[] { "mh-09" }, to = HubUnderTest.Now + 3_600_000, reason = "清淤" }, HttpStatusCode.Created);
        var alarm = await RaiseAsync("mh-09");
        await hub.Flow.AlarmChangedAsync(alarm with { ClearedAt = HubUnderTest.Now }, default);
        await admin.SendAsync(HttpMethod.Delete, $"/maintenance-windows/{(string)window["id"]!}", JsonContent.Create(new { }), HttpStatusCode.NoContent);

        await hub.Services.GetRequiredService<SuppressedAlarms>().LookAsync(default);

        var shown = await admin.GetAsync($"/alarms/{alarm.Id}");
        Assert.Equal(("cleared", "maintenance"), ((string?)shown["state"], (string?)shown["suppressed"]!["reason"]));
        Assert.Null(shown["incidentId"]);
    }

    [Fact]
    public async Task While_a_case_about_the_component_is_open_its_sensor_raises_no_new_incident()
    {
        using var collector = await hub.SignInAsync("collector");
        var found = await collector.PostAsync("/cases", new
        {
            category = "component/0103", lat = 31.2990183, lon = 120.6034047 - 0.001, description = "井盖破损", componentCode = "3205990103000022",
        });

        var alarm = await RaiseAsync("mh-10");

        var shown = await collector.GetAsync($"/alarms/{alarm.Id}");
        Assert.Equal(("work_order", (string?)found["number"]), ((string?)shown["suppressed"]!["reason"], (string?)shown["suppressed"]!["ref"]));
        Assert.Null(shown["incidentId"]);
    }

    [Fact]
    public async Task What_the_sensor_tells_after_its_incident_became_a_case_waits_until_the_case_is_over()
    {
        var first = await RaiseAsync("mh-11");
        using var acceptor = await hub.SignInAsync("acceptor");
        var incident = (long)(await acceptor.GetAsync($"/alarms/{first.Id}"))["incidentId"]!;
        var number = (string)(await acceptor.PostAsync($"/incidents/{incident}/confirm"))["caseNumber"]!;

        var second = await RaiseAsync("mh-11");
        Assert.Equal(number, (string?)(await acceptor.GetAsync($"/alarms/{second.Id}"))["suppressed"]!["ref"]);

        using var shiftLeader = await hub.SignInAsync("shift_leader");
        var version = (long)(await shiftLeader.GetAsync($"/cases/{number}"))["version"]!;
        await shiftLeader.PostAsync($"/cases/{number}/actions/decline", new { opinion = "重复" }, ifMatch: version);
        await hub.Services.GetRequiredService<SuppressedAlarms>().LookAsync(default);

        var shown = await acceptor.GetAsync($"/alarms/{second.Id}");
        Assert.Null(shown["suppressed"]);
        Assert.NotEqual(incident, (long)shown["incidentId"]!);
    }

    [Theory]
    [InlineData("""{"reason":"x","to":99999999999999}""", "window_of_nothing")]
    [InlineData("""{"devices":["mh-01"],"reason":"x"}""", "missing_value")]
    [InlineData("""{"devices":["mh-01"],"to":1,"reason":"x"}""", "invalid_value")]
    [InlineData("""{"devices":["mh-01"],"to":99999999999999,"reason":"x"}""", "invalid_value")]
    public async Task A_window_nobody_could_mean_is_refused(string body, string code)
    {
        using var admin = await hub.SignInAsync("admin");

        var problem = await admin.SendAsync(
            HttpMethod.Post, "/maintenance-windows", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), HttpStatusCode.UnprocessableEntity);

        Assert.Equal(code, (string?)problem["code"]);
    }

    [Theory]
    [InlineData("""{"devices":["mh-99"]}""")]
    [InlineData("""{"model":"teapot"}""")]
    [InlineData("""{"grid":"nowhere"}""")]
    public async Task A_window_of_something_that_does_not_exist_is_refused(string body)
    {
        using var admin = await hub.SignInAsync("admin");

        await admin.SendAsync(
            HttpMethod.Post, "/maintenance-windows", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_acceptor_announces_no_maintenance()
    {
        using var acceptor = await hub.SignInAsync("acceptor");

        await acceptor.PostAsync("/maintenance-windows", new { devices = new[] { "mh-01" }, reason = "x" }, HttpStatusCode.Forbidden);
    }

    private async Task<Alarm> RaiseAsync(string device, string rule = "tilt", IReadOnlyList<AlarmReading>? readings = null)
    {
        var alarm = new Alarm
        {
            Id = $"{device}:{rule}:{Guid.NewGuid():N}",
            DeviceId = device,
            Rule = rule,
            Severity = AlarmSeverity.Critical,
            StartedAt = HubUnderTest.Now - 30_000,
            RaisedAt = HubUnderTest.Now,
            Category = "component/0103",
            Readings = readings ?? [new AlarmReading("tilt", 38, 10, "°")],
        };
        await hub.Flow.AlarmChangedAsync(alarm, default);
        return alarm;
    }
}
