using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Jt808.Messages;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>Commands to vehicle terminals: as messages of JT/T 808 on the connection the terminal keeps.</summary>
internal sealed class Jt808CommandLink(TerminalSessions sessions, TimeProvider time) : ICommandLink
{
    public long? ListensSince(OutgoingCommand command) => TerminalCommands.Knows(command.Name) ? sessions.Find(command.DeviceId)?.Since : null;

    public ValueTask SendAsync(OutgoingCommand command, CancellationToken cancellationToken)
    {
        if (sessions.Find(command.DeviceId) is { } session && TerminalCommands.Of(command.Name, command.Args) is { } order)
        {
            var body = MessageBody.Write(order.MessageId, session.Version, order.Fields);
            session.Order(order, body, command, time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        return ValueTask.CompletedTask;
    }
}
