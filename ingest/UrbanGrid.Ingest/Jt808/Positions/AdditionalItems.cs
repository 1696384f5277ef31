using UrbanGrid.Ingest.Jt808.Layouts;
using static UrbanGrid.Ingest.Jt808.Layouts.Shapes;

namespace UrbanGrid.Ingest.Jt808.Positions;

/// <summary>
/// Additional items of a position (位置附加信息): JT/T 808-2019 table 27, those JT/T 1078-2016 adds, and the active safety alarms
/// of 苏标 (T/JSATL 12-2017). Ids from e0 are a vendor's own.
/// </summary>
internal static class AdditionalItems
{
    private static readonly CodeTable PlaceKinds = new(
        (0, "无特定位置", "No particular place"), (1, "圆形区域", "Circle"), (2, "矩形区域", "Rectangle"), (3, "多边形区域", "Polygon"), (4, "路段", "Section"));

    private static readonly CodeTable Directions = new((0, "进", "In"), (1, "出", "Out"));

    private static readonly CodeTable SectionResults = new((0, "不足", "Too fast"), (1, "过长", "Too slow"));

    private static readonly CodeTable AlarmPhases = new((0, "不可用", "Not given"), (1, "开始标志", "Begins"), (2, "结束标志", "Ends"));

    private static readonly CodeTable AdasKinds = new(
        (0x01, "前向碰撞报警", "Forward collision"), (0x02, "车道偏离报警", "Lane departure"), (0x03, "车距过近报警", "Too near"),
        (0x04, "行人碰撞报警", "Pedestrian collision"), (0x05, "频繁变道报警", "Frequent lane changes"), (0x06, "道路标识超限报警", "Road sign exceeded"),
        (0x07, "障碍物报警", "Obstacle"), (0x10, "道路标志识别事件", "Road sign recognised"), (0x11, "主动抓拍事件", "Picture taken"));

    private static readonly CodeTable DriverKinds = new(
        (0x01, "疲劳驾驶报警", "Fatigue"), (0x02, "接打电话报警", "Phone call"), (0x03, "抽烟报警", "Smoking"), (0x04, "分神驾驶报警", "Distracted"),
        (0x05, "驾驶员异常报警", "Driver unusual"), (0x10, "自动抓拍事件", "Picture taken"), (0x11, "驾驶员变更事件", "Driver changed"));

    private static readonly CodeTable BlindSpotKinds = new(
        (0x01, "后方接近报警", "Something approaches from behind"), (0x02, "左侧后方接近报警", "From behind on the left"), (0x03, "右侧后方接近报警", "From behind on the right"));

    private static readonly BitTable TyreKinds = new(
        (0, "胎压(定时上报)", "Pressure (regular report)"), (1, "胎压过高报警", "Pressure too high"), (2, "胎压过低报警", "Pressure too low"),
        (3, "胎温过高报警", "Temperature too high"), (4, "传感器异常报警", "Sensor fault"), (5, "胎压不平衡报警", "Pressures unbalanced"),
        (6, "慢漏气报警", "Slow leak"), (7, "电池电量低报警", "Battery low"));

    private static readonly BitTable VideoAlarms = new(
        (0, "视频信号丢失报警", "Video signal lost"), (1, "视频信号遮挡报警", "Video covered"), (2, "存储单元故障报警", "Storage fault"),
        (3, "其他视频设备故障报警", "Other video device fault"), (4, "客车超员报警", "Too many passengers"), (5, "异常驾驶行为报警", "Unusual driving"),
        (6, "特殊报警录像达到存储阈值报警", "Alarm recordings near their limit"));

    private static readonly BitTable DrivingKinds = new((0, "疲劳", "Fatigue"), (1, "打电话", "Phone call"), (2, "抽烟", "Smoking"));

    private static readonly BitTable VehicleSignals = new(
        (0, "近光灯信号", "Low beam"), (1, "远光灯信号", "High beam"), (2, "右转向灯信号", "Right indicator"), (3, "左转向灯信号", "Left indicator"),
        (4, "制动信号", "Brake"), (5, "倒档信号", "Reverse gear"), (6, "雾灯信号", "Fog lamp"), (7, "示廓灯", "Position lamps"), (8, "喇叭信号", "Horn"),
        (9, "空调状态", "Air conditioning"), (10, "空挡信号", "Neutral gear"), (11, "缓速器工作", "Retarder"), (12, "ABS工作", "ABS"),
        (13, "加热器工作", "Heater"), (14, "离合器状态", "Clutch"));

    private static readonly BitTable IoStates = new((0, "深度休眠状态", "Deep sleep"), (1, "休眠状态", "Sleep"));

    private static readonly BitTable VehicleState = new(
        (0, "ACC打开", "Engine on"), (1, "左转向打开", "Left indicator"), (2, "右转向打开", "Right indicator"), (3, "雨刮器打开", "Wipers"),
        (4, "制动", "Brake"), (5, "已插卡", "Card inserted"), (10, "定位", "Fix"));

