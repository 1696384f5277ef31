using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Cases;

/// <summary>Lists and counts of cases.</summary>
public static class CaseLists
{
    /// <summary><c>GET /cases</c>.</summary>
    public static async Task<Page<CaseSummaryView>> ListAsync(
        HttpContext context, CaseDesk desk, string? scope, string? department, string? category, string? cursor, int? limit, CancellationToken ct)
    {
        var actor = Caller.Of(context.User).ToActor();
        var query = QueryOf(scope ?? "all") with { Department = department, Category = category, Cursor = cursor, Limit = PageRequest.Read(null, limit).Limit };
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
            await desk.CountAsync(new CaseQuery { ToDo = true, OpenOnly = true }, actor, ct),
            await desk.CountAsync(new CaseQuery { OpenOnly = true }, actor, ct),
            await desk.CountAsync(new CaseQuery { OpenOnly = true, Light = Light.Red }, actor, ct),
            await desk.CountAsync(new CaseQuery { State = CaseStates.Closed, ChangedSince = midnight }, actor, ct));
    }

    /// <summary>Open cases of the whole city.</summary>
    public static Task<int> CountOpenAsync(CaseDesk desk, CancellationToken ct) =>
        desk.CountAsync(new CaseQuery { OpenOnly = true }, Actor.System, ct);

    private static CaseQuery QueryOf(string scope) => scope switch
    {
        "todo" => new CaseQuery { ToDo = true, OpenOnly = true },
        "open" => new CaseQuery { OpenOnly = true },
        "closed" => new CaseQuery { State = CaseStates.Closed },
        "all" => new CaseQuery(),
        _ => throw new ProblemException("invalid_value", "scope", "todo | open | closed | all"),
    };
}
