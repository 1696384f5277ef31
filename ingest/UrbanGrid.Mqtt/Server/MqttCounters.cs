using System.Diagnostics.Metrics;

namespace UrbanGrid.Mqtt;

/// <summary>
/// What a server has counted since it started. Also told as instruments of the meter <c>UrbanGrid.Mqtt</c>, under
/// the names given here.
/// </summary>
public sealed class MqttCounters : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "UrbanGrid.Mqtt";

    private readonly Meter _meter = new(MeterName);
    private long _connections;
    private long _refused;
    private long _malformed;
    private long _messagesIn;
    private long _messagesOut;
    private long _bytesIn;
    private long _bytesOut;
    private long _dropped;
    private long _denied;

    internal MqttCounters(Func<int> sessions)
    {
        _meter.CreateObservableUpDownCounter("mqtt.sessions", sessions, "{session}", "Sessions connected now.");
        Add("mqtt.connections", () => Connections, "{connection}", "Sessions established.");
        Add("mqtt.connections.refused", () => Refused, "{connection}", "Connections refused or that sent no CONNECT.");
        Add("mqtt.malformed", () => Malformed, "{connection}", "Connections closed because the client broke the protocol.");
        Add("mqtt.messages.in", () => MessagesIn, "{message}", "PUBLISH received.");
        Add("mqtt.messages.out", () => MessagesOut, "{message}", "PUBLISH sent.");
        Add("mqtt.bytes.in", () => BytesIn, "By", "Bytes received.");
        Add("mqtt.bytes.out", () => BytesOut, "By", "Bytes sent.");
        Add("mqtt.messages.dropped", () => Dropped, "{message}", "Messages not delivered to a slow or limited subscriber.");
        Add("mqtt.messages.denied", () => Denied, "{message}", "PUBLISH to a topic the client may not publish to.");
    }

    /// <summary>Sessions established (<c>mqtt.connections</c>).</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Connections refused, or closed because no CONNECT came (<c>mqtt.connections.refused</c>).</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Connections closed because the client broke the protocol (<c>mqtt.malformed</c>).</summary>
    public long Malformed => Interlocked.Read(ref _malformed);

    /// <summary>PUBLISH packets received (<c>mqtt.messages.in</c>).</summary>
    public long MessagesIn => Interlocked.Read(ref _messagesIn);

    /// <summary>PUBLISH packets sent (<c>mqtt.messages.out</c>).</summary>
    public long MessagesOut => Interlocked.Read(ref _messagesOut);

    /// <summary>Bytes received (<c>mqtt.bytes.in</c>).</summary>
    public long BytesIn => Interlocked.Read(ref _bytesIn);

    /// <summary>Bytes sent (<c>mqtt.bytes.out</c>).</summary>
    public long BytesOut => Interlocked.Read(ref _bytesOut);

    /// <summary>Messages a subscriber did not get: queue full, expired, or over its packet size (<c>mqtt.messages.dropped</c>).</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>PUBLISH packets to a topic the client may not publish to (<c>mqtt.messages.denied</c>).</summary>
    public long Denied => Interlocked.Read(ref _denied);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal bool Owns(Meter meter) => meter == _meter;

    internal void CountConnection() => Interlocked.Increment(ref _connections);

    internal void CountRefused() => Interlocked.Increment(ref _refused);

    internal void CountMalformed() => Interlocked.Increment(ref _malformed);

    internal void CountDropped() => Interlocked.Increment(ref _dropped);

    internal void CountDenied() => Interlocked.Increment(ref _denied);

    internal void CountIn(long messages, long bytes)
    {
        Interlocked.Add(ref _messagesIn, messages);
        Interlocked.Add(ref _bytesIn, bytes);
    }

    internal void CountOut(long messages, long bytes)
    {
        Interlocked.Add(ref _messagesOut, messages);
        Interlocked.Add(ref _bytesOut, bytes);
    }

    private void Add(string name, Func<long> value, string unit, string description) =>
        _meter.CreateObservableCounter(name, value, unit, description);
}
