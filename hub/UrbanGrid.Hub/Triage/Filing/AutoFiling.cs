using System.Globalization;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Triage.Filing;

/// <summary>
/// Files incidents whose category the administrator lets be filed, if they are probable enough. What goes wrong here leaves
/// the incident with the operators, which is where it was.
/// </summary>
public sealed class AutoFiling(
    IncidentBook book, FilingPolicies policies, IncidentAssessor assessor, TriageDesk desk, KnownCases knownCases, ILogger<AutoFiling> logger)
{
    /// <summary>Looks at an incident that is new or changed.</summary>
    public async Task ConsiderAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (!IsUndecided(incident))
        {
            return;
        }

        try
        {
            // Whoever else heard of the change may have changed the incident meanwhile, and so had it considered already.
            if (await book.FindAsync(incident.Id, cancellationToken) is { } present && IsUndecided(present))
            {
                await FileAsync(present, cancellationToken);
            }
        }
        catch (ProblemException problem)
        {
            logger.LogWarning("Incident {Incident} stays with the operators: {Problem}", incident.Id, problem.Code);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            logger.LogError(problem, "Incident {Incident} could not be filed and stays with the operators", incident.Id);
        }
    }

    /// <summary>An incident that was looked at and not filed has its probability; it is an operator's from then on.</summary>
    private static bool IsUndecided(Incident incident) => incident is { State: IncidentState.Open, Probability: null };

    private async Task FileAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (await policies.ReviewAsync(incident.Category, cancellationToken) is not { State: FilingState.Filing, Threshold: { } threshold } policy)
        {
            return;
        }

        var assessment = await assessor.AssessAsync(incident, cancellationToken);
        if (assessment.Value < threshold || assessment.Basis != Assessment.FromModel)
        {
            return;
        }

        var known = await knownCases.OfAsync(incident, cancellationToken);
        var same = known.FirstOrDefault(one => one.SameComponent)?.Number;
        if (known.Count > 0 && same is null)
        {
            return; // A person sees whether it is the same as a case near by.
        }

        if (await policies.CountDueAsync(incident.Category, cancellationToken))
        {
            await desk.KeepAsSampleAsync(incident.Id, assessment.Value, cancellationToken);
            return;
        }

        await desk.FileAsync(incident.Id, assessment.Value, Why(assessment, policy, threshold), same, cancellationToken);
    }

    /// <summary>Why it was filed, for the log of the case, which is read in both languages for years.</summary>
    private static string Why(Assessment assessment, FilingPolicy policy, double threshold)
    {
        var (shown, from, set) = (Percent(assessment.Value), Percent(threshold), Percent(policy.MinPrecision));
        var like = policy.Finding?.Foretold ?? default;
        var zh = $"按策略自动立案：属实概率 {shown}，门槛 {from}（模型第 {assessment.Version} 版；验证时 {like.Of} 次中 {like.Confirmed} 次属实，要求 {set}）。"
            + $"理由：{string.Join("；", assessment.Reasons.Select(r => r.Text.Zh))}。";
        var en = $"Filed by policy: probability {shown}, filed from {from} (model version {assessment.Version}; {like.Confirmed} of {like.Of} were right when foretold, {set} is set). "
            + $"Reasons: {string.Join("; ", assessment.Reasons.Select(r => r.Text.En))}.";
        return $"{zh} {en}";
    }

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
