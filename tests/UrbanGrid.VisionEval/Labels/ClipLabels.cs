using System.Text.Json.Serialization;
using UrbanGrid.Contracts;

namespace UrbanGrid.VisionEval.Labels;

/// <summary>What happens in one clip and how its camera is watched; the format is told in <c>docs/vision-labels.md</c>.</summary>
internal sealed record ClipLabels
{
    /// <summary>Version of the format; 1.</summary>
    public required int Format { get; init; }

    /// <summary>File or folder name of the clip; null means that of the label file.</summary>
    public string? Clip { get; init; }

    /// <summary>What kind of scene it is, to count by; generated clips have one.</summary>
    public string? Kind { get; init; }

    /// <summary>Names of what makes it hard: rain, shake, …</summary>
    public IReadOnlyList<string> Nuisances { get; init => field = value ?? []; } = [];

    /// <summary>Anything worth telling, for people.</summary>
    public string? Notes { get; init; }

    /// <summary>Pictures per second of a folder of JPEGs; a video file knows its own.</summary>
    public double? PicturesPerSecond { get; init; }

    /// <summary>Moment of the first picture, for zones that hold at certain hours; null means a Monday, ten in the morning.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Zones of the camera, in the wire form.</summary>
    public IReadOnlyList<CameraZone> Zones { get; init => field = value ?? []; } = [];

    /// <summary>Covers of the camera.</summary>
    public IReadOnlyList<LabelledCover> Covers { get; init => field = value ?? []; } = [];

    /// <summary>Everything that must be reported.</summary>
    public IReadOnlyList<LabelledEvent> Events { get; init => field = value ?? []; } = [];

    /// <summary>Where and when an alarm is neither right nor wrong.</summary>
    public IReadOnlyList<IgnoredSpan> Ignore { get; init => field = value ?? []; } = [];
}

/// <summary>What a detector looks for; also the classes that figures are told for.</summary>
internal enum EventClass
{
    /// <summary>Something was left (rule <c>left_object</c>).</summary>
    Dumping,

    /// <summary>Something stands where nothing may stand (rule <c>occupancy</c>).</summary>
    Occupancy,

    /// <summary>A manhole cover is missing or displaced (rule <c>cover</c>).</summary>
    Cover,

    /// <summary>The camera itself is at fault (rules <c>picture_…</c>).</summary>
    Camera,
}

/// <summary>One thing that must be reported once. Times are seconds of the clip.</summary>
internal sealed record LabelledEvent
{
    /// <summary>Which detector must report it.</summary>
    public required EventClass Class { get; init; }

    /// <summary>When it was put down, stood still or was changed; 0 if it was there from the start.</summary>
    public required double Start { get; init; }

    /// <summary>From when on an alarm is due: the dwell is over, the owner's presence not counted.</summary>
    public required double Due { get; init; }

    /// <summary>When it is gone again; null if it stays until the end.</summary>
    public double? End { get; init; }

    /// <summary>Place in the picture when it is due; null for <see cref="EventClass.Camera"/>.</summary>
    public PictureBox? Box { get; init; }

    /// <summary>Name of its zone or cover.</summary>
    public string? Zone { get; init; }

    /// <summary>What it is, for people: "bag", "parked van".</summary>
    public string? What { get; init; }
}

/// <summary>A cover and the moments of the clip that teach it.</summary>
internal sealed record LabelledCover
{
    /// <summary>Name unique within the clip.</summary>
    public required string Name { get; init; }

    /// <summary>Box around the cover's ellipse.</summary>
    public required PictureBox Box { get; init; }

    /// <summary>16-digit code of the component, if any.</summary>
    public string? ComponentCode { get; init; }

    /// <summary>Seconds of the clip at which it is present and free; at most six. Their pictures are its references.</summary>
    public required IReadOnlyList<double> Teach { get; init; }
}

/// <summary>Alarms inside are not counted at all.</summary>
/// <param name="From">Seconds.</param>
/// <param name="To">Seconds; null means until the end.</param>
/// <param name="Box">Place; null means everywhere.</param>
/// <param name="Class">Class; null means all.</param>
/// <param name="Why">Reason, for people.</param>
[method: JsonConstructor]
internal sealed record IgnoredSpan(double From = 0, double? To = null, PictureBox? Box = null, EventClass? Class = null, string? Why = null);
