using System.Diagnostics;

namespace UrbanGrid.Bench;

/// <summary>What one run measured.</summary>
/// <param name="Acknowledged">PUBACKs received.</param>
/// <param name="Elapsed">From the first message to the last PUBACK.</param>
/// <param name="LatenciesMs">Time from writing a message to its PUBACK, sorted.</param>
internal sealed record MqttLoadResult(long Acknowledged, TimeSpan Elapsed, float[] LatenciesMs)
{
    public double PerSecond => Acknowledged / Elapsed.TotalSeconds;

    public double Percentile(double part) => LatenciesMs[Math.Min(LatenciesMs.Length - 1, (int)(LatenciesMs.Length * part))];
}

/// <summary>Many devices that publish QoS 1 as fast as their window of unacknowledged messages lets them.</summary>
internal sealed class MqttLoad(int port, string[] tokens, int window, int payloadBytes)
{
    /// <summary>Every message of a device has a time of its own, over all runs.</summary>
    private long _nextTime = TimeProvider.System.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds();

    public long TotalAcknowledged { get; private set; }

    public static string DeviceId(int number) => $"bench-{number}";

    public async Task<MqttLoadResult> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var connections = await Task.WhenAll(tokens.Select((token, i) => MqttLoadConnection.OpenAsync(port, DeviceId(i), token, window, payloadBytes, cancellationToken)));
        var began = Stopwatch.GetTimestamp();
        var until = began + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(connections.Select(c => Task.Run(() => c.PublishAsync(_nextTime, until, cancellationToken), cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(began);
        var latencies = connections.SelectMany(c => c.LatenciesMs).Order().ToArray();
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        _nextTime += connections.Max(c => c.LatenciesMs.Count);
        TotalAcknowledged += latencies.Length;
        return new MqttLoadResult(latencies.Length, elapsed, latencies);
    }
}
