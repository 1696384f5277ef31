namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// The receiving side of QoS 2, MQTT 5 §4.3.3: packet identifiers of messages that the application has or is getting, until
/// the client releases them. A message that comes again meanwhile, also over another connection, is not passed on again.
/// </summary>
internal sealed class HeldReceipts
{
    private readonly Lock _lock = new();
    private Dictionary<ushort, Entry>? _entries;

    /// <summary>Identifiers whose PUBREC is due or sent and whose PUBREL has not come.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries?.Count ?? 0;
            }
        }
    }

    /// <summary>Takes up an identifier that a store has kept.</summary>
    public void Restore(ushort packetId)
    {
        lock (_lock)
        {
            (_entries ??= [])[packetId] = new Entry(IsDone: true, default);
        }
    }

    /// <summary>
    /// A message has come. True if it is new; otherwise its acknowledgement goes out when that of the first one does, or at
    /// once if the first one is done with.
    /// </summary>
    public bool TryBegin(ushort packetId, PublishReceipt receipt, out bool isDone)
    {
        lock (_lock)
        {
            _entries ??= [];
            if (!_entries.TryGetValue(packetId, out var known))
            {
                isDone = false;
                _entries[packetId] = new Entry(IsDone: false, default);
                return true;
            }

            isDone = known.IsDone;
            if (!isDone)
            {
                _entries[packetId] = known with { Waiting = receipt };
            }

            return false;
        }
    }

    /// <summary>The application is done with a message; an error frees the identifier. Returns who waits for that, too.</summary>
    public PublishReceipt Complete(ushort packetId, bool isError)
    {
        lock (_lock)
        {
            if (_entries is null || !_entries.TryGetValue(packetId, out var known))
            {
                return default;
            }

            if (isError)
            {
                _entries.Remove(packetId);
            }
            else
            {
                _entries[packetId] = new Entry(IsDone: true, default);
            }

            return known.Waiting;
        }
    }

    /// <summary>PUBREL has come; false if the identifier is not held.</summary>
    public bool Release(ushort packetId)
    {
        lock (_lock)
        {
            return _entries is not null && _entries.TryGetValue(packetId, out var known) && known.IsDone && _entries.Remove(packetId);
        }
    }

    private readonly record struct Entry(bool IsDone, PublishReceipt Waiting);
}
