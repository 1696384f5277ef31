using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>
/// Works out a vehicle's day once more from the stored track, where late fixes are in their place, and puts the result in the
/// place of what was there. A trip or stop that the day cuts is taken whole. Rules do not see it: an alarm hours late helps nobody.
/// </summary>
internal sealed class DayRecompute(
    ITelemetryStore store, IJourneyStore journeys, JourneyWriter writer, GridWorkers workers, IngestOptions options, IngestMetrics metrics, TimeProvider time)
{
    /// <summary>Fixes read at once.</summary>
    private const int PageFixes = 5_000;

    /// <summary>Before what is worked out the chain sees this long, so that it knows how the vehicle stood.</summary>
    private const long WarmUpMs = 15 * 60_000;

    /// <summary>How far a trip or stop is followed back, or on, beyond the day.</summary>
    private const long ReachMs = 31 * 86_400_000L;

    /// <summary>Rounds until the chain's live fixes are caught up with.</summary>
    private const int Rounds = 20;

    private readonly CityCalendar _calendar = new(options.TimeZone);

    /// <summary>Works out a day.</summary>
    /// <returns>Whether it was; false if the vehicle never stood still long enough to be caught up with.</returns>
    public async Task<bool> RunAsync(Device device, DateOnly date, CancellationToken cancellationToken)
    {
        var (begin, end) = (_calendar.BeginOf(date), _calendar.EndOf(date));
        var from = Math.Max(await BeginOfCutAsync(device.Id, begin, cancellationToken), begin - ReachMs);
        var run = new Run(new VehicleTrack(device, options.TimeZone, around: null), device.Id);
        var live = await workers.AskAsync(device, LiveOf, cancellationToken);
        var isLive = live.LastAt >= begin && (live.LastAt < end || live.UnderWaySince < end);

        // What the live chain has not judged yet is stored, but is not read: both must have seen the same.
        await run.ReadAsync(store, from - WarmUpMs, isLive ? live.LastAt + 1 : end, cancellationToken);
        if (!isLive)
        {
            await FinishCutAsync(run, end, cancellationToken);
        }

        for (var round = 0; round < Rounds; round++)
        {
            var replacement = run.Replace(from, isLive ? long.MaxValue : end, date, isLive ? _calendar.DayOf(live.LastAt) : date);
            if (await writer.ReplaceAsync(replacement, () => isLive ? TakeOverAsync(device, run, cancellationToken) : Task.FromResult(true), cancellationToken))
            {
                metrics.DayRecomputed();
                return true;
            }

            live = await workers.AskAsync(device, LiveOf, cancellationToken);
            await run.ReadAsync(store, run.Next, live.LastAt + 1, cancellationToken);
        }

        return false;
    }

    /// <summary>Begin of the trip or stop that the day's begin cuts; the day's begin if it cuts none.</summary>
    private async Task<long> BeginOfCutAsync(string vehicleId, long begin, CancellationToken cancellationToken)
    {
        await writer.FlushAsync(cancellationToken);
        var query = new JourneyQuery([vehicleId], begin, begin + 1, 1);
        var trips = await journeys.TripsAsync(query, cancellationToken);
        var stops = await journeys.StopsAsync(query, cancellationToken);
        return trips.Select(t => t.StartAt).Concat(stops.Select(s => s.StartAt)).Append(begin).Min();
    }

    /// <summary>Goes on beyond the day until the trip or stop under way at its end is over.</summary>
    private async Task FinishCutAsync(Run run, long end, CancellationToken cancellationToken)
    {
        var reach = Math.Min(end + ReachMs, time.GetUtcNow().ToUnixTimeMilliseconds() + 1);
        while (run.IsUnderWayBefore(end) && run.Next < reach && await run.ReadPageAsync(store, run.Next, reach, cancellationToken))
        {
        }
    }

    private Task<bool> TakeOverAsync(Device device, Run run, CancellationToken cancellationToken) => workers.AskAsync(
        device,
        state =>
        {
            var news = new VehicleNews();
            if (state is null || !state.IsVehicle || !state.Vehicle.TakeOver(run.Track.Memory, news))
            {
                return false;
            }

            writer.Forget(device.Id);
            writer.Add(news);
            return true;
        },
        cancellationToken);

    private static (long LastAt, long UnderWaySince) LiveOf(DeviceState? state)
    {
        if (state is not { IsVehicle: true, Vehicle.Memory: { Last: { } last } memory })
        {
            return (long.MinValue, long.MaxValue);
        }

        return (last.Timestamp, Math.Min(memory.Journey.Trip?.StartAt ?? long.MaxValue, memory.Journey.Stop?.StartAt ?? long.MaxValue));
    }

    /// <summary>One working out: a chain of its own, and what it found.</summary>
    private sealed class Run(VehicleTrack track, string vehicleId)
    {
        private readonly VehicleNews _news = new();
        private readonly Dictionary<long, VehicleTrip> _trips = [];
        private readonly Dictionary<long, VehicleStop> _stops = [];
        private readonly Dictionary<DateOnly, VehicleDay> _days = [];

        public VehicleTrack Track => track;

        /// <summary>First moment not read yet, Unix ms.</summary>
        public long Next { get; private set; }

        public bool IsUnderWayBefore(long end) => track.Memory.Journey.Trip?.StartAt < end || track.Memory.Journey.Stop?.StartAt < end;

        public async Task ReadAsync(ITelemetryStore store, long from, long to, CancellationToken cancellationToken)
        {
            Next = from;
            while (Next < to && await ReadPageAsync(store, Next, to, cancellationToken))
            {
            }

            Next = Math.Max(Next, to);
        }

        /// <summary>Reads some fixes.</summary>
        /// <returns>Whether there may be more.</returns>
        public async Task<bool> ReadPageAsync(ITelemetryStore store, long from, long to, CancellationToken cancellationToken)
        {
            var fixes = await store.TrackAsync(vehicleId, from, to, PageFixes, cancellationToken);
            foreach (var fix in fixes)
            {
                track.Replay(fix, _news);
                Collect();
            }

            Next = fixes.Count > 0 ? fixes[^1].Timestamp + 1 : to;
            return fixes.Count == PageFixes;
        }

        public JourneyReplacement Replace(long from, long to, DateOnly first, DateOnly last)
        {
            track.Report(0, _news);
            Collect();
            var rows = new JourneyBatch
            {
                Trips = [.. _trips.Values.Where(t => t.StartAt >= from && t.StartAt < to)],
                Stops = [.. _stops.Values.Where(s => s.StartAt >= from && s.StartAt < to)],
                Days = [.. _days.Values.Where(d => d.Date >= first && d.Date <= last)],
            };
            return new JourneyReplacement(vehicleId, from, to, first, last, rows);
        }

        private void Collect()
        {
            _news.Trips.ForEach(t => _trips[t.StartAt] = t);
            _news.Stops.ForEach(s => _stops[s.StartAt] = s);
            _news.Days.ForEach(d => _days[d.Date] = d);
            _news.Clear();
        }
    }
}
