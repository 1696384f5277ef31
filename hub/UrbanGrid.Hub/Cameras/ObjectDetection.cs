using System.Diagnostics.Metrics;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Objects;

namespace UrbanGrid.Hub.Cameras;

/// <summary>The object detector of this hub's cameras; without a configuration there is none, and nobody is asked.</summary>
public sealed class ObjectDetection : IAsyncDisposable
{
    private readonly Meter _meter = new("UrbanGrid.Hub.Objects");
    private readonly ObjectDetector? _detector;
    private readonly ObjectDesk? _desk;

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

        var config = ObjectConfigFile.Read(configFile);
        _detector = new ObjectDetector(config);
        _desk = new ObjectDesk(jpeg => _detector.Detect(jpeg), new ObjectDeskSettings { CpuShare = config.CpuShare }, time);
        _meter.CreateObservableCounter("urbangrid.objects.pictures", () => _desk.Looked, description: "Pictures the object detector looked at.");
        _meter.CreateObservableCounter("urbangrid.objects.dropped", () => _desk.Dropped, description: "Pictures that gave way to newer ones before the object detector had time.");
        _meter.CreateObservableCounter("urbangrid.objects.failed", () => _desk.Failed, description: "Pictures the object detector could not look at.");
        logger.LogInformation("Object detector {Model} runs on {Share:P0} of a core; its output is {Output}", Path.GetFileName(config.Model), config.CpuShare, _detector.Output);
    }

    /// <summary>A camera's way to ask; null where there is no detector.</summary>
    public AskThing? For(string cameraId) => _desk?.For(cameraId);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        if (_desk is not null)
        {
            await _desk.DisposeAsync();
        }

        _detector?.Dispose();
    }
}
