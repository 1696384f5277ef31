namespace UrbanGrid.Casework.Evaluation.Analysis;

/// <summary>When the problems of one place were reported, in order.</summary>
internal static class PlaceTimes
{
    private const int PeakLength = 3;
    private const long DayMs = 86_400_000;

    /// <summary>Most of them within so many days, anywhere in the period.</summary>
    public static int MostIn(IReadOnlyList<Problem> problems, int days)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < problems.Count; last++)
        {
            while (problems[last].At - problems[first].At > days * DayMs)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    /// <summary>The three hours of the day with most of them; of several the earliest.</summary>
    public static PeakHours Peak(IReadOnlyList<Problem> problems, TimeZoneInfo zone)
    {
        var hours = new int[24];
        foreach (var problem in problems)
        {
            hours[TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(problem.At), zone).Hour]++;
        }

        var best = Enumerable.Range(0, 24).MaxBy(from => Enumerable.Range(from, PeakLength).Sum(hour => hours[hour % 24]));
        var inThem = Enumerable.Range(best, PeakLength).Sum(hour => hours[hour % 24]);
        return new PeakHours(best, (best + PeakLength) % 24, inThem / (double)problems.Count);
    }
}
