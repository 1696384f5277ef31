using System.Text.Json;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Ingest.Vehicles.Geofences;
using UrbanGrid.Ingest.Vehicles.Rules;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Vehicles.Rules;

/// <summary>From a vehicle's fix to what the hub is told, through the whole of ingest, on a clock that a test moves.</summary>
public sealed class VehicleFlowTests : IAsyncLifetime
{
    private static readonly Geofence OldTown = Ground.Fence("old-town", GeofenceKind.Forbidden, Ground.Box(0, -100, 200, 100));
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private IngestHost _host = null!;

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task InitializeAsync()
    {
        _host = await IngestHost.StartAsync(_folder, _time);
        await _host.AddAsync("v1", "vehicle-terminal", attributes: new { kind = "muck" });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_area_drawn_while_vehicles_drive_counts_for_the_next_fix_and_a_timer_tells_who_stays_inside()
    {
        await FixAsync(-500);
        await _host.Get<GeofenceRegister>().CreateAsync(OldTown, "dispatcher", default);
        var began = Now + 60_000;
        await AdvanceAsync(60);
        await FixAsync(50);
        await AdvanceAsync(14);

        await Eventually.True(() => _host.Hub.Raised(VehicleRuleKey.ForbiddenArea).Any(), "the alarm is told", _time);
        var alarm = Assert.Single(_host.Hub.Raised(VehicleRuleKey.ForbiddenArea));
        Assert.Equal(($"v1:forbidden_area:{began}", "old-town", began + 10_000), (alarm.Id, alarm.Zone, alarm.RaisedAt));
        Assert.Contains(_host.Board.Find("v1")!.ActiveAlarms, a => a.Id == alarm.Id);
    }

    [Fact]
    public async Task An_alarm_that_holds_goes_on_over_a_restart_and_ends_when_the_vehicle_is_gone()
    {
        await _host.Get<GeofenceRegister>().CreateAsync(OldTown, "dispatcher", default);
        await FixAsync(50);
        await AdvanceAsync(14);
        await Eventually.True(() => _host.Hub.Raised(VehicleRuleKey.ForbiddenArea).Any(), "the alarm is told", _time);
        var id = _host.Hub.Raised(VehicleRuleKey.ForbiddenArea).First().Id;

        await _host.DisposeAsync();
        _time.Advance(TimeSpan.FromSeconds(60));
        _host = await IngestHost.StartAsync(_folder, _time);
        await Eventually.True(() => _host.Hub.Raised(VehicleRuleKey.ForbiddenArea).Any(), "it is told again", _time);
        await FixAsync(60);
        await AdvanceAsync(30);
        Assert.Empty(_host.Hub.Cleared(VehicleRuleKey.ForbiddenArea));

        await FixAsync(900);
        await AdvanceAsync(30);
        await Eventually.True(() => _host.Hub.Cleared(VehicleRuleKey.ForbiddenArea).Any(), "its end is told", _time);
        Assert.All(_host.Hub.Alarms.Where(a => a.Rule == VehicleRuleKey.ForbiddenArea), a => Assert.Equal(id, a.Id));
    }

    [Fact]
    public async Task What_a_truck_did_before_the_hub_was_restarted_and_nobody_was_told_is_told_after_it()
    {
        await SendAsync(0, 40, 1);
        await AdvanceAsync(2);
        await SendAsync(0, 0, 0);
        await AdvanceAsync(2);
        var tipped = Now - 2_000;
        await _host.DisposeAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        _host = await IngestHost.StartAsync(_folder, _time);
        await AdvanceAsync(20);

        await Eventually.True(() => _host.Hub.Raised(VehicleRuleKey.DumpingSuspected).Any(), "the dump is told", _time);
        Assert.Equal($"v1:dumping_suspected:{tipped}", Assert.Single(_host.Hub.Raised(VehicleRuleKey.DumpingSuspected)).Id);
    }

    [Fact]
    public async Task A_deleted_area_ends_the_alarm_of_a_vehicle_that_sends_no_more()
    {
        await _host.Get<GeofenceRegister>().CreateAsync(OldTown, "dispatcher", default);
        await FixAsync(50, kmh: 0);
        await AdvanceAsync(14);
        await Eventually.True(() => _host.Hub.Raised(VehicleRuleKey.ForbiddenArea).Any(), "the alarm is told", _time);

        await _host.Get<GeofenceRegister>().DeleteAsync("old-town", "dispatcher", default);
        await AdvanceAsync(70);
        await Eventually.True(() => _host.Hub.Cleared(VehicleRuleKey.ForbiddenArea).Any(), "its end is told", _time);
    }

    [Fact]
    public async Task Areas_are_there_again_after_a_restart_and_what_another_hub_changed_is_taken_over()
    {
        var register = _host.Get<GeofenceRegister>();
        await register.CreateAsync(OldTown, "dispatcher", default);
        await using var other = await IngestHost.StartAsync(_folder, _time, o => o with { SessionFile = null, DataDirectory = _folder.File("other") });
        Assert.Equal("old-town", Assert.Single(other.Get<GeofenceRegister>().All).Id);

        await other.Get<GeofenceRegister>().UpdateAsync(OldTown with { SpeedLimitKmh = 20 }, "admin", default);
        await register.RefreshAsync(default);

        Assert.Equal((20.0, 2L), (Assert.Single(register.All).SpeedLimitKmh!.Value, register.All[0].Version));
    }

    [Fact]
    public async Task Two_who_change_the_same_area_do_not_overwrite_each_other()
    {
        var register = _host.Get<GeofenceRegister>();
        var made = await register.CreateAsync(OldTown, "dispatcher", default);
        await register.UpdateAsync(made with { SpeedLimitKmh = 20 }, "dispatcher", default);

        var refused = await Assert.ThrowsAsync<GeofenceRefusedException>(() => register.UpdateAsync(made with { SpeedLimitKmh = 40 }, "admin", default));

        Assert.Equal((GeofenceRefusal.Changed, 20.0), (refused.Refusal, register.Find("old-town")!.SpeedLimitKmh));
    }

    private Task FixAsync(double east, double kmh = 30) => SendAsync(east, kmh, 0.3);

    private async Task SendAsync(double east, double kmh, double load)
    {
        var (at, place) = (Now, Ground.Place(east, 0));
        await _host.SendAsync("v1", "position", JsonSerializer.Serialize(new { ts = at, lat = place.Lat, lon = place.Lon, speed = kmh, attributes = new { load_share = load } }));
        await AdvanceAsync(0);
        await Eventually.TrueAsync(async () => (await _host.Store.LatestPositionsAsync(default)).Any(p => p.Timestamp == at), "the fix is stored", _time);
    }

    /// <summary>Lets the workers settle, then moves the clock second by second, as clocks go.</summary>
    private async Task AdvanceAsync(int seconds)
    {
        for (var s = 0; s < seconds; s++)
        {
            await Task.Delay(20);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await Task.Delay(20);
    }
}
