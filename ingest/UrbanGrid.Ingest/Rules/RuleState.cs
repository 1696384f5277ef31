using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// Where one rule of one device stands. Hold and clear times run twice: on the device's own time stamps, so that a backlog
/// is judged as it happened, and on the hub's clock from the arrival, so that they end with no further message.
/// </summary>
internal sealed class RuleState(BoundRule rule)
{
    private Phase _phase;
    private long _began;
    private long _due;

    private enum Phase
    {
        Idle,
        Pending,
        Raised,
        Clearing,
    }

    public BoundRule Rule => rule;

    /// <summary>The alarm that holds; null if none.</summary>
    public Alarm? Alarm { get; private set; }

    /// <summary>Hub time at which <see cref="Advance"/> will change something; null for none.</summary>
    public long? Due => _phase is Phase.Pending or Phase.Clearing ? _due : null;

    /// <summary>Takes over an alarm that held before the hub restarted.</summary>
    public void Restore(Alarm alarm)
    {
        Alarm = alarm;
        _phase = Phase.Raised;
    }

    /// <summary>Takes over a hold that was running before the hub restarted.</summary>
    public void ResumeHold(long began, long due, long now) => (_phase, _began, _due) = (Phase.Pending, began, Math.Max(due, now));

    /// <summary>Judges the values of one moment; returns the alarm if it was raised or cleared.</summary>
    /// <param name="device">The device with these values.</param>
    /// <param name="timestamp">The device's time.</param>
    /// <param name="now">The hub's time of arrival.</param>
    public Alarm? Judge(DeviceState device, long timestamp, long now)
    {
        var verdict = rule.Evaluate(device, timestamp);
        return _phase switch
        {
            Phase.Idle => verdict == RuleVerdict.Holds ? Begin(Phase.Pending, device, timestamp, now, rule.HoldMs) : null,
            Phase.Pending => verdict == RuleVerdict.Holds ? Continue(device, timestamp, rule.HoldMs) : Fall(Phase.Idle),
            Phase.Raised => verdict == RuleVerdict.Clear ? Begin(Phase.Clearing, device, timestamp, now, rule.ClearMs) : null,
            _ => verdict switch
            {
                RuleVerdict.Holds => Fall(Phase.Raised),
                RuleVerdict.Clear => Continue(device, timestamp, rule.ClearMs),
                _ => null,
            },
        };
    }

    /// <summary>Lets time pass; returns the alarm if it was raised or cleared.</summary>
    public Alarm? Advance(DeviceState device, long now) => Due is { } due && due <= now ? Finish(device, due) : null;

    private Alarm? Begin(Phase phase, DeviceState device, long timestamp, long now, long waitMs)
    {
        (_phase, _began, _due) = (phase, timestamp, now + waitMs);
        return waitMs <= 0 ? Finish(device, timestamp) : null;
    }

    private Alarm? Continue(DeviceState device, long timestamp, long waitMs) =>
        timestamp - _began >= waitMs ? Finish(device, _began + waitMs) : null;

    private Alarm? Fall(Phase phase)
    {
        _phase = phase;
        return null;
    }

    private Alarm? Finish(DeviceState device, long at)
    {
        if (_phase == Phase.Pending)
        {
            _phase = Phase.Raised;
            return Alarm = rule.Raise(device, _began, at);
        }

        _phase = Phase.Idle;
        var cleared = Alarm! with { ClearedAt = _began };
        Alarm = null;
        return cleared;
    }
}
