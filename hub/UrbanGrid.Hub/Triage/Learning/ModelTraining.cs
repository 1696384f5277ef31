using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>
/// Trains, every few minutes, the rules that are due: after so many new verdicts, or once a night if there is any new one. Of
/// several hubs on one database one does it at a time and looks first whether another has, so nothing is trained twice.
/// </summary>
public sealed class ModelTraining(
    IDbContextFactory<HubDb> databases, ModelStore models, LearningSettings settings, TimeZoneInfo timeZone, TimeProvider time,
    ILogger<ModelTraining> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);
    private readonly ModelTrainer _trainer = new(settings, timeZone);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Trains what is due.</summary>
    /// <param name="always">Trains every rule that has a new verdict, whatever the hour.</param>
    /// <param name="cancellationToken">Gives up; what was trained stays.</param>
    /// <returns>Rule and version of each training.</returns>
    public async Task<IReadOnlyList<(string Rule, int Version)>> TrainDueAsync(bool always, CancellationToken cancellationToken)
    {
        await using var look = await databases.CreateDbContextAsync(cancellationToken);
        List<(string, int)> trained = [];
        foreach (var rule in await look.Set<DeviceVerdict>().Select(v => v.Rule).Distinct().ToListAsync(cancellationToken))
        {
            if (await TrainAsync(rule, always, cancellationToken) is { } version)
            {
                trained.Add((rule, version));
            }
        }

        return trained;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TrainDueAsync(always: false, stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "The triage model could not be trained; the next try is in {Period}", Period);
            }
        }
    }

    private async Task<int?> TrainAsync(string rule, bool always, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var turn = await HubTurn.TakeAsync(db, HubTurn.Learning, cancellationToken);
            var last = await db.Set<TriageModelRow>().Where(m => m.Rule == rule).OrderByDescending(m => m.Version)
                .Select(m => new LastTraining(m.TrainedThrough, m.TrainedAt)).FirstOrDefaultAsync(cancellationToken);
            if (!await IsDueAsync(db, rule, last, always, cancellationToken))
            {
                return null;
            }

            var rows = await db.Set<DeviceVerdict>().AsNoTracking().Where(v => v.Rule == rule && v.Reason != Verdict.Duplicate)
                .OrderByDescending(v => v.Id).Take(settings.MostVerdicts).ToListAsync(cancellationToken);
            var active = (await models.ActiveAsync(cancellationToken)).GetValueOrDefault(rule)?.Model;
            if (_trainer.Train([.. rows.Select(Verdict.Of)], active) is not { } trained)
            {
                return null;
            }

            var isWorse = trained.IsWorse(settings.Tolerance);
            var row = await models.AddAsync(db, rule, trained, rows.Max(v => v.Id), isWorse, cancellationToken);
            await turn.CommitAsync(cancellationToken);
            logger.LogInformation(
                "Learnt {Rule} from {Verdicts} verdicts as version {Version}: AUC {Auc:F3}, Brier {Brier:F3}; {Outcome}",
                rule, trained.Figures.Verdicts, row.Version, trained.Figures.Model.Auc, trained.Figures.Model.Brier, row.Outcome);
            return row.Version;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> IsDueAsync(HubDb db, string rule, LastTraining? last, bool always, CancellationToken cancellationToken)
    {
        var through = last?.Through ?? 0;
        var fresh = await db.Set<DeviceVerdict>()
            .CountAsync(v => v.Rule == rule && v.Id > through && v.Reason != Verdict.Duplicate, cancellationToken);
        if (fresh == 0)
        {
            return false;
        }

        return always || fresh >= (last is null ? settings.MinVerdicts : settings.RetrainAfter) || (last is { } known && IsAnotherNight(known.At));
    }

    /// <summary>Whether the hour of training has passed since.</summary>
    private bool IsAnotherNight(long since)
    {
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), timeZone);
        var before = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(since), timeZone);
        return NightOf(now) > NightOf(before);
    }

    private DateTime NightOf(DateTimeOffset local) => local.AddHours(-settings.NightHour).Date;

    private sealed record LastTraining(long Through, long At);
}
