namespace UrbanGrid.Casework.Clocks;

/// <summary>What a clock shows now. Times are Unix ms.</summary>
/// <param name="Limit">The limit in words; null: time is measured without one.</param>
/// <param name="StartedAt">Null while only the limit is fixed.</param>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="Deadline">Null without a limit or before the start.</param>
/// <param name="UsedShare">1 is the deadline; 0 without a limit.</param>
/// <param name="Light"><c>green</c>, <c>yellow</c> or <c>red</c>.</param>
/// <param name="PausedMs">Time the pauses took, ms.</param>
public sealed record ClockReading(
    LocalText? Limit, long? StartedAt, long? EndedAt, long? Deadline, double UsedShare, string Light, long PausedMs)
{
    /// <summary>It stands now, and will go on.</summary>
    public bool IsPaused { get; init; }
}
