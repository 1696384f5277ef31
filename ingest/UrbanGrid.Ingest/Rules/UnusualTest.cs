using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Rules;

/// <summary>Value outside the band its own past of this hour suggests; unknown until enough is learned.</summary>
internal sealed class UnusualTest(TestBinding binding) : BoundTest(binding.Test.Metric)
{
    /// <summary>Part of half the band within which a value counts as back.</summary>
    private const double BackWithin = 0.8;

    private readonly AnomalyDefinition _definition = binding.Model.FindMetric(binding.Test.Metric)?.Anomaly ?? new AnomalyDefinition();
    private readonly string _unit = binding.Unit;

    public override IEnumerable<TrackNeed> Needs => [new TrackNeed(Metric, Anomaly: _definition)];

    public override RuleVerdict Evaluate(DeviceState device, in Instant at)
    {
        if (!device.TryValue(Metric, out var value) || BandOf(device) is not { } band)
        {
            return RuleVerdict.Unknown;
        }

        var half = band.High - band.Expected;
        return Over(Math.Abs(value - band.Expected), half, half * (1 - BackWithin));
    }

    public override AlarmReading? Reading(DeviceState device, in Instant at) =>
        device.TryValue(Metric, out var value) && BandOf(device) is { } band
            ? new AlarmReading(Metric, value, value > band.Expected ? band.High : band.Low, _unit)
            {
                Expected = band.Expected,
                BandLow = band.Low,
                BandHigh = band.High,
            }
            : null;

    private SeasonalBand? BandOf(DeviceState device) =>
        device.TimeOf(Metric) is { } measured ? device.TrackOf(Metric)?.Profile?.BandAt(measured) : null;
}
