using System.Buffers;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>
/// Topic strings a connection has used lately, found by their UTF-8 bytes: a device that repeats its topics makes no
/// garbage and has them checked once. Direct mapped; grows while entries push each other out, up to a limit.
/// </summary>
internal sealed class TopicCache
{
    private const int FirstSize = 8;
    private const int MaxSize = 1_024;

    private Entry?[] _entries = new Entry?[FirstSize];

    /// <summary>The topic name that the bytes spell.</summary>
    /// <exception cref="MqttProtocolException">Not well-formed UTF-8 (0x81), or no valid topic name (0x90).</exception>
    public string Get(in ReadOnlySequence<byte> utf8)
    {
        if (utf8.IsSingleSegment)
        {
            return Get(utf8.FirstSpan);
        }

        var scratch = ArrayPool<byte>.Shared.Rent((int)utf8.Length);
        utf8.CopyTo(scratch);
        try
        {
            return Get(scratch.AsSpan(0, (int)utf8.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private string Get(ReadOnlySpan<byte> utf8)
    {
        var hash = Hash(utf8);
        ref var slot = ref _entries[hash & (_entries.Length - 1)];
        if (slot is { } hit && hit.Hash == hash && utf8.SequenceEqual(hit.Utf8))
        {
            return hit.Topic;
        }

        var topic = PacketReader.Decode(utf8);
        if (!MqttTopic.IsValidName(topic))
        {
            throw new MqttProtocolException(
                MqttReasonCode.TopicNameInvalid, "A topic name is empty, too deep, or holds a wildcard.");
        }

        if (slot is not null && _entries.Length < MaxSize)
        {
            Grow();
            slot = ref _entries[hash & (_entries.Length - 1)];
        }

        slot = new Entry(hash, utf8.ToArray(), topic);
        return topic;
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new Entry?[old.Length * 2];
        foreach (var entry in old)
        {
            if (entry is not null)
            {
                _entries[entry.Hash & (_entries.Length - 1)] = entry;
            }
        }
    }

    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }

    private sealed record Entry(int Hash, byte[] Utf8, string Topic);
}
