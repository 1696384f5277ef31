using UrbanGrid.Casework.Catalogue;

namespace UrbanGrid.Casework.Tests.Catalogue;

public sealed class CodeSchemeTests
{
    private readonly CaseCatalogue _gb = CodeScheme.GbT30428.Table;
    private readonly CaseCatalogue _cj = CodeScheme.CjT214.Table;

    [Fact]
    public void Both_schemes_are_whole_and_say_how_sure_they_are()
    {
        Assert.Equal((85, 55), (_cj.Components.Count(), _cj.Events.Count()));
        Assert.All(_cj.All.Concat(_gb.All), c =>
        {
            Assert.Contains(c.Confidence, new[] { "high", "medium", "local" });
            Assert.NotEmpty(c.Conditions);
            Assert.True(c.Name.Zh.Length > 0 && c.Name.En.Length > 0 && c.Major.Zh.Length > 0 && c.Major.En.Length > 0, c.Code);
        });
    }

    [Theory]
    [InlineData("event/0102", "event/0110")] // 暴露垃圾
    [InlineData("component/0103", "component/0103")] // 雨水井盖
    [InlineData("component/0107", "component/0107")] // 通讯井盖, written 通信井盖 there
    [InlineData("event/0506", "event/0410")] // 非机动车乱停放
    public void A_code_of_the_other_scheme_means_the_class_of_the_same_name(string cj, string gb)
    {
        Assert.Equal(gb, _gb.Find(cj, CodeScheme.CjT214)?.Code);
        Assert.Equal(cj, _cj.Find(gb, CodeScheme.GbT30428)?.Code);
    }

    [Fact]
    public void A_class_that_the_other_scheme_lacks_means_nothing_there()
    {
        Assert.Null(_gb.Find("event/0409", CodeScheme.CjT214)); // 群发性事件
        Assert.Null(_gb.Find("event/7777", CodeScheme.CjT214));
    }

    [Theory]
    [InlineData("event/0110")]
    [InlineData("event/0406")]
    [InlineData("event/0502")]
    [InlineData("event/0506")]
    [InlineData("component/0103")]
    [InlineData("component/0123")]
    [InlineData("component/0137")]
    public void What_the_products_own_detectors_raise_has_a_class_in_both_schemes(string code)
    {
        Assert.NotNull(_gb.FindForDevice(code));
        Assert.NotNull(_cj.FindForDevice(code));
    }

    [Fact]
    public async Task A_city_of_the_other_scheme_understands_a_detectors_code_and_gives_the_case_its_own()
    {
        await using var host = await CaseworkHost.StartAsync(options: new CaseworkOptions { CodeScheme = "cjt214" });

        var detail = await host.Desk.ReportAsync(Reports.Garbage("incident:1") with { Scheme = "gbt30428" }, People.Acceptor, accept: false);

        Assert.Equal(("event/0102", "暴露垃圾"), (detail.Category.Code, detail.Category.Zh));
        Assert.StartsWith("E0102", detail.Number, StringComparison.Ordinal);
    }
}
