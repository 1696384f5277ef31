namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// Tells when a client has been silent for one and a half times its keep-alive, MQTT 5 §3.1.2.10. Runs only while the
/// socket is being read: a client that the server itself holds up is not silent.
/// </summary>
internal sealed class KeepAliveWatch(ushort keepAliveSeconds, TimeProvider time)
{
    private readonly TimeSpan _limit = TimeSpan.FromSeconds(keepAliveSeconds * 1.5);
    private long _since;

    public bool IsOver
    {
        get
        {
            var since = Volatile.Read(ref _since);
            return _limit > TimeSpan.Zero && since != 0 && time.GetElapsedTime(since) > _limit;
        }
    }

    public void Start() => Volatile.Write(ref _since, Math.Max(1, time.GetTimestamp()));

    public void Stop() => Volatile.Write(ref _since, 0);
}
