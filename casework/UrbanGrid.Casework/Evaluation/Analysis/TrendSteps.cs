using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Clocks;

namespace UrbanGrid.Casework.Evaluation.Analysis;

/// <summary>Cuts a period into days, weeks or months of the city.</summary>
internal static class TrendSteps
{
    private const int Most = 800;

    /// <summary>First moments of the steps, the first of them the beginning of the period.</summary>
    /// <exception cref="Law.CaseInputException">There would be too many.</exception>
    public static List<long> Starts(long from, long to, TrendStep step, WorkingCalendar calendar)
    {
        List<long> starts = [from];
        var date = Next(calendar.DateAt(DateTimeOffset.FromUnixTimeMilliseconds(from)), step);
        for (var start = Ms(date); start < to; start = Ms(date))
        {
            if (starts.Count == Most)
            {
                throw CaseChecks.Wrong($"步数超过 {Most}；请缩短时段或加大步长。", $"These are more than {Most} steps; choose a shorter period or longer steps.");
            }

            starts.Add(start);
            date = Next(date, step);
        }

        return starts;

        long Ms(DateOnly day) => calendar.StartOf(day).ToUnixTimeMilliseconds();
    }

    private static DateOnly Next(DateOnly date, TrendStep step) => step switch
    {
        TrendStep.Day => date.AddDays(1),
        TrendStep.Week => date.AddDays(7 - (((int)date.DayOfWeek + 6) % 7)),
        _ => new DateOnly(date.Year, date.Month, 1).AddMonths(1),
    };
}
