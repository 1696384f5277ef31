using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>
/// Counts what became of earlier alarms. Verdicts are added in the order of the decisions, so that while a training passes
/// through them each one is counted against those before it only: what is learnt from a camera's past never holds its future.
/// </summary>
public sealed class VerdictHistory(LearningSettings settings, TimeZoneInfo timeZone)
{
    private readonly Dictionary<string, Tally> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Rule, string Device), Past> _devices = [];

    /// <summary>Adds a verdict; one that says nothing of the detector is left out.</summary>
    public void Add(Verdict verdict)
    {
        if (!verdict.Counts)
        {
            return;
        }

        var facts = verdict.Facts;
        _rules[facts.Rule] = _rules.GetValueOrDefault(facts.Rule).With(verdict.Confirmed);
        var key = (facts.Rule, facts.DeviceId);
        if (!_devices.TryGetValue(key, out var past))
        {
            _devices[key] = past = new Past();
        }

        past.Add(facts, HourOf(facts), verdict.Confirmed, settings.PrecisionWindow);
    }

    /// <summary>What became of those that were like this one.</summary>
    public HistoryCounts CountsOf(AlarmFacts facts)
    {
        var rule = _rules.GetValueOrDefault(facts.Rule);
        return _devices.TryGetValue((facts.Rule, facts.DeviceId), out var past)
            ? past.CountsOf(rule, facts, HourOf(facts), settings)
            : new HistoryCounts(rule, default, default, default, default);
    }

    /// <summary>Hour of the city's day.</summary>
    public double HourOf(AlarmFacts facts) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(facts.RaisedAt), timeZone).TimeOfDay.TotalHours;

    /// <summary>The newest verdicts of one device and rule.</summary>
    private sealed class Past
    {
        private readonly Queue<(string? Zone, PictureBox? Box, double Hour, bool Confirmed)> _known = new();

        public void Add(AlarmFacts facts, double hour, bool confirmed, int most)
        {
            _known.Enqueue((facts.Zone, facts.Box, hour, confirmed));
            if (_known.Count > most)
            {
                _known.Dequeue();
            }
        }

        public HistoryCounts CountsOf(Tally rule, AlarmFacts facts, double hour, LearningSettings settings)
        {
            Tally camera = default, zone = default, place = default, time = default;
            foreach (var known in _known)
            {
                camera = camera.With(known.Confirmed);
                if (facts.Zone is not null && known.Zone == facts.Zone)
                {
                    zone = zone.With(known.Confirmed);
                }

                if (facts.Box is { } box && known.Box is { } other && other.OverlapWith(box) > settings.SamePlaceOverlap)
                {
                    place = place.With(known.Confirmed);
                }

                var apart = Math.Abs(known.Hour - hour);
                if (Math.Min(apart, 24 - apart) <= settings.HoursTogether / 2.0)
                {
                    time = time.With(known.Confirmed);
                }
            }

            return new HistoryCounts(rule, camera, zone, place, time);
        }
    }
}
