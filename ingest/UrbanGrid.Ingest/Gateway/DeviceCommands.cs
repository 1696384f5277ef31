using System.Buffers;
using System.Text.Json;
using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>
/// Where commands leave for devices and answers come in, whatever the link. Nothing is remembered here: who waits for what,
/// and what is sent again, is for the caller to keep.
/// </summary>
public sealed class DeviceCommands(IEnumerable<ICommandLink> links, Lazy<TakeReply> takeReply)
{
    /// <summary>Most bytes of a result that is kept; more is a fault of the device.</summary>
    public const int MaxReplyBytes = 16 * 1024;

    /// <summary>A result is shown inside other JSON, whose depth is limited too.</summary>
    private const int MaxReplyDepth = 10;

    private readonly ICommandLink[] _links = [.. links];

    /// <summary>Since when the device listens to the command, Unix ms; null while no link reaches it.</summary>
    public long? ListensSince(OutgoingCommand command) => LinkTo(command)?.ListensSince(command);

    /// <summary>Hands a command over to the link that reaches the device.</summary>
    /// <returns>False if none does now.</returns>
    public async ValueTask<bool> SendAsync(OutgoingCommand command, CancellationToken cancellationToken)
    {
        if (LinkTo(command) is not { } link)
        {
            return false;
        }

        await link.SendAsync(command, cancellationToken);
        return true;
    }

    /// <summary>Takes an answer that a link has read itself.</summary>
    public ValueTask AnswerAsync(CommandReply reply, CancellationToken cancellationToken) => takeReply.Value(reply, cancellationToken);

    /// <summary>Takes an answer of the wire contract's shape.</summary>
    internal ValueTask AnswerAsync(string deviceId, string commandId, in ReadOnlySequence<byte> payload, CancellationToken cancellationToken) =>
        AnswerAsync(Read(deviceId, commandId, payload), cancellationToken);

    private static CommandReply Read(string deviceId, string commandId, in ReadOnlySequence<byte> payload)
    {
        if (payload.Length > MaxReplyBytes)
        {
            return new CommandReply(deviceId, commandId, false, null, $"the reply has {payload.Length} bytes, more than {MaxReplyBytes}");
        }

        try
        {
            var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxReplyDepth });
            return JsonSerializer.Deserialize(ref json, WireJson.Default.ReplyPayload) is { } reply
                ? new CommandReply(deviceId, commandId, reply.Ok, reply.Result)
                : new CommandReply(deviceId, commandId, false, null, "the reply is null");
        }
        catch (JsonException problem)
        {
            return new CommandReply(deviceId, commandId, false, null, $"the reply cannot be read: {problem.Message}");
        }
    }

    private ICommandLink? LinkTo(OutgoingCommand command) => Array.Find(_links, link => link.ListensSince(command) is not null);
}
