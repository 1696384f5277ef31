using UrbanGrid.Casework;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Alarms;

/// <summary>An alarm as lists, pages and pushes show it.</summary>
public sealed record AlarmView
{
    public required string Id { get; init; }
    public required AlarmDeviceView Device { get; init; }
    public required Named Rule { get; init; }
    public required string Severity { get; init; }
    /// <summary><c>active</c>, <c>acknowledged</c> or <c>cleared</c>; a cleared one may be acknowledged or not, see <see cref="Acknowledged"/>.</summary>
    public required string State { get; init; }
    public required long StartedAt { get; init; }
    public required long RaisedAt { get; init; }
    public required long? ClearedAt { get; init; }
    public required AcknowledgementView? Acknowledged { get; init; }
    public required SuppressionView? Suppressed { get; init; }
    public required Named? Category { get; init; }
    /// <summary>Where it happened, of a device that moves; null where the device stands.</summary>
    public required GeoPoint? Place { get; init; }
    public required double Score { get; init; }
    public required IReadOnlyList<AlarmReadingView> Readings { get; init; }
    /// <summary>Devices a group outage stands for.</summary>
    public required IReadOnlyList<AlarmMemberView> Members { get; init; }
    public required long? IncidentId { get; init; }
    /// <summary>Pictures of a device fault of a camera; those of other alarms are with the incident.</summary>
    public required IReadOnlyList<AlarmPictureView> Pictures { get; init; }
}

/// <summary>A picture of an alarm.</summary>
public sealed record AlarmPictureView(PictureMoment Moment, long TakenAt, string Url);

/// <summary>The device of an alarm.</summary>
public sealed record AlarmDeviceView(string Id, LocalText Name, ModelView Model);

/// <summary>Who has seen an alarm.</summary>
public sealed record AcknowledgementView(string By, long At, string? Note);

/// <summary>Why an alarm raises no incident: <c>maintenance</c> with the window's id, or <c>work_order</c> with the case's number.</summary>
public sealed record SuppressionView(string Reason, long? Until, string Ref);

/// <summary>A value behind an alarm, with what was expected where the rule learns that.</summary>
public sealed record AlarmReadingView(
    Named Metric, double Value, double? Limit, string Unit, double? Expected, double? BandLow, double? BandHigh);

/// <summary>A device of a group outage.</summary>
public sealed record AlarmMemberView(string Id, LocalText Name);

/// <summary>How many alarms are open; the severities add up to the first two.</summary>
public sealed record AlarmCounts(int Active, int Acknowledged, int Critical, int Major, int Minor, int Suppressed);

/// <summary>Body of <c>POST /alarms/{id}/acknowledge</c>.</summary>
public sealed record Acknowledgement(string? Note);

/// <summary>Body of <c>POST /alarms/acknowledge</c>.</summary>
public sealed record BulkAcknowledgement(IReadOnlyList<string>? Ids, string? Note);

/// <summary>A maintenance window.</summary>
public sealed record MaintenanceWindowView(
    string Id, IReadOnlyList<string> Devices, string? Model, string? Grid, long From, long To, string Reason, string By, bool Active);

/// <summary>Body of <c>POST /maintenance-windows</c>; everything it names must hold of a device.</summary>
public sealed record NewMaintenanceWindow(IReadOnlyList<string>? Devices, string? Model, string? Grid, long? From, long? To, string? Reason);
