using UrbanGrid.Ingest.Jt808.Layouts;
using static UrbanGrid.Ingest.Jt808.Layouts.Shapes;
using static UrbanGrid.Ingest.Jt808.Messages.MessageLayout;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Answers, heartbeat, registration and authentication: JT/T 808 §8.1 to §8.8.</summary>
internal static class SessionMessages
{
    public static readonly CodeTable Results = new(
        (0, "成功/确认", "Done"), (1, "失败", "Failed"), (2, "消息有误", "Message wrong"), (3, "不支持", "Not supported"), (4, "报警处理确认", "Alarm confirmed"));

    public static readonly CodeTable RegistrationResults = new(
        (0, "成功", "Registered"), (1, "车辆已被注册", "Vehicle registered already"), (2, "数据库中无该车辆", "No such vehicle"),
        (3, "终端已被注册", "Terminal registered already"), (4, "数据库中无该终端", "No such terminal"));

    /// <summary>JT/T 415-2006 §5.4.12, table 7; 0 means not plated.</summary>
    public static readonly CodeTable PlateColours = new(
        (0, "未上车牌", "No plate"), (1, "蓝色", "Blue"), (2, "黄色", "Yellow"), (3, "黑色", "Black"), (4, "白色", "White"), (5, "绿色", "Green"),
        (9, "其他", "Other"), (91, "农黄色", "Farm yellow"), (92, "农绿色", "Farm green"), (93, "黄绿色", "Yellow-green"), (94, "渐变绿", "Gradient green"));

    private const int Since2019 = 2 + 2 + 11 + 30 + 30 + 1;
    private const int Since2013 = 2 + 2 + 5 + 20 + 7 + 1;
    private const int Since2011 = 2 + 2 + 5 + 8 + 7 + 1;
    private const int Imei = 15;
    private const int Software = 20;

    private static readonly Field[] Answer = [Word("answeredSerial"), Word("answeredId"), Byte("result", Results)];

    public static readonly MessageLayout[] Rows =
    [
        Same(0x0001, "终端通用应答", "General answer of the terminal", Answer),
        Same(0x0002, "终端心跳", "Heartbeat"),
        Same(0x0003, "终端注销", "Log out"),
        Same(0x0004, "查询服务器时间请求", "Asks for the server's time (2019)"),
        Same(0x0005, "终端补传分包请求", "Asks for missing packages (2019)", MissingOf(2)),
        new(
            0x0100, new("终端注册", "Registration"),
            new BodyLayout(Jt808Version.V2011, RegistrationOf(5, 8, 7), body => body.Length >= Since2011 && !FitsRegistration2013(body) && body.Length < Since2019),
            new BodyLayout(Jt808Version.V2013, RegistrationOf(5, 20, 7), body => FitsRegistration2013(body) && body.Length < Since2019),
            new BodyLayout(Jt808Version.V2019, RegistrationOf(11, 30, 30), body => body.Length >= Since2019)),
        new(
            0x0102, new("终端鉴权", "Authentication"),
            new BodyLayout(Jt808Version.V2013, [Text("code")], body => !FitsAuthentication2019(body)),
            new BodyLayout(Jt808Version.V2019, [TextAfter("code"), Text("imei", Imei), Text("softwareVersion", Software)], FitsAuthentication2019)),
        Same(0x8001, "平台通用应答", "General answer of the platform", Answer),
        // The count became a WORD in 2019; what was sent shows by whether the length is odd.
        new(
            0x8003, new("补传分包请求", "Asks for missing packages"),
            new BodyLayout(Jt808Version.V2011, MissingOf(1), body => body.Length % 2 == 1),
            new BodyLayout(Jt808Version.V2019, MissingOf(2), body => body.Length % 2 == 0)),
        Same(0x8004, "查询服务器时间应答", "Server's time, UTC (2019)", Time("time")),
        Same(0x8100, "终端注册应答", "Answer to a registration", Word("answeredSerial"), Byte("result", RegistrationResults), Optional("code", Text("code"))),
    ];

    private static Field[] MissingOf(int countBytes) => [Word("firstSerial"), Count("count", countBytes, "parts"), Numbers("parts", 2, "count")];

    private static Field[] RegistrationOf(int maker, int model, int id) =>
        [Word("province"), Word("city"), Text("maker", maker), Text("model", model), Text("terminalId", id), Byte("plateColour", PlateColours), Text("plate")];

    /// <summary>As long as one of 2013, and the colour stands where 2013 has it: one of 2011 with a long plate is as long, too.</summary>
    private static bool FitsRegistration2013(ReadOnlySpan<byte> body) =>
        body.Length >= Since2013 && (PlateColours.Find(body[Since2013 - 1]) is not null || PlateColours.Find(body[Since2011 - 1]) is null);

    /// <summary>The length in front leaves room for the IMEI; of the software version some terminals send less than its 20 bytes.</summary>
    private static bool FitsAuthentication2019(ReadOnlySpan<byte> body) =>
        body.Length > Imei && body.Length - (1 + body[0] + Imei) is >= 0 and <= Software + 1;
}
