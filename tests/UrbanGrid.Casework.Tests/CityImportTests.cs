using System.Text;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.TestKit;

namespace UrbanGrid.Casework.Tests;

/// <summary>A copy of the sample city with one fault each.</summary>
public sealed class CityImportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public CityImportTests()
    {
        foreach (var file in Directory.EnumerateFiles(CaseworkHost.SampleCity))
        {
            File.Copy(file, _folder.File(Path.GetFileName(file)));
        }
    }

    [Theory]
    [InlineData("grids.geojson", "\"code\":\"320599001001001\"", "\"code\":\"3205\"", "feature 1", "15 digits")]
    [InlineData("grids.geojson", "\"code\":\"320599001001002\"", "\"code\":\"320599001001001\"", "feature 2", "used twice")]
    [InlineData("grids.geojson", "\"code\":\"320599001001003\"", "\"code\":\"320599001002903\"", "feature 3", "begin with its parent's")]
    [InlineData("grids.geojson", "\"parent\":\"320599001001\"", "\"parent\":\"320599009009\"", "feature 1", "parent")]
    [InlineData("grids.geojson", "\"responsibility\":\"JH-R1\"", "\"responsibility\":\"JH-R9\"", "feature 1", "responsibility 'JH-R9'")]
    [InlineData("roads.geojson", "\"class\":\"main\"", "\"class\":\"highway\"", "feature", "main, secondary or lane")]
    [InlineData("roads.geojson", "\"LineString\"", "\"Curve\"", "feature", "not supported")]
    [InlineData("roads.geojson", "\"features\"", "\"lines\"", "", "FeatureCollection")]
    [InlineData("roads.geojson", "{\"type\"", "[\"type\"", "line 1", "not JSON")]
    [InlineData("components.csv", "3205990137000001", "0137000001", "line 2", "16 digits")]
    [InlineData("components.csv", "3205990137000002", "3205990138000002", "line 3", "must be the class, 0137")]
    [InlineData("components.csv", "3205990137000001", "3205080137000001", "line 2", "must be the code of a district")]
    [InlineData("components.csv", "component/0137", "component/9999", "line 2", "not in the catalogue")]
    [InlineData("components.csv", "lighting", "moonlight", "line 2", "not in departments.csv")]
    [InlineData("components.csv", "code,category,lat,", "code,category,y,", "line 1", "missing column lat")]
    [InlineData("responsibilities.csv", "event/01*", "event/77*", "line 2", "covers no class")]
    [InlineData("responsibilities.csv", "320599001,", "999999,", "line", "covers no area")]
    [InlineData("responsibilities.csv", "sanitation", "nobody", "line 2", "not in departments.csv")]
    [InlineData("calendar.csv", "2026-01-01", "1.1.2026", "line 2", "yyyy-MM-dd")]
    [InlineData("calendar.csv", ",no,", ",maybe,", "line 2", "yes or no")]
    [InlineData("departments.csv", "drainage,", "sanitation,", "line", "used twice")]
    public async Task A_fault_is_told_with_file_place_and_remedy(
        string file, string good, string bad, string where, string says)
    {
        var text = await File.ReadAllTextAsync(_folder.File(file));
        var at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} has no {good}");
        await File.WriteAllTextAsync(_folder.File(file), text[..at] + bad + text[(at + good.Length)..]);

        var fault = (await FaultsAsync())[0];

        Assert.Equal(file, fault.File);
        Assert.StartsWith(where, fault.Where, StringComparison.Ordinal);
        Assert.Contains(says, fault.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_self_crossing_ring_is_told_with_the_place_of_the_crossing()
    {
        await File.WriteAllTextAsync(_folder.File("districts.geojson"), """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"320599","name_zh":"区","name_en":"D"},
            "geometry":{"type":"Polygon","coordinates":[[[120,31],[121,32],[121,31],[120,32],[120,31]]]}}]}
            """);

        var fault = (await FaultsAsync())[0];

        Assert.Equal(("districts.geojson", "feature 1"), (fault.File, fault.Where));
        Assert.Equal(new GroundPoint(31.5, 120.5), fault.At);
        Assert.Contains("120.5", fault.Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[[120,31],[121,32],[121,31]]]", "ring 1, the ring is not closed: it begins at 120.000000, 31.000000 and ends at 121.000000, 31.000000")]
    [InlineData("[[[120,31],[121,32],[120,31]]]", "at least four positions")]
    [InlineData("[[[120,31],[121,31],[121,32],[120,31]],[[120,31],[120.5,true],[120,31]]]", "ring 2, position 2, '")]
    [InlineData("[[[31.3,120],[31.4,121],[31.3,121],[31.3,120]]]", "longitude first")]
    [InlineData("[[[120,\"x\"],[121,32],[121,31],[120,31]]]", "is not a position")]
    public async Task A_broken_ring_is_told(string coordinates, string says)
    {
        await File.WriteAllTextAsync(
            _folder.File("districts.geojson"),
            """{"features":[{"properties":{"code":"320599"},"geometry":{"type":"Polygon","coordinates":"""
                + coordinates + "}}]}");

        Assert.Contains(says, (await FaultsAsync())[0].Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_in_gbk_is_read_and_a_warning_says_so()
    {
        var text = await File.ReadAllTextAsync(_folder.File("departments.csv"));
        await File.WriteAllBytesAsync(_folder.File("departments.csv"), CodePagesEncodingProvider.Instance.GetEncoding("gbk")!.GetBytes(text));

        var report = CityImport.Check(_folder.Path, CaseCatalogue.Standard);

        Assert.Equal((0, CityFaultKind.Encoding), (report.ErrorCount, Assert.Single(report.Warnings).Kind));
        await using var host = await CaseworkHost.StartAsync();
        await host.Get<CityImport>().LoadAsync(_folder.Path);
        Assert.Equal("锦河区环境卫生管理所", (await host.Get<CityRegister>().CurrentAsync()).Departments["sanitation"].NameZh);
    }

    [Theory]
    [InlineData("departments.csv")]
    [InlineData("grids.geojson")]
    public async Task A_file_with_a_byte_order_mark_is_read(string file)
    {
        await File.WriteAllTextAsync(_folder.File(file), await File.ReadAllTextAsync(_folder.File(file)), new UTF8Encoding(true));

        Assert.Equal(0, CityImport.Check(_folder.Path, CaseCatalogue.Standard).ErrorCount);
    }

    [Theory]
    [InlineData("departments.csv", "utf-16", "CSV in UTF-8")]
    [InlineData("districts.geojson", "gbk", "save it as UTF-8")]
    public async Task Bytes_that_are_no_such_text_are_told_what_to_save_them_as(string file, string encoding, string says)
    {
        var bytes = (encoding == "gbk" ? CodePagesEncodingProvider.Instance.GetEncoding(encoding)! : Encoding.GetEncoding(encoding))
            .GetBytes(await File.ReadAllTextAsync(_folder.File(file)));
        await File.WriteAllBytesAsync(_folder.File(file), bytes);

        var fault = (await FaultsAsync())[0];

        Assert.Equal((file, CityFaultKind.Encoding), (fault.File, fault.Kind));
        Assert.Contains(says, fault.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        File.Delete(_folder.File("roads.geojson"));

        Assert.Equal("roads.geojson: the file is missing", (await FaultsAsync())[0].ToString());
    }

    [Fact]
    public async Task Faults_leave_the_city_as_it_was()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var before = await host.Get<CityRegister>().CurrentAsync();
        File.Delete(_folder.File("departments.csv"));

        await Assert.ThrowsAsync<CityImportException>(() => host.Get<CityImport>().LoadAsync(_folder.Path));

        Assert.Same(before, await host.Get<CityRegister>().CurrentAsync());
    }

    [Fact]
    public async Task Importing_twice_leaves_one_city()
    {
        await using var host = await CaseworkHost.StartAsync();

        var first = await host.Get<CityImport>().LoadAsync(_folder.Path);
        var second = await host.Get<CityImport>().LoadAsync(_folder.Path);

        Assert.Equal(first, second);
        var city = await host.Get<CityRegister>().CurrentAsync();
        Assert.Equal((first.Components, first.Areas), (city.Components.Count, city.Areas.Count));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<CityImportFault>> FaultsAsync()
    {
        await using var host = await CaseworkHost.StartAsync();
        var refused = await Assert.ThrowsAsync<CityImportException>(
            () => host.Get<CityImport>().LoadAsync(_folder.Path));
        Assert.Equal(0, (await host.Get<CityRegister>().CurrentAsync()).Revision);
        return refused.Faults;
    }
}
