using System.Globalization;
using System.Text;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Vehicles.Reports;

/// <summary>A report as a table for spreadsheets, in the reader's language and the city's time.</summary>
public sealed class ReportTable(VehicleReport report, Language language, TimeZoneInfo zone)
{
    private const double NarrowColumn = 13;
    private const double WideColumn = 22;

    /// <summary>CSV in UTF-8 with a byte order mark, which spreadsheets need to see that it is.</summary>
    public byte[] ToCsv()
    {
        var csv = new StringBuilder("\uFEFF").AppendJoin(',', report.Columns.Select(c => Quoted(Heading(c)))).Append("\r\n");
        foreach (var row in report.Rows)
        {
            csv.AppendJoin(',', row.Select((value, i) => Text(value, report.Columns[i]))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>An Excel workbook (xlsx).</summary>
    public async Task<byte[]> ToXlsxAsync(CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(file, cancellationToken: cancellationToken))
        {
            var layout = new WorksheetOptions { FrozenRows = 1, FrozenColumns = 2 };
            for (var i = 1; i <= report.Columns.Count; i++)
            {
                layout.Column(i).Width = report.Columns[i - 1].Value == ReportValue.Number ? NarrowColumn : WideColumn;
            }

            await book.StartWorksheetAsync(language.Of(report.Name), layout, cancellationToken);
            var bold = book.AddStyle(new Style { Font = { Bold = true } });
            await book.AddHeaderRowAsync([.. report.Columns.Select(Heading)], bold, cancellationToken);
            var cells = new Cell[report.Columns.Count];
            foreach (var row in report.Rows)
            {
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i] = CellOf(row[i], report.Columns[i]);
                }

                await book.AddRowAsync(cells, cancellationToken);
            }

            await book.FinishAsync(cancellationToken);
        }

        return file.ToArray();
    }

    private string Heading(ReportColumn column) => column.Unit is { } unit ? $"{language.Of(column.Name)} ({unit})" : language.Of(column.Name);

    private Cell CellOf(object? value, ReportColumn column) => value switch
    {
        null => new Cell((string?)null),
        double number => new Cell(number),
        int number => new Cell(number),
        _ => new Cell(Words(value, column)),
    };

    private string Text(object? value, ReportColumn column) => value switch
    {
        null => "",
        double or int => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(Words(value, column)),
    };

    private string Words(object value, ReportColumn column) => value switch
    {
        LocalText text => language.Of(text),
        long moment when column.Value == ReportValue.Moment =>
            TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(moment), zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Words as they are; what a spreadsheet would take for a formula is marked as text.</summary>
    private static string Quoted(string text) =>
        $"\"{(text.Length > 0 && "=+-@".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
