namespace UrbanGrid.VisionEval.Scoring;

/// <summary>When an alarm counts as right.</summary>
internal sealed record ScoreSettings
{
    /// <summary>
    /// An alarm may come this long before it is due, seconds: the moment at which a thing touches the ground, or an owner is
    /// far enough, cannot be told more exactly at one picture a second.
    /// </summary>
    public double EarlySeconds { get; init; } = 1.5;

    /// <summary>An alarm that comes later than this after it was due is of no use, seconds.</summary>
    public double LateSeconds { get; init; } = 30;

    /// <summary>A thing that has just been taken away is still reported by a picture that was on its way, seconds.</summary>
    public double GoneSeconds { get; init; } = 2;

    /// <summary>Overlap (IoU) from which two boxes are the same place; a lower one will do if the centre of one lies in the other.</summary>
    public double OverlapMin { get; init; } = 0.3;
}
