using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Tests.Incidents;
using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Tests.Triage.Learning;

/// <summary>Verdicts, versions and trainings on a real database.</summary>
internal sealed class LearningBench : IAsyncDisposable
{
    private LearningBench(IncidentBench bench)
    {
        Bench = bench;
        Models = new ModelStore(bench, bench.Time);
        Training = NewHub();
        Memory = new VerdictMemory(bench, VerdictWorld.Settings, VerdictWorld.TimeZone);
        Assessor = new IncidentAssessor(Memory, Models, VerdictWorld.Settings);
    }

    public IncidentBench Bench { get; }
    public ModelStore Models { get; }
    public ModelTraining Training { get; }
    public VerdictMemory Memory { get; }
    public IncidentAssessor Assessor { get; }

    public static async Task<LearningBench> StartAsync(string? database = null) => new(await IncidentBench.StartAsync(database));

    /// <summary>The training of one more hub on the same database.</summary>
    public ModelTraining NewHub() => new(
        Bench, new ModelStore(Bench, Bench.Time), VerdictWorld.Settings, VerdictWorld.TimeZone, Bench.Time, NullLogger<ModelTraining>.Instance);

    public async Task AddAsync(IEnumerable<Verdict> verdicts)
    {
        await using var db = Bench.CreateDbContext();
        db.AddRange(verdicts.Select(v => new DeviceVerdict
        {
            DeviceId = v.Facts.DeviceId,
            Rule = v.Facts.Rule,
            IncidentId = v.IncidentId,
            Confirmed = v.Confirmed,
            Reason = v.Reason,
            Score = v.Facts.Score,
            At = v.At,
            Category = v.Category,
            Zone = v.Facts.Zone,
            Box = BoxText.Write(v.Facts.Box),
            FeaturesJson = FeaturesText.Write(v.Facts.Features),
            StartedAt = v.Facts.StartedAt,
            RaisedAt = v.Facts.RaisedAt,
            Probability = v.Probability,
            Sampled = v.Sampled,
        }));
        await db.SaveChangesAsync();
    }

    public Task<IReadOnlyList<(string Rule, int Version)>> TrainAsync(bool always = false) => Training.TrainDueAsync(always, default);

    public async Task<int?> ActiveAsync() => (await Models.ActiveAsync(default)).GetValueOrDefault(VerdictWorld.Rule)?.Version;

    public async ValueTask DisposeAsync()
    {
        Training.Dispose();
        Memory.Dispose();
        await Bench.DisposeAsync();
    }
}
