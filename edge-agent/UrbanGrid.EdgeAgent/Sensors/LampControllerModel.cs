using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Sensors;

/// <summary>
/// A lamp controller (单灯控制器): commanded state, current A, voltage V, power W, leakage mA. Power follows from current
/// and voltage, so a lamp that is forced dark (current 0) draws no power while still commanded to burn.
/// </summary>
public sealed class LampControllerModel(LightingPlan plan, Random random) : ISensorModel
{
    /// <summary>Current of a 150 W LED lamp at 220 V.</summary>
    public const double RatedCurrentA = 0.72;

    private const double StandbyCurrentA = 0.01;
    private const double PowerFactor = 0.95;

    /// <inheritdoc/>
    public void Read(DateTimeOffset at, IReadOnlyDictionary<string, MetricValue> forced, IDictionary<string, MetricValue> values)
    {
        var commanded = forced.TryGetValue("commanded", out var c) ? c.Number != 0 : plan.IsOn(at);
        var voltage = Forced("voltage", 220) + Noise(2);
        var current = Math.Max(0, Forced("current", commanded ? RatedCurrentA : StandbyCurrentA) * (1 + Noise(0.02)));
        values["commanded"] = new MetricValue(commanded);
        values["voltage"] = new MetricValue(Math.Round(voltage, 1));
        values["current"] = new MetricValue(Math.Round(current, 3));
        values["power"] = new MetricValue(Math.Round(Forced("power", voltage * current * PowerFactor), 1));
        values["leakage"] = new MetricValue(Math.Round(Math.Max(0, Forced("leakage", 1.5) + Noise(0.3)), 1));

        double Forced(string metric, double usual) => forced.TryGetValue(metric, out var value) ? value.Number : usual;
        double Noise(double amplitude) => amplitude * ((2 * random.NextDouble()) - 1);
    }
}
