using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Hub.Triage.Learning;
using UrbanGrid.Hub.Triage.Remedies;

namespace UrbanGrid.Hub.Tests.Triage.Remedies;

/// <summary>Remedies and what they would have done, on a camera whose past is written down here.</summary>
public sealed class RemedyPlansTests
{
    private static readonly TimeZoneInfo City = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly ZoneReplay Replay = new(City);
    private static readonly RemedyPlans Plans = new(Replay, new LearningSettings { ThresholdVerdicts = 10, ThresholdConfirmed = 3 });
    private static readonly PictureBox Glare = new(0.60, 0.20, 0.10, 0.10);
    private static readonly PictureBox Kerb = new(0.20, 0.70, 0.10, 0.10);

    private static readonly CameraZone Zone = new(60)
    {
        Name = "kerb", Purpose = ZonePurpose.Dumping, Polygon = [new(0, 0), new(1, 0), new(1, 1), new(0, 1)],
    };

    [Fact]
    public void A_reflection_is_masked_and_the_effect_counts_what_lay_there()
    {
        PastAlarm[] past =
        [
            .. Enumerable.Range(0, 14).Select(i => Past(Glare with { X = 0.60 + (i * 0.002) }, "reflection")),
            Past(Kerb, "reflection"),
            .. Enumerable.Range(0, 21).Select(_ => Past(Kerb, reason: null)),
        ];

        var remedy = Plans.For(past[0], [Zone], past).Single(r => r.Key == RemedyKey.Mask);

        Assert.Equal(new RemedyEffect(14, 15, 0, 21), remedy.Effect);
        Assert.True(remedy.Effect.IsGood);
        var mask = Assert.Single(ZonesOf(remedy), z => z.Purpose == ZonePurpose.Ignore);
        Assert.Contains(Zone, ZonesOf(remedy));
        ZoneCheck.Check(ZonesOf(remedy));
        Assert.All(past.Take(14), a => Assert.False(Replay.Fires([Zone, mask], a)));
    }

    [Fact]
    public void A_mask_that_would_hide_right_alarms_says_so()
    {
        PastAlarm[] past = [Past(Glare, "reflection"), Past(Glare, reason: null), Past(Glare with { X = 0.61 }, reason: null)];

        var effect = Plans.For(past[0], [Zone], past).Single(r => r.Key == RemedyKey.Mask).Effect;

        Assert.Equal((new RemedyEffect(1, 1, 2, 2), false), (effect, effect.IsGood));
    }

    [Fact]
    public void Allowed_hours_are_taken_out_of_the_zones_hours()
    {
        PastAlarm[] past =
        [
            Past(Kerb, "allowed_hours", At("06:20")), Past(Kerb, "allowed_hours", At("07:45")), Past(Kerb, "allowed_hours", At("06:50", day: 2)),
            Past(Kerb, reason: null, At("15:00")), Past(Kerb, reason: null, At("23:30")), Past(Kerb, "reflection", At("12:00")),
        ];

        var remedy = Assert.Single(Plans.For(past[0], [Zone], past));

        Assert.Equal((RemedyKey.Hours, new RemedyEffect(3, 4, 0, 2)), (remedy.Key, remedy.Effect));
        Assert.Contains("06:00", remedy.Text.En, StringComparison.Ordinal);
        Assert.Contains("08:00", remedy.Text.En, StringComparison.Ordinal);
        Assert.Equal(2, ZonesOf(remedy).Single().Hours.Count);
    }

