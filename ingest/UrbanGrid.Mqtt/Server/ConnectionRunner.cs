using System.Buffers;
using Microsoft.Extensions.Logging;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>The life of one connection: CONNECT, the session, its end.</summary>
internal sealed class ConnectionRunner(MqttServer server, MqttPeer peer)
{
    /// <summary>How long the last packets may take to leave.</summary>
    public static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(5);

    public async Task RunAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(server.Options.ConnectTimeout, server.Time);
            if (await new Handshake(server, peer).RunAsync(timeout.Token) is var (session, isPresent))
            {
                await RunSessionAsync(session, isPresent);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            server.Logger.LogDebug(error, "Connection of {Address} was lost", peer.RemoteAddress);
        }
        finally
        {
            await peer.Transport.Input.CompleteAsync();
            await peer.Transport.Output.CompleteAsync();
        }
    }

    private async Task RunSessionAsync(MqttSession session, bool isPresent)
    {
        // Before the write loop starts, which may have messages already: CONNACK is the first packet.
        session.Sender.Answer(ConnAck.For(session, isPresent, server.Options));
        var writing = WriteAsync(session);
        var started = false;
        SessionEnd end;
        try
        {
            server.Counters.CountConnection();
            started = true;
            await server.Application.SessionStartedAsync(session, session.Closing);
            end = await new SessionReceiver(server, session, peer.Transport.Input).RunAsync();
        }
        catch (Exception error)
        {
            end = EndFor(error, session);
        }

        session.Close(end);
        await SayGoodbyeAsync(session, writing);
        var isBeingAnswered = IsBeingAnswered(session);
        try
        {
            if (started)
            {
                await TellApplicationAsync(session);
            }
        }
        finally
        {
            await server.Sessions.DetachAsync(session);
            session.MarkEnded();
        }

        if (isBeingAnswered)
        {
            await LastHearing.RunAsync(peer.Transport.Input, server.Time);
        }
    }

    /// <summary>Whether a client that has been told why its connection ends may be writing, for it was sent what asks for an answer.</summary>
    private static bool IsBeingAnswered(MqttSession session) =>
        session.Version == MqttVersion.V5 && session.End is { TellClient: true } end && end != SessionEnd.ShuttingDown
        && (session.State.Receipts.Count > 0 || session.State.Outbox.IsAnswerDue);

    private static async Task WriteAsync(MqttSession session)
    {
        try
        {
            await session.Sender.RunAsync();
        }
        finally
        {
            session.Close(SessionEnd.Lost);
        }
    }

    private SessionEnd EndFor(Exception error, MqttSession session)
    {
        switch (error)
        {
            case MqttProtocolException violation:
                server.Counters.CountMalformed();
                server.Logger.LogWarning(
                    "{Client} broke the protocol ({Reason}): {Message}", session.ClientId, violation.Reason, violation.Message);
                return SessionEnd.ByServer(violation.Reason, violation.Message);
            case IOException or OperationCanceledException:
                return SessionEnd.Lost;
            default:
                server.Logger.LogError(error, "The application failed on a message of {Client}", session.ClientId);
                return SessionEnd.ByServer(MqttReasonCode.ImplementationSpecificError);
        }
    }

    private async Task SayGoodbyeAsync(MqttSession session, Task writing)
    {
        var end = session.End!;
        if (end == SessionEnd.ShuttingDown)
        {
            await session.DrainAsync();
        }

        var last = new ArrayBufferWriter<byte>();
        if (end.TellClient && session.Version == MqttVersion.V5)
        {
            var packet = new DisconnectPacket(end.Reason, ReasonString: end.Why);
            packet.Write(last, session.Version);
            if (last.WrittenCount > session.Connect.MaximumPacketSize)
            {
                // §3.14.2.2.3: the reason string must not make it larger than the client takes.
                last.Clear();
                (packet with { ReasonString = null }).Write(last, session.Version);
            }
        }

        session.Sender.Finish(last.WrittenSpan.ToArray());
        try
        {
            await writing.WaitAsync(GoodbyeTimeout, server.Time);
        }
        catch (Exception error)
        {
            server.Logger.LogDebug(error, "{Client} did not take the last packets", session.ClientId);
            peer.Abort();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TellApplicationAsync(MqttSession session)
    {
        var end = session.End!;
        if (end.PublishWill && session.Connect.Will is not null && !server.Sessions.TryDelayWill(session))
        {
            await server.Wills.PublishAsync(session);
        }

        try
        {
            await server.Application.SessionEndedAsync(session, end.Reason);
        }
        catch (Exception error)
        {
            server.Logger.LogError(error, "The application failed on the end of {Client}", session.ClientId);
        }
    }
}
