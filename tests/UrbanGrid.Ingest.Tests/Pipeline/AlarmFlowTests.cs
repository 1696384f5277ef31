using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Pipeline;

/// <summary>From an observation to what the hub is told, on a clock that a test moves.</summary>
public sealed class AlarmFlowTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private IngestHost _host = null!;

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task InitializeAsync() => _host = await IngestHost.StartAsync(_folder, _time);

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_tilted_cover_is_told_once_with_no_further_message_and_its_end_too()
    {
        await _host.AddAsync("m1", "manhole-cover", attributes: new Dictionary<string, object> { ["background.tilt"] = 1, ["rule.tilt.hold_s"] = 10 });
        var began = Now;
        await _host.ReportAsync("m1", Now, "tilt", 35, _time);
        await AdvanceAsync(TimeSpan.FromSeconds(10));
        await Eventually.True(() => _host.Hub.Raised("tilt").Any(), "the alarm is told", _time);
        var alarm = Assert.Single(_host.Hub.Raised("tilt"));
        Assert.Equal((began, began + 10_000), (alarm.StartedAt, alarm.RaisedAt));
        Assert.Equal("tilt", Assert.Single(_host.Board.Find("m1")!.ActiveAlarms).Rule);

        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await _host.ReportAsync("m1", Now, "tilt", 36, _time);
        await _host.ReportAsync("m1", Now + 1, "tilt", 1, _time);
        await AdvanceAsync(TimeSpan.FromSeconds(11));
        await Eventually.True(() => _host.Hub.Cleared("tilt").Any(), "the end is told", _time);
        Assert.Equal(alarm.Id, Assert.Single(_host.Hub.Cleared("tilt")).Id);
        Assert.Single(_host.Hub.Raised("tilt"));
    }

    [Fact]
    public async Task A_tilt_that_ends_within_its_hold_is_told_to_nobody()
    {
        await _host.AddAsync("m1", "manhole-cover", attributes: new Dictionary<string, object> { ["background.tilt"] = 0 });
        await _host.ReportAsync("m1", Now, "tilt", 35, _time);
        await AdvanceAsync(TimeSpan.FromSeconds(29));
        await _host.ReportAsync("m1", Now, "tilt", 0, _time);
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        await _host.ReportAsync("m1", Now, "tilt", 0.5, _time);
        Assert.Empty(_host.Hub.Alarms);
    }

    [Fact]
    public async Task A_blip_of_five_minutes_is_no_alarm_and_an_outage_of_ten_is_one_with_an_end()
    {
        await _host.AddAsync("g1", "generic");
        await _host.ReportAsync("g1", Now, "x", 1, _time);
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        await _host.ReportAsync("g1", Now, "x", 2, _time);
        await AdvanceAsync(TimeSpan.FromSeconds(30));
        await Eventually.True(() => _host.Board.Find("g1")!.Health == DeviceHealth.Online, "online again", _time);
        Assert.Empty(_host.Hub.Alarms);

        var silentFrom = Now - 30_000;
        await AdvanceAsync(TimeSpan.FromSeconds(570));
        await Eventually.True(() => _host.Hub.Raised("silence").Any(), "silence is told", _time);
        var alarm = Assert.Single(_host.Hub.Raised("silence"));
        Assert.Null(alarm.Category);
        Assert.Equal((silentFrom, silentFrom + 600_000), (alarm.StartedAt, alarm.RaisedAt));

        await AdvanceAsync(TimeSpan.FromHours(1));
        await _host.ReportAsync("g1", Now, "x", 3, _time);
        await AdvanceAsync(TimeSpan.FromSeconds(30));
        await Eventually.True(() => _host.Hub.Cleared("silence").Any(), "its end is told", _time);
        Assert.Equal(2, _host.Hub.Alarms.Count);
    }

    [Fact]
    public async Task A_clock_set_forward_while_a_silence_is_being_timed_does_not_delay_it()
    {
        await _host.DisposeAsync();
        var stepping = new SteppingTime(_time);
        _host = await IngestHost.StartAsync(_folder, stepping);
        await _host.AddAsync("g1", "generic");
        stepping.StepAtNextTimer(TimeSpan.FromMinutes(9));
        var heard = Now;
        await _host.ReportAsync("g1", heard, "x", 1);
        await Eventually.True(() => Now == heard + 540_000, "the clock is set forward");

        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await Eventually.True(() => _host.Hub.Raised("silence").Any(), "silence is told", _time);
        Assert.Equal(heard + 600_000, Assert.Single(_host.Hub.Raised("silence")).RaisedAt);
    }

    [Fact]
    public async Task After_a_restart_a_running_hold_goes_on_from_its_true_beginning()
    {
        await _host.AddAsync("m1", "manhole-cover", attributes: new Dictionary<string, object> { ["background.tilt"] = 0 });
        await _host.ReportAsync("m1", Now, "tilt", 0, _time);
        var began = Now + 1_000;
        await _host.ReportAsync("m1", began, "tilt", 40, _time);
        await _host.ReportAsync("m1", began + 5_000, "tilt", 41, _time);
        await RestartAsync();

        Assert.Equal(41, _host.Board.Find("m1")!.Values["tilt"].Value);
        await AdvanceAsync(TimeSpan.FromSeconds(31));
        await Eventually.True(() => _host.Hub.Raised("tilt").Any(), "the alarm is told", _time);
        Assert.Equal(began, Assert.Single(_host.Hub.Raised("tilt")).StartedAt);
    }

    [Fact]
    public async Task After_a_restart_an_open_alarm_is_told_again_under_its_id_and_can_still_end()
    {
        await _host.AddAsync("m1", "manhole-cover", attributes: new Dictionary<string, object> { ["background.tilt"] = 0, ["rule.tilt.hold_s"] = 0, ["rule.tilt.clear_s"] = 0 });
        await _host.ReportAsync("m1", Now, "tilt", 40, _time);
        await Eventually.True(() => _host.Hub.Raised("tilt").Any(), "the alarm is told", _time);
        var id = _host.Hub.Raised("tilt").Single().Id;
        await RestartAsync();

        await Eventually.True(() => _host.Hub.Raised("tilt").Any(a => a.Id == id), "the alarm is told again", _time);
        await _host.ReportAsync("m1", Now + 1, "tilt", 0, _time);
        await Eventually.True(() => _host.Hub.Cleared("tilt").Any(a => a.Id == id), "its end is told", _time);
        Assert.Single(_host.Hub.Raised("tilt"));
    }

    [Fact]
    public async Task A_learned_background_survives_a_restart()
    {
        await _host.AddAsync("m1", "manhole-cover", attributes: new Dictionary<string, object> { ["rule.tilt.hold_s"] = 0 });
        for (var i = 0; i < 3; i++)
        {
            await _host.ReportAsync("m1", Now + i, "tilt", 20, _time);
        }

        await RestartAsync();
        await _host.ReportAsync("m1", Now + 10, "tilt", 28, _time);
        Assert.Empty(_host.Hub.Alarms);
        await _host.ReportAsync("m1", Now + 11, "tilt", 31, _time);
        await Eventually.True(() => _host.Hub.Raised("tilt").Any(), "the alarm is told", _time);
    }

    [Fact]
    public async Task A_vehicle_is_where_its_newest_fix_says_and_older_ones_are_only_stored()
    {
        await _host.AddAsync("car", "vehicle-terminal");
        await _host.SendAsync("car", "position", $$$"""{"ts":{{{Now}}},"lat":39.90,"lon":116.40,"speed":36,"attributes":{"ignition":true}}""");
        await _host.SendAsync("car", "position", $$$"""{"ts":{{{Now}}},"lat":39.90,"lon":116.40,"speed":36}""");
        await _host.SendAsync("car", "position", $$$"""{"ts":{{{Now - 10_000}}},"lat":39.80,"lon":116.40}""");
        await _host.SendAsync("car", "position", $$$"""{"ts":{{{Now + 1_000}}},"lat":39.9001,"lon":116.40}""");
        await Eventually.True(() => _host.Hub.Moves.Any(m => m.Place.Lat == 39.9001), "the last fix is told");
        Assert.Equal([39.90, 39.9001], _host.Hub.Moves.Select(m => m.Place.Lat));
        Assert.Equal(1, _host.Hub.Moves.First().Attributes["ignition"]);
        Assert.Equal(3, (await _host.Store.TrackAsync("car", 0, long.MaxValue / 2, 10, default)).Count);
        Assert.Equal(39.9001, _host.Board.FindVehicle("car")!.Place.Lat);
    }

    [Fact]
    public async Task Devices_of_one_grid_are_handled_one_after_the_other_in_order_of_arrival()
    {
        const int Devices = 8, Rounds = 50;
        for (var d = 0; d < Devices; d++)
        {
            await _host.AddAsync($"d{d}", "generic", grid: "110101-07");
        }

        for (var i = 0; i < Rounds * Devices; i++)
        {
            await _host.SendAsync($"d{i % Devices}", "telemetry", $$$"""{"ts":{{{Now + i}}},"values":{"x":{{{i}}}}}""");
        }

        await Eventually.True(() => Enumerable.Range(0, Devices).All(d => _host.Board.Find($"d{d}")?.Values.TryGetValue("x", out var v) == true && v.Value >= (Rounds - 1) * Devices), "all handled");
        var seen = _host.Hub.Twins.Select(t => t.Twin).Where(t => t.Values.ContainsKey("x")).GroupBy(t => t.DeviceId);
        Assert.All(seen, device => Assert.Equal(device.Select(t => t.Values["x"].Value).Order(), device.Select(t => t.Values["x"].Value)));
        Assert.Single(Enumerable.Range(0, Devices).Select(d => _host.Get<Ingest.Gateway.DeviceLanes>().Find($"d{d}")!.Worker).Distinct());
    }

    [Fact]
    public async Task A_device_that_moves_to_another_grid_takes_its_alarm_along()
    {
        var grids = Enumerable.Range(0, 100).Select(i => $"grid-{i}").ToArray();
        await _host.AddAsync("m1", "manhole-cover", grids[0], new Dictionary<string, object> { ["background.tilt"] = 0, ["rule.tilt.hold_s"] = 0, ["rule.tilt.clear_s"] = 0 });
        await _host.ReportAsync("m1", Now, "tilt", 40, _time);
        await Eventually.True(() => _host.Hub.Raised("tilt").Any(), "the alarm is told", _time);
        var lanes = _host.Get<Ingest.Gateway.DeviceLanes>();
        var first = lanes.Find("m1")!.Worker;
        foreach (var grid in grids.TakeWhile(_ => lanes.Find("m1")!.Worker == first))
        {
            await _host.Registry.UpdateAsync(_host.Registry.Find("m1")! with { GridCode = grid }, default);
        }

        Assert.NotEqual(first, lanes.Find("m1")!.Worker);
        await Eventually.TrueAsync(
            async () =>
            {
                await _host.SendAsync("m1", "telemetry", $$$"""{"values":{"tilt":0}}""");
                return _host.Hub.Cleared("tilt").Any();
            },
            "its end is told", _time);
        Assert.Equal(_host.Hub.Raised("tilt").Single().Id, _host.Hub.Cleared("tilt").First().Id);
    }

    [Fact]
    public async Task A_detection_of_the_edge_is_told_and_a_false_one_is_not()
    {
        await _host.AddAsync("cam", "camera");
        await _host.SendAsync("cam", "detection", $$$"""{"id":"other:left_object:1","deviceId":"cam","rule":"left_object","severity":"Major","startedAt":{{{Now}}},"raisedAt":{{{Now}}}}""");
        await _host.SendAsync("cam", "detection", $$$"""{"id":"cam:left_object:1","deviceId":"cam","rule":"left_object","severity":"Major","startedAt":{{{Now}}},"raisedAt":{{{Now}}}}""");
        await Eventually.True(() => !_host.Hub.Alarms.IsEmpty, "the detection is told", _time);
        Assert.Equal("cam:left_object:1", Assert.Single(_host.Hub.Alarms).Id);
        await Eventually.TrueAsync(async () => (await _host.Store.DeadLettersAsync("cam", 10, default)).Count == 1, "the false one is set aside");
        Assert.Equal("bad_json", (await _host.Store.DeadLettersAsync("cam", 10, default))[0].Reason);
    }

    [Fact]
    public async Task Twins_that_change_faster_than_the_interval_are_told_with_their_last_values()
    {
        await _host.DisposeAsync();
        _host = await IngestHost.StartAsync(_folder, _time, o => o with { TwinInterval = TimeSpan.FromSeconds(1) });
        for (var d = 0; d < 3; d++)
        {
            await _host.AddAsync($"d{d}", "generic");
        }

        for (var i = 0; i < 30; i++)
        {
            await _host.SendAsync($"d{i % 3}", "telemetry", $$$"""{"ts":{{{Now + i}}},"values":{"x":{{{i}}}}}""");
        }

        await Eventually.TrueAsync(async () => (await _host.Store.QueryAsync(new SeriesQuery("d2", "x", 0, long.MaxValue / 2), default)).Count == 10, "all are stored");
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        await Eventually.True(() => Enumerable.Range(0, 3).All(d => _host.Board.Find($"d{d}")?.Values.TryGetValue("x", out var v) == true && v.Value == 27 + d), "the last values are told", _time);
        Assert.True(_host.Hub.Twins.Count(t => t.Twin.DeviceId == "d0") < 10);
    }

    private async Task RestartAsync()
    {
        await _host.DisposeAsync();
        _host = await IngestHost.StartAsync(_folder, _time);
    }

    /// <summary>Lets the workers settle, then moves the clock.</summary>
    private async Task AdvanceAsync(TimeSpan by)
    {
        await Task.Delay(20);
        _time.Advance(by);
    }
}
