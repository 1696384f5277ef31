using UrbanGrid.Contracts;
using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Tests.Triage.Learning;

public sealed class ModelTrainerTests
{
    private static readonly ModelTrainer Trainer = new(VerdictWorld.Settings, VerdictWorld.TimeZone);

    [Fact]
    public void It_recovers_the_weights_that_made_the_verdicts()
    {
        var model = Trainer.Train(new VerdictWorld(1).Next(3_000), active: null)!.Model;

        Assert.InRange(WeightOf(model, "solidity"), VerdictWorld.OfSolidity - 0.2, VerdictWorld.OfSolidity + 0.2);
        Assert.InRange(WeightOf(model, "background_likeness"), VerdictWorld.OfLikeness - 0.2, VerdictWorld.OfLikeness + 0.2);
        Assert.All(["noiseA", "noiseB", "noiseC"], noise => Assert.InRange(WeightOf(model, noise), -0.15, 0.15));
        Assert.True(WeightOf(model, FeatureValues.Camera) > 0.3, "a camera's past counts");
    }

    [Fact]
    public void Its_probabilities_come_true_as_often_as_they_say()
    {
        var world = new VerdictWorld(2);
        var known = world.Next(2_000);
        var model = Trainer.Train(known, active: null)!.Model;

        var bins = ReliabilityBin.ListOf(Foretell(model, known, world.Next(2_000)));

        Assert.True(bins.Count >= 8);
        Assert.All(bins.Where(b => b.Count >= 60), b => Assert.InRange(b.Observed, b.Foretold - 0.1, b.Foretold + 0.1));
    }

    [Fact]
    public void It_is_better_than_the_detectors_own_score_on_verdicts_it_has_not_seen()
    {
        var world = new VerdictWorld(3);
        var known = world.Next(600);
        var model = Trainer.Train(known, active: null)!.Model;
        var later = world.Next(1_000);

        var learnt = ScoreFigures.Of(Foretell(model, known, later));
        var detector = ScoreFigures.Of([.. later.Select(v => (v.Facts.Score, v.Confirmed))]);

        Assert.True(learnt.Auc > detector.Auc + 0.1, $"{learnt} against {detector}");
        Assert.True(learnt.Brier < detector.Brier * 0.75, $"{learnt} against {detector}");
    }

    [Fact]
    public void The_figures_of_a_training_are_those_that_later_verdicts_give()
    {
        var world = new VerdictWorld(4);
        var known = world.Next(1_500);
        var trained = Trainer.Train(known, active: null)!;

        var later = ScoreFigures.Of(Foretell(trained.Model, known, world.Next(2_000)));

        Assert.InRange(trained.Figures.Model.Brier, later.Brier - 0.02, later.Brier + 0.02);
        Assert.InRange(trained.Figures.Model.Auc!.Value, later.Auc!.Value - 0.03, later.Auc.Value + 0.03);
    }

    [Theory]
    [InlineData(VerdictsTooFew)]
    [InlineData(VerdictsAllRight)]
    public void Too_few_verdicts_or_verdicts_all_alike_teach_nothing(string why)
    {
        var verdicts = new VerdictWorld(5).Next(why == VerdictsTooFew ? 29 : 200);

        Assert.Null(Trainer.Train(why == VerdictsTooFew ? verdicts : [.. verdicts.Where(v => v.Confirmed)], active: null));
    }

    [Fact]
    public void A_duplicate_says_nothing_about_the_detector()
    {
        var world = new VerdictWorld(6);
        var verdicts = world.Next(100);
        var duplicates = verdicts.Select(v => world.Of(v.Facts with { Features = Wild }, confirmed: false, Verdict.Duplicate));

        Assert.Equal(100, Trainer.Train([.. verdicts, .. duplicates], active: null)!.Figures.Verdicts);
    }

    [Fact]
    public void What_is_known_of_a_verdict_is_the_past_alone()
    {
        var verdicts = new VerdictWorld(7).Next(60);
        var all = Example.ListOf(verdicts, VerdictWorld.Settings, VerdictWorld.TimeZone);
        var flipped = Example.ListOf(
            [.. verdicts.Select((v, i) => i < 30 ? v : v with { Confirmed = !v.Confirmed })], VerdictWorld.Settings, VerdictWorld.TimeZone);

        Assert.Equal(all.Take(31).Select(e => e.Values), flipped.Take(31).Select(e => e.Values));
        Assert.NotEqual(all[59].Values, flipped[59].Values);
    }

