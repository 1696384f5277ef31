using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Bench.Vehicles;

/// <summary>Vehicles that drive about a city, the same at every run.</summary>
internal sealed class Fleet(int vehicles)
{
    private readonly Random _random = new(808);
    private readonly GeoPoint[] _places = [.. Enumerable.Range(0, vehicles).Select(i => new GeoPoint(31.2 + (i % 97 * 0.001), 121.4 + (i % 89 * 0.001)))];
    private readonly double[] _courses = new double[vehicles];
    private readonly double[] _odometers = new double[vehicles];

    /// <summary>Name of a vehicle.</summary>
    public static string Id(long vehicle) => $"bench-vehicle-{vehicle:D5}";

    /// <summary>Drives a vehicle on for a while and tells where it is, with what terminals usually add.</summary>
    public PositionSample Next(int vehicle, long at, double seconds)
    {
        _courses[vehicle] = (_courses[vehicle] + (_random.NextDouble() * 30) - 15 + 360) % 360;
        var speed = 5 + (_random.NextDouble() * 50);
        var metres = speed / 3.6 * seconds;
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(_courses[vehicle]));
        var place = _places[vehicle];
        _places[vehicle] = new GeoPoint(Wrap(place.Lat + (metres * cos / 111_320), 31.2, 0.3), Wrap(place.Lon + (metres * sin / 95_000), 121.4, 0.3));
        _odometers[vehicle] += metres / 1_000;
        return new PositionSample(
            at, new GeoPoint(Math.Round(_places[vehicle].Lat, 6), Math.Round(_places[vehicle].Lon, 6)), Math.Round(speed, 1), Math.Round(_courses[vehicle]), 4, null,
            new Dictionary<string, double>(6)
            {
                [VehicleAttributes.AlarmBits] = 0,
                [VehicleAttributes.StatusBits] = 3,
                [VehicleAttributes.Ignition] = 1,
                [VehicleAttributes.LoadShare] = at / 3_600_000 % 2,
                [VehicleAttributes.OdometerKm] = Math.Round(_odometers[vehicle], 1),
                [VehicleAttributes.Satellites] = 9 + _random.Next(6),
            });
    }

    private static double Wrap(double value, double from, double width) => value < from ? value + width : value > from + width ? value - width : value;
}
