using UrbanGrid.Ingest.Jt808.Layouts;
using UrbanGrid.Ingest.Jt808.Positions;
using static UrbanGrid.Ingest.Jt808.Layouts.Shapes;
using static UrbanGrid.Ingest.Jt808.Messages.MessageLayout;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Positions, and asking for them: JT/T 808 §8.18 to §8.21, §8.49.</summary>
internal static class PositionMessages
{
    private static readonly CodeTable BatchKinds = new((0, "正常位置批量汇报", "Regular batch"), (1, "盲区补报", "Kept while out of reach"));

    public static readonly MessageLayout[] Rows =
    [
        Same(0x0200, "位置信息汇报", "Position", PositionLayout.Whole),
        Same(0x0201, "位置信息查询应答", "Answer with the position", [Word("answeredSerial"), .. PositionLayout.Whole]),
        Same(0x0704, "定位数据批量上传", "Batch of positions", Count("count", 2, "positions"), Byte("kind", BatchKinds), List("positions", "count", new NestedField("position", 2, PositionLayout.Whole))),
        Same(0x8201, "位置信息查询", "Asks for the position"),
        Same(0x8202, "临时位置跟踪控制", "Follow for a while", Word("interval", "s"), Optional("validity", DWord("validity", "s"))),
        Same(0x8203, "人工确认报警消息", "Confirm an alarm", Word("alarmSerial"), DWord("alarms", AlarmBits.Table)),
        Same(0x8204, "链路检测", "Check the link (2019)"),
    ];
}
