using System.Globalization;
using System.Text;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Evaluation;

/// <summary>An evaluation as a table for spreadsheets, in the reader's language.</summary>
public sealed class EvaluationTable(EvaluationView view, Language language)
{
    private static readonly LocalText Score = new("得分", "Score");
    private static readonly LocalText Grade = new("等级", "Grade");
    private static readonly LocalText Sheet = new("评价", "Evaluation");
    private static readonly LocalText Scheme = new("评价方案", "Scheme");
    private static readonly LocalText LeftOut = new("未计入", "Left out");
    private const double NameWidth = 26;
    private const double ColumnWidth = 13;

    /// <summary>The names of the columns.</summary>
    private IEnumerable<string> Headings => new[] { language.Of(view.Kind.Name) }
        .Concat(view.Counts.Select(c => language.Of(c.Name))).Concat(view.Rates.Select(r => language.Of(r.Name)))
        .Append(language.Of(Score)).Append(language.Of(Grade));

    /// <summary>CSV in UTF-8 with a byte order mark, which spreadsheets need to see that it is.</summary>
    public byte[] ToCsv()
    {
        var csv = new StringBuilder("\uFEFF").AppendJoin(',', Headings).Append("\r\n");
        foreach (var row in view.Rows)
        {
            csv.AppendJoin(',', new[] { Quoted(language.Of(row.Subject.Name)) }
                    .Concat(view.Counts.Select(c => row.Counts[c.Key].ToString(CultureInfo.InvariantCulture)))
                    .Concat(view.Rates.Select(r => row.Rates[r.Key]?.ToString("P2", CultureInfo.InvariantCulture) ?? ""))
                    .Append(row.Score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "").Append(row.Grade ?? ""))
                .Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>An Excel workbook (xlsx): the table, and a sheet that says by what scheme and what was left out.</summary>
    public async Task<byte[]> ToXlsxAsync(CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(file, cancellationToken: cancellationToken))
        {
            await WriteTableAsync(book, cancellationToken);
            await WriteSchemeAsync(book, cancellationToken);
            await book.FinishAsync(cancellationToken);
        }

        return file.ToArray();
    }

    private async Task WriteTableAsync(Spreadsheet book, CancellationToken cancellationToken)
    {
        var headings = Headings.ToList();
        var layout = new WorksheetOptions { FrozenRows = 1, FrozenColumns = 1 };
        for (var i = 1; i <= headings.Count; i++)
        {
            layout.Column(i).Width = i == 1 ? NameWidth : ColumnWidth;
        }

        await book.StartWorksheetAsync(language.Of(Sheet), layout, cancellationToken);
        var bold = book.AddStyle(new Style { Font = { Bold = true } });
        var percent = book.AddStyle(new Style { Format = NumberFormat.Custom("0.00%") });
        var points = book.AddStyle(new Style { Format = NumberFormat.Custom("0.00") });
        await book.AddHeaderRowAsync(headings, bold, cancellationToken);
        foreach (var row in view.Rows)
        {
            List<Cell> cells =
            [
                new(language.Of(row.Subject.Name)),
                .. view.Counts.Select(c => new Cell(row.Counts[c.Key])),
                .. view.Rates.Select(r => new Cell(row.Rates[r.Key], percent)),
                new(row.Score, points),
                new(row.Grade),
            ];
            await book.AddRowAsync(cells, cancellationToken);
        }
    }

    private async Task WriteSchemeAsync(Spreadsheet book, CancellationToken cancellationToken)
    {
        await book.StartWorksheetAsync(language.Of(Scheme), token: cancellationToken);
        await book.AddRowAsync([new Cell(language.Of(Scheme)), new Cell(language.Of(view.Scheme.Name))], cancellationToken);
        foreach (var untold in view.Untold)
        {
            await book.AddRowAsync(
                [new Cell(language.Of(LeftOut)), new Cell(language.Of(untold.Name)), new Cell(language.Of(untold.Why))], cancellationToken);
        }
    }

    /// <summary>A name as it is; one that a spreadsheet would take for a formula is marked as text.</summary>
    private static string Quoted(string text) =>
        $"\"{(text.Length > 0 && "=+-@".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
