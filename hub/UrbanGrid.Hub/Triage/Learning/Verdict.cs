using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>An operator's verdict on an alarm, ready to learn from.</summary>
/// <param name="Id">Number in the order of the decisions.</param>
/// <param name="IncidentId">The incident; verdicts of one incident are one decision.</param>
/// <param name="Category">Category of the incident; empty where it was not kept.</param>
/// <param name="Facts">What was known before.</param>
/// <param name="Confirmed">Whether it was right.</param>
/// <param name="Reason">Reason of a rejection.</param>
/// <param name="At">Unix ms.</param>
/// <param name="Probability">What the hub had thought of the incident; null where it thought nothing.</param>
/// <param name="Sampled">Whether the incident would have been filed automatically.</param>
public sealed record Verdict(
    long Id, long IncidentId, string Category, AlarmFacts Facts, bool Confirmed, string? Reason, long At, double? Probability = null, bool Sampled = false)
{
    /// <summary>Reason of a rejection that says nothing about the detector: it was right, but somebody knew already.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Whether it says anything about the detector.</summary>
    public bool Counts => Reason != Duplicate;

    /// <summary>The verdict of a row.</summary>
    public static Verdict Of(DeviceVerdict row) => new(
        row.Id, row.IncidentId, row.Category ?? "", AlarmFacts.Of(row), row.Confirmed, row.Reason, row.At, row.Probability, row.Sampled);
}
