using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Hub.Tests.Alarms;

public sealed class AlarmRestartTests(HubUnderTest hub) : IClassFixture<HubUnderTest>
{
    [Fact]
    public async Task An_end_that_was_missed_is_made_up_for_at_the_start()
    {
        var alarm = await RaiseAsync("mh-01");
        var end = HubUnderTest.Now + 5_000;
        // Ingest keeps the end, and the hub dies before it is told.
        await hub.Services.GetRequiredService<ITelemetryStore>().SaveAlarmAsync(alarm with { ClearedAt = end }, default);

        await hub.RestartAsync();

        Assert.Equal(end, (await FindAsync(alarm.Id))!.ClearedAt);
        Assert.Equal(end, (await IncidentOfAsync(alarm.Id)).Alarms.Single(a => a.AlarmId == alarm.Id).ClearedAt);
    }

    [Fact]
    public async Task What_still_holds_stays_open_with_what_people_did()
    {
        var alarm = await RaiseAsync("mh-02");
        await hub.Services.GetRequiredService<AlarmRegister>().AcknowledgeAsync([alarm.Id], "王受", null, default);

        await hub.RestartAsync();

        var kept = (await FindAsync(alarm.Id))!;
        Assert.Null(kept.ClearedAt);
        Assert.Equal("王受", kept.AcknowledgedBy);
    }

    [Fact]
    public async Task A_detector_that_was_restarted_holds_nothing_and_its_incident_waits_for_an_operator()
    {
        await hub.RaiseCameraAlarmAsync(0.2);
        var open = (await hub.Services.GetRequiredService<AlarmRegister>().OpenAsync(default)).Single(a => a.DeviceId == "cam-01");

        await hub.RestartAsync();

        Assert.NotNull((await FindAsync(open.Id))!.ClearedAt);
        Assert.Null((await IncidentOfAsync(open.Id)).EndedAt);
    }

    [Fact]
    public async Task A_window_that_ends_after_a_restart_lets_the_alarm_become_an_incident_by_itself()
    {
        var book = hub.Services.GetRequiredService<MaintenanceBook>();
        var now = HubUnderTest.Now;
        await book.AddAsync(new MaintenanceOrder(["mh-03"], null, null, now, now + 600_000, "检修"), "赵派", default);
        var alarm = await RaiseAsync("mh-03");
        await hub.RestartAsync();
        Assert.NotNull((await FindAsync(alarm.Id))!.Suppression);

        foreach (var window in await hub.Services.GetRequiredService<MaintenanceBook>().ListAsync(0, 10, default))
        {
            await hub.Services.GetRequiredService<MaintenanceBook>().CallOffAsync(window.Id, default);
        }

        var incident = await Eventually.GetAsync(() => FindIncidentAsync(alarm.Id), "the incident", TimeSpan.FromSeconds(60));
        Assert.Equal("mh-03", incident.DeviceId);
        await Eventually.GetAsync(async () => (await FindAsync(alarm.Id)) is { Suppression: null } told ? told : null, "the end of the suppression");
    }

    private async Task<Alarm> RaiseAsync(string device)
    {
        var alarm = new Alarm
        {
            Id = $"{device}:tilt:{HubUnderTest.Now}",
            DeviceId = device,
            Rule = "tilt",
            Severity = AlarmSeverity.Critical,
            StartedAt = HubUnderTest.Now - 30_000,
            RaisedAt = HubUnderTest.Now,
            Category = "component/0103",
            Readings = [new AlarmReading("tilt", 38, 10, "°")],
        };
        await hub.Services.GetRequiredService<ITelemetryStore>().SaveAlarmAsync(alarm, default);
        await hub.Flow.AlarmChangedAsync(alarm, default);
        return alarm;
    }

    private Task<AlarmRecord?> FindAsync(string id) => hub.Services.GetRequiredService<AlarmRegister>().FindAsync(id, default);

    private async Task<Incident?> FindIncidentAsync(string alarmId) =>
        (await hub.Services.GetRequiredService<IncidentBook>().ListAsync([], 0, 100, default)).FirstOrDefault(i => i.Alarms.Exists(a => a.AlarmId == alarmId));

    private async Task<Incident> IncidentOfAsync(string alarmId) => (await FindIncidentAsync(alarmId))!;
}
