using UrbanGrid.Casework;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Triage;

/// <summary>An incident as triage shows it.</summary>
public sealed record IncidentView
{
    public required long Id { get; init; }
    public required string State { get; init; }
    public required CategoryView Category { get; init; }
    public required Named? Condition { get; init; }
    public required string Source { get; init; }
    public required string DeviceId { get; init; }
    public required LocalText DeviceName { get; init; }
    public required double Lat { get; init; }
    public required double Lon { get; init; }
    public required LocalText Address { get; init; }
    public required string? GridCode { get; init; }
    public required string? ComponentCode { get; init; }
    public required string Severity { get; init; }
    public required double Score { get; init; }
    public required Assessment Probability { get; init; }
    public required long StartedAt { get; init; }
    public required long RaisedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required long? EndedAt { get; init; }
    public required int SeenCount { get; init; }
    public required string? Zone { get; init; }
    public required PictureBox? Box { get; init; }
    public required IReadOnlyList<PictureView> Pictures { get; init; }
    public required IReadOnlyList<ClipView> Clips { get; init; }
    public required IReadOnlyList<ReadingView> Readings { get; init; }
    public required SeriesLink? Series { get; init; }
    public required TrackLink? Track { get; init; }
    public required IReadOnlyList<IncidentAlarmView> Alarms { get; init; }
    public required string? CaseNumber { get; init; }
    public required DecisionView? Decision { get; init; }
}

/// <summary>A picture of an incident.</summary>
public sealed record PictureView(PictureMoment Moment, long TakenAt, string Url);

/// <summary>A video of an incident, or why there is none: <c>refused</c>, <c>unreachable</c>, <c>lost</c>, <c>damaged</c>.</summary>
public sealed record ClipView(string State, string DeviceId, long From, long To, string? Url, string? MediaType, string? Reason, string? Error);

/// <summary>Whether the evidence of an incident is as it was taken in; the reason is a key of <see cref="Evidence.BrokenEvidence"/>.</summary>
public sealed record EvidenceAuditView(bool Valid, long Links, long? FirstBroken, string? Reason);

/// <summary>A value behind an incident.</summary>
public sealed record ReadingView(string Metric, LocalText Name, double Value, double? Limit, string Unit);

/// <summary>The series that shows what happened.</summary>
public sealed record SeriesLink(string DeviceId, string Metric);

/// <summary>The way of the vehicle that raised it, Unix ms.</summary>
public sealed record TrackLink(string VehicleId, long From, long To);

/// <summary>An alarm of an incident.</summary>
public sealed record IncidentAlarmView(string Id, string DeviceId, Named Rule, long StartedAt, long? ClearedAt);

/// <summary>What an operator decided.</summary>
public sealed record DecisionView(string By, long At, Named? Reason, string? Note);

/// <summary>A case as it is pushed; its content is for each reader to fetch.</summary>
public sealed record CasePush(string Number, string State, long Version);

/// <summary>Body of <c>POST /incidents/{id}/confirm</c>.</summary>
/// <param name="Note">What the operator adds.</param>
/// <param name="JoinCase">Number of an open case that tells of the same: no new one is made then.</param>
public sealed record Confirmation(string? Note, string? JoinCase = null);

/// <summary>Body of <c>POST /incidents/{id}/reject</c>.</summary>
public sealed record Rejection(string? Reason, string? Note);
