using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Sanitation.Reports;

/// <summary>Forms in which a table is told: <c>?format=</c>.</summary>
public static class SheetForm
{
    /// <summary>For programs.</summary>
    public const string Json = "json";

    private const string Csv = "csv";
    private const string Xlsx = "xlsx";

    /// <summary>The form; JSON if none is named.</summary>
    /// <exception cref="ProblemException">There is none of the name.</exception>
    public static string Read(string? format) => format switch
    {
        null or "" => Json,
        Json or Csv or Xlsx => format,
        _ => throw new ProblemException("invalid_value", "format", "json, csv, xlsx"),
    };

    /// <summary>The table as a file.</summary>
    public static async Task<IResult> FileAsync(Sheet sheet, string form, string name, CancellationToken cancellationToken) => form == Csv
        ? Results.File(sheet.ToCsv(), Sheet.CsvType, $"{name}.csv")
        : Results.File(await sheet.ToXlsxAsync(cancellationToken), Sheet.XlsxType, $"{name}.xlsx");
}
