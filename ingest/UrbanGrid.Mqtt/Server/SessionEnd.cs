namespace UrbanGrid.Mqtt.Server;

/// <summary>How a connection ends.</summary>
/// <param name="Reason">Told to the application.</param>
/// <param name="TellClient">Whether DISCONNECT with the reason goes to a client of version 5.</param>
/// <param name="PublishWill">Whether its will is due, MQTT 5 §3.1.2.5.</param>
/// <param name="Why">Reason string that goes with it; null for none.</param>
internal sealed record SessionEnd(MqttReasonCode Reason, bool TellClient, bool PublishWill, string? Why = null)
{
    /// <summary>The network went away.</summary>
    public static SessionEnd Lost { get; } = new(MqttReasonCode.UnspecifiedError, false, true);

    /// <summary>
    /// The server shuts down. Wills are not published (the standard lets them wait for a restart, §3.1.2.5): the
    /// clients are well and come back.
    /// </summary>
    public static SessionEnd ShuttingDown { get; } = new(MqttReasonCode.ServerShuttingDown, true, false);

    /// <summary>The client said good-bye.</summary>
    public static SessionEnd ByClient(MqttReasonCode reason) => new(reason, false, reason != MqttReasonCode.Success);

    /// <summary>The server throws the client out.</summary>
    public static SessionEnd ByServer(MqttReasonCode reason, string? why = null) => new(reason, true, true, why);
}
