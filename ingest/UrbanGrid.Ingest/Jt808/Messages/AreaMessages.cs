using UrbanGrid.Ingest.Jt808.Layouts;
using static UrbanGrid.Ingest.Jt808.Layouts.Shapes;
using static UrbanGrid.Ingest.Jt808.Messages.MessageLayout;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Areas and routes a terminal watches itself: JT/T 808 §8.34 to §8.42.</summary>
internal static class AreaMessages
{
    private static readonly CodeTable Actions = new((0, "更新", "Replace"), (1, "追加", "Append"), (2, "修改", "Change"));

    private static readonly CodeTable QueryKinds = new((1, "圆形区域", "Circles"), (2, "矩形区域", "Rectangles"), (3, "多边形区域", "Polygons"), (4, "线路", "Routes"));

    private const string Attributes = "attributes";

    private static readonly BitTable AreaAttributes = new(
        (0, "根据时间", "By time"), (1, "限速", "Speed limit"), (2, "进区域报警给驾驶员", "Tell the driver on entering"), (3, "进区域报警给平台", "Tell the platform on entering"),
        (4, "出区域报警给驾驶员", "Tell the driver on leaving"), (5, "出区域报警给平台", "Tell the platform on leaving"), (6, "南纬", "South"), (7, "西经", "West"),
        (8, "禁止开门", "Doors stay closed"), (14, "进区域关闭通信模块", "Stop traffic inside"), (15, "进区域采集GNSS详细定位数据", "Record GNSS inside"));

    private static readonly BitTable RouteAttributes = new(
        (0, "根据时间", "By time"), (2, "进路线报警给驾驶员", "Tell the driver on entering"), (3, "进路线报警给平台", "Tell the platform on entering"),
        (4, "出路线报警给驾驶员", "Tell the driver on leaving"), (5, "出路线报警给平台", "Tell the platform on leaving"));

    private static readonly BitTable SectionAttributes = new((0, "行驶时间", "Driving time"), (1, "限速", "Speed limit"), (2, "南纬", "South"), (3, "西经", "West"));

    private static readonly Field Hours = WhenBit(Attributes, 0, TimeOrNone("from"), TimeOrNone("to"));
    private static readonly Field Speed = WhenBit(Attributes, 1, Word("maxSpeed", "km/h"), Byte("overspeedHold", "s"));
    private static readonly Field[] NightAndName = [WhenBit(Attributes, 1, Word("maxSpeedAtNight", "km/h")), TextAfter("name", 2)];

    public static readonly MessageLayout[] Rows =
    [
        .. Areas(0x8600, "设置圆形区域", "Set circles", "circles", [Lat("latitude"), Lon("longitude"), DWord("radius", "m")]),
        Deletion(0x8601, "删除圆形区域", "Delete circles"),
        .. Areas(0x8602, "设置矩形区域", "Set rectangles", "rectangles", [Lat("topLatitude"), Lon("leftLongitude"), Lat("bottomLatitude"), Lon("rightLongitude")]),
        Deletion(0x8603, "删除矩形区域", "Delete rectangles"),
        New2019(0x8604, "设置多边形区域", "Set a polygon", PolygonOf([]), PolygonOf(NightAndName)),
        Deletion(0x8605, "删除多边形区域", "Delete polygons"),
        New2019(0x8606, "设置路线", "Set a route", RouteOf([], []), RouteOf([Word("maxSpeedAtNight", "km/h")], [TextAfter("name", 2)])),
        Deletion(0x8607, "删除路线", "Delete routes"),
        Same(0x8608, "查询区域或线路数据", "Ask for areas or routes (2019)", Byte("kind", QueryKinds), Count("count", 4, "ids"), Numbers("ids", 4, "count")),
        Same(0x0608, "查询区域或线路数据应答", "Answer with areas or routes (2019)", Byte("kind", QueryKinds), DWord("count"), Bytes("data")),
    ];

    private static Field Lat(string name) => Degrees(name, Attributes, 6);

    private static Field Lon(string name) => Degrees(name, Attributes, 7);

    private static IEnumerable<MessageLayout> Areas(ushort id, string zh, string en, string list, Field[] shape)
    {
        Field[] area = [DWord("id"), Word(Attributes, AreaAttributes), .. shape, Hours, Speed];
        yield return New2019(
            id, zh, en,
            [Byte("action", Actions), Count("count", 1, list), List(list, "count", area)],
            [Byte("action", Actions), Count("count", 1, list), List(list, "count", [.. area, .. NightAndName])]);
    }

    private static MessageLayout Deletion(ushort id, string zh, string en) => Same(id, zh, en, Count("count", 1, "ids"), Numbers("ids", 4, "count"));

    private static Field[] PolygonOf(Field[] end) =>
    [
        DWord("id"), Word(Attributes, AreaAttributes), Hours, Speed, Count("count", 2, "points"), List("points", "count", Degrees("latitude"), Degrees("longitude")), .. end,
    ];

    private static Field[] RouteOf(Field[] speedEnd, Field[] end) =>
    [
        DWord("id"), Word(Attributes, RouteAttributes), Hours, Count("count", 2, "points"),
        List(
            "points", "count", DWord("pointId"), DWord("sectionId"), Degrees("latitude"), Degrees("longitude"), Byte("width", "m"), Byte(Attributes, SectionAttributes),
            WhenBit(Attributes, 0, Word("longest", "s"), Word("shortest", "s")),
            WhenBit(Attributes, 1, [Word("maxSpeed", "km/h"), Byte("overspeedHold", "s"), .. speedEnd])),
        .. end,
    ];
}
