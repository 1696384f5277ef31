using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP of one client, MQTT 5 §4.3; called by its read loop only.</summary>
internal sealed class HandshakeHandler(MqttSession session)
{
    private readonly SessionState _state = session.State;

    public void Handle(in AckPacket packet)
    {
        switch (packet.Type)
        {
            case PacketType.PubAck:
                Require(_state.Outbox.Acknowledge(packet.PacketId), packet);
                session.Sender.Wake();
                break;
            case PacketType.PubRec:
                var isError = packet.Reason >= MqttReasonCode.UnspecifiedError;
                Require(_state.Outbox.Receive(packet.PacketId, isError, out var release), packet);
                Release(packet.PacketId, release);
                break;
            case PacketType.PubRel:
                Complete(packet.PacketId);
                break;
            default:
                _state.Outbox.Complete(packet.PacketId);
                session.Sender.Wake();
                break;
        }
    }

    private void Release(ushort packetId, MqttReasonCode? reason)
    {
        if (reason is { } told)
        {
            session.Sender.Answer(new AckPacket(packetId, told, PacketType.PubRel));
        }
        else
        {
            session.Sender.Wake();
        }
    }

    private void Complete(ushort packetId)
    {
        var reason = _state.Receipts.Release(packetId) ? MqttReasonCode.Success : MqttReasonCode.PacketIdentifierNotFound;
        if (reason == MqttReasonCode.Success)
        {
            _state.Journal?.ReceiptForgotten(packetId);
        }

        session.Sender.Answer(new AckPacket(packetId, reason, PacketType.PubComp));
    }

    private static void Require(bool fits, in AckPacket packet)
    {
        if (!fits)
        {
            throw MqttProtocolException.Protocol($"{packet.Type} for a message of another quality of service.");
        }
    }
}
