using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>Value is yes.</summary>
internal sealed class YesTest(TestBinding binding) : BoundTest(binding.Test.Metric)
{
    private readonly string _unit = binding.Unit;

    public override RuleVerdict Evaluate(DeviceState device, in Instant at) =>
        !device.TryValue(Metric, out var value) ? RuleVerdict.Unknown : value > 0.5 ? RuleVerdict.Holds : RuleVerdict.Clear;

    public override AlarmReading? Reading(DeviceState device, in Instant at) =>
        device.TryValue(Metric, out var value) ? new AlarmReading(Metric, value, null, _unit) : null;
}
