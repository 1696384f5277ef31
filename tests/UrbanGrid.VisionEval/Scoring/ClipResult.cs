using System.Text.Json.Serialization;
using UrbanGrid.Contracts;
using UrbanGrid.VisionEval.Labels;

namespace UrbanGrid.VisionEval.Scoring;

/// <summary>What became of one alarm or one event.</summary>
internal enum Verdict
{
    /// <summary>The event was reported in time and in place.</summary>
    Hit,

    /// <summary>The event was not reported.</summary>
    Miss,

    /// <summary>There was nothing to report here and now.</summary>
    FalseAlarm,

    /// <summary>The event had been reported before; counts as a false alarm.</summary>
    Double,
}

/// <summary>One hit, miss or false alarm. Times are seconds of the clip.</summary>
internal sealed record Finding
{
    /// <summary>What became of it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Class of the event or of the alarm's rule.</summary>
    public required EventClass Class { get; init; }

    /// <summary>The event; null for an alarm that belongs to none.</summary>
    public LabelledEvent? Event { get; init; }

    /// <summary>When the alarm was raised; null for a miss.</summary>
    public double? RaisedAt { get; init; }

    /// <summary>When the alarm says that it began; null for a miss.</summary>
    public double? StartedAt { get; init; }

    /// <summary>Where the alarm says it is.</summary>
    public PictureBox? Box { get; init; }

    /// <summary>Overlap (IoU) of the alarm's box and the event's.</summary>
    public double? Overlap { get; init; }

    /// <summary>Alarm time minus due time; a hit's only.</summary>
    public double? Delay { get; init; }

    /// <summary>Why it is no hit.</summary>
    public string? Why { get; init; }

    /// <summary>Measured by the detector.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Features { get; init; }
}

/// <summary>Everything found in one clip.</summary>
/// <param name="Clip">Its name.</param>
/// <param name="Kind">Kind of scene, if it has one.</param>
/// <param name="Nuisances">What makes it hard.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Findings">Hits, misses and false alarms in the order of time.</param>
/// <param name="Ignored">Alarms where the labels say that none is counted.</param>
internal sealed record ClipResult(
    string Clip, string? Kind, IReadOnlyList<string> Nuisances, double Seconds, IReadOnlyList<Finding> Findings, int Ignored)
{
    /// <summary>How many findings have the verdict.</summary>
    public int Count(Verdict verdict) => Findings.Count(f => f.Verdict == verdict);

    /// <summary>Whether everything was reported, once, and nothing else.</summary>
    [JsonIgnore]
    public bool IsRight => Findings.All(f => f.Verdict == Verdict.Hit);
}
