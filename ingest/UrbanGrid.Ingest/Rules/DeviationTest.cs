using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>Value further from the device's background than the limit; unknown until the background is.</summary>
internal sealed class DeviationTest(TestBinding binding) : BoundTest(binding.Test.Metric)
{
    private readonly double _limit = binding.Limit;
    private readonly double _margin = binding.Margin;
    private readonly string _unit = binding.Unit;

    public override IEnumerable<TrackNeed> Needs => [new TrackNeed(Metric, Background: true)];

    public override RuleVerdict Evaluate(DeviceState device, in Instant at) =>
        device.TryValue(Metric, out var value) && device.BackgroundOf(Metric) is { } background
            ? Over(Math.Abs(value - background), _limit, _margin)
            : RuleVerdict.Unknown;

    public override AlarmReading? Reading(DeviceState device, in Instant at) => device.TryValue(Metric, out var value)
        ? new AlarmReading(Metric, value, _limit, _unit)
        {
            Expected = device.BackgroundOf(Metric),
            BandLow = device.BackgroundOf(Metric) - _limit,
            BandHigh = device.BackgroundOf(Metric) + _limit,
        }
        : null;
}
