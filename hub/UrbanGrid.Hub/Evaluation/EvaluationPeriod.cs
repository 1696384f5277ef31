using System.Globalization;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Evaluation;

/// <summary>Days of the city, as an address gives them: <c>?from=yyyy-MM-dd&amp;to=yyyy-MM-dd</c>, both included.</summary>
/// <param name="First">First moment, Unix ms.</param>
/// <param name="After">First moment after the last day.</param>
public readonly record struct EvaluationPeriod(long First, long After)
{
    /// <summary>Reads the days.</summary>
    /// <exception cref="ProblemException">One is missing or is no date.</exception>
    public static async Task<EvaluationPeriod> ReadAsync(string? from, string? to, CityRegister cities, CancellationToken cancellationToken)
    {
        var calendar = (await cities.CurrentAsync(cancellationToken)).Calendar;
        var (first, last) = (DayOf(from, "from"), DayOf(to, "to"));
        return new EvaluationPeriod(calendar.StartOf(first).ToUnixTimeMilliseconds(), calendar.StartOf(last.AddDays(1)).ToUnixTimeMilliseconds());
    }

    private static DateOnly DayOf(string? text, string name) => text is null
        ? throw new ProblemException("missing_value", name)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 2000 and < 2200
            ? day
            : throw new ProblemException("invalid_value", name, "yyyy-MM-dd");
}
