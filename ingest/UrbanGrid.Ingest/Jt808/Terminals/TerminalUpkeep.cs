using Microsoft.Extensions.Hosting;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>Every few seconds: connections that are silent too long are closed, missing packages are asked for. A device that is shut out or given a new token loses its connection at once.</summary>
internal sealed class TerminalUpkeep(TerminalGateway gateway, TerminalSessions sessions, DeviceRegistry registry, Jt808Metrics metrics, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.WatchConnections(() => sessions.Count);
        registry.Changed += OnChanged;
        registry.Removed += OnRemoved;
        _run = RunAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        registry.Changed -= OnChanged;
        registry.Removed -= OnRemoved;
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>One look at every connection.</summary>
    internal void Look()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var session in gateway.All)
        {
            if (now - session.LastHeard > session.MaxSilence)
            {
                metrics.Refused("idle");
                session.Link.Close("idle");
            }
            else if (session.DeviceId is null && now - session.ConnectedAt > session.MaxSilence)
            {
                metrics.Refused("never_authenticated");
                session.Link.Close("never_authenticated");
            }
            else
            {
                for (var lost = session.AskForParts(now); lost > 0; lost--)
                {
                    metrics.Refused("parts_missing");
                }
            }
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            Look();
        }
    }

    private void OnChanged(Device device)
    {
        if (sessions.Find(device.Id) is { } session && (!device.Enabled || registry.TerminalCodeOf(device.Id) != session.Code))
        {
            session.Link.Close(device.Enabled ? "new_token" : "disabled");
        }
    }

    private void OnRemoved(Device device) => sessions.Close(device.Id, "deleted");
}
