using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Mapping;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.ThingsBoard;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>Where a topic of a session leads.</summary>
/// <param name="Lane">Device it speaks for; null if it may not.</param>
/// <param name="Topic">The topic in parts; null if it is none of the contract's.</param>
/// <param name="ThingsBoard">The topic in parts, if it is one of ThingsBoard's device API.</param>
internal readonly record struct TopicRoute(DeviceLane? Lane, DeviceTopic? Topic, ThingsBoardTopic? ThingsBoard = null);

/// <summary>What the gateway knows about one connection: who logged in, and the topics it used so far.</summary>
internal sealed class GatewaySession(string deviceId, DeviceLanes lanes)
{
    /// <summary>Topics remembered, so that a known topic costs one look-up.</summary>
    private const int MaxRoutes = 256;

    private readonly Dictionary<string, TopicRoute> _routes = new(StringComparer.Ordinal);
    private int _version = -1;

    /// <summary>Device that logged in.</summary>
    public string DeviceId { get; } = deviceId;

    /// <summary>Called for one session one at a time.</summary>
    public TopicRoute RouteOf(string topic)
    {
        if (_version != lanes.Version)
        {
            _routes.Clear();
            _version = lanes.Version;
        }

        if (_routes.TryGetValue(topic, out var route))
        {
            return route;
        }

        route = Resolve(topic);
        if (_routes.Count < MaxRoutes && route.Topic?.Kind is not (TopicKind.Frame or TopicKind.Reply or TopicKind.File) && route.ThingsBoard is not { Id.Length: > 0 })
        {
            _routes[topic] = route;
        }

        return route;
    }

    /// <summary>Whether the session may receive what the filter matches.</summary>
    public bool MaySubscribe(string filter)
    {
        if (lanes.Find(DeviceId) is not { } own)
        {
            return false;
        }

        return own.Model.Access == ModelAccess.Integration
            ? filter.StartsWith(TopicAccess.HubRoot, StringComparison.Ordinal)
            : ThingsBoardTopic.MaySubscribe(filter) || (TopicAccess.CommandDeviceOf(filter) is { } device && Owns(own, device));
    }

    private TopicRoute Resolve(string topic)
    {
        if (lanes.Find(DeviceId) is not { Device.Enabled: true } own || own.Model.Access == ModelAccess.Integration)
        {
            return default;
        }

        if (ThingsBoardTopic.TryParse(topic, out var thingsBoard))
        {
            DeviceTopic? kind = thingsBoard.Kind == ThingsBoardTopicKind.Telemetry ? new DeviceTopic(DeviceId, TopicKind.Telemetry, "") : null;
            return new TopicRoute(own, kind, thingsBoard);
        }

        if (!topic.StartsWith(DeviceTopic.Root, StringComparison.Ordinal))
        {
            return own.Model.Mapping is { Topics.Count: > 0 } mapping && VendorTopics.DeviceOf(mapping, topic, DeviceId) is { } named && Owns(own, named)
                ? new TopicRoute(lanes.Find(named), new DeviceTopic(named, TopicKind.Telemetry, ""))
                : default;
        }

        var parsed = DeviceTopic.TryParse(topic, out var parts);
        return TopicAccess.DeviceOf(topic) is { } device && Owns(own, device) && !(parsed && parts.Kind == TopicKind.Command)
            ? new TopicRoute(lanes.Find(device), parsed ? parts : null)
            : default;
    }

    private bool Owns(DeviceLane own, string device) =>
        device == DeviceId || (own.Model.Access == ModelAccess.Gateway && lanes.Find(device)?.Device is { Enabled: true } child && child.Gateway == DeviceId);
}
