namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>
/// Makes log-odds honest: p = 1/(1 + e^−(slope · s + shift)), fitted on scores of verdicts that the weights had not seen (Platt
/// 1999, Probabilistic Outputs for Support Vector Machines). It is drawn to "leave as it is", so a few verdicts bend nothing.
/// </summary>
/// <param name="Slope">Under 1 where the weights are too sure of themselves.</param>
/// <param name="Shift">Log-odds.</param>
public sealed record PlattScale(double Slope, double Shift)
{
    /// <summary>Leaves scores as they are.</summary>
    public static PlattScale Identity { get; } = new(1, 0);

    private const int Steps = 25;
    private const double Penalty = 2;
    private const double LeastSlope = 0.05;

    /// <summary>The calibrated log-odds.</summary>
    public double Apply(double logOdds) => (Slope * logOdds) + Shift;

    /// <summary>Fits it.</summary>
    /// <param name="scores">Log-odds of verdicts that were foretold.</param>
    /// <param name="labels">What they became.</param>
    public static PlattScale Fit(IReadOnlyList<double> scores, IReadOnlyList<bool> labels)
    {
        var (slope, shift) = (1.0, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            // Newton's method on the penalised log loss; two unknowns, so the system is solved by hand.
            var (ga, gb) = (-Penalty * (slope - 1), -Penalty * shift);
            var (haa, hab, hbb) = (Penalty, 0.0, Penalty);
            for (var i = 0; i < scores.Count; i++)
            {
                var p = FeatureValues.Probability((slope * scores[i]) + shift);
                var (error, w) = ((labels[i] ? 1 : 0) - p, p * (1 - p));
                ga += error * scores[i];
                gb += error;
                haa += w * scores[i] * scores[i];
                hab += w * scores[i];
                hbb += w;
            }

            var det = (haa * hbb) - (hab * hab);
            var (da, db) = (((hbb * ga) - (hab * gb)) / det, ((haa * gb) - (hab * ga)) / det);
            var size = Math.Min(1, 1 / Math.Max(Math.Abs(da), Math.Abs(db)));
            (slope, shift) = (slope + (size * da), shift + (size * db));
            if (Math.Abs(da) + Math.Abs(db) < 1e-9)
            {
                break;
            }
        }

        return double.IsFinite(slope + shift) ? new PlattScale(Math.Max(LeastSlope, slope), shift) : Identity;
    }
}
