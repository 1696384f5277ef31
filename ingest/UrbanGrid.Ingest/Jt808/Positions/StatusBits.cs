using System.Text.Json.Nodes;
using UrbanGrid.Ingest.Jt808.Layouts;

namespace UrbanGrid.Ingest.Jt808.Positions;

/// <summary>
/// Status bits of a position (状态位), JT/T 808-2019 table 25. Bits 6, 7 and 22 came in 2019; bits 8 and 9 are one number, the load.
/// </summary>
internal static class StatusBits
{
    public const uint Acc = 1 << 0;
    public const uint Fix = 1 << 1;
    public const uint South = 1 << 2;
    public const uint West = 1 << 3;
    public const int LoadShift = 8;

    /// <summary>Load (载货状态) by the number of bits 8 and 9.</summary>
    public static readonly CodeTable Loads = new(
        (0, "空车", "Empty"),
        (1, "半载", "Half full"),
        (2, "保留", "Reserved"),
        (3, "满载", "Full"));

    /// <summary>Bit, what it means while it is set, what while it is not.</summary>
    private static readonly (int Bit, string Key, TwoNames Set, TwoNames Clear)[] Rows =
    [
        (0, "acc", new("ACC开", "Engine on"), new("ACC关", "Engine off")),
        (1, "fix", new("定位", "Fix"), new("未定位", "No fix")),
        (2, "south", new("南纬", "South"), new("北纬", "North")),
        (3, "west", new("西经", "West"), new("东经", "East")),
        (4, "outOfOperation", new("停运状态", "Out of operation"), new("运营状态", "In operation")),
        (5, "encryptedCoordinates", new("经纬度已经保密插件加密", "Coordinates encrypted"), new("经纬度未经保密插件加密", "Coordinates plain")),
        (6, "collisionWarning", new("紧急刹车系统采集的前撞预警", "Front collision warning (2019)"), new("无前撞预警", "No front collision warning")),
        (7, "laneWarning", new("车道偏移预警", "Lane departure warning (2019)"), new("无车道偏移预警", "No lane departure warning")),
        (10, "oilCut", new("车辆油路断开", "Fuel line cut"), new("车辆油路正常", "Fuel line normal")),
        (11, "circuitCut", new("车辆电路断开", "Circuit cut"), new("车辆电路正常", "Circuit normal")),
        (12, "doorsLocked", new("车门加锁", "Doors locked"), new("车门解锁", "Doors unlocked")),
        (13, "door1Open", new("门1开(前门)", "Door 1 (front) open"), new("门1关(前门)", "Door 1 (front) closed")),
        (14, "door2Open", new("门2开(中门)", "Door 2 (middle) open"), new("门2关(中门)", "Door 2 (middle) closed")),
        (15, "door3Open", new("门3开(后门)", "Door 3 (back) open"), new("门3关(后门)", "Door 3 (back) closed")),
        (16, "door4Open", new("门4开(驾驶席门)", "Door 4 (driver) open"), new("门4关(驾驶席门)", "Door 4 (driver) closed")),
        (17, "door5Open", new("门5开(自定义)", "Door 5 open"), new("门5关(自定义)", "Door 5 closed")),
        (18, "gps", new("使用GPS卫星进行定位", "GPS used"), new("未使用GPS卫星进行定位", "GPS not used")),
        (19, "beiDou", new("使用北斗卫星进行定位", "BeiDou used"), new("未使用北斗卫星进行定位", "BeiDou not used")),
        (20, "glonass", new("使用GLONASS卫星进行定位", "GLONASS used"), new("未使用GLONASS卫星进行定位", "GLONASS not used")),
        (21, "galileo", new("使用Galileo卫星进行定位", "Galileo used"), new("未使用Galileo卫星进行定位", "Galileo not used")),
        (22, "moving", new("车辆处于行驶状态", "Vehicle moving (2019)"), new("车辆处于停止状态", "Vehicle standing (2019)")),
    ];

    /// <summary>Every bit that says something: those set, and those whose being clear is news of its own (engine, fix).</summary>
    public static JsonArray Describe(uint status)
    {
        var said = new JsonArray();
        foreach (var (bit, key, set, clear) in Rows)
        {
            var isSet = (status >> bit & 1) == 1;
            if (isSet || bit <= 1)
            {
                var names = isSet ? set : clear;
                said.Add((JsonNode)new JsonObject { ["bit"] = bit, ["key"] = key, ["on"] = isSet, ["zh"] = names.Zh, ["en"] = names.En });
            }
        }

        return said;
    }
}

/// <summary>The status of a position, shown with every bit by name and the load.</summary>
internal sealed class StatusField(string name) : Field(name)
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (!body.TryTake(4, Name, out var bytes))
        {
            return;
        }

        var status = (uint)BodyReader.Number(bytes);
        var load = status >> StatusBits.LoadShift & 3;
        var names = StatusBits.Loads.Find(load)!.Value;
        into[Name] = new JsonObject
        {
            ["value"] = status,
            ["hex"] = $"0x{status:X8}",
            ["bits"] = StatusBits.Describe(status),
            ["load"] = new JsonObject { ["value"] = load, ["zh"] = names.Zh, ["en"] = names.En },
        };
    }

    public override void Write(BodyWriter body, JsonObject from) => body.Number((ulong)Math.Max(0, Number(from[Name])), 4);
}
