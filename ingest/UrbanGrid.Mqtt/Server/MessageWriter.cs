using System.IO.Pipelines;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>Writes messages as one client wants them: its version, its topic aliases, its largest packet. Write loop only.</summary>
internal sealed class MessageWriter(PipeWriter output, ConnectPacket connect, MqttServerOptions options)
{
    private readonly TopicAliases? _aliases = connect.Version == MqttVersion.V5 && connect.TopicAliasMaximum > 0
        ? new TopicAliases(Math.Min(connect.TopicAliasMaximum, options.TopicAliasMaximum))
        : null;

    /// <summary>False if the message must be left out: its life is over, or it is larger than the client takes (§3.1.2.11.4).</summary>
    public bool TryWrite(in Outgoing next)
    {
        var delivery = next.Delivery;
        var message = delivery.Message;
        var left = message.SecondsLeft();
        if (left == 0)
        {
            if (!next.IsDuplicate)
            {
                return false;
            }

            // What the client may have received already has to be brought to its end.
            left = 1;
        }

        var (alias, isKnown) = _aliases?.Find(message.Topic) ?? default;
        var head = new PublishHead(
            PublishPacket.Header(delivery.Qos, delivery.Retain, next.IsDuplicate), next.PacketId, left, alias, isKnown);
        if (connect.MaximumPacketSize is { } max
            && PublishEncoder.PacketSize(message.Encoded, connect.Version, head, delivery.SubscriptionIds) > max)
        {
            return false;
        }

        PublishEncoder.Write(output, message.Encoded, connect.Version, head, delivery.SubscriptionIds);
        if (alias != 0 && !isKnown)
        {
            _aliases!.Told(message.Topic, alias);
        }

        return true;
    }
}
