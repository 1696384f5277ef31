using UrbanGrid.Casework.Catalogue;

namespace UrbanGrid.Casework.Tests.Catalogue;

public sealed class StandardTableTests
{
    private readonly CaseCatalogue _catalogue = CaseCatalogue.Standard;

    [Theory]
    [InlineData("event/0110", "暴露垃圾", "4 工作时")]
    [InlineData("event/0505", "路面塌陷", "2 紧急工作时")]
    [InlineData("component/0103", "雨水井盖", "2 紧急工作时")]
    public void A_class_has_its_name_and_the_limit_of_its_usual_condition(string code, string zh, string limit)
    {
        var found = _catalogue.Find(code)!;

        Assert.Equal(zh, found.Name.Zh);
        Assert.Equal(limit, found.FindCondition(null)!.Limit.ToText().Zh);
    }

    [Theory]
    [InlineData("component/0137", "unlit", "2 工作日")]
    [InlineData("component/0137", "off_schedule", "2 工作时")]
    [InlineData("component/0137", "wire_exposed", "1 工作日")] // one sign of a combined condition
    [InlineData("component/0305", "general", "4 工作时")]
    public void A_condition_carries_its_own_limit(string code, string key, string limit) =>
        Assert.Equal(limit, _catalogue.Find(code)!.FindCondition(key)!.Limit.ToText().Zh);

    [Fact]
    public void Codes_of_low_confidence_are_left_out()
    {
        Assert.Null(_catalogue.Find("component/0124"));
        Assert.Null(_catalogue.Find("event/0409"));
        Assert.All(_catalogue.All, c => Assert.Contains(c.Confidence, new[] { "high", "medium", "local" }));
    }

    [Fact]
    public void Every_class_has_both_names_and_conditions_with_different_keys()
    {
        Assert.Equal((100, 99), (_catalogue.Components.Count(), _catalogue.Events.Count()));
        Assert.All(_catalogue.All, c =>
        {
            Assert.NotEmpty(c.Conditions);
            Assert.Equal(c.Conditions.Count, c.Conditions.Select(x => x.Key).Distinct().Count());
            Assert.All(
                [c.Name, c.Major, .. c.Conditions.Select(x => x.Name), .. c.Conditions.Select(x => x.Closing)],
                text => Assert.True(text.Zh.Length > 0 && text.En.Length > 0, c.Code));
        });
    }
}
