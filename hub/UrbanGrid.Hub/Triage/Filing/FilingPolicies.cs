using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Store;
using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Triage.Filing;

/// <summary>Told after the automatic filing of a category began, stopped or switched itself off.</summary>
public delegate void FilingChanged(FilingPolicy policy);

/// <summary>Keeps the policies of automatic filing and looks, whenever something was decided or is due, whether they still stand.</summary>
public sealed class FilingPolicies(
    IDbContextFactory<HubDb> databases, VerdictMemory memory, ModelStore models, LearningSettings settings, FilingChanged changed,
    TimeZoneInfo timeZone, TimeProvider time, ILogger<FilingPolicies> logger)
{
    private readonly FilingJudge _judge = new(settings);

    /// <summary>All policies, each as it stands now; categories that have verdicts but no policy come with the defaults, switched off.</summary>
    public async Task<IReadOnlyList<FilingPolicy>> ListAsync(CancellationToken cancellationToken)
    {
        var known = await memory.ReadAsync((verdicts, _) => verdicts.Select(v => v.Category).Where(c => c.Length > 0).Distinct().ToList(), cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await db.Set<FilingPolicy>().Select(p => p.Category).ToListAsync(cancellationToken);
        List<FilingPolicy> policies = [];
        foreach (var category in stored.Union(known).Order(StringComparer.Ordinal))
        {
            policies.Add(await ReviewAsync(category, cancellationToken) ?? new FilingPolicy { Category = category });
        }

        return policies;
    }

    /// <summary>Sets a policy. Allowing one that has switched itself off lets it begin again once the figures allow it.</summary>
    public async Task SetAsync(PolicyInput input, string by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using (var turn = await HubTurn.TakeAsync(db, HubTurn.Filing, cancellationToken))
        {
            var policy = await db.Set<FilingPolicy>().SingleOrDefaultAsync(p => p.Category == input.Category, cancellationToken);
            if (policy is null)
            {
                policy = new FilingPolicy { Category = input.Category };
                db.Add(policy);
            }

            (policy.Enabled, policy.MinPrecision, policy.MinVerdicts, policy.SampleEvery) =
                (input.Enabled, input.MinPrecision, input.MinVerdicts, input.SampleEvery);
            (policy.ChangedBy, policy.ChangedAt) = (by, Now());
            (policy.State, policy.StateAt, policy.StateJson, policy.Threshold) =
                (input.Enabled ? FilingState.Waiting : FilingState.Off, Now(), null, null);
            await db.SaveChangesAsync(cancellationToken);
            await turn.CommitAsync(cancellationToken);
        }

        logger.LogInformation("{By} set the automatic filing of {Category}: {Enabled}", by, input.Category, input.Enabled);
        await ReviewAsync(input.Category, cancellationToken);
    }

    /// <summary>Looks at a policy and lets it begin, stop or switch itself off; null if the category has none.</summary>
    public async Task<FilingPolicy?> ReviewAsync(string category, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var policy = await db.Set<FilingPolicy>().SingleOrDefaultAsync(p => p.Category == category, cancellationToken);
        if (policy is null || (!policy.Enabled && policy.State == FilingState.Off))
        {
            return policy;
        }

        var verdicts = await memory.ReadAsync((all, _) => all.Where(v => v.Category == category).ToList(), cancellationToken);
        var foretold = (await models.ActiveAsync(cancellationToken)).Values.SelectMany(m => m.Model.Foretold).Where(f => f.Category == category).ToList();
        await using var turn = await HubTurn.TakeAsync(db, HubTurn.Filing, cancellationToken);
        await db.Entry(policy).ReloadAsync(cancellationToken);
        var before = policy.State;
        var finding = _judge.Judge(policy, foretold, verdicts);
        var json = JsonSerializer.Serialize(finding, ApiJson.Options);
        if (policy.StateJson != json)
        {
            (policy.State, policy.StateJson, policy.Threshold) = (finding.State, json, finding.Threshold);
            if (before != finding.State)
            {
                (policy.StateAt, policy.Due) = (Now(), 0);
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        await turn.CommitAsync(cancellationToken);
        if (before != finding.State)
        {
            logger.LogWarning("Automatic filing of {Category} is {State}: {Why}", category, finding.State, finding.Tell(policy).En);
            changed(policy);
        }

        return policy;
    }

    /// <summary>Looks at a policy after a decision; the decision stands whatever becomes of the look, and the next incident looks again.</summary>
    public async Task ReviewSafelyAsync(string category, CancellationToken cancellationToken)
    {
        try
        {
            await ReviewAsync(category, cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            logger.LogWarning(problem, "The automatic filing of {Category} could not be looked at", category);
        }
    }

    /// <summary>Counts an incident that is due for filing.</summary>
    /// <returns>Whether it is a sample that an operator decides on: one of so many, and the first of each day.</returns>
    public async Task<bool> CountDueAsync(string category, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var turn = await HubTurn.TakeAsync(db, HubTurn.Filing, cancellationToken);
        var policy = await db.Set<FilingPolicy>().SingleAsync(p => p.Category == category, cancellationToken);
        var today = int.Parse(
            TimeZoneInfo.ConvertTime(time.GetUtcNow(), timeZone).ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var isSample = policy.SampledDay != today || policy.Due % policy.SampleEvery == 0;
        policy.Due++;
        policy.SampledDay = today;
        await db.SaveChangesAsync(cancellationToken);
        await turn.CommitAsync(cancellationToken);
        return isSample;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
