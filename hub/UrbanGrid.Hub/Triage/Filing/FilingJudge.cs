using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Triage.Filing;

/// <summary>
/// Decides where automatic filing stands, from what was foretold and what operators said. It knows no database, so that every
/// turn of it can be read here.
/// </summary>
public sealed class FilingJudge(LearningSettings settings)
{
    /// <summary>
    /// Standard deviations of caution: a threshold is taken only if the precision above it is at least the set one with nine
    /// chances in ten, since the best of many thresholds flatters itself.
    /// </summary>
    private const double Caution = 1.2816;

    /// <summary>Samples since it files from which they alone can stop it.</summary>
    private const int FewSamples = 5;

    /// <summary>What is found now.</summary>
    /// <param name="policy">The policy as it stands.</param>
    /// <param name="foretold">Verdicts of the category that the present models foretold while they were trained.</param>
    /// <param name="verdicts">Verdicts of the category, in the order of the decisions.</param>
    public FilingFinding Judge(FilingPolicy policy, IReadOnlyList<Foretold> foretold, IReadOnlyList<Verdict> verdicts)
    {
        if (!policy.Enabled)
        {
            return new FilingFinding(FilingState.Off, FilingFinding.NotAllowed, null, default, default);
        }

        if (policy.State == FilingState.Suspended)
        {
            // Its numbers are those that stopped it; only the administrator starts it again.
            return policy.Finding ?? new FilingFinding(FilingState.Suspended, FilingFinding.Fell, null, default, default);
        }

        var found = ThresholdOf(foretold, policy);
        var measured = MeasuredAbove(found?.Threshold ?? policy.Threshold, verdicts);
        if (policy.State == FilingState.Filing && Fell(policy, measured, verdicts))
        {
            return new FilingFinding(FilingState.Suspended, FilingFinding.Fell, null, found?.Tally ?? default, measured);
        }

        if (found is not { } threshold)
        {
            var all = Tallied(foretold.Select(f => f.Confirmed));
            var why = foretold.Count < policy.MinVerdicts ? FilingFinding.TooFew : FilingFinding.NotPrecise;
            return new FilingFinding(FilingState.Waiting, why, null, all, measured);
        }

        return IsUnder(policy, measured)
            ? new FilingFinding(FilingState.Waiting, FilingFinding.NotPrecise, null, threshold.Tally, measured)
            : new FilingFinding(FilingState.Filing, FilingFinding.Precise, threshold.Threshold, threshold.Tally, measured);
    }

    /// <summary>
    /// The lowest probability above which enough verdicts were foretold and the precision was reached, cautiously; null if there is none.
    /// </summary>
    public static (double Threshold, Tally Tally)? ThresholdOf(IReadOnlyList<Foretold> foretold, FilingPolicy policy)
    {
        (double, Tally)? best = null;
        var above = default(Tally);
        foreach (var tie in foretold.GroupBy(f => f.Probability).OrderByDescending(g => g.Key))
        {
            above = tie.Aggregate(above, (tally, f) => tally.With(f.Confirmed));
            if (above.Of >= policy.MinVerdicts && above.Bound(Caution) >= policy.MinPrecision)
            {
                best = (tie.Key, above);
            }
        }

        return best;
    }

    private static bool Fell(FilingPolicy policy, Tally measured, IReadOnlyList<Verdict> verdicts)
    {
        var samples = Tallied(verdicts.Where(v => v.Counts && v.Sampled && v.At >= policy.StateAt).Select(v => v.Confirmed));
        return IsUnder(policy, measured) || (samples.Of >= FewSamples && samples.Bound(-Caution) < policy.MinPrecision);
    }

    private static bool IsUnder(FilingPolicy policy, Tally measured) => measured.Of >= FewSamples && measured.Share < policy.MinPrecision;

    /// <summary>
    /// What operators said of incidents that are, or would have been, filed. Those under the threshold say nothing about it, and
    /// while it files they are nearly all that operators see.
    /// </summary>
    private Tally MeasuredAbove(double? threshold, IReadOnlyList<Verdict> verdicts) => threshold is null
        ? default
        : Tallied(verdicts.Where(v => v.Counts && v.Probability >= threshold).TakeLast(settings.PrecisionWindow).Select(v => v.Confirmed));

    private static Tally Tallied(IEnumerable<bool> verdicts) => verdicts.Aggregate(default(Tally), (tally, confirmed) => tally.With(confirmed));
}
