using System.Globalization;

namespace UrbanGrid.Casework.Register;

/// <summary>How single fields of a city's files are written.</summary>
internal static class FieldRules
{
    public static bool IsDigits(string text, int count) => text.Length == count && text.All(char.IsAsciiDigit);

    public static double? Degrees(string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) <= most
            ? value
            : null;

    /// <summary>A date as <c>yyyy-MM-dd</c> or, as surveys write it, <c>yyyyMMdd</c> or <c>yyyy/M/d</c>; null if it is none.</summary>
    public static string? Date(string text) =>
        DateOnly.TryParseExact(
            text, ["yyyy-MM-dd", "yyyyMMdd", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
}
