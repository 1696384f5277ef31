using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Hub.Triage;

namespace UrbanGrid.Hub.Tests.Triage;

/// <summary>The device that raised a case looks whether it is solved.</summary>
[Collection(nameof(OneHub))]
public sealed class DeviceCheckTests(HubUnderTest hub)
{
    private const string Sensor = "mh-11";

    [Fact]
    public async Task A_cover_that_lies_flat_again_is_proof_for_the_check_and_not_before()
    {
        var incident = await hub.RaiseCoverAlarmAsync(Sensor);
        using var acceptor = await hub.SignInAsync("acceptor");
        var number = (string)(await acceptor.PostAsync($"/incidents/{incident}/confirm"))["caseNumber"]!;
        await HandleAsync(number);
        await LookAsync();
        Assert.Null((await FindAsync(number)).Standing.Checked);

        await EndAlarmsAsync(incident);
        await LookAsync();

        var proved = await FindAsync(number);
        Assert.Equal((CaseStates.PendingReview, ActionInput.Pass), (proved.State.Key, proved.Standing.Checked));
        Assert.Equal((CaseActions.DeviceCheck, Roles.System), (proved.Log[^1].Action.Key, proved.Log[^1].Role.Key));
        Assert.Contains(Sensor, proved.Log[^1].Opinion, StringComparison.Ordinal);
        await LookAsync();
        Assert.Equal(proved.Version, (await FindAsync(number)).Version);
    }

    private async Task HandleAsync(string number)
    {
        await ActAsync(CaseActions.File, Roles.ShiftLeader, new());
        await ActAsync(CaseActions.Dispatch, Roles.Dispatcher, new() { Department = "drainage" });
        await ActAsync(CaseActions.Handle, Roles.Department, new());
        await ActAsync(CaseActions.Feedback, Roles.Department, new() { Opinion = "back in its seat" });

        Task ActAsync(string action, string role, CaseActionInput input) => Desk.ActAsync(
            number, action, input, new Actor($"user-{role}", role, new HashSet<string> { role }, "drainage"), expectedVersion: null);
    }

    private async Task EndAlarmsAsync(long incident)
    {
        var found = await hub.Services.GetRequiredService<IncidentBook>().FindAsync(incident, default);
        foreach (var alarm in found!.Alarms)
        {
            await hub.Flow.AlarmChangedAsync(
                new Alarm
                {
                    Id = alarm.AlarmId,
                    DeviceId = alarm.DeviceId,
                    Rule = alarm.Rule,
                    Severity = AlarmSeverity.Critical,
                    StartedAt = alarm.StartedAt,
                    RaisedAt = alarm.StartedAt,
                    ClearedAt = HubUnderTest.Now,
                    Category = "component/0103",
                },
                default);
        }
    }

    private CaseDesk Desk => hub.Services.GetRequiredService<CaseDesk>();

    private Task<int> LookAsync() => hub.Services.GetRequiredService<DeviceChecks>().LookAsync(default);

    private async Task<CaseDetail> FindAsync(string number) => (await Desk.FindAsync(number, Actor.System))!;
}
