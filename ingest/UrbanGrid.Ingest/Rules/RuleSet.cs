using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Rules;

/// <summary>The rules of one device, higher steps before the lower ones that they supersede.</summary>
internal sealed class RuleSet
{
    private RuleState[] _states = [];
    private int[][] _higher = [];

    /// <summary>The rules in the order they are judged in.</summary>
    public IReadOnlyList<RuleState> States => _states;

    /// <summary>Next hub time at which anything may change without a message; null for none.</summary>
    public long? Due
    {
        get
        {
            long? due = null;
            foreach (var state in _states)
            {
                if (!state.IsAtRest)
                {
                    due = BoundRule.Earlier(due, state.Due);
                }
            }

            return due;
        }
    }

    /// <summary>Takes over changed rules: those of the same key go on as they stand; alarms of the others end and are returned.</summary>
    public List<Alarm> Bind(IEnumerable<BoundRule> rules, long now)
    {
        var before = _states.ToDictionary(s => s.Rule.Key);
        _states = [.. HigherFirst([.. rules]).Select(rule => Bound(rule, before))];
        _higher = [.. _states.Select(lower => Enumerable.Range(0, _states.Length).Where(i => _states[i].Rule.Supersedes.Contains(lower.Rule.Key)).ToArray())];
        return [.. before.Values.Select(s => s.Told).OfType<Alarm>().Select(a => a with { ClearedAt = Math.Max(now, a.RaisedAt) })];
    }

    /// <summary>Finds out when time alone may change a verdict.</summary>
    public void PlanLooks(DeviceState device, long now) => Array.ForEach(_states, s => s.PlanLook(device, now));

    /// <summary>Judges the rules that the values of one moment concern; alarms to be told are added.</summary>
    /// <param name="device">The device, which has taken the values.</param>
    /// <param name="at">When.</param>
    /// <param name="samples">The values. A rule at rest that looks at none of them stays as it is.</param>
    /// <param name="alarms">Receives what is to be told.</param>
    public void Judge(DeviceState device, in Instant at, ReadOnlySpan<TelemetrySample> samples, List<Alarm> alarms)
    {
        var ended = false;
        for (var i = 0; i < _states.Length; i++)
        {
            var state = _states[i];
            if (!state.IsAtRest || state.Rule.LooksAt(samples) || (ended && _higher[i].Length > 0))
            {
                ended |= Judge(device, at, i, alarms);
            }
        }
    }

    /// <summary>Judges every rule as the device stands; alarms to be told are added.</summary>
    private void Judge(DeviceState device, in Instant at, List<Alarm> alarms)
    {
        for (var i = 0; i < _states.Length; i++)
        {
            Judge(device, at, i, alarms);
        }
    }

    /// <summary>Judges one rule; tells whether an alarm of it ended.</summary>
    private bool Judge(DeviceState device, in Instant at, int index, List<Alarm> alarms)
    {
        var state = _states[index];
        var held = state.Alarm is not null;
        Add(alarms, HigherStep(index) is { } higher ? state.GiveWay(device, higher.RaisedAt, at.HubTime) : state.Judge(device, at));
        return held && state.Alarm is null;
    }

    /// <summary>Lets time pass; alarms to be told are added.</summary>
    public void Advance(DeviceState device, long now, List<Alarm> alarms)
    {
        var freed = false;
        for (var i = 0; i < _states.Length; i++)
        {
            if (HigherStep(i) is { } higher)
            {
                Add(alarms, _states[i].GiveWay(device, higher.RaisedAt, now));
                continue;
            }

            var held = _states[i].Alarm is not null;
            Add(alarms, _states[i].Advance(device, now));
            freed |= held && _states[i].Alarm is null && _states[i].Rule.Supersedes.Count > 0;
        }

        if (freed)
        {
            // What the higher step hid may hold still.
            Judge(device, Instant.Now(now), alarms);
        }
    }

    private static RuleState Bound(BoundRule rule, Dictionary<string, RuleState> before)
    {
        if (!before.Remove(rule.Key, out var state))
        {
            return new RuleState(rule);
        }

        state.Rebind(rule);
        return state;
    }

    /// <summary>Keeps the order of the model but for rules that a later one supersedes.</summary>
    private static List<BoundRule> HigherFirst(BoundRule[] rules)
    {
        var ordered = new List<BoundRule>(rules.Length);
        foreach (var rule in rules)
        {
            Place(rule);
        }

        return ordered;

        void Place(BoundRule rule)
        {
            if (ordered.Contains(rule))
            {
                return;
            }

            foreach (var higher in rules.Where(r => r != rule && r.Supersedes.Contains(rule.Key) && !rule.Supersedes.Contains(r.Key)))
            {
                Place(higher);
            }

            ordered.Add(rule);
        }
    }

    private static void Add(List<Alarm> alarms, Alarm? alarm)
    {
        if (alarm is not null)
        {
            alarms.Add(alarm);
        }
    }

    private Alarm? HigherStep(int index)
    {
        foreach (var higher in _higher[index])
        {
            if (_states[higher].Alarm is { } alarm)
            {
                return alarm;
            }
        }

        return null;
    }
}
