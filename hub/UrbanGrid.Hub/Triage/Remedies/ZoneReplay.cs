using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Triage.Remedies;

/// <summary>
/// Tells whether a past alarm would be raised under given zones. It knows the alarm's box and times, not the picture, so it
/// answers for what zones decide: masks, hours and dwell.
/// </summary>
public sealed class ZoneReplay(TimeZoneInfo timeZone)
{
    /// <summary>Share of a thing under masks from which it is not seen: the detector needs most of it.</summary>
    private const double HiddenShare = 0.5;

    /// <summary>Points a side at which a box is probed.</summary>
    private const int Probes = 12;

    /// <summary>The zone a camera has while none is drawn, as the detector has it.</summary>
    public static CameraZone WholePicture { get; } = new() { Name = "picture", Purpose = ZonePurpose.Dumping, Polygon = [] };

    /// <summary>Whether the alarm would be raised.</summary>
    public bool Fires(IReadOnlyList<CameraZone> zones, PastAlarm alarm) =>
        Watched(zones).FirstOrDefault(z => z.Name == alarm.Zone) is { } zone
        && Holds(zone.Hours, Local(alarm.RaisedAt))
        && HiddenShareOf(alarm.Box, zones) <= HiddenShare
        && Lasted(alarm, zone.DwellSeconds);

    /// <summary>The zones that raise alarms.</summary>
    public static IReadOnlyList<CameraZone> Watched(IReadOnlyList<CameraZone> zones)
    {
        CameraZone[] watched = [.. zones.Where(z => z.Purpose is ZonePurpose.Dumping or ZonePurpose.Occupancy)];
        return watched.Length == 0 ? [WholePicture] : watched;
    }

    /// <summary>A moment in the city's own time.</summary>
    public DateTime Local(long moment) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(moment), timeZone).DateTime;

    /// <summary>Whether a rule of these hours holds at a moment of the city's time.</summary>
    public static bool Holds(IReadOnlyList<ZoneHours> hours, DateTime local) => hours.Count == 0 || hours.Any(h => Holds(h, local));

    private static bool Holds(ZoneHours hours, DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        var (today, yesterday) = (Day(local), Day(local.AddDays(-1)));
        return hours.From < hours.To
            ? IsDay(hours, today) && time >= hours.From && time < hours.To
            : (IsDay(hours, today) && time >= hours.From) || (IsDay(hours, yesterday) && time < hours.To);
    }

    private static bool IsDay(ZoneHours hours, int day) => hours.Days.Count == 0 || hours.Days.Contains(day);

    /// <summary>Monday is 1, Sunday 7.</summary>
    private static int Day(DateTime local) => local.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)local.DayOfWeek;

    /// <summary>A thing that was there all in all for less than the dwell cannot have lain alone for longer.</summary>
    private static bool Lasted(PastAlarm alarm, double dwellSeconds) =>
        alarm.EndedAt is not { } ended || ended - alarm.StartedAt >= dwellSeconds * 1000;

    private static double HiddenShareOf(PictureBox box, IReadOnlyList<CameraZone> zones)
    {
        var masks = zones.Where(z => z.Purpose is ZonePurpose.Ignore or ZonePurpose.Privacy).ToList();
        if (masks.Count == 0)
        {
            return 0;
        }

        var hidden = 0;
        for (var i = 0; i < Probes * Probes; i++)
        {
            var x = box.X + (box.Width * ((i % Probes) + 0.5) / Probes);
            var y = box.Y + (box.Height * ((i / Probes) + 0.5) / Probes);
            hidden += masks.Exists(m => m.Contains(new PicturePoint(x, y))) ? 1 : 0;
        }

        return (double)hidden / (Probes * Probes);
    }
}
