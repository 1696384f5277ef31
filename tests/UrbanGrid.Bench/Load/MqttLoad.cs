using System.Diagnostics;

namespace UrbanGrid.Bench;

/// <summary>What one run measured.</summary>
/// <param name="Acknowledged">PUBACKs received.</param>
/// <param name="Elapsed">From the first message to the last PUBACK.</param>
/// <param name="LatenciesMs">Time from sending a message to its PUBACK, sorted.</param>
internal sealed record MqttLoadResult(long Acknowledged, TimeSpan Elapsed, float[] LatenciesMs)
{
    public double PerSecond => Acknowledged / Elapsed.TotalSeconds;

    public double Percentile(double part) => LatenciesMs[Math.Min(LatenciesMs.Length - 1, (int)(LatenciesMs.Length * part))];
}

/// <summary>Many devices that publish at QoS 1.</summary>
internal sealed class MqttLoad(int port, string[] tokens, int payloadBytes)
{
    /// <summary>Every message of a device has a time of its own, over all runs.</summary>
    private readonly long[] _lastTimes = new long[tokens.Length];

    public long TotalAcknowledged { get; private set; }

    public static string DeviceId(int number) => $"bench-{number}";

    /// <summary>As fast as a window of unacknowledged messages lets each device.</summary>
    public Task<MqttLoadResult> RunAsync(int window, TimeSpan duration, CancellationToken cancellationToken) =>
        RunAsync(duration, (c, _, _, until) => c.PublishAsync(window, until, cancellationToken), cancellationToken);

    /// <summary>At a steady rate over all devices, whether or not the server keeps up.</summary>
    public Task<MqttLoadResult> RunPacedAsync(double perSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        var interval = Stopwatch.Frequency * tokens.Length / perSecond;
        // The devices begin one after the other within one interval, as devices do that know nothing of each other.
        return RunAsync(
            duration, (c, i, began, until) => c.PublishPacedAsync(interval, began + (long)(interval * i / tokens.Length), until, cancellationToken), cancellationToken);
    }

    private async Task<MqttLoadResult> RunAsync(TimeSpan duration, Func<MqttLoadConnection, int, long, long, Task> publish, CancellationToken cancellationToken)
    {
        var connections = await Task.WhenAll(tokens.Select((token, i) => MqttLoadConnection.OpenAsync(port, DeviceId(i), token, payloadBytes, _lastTimes[i], cancellationToken)));
        var began = Stopwatch.GetTimestamp();
        var until = began + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(connections.Select((c, i) => Task.Run(() => publish(c, i, began, until), cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(began);
        var latencies = connections.SelectMany(c => c.LatenciesMs).Order().ToArray();
        for (var i = 0; i < connections.Length; i++)
        {
            _lastTimes[i] = connections[i].LastTime;
            connections[i].Dispose();
        }

        TotalAcknowledged += latencies.Length;
        return new MqttLoadResult(latencies.Length, elapsed, latencies);
    }
}
