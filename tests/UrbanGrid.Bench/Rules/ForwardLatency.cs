using System.Diagnostics;
using System.Text;
using UrbanGrid.Contracts;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Bench;

/// <summary>The floor: the same reading through a broker that only forwards it, under the same load.</summary>
internal sealed class ForwardLatency(int port, RulesBenchOptions options)
{
    private const string Probe = "bench-probe";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private volatile TaskCompletionSource<long> _seen = new();

    /// <returns>Times in ms, sorted.</returns>
    public async Task<double[]> RunAsync(CancellationToken cancellationToken)
    {
        var topic = DeviceTopic.Telemetry(Probe);
        await using var publisher = await ProbeClient.ConnectAsync(port, Probe, "", cancellationToken);
        await using var subscriber = await ProbeClient.ConnectAsync(port, "bench-subscriber", "", cancellationToken);
        await subscriber.SubscribeAsync(
            topic, MqttQos.AtLeastOnce,
            (_, _) =>
            {
                _seen.TrySetResult(Stopwatch.GetTimestamp());
                return ValueTask.CompletedTask;
            },
            cancellationToken);
        var load = new MqttLoad(port, [.. Enumerable.Repeat("", RulesBenchOptions.LoadDevices)], RulesBenchOptions.PayloadBytes);
        var running = load.RunPacedAsync(options.Rate, Pause * options.Probes * 2, cancellationToken);
        var times = new List<double>();
        for (var i = 0; i < options.Probes && !running.IsCompleted; i++)
        {
            var seen = _seen = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            var began = Stopwatch.GetTimestamp();
            await publisher.PublishAsync(topic, Encoding.UTF8.GetBytes($$$"""{"ts":{{{i}}},"values":{"smoke":true}}"""), MqttQos.AtLeastOnce, retain: false, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(began, await seen.Task.WaitAsync(Patience, cancellationToken)).TotalMilliseconds);
            await Task.Delay(Pause, cancellationToken);
        }

        await running;
        return [.. times.Order()];
    }
}
