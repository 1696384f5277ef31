using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Zones;

/// <summary>A zone that raises alarms, and its number in the scene.</summary>
internal sealed record WatchedZone(int Number, CameraZone Zone, ZoneSchedule Schedule)
{
    /// <summary>Whether things may stand here while somebody is with them.</summary>
    public bool IsDumping => Zone.Purpose == ZonePurpose.Dumping;

    /// <summary>The camera's watched zones, numbered; ignored ones left out.</summary>
    /// <exception cref="ArgumentException">A polygon has one or two corners or one outside the picture, or a dwell has no length.</exception>
    public static IReadOnlyList<WatchedZone> ListOf(IReadOnlyList<CameraZone> zones, TimeZoneInfo timeZone)
    {
        foreach (var zone in zones)
        {
            Validate(zone);
        }

        CameraZone[] watched = [.. zones.Where(z => z.Purpose is ZonePurpose.Dumping or ZonePurpose.Occupancy)];
        if (watched.Length == 0)
        {
            watched = [new CameraZone { Name = "picture", Purpose = ZonePurpose.Dumping, Polygon = [] }];
        }

        return [.. watched.Select((zone, number) => new WatchedZone(number, zone, new ZoneSchedule(zone.Hours, timeZone)))];
    }

    private static void Validate(CameraZone zone)
    {
        if (zone.Polygon.Count is 1 or 2)
        {
            throw new ArgumentException($"Zone '{zone.Name}' has {zone.Polygon.Count} corners; give at least three, or none for the whole picture.");
        }

        if (zone.Polygon.Any(p => !(p.X is >= 0 and <= 1 && p.Y is >= 0 and <= 1)))
        {
            throw new ArgumentException($"Zone '{zone.Name}' has a corner outside the picture; corners are relative, 0 to 1.");
        }

        if (zone.Hours.Any(h => h.Days.Any(d => d is < 1 or > 7)))
        {
            throw new ArgumentException($"Zone '{zone.Name}' has hours on a weekday outside 1 (Monday) to 7 (Sunday).");
        }

        if (!(zone.DwellSeconds is > 0 and <= 86_400))
        {
            throw new ArgumentException($"Zone '{zone.Name}' has a dwell of {zone.DwellSeconds} s; give more than 0 and at most a day.");
        }

        if (zone.Polygon.Count == 0 && zone.Purpose is (ZonePurpose.Ignore or ZonePurpose.Privacy))
        {
            throw new ArgumentException($"Zone '{zone.Name}' would ignore the whole picture; give it corners.");
        }
    }
}
