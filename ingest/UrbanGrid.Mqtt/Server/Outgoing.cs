namespace UrbanGrid.Mqtt.Server;

/// <summary>What an outbox has to write next: a message, or PUBREL for one that was received.</summary>
/// <param name="Delivery">The message.</param>
/// <param name="PacketId">Its packet identifier; 0 at QoS 0.</param>
/// <param name="IsDuplicate">Whether it was sent before.</param>
/// <param name="IsRelease">Whether PUBREL is to be sent instead.</param>
internal readonly record struct Outgoing(Delivery Delivery, ushort PacketId, bool IsDuplicate, bool IsRelease);
