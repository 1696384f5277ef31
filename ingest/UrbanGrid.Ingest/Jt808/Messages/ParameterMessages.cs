using UrbanGrid.Ingest.Jt808.Layouts;
using static UrbanGrid.Ingest.Jt808.Layouts.Shapes;
using static UrbanGrid.Ingest.Jt808.Messages.MessageLayout;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Parameters, properties, control and upgrade of a terminal: JT/T 808 §8.9 to §8.17.</summary>
internal static class ParameterMessages
{
    private static readonly CodeTable Commands = new(
        (1, "无线升级", "Upgrade over the air"), (2, "控制终端连接指定服务器", "Connect to another server"), (3, "终端关机", "Shut down"), (4, "终端复位", "Restart"),
        (5, "终端恢复出厂设置", "Factory settings"), (6, "关闭数据通信", "Stop data traffic"), (7, "关闭所有无线通信", "Stop all radio"));

    private static readonly CodeTable UpgradeKinds = new((0, "终端", "Terminal"), (12, "道路运输证IC卡读卡器", "Licence card reader"), (52, "卫星定位模块", "GNSS module"));

    private static readonly CodeTable UpgradeResults = new((0, "成功", "Done"), (1, "失败", "Failed"), (2, "取消", "Cancelled"));

    private static readonly BitTable Kinds = new(
        (0, "适用客运车辆", "Passenger vehicles"), (1, "适用危险品车辆", "Dangerous goods"), (2, "适用普通货运车辆", "Goods"), (3, "适用出租车辆", "Taxis"),
        (6, "支持硬盘录像", "Disk recording"), (7, "分体机", "In several parts"), (8, "适用挂车", "Trailers (2019)"));

    private static readonly BitTable Satellites = new((0, "支持GPS定位", "GPS"), (1, "支持北斗定位", "BeiDou"), (2, "支持GLONASS定位", "GLONASS"), (3, "支持Galileo定位", "Galileo"));

    private static readonly BitTable Networks = new(
        (0, "支持GPRS通信", "GPRS"), (1, "支持CDMA通信", "CDMA"), (2, "支持TD-SCDMA通信", "TD-SCDMA"), (3, "支持WCDMA通信", "WCDMA"), (4, "支持CDMA2000通信", "CDMA2000"),
        (5, "支持TD-LTE通信", "TD-LTE"), (7, "支持其他通信方式", "Others"));

    private static readonly Field[] Parameters = [Count("count", 1, "parameters"), new ItemsField("parameters", 4, "count", ParameterTable.Rows)];

    public static readonly MessageLayout[] Rows =
    [
        Same(0x0104, "查询终端参数应答", "Answer with parameters", [Word("answeredSerial"), .. Parameters]),
        new(
            0x0107, new("查询终端属性应答", "Answer with properties"),
            new BodyLayout(Jt808Version.V2013, PropertiesOf(5, 20, 7), body => FitsProperties(body, 5, 20, 7)),
            // Of 2019, too: terminals disagree about whether the maker grew as it did in the registration.
            new BodyLayout(Jt808Version.V2019, PropertiesOf(11, 30, 30), body => FitsProperties(body, 11, 30, 30)),
            new BodyLayout(Jt808Version.V2019, PropertiesOf(5, 30, 30), body => FitsProperties(body, 5, 30, 30))),
        Same(0x0108, "终端升级结果通知", "Result of an upgrade", Byte("kind", UpgradeKinds), Byte("result", UpgradeResults)),
        Same(0x8103, "设置终端参数", "Set parameters", Parameters),
        Same(0x8104, "查询终端参数", "Ask for all parameters"),
        Same(0x8105, "终端控制", "Control the terminal", Byte("command", Commands), Optional("arguments", Text("arguments"))),
        Same(0x8106, "查询指定终端参数", "Ask for some parameters", Count("count", 1, "ids"), Numbers("ids", 4, "count")),
        Same(0x8107, "查询终端属性", "Ask for properties"),
        New2019(0x8108, "下发终端升级包", "Upgrade package", UpgradeOf(5), UpgradeOf(11)),
    ];

    private static Field[] PropertiesOf(int maker, int model, int id) =>
    [
        Word("kinds", Kinds), Text("maker", maker), Text("model", model), Text("terminalId", id), Digits("iccid", 10), TextAfter("hardwareVersion"),
        TextAfter("firmwareVersion"), Byte("satellites", Satellites), Byte("networks", Networks),
    ];

    /// <summary>Whether the two lengths inside it make up the whole.</summary>
    private static bool FitsProperties(ReadOnlySpan<byte> body, int maker, int model, int id)
    {
        var hardware = 2 + maker + model + id + 10;
        if (hardware >= body.Length)
        {
            return false;
        }

        var firmware = hardware + 1 + body[hardware];
        return firmware < body.Length && firmware + 1 + body[firmware] + 2 == body.Length;
    }

    private static Field[] UpgradeOf(int maker) => [Byte("kind", UpgradeKinds), Text("maker", maker), TextAfter("version"), BytesAfter("data", 4)];
}
