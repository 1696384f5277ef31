using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>Keeps all versions of all models, and knows which are in use.</summary>
public sealed class ModelStore(IDbContextFactory<HubDb> databases, TimeProvider time)
{
    /// <summary>Versions that are in use, by their id; a version never changes, so what was read once stays true.</summary>
    private readonly ConcurrentDictionary<long, TriageModel> _read = new();

    /// <summary>Versions in use by rule. Which those are is asked each time, since another hub may have changed it.</summary>
    public async Task<IReadOnlyDictionary<string, ActiveModel>> ActiveAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var active = await db.Set<TriageModelRow>().Where(m => m.IsActive)
            .Select(m => new { m.Id, m.Rule, m.Version, m.TrainedAt }).ToListAsync(cancellationToken);
        Dictionary<string, ActiveModel> models = new(StringComparer.Ordinal);
        foreach (var one in active)
        {
            if (!_read.TryGetValue(one.Id, out var model))
            {
                var json = await db.Set<TriageModelRow>().Where(m => m.Id == one.Id).Select(m => m.ModelJson).SingleAsync(cancellationToken);
                _read[one.Id] = model = Read(json);
            }

            models[one.Rule] = new ActiveModel(one.Rule, one.Version, one.TrainedAt, model);
        }

        return models;
    }

    /// <summary>All versions, newest first, without their weights.</summary>
    public async Task<IReadOnlyList<ModelView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<TriageModelRow>().AsNoTracking().OrderByDescending(m => m.Id)
            .Select(m => new { m.Rule, m.Version, m.TrainedAt, m.Outcome, m.IsActive, m.ActivatedAt, m.ActivatedBy, m.FiguresJson })
            .Take(MostListed).ToListAsync(cancellationToken);
        return [.. rows.Select(m => new ModelView(
            Label.Of("rule", m.Rule), m.Version, m.TrainedAt, m.Outcome, m.IsActive, m.ActivatedAt, m.ActivatedBy,
            JsonSerializer.Deserialize<TrainingFigures>(m.FiguresJson, ApiJson.Options)!))];
    }

    /// <summary>Takes a version into use, which may be an older one.</summary>
    /// <exception cref="ProblemException"><c>not_found</c>.</exception>
    public async Task ActivateAsync(string rule, int version, string by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var turn = await HubTurn.TakeAsync(db, HubTurn.Learning, cancellationToken);
        var rows = await db.Set<TriageModelRow>().Where(m => m.Rule == rule && (m.IsActive || m.Version == version)).ToListAsync(cancellationToken);
        var chosen = rows.Find(m => m.Version == version) ?? throw ProblemException.NotFound("model", $"{rule} {version}");
        Activate(chosen, rows, by);
        await db.SaveChangesAsync(cancellationToken);
        await turn.CommitAsync(cancellationToken);
    }

    /// <summary>Adds a version to an open database, in use if it is not worse than what is.</summary>
    internal async Task<TriageModelRow> AddAsync(
        HubDb db, string rule, TrainedModel trained, long trainedThrough, bool isWorse, CancellationToken cancellationToken)
    {
        var rows = await db.Set<TriageModelRow>().Where(m => m.Rule == rule && m.IsActive).ToListAsync(cancellationToken);
        var last = await db.Set<TriageModelRow>().Where(m => m.Rule == rule).MaxAsync(m => (int?)m.Version, cancellationToken) ?? 0;
        var row = new TriageModelRow
        {
            Rule = rule,
            Version = last + 1,
            TrainedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            TrainedThrough = trainedThrough,
            Outcome = isWorse ? TriageModelRow.Worse : TriageModelRow.Accepted,
            FiguresJson = JsonSerializer.Serialize(trained.Figures, ApiJson.Options),
            ModelJson = JsonSerializer.Serialize(trained.Model, ApiJson.Options),
        };
        db.Add(row);
        if (!isWorse)
        {
            Activate(row, rows, by: null);
        }

        await db.SaveChangesAsync(cancellationToken);
        return row;
    }

    private const int MostListed = 200;

    private void Activate(TriageModelRow chosen, IEnumerable<TriageModelRow> others, string? by)
    {
        foreach (var other in others)
        {
            other.IsActive = false;
        }

        (chosen.IsActive, chosen.ActivatedAt, chosen.ActivatedBy) = (true, time.GetUtcNow().ToUnixTimeMilliseconds(), by);
    }

    private static TriageModel Read(string json) => JsonSerializer.Deserialize<TriageModel>(json, ApiJson.Options)!;
}

/// <summary>A version in use.</summary>
/// <param name="Rule">Rule.</param>
/// <param name="Version">Its number.</param>
/// <param name="TrainedAt">Unix ms.</param>
/// <param name="Model">The model.</param>
public sealed record ActiveModel(string Rule, int Version, long TrainedAt, TriageModel Model);
