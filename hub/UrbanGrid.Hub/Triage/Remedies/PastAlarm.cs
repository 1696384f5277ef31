using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Triage.Remedies;

/// <summary>An alarm of a camera that an operator decided on: what a remedy's effect is counted over.</summary>
/// <param name="Zone">Zone it was raised in.</param>
/// <param name="Box">Place in the picture.</param>
/// <param name="StartedAt">When the thing was put down, Unix ms.</param>
/// <param name="RaisedAt">When it was raised, Unix ms.</param>
/// <param name="EndedAt">When the thing was gone, Unix ms; null while it is there, or where nobody knows.</param>
/// <param name="Confirmed">Whether it was right.</param>
/// <param name="Reason">Reason of a rejection.</param>
/// <param name="Rule">Rule that raised it.</param>
/// <param name="Probability">How likely the hub had thought it before the decision, 0..1; null where it had thought nothing.</param>
public sealed record PastAlarm(
    string? Zone, PictureBox Box, long StartedAt, long RaisedAt, long? EndedAt, bool Confirmed, string? Reason, string Rule, double? Probability = null);
