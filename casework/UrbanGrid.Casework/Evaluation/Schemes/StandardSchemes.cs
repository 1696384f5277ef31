namespace UrbanGrid.Casework.Evaluation.Schemes;

/// <summary>The composites of docs/domain-sources.md §6.3. They come with the product and are not changed; a city makes its own beside them.</summary>
public static class StandardSchemes
{
    private static readonly IReadOnlyList<CountStep> Workload = [new(100, 0), new(300, 40), new(500, 60), new(1200, 75), new(2000, 90), new(null, 100)];

    /// <summary>监督员: 有效上报率 40, 漏报率 20, 按时核实率 20, 按时核查率 20.</summary>
    public static Scheme OfCollectors { get; } = new()
    {
        Parts =
        [
            new("valid_rate", 40, PartKind.Rate), new("missed_rate", 20, PartKind.OneMinusRate),
            new("verify_in_time_rate", 20, PartKind.Rate), new("check_in_time_rate", 20, PartKind.Rate),
        ],
    };

    /// <summary>受理员: 受理数 25, 核实按时派发率 40, 核查按时派发率 35.</summary>
    public static Scheme OfAcceptors { get; } = new()
    {
        Parts = [new("accepted", 25, PartKind.Steps), new("verify_sent_rate", 40, PartKind.Rate), new("check_sent_rate", 35, PartKind.Rate)],
        Steps = Default(Workload),
    };

    /// <summary>值班长: 按时立案率 25, 准确立案率 40, 按时结案率 35.</summary>
    public static Scheme OfShiftLeaders { get; } = new()
    {
        Parts = [new("filed_in_time_rate", 25, PartKind.Rate), new("filed_rightly_rate", 40, PartKind.Rate), new("closed_in_time_rate", 35, PartKind.Rate)],
    };

    /// <summary>派遣员: 派遣数 20, 按时派遣率 40, 准确派遣率 40.</summary>
    public static Scheme OfDispatchers { get; } = new()
    {
        Parts = [new("dispatched", 20, PartKind.Steps), new("dispatched_in_time_rate", 40, PartKind.Rate), new("dispatched_rightly_rate", 40, PartKind.Rate)],
        Steps = Default(Workload),
    };

    /// <summary>专业部门: 立案数 10 (fewer is better), 结案率 30, 按期处置率 30, 返工率 30.</summary>
    public static Scheme OfDepartments { get; } = new()
    {
        Parts =
        [
            new("dispatched", 10, PartKind.Steps), new("closing_rate", 30, PartKind.Rate), new("in_time_rate", 30, PartKind.Rate),
            new(Rate.ReworkKey, 30, PartKind.OneMinusRate),
        ],
        Steps = Default([new(50, 100), new(100, 90), new(200, 75), new(500, 60), new(1000, 40), new(null, 0)]),
        ReworkAmong = "should_handle",
    };

    /// <summary>区域: 监督举报率 10, 立案数 20 (of one unit grid, by the class of the area), 结案率 30, 按期结案率 40.</summary>
    public static Scheme OfRegions { get; } = new()
    {
        Parts =
        [
            new("public_rate", 10, PartKind.OneMinusRate), new("filed", 20, PartKind.Steps), new("closing_rate", 30, PartKind.Rate),
            new("closed_in_time_rate", 40, PartKind.Rate),
        ],
        Steps = new Dictionary<string, IReadOnlyList<CountStep>>
        {
            [AreaClass.First] = [new(0, 100), new(2, 90), new(4, 75), new(6, 60), new(8, 40), new(null, 0)],
            [AreaClass.Second] = [new(0, 100), new(3, 90), new(5, 75), new(7, 60), new(9, 40), new(null, 0)],
        },
        ReworkAmong = "should_close",
    };

    private static Dictionary<string, IReadOnlyList<CountStep>> Default(IReadOnlyList<CountStep> steps) => new() { [Scheme.DefaultSteps] = steps };
}
