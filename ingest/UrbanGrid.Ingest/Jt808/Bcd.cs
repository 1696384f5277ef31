using System.Diagnostics.CodeAnalysis;

namespace UrbanGrid.Ingest.Jt808;

/// <summary>8421 code (BCD): two decimal digits in a byte.</summary>
internal static class Bcd
{
    /// <summary>Hours the standard's times are ahead of UTC (北京时间, JT/T 808 §8.18).</summary>
    public static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    private const string Digits = "0123456789ABCDEF";

    /// <summary>The digits; a half byte that is none shows as a letter A to F.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[64];
        text = bytes.Length * 2 <= text.Length ? text[..(bytes.Length * 2)] : new char[bytes.Length * 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = Digits[bytes[i] >> 4];
            text[(2 * i) + 1] = Digits[bytes[i] & 15];
        }

        return new string(text);
    }

    /// <summary>Whether every half byte is a decimal digit.</summary>
    public static bool IsDecimal(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b >> 4 > 9 || (b & 15) > 9)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes digits, filled up with zeros in front; what is too long loses its front.</summary>
    public static void Write(ReadOnlySpan<char> digits, Span<byte> into)
    {
        into.Clear();
        for (int i = digits.Length - 1, at = (into.Length * 2) - 1; i >= 0 && at >= 0; i--, at--)
        {
            var digit = Math.Max(0, Digits.IndexOf(char.ToUpperInvariant(digits[i]), StringComparison.Ordinal));
            into[at / 2] |= (byte)(at % 2 == 0 ? digit << 4 : digit);
        }
    }

    /// <summary>A time YY-MM-DD-hh-mm-ss in Beijing time; false if it is none. Years are 2000 to 2099.</summary>
    public static bool TryTime(ReadOnlySpan<byte> six, out DateTimeOffset time)
    {
        time = default;
        if (six.Length != 6 || !IsDecimal(six))
        {
            return false;
        }

        var (year, month, day, hour, minute, second) = (2000 + Two(six[0]), Two(six[1]), Two(six[2]), Two(six[3]), Two(six[4]), Two(six[5]));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new DateTimeOffset(year, month, day, hour, minute, second, Zone);
        return true;
    }

    /// <summary>Writes a time in Beijing time.</summary>
    public static void WriteTime(DateTimeOffset time, Span<byte> six)
    {
        var local = time.ToOffset(Zone);
        ReadOnlySpan<int> parts = [local.Year % 100, local.Month, local.Day, local.Hour, local.Minute, local.Second];
        for (var i = 0; i < parts.Length; i++)
        {
            six[i] = (byte)((parts[i] / 10 << 4) | (parts[i] % 10));
        }
    }

    /// <summary>A terminal's number without the zeros in front: what two terminals must not have in common.</summary>
    [return: NotNullIfNotNull(nameof(number))]
    public static string? Significant(string? number) => number?.Trim().TrimStart('0') is { } trimmed ? (trimmed.Length == 0 ? "0" : trimmed) : null;

    private static int Two(byte b) => ((b >> 4) * 10) + (b & 15);
}
