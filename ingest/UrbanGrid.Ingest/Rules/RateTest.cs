using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>Value goes up, or down, faster than the limit, in its unit per minute.</summary>
internal sealed class RateTest(TestBinding binding, int sign) : BoundTest(binding.Test.Metric)
{
    private readonly double _limit = binding.Limit;
    private readonly double _margin = binding.Margin;
    private readonly long _windowMs = TestBinding.Ms(binding.Test.WindowS);
    private readonly string _unit = $"{binding.Unit}/min";

    public override IEnumerable<TrackNeed> Needs => [new TrackNeed(Metric, WindowMs: _windowMs)];

    public override RuleVerdict Evaluate(DeviceState device, in Instant at) =>
        device.TrackOf(Metric)?.Window?.RatePerMinute() is { } rate ? Over(rate * sign, _limit, _margin) : RuleVerdict.Unknown;

    public override AlarmReading? Reading(DeviceState device, in Instant at) =>
        device.TrackOf(Metric)?.Window?.RatePerMinute() is { } rate ? new AlarmReading(Metric, Math.Round(rate, 6), _limit * sign, _unit) : null;
}
