using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>In a forbidden area (禁行区) during its hours; the area's dwell times are hold and clear. One alarm, in however many areas at once.</summary>
internal sealed class ForbiddenAreaRule(AreaWatch areas) : VehicleRule(VehicleRuleKey.ForbiddenArea)
{
    /// <summary>Tells of areas it drove through between two fixes for longer than their dwell time.</summary>
    public void TellCrossings(VehicleSituation now, VehicleNews news)
    {
        foreach (var crossing in areas.Crossings)
        {
            var fence = crossing.Fence;
            if (fence.Kind == GeofenceKind.Forbidden && fence.Hours.Counts(crossing.At) && crossing.Until - crossing.At >= fence.EnterMs && Open is null && now.Vehicle.Has(Row))
            {
                TellPast(now, news, NewAlarm(now, crossing.At, crossing.Place) with { ClearedAt = Math.Max(now.Time, crossing.Until), Zone = fence.Id });
            }
        }
    }

    protected override VehicleVerdict Judge(VehicleSituation now) =>
        areas.FindInside(GeofenceKind.Forbidden, now.Time) is null ? VehicleVerdict.Clear : VehicleVerdict.Holds;

    protected override (long At, GeoPoint Place) Began(VehicleSituation now)
    {
        // Inside before the area's hours began, it holds from their beginning.
        var inside = areas.FindInside(GeofenceKind.Forbidden, now.Time)!;
        return inside.Fence.Hours.Counts(inside.Since) && inside.Since > now.Time - VehicleSituation.HistoryMs ? (inside.Since, inside.Place) : (now.Time, now.Place);
    }

    protected override Alarm Describe(VehicleSituation now, Alarm alarm) =>
        alarm with { Zone = areas.FindInside(GeofenceKind.Forbidden, now.Time)?.Fence.Id };
}
