using UrbanGrid.Hub.Tests.Incidents;
using UrbanGrid.Hub.Triage.Learning;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Triage.Learning;

public sealed class ModelTrainingTests
{
    [Fact]
    public async Task A_rule_is_learnt_as_soon_as_it_has_thirty_verdicts_and_again_after_fifty_more()
    {
        await using var bench = await LearningBench.StartAsync();
        var world = new VerdictWorld(20);
        await bench.AddAsync(world.Next(29));
        Assert.Empty(await bench.TrainAsync());
        await bench.AddAsync(world.Next(31));
        Assert.Equal([(VerdictWorld.Rule, 1)], await bench.TrainAsync());
        await bench.AddAsync(world.Next(49));
        Assert.Empty(await bench.TrainAsync());
        await bench.AddAsync(world.Next(1));
        Assert.Equal([(VerdictWorld.Rule, 2)], await bench.TrainAsync());
    }

    [Fact]
    public async Task One_new_verdict_is_learnt_from_in_the_night()
    {
        await using var bench = await LearningBench.StartAsync();
        var world = new VerdictWorld(21);
        await bench.AddAsync(world.Next(60));
        await bench.TrainAsync();
        await bench.AddAsync(world.Next(1));
        bench.Bench.Time.Advance(TimeSpan.FromHours(18)); // 02:00 in the city.
        Assert.Empty(await bench.TrainAsync());
        bench.Bench.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal([(VerdictWorld.Rule, 2)], await bench.TrainAsync());
        bench.Bench.Time.Advance(TimeSpan.FromHours(24));
        Assert.Empty(await bench.TrainAsync()); // Nothing new.
    }

    [Fact]
    public async Task A_version_that_is_worse_on_the_newest_verdicts_is_kept_but_not_used()
    {
        await using var bench = await LearningBench.StartAsync();
        var world = new VerdictWorld(22);
        await bench.AddAsync(world.Next(400));
        await bench.TrainAsync();

        // A bad month spoils what is learnt; the newest verdicts are right again.
        await bench.AddAsync(world.Next(800, inverted: true));
        await bench.AddAsync(world.Next(300));
        await bench.TrainAsync();

        var newest = (await bench.Models.ListAsync(default))[0];
        Assert.Equal((2, "worse", false), (newest.Version, newest.Outcome, newest.Active));
        Assert.True(newest.Figures.Newest!.LogLoss > newest.Figures.Newest.PresentLogLoss);
        Assert.Equal(1, await bench.ActiveAsync());
    }

    [Fact]
    public async Task An_older_version_is_taken_again_and_says_who_took_it()
    {
        await using var bench = await LearningBench.StartAsync();
        var world = new VerdictWorld(23);
        await bench.AddAsync(world.Next(200));
        await bench.TrainAsync();
        await bench.AddAsync(world.Next(800));
        await bench.TrainAsync();
        Assert.Equal(2, await bench.ActiveAsync());

        await bench.Models.ActivateAsync(VerdictWorld.Rule, 1, "管理员", default);

        Assert.Equal(1, await bench.ActiveAsync());
        Assert.Equal("管理员", (await bench.Models.ListAsync(default)).Single(m => m.Active).ActivatedBy);
    }

    [SkippableFact]
    public async Task Two_hubs_on_one_database_do_not_train_twice()
    {
        await using var bench = await LearningBench.StartAsync(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
        await bench.AddAsync(new VerdictWorld(24).Next(120));
        using var other = bench.NewHub();

        var trained = await Task.WhenAll(
            Task.Run(() => bench.Training.TrainDueAsync(always: true, default)), Task.Run(() => other.TrainDueAsync(always: true, default)));

        Assert.Single(trained.SelectMany(t => t));
        Assert.Single(await bench.Models.ListAsync(default));
    }

    [Fact]
    public async Task With_too_few_verdicts_the_past_of_rule_and_camera_stands_in_and_says_so()
    {
        await using var bench = await LearningBench.StartAsync();
        var world = new VerdictWorld(25);
        await bench.AddAsync(Enumerable.Range(0, 12).Select(i => world.Of(world.Facts(camera: 3) with { DeviceId = "camera-1" }, confirmed: i < 2)));
        var incident = await bench.Bench.RaiseAsync(bench.Bench.Camera("camera-1", new(0.4, 0.6, 0.1, 0.1)));

        var assessment = await bench.Assessor.AssessAsync(incident, default);

        Assert.Equal((Assessment.FromHistory, (int?)null, 12), (assessment.Basis, assessment.Version, assessment.Verdicts));
        Assert.InRange(assessment.Value, 0.2, 0.5);
        Assert.Contains("Only 12 verdicts", assessment.Note.En, StringComparison.Ordinal);
        Assert.Equal("10 of 12 earlier ones of this device were rejected", Assert.Single(assessment.Reasons).Text.En);
    }

    [Fact]
    public async Task A_verdict_counts_at_once_without_a_training()
    {
        await using var bench = await LearningBench.StartAsync();
        var world = new VerdictWorld(26);
        await bench.AddAsync(world.Next(400));
        await bench.TrainAsync();
        var incident = await bench.Bench.RaiseAsync(bench.Bench.Camera("camera-1", new(0.4, 0.6, 0.1, 0.1)));
        var before = await bench.Assessor.AssessAsync(incident, default);

        await bench.AddAsync(Enumerable.Range(0, 8).Select(_ => world.Of(world.Facts() with { DeviceId = "camera-1", Rule = VerdictWorld.Rule }, confirmed: false)));
        var after = await bench.Assessor.AssessAsync(incident, default);

        Assert.Equal(Assessment.FromModel, after.Basis);
        Assert.True(after.Value < before.Value - 0.1, $"{before.Value} → {after.Value}");
        Assert.Equal(new Tally(0, 8), after.Camera);
        Assert.InRange(after.Reasons.Count, 1, 3);
    }

    [Fact]
    public async Task What_a_detector_measured_stays_with_the_incidents_alarm()
    {
        await using var bench = await IncidentBench.StartAsync();
        var incident = await bench.RaiseAsync(bench.Camera("camera-1", new(0.4, 0.6, 0.1, 0.1)) with
        {
            Thing = "backpack", BroughtBy = "person", Features = new Dictionary<string, double> { ["solidity"] = 0.8, ["broken"] = double.NaN },
        });

        var facts = AlarmFacts.Of((await bench.Book.FindAsync(incident.Id, default))!.Alarms[0]);

        Assert.Equal(("backpack", "person"), (facts.Thing, facts.BroughtBy));
        Assert.Equal([new KeyValuePair<string, double>("solidity", 0.8)], facts.Features);
    }
}
