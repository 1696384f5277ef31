namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>What a CONNECT says; as bytes, also where it is wrong on purpose.</summary>
internal sealed record ConnectWith
{
    public string Name { get; init; } = "MQTT";

    public int? Level { get; init; }

    public bool Clean { get; init; } = true;

    /// <summary>Seconds.</summary>
    public int KeepAlive { get; init; }

    public (string Topic, string Payload, int Qos, bool Retain)? Will { get; init; }

    public Props WillProps { get; init; } = new();

    public string? User { get; init; }

    public string? Password { get; init; }

    public Props Props { get; init; } = new();

    /// <summary>Connect flags to send instead of those that fit.</summary>
    public int? Flags { get; init; }

    /// <summary>Session lifetime: clean session off in version 3.1.1, a session expiry interval in version 5.</summary>
    public static ConnectWith Session(MqttVersion version, bool clean = false, uint expiry = 300) => new()
    {
        Clean = clean,
        Props = version == MqttVersion.V5 ? Props.Of((0x11, expiry)) : new Props(),
    };

    public byte[] Bytes(string clientId, MqttVersion version)
    {
        var five = version == MqttVersion.V5;
        var flags = (Clean ? 2 : 0) | (User is null ? 0 : 0x80) | (Password is null ? 0 : 0x40)
            | (Will is { } will ? 4 | will.Qos << 3 | (will.Retain ? 0x20 : 0) : 0);
        var body = new List<byte[]>
        {
            Raw.Text(Name), new[] { (byte)(Level ?? (int)version), (byte)(Flags ?? flags) }, Raw.UInt16(KeepAlive),
        };
        if (five)
        {
            body.Add(Props.Bytes());
        }

        body.Add(Raw.Text(clientId));
        if (Will is { } message)
        {
            if (five)
            {
                body.Add(WillProps.Bytes());
            }

            body.Add(Raw.Text(message.Topic));
            body.Add(Raw.Text(message.Payload));
        }

        if (User is not null)
        {
            body.Add(Raw.Text(User));
        }

        if (Password is not null)
        {
            body.Add(Raw.Text(Password));
        }

        return Raw.Packet(0x10, [.. body]);
    }
}
