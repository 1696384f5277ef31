using UrbanGrid.Ingest.Jt808.Layouts;
using static UrbanGrid.Ingest.Jt808.Layouts.Shapes;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Parameters of a terminal (终端参数设置各参数项定义), JT/T 808-2019 table 12 and JT/T 1078-2016 table 2.</summary>
internal static class ParameterTable
{
    /// <summary>Key of a parameter's value.</summary>
    public const string Value = "value";

    /// <summary>By id.</summary>
    public static readonly IReadOnlyDictionary<uint, ItemLayout> Rows = new ItemLayout[]
    {
        Wide(0x0001, "终端心跳发送间隔", "Heartbeat interval", "s"),
        Wide(0x0002, "TCP消息应答超时时间", "TCP answer time", "s"),
        Wide(0x0003, "TCP消息重传次数", "TCP repeats"),
        Wide(0x0004, "UDP消息应答超时时间", "UDP answer time", "s"),
        Wide(0x0005, "UDP消息重传次数", "UDP repeats"),
        Wide(0x0006, "SMS消息应答超时时间", "SMS answer time", "s"),
        Wide(0x0007, "SMS消息重传次数", "SMS repeats"),
        Words(0x0010, "主服务器APN", "Main server APN"),
        Words(0x0011, "主服务器无线通信拨号用户名", "Main server dial user"),
        Words(0x0012, "主服务器无线通信拨号密码", "Main server dial password"),
        Words(0x0013, "主服务器地址", "Main server address"),
        Words(0x0014, "备份服务器APN", "Backup server APN"),
        Words(0x0015, "备份服务器无线通信拨号用户名", "Backup server dial user"),
        Words(0x0016, "备份服务器无线通信拨号密码", "Backup server dial password"),
        Words(0x0017, "备份服务器地址", "Backup server address"),
        Wide(0x0018, "服务器TCP端口", "Server TCP port"),
        Wide(0x0019, "服务器UDP端口", "Server UDP port"),
        Words(0x001A, "道路运输证IC卡认证主服务器IP地址或域名", "Licence card server"),
        Wide(0x001B, "道路运输证IC卡认证服务器TCP端口", "Licence card server TCP port"),
        Wide(0x001C, "道路运输证IC卡认证服务器UDP端口", "Licence card server UDP port"),
        Words(0x001D, "道路运输证IC卡认证备份服务器地址", "Licence card backup server"),
        Wide(0x0020, "位置汇报策略", "Report strategy"),
        Wide(0x0021, "位置汇报方案", "Report scheme"),
        Wide(0x0022, "驾驶员未登录汇报时间间隔", "Interval without a driver", "s"),
        Words(0x0023, "从服务器APN", "Second server APN (2019)"),
        Words(0x0024, "从服务器无线通信拨号用户名", "Second server dial user (2019)"),
        Words(0x0025, "从服务器无线通信拨号密码", "Second server dial password (2019)"),
        Words(0x0026, "从服务器备份地址", "Second server backup address (2019)"),
        Wide(0x0027, "休眠时汇报时间间隔", "Interval asleep", "s"),
        Wide(0x0028, "紧急报警时汇报时间间隔", "Interval in an emergency", "s"),
        Wide(0x0029, "缺省时间汇报间隔", "Default interval", "s"),
        Wide(0x002C, "缺省距离汇报间隔", "Default distance", "m"),
        Wide(0x002D, "驾驶员未登录汇报距离间隔", "Distance without a driver", "m"),
        Wide(0x002E, "休眠时汇报距离间隔", "Distance asleep", "m"),
        Wide(0x002F, "紧急报警时汇报距离间隔", "Distance in an emergency", "m"),
        Wide(0x0030, "拐点补传角度", "Angle of a turn reported", "°"),
        Short(0x0031, "电子围栏半径", "Radius of unlawful displacement", "m"),
        Plain(0x0032, "违规行驶时段范围", "Forbidden hours (2019)"),
        Words(0x0040, "监控平台电话号码", "Platform's phone"),
        Words(0x0041, "复位电话号码", "Phone that restarts"),
        Words(0x0042, "恢复出厂设置电话号码", "Phone that resets to factory settings"),
        Words(0x0043, "监控平台SMS电话号码", "Platform's SMS number"),
        Words(0x0044, "接收终端SMS文本报警号码", "SMS number for alarms"),
        Wide(0x0045, "终端电话接听策略", "Answering strategy"),
        Wide(0x0046, "每次最长通话时间", "Longest call", "s"),
        Wide(0x0047, "当月最长通话时间", "Longest calls in a month", "s"),
        Words(0x0048, "监听电话号码", "Listening phone"),
        Words(0x0049, "监管平台特权短信号码", "Privileged SMS number"),
        Wide(0x0050, "报警屏蔽字", "Alarm mask"),
        Wide(0x0051, "报警发送文本SMS开关", "Alarms by SMS"),
        Wide(0x0052, "报警拍摄开关", "Alarms with photo"),
        Wide(0x0053, "报警拍摄存储标志", "Alarm photos kept"),
        Wide(0x0054, "关键标志", "Key flags"),
        Wide(0x0055, "最高速度", "Highest speed", "km/h"),
        Wide(0x0056, "超速持续时间", "Overspeed hold", "s"),
        Wide(0x0057, "连续驾驶时间门限", "Longest driving at a stretch", "s"),
        Wide(0x0058, "当天累计驾驶时间门限", "Longest driving in a day", "s"),
        Wide(0x0059, "最小休息时间", "Shortest rest", "s"),
        Wide(0x005A, "最长停车时间", "Longest parking", "s"),
        Short(0x005B, "超速预警差值", "Overspeed warning margin", "km/h", 0.1m),
        Short(0x005C, "疲劳驾驶预警差值", "Fatigue warning margin", "s"),
        Short(0x005D, "碰撞报警参数", "Collision parameters"),
        Short(0x005E, "侧翻报警参数", "Rollover angle", "°"),
        Wide(0x0064, "定时拍照控制", "Photos by time"),
        Wide(0x0065, "定距拍照控制", "Photos by distance"),
        Wide(0x0070, "图像/视频质量", "Picture quality"),
        Wide(0x0071, "亮度", "Brightness"),
        Wide(0x0072, "对比度", "Contrast"),
        Wide(0x0073, "饱和度", "Saturation"),
        Wide(0x0074, "色度", "Hue"),
        Plain(0x0075, "音视频参数设置", "Audio and video (JT/T 1078)"),
        Plain(0x0076, "音视频通道列表设置", "Channel list (JT/T 1078)"),
        Plain(0x0077, "单独视频通道参数设置", "Single channels (JT/T 1078)"),
        Plain(0x0079, "特殊报警录像参数设置", "Alarm recordings (JT/T 1078)"),
        Wide(0x007A, "视频相关报警屏蔽字", "Video alarm mask (JT/T 1078)"),
        Plain(0x007B, "图像分析报警参数设置", "Picture analysis (JT/T 1078)"),
        Plain(0x007C, "终端休眠唤醒模式设置", "Waking from sleep (JT/T 1078)"),
        Wide(0x0080, "车辆里程表读数", "Odometer", "km", 0.1m),
        Short(0x0081, "车辆所在的省域ID", "Province"),
        Short(0x0082, "车辆所在的市县域ID", "City"),
        Words(0x0083, "机动车号牌", "Plate"),
        new(0x0084, new("车牌颜色", "Plate colour"), [Byte("colour", SessionMessages.PlateColours)]),
        One(0x0090, "GNSS定位模式", "GNSS mode"),
        One(0x0091, "GNSS波特率", "GNSS baud rate"),
        One(0x0092, "GNSS模块详细定位数据输出频率", "GNSS output rate"),
        Wide(0x0093, "GNSS模块详细定位数据采集频率", "GNSS sampling interval", "s"),
        One(0x0094, "GNSS模块详细定位数据上传方式", "GNSS upload mode"),
        Wide(0x0095, "GNSS模块详细定位数据上传设置", "GNSS upload setting"),
        Wide(0x0100, "CAN总线通道1采集时间间隔", "CAN 1 sampling interval", "ms"),
        Short(0x0101, "CAN总线通道1上传时间间隔", "CAN 1 upload interval", "s"),
        Wide(0x0102, "CAN总线通道2采集时间间隔", "CAN 2 sampling interval", "ms"),
        Short(0x0103, "CAN总线通道2上传时间间隔", "CAN 2 upload interval", "s"),
        Plain(0x0110, "CAN总线ID单独采集设置", "CAN id sampled apart"),
    }.ToDictionary(r => r.Id);

    private static ItemLayout Wide(uint id, string zh, string en, string unit = "", decimal scale = 1) => new(id, new(zh, en), [DWord(Value, unit, scale)]);

    private static ItemLayout Short(uint id, string zh, string en, string unit = "", decimal scale = 1) => new(id, new(zh, en), [Word(Value, unit, scale)]);

    private static ItemLayout One(uint id, string zh, string en) => new(id, new(zh, en), [Byte(Value)]);

    private static ItemLayout Words(uint id, string zh, string en) => new(id, new(zh, en), [Text(Value)]);

    private static ItemLayout Plain(uint id, string zh, string en) => new(id, new(zh, en), []);
}
