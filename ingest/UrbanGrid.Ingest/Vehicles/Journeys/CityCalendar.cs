namespace UrbanGrid.Ingest.Vehicles.Journeys;

/// <summary>The days of the city's calendar as moments; a day has 23, 24 or 25 hours where clocks are changed.</summary>
/// <param name="Zone">The city's zone.</param>
public sealed record CityCalendar(TimeZoneInfo Zone)
{
    /// <summary>The day of a moment.</summary>
    /// <param name="timestamp">Unix ms.</param>
    public DateOnly DayOf(long timestamp) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(timestamp), Zone).DateTime);

    /// <summary>First moment of a day, Unix ms.</summary>
    public long BeginOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight))
        {
            // Clocks were set forward over midnight: the day begins when they show its first valid minute.
            midnight = midnight.AddMinutes(1);
        }

        var offset = Zone.IsAmbiguousTime(midnight) ? Zone.GetAmbiguousTimeOffsets(midnight).Max() : Zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUnixTimeMilliseconds();
    }

    /// <summary>First moment after a day, Unix ms.</summary>
    public long EndOf(DateOnly day) => BeginOf(day.AddDays(1));
}
