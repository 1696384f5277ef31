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
/// <param name="Covers">Manhole covers to watch; null for none.</param>
/// <param name="References">
/// By a cover's name, ids of pictures of the whole view in which it is present, oldest first. The answer names those that the agent
/// has not, as <c>missing</c>; they come as <see cref="PicturePart"/>.
/// </param>
/// <param name="EmptyStreet">Id of the picture of the street with nothing in its occupancy zones; null for none.</param>
public sealed record WatchOrder(
    string Detect,
    IReadOnlyList<CameraZone> Zones,
    string? TimeZone = null,
    string? Name = null,
    IReadOnlyList<CameraCover>? Covers = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? References = null,
    string? EmptyStreet = null);

/// <summary>Arguments of the command <c>picture</c>: a part of a picture that the order to watch names. Parts come in order.</summary>
/// <param name="Id">Id of the picture.</param>
/// <param name="Part">Which, from 1.</param>
/// <param name="Parts">How many there are.</param>
/// <param name="Sha256">SHA-256 of the whole picture, lower-case hex.</param>
/// <param name="Content">Its bytes, at most <see cref="PartBytes"/>.</param>
public sealed record PicturePart(string Id, int Part, int Parts, string Sha256, ReadOnlyMemory<byte> Content)
{
    /// <summary>Longest part, bytes; as Base64 a third more, which every broker takes.</summary>
    public const int PartBytes = 256 * 1024;

    /// <summary>Most parts of a picture: those of the largest frame that the hub takes.</summary>
    public const int PartsMax = 8;
}

/// <summary>Arguments of the command <c>show_overlay</c>: somebody looks at what the detectors think.</summary>
/// <param name="Seconds">For how long from now on it is told (<see cref="TopicKind.Overlay"/>).</param>
public sealed record OverlayOrder(double Seconds);

/// <summary>Arguments of the command <c>accept_reference</c>: how a cover looks now is how it should be.</summary>
/// <param name="Cover">Name of the cover.</param>
/// <param name="Picture">Id of the picture that says so at later starts.</param>
public sealed record ReferenceOrder(string Cover, string? Picture = null);
