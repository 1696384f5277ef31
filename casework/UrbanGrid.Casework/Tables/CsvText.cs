using System.Text;

namespace UrbanGrid.Casework.Tables;

/// <summary>Writes tables in the form that <see cref="CsvTable"/> and spreadsheets read.</summary>
internal static class CsvText
{
    /// <summary>With a byte order mark, so that spreadsheets read the Chinese.</summary>
    public static byte[] Of(IEnumerable<string> columns, IEnumerable<string?[]> rows)
    {
        var text = new StringBuilder("\uFEFF").AppendJoin(',', columns).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Quoted)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Quoted(string? field) =>
        field is null ? "" : field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
