namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>
/// Learns one rule from its verdicts. Everything that is measured is measured forward in time: a block of verdicts is
/// foretold by weights fitted on the verdicts before it, and scaled by what the blocks before it taught.
/// </summary>
public sealed class ModelTrainer(LearningSettings settings, TimeZoneInfo timeZone)
{
    /// <summary>Trains; null where the verdicts are too few, or all alike.</summary>
    /// <param name="verdicts">Those of one rule.</param>
    /// <param name="active">The version in use, to compare with; null for none.</param>
    public TrainedModel? Train(IReadOnlyList<Verdict> verdicts, TriageModel? active)
    {
        var examples = Example.ListOf(verdicts, settings, timeZone);
        examples = [.. examples.Skip(Math.Max(0, examples.Count - settings.MostVerdicts))];
        var confirmed = examples.Count(e => e.Verdict.Confirmed);
        if (examples.Count < settings.MinVerdicts || Math.Min(confirmed, examples.Count - confirmed) < settings.MinOfEach)
        {
            return null;
        }

        var (penalty, foretold) = settings.Penalties
            .Select(p => (Penalty: p, Foretold: Foretell(examples, p)))
            .MinBy(t => Loss(t.Foretold.Select(f => (f.Probability, f.Example.Verdict.Confirmed))));
        var honest = foretold.Select(f => (f.Probability, f.Example.Verdict.Confirmed)).ToList();
        var model = Fit(examples, penalty, ScaleOf(foretold)) with
        {
            Foretold = [.. foretold.TakeLast(settings.KeptForetold).Select(f => new Foretold(f.Example.Verdict.Category, f.Probability, f.Example.Verdict.Confirmed))],
        };
        return new TrainedModel(model, new TrainingFigures
        {
            Verdicts = examples.Count,
            Confirmed = confirmed,
            Penalty = penalty,
            Model = ScoreFigures.Of(honest),
            Detector = ScoreFigures.Of([.. foretold.Select(f => (f.Example.Verdict.Facts.Score, f.Example.Verdict.Confirmed))]),
            Reliability = ReliabilityBin.ListOf(honest),
            Newest = Compare(examples, penalty, active),
        });
    }

    /// <summary>The new way of weighing against the present one, both on the newest verdicts; the new one has not seen them.</summary>
    private NewestComparison Compare(IReadOnlyList<Example> examples, double penalty, TriageModel? active)
    {
        var count = Math.Min(examples.Count / 2, Math.Max(settings.NewestMin, (int)(examples.Count * settings.NewestShare)));
        var (before, newest) = (examples.Take(examples.Count - count).ToList(), examples.TakeLast(count).ToList());
        var challenger = Fit(before, penalty, ScaleOf(Foretell(before, penalty)));
        return new NewestComparison(
            count,
            Loss(newest.Select(e => (challenger.ProbabilityOf(e.Values), e.Verdict.Confirmed))),
            Loss(newest.Select(e => (active?.ProbabilityOf(e.Values) ?? PriorOf(before), e.Verdict.Confirmed))));
    }

    private double PriorOf(List<Example> before) => before
        .Aggregate(default(Tally), (tally, e) => tally.With(e.Verdict.Confirmed))
        .Shrunk(settings.Prior, settings.PriorWeight);

    /// <summary>Each block after the first share, foretold from all before it.</summary>
    private List<(Example Example, double Score, double Probability)> Foretell(IReadOnlyList<Example> examples, double penalty)
    {
        var first = (int)(examples.Count * settings.FirstShare);
        List<(Example Example, double Score, double Probability)> foretold = [];
        for (var block = 0; block < settings.Blocks; block++)
        {
            var (from, to) = (StartOf(block), StartOf(block + 1));
            var model = Fit([.. examples.Take(from)], penalty, ScaleOf(foretold));
            foretold.AddRange(examples.Skip(from).Take(to - from).Select(e => (e, model.ScoreOf(e.Values), model.ProbabilityOf(e.Values))));
        }

        return foretold;

        int StartOf(int block) => first + ((examples.Count - first) * block / settings.Blocks);
    }

    private TriageModel Fit(IReadOnlyList<Example> examples, double penalty, PlattScale scale)
    {
        var columns = FeatureColumn.ListOf(examples, settings);
        var rows = examples.Select(e => columns.Select(c => c.Standardise(e.Values, settings.MostDeviations)).ToArray()).ToList();
        var weights = LogisticRidge.Fit(rows, [.. examples.Select(e => e.Verdict.Confirmed)], penalty);
        return new TriageModel
        {
            Columns = [.. columns.Select((c, i) => c with { Weight = weights[i + 1] })],
            Intercept = weights[0],
            Scale = scale,
            MostDeviations = settings.MostDeviations,
        };
    }

    private static PlattScale ScaleOf(List<(Example Example, double Score, double Probability)> foretold) =>
        PlattScale.Fit([.. foretold.Select(f => f.Score)], [.. foretold.Select(f => f.Example.Verdict.Confirmed)]);

    private static double Loss(IEnumerable<(double Probability, bool Confirmed)> foretold) => ScoreFigures.Of([.. foretold]).LogLoss;
}

/// <summary>A model and how good it is.</summary>
/// <param name="Model">The model.</param>
/// <param name="Figures">Its figures.</param>
public sealed record TrainedModel(TriageModel Model, TrainingFigures Figures)
{
    /// <summary>Whether it is worse on the newest verdicts than what is in use.</summary>
    public bool IsWorse(double tolerance) => Figures.Newest is { } newest && newest.LogLoss > newest.PresentLogLoss + tolerance;
}
