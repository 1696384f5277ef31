using System.Buffers;
using System.Text;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>CONNECT, MQTT 5 §3.1.</summary>
internal sealed record ConnectPacket
{
    private const byte UserNameFlag = 0x80;
    private const byte PasswordFlag = 0x40;
    private const byte WillRetainFlag = 0x20;
    private const byte WillFlag = 0x04;
    private const byte CleanStartFlag = 0x02;

    public required MqttVersion Version { get; init; }

    public bool CleanStart { get; init; } = true;

    public required ushort KeepAliveSeconds { get; init; }

    public required string ClientId { get; init; }

    public MqttWill? Will { get; init; }

    public MqttMessageProperties? WillProperties { get; init; }

    public string? UserName { get; init; }

    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Messages of QoS 1 the client takes unacknowledged; 65,535 unless it says less.</summary>
    public ushort ReceiveMaximum { get; init; } = ushort.MaxValue;

    /// <summary>Largest packet the client takes; null if it sets no limit.</summary>
    public uint? MaximumPacketSize { get; init; }

    public uint SessionExpirySeconds { get; init; }

    public string? AuthenticationMethod { get; init; }

    /// <summary>Topic aliases the client takes from the server; 0 for none.</summary>
    public ushort TopicAliasMaximum { get; init; }

    /// <summary>How long the will waits for the client to come back.</summary>
    public uint WillDelaySeconds { get; init; }

    /// <summary>Whether reason strings may come with other packets than CONNACK and DISCONNECT, §3.1.2.11.7.</summary>
    public bool WantsProblemInformation { get; init; } = true;

    /// <summary>Whether the client asks for response information in CONNACK, §3.1.2.11.6.</summary>
    public bool WantsResponseInformation { get; init; }

    public static ConnectPacket Read(in RawPacket packet)
    {
        var reader = new PacketReader(packet.Body);
        var version = ReadVersion(ref reader);
        var flags = reader.ReadByte();
        CheckFlags(flags, version);
        var keepAlive = reader.ReadUInt16();
        var properties = new PropertySet();
        if (version == MqttVersion.V5)
        {
            properties.Read(ref reader, PropertyPlace.Connect);
        }

        if (properties.Has(PropertyId.AuthenticationData) && !properties.Has(PropertyId.AuthenticationMethod))
        {
            throw MqttProtocolException.Protocol("Authentication data without a method.");
        }

        var clientId = reader.ReadText();
        var willProperties = new PropertySet();
        var will = (flags & WillFlag) != 0 ? ReadWill(ref reader, flags, version, willProperties) : null;
        var userName = (flags & UserNameFlag) != 0 ? reader.ReadText() : null;
        ReadOnlyMemory<byte>? password = (flags & PasswordFlag) != 0 ? reader.ReadBinary().ToArray() : default(ReadOnlyMemory<byte>?);
        reader.ExpectEnd();
        return new ConnectPacket
        {
            Version = version,
            CleanStart = (flags & CleanStartFlag) != 0,
            KeepAliveSeconds = keepAlive,
            ClientId = clientId,
            Will = will,
            WillProperties = MqttMessageProperties.From(willProperties),
            WillDelaySeconds = willProperties.Number(PropertyId.WillDelayInterval) ?? 0,
            UserName = userName,
            Password = password,
            ReceiveMaximum = (ushort)(properties.Number(PropertyId.ReceiveMaximum) ?? ushort.MaxValue),
            MaximumPacketSize = properties.Number(PropertyId.MaximumPacketSize),
            SessionExpirySeconds = properties.Number(PropertyId.SessionExpiryInterval) ?? 0,
            AuthenticationMethod = properties.Text(PropertyId.AuthenticationMethod),
            TopicAliasMaximum = (ushort)(properties.Number(PropertyId.TopicAliasMaximum) ?? 0),
            WantsProblemInformation = properties.Number(PropertyId.RequestProblemInformation) != 0,
            WantsResponseInformation = properties.Number(PropertyId.RequestResponseInformation) == 1,
        };
    }

