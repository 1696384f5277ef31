using System.Net;
using System.Text;
using UrbanGrid.Casework.Law;
using UrbanGrid.Hub.Tests.Cases;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Evaluation;

[Collection(nameof(OneHub))]
public sealed class EvaluationTests(HubUnderTest hub) : IDisposable
{
    private readonly LawWalk _walk = new(hub);

    private static string Today => TimeZoneInfo.ConvertTime(
        TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_case_that_was_handled_today_counts_and_is_found_behind_the_figure()
    {
        var number = (string)(await _walk.ToAsync(CaseStates.PendingReview))["number"]!;
        using var leader = await hub.SignInAsync("leader");

        var view = await leader.GetAsync($"/evaluation/departments?from={Today}&to={Today}");
        var row = view["departments"]!.AsArray().Single(d => (string?)d!["department"]!["key"] == LawWalk.Main)!;
        var behind = await leader.GetAsync($"/evaluation/departments/{LawWalk.Main}/in_time/cases?from={Today}&to={Today}");

        Assert.Equal((int)row["counts"]!["in_time"]!, behind["items"]!.AsArray().Count);
        Assert.Contains(behind["items"]!.AsArray(), item => (string?)item == number);
        Assert.NotNull((string?)row["grade"]);
        Assert.Equal("应处置数", (string?)view["counts"]!.AsArray().Single(c => (string?)c!["key"] == "should_handle")!["name"]!["zh"]);
    }

    [Fact]
    public async Task The_table_for_spreadsheets_speaks_the_readers_language()
    {
        using var evaluator = await hub.SignInAsync("leader");
        evaluator.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        var bytes = await evaluator.Http.GetByteArrayAsync($"/api/v1/evaluation/departments.csv?from={Today}&to={Today}");

        Assert.StartsWith("\uFEFFDepartment,Dispatched,Due,", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "missing_value")]
    [InlineData("?from=2026-03-01", "missing_value")]
    [InlineData("?from=1.3.2026&to=2026-03-02", "invalid_value")]
    public async Task Days_that_cannot_be_read_are_refused(string query, string code)
    {
        using var leader = await hub.SignInAsync("leader");
        var problem = await leader.GetAsync($"/evaluation/departments{query}", HttpStatusCode.UnprocessableEntity);
        Assert.Equal(code, (string?)problem["code"]);
    }

    [Fact]
    public async Task A_department_does_not_see_the_others_figures()
    {
        using var department = await hub.SignInAsync("department");
        await department.GetAsync($"/evaluation/departments?from={Today}&to={Today}", HttpStatusCode.Forbidden);
    }

    public void Dispose() => _walk.Dispose();
}
