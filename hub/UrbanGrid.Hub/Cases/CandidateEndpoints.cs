using UrbanGrid.Casework;
using UrbanGrid.Casework.Assignment;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Cases;

/// <summary>Somebody who may get a task or a case, with what they have in hand already.</summary>
public sealed record CandidateView(string Key, LocalText Name, int Open)
{
    /// <summary>For a collector: they watch the responsibility grid of the case.</summary>
    public bool OwnGrid { get; init; }

    /// <summary>For a collector: metres from where they are now; null: that is not known.</summary>
    public double? DistanceM { get; init; }
}

/// <summary>Answer of <c>GET /cases/{number}/candidates</c>.</summary>
/// <param name="Collectors">监督员 for a task, the suggested one first: those who watch the grid, then the nearest, then the least busy.</param>
/// <param name="Handlers">处置人员 of the department that has the case; the least busy first.</param>
public sealed record CandidatesView(IReadOnlyList<CandidateView> Collectors, IReadOnlyList<CandidateView> Handlers);

/// <summary>Who may be chosen in a step: <c>/cases/{number}/candidates</c> and <c>/departments</c>.</summary>
public static class CandidateEndpoints
{
    /// <summary>Adds the resources.</summary>
    public static void MapCandidates(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{number}/candidates", PeopleAsync).WithTags("cases");
        api.MapGet("/departments", DepartmentsAsync).WithTags("catalogue");
    }

    private static async Task<CandidatesView> PeopleAsync(
        string number, HttpContext context, CaseDesk desk, CasePeople people, CaseWorkload workload, Collectors collectors, CancellationToken ct)
    {
        var found = await desk.FindAsync(number, Caller.Of(context.User).ToActor(), ct) ?? throw new CaseNotFoundException(number);
        var inField = await people.WithRoleAsync(RoleKey.Collector, department: null, ct);
        var handlers = found.Department is { } has ? await people.WithRoleAsync(RoleKey.Handler, has.Code, ct) : [];
        return new CandidatesView(
            NearestFirst(inField, await workload.OfCollectorsAsync(ct), await collectors.AtAsync(found.Place, [.. inField.Select(p => p.Key)], ct)),
            LeastBusyFirst(handlers, await workload.OfHandlersAsync(ct)));
    }

    private static async Task<IReadOnlyList<CandidateView>> DepartmentsAsync(CityRegister cities, CaseWorkload workload, CancellationToken ct)
    {
        var open = await workload.OfDepartmentsAsync(ct);
        return
        [
            .. (await cities.CurrentAsync(ct)).Departments.Values.OrderBy(d => d.Code, StringComparer.Ordinal)
                .Select(d => new CandidateView(d.Code, new LocalText(d.NameZh, d.NameEn), open.GetValueOrDefault(d.Code))),
        ];
    }

    private static List<CandidateView> NearestFirst(
        IEnumerable<Named> people, IReadOnlyDictionary<string, int> open, IReadOnlyList<CollectorPlace> places)
    {
        var at = places.ToDictionary(p => p.User);
        return
        [
            .. people.Select(p => new CandidateView(p.Key, p.Name, open.GetValueOrDefault(p.Key)) { OwnGrid = at[p.Key].OwnGrid, DistanceM = at[p.Key].DistanceM })
                .OrderByDescending(p => p.OwnGrid).ThenBy(p => p.DistanceM ?? double.MaxValue).ThenBy(p => p.Open),
        ];
    }

    private static List<CandidateView> LeastBusyFirst(IEnumerable<Named> people, IReadOnlyDictionary<string, int> open) =>
        [.. people.Select(p => new CandidateView(p.Key, p.Name, open.GetValueOrDefault(p.Key))).OrderBy(p => p.Open)];
}
