namespace UrbanGrid.Vision.Objects;

/// <summary>
/// The object detector of a hub or of an edge agent: the network that a file describes, and the desk at which all cameras ask
/// it. Loading takes a moment and needs the network's memory once, however many cameras there are.
/// </summary>
public sealed class ObjectNetwork : IAsyncDisposable
{
    private readonly ObjectDetector _detector;

    /// <summary>Loads the network.</summary>
    /// <param name="configFile">See <c>docs/object-detector.md</c>.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ObjectConfigException">With a sentence that says what to change.</exception>
    public ObjectNetwork(string configFile, TimeProvider time)
    {
        Config = ObjectConfigFile.Read(configFile);
        _detector = new ObjectDetector(Config);
        Desk = new ObjectDesk(_detector.DetectAll, new ObjectDeskSettings { CpuShare = Config.CpuShare }, time);
    }

    /// <summary>What the file says.</summary>
    public ObjectConfig Config { get; }

    /// <summary>Where cameras ask.</summary>
    public ObjectDesk Desk { get; }

    /// <inheritdoc cref="ObjectDetector.Output"/>
    public string Output => _detector.Output;

    /// <inheritdoc cref="ObjectDetector.Batches"/>
    public bool Batches => _detector.Batches;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        _detector.Dispose();
    }
}
