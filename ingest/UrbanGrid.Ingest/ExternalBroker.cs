using UrbanGrid.Contracts;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest;

/// <summary>
/// Somebody else's MQTT 5 broker that devices are connected to. The hub reads from it as a member of a group (shared
/// subscription, MQTT 5 §4.8.2): several hubs of one group share the load.
/// </summary>
public sealed record ExternalBroker
{
    /// <summary>Name or address.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>Whether the connection is TLS; the broker's certificate is checked against the system's authorities.</summary>
    public bool Tls { get; init; }

    /// <summary>User name; null if the broker wants none.</summary>
    public string? UserName { get; init; }

    /// <summary>Password; never logged.</summary>
    public string? Password { get; init; }

    /// <summary>Group that shares the messages; hubs of different groups get each message once each.</summary>
    public string Group { get; init; } = "urbangrid";

    /// <summary>What is read.</summary>
    public string Filter { get; init; } = DeviceTopic.Root + "+/#";

    /// <summary>
    /// Client identifier; null makes one that this hub keeps in its data folder. It has to stay the same over restarts: the
    /// broker keeps under it what it has given to this hub and not been told to be stored.
    /// </summary>
    public string? ClientId { get; init; }

    /// <summary>How long the broker keeps the session, with what waits in it, of a hub that is away.</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Messages the broker gives before the first of them is stored (receive maximum); the back pressure.</summary>
    public int MaxUnacknowledged { get; init; } = 2_000;

    /// <summary>First pause before a reconnect; doubles with jitter up to a minute.</summary>
    public TimeSpan MinReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Reads <c>mqtt://user:password@host:port</c> or <c>mqtts://…</c>; reserved characters are percent-encoded.</summary>
    /// <exception cref="ArgumentException">With a sentence that says what to change, without the password.</exception>
    public static ExternalBroker Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("mqtt" or "mqtts") || uri.Host.Length == 0)
        {
            throw new ArgumentException("The broker's address must be mqtt://[user[:password]@]host[:port], or mqtts:// for TLS.");
        }

        if (uri.AbsolutePath is not ("" or "/") || uri.Query.Length > 0)
        {
            throw new ArgumentException("The broker's address ends with its port; there is no path in it.");
        }

        var tls = uri.Scheme == "mqtts";
        var colon = uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
        var user = colon < 0 ? uri.UserInfo : uri.UserInfo[..colon];
        return new ExternalBroker
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : tls ? 8883 : 1883,
            Tls = tls,
            UserName = user.Length == 0 ? null : Uri.UnescapeDataString(user),
            Password = colon < 0 ? null : Uri.UnescapeDataString(uri.UserInfo[(colon + 1)..]),
        };
    }

    /// <summary>The broker, without its password.</summary>
    public override string ToString() => $"{(Tls ? "mqtts" : "mqtt")}://{Host}:{Port} (group {Group})";

    /// <exception cref="ArgumentException">The group or the filter cannot be part of a shared subscription.</exception>
    internal string SharedFilter()
    {
        if (Group.Length == 0 || Group.AsSpan().IndexOfAny('/', '+', '#') >= 0)
        {
            throw new ArgumentException($"The broker group '{Group}' must have at least one character and none of / + #.");
        }

        return MqttTopic.IsValidFilter(Filter)
            ? $"{MqttTopic.SharedPrefix}{Group}/{Filter}"
            : throw new ArgumentException($"'{Filter}' is no topic filter.");
    }
}
