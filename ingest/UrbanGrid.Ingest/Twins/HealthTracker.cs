using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Twins;

/// <summary>
/// Health of one device with dwell both ways: silence makes it suspect, longer silence offline; once back it must stay for
/// the recovery time before it is online. A blip shorter than the offline time is told to nobody. Times are Unix ms.
/// </summary>
internal sealed class HealthTracker(HealthLimits limits)
{
    private readonly long _suspectMs = Ms(limits.SuspectS);
    private readonly long _offlineMs = Ms(limits.OfflineS);
    private readonly long _recoverMs = Ms(limits.RecoverS);
    private readonly long _gatewayMs = Ms(limits.GatewayS);
    private long _silentFrom;
    private long? _gatewayGoneFrom;
    private long? _recoveredAt;

    public DeviceHealth State { get; private set; }

    /// <summary>When anything last arrived.</summary>
    public long? LastSeen { get; private set; }

    /// <summary>Next moment at which <see cref="Advance"/> may change something; null for none.</summary>
    public long? Due => _offlineMs <= 0 ? null : State switch
    {
        DeviceHealth.Online => _silentFrom + _suspectMs,
        DeviceHealth.Suspect => Math.Min(_recoveredAt ?? long.MaxValue, OfflineAt),
        DeviceHealth.Offline => _recoveredAt,
        _ => null,
    };

    private long OfflineAt => Math.Min(_silentFrom + _offlineMs, _gatewayGoneFrom + _gatewayMs ?? long.MaxValue);

    /// <summary>Something arrived.</summary>
    public void Seen(long at)
    {
        LastSeen = at;
        _silentFrom = at;
        _gatewayGoneFrom = null;
        if (State == DeviceHealth.Unknown)
        {
            State = DeviceHealth.Online;
        }
        else if (State != DeviceHealth.Online)
        {
            _recoveredAt ??= at + _recoverMs;
        }
    }

    /// <summary>The connection died without a good-bye.</summary>
    public void Lost()
    {
        _recoveredAt = null;
        if (State == DeviceHealth.Online)
        {
            State = DeviceHealth.Suspect;
        }
    }

    /// <summary>The edge agent it speaks through went away: it cannot be heard, however seldom it speaks.</summary>
    public void GatewayLost(long at)
    {
        _gatewayGoneFrom ??= at;
        Lost();
    }

    /// <summary>The edge agent is there again; the device counts as online once it is heard.</summary>
    public void GatewayBack() => _gatewayGoneFrom = null;

    /// <summary>
    /// After a restart of the hub: the device's silence counts from now, because while the hub was away nobody listened.
    /// </summary>
    public void Restore(long? lastSeen, bool offline, long now)
    {
        LastSeen = lastSeen;
        _silentFrom = now;
        State = offline ? DeviceHealth.Offline : lastSeen is null ? DeviceHealth.Unknown : DeviceHealth.Suspect;
    }

    /// <summary>Lets time pass; returns whether the state changed.</summary>
    public bool Advance(long now)
    {
        var before = State;
        while (Due is { } due && due <= now)
        {
            Step(due);
        }

        return State != before;
    }

    private void Step(long at)
    {
        if (State == DeviceHealth.Online)
        {
            State = DeviceHealth.Suspect;
        }
        else if (_recoveredAt == at)
        {
            _recoveredAt = null;
            if (at - _silentFrom < _suspectMs)
            {
                State = DeviceHealth.Online;
            }
        }
        else
        {
            State = DeviceHealth.Offline;
            _recoveredAt = null;
        }
    }

    private static long Ms(double seconds) => (long)(seconds * 1_000);
}
