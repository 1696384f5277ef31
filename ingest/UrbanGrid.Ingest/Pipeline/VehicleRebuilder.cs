using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Vehicles.Coordinates;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>
/// Takes vehicles up where the hub stopped: from the checkpoint of each, and the fixes stored after it, its trips and days; from the
/// end of its track, its rules. What that finds out is told when the vehicle's worker takes it over; keys of alarms and journeys
/// are the same as the first time.
/// </summary>
internal sealed class VehicleRebuilder(ITelemetryStore store, IJourneyStore journeys)
{
    /// <summary>Fixes read at once.</summary>
    private const int PageFixes = 5_000;

    /// <summary>Restores the way of every vehicle. Alarms that held are to be restored afterwards.</summary>
    /// <returns>Where each was seen last, with its time.</returns>
    public async Task<IReadOnlyList<VehiclePosition>> RebuildAsync(IReadOnlyDictionary<string, DeviceState> states, long now, CancellationToken cancellationToken)
    {
        var checkpoints = (await journeys.CheckpointsAsync(cancellationToken)).ToDictionary(c => c.VehicleId, StringComparer.Ordinal);
        var latest = await store.LatestPositionsAsync(cancellationToken);
        foreach (var position in latest)
        {
            if (!states.TryGetValue(position.DeviceId, out var state))
            {
                continue;
            }

            if (checkpoints.TryGetValue(position.DeviceId, out var checkpoint) && state.Vehicle.Restore(checkpoint) && position.Timestamp > checkpoint.At)
            {
                await CatchUpAsync(state, checkpoint.At, cancellationToken);
            }

            await RestoreRulesAsync(state, position, now, cancellationToken);
        }

        return latest;
    }

    private async Task RestoreRulesAsync(DeviceState state, VehiclePosition position, long now, CancellationToken cancellationToken)
    {
        var place = DeviceCoordinates.AreShifted(state.Device) ? Gcj02.ToWgs84(position.Place) : position.Place;
        if (state.Vehicle.Rules.Restore(position with { Place = place }, now) is > 0 and var back)
        {
            var fixes = await store.TrackAsync(position.DeviceId, position.Timestamp - back, position.Timestamp + 1, PageFixes, cancellationToken);
            state.Vehicle.Rules.Replay(state.Device, [.. DeviceCoordinates.Usable(state.Device, fixes)], now);
        }
    }

    private async Task CatchUpAsync(DeviceState state, long after, CancellationToken cancellationToken)
    {
        int read;
        do
        {
            var fixes = await store.TrackAsync(state.Device.Id, after + 1, long.MaxValue, PageFixes, cancellationToken);
            foreach (var fix in fixes)
            {
                state.Vehicle.Replay(fix, state.Restored);
            }

            read = fixes.Count;
            after = read > 0 ? fixes[^1].Timestamp : after;
        }
        while (read == PageFixes);
    }
}
