namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>Messages that become events of the device, and what the events are called.</summary>
internal static class TerminalEvents
{
    private static readonly Dictionary<ushort, string> Types = new()
    {
        [0x0104] = "terminal_parameters",
        [0x0107] = "terminal_properties",
        [0x0108] = "terminal_upgrade",
        [0x0301] = "driver_event",
        [0x0302] = "question_answer",
        [0x0303] = "information_order",
        [0x0608] = "terminal_areas",
        [0x0700] = "recorder_data",
        [0x0701] = "waybill",
        [0x0702] = "driver",
        [0x0705] = "can_data",
        [0x0800] = "media_event",
        [0x0802] = "media_list",
        [0x0805] = "photo_answer",
        [0x0900] = "pass_through",
        [0x0901] = "compressed_data",
        [0x0A00] = "terminal_key",
        [0x1003] = "video_properties",
        [0x1005] = "passengers",
        [0x1205] = "recordings",
        [0x1206] = "upload_finished",
    };

    /// <summary>Whether a message becomes an event.</summary>
    public static bool Knows(ushort messageId) => Types.ContainsKey(messageId);

    /// <summary>What the event is called.</summary>
    public static string TypeOf(ushort messageId) => Types.GetValueOrDefault(messageId) ?? $"jt808_0x{messageId:X4}";
}
