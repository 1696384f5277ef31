using Microsoft.Extensions.Logging;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>From the first byte to the decision on CONNECT, MQTT 5 §3.1.4.</summary>
internal sealed class Handshake(MqttServer server, MqttPeer peer)
{
    /// <summary>Waits for CONNECT and decides on it; null if the connection is refused.</summary>
    public async Task<(MqttSession Session, bool IsPresent)?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await ReadConnectAsync(cancellationToken) is { } connect)
            {
                return await AdmitAsync(connect, cancellationToken);
            }
        }
        catch (MqttProtocolException violation)
        {
            server.Counters.CountMalformed();
            server.Logger.LogWarning("{Address} sent no CONNECT: {Message}", peer.RemoteAddress, violation.Message);
            if (violation.Reason == MqttReasonCode.UnsupportedProtocolVersion)
            {
                // Versions that are not known read a 3.1.1 answer, MQTT 5 §3.1.2.2.
                await RefuseAsync(MqttVersion.V311, violation.Reason, null, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            server.Logger.LogInformation("{Address} sent no CONNECT in time", peer.RemoteAddress);
        }

        server.Counters.CountRefused();
        return null;
    }

    private async Task<ConnectPacket?> ReadConnectAsync(CancellationToken cancellationToken)
    {
        var input = peer.Transport.Input;
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (!buffer.IsEmpty && buffer.FirstSpan[0] != (byte)PacketType.Connect << 4)
            {
                throw MqttProtocolException.Protocol("The first packet is not CONNECT.");
            }

            if (RawPacket.TryCut(ref buffer, server.Options.MaxPacketBytes, out var packet))
            {
                var connect = ConnectPacket.Read(packet);
                input.AdvanceTo(buffer.Start);
                return connect;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    private async Task<(MqttSession Session, bool IsPresent)?> AdmitAsync(ConnectPacket connect, CancellationToken cancellationToken)
    {
        var request = new MqttConnectRequest
        {
            ClientId = connect.ClientId,
            UserName = connect.UserName,
            Password = connect.Password ?? default,
            CertificateName = peer.CertificateName,
            RemoteAddress = peer.RemoteAddress,
            Version = connect.Version,
        };
        var (reason, why) = Check(connect);
        if (reason == MqttReasonCode.Success)
        {
            reason = await AuthenticateAsync(request, cancellationToken);
        }

        if (reason != MqttReasonCode.Success)
        {
            server.Logger.LogInformation(
                "{Client} at {Address} is refused: {Reason}", connect.ClientId, peer.RemoteAddress, reason);
            server.Counters.CountRefused();
            await RefuseAsync(connect.Version, reason, why, cancellationToken);
            return null;
        }

        var clientId = connect.ClientId.Length > 0 ? connect.ClientId : $"auto-{Guid.NewGuid():N}";
        var watch = new KeepAliveWatch(ConnAck.KeepAliveSeconds(connect, server.Options), server.Time);
        var session = new MqttSession(connect, clientId, peer, watch) { Tag = request.Tag, NamedOwner = request.Owner };
        var isPresent = await server.Sessions.AttachAsync(session, cancellationToken);
        return (session, isPresent);
    }

    private async ValueTask<MqttReasonCode> AuthenticateAsync(
        MqttConnectRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await server.Application.AuthenticateAsync(request, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            server.Logger.LogError(error, "The application failed to authenticate {Client}", request.ClientId);
            return MqttReasonCode.ServerUnavailable;
        }
    }

    private (MqttReasonCode Reason, string? Why) Check(ConnectPacket connect)
    {
        if (server.IsStopping)
        {
            return (MqttReasonCode.ServerShuttingDown, null);
        }

        if (!server.Sessions.HasRoomFor(connect.ClientId))
        {
            return (MqttReasonCode.ServerBusy, "The server has as many sessions as it can hold.");
        }

        if (connect.AuthenticationMethod is { } method)
        {
            return (MqttReasonCode.BadAuthenticationMethod, $"The authentication method '{method}' is not supported.");
        }

        var anonymous = connect.ClientId.Length == 0;
        if (connect.ClientId.Length > server.Options.MaxClientIdLength
            || (anonymous && connect.Version == MqttVersion.V311 && !connect.CleanStart))
        {
            return (MqttReasonCode.ClientIdentifierNotValid, $"At most {server.Options.MaxClientIdLength} characters.");
        }

        return (MqttReasonCode.Success, null);
    }

    private async Task RefuseAsync(MqttVersion version, MqttReasonCode reason, string? why, CancellationToken cancellationToken)
    {
        var properties = new PropertySet().Set(PropertyId.ReasonString, why);
        new ConnAckPacket(false, reason, properties).Write(peer.Transport.Output, version);
        await peer.Transport.Output.FlushAsync(cancellationToken);
    }
}
