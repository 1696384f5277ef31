using System.Buffers.Binary;

namespace UrbanGrid.Ingest.Jt808.Frames;

/// <summary>Header of a message (消息头), JT/T 808-2019 §4.4.3.</summary>
/// <param name="MessageId">What message.</param>
/// <param name="Phone">Number of the terminal (终端手机号) as its digits stand there, zeros in front and all.</param>
/// <param name="Serial">Number of the message (消息流水号).</param>
/// <param name="Version">Edition, as far as a header shows it.</param>
public readonly record struct FrameHeader(ushort MessageId, string Phone, ushort Serial, Jt808Version Version)
{
    /// <summary>Bytes of the number before 2019.</summary>
    public const int ShortPhone = 6;

    /// <summary>Bytes of the number since 2019.</summary>
    public const int LongPhone = 10;

    /// <summary>Longest body of one frame: ten bits.</summary>
    public const int MaxBody = 1023;

    private const int VersionBit = 0x4000;
    private const int PartBit = 0x2000;
    private const int EncryptionMask = 0x1c00;

    /// <summary>Version of the protocol byte (协议版本号) of 2019, which counts from 1; null where there is none.</summary>
    public byte? ProtocolVersion { get; init; }

    /// <summary>Length of the body as the header says it.</summary>
    public int SaidLength { get; init; }

    /// <summary>How the body is encrypted: 0 not at all, 1 RSA; other bits are reserved.</summary>
    public int Encryption { get; init; }

    /// <summary>Packages the message was divided into (消息总包数); 0 if it was not.</summary>
    public ushort Parts { get; init; }

    /// <summary>Which of them this is, from 1.</summary>
    public ushort Part { get; init; }

    /// <summary>Bytes of the header.</summary>
    public int Length { get; init; }

    /// <summary>Whether the message was divided (分包).</summary>
    public bool IsPart { get; init; }

    /// <summary>Whether the version bit and the form of the header contradict each other; the form counts.</summary>
    public bool Contradicts { get; init; }

    /// <summary>
    /// Reads the header of an unescaped frame without its checksum. Some terminals set the version bit and write the short
    /// number all the same, or the other way round: where only the other form agrees with the length, that form counts.
    /// </summary>
    /// <returns>False if there are too few bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> frame, out FrameHeader header)
    {
        header = default;
        if (frame.Length < 12)
        {
            return false;
        }

        var properties = BinaryPrimitives.ReadUInt16BigEndian(frame[2..]);
        var (is2019, isPart, said) = ((properties & VersionBit) != 0, (properties & PartBit) != 0, properties & MaxBody);
        var extra = isPart ? 4 : 0;
        var contradicts = false;
        if (HeaderLength(is2019) + extra + said != frame.Length && HeaderLength(!is2019) + extra + said == frame.Length && LooksRight(frame, !is2019))
        {
            (is2019, contradicts) = (!is2019, true);
        }

        var length = HeaderLength(is2019) + extra;
        if (frame.Length < length)
        {
            return false;
        }

        var phoneAt = is2019 ? 5 : 4;
        var phone = frame.Slice(phoneAt, is2019 ? LongPhone : ShortPhone);
        var rest = frame[(phoneAt + phone.Length)..];
        header = new FrameHeader(
            BinaryPrimitives.ReadUInt16BigEndian(frame), Bcd.Text(phone), BinaryPrimitives.ReadUInt16BigEndian(rest), is2019 ? Jt808Version.V2019 : Jt808Version.V2013)
        {
            ProtocolVersion = is2019 ? frame[4] : null,
            SaidLength = said,
            Encryption = (properties & EncryptionMask) >> 10,
            IsPart = isPart,
            Parts = isPart ? BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) : (ushort)0,
            Part = isPart ? BinaryPrimitives.ReadUInt16BigEndian(rest[4..]) : (ushort)0,
            Length = length,
            Contradicts = contradicts,
        };
        return true;
    }

    private static int HeaderLength(bool is2019) => is2019 ? 4 + 1 + LongPhone + 2 : 4 + ShortPhone + 2;

    /// <summary>Whether a number could stand where this form has it.</summary>
    private static bool LooksRight(ReadOnlySpan<byte> frame, bool is2019) =>
        is2019 ? frame.Length >= 17 && Bcd.IsDecimal(frame.Slice(5, LongPhone)) : Bcd.IsDecimal(frame.Slice(4, ShortPhone));
}
