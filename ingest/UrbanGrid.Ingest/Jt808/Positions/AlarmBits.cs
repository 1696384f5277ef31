using UrbanGrid.Ingest.Jt808.Layouts;

namespace UrbanGrid.Ingest.Jt808.Positions;

/// <summary>
/// Alarm bits of a position (报警标志位), JT/T 808-2019 table 24. 2011 and 2013 have the same ones but: 3 is called 危险预警, 15 to 17
/// are reserved, 29 and 30 are warnings (碰撞预警, 侧翻预警).
/// </summary>
internal static class AlarmBits
{
    public static readonly BitTable Table = new(
        (0, "紧急报警", "Emergency"),
        (1, "超速报警", "Overspeed"),
        (2, "疲劳驾驶报警", "Fatigue"),
        (3, "危险驾驶行为报警", "Dangerous driving"),
        (4, "GNSS模块发生故障", "GNSS module fault"),
        (5, "GNSS天线未接或被剪断", "GNSS antenna not connected or cut"),
        (6, "GNSS天线短路", "GNSS antenna shorted"),
        (7, "终端主电源欠压", "Main power too low"),
        (8, "终端主电源掉电", "Main power cut"),
        (9, "终端LCD或显示器故障", "Display fault"),
        (10, "TTS模块故障", "Speech module fault"),
        (11, "摄像头故障", "Camera fault"),
        (12, "道路运输证IC卡模块故障", "Licence card reader fault"),
        (13, "超速预警", "Overspeed warning"),
        (14, "疲劳驾驶预警", "Fatigue warning"),
        (15, "违规行驶报警", "Driving against the rules"),
        (16, "胎压预警", "Tyre pressure warning"),
        (17, "右转盲区异常报警", "Blind spot when turning right"),
        (18, "当天累计驾驶超时", "Driven too long today"),
        (19, "超时停车", "Parked too long"),
        (20, "进出区域", "Area entered or left"),
        (21, "进出路线", "Route entered or left"),
        (22, "路段行驶时间不足/过长", "Section driven too fast or too slowly"),
        (23, "路线偏离报警", "Off the route"),
        (24, "车辆VSS故障", "Speed sensor fault"),
        (25, "车辆油量异常", "Fuel level unusual"),
        (26, "车辆被盗", "Vehicle stolen"),
        (27, "车辆非法点火", "Unlawful ignition"),
        (28, "车辆非法位移", "Unlawful displacement"),
        (29, "碰撞侧翻报警", "Collision"),
        (30, "侧翻预警", "Rollover warning"),
        (31, "非法开门报警", "Door opened unlawfully"));
}
