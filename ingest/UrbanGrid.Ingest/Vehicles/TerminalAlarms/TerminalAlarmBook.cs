using System.Globalization;
using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.TerminalAlarms;

/// <summary>The alarms the terminal of one vehicle holds: raised when a bit comes, cleared when it goes. Touched by the vehicle's grid worker alone.</summary>
internal sealed class TerminalAlarmBook
{
    private readonly Dictionary<string, Alarm> _open = new(StringComparer.Ordinal);
    private long _lastAt = long.MinValue;
    private uint _last;

    /// <summary>Takes the alarm bits of a message; one older than the newest changes nothing.</summary>
    /// <param name="deviceId">The vehicle.</param>
    /// <param name="at">Unix ms of the message's position.</param>
    /// <param name="bits">The bits.</param>
    /// <param name="place">Where; null if nobody knows.</param>
    /// <param name="receivedAt">Unix ms of the hub.</param>
    /// <param name="alarms">Takes what was raised or cleared.</param>
    public void Take(string deviceId, long at, uint bits, GeoPoint? place, long receivedAt, List<Alarm> alarms)
    {
        if (at < _lastAt)
        {
            return;
        }

        _lastAt = at;
        if (bits == _last && (bits != 0 || _open.Count == 0))
        {
            return;
        }

        _last = bits;
        foreach (var rule in TerminalAlarmRule.Table)
        {
            var isSet = (bits >> rule.Bit & 1) == 1;
            if (isSet && !_open.ContainsKey(rule.Rule))
            {
                alarms.Add(_open[rule.Rule] = new Alarm
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"{deviceId}:{rule.Rule}:{at}"),
                    DeviceId = deviceId,
                    Rule = rule.Rule,
                    Severity = rule.Severity,
                    StartedAt = at,
                    RaisedAt = Math.Max(at, receivedAt),
                    Place = place,
                });
            }
            else if (!isSet && _open.Remove(rule.Rule, out var ended))
            {
                alarms.Add(ended with { ClearedAt = Math.Max(ended.RaisedAt, receivedAt) });
            }
        }
    }

    /// <summary>An alarm that held before the hub restarted.</summary>
    public void Restore(Alarm alarm) => _open[alarm.Rule] = alarm;
}
