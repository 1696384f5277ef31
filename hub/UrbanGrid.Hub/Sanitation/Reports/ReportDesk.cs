using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Hub.Sanitation.Outcomes;

namespace UrbanGrid.Hub.Sanitation.Reports;

/// <summary>Makes the report of a day: kept figures of a finished one, else found out now.</summary>
public sealed class ReportDesk(PlanStore plans, ResultShelf results, KeptDays kept, CityDays days, TimeProvider time)
{
    /// <summary>Terminals that had no network tell where they were when they have it again (盲区补报): a day is kept so long after its end (ours, [L]).</summary>
    private const long KeepAfterMs = 6 * 3_600_000L;

    /// <summary>So many days back the hub makes up for reports nobody kept, e.g. because it stood still.</summary>
    private const int MakeUpDays = 3;

    /// <summary>The report of a day.</summary>
    /// <exception cref="ProblemException">The day has not begun.</exception>
    public async Task<DayReport> GetAsync(DateOnly day, CancellationToken cancellationToken)
    {
        RequireBegun(day);
        var known = await kept.FindAsync(day, cancellationToken);
        var found = await FindOutAsync(day, [.. known.Select(r => r.PlanId)], cancellationToken);
        return new DayReport(
            day,
            [
                .. known.Select(row => new ReportedPlan(row, Kept: true))
                    .Concat(found.Select(plan => new ReportedPlan(ReportRow.Of(plan), Kept: false)))
                    .OrderBy(p => p.Row.PlanId, StringComparer.Ordinal),
            ]);
    }

    /// <summary>Finds out the figures of a finished day anew, of the plans as they are now; where the fixes are gone, the kept ones stay.</summary>
    /// <exception cref="ProblemException">The day has not begun.</exception>
    public async Task<DayReport> RecomputeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        RequireBegun(day);
        await results.ForgetAsync(day, cancellationToken);
        var known = (await kept.FindAsync(day, cancellationToken)).ToDictionary(r => r.PlanId, StringComparer.Ordinal);
        var found = await FindOutAsync(day, [], cancellationToken);
        await kept.SaveAsync(
            day,
            [
                .. found.Where(IsFinished).Select(ReportRow.Of)
                    .Where(row => row.DrivenM.Count > 0 || !known.TryGetValue(row.PlanId, out var before) || before.DrivenM.Count == 0),
            ],
            cancellationToken);
        return await GetAsync(day, cancellationToken);
    }

    /// <summary>Keeps what is finished and not kept yet.</summary>
    /// <returns>How many rows were kept.</returns>
    public async Task<int> KeepFinishedAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        var today = days.Of(Now);
        for (var back = 1; back <= MakeUpDays; back++)
        {
            var day = today.AddDays(-back);
            if (Now < days.StartOf(day.AddDays(1)) + KeepAfterMs)
            {
                continue;
            }

            var known = await kept.FindAsync(day, cancellationToken);
            var finished = (await FindOutAsync(day, [.. known.Select(r => r.PlanId)], cancellationToken)).Where(IsFinished).Select(ReportRow.Of).ToList();
            if (finished.Count > 0)
            {
                await kept.SaveAsync(day, finished, cancellationToken);
                count += finished.Count;
            }
        }

        return count;
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Plans that are carried out on the day, but for those whose figures are known.</summary>
    private async Task<IReadOnlyList<PlanDay>> FindOutAsync(DateOnly day, IReadOnlyCollection<string> without, CancellationToken cancellationToken)
    {
        var on = (await plans.AllAsync(cancellationToken)).Select(p => p.Plan).Where(p => p.IsOn(day) && !without.Contains(p.Id)).ToList();
        return await results.GetAsync(on, day, cancellationToken);
    }

    private static bool IsFinished(PlanDay day) => day.ComputedAt >= day.Until + KeepAfterMs;

    private void RequireBegun(DateOnly day)
    {
        if (day > days.Of(Now))
        {
            throw new ProblemException("day_ahead", CityDays.Text(day));
        }
    }
}
