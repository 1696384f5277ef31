namespace UrbanGrid.Mqtt;

/// <summary>The end of a connection that owes its peer acknowledgements: a server's session, or a client of somebody else's broker.</summary>
internal interface IAcknowledger
{
    /// <summary>Lets one acknowledgement go out. Any thread; returns at once; does nothing for a ticket that is over.</summary>
    /// <param name="ticket">The message's ticket.</param>
    /// <param name="reason">Told to the peer where the protocol has room for it.</param>
    void Complete(long ticket, MqttReasonCode reason);
}
