using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using UrbanGrid.Contracts;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Bench;

/// <summary>From sending a reading that a rule without hold time holds on, to the alarm on the stream of a browser.</summary>
internal sealed class AlarmLatency(HubChild hub, RulesBenchOptions options)
{
    private const string Probe = "bench-probe";
    private const string Rule = "smoke";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _waiting = new(StringComparer.Ordinal);

    /// <returns>Times in ms, sorted, and the rate of the load beside them.</returns>
    public async Task<(double[] Ms, double PerSecond)> RunAsync(CancellationToken cancellationToken)
    {
        var tokens = new string[RulesBenchOptions.LoadDevices];
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = await hub.AddDeviceAsync(MqttLoad.DeviceId(i), "manhole-cover", new { }, cancellationToken);
        }

        var token = await hub.AddDeviceAsync(
            Probe, "manhole-cover", new Dictionary<string, double> { [$"rule.{Rule}.hold_s"] = 0, [$"rule.{Rule}.clear_s"] = 0 }, cancellationToken);
        await using var probe = await ProbeClient.ConnectAsync(hub.MqttPort, Probe, token, cancellationToken);
        using var stream = await hub.StreamAsync(cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(stream, end.Token);
        var load = new MqttLoad(hub.MqttPort, tokens, RulesBenchOptions.PayloadBytes);
        await load.RunPacedAsync(options.Rate, TimeSpan.FromSeconds(3), cancellationToken); // warms up

        var running = load.RunPacedAsync(options.Rate, Pause * options.Probes * 2, cancellationToken);
        var times = new List<double>();
        for (var i = 0; i < options.Probes && !running.IsCompleted; i++)
        {
            times.Add(await ProbeAsync(probe, cancellationToken));
            await Task.Delay(Pause, cancellationToken);
        }

        var result = await running;
        await end.CancelAsync();
        await watching;
        return ([.. times.Order()], result.PerSecond);
    }

    private async Task<double> ProbeAsync(MqttClient probe, CancellationToken cancellationToken)
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var seen = _waiting[$"{Probe}:{Rule}:{at}"] = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = Stopwatch.GetTimestamp();
        await SendAsync(probe, at, value: true, cancellationToken);
        var arrived = await seen.Task.WaitAsync(Patience, cancellationToken);
        await SendAsync(probe, at + 1, value: false, cancellationToken);
        return Stopwatch.GetElapsedTime(began, arrived).TotalMilliseconds;
    }

    private static Task SendAsync(MqttClient probe, long at, bool value, CancellationToken cancellationToken) => probe.PublishAsync(
        DeviceTopic.Telemetry(Probe), Encoding.UTF8.GetBytes($$$"""{"ts":{{{at}}},"values":{"{{{Rule}}}":{{{(value ? "true" : "false")}}}}}"""),
        MqttQos.AtLeastOnce, retain: false, cancellationToken);

    /// <summary>The first event that carries an alarm's id is its raise.</summary>
    private async Task WatchAsync(StreamReader stream, CancellationToken cancellationToken)
    {
        try
        {
            while (await stream.ReadLineAsync(cancellationToken) is { } line)
            {
                var now = Stopwatch.GetTimestamp();
                var at = line.IndexOf($"{Probe}:{Rule}:", StringComparison.Ordinal);
                if (at >= 0 && _waiting.TryRemove(line[at..line.IndexOf('"', at)], out var seen))
                {
                    seen.TrySetResult(now);
                }
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException)
        {
            // The measurement is over.
        }
    }
}
