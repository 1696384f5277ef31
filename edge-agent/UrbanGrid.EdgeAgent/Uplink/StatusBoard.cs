using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.Mqtt;

namespace UrbanGrid.EdgeAgent.Uplink;

/// <summary>
/// Which devices are online, told to the hub as retained messages. A status is about now: it does not wait in the spool,
/// and is told again after every reconnect.
/// </summary>
public sealed class StatusBoard : IDisposable
{
    private readonly Lock _lock = new();
    // One tells at a time: closing must wait for what another has begun to tell, or it would be cut off half told.
    private readonly SemaphoreSlim _telling = new(1, 1);
    private readonly Dictionary<string, bool> _online = new(StringComparer.Ordinal);
    private readonly HashSet<string> _untold = new(StringComparer.Ordinal);
    private readonly MqttClient _client;
    private readonly ILogger<StatusBoard> _logger;
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Tells over this client.</summary>
    public StatusBoard(MqttClient client, ILogger<StatusBoard> logger)
    {
        (_client, _logger) = (client, logger);
        client.ConnectionChanged += connected =>
        {
            if (connected)
            {
                TellAllAgain();
            }
        };
    }

    /// <summary>Sets the state of a device; a change is logged and told once.</summary>
    public void Set(string deviceId, bool online)
    {
        lock (_lock)
        {
            if (_online.TryGetValue(deviceId, out var before) && before == online)
            {
                return;
            }

            _online[deviceId] = online;
            _untold.Add(deviceId);
        }

        _logger.LogInformation("{Device} is {State}", deviceId, online ? "online" : "offline");
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Whether the device was last set online.</summary>
    public bool IsOnline(string deviceId)
    {
        lock (_lock)
        {
            return _online.GetValueOrDefault(deviceId);
        }
    }

    /// <summary>Tells changes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _signal.Reader.ReadAsync(cancellationToken);
            await _client.WaitConnectedAsync(cancellationToken);
            await TellAsync(cancellationToken);
        }
    }

    /// <summary>Everything goes offline, and the hub is told if it is there.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        string[] devices;
        lock (_lock)
        {
            devices = [.. _online.Where(d => d.Value).Select(d => d.Key)];
        }

        foreach (var device in devices)
        {
            Set(device, online: false);
        }

        if (_client.IsConnected)
        {
            await TellAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _telling.Dispose();

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        await _telling.WaitAsync(cancellationToken);
        try
        {
            await TellChangesAsync(cancellationToken);
        }
        finally
        {
            _telling.Release();
        }
    }

    private async Task TellChangesAsync(CancellationToken cancellationToken)
    {
        (string Device, bool Online)[] changes;
        lock (_lock)
        {
            changes = [.. _untold.Select(d => (d, _online[d]))];
            _untold.Clear();
        }

        foreach (var (device, online) in changes)
        {
            try
            {
                await _client.PublishAsync(
                    DeviceTopic.Status(device), online ? "online"u8.ToArray() : "offline"u8.ToArray(), MqttQos.AtLeastOnce, retain: true, cancellationToken);
            }
            catch (IOException)
            {
                // The next session tells all of them again.
                return;
            }
        }
    }

    private void TellAllAgain()
    {
        lock (_lock)
        {
            _untold.UnionWith(_online.Keys);
        }

        _signal.Writer.TryWrite(true);
    }
}
