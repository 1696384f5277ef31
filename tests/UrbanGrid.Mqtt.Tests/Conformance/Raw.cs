using System.Buffers.Binary;
using System.Text;

namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>The data types of the wire, without the product's codec.</summary>
internal static class Raw
{
    public static byte[] Text(string text) => Binary(Encoding.UTF8.GetBytes(text));

    public static byte[] Binary(byte[] bytes) => [.. UInt16(bytes.Length), .. bytes];

    public static byte[] UInt16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] UInt32(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    public static byte[] VarInt(int value)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)((value & 0x7F) | (value > 0x7F ? 0x80 : 0)));
            value >>= 7;
        }
        while (value > 0);

        return [.. bytes];
    }

    /// <summary>A whole packet: first byte, remaining length, body.</summary>
    public static byte[] Packet(int header, params byte[][] body)
    {
        byte[] all = [.. body.SelectMany(b => b)];
        return [(byte)header, .. VarInt(all.Length), .. all];
    }

    public static int ReadVarInt(byte[] bytes, ref int at)
    {
        var (value, shift) = (0, 0);
        byte digit;
        do
        {
            digit = bytes[at++];
            value |= (digit & 0x7F) << shift;
            shift += 7;
        }
        while (digit >= 0x80);

        return value;
    }

    public static byte[] ReadBinary(byte[] bytes, ref int at)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
        at += 2 + length;
        return bytes[(at - length)..at];
    }
}
