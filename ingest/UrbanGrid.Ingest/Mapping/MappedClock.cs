using System.Globalization;
using System.Text.Json;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Mapping;

/// <summary>Reads the ways in which vendors write a time.</summary>
internal static class MappedClock
{
    private const double FarthestMs = 253_402_300_799_999;

    /// <summary>Unix ms; null if it is no time of that unit.</summary>
    /// <param name="time">The value in the message.</param>
    /// <param name="unit">See <see cref="MappedTime.Unit"/>.</param>
    /// <param name="zone">Zone of local times.</param>
    public static long? Read(JsonElement time, string unit, TimeZoneInfo zone)
    {
        if (unit is MappedTime.Milliseconds or MappedTime.Seconds)
        {
            double? number = time.ValueKind switch
            {
                JsonValueKind.Number when time.TryGetDouble(out var value) => value,
                JsonValueKind.String when double.TryParse(time.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
                _ => null,
            };
            var ms = number * (unit == MappedTime.Seconds ? 1_000 : 1);
            return ms is >= 0 and <= FarthestMs ? (long)Math.Round(ms.Value) : null;
        }

        if (time.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            return null;
        }

        var text = time.ToString();
        if (unit == MappedTime.Iso)
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUnixTimeMilliseconds() : null;
        }

        var format = unit[MappedTime.Local.Length..];
        if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || zone.IsInvalidTime(local))
        {
            return null;
        }

        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }
}
