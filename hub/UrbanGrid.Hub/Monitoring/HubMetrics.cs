using System.Diagnostics.Metrics;

namespace UrbanGrid.Hub.Monitoring;

/// <summary>The hub's own measurements; ingest and MQTT have theirs.</summary>
public sealed class HubMetrics : IDisposable
{
    private readonly Meter _meter = new("UrbanGrid.Hub");
    private readonly Counter<long> _framesBroken;
    private readonly Counter<long> _framesSeen;
    private readonly Counter<long> _alarms;
    private readonly Counter<long> _verdicts;
    private readonly Histogram<double> _frameSeconds;

    /// <summary>Makes the instruments.</summary>
    public HubMetrics()
    {
        _framesSeen = _meter.CreateCounter<long>("urbangrid.vision.frames", description: "Camera frames looked at.");
        _framesBroken = _meter.CreateCounter<long>("urbangrid.vision.frames_unreadable", description: "Camera frames that are no picture.");
        _frameSeconds = _meter.CreateHistogram<double>("urbangrid.vision.frame_seconds", "s", "Time to look at one frame, seconds.");
        _alarms = _meter.CreateCounter<long>("urbangrid.hub.alarms", description: "Alarms raised, by rule.");
        _verdicts = _meter.CreateCounter<long>("urbangrid.hub.verdicts", description: "Operators' decisions on incidents.");
    }

    /// <summary>A frame was looked at.</summary>
    public void FrameSeen(double seconds)
    {
        _framesSeen.Add(1);
        _frameSeconds.Record(seconds);
    }

    /// <summary>A frame could not be read.</summary>
    public void FrameBroken() => _framesBroken.Add(1);

    /// <summary>An alarm was raised.</summary>
    public void AlarmRaised(string rule) => _alarms.Add(1, new KeyValuePair<string, object?>("rule", rule));

    /// <summary>An operator decided.</summary>
    public void Decided(string verdict) => _verdicts.Add(1, new KeyValuePair<string, object?>("verdict", verdict));

    /// <summary>Adds a value that is asked for when somebody looks.</summary>
    public void Gauge(string name, string description, Func<double> read) =>
        _meter.CreateObservableGauge(name, read, description: description);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
