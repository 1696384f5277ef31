using System.Buffers.Binary;
using System.Text;

namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>Properties of version 5 as bytes, made and read without the product's codec.</summary>
internal sealed class Props
{
    private const string Kinds = "01:1 02:4 03:s 08:s 09:b 0B:v 11:4 12:s 13:2 15:s 16:b 17:1 18:4 19:1 1A:s 1C:s 1F:s 21:2 22:2 23:2 24:1 25:1 26:p 27:4 28:1 29:1 2A:1";

    private static readonly Dictionary<int, char> s_kinds = Kinds.Split(' ').ToDictionary(k => Convert.ToInt32(k[..2], 16), k => k[3]);

    private readonly List<(int Id, object Value)> _values = [];

    public static Props Of(params (int Id, object Value)[] values)
    {
        var props = new Props();
        props._values.AddRange(values);
        return props;
    }

    public IEnumerable<object> All(int id) => _values.Where(v => v.Id == id).Select(v => v.Value);

    public bool Has(int id) => _values.Exists(v => v.Id == id);

    public long? Number(int id) => Has(id) ? Convert.ToInt64(All(id).First(), System.Globalization.CultureInfo.InvariantCulture) : null;

    public string? Text(int id) => (string?)All(id).FirstOrDefault();

    /// <summary>With their length before them.</summary>
    public byte[] Bytes()
    {
        var bytes = new List<byte>();
        foreach (var (id, value) in _values)
        {
            bytes.Add((byte)id);
            bytes.AddRange(s_kinds[id] switch
            {
                '1' => [Convert.ToByte(value, System.Globalization.CultureInfo.InvariantCulture)],
                '2' => Raw.UInt16(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)),
                '4' => Raw.UInt32(Convert.ToUInt32(value, System.Globalization.CultureInfo.InvariantCulture)),
                'v' => Raw.VarInt(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)),
                's' => Raw.Text((string)value),
                'b' => Raw.Binary((byte[])value),
                _ => [.. Raw.Text(((ValueTuple<string, string>)value).Item1), .. Raw.Text(((ValueTuple<string, string>)value).Item2)],
            });
        }

        return [.. Raw.VarInt(bytes.Count), .. bytes];
    }

    /// <summary>Reads length and properties, and moves <paramref name="at"/> behind them.</summary>
    public static Props Read(byte[] body, ref int at)
    {
        var props = new Props();
        if (at >= body.Length)
        {
            return props;
        }

        var end = Raw.ReadVarInt(body, ref at);
        end += at;
        while (at < end)
        {
            int id = body[at++];
            object value;
            switch (s_kinds[id])
            {
                case '1':
                    value = (long)body[at++];
                    break;
                case '2':
                    value = (long)BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at));
                    at += 2;
                    break;
                case '4':
                    value = (long)BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(at));
                    at += 4;
                    break;
                case 'v':
                    value = (long)Raw.ReadVarInt(body, ref at);
                    break;
                case 's':
                    value = Encoding.UTF8.GetString(Raw.ReadBinary(body, ref at));
                    break;
                case 'b':
                    value = Raw.ReadBinary(body, ref at);
                    break;
                default:
                    var key = Encoding.UTF8.GetString(Raw.ReadBinary(body, ref at));
                    value = (key, Encoding.UTF8.GetString(Raw.ReadBinary(body, ref at)));
                    break;
            }

            props._values.Add((id, value));
        }

        return props;
    }
}
