using System.Diagnostics.CodeAnalysis;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>What one connection has to say beside messages and the acknowledgements that the application completes.</summary>
internal sealed class Replies
{
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _packets = new();
    private readonly Queue<AckPacket> _handshakes = new();

    /// <summary>Replies waiting.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _packets.Count + _handshakes.Count;
            }
        }
    }

    public void Add(byte[] packet)
    {
        lock (_lock)
        {
            _packets.Enqueue(packet);
        }
    }

    /// <summary>PUBREC of a message that came again, PUBREL or PUBCOMP.</summary>
    public void Add(in AckPacket handshake)
    {
        lock (_lock)
        {
            _handshakes.Enqueue(handshake);
        }
    }

    public bool TryTake([NotNullWhen(true)] out byte[]? packet)
    {
        lock (_lock)
        {
            return _packets.TryDequeue(out packet);
        }
    }

    public bool TryTake(out AckPacket handshake)
    {
        lock (_lock)
        {
            return _handshakes.TryDequeue(out handshake);
        }
    }
}
