using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Incidents;

/// <summary>Where an incident stands.</summary>
public enum IncidentState
{
    /// <summary>Waits for an operator.</summary>
    Open,
    /// <summary>An operator made a case of it.</summary>
    Confirmed,
    /// <summary>An operator said it is none.</summary>
    Rejected,
    /// <summary>Ended by itself before anyone decided.</summary>
    Cleared,
}

/// <summary>预警: what the hub believes happens at one place; one or more alarms, fused by <see cref="PlaceRule"/>.</summary>
public sealed class Incident
{
    /// <summary>Number given by the store.</summary>
    public long Id { get; init; }

    /// <summary>Where it stands.</summary>
    public IncidentState State { get; set; }

    /// <summary><c>event/0110</c> or <c>component/0103</c>; that of the gravest alarm.</summary>
    public required string Category { get; set; }

    /// <summary>Filing condition key, where an alarm named one.</summary>
    public string? Condition { get; set; }

    /// <summary>Device that raised it first.</summary>
    public required string DeviceId { get; init; }

    /// <summary>WGS-84 degrees north; null while the device has no place.</summary>
    public double? Lat { get; set; }

    /// <summary>WGS-84 degrees east; null while the device has no place.</summary>
    public double? Lon { get; set; }

    /// <summary>16-digit code of the component concerned, if a sensor sits on one.</summary>
    public string? ComponentCode { get; set; }

    /// <summary>Unit grid of the place.</summary>
    public string? GridCode { get; set; }

    /// <summary>The gravest alarm's.</summary>
    public AlarmSeverity Severity { get; set; }

    /// <summary>Confidence 0..1, see <see cref="FusedScore"/>.</summary>
    public double Score { get; set; }

    /// <summary>When the condition began, Unix ms.</summary>
    public long StartedAt { get; init; }

    /// <summary>When it was raised first, Unix ms.</summary>
    public long RaisedAt { get; init; }

    /// <summary>Last change, Unix ms of the hub's clock.</summary>
    public long UpdatedAt { get; set; }

    /// <summary>When the last alarm ended, Unix ms; null while one holds.</summary>
    public long? EndedAt { get; set; }

    /// <summary>How often the place was raised, the first time included.</summary>
    public int SeenCount { get; set; } = 1;

    /// <summary>JSON array of readings of the alarms.</summary>
    public string ReadingsJson { get; set; } = "[]";

    /// <summary>Number of the case made of it.</summary>
    public string? CaseNumber { get; set; }

    /// <summary>Who decided, Chinese name.</summary>
    public string? DecidedBy { get; set; }

    /// <summary>When it was decided, Unix ms.</summary>
    public long? DecidedAt { get; set; }

    /// <summary>Key of the reason for a rejection.</summary>
    public string? Reason { get; set; }

    /// <summary>What the operator wrote.</summary>
    public string? Note { get; set; }

    /// <summary>Probability that it is right, as it stood when automatic filing looked at it or an operator decided; null before.</summary>
    public double? Probability { get; set; }

    /// <summary>Whether it was due for automatic filing but goes to an operator, so that the precision stays measured.</summary>
    public bool Sampled { get; set; }

    /// <summary>Counts changes; a lost race shows.</summary>
    public long Version { get; set; }

    /// <summary>The alarms, in the order they joined.</summary>
    public List<IncidentAlarm> Alarms { get; init; } = [];

    /// <summary>The pictures, oldest first.</summary>
    public List<IncidentPicture> Pictures { get; init; } = [];

    /// <summary>Videos of what happened, as they were asked for.</summary>
    public List<IncidentClip> Clips { get; init; } = [];

    /// <summary>
    /// Whether a device that moves raised it: once it is gone it sees nothing of the place any more, and the end of its alarm says nothing
    /// about what it left there.
    /// </summary>
    public bool IsLeftBehind => Alarms.Exists(a => a.Place is not null);

    /// <summary>Where it is, if that is known.</summary>
    public GeoPoint? Place => Lat is { } lat && Lon is { } lon ? new GeoPoint(lat, lon) : null;
}
