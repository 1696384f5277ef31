using UrbanGrid.Contracts;

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
                due = BoundRule.Earlier(due, state.Due);
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

    /// <summary>Judges every rule on the values of one moment; alarms to be told are added.</summary>
    public void Judge(DeviceState device, in Instant at, List<Alarm> alarms)
    {
        for (var i = 0; i < _states.Length; i++)
        {
            Add(alarms, HigherStep(i) is { } higher ? _states[i].GiveWay(device, higher.RaisedAt, at.HubTime) : _states[i].Judge(device, at));
        }
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
