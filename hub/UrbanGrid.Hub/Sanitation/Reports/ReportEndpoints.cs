using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Sanitation.Plans;

namespace UrbanGrid.Hub.Sanitation.Reports;

/// <summary><c>/sanitation/report</c>: the daily report (环卫作业日报).</summary>
public static class ReportEndpoints
{
    /// <summary>Adds the resources.</summary>
    public static void MapReports(this IEndpointRouteBuilder sanitation)
    {
        sanitation.MapGet("/report", ReportAsync)
            .WithSummary("Plans of a day and their departments: planned and covered km, on time, missed stops, bins, tonnes, mileage. date=yyyy-MM-dd (left out: today), format=json, csv or xlsx.")
            .RequireRole(SanitationServices.Readers);
        sanitation.MapPost("/report/recompute", RecomputeAsync)
            .WithSummary("Finds out the kept figures of a finished day anew, e.g. after fixes came late.")
            .RequireRole(SanitationServices.Planners);
    }

    private static async Task<IResult> ReportAsync(
        string? date, string? format, HttpContext context, ReportDesk desk, CityRegister cities, CityDays days, TimeProvider time, CancellationToken ct)
    {
        var form = SheetForm.Read(format);
        var day = date is null ? days.Of(time.GetUtcNow().ToUnixTimeMilliseconds()) : CityDays.Read(date, "date");
        var report = await desk.GetAsync(day, ct);
        var city = await cities.CurrentAsync(ct);
        return form == SheetForm.Json
            ? Results.Json(ReportView.Of(report, city), ApiJson.Options)
            : await SheetForm.FileAsync(
                ReportSheet.Of(report, code => DepartmentNames.Of(city, code).Name, Language.Of(context.Request)), form, $"sanitation-{CityDays.Text(day)}", ct);
    }

    private static async Task<ReportView> RecomputeAsync(string? date, ReportDesk desk, CityRegister cities, CancellationToken ct) =>
        ReportView.Of(await desk.RecomputeAsync(CityDays.Read(date, "date"), ct), await cities.CurrentAsync(ct));
}
