using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Push;

namespace UrbanGrid.Hub.Vehicles.Live;

/// <summary>
/// <c>GET /vehicles/live?west=&amp;south=&amp;east=&amp;north=</c>: server-sent events of the vehicles on a map. The first event is the
/// full picture of the viewport, the others what changed since. An event is written only when the browser has taken the one
/// before, so a slow one gets fewer, fresher events. A viewport that moves is a new request.
/// </summary>
public sealed class LiveEndpoint(LiveFleet fleet, TimeProvider time, IHostApplicationLifetime life)
{
    /// <summary>Maps open at once.</summary>
    public const int MaxViewers = 500;

    /// <summary>Shortest time between two events of one map: ten a second look like motion, as a map drives vehicles on between them.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private int _viewers;

    /// <summary>Maps open now.</summary>
    public int Viewers => Volatile.Read(ref _viewers);

    /// <summary>Pushes until the browser leaves, the session has to be looked at again, or the hub stops.</summary>
    /// <exception cref="ProblemException">Too many maps are open, or the viewport is none.</exception>
    public async Task StreamAsync(HttpContext context, double? west, double? south, double? east, double? north)
    {
        var box = LiveBox.Read(west, south, east, north);
        if (Interlocked.Increment(ref _viewers) > MaxViewers)
        {
            Interlocked.Decrement(ref _viewers);
            throw new ProblemException("too_many_viewers") { RetryAfterSeconds = 10 };
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        try
        {
            context.Response.AsEventStream();
            await context.Response.WriteAsync("retry: 2000\n: connected\n\n", end.Token);
            await PushAsync(context.Response, box, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The browser left or the hub stops; both end the stream.
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }

    private async Task PushAsync(HttpResponse response, LiveBox box, CancellationToken cancellationToken)
    {
        using var writer = new LiveWriter();
        var (changes, shown) = (new LiveChanges(), new ShownVehicles());
        var until = time.GetUtcNow() + StreamEndpoint.Longest;
        var seen = 0L;
        for (var (full, spokenAt) = (true, time.GetTimestamp()); time.GetUtcNow() < until; await Task.Delay(Beat, time, cancellationToken))
        {
            if (full || fleet.Sequence != seen)
            {
                seen = fleet.Collect(seen, box, shown, changes);
            }

            if (full || !changes.IsEmpty)
            {
                writer.Write(response.BodyWriter, full, changes);
                changes.Clear();
                full = false;
            }
            else if (time.GetElapsedTime(spokenAt) >= StreamEndpoint.Heartbeat)
            {
                await response.WriteAsync(": alive\n\n", cancellationToken);
            }
            else
            {
                continue;
            }

            await response.Body.FlushAsync(cancellationToken);
            spokenAt = time.GetTimestamp();
        }
    }
}
