using System.Buffers.Binary;
using UrbanGrid.Ingest.Jt808.Positions;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>The head of media data (0x0801), read without the rest.</summary>
/// <param name="MediaId">Number the terminal gave it.</param>
/// <param name="Kind">0 picture, 1 sound, 2 video.</param>
/// <param name="Format">0 JPEG, 1 TIF, 2 MP3, 3 WAV, 4 WMV.</param>
/// <param name="Cause">What made the terminal take it, see <see cref="MediaMessages.Causes"/>.</param>
/// <param name="Channel">Channel (通道ID).</param>
/// <param name="Position">Where; null for a terminal of 2011, which does not say.</param>
/// <param name="DataAt">Where its bytes begin.</param>
internal readonly record struct TerminalPicture(uint MediaId, byte Kind, byte Format, byte Cause, byte Channel, PositionReport? Position, int DataAt)
{
    private const int HeadBytes = 8;

    /// <summary>Reads it; false if there are too few bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out TerminalPicture picture)
    {
        picture = default;
        if (body.Length < HeadBytes)
        {
            return false;
        }

        PositionReport? position = HasPosition(body) && PositionReport.TryRead(body[HeadBytes..], out var report) ? report : null;
        picture = new TerminalPicture(
            BinaryPrimitives.ReadUInt32BigEndian(body), body[4], body[5], body[6], body[7], position, position is null ? HeadBytes : HeadBytes + PositionLayout.BasicBytes);
        return true;
    }

    /// <summary>Whether a position stands before the data, as it does since 2013: a JPEG may begin at once, as in 2011, and a time stands where a position has it.</summary>
    public static bool HasPosition(ReadOnlySpan<byte> body)
    {
        if (body.Length < HeadBytes + PositionLayout.BasicBytes)
        {
            return false;
        }

        var data = body[HeadBytes..];
        return !(data[0] == 0xFF && data[1] == 0xD8) && (Bcd.IsDecimal(data.Slice(22, 6)) || (data[28..] is [0xFF, 0xD8, ..]));
    }
}
