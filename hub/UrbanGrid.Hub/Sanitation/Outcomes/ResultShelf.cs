using UrbanGrid.Hub.Sanitation.Plans;

namespace UrbanGrid.Hub.Sanitation.Outcomes;

/// <summary>
/// What came of plans, found out one question at a time and kept for a moment: many browsers look at the same day.
/// </summary>
public sealed class ResultShelf(WorkDays work, TimeProvider time) : IDisposable
{
    private const int MostKept = 200;

    /// <summary>How old an answer may be while the day runs; a day that is over changes only by fixes that come late.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan FreshOfPast = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<(string Plan, DateOnly Day), PlanDay> _kept = [];

    /// <summary>What came of some plans on a day.</summary>
    public async Task<IReadOnlyList<PlanDay>> GetAsync(IReadOnlyList<WorkPlan> plans, DateOnly day, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var missing = plans.Where(plan => !IsFresh(plan, day)).ToList();
            if (_kept.Count + missing.Count > MostKept)
            {
                _kept.Clear();
                missing = [.. plans];
            }

            foreach (var found in await work.ComputeAsync(missing, day, cancellationToken))
            {
                _kept[(found.Plan.Id, day)] = found;
            }

            return [.. plans.Select(plan => _kept[(plan.Id, day)])];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Forgets a day, so that it is found out anew.</summary>
    public async Task ForgetAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var key in _kept.Keys.Where(k => k.Day == day).ToList())
            {
                _kept.Remove(key);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private bool IsFresh(WorkPlan plan, DateOnly day)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return _kept.TryGetValue((plan.Id, day), out var known) && known.Plan.Version == plan.Version
            && now - known.ComputedAt < (known.ComputedAt >= known.Until ? FreshOfPast : Fresh).TotalMilliseconds;
    }
}
