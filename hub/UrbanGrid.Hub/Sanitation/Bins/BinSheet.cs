using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Sanitation.Reports;

namespace UrbanGrid.Hub.Sanitation.Bins;

/// <summary>The bins of some days as a table, a row a bin.</summary>
public static class BinSheet
{
    private static readonly LocalText Unknown = new("未登记", "Not registered");

    private static readonly IReadOnlyList<SheetColumn> Columns =
    [
        new(new LocalText("电子标签", "Tag")),
        new(new LocalText("作业计划", "Plan")),
        new(new LocalText("收集点", "Collection point")),
        new(new LocalText("来源单位", "Owner")),
        new(new LocalText("收运次数", "Times"), "0"),
        new(new LocalText("称重次数", "Weighed"), "0"),
        new(new LocalText("重量（kg）", "Weight, kg"), "0.0"),
        new(new LocalText("最近车辆", "Last vehicle")),
    ];

    /// <summary>The table.</summary>
    public static Sheet Of(BinTotals totals, Language language) => new(
        new LocalText("收运称重", "Bins"), Columns,
        [.. totals.ByBin.Select(b => (IReadOnlyList<object?>)[b.Tag, b.Plan?.Name ?? Unknown, b.Stop, b.Owner, b.Sum.Bins, b.Sum.Weighed, b.Sum.WeightKg, b.LastVehicle])],
        language);
}
