using UrbanGrid.Ingest.Devices;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Mapping;

/// <summary>Whose message a topic of a vendor carries.</summary>
internal static class VendorTopics
{
    private const string DeviceLevel = "{device}";

    /// <summary>The device a topic speaks of: the one named where the pattern has <c>{device}</c>, else who is logged in; null if no pattern fits.</summary>
    public static string? DeviceOf(PayloadMapping mapping, string topic, string login)
    {
        foreach (var pattern in mapping.Topics)
        {
            if (MqttTopic.Matches(pattern.Replace(DeviceLevel, "+", StringComparison.Ordinal), topic))
            {
                var level = Array.IndexOf(pattern.Split('/'), DeviceLevel);
                return level < 0 ? login : topic.Split('/')[level];
            }
        }

        return null;
    }
}
