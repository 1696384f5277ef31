namespace UrbanGrid.Mqtt.Codec;

/// <summary>Property identifiers, MQTT 5 §2.2.2.2 table 2-4.</summary>
internal enum PropertyId : byte
{
    PayloadFormatIndicator = 0x01,
    MessageExpiryInterval = 0x02,
    ContentType = 0x03,
    ResponseTopic = 0x08,
    CorrelationData = 0x09,
    SubscriptionIdentifier = 0x0B,
    SessionExpiryInterval = 0x11,
    AssignedClientIdentifier = 0x12,
    ServerKeepAlive = 0x13,
    AuthenticationMethod = 0x15,
    AuthenticationData = 0x16,
    RequestProblemInformation = 0x17,
    WillDelayInterval = 0x18,
    RequestResponseInformation = 0x19,
    ResponseInformation = 0x1A,
    ServerReference = 0x1C,
    ReasonString = 0x1F,
    ReceiveMaximum = 0x21,
    TopicAliasMaximum = 0x22,
    TopicAlias = 0x23,
    MaximumQoS = 0x24,
    RetainAvailable = 0x25,
    UserProperty = 0x26,
    MaximumPacketSize = 0x27,
    WildcardSubscriptionAvailable = 0x28,
    SubscriptionIdentifierAvailable = 0x29,
    SharedSubscriptionAvailable = 0x2A,
}

/// <summary>Data type of a property, §1.5; <see cref="Flag"/> is a byte that may only be 0 or 1.</summary>
internal enum PropertyType : byte
{
    None,
    Byte,
    Flag,
    UInt16,
    UInt32,
    VarInt,
    Text,
    Binary,
    TextPair,
}

/// <summary>Where a property may stand.</summary>
[Flags]
internal enum PropertyPlace : ushort
{
    None = 0,
    Connect = 1,
    Will = 2,
    ConnAck = 4,
    Publish = 8,
    Ack = 16,
    Subscribe = 32,
    SubAck = 64,
    Unsubscribe = 128,
    UnsubAck = 256,
    Disconnect = 512,
    Auth = 1024,
}

/// <summary>What the standard says of each property, table 2-4.</summary>
internal static class PropertyTable
{
    /// <summary>Highest identifier.</summary>
    public const int MaxId = (int)PropertyId.SharedSubscriptionAvailable;

    private static readonly Rule[] Rules = Build();

    /// <summary>Type and places of a property; type None if the identifier is unknown.</summary>
    public static Rule Of(int id) => id <= MaxId ? Rules[id] : default;

    private static Rule[] Build()
    {
        const PropertyPlace message = PropertyPlace.Publish | PropertyPlace.Will;
        const PropertyPlace handshake = PropertyPlace.Connect | PropertyPlace.ConnAck;
        const PropertyPlace reason = PropertyPlace.ConnAck | PropertyPlace.Ack | PropertyPlace.SubAck
            | PropertyPlace.UnsubAck | PropertyPlace.Disconnect | PropertyPlace.Auth;
        const PropertyPlace all = (PropertyPlace)0x7FF;

        var rules = new Rule[MaxId + 1];
        void Add(PropertyId id, PropertyType type, PropertyPlace places, bool notZero = false) =>
            rules[(int)id] = new Rule(type, places, notZero);

        Add(PropertyId.PayloadFormatIndicator, PropertyType.Flag, message);
        Add(PropertyId.MessageExpiryInterval, PropertyType.UInt32, message);
        Add(PropertyId.ContentType, PropertyType.Text, message);
        Add(PropertyId.ResponseTopic, PropertyType.Text, message);
        Add(PropertyId.CorrelationData, PropertyType.Binary, message);
        Add(PropertyId.SubscriptionIdentifier, PropertyType.VarInt, PropertyPlace.Publish | PropertyPlace.Subscribe, true);
        Add(PropertyId.SessionExpiryInterval, PropertyType.UInt32, handshake | PropertyPlace.Disconnect);
        Add(PropertyId.AssignedClientIdentifier, PropertyType.Text, PropertyPlace.ConnAck);
        Add(PropertyId.ServerKeepAlive, PropertyType.UInt16, PropertyPlace.ConnAck);
        Add(PropertyId.AuthenticationMethod, PropertyType.Text, handshake | PropertyPlace.Auth);
        Add(PropertyId.AuthenticationData, PropertyType.Binary, handshake | PropertyPlace.Auth);
        Add(PropertyId.RequestProblemInformation, PropertyType.Flag, PropertyPlace.Connect);
        Add(PropertyId.WillDelayInterval, PropertyType.UInt32, PropertyPlace.Will);
        Add(PropertyId.RequestResponseInformation, PropertyType.Flag, PropertyPlace.Connect);
        Add(PropertyId.ResponseInformation, PropertyType.Text, PropertyPlace.ConnAck);
        Add(PropertyId.ServerReference, PropertyType.Text, PropertyPlace.ConnAck | PropertyPlace.Disconnect);
        Add(PropertyId.ReasonString, PropertyType.Text, reason);
        Add(PropertyId.ReceiveMaximum, PropertyType.UInt16, handshake, true);
        Add(PropertyId.TopicAliasMaximum, PropertyType.UInt16, handshake);
        Add(PropertyId.TopicAlias, PropertyType.UInt16, PropertyPlace.Publish);
        Add(PropertyId.MaximumQoS, PropertyType.Flag, PropertyPlace.ConnAck);
        Add(PropertyId.RetainAvailable, PropertyType.Flag, PropertyPlace.ConnAck);
        Add(PropertyId.UserProperty, PropertyType.TextPair, all);
        Add(PropertyId.MaximumPacketSize, PropertyType.UInt32, handshake, true);
        Add(PropertyId.WildcardSubscriptionAvailable, PropertyType.Flag, PropertyPlace.ConnAck);
        Add(PropertyId.SubscriptionIdentifierAvailable, PropertyType.Flag, PropertyPlace.ConnAck);
        Add(PropertyId.SharedSubscriptionAvailable, PropertyType.Flag, PropertyPlace.ConnAck);
        return rules;
    }

    /// <param name="Type">Data type.</param>
    /// <param name="Places">Packets it may stand in.</param>
    /// <param name="NotZero">Whether 0 is a protocol error.</param>
    internal readonly record struct Rule(PropertyType Type, PropertyPlace Places, bool NotZero);
}
