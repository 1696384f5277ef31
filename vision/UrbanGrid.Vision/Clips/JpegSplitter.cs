using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace UrbanGrid.Vision.Clips;

/// <summary>Cuts a stream of JPEG pictures, one after the other, at their end markers.</summary>
internal static class JpegSplitter
{
    private static ReadOnlySpan<byte> EndMarker => [0xFF, 0xD9];

    /// <summary>Yields each picture; bytes after the last end marker are left out.</summary>
    /// <exception cref="VisionException">A picture has more than <paramref name="bytesMax"/> bytes.</exception>
    public static async IAsyncEnumerable<byte[]> SplitAsync(
        Stream stream, int bytesMax, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (TryCut(ref buffer, out var jpeg))
            {
                yield return jpeg;
            }

            if (buffer.Length > bytesMax)
            {
                throw new VisionException($"A picture of the stream has more than {bytesMax} bytes.");
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                await reader.CompleteAsync();
                yield break;
            }
        }
    }

    private static bool TryCut(ref ReadOnlySequence<byte> buffer, out byte[] jpeg)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> picture, EndMarker))
        {
            jpeg = [];
            return false;
        }

        jpeg = new byte[picture.Length + EndMarker.Length];
        picture.CopyTo(jpeg);
        EndMarker.CopyTo(jpeg.AsSpan((int)picture.Length));
        buffer = buffer.Slice(reader.Position);
        return true;
    }
}
