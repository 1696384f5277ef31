using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Pipeline;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>
/// The terminals that are connected, one a device. Of two that say they are the same device the newer one wins, because a
/// terminal whose connection died comes back before the hub knows; two that keep taking it from each other are two terminals
/// with one number, of which the newer is turned away until the other is silent.
/// </summary>
internal sealed class TerminalSessions(
    DeviceRegistry registry, DeviceConnections connections, ConnectionLog log, GridWorkers workers, Jt808Metrics metrics, IngestOptions options, TimeProvider time,
    ILogger<TerminalSessions> logger)
{
    private readonly Jt808Options _options = options.Jt808;
    private readonly ConcurrentDictionary<string, TerminalSession> _devices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long From, int Count)> _takeOvers = new(StringComparer.Ordinal);

    /// <summary>Terminals connected.</summary>
    public int Count => _devices.Count;

    /// <summary>The terminal of a device; null while none is connected.</summary>
    public TerminalSession? Find(string deviceId) => _devices.GetValueOrDefault(deviceId);

    /// <summary>A terminal has shown that it is this device; false if it is turned away.</summary>
    public bool TryStart(TerminalSession session, Device device)
    {
        var now = Now();
        if (_devices.TryGetValue(device.Id, out var other) && other != session)
        {
            if (Flaps(device.Id, now) && now - other.LastHeard < other.MaxSilence)
            {
                metrics.Refused("two_terminals");
                Log(device.Id, session, ConnectionEventKind.Refused, $"two terminals have this number: {other.Link.Address} keeps it");
                return false;
            }

            Log(device.Id, other, ConnectionEventKind.Disconnected, $"taken over by {session.Link.Address}");
            connections.Ended(device.Id);
            other.Link.Close("taken_over");
        }

        var isNew = session.DeviceId is null;
        session.Authenticate(device.Id, registry.TerminalCodeOf(device.Id), now, device.Number("heartbeat_s") is > 0 and <= 86_400 and var seconds ? TimeSpan.FromSeconds(seconds) : _options.Heartbeat);
        _devices[device.Id] = session;
        if (isNew)
        {
            connections.Started(device.Id, now);
            Log(device.Id, session, ConnectionEventKind.Connected, "accepted");
        }

        return true;
    }

    /// <summary>A terminal is gone.</summary>
    public async ValueTask EndAsync(TerminalSession session, string why)
    {
        session.End();
        if (session.DeviceId is not { } device || !_devices.TryRemove(new KeyValuePair<string, TerminalSession>(device, session)))
        {
            return;
        }

        connections.Ended(device);
        Log(device, session, ConnectionEventKind.Disconnected, why);
        if (!session.LoggedOut && why != "stopping" && registry.Find(device) is { } known)
        {
            await workers.LostAsync(known, Now(), CancellationToken.None);
        }
    }

    /// <summary>Closes the connection of a device, e.g. when it is shut out.</summary>
    public void Close(string deviceId, string why) => Find(deviceId)?.Link.Close(why);

    /// <summary>Closes every connection.</summary>
    public void CloseAll()
    {
        foreach (var session in _devices.Values)
        {
            session.Link.Close("stopping");
        }
    }

    /// <summary>Writes a line of the connection log.</summary>
    public void Log(string device, TerminalSession session, ConnectionEventKind kind, string reason)
    {
        log.Add(new ConnectionEvent(Now(), device, $"jt808:{session.Phone}", session.Link.Address, kind, reason));
        logger.LogInformation("Terminal {Phone} of {Device} at {Address} {Kind}: {Reason}", session.Phone, device, session.Link.Address, kind, reason);
    }

    private bool Flaps(string device, long now)
    {
        var window = (long)_options.FlapTime.TotalMilliseconds;
        var (_, count) = _takeOvers.AddOrUpdate(device, (now, 1), (_, known) => now - known.From > window ? (now, 1) : (known.From, known.Count + 1));
        return count > _options.MaxTakeOvers;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
