namespace UrbanGrid.Mqtt.Codec;

/// <summary>Writes a <see cref="PropertySet"/>, MQTT 5 §2.2.2.</summary>
internal static class PropertyEncoder
{
    /// <summary>Bytes of the properties, without their length before them.</summary>
    public static int Size(PropertySet? set)
    {
        if (set is null || set.IsEmpty)
        {
            return 0;
        }

        var size = 0;
        for (var id = PropertyId.PayloadFormatIndicator; (int)id <= PropertyTable.MaxId; id++)
        {
            if (set.Has(id))
            {
                size += Size(set, id);
            }
        }

        return size;
    }

    /// <summary>Bytes of the properties with their length before them.</summary>
    public static int SizeWithLength(PropertySet? set)
    {
        var size = Size(set);
        return PacketWriter.VarIntSize(size) + size;
    }

    /// <summary>Writes length and properties.</summary>
    public static void Write(ref PacketWriter writer, PropertySet? set)
    {
        writer.VarInt(Size(set));
        WriteBody(ref writer, set);
    }

    /// <summary>Writes the properties alone.</summary>
    public static void WriteBody(ref PacketWriter writer, PropertySet? set)
    {
        if (set is null || set.IsEmpty)
        {
            return;
        }

        for (var id = PropertyId.PayloadFormatIndicator; (int)id <= PropertyTable.MaxId; id++)
        {
            if (set.Has(id))
            {
                Write(ref writer, set, id);
            }
        }
    }

    private static int Size(PropertySet set, PropertyId id) => PropertyTable.Of((int)id).Type switch
    {
        PropertyType.UInt16 => 3,
        PropertyType.UInt32 => 5,
        PropertyType.VarInt => set.SubscriptionIds.Sum(s => 1 + PacketWriter.VarIntSize(s)),
        PropertyType.Text => 1 + PacketWriter.TextSize(set.Text(id)!),
        PropertyType.Binary => 3 + set.Binary(id)!.Length,
        PropertyType.TextPair => set.UserProperties.Sum(
            p => 1 + PacketWriter.TextSize(p.Key) + PacketWriter.TextSize(p.Value)),
        _ => 2,
    };

    private static void Write(ref PacketWriter writer, PropertySet set, PropertyId id)
    {
        switch (PropertyTable.Of((int)id).Type)
        {
            case PropertyType.UInt16:
                writer.Byte((byte)id);
                writer.UInt16((int)set.Number(id)!.Value);
                break;
            case PropertyType.UInt32:
                writer.Byte((byte)id);
                writer.UInt32(set.Number(id)!.Value);
                break;
            case PropertyType.VarInt:
                foreach (var subscription in set.SubscriptionIds)
                {
                    writer.Byte((byte)id);
                    writer.VarInt(subscription);
                }

                break;
            case PropertyType.Text:
                writer.Byte((byte)id);
                writer.Text(set.Text(id)!);
                break;
            case PropertyType.Binary:
                writer.Byte((byte)id);
                writer.Binary(set.Binary(id));
                break;
            case PropertyType.TextPair:
                foreach (var (key, value) in set.UserProperties)
                {
                    writer.Byte((byte)id);
                    writer.Text(key);
                    writer.Text(value);
                }

                break;
            default:
                writer.Byte((byte)id);
                writer.Byte((byte)set.Number(id)!.Value);
                break;
        }
    }
}
