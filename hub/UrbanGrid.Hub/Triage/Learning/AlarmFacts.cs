using UrbanGrid.Contracts;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>What is known of an alarm before anybody looks at it.</summary>
public sealed record AlarmFacts
{
    /// <summary>Device that raised it.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Rule; each has its own model.</summary>
    public required string Rule { get; init; }

    /// <summary>Zone of the camera.</summary>
    public string? Zone { get; init; }

    /// <summary>Place in the picture.</summary>
    public PictureBox? Box { get; init; }

    /// <summary>What the object detector took it for.</summary>
    public string? Thing { get; init; }

    /// <summary>Who brought it.</summary>
    public string? BroughtBy { get; init; }

    /// <summary>Confidence of the detector, 0..1.</summary>
    public required double Score { get; init; }

    /// <summary>When the condition began, Unix ms.</summary>
    public required long StartedAt { get; init; }

    /// <summary>When it was raised, Unix ms.</summary>
    public required long RaisedAt { get; init; }

    /// <summary>What the detector measured.</summary>
    public IReadOnlyDictionary<string, double> Features { get; init; } = new Dictionary<string, double>();

    /// <summary>Those of an alarm as it is raised.</summary>
    public static AlarmFacts Of(Alarm alarm) => new()
    {
        DeviceId = alarm.DeviceId,
        Rule = alarm.Rule,
        Zone = alarm.Zone,
        Box = alarm.Box,
        Thing = alarm.Thing,
        BroughtBy = alarm.BroughtBy,
        Score = alarm.Score,
        StartedAt = alarm.StartedAt,
        RaisedAt = alarm.RaisedAt,
        Features = alarm.Features,
    };

    /// <summary>Those of an alarm of an incident.</summary>
    public static AlarmFacts Of(IncidentAlarm alarm) => new()
    {
        DeviceId = alarm.DeviceId,
        Rule = alarm.Rule,
        Zone = alarm.Zone,
        Box = BoxText.Read(alarm.Box),
        Thing = alarm.Thing,
        BroughtBy = alarm.BroughtBy,
        Score = alarm.Score,
        StartedAt = alarm.StartedAt,
        RaisedAt = alarm.RaisedAt,
        Features = FeaturesText.Read(alarm.FeaturesJson),
    };

    /// <summary>Those that a verdict was given on. A verdict of before they were kept has the moment of the decision for both times.</summary>
    public static AlarmFacts Of(DeviceVerdict verdict) => new()
    {
        DeviceId = verdict.DeviceId,
        Rule = verdict.Rule,
        Zone = verdict.Zone,
        Box = BoxText.Read(verdict.Box),
        Thing = verdict.Thing,
        BroughtBy = verdict.BroughtBy,
        Score = verdict.Score,
        StartedAt = verdict.StartedAt ?? verdict.At,
        RaisedAt = verdict.RaisedAt ?? verdict.At,
        Features = FeaturesText.Read(verdict.FeaturesJson),
    };
}
