using UrbanGrid.Ingest;

namespace UrbanGrid.Hub.Cameras;

/// <summary>
/// Frames that wait for one camera's detector. It never makes whoever brings them wait, since that would hold up the other
/// cameras of the same grid. A short burst waits whole; a longer one is thinned to a frame a second, so that an edge agent
/// that was away can hand in what it kept; and once the detector is so slow that frames have waited for seconds, it goes on
/// with the newest. What is left out is counted.
/// </summary>
public sealed class FrameQueue(TimeProvider time)
{
    /// <summary>Frames that wait untouched.</summary>
    private const int Whole = 8;

    /// <summary>Frames that wait at all: a minute at one a second.</summary>
    private const int FramesMax = 60;

    /// <summary>Bytes that wait at all.</summary>
    private const long BytesMax = 16 << 20;

    /// <summary>Thinning leaves no longer gap between two frames, ms of their stamps.</summary>
    private const long GapMs = 1_000;

    /// <summary>A frame that waited longer shows what is no longer so.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly LinkedList<(CameraFrame Frame, long Arrived)> _frames = new();
    private long _bytes;
    private long _dropped;
    private long? _taken;

    /// <summary>Frames left out.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Frames that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _frames.Count;
            }
        }
    }

    /// <summary>Adds a frame.</summary>
    public void Put(CameraFrame frame)
    {
        lock (_lock)
        {
            _frames.AddLast((frame, time.GetTimestamp()));
            _bytes += frame.Jpeg.Length;
            if (_frames.Count > Whole)
            {
                Thin();
            }

            while (_frames.Count > FramesMax || (_bytes > BytesMax && _frames.Count > 1))
            {
                Drop(_frames.First!);
            }
        }
    }

    /// <summary>Takes the next frame to look at; null if none waits.</summary>
    public CameraFrame? Take()
    {
        lock (_lock)
        {
            if (_frames.First is not { } first)
            {
                return null;
            }

            if (time.GetElapsedTime(first.Value.Arrived) > WaitMax)
            {
                while (_frames.Count > 1)
                {
                    Drop(_frames.First!);
                }
            }

            var next = _frames.First!;
            _frames.Remove(next);
            _bytes -= next.Value.Frame.Jpeg.Length;
            _taken = next.Value.Frame.Timestamp;
            return next.Value.Frame;
        }
    }

    /// <summary>Leaves out what lies between two frames that are a second apart at most; the newest stays.</summary>
    private void Thin()
    {
        var kept = _taken ?? _frames.First!.Value.Frame.Timestamp - GapMs - 1;
        for (var node = _frames.First; node?.Next is { } next; node = next)
        {
            if (next.Value.Frame.Timestamp - kept <= GapMs)
            {
                Drop(node);
            }
            else
            {
                kept = node.Value.Frame.Timestamp;
            }
        }
    }

    private void Drop(LinkedListNode<(CameraFrame Frame, long Arrived)> node)
    {
        _frames.Remove(node);
        _bytes -= node.Value.Frame.Jpeg.Length;
        Interlocked.Increment(ref _dropped);
    }
}
