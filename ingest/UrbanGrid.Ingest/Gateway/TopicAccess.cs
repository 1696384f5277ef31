using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>Which part of the topic tree belongs to whom.</summary>
internal static class TopicAccess
{
    /// <summary>What the hub tells third parties.</summary>
    public const string HubRoot = DeviceTopic.Root + "hub/";

    private const string Command = "/command/";

    /// <summary>The device a topic belongs to, whatever follows; null if it is outside the contract's tree.</summary>
    public static string? DeviceOf(string topic)
    {
        if (!topic.StartsWith(DeviceTopic.Root, StringComparison.Ordinal))
        {
            return null;
        }

        var slash = topic.IndexOf('/', DeviceTopic.Root.Length);
        return slash > DeviceTopic.Root.Length ? topic[DeviceTopic.Root.Length..slash] : null;
    }

    /// <summary>The one device whose commands a filter asks for; null if it asks for anything else.</summary>
    public static string? CommandDeviceOf(string filter) =>
        DeviceOf(filter) is { } device && device is not ("+" or "#")
            && filter.AsSpan(DeviceTopic.Root.Length + device.Length).StartsWith(Command)
            ? device
            : null;
}
