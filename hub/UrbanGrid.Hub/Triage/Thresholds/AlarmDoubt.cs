using System.Collections.Concurrent;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Triage.Thresholds;

/// <summary>
/// Finds the alarms that are less likely than their camera's threshold: they stay in the list of alarms and raise no incident.
/// The first of each day comes to an operator all the same, so that a camera which has become better, or a model that has
/// become worse, is noticed.
/// </summary>
public sealed class AlarmDoubt(ThresholdStore thresholds, IncidentAssessor assessor, TimeZoneInfo timeZone, TimeProvider time)
{
    /// <summary>By camera and rule, the day of the last alarm that came to an operator as a sample, and its id. A restart costs one more.</summary>
    private readonly ConcurrentDictionary<(string Camera, string Rule), (DateOnly Day, string Alarm)> _samples = new();

    /// <summary>Why the alarm raises no incident; null if it may.</summary>
    public async ValueTask<Suppression?> DecideAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (alarm.Box is null || !(await thresholds.FindAsync(alarm.DeviceId, cancellationToken)).TryGetValue(alarm.Rule, out var least))
        {
            return null;
        }

        var known = await assessor.AssessAsync(AlarmFacts.Of(alarm), cancellationToken);
        return known.Value >= least || IsSample(alarm) ? null : new Suppression(Suppression.Unlikely, null, FormattableString.Invariant($"{least:0.00}"));
    }

    private bool IsSample(Alarm alarm)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), timeZone).DateTime);
        var sample = _samples.AddOrUpdate(
            (alarm.DeviceId, alarm.Rule), _ => (today, alarm.Id), (_, last) => last.Day == today ? last : (today, alarm.Id));
        return sample.Alarm == alarm.Id;
    }
}
