namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>How good a version is, on verdicts that were foretold from earlier ones.</summary>
public sealed record TrainingFigures
{
    /// <summary>Verdicts it was fitted on.</summary>
    public required int Verdicts { get; init; }

    /// <summary>Those that were right.</summary>
    public required int Confirmed { get; init; }

    /// <summary>Penalty of the squared weights that was chosen.</summary>
    public required double Penalty { get; init; }

    /// <summary>Figures of the model.</summary>
    public required ScoreFigures Model { get; init; }

    /// <summary>Figures of the detector's own score on the same verdicts.</summary>
    public required ScoreFigures Detector { get; init; }

    /// <summary>Ten tenths of the probability, those without a verdict left out.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    /// <summary>How it did on the newest verdicts against the version that was active.</summary>
    public NewestComparison? Newest { get; init; }
}

/// <summary>How well probabilities foretold verdicts.</summary>
/// <param name="Count">Verdicts.</param>
/// <param name="Auc">Chance that a right one stands above a wrong one; null where only one kind came.</param>
/// <param name="Brier">Mean squared error.</param>
/// <param name="LogLoss">Mean of −ln of the probability given to what happened.</param>
public sealed record ScoreFigures(int Count, double? Auc, double Brier, double LogLoss)
{
    private const double Certain = 1e-4;

    /// <summary>Measures them.</summary>
    public static ScoreFigures Of(IReadOnlyList<(double Probability, bool Confirmed)> foretold) => foretold.Count == 0
        ? new ScoreFigures(0, null, 0, 0)
        : new ScoreFigures(
            foretold.Count,
            AucOf(foretold),
            foretold.Average(f => Math.Pow(f.Probability - (f.Confirmed ? 1 : 0), 2)),
            foretold.Average(f => -Math.Log(Math.Clamp(f.Confirmed ? f.Probability : 1 - f.Probability, Certain, 1))));

    /// <summary>The rank sum (Mann–Whitney), ties counting half.</summary>
    private static double? AucOf(IReadOnlyList<(double Probability, bool Confirmed)> foretold)
    {
        var right = foretold.Count(f => f.Confirmed);
        var wrong = foretold.Count - right;
        if (right == 0 || wrong == 0)
        {
            return null;
        }

        var (below, sum) = (0, 0.0);
        foreach (var tie in foretold.GroupBy(f => f.Probability).OrderBy(g => g.Key))
        {
            var (ups, downs) = (tie.Count(f => f.Confirmed), tie.Count(f => !f.Confirmed));
            sum += ups * (below + (downs / 2.0));
            below += downs;
        }

        return sum / ((double)right * wrong);
    }
}

/// <summary>Verdicts that were given a probability in one tenth.</summary>
/// <param name="Foretold">Mean probability.</param>
/// <param name="Observed">Share that was right.</param>
/// <param name="Count">Verdicts.</param>
public sealed record ReliabilityBin(double Foretold, double Observed, int Count)
{
    private const int Tenths = 10;

    /// <summary>The bins, lowest first.</summary>
    public static IReadOnlyList<ReliabilityBin> ListOf(IReadOnlyList<(double Probability, bool Confirmed)> foretold) =>
        [.. foretold
            .GroupBy(f => Math.Min(Tenths - 1, (int)(f.Probability * Tenths)))
            .OrderBy(g => g.Key)
            .Select(g => new ReliabilityBin(g.Average(f => f.Probability), g.Average(f => f.Confirmed ? 1.0 : 0), g.Count()))];
}

/// <summary>Two versions on the newest verdicts, which the new one had not seen when it was compared.</summary>
/// <param name="Count">Verdicts.</param>
/// <param name="LogLoss">Of the new version.</param>
/// <param name="PresentLogLoss">Of the active version; of the rule's and camera's past alone where none was active.</param>
public sealed record NewestComparison(int Count, double LogLoss, double PresentLogLoss);
