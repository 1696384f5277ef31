using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Hub.Triage;

/// <summary>
/// Ends alarms whose end the hub has not heard: at the start those that ended while it was down, and once an hour those of
/// devices that are registered no more.
/// </summary>
public sealed class MissedEnds(
    AlarmRegister register, ITelemetryStore store, DeviceRegistry devices, ObservationFlow flow, TimeProvider time, ILogger<MissedEnds> logger)
    : BackgroundService
{
    private const int AlarmsOfDevice = 1_000;
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await EndAllAsync((await register.OpenAsync(stoppingToken)).Where(a => devices.Find(a.DeviceId) is null), stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "Alarms of devices that are gone could not be ended; the next try is in {Period}", Period);
            }
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        // The register first: an alarm raised between the two reads is then in neither or in the second. One that became part
        // of a group's alarm has ended for whoever heard of it.
        var registered = await register.OpenAsync(cancellationToken);
        var open = (await store.OpenAlarmsAsync(cancellationToken)).Where(a => a.PartOf is null).Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var missed = registered.Where(a => !open.Contains(a.Id) || devices.Find(a.DeviceId) is null).ToList();
        await EndAllAsync(missed, cancellationToken);
        if (missed.Count > 0)
        {
            logger.LogInformation("{Alarms} alarms ended while the hub was down", missed.Count);
        }
    }

    private async Task EndAllAsync(IEnumerable<AlarmRecord> alarms, CancellationToken cancellationToken)
    {
        foreach (var ofDevice in alarms.GroupBy(a => a.DeviceId))
        {
            var told = (await store.AlarmsAsync(ofDevice.Key, AlarmsOfDevice, cancellationToken)).ToDictionary(a => a.Id, StringComparer.Ordinal);
            foreach (var alarm in ofDevice)
            {
                await EndAsync(alarm, told.GetValueOrDefault(alarm.Id), cancellationToken);
            }
        }
    }

    /// <summary>
    /// What ingest keeps ended at a known moment, and its incident must hear of it. What it does not know came from a detector
    /// of the hub itself, which has forgotten it: nothing holds any more, but the thing may lie there still, so its incident
    /// waits for an operator.
    /// </summary>
    private async Task EndAsync(AlarmRecord record, Alarm? told, CancellationToken cancellationToken)
    {
        var ended = record.ToAlarm() with { ClearedAt = told?.ClearedAt ?? time.GetUtcNow().ToUnixTimeMilliseconds() };
        if (told is null && record.Box is not null)
        {
            await register.TakeAsync(ended, cancellationToken);
        }
        else
        {
            await flow.AlarmChangedAsync(ended, cancellationToken);
        }
    }
}
