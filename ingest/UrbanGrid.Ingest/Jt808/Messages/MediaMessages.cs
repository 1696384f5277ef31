using UrbanGrid.Ingest.Jt808.Layouts;
using UrbanGrid.Ingest.Jt808.Positions;
using static UrbanGrid.Ingest.Jt808.Layouts.Shapes;
using static UrbanGrid.Ingest.Jt808.Messages.MessageLayout;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Pictures, sound and short videos: JT/T 808 §8.51 to §8.59.</summary>
internal static class MediaMessages
{
    public static readonly CodeTable MediaKinds = new((0, "图像", "Picture"), (1, "音频", "Sound"), (2, "视频", "Video"));

    public static readonly CodeTable Formats = new((0, "JPEG", "JPEG"), (1, "TIF", "TIF"), (2, "MP3", "MP3"), (3, "WAV", "WAV"), (4, "WMV", "WMV"));

    public static readonly CodeTable Causes = new(
        (0, "平台下发指令", "Ordered by the platform"), (1, "定时动作", "By time"), (2, "抢劫报警触发", "Robbery alarm"), (3, "碰撞侧翻报警触发", "Collision or rollover alarm"),
        (4, "门开拍照", "Door opened"), (5, "门关拍照", "Door closed"), (6, "车门由开变关，车速从小于20km到超过20km", "Doors closed and speed above 20 km/h"), (7, "定距拍照", "By distance"));

    private static readonly CodeTable PhotoResults = new((0, "成功", "Taken"), (1, "失败", "Failed"), (2, "通道不支持", "No such channel"));

    private static readonly CodeTable Resolutions = new(
        (0, "最低分辨率", "Lowest"), (1, "320×240", "320×240"), (2, "640×480", "640×480"), (3, "800×600", "800×600"), (4, "1024×768", "1024×768"),
        (5, "176×144", "QCIF"), (6, "352×288", "CIF"), (7, "704×288", "Half D1"), (8, "704×576", "D1"), (0xFF, "最高分辨率", "Highest"));

    private static readonly CodeTable SaveKinds = new((0, "实时上传", "Upload"), (1, "保存", "Keep"));

    private static readonly CodeTable Deletions = new((0, "保留", "Keep"), (1, "删除", "Delete"));

    private static readonly Field[] Media = [DWord("mediaId"), Byte("kind", MediaKinds), Byte("format", Formats), Byte("cause", Causes), Byte("channel")];

    private static readonly Field[] Query = [Byte("kind", MediaKinds), Byte("channel"), Byte("cause", Causes), TimeOrNone("from"), TimeOrNone("to")];

    private static readonly Field[] Shot =
    [
        Byte("channel"), Word("command"), Word("interval", "s"), Byte("save", SaveKinds), Byte("resolution", Resolutions), Byte("quality"), Byte("brightness"),
        Byte("contrast"), Byte("saturation"), Byte("hue"),
    ];

    public static readonly MessageLayout[] Rows =
    [
        Same(0x0800, "多媒体事件信息上传", "Media event", Media),
        new(
            0x0801, new("多媒体数据上传", "Media data"),
            new BodyLayout(Jt808Version.V2011, [.. Media, Bytes("data")], body => !TerminalPicture.HasPosition(body)),
            new BodyLayout(Jt808Version.V2013, [.. Media, .. PositionLayout.Basic, Bytes("data")], TerminalPicture.HasPosition)),
        Same(0x0802, "存储多媒体数据检索应答", "Answer to a search for media", Word("answeredSerial"), Count("count", 2, "media"), List("media", "count", [DWord("mediaId"), Byte("kind", MediaKinds), Byte("channel"), Byte("cause", Causes), .. PositionLayout.Basic])),
        Same(0x0805, "摄像头立即拍摄命令应答", "Answer to a photo order", Word("answeredSerial"), Byte("result", PhotoResults), Optional("count", Count("count", 2, "mediaIds"), Numbers("mediaIds", 4, "count"))),
        Same(0x8800, "多媒体数据上传应答", "Answer to media data", DWord("mediaId"), Optional("count", Count("count", 1, "missing"), Numbers("missing", 2, "count"))),
        Same(0x8801, "摄像头立即拍摄命令", "Take photos", Shot),
        Same(0x8802, "存储多媒体数据检索", "Search media", Query),
        Same(0x8803, "存储多媒体数据上传命令", "Upload media", [.. Query, Byte("after", Deletions)]),
        Same(0x8804, "录音开始命令", "Record sound", Byte("command"), Word("duration", "s"), Byte("save", SaveKinds), Byte("rate")),
        Same(0x8805, "单条存储多媒体数据检索上传命令", "Upload one medium", DWord("mediaId"), Byte("after", Deletions)),
    ];
}
