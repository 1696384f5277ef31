namespace UrbanGrid.Mqtt;

/// <summary>The pending acknowledgement of one inbound message.</summary>
public readonly struct PublishReceipt
{
    private readonly IAcknowledger? _acknowledger;
    private readonly long _ticket;

    /// <summary>Whoever owes the acknowledgement makes its receipt.</summary>
    /// <param name="acknowledger">Lets it go out.</param>
    /// <param name="ticket">What tells this message from others of the acknowledger.</param>
    public PublishReceipt(IAcknowledger acknowledger, long ticket)
    {
        _acknowledger = acknowledger;
        _ticket = ticket;
    }

    /// <summary>
    /// Lets the acknowledgement go out, with the reason code where the protocol has room for one (version 5). Any
    /// thread; returns at once; does nothing at QoS 0, the second time, or when the session is over.
    /// </summary>
    public void Complete(MqttReasonCode reason = MqttReasonCode.Success) => _acknowledger?.Complete(_ticket, reason);
}
