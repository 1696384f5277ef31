using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Twins;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Last step: keeps alarms and backgrounds, then tells the hub. A hub that throws is logged and counted, and nothing stops.</summary>
internal sealed class Announcer(
    ITelemetryStore store, Lazy<IObservationSubscriber> subscriber, TwinBoard board, IngestMetrics metrics, ILogger<Announcer> logger)
{
    public async ValueTask TellAsync(Outcome outcome, CancellationToken cancellationToken)
    {
        foreach (var background in outcome.Backgrounds)
        {
            await store.SaveBackgroundAsync(background, cancellationToken);
        }

        foreach (var move in outcome.Moves)
        {
            board.Set(move);
            Guard(() => subscriber.Value.VehicleMoved(move));
        }

        foreach (var alarm in outcome.Alarms)
        {
            await TellAsync(alarm, cancellationToken);
        }
    }

    /// <summary>Keeps an alarm, so that a restart tells it again, then tells it.</summary>
    public async ValueTask TellAsync(Contracts.Alarm alarm, CancellationToken cancellationToken)
    {
        if (alarm.ClearedAt is null)
        {
            metrics.AlarmRaised(alarm.Rule);
        }

        try
        {
            await store.SaveAlarmAsync(alarm, cancellationToken);
            await subscriber.Value.AlarmChangedAsync(alarm, cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            metrics.SubscriberFailed();
            logger.LogError(problem, "Telling alarm {Alarm} failed", alarm.Id);
        }
    }

    /// <summary>Tells an alarm that held before the hub restarted.</summary>
    public async ValueTask TellAgainAsync(Contracts.Alarm alarm, CancellationToken cancellationToken)
    {
        try
        {
            await subscriber.Value.AlarmChangedAsync(alarm, cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            metrics.SubscriberFailed();
            logger.LogError(problem, "Telling alarm {Alarm} again failed", alarm.Id);
        }
    }

    public void Tell(DeviceState device)
    {
        var twin = device.Snapshot();
        board.Set(twin);
        Guard(() => subscriber.Value.DeviceChanged(twin));
    }

    private void Guard(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception problem)
        {
            metrics.SubscriberFailed();
            logger.LogError(problem, "The hub threw at a device's news");
        }
    }
}
