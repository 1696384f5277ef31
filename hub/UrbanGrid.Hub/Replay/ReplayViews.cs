using UrbanGrid.Casework;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Replay;

/// <summary>A replay as pages show it. Times within the clip are seconds since its beginning.</summary>
public sealed record ReplayView
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }
    /// <summary>How far it is.</summary>
    public required ReplayState State { get; init; }
    /// <summary>Share of the state's work that is done, 0..1.</summary>
    public required double Progress { get; init; }
    /// <summary>Replays that come first, while it is queued.</summary>
    public required int Before { get; init; }
    /// <summary>The clip.</summary>
    public required ReplayClipView Clip { get; init; }
    /// <summary>Camera whose settings were taken; null for none.</summary>
    public required string? Camera { get; init; }
    /// <summary>Frames looked at, per second of the clip.</summary>
    public required double FramesPerSecond { get; init; }
    /// <summary>When the clip begins, Unix ms.</summary>
    public required long StartsAt { get; init; }
    /// <summary>Who asked.</summary>
    public required string By { get; init; }
    /// <summary>When, Unix ms.</summary>
    public required long CreatedAt { get; init; }
    /// <summary>Unix ms; null before.</summary>
    public required long? FinishedAt { get; init; }
    /// <summary>Why it failed; null otherwise.</summary>
    public required ReplayFailureView? Failure { get; init; }
    /// <summary>Outcome of the settings that were sent; null before the end.</summary>
    public required ReplayOutcomeView? Trial { get; init; }
    /// <summary>Outcome of the camera's stored zones; null before the end, or where nothing is compared.</summary>
    public required ReplayOutcomeView? Present { get; init; }
}

/// <summary>A clip.</summary>
/// <param name="Name">What its sender called it.</param>
/// <param name="Seconds">Length; null where the container does not say.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Codec">How it is coded.</param>
/// <param name="Url">A copy that every browser plays; null until it is made.</param>
public sealed record ReplayClipView(string Name, double? Seconds, int Width, int Height, string Codec, string? Url);

/// <summary>Why a replay failed.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Detail">What to do.</param>
public sealed record ReplayFailureView(string Code, LocalText Title, LocalText Detail);

/// <summary>What one set of settings makes of the clip.</summary>
/// <param name="Zones">Zones that were watched.</param>
/// <param name="Frames">Frames looked at.</param>
/// <param name="Alarms">Alarms by the time they were raised.</param>
/// <param name="MoreAlarms">Alarms that were raised beyond those that are told.</param>
/// <param name="Tracks">How full the zones were, over time.</param>
public sealed record ReplayOutcomeView(
    IReadOnlyList<CameraZone> Zones, int Frames, IReadOnlyList<ReplayAlarmView> Alarms, int MoreAlarms, IReadOnlyList<ZoneTrack> Tracks);

/// <summary>An alarm that would have been raised.</summary>
public sealed record ReplayAlarmView
{
    /// <summary>Id within the replay.</summary>
    public required string Id { get; init; }
    /// <summary>Rule that held.</summary>
    public required Named Rule { get; init; }
    /// <summary>Case category; null for a fault of the camera.</summary>
    public required Named? Category { get; init; }
    /// <summary>Zone.</summary>
    public required string? Zone { get; init; }
    /// <summary>How bad.</summary>
    public required AlarmSeverity Severity { get; init; }
    /// <summary>Confidence 0..1.</summary>
    public required double Score { get; init; }
    /// <summary>When the condition began.</summary>
    public required double StartedAt { get; init; }
    /// <summary>When it was reported.</summary>
    public required double RaisedAt { get; init; }
    /// <summary>When it ended; null if it held to the clip's end.</summary>
    public required double? ClearedAt { get; init; }
    /// <summary>Place in the picture.</summary>
    public required PictureBox? Box { get; init; }
    /// <summary>What the thing was taken for.</summary>
    public required string? Thing { get; init; }
    /// <summary>Who brought it.</summary>
    public required string? BroughtBy { get; init; }
    /// <summary>Values that made the rule hold.</summary>
    public required IReadOnlyList<ReplayReadingView> Readings { get; init; }
    /// <summary>Pictures, oldest first.</summary>
    public required IReadOnlyList<ReplayPictureView> Pictures { get; init; }
    /// <summary>Id of the same alarm under the other settings; null where there is none: it comes in addition, or falls away.</summary>
    public required string? Twin { get; init; }
}

/// <summary>A value behind an alarm.</summary>
public sealed record ReplayReadingView(Named Metric, double Value, double? Limit, string Unit);

/// <summary>A picture of an alarm.</summary>
public sealed record ReplayPictureView(PictureMoment Moment, double Seconds, string Url);
