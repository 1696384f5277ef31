using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Vehicles.Coordinates;

namespace UrbanGrid.Hub.Sanitation.Bins;

/// <summary>The bins that vehicles read in a time.</summary>
/// <param name="Readings">Each once, oldest first.</param>
/// <param name="Unreadable">Events of bins that had no tag.</param>
public sealed record ReadBins(IReadOnlyList<BinReading> Readings, int Unreadable);

/// <summary>Reads bins out of the events that vehicles told; nothing is kept beside those.</summary>
public sealed class BinReader(ITelemetryStore store, DeviceRegistry registry)
{
    private const int PageEvents = 10_000;

    /// <summary>A vehicle is believed to be where its nearest fix within this time is, ms.</summary>
    private const long NearMs = 60_000;

    private const int FixesAround = 1_000;

    /// <summary>What some vehicles read.</summary>
    /// <param name="vehicles">Device ids.</param>
    /// <param name="from">Unix ms.</param>
    /// <param name="to">Unix ms, exclusive.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ReadBins> ReadAsync(IEnumerable<string> vehicles, long from, long to, CancellationToken cancellationToken)
    {
        List<BinReading> all = [];
        var unreadable = 0;
        foreach (var vehicle in vehicles)
        {
            // A repeat of a bin that was counted before the time begins is no bin of it.
            await foreach (var told in EventsAsync(vehicle, from - BinRepeats.WithinMs, to, cancellationToken))
            {
                if (BinEvent.Read(told, vehicle) is { } reading)
                {
                    all.Add(reading);
                }
                else if (told.Timestamp >= from)
                {
                    unreadable++;
                }
            }
        }

        return new ReadBins([.. BinRepeats.Remove(all).Where(r => r.At >= from)], unreadable);
    }

    /// <summary>The readings with the places of their vehicles.</summary>
    public async Task<IReadOnlyList<BinReading>> PlaceAsync(IEnumerable<BinReading> readings, CancellationToken cancellationToken)
    {
        List<BinReading> placed = [];
        foreach (var reading in readings)
        {
            var around = await store.TrackAsync(reading.Vehicle, reading.At - NearMs, reading.At + NearMs + 1, FixesAround, cancellationToken);
            var nearest = DeviceCoordinates.Usable(registry.Find(reading.Vehicle), around).MinBy(f => Math.Abs(f.Timestamp - reading.At));
            placed.Add(reading with { Place = nearest?.Place });
        }

        return placed;
    }

    private async IAsyncEnumerable<DeviceEvent> EventsAsync(
        string vehicle, long from, long to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var until = to;
        while (true)
        {
            var page = await store.EventsAsync(vehicle, from, until, PageEvents, cancellationToken);
            foreach (var told in page)
            {
                if (told.Type == BinEvent.Type)
                {
                    yield return told;
                }
            }

            if (page.Count < PageEvents)
            {
                yield break;
            }

            // Events of one device and moment are of different types, so none of a bin is cut off between two pages.
            until = page[^1].Timestamp;
        }
    }
}
