using System.Runtime.CompilerServices;
using UrbanGrid.Ingest;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.Hub.Cameras;

/// <summary>The last picture of a camera, and the next for whoever watches. A slow viewer misses pictures; nobody waits for it.</summary>
public sealed class LiveView
{
    private TaskCompletionSource _next = New();
    private CameraFrame? _last;

    /// <summary>The last picture; null before the first.</summary>
    public CameraFrame? Last => Volatile.Read(ref _last);

    /// <summary>Shows a picture.</summary>
    public void Show(CameraFrame frame)
    {
        Volatile.Write(ref _last, frame);
        Interlocked.Exchange(ref _next, New()).TrySetResult();
    }

    /// <summary>Hides a part of the last picture, which was shown before anybody drew it.</summary>
    public void Hide(PrivacyMask mask)
    {
        if (Last is { } last)
        {
            Show(last with { Jpeg = mask.Apply(last.Jpeg.Span) });
        }
    }

    /// <summary>The last picture and those that follow.</summary>
    public async IAsyncEnumerable<CameraFrame> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CameraFrame? seen = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var next = Volatile.Read(ref _next).Task;
            if (Last is { } last && !ReferenceEquals(last, seen))
            {
                seen = last;
                yield return last;
                continue;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
