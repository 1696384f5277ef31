using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;
using UrbanGrid.Vision;

namespace UrbanGrid.Hub.Replay;

/// <summary>How far a replay is.</summary>
public enum ReplayState
{
    /// <summary>Others come first.</summary>
    Queued,
    /// <summary>The copy for browsers is being made.</summary>
    Preparing,
    /// <summary>Detectors look at the clip.</summary>
    Watching,
    /// <summary>Over; the outcome is there.</summary>
    Done,
    /// <summary>Over; the clip could not be read to the end.</summary>
    Failed,
    /// <summary>Called off.</summary>
    Cancelled,
}

/// <summary>A picture of a replay's alarm, kept under its number.</summary>
/// <param name="Number">Number within the replay.</param>
/// <param name="Moment">Which moment it shows.</param>
/// <param name="Seconds">Time in the clip.</param>
public sealed record ReplayPicture(int Number, PictureMoment Moment, double Seconds);

/// <summary>An alarm that would have been raised.</summary>
/// <param name="Alarm">It, without pictures; stamps count from the clip's beginning, <see cref="ReplayWatch.StartStamp"/>.</param>
/// <param name="Pictures">Its pictures, oldest first.</param>
/// <param name="Twin">Id of the same alarm under the other settings; null where there is none or nothing was compared.</param>
public sealed record ReplayAlarm(Alarm Alarm, IReadOnlyList<ReplayPicture> Pictures, string? Twin = null);

/// <summary>What one set of settings makes of a clip.</summary>
/// <param name="Zones">Zones that were watched.</param>
/// <param name="Frames">Frames looked at.</param>
/// <param name="Alarms">Alarms by the time they were raised.</param>
/// <param name="MoreAlarms">Alarms that were raised beyond those that are told.</param>
/// <param name="Tracks">How full the zones were, over time.</param>
public sealed record ReplayOutcome(
    IReadOnlyList<CameraZone> Zones, int Frames, IReadOnlyList<ReplayAlarm> Alarms, int MoreAlarms, IReadOnlyList<ZoneTrack> Tracks);

/// <summary>With what a clip is looked at, made from what the caller asked for.</summary>
/// <param name="Trial">The settings to try.</param>
/// <param name="Present">The camera's stored settings, to compare; null for none.</param>
/// <param name="FramesPerSecond">Frames of the clip looked at, per second.</param>
/// <param name="StartStamp">When the clip begins, Unix ms.</param>
public sealed record ReplayWatch(CameraWatch Trial, CameraWatch? Present, double FramesPerSecond, long StartStamp);

/// <summary>Where a replay is now. Replaced as a whole, so that a reader never sees half of it.</summary>
/// <param name="State">State.</param>
/// <param name="Progress">Share of the state's work that is done, 0..1; 0 where the clip does not say its length.</param>
/// <param name="FinishedAt">Unix ms; null before.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
/// <param name="Trial">Outcome of the settings to try.</param>
/// <param name="Present">Outcome of the camera's stored settings, if they were compared.</param>
public sealed record ReplayStatus(
    ReplayState State, double Progress = 0, long? FinishedAt = null, ProblemException? Failure = null,
    ReplayOutcome? Trial = null, ReplayOutcome? Present = null);

/// <summary>A clip looked at again with settings of one's choice.</summary>
public sealed class Replay : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private ReplayStatus _status = new(ReplayState.Queued);

    /// <summary>Id.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N")[..16];

    /// <summary>What is looked at.</summary>
    public required ReplayClip Clip { get; init; }

    /// <summary>With what.</summary>
    public required ReplayWatch Watch { get; init; }

    /// <summary>Camera whose settings were taken; null for none.</summary>
    public string? Camera { get; init; }

    /// <summary>Who asked.</summary>
    public required string By { get; init; }

    /// <summary>When, Unix ms.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Where its pictures are.</summary>
    public required string PictureRoot { get; init; }

    /// <summary>Folder of its pictures.</summary>
    public string PictureFolder => Path.Combine(PictureRoot, Id);

    /// <summary>Where it is now.</summary>
    public ReplayStatus Status
    {
        get => Volatile.Read(ref _status);
        set => Volatile.Write(ref _status, value);
    }

    /// <summary>Whether nothing will change any more.</summary>
    public bool IsOver => Status.State is ReplayState.Done or ReplayState.Failed or ReplayState.Cancelled;

    /// <summary>Ends when somebody calls it off.</summary>
    public CancellationToken Cancelled => _cancel.Token;

    /// <summary>Calls it off.</summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>Path of a picture; null if there is none of that number.</summary>
    public string? FindPicture(int number) => PicturePath(number) is var path && File.Exists(path) ? path : null;

    /// <summary>Where the picture of a number lies.</summary>
    public string PicturePath(int number) => Path.Combine(PictureFolder, $"{number}.jpg");

    /// <inheritdoc/>
    public void Dispose() => _cancel.Dispose();
}
