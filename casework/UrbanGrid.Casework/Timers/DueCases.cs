using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Timers;

/// <summary>Finds the cases in which it is time for something that no person has to do.</summary>
public sealed class DueCases(IDbContextFactory<CaseworkDb> factory, CaseworkOptions options, TimeProvider time)
{
    /// <summary>So many at one look; the rest comes with the next.</summary>
    private const int Most = 500;

    private static readonly string[] Devices = [ReportSources.Get(ReportSource.Camera).Key, ReportSources.Get(ReportSource.Sensor).Key];

    private static readonly string[] LookedAt = [CaseStates.PendingReview, CaseStates.PendingCheck, CaseStates.Checking];

    /// <summary>Numbers of hung-up cases (挂账) whose date has come.</summary>
    public async Task<IReadOnlyList<string>> HungUpAsync(CancellationToken cancellationToken = default)
    {
        var now = Now();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Cases.Where(c => c.State == CaseStates.HungUp && c.ResumeAt <= now)
            .OrderBy(c => c.Id).Take(Most).Select(c => c.Number).ToListAsync(cancellationToken);
    }

    /// <summary>Numbers of closed cases that nothing has happened to for <see cref="CaseworkOptions.ArchiveAfterDays"/>, and that nobody appeals against.</summary>
    public async Task<IReadOnlyList<string>> ToArchiveAsync(CancellationToken cancellationToken = default)
    {
        var before = Now() - (options.ArchiveAfterDays * 86_400_000L);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Cases
            .Where(c => c.State == CaseStates.Closed || c.State == CaseStates.ForceClosed)
            .Where(c => c.ChangedAt <= before && c.Request == null)
            .OrderBy(c => c.Id).Take(Most).Select(c => c.Number).ToListAsync(cancellationToken);
    }

    /// <summary>Numbers of cases that a device raised, that a department has handled, and that nobody has looked at since. What was
    /// opened again is left to people: the device saw nothing the first time either.</summary>
    public async Task<IReadOnlyList<string>> AwaitingDeviceAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Cases
            .Where(c => LookedAt.Contains(c.State) && c.Checked == null && c.Reopenings == 0 && Devices.Contains(c.Source))
            .OrderBy(c => c.Id).Take(Most).Select(c => c.Number).ToListAsync(cancellationToken);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
