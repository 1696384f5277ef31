using System.Text.Json;
using System.Text.Json.Nodes;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Sensors;

/// <summary>
/// A lamp controller (单灯控制器): commanded state, dimming %, current A, voltage V, power W, leakage mA. Power follows from
/// current and voltage, so a lamp that is forced dark (current 0) draws no power while still commanded to burn. It burns by its
/// plan until it is switched by a command.
/// </summary>
public sealed class LampControllerModel(LightingPlan plan, Random random) : ISensorModel
{
    /// <summary>Current of a 150 W LED lamp at 220 V.</summary>
    public const double RatedCurrentA = 0.72;

    private const double StandbyCurrentA = 0.01;
    private const double PowerFactor = 0.95;
    private const int ByPlan = -1;

    private int _switched = ByPlan;
    private double _level = 100;

    /// <inheritdoc/>
    public IReadOnlyList<string> Commands { get; } = ["switch", "dim"];

    /// <inheritdoc/>
    public void Read(DateTimeOffset at, IReadOnlyDictionary<string, MetricValue> forced, IDictionary<string, MetricValue> values)
    {
        var commanded = forced.TryGetValue("commanded", out var c) ? c.Number != 0 : Volatile.Read(ref _switched) is var s and not ByPlan ? s == 1 : plan.IsOn(at);
        var level = Volatile.Read(ref _level);
        var voltage = Forced("voltage", 220) + Noise(2);
        var current = Math.Max(0, Forced("current", commanded ? Math.Max(StandbyCurrentA, RatedCurrentA * level / 100) : StandbyCurrentA) * (1 + Noise(0.02)));
        values["commanded"] = new MetricValue(commanded);
        values["dim"] = new MetricValue(level);
        values["voltage"] = new MetricValue(Math.Round(voltage, 1));
        values["current"] = new MetricValue(Math.Round(current, 3));
        values["power"] = new MetricValue(Math.Round(Forced("power", voltage * current * PowerFactor), 1));
        values["leakage"] = new MetricValue(Math.Round(Math.Max(0, Forced("leakage", 1.5) + Noise(0.3)), 1));

        double Forced(string metric, double usual) => forced.TryGetValue(metric, out var value) ? value.Number : usual;
        double Noise(double amplitude) => amplitude * ((2 * random.NextDouble()) - 1);
    }

    /// <inheritdoc/>
    public CommandAnswer Execute(string command, JsonElement? args)
    {
        if (command == "switch" && Argument(args, "on") is { ValueKind: JsonValueKind.True or JsonValueKind.False } on)
        {
            Volatile.Write(ref _switched, on.GetBoolean() ? 1 : 0);
            return CommandAnswer.Done(new JsonObject { ["on"] = on.GetBoolean() });
        }

        if (command == "dim" && Argument(args, "level") is { ValueKind: JsonValueKind.Number } level && level.GetDouble() is >= 0 and <= 100 and var percent)
        {
            Volatile.Write(ref _level, percent);
            return CommandAnswer.Done(new JsonObject { ["level"] = percent });
        }

        return CommandAnswer.Refuse("switch needs {\"on\":true|false}, dim needs {\"level\":n} with n between 0 and 100");
    }

    private static JsonElement? Argument(JsonElement? args, string name) =>
        args is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(name, out var value) ? value : null;
}
