using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Rules;

/// <summary>A test of a model, about to be bound to a device.</summary>
/// <param name="Test">The test.</param>
/// <param name="OwnLimit">The device's own limit; null for none.</param>
/// <param name="Device">The device.</param>
/// <param name="Model">Its model.</param>
internal readonly record struct TestBinding(RuleTest Test, double? OwnLimit, Device Device, DeviceModel Model)
{
    /// <summary>One class per kind of test.</summary>
    private static readonly Dictionary<RuleOperator, Func<TestBinding, BoundTest>> Kinds = new()
    {
        [RuleOperator.Above] = b => new LimitTest(b, above: true),
        [RuleOperator.Below] = b => new LimitTest(b, above: false),
        [RuleOperator.Deviates] = b => new DeviationTest(b),
        [RuleOperator.Yes] = b => new YesTest(b),
        [RuleOperator.ShouldBurn] = b => new LightingTest(b, burning: true),
        [RuleOperator.ShouldBeDark] = b => new LightingTest(b, burning: false),
        [RuleOperator.Rises] = b => new RateTest(b, sign: 1),
        [RuleOperator.Falls] = b => new RateTest(b, sign: -1),
        [RuleOperator.Silent] = b => new SilentTest(b),
        [RuleOperator.Stuck] = b => new StuckTest(b),
        [RuleOperator.Unusual] = b => new UnusualTest(b),
    };

    /// <summary>The limit: the device's own, or the attribute's, or the model's.</summary>
    public double Limit =>
        OwnLimit ?? (Test.Attribute is { } name && Device.Number(name) is { } value ? (value * Test.Times) + Test.Plus : Test.Limit);

    /// <summary>By how much a value must come back, in the limit's unit.</summary>
    public double Margin => Math.Abs(Limit) * Test.Hysteresis;

    /// <summary>Unit of the metric.</summary>
    public string Unit => Model.FindMetric(Test.Metric)?.Unit ?? "";

    /// <summary>Makes the test.</summary>
    public BoundTest Bind() => Kinds[Test.Is](this);

    /// <summary>Seconds as milliseconds.</summary>
    public static long Ms(double seconds) => (long)(seconds * 1_000);
}
