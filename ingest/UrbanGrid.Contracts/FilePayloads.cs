using System.Text.Json.Serialization;

namespace UrbanGrid.Contracts;

/// <summary>
/// First part of a file on its way to the hub (<see cref="TopicKind.File"/>): what follows, or why nothing does. The parts
/// 1 to <see cref="Parts"/> are the file's bytes in order, each <see cref="PartBytes"/> long but for the last.
/// </summary>
public sealed record FileManifest
{
    /// <summary>Longest part, bytes: telemetry on the same link must not wait long behind one.</summary>
    public const int PartBytes = 256 * 1024;

    /// <summary>Longest file, bytes.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>Length of the file, bytes; 0 if there is none.</summary>
    public int Bytes { get; init; }

    /// <summary>SHA-256 of the whole file, lower-case hex; null if there is none.</summary>
    public string? Sha256 { get; init; }

    /// <summary>e.g. <c>video/mp4</c>.</summary>
    public string? MediaType { get; init; }

    /// <summary>Time of its begin, Unix ms; null where that means nothing.</summary>
    public long? From { get; init; }

    /// <summary>Time of its end, Unix ms.</summary>
    public long? To { get; init; }

    /// <summary>Why there is no file; null if there is one.</summary>
    public string? Error { get; init; }

    /// <summary>How many parts follow.</summary>
    [JsonIgnore]
    public int Parts => (Bytes + PartBytes - 1) / PartBytes;

    /// <summary>Length of a part, 1 to <see cref="Parts"/>.</summary>
    public int LengthOf(int part) => part == Parts ? Bytes - ((Parts - 1) * PartBytes) : PartBytes;
}

/// <summary>Arguments of the command <c>clip</c>: cut a clip out of the rolling recording and send it as a file.</summary>
/// <param name="File">Id of the file, chosen by the hub: a level of its topic.</param>
/// <param name="From">Begin, Unix ms.</param>
/// <param name="To">End, Unix ms.</param>
/// <param name="Privacy">Polygons that must be black in it, whatever the recording shows.</param>
public sealed record ClipOrder(string File, long From, long To, IReadOnlyList<IReadOnlyList<PicturePoint>>? Privacy = null)
{
    /// <summary>Longest clip, ms.</summary>
    public const long LongestMs = 20_000;
}

/// <summary>Arguments of the command <c>watch</c>: how the camera is watched, in place of what the agent's settings say.</summary>
/// <param name="Detect">Where detectors run, <c>hub</c> or <c>edge</c>.</param>
/// <param name="Zones">Zones; those for privacy hold besides the settings' own.</param>
/// <param name="TimeZone">Zone of the zones' hours and of the time drawn into evidence, e.g. <c>Asia/Shanghai</c>.</param>
/// <param name="Name">Name drawn into evidence; null for the id.</param>
public sealed record WatchOrder(string Detect, IReadOnlyList<CameraZone> Zones, string? TimeZone = null, string? Name = null);
