using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Hub.Vehicles.Live;

/// <summary>What a map is told of a vehicle; a value, so that ten thousand of them cost no object each.</summary>
/// <param name="Id">Device id.</param>
/// <param name="Lon">Degrees east, WGS-84.</param>
/// <param name="Lat">Degrees north, WGS-84.</param>
/// <param name="CourseDeg">Clockwise from north; NaN if nobody knows.</param>
/// <param name="SpeedKmh">NaN if nobody knows.</param>
/// <param name="State">What it does.</param>
/// <param name="At">Unix ms of the fix.</param>
/// <param name="HasAlarm">Whether an alarm holds on it.</param>
public readonly record struct LiveVehicle(
    string Id, double Lon, double Lat, double CourseDeg, double SpeedKmh, VehicleState State, long At, bool HasAlarm)
{
    /// <summary>Whether a map shows it just as the other, but for the time it was heard.</summary>
    public bool LooksLike(LiveVehicle other) => this with { At = other.At } == other;
}
