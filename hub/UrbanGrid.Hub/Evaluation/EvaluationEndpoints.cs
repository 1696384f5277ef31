using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Evaluation;

/// <summary><c>/evaluation</c>: departments, areas and posts over any days of the city, and the cases behind each figure (综合绩效评价).</summary>
public static class EvaluationEndpoints
{
    /// <summary>Who may read an evaluation.</summary>
    public static readonly string[] Readers = [RoleKey.Evaluator, RoleKey.Leader, RoleKey.Admin, RoleKey.Dispatcher];

    /// <summary>Who may change how it is made.</summary>
    public static readonly string[] Editors = [RoleKey.Evaluator, RoleKey.Admin];

    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>What the resources need besides casework.</summary>
    public static void AddEvaluation(this IServiceCollection services) => services.AddScoped<EvaluationAnswer>();

    /// <summary>Adds the resources.</summary>
    public static void MapEvaluation(this IEndpointRouteBuilder api)
    {
        var evaluation = api.MapGroup("/evaluation").WithTags("evaluation");
        evaluation.MapSchemes();
        evaluation.MapAnalysis();
        evaluation.MapGet("/{kind}", async (string kind, [AsParameters] EvaluationAddress address, EvaluationAnswer answer, CancellationToken ct) =>
                await answer.OfAsync(kind, address, ct))
            .WithSummary("Counts, rates, score and grade of every department (departments), area (regions, with level), collector, acceptor, shift leader or dispatcher, from the first day to the last, both yyyy-MM-dd and included.")
            .RequireRole(Readers);
        evaluation.MapGet("/{kind}.csv", CsvAsync).WithSummary("The same as a table for spreadsheets.").RequireRole(Readers);
        evaluation.MapGet("/{kind}.xlsx", XlsxAsync).WithSummary("The same as an Excel workbook.").RequireRole(Readers);
        evaluation.MapGet("/{kind}/{subject}/{count}/cases", CasesAsync)
            .WithSummary("The cases behind a count, oldest first, at most 1,000.")
            .RequireRole(Readers);
    }

    private static async Task<IResult> CsvAsync(
        string kind, [AsParameters] EvaluationAddress address, HttpContext context, EvaluationAnswer answer, CancellationToken ct)
    {
        var table = new EvaluationTable(await answer.OfAsync(kind, address, ct), Language.Of(context.Request));
        return Results.File(table.ToCsv(), "text/csv; charset=utf-8", FileName(kind, address, "csv"));
    }

    private static async Task<IResult> XlsxAsync(
        string kind, [AsParameters] EvaluationAddress address, HttpContext context, EvaluationAnswer answer, CancellationToken ct)
    {
        var table = new EvaluationTable(await answer.OfAsync(kind, address, ct), Language.Of(context.Request));
        return Results.File(await table.ToXlsxAsync(ct), Xlsx, FileName(kind, address, "xlsx"));
    }

    private static async Task<Page<CaseBehindView>> CasesAsync(
        string kind, string subject, string count, [AsParameters] EvaluationAddress address, EvaluationAnswer answer, EvaluationDesk desk, CancellationToken ct)
    {
        var cases = await desk.CasesAsync(await answer.QueryAsync(kind, address, ct), subject, count, ct);
        return new Page<CaseBehindView>([.. cases.Select(CaseBehindView.Of)], null);
    }

    private static string FileName(string kind, EvaluationAddress address, string form) => $"evaluation-{kind}-{address.From}-{address.To}.{form}";
}