    public void Write(IBufferWriter<byte> output)
    {
        var properties = Version == MqttVersion.V5 ? OwnProperties() : null;
        var willProperties = Version == MqttVersion.V5 ? OwnWillProperties() : null;
        var size = 10 + PacketWriter.TextSize(ClientId)
            + (Will is null ? 0 : PacketWriter.TextSize(Will.Topic) + 2 + Will.Payload.Length)
            + (UserName is null ? 0 : PacketWriter.TextSize(UserName))
            + (Password is null ? 0 : 2 + Password.Value.Length);
        if (Version == MqttVersion.V5)
        {
            size += PropertyEncoder.SizeWithLength(properties)
                + (Will is null ? 0 : PropertyEncoder.SizeWithLength(willProperties));
        }

        var writer = PacketWriter.Begin(output, (byte)PacketType.Connect << 4, size);
        writer.Text("MQTT");
        writer.Byte((byte)Version);
        writer.Byte(Flags());
        writer.UInt16(KeepAliveSeconds);
        if (Version == MqttVersion.V5)
        {
            PropertyEncoder.Write(ref writer, properties);
        }

        writer.Text(ClientId);
        if (Will is not null)
        {
            if (Version == MqttVersion.V5)
            {
                PropertyEncoder.Write(ref writer, willProperties);
            }

            writer.Text(Will.Topic);
            writer.Binary(Will.Payload.Span);
        }

        if (UserName is not null)
        {
            writer.Text(UserName);
        }

        if (Password is { } password)
        {
            writer.Binary(password.Span);
        }

        writer.End(output);
    }

    private byte Flags() => (byte)(
        (UserName is null ? 0 : UserNameFlag) | (Password is null ? 0 : PasswordFlag) | (CleanStart ? CleanStartFlag : 0)
        | (Will is null ? 0 : WillFlag | (Will.Retain ? WillRetainFlag : 0) | (int)Will.Qos << 3));

    private PropertySet OwnProperties()
    {
        var set = new PropertySet().Set(PropertyId.AuthenticationMethod, AuthenticationMethod);
        if (ReceiveMaximum != ushort.MaxValue)
        {
            set.Set(PropertyId.ReceiveMaximum, ReceiveMaximum);
        }

        if (SessionExpirySeconds != 0)
        {
            set.Set(PropertyId.SessionExpiryInterval, SessionExpirySeconds);
        }

        if (TopicAliasMaximum != 0)
        {
            set.Set(PropertyId.TopicAliasMaximum, TopicAliasMaximum);
        }

        if (!WantsProblemInformation)
        {
            set.Set(PropertyId.RequestProblemInformation, 0);
        }

        if (WantsResponseInformation)
        {
            set.Set(PropertyId.RequestResponseInformation, 1);
        }

        return MaximumPacketSize is { } max ? set.Set(PropertyId.MaximumPacketSize, max) : set;
    }

    /// <summary>Properties of the will, its expiry and delay too, which a forwarded message encodes elsewhere.</summary>
    private PropertySet? OwnWillProperties()
    {
        var set = WillProperties?.ToSet();
        if (WillProperties?.Expiry is { } expiry)
        {
            set!.Set(PropertyId.MessageExpiryInterval, (uint)expiry.TotalSeconds);
        }

        return WillDelaySeconds == 0 ? set : (set ?? new PropertySet()).Set(PropertyId.WillDelayInterval, WillDelaySeconds);
    }

    private static MqttVersion ReadVersion(ref PacketReader reader)
    {
        var name = reader.ReadBinary();
        if (name.Length > 6)
        {
            throw MqttProtocolException.Malformed("No MQTT.");
        }

        var text = Encoding.ASCII.GetString(name);
        var level = reader.ReadByte();
        if (text is not "MQTT")
        {
            throw text is "MQIsdp"
                ? new MqttProtocolException(MqttReasonCode.UnsupportedProtocolVersion, "Version 3.1.")
                : MqttProtocolException.Malformed("No MQTT.");
        }

        return level is (byte)MqttVersion.V311 or (byte)MqttVersion.V5
            ? (MqttVersion)level
            : throw new MqttProtocolException(
                MqttReasonCode.UnsupportedProtocolVersion, $"Protocol level {level}.");
    }

    private static void CheckFlags(byte flags, MqttVersion version)
    {
        var willQos = flags >> 3 & 3;
        if ((flags & 1) != 0 || willQos == 3
            || ((flags & WillFlag) == 0 && (flags & (WillRetainFlag | 0x18)) != 0)
            || (version == MqttVersion.V311 && (flags & (UserNameFlag | PasswordFlag)) == PasswordFlag))
        {
            throw MqttProtocolException.Malformed($"Connect flags 0x{flags:X2} contradict each other.");
        }
    }

    private static MqttWill ReadWill(ref PacketReader reader, byte flags, MqttVersion version, PropertySet properties)
    {
        if (version == MqttVersion.V5)
        {
            properties.Read(ref reader, PropertyPlace.Will);
        }

        var topic = reader.ReadText();
        if (!MqttTopic.IsValidName(topic))
        {
            throw new MqttProtocolException(MqttReasonCode.TopicNameInvalid, "The will's topic is no topic name.");
        }

        var payload = reader.ReadBinary().ToArray();
        return new MqttWill(topic, payload, (MqttQos)(flags >> 3 & 3), (flags & WillRetainFlag) != 0);
    }
}
