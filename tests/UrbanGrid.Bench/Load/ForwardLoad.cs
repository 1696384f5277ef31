using System.Diagnostics;

namespace UrbanGrid.Bench;

/// <summary>Many publishers at QoS 1 and one subscriber at QoS 1 at a plain broker; what counts is what reaches the subscriber.</summary>
internal sealed class ForwardLoad(int port, int connections, int window, int payloadBytes)
{
    private readonly MqttLoad _load = new(port, [.. Enumerable.Repeat("", connections)], payloadBytes);

    /// <summary>Messages forwarded per second, from the first sent to the last received.</summary>
    /// <exception cref="TimeoutException">The broker lost some.</exception>
    public async Task<double> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var subscriber = await MqttLoadSubscriber.OpenAsync(port, "urbangrid/v1/#", cancellationToken);
        var began = Stopwatch.GetTimestamp();
        var result = await _load.RunAsync(window, duration, cancellationToken);
        var last = await subscriber.WaitForAsync(result.Acknowledged, cancellationToken);
        return result.Acknowledged / Stopwatch.GetElapsedTime(began, last).TotalSeconds;
    }
}
