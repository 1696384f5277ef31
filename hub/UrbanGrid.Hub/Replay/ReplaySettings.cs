using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Replay;

/// <summary>With what a clip is looked at; part <c>settings</c> of <c>POST /replays</c>.</summary>
public sealed record ReplaySettings
{
    private const double FramesPerSecondMax = 10;

    /// <summary>Camera whose name, zones and covers are used where none are given; null for a clip from elsewhere.</summary>
    public string? Camera { get; init; }

    /// <summary>Zones to try; null takes those of the camera, and without a camera the whole picture.</summary>
    public IReadOnlyList<CameraZone>? Zones { get; init; }

    /// <summary>Frames of the clip looked at, per second, 1 to 10.</summary>
    public double FramesPerSecond { get; init; } = 5;

    /// <summary>When the clip was recorded, Unix ms: decides which zones' hours hold, and is burnt into the pictures. Null means now.</summary>
    public long? StartsAt { get; init; }

    /// <summary>Whether the camera's stored zones look at the clip too, to show what the change brings.</summary>
    public bool Compare { get; init; }

    /// <summary>Checks what the caller wrote.</summary>
    /// <exception cref="ProblemException">A value is not usable; says which and why.</exception>
    public void Check()
    {
        if (FramesPerSecond is not (>= 1 and <= FramesPerSecondMax))
        {
            throw new ProblemException("invalid_value", "framesPerSecond", $"1..{FramesPerSecondMax}");
        }

        if (StartsAt is < 0 or > 4_102_444_800_000)
        {
            throw new ProblemException("invalid_value", "startsAt", "0..4102444800000");
        }

        if (Compare && Camera is null)
        {
            throw new ProblemException("missing_value", "camera");
        }

        if (Zones is not null)
        {
            ZoneCheck.Check(Zones);
        }
    }
}
