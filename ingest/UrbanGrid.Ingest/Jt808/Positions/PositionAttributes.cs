using System.Buffers.Binary;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Ingest.Jt808.Positions;

/// <summary>What a position says beside the place, under the names of <see cref="VehicleAttributes"/>.</summary>
internal static class PositionAttributes
{
    private const uint PowerCutBit = 1 << 8;

    /// <summary>An item whose value is one number: bytes it has, its name, and how many of it make one of the attribute's unit.</summary>
    private static readonly Dictionary<byte, (int Bytes, string Name, double Divisor)> Numbers = new()
    {
        [0x01] = (4, VehicleAttributes.OdometerKm, 10),
        [0x02] = (2, VehicleAttributes.FuelLitres, 10),
        [0x03] = (2, VehicleAttributes.RecorderKmh, 10),
        [0x30] = (1, VehicleAttributes.Signal, 1),
        [0x31] = (1, VehicleAttributes.Satellites, 1),
    };

    /// <summary>All attributes of a position.</summary>
    /// <param name="report">Its basic part.</param>
    /// <param name="items">What follows it.</param>
    /// <param name="spooled">Whether the terminal kept it while the network was away (盲区补报).</param>
    public static IReadOnlyDictionary<string, double> Of(in PositionReport report, ReadOnlySpan<byte> items, bool spooled)
    {
        var attributes = new Dictionary<string, double>(12, StringComparer.Ordinal)
        {
            [VehicleAttributes.Ignition] = report.EngineOn ? 1 : 0,
            [VehicleAttributes.AlarmBits] = report.Alarms,
            [VehicleAttributes.StatusBits] = report.Status,
        };
        if (report.LoadShare is { } load)
        {
            attributes[VehicleAttributes.LoadShare] = load;
        }

        if (!report.HasFix)
        {
            attributes[VehicleAttributes.Valid] = 0;
        }

        if ((report.Alarms & PowerCutBit) != 0)
        {
            attributes[VehicleAttributes.PowerCut] = 1;
        }

        if (spooled)
        {
            attributes[VehicleAttributes.Spooled] = 1;
        }

        ReadItems(items, attributes);
        return attributes;
    }

    /// <summary>One that is not as long as the standard has it is left out: its number would be a guess.</summary>
    private static void ReadItems(ReadOnlySpan<byte> items, Dictionary<string, double> into)
    {
        while (items.Length >= 2)
        {
            var (id, length) = (items[0], items[1]);
            var value = items[2..];
            if (length > value.Length)
            {
                return;
            }

            if (Numbers.TryGetValue(id, out var number) && number.Bytes == length)
            {
                into[number.Name] = Number(value[..length]) / number.Divisor;
            }

            items = value[length..];
        }
    }

    private static double Number(ReadOnlySpan<byte> value) => value.Length switch
    {
        1 => value[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(value),
        _ => BinaryPrimitives.ReadUInt32BigEndian(value),
    };
}
