using System.Buffers;

namespace UrbanGrid.Ingest.Jt808.Frames;

/// <summary>What a look at the bytes of a connection brought.</summary>
internal enum SplitResult
{
    /// <summary>No whole frame is there yet.</summary>
    More,
    /// <summary>A frame, without its delimiters and still escaped.</summary>
    Frame,
    /// <summary>More bytes without a delimiter than any frame has; they were dropped.</summary>
    TooLong,
    /// <summary>Bytes before the first delimiter; they were dropped.</summary>
    Garbage,
}

/// <summary>
/// Finds the frames in a stream of bytes, however it is torn. A delimiter may end one frame and begin the next; any number of
/// them in a row is none. After garbage it goes on at the next delimiter.
/// </summary>
internal struct FrameSplitter
{
    /// <summary>Most bytes between two delimiters: a divided message has 1023 bytes a frame, but some vendors divide nothing.</summary>
    public const int MaxEscaped = 64 * 1024;

    private bool _open;

    /// <summary>Takes the next frame off the front of the buffer.</summary>
    public SplitResult Next(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> frame)
    {
        frame = default;
        if (!_open)
        {
            var begin = buffer.PositionOf(Escaping.Delimiter);
            var garbage = begin is null ? !buffer.IsEmpty : !buffer.Start.Equals(begin.Value);
            buffer = begin is null ? buffer.Slice(buffer.End) : buffer.Slice(buffer.GetPosition(1, begin.Value));
            _open = begin is not null;
            if (garbage)
            {
                return SplitResult.Garbage;
            }
        }

        SkipDelimiters(ref buffer);
        if (buffer.PositionOf(Escaping.Delimiter) is { } end)
        {
            frame = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return frame.Length > MaxEscaped ? SplitResult.TooLong : SplitResult.Frame;
        }

        if (buffer.Length <= MaxEscaped)
        {
            return SplitResult.More;
        }

        buffer = buffer.Slice(buffer.End);
        _open = false;
        return SplitResult.TooLong;
    }

    private static void SkipDelimiters(ref ReadOnlySequence<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var first = buffer.FirstSpan;
            var other = first.IndexOfAnyExcept(Escaping.Delimiter);
            buffer = buffer.Slice(other < 0 ? first.Length : other);
            if (other >= 0)
            {
                return;
            }
        }
    }
}
