using System.Buffers.Binary;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Jt808.Messages;
using UrbanGrid.Ingest.Jt808.Positions;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Pipeline;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>One position (0x0200), or one inside an answer.</summary>
/// <param name="messageId">Message it came in.</param>
/// <param name="body">The position, without what stands before it.</param>
internal sealed class PositionMessage(ushort messageId, ReadOnlyMemory<byte> body) : IForeignMessage
{
    public TopicKind Kind => TopicKind.Position;

    public string Source => Sources.Of(messageId);

    public ReadOnlyMemory<byte> Bytes => body;

    public void Read(in ReadScope scope) => PositionReading.Add(body.Span, spooled: false, scope);
}

/// <summary>A batch of positions (0x0704), stored and answered as one.</summary>
internal sealed class BatchMessage(ReadOnlyMemory<byte> body) : IForeignMessage
{
    private const int Head = 3;

    public TopicKind Kind => TopicKind.Position;

    public string Source => Sources.Of(MessageIds.Batch);

    public ReadOnlyMemory<byte> Bytes => body;

    public void Read(in ReadScope scope)
    {
        var bytes = body.Span;
        if (bytes.Length < Head)
        {
            scope.Observation.RefuseWhole(Refusal.BadFrame, $"A batch has {Head} bytes at least, not {bytes.Length}.");
            return;
        }

        var (count, spooled) = (BinaryPrimitives.ReadUInt16BigEndian(bytes), bytes[2] == 1);
        bytes = bytes[Head..];
        var read = 0;
        while (bytes.Length >= 2)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(bytes), bytes.Length - 2);
            if (++read > scope.Options.MaxSamples)
            {
                scope.Observation.Refuse(Refusal.TooManySamples, $"{count} positions; {scope.Options.MaxSamples} are allowed.");
                return;
            }

            PositionReading.Add(bytes.Slice(2, length), spooled, scope);
            bytes = bytes[(2 + length)..];
        }

        if (read < count)
        {
            scope.Observation.Refuse(Refusal.BadFrame, $"{count} positions announced, {read} there.");
        }
    }
}

/// <summary>Anything else a terminal tells: it becomes an event with the message's fields.</summary>
internal sealed class EventMessage(ushort messageId, Jt808Version version, ReadOnlyMemory<byte> body) : IForeignMessage
{
    private const int MaxData = 16 * 1024;

    public TopicKind Kind => TopicKind.Event;

    public string Source => Sources.Of(messageId);

    public ReadOnlyMemory<byte> Bytes => body;

    public void Read(in ReadScope scope)
    {
        scope.TryStamp(null, out var timestamp);
        var fields = MessageBody.Read(messageId, version, body.Span).Fields;
        fields["messageId"] = $"0x{messageId:X4}";
        var data = fields.ToJsonString();
        if (data.Length > MaxData)
        {
            scope.Observation.RefuseWhole(Refusal.PayloadTooLarge, $"{data.Length} characters; {MaxData} are kept of an event.");
            return;
        }

        scope.Observation.Event = new DeviceEvent(timestamp, TerminalEvents.TypeOf(messageId), data);
    }
}

/// <summary>A sign of life (0x0002), or the end of it (0x0003).</summary>
internal sealed class PresenceMessage(bool isThere) : IForeignMessage
{
    public TopicKind Kind => TopicKind.Status;

    public string Source => Sources.Of(isThere ? MessageIds.Heartbeat : MessageIds.LogOut);

    public ReadOnlyMemory<byte> Bytes => default;

    public void Read(in ReadScope scope) => scope.Observation.SaysOnline = isThere;
}

/// <summary>A frame nothing can be done with; kept with its reason.</summary>
internal sealed class BadFrameMessage(string source, ReadOnlyMemory<byte> frame, string why) : IForeignMessage
{
    public TopicKind Kind => TopicKind.Event;

    public string Source => source;

    public ReadOnlyMemory<byte> Bytes => frame;

    public void Read(in ReadScope scope) => scope.Observation.RefuseWhole(Refusal.BadFrame, why);
}

/// <summary>Reads a position into an observation.</summary>
internal static class PositionReading
{
    private const int MaxCourse = 360;

    public static void Add(ReadOnlySpan<byte> position, bool spooled, in ReadScope scope)
    {
        var observation = scope.Observation;
        if (!PositionReport.TryRead(position, out var report))
        {
            observation.Refuse(Refusal.BadFrame, $"A position has {PositionLayout.BasicBytes} bytes at least, not {position.Length}.");
            return;
        }

        if (report.Time is not { } time)
        {
            observation.Refuse(Refusal.ClockSkew, $"The time {Bcd.Text(position.Slice(22, 6))} is no time YYMMDDhhmmss.");
            return;
        }

        if (!scope.TryStamp(time, out var timestamp))
        {
            return;
        }

        if (PositionPayloadReader.Check(report.Lat, report.Lon, observation) is not { } place)
        {
            // An alarm counts even where nobody knows the place.
            observation.AlarmBitsWithoutPlace = (timestamp, report.Alarms);
            return;
        }

        observation.Positions.Add(new PositionSample(
            timestamp, place, report.SpeedKmh, report.CourseDeg <= MaxCourse ? report.CourseDeg % MaxCourse : null, report.AltitudeM, null,
            PositionAttributes.Of(report, position[PositionLayout.BasicBytes..], spooled)));
    }
}

/// <summary>How the device's page names where a message came in.</summary>
internal static class Sources
{
    private static readonly Dictionary<ushort, string> Known = MessageTable.All.ToDictionary(m => m.Id, m => Name(m.Id));

    public static string Of(ushort messageId) => Known.GetValueOrDefault(messageId) ?? Name(messageId);

    private static string Name(ushort messageId) => $"jt808/0x{messageId:X4}";
}