    /// <summary>Where an active safety alarm happened (苏标 tables 4-15 ff.).</summary>
    private static readonly Field[] SafetyPlace =
    [
        Byte("speed", "km/h"), Word("altitude", "m"), Degrees("latitude"), Degrees("longitude"), Time("time"), Word("vehicleState", VehicleState),
        Text("alarmTerminalId", 7), Time("alarmTime"), Byte("alarmNumber"), Byte("attachments"), Byte("reserved"),
    ];

    private static readonly ItemLayout[] Rows =
    [
        new(0x01, new("里程", "Mileage"), [DWord("mileage", "km", 0.1m)]),
        new(0x02, new("油量", "Fuel"), [Word("fuel", "L", 0.1m)]),
        new(0x03, new("行驶记录功能获取的速度", "Speed of the recorder"), [Word("speed", "km/h", 0.1m)]),
        new(0x04, new("需要人工确认报警事件的ID", "Alarm event to be confirmed"), [Word("eventId")]),
        new(0x05, new("胎压", "Tyre pressure (2019)"), [Bytes("pressures")]),
        new(0x06, new("车厢温度", "Cabin temperature (2019)"), [new NumberField("temperature", 2, "°C") { OwnSign = true }]),
        new(0x11, new("超速报警附加信息", "Overspeed details"), [Byte("placeKind", PlaceKinds), Optional("placeId", DWord("placeId"))]),
        new(0x12, new("进出区域/路线报警附加信息", "Area or route details"), [Byte("placeKind", PlaceKinds), DWord("placeId"), Byte("direction", Directions)]),
        new(0x13, new("路段行驶时间不足/过长报警附加信息", "Section time details"), [DWord("sectionId"), Word("driven", "s"), Byte("result", SectionResults)]),
        new(0x14, new("视频相关报警", "Video alarms (JT/T 1078)"), [DWord("alarms", VideoAlarms)]),
        new(0x15, new("视频信号丢失报警状态", "Channels without video (JT/T 1078)"), [DWord("channels", Channels(32))]),
        new(0x16, new("视频信号遮挡报警状态", "Channels covered (JT/T 1078)"), [DWord("channels", Channels(32))]),
        new(0x17, new("存储器故障报警状态", "Faulty storage (JT/T 1078)"), [Word("storages", Channels(16))]),
        new(0x18, new("异常驾驶行为报警详细描述", "Unusual driving (JT/T 1078)"), [Word("kinds", DrivingKinds), Optional("fatigue", Byte("fatigue", "%"))]),
        new(0x25, new("扩展车辆信号状态位", "Vehicle signals"), [DWord("signals", VehicleSignals)]),
        new(0x2A, new("IO状态位", "IO state"), [Word("io", IoStates)]),
        new(0x2B, new("模拟量", "Analogue inputs"), [Word("ad1"), Word("ad0")]),
        new(0x30, new("无线通信网络信号强度", "Signal strength"), [Byte("signal")]),
        new(0x31, new("GNSS定位卫星数", "Satellites"), [Byte("satellites")]),
        new(0x64, new("高级驾驶辅助系统报警", "Driver assistance alarm (苏标)"),
        [
            DWord("alarmId"), Byte("phase", AlarmPhases), Byte("kind", AdasKinds), Byte("level"), Byte("frontSpeed", "km/h"), Byte("frontDistance", "s", 0.1m),
            Byte("deviation"), Byte("roadSign"), Byte("roadSignValue"), .. SafetyPlace,
        ]),
        new(0x65, new("驾驶员状态监测系统报警", "Driver monitoring alarm (苏标)"),
            [DWord("alarmId"), Byte("phase", AlarmPhases), Byte("kind", DriverKinds), Byte("level"), Byte("fatigue"), Bytes("reserved4", 4), .. SafetyPlace]),
        new(0x66, new("胎压监测系统报警", "Tyre pressure alarm (苏标)"),
        [
            DWord("alarmId"), Byte("phase", AlarmPhases), .. SafetyPlace, Count("tyreCount", 1, "tyres"),
            List("tyres", "tyreCount", Byte("position"), Word("kind", TyreKinds), Word("pressure", "kPa"), Word("temperature", "°C"), Word("battery", "%")),
        ]),
        new(0x67, new("盲区监测系统报警", "Blind spot alarm (苏标)"), [DWord("alarmId"), Byte("phase", AlarmPhases), Byte("kind", BlindSpotKinds), .. SafetyPlace]),
    ];

    /// <summary>By id.</summary>
    public static readonly IReadOnlyDictionary<uint, ItemLayout> Table = Rows
        .Concat(Enumerable.Range(0xE0, 0x20).Select(id => new ItemLayout((uint)id, new("厂商自定义", "Vendor's own"), [])))
        .ToDictionary(r => r.Id);

    private static BitTable Channels(int count) =>
        new([.. Enumerable.Range(0, count).Select(i => (i, $"通道{i + 1}", $"Channel {i + 1}"))]);
}
