using System.Globalization;
using System.Text;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Evaluation;

/// <summary><c>/evaluation</c>: departments over any days of the city, and the cases behind each figure (综合绩效评价).</summary>
public static class EvaluationEndpoints
{
    private static readonly string[] Readers = [RoleKey.Evaluator, RoleKey.Leader, RoleKey.Admin, RoleKey.Dispatcher];
    private static readonly LocalText Department = new("部门", "Department");
    private static readonly LocalText Score = new("得分", "Score");
    private static readonly LocalText Grade = new("等级", "Grade");

    /// <summary>Adds the resource.</summary>
    public static void MapEvaluation(this IEndpointRouteBuilder api)
    {
        var evaluation = api.MapGroup("/evaluation").WithTags("evaluation");
        evaluation.MapGet("/departments", DepartmentsAsync)
            .WithSummary("Counts, rates, score and grade of every department from the first day to the last, both yyyy-MM-dd and included.")
            .RequireRole(Readers);
        evaluation.MapGet("/departments.csv", CsvAsync)
            .WithSummary("The same as a table for spreadsheets.")
            .RequireRole(Readers);
        evaluation.MapGet("/departments/{department}/{count}/cases", CasesAsync)
            .WithSummary("Numbers of the cases behind a count, oldest first.")
            .RequireRole(Readers);
    }

    private static async Task<EvaluationView> DepartmentsAsync(
        string? from, string? to, EvaluationDesk desk, CityRegister cities, CancellationToken ct)
    {
        var (first, after) = await PeriodAsync(from, to, cities, ct);
        var results = await desk.DepartmentsAsync(first, after, ct);
        return new EvaluationView(first, after, EvaluationDesk.Counts, Columns(), [.. results.Select(EvaluationRow.Of)]);
    }

    private static async Task<IResult> CsvAsync(
        string? from, string? to, HttpContext context, EvaluationDesk desk, CityRegister cities, CancellationToken ct)
    {
        var (first, after) = await PeriodAsync(from, to, cities, ct);
        var results = await desk.DepartmentsAsync(first, after, ct);
        var language = Language.Of(context.Request);
        var csv = new StringBuilder("\uFEFF")
            .AppendJoin(',', new[] { language.Of(Department) }
                .Concat(EvaluationDesk.Counts.Select(c => language.Of(c.Name))).Concat(Rate.OfDepartments.Select(r => language.Of(r.Name)))
                .Append(language.Of(Score)).Append(language.Of(Grade)))
            .Append("\r\n");
        foreach (var result in results)
        {
            csv.AppendJoin(',', new[] { Quoted(language.Of(new LocalText(result.Department.Zh, result.Department.En))) }
                    .Concat(EvaluationDesk.Counts.Select(c => result.Counts[c.Key].ToString(CultureInfo.InvariantCulture)))
                    .Concat(Rate.OfDepartments.Select(r => result.Rates[r.Key]?.ToString("P2", CultureInfo.InvariantCulture) ?? ""))
                    .Append(result.Score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "").Append(result.Grade?.Letter ?? ""))
                .Append("\r\n");
        }

        return Results.File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", $"evaluation-{from}-{to}.csv");
    }

    private static async Task<Page<string>> CasesAsync(
        string department, string count, string? from, string? to, EvaluationDesk desk, CityRegister cities, CancellationToken ct)
    {
        var (first, after) = await PeriodAsync(from, to, cities, ct);
        return new Page<string>(await desk.CasesAsync(department, count, first, after, ct), null);
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static List<RateColumn> Columns() => [.. Rate.OfDepartments.Select(r => new RateColumn(r.Key, r.Name, r.Of, r.Among))];

    private static async Task<(long First, long After)> PeriodAsync(string? from, string? to, CityRegister cities, CancellationToken ct)
    {
        var calendar = (await cities.CurrentAsync(ct)).Calendar;
        var (first, last) = (DayOf(from, "from"), DayOf(to, "to"));
        return (calendar.StartOf(first).ToUnixTimeMilliseconds(), calendar.StartOf(last.AddDays(1)).ToUnixTimeMilliseconds());
    }

    private static DateOnly DayOf(string? text, string name) => text is null
        ? throw new ProblemException("missing_value", name)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 2000 and < 2200
            ? day
            : throw new ProblemException("invalid_value", name, "yyyy-MM-dd");
}
