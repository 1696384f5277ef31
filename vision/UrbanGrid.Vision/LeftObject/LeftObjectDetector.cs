using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;
using UrbanGrid.Vision.Zones;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>Told about each hearing that ended without an alarm; for tests and tuning.</summary>
internal delegate void RefusalListener(in Hearing hearing, string objection, Ruling ruling);

/// <summary>Runs the clocks of the static regions and has the judges hear those whose time is nearly over.</summary>
internal sealed class LeftObjectDetector(
    Scene scene, RegionTracker tracker, Attendance attendance, JudgePanel panel, AlarmReporter reporter, LeftObjectSettings settings)
{
    /// <summary>Objection to a thing that has been told as a part of another.</summary>
    private const string PartOfReported = "part";

    /// <summary>Listener, if any.</summary>
    public RefusalListener? Refused { get; init; }

    /// <summary>Advances every region's clocks by one frame; a clock stands still outside its zone's hours.</summary>
    public void RunClocks(Tick tick)
    {
        foreach (var region in tracker.Regions)
        {
            foreach (var clock in region.Clocks)
            {
                if (!clock.Zone.Schedule.HoldsAt(tick.Stamp))
                {
                    tracker.Close(clock, tick.Stamp);
                    continue;
                }

                var attended = clock.Zone.IsDumping && attendance.IsAttended(region, clock, tick);
                var covered = region.IsCovered || (region.IsHidden && !clock.Zone.IsDumping);
                clock.Advance(tick, region.Match is not null, attended, covered);
            }

            region.RefusedFor += region.Clocks.Count == 0 || region.Clocks.Exists(c => c.IsNearlyDue) ? tick.Elapsed : 0;
        }
    }

    /// <summary>Hears the regions that are due; returns the alarms raised, and those told anew because their thing grew.</summary>
    public IReadOnlyList<Alarm> Judge(in SceneFrame frame, ReadOnlySpan<byte> jpeg, Tick tick)
    {
        List<Alarm> told = [];
        for (var i = tracker.Regions.Count - 1; i >= 0; i--)
        {
            var region = tracker.Regions[i];
            if (region.Match is not { } match || region.IsCovered)
            {
                continue;
            }

            var hasGrown = match.Area >= settings.GrownFactor * region.Area && tick.Now - region.ShapedAt >= settings.GrownSeconds;
            var hasShape = tick.Now - region.Created >= settings.ShapeSeconds;
            foreach (var clock in region.Clocks)
            {
                if (hasGrown && clock is { Alarm: not null, IsAttended: false })
                {
                    tracker.Grow(region, tick);
                    told.Add(Tell(region, clock, frame, jpeg, tick));
                }
                else if ((clock.IsNearlyDue || clock.IsSettled) && hasShape && tick.Now - clock.HeardAt >= settings.HearingEverySeconds)
                {
                    clock.HeardAt = tick.Now;
                    if (Hear(region, clock, frame, jpeg, tick) is { } alarm)
                    {
                        told.Add(alarm);
                    }
                }
            }

            Settle(region, tick);
        }

        return told;
    }

    private Alarm? Hear(StaticRegion region, ZoneClock clock, in SceneFrame frame, ReadOnlySpan<byte> jpeg, Tick tick)
    {
        var twin = ReportedTwin(region, clock);
        if (twin is not null && region.Area < settings.GrownFactor * twin.Area)
        {
            return null;
        }

        if (IsPartOfReported(region, clock))
        {
            clock.Objection = PartOfReported;
            return null;
        }

        var hearing = HearingOf(region, clock, frame, jpeg, tick);
        var opinion = panel.Judge(hearing, full: clock.IsNearlyDue, out var objection);
        clock.Objection = objection;
        if (objection is not null)
        {
            Refused?.Invoke(hearing, objection, opinion.Ruling);
            region.IsBackground |= opinion.Ruling == Ruling.Absorb && clock.IsSettled && tick.Now - region.TakenAt >= settings.AbsorbSeconds;
            return null;
        }

        if (!clock.IsDue)
        {
            return null;
        }

        clock.ReportedArea = region.Area;
        if (twin is null)
        {
            return clock.Alarm = reporter.Raise(hearing, opinion.Margin, tick.Stamp);
        }

        clock.TakeOver(twin.Clocks.First(c => c.Zone == clock.Zone));
        tracker.Replace(twin, tick.Stamp);
        return Tell(region, clock, frame, jpeg, tick);
    }

    private Alarm Tell(StaticRegion region, ZoneClock clock, in SceneFrame frame, ReadOnlySpan<byte> jpeg, Tick tick)
    {
        var grown = region.Area / (double)Math.Max(1, clock.ReportedArea);
        return clock.Alarm = reporter.TellGrowth(HearingOf(region, clock, frame, jpeg, tick), grown, tick.Stamp);
    }

    private Hearing HearingOf(StaticRegion region, ZoneClock clock, in SceneFrame frame, ReadOnlySpan<byte> jpeg, Tick tick)
    {
        var features = scene.Features(region.Handle);
        region.BackgroundLikeness = features.BackgroundLikeness;
        return new Hearing
        {
            Region = region,
            Clock = clock,
            Features = features,
            OthersShare = scene.Others(region.Handle, clock.Zone.Number, settings.ReachOf(region.Box)) / (double)region.Area,
            Box = WholeBox(region, clock).InPicture(frame),
            // Only the judge of people asks for it, and only shortly before the dwell is over.
            Figure = clock is { Zone.IsDumping: true, IsNearlyDue: true } ? scene.Figure(region.Handle, Math.Max(region.Box.Width, region.Box.Height) * settings.FigureReach) : region.Box,
            Jpeg = jpeg,
            Frame = frame,
            Now = tick.Now,
        };
    }

    private void Settle(StaticRegion region, Tick tick)
    {
        if (!region.IsReported && (region.IsBackground || region.RefusedFor > settings.RefusedSeconds))
        {
            tracker.Absorb(region, tick.Stamp);
        }
    }

    /// <summary>The region's whole thing: with the pieces beside it that came to rest with it.</summary>
    private GridBox WholeBox(StaticRegion region, ZoneClock clock)
    {
        var box = region.Box;
        foreach (var other in tracker.Regions)
        {
            if (other != region && other.Match is not null && !other.IsBackground
                && ((other.Clocks.Exists(c => c.Zone == clock.Zone) && IsPiece(region, other)) || (!clock.Zone.IsDumping && IsCanopy(other.Box, region.Box))))
            {
                box = box.With(other.Box);
            }
        }

        return box;
    }

    private bool IsPiece(StaticRegion region, StaticRegion other) =>
        Math.Abs(region.Born - other.Born) <= settings.PieceSeconds
        && region.Box.Grown(settings.PieceGap).SharedWith(other.Box) > 0;

    /// <summary>An umbrella over a stall that has been told in the zone below it is no thing of its own.</summary>
    private bool IsPartOfReported(StaticRegion region, ZoneClock clock) =>
        clock.Zone.IsDumping && tracker.Regions.Any(r => r != region
            && r.Clocks.Exists(c => !c.Zone.IsDumping && c.Alarm is not null)
            && IsCanopy(region.Box, r.Box));

    /// <summary>Whether a box is a roof or an umbrella over another: above it, not far, and not narrower.</summary>
    private bool IsCanopy(GridBox over, GridBox below)
    {
        var gap = below.Y - (over.Y + over.Height);
        return gap >= -below.Height / 2
            && over.Y < below.Y
            && gap <= below.Height
            && over.Width >= settings.CanopyWidth * below.Width
            && over.ColumnsSharedWith(below) >= settings.CanopyWidth * below.Width;
    }

    /// <summary>The region that has been reported in this one's place, or as another piece of the same thing.</summary>
    private StaticRegion? ReportedTwin(StaticRegion region, ZoneClock clock)
    {
        foreach (var other in tracker.Regions)
        {
            if (other != region && other.Clocks.Exists(c => c.Zone == clock.Zone && c.Alarm is not null)
                && (other.Box.CoverWith(region.Box) > 0.5 || IsPiece(region, other) || (!clock.Zone.IsDumping && IsCanopy(region.Box, other.Box))))
            {
                return other;
            }
        }

        return null;
    }
}
