namespace UrbanGrid.Mqtt;

/// <summary>The end of a connection that owes its peer acknowledgements: a server's session, a client of somebody else's broker, or a link of another protocol that is stored on the same way.</summary>
public interface IAcknowledger
{
    /// <summary>Lets one acknowledgement go out. Any thread; returns at once; does nothing for a ticket that is over.</summary>
    /// <param name="ticket">The message's ticket.</param>
    /// <param name="reason">Told to the peer where the protocol has room for it.</param>
    void Complete(long ticket, MqttReasonCode reason);
}
