using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Twins;
using UrbanGrid.Ingest.Vehicles.Rules;
using UrbanGrid.Ingest.Vehicles.TerminalAlarms;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>
/// Makes the devices' states anew from the store when the hub starts: last values, open alarms, learned backgrounds, and
/// holds that were running. Open alarms are told again; their id is the key.
/// </summary>
internal sealed class TwinRebuilder(
    ITelemetryStore store, DeviceRegistry registry, DeviceModels models, VehicleRebuilder vehicles, TwinBoard board, VehicleSurroundings around,
    IngestOptions options, TimeProvider time)
{
    /// <summary>Raw values read back per metric to find where a running hold began.</summary>
    private const int ReplayLimit = 5_000;

    public async Task<IReadOnlyList<DeviceState>> RebuildAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var states = registry.List().ToDictionary(d => d.Id, d => new DeviceState(d, models.FindOrGeneric(d.Model), options.TimeZone, around));
        foreach (var background in await store.BackgroundsAsync(cancellationToken))
        {
            states.GetValueOrDefault(background.DeviceId)?.RestoreBackground(background.Metric, background.Value);
        }

        var lastSeen = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var (deviceId, sample) in store.LatestAsync(cancellationToken))
        {
            if (states.TryGetValue(deviceId, out var state))
            {
                state.Take(sample.Metric, new MetricValue(sample.Timestamp, sample.Value, sample.Text));
                Note(lastSeen, deviceId, sample.Timestamp);
            }
        }

        // Rules of vehicles judge the end of the track once more; alarms that held then go on as they were.
        var positions = await vehicles.RebuildAsync(states, now, cancellationToken);
        await RestoreAlarmsAsync(states, now, cancellationToken);
        foreach (var position in positions)
        {
            Note(lastSeen, position.DeviceId, position.Timestamp);
            if (states.TryGetValue(position.DeviceId, out var state))
            {
                board.Set(state.Vehicle.Restore(position, state.Silence is not null, now));
            }
        }

        foreach (var state in states.Values)
        {
            state.Health.Restore(lastSeen.TryGetValue(state.Device.Id, out var seen) ? seen : null, state.Silence is not null, now);
            if (state.Device.Gateway is not null)
            {
                // No edge agent is connected to a hub that starts.
                state.Health.GatewayLost(now);
            }

            state.Orphans.AddRange(state.IsVehicle ? state.Vehicle.Rules.Untold : []);
            state.RestoreHeard(now);
            await ResumeHoldsAsync(state, now, cancellationToken);
            board.Set(state.Snapshot());
        }

        return [.. states.Values];
    }

    private static void Note(Dictionary<string, long> lastSeen, string deviceId, long timestamp)
    {
        if (!lastSeen.TryGetValue(deviceId, out var known) || timestamp > known)
        {
            lastSeen[deviceId] = timestamp;
        }
    }

    private async Task RestoreAlarmsAsync(Dictionary<string, DeviceState> states, long now, CancellationToken cancellationToken)
    {
        foreach (var alarm in await store.OpenAlarmsAsync(cancellationToken))
        {
            if (!states.TryGetValue(alarm.DeviceId, out var state))
            {
                continue;
            }

            if (alarm.Rule == DeviceState.SilenceRule)
            {
                state.Silence = alarm;
            }
            else if (state.Rules.States.FirstOrDefault(r => r.Rule.Key == alarm.Rule) is { } rule)
            {
                rule.Restore(alarm, now);
            }
            else if (VehicleRuleTable.Has(alarm.Rule) && state.Vehicle.Rules.Restore(alarm))
            {
                // Goes on as it was.
            }
            else if (alarm.Rule.StartsWith(TerminalAlarmRule.Prefix, StringComparison.Ordinal))
            {
                state.Vehicle.TerminalAlarms.Restore(alarm);
            }
            else if (alarm.Members.Count > 0)
            {
                state.RestoredGroup = alarm;
            }
            else if (alarm is { Zone: null, Box: null } && state.Rules.States.Count > 0)
            {
                // A camera's alarm is about a place in its picture; this one is of a rule that the model no longer has.
                state.Orphans.Add(alarm with { ClearedAt = Math.Max(now, alarm.RaisedAt) });
            }
            else
            {
                state.TrackDetection(alarm);
            }
        }
    }

    /// <summary>
    /// A rule whose tests hold on the last values, but which has raised no alarm, was in its hold when the hub stopped. The
    /// values of that time are judged once more, so that the hold goes on from its true beginning.
    /// </summary>
    private async Task ResumeHoldsAsync(DeviceState state, long now, CancellationToken cancellationToken)
    {
        foreach (var rule in state.Rules.States.Where(r => r.Alarm is null))
        {
            var newest = rule.Rule.Metrics.Select(state.TimeOf).Max();
            if (newest is not { } end || rule.Rule.Evaluate(state, new Instant(end, now)) != RuleVerdict.Holds)
            {
                continue;
            }

            var began = await HoldBeganAsync(state, rule.Rule, end, cancellationToken);
            rule.ResumeHold(began, began + rule.Rule.HoldMs, now);
        }
    }

    private async Task<long> HoldBeganAsync(DeviceState state, BoundRule rule, long end, CancellationToken cancellationToken)
    {
        var values = new List<(long At, string Metric, double Value)>();
        foreach (var metric in rule.Metrics)
        {
            var query = new SeriesQuery(state.Device.Id, metric, end - rule.HoldMs, end + 1, 0, ReplayLimit);
            values.AddRange((await store.QueryAsync(query, cancellationToken)).Where(p => p.Text is null).Select(p => (p.Timestamp, metric, p.Value)));
        }

        var replay = state.ForReplay(models.FindOrGeneric(state.Device.Model), options.TimeZone);
        long? began = null;
        foreach (var (at, metric, value) in values.OrderBy(v => v.At))
        {
            replay.Take(metric, new MetricValue(at, value, null));
            replay.Track(metric, at, value, at);
            began = rule.Evaluate(replay, Instant.Now(at)) == RuleVerdict.Holds ? began ?? at : null;
        }

        return began ?? end;
    }
}
