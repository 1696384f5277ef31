using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// Nothing heard of one metric, by the hub's clock, while the device itself is heard. A device that is offline is one alarm
/// already, and a metric never heard is one the device does not have.
/// </summary>
internal sealed class SilentTest(TestBinding binding) : BoundTest(binding.Test.Metric)
{
    private readonly long _limitMs = TestBinding.Ms(binding.Limit);

    public override bool IsTimed => true;

    public override IEnumerable<TrackNeed> Needs => [new TrackNeed(Metric)];

    public override RuleVerdict Evaluate(DeviceState device, in Instant at) =>
        device.TrackOf(Metric)?.HeardAt is not { } heard || device.Health.State == DeviceHealth.Offline ? RuleVerdict.Unknown
        : at.HubTime - heard >= _limitMs ? RuleVerdict.Holds
        : RuleVerdict.Clear;

    public override long? NextLook(DeviceState device, long now) =>
        device.TrackOf(Metric)?.HeardAt is { } heard && heard + _limitMs > now ? heard + _limitMs : null;

    public override AlarmReading? Reading(DeviceState device, in Instant at) => device.TrackOf(Metric)?.HeardAt is { } heard
        ? new AlarmReading(Metric, (at.HubTime - heard) / 1_000d, _limitMs / 1_000d, "s")
        : null;
}
