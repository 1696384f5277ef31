using UrbanGrid.Contracts;

namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>One camera.</summary>
public sealed record CameraSettings
{
    /// <summary>Device id of the camera.</summary>
    public string Id { get; init; } = "";

    /// <summary>Video file, or <c>rtsp://</c> address (a password in it is never logged).</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether a file starts again at its end; a live source ignores it.</summary>
    public bool Loop { get; init; } = true;

    /// <summary>Frames published per second.</summary>
    public double Fps { get; init; } = 5;

    /// <summary>Greatest width of a frame, pixels; the shape of the picture is kept.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Greatest height of a frame, pixels.</summary>
    public int Height { get; init; } = 360;

    /// <summary>JPEG quality, 2 (best) to 31 (worst).</summary>
    public int Quality { get; init; } = 5;

    /// <summary>Pause before the first capture, seconds.</summary>
    public double StartDelaySeconds { get; init; }

    /// <summary>Without a frame for this long the stream is dead and ffmpeg is started again, seconds.</summary>
    public double NoFrameSeconds { get; init; } = 20;

    /// <summary>Where detectors run: <c>hub</c> or <c>edge</c>.</summary>
    public string Detect { get; init; } = "hub";

    /// <summary>The rolling recording that clips are cut from; off unless told.</summary>
    public RecordSettings Record { get; init; } = new();

    /// <summary>
    /// Zones. Those for privacy are blackened in everything that leaves the camera; the others are for <c>detect: edge</c> until
    /// the hub sends its own. None means the whole picture.
    /// </summary>
    public IReadOnlyList<CameraZone> Zones { get; init; } = [];

    /// <summary>Whether the source is a live stream rather than a file.</summary>
    public bool IsLive => Source.Contains("://", StringComparison.Ordinal);
}
