using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Sensors;

/// <summary>
/// A sensor under a manhole cover (井盖传感器): tilt °, open contact, water level m, battery %, signal RSRP dBm. A forced value
/// keeps the noise of its metric, as a real reading would.
/// </summary>
public sealed class ManholeCoverModel(Random random) : ISensorModel
{
    private const double BatteryPercentPerDay = 0.05;

    private readonly double _restTilt = 0.5 + (random.NextDouble() * 1.5);
    private readonly double _waterLevel = 0.2 + (random.NextDouble() * 0.2);
    private readonly double _battery = 75 + (random.NextDouble() * 20);
    private readonly double _rsrp = -85 - (random.NextDouble() * 15);
    private DateTimeOffset? _start;

    /// <inheritdoc/>
    public void Read(DateTimeOffset at, IReadOnlyDictionary<string, MetricValue> forced, IDictionary<string, MetricValue> values)
    {
        _start ??= at;
        var days = (at - _start.Value).TotalDays;
        var tide = 0.03 * Math.Sin(2 * Math.PI * at.TimeOfDay.TotalDays);
        Set("tilt", _restTilt, noise: 0.15, decimals: 2);
        Set("water_level", _waterLevel + tide, noise: 0.004, decimals: 3);
        Set("battery", Math.Max(0, _battery - (days * BatteryPercentPerDay)), noise: 0, decimals: 1);
        Set("rsrp", _rsrp, noise: 1, decimals: 0);
        values["open"] = forced.TryGetValue("open", out var open) ? open : new MetricValue(false);

        void Set(string metric, double usual, double noise, int decimals)
        {
            var value = forced.TryGetValue(metric, out var f) ? f.Number : usual;
            values[metric] = new MetricValue(Math.Round(value + (noise * ((2 * random.NextDouble()) - 1)), decimals));
        }
    }
}
