using UrbanGrid.Ingest.Jt808.Layouts;
using static UrbanGrid.Ingest.Jt808.Layouts.Shapes;
using static UrbanGrid.Ingest.Jt808.Messages.MessageLayout;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Messages of JT/T 1078-2016 (道路运输车辆卫星定位系统 视频通信协议), which travel in frames of JT/T 808.</summary>
internal static class VideoMessages
{
    private static readonly CodeTable LiveKinds = new(
        (0, "音视频", "Sound and picture"), (1, "视频", "Picture"), (2, "双向对讲", "Talk"), (3, "监听", "Listen"), (4, "中心广播", "Broadcast"), (5, "透传", "Pass-through"));

    private static readonly CodeTable Streams = new((0, "主码流", "Main stream"), (1, "子码流", "Sub-stream"));

    private static readonly CodeTable RecordKinds = new((0, "音视频", "Sound and picture"), (1, "音频", "Sound"), (2, "视频", "Picture"), (3, "视频或音视频", "Picture, or both"));

    private static readonly CodeTable RecordStreams = new((0, "所有码流", "All streams"), (1, "主码流", "Main stream"), (2, "子码流", "Sub-stream"));

    private static readonly CodeTable Storages = new((0, "所有存储器", "All storages"), (1, "主存储器", "Main storage"), (2, "灾备存储器", "Backup storage"));

    private static readonly CodeTable LiveCommands = new(
        (0, "关闭音视频传输指令", "Stop"), (1, "切换码流", "Change stream"), (2, "暂停该通道所有流的发送", "Pause"), (3, "恢复暂停前流的发送", "Resume"), (4, "关闭双向对讲", "Stop talking"));

    private static readonly CodeTable PlaybackModes = new(
        (0, "正常回放", "Normal"), (1, "快进回放", "Fast"), (2, "关键帧快退回放", "Backwards"), (3, "关键帧播放", "Key frames"), (4, "单帧上传", "Single frame"));

    private static readonly CodeTable PlaybackCommands = new(
        (0, "开始回放", "Play"), (1, "暂停回放", "Pause"), (2, "结束回放", "Stop"), (3, "快进回放", "Fast"), (4, "关键帧快退回放", "Backwards"), (5, "拖动回放", "Seek"), (6, "关键帧播放", "Key frames"));

    private static readonly CodeTable UploadCommands = new((0, "暂停", "Pause"), (1, "继续", "Resume"), (2, "取消", "Cancel"));

    private static readonly CodeTable UploadResults = new((0, "成功", "Done"), (1, "失败", "Failed"));

    private static readonly CodeTable Encodings = new(
        (1, "G.721", "G.721"), (2, "G.722", "G.722"), (3, "G.723", "G.723"), (4, "G.728", "G.728"), (5, "G.729", "G.729"), (6, "G.711A", "G.711A"), (7, "G.711U", "G.711U"),
        (8, "G.726", "G.726"), (19, "AAC", "AAC"), (25, "MP3", "MP3"), (26, "ADPCMA", "ADPCMA"), (98, "H.264", "H.264"), (99, "H.265", "H.265"), (100, "AVS", "AVS"), (101, "SVAC", "SVAC"));

    private static readonly Field[] Span = [TimeOrNone("from"), TimeOrNone("to")];

    private static readonly Field[] Recording = [.. Span, new NumberField("alarms", 8), Byte("kind", RecordKinds), Byte("stream", RecordStreams), Byte("storage", Storages)];

    private static readonly Field[] Server = [TextAfter("host"), Word("tcpPort"), Word("udpPort")];

    public static readonly MessageLayout[] Rows =
    [
        Same(0x1003, "终端上传音视频属性", "Audio and video properties", Byte("audioEncoding", Encodings), Byte("audioChannels"), Byte("sampleRate"), Byte("sampleBits"), Word("audioFrameLength"), Byte("audioOutput"), Byte("videoEncoding", Encodings), Byte("maxAudioChannels"), Byte("maxVideoChannels")),
        Same(0x1005, "终端上传乘客流量", "Passengers", [.. Span, Word("on"), Word("off")]),
        Same(0x1205, "终端上传音视频资源列表", "List of recordings", Word("answeredSerial"), Count("count", 4, "recordings"), List("recordings", "count", [Byte("channel"), .. Recording, DWord("size", "B")])),
        Same(0x1206, "文件上传完成通知", "Upload finished", Word("answeredSerial"), Byte("result", UploadResults)),
        Same(0x9003, "查询终端音视频属性", "Ask for audio and video properties"),
        Same(0x9101, "实时音视频传输请求", "Ask for live video", [.. Server, Byte("channel"), Byte("kind", LiveKinds), Byte("stream", Streams)]),
        Same(0x9102, "音视频实时传输控制", "Control live video", Byte("channel"), Byte("command", LiveCommands), Byte("closes"), Byte("stream", Streams)),
        Same(0x9105, "实时音视频传输状态通知", "State of live video", Byte("channel"), Byte("lost", "%")),
        Same(0x9201, "平台下发远程录像回放请求", "Ask for playback", [.. Server, Byte("channel"), Byte("kind", RecordKinds), Byte("stream", RecordStreams), Byte("storage", Storages), Byte("mode", PlaybackModes), Byte("speed"), .. Span]),
        Same(0x9202, "平台下发远程录像回放控制", "Control playback", Byte("channel"), Byte("command", PlaybackCommands), Byte("speed"), TimeOrNone("position")),
        Same(0x9205, "查询资源列表", "Ask for recordings", [Byte("channel"), .. Recording]),
        Same(0x9206, "文件上传指令", "Upload recordings", [TextAfter("host"), Word("port"), TextAfter("user"), TextAfter("password"), TextAfter("path"), Byte("channel"), .. Recording, Byte("conditions")]),
        Same(0x9207, "文件上传控制", "Control an upload", Word("answeredSerial"), Byte("command", UploadCommands)),
        Same(0x9301, "云台旋转", "Turn the camera", Byte("channel"), Byte("direction"), Byte("speed")),
        Same(0x9302, "云台调整焦距控制", "Focus", Byte("channel"), Byte("direction")),
        Same(0x9303, "云台调整光圈控制", "Iris", Byte("channel"), Byte("direction")),
        Same(0x9304, "云台雨刷控制", "Wiper", Byte("channel"), Byte("on")),
        Same(0x9305, "红外补光控制", "Infrared light", Byte("channel"), Byte("on")),
        Same(0x9306, "云台变倍控制", "Zoom", Byte("channel"), Byte("direction")),
    ];
}
