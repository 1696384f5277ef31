using UrbanGrid.Vision.Clips;

namespace UrbanGrid.Vision.Tests;

public sealed class JpegSplitterTests
{
    [Fact]
    public async Task Pictures_are_cut_at_their_end_markers_however_the_stream_is_chopped()
    {
        byte[] first = [0xFF, 0xD8, 1, 2, 0xFF, 0x00, 3, 0xFF, 0xD9];
        byte[] second = [0xFF, 0xD8, 9, 0xFF, 0xD9];
        using var stream = new OneByteStream([.. first, .. second, 0xFF, 0xD8, 7]);
        List<byte[]> cut = [];
        await foreach (var jpeg in JpegSplitter.SplitAsync(stream, 1000, CancellationToken.None))
        {
            cut.Add(jpeg);
        }

        Assert.Equal([first, second], cut);
    }

    [Fact]
    public async Task A_picture_without_end_is_refused_before_it_fills_the_memory()
    {
        using var stream = new MemoryStream(new byte[500_000]);
        await Assert.ThrowsAsync<VisionException>(async () =>
        {
            await foreach (var _ in JpegSplitter.SplitAsync(stream, 100_000, CancellationToken.None))
            {
            }
        });
    }

    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..1], cancellationToken);
    }
}
