using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// Where one rule of one device stands. Hold and clear times run twice: on the device's own time stamps, so that a backlog
/// is judged as it happened, and on the hub's clock from the arrival, so that they end with no further message. An alarm of
/// long ago is told only when the backlog has caught up with it (<see cref="Backlog"/>); one that is over by then is told
/// once, as over.
/// </summary>
internal sealed class RuleState(BoundRule rule)
{
    private BoundRule _rule = rule;
    private Recurrence? _recurrence;
    private Backlog? _backlog;
    private long _began;
    private long _due;
    private long? _nextLook;

    public BoundRule Rule => _rule;

    public RulePhase Phase { get; private set; }

    /// <summary>The alarm that holds, told or not; null if none.</summary>
    public Alarm? Alarm { get; private set; }

    /// <summary>The alarm that holds and was told; null if none.</summary>
    public Alarm? Told => _backlog is null ? Alarm : null;

    /// <summary>Whether nothing is under way, and time alone changes nothing: only new values of its metrics can.</summary>
    public bool IsAtRest => Phase == RulePhase.Idle && _backlog is null && !_rule.IsTimed;

    /// <summary>Hub time at which <see cref="Advance"/> may change something; null for none.</summary>
    public long? Due
    {
        get
        {
            var waits = Phase is RulePhase.Pending or RulePhase.Clearing || (Phase == RulePhase.Raised && _rule.AutoClearMs > 0);
            return BoundRule.Earlier(BoundRule.Earlier(waits ? _due : null, _nextLook), _backlog?.Due);
        }
    }

    /// <summary>Goes on under the rule as it is written now: a running hold, an open alarm and what was counted stay.</summary>
    public void Rebind(BoundRule changed)
    {
        _due += Phase switch
        {
            RulePhase.Pending => changed.HoldMs - _rule.HoldMs,
            RulePhase.Clearing => changed.ClearMs - _rule.ClearMs,
            RulePhase.Raised => changed.AutoClearMs - _rule.AutoClearMs,
            _ => 0,
        };
        _rule = changed;
    }

    /// <summary>Takes over an alarm that held before the hub restarted.</summary>
    public void Restore(Alarm alarm, long now) => (Alarm, Phase, _due) = (alarm, RulePhase.Raised, now + _rule.AutoClearMs);

    /// <summary>Takes over a hold that was running before the hub restarted.</summary>
    public void ResumeHold(long began, long due, long now) => (Phase, _began, _due) = (RulePhase.Pending, began, Math.Max(due, now));

    /// <summary>Finds out when time alone may change the verdict.</summary>
    public void PlanLook(DeviceState device, long now) => _nextLook = _rule.IsTimed ? _rule.NextLook(device, now) : null;

    /// <summary>Judges the device as it stands; returns the alarm if it is to be told, raised or cleared.</summary>
    public Alarm? Judge(DeviceState device, in Instant at)
    {
        var verdict = _rule.Evaluate(device, at);
        if (_rule.IsTimed)
        {
            PlanLook(device, at.HubTime);
        }

        var changed = Phase switch
        {
            RulePhase.Idle => verdict == RuleVerdict.Holds ? Begin(RulePhase.Pending, device, at, _rule.HoldMs) : null,
            RulePhase.Pending => verdict == RuleVerdict.Holds ? Continue(device, at, _rule.HoldMs) : Fall(RulePhase.Idle),
            RulePhase.Counted => verdict == RuleVerdict.Clear ? Fall(RulePhase.Idle) : null,
            RulePhase.Raised => verdict switch
            {
                RuleVerdict.Clear => Begin(RulePhase.Clearing, device, at, _rule.ClearMs),
                RuleVerdict.Holds => Confirm(at),
                _ => null,
            },
            _ => verdict switch
            {
                RuleVerdict.Holds => Confirm(at),
                RuleVerdict.Clear => Continue(device, at, _rule.ClearMs),
                _ => null,
            },
        };
        return changed ?? TellIfCaughtUp(at);
    }

    /// <summary>Lets time pass; returns the alarm if it is to be told, raised or cleared.</summary>
    public Alarm? Advance(DeviceState device, long now)
    {
        if (_nextLook <= now)
        {
            return Judge(device, Instant.Now(_nextLook.Value));
        }

        if (Phase is RulePhase.Pending or RulePhase.Clearing && _due <= now)
        {
            return Finish(device, new Instant(_due, _due));
        }

        if (Phase == RulePhase.Raised && _rule.AutoClearMs > 0 && _due <= now)
        {
            _began = _due;
            return End(_due);
        }

        return _backlog?.Due <= now ? Tell() : null;
    }

    /// <summary>A higher step holds: forgets a running hold, ends an alarm; returns it if it was told.</summary>
    public Alarm? GiveWay(DeviceState device, long at, long now)
    {
        PlanLook(device, now);
        var told = Told;
        (Alarm, _backlog, Phase) = (null, null, RulePhase.Idle);
        return told is null ? null : told with { ClearedAt = Math.Max(at, told.RaisedAt) };
    }

    private Alarm? Begin(RulePhase phase, DeviceState device, in Instant at, long waitMs)
    {
        // A metric may be read late: an alarm cannot end before it began.
        (Phase, _began, _due) = (phase, Math.Max(at.DeviceTime, Alarm?.StartedAt ?? long.MinValue), at.HubTime + waitMs);
        return waitMs <= 0 ? Finish(device, at) : null;
    }

    private Alarm? Continue(DeviceState device, in Instant at, long waitMs) =>
        at.DeviceTime - _began >= waitMs ? Finish(device, at with { DeviceTime = _began + waitMs }) : null;

    private Alarm? Confirm(in Instant at)
    {
        _due = at.HubTime + _rule.AutoClearMs;
        return Fall(RulePhase.Raised);
    }

    private Alarm? Fall(RulePhase phase)
    {
        Phase = phase;
        return null;
    }

    private Alarm? Finish(DeviceState device, in Instant at)
    {
        if (Phase == RulePhase.Clearing)
        {
            return End(_began);
        }

        if (_rule.Repeat is { } repeat && !(_recurrence ??= new Recurrence()).Note(_began, repeat))
        {
            return Fall(RulePhase.Counted);
        }

        Phase = RulePhase.Raised;
        _due = at.HubTime + _rule.AutoClearMs;
        Alarm = _rule.Raise(device, _began, at);
        _backlog = Backlog.IsPast(at) ? new Backlog(at) : null;
        return Told;
    }

    private Alarm End(long at)
    {
        var cleared = Alarm! with { ClearedAt = at };
        (Alarm, _backlog, Phase) = (null, null, RulePhase.Idle);
        return cleared;
    }

    private Alarm? TellIfCaughtUp(in Instant at) => _backlog?.CaughtUp(at) == true ? Tell() : null;

    private Alarm? Tell()
    {
        _backlog = null;
        return Alarm;
    }
}
