using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Incidents;

/// <summary>
/// When a new alarm is about the same thing as an incident: the same component, or the same category
/// within <see cref="RadiusM"/> and <see cref="Window"/>.
/// <list type="bullet">
/// <item>A sensor stands for the component it sits on, a camera's alarm for the component it names.</item>
/// <item>Two alarms that name different components are about different things, however near.</item>
/// <item>A vehicle's alarm is where it happened; two of the same vehicle are about the same thing only where they are at the same place.</item>
/// <item>Two alarms of one camera are about the same thing if their zones agree and their boxes overlap by more than
/// <see cref="MinOverlap"/>; other boxes in one picture are other things, since one camera has one place on the map.</item>
/// </list>
/// </summary>
public static class PlaceRule
{
    /// <summary>相似案件半径: metres within which the same category is the same thing.</summary>
    public const double RadiusM = 50;

    /// <summary>相似案件时段: how long after its last change an incident still takes alarms in.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>Intersection over union above which two boxes of one camera show the same thing.</summary>
    public const double MinOverlap = 0.2;

    /// <summary>Component that an alarm is about; null if that is not known. A camera's own component is its pole.</summary>
    public static string? ComponentOf(Alarm alarm, DevicePlace place) => alarm.ComponentCode ?? (alarm is { Box: null, Place: null } ? place.ComponentCode : null);

    /// <summary>Whether the alarm is about the same thing as the incident.</summary>
    /// <param name="incident">The incident with its alarms.</param>
    /// <param name="alarm">The new alarm.</param>
    /// <param name="place">Where the alarm is.</param>
    public static bool IsSame(Incident incident, Alarm alarm, DevicePlace place)
    {
        var component = ComponentOf(alarm, place);
        if (component is not null && incident.ComponentCode is not null)
        {
            return component == incident.ComponentCode;
        }

        var ofThisCamera = incident.Alarms.Where(a => a.FromCamera && a.DeviceId == alarm.DeviceId).ToList();
        if (alarm.Box is { } box && ofThisCamera.Count > 0)
        {
            return incident.Category == alarm.Category
                && ofThisCamera.Any(a => a.Zone == alarm.Zone && BoxText.Read(a.Box)!.Value.OverlapWith(box) > MinOverlap);
        }

        return incident.Category == alarm.Category
            && ((incident.Place is { } there && place.Point is { } here && there.DistanceTo(here) <= RadiusM)
                || (alarm is { Box: null, Place: null } && incident.Alarms.Any(a => a is { FromCamera: false, Place: null } && a.DeviceId == alarm.DeviceId)));
    }

    /// <summary>Whether two alarms of one device are about the same thing.</summary>
    internal static bool IsSame(IncidentAlarm a, IncidentAlarm b) => a.DeviceId == b.DeviceId && a.FromCamera == b.FromCamera && IsNear(a.Place, b.Place)
        && (!a.FromCamera || (a.Zone == b.Zone && BoxText.Read(a.Box)!.Value.OverlapWith(BoxText.Read(b.Box)!.Value) > MinOverlap));

    /// <summary>Devices that stand have one place; what a vehicle did it did where it was.</summary>
    private static bool IsNear(GeoPoint? a, GeoPoint? b) => (a, b) switch
    {
        (null, null) => true,
        ({ } one, { } other) => one.DistanceTo(other) <= RadiusM,
        _ => false,
    };
}
