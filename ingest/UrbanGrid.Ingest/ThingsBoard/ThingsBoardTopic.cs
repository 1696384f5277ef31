namespace UrbanGrid.Ingest.ThingsBoard;

/// <summary>What a topic of ThingsBoard's device API is for.</summary>
internal enum ThingsBoardTopicKind
{
    /// <summary><c>v1/devices/me/telemetry</c>: values.</summary>
    Telemetry,
    /// <summary><c>v1/devices/me/attributes</c>: attributes of the client.</summary>
    Attributes,
    /// <summary><c>v1/devices/me/attributes/request/{id}</c>: what are my attributes?</summary>
    AttributesRequest,
    /// <summary><c>v1/devices/me/rpc/response/{id}</c>: answer to a command.</summary>
    RpcResponse,
    /// <summary><c>v1/devices/me/rpc/request/{id}</c>: the device asks the hub.</summary>
    RpcRequest,
}

/// <summary>
/// A topic of ThingsBoard's device API
/// (<see href="https://thingsboard.io/docs/reference/mqtt-api/">reference/mqtt-api</see>). It is the same for all devices: who
/// is meant is the session's affair.
/// </summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Id">Number of the request; empty for the kinds without one.</param>
internal readonly record struct ThingsBoardTopic(ThingsBoardTopicKind Kind, string Id)
{
    /// <summary>Begin of every topic.</summary>
    public const string Root = "v1/devices/me/";

    /// <summary>Topic of attributes, both ways.</summary>
    public const string Attributes = Root + "attributes";

    private const string AttributesRequest = Root + "attributes/request/";
    private const string AttributesResponse = Root + "attributes/response/";
    private const string RpcRequest = Root + "rpc/request/";
    private const string RpcResponse = Root + "rpc/response/";
    private const int MaxId = 20;

    /// <summary>Topic of the answer to a question about attributes.</summary>
    public static string AttributesAnswer(string id) => AttributesResponse + id;

    /// <summary>Topic of a command to the device.</summary>
    public static string Command(string id) => RpcRequest + id;

    /// <summary>Topic of the answer to the device's own request.</summary>
    public static string Answer(string id) => RpcResponse + id;

    /// <summary>Whether the API lets a device subscribe to the filter.</summary>
    public static bool MaySubscribe(string filter) => filter.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>Reads a topic a device publishes to; false when it is none of the API's.</summary>
    public static bool TryParse(string topic, out ThingsBoardTopic parsed)
    {
        parsed = topic switch
        {
            Root + "telemetry" => new ThingsBoardTopic(ThingsBoardTopicKind.Telemetry, ""),
            Attributes => new ThingsBoardTopic(ThingsBoardTopicKind.Attributes, ""),
            _ when After(topic, AttributesRequest) is { } id => new ThingsBoardTopic(ThingsBoardTopicKind.AttributesRequest, id),
            _ when After(topic, RpcResponse) is { } id => new ThingsBoardTopic(ThingsBoardTopicKind.RpcResponse, id),
            _ when After(topic, RpcRequest) is { } id => new ThingsBoardTopic(ThingsBoardTopicKind.RpcRequest, id),
            _ => default,
        };
        return parsed.Id is not null;
    }

    private static string? After(string topic, string start) =>
        topic.StartsWith(start, StringComparison.Ordinal) && topic.Length > start.Length && topic.Length <= start.Length + MaxId
            && topic.AsSpan(start.Length).IndexOf('/') < 0 ? topic[start.Length..] : null;
}
