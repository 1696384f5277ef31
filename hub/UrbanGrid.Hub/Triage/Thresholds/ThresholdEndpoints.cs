using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Triage.Thresholds;

/// <summary>A threshold for people.</summary>
/// <param name="Rule">Rule it is about.</param>
/// <param name="Least">Least probability, 0..1.</param>
public sealed record ThresholdView(Named Rule, double Least);

/// <summary><c>/cameras/{id}/thresholds</c>: how likely alarms must be to come to triage. They are set by accepting a remedy.</summary>
public static class ThresholdEndpoints
{
    /// <summary>Adds the resource: read, and take one away with DELETE.</summary>
    public static void MapThresholds(this IEndpointRouteBuilder api)
    {
        var thresholds = api.MapGroup("/cameras/{id}/thresholds").WithTags("triage");
        thresholds.MapGet("", async (string id, DeviceRegistry devices, ThresholdStore store, CancellationToken ct) =>
            ViewsOf(await store.FindAsync(devices.Camera(id).Id, ct)));
        thresholds.MapDelete("/{rule}", async (string id, string rule, DeviceRegistry devices, ThresholdStore store, CancellationToken ct) =>
        {
            await store.SetAsync(devices.Camera(id).Id, rule, null, ct);
            return ViewsOf(await store.FindAsync(id, ct));
        }).RequireRole(RoleKey.Acceptor, RoleKey.Admin);
    }

    private static List<ThresholdView> ViewsOf(IReadOnlyDictionary<string, double> thresholds) =>
        [.. thresholds.Select(t => new ThresholdView(Label.Of("rule", t.Key), t.Value))];
}
