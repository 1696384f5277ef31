using UrbanGrid.Casework;
using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Triage.Remedies;

/// <summary>A change of a camera's settings that would keep an alarm like the rejected one away.</summary>
/// <param name="Key">One of <see cref="RemedyKey"/>.</param>
/// <param name="Text">What changes, in a sentence.</param>
/// <param name="Change">What is set; null for a fixture, which is made with the rejection.</param>
/// <param name="Effect">What it would have done.</param>
public sealed record Remedy(string Key, LocalText Text, RemedyChange? Change, RemedyEffect Effect);

/// <summary>What a remedy sets.</summary>
public abstract record RemedyChange
{
    /// <summary>Zones.</summary>
    /// <param name="After">All zones of the camera after it.</param>
    public sealed record OfZones(IReadOnlyList<CameraZone> After) : RemedyChange;

    /// <summary>A threshold.</summary>
    /// <param name="Rule">Rule it is about.</param>
    /// <param name="Least">Least probability of an alarm that comes to triage, 0..1.</param>
    public sealed record OfThreshold(string Rule, double Least) : RemedyChange;
}

/// <summary>Keys of remedies; their names are in <c>labels.json</c>.</summary>
public static class RemedyKey
{
    /// <summary>Nothing at the place is looked at.</summary>
    public const string Mask = "mask";
    /// <summary>The thing is a part of the street until it changes.</summary>
    public const string Fixture = "fixture";
    /// <summary>The zone's rule does not hold at some hours.</summary>
    public const string Hours = "hours";
    /// <summary>Things may lie longer in the zone.</summary>
    public const string Dwell = "dwell";
    /// <summary>Alarms of the camera that are less likely do not come to triage.</summary>
    public const string Threshold = "threshold";
}
