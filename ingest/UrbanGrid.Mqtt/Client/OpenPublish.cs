namespace UrbanGrid.Mqtt.Client;

/// <summary>A publish of QoS 1 or 2 that has its packet identifier and is not through yet.</summary>
internal sealed class OpenPublish(ushort packetId, PendingPublish publish)
{
    public ushort PacketId { get; } = packetId;

    public PendingPublish Publish { get; } = publish;

    /// <summary>Whether the server has it (PUBREC): PUBREL is what is sent, and sent again, from then on.</summary>
    public bool Released { get; set; }

    /// <summary>When its latest packet was due: packets are sent again in this order.</summary>
    public long Order { get; set; }
}
