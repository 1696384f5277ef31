namespace UrbanGrid.Ingest.Jt808.Decoding;

/// <summary>Hexadecimal digits as people copy them: with spaces, commas, colons, dashes, <c>0x</c> or <c>\x</c> between them.</summary>
internal static class HexText
{
    private const string Separators = " \t\r\n,;:-_|[](){}\"'";

    /// <summary>Reads them.</summary>
    /// <param name="text">What was copied.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="strange">What is wrong with it; null if nothing is.</param>
    /// <returns>False if it is none.</returns>
    public static bool TryRead(string text, out byte[] bytes, out string? strange)
    {
        strange = null;
        bytes = [];
        var digits = new List<char>(text.Length);
        var clean = text.Replace("0x", " ", StringComparison.OrdinalIgnoreCase).Replace("\\x", " ", StringComparison.OrdinalIgnoreCase);
        foreach (var c in clean)
        {
            if (char.IsAsciiHexDigit(c))
            {
                digits.Add(c);
            }
            else if (!Separators.Contains(c, StringComparison.Ordinal))
            {
                strange = $"'{c}'";
                return false;
            }
        }

        if (digits.Count % 2 != 0)
        {
            strange = "There is an odd number of digits; the last one is left out.";
            digits.RemoveAt(digits.Count - 1);
        }

        bytes = Convert.FromHexString(new string([.. digits]));
        strange ??= bytes.Length == 0 ? "nothing" : null;
        return bytes.Length > 0;
    }
}
