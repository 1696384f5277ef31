using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Brokers;
using UrbanGrid.Ingest.Mirror;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Hub.Monitoring;

/// <summary>One thing the hub needs.</summary>
/// <param name="Name">What.</param>
/// <param name="Ok">Whether it is as it should be.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Vital">Whether the hub is not ready without it.</param>
public sealed record HealthCheckView(string Name, bool Ok, string? Problem, bool Vital = true);

/// <summary>Answer of <c>/healthz/ready</c>.</summary>
public sealed record ReadinessView(bool Ready, IReadOnlyList<HealthCheckView> Checks);

/// <summary><c>/healthz/live</c>, <c>/healthz/ready</c> and <c>/metrics</c>: for machines, without sign-in and without secrets.</summary>
public static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const long MinFreeBytes = 256L * 1024 * 1024;

    /// <summary>Adds the addresses.</summary>
    /// <param name="app">The application.</param>
    /// <param name="dataFolder">Folder whose disk must have room.</param>
    public static void MapHealth(this IEndpointRouteBuilder app, string dataFolder)
    {
        app.MapGet("/healthz/live", () => Results.Text("alive")).WithTags("health").AllowAnonymous();
        app.MapGet("/healthz/ready", async (
            IDbContextFactory<HubDb> databases, ITelemetryStore telemetry, StoreHealth store, MirrorHealth mirror, IServiceProvider services, CancellationToken ct) =>
        {
            HealthCheckView[] checks =
            [
                await CheckAsync("database", async patience =>
                {
                    await using var db = await databases.CreateDbContextAsync(patience);
                    await db.Database.ExecuteSqlRawAsync("SELECT 1", patience);
                }, ct),
                await CheckAsync("telemetry", async patience => await telemetry.DeadLettersAsync(null, 1, patience), ct),
                await CheckAsync("telemetry_commit", _ => RequireCommits(store), ct),
                await CheckAsync("disk", _ => RequireRoom(dataFolder), ct),
                new HealthCheckView("mirror", mirror.Problem is null, mirror.Problem, Vital: false),
                .. services.GetService<BrokerLink>() is { } broker ? [new HealthCheckView("broker", broker.IsConnected, broker.Problem, Vital: false)] : Array.Empty<HealthCheckView>(),
            ];
            var ready = checks.All(c => c.Ok || !c.Vital);
            return Results.Json(
                new ReadinessView(ready, checks), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).WithTags("health").AllowAnonymous().Produces<ReadinessView>();
        app.MapGet("/metrics", (MetricsRegistry metrics) => Results.Text(PrometheusText.Write(metrics.Collect()), PrometheusText.ContentType))
            .WithTags("health").AllowAnonymous();
    }

    private static async Task<HealthCheckView> CheckAsync(string name, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await check(patience.Token);
            return new HealthCheckView(name, true, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckView(name, false, $"There was no answer within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new HealthCheckView(name, false, e.Message);
        }
    }

    private static Task RequireCommits(StoreHealth store) =>
        store.Problem is { } problem ? throw new IOException($"telemetry store cannot commit: {problem}") : Task.CompletedTask;

    private static Task RequireRoom(string folder)
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        return free >= MinFreeBytes
            ? Task.CompletedTask
            : throw new IOException($"Only {free / (1024 * 1024)} MiB are free where the data is; make room or the hub will stop taking observations.");
    }
}
