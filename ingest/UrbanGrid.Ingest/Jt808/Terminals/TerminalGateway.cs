using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Jt808.Frames;
using UrbanGrid.Ingest.Jt808.Messages;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>What becomes of a terminal's messages, over TCP or UDP. Before it has authenticated itself it is answered only where that leads to it.</summary>
internal sealed class TerminalGateway(
    TerminalAdmission admission, TerminalSessions sessions, DeviceLanes lanes, ObservationPipeline pipeline, TerminalAnswers answers, Lazy<TakeTerminalMedium> takeMedium,
    Jt808Metrics metrics, IngestOptions options, TimeProvider time, ILogger<TerminalGateway> logger)
{
    private const byte Failed = 1;
    private const byte Wrong = 2;
    private const byte NotSupported = 3;
    private const int ShownOfFrame = 128;

    private readonly PartsRoom _room = new(options.Jt808.MaxPartsBytes);
    private readonly LogLimit _logLimit = new(time);
    private readonly ConcurrentDictionary<TerminalSession, byte> _all = new();

    /// <summary>Every connection, also of those that have not authenticated themselves.</summary>
    public IEnumerable<TerminalSession> All => _all.Keys;

    /// <summary>A connection begins.</summary>
    public TerminalSession Begin(TerminalLink link)
    {
        var session = new TerminalSession(link, _room, options.Jt808, Now());
        _all[session] = 0;
        return session;
    }

    /// <summary>A connection is over.</summary>
    public async ValueTask EndAsync(TerminalSession session, string why)
    {
        _all.TryRemove(session, out _);
        await sessions.EndAsync(session, session.Link.ClosedBecause ?? why);
    }

    /// <summary>Takes what stands between two delimiters, unescaped. Its memory is free again when the task completes.</summary>
    public async ValueTask ReceiveAsync(TerminalSession session, ReadOnlyMemory<byte> unescaped, CancellationToken cancellationToken)
    {
        var fault = Frame.Read(unescaped, out var frame);
        if (fault != FrameFault.None)
        {
            await FaultAsync(session, fault, unescaped, cancellationToken);
            return;
        }

        metrics.Message(frame.Header.MessageId);
        if (!session.Hear(frame.Header, Now()))
        {
            metrics.Refused("other_number");
            session.Answer(frame.Header.Serial, frame.Header.MessageId, Failed);
            return;
        }

        switch (session.IsRepeat(frame.Header))
        {
            case Repeat.Answered:
                session.Answer(frame.Header.Serial, frame.Header.MessageId, 0);
                return;
            case Repeat.InWork:
                return;
        }

        await ReceiveAsync(session, frame.Header, frame.Body, cancellationToken);
    }

    /// <summary>Counts a frame that cannot be read; too many in a row end the connection.</summary>
    public async ValueTask FaultAsync(TerminalSession session, FrameFault fault, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        metrics.Fault(fault);
        session.Faults++;
        if (_logLimit.MayLog())
        {
            logger.LogWarning(
                "Terminal {Phone} at {Address} sent what cannot be read ({Reason}): {Frame}",
                session.Phone, session.Link.Address, fault.Code(), Convert.ToHexString(bytes.Span[..Math.Min(bytes.Length, ShownOfFrame)]));
        }

        if (session.DeviceId is { } device && lanes.Find(device) is { } lane && fault != FrameFault.Garbage)
        {
            await pipeline.AcceptAsync(lane, new BadFrameMessage("jt808", bytes, $"Reason: {fault.Code()}."), default, session.Link.IsShared, cancellationToken);
        }

        if (session.Faults >= options.Jt808.MaxFaults)
        {
            metrics.Refused("too_many_faults");
            session.Link.Close("too_many_faults");
        }
    }

    private ValueTask ReceiveAsync(TerminalSession session, FrameHeader header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        switch (header.MessageId)
        {
            case MessageIds.Registration:
                return admission.RegisterAsync(session, header, body, cancellationToken);
            case MessageIds.Authentication:
                admission.Authenticate(session, header, body.Span);
                return ValueTask.CompletedTask;
            case MessageIds.AskTime:
                Span<byte> now = stackalloc byte[6];
                // UTC here, unlike every other time of the standard.
                Bcd.WriteTime(time.GetUtcNow() - Bcd.Zone, now);
                session.Send(MessageIds.TimeAnswer, now);
                return ValueTask.CompletedTask;
        }

        if (session.DeviceId is null || lanes.Find(session.DeviceId) is not { Device.Enabled: true } lane)
        {
            if (header.MessageId is MessageIds.Heartbeat or MessageIds.LogOut)
            {
                session.Answer(header.Serial, header.MessageId, 0);
            }
            else if (header.MessageId != MessageIds.TerminalAnswer)
            {
                metrics.Refused("not_authenticated");
                session.Answer(header.Serial, header.MessageId, Failed);
            }

            return ValueTask.CompletedTask;
        }

        return header.IsPart ? ReceivePartAsync(session, lane, header, body, cancellationToken) : DispatchAsync(session, lane, header, body, cancellationToken);
    }

    /// <summary>
    /// Every package but the last to arrive is answered at once, because many terminals send the next one only then; the last
    /// is answered when the message is stored.
    /// </summary>
    private async ValueTask ReceivePartAsync(TerminalSession session, DeviceLane lane, FrameHeader header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        switch (session.AddPart(header, body.Span, Now(), out var whole))
        {
            case PartResult.Whole:
                await DispatchAsync(session, lane, header, whole, cancellationToken);
                break;
            case PartResult.Kept:
                session.Receipt(header).Complete();
                break;
            default:
                metrics.Refused("parts");
                session.Answer(header.Serial, header.MessageId, Failed);
                break;
        }
    }

    private async ValueTask DispatchAsync(TerminalSession session, DeviceLane lane, FrameHeader header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        switch (header.MessageId)
        {
            case MessageIds.TerminalAnswer:
                await answers.TakeGeneralAsync(session, body, cancellationToken);
                break;
            case MessageIds.Heartbeat:
                await AcceptAsync(new PresenceMessage(isThere: true));
                break;
            case MessageIds.LogOut:
                session.LoggedOut = true;
                await AcceptAsync(new PresenceMessage(isThere: false));
                break;
            case MessageIds.Position:
                await AcceptAsync(new PositionMessage(header.MessageId, body));
                break;
            case MessageIds.PositionAnswer or MessageIds.ControlAnswer when body.Length > 2:
                await answers.TakeAsync(session, header, body, cancellationToken);
                await AcceptAsync(new PositionMessage(header.MessageId, body[2..]));
                break;
            case MessageIds.Batch:
                await AcceptAsync(new BatchMessage(body));
                break;
            case MessageIds.Picture:
                await TakeMediumAsync(session, lane, header, body, cancellationToken);
                break;
            case var id when TerminalEvents.Knows(id):
                await answers.TakeAsync(session, header, body, cancellationToken);
                await AcceptAsync(new EventMessage(id, header.Version, body));
                break;
            default:
                // Kept with its bytes: a vendor's own message is news to whoever connects the terminal.
                metrics.Refused("unknown_message");
                session.Answer(header.Serial, header.MessageId, NotSupported);
                await pipeline.AcceptAsync(lane, new BadFrameMessage(Sources.Of(header.MessageId), body, $"Nobody knows the message 0x{header.MessageId:X4}."), default, session.Link.IsShared, cancellationToken);
                break;
        }

        ValueTask AcceptAsync(IForeignMessage message) =>
            pipeline.AcceptAsync(lane, message, session.Receipt(header), session.Link.IsShared, cancellationToken);
    }

    private async ValueTask TakeMediumAsync(TerminalSession session, DeviceLane lane, FrameHeader header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!TerminalPicture.TryRead(body.Span, out var picture) || picture.DataAt >= body.Length)
        {
            session.Answer(header.Serial, header.MessageId, Wrong);
            await pipeline.AcceptAsync(lane, new BadFrameMessage(Sources.Of(header.MessageId), body, "There are no bytes of a picture in it."), default, session.Link.IsShared, cancellationToken);
            return;
        }

        var place = picture.Position is { HasFix: true, Lat: not 0, Lon: not 0 } at && Math.Abs(at.Lat) <= 90 && Math.Abs(at.Lon) <= 180 ? new GeoPoint(at.Lat, at.Lon) : (GeoPoint?)null;
        var medium = new TerminalMedium(
            lane.Device.Id, picture.MediaId, picture.Position?.Time ?? Now(), picture.Channel, picture.Cause, MediumFormats.ExtensionOf(picture.Format), place, body[picture.DataAt..].ToArray());
        await takeMedium.Value(medium, cancellationToken);
        session.Receipt(header).Complete();
        SendPictureAnswer(session, picture.MediaId);
    }

    /// <summary>Nothing is missing of it: packages are asked for one by one before.</summary>
    private static void SendPictureAnswer(TerminalSession session, uint mediaId)
    {
        Span<byte> answer = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(answer, mediaId);
        session.Send(MessageIds.PictureAnswer, answer);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
