using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>Value above, or below, a limit; the limit may be a percentage that another metric tells.</summary>
internal sealed class LimitTest(TestBinding binding, bool above) : BoundTest(binding.Test.Metric)
{
    private readonly double _limit = binding.Limit;
    private readonly double _margin = binding.Margin;
    private readonly string? _percentOf = binding.Test.PercentOf;

    private readonly string _unit = binding.Unit;

    public override bool LooksAt(string other) => base.LooksAt(other) || other == _percentOf;

    public override RuleVerdict Evaluate(DeviceState device, in Instant at)
    {
        if (!device.TryValue(Metric, out var value))
        {
            return RuleVerdict.Unknown;
        }

        var part = Part(device);
        return above ? Over(value, _limit * part, _margin * part) : Under(value, _limit * part, _margin * part);
    }

    public override AlarmReading? Reading(DeviceState device, in Instant at) =>
        device.TryValue(Metric, out var value) ? new AlarmReading(Metric, value, _limit * Part(device), _unit) : null;

    private static RuleVerdict Under(double value, double limit, double margin) =>
        value < limit ? RuleVerdict.Holds : value >= limit + margin ? RuleVerdict.Clear : RuleVerdict.Between;

    private double Part(DeviceState device) => _percentOf is { } metric && device.TryValue(metric, out var percent) ? percent / 100 : 1;
}
