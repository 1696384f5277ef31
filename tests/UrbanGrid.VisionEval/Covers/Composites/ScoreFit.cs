using System.Globalization;

namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>Fits the logistic function of the cover score: Newton's method with a small penalty on large weights.</summary>
internal static class ScoreFit
{
    private const double Penalty = 3;
    private const int Steps = 25;

    /// <summary>Bias first, then one weight for each value.</summary>
    public static double[] Fit(IReadOnlyList<Measured> rows)
    {
        var n = rows[0].Values.Length;
        var mean = Enumerable.Range(0, n).Select(j => rows.Average(r => r.Values[j])).ToArray();
        var deviation = Enumerable.Range(0, n).Select(j => Math.Sqrt(rows.Average(r => Math.Pow(r.Values[j] - mean[j], 2))) + 1e-9).ToArray();
        var scaled = rows.Select(r => (double[])[1, .. r.Values.Select((v, j) => (v - mean[j]) / deviation[j])]).ToList();
        var weights = new double[n + 1];
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new double[n + 1];
            var curvature = new double[n + 1, n + 1];
            for (var r = 0; r < rows.Count; r++)
            {
                var sum = Math.Clamp(weights.Zip(scaled[r], (w, v) => w * v).Sum(), -30, 30);
                var p = 1 / (1 + Math.Exp(-sum));
                for (var i = 0; i <= n; i++)
                {
                    gradient[i] += (p - (rows[r].Changed ? 1 : 0)) * scaled[r][i];
                    for (var j = 0; j <= n; j++)
                    {
                        curvature[i, j] += ((p * (1 - p)) + 1e-9) * scaled[r][i] * scaled[r][j];
                    }
                }
            }

            for (var i = 1; i <= n; i++)
            {
                gradient[i] += Penalty * weights[i];
                curvature[i, i] += Penalty;
            }

            var change = Solve(curvature, gradient);
            weights = [.. weights.Zip(change, (w, c) => w - c)];
        }

        var result = new double[n + 1];
        result[0] = weights[0];
        for (var j = 0; j < n; j++)
        {
            result[j + 1] = weights[j + 1] / deviation[j];
            result[0] -= result[j + 1] * mean[j];
        }

        return result;
    }

    public static void Print(double[] weights) =>
        Console.WriteLine(string.Join(", ", weights.Select(w => w.ToString("0.####", CultureInfo.InvariantCulture))));

    /// <summary>The least sure of the changed and the surest of the present, as log odds.</summary>
    public static void PrintOrder(string title, double[] weights, IReadOnlyList<Measured> rows)
    {
        const int Shown = 10;
        double Odds(Measured m) => weights[0] + m.Values.Select((v, i) => v * weights[i + 1]).Sum();
        string Text(IEnumerable<Measured> ms) =>
            string.Join(' ', ms.Take(Shown).Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Kind.Replace(' ', '-')}:{Odds(m):F1}")));
        Console.WriteLine($"{title}: changed {Text(rows.Where(r => r.Changed && r.Kind != nameof(Removal.Rotated)).OrderBy(Odds))}");
        Console.WriteLine($"{title}: present {Text(rows.Where(r => !r.Changed).OrderByDescending(Odds))}");
    }

    private static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var (a, b) = ((double[,])matrix.Clone(), (double[])right.Clone());
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                if (k == i)
                {
                    continue;
                }

                // The matrix is positive definite: no pivoting needed.
                var factor = a[k, i] / a[i, i];
                for (var j = i; j < n; j++)
                {
                    a[k, j] -= factor * a[i, j];
                }

                b[k] -= factor * b[i];
            }
        }

        return [.. b.Select((v, i) => v / a[i, i])];
    }
}
