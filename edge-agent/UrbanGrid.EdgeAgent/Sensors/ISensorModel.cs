using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Sensors;

/// <summary>What a kind of sensor measures when nothing is wrong, and how its values hang together.</summary>
public interface ISensorModel
{
    /// <summary>Fills in all metrics at a time. Those in <paramref name="forced"/> have that value instead, and others follow from them.</summary>
    void Read(DateTimeOffset at, IReadOnlyDictionary<string, MetricValue> forced, IDictionary<string, MetricValue> values);
}
