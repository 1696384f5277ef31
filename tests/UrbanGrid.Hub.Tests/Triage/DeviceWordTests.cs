using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Hub.Triage;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Triage;

/// <summary>What a device says again: to an open case it is a repeat, a closed one it opens again.</summary>
[Collection(nameof(OneHub))]
public sealed class DeviceWordTests(HubUnderTest hub)
{
    private const string Sensor = "mh-12";

    [Fact]
    public async Task A_camera_that_sees_it_again_brings_its_picture_to_the_open_case()
    {
        var incident = await hub.RaiseCameraAlarmAsync(0.02);
        var (number, _) = await CaseOfAsync(incident);

        Assert.Equal(incident, await hub.RaiseCameraAlarmAsync(0.025));

        var found = await FindAsync(number);
        Assert.Equal((1, CaseActions.Repeat), (found.Standing.Repeats, found.Log[^1].Action.Key));
        Assert.Contains(found.Log[^1].Evidence, e => e.MediaType == "image/jpeg");
    }

    [Fact]
    public async Task A_camera_opens_it_again_only_where_it_saw_it_before()
    {
        var first = await hub.RaiseCameraAlarmAsync(0.85);
        var (number, acceptor) = await CaseOfAsync(first);
        await EndAsync(first);
        await CloseAsync(number);

        var elsewhere = await hub.RaiseCameraAlarmAsync(0.75);
        Assert.Equal("open", (string?)(await acceptor.GetAsync($"/incidents/{elsewhere}"))["state"]);
        Assert.Equal(CaseStates.Closed, (await FindAsync(number)).State.Key);
        await hub.RaiseCameraAlarmAsync(0.853);

        Assert.Equal(CaseStates.PendingFiling, (await FindAsync(number)).State.Key);
    }

    [Fact]
    public async Task A_sensors_incident_joins_what_somebody_reported_its_repeats_count_there_and_it_opens_the_case_again()
    {
        var incident = await hub.RaiseCoverAlarmAsync(Sensor);
        using var acceptor = await hub.SignInAsync("acceptor");
        var seen = await acceptor.GetAsync($"/incidents/{incident}");
        using var collector = await hub.SignInAsync("collector");
        var number = (string)(await collector.PostAsync("/cases", new
        {
            category = "component/0103", lat = (double)seen["lat"]! + 0.0002, lon = (double)seen["lon"]!, description = "井盖翘起",
        }))["number"]!;

        // The operator joins it to the collector's case.
        var known = (await acceptor.GetAsync($"/incidents/{incident}/duplicates"))["items"]!.AsArray();
        Assert.Contains(known, c => (string?)c!["number"] == number);
        var confirmed = await acceptor.PostAsync($"/incidents/{incident}/confirm", new { joinCase = number });
        Assert.Equal(("confirmed", number), ((string?)confirmed["state"], (string?)confirmed["caseNumber"]));
        var found = await FindAsync(number);
        Assert.Equal((1, CaseStates.Reported), (found.Standing.Repeats, found.State.Key));
        Assert.Contains(found.Log[^1].Evidence, e => e.Stage == "series");

        // What it raises again counts there, once an hour, and makes no incident.
        await hub.RaiseCoverAlarmAsync(Sensor);
        await hub.RaiseCoverAlarmAsync(Sensor);
        found = await FindAsync(number);
        Assert.Equal((2, CaseActions.Repeat, "system"), (found.Standing.Repeats, found.Log[^1].Action.Key, found.Log[^1].Role.Key));
        Assert.Contains("raised it again", found.Log[^1].Opinion, StringComparison.Ordinal);

        // Once it is closed, its word opens it again.
        await EndAsync(incident);
        await Desk.ActAsync(number, CaseActions.Accept, new(), new Actor("a", "a", new HashSet<string> { Roles.Acceptor }), expectedVersion: null);
        await CloseAsync(number);
        var again = await hub.RaiseCoverAlarmAsync(Sensor);
        Assert.NotEqual(incident, again);
        found = await FindAsync(number);
        Assert.Equal((CaseStates.PendingFiling, 1), (found.State.Key, found.Standing.Reopenings));
        Assert.Equal((CaseActions.Reopen, "system"), (found.Log[^1].Action.Key, found.Log[^1].Role.Key));
        var reopened = await acceptor.GetAsync($"/incidents/{again}");
        Assert.Equal(("confirmed", number), ((string?)reopened["state"], (string?)reopened["caseNumber"]));
        var listed = (await acceptor.GetAsync("/cases?scope=open&reopened=1&limit=200"))["items"]!.AsArray();
        Assert.Equal(1, (int)listed.Single(c => (string?)c!["number"] == number)!["reopenCount"]!);
    }

