using UrbanGrid.Casework;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Evaluation.Schemes;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Evaluation;

/// <summary><c>/evaluation/schemes</c>: by which parts, weights and steps is evaluated (评价方案).</summary>
public static class SchemeEndpoints
{
    /// <summary>Adds the resource.</summary>
    public static void MapSchemes(this IEndpointRouteBuilder evaluation)
    {
        var schemes = evaluation.MapGroup("/schemes");
        schemes.MapGet("", async (SchemeBook book, CancellationToken ct) => await ListAsync(book, ct))
            .WithSummary("Every scheme by kind of object, the standard first, and what a scheme of the kind may be made of.")
            .RequireRole(EvaluationEndpoints.Readers);
        schemes.MapGet("/changes", async (SchemeBook book, CancellationToken ct) => await book.ChangesAsync(ct))
            .WithSummary("Who changed what, newest first.")
            .RequireRole(EvaluationEndpoints.Readers);
        schemes.MapPost("", CreateAsync).RequireRole(EvaluationEndpoints.Editors);
        schemes.MapPut("/{id}", ChangeAsync).RequireRole(EvaluationEndpoints.Editors);
        schemes.MapDelete("/{id}", DeleteAsync).RequireRole(EvaluationEndpoints.Editors).Produces(StatusCodes.Status204NoContent);
        schemes.MapPost("/{id}/use", UseAsync).RequireRole(EvaluationEndpoints.Editors);
    }

    private static async Task<IReadOnlyList<SchemeKindView>> ListAsync(SchemeBook book, CancellationToken ct)
    {
        var all = (await book.ListAsync(ct)).ToLookup(scheme => scheme.Kind);
        return
        [
            .. EvaluatedKind.All.Select(kind => new SchemeKindView(
                new Named(kind.Key, kind.Name), kind.Counts, kind.Rates, kind.Untold, kind.ReworkChoices, [.. all[kind.Key].Select(SchemeView.Of)])),
        ];
    }

    private static async Task<SchemeView> CreateAsync(SchemeInput input, HttpContext context, SchemeBook book, CancellationToken ct)
    {
        var made = await book.CreateAsync(input, Caller.Of(context.User).ToActor(), ct);
        context.Response.StatusCode = StatusCodes.Status201Created;
        return SchemeView.Of(made);
    }

    private static async Task<SchemeView> ChangeAsync(string id, SchemeInput input, HttpContext context, SchemeBook book, CancellationToken ct) =>
        SchemeView.Of(await book.ChangeAsync(id, input, Caller.Of(context.User).ToActor(), ct));

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, SchemeBook book, CancellationToken ct)
    {
        await book.DeleteAsync(id, Caller.Of(context.User).ToActor(), ct);
        return Results.NoContent();
    }

    private static async Task<IReadOnlyList<SchemeKindView>> UseAsync(string id, HttpContext context, SchemeBook book, CancellationToken ct)
    {
        await book.UseAsync(id, Caller.Of(context.User).ToActor(), ct);
        return await ListAsync(book, ct);
    }
}

/// <summary>The schemes of one kind of object.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Counts">Counts, for parts by steps.</param>
/// <param name="Rates">Rates, for the other parts.</param>
/// <param name="Untold">Rates that cannot be told yet: a part may name them, its weight is shared out.</param>
/// <param name="ReworkChoices">What may stand below the line of the rework rate.</param>
/// <param name="Schemes">The schemes, the standard first.</param>
public sealed record SchemeKindView(
    Named Kind, IReadOnlyList<EvaluationColumn> Counts, IReadOnlyList<Rate> Rates, IReadOnlyList<UntoldRate> Untold,
    IReadOnlyList<string> ReworkChoices, IReadOnlyList<SchemeView> Schemes);

/// <summary>One scheme.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind">Key of the kind.</param>
/// <param name="Name">Name.</param>
/// <param name="Parts">Parts with their weights, per cent.</param>
/// <param name="Steps">Tables of points by number.</param>
/// <param name="ReworkAmong">What stands below the line of the rework rate.</param>
/// <param name="InUse">Its kind is evaluated by it.</param>
/// <param name="IsStandard">It cannot be changed.</param>
/// <param name="Version">For a change.</param>
/// <param name="ChangedAt">Unix ms.</param>
/// <param name="ChangedBy">Who.</param>
public sealed record SchemeView(
    string Id, string Kind, LocalText Name, IReadOnlyList<SchemePart> Parts, IReadOnlyDictionary<string, IReadOnlyList<CountStep>> Steps,
    string? ReworkAmong, bool InUse, bool IsStandard, long Version, long? ChangedAt, string? ChangedBy)
{
    /// <summary>A scheme in the form of the contract.</summary>
    public static SchemeView Of(StoredScheme scheme) => new(
        scheme.Id, scheme.Kind, scheme.Name, scheme.Definition.Parts, scheme.Definition.Steps, scheme.Definition.ReworkAmong, scheme.InUse,
        scheme.IsStandard, scheme.Version, scheme.ChangedAt, scheme.ChangedBy);
}
