using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Triage.Remedies;

/// <summary>What other zones would have done to the alarms of the last 30 days that operators decided on.</summary>
/// <param name="SilencedRejected">Rejected ones that would not have come.</param>
/// <param name="Rejected">Rejected ones that came under the present zones.</param>
/// <param name="SilencedConfirmed">Confirmed ones that would have been missed.</param>
/// <param name="Confirmed">Confirmed ones that came under the present zones.</param>
public sealed record RemedyEffect(int SilencedRejected, int Rejected, int SilencedConfirmed, int Confirmed)
{
    /// <summary>Whether it does good and no harm.</summary>
    public bool IsGood => SilencedRejected > 0 && SilencedConfirmed == 0;

    /// <summary>Counts it.</summary>
    public static RemedyEffect Of(IReadOnlyList<CameraZone> before, IReadOnlyList<CameraZone> after, IEnumerable<PastAlarm> alarms, ZoneReplay replay) =>
        Of(alarms.Where(a => replay.Fires(before, a)), a => !replay.Fires(after, a));

    /// <summary>Counts alarms that something silences.</summary>
    public static RemedyEffect Of(IEnumerable<PastAlarm> alarms, Func<PastAlarm, bool> silences)
    {
        var effect = new RemedyEffect(0, 0, 0, 0);
        foreach (var alarm in alarms)
        {
            var silenced = silences(alarm) ? 1 : 0;
            effect = alarm.Confirmed
                ? effect with { Confirmed = effect.Confirmed + 1, SilencedConfirmed = effect.SilencedConfirmed + silenced }
                : effect with { Rejected = effect.Rejected + 1, SilencedRejected = effect.SilencedRejected + silenced };
        }

        return effect;
    }
}