    [Theory]
    [InlineData("22:10,23:50,01:20", 22 * 60, 2 * 60)]
    [InlineData("07:00", 7 * 60, 8 * 60)]
    [InlineData("00:05,06:30", 0, 7 * 60)]
    public void The_hours_are_the_shortest_span_that_holds_all_of_them_also_over_midnight(string times, int from, int to)
    {
        Assert.Equal((from, to), AllowedHours.Around(times.Split(',').Select(t => TimeSpan.Parse(t, System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Times_all_over_the_day_are_no_hours()
    {
        Assert.Null(AllowedHours.Around(Enumerable.Range(0, 8).Select(i => TimeSpan.FromHours(i * 3))));
    }

    [Theory]
    [InlineData("", "03:00", true)]
    [InlineData("", "22:30", false)]
    [InlineData("", "01:30", false)]
    [InlineData("20:00-06:00", "21:00", true)]
    [InlineData("20:00-06:00", "23:00", false)]
    [InlineData("20:00-06:00", "12:00", false)]
    [InlineData("20:00-06:00", "04:00", true)]
    public void What_is_left_of_a_zones_hours_holds_as_before_outside_the_span(string hours, string time, bool holds)
    {
        var parts = hours.Split('-');
        ZoneHours[] before = hours.Length == 0
            ? []
            : [new ZoneHours { From = Time(parts[0]), To = Time(parts[1]) }];
        var after = AllowedHours.Without(before, (22 * 60, 2 * 60));

        Assert.Equal(holds, ZoneReplay.Holds(after, new DateTime(2026, 3, 4).Add(Time(time).ToTimeSpan())));

        static TimeOnly Time(string text) => TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Somebody_waiting_asks_for_the_dwell_that_outlasts_the_waiting_but_not_the_dumping()
    {
        PastAlarm[] past =
        [
            .. Enumerable.Range(0, 8).Select(i => Past(Kerb, "person_waiting", lasted: 100 + (i * 20))),
            .. Enumerable.Range(0, 5).Select(i => Past(Kerb, reason: null, lasted: 900 + (i * 600))),
            Past(Kerb, reason: null, lasted: null),
        ];

        var remedy = Assert.Single(Plans.For(past[0], [Zone], past));

        Assert.Equal((RemedyKey.Dwell, 300.0), (remedy.Key, ZonesOf(remedy).Single().DwellSeconds));
        Assert.Equal(new RemedyEffect(8, 8, 0, 6), remedy.Effect);
    }

    [Fact]
    public void A_camera_without_zones_gets_its_whole_picture_as_the_zone_that_waits_longer()
    {
        PastAlarm[] past = [Past(Kerb, "person_waiting", lasted: 80) with { Zone = "picture" }];

        var zone = Assert.Single(ZonesOf(Plans.For(past[0], [], past).Single()));

        Assert.Equal(("picture", 90.0, 0), (zone.Name, zone.DwellSeconds, zone.Polygon.Count));
    }

    [Theory]
    [InlineData("duplicate")]
    [InlineData("person_waiting")]
    public void Where_nothing_would_have_helped_nothing_is_proposed(string reason)
    {
        PastAlarm[] past = [Past(Kerb, reason, lasted: null)];
        Assert.Empty(Plans.For(past[0], [Zone], past));
    }

    [Fact]
    public void A_threshold_keeps_away_what_the_hub_had_doubted_and_counts_what_it_would_have_missed()
    {
        PastAlarm[] past =
        [
            .. new[] { 0.12, 0.18, 0.22, 0.28, 0.33, 0.71 }.Select(p => Past(Glare, "reflection") with { Probability = p }),
            .. new[] { 0.41, 0.62, 0.8, 0.9 }.Select(p => Past(Kerb, reason: null) with { Probability = p }),
            Past(Glare, "reflection") with { Rule = "cover", Probability = 0.1 },
        ];

        var remedy = Plans.For(past[0], [Zone], past).Single(r => r.Key == RemedyKey.Threshold);

        Assert.Equal(new RemedyEffect(5, 6, 0, 4), remedy.Effect);
        Assert.Equal(new RemedyChange.OfThreshold("left_object", 0.35), remedy.Change);
        Assert.Contains("35%", remedy.Text.En, StringComparison.Ordinal);
        Assert.Contains("遗留物", remedy.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_covers_alarm_can_be_doubted_though_no_zone_raised_it()
    {
        PastAlarm[] past =
        [
            .. Enumerable.Range(0, 8).Select(_ => Past(Glare, "reflection") with { Zone = null, Rule = "cover", Probability = 0.2 }),
            .. Enumerable.Range(0, 3).Select(_ => Past(Glare, reason: null) with { Zone = null, Rule = "cover", Probability = 0.9 }),
        ];

        Assert.Equal(RemedyKey.Threshold, Assert.Single(Plans.For(past[0], [Zone], past)).Key);
    }

    [Theory]
    [InlineData(0.4, 3, 6)]
    [InlineData(0.9, 2, 8)]
    public void No_threshold_where_it_would_miss_as_much_as_it_spares_or_too_little_is_known(double thoughtOfConfirmed, int confirmed, int rejected)
    {
        PastAlarm[] past =
        [
            .. Enumerable.Range(0, rejected).Select(_ => Past(Glare, "reflection") with { Probability = 0.4 }),
            .. Enumerable.Range(0, confirmed + 1).Select(i => Past(Kerb, reason: null) with { Probability = i < confirmed ? thoughtOfConfirmed : null }),
        ];

        Assert.DoesNotContain(Plans.For(past[0], [Zone], past), r => r.Key == RemedyKey.Threshold);
    }

    [Fact]
    public void An_alarm_that_no_zone_raised_has_no_remedy_in_zones()
    {
        PastAlarm[] past = [Past(Glare, "reflection") with { Zone = null }];
        Assert.Empty(Plans.For(past[0], [Zone], past));
    }

    [Fact]
    public void Undoing_gives_back_what_it_changed_and_leaves_what_others_changed_since()
    {
        var before = new[] { Zone };
        var after = new[] { Zone with { DwellSeconds = 300 } };
        CameraZone added = new() { Name = "new", Purpose = ZonePurpose.Occupancy, Polygon = Zone.Polygon };

        Assert.Equal([60.0, 60.0], RemedyDesk.Undone(before, after, [.. after, added]).Select(z => z.DwellSeconds));
        var mask = new CameraZone { Name = "mask-1", Purpose = ZonePurpose.Ignore, Polygon = Zone.Polygon };
        Assert.Equal(["kerb", "new"], RemedyDesk.Undone(before, [Zone, mask], [Zone, mask, added]).Select(z => z.Name));
    }

    private static IReadOnlyList<CameraZone> ZonesOf(Remedy remedy) => Assert.IsType<RemedyChange.OfZones>(remedy.Change).After;

    private static PastAlarm Past(PictureBox box, string? reason, long? at = null, double? lasted = 3_600)
    {
        var raised = at ?? At("10:00");
        var started = raised - 60_000;
        return new PastAlarm("kerb", box, started, raised, lasted is { } s ? started + (long)(s * 1000) : null, reason is null, reason, "left_object");
    }

    /// <summary>A moment of the city's time.</summary>
    private static long At(string time, int day = 1)
    {
        var local = new DateTime(2026, 3, day).Add(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
        return new DateTimeOffset(local, City.GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }
}
