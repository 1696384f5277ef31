using System.Globalization;

namespace UrbanGrid.Ingest.Rules;

/// <summary>When lamps ought to burn, city time: <c>18:30-05:50</c>.</summary>
internal sealed record LightingPlan(TimeOnly On, TimeOnly Off, TimeZoneInfo Zone)
{
    /// <summary>Reads the attribute; null if there is none or it cannot be read.</summary>
    public static LightingPlan? Parse(string? text, TimeZoneInfo zone)
    {
        var parts = text?.Split('-');
        return parts is [var on, var off]
            && TimeOnly.TryParseExact(on.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && TimeOnly.TryParseExact(off.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            ? new LightingPlan(from, to, zone)
            : null;
    }

    public bool BurnsAt(long timestamp) => LocalTime(timestamp).IsBetween(On, Off);

    /// <summary>When lamps were last to be switched on or off, Unix ms.</summary>
    public long LastSwitch(long timestamp)
    {
        var now = LocalTime(timestamp);
        var ago = now - On < now - Off ? now - On : now - Off; // differences of TimeOnly run round the clock
        return timestamp - (long)ago.TotalMilliseconds;
    }

    private TimeOnly LocalTime(long timestamp) =>
        TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(timestamp), Zone).DateTime);
}
