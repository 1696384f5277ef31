using System.Text.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Vehicles;

/// <summary>A vehicle that drives along its line, to and fro or round and round, at a speed that varies a little, and stops where it has to.</summary>
public sealed class VehicleDevice(
    VehicleSettings settings, RouteLine route, Outbox outbox, StatusBoard board, TimeProvider time, Random random) : IEdgeDevice, IDisposable
{
    private const double Variation = 0.15;
    private const double VariationPeriodS = 47;

    private readonly StopPlan _stops = new(settings.Stops, route, random, (type, data) => outbox.Event(settings.Id, type, data));
    private readonly ReportInterval _interval = new(settings.PeriodSeconds, time);
    private readonly double _phase = random.NextDouble() * 2 * Math.PI;
    private PositionPayload? _last;

    /// <inheritdoc/>
    public string Id => settings.Id;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        board.Set(Id, online: true);
        var drivenM = settings.StartAt * route.LengthM;
        var start = time.GetTimestamp();
        var before = TimeSpan.Zero;
        while (true)
        {
            var elapsed = time.GetElapsedTime(start);
            var speedKmh = SpeedAt(elapsed);
            drivenM = _stops.Advance(drivenM, (elapsed - before).TotalSeconds, speedKmh / 3.6);
            before = elapsed;
            Report(drivenM, _stops.IsStanding ? 0 : speedKmh);
            await _interval.WaitAsync(atMost: null, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public CommandAnswer Execute(string command, JsonElement? args)
    {
        switch (command)
        {
            case "snapshot" when Volatile.Read(ref _last) is { } last:
                return CommandAnswer.Done(new JsonObject { ["ts"] = last.Ts, ["lat"] = last.Lat, ["lon"] = last.Lon, ["speed"] = last.Speed });
            case "snapshot":
                return CommandAnswer.Refuse("the vehicle has no position yet");
            case ReportInterval.Command:
                return _interval.Set(args);
            default:
                return CommandAnswer.Unknown(command, "snapshot", ReportInterval.Command);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _interval.Dispose();

    private double SpeedAt(TimeSpan elapsed) =>
        settings.SpeedKmh * (1 + (Variation * Math.Sin((2 * Math.PI * elapsed.TotalSeconds / VariationPeriodS) + _phase)));

    private void Report(double drivenM, double speedKmh)
    {
        var (place, course) = route.At(drivenM);
        var position = new PositionPayload
        {
            Ts = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Lat = Math.Round(place.Lat, 7),
            Lon = Math.Round(place.Lon, 7),
            Speed = Math.Round(speedKmh, 1),
            Course = Math.Round(course, 1),
            Attributes = settings.Attributes,
        };
        Volatile.Write(ref _last, position);
        outbox.Position(Id, position);
    }
}
