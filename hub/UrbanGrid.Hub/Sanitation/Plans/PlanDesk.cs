using System.Security.Cryptography;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>Takes plans in: checks them against the city and keeps them.</summary>
public sealed class PlanDesk(PlanStore store, CityRegister cities, CityDays days, TimeProvider time)
{
    private const int MadeIdBytes = 5;

    /// <summary>Adds a plan.</summary>
    /// <param name="input">As it was sent.</param>
    /// <param name="by">Sign-in name of who sent it; null for the hub itself.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ProblemException">Something is missing or cannot be, or the id is taken.</exception>
    public async Task<StoredPlan> AddAsync(PlanInput input, string? by, CancellationToken cancellationToken)
    {
        var id = input.Id is { Length: > 0 } given ? given : "plan-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MadeIdBytes));
        var today = days.Of(time.GetUtcNow().ToUnixTimeMilliseconds());
        return await store.AddAsync((await CheckAsync(cancellationToken)).Read(input, id, today), by, cancellationToken);
    }

    /// <summary>Replaces a plan.</summary>
    /// <exception cref="ProblemException">Something is missing or cannot be, there is none of the id, or somebody else changed it meanwhile.</exception>
    public async Task<StoredPlan> ChangeAsync(string id, PlanInput input, string? by, CancellationToken cancellationToken)
    {
        var version = input.Version ?? throw new ProblemException("missing_value", "version");
        var before = (await store.GetAsync(id, cancellationToken)).Plan;
        var plan = (await CheckAsync(cancellationToken)).Read(input, id, before.ValidFrom);
        return await store.ChangeAsync(plan with { Version = version }, by, cancellationToken);
    }

    private async Task<PlanCheck> CheckAsync(CancellationToken cancellationToken) => new(await cities.CurrentAsync(cancellationToken));
}
