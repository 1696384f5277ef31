using UrbanGrid.Contracts;

namespace UrbanGrid.Vision;

/// <summary>How one camera is watched.</summary>
public sealed record CameraWatch
{
    /// <summary>Device id of the camera.</summary>
    public required string CameraId { get; init; }

    /// <summary>Name drawn into evidence.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Zones; none means the whole picture is watched for dumping with the default dwell.</summary>
    public IReadOnlyList<CameraZone> Zones { get; init; } = [];
}

/// <summary>
/// One camera's way from JPEG to alarms: decode, light, background and candidate layers, static regions, judges,
/// evidence. All time comes from the frames' stamps. Not thread-safe: one caller at a time.
/// </summary>
public sealed class FramePipeline : IDisposable
{
    /// <summary>Builds the pipeline.</summary>
    /// <exception cref="ArgumentException">A zone has fewer than three corners or a dwell of no length.</exception>
    public FramePipeline(CameraWatch watch)
    {
        _ = watch;
        throw new NotImplementedException();
    }

    /// <summary>Takes the next frame; returns alarms raised or cleared by it, mostly none.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture; the pipeline goes on with the next frame.</exception>
    public IReadOnlyList<Alarm> Process(ReadOnlySpan<byte> jpeg, long timestamp)
    {
        _ = (this, jpeg.Length, timestamp);
        throw new NotImplementedException();
    }

    /// <summary>
    /// "This belongs here": the thing at the box becomes background, and is reported again only when it changes.
    /// </summary>
    public void AcceptAsFixture(PictureBox box) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>A frame that OpenCV cannot decode; carries OpenCV's message.</summary>
public sealed class FrameUnreadableException(string message) : Exception(message);
