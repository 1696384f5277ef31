using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Push;

/// <summary>
/// <c>GET /stream</c>: server-sent events (WHATWG HTML §9.2) with resume by <c>Last-Event-ID</c>. <c>?kinds=alarm,vehicle</c> chooses;
/// without it come all but <c>vehicle</c>, which is for systems that want the whole fleet: a map follows <c>/vehicles/live</c>.
/// </summary>
public static class StreamEndpoint
{
    /// <summary>Silence after which a comment keeps proxies from closing the connection.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A stream ends after this time and the browser comes back at once, so that its session is looked at again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const int MaxFollowers = 1_000;

    /// <summary>Adds the resource.</summary>
    public static void MapStream(this IEndpointRouteBuilder api) =>
        api.MapGet("/stream", StreamAsync).WithTags("push").WithSummary("Server-sent events: incident, case, alarm, command, device, vehicle if asked for, reset.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task StreamAsync(HttpContext context, string? kinds, ChangeFeed feed, TimeProvider time, IHostApplicationLifetime life)
    {
        var wanted = FeedKind.Read(kinds);
        if (feed.FollowerCount >= MaxFollowers)
        {
            throw new ProblemException("too_many_viewers") { RetryAfterSeconds = 10 };
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        var until = time.GetUtcNow() + Longest;
        using var follower = feed.Follow(wanted);
        var lastId = context.Request.Headers["Last-Event-ID"].ToString();
        var position = lastId.Length == 0 ? feed.Now : FeedPosition.Parse(lastId);
        context.Response.AsEventStream();
        try
        {
            await context.Response.WriteAsync($"retry: 2000\nid: {position}\n: connected\n\n", end.Token);
            while (time.GetUtcNow() < until)
            {
                var page = feed.ReadAfter(position);
                Write(context.Response.BodyWriter, page, wanted);
                await context.Response.Body.FlushAsync(end.Token);
                position = page.End;
                if (!await follower.WaitAsync(Heartbeat, end.Token))
                {
                    await context.Response.WriteAsync(": alive\n\n", end.Token);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The browser left or the hub stops; both end the stream.
        }
    }

    /// <summary>
    /// Only the last event of a page carries the id: a browser that lost the connection in the middle gets the page again.
    /// Vehicles come as one event with an array.
    /// </summary>
    private static void Write(PipeWriter writer, FeedPage page, IReadOnlySet<string> wanted)
    {
        if (page.Reset)
        {
            WriteEvent(writer, "reset", [new Change(0, "reset", "{}"u8.ToArray())], asArray: false, page.End);
            return;
        }

        var vehicles = page.Changes.Where(c => c.Kind == FeedKind.Vehicle && wanted.Contains(c.Kind)).ToList();
        var others = page.Changes.Where(c => c.Kind != FeedKind.Vehicle && wanted.Contains(c.Kind)).ToList();
        if (vehicles.Count > 0)
        {
            WriteEvent(writer, FeedKind.Vehicle, vehicles, asArray: true, others.Count == 0 ? page.End : null);
        }

        for (var i = 0; i < others.Count; i++)
        {
            WriteEvent(writer, others[i].Kind, [others[i]], asArray: false, i == others.Count - 1 ? page.End : null);
        }
    }

    /// <summary>Says that the answer is a stream of events, which nothing on the way may keep back.</summary>
    public static void AsEventStream(this HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    private static void WriteEvent(PipeWriter writer, string kind, List<Change> changes, bool asArray, FeedPosition? id)
    {
        writer.Write(Encoding.UTF8.GetBytes(id is null ? $"event: {kind}\ndata: " : $"event: {kind}\nid: {id}\ndata: "));
        writer.Write(asArray ? "["u8 : ""u8);
        for (var i = 0; i < changes.Count; i++)
        {
            writer.Write(i == 0 ? ""u8 : ","u8);
            writer.Write(changes[i].Json);
        }

        writer.Write(asArray ? "]\n\n"u8 : "\n\n"u8);
    }
}
