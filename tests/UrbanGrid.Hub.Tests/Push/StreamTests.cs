using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Push;

[Collection(nameof(OneHub))]
public sealed class StreamTests(HubUnderTest hub)
{
    [Fact]
    public async Task An_incident_is_pushed_and_one_that_was_missed_is_pushed_after_resuming()
    {
        using var client = await hub.SignInAsync("leader");
        string last;
        await using (var stream = await EventReader.OpenAsync(client, null))
        {
            var first = await hub.RaiseCoverAlarmAsync("mh-06");
            var pushed = await stream.NextAsync("incident", data => (long?)data["id"] == first);
            Assert.Equal("open", (string?)pushed.Data["state"]);
            await stream.NextAsync("alarm", data => (string?)data["deviceId"] == "mh-06");
            last = (await stream.NextAsync("device", data => (string?)data["id"] == "mh-06")).Id;
        }

        var missed = await hub.RaiseCoverAlarmAsync("mh-07");
        await using var resumed = await EventReader.OpenAsync(client, last);
        await resumed.NextAsync("incident", data => (long?)data["id"] == missed);
    }

    [Fact]
    public async Task An_id_of_another_run_is_answered_with_a_reset()
    {
        using var client = await hub.SignInAsync("leader");
        await using var stream = await EventReader.OpenAsync(client, "0badcafe-17");
        await stream.NextAsync("reset", _ => true);
    }

    [Fact]
    public async Task A_step_of_a_case_is_pushed_with_its_new_version()
    {
        using var collector = await hub.SignInAsync("collector");
        await using var stream = await EventReader.OpenAsync(collector, null);
        var made = await collector.PostAsync("/cases", new { category = "event/0110", lat = 31.3, lon = 120.6, description = "纸箱" });
        var pushed = await stream.NextAsync("case", data => (string?)data["number"] == (string?)made["number"]);
        Assert.Equal(("reported", 1), ((string?)pushed.Data["state"], (long?)pushed.Data["version"]));
    }
}
