using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>Its cover is open while it is loaded and drives (未密闭运输).</summary>
internal sealed class NotSealedRule() : VehicleRule(VehicleRuleKey.NotSealed)
{
    protected override VehicleVerdict Judge(VehicleSituation now) =>
        now.Load.IsLoaded && now.Is(VehicleAttributes.BoxOpen)
            ? now.IsMoving ? VehicleVerdict.Holds : VehicleVerdict.Between
            : VehicleVerdict.Clear;

    protected override Alarm Describe(VehicleSituation now, Alarm alarm) => alarm with
    {
        Readings = [new AlarmReading(VehicleAttributes.BoxOpen, 1, null, ""), new AlarmReading("speed_kmh", Math.Round(now.SpeedKmh ?? 0, 1), null, "km/h")],
    };
}
