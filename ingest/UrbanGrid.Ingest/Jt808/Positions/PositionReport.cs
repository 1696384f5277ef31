using System.Buffers.Binary;

namespace UrbanGrid.Ingest.Jt808.Positions;

/// <summary>The basic part of a position, read without making garbage; see <see cref="PositionLayout"/> for the whole of it.</summary>
/// <param name="Alarms">Alarm bits, see <see cref="AlarmBits"/>.</param>
/// <param name="Status">Status bits, see <see cref="StatusBits"/>.</param>
/// <param name="Lat">Degrees, south negative.</param>
/// <param name="Lon">Degrees, west negative.</param>
/// <param name="AltitudeM">Metres.</param>
/// <param name="SpeedKmh">Speed.</param>
/// <param name="CourseDeg">Degrees clockwise from north.</param>
/// <param name="Time">Unix ms; null if the digits are no time.</param>
internal readonly record struct PositionReport(
    uint Alarms, uint Status, double Lat, double Lon, int AltitudeM, double SpeedKmh, int CourseDeg, long? Time)
{
    /// <summary>Whether the receiver had a fix (定位).</summary>
    public bool HasFix => (Status & StatusBits.Fix) != 0;

    /// <summary>Whether the engine is on (ACC 开).</summary>
    public bool EngineOn => (Status & StatusBits.Acc) != 0;

    /// <summary>Load of bits 8 and 9: 0, 0.5 or 1; null for the value the standard reserves.</summary>
    public double? LoadShare => (Status >> StatusBits.LoadShift & 3) switch
    {
        0 => 0,
        1 => 0.5,
        3 => 1,
        _ => null,
    };

    /// <summary>Reads it; false if there are too few bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out PositionReport report)
    {
        report = default;
        if (body.Length < PositionLayout.BasicBytes)
        {
            return false;
        }

        var status = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        report = new PositionReport(
            BinaryPrimitives.ReadUInt32BigEndian(body),
            status,
            BinaryPrimitives.ReadUInt32BigEndian(body[8..]) / ((status & StatusBits.South) != 0 ? -1e6 : 1e6),
            BinaryPrimitives.ReadUInt32BigEndian(body[12..]) / ((status & StatusBits.West) != 0 ? -1e6 : 1e6),
            BinaryPrimitives.ReadInt16BigEndian(body[16..]),
            BinaryPrimitives.ReadUInt16BigEndian(body[18..]) / 10.0,
            BinaryPrimitives.ReadUInt16BigEndian(body[20..]),
            Bcd.TryTime(body.Slice(22, 6), out var time) ? time.ToUnixTimeMilliseconds() : null);
        return true;
    }
}