    [Fact]
    public async Task A_device_that_never_stopped_to_raise_it_opens_the_case_ten_minutes_after_its_closing_if_it_is_heard()
    {
        var (number, _) = await CaseOfAsync(await hub.RaiseCameraAlarmAsync(0.6));
        await CloseAsync(number);

        await ReopeningAt(minutes: 5, raises: true).LookAsync(default);
        Assert.Equal(CaseStates.Closed, (await FindAsync(number)).State.Key);
        await ReopeningAt(minutes: 11, raises: false).LookAsync(default);
        Assert.Equal(CaseStates.Closed, (await FindAsync(number)).State.Key);
        await ReopeningAt(minutes: 11, raises: true).LookAsync(default);

        var found = await FindAsync(number);
        Assert.Equal((CaseStates.PendingFiling, CaseActions.Reopen), (found.State.Key, found.Log[^1].Action.Key));
        Assert.Contains("has not stopped to raise it", found.Log[^1].Opinion, StringComparison.Ordinal);
    }

    private DeviceReopening ReopeningAt(int minutes, bool raises) => ActivatorUtilities.CreateInstance<DeviceReopening>(
        hub.Services, (DeviceRaises)((_, _) => raises), new ManualTime(TimeProvider.System.GetUtcNow().AddMinutes(minutes)));

    private async Task<(string Number, HubClient Acceptor)> CaseOfAsync(long incident)
    {
        var acceptor = await hub.SignInAsync("acceptor");
        return ((string)(await acceptor.PostAsync($"/incidents/{incident}/confirm"))["caseNumber"]!, acceptor);
    }

    private async Task CloseAsync(string number)
    {
        await ActAsync(CaseActions.File, Roles.ShiftLeader, new());
        await ActAsync(CaseActions.Dispatch, Roles.Dispatcher, new() { Department = "drainage" });
        await ActAsync(CaseActions.Handle, Roles.Department, new());
        await ActAsync(CaseActions.Feedback, Roles.Department, new() { Opinion = "done" });
        await ActAsync(CaseActions.PassReview, Roles.Dispatcher, new());
        await ActAsync(CaseActions.SendCheck, Roles.Acceptor, new());
        await ActAsync(CaseActions.AnswerCheck, Roles.Collector, new() { Result = ActionInput.Pass });
        await ActAsync(CaseActions.Check, Roles.Acceptor, new() { Result = ActionInput.Pass });
        await ActAsync(CaseActions.Close, Roles.ShiftLeader, new() { ClosingMet = true });

        Task ActAsync(string action, string role, CaseActionInput input) => Desk.ActAsync(
            number, action, input, new Actor($"user-{role}", role, new HashSet<string> { role }, "drainage"), expectedVersion: null);
    }

    private async Task EndAsync(long incident)
    {
        var found = await hub.Services.GetRequiredService<IncidentBook>().FindAsync(incident, default);
        foreach (var alarm in found!.Alarms.Where(a => a.ClearedAt is null))
        {
            await hub.Flow.AlarmChangedAsync(
                new Alarm
                {
                    Id = alarm.AlarmId,
                    DeviceId = alarm.DeviceId,
                    Rule = alarm.Rule,
                    Severity = alarm.Severity,
                    StartedAt = alarm.StartedAt,
                    RaisedAt = alarm.RaisedAt,
                    ClearedAt = HubUnderTest.Now,
                    Category = found.Category,
                },
                default);
        }
    }

    private CaseDesk Desk => hub.Services.GetRequiredService<CaseDesk>();

    private async Task<CaseDetail> FindAsync(string number) => (await Desk.FindAsync(number, Actor.System))!;
}
