using UrbanGrid.Ingest.Jt808.Layouts;
using UrbanGrid.Ingest.Jt808.Positions;
using static UrbanGrid.Ingest.Jt808.Layouts.Shapes;
using static UrbanGrid.Ingest.Jt808.Messages.MessageLayout;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Texts, questions, phone book and vehicle control: JT/T 808 §8.22 to §8.33.</summary>
internal static class TextMessages
{
    private static readonly BitTable TextFlags = new(
        (0, "紧急", "Urgent"), (2, "终端显示器显示", "On the display"), (3, "终端TTS播读", "Spoken"), (4, "广告屏显示", "On the advertising screen"), (5, "CAN故障码信息", "CAN fault codes"));

    private static readonly CodeTable TextKinds = new((1, "通知", "Notice"), (2, "服务", "Service"));

    private static readonly CodeTable MenuActions = new(
        (0, "删除终端全部", "Delete all"), (1, "更新", "Replace all"), (2, "追加", "Append"), (3, "修改", "Change"), (4, "删除特定几项", "Delete some"));

    private static readonly CodeTable CallKinds = new((0, "普通通话", "Call"), (1, "监听", "Listen"));

    private static readonly CodeTable ContactKinds = new((1, "呼入", "May call in"), (2, "呼出", "May be called"), (3, "呼入/呼出", "Both"));

    private static readonly BitTable Controls = new((0, "车门加锁", "Lock the doors"));

    private static readonly CodeTable ControlKinds = new((1, "车门", "Doors"));

    private static readonly CodeTable Wants = new((0, "取消", "Cancel"), (1, "点播", "Order"));

    public static readonly MessageLayout[] Rows =
    [
        Same(0x0301, "事件报告", "Event chosen by the driver", Byte("eventId")),
        Same(0x0302, "提问应答", "Answer to a question", Word("answeredSerial"), Byte("answerId")),
        Same(0x0303, "信息点播/取消", "Information ordered or cancelled", Byte("kind"), Byte("wants", Wants)),
        Same(0x0500, "车辆控制应答", "Answer to a vehicle control", [Word("answeredSerial"), .. PositionLayout.Whole]),
        New2019(0x8300, "文本信息下发", "Text", [Byte("flags", TextFlags), Text("text")], [Byte("flags", TextFlags), Byte("kind", TextKinds), Text("text")]),
        Same(0x8301, "事件设置", "Set events", Byte("action", MenuActions), Optional("count", Count("count", 1, "events"), List("events", "count", Byte("id"), TextAfter("text")))),
        Same(0x8302, "提问下发", "Question", Byte("flags", TextFlags), TextAfter("question"), List("answers", null, Byte("id"), TextAfter("text", 2))),
        Same(0x8303, "信息点播菜单设置", "Set the information menu", Byte("action", MenuActions), Optional("count", Count("count", 1, "items"), List("items", "count", Byte("kind"), TextAfter("name", 2)))),
        Same(0x8304, "信息服务", "Information", Byte("kind"), TextAfter("text", 2)),
        Same(0x8400, "电话回拨", "Call back", Byte("kind", CallKinds), Text("phone")),
        Same(0x8401, "设置电话本", "Set the phone book", Byte("action", MenuActions), Optional("count", Count("count", 1, "contacts"), List("contacts", "count", Byte("kind", ContactKinds), TextAfter("phone"), TextAfter("name")))),
        New2019(0x8500, "车辆控制", "Control the vehicle", [Byte("flags", Controls)], [Count("count", 2, "controls"), List("controls", "count", Word("kind", ControlKinds), Byte("value"))]),
    ];
}
