using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>
/// Driving or working outside its permit time (非许可时段作业): work areas (作业区域) with hours name the vehicle, and none of them counts
/// now. In a depot it may do as it likes.
/// </summary>
internal sealed class OffHoursRule() : VehicleRule(VehicleRuleKey.OffHours)
{
    protected override VehicleVerdict Judge(VehicleSituation now)
    {
        if (!(now.IsMoving || now.Is(VehicleAttributes.Working)) || now.InKind(GeofenceKind.Depot))
        {
            return VehicleVerdict.Clear;
        }

        foreach (var fence in now.Permits)
        {
            if (fence.Hours.Counts(now.Time))
            {
                return VehicleVerdict.Clear;
            }
        }

        return now.Permits.Count > 0 ? VehicleVerdict.Holds : VehicleVerdict.Clear;
    }

    protected override long? NextLook(VehicleSituation now)
    {
        var next = long.MaxValue;
        if (now.IsMoving || now.Is(VehicleAttributes.Working))
        {
            foreach (var fence in now.Permits)
            {
                next = Math.Min(next, now.Later(fence.Hours.NextChange(now.Time)));
            }
        }

        return next;
    }

    protected override Alarm Describe(VehicleSituation now, Alarm alarm) =>
        now.SpeedKmh is { } speed ? alarm with { Readings = [new AlarmReading("speed_kmh", Math.Round(speed, 1), null, "km/h")] } : alarm;
}
