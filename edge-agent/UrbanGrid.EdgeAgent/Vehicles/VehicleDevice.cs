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
    private const string TextCommand = "text";

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
        var load = settings.Load is { } carries ? new LoadRound(carries, route.IsClosed ? route.LengthM : 2 * route.LengthM, drivenM) : null;
        var start = time.GetTimestamp();
        var before = TimeSpan.Zero;
        while (true)
        {
            var elapsed = time.GetElapsedTime(start);
            var speedKmh = SpeedAt(elapsed);
            var seconds = (elapsed - before).TotalSeconds;
            load?.Advance(seconds, speedKmh);
            drivenM = load?.DrivenM ?? _stops.Advance(drivenM, seconds, speedKmh / 3.6);
            before = elapsed;
            Report(drivenM, load?.Stands == true || _stops.IsStanding ? 0 : speedKmh, load);
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
            case TextCommand:
                return Show(args);
            case ReportInterval.Command:
                return _interval.Set(args);
            default:
                return CommandAnswer.Unknown(command, "snapshot", TextCommand, ReportInterval.Command);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _interval.Dispose();

    /// <summary>The driver's display: what it shows is said back, as a terminal confirms a text.</summary>
    private static CommandAnswer Show(JsonElement? args) =>
        args is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
            ? CommandAnswer.Done(new JsonObject { ["shown"] = message.GetString() })
            : CommandAnswer.Refuse("'message' must be a text");

    /// <summary>What the sensors of a truck's box add; the names are those of docs/geofences.md.</summary>
    private Dictionary<string, JsonElement> With(LoadRound load) => new(settings.Attributes ?? new Dictionary<string, JsonElement>())
    {
        ["load_share"] = JsonSerializer.SerializeToElement(Math.Round(load.Share, 2)),
        ["lifted"] = JsonSerializer.SerializeToElement(load.Lifted),
    };

    private double SpeedAt(TimeSpan elapsed) =>
        settings.SpeedKmh * (1 + (Variation * Math.Sin((2 * Math.PI * elapsed.TotalSeconds / VariationPeriodS) + _phase)));

    private void Report(double drivenM, double speedKmh, LoadRound? load)
    {
        var (place, course) = route.At(drivenM);
        var position = new PositionPayload
        {
            Ts = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Lat = Math.Round(place.Lat, 7),
            Lon = Math.Round(place.Lon, 7),
            Speed = Math.Round(speedKmh, 1),
            Course = Math.Round(course, 1),
            Attributes = load is null ? settings.Attributes : With(load),
        };
        Volatile.Write(ref _last, position);
        outbox.Position(Id, position);
    }
}
