using System.Text.Json;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Sensors;

/// <summary>What a kind of sensor measures when nothing is wrong, and how its values hang together.</summary>
public interface ISensorModel
{
    /// <summary>Fills in all metrics at a time. Those in <paramref name="forced"/> have that value instead, and others follow from them.</summary>
    void Read(DateTimeOffset at, IReadOnlyDictionary<string, MetricValue> forced, IDictionary<string, MetricValue> values);

    /// <summary>Commands this kind knows beside those of every sensor.</summary>
    IReadOnlyList<string> Commands => [];

    /// <summary>Carries out one of <see cref="Commands"/>; may come while values are read.</summary>
    CommandAnswer Execute(string command, JsonElement? args) => CommandAnswer.Unknown(command, [.. Commands]);
}
