using UrbanGrid.Casework;
using UrbanGrid.Casework.Assignment;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Dispatching;

/// <summary>
/// <c>/dispatch</c>: what decides who handles a case – the responsibility matrix (权责清单), automatic dispatch (自动派遣) and the knowledge
/// base of rulings (裁决). Whoever dispatches or leads reads, administrators change, dispatchers too may end a ruling.
/// </summary>
public static class DispatchEndpoints
{
    private static readonly string[] Readers = [RoleKey.Dispatcher, RoleKey.Admin, RoleKey.Leader, RoleKey.ShiftLeader];

    /// <summary>Adds the resource.</summary>
    public static void MapDispatch(this IEndpointRouteBuilder api)
    {
        var dispatch = api.MapGroup("/dispatch").WithTags("dispatch");
        dispatch.MapGet("/matrix", MatrixAsync).RequireRole(Readers);
        dispatch.MapPost("/matrix", AddRowAsync).RequireRole(RoleKey.Admin);
        dispatch.MapPut("/matrix/{id:long}", ChangeRowAsync).RequireRole(RoleKey.Admin);
        dispatch.MapDelete("/matrix/{id:long}", async (long id, DispatchMatrix matrix, CancellationToken ct) =>
            await matrix.RemoveAsync(id, ct) ? Results.NoContent() : throw ProblemException.NotFound("matrix row", id)).RequireRole(RoleKey.Admin);
        dispatch.MapGet("/automatic", RulesAsync).RequireRole(Readers);
        dispatch.MapPost("/automatic", AddRuleAsync).RequireRole(RoleKey.Admin);
        dispatch.MapDelete("/automatic/{id:long}", async (long id, DispatchRules rules, CancellationToken ct) =>
            await rules.RemoveAsync(id, ct) ? Results.NoContent() : throw ProblemException.NotFound("rule", id)).RequireRole(RoleKey.Admin);
        dispatch.MapGet("/rulings", RulingsAsync).RequireRole(Readers);
        dispatch.MapPost("/rulings/{id:long}/end", EndRulingAsync).RequireRole(RoleKey.Dispatcher, RoleKey.Admin);
    }

    private static async Task<IReadOnlyList<MatrixRowView>> MatrixAsync(
        DispatchMatrix matrix, CityRegister cities, CaseCatalogue catalogue, CancellationToken ct)
    {
        var city = await cities.CurrentAsync(ct);
        return [.. (await matrix.ListAsync(ct)).Select(r => View(r, city, catalogue))];
    }

    private static async Task<MatrixRowView> AddRowAsync(
        MatrixRow input, HttpContext context, DispatchMatrix matrix, CityRegister cities, CaseCatalogue catalogue, ILogger<DispatchMatrix> logger, CancellationToken ct)
    {
        var added = (await matrix.AddAsync(input, ct))!;
        logger.LogInformation("{By} added to the matrix: {Category} × {Area} is {Department}'s", Caller.Of(context.User).User, added.Category, added.Area, added.Department);
        context.Response.StatusCode = StatusCodes.Status201Created;
        return View(added, await cities.CurrentAsync(ct), catalogue);
    }

    private static async Task<MatrixRowView> ChangeRowAsync(
        long id, MatrixRow input, HttpContext context, DispatchMatrix matrix, CityRegister cities, CaseCatalogue catalogue, ILogger<DispatchMatrix> logger, CancellationToken ct)
    {
        var changed = await matrix.ChangeAsync(id, input, ct) ?? throw ProblemException.NotFound("matrix row", id);
        logger.LogInformation("{By} changed the matrix: {Category} × {Area} is {Department}'s", Caller.Of(context.User).User, changed.Category, changed.Area, changed.Department);
        return View(changed, await cities.CurrentAsync(ct), catalogue);
    }

    private static async Task<IReadOnlyList<DispatchRuleView>> RulesAsync(DispatchRules rules, CityRegister cities, CaseCatalogue catalogue, CancellationToken ct)
    {
        var city = await cities.CurrentAsync(ct);
        return [.. (await rules.ListAsync(ct)).Select(r => View(r, city, catalogue))];
    }

    private static async Task<DispatchRuleView> AddRuleAsync(
        DispatchRuleInput input, HttpContext context, DispatchRules rules, CityRegister cities, CaseCatalogue catalogue, CancellationToken ct)
    {
        var added = await rules.AddAsync(input.Category, input.Area, Caller.Of(context.User).ToActor(), ct);
        context.Response.StatusCode = StatusCodes.Status201Created;
        return View(added, await cities.CurrentAsync(ct), catalogue);
    }

    private static async Task<Page<RulingView>> RulingsAsync(bool? ended, string? cursor, int? limit, RulingBook rulings, CancellationToken ct)
    {
        var page = PageRequest.Read(cursor, limit);
        return page.Of<RulingView>([.. (await rulings.ListAsync(ended ?? false, page.Offset, page.Limit + 1, ct)).Select(View)]);
    }

    private static async Task<RulingView> EndRulingAsync(long id, RulingEnd input, HttpContext context, RulingBook rulings, CancellationToken ct) =>
        View(await rulings.EndAsync(id, input.Reason, Caller.Of(context.User).ToActor(), ct) ?? throw ProblemException.NotFound("ruling", id));

    private static MatrixRowView View(Responsibility r, City city, CaseCatalogue catalogue) => new(
        r.Id, r.Category, PatternNames.OfClasses(r.Category, catalogue), r.Area, PatternNames.OfArea(r.Area, city),
        new Named(r.Department, city.Departments.TryGetValue(r.Department, out var known) ? new LocalText(known.NameZh, known.NameEn) : new LocalText(r.Department, r.Department)),
        new LocalText(r.BasisZh, r.BasisEn), r is { Category: "*", Area: "*" });

    private static DispatchRuleView View(DispatchRule r, City city, CaseCatalogue catalogue) => new(
        r.Id, r.Category, PatternNames.OfClasses(r.Category, catalogue), r.Area, PatternNames.OfArea(r.Area, city), CallerActor.NameOf(r.SetBy), r.SetAt);

    private static RulingView View(Ruling r) => new(
        r.Id, r.CaseNumber, Of(r.Category), r.ComponentCode, r.GridCode, Of(r.Department), r.Basis, CallerActor.NameOf(r.RuledBy), r.RuledAt,
        r.EndedAt, r.EndedBy is { } by ? CallerActor.NameOf(by) : null, r.EndReason);

    private static Named Of(NamedCode n) => new(n.Code, new LocalText(n.Zh, n.En));
}
