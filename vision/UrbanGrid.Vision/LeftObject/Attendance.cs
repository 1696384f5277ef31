using UrbanGrid.Vision.Native;
using UrbanGrid.Vision.Zones;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>Whether somebody is with a thing: moves near it, or stands there.</summary>
internal sealed class Attendance(Scene scene, BystanderWatch bystanders, LeftObjectSettings settings)
{
    private const double AloneStep = 0.5;

    /// <summary>How long nobody has been near a thing that is seen for the first time; 0 while somebody is.</summary>
    public double AloneFor(StaticRegion region, WatchedZone zone, Tick tick)
    {
        LookForBystander(region, zone, anywhere: true, tick);
        var alone = 0.0;
        for (var back = settings.PresenceSeconds; back <= tick.Now - Math.Max(region.Born, region.StoodAt); back += AloneStep)
        {
            if (HasMoved(region, Scene.Anywhere, tick.Now - back))
            {
                break;
            }

            alone = back;
        }

        return alone;
    }

    /// <summary>
    /// Whether somebody is near the region, or was a moment ago: moves, or stands there. He must be in the zone, unless the thing
    /// has not been alone yet: whoever is still there then brought it, and may be on his way back to his van.
    /// </summary>
    public bool IsAttended(StaticRegion region, ZoneClock clock, Tick tick)
    {
        var anywhere = clock.Dwell <= 0;
        var moved = HasMoved(region, anywhere ? Scene.Anywhere : clock.Zone.Number, tick.Now - settings.PresenceSeconds);
        region.WasLeft |= moved;
        if (!moved && clock.Alarm is null)
        {
            LookForBystander(region, clock.Zone, anywhere, tick);
        }

        return moved || tick.Now - region.StoodAt <= settings.PresenceSeconds;
    }

    /// <summary>Nobody stands still for minutes.</summary>
    private void LookForBystander(StaticRegion region, WatchedZone zone, bool anywhere, Tick tick)
    {
        if (tick.Now - region.ShapedAt < settings.PersonStillSeconds && bystanders.IsAt(region, zone, anywhere))
        {
            region.StoodAt = tick.Now;
        }
    }

    private bool HasMoved(StaticRegion region, int zone, double since)
    {
        var moved = scene.MovedAround(region.Handle, zone, settings.ReachOf(region.Box), since);
        return moved >= Math.Max(settings.PresencePixels, settings.PresenceShare * region.Area);
    }
}
