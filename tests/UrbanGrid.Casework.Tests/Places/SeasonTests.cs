using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Register;
using UrbanGrid.TestKit;

namespace UrbanGrid.Casework.Tests.Places;

public sealed class SeasonTests : IDisposable
{
    private const string Head = "from,to,hours,name_zh,name_en\n";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Imported_hours_of_a_season_count_for_the_clocks_of_cases(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var report = await ImportAsync(host, "03-01,04-30,09:00-12:00 13:00-18:00,春季,Spring\n");
        Assert.True(report.Imported);

        var detail = await host.CaseInAsync(CaseStates.Handling); // 08:00; four working hours from 09:00

        Assert.Equal(WorkingCalendarTests.At("2026-03-02 14:00").ToUnixTimeMilliseconds(), detail.CaseClock!.Deadline);
    }

    [Theory]
    [InlineData("02-30,04-30,09:00-12:00,春季,Spring\n")]
    [InlineData("03-01,04-30,12:00-09:00,春季,Spring\n")]
    [InlineData("03-01,04-30,09:00-12:00 11:00-18:00,春季,Spring\n")]
    [InlineData("03-01,04-30,,春季,Spring\n")]
    [InlineData("03-01,04-30,09:00-12:00,春季,Spring\n04-30,06-30,09:00-12:00,夏季,Summer\n")]
    public async Task Hours_that_cannot_be_are_refused_with_the_line(string rows)
    {
        await using var host = await CaseworkHost.StartInCityAsync();

        var report = await ImportAsync(host, rows);

        Assert.Equal((false, 1), (report.Imported, report.ErrorCount));
        Assert.StartsWith("line ", report.Errors[0].Where, StringComparison.Ordinal);
    }

    private async Task<CityImportReport> ImportAsync(CaseworkHost host, string rows)
    {
        await File.WriteAllTextAsync(_folder.File(CityFileNames.Seasons), Head + rows);
        return await host.Get<CityImport>().MergeAsync(_folder.Path, dryRun: false);
    }
}
