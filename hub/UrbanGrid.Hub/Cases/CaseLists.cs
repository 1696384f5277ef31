using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Cases;

/// <summary>Lists and counts of cases.</summary>
public static class CaseLists
{
    private const double DefaultRadiusM = 200;

    /// <summary><c>GET /cases</c>; with <c>lat</c> and <c>lon</c> those around a point, <c>radius</c> in metres; <c>reopened</c>: opened again so often at least.</summary>
    public static async Task<Page<CaseSummaryView>> ListAsync(
        HttpContext context,
        CaseDesk desk,
        string? scope,
        string? state,
        string? department,
        string? category,
        double? lat,
        double? lon,
        double? radius,
        int? reopened,
        string? cursor,
        int? limit,
        CancellationToken ct)
    {
        var actor = Caller.Of(context.User).ToActor();
        var query = QueryOf(scope ?? "all") with
        {
            State = state,
            Department = department,
            Category = category,
            Near = lat is { } north && lon is { } east ? new NearPoint(north, east, radius ?? DefaultRadiusM) : null,
            MinReopenings = reopened,
            Cursor = cursor,
            Limit = PageRequest.Read(null, limit).Limit,
        };
        var page = await desk.ListAsync(query, actor, ct);
        return new Page<CaseSummaryView>([.. page.Items.Select(CaseView.Summary)], page.Next);
    }

    /// <summary><c>GET /cases/counts</c>.</summary>
    public static async Task<CaseCountsView> CountAsync(HttpContext context, CaseDesk desk, CityRegister cities, TimeProvider time, CancellationToken ct)
    {
        var actor = Caller.Of(context.User).ToActor();
        var calendar = (await cities.CurrentAsync(ct)).Calendar;
        var midnight = calendar.StartOf(calendar.DateAt(time.GetUtcNow())).ToUnixTimeMilliseconds();
        return new CaseCountsView(
            await desk.CountAsync(new CaseQuery { ToDo = true }, actor, ct),
            await desk.CountAsync(new CaseQuery { OpenOnly = true }, actor, ct),
            await desk.CountAsync(new CaseQuery { OpenOnly = true, Light = Light.Red }, actor, ct),
            await desk.CountAsync(new CaseQuery { ClosedSince = midnight }, actor, ct));
    }

    /// <summary>Open cases of the whole city.</summary>
    public static Task<int> CountOpenAsync(CaseDesk desk, CancellationToken ct) =>
        desk.CountAsync(new CaseQuery { OpenOnly = true }, Actor.System, ct);

    private static CaseQuery QueryOf(string scope) => scope switch
    {
        // Appeals wait on closed cases.
        "todo" => new CaseQuery { ToDo = true },
        "open" => new CaseQuery { OpenOnly = true },
        "closed" => new CaseQuery { DoneOnly = true },
        "all" => new CaseQuery(),
        _ => throw new ProblemException("invalid_value", "scope", "todo | open | closed | all"),
    };
}
