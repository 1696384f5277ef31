using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Twins;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Last step: keeps alarms, backgrounds and journeys, then tells the hub. A hub that throws is logged and counted, and nothing stops.</summary>
internal sealed class Announcer(
    ITelemetryStore store, Lazy<IObservationSubscriber> subscriber, TwinBoard board, JourneyWriter journeys, Lazy<LateDays> lateDays,
    IngestMetrics metrics, ILogger<Announcer> logger)
{
    public async ValueTask TellAsync(Outcome outcome, CancellationToken cancellationToken)
    {
        foreach (var background in outcome.Backgrounds)
        {
            await GuardAsync(() => store.SaveBackgroundAsync(background, cancellationToken), "Keeping the background", background.DeviceId);
        }

        foreach (var move in outcome.Vehicles.Moves)
        {
            board.Set(move);
            Guard(() => subscriber.Value.VehicleMoved(move));
        }

        journeys.Add(outcome.Vehicles);
        lateDays.Value.Want(outcome.Vehicles.Late);
        metrics.FixesRefused(outcome.Vehicles.Refused);
        await TellAlarmsAsync(outcome.News, cancellationToken);
    }

    /// <summary>Tells an alarm that is kept, e.g. one that held before the hub restarted.</summary>
    public ValueTask TellAgainAsync(Alarm alarm, CancellationToken cancellationToken) =>
        GuardAsync(() => subscriber.Value.AlarmChangedAsync(alarm, cancellationToken), "Telling alarm", alarm.Id);

    public void Tell(DeviceState device)
    {
        var twin = device.Snapshot();
        board.Set(twin);
        Guard(() => subscriber.Value.DeviceChanged(twin));
    }

    private async ValueTask TellAlarmsAsync(AlarmNews news, CancellationToken cancellationToken)
    {
        // Kept first, so that a restart tells it again; told also if it cannot be kept.
        await KeepAsync(news.Told, cancellationToken);
        await KeepAsync(news.Kept, cancellationToken);
        foreach (var alarm in news.Told)
        {
            if (alarm.ClearedAt is null)
            {
                metrics.AlarmRaised(alarm.Rule);
            }

            await TellAgainAsync(alarm, cancellationToken);
        }
    }

    private ValueTask KeepAsync(List<Alarm> alarms, CancellationToken cancellationToken) => alarms.Count == 0
        ? ValueTask.CompletedTask
        : GuardAsync(() => store.SaveAlarmsAsync(alarms, cancellationToken), "Keeping alarm", alarms[0].Id);

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

    private async ValueTask GuardAsync(Func<ValueTask> act, string what, string key)
    {
        try
        {
            await act();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            metrics.SubscriberFailed();
            logger.LogError(problem, "{What} {Key} failed", what, key);
        }
    }
}
