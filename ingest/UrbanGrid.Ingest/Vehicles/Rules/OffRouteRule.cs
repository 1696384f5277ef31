using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>
/// Outside of every route (核准路线) that names the vehicle and counts now, one step of several: reminder, not back in time, serious. It
/// begins with a fix that drives; a site where it may load, tip or park is no deviation.
/// </summary>
/// <param name="key">The step.</param>
/// <param name="next">The step after it, which ends this one; null for the last.</param>
internal sealed class OffRouteRule(string key, OffRouteRule? next) : VehicleRule(key)
{
    private double _offM;

    protected override VehicleVerdict Judge(VehicleSituation now)
    {
        if (next?.Open is not null || now.InSite(FenceMap.MarginM))
        {
            return VehicleVerdict.Clear;
        }

        var nearest = double.PositiveInfinity;
        foreach (var fence in now.Routes)
        {
            if (fence.Hours.Counts(now.Time))
            {
                nearest = Math.Min(nearest, fence.Area.DistanceM(now.Place));
            }
        }

        if (nearest is <= 0 or double.PositiveInfinity)
        {
            return VehicleVerdict.Clear;
        }

        _offM = nearest;
        return HasBegun || now.IsMoving ? VehicleVerdict.Holds : VehicleVerdict.Clear;
    }

    protected override Alarm Describe(VehicleSituation now, Alarm alarm) => alarm with
    {
        Readings =
        [
            new AlarmReading("off_route_m", Math.Round(_offM), null, "m"),
            new AlarmReading("off_route_min", Math.Round((now.Time - alarm.StartedAt) / 60_000.0, 1), null, "min"),
        ],
    };
}
