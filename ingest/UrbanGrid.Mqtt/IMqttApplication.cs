using System.Buffers;

namespace UrbanGrid.Mqtt;

/// <summary>
/// What the server asks of the product it serves. Calls for one session come one at a time and in the order of its
/// packets; calls for different sessions run in parallel. The server routes nothing by itself: what a client publishes
/// reaches subscribers, or is retained, only if the application gives it to
/// <see cref="MqttServer.PublishAsync(MqttMessage, CancellationToken)"/>.
/// </summary>
public interface IMqttApplication
{
    /// <summary>
    /// Decides on a CONNECT; also on whether this user may be this client, for a client identifier that is connected
    /// already is taken over. Any reason but <see cref="MqttReasonCode.Success"/> refuses it.
    /// </summary>
    ValueTask<MqttReasonCode> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the session may publish to the topic; asked for every message, also for the will. A message that may not
    /// is not received: version 5 is told 0x87 in PUBACK, version 3.1.1 is acknowledged as the standard leaves no other
    /// answer (3.1.1 §3.3.5), and it is counted.
    /// </summary>
    bool MayPublish(MqttSession session, string topic);

    /// <summary>Whether the session may subscribe to the filter.</summary>
    bool MaySubscribe(MqttSession session, string filter);

    /// <summary>The session is established (CONNACK is sent).</summary>
    ValueTask SessionStartedAsync(MqttSession session, CancellationToken cancellationToken);

    /// <summary>
    /// A message has come. Topic and payload are valid only until the returned task completes: copy what must stay.
    /// The socket is not read further until then, which is the back pressure. The acknowledgement goes out when
    /// <see cref="PublishReceipt.Complete"/> is called, from any thread, exactly once, also later; acknowledgements
    /// leave in the order of the messages. A receipt that is never completed holds back those behind it.
    /// A will comes the same way, as the last message of its session, with a receipt that does nothing; its delay
    /// interval counts as 0. An exception closes the session with <see cref="MqttReasonCode.ImplementationSpecificError"/>.
    /// </summary>
    ValueTask ReceiveAsync(MqttSession session, MqttInbound message, CancellationToken cancellationToken);

    /// <summary>
    /// The session is over; <paramref name="reason"/> says why: Success if the client said good-bye, UnspecifiedError if
    /// the network went away. Its will, if due, has come through <see cref="ReceiveAsync"/>. Called once for each
    /// <see cref="SessionStartedAsync"/>, before a new session of the same client starts.
    /// </summary>
    ValueTask SessionEndedAsync(MqttSession session, MqttReasonCode reason);
}

/// <summary>Who wants to connect.</summary>
public sealed record MqttConnectRequest
{
    /// <summary>Client identifier of the packet; empty if the client wants one assigned.</summary>
    public required string ClientId { get; init; }

    /// <summary>User name, if sent.</summary>
    public string? UserName { get; init; }

    /// <summary>Password, if sent.</summary>
    public ReadOnlyMemory<byte> Password { get; init; }

    /// <summary>Common name of the TLS client certificate, if one was presented and verified.</summary>
    public string? CertificateName { get; init; }

    /// <summary>Address of the peer, for the connection log.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>3.1.1 or 5.</summary>
    public required MqttVersion Version { get; init; }

    /// <summary>Set by the application to what it found; becomes <see cref="MqttSession.Tag"/>.</summary>
    public object? Tag { get; set; }

    /// <summary>
    /// Set by the application to whose session it is, where that is not the user name: a kept session names its owner, so a
    /// user name that is a secret must not be it.
    /// </summary>
    public string? Owner { get; set; }
}

/// <summary>A PUBLISH as it stands in the receive buffer.</summary>
public readonly struct MqttInbound
{
    /// <summary>Topic name.</summary>
    public required string Topic { get; init; }

    /// <summary>Payload, in the receive buffer.</summary>
    public required ReadOnlySequence<byte> Payload { get; init; }

    /// <summary>Quality of service the publisher used.</summary>
    public required MqttQos Qos { get; init; }

    /// <summary>Whether the publisher asked to retain it.</summary>
    public required bool Retain { get; init; }

    /// <summary>Whether the publisher sent it before and saw no acknowledgement.</summary>
    public bool Duplicate { get; init; }

    /// <summary>What an MQTT 5 publisher set beside the payload; null if nothing. Stays valid.</summary>
    public MqttMessageProperties? Properties { get; init; }

    /// <summary>To acknowledge with; completing it does nothing at QoS 0.</summary>
    public required PublishReceipt Receipt { get; init; }
}
