using System.Buffers;
using System.Text.Json;

namespace UrbanGrid.EdgeAgent.Uplink;

/// <summary>Writes the telemetry payload of the wire contract into a buffer that is used again and again. One caller at a time.</summary>
public sealed class TelemetryJson : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly Utf8JsonWriter _writer;
    private long _sequence;

    /// <summary>An empty writer.</summary>
    public TelemetryJson() => _writer = new Utf8JsonWriter(_buffer);

    /// <summary>The payload of one moment; valid until the next call. The running number goes up by one each time.</summary>
    public ReadOnlySpan<byte> Write(long timestamp, IEnumerable<KeyValuePair<string, MetricValue>> values)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        _writer.WriteNumber("ts"u8, timestamp);
        _writer.WriteNumber("seq"u8, ++_sequence);
        _writer.WriteStartObject("values"u8);
        foreach (var (metric, value) in values)
        {
            value.WriteTo(_writer, metric);
        }

        _writer.WriteEndObject();
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
