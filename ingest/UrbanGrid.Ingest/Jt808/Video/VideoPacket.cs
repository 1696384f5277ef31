using System.Buffers.Binary;

namespace UrbanGrid.Ingest.Jt808.Video;

/// <summary>Head of a packet of a stream (音视频流及透传数据传输协议负载包), JT/T 1078-2016 table 19.</summary>
/// <param name="PayloadType">Encoding, e.g. 98 for H.264 and 99 for H.265 (table 12).</param>
/// <param name="Phone">Number of the terminal.</param>
/// <param name="Channel">Logical channel.</param>
/// <param name="Kind">0 key frame, 1 P frame, 2 B frame, 3 sound, 4 pass-through.</param>
/// <param name="Division">0 whole, 1 first, 2 last, 3 in between.</param>
/// <param name="HeadBytes">Bytes of the head.</param>
/// <param name="DataBytes">Bytes of the data after it.</param>
internal readonly record struct VideoPacket(byte PayloadType, string Phone, byte Channel, byte Kind, byte Division, int HeadBytes, int DataBytes)
{
    /// <summary>Encoding of H.264.</summary>
    public const byte H264 = 98;

    /// <summary>Encoding of H.265.</summary>
    public const byte H265 = 99;

    /// <summary>Longest head: of a video frame.</summary>
    public const int MaxHead = 30;

    private const int PhoneAt = 8;
    private const int Sound = 3;
    private const int PassThrough = 4;

    /// <summary>Every packet begins with these.</summary>
    public static ReadOnlySpan<byte> Mark => "01cd"u8;

    /// <summary>Whether it is of a frame that can be decoded without others.</summary>
    public bool IsKeyFrame => Kind == 0;

    /// <summary>Reads a head; false if there are too few bytes or it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out VideoPacket packet)
    {
        packet = default;
        if (bytes.Length < PhoneAt + 8 || !bytes.StartsWith(Mark))
        {
            return false;
        }

        var kind = (byte)(bytes[15] >> 4);
        // Pass-through has no time, only video has intervals of frames.
        var lengthAt = kind switch
        {
            < Sound => 28,
            Sound => 24,
            PassThrough => 16,
            _ => 0,
        };
        if (lengthAt == 0 || bytes.Length < lengthAt + 2)
        {
            return false;
        }

        packet = new VideoPacket(
            (byte)(bytes[5] & 0x7f), Bcd.Text(bytes.Slice(PhoneAt, 6)), bytes[14], kind, (byte)(bytes[15] & 15), lengthAt + 2, BinaryPrimitives.ReadUInt16BigEndian(bytes[lengthAt..]));
        return true;
    }
}
