namespace UrbanGrid.Casework.Evaluation;

/// <summary>A span that is evaluated, Unix ms.</summary>
/// <param name="From">First moment in it.</param>
/// <param name="To">First moment after it.</param>
/// <param name="Now">Moment of the evaluation: what is due after it is not overdue yet.</param>
public sealed record Period(long From, long To, long Now)
{
    /// <summary>What was due before this moment and not done then was overdue in the period.</summary>
    public long End => Math.Min(To, Now);
}
