using UrbanGrid.Mqtt;

namespace UrbanGrid.Bench.Fuzz;

/// <summary>Valid packets of every type and version, from which the fuzzer starts.</summary>
internal static class FuzzCorpus
{
    /// <summary>A CONNECT that is accepted, by version.</summary>
    public static byte[] Connect(MqttVersion version, int client)
    {
        var id = new byte[] { 0, 8, (byte)'f', (byte)'u', (byte)'z', (byte)'z', Letter(client), Letter(client >> 4), Letter(client >> 8), Letter(client >> 12) };
        return version == MqttVersion.V5
            ? [0x10, 21, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 5, 2, 0, 60, 0, .. id]
            : [0x10, 20, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 60, .. id];
    }

    public static IReadOnlyList<(MqttVersion Version, byte[] Packet)> Packets { get; } =
    [
        .. Of(
            MqttVersion.V311,
            "10 1A 0004 4D515454 04 F6 003C 0001 63 0001 77 0002 0102 0001 75 0001 70",
            "20 02 01 00",
            "30 08 0003 612F62 78797A",
            "3B 09 0003 612F62 0007 7879",
            "34 09 0003 612F62 0008 7879",
            "40 02 0007",
            "50 02 0008",
            "62 02 0008",
            "70 02 0008",
            "82 0E 0009 0003 612F23 01 0003 622F2B 02",
            "90 04 0009 01 80",
            "A2 0A 000A 0003 612F23 0001 62",
            "B0 02 000A",
            "C0 00",
            "D0 00",
            "E0 00"),
        .. Of(
            MqttVersion.V5,
            "10 3A 0004 4D515454 05 F6 003C 17 11 0000000A 21 0005 27 00010000 22 000A 26 0001 6B 0001 76 0001 63 07 18 00000005 01 01 0001 77 0002 0102 0001 75 0001 70",
            "20 10 00 00 0D 21 0005 22 0003 24 01 1F 0002 6F6B",
            "30 09 0003 612F62 00 78797A",
            "33 27 0003 612F62 0007 1C 01 01 02 0000000A 03 0001 74 08 0002 722F 09 0002 0102 26 0001 6B 0001 76 78797A",
            "34 0D 0003 612F62 0008 03 23 0001 7879",
            "40 04 0007 10 00",
            "50 03 0008 97",
            "62 04 0008 00 00",
            "70 03 0008 92",
            "82 18 0009 02 0B 01 0003 612F23 2D 000A 2473686172652F672F74 01",
            "90 05 0009 00 01 87",
            "A2 0B 000A 00 0003 612F23 0001 62",
            "B0 05 000A 00 00 11",
            "C0 00",
            "D0 00",
            "E0 0C 97 0A 11 00000000 1F 0002 6E6F",
            "F0 0A 18 08 15 0001 6D 16 0001 64"),
    ];

    private static byte Letter(int value) => (byte)('a' + (value & 15));

    private static IEnumerable<(MqttVersion, byte[])> Of(MqttVersion version, params string[] packets) =>
        packets.Select(hex => (version, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));
}
