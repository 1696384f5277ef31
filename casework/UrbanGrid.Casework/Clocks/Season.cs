namespace UrbanGrid.Casework.Clocks;

/// <summary>Part of every year in which a working day has other periods (夏令/冬令作息, docs/domain-sources.md §3.1).</summary>
/// <param name="From">First day, month × 100 + day: 501 is 1 May.</param>
/// <param name="To">Last day; less than <paramref name="From"/> when the season lasts over the turn of the year.</param>
/// <param name="Periods">Periods of a working day, in order, without overlap.</param>
public sealed record Season(int From, int To, IReadOnlyList<WorkPeriod> Periods)
{
    /// <summary>Whether the date lies in it.</summary>
    public bool Holds(DateOnly date)
    {
        var day = (date.Month * 100) + date.Day;
        return From <= To ? day >= From && day <= To : day >= From || day <= To;
    }
}
