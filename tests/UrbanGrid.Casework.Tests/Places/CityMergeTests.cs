using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.TestKit;

namespace UrbanGrid.Casework.Tests.Places;

/// <summary>Single files of a city that is there already.</summary>
public sealed class CityMergeTests : IDisposable
{
    private const string Header = "标识码,类别,纬度,经度,主管部门,权属单位,养护单位,名称,状态,初始日期,变更日期,数据来源,备注,BGID\n";
    private const string Cover = "3205990103000001,component/0103,31.2990796,120.595984,municipal,drainage,drainage,";

    private readonly TempFolder _folder = new();

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task One_file_replaces_its_table_and_the_others_stay(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var before = await host.Get<CityRegister>().CurrentAsync();
        await WriteAsync(Cover + "西塘 1 号井盖,破损,20200101,2026/3/1,实测,井盖有裂纹,\n");

        var report = await host.Get<CityImport>().MergeAsync(_folder.Path, dryRun: false);

        Assert.True(report.Imported);
        var city = await host.Get<CityRegister>().CurrentAsync();
        var cover = Assert.Single(city.Components.Values);
        Assert.Equal(
            ("municipal", "drainage", "西塘 1 号井盖", ComponentState.Damaged, "2020-01-01", "2026-03-01", "实测", "井盖有裂纹"),
            (cover.Authority, cover.Maintainer, cover.Name, cover.State, cover.InitialDate, cover.ChangeDate, cover.DataSource, cover.Note));
        Assert.Equal(city.Index.Locate(cover.Lat, cover.Lon).UnitGrid!.Code, cover.UnitGrid);
        Assert.Equal((before.Areas.Count, before.Roads.Count), (city.Areas.Count, city.Roads.Count));
    }

    [Fact]
    public async Task A_dry_run_reports_and_changes_nothing()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var before = await host.Get<CityRegister>().CurrentAsync();
        await WriteAsync(Cover + ",,,,,,\n");

        var report = await host.Get<CityImport>().MergeAsync(_folder.Path, dryRun: true);

        Assert.Equal((false, 0, 1), (report.Imported, report.ErrorCount, report.Size!.Components));
        Assert.Same(before, await host.Get<CityRegister>().CurrentAsync());
    }

    [Theory]
    [InlineData(",烂了,,,,,", "状态“烂了”应为 完好、破损、丢失、废弃")]
    [InlineData(",,1.2.2020,,,,", "initial_date“1.2.2020”应写作 yyyy-MM-dd")]
    public async Task One_error_refuses_the_whole_file(string attributes, string says)
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var before = await host.Get<CityRegister>().CurrentAsync();
        await WriteAsync(Cover + attributes + "\n");

        var report = await host.Get<CityImport>().MergeAsync(_folder.Path, dryRun: false);

        Assert.Equal((false, 1), (report.Imported, report.ErrorCount));
        Assert.Equal(says, report.Errors[0].Message.Zh);
        Assert.Same(before, await host.Get<CityRegister>().CurrentAsync());
    }

    [Fact]
    public async Task A_component_in_another_grid_than_written_or_in_none_is_a_warning()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await WriteAsync(
            Cover + ",,,,,,320599001002001\n" + Cover.Replace("000001,", "000002,").Replace("31.29", "32.29") + ",,,,,,\n");

        var report = await host.Get<CityImport>().MergeAsync(_folder.Path, dryRun: false);

        Assert.True(report.Imported);
        Assert.Equal(["line 2", "line 3"], report.Warnings.Select(w => w.Where));
        Assert.All(report.Warnings, w => Assert.NotNull(w.At));
    }

    [Fact]
    public async Task New_grids_move_the_components_into_them()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        using var copy = new SampleCityCopy();
        copy.Change("grids.geojson", features => features.RemoveAt(0));
        File.Copy(copy.File("grids.geojson"), _folder.File("grids.geojson"));

        var report = await host.Get<CityImport>().MergeAsync(_folder.Path, dryRun: false);

        Assert.True(report.Imported);
        Assert.Contains(report.Warnings, w => w.Kind == CityFaultKind.Gap);
        var city = await host.Get<CityRegister>().CurrentAsync();
        Assert.Contains(city.Components.Values, c => c.UnitGrid is null);
        Assert.DoesNotContain(city.Components.Values, c => c.UnitGrid == "320599001001001");
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task What_is_exported_can_be_imported_and_is_the_same_city(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var stored = await host.Get<CityExport>().ReadAsync();
        foreach (var (file, bytes) in stored.Files)
        {
            await File.WriteAllBytesAsync(_folder.File(file), bytes());
        }

        var report = await host.Get<CityImport>().MergeAsync(_folder.Path, dryRun: false);

        Assert.Equal((true, 0), (report.Imported, report.WarningCount));
        var again = await host.Get<CityExport>().ReadAsync();
        Assert.Equal(stored.Revision + 1, again.Revision);
        Assert.All(stored.Files, file => Assert.Equal(file.Value(), again.Files[file.Key]()));
    }

    [Fact]
    public async Task Two_imports_at_once_do_not_mix()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await WriteAsync(Cover + ",,,,,,\n");
        var import = host.Get<CityImport>();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                return (await import.MergeAsync(_folder.Path, dryRun: false)).Imported;
            }
            catch (CityChangedException)
            {
                return false;
            }
        }));

        Assert.Contains(true, outcomes);
        Assert.Equal(1 + outcomes.Count(done => done), (await host.Get<CityRegister>().CurrentAsync()).Revision);
    }

    public void Dispose() => _folder.Dispose();

    private Task WriteAsync(string rows) => File.WriteAllTextAsync(_folder.File("components.csv"), Header + rows);
}
