using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles;

/// <summary>A trip (行程): from a stop to the next.</summary>
/// <param name="VehicleId">Device id.</param>
/// <param name="StartAt">Unix ms.</param>
/// <param name="EndAt">Unix ms of its last fix so far.</param>
/// <param name="Open">Whether it goes on.</param>
/// <param name="From">Where it began.</param>
/// <param name="To">Where it ended, or is now.</param>
/// <param name="DistanceKm">Driven.</param>
/// <param name="MaxKmh">Fastest fix.</param>
/// <param name="EngineS">Seconds with the engine on.</param>
public sealed record VehicleTrip(
    string VehicleId, long StartAt, long EndAt, bool Open, GeoPoint From, GeoPoint To, double DistanceKm, double MaxKmh, double EngineS);

/// <summary>A stop (停留) between trips.</summary>
/// <param name="VehicleId">Device id.</param>
/// <param name="StartAt">Unix ms.</param>
/// <param name="EndAt">Unix ms; null while it stands there.</param>
/// <param name="Place">Where.</param>
/// <param name="IdleS">Seconds of it with the engine on.</param>
public sealed record VehicleStop(string VehicleId, long StartAt, long? EndAt, GeoPoint Place, double IdleS);

/// <summary>What a vehicle did on a day of the city's calendar (日里程).</summary>
/// <param name="VehicleId">Device id.</param>
/// <param name="Date">The day, in the city's zone.</param>
/// <param name="DistanceKm">Driven.</param>
/// <param name="MaxKmh">Fastest fix.</param>
/// <param name="MovingS">Seconds of driving.</param>
/// <param name="IdleS">Seconds of standing with the engine on.</param>
/// <param name="EngineS">Seconds with the engine on (发动机工时).</param>
/// <param name="Trips">Trips begun.</param>
public sealed record VehicleDay(
    string VehicleId, DateOnly Date, double DistanceKm, double MaxKmh, double MovingS, double IdleS, double EngineS, int Trips)
{
    /// <summary>Litres of fuel used; null if its terminal does not measure them.</summary>
    public double? FuelL { get; init; }

    /// <summary>Litres of water used, of a sprinkler; null if its terminal does not measure them.</summary>
    public double? WaterL { get; init; }
}
