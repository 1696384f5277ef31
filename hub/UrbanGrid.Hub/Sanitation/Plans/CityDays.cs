using System.Globalization;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>Days of the city's calendar and moments of UTC.</summary>
/// <param name="zone">The city's time zone.</param>
public sealed class CityDays(TimeZoneInfo zone)
{
    /// <summary>Form of a day in addresses and files.</summary>
    public const string Form = "yyyy-MM-dd";

    /// <summary>A minute of a day, Unix ms; minutes beyond the day are of the next one. An hour that a change of clocks leaves out is the next one.</summary>
    public long At(DateOnly day, int minutes)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
        local = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }

    /// <summary>First moment of a day, Unix ms.</summary>
    public long StartOf(DateOnly day) => At(day, 0);

    /// <summary>The day of a moment.</summary>
    public DateOnly Of(long moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(moment), zone).DateTime);

    /// <summary>A day as text.</summary>
    public static string Text(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The day of an address.</summary>
    /// <exception cref="ProblemException">It is missing or none.</exception>
    public static DateOnly Read(string? text, string field) => text is null
        ? throw new ProblemException("missing_value", field)
        : DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200
            ? day
            : throw new ProblemException("invalid_value", field, Form);
}
