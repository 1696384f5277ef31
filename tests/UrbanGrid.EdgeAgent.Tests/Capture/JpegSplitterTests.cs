using System.Buffers;
using UrbanGrid.EdgeAgent.Capture;

namespace UrbanGrid.EdgeAgent.Tests.Capture;

public sealed class JpegSplitterTests
{
    /// <summary>SOI, a comment that holds FF D9, a scan with a stuffed FF and a restart marker, a second scan, EOI.</summary>
    private static readonly byte[] Picture =
    [
        0xFF, 0xD8, 0xFF, 0xFE, 0x00, 0x06, 0xFF, 0xD9, 0xFF, 0xD8, 0xFF, 0xDA, 0x00, 0x03, 0x01, 0x11, 0xFF, 0x00, 0x22, 0xFF, 0xD3, 0x33,
        0xFF, 0xDA, 0x00, 0x02, 0x44, 0xFF, 0xFF, 0xD9,
    ];

    private static readonly byte[] Small = [0xFF, 0xD8, 0xFF, 0xDA, 0x00, 0x02, 0x55, 0xFF, 0xD9];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Pictures_come_out_whole_however_the_bytes_are_cut(int chunk)
    {
        var splitter = new JpegSplitter();
        Assert.Equal([Picture, Small, Picture], Split(splitter, [.. Picture, .. Small, .. Picture], chunk));
        Assert.Equal(0, splitter.GarbageBytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void Bytes_between_pictures_are_skipped_and_counted(int chunk)
    {
        var splitter = new JpegSplitter();
        Assert.Equal([Small, Picture], Split(splitter, [0x00, 0xFF, 0x12, .. Small, 0xD9, 0xFF, .. Picture], chunk));
        Assert.Equal(5, splitter.GarbageBytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_picture_that_is_too_long_is_thrown_away_and_the_next_one_is_found(int chunk)
    {
        var splitter = new JpegSplitter(maxBytes: 64);
        byte[] tooLong = [0xFF, 0xD8, 0xFF, 0xDA, 0x00, 0x02, .. Enumerable.Repeat((byte)7, 200), 0xFF, 0xD9];
        Assert.Equal([Small, Picture], Split(splitter, [.. Small, .. tooLong, .. Picture], chunk));
        Assert.Equal(1, splitter.Oversized);
    }

    private static List<byte[]> Split(JpegSplitter splitter, byte[] stream, int chunk)
    {
        var found = new List<byte[]>();
        byte[] kept = [];
        foreach (var part in stream.Chunk(chunk))
        {
            kept = [.. kept, .. part];
            var buffer = TwoSegments(kept);
            while (splitter.TryRead(ref buffer, out var jpeg))
            {
                found.Add(jpeg.ToArray());
            }

            kept = buffer.ToArray();
        }

        return found;
    }

    /// <summary>A pipe hands out buffers in pieces.</summary>
    private static ReadOnlySequence<byte> TwoSegments(byte[] bytes)
    {
        var first = new Piece(bytes.AsMemory(0, bytes.Length / 2), 0);
        var second = new Piece(bytes.AsMemory(bytes.Length / 2), bytes.Length / 2);
        first.Append(second);
        return new ReadOnlySequence<byte>(first, 0, second, second.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public void Append(Piece next) => Next = next;
    }
}
