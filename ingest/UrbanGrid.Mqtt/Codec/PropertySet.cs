using System.Buffers;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>
/// The properties of one packet, MQTT 5 §2.2.2. A connection keeps one and fills it anew with each packet, so that
/// reading properties makes no garbage beyond their texts.
/// </summary>
internal sealed class PropertySet
{
    private readonly uint[] _numbers = new uint[PropertyTable.MaxId + 1];
    private readonly object?[] _objects = new object?[PropertyTable.MaxId + 1];
    private readonly List<KeyValuePair<string, string>> _userProperties = [];
    private readonly List<int> _subscriptionIds = [];
    private ulong _present;

    public bool IsEmpty => _present == 0;

    public IReadOnlyList<KeyValuePair<string, string>> UserProperties => _userProperties;

    /// <summary>Identifiers of the subscriptions a delivery answers; one at most in SUBSCRIBE.</summary>
    public IReadOnlyList<int> SubscriptionIds => _subscriptionIds;

    public bool Has(PropertyId id) => (_present >> (int)id & 1) != 0;

    /// <summary>Whether one of the properties is there whose identifiers are the set bits.</summary>
    public bool HasAny(ulong identifiers) => (_present & identifiers) != 0;

    public uint? Number(PropertyId id) => Has(id) ? _numbers[(int)id] : null;

    public string? Text(PropertyId id) => (string?)_objects[(int)id];

    public byte[]? Binary(PropertyId id) => (byte[]?)_objects[(int)id];

    public PropertySet Set(PropertyId id, uint value)
    {
        if (id == PropertyId.SubscriptionIdentifier)
        {
            _subscriptionIds.Add((int)value);
        }

        _present |= 1UL << (int)id;
        _numbers[(int)id] = value;
        return this;
    }

    public PropertySet Set(PropertyId id, object? value)
    {
        if (value is not null)
        {
            _present |= 1UL << (int)id;
            _objects[(int)id] = value;
        }

        return this;
    }

    public PropertySet AddUserProperties(IEnumerable<KeyValuePair<string, string>> properties)
    {
        _userProperties.AddRange(properties);
        if (_userProperties.Count > 0)
        {
            _present |= 1UL << (int)PropertyId.UserProperty;
        }

        return this;
    }

    public void Clear()
    {
        if (_present == 0)
        {
            return;
        }

        _present = 0;
        Array.Clear(_objects);
        _userProperties.Clear();
        _subscriptionIds.Clear();
    }

    /// <summary>Reads the property length and the properties.</summary>
    /// <exception cref="MqttProtocolException">
    /// 0x81 for an unknown property, one that may not stand here, or a wrong type; 0x82 for one that stands twice or
    /// whose value is not allowed.
    /// </exception>
    public void Read(ref PacketReader reader, PropertyPlace place)
    {
        Clear();
        var length = reader.ReadVarInt();
        if (length == 0)
        {
            return;
        }

        var section = reader.ReadSection(length);
        while (!section.End)
        {
            ReadOne(ref section, place);
        }
    }

    private void ReadOne(ref PacketReader reader, PropertyPlace place)
    {
        var number = reader.ReadVarInt();
        var rule = PropertyTable.Of(number);
        if (rule.Type == PropertyType.None || (rule.Places & place) == 0)
        {
            throw MqttProtocolException.Malformed($"Property 0x{number:X2} may not stand here.");
        }

        var id = (PropertyId)number;
        var repeatable = id == PropertyId.UserProperty
            || (id == PropertyId.SubscriptionIdentifier && place == PropertyPlace.Publish);
        if (Has(id) && !repeatable)
        {
            throw MqttProtocolException.Protocol($"Property 0x{number:X2} stands twice.");
        }

        switch (rule.Type)
        {
            case PropertyType.Text:
                Set(id, reader.ReadText());
                break;
            case PropertyType.Binary:
                Set(id, reader.ReadBinary().ToArray());
                break;
            case PropertyType.TextPair:
                _present |= 1UL << number;
                _userProperties.Add(new(reader.ReadText(), reader.ReadText()));
                break;
            default:
                Set(id, ReadNumber(ref reader, rule, number));
                break;
        }
    }

    private static uint ReadNumber(ref PacketReader reader, PropertyTable.Rule rule, int id)
    {
        var value = rule.Type switch
        {
            PropertyType.UInt16 => reader.ReadUInt16(),
            PropertyType.UInt32 => reader.ReadUInt32(),
            PropertyType.VarInt => (uint)reader.ReadVarInt(),
            _ => reader.ReadByte(),
        };
        if ((rule.Type == PropertyType.Flag && value > 1) || (rule.NotZero && value == 0))
        {
            throw MqttProtocolException.Protocol($"Property 0x{id:X2} may not be {value}.");
        }

        return value;
    }
}
