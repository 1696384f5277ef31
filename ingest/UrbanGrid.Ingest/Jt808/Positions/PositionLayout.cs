using UrbanGrid.Ingest.Jt808.Layouts;
using static UrbanGrid.Ingest.Jt808.Layouts.Shapes;

namespace UrbanGrid.Ingest.Jt808.Positions;

/// <summary>A position (位置信息汇报消息体), JT/T 808-2019 tables 22 to 27.</summary>
internal static class PositionLayout
{
    /// <summary>Bytes every position has.</summary>
    public const int BasicBytes = 28;

    private const string Status = "status";

    /// <summary>The part every position has (位置基本信息).</summary>
    public static readonly Field[] Basic =
    [
        DWord("alarms", AlarmBits.Table), new StatusField(Status), Degrees("latitude", Status, 2), Degrees("longitude", Status, 3),
        Word("altitude", "m"), Word("speed", "km/h", 0.1m), Word("course", "°"), Time("time"),
    ];

    /// <summary>With additional items to the end.</summary>
    public static readonly Field[] Whole = [.. Basic, new ItemsField("items", 1, null, AdditionalItems.Table)];
}
