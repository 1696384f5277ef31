using UrbanGrid.Vision.Evidence;
using UrbanGrid.Vision.Native;
using UrbanGrid.Vision.Zones;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>A thing that does not move, followed from frame to frame.</summary>
internal sealed class StaticRegion(LeftObjectSettings settings)
{
    /// <summary>Number of the mask and picture held by the scene.</summary>
    public required int Handle { get; set; }

    public required GridBox Box { get; set; }

    public required int Area { get; set; }

    /// <summary>When its pixels took their value, scene clock.</summary>
    public required double Born { get; init; }

    /// <summary>The same as a stamp, Unix ms.</summary>
    public required long BornStamp { get; init; }

    /// <summary>When it was first seen as a blob.</summary>
    public required double Created { get; init; }

    /// <summary>Whether it stood there when the camera began to look.</summary>
    public required bool WasThere { get; init; }

    /// <summary>Moving pixels at and around it when it appeared.</summary>
    public int MovedAtArrival { get; set; }

    /// <summary>Whether anybody was seen to move near it after it had come to rest: whoever brought it, going.</summary>
    public bool WasLeft { get; set; }

    /// <summary>Whether it took over time and alarm of a thing that was here before: it is the same, fallen over or pushed.</summary>
    public bool HasInherited { get; set; }

    /// <summary>Who brought it, as in <see cref="Contracts.Alarm.BroughtBy"/>.</summary>
    public string? BroughtBy { get; set; }

    /// <summary>Pictures from before and of the putting down.</summary>
    public ArrivalPictures? Arrival { get; set; }

    /// <summary>The blob it was matched with in the present frame.</summary>
    public Blob? Match { get; set; }

    public GridBox LastBox { get; set; }

    /// <summary>When its shape last changed.</summary>
    public double ShapedAt { get; set; }

    /// <summary>When its mask and picture were taken.</summary>
    public required double TakenAt { get; set; }

    public double SeenAt { get; set; }

    /// <summary>When somebody was last seen to stand at it.</summary>
    public double StoodAt { get; set; } = double.NegativeInfinity;

    /// <summary>How long the background has shown instead, seconds.</summary>
    public double GoneFor { get; set; }

    /// <summary>Time in which the judges could have agreed and did not, seconds.</summary>
    public double RefusedFor { get; set; }

    public RegionLook Look { get; set; }

    /// <summary>Its likeness to the background when it was last heard.</summary>
    public double BackgroundLikeness { get; set; }

    public AppearanceLog Appearance { get; } = new(settings.AppearanceSeconds);

    public PersonVotes Votes { get; } = new(settings.VoteSeconds);

    /// <summary>What the object detector last took it for.</summary>
    public ThingVote? Thing { get; set; }

    /// <summary>One for each zone it lies in.</summary>
    public List<ZoneClock> Clocks { get; } = [];

    /// <summary>Whether the judges found that it belongs to the background.</summary>
    public bool IsBackground { get; set; }

    public bool IsCovered => Look.Covered > settings.CoveredShare;

    /// <summary>Whether something hides it: its place is not the background, and it is not seen.</summary>
    public bool IsHidden => Match is null && Look.Foreground >= settings.CoveredShare;

    public bool IsReported => Clocks.Exists(c => c.Alarm is not null);

    /// <summary>Forgets what was learnt of its looks, because it looks different now.</summary>
    public void ForgetLooks()
    {
        Appearance.Restart();
        Votes.Clear();
        Thing = null;
    }
}
