namespace UrbanGrid.Hub.Tests.Support;

/// <summary>Writes baseline JPEGs of one grey, of any size: what a dead sensor sends, or somebody who means harm.</summary>
internal static class FlatJpeg
{
    private static readonly string Tables =
        "FFC4001F0000010501010101010100000000000000000102030405060708090A0B"
        + "FFC400B5100002010303020403050504040000017D01020300041105122131410613516107227114328191A1082342B1C11552D1F02433627282090A161718191A25262728292A3435363738393A434445464748494A535455565758595A636465666768696A737475767778797A838485868788898A92939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8F9FA";

    /// <summary>A black picture.</summary>
    public static byte[] Black(int width, int height)
    {
        var bits = new BitWriter();

        // The first block's mean is -1024/16 = -64: category 7, then 63; all others differ from it by nothing. Each ends at once.
        bits.Write(0b11110, 5);
        bits.Write(0b0111111, 7);
        bits.Write(0b1010, 4);
        for (var block = 1; block < (width + 7) / 8 * ((height + 7) / 8); block++)
        {
            bits.Write(0b001010, 6);
        }

        return
        [
            0xFF, 0xD8,
            .. Convert.FromHexString("FFDB004300" + string.Concat(Enumerable.Repeat("10", 64))),
            .. Convert.FromHexString($"FFC0000B08{height:X4}{width:X4}01011100"),
            .. Convert.FromHexString(Tables),
            .. Convert.FromHexString("FFDA0008010100003F00"),
            .. bits.End(),
            0xFF, 0xD9,
        ];
    }

    private sealed class BitWriter
    {
        private readonly List<byte> _bytes = [];
        private int _pending;
        private int _count;

        public void Write(int bits, int count)
        {
            for (var i = count - 1; i >= 0; i--)
            {
                _pending = (_pending << 1) | ((bits >> i) & 1);
                if (++_count == 8)
                {
                    Flush();
                }
            }
        }

        public IEnumerable<byte> End()
        {
            while (_count != 0)
            {
                Write(1, 1);
            }

            return _bytes;
        }

        private void Flush()
        {
            _bytes.Add((byte)_pending);
            if ((byte)_pending == 0xFF)
            {
                _bytes.Add(0);
            }

            (_pending, _count) = (0, 0);
        }
    }
}
