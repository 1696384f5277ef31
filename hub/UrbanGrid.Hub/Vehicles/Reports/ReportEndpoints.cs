using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Pipeline;

namespace UrbanGrid.Hub.Vehicles.Reports;

/// <summary>Answer of <c>GET /vehicles/reports/{report}</c>.</summary>
/// <param name="Name">What the report is called.</param>
/// <param name="Columns">Its columns; moments are Unix ms.</param>
/// <param name="Rows">A value for each column, a text in both languages where it is one of the hub's words.</param>
/// <param name="Total">Rows of the whole report; more than there are rows here when the list was cut.</param>
public sealed record ReportView(LocalText Name, IReadOnlyList<ReportColumnView> Columns, IReadOnlyList<object?[]> Rows, int Total);

/// <summary>A column of a report.</summary>
public sealed record ReportColumnView(string Key, LocalText Name, string? Unit, string Value);

/// <summary><c>/vehicles/reports</c>.</summary>
public static class ReportEndpoints
{
    /// <summary>Rows of a JSON answer; files have them all.</summary>
    private const int MaxJsonRows = 5_000;

    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Adds the resources to <c>/vehicles</c>.</summary>
    public static void MapReports(this IEndpointRouteBuilder vehicles) =>
        vehicles.MapGet("/reports/{report}", ReadAsync)
            .WithSummary("mileage (by=vehicle or day), trips, stops or alarms of vehicles, from the first day to the last, both yyyy-MM-dd and included; filtered by kind, department or vehicle; format=json, csv or xlsx.");

    private static async Task<IResult> ReadAsync(
        string report, [AsParameters] ReportAddress address, HttpContext context, ReportDesk desk, VehicleJourneys journeys, CancellationToken ct)
    {
        var format = address.CheckedFormat;
        var made = await desk.MakeAsync(report, address, ct);
        var table = new ReportTable(made, Language.Of(context.Request), journeys.Calendar.Zone);
        var file = $"vehicles-{report}-{address.From}-{address.To}.{format}";
        return format switch
        {
            "csv" => Results.File(table.ToCsv(), "text/csv; charset=utf-8", file),
            "xlsx" => Results.File(await table.ToXlsxAsync(ct), Xlsx, file),
            _ => Results.Json(View(made), ApiJson.Options),
        };
    }

    private static ReportView View(VehicleReport report) => new(
        report.Name, [.. report.Columns.Select(c => new ReportColumnView(c.Key, c.Name, c.Unit, c.Value.ToString().ToLowerInvariant()))],
        [.. report.Rows.Take(MaxJsonRows)], report.Rows.Count);
}
