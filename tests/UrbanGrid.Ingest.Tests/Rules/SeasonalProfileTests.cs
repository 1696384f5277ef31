using UrbanGrid.Contracts;
using static UrbanGrid.Ingest.Tests.Rules.RuleBench;

namespace UrbanGrid.Ingest.Tests.Rules;

/// <summary>Anomaly detection on generated series: a day's and a week's course with noise, drift, gaps and spikes.</summary>
public sealed class SeasonalProfileTests
{
    private const long Minute = 60_000;
    private const long Day = 1_440 * Minute;

    private static readonly long Start = At("2026-03-02T00:00:00+08:00");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Eight_weeks_of_ordinary_variation_with_drift_gaps_and_spikes_raise_nothing(int seed)
    {
        var random = new Random(seed);
        var alarms = Run(Sensor(), days: 56, t => IsGap(t) ? null : random.Next(500) == 0 ? 100 : Usual(t, random) + (0.02 * t / Day));
        Assert.Empty(alarms);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    public void A_real_shift_is_told_with_what_was_expected(int day)
    {
        var random = new Random(4);
        var alarms = Run(Sensor(), day + 1, t => Usual(t, random) + (t >= (day * Day) + (600 * Minute) ? 8 : 0));
        var alarm = Assert.Single(alarms, a => a.ClearedAt is null);
        Assert.Equal("unusual_x", alarm.Rule);
        Assert.InRange(alarm.StartedAt, Start + (day * Day) + (600 * Minute), Start + (day * Day) + (630 * Minute));
        Assert.Equal(15 * Minute, alarm.RaisedAt - alarm.StartedAt);
        var reading = Assert.Single(alarm.Readings);
        Assert.InRange(reading.Expected!.Value, reading.BandLow!.Value, reading.BandHigh!.Value);
        Assert.True(reading.Value > reading.BandHigh);
    }

    [Fact]
    public void Nothing_is_told_before_a_week_is_known()
    {
        var random = new Random(5);
        Assert.Empty(Run(Sensor(), 7, t => Usual(t, random) + (t > 5 * Day ? 50 : 0)));
    }

    [Fact]
    public void A_level_that_moved_for_good_is_usual_after_two_days()
    {
        var random = new Random(6);
        var alarms = Run(Sensor(), 30, t => Usual(t, random) + (t >= 20 * Day ? 8 : 0));
        var raised = Assert.Single(alarms, a => a.ClearedAt is null);
        var cleared = Assert.Single(alarms, a => a.ClearedAt is not null);
        Assert.Equal(raised.Id, cleared.Id);
        Assert.InRange(cleared.ClearedAt!.Value, Start + (21 * Day), Start + (23 * Day));
    }

    [Fact]
    public void A_weekend_is_told_apart_once_four_are_known()
    {
        var random = new Random(7);
        var device = Sensor();
        Run(device, 35, t => Usual(t, random));
        var profile = device.TrackOf("x")!.Profile!;
        var (workday, weekend) = (profile.BandAt(Start + (35 * Day) + (600 * Minute))!.Value, profile.BandAt(Start + (40 * Day) + (600 * Minute))!.Value);
        Assert.True(workday.Weekly && weekend.Weekly);
        Assert.InRange(workday.Expected - weekend.Expected, 3.5, 4.5);
        Assert.InRange(workday.Half, 0.5, 5);
    }

    [Fact]
    public void A_metric_that_never_moves_alarms_only_beyond_its_least_band()
    {
        var alarms = Run(Sensor(minBand: 0.5), 20, t => t >= 15 * Day ? 3.4 : 3);
        Assert.Empty(alarms);
        Assert.Single(Run(Sensor(minBand: 0.5), 16, t => t >= 15 * Day ? 3.6 : 3));
    }

    /// <summary>A course over the day, lower at weekends, with noise of 0.3.</summary>
    private static double Usual(long t, Random random)
    {
        var weekend = t / Day % 7 >= 5;
        var noise = Enumerable.Range(0, 6).Sum(_ => random.NextDouble() - 0.5) * 0.42;
        return 20 + (5 * Math.Sin(2 * Math.PI * (t % Day) / Day)) - (weekend ? 4 : 0) + noise;
    }

    /// <summary>Nothing for two days in the fourth week, and for an hour every third day.</summary>
    private static bool IsGap(long t) => t / Day is 23 or 24 || (t / Day % 3 == 0 && t % Day / (60 * Minute) == 13);

    private static Ingest.Rules.DeviceState Sensor(double minBand = 0) => Device(Read($$$"""
        {"key":"mine","name":{"zh":"我的","en":"Mine"},"metrics":[{"key":"x","name":{"zh":"甲","en":"X"},"unit":"",
        "anomaly":{"minBand":{{{minBand.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}}}]}
        """));

    /// <summary>One reading in five minutes; null for none.</summary>
    private static List<Alarm> Run(Ingest.Rules.DeviceState device, int days, Func<long, double?> reading)
    {
        var alarms = new List<Alarm>();
        for (var t = 0L; t < days * Day; t += 5 * Minute)
        {
            alarms.AddRange(Wait(device, Start + t));
            if (reading(t) is { } value)
            {
                alarms.AddRange(Report(device, "x", Start + t, value));
            }
        }

        return alarms;
    }
}
