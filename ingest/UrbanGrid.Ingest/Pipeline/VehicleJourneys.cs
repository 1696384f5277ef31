using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>What vehicles did, for whoever asks: stored journeys and what is under way now.</summary>
public sealed class VehicleJourneys
{
    private readonly IJourneyStore _store;
    private readonly JourneyWriter _writer;
    private readonly GridWorkers _workers;
    private readonly DayRecompute _recompute;
    private readonly TimeProvider _time;

    internal VehicleJourneys(
        IJourneyStore store, JourneyWriter writer, GridWorkers workers, DayRecompute recompute, IngestOptions options, TimeProvider time)
    {
        (_store, _writer, _workers, _recompute, _time) = (store, writer, workers, recompute, time);
        Calendar = new CityCalendar(options.TimeZone);
    }

    /// <summary>The city's days, by which days of vehicles are cut.</summary>
    public CityCalendar Calendar { get; }

    /// <summary>Lets a vehicle's chain report what is under way, so that what is read next is as new as its last judged fix.</summary>
    public async Task ReportAsync(Device device, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        await _workers.AskAsync(
            device,
            state =>
            {
                if (state is { IsVehicle: true })
                {
                    var news = new VehicleNews();
                    state.Vehicle.Report(now, news);
                    _writer.Add(news);
                }

                return true;
            },
            cancellationToken);
        await _writer.FlushAsync(cancellationToken);
    }

    /// <summary>Stores what waits, so that what is read next is at most half a minute old.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _writer.FlushAsync(cancellationToken);

    /// <summary>Trips that have a part in a time.</summary>
    public Task<IReadOnlyList<VehicleTrip>> TripsAsync(JourneyQuery query, CancellationToken cancellationToken) => _store.TripsAsync(query, cancellationToken);

    /// <summary>Stops that have a part in a time.</summary>
    public Task<IReadOnlyList<VehicleStop>> StopsAsync(JourneyQuery query, CancellationToken cancellationToken) => _store.StopsAsync(query, cancellationToken);

    /// <summary>Events of a time.</summary>
    public Task<IReadOnlyList<VehicleEvent>> EventsAsync(JourneyQuery query, CancellationToken cancellationToken) => _store.EventsAsync(query, cancellationToken);

    /// <summary>Days of vehicles, both days included.</summary>
    public Task<IReadOnlyList<VehicleDay>> DaysAsync(IReadOnlyList<string> vehicleIds, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        _store.DaysAsync(vehicleIds, from, to, cancellationToken);

    /// <summary>Works out a vehicle's day once more from its stored track.</summary>
    /// <returns>Whether it was; false if it moves so much that it could not be caught up with, which a second try may.</returns>
    public Task<bool> RecomputeAsync(Device device, DateOnly date, CancellationToken cancellationToken) => _recompute.RunAsync(device, date, cancellationToken);
}
