using System.Text;

namespace UrbanGrid.Ingest.Storage.Postgres;

/// <summary>
/// What PostgreSQL cannot keep in a text (U+0000, half a surrogate pair) becomes U+FFFD: a device's odd word must not make a
/// commit fail, which would be tried again for ever.
/// </summary>
internal static class PostgresText
{
    public static string Clean(string text)
    {
        if (!text.Contains('\0') && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        }

        return clean.ToString();
    }

    public static string? CleanOrNull(string? text) => text is null ? null : Clean(text);
}
