using System.Buffers;

namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>
/// Cuts a stream of JPEGs laid end to end (ffmpeg's <c>image2pipe</c>) into pictures. Follows the markers of ITU-T T.81
/// annex B, so that FF D9 inside a header segment does not end a picture. Each byte is looked at once.
/// </summary>
public sealed class JpegSplitter(int maxBytes = JpegSplitter.LargestFrame)
{
    /// <summary>Longest frame of the wire contract, bytes.</summary>
    public const int LargestFrame = 2 * 1024 * 1024;

    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    private State _state = State.Seeking;
    private long _scanned;
    private int _segmentLeft;
    private bool _scanFollows;

    private enum State
    {
        Seeking,
        AtMarker,
        AtLengthHigh,
        AtLengthLow,
        InSegment,
        InScan,
        ScanAfterFF,
    }

    /// <summary>Pictures longer than allowed, thrown away.</summary>
    public long Oversized { get; private set; }

    /// <summary>Bytes between pictures that belong to none.</summary>
    public long GarbageBytes { get; private set; }

    /// <summary>
    /// Takes the next whole picture off the front of <paramref name="buffer"/>; false when more bytes are needed. What
    /// remains in the buffer must stand at its front at the next call.
    /// </summary>
    public bool TryRead(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> jpeg)
    {
        while (true)
        {
            if (_state == State.Seeking && !TrySeekStart(ref buffer))
            {
                jpeg = default;
                return false;
            }

            if (TryFindEnd(buffer, out var length))
            {
                jpeg = buffer.Slice(0, length);
                buffer = buffer.Slice(length);
                Restart();
                return true;
            }

            if (_state != State.Seeking && _scanned <= maxBytes)
            {
                jpeg = default;
                return false;
            }

            // Too long, or its markers make no sense: look for the next start behind this one.
            Oversized += _scanned > maxBytes ? 1 : 0;
            GarbageBytes += 2;
            buffer = buffer.Slice(2);
            Restart();
        }
    }

    private void Restart() => (_state, _scanned, _segmentLeft, _scanFollows) = (State.Seeking, 0, 0, false);

    private bool TrySeekStart(ref ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryAdvanceTo(0xFF, advancePastDelimiter: false))
        {
            if (reader.Remaining < 2)
            {
                break;
            }

            if (reader.TryPeek(1, out var next) && next == StartOfImage)
            {
                GarbageBytes += reader.Consumed;
                buffer = buffer.Slice(reader.Position);
                _state = State.AtMarker;
                _scanned = 2;
                return true;
            }

            reader.Advance(1);
        }

        if (reader.Remaining != 1)
        {
            reader.AdvanceToEnd();
        }

        GarbageBytes += reader.Consumed;
        buffer = buffer.Slice(reader.Position);
        return false;
    }

    /// <summary>Scans on; true at the end of the picture. Leaves <see cref="State.Seeking"/> behind if the markers make no sense.</summary>
    private bool TryFindEnd(in ReadOnlySequence<byte> buffer, out long length)
    {
        var reader = new SequenceReader<byte>(buffer);
        reader.Advance(_scanned);
        while (!reader.End && reader.Consumed <= maxBytes)
        {
            if (_state == State.InScan && !reader.TryAdvanceTo(0xFF))
            {
                reader.AdvanceToEnd();
                break;
            }

            if (_state == State.InScan)
            {
                _state = State.ScanAfterFF;
                continue;
            }

            if (_state == State.InSegment)
            {
                var step = Math.Min(_segmentLeft, reader.Remaining);
                reader.Advance(step);
                _segmentLeft -= (int)step;
                _state = _segmentLeft > 0 ? State.InSegment : _scanFollows ? State.InScan : State.AtMarker;
                continue;
            }

            reader.TryRead(out var value);
            if (Step(value))
            {
                length = reader.Consumed;
                return true;
            }

            if (_state == State.Seeking)
            {
                break;
            }
        }

        _scanned = reader.Consumed;
        length = 0;
        return false;
    }

    /// <summary>One byte of the marker grammar; true at the end of the picture.</summary>
    private bool Step(byte value)
    {
        switch (_state)
        {
            case State.AtMarker or State.ScanAfterFF when value == 0xFF:
                return false;
            case State.AtMarker or State.ScanAfterFF when value == EndOfImage:
                return true;
            case State.ScanAfterFF when value is 0 or (>= 0xD0 and <= 0xD7):
                _state = State.InScan;
                return false;
            case State.AtMarker when value < 0xC0:
            case State.AtMarker or State.ScanAfterFF when value == StartOfImage:
                _state = State.Seeking;
                return false;
            case State.AtMarker or State.ScanAfterFF:
                _scanFollows = value == StartOfScan;
                _state = State.AtLengthHigh;
                return false;
            case State.AtLengthHigh:
                _segmentLeft = value << 8;
                _state = State.AtLengthLow;
                return false;
            default:
                _segmentLeft = (_segmentLeft | value) - 2;
                _state = _segmentLeft < 0 ? State.Seeking : _segmentLeft > 0 ? State.InSegment : _scanFollows ? State.InScan : State.AtMarker;
                return false;
        }
    }
}
