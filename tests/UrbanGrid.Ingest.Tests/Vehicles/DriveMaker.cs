using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Ingest.Tests.Vehicles;

/// <summary>Makes the fixes of a drive, second by second, with the noise of a receiver if wanted, and knows the true distance.</summary>
internal sealed class DriveMaker(long startAt, int seed = 1)
{
    private const double MetresPerDegree = 111_195;

    /// <summary>Share of the slow error that is left after a second: it wanders with a time constant of some 20 s.</summary>
    private const double Memory = 0.95;

    private readonly Random _random = new(seed);
    private double _east;
    private double _north;
    private double _errorEast;
    private double _errorNorth;

    public long Now { get; private set; } = startAt;

    /// <summary>Spread of the slow error of places, metres; 0 for a perfect receiver.</summary>
    public double SlowM { get; init; }

    /// <summary>Spread of the error that is new with every fix, metres.</summary>
    public double FastM { get; init; }

    /// <summary>Seconds between fixes.</summary>
    public int EveryS { get; init; } = 1;

    /// <summary>Whether the terminal says whether its engine is on.</summary>
    public bool TellsEngine { get; init; } = true;

    /// <summary>Whether it sends speeds.</summary>
    public bool TellsSpeed { get; init; } = true;

    public double TrueM { get; private set; }

    public List<PositionSample> Fixes { get; } = [];

    public PositionSample Last => Fixes[^1];

    public static GeoPoint Start { get; } = new(39.9, 116.4);

    /// <summary>Drives straight on.</summary>
    public DriveMaker Drive(double kmh, int seconds, double courseDeg = 90)
    {
        var step = kmh / 3.6;
        for (var second = 0; second < seconds; second++)
        {
            TrueM += step;
            _east += step * Math.Sin(double.DegreesToRadians(courseDeg));
            _north += step * Math.Cos(double.DegreesToRadians(courseDeg));
            Tick(kmh, courseDeg, engine: true);
        }

        return this;
    }

    /// <summary>Stands.</summary>
    public DriveMaker Stand(int seconds, bool engine = false)
    {
        for (var second = 0; second < seconds; second++)
        {
            Tick(0, null, engine);
        }

        return this;
    }

    /// <summary>Says nothing for a while, in which it drives with the given speed.</summary>
    public DriveMaker Silence(int seconds, double kmh = 0)
    {
        Now += seconds * 1_000L;
        _east += kmh / 3.6 * seconds;
        TrueM += kmh / 3.6 * seconds;
        return this;
    }

    public static PositionSample Fix(long at, double eastM, double? kmh, params (string Name, double Value)[] attributes) => new(
        at, new GeoPoint(Start.Lat, Start.Lon + (eastM / (MetresPerDegree * Math.Cos(double.DegreesToRadians(Start.Lat))))), kmh, null, null, null,
        attributes.ToDictionary(a => a.Name, a => a.Value));

    private void Tick(double kmh, double? courseDeg, bool engine)
    {
        Now += 1_000;
        _errorEast = (Memory * _errorEast) + (Math.Sqrt(1 - (Memory * Memory)) * SlowM * Normal());
        _errorNorth = (Memory * _errorNorth) + (Math.Sqrt(1 - (Memory * Memory)) * SlowM * Normal());
        if (Now / 1_000 % EveryS != 0)
        {
            return;
        }

        var (east, north) = (_east + _errorEast + (FastM * Normal()), _north + _errorNorth + (FastM * Normal()));
        var place = new GeoPoint(Start.Lat + (north / MetresPerDegree), Start.Lon + (east / (MetresPerDegree * Math.Cos(double.DegreesToRadians(Start.Lat)))));
        double? speed = TellsSpeed ? Math.Max(0, kmh + (SlowM > 0 ? 0.4 * Normal() : 0)) : null;
        Dictionary<string, double> attributes = TellsEngine ? new() { [VehicleAttributes.Ignition] = engine ? 1 : 0 } : [];
        Fixes.Add(new PositionSample(Now, place, speed, courseDeg, null, null, attributes));
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
