namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// Tells when a client has been silent for one and a half times its keep-alive, MQTT 5 §3.1.2.10. Runs only while the
/// socket is being read: a client that the server itself holds up is not silent.
/// </summary>
internal sealed class KeepAliveWatch(ushort keepAliveSeconds, TimeProvider time)
{
    private readonly TimeSpan _limit = TimeSpan.FromSeconds(keepAliveSeconds * 1.5);
    private long _since;
    private long _began;

    public bool IsOver
    {
        get
        {
            var since = Volatile.Read(ref _since);
            return _limit > TimeSpan.Zero && since != 0 && time.GetElapsedTime(since) > _limit;
        }
    }

    /// <summary>A packet has come; the silence begins anew.</summary>
    public void Start()
    {
        _began = Math.Max(1, time.GetTimestamp());
        Continue();
    }

    /// <summary>Some bytes have come, but no whole packet: the silence goes on, however often a byte trickles in.</summary>
    public void Continue() => Volatile.Write(ref _since, _began);

    public void Stop() => Volatile.Write(ref _since, 0);
}
