using System.Diagnostics.Metrics;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Objects;

namespace UrbanGrid.Hub.Cameras;

/// <summary>The object detector of this hub's cameras; without a configuration there is none, and nobody is asked.</summary>
public sealed class ObjectDetection : IAsyncDisposable
{
    private readonly Meter _meter = new("UrbanGrid.Hub.Objects");
    private readonly ObjectNetwork? _network;

    /// <summary>Loads the network that a file describes.</summary>
    /// <param name="configFile">See <c>docs/object-detector.md</c>; null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears which network runs.</param>
    /// <exception cref="ObjectConfigException">With a sentence that says what to change.</exception>
    public ObjectDetection(string? configFile, TimeProvider time, ILogger<ObjectDetection> logger)
    {
        if (configFile is null)
        {
            return;
        }

        _network = new ObjectNetwork(configFile, time);
        var desk = _network.Desk;
        _meter.CreateObservableCounter("urbangrid.objects.pictures", () => desk.Looked, description: "Pictures the object detector looked at.");
        _meter.CreateObservableCounter("urbangrid.objects.dropped", () => desk.Dropped, description: "Pictures that gave way to newer ones before the object detector had time.");
        _meter.CreateObservableCounter("urbangrid.objects.failed", () => desk.Failed, description: "Pictures the object detector could not look at.");
        logger.LogInformation(
            "Object detector {Model} runs on {Share:P0} of a core, {Way}; its output is {Output}",
            Path.GetFileName(_network.Config.Model), _network.Config.CpuShare, _network.Batches ? "several pictures at once" : "one picture at a time", _network.Output);
    }

    /// <summary>A camera's way to ask; null where there is no detector.</summary>
    public AskThing? For(string cameraId) => _network?.Desk.For(cameraId);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        if (_network is not null)
        {
            await _network.DisposeAsync();
        }
    }
}
