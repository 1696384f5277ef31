using UrbanGrid.Hub.Sanitation.Bins;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Vehicles.Coordinates;

namespace UrbanGrid.Hub.Sanitation.Outcomes;

/// <summary>
/// Finds out what came of plans on a day, out of the fixes and events that the vehicles sent. The track of a vehicle is read
/// once, whatever number of plans it works for.
/// </summary>
public sealed class WorkDays(ITelemetryStore store, BinReader bins, DeviceRegistry registry, CityDays days, TimeProvider time)
{
    private const int PageFixes = 20_000;

    /// <summary>What came of some plans; of a plan that is not carried out on the day, nothing is told.</summary>
    public async Task<IReadOnlyList<PlanDay>> ComputeAsync(IReadOnlyList<WorkPlan> plans, DateOnly day, CancellationToken cancellationToken)
    {
        var runs = plans.Select(plan => new PlanRun(plan, day, days, registry)).ToList();
        if (runs.Count == 0)
        {
            return [];
        }

        var (dayFrom, dayTo) = (days.StartOf(day), days.StartOf(day.AddDays(1)));
        var (from, until) = (Math.Min(dayFrom, runs.Min(r => r.From)), Math.Max(dayTo, runs.Max(r => r.Until)));
        var worked = new Dictionary<string, VehicleWork>(StringComparer.Ordinal);
        foreach (var vehicle in runs.SelectMany(r => r.Vehicles).Distinct(StringComparer.Ordinal))
        {
            var its = runs.FindAll(r => r.Vehicles.Contains(vehicle, StringComparer.Ordinal));
            its.ForEach(r => r.Begin(vehicle));
            worked[vehicle] = await FollowAsync(vehicle, its, (from, until), (dayFrom, dayTo), cancellationToken);
        }

        var read = (await bins.ReadAsync(worked.Keys, from, until, cancellationToken)).Readings.ToLookup(r => r.Vehicle, StringComparer.Ordinal);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return [.. runs.Select(r => r.Finish(now, r.Vehicles.SelectMany(v => read[v]), [.. r.Vehicles.Select(v => worked[v])]))];
    }

    private async Task<VehicleWork> FollowAsync(
        string vehicle, List<PlanRun> runs, (long From, long To) read, (long From, long To) day, CancellationToken cancellationToken)
    {
        var (drivenM, fixes) = (0.0, 0);
        long? firstAt = null, lastAt = null;
        PositionSample? last = null;
        var from = read.From;
        var device = registry.Find(vehicle);
        while (true)
        {
            var page = await store.TrackAsync(vehicle, from, read.To, PageFixes, cancellationToken);
            foreach (var fix in DeviceCoordinates.Usable(device, page))
            {
                if (!Drive.IsUsable(fix))
                {
                    continue;
                }

                var isOfDay = fix.Timestamp >= day.From && fix.Timestamp < day.To;
                if (last is { } before)
                {
                    var drive = new Drive(before, fix);
                    foreach (var run in runs)
                    {
                        run.Take(drive);
                    }

                    drivenM += isOfDay ? drive.DrivenM : 0;
                }

                if (isOfDay)
                {
                    fixes++;
                    firstAt ??= fix.Timestamp;
                    lastAt = fix.Timestamp;
                }

                last = fix;
            }

            if (page.Count < PageFixes)
            {
                return new VehicleWork(vehicle, drivenM, fixes, firstAt, lastAt);
            }

            from = page[^1].Timestamp + 1;
        }
    }
}
