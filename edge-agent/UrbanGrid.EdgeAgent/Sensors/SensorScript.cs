using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Sensors;

/// <summary>A scenario: which values are forced, by the time since the sensor started.</summary>
public sealed class SensorScript(IEnumerable<ScriptStep> steps)
{
    private readonly Queue<ScriptStep> _steps = new(steps.OrderBy(s => s.At));
    private readonly Dictionary<string, MetricValue> _forced = new(StringComparer.Ordinal);

    /// <summary>Values forced now.</summary>
    public IReadOnlyDictionary<string, MetricValue> Forced => _forced;

    /// <summary>When the next step is due, since the sensor started; null after the last.</summary>
    public TimeSpan? NextStep => _steps.TryPeek(out var step) ? TimeSpan.FromSeconds(step.At) : null;

    /// <summary>Takes the steps that are due.</summary>
    public void AdvanceTo(TimeSpan elapsed)
    {
        while (_steps.TryPeek(out var step) && step.At <= elapsed.TotalSeconds)
        {
            _steps.Dequeue();
            foreach (var metric in step.Clear)
            {
                _forced.Remove(metric);
            }

            foreach (var (metric, value) in step.Set)
            {
                _forced[metric] = MetricValue.From(value);
            }
        }
    }
}
