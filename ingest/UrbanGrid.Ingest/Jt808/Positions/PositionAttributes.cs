using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Numerics;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Ingest.Jt808.Positions;

/// <summary>
/// What a position says beside the place, under the names of <see cref="VehicleAttributes"/>. Terminals send the same items each
/// time, so the names of a combination are made once and shared by all positions that have it. A power cut is not among them: the
/// terminal's own alarm (<see cref="Vehicles.TerminalAlarms.TerminalAlarmRule"/>) tells of it, with or without a fix.
/// </summary>
internal static class PositionAttributes
{
    private const int FirstItem = 6;

    /// <summary>Every attribute, those out of additional items last, in the order of <see cref="Items"/>.</summary>
    private static readonly string[] Names =
    [
        VehicleAttributes.Ignition, VehicleAttributes.AlarmBits, VehicleAttributes.StatusBits, VehicleAttributes.LoadShare, VehicleAttributes.Valid,
        VehicleAttributes.Spooled, VehicleAttributes.OdometerKm, VehicleAttributes.FuelLitres, VehicleAttributes.RecorderKmh,
        VehicleAttributes.Signal, VehicleAttributes.Satellites,
    ];

    /// <summary>An item whose value is one number: its id, bytes it has, and how many of it make one of the attribute's unit.</summary>
    private static readonly (byte Id, int Bytes, double Divisor)[] Items = [(0x01, 4, 10), (0x02, 2, 10), (0x03, 2, 10), (0x30, 1, 1), (0x31, 1, 1)];

    private static readonly ConcurrentDictionary<int, string[]> NamesOf = new();

    /// <summary>All attributes of a position.</summary>
    /// <param name="report">Its basic part.</param>
    /// <param name="items">What follows it.</param>
    /// <param name="spooled">Whether the terminal kept it while the network was away (盲区补报).</param>
    public static IReadOnlyDictionary<string, double> Of(in PositionReport report, ReadOnlySpan<byte> items, bool spooled)
    {
        Span<double> found = stackalloc double[Names.Length];
        var present = 0b111;
        (found[0], found[1], found[2]) = (report.EngineOn ? 1 : 0, report.Alarms, report.Status);
        if (report.LoadShare is { } load)
        {
            found[3] = load;
            present |= 1 << 3;
        }

        present |= report.HasFix ? 0 : 1 << 4;
        if (spooled)
        {
            found[5] = 1;
            present |= 1 << 5;
        }

        return Of(found, present | ReadItems(items, found[FirstItem..]));
    }

    private static FixAttributes Of(ReadOnlySpan<double> found, int present)
    {
        var names = NamesOf.GetOrAdd(present, static set => [.. Names.Where((_, i) => (set & (1 << i)) != 0)]);
        var values = new double[BitOperations.PopCount((uint)present)];
        for (int i = 0, next = 0; i < found.Length; i++)
        {
            if ((present & (1 << i)) != 0)
            {
                values[next++] = found[i];
            }
        }

        return new FixAttributes(names, values);
    }

    /// <summary>One that is not as long as the standard has it is left out: its number would be a guess.</summary>
    private static int ReadItems(ReadOnlySpan<byte> items, Span<double> into)
    {
        var present = 0;
        while (items.Length >= 2)
        {
            var (id, length) = (items[0], items[1]);
            var value = items[2..];
            if (length > value.Length)
            {
                break;
            }

            for (var i = 0; i < Items.Length; i++)
            {
                if (Items[i].Id == id && Items[i].Bytes == length)
                {
                    into[i] = Number(value[..length]) / Items[i].Divisor;
                    present |= 1 << (FirstItem + i);
                }
            }

            items = value[length..];
        }

        return present;
    }

    private static double Number(ReadOnlySpan<byte> value) => value.Length switch
    {
        1 => value[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(value),
        _ => BinaryPrimitives.ReadUInt32BigEndian(value),
    };
}
