using System.Buffers.Binary;
using System.Text.Json;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Jt808.Frames;
using UrbanGrid.Ingest.Jt808.Messages;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>Makes replies to commands of what terminals answer.</summary>
internal sealed class TerminalAnswers(Lazy<TakeReply> takeReply)
{
    private const int GeneralBytes = 5;

    /// <summary>The general answer (终端通用应答): yes, or why not.</summary>
    public async ValueTask TakeGeneralAsync(TerminalSession session, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (body.Length < GeneralBytes)
        {
            return;
        }

        var (serial, messageId, result) = (BinaryPrimitives.ReadUInt16BigEndian(body.Span), BinaryPrimitives.ReadUInt16BigEndian(body.Span[2..]), body.Span[4]);
        var command = session.Commands.TakeGeneral(serial, messageId, result == 0);
        if (command is not null)
        {
            var names = SessionMessages.Results.Find(result);
            var told = JsonSerializer.SerializeToElement(new { result, zh = names?.Zh, en = names?.En });
            await takeReply.Value(new CommandReply(session.DeviceId!, command.CommandId, result == 0, told), cancellationToken);
        }
    }

    /// <summary>An answer of its own kind, which begins with the serial number it answers.</summary>
    public async ValueTask TakeAsync(TerminalSession session, FrameHeader header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        // 0x0107 alone names no serial number; what asks for it is found by its kind.
        ushort? serial = header.MessageId == MessageIds.PropertyAnswer ? null : body.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(body.Span) : null;
        if (session.Commands.TakeAnswer(serial, header.MessageId) is not { } command)
        {
            return;
        }

        var read = MessageBody.Read(header.MessageId, header.Version, body.Span);
        var ok = header.MessageId != MessageIds.PhotoAnswer || Layouts.Field.Number(read.Fields["result"]) == 0;
        var result = read.Fields.ToJsonString() is { Length: <= DeviceCommands.MaxReplyBytes } json ? JsonSerializer.Deserialize<JsonElement>(json) : (JsonElement?)null;
        await takeReply.Value(new CommandReply(session.DeviceId!, command.CommandId, ok, result), cancellationToken);
    }
}
