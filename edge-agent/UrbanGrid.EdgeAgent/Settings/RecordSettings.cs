namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>
/// The rolling recording of one camera: short pieces of video on disk, the oldest of which goes when there are too many. The
/// hub asks for clips of it.
/// </summary>
public sealed record RecordSettings
{
    /// <summary>How far it reaches back, minutes; 0 records nothing.</summary>
    public double Minutes { get; init; }

    /// <summary>Room on disk, MiB; when it is full the recording reaches back less far.</summary>
    public int Megabytes { get; init; } = 1024;

    /// <summary>Greatest width of what must be encoded here, pixels. A source of H.264 without privacy zones is copied as it is.</summary>
    public int EncodedWidth { get; init; } = 1280;

    /// <summary>Greatest size of a clip for the hub, MiB; a larger one is encoded anew, smaller.</summary>
    public int ClipMegabytes { get; init; } = 8;

    /// <summary>Whether anything is recorded.</summary>
    public bool IsOn => Minutes > 0;
}
