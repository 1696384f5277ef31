using System.Text.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Sensors;

/// <summary>
/// A sensor that does not exist: reports on its period, and at once when its script changes something, as real ones do
/// on alarm and recovery.
/// </summary>
public sealed class SimulatedSensor(
    SensorSettings settings, ISensorModel model, Outbox outbox, StatusBoard board, TimeProvider time) : IEdgeDevice, IDisposable
{
    private readonly ReportInterval _interval = new(settings.PeriodSeconds, time);
    private readonly SensorScript _script = new(settings.Script);
    private readonly Dictionary<string, MetricValue> _values = new(StringComparer.Ordinal);
    private readonly TelemetryJson _json = new();

    /// <inheritdoc/>
    public string Id => settings.Id;

    /// <summary>The model that the settings name.</summary>
    public static ISensorModel ModelOf(SensorSettings settings, Random random) => settings.Model switch
    {
        "manhole-cover" => new ManholeCoverModel(random),
        _ => new LampControllerModel(new LightingPlan(settings.Lighting ?? new LightingSettings()), random),
    };

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        board.Set(Id, online: true);
        var start = time.GetTimestamp();
        while (true)
        {
            var elapsed = time.GetElapsedTime(start);
            _script.AdvanceTo(elapsed);
            Report();
            await _interval.WaitAsync(_script.NextStep - elapsed, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public CommandAnswer Execute(string command, JsonElement? args)
    {
        switch (command)
        {
            case "snapshot":
                _interval.Wake();
                return CommandAnswer.Done(new JsonObject { ["topic"] = DeviceTopic.Telemetry(Id) });
            case ReportInterval.Command:
                return _interval.Set(args);
            case var own when model.Commands.Contains(own):
                var answer = model.Execute(own, args);
                // What it changed shows in the next report, so that comes now.
                _interval.Wake();
                return answer;
            default:
                return CommandAnswer.Unknown(command, ["snapshot", ReportInterval.Command, .. model.Commands]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interval.Dispose();
        _json.Dispose();
    }

    private void Report()
    {
        var now = time.GetUtcNow();
        model.Read(now, _script.Forced, _values);
        outbox.Telemetry(Id, _json.Write(now.ToUnixTimeMilliseconds(), _values));
    }
}
