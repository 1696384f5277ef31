using System.Globalization;

namespace UrbanGrid.Casework.Evaluation.Analysis;

/// <summary>A rule that suggests something for a place at which problems come back.</summary>
internal sealed record RemedyRule
{
    /// <summary>Stable key.</summary>
    public required string Key { get; init; }

    /// <summary>Codes of classes, or their beginnings; empty: every class.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Only for problems about one component.</summary>
    public bool OfComponent { get; init; }

    /// <summary>So often.</summary>
    public int Times { get; init; } = 3;

    /// <summary>Within so many days.</summary>
    public int Days { get; init; } = 90;

    /// <summary>Share of the problems that must fall into three hours of the day; 0: whenever.</summary>
    public double InHours { get; init; }

    /// <summary>Only where no other rule says anything.</summary>
    public bool Otherwise { get; init; }

    /// <summary>What to do.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Why: {0} times, {1} days, {2} and {3} hours, {4} per cent.</summary>
    public required LocalText Text { get; init; }
}

/// <summary>
/// What helps against what comes back: not only punishment but causes and outlets (堵疏结合, docs/domain-sources.md §12). The rules are our reading of the
/// complaints told there; a row more is a rule more.
/// </summary>
internal static class RemedyRules
{
    public static IReadOnlyList<RemedyRule> All { get; } =
    [
        new()
        {
            Key = "replace_component", OfComponent = true, Title = new("整治或更换该部件", "Replace it instead of mending it"),
            Text = new("同一部件 {1} 天内发生 {0} 次：逐次修补没有解决，建议大修或更换，并核对权属、养护单位的责任。",
                "{0} times in {1} days at one component: mending has not solved it. Have it rebuilt or replaced, and look at what owner and maintainer owe."),
        },
        new()
        {
            Key = "legal_outlet", Categories = ["event/0401", "event/0405", "event/0406"], Title = new("设置疏导点或限时经营区", "Give stalls a legal place or hours"),
            Text = new("此处 {1} 天内 {0} 次占道或店外经营，说明有稳定的买卖需求：建议就近设疏导点、限时限位经营，堵疏结合。",
                "{0} times in {1} days people traded here: there is a steady demand. Permit it nearby or at set hours, besides enforcing."),
        },
        new()
        {
            Key = "collection_point", Categories = ["event/0110", "event/0136"], Title = new("增设收集点或调整清运时间", "Add a collection point or collect at other hours"),
            Text = new("此处 {1} 天内 {0} 次堆放：建议增设或迁移收集点、调整清运班次，必要时加装监控。",
                "{0} times in {1} days things were left here: add or move a collection point, change the rounds, watch it with a camera where needed."),
        },
        new()
        {
            Key = "parking_layout", Categories = ["event/0409", "event/0410"], Times = 5, Title = new("施划泊位或设置隔离设施", "Mark parking or put up bollards"),
            Text = new("此处 {1} 天内 {0} 次乱停放：建议核查周边泊位，施划停车位或设置隔离设施。",
                "{0} times in {1} days vehicles stood here: see what parking there is around, mark places or put up bollards."),
        },
        new()
        {
            Key = "drain_before_rain", Categories = ["event/0506"], Days = 366, Title = new("雨季前清疏、改造低洼点", "Clear the drains before the rains"),
            Text = new("此处 {1} 天内 {0} 次积水：建议雨季前清疏管网，排查低洼与雨水口，列入改造计划。",
                "{0} floods in {1} days: clear the drains before the rains, look at inlets and the level of the road, plan a rebuilding."),
        },
        new()
        {
            Key = "notice_board", Categories = ["event/0201"], Title = new("设置便民信息栏并追查源头", "Put up a notice board and go to the source"),
            Text = new("此处 {1} 天内 {0} 次小广告：建议设置便民信息栏，采用防粘贴材料，并追查发布源头。",
                "{0} times in {1} days ads were pasted here: put up a notice board, use surfaces nothing sticks to, and go after who pays for them."),
        },
        new()
        {
            Key = "patrol_hours", InHours = 0.6, Title = new("错时巡查", "Patrol at the hours it happens"),
            Text = new("{1} 天内 {0} 次，其中 {4} % 集中在 {2}:00–{3}:00：建议在该时段前安排巡查或视频轮巡。",
                "{0} times in {1} days, {4} % of them between {2}:00 and {3}:00: send a patrol or watch by camera just before."),
        },
        new()
        {
            Key = "find_cause", Otherwise = true, Title = new("列为重点点位，查明原因", "Find the cause"),
            Text = new("{1} 天内同一地点同类问题 {0} 次：建议列为重点点位，由主办部门查明原因并提出整治办法。",
                "{0} times in {1} days at one place: have the department in charge find the cause and say what it will change."),
        },
    ];

    /// <summary>What the rules say of a place.</summary>
    /// <param name="category">Its class.</param>
    /// <param name="ofComponent">Whether it is one component.</param>
    /// <param name="peak">When its problems were reported.</param>
    /// <param name="mostIn">Most of its problems within so many days.</param>
    public static IReadOnlyList<Suggestion> For(string category, bool ofComponent, PeakHours peak, Func<int, int> mostIn)
    {
        var fitting = All
            .Where(rule => (rule.Categories.Count == 0 || rule.Categories.Any(code => category.StartsWith(code, StringComparison.Ordinal)))
                && (!rule.OfComponent || ofComponent) && peak.Share >= rule.InHours)
            .Select(rule => (Rule: rule, Times: mostIn(rule.Days))).Where(found => found.Times >= found.Rule.Times).ToList();
        var plain = fitting.Where(found => !found.Rule.Otherwise).ToList();
        return [.. (plain.Count > 0 ? plain : fitting).Select(found => Fill(found.Rule, found.Times, peak))];
    }

    private static Suggestion Fill(RemedyRule rule, int times, PeakHours peak)
    {
        object[] figures = [times, rule.Days, peak.From, peak.To, Math.Round(peak.Share * 100)];
        return new Suggestion(rule.Key, rule.Title, new LocalText(
            string.Format(CultureInfo.InvariantCulture, rule.Text.Zh, figures), string.Format(CultureInfo.InvariantCulture, rule.Text.En, figures)));
    }
}
