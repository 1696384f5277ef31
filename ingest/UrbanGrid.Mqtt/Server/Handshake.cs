using System.Buffers;
using Microsoft.Extensions.Logging;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>From the first byte to CONNACK, MQTT 5 §3.1.4 and §3.2.</summary>
internal sealed class Handshake(MqttServer server, MqttPeer peer)
{
    /// <summary>Waits for CONNECT and decides on it; null if the connection is refused.</summary>
    public async Task<MqttSession?> RunAsync(CancellationToken cancellationToken)
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
                await RefuseAsync(MqttVersion.V311, violation.Reason, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            server.Logger.LogInformation("{Address} sent no CONNECT in time", peer.RemoteAddress);
        }

        server.Counters.CountRefused();
        return null;
    }

    /// <summary>CONNACK with Success and what this server does not do.</summary>
    public static byte[] Accept(MqttServerOptions options, MqttSession session)
    {
        var properties = new PropertySet()
            .Set(PropertyId.ReceiveMaximum, (uint)Math.Min(ushort.MaxValue, options.MaxInflightPerSession))
            .Set(PropertyId.MaximumQoS, 1)
            .Set(PropertyId.MaximumPacketSize, (uint)options.MaxPacketBytes)
            .Set(PropertyId.TopicAliasMaximum, options.TopicAliasMaximum)
            .Set(PropertyId.SharedSubscriptionAvailable, 0);
        if (session.Connect.SessionExpirySeconds != 0)
        {
            properties.Set(PropertyId.SessionExpiryInterval, 0);
        }

        if (session.Connect.ClientId.Length == 0)
        {
            properties.Set(PropertyId.AssignedClientIdentifier, session.ClientId);
        }

        var output = new ArrayBufferWriter<byte>();
        new ConnAckPacket(false, MqttReasonCode.Success, properties).Write(output, session.Version);
        return output.WrittenSpan.ToArray();
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

    private async Task<MqttSession?> AdmitAsync(ConnectPacket connect, CancellationToken cancellationToken)
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
        var reason = Check(connect);
        if (reason == MqttReasonCode.Success)
        {
            reason = await AuthenticateAsync(request, cancellationToken);
        }

        if (reason != MqttReasonCode.Success)
        {
            server.Logger.LogInformation(
                "{Client} at {Address} is refused: {Reason}", connect.ClientId, peer.RemoteAddress, reason);
            server.Counters.CountRefused();
            await RefuseAsync(connect.Version, reason, cancellationToken);
            return null;
        }

        var clientId = connect.ClientId.Length > 0 ? connect.ClientId : $"auto-{Guid.NewGuid():N}";
        var sender = new SessionSender(peer.Transport.Output, connect, server.Options, server.Counters, server.Time);
        var watch = new KeepAliveWatch(connect.KeepAliveSeconds, server.Time);
        var session = new MqttSession(connect, clientId, peer, sender, watch) { Tag = request.Tag };
        await server.RegisterAsync(session, cancellationToken);
        return session;
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

    private MqttReasonCode Check(ConnectPacket connect)
    {
        if (server.IsStopping)
        {
            return MqttReasonCode.ServerShuttingDown;
        }

        if (server.SessionCount >= server.Options.MaxSessions)
        {
            return MqttReasonCode.ServerBusy;
        }

        if (connect.AuthenticationMethod is not null)
        {
            return MqttReasonCode.BadAuthenticationMethod;
        }

        var anonymous = connect.ClientId.Length == 0;
        if (connect.ClientId.Length > server.Options.MaxClientIdLength
            || (anonymous && connect.Version == MqttVersion.V311 && !connect.CleanStart))
        {
            return MqttReasonCode.ClientIdentifierNotValid;
        }

        if (connect.Will is { Qos: MqttQos.ExactlyOnce } && connect.Version == MqttVersion.V5)
        {
            return MqttReasonCode.QosNotSupported;
        }

        return MqttReasonCode.Success;
    }

    private async Task RefuseAsync(MqttVersion version, MqttReasonCode reason, CancellationToken cancellationToken)
    {
        new ConnAckPacket(false, reason, null).Write(peer.Transport.Output, version);
        await peer.Transport.Output.FlushAsync(cancellationToken);
    }
}
