using System.Collections.Concurrent;
using System.Threading.Channels;
using UrbanGrid.Mqtt;

namespace UrbanGrid.EdgeAgent.Uplink;

/// <summary>
/// Tells the hub what is worth nothing a second later: not spooled, at QoS 0, of each topic only the last, and nothing while the hub is
/// away.
/// </summary>
public sealed class NowLine(MqttClient client)
{
    private readonly ConcurrentDictionary<string, byte[]> _waiting = new(StringComparer.Ordinal);
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Puts a message in the place of the one that still waits.</summary>
    public void Tell(string topic, byte[] payload)
    {
        if (client.IsConnected)
        {
            _waiting[topic] = payload;
            _signal.Writer.TryWrite(true);
        }
    }

    /// <summary>Tells until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _signal.Reader.ReadAsync(cancellationToken);
            foreach (var topic in _waiting.Keys)
            {
                if (_waiting.TryRemove(topic, out var payload) && client.IsConnected)
                {
                    await TellAsync(topic, payload, cancellationToken);
                }
            }
        }
    }

    private async Task TellAsync(string topic, byte[] payload, CancellationToken cancellationToken)
    {
        try
        {
            await client.PublishAsync(topic, payload, MqttQos.AtMostOnce, retain: false, cancellationToken);
        }
        catch (Exception e) when (e is IOException or MqttRefusedException)
        {
            // The next one is told when the hub is there again.
        }
    }
}
