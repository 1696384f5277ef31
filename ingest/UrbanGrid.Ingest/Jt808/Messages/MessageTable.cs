using UrbanGrid.Ingest.Jt808.Layouts;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Every message the hub can read and write, by id.</summary>
internal static class MessageTable
{
    private static readonly Dictionary<ushort, MessageLayout> Table = SessionMessages.Rows
        .Concat(PositionMessages.Rows)
        .Concat(ParameterMessages.Rows)
        .Concat(TextMessages.Rows)
        .Concat(AreaMessages.Rows)
        .Concat(RecorderMessages.Rows)
        .Concat(MediaMessages.Rows)
        .Concat(VideoMessages.Rows)
        .ToDictionary(m => m.Id);

    /// <summary>All, in the order of their ids.</summary>
    public static IEnumerable<MessageLayout> All => Table.Values.OrderBy(m => m.Id);

    /// <summary>A message; null if nobody knows it.</summary>
    public static MessageLayout? Find(ushort id) => Table.GetValueOrDefault(id);
}
