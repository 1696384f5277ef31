using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// A sensor that tells the same number for ever: the same for the window while another metric of the device moved, or more
/// repeats of it than allowed.
/// </summary>
internal sealed class StuckTest(TestBinding binding) : BoundTest(binding.Test.Metric)
{
    private readonly long _windowMs = TestBinding.Ms(binding.Test.WindowS);
    private readonly int _repeats = binding.Test.Repeats;
    private readonly string _unit = binding.Unit;
    private readonly string[] _others = [.. binding.Model.Metrics.Select(m => m.Key).Where(m => m != binding.Test.Metric)];

    public override IEnumerable<TrackNeed> Needs => _others.Append(Metric).Select(m => new TrackNeed(m));

    public override RuleVerdict Evaluate(DeviceState device, in Instant at)
    {
        if (device.TrackOf(Metric) is not { StandsSince: { } since } track)
        {
            return RuleVerdict.Unknown;
        }

        var tooOften = _repeats > 0 && track.Repeats >= _repeats;
        var tooLong = _windowMs > 0 && track.Repeats > 0 && at.DeviceTime - since >= _windowMs && AnotherMoved(device, since);
        return tooOften || tooLong ? RuleVerdict.Holds : track.ChangedAt == since ? RuleVerdict.Clear : RuleVerdict.Unknown;
    }

    public override AlarmReading? Reading(DeviceState device, in Instant at) =>
        device.TryValue(Metric, out var value) ? new AlarmReading(Metric, value, null, _unit) : null;

    private bool AnotherMoved(DeviceState device, long since)
    {
        foreach (var other in _others)
        {
            if (device.TrackOf(other)?.ChangedAt > since)
            {
                return true;
            }
        }

        return false;
    }
}
