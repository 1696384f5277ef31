using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Sanitation.Plans;

namespace UrbanGrid.Hub.Sanitation.Outcomes;

/// <summary><c>/sanitation/plans/{id}/result</c>.</summary>
public static class ResultEndpoints
{
    /// <summary>Adds the resource.</summary>
    public static void MapResults(this IEndpointRouteBuilder sanitation) => sanitation.MapGet("/plans/{id}/result", ResultAsync)
        .WithSummary("What came of a plan on a day (yyyy-MM-dd, left out: today): streets covered in time and late, missed stretches as GeoJSON, collection points, bins, vehicles.")
        .RequireRole(SanitationServices.Readers);

    private static async Task<ResultView> ResultAsync(
        string id, string? date, PlanStore plans, ResultShelf results, CityDays days, DeviceDirectory devices, TimeProvider time, CancellationToken ct)
    {
        var plan = (await plans.GetAsync(id, ct)).Plan;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var day = date is null ? days.Of(now) : CityDays.Read(date, "date");
        if (day > days.Of(now))
        {
            throw new ProblemException("day_ahead", CityDays.Text(day));
        }

        return plan.IsOn(day) ? ResultView.Of((await results.GetAsync([plan], day, ct))[0], devices) : ResultView.Free(plan, day, now);
    }
}
