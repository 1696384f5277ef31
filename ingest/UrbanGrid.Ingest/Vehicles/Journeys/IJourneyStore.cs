namespace UrbanGrid.Ingest.Vehicles.Journeys;

/// <summary>
/// Where trips, stops, days and events of vehicles are kept: a file beside the telemetry, or the telemetry's server database.
/// They are small against the fixes they come from, so that a month of a thousand vehicles is read from 31,000 rows.
/// </summary>
public interface IJourneyStore : IAsyncDisposable
{
    /// <summary>Keeps a batch in one transaction; a row of a key that is there takes its place.</summary>
    Task SaveAsync(JourneyBatch batch, CancellationToken cancellationToken);

    /// <summary>Puts what was worked out once more in the place of what was there, in one transaction.</summary>
    Task ReplaceAsync(JourneyReplacement replacement, CancellationToken cancellationToken);

    /// <summary>Trips that have a part in a time, by vehicle and begin.</summary>
    Task<IReadOnlyList<VehicleTrip>> TripsAsync(JourneyQuery query, CancellationToken cancellationToken);

    /// <summary>Stops that have a part in a time, by vehicle and begin.</summary>
    Task<IReadOnlyList<VehicleStop>> StopsAsync(JourneyQuery query, CancellationToken cancellationToken);

    /// <summary>Events of a time, by vehicle and time.</summary>
    Task<IReadOnlyList<VehicleEvent>> EventsAsync(JourneyQuery query, CancellationToken cancellationToken);

    /// <summary>Days of vehicles, by vehicle and date.</summary>
    /// <param name="vehicleIds">Whose.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, inclusive.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<VehicleDay>> DaysAsync(IReadOnlyList<string> vehicleIds, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>The last checkpoint of every vehicle.</summary>
    Task<IReadOnlyList<VehicleCheckpoint>> CheckpointsAsync(CancellationToken cancellationToken);
}

/// <summary>Whose journeys, and when.</summary>
/// <param name="VehicleIds">Device ids.</param>
/// <param name="From">First moment, Unix ms.</param>
/// <param name="To">First moment after it, Unix ms.</param>
/// <param name="Limit">Most rows.</param>
public sealed record JourneyQuery(IReadOnlyList<string> VehicleIds, long From, long To, int Limit = 10_000);

/// <summary>Rows to keep; of one key there is one.</summary>
public sealed record JourneyBatch
{
    /// <summary>Trips.</summary>
    public IReadOnlyCollection<VehicleTrip> Trips { get; init; } = [];

    /// <summary>Stops.</summary>
    public IReadOnlyCollection<VehicleStop> Stops { get; init; } = [];

    /// <summary>Days.</summary>
    public IReadOnlyCollection<VehicleDay> Days { get; init; } = [];

    /// <summary>Events.</summary>
    public IReadOnlyCollection<VehicleEvent> Events { get; init; } = [];

    /// <summary>Checkpoints.</summary>
    public IReadOnlyCollection<VehicleCheckpoint> Checkpoints { get; init; } = [];
}

/// <summary>A stretch of a vehicle's time, worked out once more.</summary>
/// <param name="VehicleId">Device id.</param>
/// <param name="From">Trips and stops that begin from here on …</param>
/// <param name="To">… and before here go, Unix ms.</param>
/// <param name="FirstDay">Days from this one on …</param>
/// <param name="LastDay">… up to this one go.</param>
/// <param name="Rows">What takes their place.</param>
public sealed record JourneyReplacement(string VehicleId, long From, long To, DateOnly FirstDay, DateOnly LastDay, JourneyBatch Rows);
