using CsvHelper;

namespace UrbanGrid.Casework.Tables;

/// <summary>Reads a UTF-8 CSV file with a header line.</summary>
internal static class CsvTable
{
    private static readonly CsvReaderOptions Options = new() { TrackLineNumbers = true };

    /// <summary>Every row, in order.</summary>
    /// <exception cref="CsvFormatException">The text is not CSV; the message says where.</exception>
    public static IReadOnlyList<CsvRow> Read(Stream stream)
    {
        using var csv = CsvReader.Create(stream, Options, leaveOpen: true);
        var rows = new List<CsvRow>();
        while (csv.Read())
        {
            var fields = new Dictionary<string, string>(csv.Headers.Count, StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < Math.Min(csv.Headers.Count, csv.FieldCount); i++)
            {
                fields[csv.Headers[i].Trim()] = csv.GetString(i).Trim();
            }

            rows.Add(new CsvRow(csv.LineNumber, fields));
        }

        return rows;
    }
}
