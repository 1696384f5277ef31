using System.Text.Json;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Devices;

/// <summary>Rules that read well but cannot be meant are refused, with the place of the fault.</summary>
public sealed class RuleCheckTests
{
    [Theory]
    [InlineData("""{"when":[{"metric":"x","is":"rises","limit":1}]}""", "$.rules[0].when[0].windowS")]
    [InlineData("""{"when":[{"metric":"x","is":"silent"}]}""", "$.rules[0].when[0].limit")]
    [InlineData("""{"when":[{"metric":"x","is":"stuck"}]}""", "$.rules[0].when[0].windowS")]
    [InlineData("""{"when":[]}""", "$.rules[0].when")]
    [InlineData("""{"holdS":-1,"when":[{"metric":"x","is":"yes"}]}""", "$.rules[0].holdS")]
    [InlineData("""{"repeat":{"times":1,"withinS":60},"when":[{"metric":"x","is":"yes"}]}""", "$.rules[0].repeat")]
    [InlineData("""{"supersedes":["unknown"],"when":[{"metric":"x","is":"yes"}]}""", "$.rules[0].supersedes")]
    [InlineData("""{"supersedes":["r"],"when":[{"metric":"x","is":"yes"}]}""", "$.rules[0].supersedes")]
    [InlineData("""{"schedule":{"from":"25:00"},"when":[{"metric":"x","is":"yes"}]}""", "$.rules[0].schedule.from")]
    [InlineData("""{"schedule":{"months":[13]},"when":[{"metric":"x","is":"yes"}]}""", "$.rules[0].schedule.months")]
    [InlineData("""{"schedule":{"day":["mon"]},"when":[{"metric":"x","is":"yes"}]}""", "$.rules[0].schedule.day")]
    public void A_rule_that_cannot_be_meant_is_refused_where_its_fault_is(string rule, string path)
    {
        using var document = JsonDocument.Parse($$"""
            {"key":"mine","name":{"zh":"我的","en":"Mine"},"metrics":[{"key":"x","name":{"zh":"甲","en":"X"},"unit":""}],
            "rules":[{"key":"r","name":{"zh":"规则","en":"Rule"},{{rule[1..]}}]}
            """);
        Assert.Equal(path, Assert.Single(ModelCheck.Run(document.RootElement)).Path);
    }

    [Fact]
    public void Steps_must_not_supersede_each_other_in_a_circle()
    {
        var model = new DeviceModel
        {
            Key = "mine",
            Name = new LocalName("我的", "Mine"),
            Rules = [Step("a", "b"), Step("b", "c"), Step("c", "a")],
        };
        Assert.Equal(3, RuleCheck.Of(model).Count);
    }

    [Fact]
    public void A_file_of_the_operators_folder_is_named_with_the_place_of_its_fault()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("mine.json"), """
            {"key":"mine","name":{"zh":"我的","en":"Mine"},"rules":[{"key":"r","name":{"zh":"规则","en":"Rule"},"when":[{"metric":"x","is":"falls"}]}]}
            """);
        var message = Assert.Throws<InvalidDataException>(() => DeviceModels.Load(folder.Path)).Message;
        Assert.Contains("mine.json, $.rules[0].when[0].windowS", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_built_in_rule_says_where_its_numbers_come_from() =>
        Assert.All(DeviceModels.Load(null).All.SelectMany(m => m.Rules), rule => Assert.StartsWith("docs/domain-sources.md §10.", rule.Source, StringComparison.Ordinal));

    private static RuleDefinition Step(string key, string lower) => new()
    {
        Key = key,
        Name = new LocalName(key, key),
        Supersedes = [lower],
        When = [new RuleTest { Metric = "x", Is = RuleOperator.Yes }],
    };
}
