using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// What a lamp ought to do: as commanded or, where no command is known, as planned. Just after a switch nothing is expected
/// of it, because lamps take time and controllers report between the two.
/// </summary>
internal sealed class LightingTest(TestBinding binding, bool burning) : BoundTest(binding.Test.Metric)
{
    private readonly long _settleMs = TestBinding.Ms(binding.Test.SettleS);
    private readonly string _unit = binding.Unit;

    public override IEnumerable<TrackNeed> Needs => _settleMs > 0 ? [new TrackNeed(Metric)] : [];

    public override RuleVerdict Evaluate(DeviceState device, in Instant at)
    {
        bool? commanded = device.TryValue(Metric, out var command) ? command > 0.5 : null;
        var planned = device.Lighting?.BurnsAt(at.DeviceTime);
        bool? expected = burning
            ? commanded ?? planned
            : commanded is null && planned is null ? null : commanded == false || planned == false;
        return expected switch
        {
            null => RuleVerdict.Unknown,
            false => RuleVerdict.Clear,
            true => IsSettling(device, at.DeviceTime, commanded is not null) ? RuleVerdict.Between : RuleVerdict.Holds,
        };
    }

    public override AlarmReading? Reading(DeviceState device, in Instant at) =>
        device.TryValue(Metric, out var value) ? new AlarmReading(Metric, value, null, _unit) : null;

    private bool IsSettling(DeviceState device, long timestamp, bool commanded) =>
        _settleMs > 0
        && ((commanded && timestamp - device.TrackOf(Metric)?.ChangedAt < _settleMs)
            || (device.Lighting is { } plan && timestamp - plan.LastSwitch(timestamp) < _settleMs));
}
