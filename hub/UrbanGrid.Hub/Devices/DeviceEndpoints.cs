using System.Text;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Hub.Devices;

/// <summary><c>/devices</c>.</summary>
public static class DeviceEndpoints
{
    private const int MaxPoints = 10_000;
    private const long DefaultSpanMs = 24 * 3_600_000L;

    /// <summary>Adds the resource.</summary>
    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/devices").WithTags("devices");
        devices.MapGet("", DeviceList.Page);
        devices.MapGet("/counts", DeviceList.Count);
        devices.MapGet("/{id}", (string id, DeviceDirectory directory) => directory.Find(id) ?? throw ProblemException.NotFound("device", id));
        devices.MapGet("/{id}/telemetry", SeriesAsync);
        devices.MapGet("/{id}/dead-letters", DeadLettersAsync);
        devices.MapPost("", DeviceChanges.CreateAsync).RequireRole(RoleKey.Admin);
        devices.MapPost("/{id}/token", DeviceChanges.RotateTokenAsync).RequireRole(RoleKey.Admin);
        devices.MapPatch("/{id}", DeviceChanges.UpdateAsync).RequireRole(RoleKey.Admin);
        devices.MapDelete("/{id}", DeviceChanges.DeleteAsync).RequireRole(RoleKey.Admin).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<SeriesView> SeriesAsync(
        string id, string? metric, long? from, long? to, long? bucket, DeviceRegistry registry, DeviceDirectory directory, ITelemetryStore store,
        TimeProvider time, CancellationToken ct)
    {
        _ = registry.Find(id) ?? throw ProblemException.NotFound("device", id);
        var name = metric is { Length: > 0 } ? metric : throw new ProblemException("missing_value", "metric");
        var end = to ?? time.GetUtcNow().ToUnixTimeMilliseconds() + 1;
        var start = from ?? end - DefaultSpanMs;
        if (start >= end)
        {
            throw new ProblemException("invalid_value", "from", "< to");
        }

        var width = bucket ?? 0;
        if (width < 0 || (width > 0 && (end - start) / width > MaxPoints))
        {
            throw new ProblemException("invalid_value", "bucket", $"≥ {((end - start) / MaxPoints) + 1} ms");
        }

        var points = await store.QueryAsync(new SeriesQuery(id, name, start, end, width, MaxPoints), ct);
        return new SeriesView(
            name, directory.MetricOf(id, name).Unit,
            [.. points.Select(p => width == 0 ? new[] { p.Timestamp, p.Value } : [p.Timestamp, p.Value, p.Min, p.Max])]);
    }

    private static async Task<Page<DeadLetterView>> DeadLettersAsync(
        string id, string? cursor, int? limit, DeviceRegistry registry, ITelemetryStore store, BrokenFrames broken, CancellationToken ct)
    {
        _ = registry.Find(id) ?? throw ProblemException.NotFound("device", id);
        var page = PageRequest.Read(cursor, limit);
        var letters = await store.DeadLettersAsync(id, page.Offset + page.Limit + 1, ct);
        return page.Cut(letters.Concat(broken.Of(id)).OrderByDescending(l => l.ReceivedAt).Select(l => new DeadLetterView(
            l.ReceivedAt, l.Topic, l.Reason, l.Detail, Readable(l.Payload))));
    }

    /// <summary>Bytes as text where they are text, else as hex.</summary>
    private static string Readable(byte[] payload)
    {
        var text = Encoding.UTF8.GetString(payload);
        return text.Any(c => c == '\uFFFD' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            ? Convert.ToHexString(payload.AsSpan(0, Math.Min(64, payload.Length)))
            : text;
    }
}
