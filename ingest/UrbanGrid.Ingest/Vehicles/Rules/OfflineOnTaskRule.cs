using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>Silent for long although it was driving, or its attribute <c>on_task</c> says that it works (作业中离线). The next fix ends it.</summary>
internal sealed class OfflineOnTaskRule() : VehicleRule(VehicleRuleKey.OfflineOnTask)
{
    private long _afterMs;

    protected override void Prepare(VehicleProfile vehicle) => _afterMs = vehicle.Ms(Key, "after_s");

    protected override VehicleVerdict Judge(VehicleSituation now) =>
        IsOnTask(now) && now.Time - now.Fix!.Timestamp >= _afterMs ? VehicleVerdict.Holds : VehicleVerdict.Clear;

    protected override (long At, GeoPoint Place) Began(VehicleSituation now) => (now.Fix!.Timestamp, now.Place);

    protected override long? NextLook(VehicleSituation now) => Open is null && IsOnTask(now) && now.Time < now.Fix!.Timestamp + _afterMs ? now.Fix.Timestamp + _afterMs : null;

    protected override Alarm Describe(VehicleSituation now, Alarm alarm) => alarm with
    {
        Readings = [new AlarmReading("silent_min", Math.Round((now.Time - now.Fix!.Timestamp) / 60_000.0, 1), Math.Round(_afterMs / 60_000.0, 1), "min")],
    };

    private static bool IsOnTask(VehicleSituation now) => now.WasMoving || now.Vehicle.OnTask;
}
