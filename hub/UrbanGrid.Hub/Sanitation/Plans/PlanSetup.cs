using System.Globalization;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>Takes in the plans of a city's folder where there are none yet.</summary>
public sealed class PlanSetup(PlanDesk desk, PlanStore store)
{
    /// <summary>Adds them.</summary>
    /// <exception cref="InvalidDataException">One of them cannot be; says which and why.</exception>
    public async Task CreateAsync(IReadOnlyList<PlanInput> plans, CancellationToken cancellationToken)
    {
        if (plans.Count == 0 || (await store.AllAsync(cancellationToken)).Count > 0)
        {
            return;
        }

        foreach (var (plan, number) in plans.Select((plan, i) => (plan, i + 1)))
        {
            try
            {
                await desk.AddAsync(plan, null, cancellationToken);
            }
            catch (ProblemException problem)
            {
                var why = ProblemText.Of(problem.Code).DetailIn(Language.English, [.. problem.Arguments]);
                throw new InvalidDataException(
                    string.Create(CultureInfo.InvariantCulture, $"sanitation.json, plan {number} ('{plan.Id}'): {why}"), problem);
            }
        }
    }
}
