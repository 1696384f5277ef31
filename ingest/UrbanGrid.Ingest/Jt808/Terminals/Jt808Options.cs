using System.Net;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>Limits of the gateway of vehicle terminals; all finite.</summary>
public sealed record Jt808Options
{
    /// <summary>Address UDP listens on.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Any;

    /// <summary>UDP port; null for none. TCP is listened on by the host, see <see cref="Jt808ConnectionHandler"/>.</summary>
    public int? UdpPort { get; init; }

    /// <summary>TCP port on which the host takes video streams (JT/T 1078); null for none.</summary>
    public int? VideoPort { get; init; }

    /// <summary>Address terminals send video to; null for the one they reached the hub at.</summary>
    public string? VideoHost { get; init; }

    /// <summary>Provisioning key with which unknown terminals ask to be let in; null turns them away.</summary>
    public string? ProvisioningKey { get; init; }

    /// <summary>Connections at once.</summary>
    public int MaxConnections { get; init; } = 50_000;

    /// <summary>Connections of one address that have not authenticated themselves yet; operators of mobile networks put many terminals behind one.</summary>
    public int MaxStrangersPerAddress { get; init; } = 2_000;

    /// <summary>How long a connection may be without authentication.</summary>
    public TimeSpan StrangerTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Heartbeat of a device whose attribute <c>heartbeat_s</c> says nothing; after three of silence its connection is closed.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Bad frames in a row after which a connection is closed.</summary>
    public int MaxFaults { get; init; } = 20;

    /// <summary>Refused registrations and authentications after which a connection is closed.</summary>
    public int MaxRefusals { get; init; } = 10;

    /// <summary>Bytes of one message that was divided.</summary>
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes of divided messages that are not complete, of all terminals.</summary>
    public long MaxPartsBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>How long the hub waits for a package before it asks for it.</summary>
    public TimeSpan PartPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it asks before it gives the message up.</summary>
    public int PartRequests { get; init; } = 3;

    /// <summary>Bytes a terminal may leave unread.</summary>
    public int MaxUnreadBytes { get; init; } = 256 * 1024;

    /// <summary>Take-overs of one number within <see cref="FlapTime"/> after which the newer connection is turned away.</summary>
    public int MaxTakeOvers { get; init; } = 4;

    /// <summary>See <see cref="MaxTakeOvers"/>.</summary>
    public TimeSpan FlapTime { get; init; } = TimeSpan.FromMinutes(5);
}
