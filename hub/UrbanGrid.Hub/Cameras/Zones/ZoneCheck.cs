using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cameras.Zones;

/// <summary>What zones must be like before a detector gets them.</summary>
public static class ZoneCheck
{
    private const int MaxZones = 32;
    private const int MaxCorners = 64;
    private const int MaxName = 64;
    private const double MaxDwellSeconds = 86_400;
    private const int MaxHours = 21;

    /// <summary>Checks zones.</summary>
    /// <exception cref="ProblemException">One is not usable; says which and why.</exception>
    public static void Check(IReadOnlyList<CameraZone>? zones)
    {
        if (zones is null || zones.Count > MaxZones)
        {
            throw new ProblemException("invalid_value", "zones", $"0..{MaxZones}");
        }

        foreach (var zone in zones)
        {
            Require(zone is not null, "zones", "{ name, purpose, polygon, dwellSeconds }");
            Require(zone!.Name is { Length: > 0 and <= MaxName }, "name", $"1..{MaxName}");
            Require(zone.DwellSeconds is > 0 and <= MaxDwellSeconds, $"{zone.Name}.dwellSeconds", $"0 < … ≤ {MaxDwellSeconds}");
            Require(zone.Polygon is { Count: 0 or (>= 3 and <= MaxCorners) }, $"{zone.Name}.polygon", $"3..{MaxCorners}");
            Require(zone.Polygon.Count > 0 || zone.Purpose is ZonePurpose.Dumping or ZonePurpose.Occupancy, $"{zone.Name}.polygon", $"3..{MaxCorners}");
            Require(zone.Hours.Count <= MaxHours, $"{zone.Name}.hours", $"0..{MaxHours}");
            Require(zone.Hours.All(h => h is { Days: var days } && days.All(d => d is >= 1 and <= 7)), $"{zone.Name}.hours.days", "1..7");
            Require(zone.Category is null || IsCategory(zone.Category), $"{zone.Name}.category", "event/0000 | component/0000");
            Require(zone.Polygon.All(p => p is { X: >= 0 and <= 1, Y: >= 0 and <= 1 }), $"{zone.Name}.polygon", "0..1");
        }

        Require(zones.DistinctBy(z => z.Name).Count() == zones.Count, "name", "unique");
    }

    /// <summary>The form alone: a city may have classes of its own.</summary>
    private static bool IsCategory(string code) =>
        code.Split('/') is ["event" or "component", { Length: 4 } number] && number.All(char.IsAsciiDigit);

    private static void Require(bool holds, string what, string must)
    {
        if (!holds)
        {
            throw new ProblemException("invalid_value", what, must);
        }
    }
}
