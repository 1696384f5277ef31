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

        var permits = false;
        foreach (var fence in now.Named)
        {
            if (fence.Kind == GeofenceKind.WorkArea && !fence.Hours.IsAlways)
            {
                if (fence.Hours.Counts(now.Time))
                {
                    return VehicleVerdict.Clear;
                }

                permits = true;
            }
        }

        return permits ? VehicleVerdict.Holds : VehicleVerdict.Clear;
    }

    protected override long? NextLook(VehicleSituation now)
    {
        var next = long.MaxValue;
        if (now.IsMoving || now.Is(VehicleAttributes.Working))
        {
            foreach (var fence in now.Named)
            {
                next = Math.Min(next, fence.Kind == GeofenceKind.WorkArea ? now.Later(fence.Hours.NextChange(now.Time)) : long.MaxValue);
            }
        }

        return next;
    }

    protected override Alarm Describe(VehicleSituation now, Alarm alarm) =>
        now.SpeedKmh is { } speed ? alarm with { Readings = [new AlarmReading("speed_kmh", Math.Round(speed, 1), null, "km/h")] } : alarm;
}
