using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Alarms;

/// <summary>
/// An alarm with what people did about it. Whether it still holds and whether somebody has acknowledged it are kept apart:
/// an alarm may end before anybody looks.
/// </summary>
public sealed class AlarmRecord
{
    /// <summary>The alarm's own id: hearing of it twice changes nothing.</summary>
    public required string Id { get; init; }

    /// <summary>Device it holds on.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Key of the device's model when it was raised.</summary>
    public required string Model { get; init; }

    /// <summary>Rule that holds.</summary>
    public required string Rule { get; init; }

    /// <summary><c>minor</c>, <c>major</c> or <c>critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>When the condition began, Unix ms.</summary>
    public required long StartedAt { get; init; }

    /// <summary>When it was raised, Unix ms.</summary>
    public required long RaisedAt { get; init; }

    /// <summary>When it ended, Unix ms; null while it holds.</summary>
    public long? ClearedAt { get; init; }

    /// <summary>Case category; null for a device fault.</summary>
    public string? Category { get; init; }

    /// <summary>Filing condition of the category.</summary>
    public string? Condition { get; init; }

    /// <summary>Confidence 0..1.</summary>
    public double Score { get; init; }

    /// <summary>Zone of the camera, where a camera raised it.</summary>
    public string? Zone { get; init; }

    /// <summary>Box in the picture, see <see cref="BoxText"/>; null for a sensor.</summary>
    public string? Box { get; init; }

    /// <summary>What a camera took the thing for.</summary>
    public string? Thing { get; init; }

    /// <summary>Who brought it.</summary>
    public string? BroughtBy { get; init; }

    /// <summary>What the detector measured, see <see cref="FeaturesText"/>.</summary>
    public string? FeaturesJson { get; init; }

    /// <summary>Where it happened, of a device that moves, WGS-84 degrees north; null where the device stands.</summary>
    public double? Lat { get; init; }

    /// <summary>Where it happened, of a device that moves, WGS-84 degrees east; null where the device stands.</summary>
    public double? Lon { get; init; }

    /// <summary>JSON array of the readings.</summary>
    public string ReadingsJson { get; init; } = "[]";

    /// <summary>JSON array of the ids of the devices a group outage stands for.</summary>
    public string MembersJson { get; init; } = "[]";

    /// <summary>
    /// JSON array of <see cref="KeptPicture"/>, of a suppressed alarm and of a device fault only: any other has its pictures at its incident.
    /// </summary>
    public string? PicturesJson { get; init; }

    /// <summary>When somebody acknowledged it, Unix ms.</summary>
    public long? AcknowledgedAt { get; init; }

    /// <summary>Who did, Chinese name.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>What they wrote.</summary>
    public string? AcknowledgedNote { get; init; }

    /// <summary>Why it raises no incident, see <see cref="Suppression"/>; null if it may.</summary>
    public string? SuppressedReason { get; init; }

    /// <summary>Until when, Unix ms; null where nobody knows.</summary>
    public long? SuppressedUntil { get; init; }

    /// <summary>Maintenance window or case it is suppressed by.</summary>
    public string? SuppressedRef { get; init; }

    /// <summary>Why it raises no incident; null if it may.</summary>
    public Suppression? Suppression => SuppressedReason is { } reason ? new Suppression(reason, SuppressedUntil, SuppressedRef ?? "") : null;

    /// <summary>Where it happened, of a device that moves.</summary>
    public GeoPoint? Place => Lat is { } lat && Lon is { } lon ? new GeoPoint(lat, lon) : null;

    /// <summary>The readings.</summary>
    public IReadOnlyList<AlarmReading> Readings => ReadingsText.Read(ReadingsJson);

    /// <summary>Devices a group outage stands for.</summary>
    public IReadOnlyList<string> Members => JsonSerializer.Deserialize<List<string>>(MembersJson) ?? [];

    /// <summary>The alarm as it was told, without its pictures.</summary>
    public Alarm ToAlarm() => new(Score)
    {
        Id = Id,
        DeviceId = DeviceId,
        Rule = Rule,
        Severity = Enum.Parse<AlarmSeverity>(Severity, ignoreCase: true),
        StartedAt = StartedAt,
        RaisedAt = RaisedAt,
        ClearedAt = ClearedAt,
        Category = Category,
        Condition = Condition,
        Readings = Readings,
        Members = Members,
        Place = Place,
        Zone = Zone,
        Box = BoxText.Read(Box),
        Thing = Thing,
        BroughtBy = BroughtBy,
        Features = FeaturesText.Read(FeaturesJson),
    };

    /// <summary>A record of an alarm nobody has looked at.</summary>
    /// <param name="alarm">As it was told.</param>
    /// <param name="model">Key of the device's model.</param>
    /// <param name="suppression">Why it raises no incident, if so.</param>
    /// <param name="picturesJson">Its pictures, if it is suppressed.</param>
    public static AlarmRecord Of(Alarm alarm, string model, Suppression? suppression, string? picturesJson) => new()
    {
        Id = alarm.Id,
        DeviceId = alarm.DeviceId,
        Model = model,
        Rule = alarm.Rule,
        Severity = SeverityKey(alarm.Severity),
        StartedAt = alarm.StartedAt,
        RaisedAt = alarm.RaisedAt,
        ClearedAt = alarm.ClearedAt,
        Category = alarm.Category,
        Condition = alarm.Condition,
        Score = alarm.Score,
        Lat = alarm.Place?.Lat,
        Lon = alarm.Place?.Lon,
        Zone = alarm.Zone,
        Box = BoxText.Write(alarm.Box),
        Thing = alarm.Thing,
        BroughtBy = alarm.BroughtBy,
        FeaturesJson = FeaturesText.Write(alarm.Features),
        ReadingsJson = ReadingsOf(alarm),
        MembersJson = MembersOf(alarm),
        PicturesJson = picturesJson,
        SuppressedReason = suppression?.Reason,
        SuppressedUntil = suppression?.Until,
        SuppressedRef = suppression?.Ref,
    };

    /// <summary>Key of a severity.</summary>
    public static string SeverityKey(AlarmSeverity severity) => severity.ToString().ToLowerInvariant();

    /// <summary>An alarm's readings as they are kept.</summary>
    public static string ReadingsOf(Alarm alarm) => ReadingsText.Merge("[]", alarm.Readings);

    /// <summary>An alarm's members as they are kept.</summary>
    public static string MembersOf(Alarm alarm) => JsonSerializer.Serialize(alarm.Members);
}
