using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// One test of a rule with the device's numbers filled in. It keeps nothing itself: what it needs to be remembered is in the
/// device's tracks, so that a changed model forgets nothing.
/// </summary>
internal abstract class BoundTest(string metric)
{
    /// <summary>Metric it is about.</summary>
    public string Metric => metric;

    /// <summary>Whether a new value of a metric can change its verdict.</summary>
    public virtual bool LooksAt(string other) => other == metric;

    /// <summary>Whether time alone can change its verdict, see <see cref="NextLook"/>.</summary>
    public virtual bool IsTimed => false;

    /// <summary>What must be remembered for it.</summary>
    public virtual IEnumerable<TrackNeed> Needs => [];

    /// <summary>Judges the device as it stands.</summary>
    public abstract RuleVerdict Evaluate(DeviceState device, in Instant at);

    /// <summary>Next hub time after <paramref name="now"/> at which the verdict may change without a message; null for none.</summary>
    public virtual long? NextLook(DeviceState device, long now) => null;

    /// <summary>What people see beside the alarm; null where there is no number to show.</summary>
    public abstract AlarmReading? Reading(DeviceState device, in Instant at);

    /// <summary>Compares with an upper limit; below it by less than the margin counts as neither.</summary>
    protected static RuleVerdict Over(double value, double limit, double margin) =>
        value > limit ? RuleVerdict.Holds : value <= limit - margin ? RuleVerdict.Clear : RuleVerdict.Between;
}
