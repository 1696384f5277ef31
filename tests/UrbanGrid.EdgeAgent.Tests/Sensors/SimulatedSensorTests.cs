using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Sensors;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Tests.Fixtures;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Sensors;

public sealed class SimulatedSensorTests
{
    [Fact]
    public async Task A_scripted_cover_tilts_at_its_second_reports_at_once_and_stays_tilted()
    {
        var time = new ManualTime();
        using var bench = new EdgeBench(time);
        var settings = new SensorSettings
        {
            Id = "well-1", Model = "manhole-cover", PeriodSeconds = 60,
            Script = [new ScriptStep { At = 20, Set = Values("""{"tilt":42}""") }, new ScriptStep { At = 150, Clear = ["tilt"] }],
        };
        using var sensor = new SimulatedSensor(settings, SimulatedSensor.ModelOf(settings, new Random(1)), bench.Outbox, bench.Board, time);
        using var stop = new CancellationTokenSource();
        var running = sensor.RunAsync(stop.Token);
        var reports = new List<TelemetryPayload>();
        foreach (var seconds in new[] { 20, 60, 60, 10 })
        {
            await Collect(bench, reports);
            time.Advance(TimeSpan.FromSeconds(seconds));
        }

        await Collect(bench, reports);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        var start = reports[0].Ts;
        Assert.Equal([0, 20, 80, 140, 150], reports.Select(r => (r.Ts - start) / 1000));
        Assert.Equal([1, 2, 3, 4, 5], reports.Select(r => r.Seq));
        Assert.Equal([false, true, true, true, false], reports.Select(r => r.Values["tilt"].GetDouble() is > 40 and < 44));
        Assert.All(reports, r => Assert.Equal(JsonValueKind.False, r.Values["open"].ValueKind));
    }

    [Fact]
    public void A_lamp_burns_by_the_citys_plan_over_midnight()
    {
        var plan = new LightingPlan(new LightingSettings { On = "18:30", Off = "05:30", TimeZone = "Asia/Shanghai" });
        Assert.True(plan.IsOn(new DateTimeOffset(2026, 3, 2, 18, 30, 0, TimeSpan.FromHours(8))));
        Assert.True(plan.IsOn(new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.FromHours(8))));
        Assert.False(plan.IsOn(new DateTimeOffset(2026, 3, 2, 5, 30, 0, TimeSpan.FromHours(8))));
        Assert.False(plan.IsOn(new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_lamp_that_is_forced_dark_draws_no_power_though_commanded_to_burn()
    {
        var lamp = new LampControllerModel(new LightingPlan(new LightingSettings()), new Random(1));
        var values = new Dictionary<string, Uplink.MetricValue>();
        lamp.Read(new DateTimeOffset(2026, 3, 2, 22, 0, 0, TimeSpan.FromHours(8)), new Dictionary<string, Uplink.MetricValue> { ["current"] = new(0.0) }, values);
        Assert.Equal(1, values["commanded"].Number);
        Assert.Equal(0, values["power"].Number);
        Assert.InRange(values["voltage"].Number, 217, 223);
    }

    [Fact]
    public void A_lamp_that_is_switched_and_dimmed_draws_what_it_was_told()
    {
        var lamp = new LampControllerModel(new LightingPlan(new LightingSettings()), new Random(1));
        var noon = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(8));

        Assert.True(lamp.Execute("switch", JsonSerializer.SerializeToElement(new { on = true })).Ok);
        Assert.True(lamp.Execute("dim", JsonSerializer.SerializeToElement(new { level = 50 })).Ok);

        var values = new Dictionary<string, Uplink.MetricValue>();
        lamp.Read(noon, new Dictionary<string, Uplink.MetricValue>(), values);
        Assert.Equal((1, 50), (values["commanded"].Number, values["dim"].Number));
        Assert.InRange(values["current"].Number, 0.34, 0.38);
        Assert.False(lamp.Execute("dim", JsonSerializer.SerializeToElement(new { level = 120 })).Ok);
    }

    private static async Task Collect(EdgeBench bench, List<TelemetryPayload> reports)
    {
        var before = reports.Count;
        await Eventually.Holds(
            () =>
            {
                reports.AddRange(bench.TakeTelemetry().Select(m => JsonSerializer.Deserialize(m.Payload, WireJson.Default.TelemetryPayload)!));
                return reports.Count > before;
            },
            "the sensor reports");

        // Its next wait must be armed before the clock moves on.
        await Task.Delay(100);
    }

    private static Dictionary<string, JsonElement> Values(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;
}
