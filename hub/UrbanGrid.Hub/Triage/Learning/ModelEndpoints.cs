using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary><c>/triage/models</c>: versions of the triage model; for administrators.</summary>
public static class ModelEndpoints
{
    /// <summary>Adds the resource.</summary>
    public static void MapTriageModels(this IEndpointRouteBuilder api)
    {
        var models = api.MapGroup("/triage/models").WithTags("triage");
        models.MapGet("", (ModelStore store, CancellationToken ct) => store.ListAsync(ct)).RequireRole(RoleKey.Admin);
        models.MapPost("/train", async (ModelTraining training, CancellationToken ct) =>
            (await training.TrainDueAsync(always: true, ct)).Select(t => new TrainedView(Label.Of("rule", t.Rule), t.Version)))
            .RequireRole(RoleKey.Admin);
        models.MapPost("/{rule}/{version:int}/activate", async (
            string rule, int version, HttpContext context, ModelStore store, CancellationToken ct) =>
        {
            await store.ActivateAsync(rule, version, Caller.Of(context.User).DisplayName.Zh, ct);
            return await store.ListAsync(ct);
        }).RequireRole(RoleKey.Admin);
    }
}

/// <summary>A version for people.</summary>
/// <param name="Rule">Rule.</param>
/// <param name="Version">Number within the rule.</param>
/// <param name="TrainedAt">Unix ms.</param>
/// <param name="Outcome"><c>accepted</c>, or <c>worse</c> than what was in use.</param>
/// <param name="Active">Whether it is in use.</param>
/// <param name="ActivatedAt">When it was taken into use last, Unix ms.</param>
/// <param name="ActivatedBy">Who did, Chinese name; null for the training itself.</param>
/// <param name="Figures">How good it is.</param>
public sealed record ModelView(
    Named Rule, int Version, long TrainedAt, string Outcome, bool Active, long? ActivatedAt, string? ActivatedBy, TrainingFigures Figures);

/// <summary>A version that was trained just now.</summary>
public sealed record TrainedView(Named Rule, int Version);
