using System.Globalization;

namespace UrbanGrid.Ingest.OsmAnd;

/// <summary>A position as phone apps send it over HTTP (OsmAnd, Traccar Client); what is null was not sent.</summary>
public sealed record OsmAndReport
{
    private const long MillisecondsFrom = 100_000_000_000;

    /// <summary>Unix ms of the fix; null takes the time of arrival.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Degrees north.</summary>
    public double? Lat { get; init; }

    /// <summary>Degrees east.</summary>
    public double? Lon { get; init; }

    /// <summary>Speed, in <see cref="SpeedUnit"/>.</summary>
    public double? Speed { get; init; }

    /// <summary>Unit of the speed where the format fixes it; null where the device's attribute says it.</summary>
    public string? SpeedUnit { get; init; }

    /// <summary>Degrees clockwise from north.</summary>
    public double? Bearing { get; init; }

    /// <summary>Metres.</summary>
    public double? Altitude { get; init; }

    /// <summary>Charge of the phone, percent.</summary>
    public double? Battery { get; init; }

    /// <summary>Horizontal dilution of precision.</summary>
    public double? Hdop { get; init; }

    /// <summary>Metres of uncertainty.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Whether the app says the place is good; null if it does not say.</summary>
    public bool? Valid { get; init; }

    /// <summary>A time in seconds or milliseconds since 1970, in ISO 8601 or as <c>yyyy-MM-dd HH:mm:ss</c> in UTC; null if it is none of these.</summary>
    public static long? TimeOf(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            // 100,000,000,000 s are in the year 5138, and as many ms in 1973.
            return double.IsFinite(number) && Math.Abs(number) < 1e15 ? (long)(Math.Abs(number) < MillisecondsFrom ? number * 1_000 : number) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeMilliseconds() : null;
    }
}
