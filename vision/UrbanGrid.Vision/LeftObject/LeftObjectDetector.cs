using UrbanGrid.Contracts;
using UrbanGrid.Vision.Evidence;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>Told about each hearing that ended without an alarm; for tests and tuning.</summary>
internal delegate void RefusalListener(in Hearing hearing, string objection, Ruling ruling);

/// <summary>Runs the clocks of the static regions and has the judges hear those whose time is nearly over.</summary>
internal sealed class LeftObjectDetector(
    Scene scene, RegionTracker tracker, AlarmReporter reporter, LeftObjectSettings settings)
{
    private readonly JudgePanel _panel = new(settings);

    /// <summary>Listener, if any.</summary>
    public RefusalListener? Refused { get; init; }

    /// <summary>Advances every region's clocks by one frame.</summary>
    public void RunClocks(Tick tick)
    {
        foreach (var region in tracker.Regions)
        {
            foreach (var clock in region.Clocks)
            {
                var attended = clock.Zone.IsDumping && IsAttended(region, clock.Zone, tick);
                clock.Advance(tick.Elapsed, region.Match is not null, attended, region.IsCovered);
            }
        }
    }

    /// <summary>Hears the regions that are due; returns the alarms raised.</summary>
    public IReadOnlyList<Alarm> Judge(in SceneFrame frame, ReadOnlySpan<byte> jpeg, Tick tick)
    {
        List<Alarm> raised = [];
        for (var i = tracker.Regions.Count - 1; i >= 0; i--)
        {
            var region = tracker.Regions[i];
            if (region.Match is null || region.IsCovered)
            {
                continue;
            }

            foreach (var clock in region.Clocks)
            {
                if (!(clock.IsNearlyDue || clock.IsSettled) || tick.Now - clock.HeardAt < settings.HearingEverySeconds)
                {
                    continue;
                }

                clock.HeardAt = tick.Now;
                if (HasReportedTwin(region, clock) || Hear(region, clock, frame, jpeg, tick) is not { } alarm)
                {
                    continue;
                }

                clock.Alarm = alarm;
                raised.Add(alarm);
            }

            Settle(region, tick);
        }

        return raised;
    }

    private Alarm? Hear(StaticRegion region, ZoneClock clock, in SceneFrame frame, ReadOnlySpan<byte> jpeg, Tick tick)
    {
        var hearing = new Hearing
        {
            Region = region,
            Zone = clock.Zone,
            Features = scene.Features(region.Handle),
            OthersShare = scene.Others(region.Handle, clock.Zone.Number, settings.ReachOf(region.Box)) / (double)region.Area,
            Box = RelativeBox(region.Box, frame),
            Jpeg = jpeg,
            Now = tick.Now,
        };
        var opinion = _panel.Judge(hearing, full: clock.IsNearlyDue, out var objection);
        if (objection is not null)
        {
            Refused?.Invoke(hearing, objection, opinion.Ruling);
            region.IsBackground |= opinion.Ruling == Ruling.Absorb && clock.IsSettled;
            return null;
        }

        return clock.IsDue ? reporter.Raise(region, clock, hearing.Box, opinion.Margin, jpeg, tick.Stamp) : null;
    }

    private void Settle(StaticRegion region, Tick tick)
    {
        var refused = tick.Now - region.Created > settings.RefusedSeconds + region.LongestDwell;
        if (!region.IsReported && (region.IsBackground || refused))
        {
            tracker.Absorb(region, tick.Stamp);
        }
    }

    private bool IsAttended(StaticRegion region, WatchedZone zone, Tick tick)
    {
        var moved = scene.MovedAround(
            region.Handle, zone.Number, settings.ReachOf(region.Box), tick.Now - settings.PresenceSeconds);
        return moved >= Math.Max(settings.PresencePixels, settings.PresenceShare * region.Area);
    }

    private bool HasReportedTwin(StaticRegion region, ZoneClock clock) =>
        tracker.Regions.Any(other => other != region
            && other.Clocks.Exists(c => c.Zone == clock.Zone && c.Alarm is not null)
            && other.Box.CoverWith(region.Box) > 0.5);

    private static PictureBox RelativeBox(GridBox box, in SceneFrame frame) => new(
        box.X / (double)frame.GridWidth,
        box.Y / (double)frame.GridHeight,
        box.Width / (double)frame.GridWidth,
        box.Height / (double)frame.GridHeight);
}
