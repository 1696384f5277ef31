using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>Faster (超速) than the areas it is in allow, the lowest of them, or than its kind may; loaded, as loaded vehicles may.</summary>
internal sealed class OverspeedRule() : VehicleRule(VehicleRuleKey.Overspeed)
{
    /// <summary>Two fixes further apart say nothing about the speed between them.</summary>
    private const long MaxGapMs = 120_000;

    private double _limit;
    private double _loadedLimit;
    private double _hysteresis;
    private (double Limit, string? Fence) _found;

    protected override bool Lasts => false;

    protected override void Prepare(VehicleProfile vehicle)
    {
        (_limit, _loadedLimit) = (vehicle.Number(Key, "limit_kmh"), vehicle.Number(Key, "loaded_limit_kmh"));
        // Whoever may drive slower empty drives no faster loaded.
        _loadedLimit = Math.Min(_limit, _loadedLimit);
        _hysteresis = vehicle.Number(Key, "hysteresis_kmh");
    }

    protected override VehicleVerdict Judge(VehicleSituation now)
    {
        if (now.SpeedKmh is not { } speed)
        {
            return VehicleVerdict.Between;
        }

        _found = LimitOf(now);
        var isGap = now.Previous is not { } previous || now.Fix!.Timestamp - previous.Timestamp > MaxGapMs;
        return speed <= _found.Limit - _hysteresis || (isGap && Open is null) ? VehicleVerdict.Clear
            : speed > _found.Limit ? VehicleVerdict.Holds
            : VehicleVerdict.Between;
    }

    protected override Alarm Describe(VehicleSituation now, Alarm alarm) => alarm with
    {
        Zone = _found.Fence,
        Readings = [new AlarmReading("speed_kmh", Math.Round(now.SpeedKmh ?? 0, 1), _found.Limit, "km/h")],
    };

    private (double Limit, string? Fence) LimitOf(VehicleSituation now)
    {
        var (lowest, fence) = (double.PositiveInfinity, (string?)null);
        foreach (var hit in now.Hits)
        {
            if (hit.DistanceM <= 0 && LimitOf(hit.Fence.Source, now.Load.IsLoaded) is { } limit && limit < lowest && hit.Fence.Hours.Counts(now.Time))
            {
                (lowest, fence) = (limit, hit.Fence.Id);
            }
        }

        return fence is null ? (now.Load.IsLoaded ? _loadedLimit : _limit, null) : (lowest, fence);
    }

    private static double? LimitOf(Geofences.Geofence fence, bool loaded) => (loaded ? fence.LoadedSpeedLimitKmh : null) ?? fence.SpeedLimitKmh;
}
