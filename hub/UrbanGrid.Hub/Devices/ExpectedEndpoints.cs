using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Devices;

/// <summary><c>/devices/{id}/telemetry/expected</c>: the band beside a series.</summary>
public static class ExpectedEndpoints
{
    private const int MaxPoints = 10_000;
    private const long HourMs = 3_600_000;
    private const long DefaultSpanMs = 24 * HourMs;

    /// <summary>Adds the resource.</summary>
    public static void MapExpected(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{id}/telemetry/expected", ReadAsync).WithTags("devices");

    private static async Task<ExpectedView> ReadAsync(
        string id, string? metric, long? from, long? to, long? bucket, DeviceRegistry registry, DeviceDirectory directory, ExpectedBands bands,
        TimeProvider time, CancellationToken ct)
    {
        var device = registry.Find(id) ?? throw ProblemException.NotFound("device", id);
        var name = metric is { Length: > 0 } ? metric : throw new ProblemException("missing_value", "metric");
        var end = to ?? time.GetUtcNow().ToUnixTimeMilliseconds() + 1;
        var start = from ?? end - DefaultSpanMs;
        if (start >= end)
        {
            throw new ProblemException("invalid_value", "from", "< to");
        }

        // A band changes from hour to hour; without a bucket, a point an hour says everything.
        var step = bucket is null or 0 ? HourMs : bucket.Value;
        if (step < 0 || (end - start) / step > MaxPoints)
        {
            throw new ProblemException("invalid_value", "bucket", $"≥ {((end - start) / MaxPoints) + 1} ms");
        }

        var series = await bands.OfAsync(device, name, start - Remainder(start, step), end, step, ct);
        return new ExpectedView(
            name, directory.MetricOf(id, name).Unit, MethodOf(series.Method), [.. series.Points.Select(p => new[] { p.Timestamp, p.Expected, p.Low, p.High })]);
    }

    /// <summary>Buckets are counted from the Unix epoch, like those of the series.</summary>
    private static long Remainder(long moment, long step) => ((moment % step) + step) % step;

    private static string MethodOf(ExpectedMethod method) => method switch
    {
        ExpectedMethod.HourOfWeek => "hour_of_week",
        ExpectedMethod.HourOfDay => "hour_of_day",
        _ => "none",
    };
}

/// <summary>What a metric is expected to read.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Method"><c>hour_of_week</c>, <c>hour_of_day</c>, or <c>none</c> while nothing is learned.</param>
/// <param name="Points">Unix ms, expected, low, high; oldest first.</param>
public sealed record ExpectedView(string Metric, string Unit, string Method, IReadOnlyList<double[]> Points);
