namespace UrbanGrid.Mqtt.Server;

/// <summary>What became of a message that was to be queued to a session.</summary>
internal enum Admission
{
    /// <summary>It is queued.</summary>
    Queued,
    /// <summary>The session is not connected, and messages of QoS 0 do not wait.</summary>
    NotWaiting,
    /// <summary>There is no room, and a message was left out: this one, or at QoS 1 and 2 the oldest.</summary>
    Dropped,
    /// <summary>There is no room, and the client must be disconnected.</summary>
    TooSlow,
}
