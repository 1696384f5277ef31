using UrbanGrid.Ingest.Jt808.Layouts;
using static UrbanGrid.Ingest.Jt808.Layouts.Shapes;
using static UrbanGrid.Ingest.Jt808.Messages.MessageLayout;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Recorder, waybill, driver, CAN, pass-through and keys: JT/T 808 §8.43 to §8.50, §8.60 to §8.63.</summary>
internal static class RecorderMessages
{
    private static readonly CodeTable CardStates = new((1, "从业资格证IC卡插入(驾驶员上班)", "Card inserted: the driver begins"), (2, "从业资格证IC卡拔出(驾驶员下班)", "Card removed: the driver ends"));

    private static readonly CodeTable CardResults = new(
        (0, "IC卡读卡成功", "Read"), (1, "卡片密钥认证未通过", "Key refused"), (2, "卡片已被锁定", "Card locked"), (3, "卡片被拔出", "Card pulled out"), (4, "数据校验错误", "Data wrong"));

    private static readonly CodeTable PassThroughKinds = new(
        (0x00, "GNSS模块详细定位数据", "GNSS module"), (0x0B, "道路运输证IC卡信息", "Licence card"), (0x41, "串口1透传", "Serial port 1"), (0x42, "串口2透传", "Serial port 2"));

    private static readonly Field[] Card = [TextAfter("driver"), Text("certificate", 20), TextAfter("authority"), Digits("validUntil", 4)];

    private static readonly Field[] Driver2013 = [Byte("state", CardStates), Time("time"), new WhenField(IsRead, [Byte("cardResult", CardResults), new WhenField(IsGood, Card)])];

    private static readonly Field[] Driver2019 = [Byte("state", CardStates), Time("time"), new WhenField(IsRead, [Byte("cardResult", CardResults), new WhenField(IsGood, [.. Card, Text("idCard", 20)])])];

    public static readonly MessageLayout[] Rows =
    [
        Same(0x0700, "行驶记录数据上传", "Recorder data", Word("answeredSerial"), Byte("command"), Bytes("data")),
        Same(0x0701, "电子运单上报", "Waybill", BytesAfter("waybill", 4)),
        new(
            0x0702, new("驾驶员身份信息采集上报", "Driver"),
            new BodyLayout(Jt808Version.V2011, [TextAfter("driver"), Text("idCard", 20), Text("certificate", 40), TextAfter("authority")], FitsDriver2011),
            new BodyLayout(Jt808Version.V2013, Driver2013, body => DriverEnd(body) is { } end && (end == body.Length || end + 20 > body.Length)),
            new BodyLayout(Jt808Version.V2019, Driver2019, body => DriverEnd(body) is { } end && (end == body.Length - 20 || Leaves(body)))),
        Same(0x0705, "CAN总线数据上传", "CAN data", Count("count", 2, "frames"), Bytes("time", 5), List("frames", "count", DWord("canId"), Bytes("data", 8))),
        Same(0x0900, "数据上行透传", "Pass-through up", Byte("kind", PassThroughKinds), Bytes("data")),
        Same(0x0901, "数据压缩上报", "Compressed data", BytesAfter("gzip", 4)),
        Same(0x0A00, "终端RSA公钥", "RSA key of the terminal", DWord("e"), Bytes("n", 128)),
        Same(0x8700, "行驶记录仪数据采集命令", "Ask for recorder data", Byte("command"), Optional("data", Bytes("data"))),
        Same(0x8701, "行驶记录仪参数下传命令", "Set recorder parameters", Byte("command"), Bytes("data")),
        Same(0x8702, "上报驾驶员身份信息请求", "Ask for the driver"),
        Same(0x8900, "数据下行透传", "Pass-through down", Byte("kind", PassThroughKinds), Bytes("data")),
        Same(0x8A00, "平台RSA公钥", "RSA key of the platform", DWord("e"), Bytes("n", 128)),
    ];

    private static bool IsRead(System.Text.Json.Nodes.JsonObject driver) => Field.Number(driver["state"]) == 1;

    private static bool IsGood(System.Text.Json.Nodes.JsonObject driver) => Field.Number(driver["cardResult"]) == 0;

    private static bool FitsDriver2011(ReadOnlySpan<byte> body)
    {
        var authority = body.Length > 0 ? 1 + body[0] + 20 + 40 : int.MaxValue;
        return authority < body.Length && authority + 1 + body[authority] == body.Length && DriverEnd(body) is null;
    }

    /// <summary>A card taken out, or one that could not be read: as much in every edition since 2013.</summary>
    private static bool Leaves(ReadOnlySpan<byte> body) => body.Length is 7 or 8;

    /// <summary>Where the fields of 2013 end; null if it can be no body of 2013 or later.</summary>
    private static int? DriverEnd(ReadOnlySpan<byte> body)
    {
        if (body.Length < 7 || body[0] is not (1 or 2) || !Bcd.TryTime(body.Slice(1, 6), out _))
        {
            return null;
        }

        if (body[0] == 2 || body.Length < 9 || body[7] != 0)
        {
            return body.Length;
        }

        var authority = 9 + body[8] + 20;
        return authority < body.Length ? authority + 1 + body[authority] + 4 : null;
    }
}
