using UrbanGrid.Vision.Fixtures;
using UrbanGrid.Vision.LeftObject;
using UrbanGrid.Vision.Native;
using UrbanGrid.Vision.Zones;

namespace UrbanGrid.Vision.Overlay;

/// <summary>Reads the overlay out of a pipeline's parts, about once a second, so that anybody may have the last one at any time.</summary>
internal sealed class OverlayReader(
    Scene scene, IReadOnlyList<WatchedZone> zones, RegionTracker tracker, FixtureBook fixtures)
{
    private const long EveryMs = 900;
    private PipelineOverlay? _last;

    /// <summary>The last one; null before the first frame. Safe from any thread.</summary>
    public PipelineOverlay? Last => Volatile.Read(ref _last);

    /// <summary>Reads anew if the last one is old.</summary>
    public void Refresh(in SceneFrame frame, Tick tick, bool isSuspended)
    {
        var isWatching = frame.State == SceneState.Watching && !isSuspended;
        if (_last is { } last && Math.Abs(tick.Stamp - last.Stamp) < EveryMs && last.IsWatching == isWatching)
        {
            return;
        }

        List<OverlayRegion> regions = [.. fixtures.Fixtures.Select(FixtureRegion)];
        foreach (var region in tracker.Regions)
        {
            regions.Add(Region(region, frame, tick));
        }

        var overlay = new PipelineOverlay(
            tick.Stamp,
            Math.Round(frame.ForegroundShare, 4),
            isWatching,
            scene.ReferenceUse() == ReferenceUse.Unlike,
            regions,
            [.. zones.Select(z => Zone(z, isWatching, tick))]);
        Volatile.Write(ref _last, overlay);
    }

    private static OverlayRegion FixtureRegion(Fixture fixture) =>
        new(fixture.Box, RegionState.Fixture, null, 0, 0, 0, null, null);

    private static OverlayRegion Region(StaticRegion region, in SceneFrame frame, Tick tick)
    {
        var clock = region.Clocks.MaxBy(c => (c.Alarm is not null, c.IsOpen, c.Dwell / c.Zone.Zone.DwellSeconds));
        return new OverlayRegion(
            region.Box.InPicture(frame),
            StateOf(region, clock),
            clock?.Zone.Zone.Name,
            Math.Round(tick.Now - region.Born, 1),
            Math.Round(clock?.Dwell ?? 0, 1),
            clock?.Zone.Zone.DwellSeconds ?? 0,
            clock?.Objection,
            clock?.Alarm?.Id);
    }

    private static RegionState StateOf(StaticRegion region, ZoneClock? clock) => clock switch
    {
        null => RegionState.OutsideZones,
        { Alarm: not null } => RegionState.Reported,
        { IsOpen: false } => RegionState.OutOfHours,
        _ when region.IsCovered || region.IsHidden => RegionState.Hidden,
        { IsAttended: true } => RegionState.WaitingForOwner,
        { IsDue: true } => RegionState.Refused,
        _ => RegionState.Counting,
    };

    private OverlayZone Zone(WatchedZone zone, bool isWatching, Tick tick) => new(
        zone.Zone.Name,
        zone.Zone.Purpose,
        isWatching ? Math.Round(scene.Occupied(zone.Number), 4) : 0,
        zone.Schedule.HoldsAt(tick.Stamp),
        !isWatching);
}