    [Fact]
    public void An_alarm_that_lacks_a_measurement_is_taken_as_average_in_it()
    {
        var world = new VerdictWorld(8);
        var model = Trainer.Train(world.Next(800), active: null)!.Model;
        var whole = Values(world.Facts(solidity: 0));
        var lacking = whole.Where(v => v.Key != "solidity").ToDictionary();

        Assert.InRange(model.ProbabilityOf(lacking), model.ProbabilityOf(whole) - 0.03, model.ProbabilityOf(whole) + 0.03);
        Assert.True(double.IsFinite(model.ProbabilityOf(new Dictionary<string, double>())));
    }

    [Theory]
    [InlineData(3.0, 0.0, "solidity", true)]
    [InlineData(-3.0, 0.0, "solidity", false)]
    [InlineData(0.0, 3.0, "background_likeness", false)]
    public void The_first_reason_is_what_made_it_so(double solidity, double likeness, string cause, bool raises)
    {
        var world = new VerdictWorld(9);
        var model = Trainer.Train(world.Next(1_500), active: null)!.Model;
        var facts = world.Facts(solidity, likeness);

        var strongest = model.ContributionsOf(Values(facts))[0];
        var reason = ReasonWords.Of(strongest, default)!;

        Assert.Equal((cause, raises), (reason.Key, reason.Raises));
        Assert.NotEqual(reason.Text.Zh, reason.Text.En);
    }

    [Fact]
    public void A_place_that_was_rejected_again_and_again_is_the_reason_and_says_how_often()
    {
        var world = new VerdictWorld(10);
        var lamp = new PictureBox(0.7, 0.5, 0.05, 0.08); // As large as all others: only its place tells it from them.
        List<Verdict> verdicts = [];
        for (var i = 0; i < 30; i++)
        {
            verdicts.AddRange(world.Next(6));
            verdicts.Add(world.Of(world.Facts(camera: i % 3, box: lamp, at: verdicts[^1].At + 1), confirmed: i % 10 == 9));
        }

        var model = Trainer.Train(verdicts, active: null)!.Model;
        var history = HistoryOf(verdicts);
        var facts = world.Facts(camera: 1, box: lamp with { X = 0.705 });
        var strongest = model.ContributionsOf(new FeatureValues(VerdictWorld.Settings).Of(facts, history))[0];
        var place = history.CountsOf(facts).Place;

        Assert.Equal(FeatureValues.Place, strongest.Feature);
        Assert.Equal(
            $"{place.Rejected} of {place.Of} earlier ones at this very place were rejected", ReasonWords.Of(strongest, history.CountsOf(facts))!.Text.En);
        Assert.True(place.Rejected >= 9, $"{place}");
    }

    [Fact]
    public void Nobody_brought_it_is_said_in_words()
    {
        var world = new VerdictWorld(11);
        var verdicts = world.Next(600).Select(v => v with
        {
            Facts = v.Facts with { BroughtBy = v.Confirmed || v.Id % 7 == 0 ? "person" : null },
        }).ToList();
        var model = Trainer.Train(verdicts, active: null)!.Model;

        var reason = ReasonWords.Of(model.ContributionsOf(Values(world.Facts()))[0], default)!;

        Assert.Equal(("nobody was seen to bring it", false), (reason.Text.En, reason.Raises));
    }

    [Fact]
    public void Features_of_a_kind_are_one_reason_and_need_no_knowledge_of_the_detector_to_read()
    {
        var world = new VerdictWorld(12);
        var random = new Random(12);
        var verdicts = world.Next(600).Select(v =>
        {
            var hole = (v.Confirmed ? 0.3 : 0) + (random.NextDouble() * 0.3);
            return v with { Facts = v.Facts with { Rule = "cover", Features = new Dictionary<string, double> { ["dark"] = hole, ["darker"] = hole * 2, ["texture"] = random.NextDouble() } } };
        }).ToList();
        var model = Trainer.Train(verdicts, active: null)!.Model;

        var strongest = model.ContributionsOf(Values(world.Facts() with { Rule = "cover", Features = new Dictionary<string, double> { ["dark"] = 0.55, ["darker"] = 1.1, ["texture"] = 0.5 } }))[0];

        Assert.Equal(("cover_darkness", "dark inside, as an open hole is"), (strongest.Feature, ReasonWords.Of(strongest, default)!.Text.En));
    }

