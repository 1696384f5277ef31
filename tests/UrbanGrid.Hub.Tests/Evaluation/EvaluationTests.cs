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
        var row = view["rows"]!.AsArray().Single(d => (string?)d!["subject"]!["key"] == LawWalk.Main)!;
        var behind = await leader.GetAsync($"/evaluation/departments/{LawWalk.Main}/in_time/cases?from={Today}&to={Today}");

        Assert.Equal((int)row["counts"]!["in_time"]!, behind["items"]!.AsArray().Count);
        Assert.Contains(behind["items"]!.AsArray(), item => (string?)item!["number"] == number);
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

    [Fact]
    public async Task People_stand_there_by_name_and_areas_by_level()
    {
        await _walk.ToAsync(CaseStates.PendingReview);
        using var leader = await hub.SignInAsync("leader");

        var dispatchers = await leader.GetAsync($"/evaluation/dispatchers?from={Today}&to={Today}");
        var districts = await leader.GetAsync($"/evaluation/regions?from={Today}&to={Today}&level=district");
        var collectors = await leader.GetAsync($"/evaluation/collectors?from={Today}&to={Today}");

        Assert.Equal("孙派", (string?)dispatchers["rows"]![0]!["subject"]!["name"]!["zh"]);
        Assert.True((int)Assert.Single(districts["rows"]!.AsArray())!["counts"]!["filed"]! > 0);
        Assert.Equal("missed_rate", (string?)Assert.Single(collectors["untold"]!.AsArray())!["key"]);
    }

    [Fact]
    public async Task The_workbook_is_one_that_spreadsheets_open()
    {
        using var leader = await hub.SignInAsync("leader");

        var bytes = await leader.Http.GetByteArrayAsync($"/api/v1/evaluation/departments.xlsx?from={Today}&to={Today}");

        using var book = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
        Assert.NotNull(book.GetEntry("xl/worksheets/sheet1.xml"));
        Assert.NotNull(book.GetEntry("[Content_Types].xml"));
    }

    [Fact]
    public async Task Nothing_else_is_evaluated()
    {
        using var leader = await hub.SignInAsync("leader");
        await leader.GetAsync($"/evaluation/weather?from={Today}&to={Today}", HttpStatusCode.NotFound);
        await leader.GetAsync($"/evaluation/regions?from={Today}&to={Today}&level=planet", HttpStatusCode.UnprocessableEntity);
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
