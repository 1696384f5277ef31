using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>
/// Collects trips, stops, days, events and checkpoints, merged by key, and stores them together every few seconds. What cannot be
/// stored is tried again; what was never stored comes again after a restart, from the checkpoint and the stored track.
/// </summary>
internal sealed class JourneyWriter(IJourneyStore store, IngestMetrics metrics, TimeProvider time, ILogger<JourneyWriter> logger) : BackgroundService
{
    /// <summary>Rows that wait at most; beyond it, rows of new keys are left to a later recomputation.</summary>
    private const int MaxRows = 500_000;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _storing = new(1, 1);
    private Dictionary<string, PendingJourneys> _pending = new(StringComparer.Ordinal);
    private int _rows;

    /// <summary>Takes what a vehicle's chain found out; never waits.</summary>
    public void Add(VehicleNews news)
    {
        if (!news.HasJourneys)
        {
            return;
        }

        lock (_lock)
        {
            foreach (var trip in news.Trips)
            {
                Put(Of(trip.VehicleId).Trips, trip.StartAt, trip);
            }

            foreach (var stop in news.Stops)
            {
                Put(Of(stop.VehicleId).Stops, stop.StartAt, stop);
            }

            foreach (var day in news.Days)
            {
                Put(Of(day.VehicleId).Days, day.Date, day);
            }

            foreach (var told in news.Events)
            {
                Put(Of(told.VehicleId).Events, (told.Timestamp, told.Kind, told.FenceId), told);
            }

            foreach (var checkpoint in news.Checkpoints)
            {
                Of(checkpoint.VehicleId).Checkpoint = checkpoint;
            }
        }
    }

    /// <summary>Stores what waits; who reads afterwards finds it.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _storing.WaitAsync(cancellationToken);
        try
        {
            await StoreAsync(cancellationToken);
        }
        finally
        {
            _storing.Release();
        }
    }

    /// <summary>Replaces a stretch of a vehicle's time, while nothing else is stored.</summary>
    /// <param name="replacement">What takes the place.</param>
    /// <param name="takeOver">Lets the vehicle's chain go on from it; when it returns false, nothing is replaced.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What <paramref name="takeOver"/> returned.</returns>
    public async Task<bool> ReplaceAsync(JourneyReplacement replacement, Func<Task<bool>> takeOver, CancellationToken cancellationToken)
    {
        await _storing.WaitAsync(cancellationToken);
        try
        {
            await StoreAsync(cancellationToken);
            if (!await takeOver())
            {
                return false;
            }

            await store.ReplaceAsync(replacement, cancellationToken);
            return true;
        }
        finally
        {
            _storing.Release();
        }
    }

    /// <summary>Forgets what a vehicle has waiting but events; to be called by its worker when its memory is replaced.</summary>
    public void Forget(string vehicleId)
    {
        lock (_lock)
        {
            if (_pending.TryGetValue(vehicleId, out var pending))
            {
                pending.ForgetJourneys();
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _storing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Period, time, stoppingToken);
            await TryAsync(stoppingToken);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(problem, "Storing journeys of vehicles failed; it is tried again");
        }
    }

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, PendingJourneys> taken;
        lock (_lock)
        {
            (taken, _pending, _rows) = (_pending, new Dictionary<string, PendingJourneys>(StringComparer.Ordinal), 0);
        }

        if (taken.Count == 0)
        {
            return;
        }

        try
        {
            await store.SaveAsync(Batch(taken.Values), cancellationToken);
        }
        catch
        {
            TakeBack(taken);
            throw;
        }
    }

    private static JourneyBatch Batch(IReadOnlyCollection<PendingJourneys> pending) => new()
    {
        Trips = [.. pending.SelectMany(p => p.Trips.Values)],
        Stops = [.. pending.SelectMany(p => p.Stops.Values)],
        Days = [.. pending.SelectMany(p => p.Days.Values)],
        Events = [.. pending.SelectMany(p => p.Events.Values)],
        Checkpoints = [.. pending.Select(p => p.Checkpoint).OfType<VehicleCheckpoint>()],
    };

    private void TakeBack(Dictionary<string, PendingJourneys> taken)
    {
        lock (_lock)
        {
            foreach (var (vehicle, older) in taken)
            {
                Of(vehicle).TakeBack(older);
            }

            _rows = _pending.Values.Sum(p => p.Rows);
        }
    }

    private PendingJourneys Of(string vehicleId)
    {
        ref var pending = ref CollectionsMarshal.GetValueRefOrAddDefault(_pending, vehicleId, out _);
        return pending ??= new PendingJourneys();
    }

    private void Put<TKey, TRow>(Dictionary<TKey, TRow> rows, TKey key, TRow row)
        where TKey : notnull
    {
        if (_rows < MaxRows || rows.ContainsKey(key))
        {
            _rows += rows.ContainsKey(key) ? 0 : 1;
            rows[key] = row;
        }
        else
        {
            metrics.JourneyLost();
        }
    }
}
