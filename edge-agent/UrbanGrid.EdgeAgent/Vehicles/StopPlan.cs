using System.Text.Json.Nodes;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent.Vehicles;

/// <summary>Makes a vehicle stand at the points of its settings, and read the bins there.</summary>
/// <param name="stops">The points.</param>
/// <param name="route">The line it drives along.</param>
/// <param name="random">What bins weigh.</param>
/// <param name="tell">Takes the event of a bin: its type and data.</param>
public sealed class StopPlan(IReadOnlyList<VehicleStopSettings> stops, RouteLine route, Random random, Action<string, JsonObject> tell)
{
    /// <summary>Type of the event of a bin that was read.</summary>
    public const string BinEvent = "bin";

    private const double Variation = 0.2;

    /// <summary>Nearer than this the vehicle is there, metres.</summary>
    private const double There = 1e-6;

    private readonly double[] _along = [.. stops.Select(s => route.Along(new GeoPoint(s.Lat, s.Lon)))];
    private readonly double?[] _servedAtS = new double?[stops.Count];
    private double _clockS;
    private int? _at;
    private double _stoodS;
    private int _told;

    /// <summary>Whether the vehicle stands at the moment.</summary>
    public bool IsStanding => _at is not null;

    /// <summary>Drives on.</summary>
    /// <param name="drivenM">Metres driven in all so far.</param>
    /// <param name="seconds">Time that goes by.</param>
    /// <param name="metresPerSecond">How fast, while it drives.</param>
    /// <returns>Metres driven in all then.</returns>
    public double Advance(double drivenM, double seconds, double metresPerSecond)
    {
        while (seconds > 0)
        {
            if (_at is { } stop)
            {
                seconds -= Stand(stop, seconds);
                continue;
            }

            var (next, distance) = Next(drivenM);
            if (next is not { } ahead || distance > seconds * metresPerSecond)
            {
                _clockS += seconds;
                return drivenM + (seconds * metresPerSecond);
            }

            drivenM += distance;
            _clockS += distance / metresPerSecond;
            seconds -= distance / metresPerSecond;
            (_at, _stoodS, _told) = (ahead, 0, 0);
            _servedAtS[ahead] = _clockS;
        }

        return drivenM;
    }

    private double Stand(int stop, double seconds)
    {
        var (settings, stands) = (stops[stop], Math.Min(seconds, stops[stop].Seconds - _stoodS));
        _stoodS += stands;
        _clockS += stands;
        var pause = settings.Seconds / (settings.Bins.Count + 1);
        while (_told < settings.Bins.Count && _stoodS >= pause * (_told + 1))
        {
            var bin = settings.Bins[_told++];
            var weight = bin.WeightKg * (1 + (Variation * ((2 * random.NextDouble()) - 1)));
            tell(BinEvent, new JsonObject { ["tag"] = bin.Tag, ["weightKg"] = Math.Round(weight, 1) });
        }

        _at = _stoodS < settings.Seconds ? _at : null;
        return Math.Max(stands, 0);
    }

    /// <summary>The next point to be served on the way, and how far it is.</summary>
    private (int? Stop, double Distance) Next(double drivenM)
    {
        (int? Stop, double Distance) nearest = (null, double.PositiveInfinity);
        var here = drivenM % route.RoundM;
        for (var i = 0; i < _along.Length; i++)
        {
            var distance = _along[i] - here;
            distance += distance < -There ? route.RoundM : 0;
            var isServed = _servedAtS[i] is { } at && _clockS - at < stops[i].EveryMinutes * 60;
            if (!isServed && distance < nearest.Distance)
            {
                nearest = (i, Math.Max(distance, 0));
            }
        }

        return nearest;
    }
}
