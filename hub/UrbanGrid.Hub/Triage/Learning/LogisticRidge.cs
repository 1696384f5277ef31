using MathNet.Numerics.LinearAlgebra;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>
/// Logistic regression with a penalty on the squared weights, fitted by Newton's method (iteratively reweighted least
/// squares: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, §4.4.1 and §3.4.1). The intercept goes free.
/// </summary>
public static class LogisticRidge
{
    private const int MostSteps = 30;
    private const double Converged = 1e-8;

    /// <summary>Least p(1 − p) that a sample weighs: keeps the system solvable where everything is certain.</summary>
    private const double LeastWeight = 1e-6;

    /// <summary>Fits the weights; the first is the intercept.</summary>
    /// <param name="rows">One row of standardised features a sample, without a column for the intercept.</param>
    /// <param name="labels">Whether the sample was right.</param>
    /// <param name="penalty">What a squared weight costs, in units of log loss summed over the samples; above 0.</param>
    public static double[] Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> labels, double penalty)
    {
        var x = Matrix<double>.Build.Dense(rows.Count, (rows.Count == 0 ? 0 : rows[0].Length) + 1, (r, c) => c == 0 ? 1 : rows[r][c - 1]);
        var y = Vector<double>.Build.Dense(labels.Count, i => labels[i] ? 1 : 0);
        var penalties = Vector<double>.Build.Dense(x.ColumnCount, i => i == 0 ? 0 : penalty);
        var weights = Vector<double>.Build.Dense(x.ColumnCount);
        var loss = Loss(x, y, weights, penalties);
        for (var step = 0; step < MostSteps; step++)
        {
            var p = (x * weights).Map(FeatureValues.Probability);
            var gradient = (x.TransposeThisAndMultiply(y - p)) - penalties.PointwiseMultiply(weights);
            var scaled = x.MapIndexed((r, _, value) => value * Math.Max(LeastWeight, p[r] * (1 - p[r])));
            var hessian = x.TransposeThisAndMultiply(scaled) + Matrix<double>.Build.DiagonalOfDiagonalVector(penalties);
            hessian[0, 0] += LeastWeight;
            var (next, nextLoss) = Descend(x, y, penalties, weights, hessian.Cholesky().Solve(gradient), loss);
            if (loss - nextLoss < Converged * (1 + Math.Abs(loss)))
            {
                return (nextLoss < loss ? next : weights).ToArray();
            }

            (weights, loss) = (next, nextLoss);
        }

        return weights.ToArray();
    }

    /// <summary>Halves the step until it makes the loss smaller, which a whole Newton step far from the end may not.</summary>
    private static (Vector<double> Weights, double Loss) Descend(
        Matrix<double> x, Vector<double> y, Vector<double> penalties, Vector<double> from, Vector<double> step, double loss)
    {
        for (var size = 1.0; ; size /= 2)
        {
            var next = from + (step * size);
            var nextLoss = Loss(x, y, next, penalties);
            if (nextLoss <= loss || size < 1e-4)
            {
                return (next, nextLoss);
            }
        }
    }

    private static double Loss(Matrix<double> x, Vector<double> y, Vector<double> weights, Vector<double> penalties)
    {
        var scores = x * weights;
        var sum = 0.5 * penalties.DotProduct(weights.PointwiseMultiply(weights));
        for (var i = 0; i < scores.Count; i++)
        {
            // ln(1 + e^s) − y s, without overflow.
            sum += Math.Max(scores[i], 0) + Math.Log(1 + Math.Exp(-Math.Abs(scores[i]))) - (y[i] * scores[i]);
        }

        return sum;
    }
}
