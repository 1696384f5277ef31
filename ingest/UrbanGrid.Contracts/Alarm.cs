using System.Text.Json.Serialization;

namespace UrbanGrid.Contracts;

/// <summary>How bad an alarm is.</summary>
public enum AlarmSeverity
{
    /// <summary>Worth a look.</summary>
    Minor,
    /// <summary>Needs handling within the day.</summary>
    Major,
    /// <summary>Danger to people; handle now.</summary>
    Critical,
}

/// <summary>
/// A rule on one device holds, or held until <see cref="ClearedAt"/>. Sensor rules and camera detectors both speak it;
/// the hub fuses alarms of one place into an incident.
/// </summary>
public sealed record Alarm
{
    private static readonly IReadOnlyDictionary<string, double> NoFeatures = new Dictionary<string, double>();

    /// <summary>
    /// What JSON leaves out gets its default here: the generated reader sets every <c>init</c> member, also those that are
    /// absent, but takes the defaults of a constructor as they are.
    /// </summary>
    /// <param name="score">Confidence 0..1.</param>
    [JsonConstructor]
    public Alarm(double score = 1) => Score = score;

    /// <summary>Stable key <c>{device}:{rule}:{startedAt}</c>, so that a repeat of the same alarm changes nothing.</summary>
    public required string Id { get; init; }

    /// <summary>Device the rule holds on.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Rule that holds, e.g. <c>tilt</c>, <c>left_object</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>How bad.</summary>
    public required AlarmSeverity Severity { get; init; }

    /// <summary>When the condition began, Unix ms.</summary>
    public required long StartedAt { get; init; }

    /// <summary>When hold or dwell time was over, Unix ms.</summary>
    public required long RaisedAt { get; init; }

    /// <summary>When it ended, Unix ms; null while it holds.</summary>
    public long? ClearedAt { get; init; }

    /// <summary>
    /// Case category <c>event/0110</c> or <c>component/0103</c> (GB/T 30428.2 codes); null for a device fault,
    /// which is no matter of the street and makes no incident.
    /// </summary>
    public string? Category { get; init; }

    /// <summary>Filing condition key of the category, e.g. <c>missing_displaced</c>; null where the rule does not know.</summary>
    public string? Condition { get; init; }

    /// <summary>Confidence 0..1; 1 for threshold rules.</summary>
    public double Score { get; init; }

    /// <summary>Values that made the rule hold.</summary>
    public IReadOnlyList<AlarmReading> Readings { get; init => field = value ?? []; } = [];

    /// <summary>Id of the alarm that stands for this one among others of the same cause; null while it stands alone.</summary>
    public string? PartOf { get; init; }

    /// <summary>Where it happened, of a device that moves; null means where the device stands.</summary>
    public GeoPoint? Place { get; init; }

    /// <summary>Zone of the camera, where a camera raised it; area (geofence) that a vehicle's alarm is about.</summary>
    public string? Zone { get; init; }

    /// <summary>Place in the picture, where a camera raised it.</summary>
    public PictureBox? Box { get; init; }

    /// <summary>What a camera took the thing for, a class of the object detector such as <c>car</c>; null where none looked.</summary>
    public string? Thing { get; init; }

    /// <summary>Who brought it: <c>person</c>, <c>vehicle</c>, or null where nobody was seen or it stood there from the start.</summary>
    public string? BroughtBy { get; init; }

    /// <summary>16-digit code of the component (部件) in the picture, where a camera watches one; null otherwise.</summary>
    public string? ComponentCode { get; init; }

    /// <summary>
    /// What the detector measured, by name: what the triage model learns from. Names are stable within a rule, values have
    /// the unit that the rule's documentation gives. Empty for threshold rules.
    /// </summary>
    public IReadOnlyDictionary<string, double> Features { get; init => field = value ?? NoFeatures; } = NoFeatures;

    /// <summary>Pictures, oldest first; carried once, with the raise.</summary>
    public IReadOnlyList<AlarmPicture> Pictures { get; init => field = value ?? []; } = [];

    /// <summary>Devices a group outage stands for, by id; empty for an alarm of one device.</summary>
    public IReadOnlyList<string> Members { get; init => field = value ?? []; } = [];
}

/// <summary>One value behind an alarm.</summary>
/// <param name="Metric">Name of the metric, e.g. <c>tilt</c>.</param>
/// <param name="Value">What was read.</param>
/// <param name="Limit">What the rule allows; null where it has no single limit.</param>
/// <param name="Unit">Unit of all of them, e.g. <c>°</c>.</param>
/// <param name="Expected">What the metric usually reads at this time; null where the rule learns nothing.</param>
/// <param name="BandLow">Lowest value that counts as usual; null where the rule has no band.</param>
/// <param name="BandHigh">Highest value that counts as usual; null where the rule has no band.</param>
public sealed record AlarmReading(
    string Metric, double Value, double? Limit, string Unit, double? Expected = null, double? BandLow = null, double? BandHigh = null);

/// <summary>Which moment a picture shows.</summary>
public enum PictureMoment
{
    /// <summary>The place before it happened.</summary>
    Before,
    /// <summary>Somebody puts it down.</summary>
    PutDown,
    /// <summary>At detection, as the camera saw it.</summary>
    Detection,
    /// <summary>At detection, with zone, box, camera and time drawn in.</summary>
    Annotated,
}

/// <summary>A picture of evidence.</summary>
/// <param name="Moment">Which moment it shows.</param>
/// <param name="TakenAt">Unix ms.</param>
/// <param name="Jpeg">The picture.</param>
public sealed record AlarmPicture(PictureMoment Moment, long TakenAt, ReadOnlyMemory<byte> Jpeg);
