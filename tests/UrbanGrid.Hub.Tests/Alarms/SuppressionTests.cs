using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;

namespace UrbanGrid.Hub.Tests.Alarms;

public sealed class SuppressionTests : IAsyncLifetime
{
    private AlarmBench _bench = null!;

    public async Task InitializeAsync() => _bench = await AlarmBench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task A_window_suppresses_the_devices_it_names_until_it_ends()
    {
        var window = await _bench.MaintainAsync(TimeSpan.FromHours(2), devices: ["mh-1"]);

        Assert.Equal(new Suppression("maintenance", window.EndsAt, window.Id), (await _bench.TakeAsync(_bench.Alarm("mh-1"))).Suppression);
        Assert.Null((await _bench.TakeAsync(_bench.Alarm("mh-2"))).Suppression);
        _bench.Time.Advance(TimeSpan.FromHours(2));
        Assert.Null((await _bench.TakeAsync(_bench.Alarm("mh-1"))).Suppression);
    }

    [Fact]
    public async Task A_window_of_a_model_and_a_grid_is_about_devices_that_are_both()
    {
        await _bench.MaintainAsync(TimeSpan.FromHours(2), model: "manhole-cover", grid: "RG-1");

        Assert.NotNull((await _bench.TakeAsync(_bench.Alarm("mh-1"))).Suppression);
        Assert.Null((await _bench.TakeAsync(_bench.Alarm("mh-2"))).Suppression);
        Assert.Null((await _bench.TakeAsync(_bench.Alarm("lamp-1"))).Suppression);
    }

    [Fact]
    public async Task A_group_outage_is_suppressed_only_where_all_its_devices_are()
    {
        await _bench.AddAsync("lamp-2", "lamp-controller", "RG-1");
        await _bench.AddAsync("lamp-3", "lamp-controller", "RG-2");
        await _bench.MaintainAsync(TimeSpan.FromHours(2), grid: "RG-1");

        Assert.NotNull((await _bench.TakeAsync(_bench.Alarm("lamp-1", "a", members: ["lamp-1", "lamp-2"]))).Suppression);
        Assert.Null((await _bench.TakeAsync(_bench.Alarm("lamp-1", "b", members: ["lamp-1", "lamp-2", "lamp-3"]))).Suppression);
    }

    [Fact]
    public async Task A_window_that_has_not_begun_suppresses_nothing()
    {
        await _bench.Maintenance.AddAsync(
            new MaintenanceOrder(["mh-1"], null, null, _bench.Now + 60_000, _bench.Now + 120_000, "清淤"), "赵派", default);

        Assert.Null((await _bench.TakeAsync(_bench.Alarm("mh-1"))).Suppression);
    }

    [Fact]
    public async Task A_window_that_is_called_off_ends_now_and_stays_to_be_read()
    {
        var window = await _bench.MaintainAsync(TimeSpan.FromHours(2), devices: ["mh-1"]);

        Assert.True(await _bench.Maintenance.CallOffAsync(window.Id, default));

        Assert.Null((await _bench.TakeAsync(_bench.Alarm("mh-1"))).Suppression);
        Assert.Equal(_bench.Now, Assert.Single(await _bench.Maintenance.ListAsync(0, 10, default)).EndsAt);
        Assert.False(await _bench.Maintenance.CallOffAsync("nothing", default));
    }

    [Fact]
    public async Task An_open_case_about_the_same_thing_suppresses_and_is_named()
    {
        _bench.OpenCases["mh-1"] = "320599-20260302-0001";

        Assert.Equal(new Suppression("work_order", null, "320599-20260302-0001"), (await _bench.TakeAsync(_bench.Alarm("mh-1"))).Suppression);
    }

    [Fact]
    public async Task A_suppressed_alarms_pictures_wait_for_the_incident()
    {
        await _bench.AddAsync("cam-1", "camera", "RG-1");
        await _bench.MaintainAsync(TimeSpan.FromHours(2), devices: ["cam-1"]);
        byte[] jpeg = [0xFF, 0xD8, 0x01, 0xFF, 0xD9];
        var alarm = _bench.Alarm("cam-1", "left_object") with
        {
            Box = new PictureBox(0.1, 0.2, 0.3, 0.4), Zone = "kerb", Pictures = [new AlarmPicture(PictureMoment.Detection, _bench.Now, jpeg)],
        };

        var restored = await _bench.Pictures.RestoreAsync(await _bench.TakeAsync(alarm), default);

        Assert.Equal(jpeg, Assert.Single(restored.Pictures).Jpeg.ToArray());
        Assert.Equal((alarm.Box, "kerb", alarm.Category), (restored.Box, restored.Zone, restored.Category));
    }
}
