using System.Globalization;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Vehicles;

/// <summary>Which time of a vehicle an address asks for.</summary>
public static class JourneySpan
{
    private const long DefaultSpanMs = 24 * 3_600_000L;
    private const int MaxDays = 400;

    /// <summary>Reads <c>?from=&amp;to=</c>, Unix ms; the last 24 hours where they are left out.</summary>
    /// <exception cref="ProblemException">The begin is not before the end.</exception>
    public static (long From, long To) Read(long? from, long? to, TimeProvider time)
    {
        var end = to ?? time.GetUtcNow().ToUnixTimeMilliseconds() + 1;
        var start = from ?? end - DefaultSpanMs;
        return start < end ? (start, end) : throw new ProblemException("invalid_value", "from", "< to");
    }

    /// <summary>Reads <c>?from=&amp;to=</c>, days of the city, both included; today where they are left out.</summary>
    /// <exception cref="ProblemException">One is no day, they are the wrong way round, or too many.</exception>
    public static (DateOnly From, DateOnly To) ReadDays(string? from, string? to, DateOnly today)
    {
        var last = to is null ? today : DayOf(to, "to");
        var first = from is null ? last : DayOf(from, "from");
        if (first > last)
        {
            throw new ProblemException("invalid_value", "from", "<= to");
        }

        return last.DayNumber - first.DayNumber < MaxDays ? (first, last) : throw new ProblemException("invalid_value", "to", $"< from + {MaxDays} d");
    }

    /// <summary>Reads a day.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static DateOnly DayOf(string text, string name) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200
            ? day
            : throw new ProblemException("invalid_value", name, "yyyy-MM-dd");
}
