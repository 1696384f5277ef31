using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Places;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Cases;

/// <summary>Lists and counts of cases.</summary>
public static class CaseLists
{
    private const int PageLimit = 200;

    /// <summary>Cases counted at most; beyond it a number says nothing to a person anyway.</summary>
    private const int CountLimit = 2_000;

    /// <summary><c>GET /cases</c>.</summary>
    public static async Task<Page<CaseSummaryView>> ListAsync(
        HttpContext context, CaseDesk desk, CityRegister cities, string? scope, string? department, string? category, string? cursor, int? limit,
        CancellationToken ct)
    {
        var actor = Caller.Of(context.User).ToActor();
        var query = QueryOf(scope ?? "all") with { Department = department, Category = category, Cursor = cursor, Limit = PageRequest.Read(null, limit).Limit };
        var page = await desk.ListAsync(query, actor, ct);
        var city = await cities.CurrentAsync(ct);
        List<CaseSummaryView> rows = [];
        foreach (var row in page.Items)
        {
            // The clocks and the caller's steps come with the case itself.
            if (await desk.FindAsync(row.Number, actor, ct) is { } detail)
            {
                rows.Add(CaseView.Summary(detail, city));
            }
        }

        return new Page<CaseSummaryView>(rows, page.Next);
    }

    /// <summary><c>GET /cases/counts</c>.</summary>
    public static async Task<CaseCountsView> CountAsync(HttpContext context, CaseDesk desk, CityRegister cities, TimeProvider time, CancellationToken ct)
    {
        var actor = Caller.Of(context.User).ToActor();
        var calendar = (await cities.CurrentAsync(ct)).Calendar;
        var today = calendar.DateAt(time.GetUtcNow());
        return new CaseCountsView(
            await CountAsync(desk, new CaseQuery { ToDo = true, OpenOnly = true }, actor, _ => true, ct),
            await CountAsync(desk, new CaseQuery { OpenOnly = true }, actor, _ => true, ct),
            await CountAsync(desk, new CaseQuery { OpenOnly = true, Light = Light.Red }, actor, _ => true, ct),
            await CountAsync(desk, new CaseQuery { State = CaseStates.Closed }, actor, c => calendar.DateAt(DateTimeOffset.FromUnixTimeMilliseconds(c.ChangedAt)) == today, ct));
    }

    /// <summary>Open cases of the whole city.</summary>
    public static Task<int> CountOpenAsync(CaseDesk desk, CancellationToken ct) =>
        CountAsync(desk, new CaseQuery { OpenOnly = true }, Actor.System, _ => true, ct);

    private static async Task<int> CountAsync(CaseDesk desk, CaseQuery query, Actor actor, Func<CaseSummary, bool> counts, CancellationToken ct)
    {
        var (total, seen, cursor) = (0, 0, (string?)null);
        do
        {
            var page = await desk.ListAsync(query with { Limit = PageLimit, Cursor = cursor }, actor, ct);
            total += page.Items.Count(counts);
            seen += page.Items.Count;
            cursor = page.Next;
        }
        while (cursor is not null && seen < CountLimit);
        return total;
    }

    private static CaseQuery QueryOf(string scope) => scope switch
    {
        "todo" => new CaseQuery { ToDo = true, OpenOnly = true },
        "open" => new CaseQuery { OpenOnly = true },
        "closed" => new CaseQuery { State = CaseStates.Closed },
        "all" => new CaseQuery(),
        _ => throw new ProblemException("invalid_value", "scope", "todo | open | closed | all"),
    };
}
