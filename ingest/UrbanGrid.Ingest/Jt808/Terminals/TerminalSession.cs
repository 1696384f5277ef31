using System.Text.Json.Nodes;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Jt808.Frames;
using UrbanGrid.Ingest.Jt808.Messages;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>What the gateway knows of one terminal that is connected. Its messages come one at a time; answers may be sent by any thread.</summary>
internal sealed class TerminalSession(TerminalLink link, PartsRoom room, Jt808Options options, long now) : IAcknowledger
{
    private readonly PartsBuffer _parts = new(room, options);
    private readonly RecentMessages? _recent = link.IsShared ? new RecentMessages() : null;
    private long _lastHeard = now;

    public TerminalLink Link { get; } = link;

    /// <summary>Number of the terminal as it sends it; null before its first message.</summary>
    public string? Phone { get; private set; }

    /// <summary>Edition it speaks, as its last message shows it.</summary>
    public Jt808Version Version { get; private set; } = Jt808Version.V2013;

    /// <summary>Device it is; null while it has not authenticated itself.</summary>
    public string? DeviceId { get; private set; }

    /// <summary>Authentication code its device had when it did.</summary>
    public string? Code { get; private set; }

    /// <summary>When it did, Unix ms.</summary>
    public long Since { get; private set; }

    /// <summary>When it connected, Unix ms.</summary>
    public long ConnectedAt { get; } = now;

    /// <summary>When it was last heard, Unix ms.</summary>
    public long LastHeard => Interlocked.Read(ref _lastHeard);

    /// <summary>Longest silence, ms.</summary>
    public long MaxSilence { get; private set; } = (long)options.StrangerTime.TotalMilliseconds;

    /// <summary>Bad frames since the last good one.</summary>
    public int Faults { get; set; }

    /// <summary>Registrations and authentications refused.</summary>
    public int Refusals { get; set; }

    /// <summary>Whether it said good-bye (终端注销).</summary>
    public bool LoggedOut { get; set; }

    /// <summary>Commands that wait for its answer.</summary>
    public PendingCommands Commands { get; } = new();

    /// <summary>Takes note of a message; false if it comes from another terminal than the ones before.</summary>
    public bool Hear(in FrameHeader header, long at)
    {
        Interlocked.Exchange(ref _lastHeard, at);
        Faults = 0;
        Version = header.Version;
        if (Phone == header.Phone)
        {
            return true;
        }

        if (Phone is null || Bcd.Significant(Phone) == Bcd.Significant(header.Phone))
        {
            Phone = header.Phone;
            return true;
        }

        return false;
    }

    /// <summary>It is this device.</summary>
    public void Authenticate(string deviceId, string? code, long at, TimeSpan heartbeat) =>
        (DeviceId, Code, Since, MaxSilence, Refusals) = (deviceId, code, at, 3 * (long)heartbeat.TotalMilliseconds, 0);

    /// <summary>Sends a message.</summary>
    /// <returns>Serial number of its first frame.</returns>
    public ushort Send(ushort messageId, ReadOnlySpan<byte> body) => Link.Send(Version, messageId, Phone ?? "0", body);

    /// <summary>Sends a command; its answer may come before this returns.</summary>
    public void Order(TerminalOrder order, ReadOnlySpan<byte> body, OutgoingCommand command, long at)
    {
        lock (Commands)
        {
            var serial = Send(order.MessageId, body);
            Commands.Add(serial, new PendingCommand(command.Id, order.MessageId, order.AnswerId, order.AnswerMustCome, command.ExpiresAt), at);
        }
    }

    /// <summary>Sends the general answer (平台通用应答).</summary>
    public void Answer(ushort serial, ushort messageId, byte result) =>
        Send(MessageIds.PlatformAnswer, [(byte)(serial >> 8), (byte)serial, (byte)(messageId >> 8), (byte)messageId, result]);

    /// <summary>The receipt of a message: its general answer goes out when what it said is stored.</summary>
    public PublishReceipt Receipt(in FrameHeader header) => new(this, ((long)header.MessageId << 16) | header.Serial);

    /// <inheritdoc/>
    public void Complete(long ticket, MqttReasonCode reason)
    {
        var (serial, messageId) = ((ushort)ticket, (ushort)(ticket >> 16));
        _recent?.Answered(messageId, serial);
        Answer(serial, messageId, 0);
    }

    /// <summary>What to do about a message that may have come before, as datagrams do.</summary>
    public Repeat IsRepeat(in FrameHeader header) => _recent?.Note(header.MessageId, header.Serial, header.Part) ?? Repeat.New;

    /// <summary>Takes a package of a divided message.</summary>
    public PartResult AddPart(in FrameHeader header, ReadOnlySpan<byte> body, long at, out byte[] whole)
    {
        lock (_parts)
        {
            return _parts.Add(header, body, at, out whole);
        }
    }

    /// <summary>Asks for packages that are missing; returns how many messages were given up.</summary>
    public int AskForParts(long at)
    {
        lock (_parts)
        {
            var (ask, givenUp) = _parts.Overdue(at);
            foreach (var message in ask)
            {
                var fields = new JsonObject { ["firstSerial"] = message.FirstSerial, ["parts"] = new JsonArray([.. message.MissingParts.Select(p => (JsonNode)JsonValue.Create(p))]) };
                Send(MessageIds.MissingParts, MessageBody.Write(MessageIds.MissingParts, Version, fields));
            }

            return givenUp;
        }
    }

    /// <summary>It is gone.</summary>
    public void End()
    {
        lock (_parts)
        {
            _parts.Clear();
        }
    }
}
