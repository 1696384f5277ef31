using UrbanGrid.Casework;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>
/// Says how likely an incident is right. Each device's alarm is assessed by the model of its rule, and devices are independent
/// witnesses, so that a camera and a sensor together are surer than either. Reasons are those of the witness that weighs most.
/// </summary>
public sealed class IncidentAssessor(VerdictMemory memory, ModelStore models, LearningSettings settings)
{
    private readonly FeatureValues _values = new(settings);

    /// <summary>Assesses one.</summary>
    public async Task<Assessment> AssessAsync(Incident incident, CancellationToken cancellationToken) =>
        (await AssessAsync([incident], cancellationToken))[0];

    /// <summary>Assesses several, with the same knowledge.</summary>
    public async Task<IReadOnlyList<Assessment>> AssessAsync(IReadOnlyList<Incident> incidents, CancellationToken cancellationToken)
    {
        var active = await models.ActiveAsync(cancellationToken);
        return await memory.ReadAsync<IReadOnlyList<Assessment>>(
            (_, history) => [.. incidents.Select(i => Assess(i, active, history))], cancellationToken);
    }

    /// <summary>Assesses one alarm, as if it were the only one of its incident.</summary>
    public async Task<Assessment> AssessAsync(AlarmFacts facts, CancellationToken cancellationToken)
    {
        var active = await models.ActiveAsync(cancellationToken);
        return await memory.ReadAsync((_, history) => Assess(facts, active.GetValueOrDefault(facts.Rule), history), cancellationToken);
    }

    private Assessment Assess(Incident incident, IReadOnlyDictionary<string, ActiveModel> active, VerdictHistory history)
    {
        // The first alarm of each device and rule stands for it, as in the verdicts that were learnt from.
        var witnesses = incident.Alarms.DistinctBy(a => (a.DeviceId, a.Rule))
            .Select(a => (a.DeviceId, Assessment: Assess(AlarmFacts.Of(a), active.GetValueOrDefault(a.Rule), history)))
            .GroupBy(w => w.DeviceId)
            .Select(device => device.MaxBy(w => w.Assessment.Value).Assessment)
            .ToList();
        var doubt = witnesses.Aggregate(1.0, (product, w) => product * (1 - w.Value));
        return witnesses.MaxBy(w => w.Value)! with { Value = 1 - doubt };
    }

    private Assessment Assess(AlarmFacts facts, ActiveModel? active, VerdictHistory history)
    {
        var counts = history.CountsOf(facts);
        return active is null ? FromHistory(counts) : FromModel(facts, active, history, counts);
    }

    private Assessment FromModel(AlarmFacts facts, ActiveModel active, VerdictHistory history, HistoryCounts counts)
    {
        var values = _values.Of(facts, history);
        var reasons = active.Model.ContributionsOf(values)
            .Where(c => Math.Abs(c.LogOdds) >= settings.LeastContribution)
            .Select(c => ReasonWords.Of(c, counts)).OfType<AssessmentReason>().Take(settings.Reasons);
        return new Assessment(
            active.Model.ProbabilityOf(values), Assessment.FromModel, active.Version, counts.Rule.Of,
            new LocalText($"模型第 {active.Version} 版，学自操作员的判断", $"Model version {active.Version}, learnt from operators' verdicts"),
            [.. reasons], counts.Camera);
    }

    /// <summary>Too little is known to learn from: what became of earlier ones is all there is, and it says so.</summary>
    private Assessment FromHistory(HistoryCounts counts)
    {
        var probability = _values.PriorOf(counts);
        var against = FeatureValues.LogOdds(probability) - FeatureValues.LogOdds(settings.Prior);
        var reason = ReasonWords.Of(new Contribution(FeatureValues.Camera, against, 0, against), counts);
        return new Assessment(
            probability, Assessment.FromHistory, null, counts.Rule.Of,
            new LocalText(
                $"此规则只有 {counts.Rule.Of} 次判断（学习至少需要 {settings.MinVerdicts} 次）：按规则和设备以往的准确率估计，不看画面",
                $"Only {counts.Rule.Of} verdicts on this rule ({settings.MinVerdicts} are needed to learn): estimated from how often rule and device were right before, not from the picture"),
            reason is null ? [] : [reason], counts.Camera);
    }
}
