using System.Text;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.OsmAnd;

/// <summary>Takes positions of phone apps the way of every other observation.</summary>
public sealed class OsmAndIntake
{
    private readonly DeviceRegistry _registry;
    private readonly DeviceLanes _lanes;
    private readonly ObservationPipeline _pipeline;

    internal OsmAndIntake(DeviceRegistry registry, DeviceLanes lanes, ObservationPipeline pipeline) => (_registry, _lanes, _pipeline) = (registry, lanes, pipeline);

    /// <summary>The device that may report with an id and a token; null if the token is not its own or it is shut out.</summary>
    /// <param name="id">Id the app gives; null takes the one whose token it is.</param>
    /// <param name="token">The device's token.</param>
    public Device? Admit(string? id, string token)
    {
        var presented = Encoding.UTF8.GetBytes(token);
        var device = id is null ? _registry.FindByToken(presented) : _registry.TokenMatches(id, presented) ? _registry.Find(id) : null;
        return device is { Enabled: true } ? device : null;
    }

    /// <summary>Takes a position; completes when it is stored, or kept among what could not be used.</summary>
    /// <param name="device">As <see cref="Admit"/> found it.</param>
    /// <param name="report">The position.</param>
    /// <param name="sent">What was sent, for the device's page if it cannot be used.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task TakeAsync(Device device, OsmAndReport report, ReadOnlyMemory<byte> sent, CancellationToken cancellationToken)
    {
        if (_lanes.Find(device.Id) is not { } lane)
        {
            return;
        }

        var stored = new Stored();
        await _pipeline.AcceptAsync(lane, new Message(report, sent), new PublishReceipt(stored, 0), unthrottled: false, cancellationToken);
        await stored.Task.WaitAsync(cancellationToken);
    }

    private sealed class Stored : IAcknowledger
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _done.Task;

        public void Complete(long ticket, MqttReasonCode reason) => _done.TrySetResult();
    }

    private sealed class Message(OsmAndReport report, ReadOnlyMemory<byte> sent) : IForeignMessage
    {
        public TopicKind Kind => TopicKind.Position;

        public string Source => "osmand";

        public ReadOnlyMemory<byte> Bytes => sent;

        public void Read(in ReadScope scope)
        {
            if (PositionPayloadReader.Check(report.Lat, report.Lon, scope.Observation) is not { } place || !scope.TryStamp(report.Timestamp, out var timestamp))
            {
                return;
            }

            var kmh = report.Speed >= 0 ? report.Speed * SpeedUnits.KmhOf(report.SpeedUnit ?? scope.Lane.Device.Text(SpeedUnits.Attribute)) : null;
            var attributes = new Dictionary<string, double>(StringComparer.Ordinal);
            if (report.Battery is { } battery and >= 0 and <= 100)
            {
                attributes[VehicleAttributes.BatteryPercent] = battery;
            }

            if (report.Valid == false)
            {
                attributes[VehicleAttributes.Valid] = 0;
            }

            scope.Observation.Positions.Add(new PositionSample(timestamp, place, kmh, report.Bearing is >= 0 and <= 360 ? report.Bearing % 360 : null, report.Altitude, report.Hdop, attributes));
        }
    }
}
