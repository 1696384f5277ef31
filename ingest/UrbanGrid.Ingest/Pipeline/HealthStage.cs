using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Notes that the device was heard, and turns longer silence into one alarm with an end.</summary>
internal sealed class HealthStage : IObservationStage
{
    public void Apply(DeviceState device, in Moment moment, Outcome outcome)
    {
        var before = device.Health.State;
        device.Health.Advance(moment.ReceivedAt);
        if (moment.Observation.SaysOnline == false)
        {
            device.Health.Lost();
        }
        else
        {
            device.Health.Seen(moment.ReceivedAt);
        }

        Tell(device, before, moment.ReceivedAt, outcome);
    }

    public static void OnTime(DeviceState device, long now, Outcome outcome)
    {
        var before = device.Health.State;
        device.Health.Advance(now);
        Tell(device, before, now, outcome);
    }

    private static void Tell(DeviceState device, DeviceHealth before, long now, Outcome outcome)
    {
        var state = device.Health.State;
        if (state == before)
        {
            return;
        }

        outcome.Urgent = true;
        TellMap(device, state, now, outcome);
        if (state == DeviceHealth.Offline)
        {
            var since = device.Health.LastSeen ?? now;
            outcome.Alarms.Add(device.Silence = new Alarm
            {
                Id = AlarmId.Of(device.Device.Id, DeviceState.SilenceRule, since),
                DeviceId = device.Device.Id,
                Rule = DeviceState.SilenceRule,
                Severity = AlarmSeverity.Minor,
                StartedAt = since,
                RaisedAt = now,
            });
        }
        else if (state == DeviceHealth.Online && device.Silence is { } silence)
        {
            outcome.Alarms.Add(silence with { ClearedAt = now });
            device.Silence = null;
        }
    }

    private static void TellMap(DeviceState device, DeviceHealth state, long now, Outcome outcome)
    {
        if (device.IsVehicle && state == DeviceHealth.Offline)
        {
            device.Vehicle.Offline(now, outcome.Vehicles);
        }
        else if (device.IsVehicle && state == DeviceHealth.Online)
        {
            device.Vehicle.Back(outcome.Vehicles);
        }
    }
}