    [Fact]
    public void What_detectors_began_to_measure_is_learnt_from_and_that_older_alarms_lack_it_says_nothing()
    {
        var world = new VerdictWorld(13);
        var random = new Random(13);

        // The older ones are mostly wrong, which is not for want of the measurement.
        var older = world.Next(300).Select((v, i) => v with { Confirmed = i % 5 == 0 });
        var newer = world.Next(500).Select(v => With(v, (v.Confirmed ? 0.1 : 0.7) + (0.3 * random.NextDouble())));
        var model = Trainer.Train([.. older, .. newer], active: null)!.Model;

        Assert.DoesNotContain(model.Columns, c => c.Feature == "texture_likeness" && c.IsPresence);
        Assert.True(WeightOf(model, "texture_likeness") < -0.3, $"{WeightOf(model, "texture_likeness")}");
        var strongest = model.ContributionsOf(Values(With(world.Next(1)[0], 0.95).Facts with { Box = null })).First(c => c.Feature == "texture_likeness");
        Assert.Equal(("the grain of the ground still shows, as through light", false), (ReasonWords.Of(strongest, default)!.Text.En, ReasonWords.Of(strongest, default)!.Raises));

        static Verdict With(Verdict v, double likeness) =>
            v with { Facts = v.Facts with { Features = new Dictionary<string, double>(v.Facts.Features) { ["texture_likeness"] = likeness } } };
    }

    [Fact]
    public void A_model_trained_before_a_measurement_existed_judges_alarms_that_have_it_as_before()
    {
        var world = new VerdictWorld(14);
        var model = Trainer.Train(world.Next(400), active: null)!.Model;
        var before = Values(world.Facts(solidity: 1));
        var after = new Dictionary<string, double>(before) { ["contrast_gain"] = -0.9, ["texture_likeness"] = 0.8, ["ground_texture"] = 7 };

        Assert.Equal(model.ProbabilityOf(before), model.ProbabilityOf(after));
    }

    [Theory]
    [InlineData("contrast_gain")]
    [InlineData("texture_likeness")]
    [InlineData("ground_texture")]
    public void Measures_of_the_judges_have_reasons_of_their_own_in_both_languages(string feature)
    {
        var more = ReasonWords.Of(new Contribution(feature, 0.9, 0.1, -1), default)!;
        var less = ReasonWords.Of(new Contribution(feature, 0.1, 0.9, 1), default)!;

        Assert.Equal(feature, ReasonWords.KindOf(feature));
        Assert.Equal(4, new[] { more.Text.Zh, more.Text.En, less.Text.Zh, less.Text.En }.Distinct().Count());
        Assert.DoesNotContain(feature.Replace('_', ' '), more.Text.En, StringComparison.Ordinal);
    }

    private const string VerdictsTooFew = "too few";
    private const string VerdictsAllRight = "all right";
    private static readonly Dictionary<string, double> Wild = new() { ["solidity"] = 1e9 };

    private static double WeightOf(TriageModel model, string feature) =>
        model.Scale.Slope * model.Columns.Where(c => c.Feature == feature && !c.IsPresence).Sum(c => c.Weight);

    private static IReadOnlyDictionary<string, double> Values(AlarmFacts facts) =>
        new FeatureValues(VerdictWorld.Settings).Of(facts, new VerdictHistory(VerdictWorld.Settings, VerdictWorld.TimeZone));

    private static VerdictHistory HistoryOf(IEnumerable<Verdict> verdicts)
    {
        var history = new VerdictHistory(VerdictWorld.Settings, VerdictWorld.TimeZone);
        foreach (var verdict in verdicts)
        {
            history.Add(verdict);
        }

        return history;
    }

    /// <summary>Foretells verdicts one after the other, each with the past it had.</summary>
    private static List<(double Probability, bool Confirmed)> Foretell(TriageModel model, List<Verdict> known, List<Verdict> later) =>
        [.. Example.ListOf([.. known, .. later], VerdictWorld.Settings, VerdictWorld.TimeZone).Skip(known.Count)
            .Select(e => (model.ProbabilityOf(e.Values), e.Verdict.Confirmed))];
}
