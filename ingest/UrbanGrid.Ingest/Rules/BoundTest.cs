using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Rules;

/// <summary>One comparison with the device's limit filled in.</summary>
internal sealed record BoundTest(string Metric, RuleOperator Operator, double Limit, double Hysteresis, string Unit)
{
    public static BoundTest Bind(RuleTest test, double? deviceLimit, Device device, DeviceModel model)
    {
        var fromAttribute = test.Attribute is { } name && device.Number(name) is { } value ? (value * test.Times) + test.Plus : (double?)null;
        return new BoundTest(test.Metric, test.Is, deviceLimit ?? fromAttribute ?? test.Limit, test.Hysteresis, model.FindMetric(test.Metric)?.Unit ?? "");
    }

    public RuleVerdict Evaluate(DeviceState device, long timestamp)
    {
        if (Operator is RuleOperator.ShouldBurn or RuleOperator.ShouldBeDark)
        {
            return EvaluateLighting(device, timestamp);
        }

        if (!device.TryValue(Metric, out var value))
        {
            return RuleVerdict.Unknown;
        }

        return Operator switch
        {
            RuleOperator.Yes => value > 0.5 ? RuleVerdict.Holds : RuleVerdict.Clear,
            RuleOperator.Above => Above(value),
            RuleOperator.Below => value < Limit ? RuleVerdict.Holds : value >= Limit + Margin ? RuleVerdict.Clear : RuleVerdict.Between,
            _ => device.BackgroundOf(Metric) is { } background ? Above(Math.Abs(value - background)) : RuleVerdict.Unknown,
        };
    }

    /// <summary>What people see beside the alarm; null where there is no number to show.</summary>
    public AlarmReading? Reading(DeviceState device) => device.TryValue(Metric, out var value)
        ? new AlarmReading(Metric, value, Operator is RuleOperator.Above or RuleOperator.Below or RuleOperator.Deviates ? Limit : null, Unit)
        : null;

    private double Margin => Math.Abs(Limit) * Hysteresis;

    private RuleVerdict Above(double value) => value > Limit ? RuleVerdict.Holds : value <= Limit - Margin ? RuleVerdict.Clear : RuleVerdict.Between;

    private RuleVerdict EvaluateLighting(DeviceState device, long timestamp)
    {
        bool? commandedOn = device.TryValue(Metric, out var commanded) ? commanded > 0.5 : null;
        var planned = device.Lighting?.BurnsAt(timestamp);
        bool? expected = Operator == RuleOperator.ShouldBurn
            ? commandedOn ?? planned
            : commandedOn is null && planned is null ? null : commandedOn == false || planned == false;
        return expected switch
        {
            null => RuleVerdict.Unknown,
            true => RuleVerdict.Holds,
            false => RuleVerdict.Clear,
        };
    }
}
