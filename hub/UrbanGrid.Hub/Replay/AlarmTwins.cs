using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Replay;

/// <summary>Finds, in two outcomes of one clip, the alarms that mean the same event.</summary>
internal static class AlarmTwins
{
    /// <summary>Boxes of one thing found twice differ by noise only; half of this is another thing.</summary>
    private const double LeastOverlap = 0.3;

    /// <summary>Each outcome with the ids of the other's alarms that mean the same.</summary>
    public static (ReplayOutcome Trial, ReplayOutcome Present) Match(ReplayOutcome trial, ReplayOutcome present)
    {
        Dictionary<string, string> ofTrial = new(StringComparer.Ordinal);
        Dictionary<string, string> ofPresent = new(StringComparer.Ordinal);
        foreach (var one in trial.Alarms)
        {
            var twin = present.Alarms
                .Where(other => !ofPresent.ContainsKey(other.Alarm.Id) && IsSame(one.Alarm, other.Alarm))
                .MinBy(other => Math.Abs(other.Alarm.RaisedAt - one.Alarm.RaisedAt));
            if (twin is not null)
            {
                ofTrial[one.Alarm.Id] = twin.Alarm.Id;
                ofPresent[twin.Alarm.Id] = one.Alarm.Id;
            }
        }

        return (With(trial, ofTrial), With(present, ofPresent));
    }

    /// <summary>One rule, one place, at times that touch; where the zone's name changed it is the same thing all the same.</summary>
    private static bool IsSame(Alarm one, Alarm other) =>
        one.Rule == other.Rule
        && one.StartedAt <= (other.ClearedAt ?? long.MaxValue) && other.StartedAt <= (one.ClearedAt ?? long.MaxValue)
        && (one.Box is null && other.Box is null
            || one.Box is { } box && other.Box is { } otherBox && box.OverlapWith(otherBox) >= LeastOverlap);

    private static ReplayOutcome With(ReplayOutcome outcome, Dictionary<string, string> twins) =>
        outcome with { Alarms = [.. outcome.Alarms.Select(a => a with { Twin = twins.GetValueOrDefault(a.Alarm.Id) })] };
}
