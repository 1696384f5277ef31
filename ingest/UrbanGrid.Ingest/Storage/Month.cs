using System.Globalization;

namespace UrbanGrid.Ingest.Storage;

/// <summary>A calendar month in UTC; the store keeps one file for each.</summary>
/// <param name="Number">Months since year 0.</param>
internal readonly record struct Month(int Number) : IComparable<Month>
{
    private const string Prefix = "telemetry-";
    private const string Suffix = ".db";

    /// <summary>First moment, Unix ms.</summary>
    public long Begin => new DateTimeOffset(Number / 12, (Number % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>First moment of the month after.</summary>
    public long End => new Month(Number + 1).Begin;

    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Number / 12:D4}-{(Number % 12) + 1:D2}{Suffix}");

    public static Month Of(long timestamp)
    {
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(timestamp);
        return new Month((moment.Year * 12) + moment.Month - 1);
    }

    public static bool TryParse(string fileName, out Month month)
    {
        month = default;
        var name = Path.GetFileName(fileName.AsSpan());
        if (!name.StartsWith(Prefix) || !name.EndsWith(Suffix) || name.Length != Prefix.Length + 7 + Suffix.Length)
        {
            return false;
        }

        var digits = name[Prefix.Length..^Suffix.Length];
        if (digits[4] != '-'
            || !int.TryParse(digits[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(digits[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < 1 or > 12 || year < 1)
        {
            return false;
        }

        month = new Month((year * 12) + number - 1);
        return true;
    }

    public int CompareTo(Month other) => Number.CompareTo(other.Number);
}
