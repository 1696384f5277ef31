using System.Globalization;
using System.Text;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Sanitation.Reports;

/// <summary>A column of a <see cref="Sheet"/>.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Format">How a number is shown, e.g. <c>0.00</c> or <c>0.0%</c>; null for texts.</param>
public sealed record SheetColumn(LocalText Name, string? Format = null);

/// <summary>A table for spreadsheets, in the reader's language.</summary>
/// <param name="title">Name of the sheet.</param>
/// <param name="columns">Its columns.</param>
/// <param name="rows">Its rows: a text, a <see cref="LocalText"/> or a number each; null for an empty cell.</param>
/// <param name="language">Whose.</param>
public sealed class Sheet(LocalText title, IReadOnlyList<SheetColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows, Language language)
{
    /// <summary>Media type of a workbook.</summary>
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Media type of a CSV file.</summary>
    public const string CsvType = "text/csv; charset=utf-8";

    private const double TextWidth = 26;
    private const double NumberWidth = 13;

    /// <summary>CSV in UTF-8 with a byte order mark, which spreadsheets need to see that it is.</summary>
    public byte[] ToCsv()
    {
        var csv = new StringBuilder("\uFEFF").AppendJoin(',', columns.Select(c => Quoted(language.Of(c.Name)))).Append("\r\n");
        foreach (var row in rows)
        {
            csv.AppendJoin(',', row.Select((cell, i) => NumberOf(cell)?.ToString(columns[i].Format, CultureInfo.InvariantCulture) ?? Quoted(TextOf(cell)))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>An Excel workbook (xlsx).</summary>
    public async Task<byte[]> ToXlsxAsync(CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(file, cancellationToken: cancellationToken))
        {
            var layout = new WorksheetOptions { FrozenRows = 1, FrozenColumns = 1 };
            for (var i = 0; i < columns.Count; i++)
            {
                layout.Column(i + 1).Width = columns[i].Format is null ? TextWidth : NumberWidth;
            }

            await book.StartWorksheetAsync(language.Of(title), layout, cancellationToken);
            var bold = book.AddStyle(new Style { Font = { Bold = true } });
            var styles = columns.Select(c => c.Format is { } format ? book.AddStyle(new Style { Format = NumberFormat.Custom(format) }) : (StyleId?)null).ToList();
            await book.AddHeaderRowAsync([.. columns.Select(c => language.Of(c.Name))], bold, cancellationToken);
            foreach (var row in rows)
            {
                await book.AddRowAsync(
                    [.. row.Select((cell, i) => NumberOf(cell) is { } number ? new Cell(number, styles[i]) : new Cell(TextOf(cell)))], cancellationToken);
            }

            await book.FinishAsync(cancellationToken);
        }

        return file.ToArray();
    }

    private static double? NumberOf(object? cell) => cell switch
    {
        double number => number,
        int number => number,
        _ => null,
    };

    private string TextOf(object? cell) => cell switch
    {
        null => "",
        LocalText text => language.Of(text),
        _ => cell.ToString() ?? "",
    };

    /// <summary>A text as it is; one that a spreadsheet would take for a formula is marked as text.</summary>
    private static string Quoted(string text) => text.Length == 0 ? ""
        : $"\"{("=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
