namespace UrbanGrid.Casework.Clocks;

/// <summary>A stretch of a working day in local time, start included, end excluded.</summary>
/// <param name="Start">e.g. 08:00.</param>
/// <param name="End">e.g. 12:00; later than the start.</param>
public sealed record WorkPeriod(TimeOnly Start, TimeOnly End)
{
    /// <summary>Length of the stretch.</summary>
    public TimeSpan Length => End - Start;
}
