using CsvHelper;

namespace UrbanGrid.Casework.Tables;

/// <summary>A CSV file with a header line.</summary>
/// <param name="Columns">Column names.</param>
/// <param name="Rows">Rows, in order.</param>
internal sealed record CsvTable(IReadOnlyList<string> Columns, IReadOnlyList<CsvRow> Rows)
{
    private static readonly CsvReaderOptions Options = new() { TrackLineNumbers = true };

    /// <summary>Reads UTF-8.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="nameOf">What a column of the file is called here; null keeps its name.</param>
    /// <exception cref="CsvFormatException">The text is not CSV; the message says where.</exception>
    public static CsvTable Read(Stream stream, Func<string, string>? nameOf = null)
    {
        using var csv = CsvReader.Create(stream, Options, leaveOpen: true);
        var columns = csv.Headers.Select(name => name.Trim()).Select(name => nameOf?.Invoke(name) ?? name).ToList();
        var rows = new List<CsvRow>();
        while (csv.Read())
        {
            var fields = new Dictionary<string, string>(columns.Count, StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < Math.Min(columns.Count, csv.FieldCount); i++)
            {
                fields[columns[i]] = csv.GetString(i).Trim();
            }

            rows.Add(new CsvRow(csv.LineNumber, fields));
        }

        return new CsvTable(columns, rows);
    }
}
