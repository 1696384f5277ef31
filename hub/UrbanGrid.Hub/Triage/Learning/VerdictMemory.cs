using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>
/// The newest verdicts, in memory. Before each use it reads what has been decided since; verdicts are numbered in the order in
/// which they are committed (one hub at a time changes incidents), so asking for higher numbers misses none.
/// </summary>
public sealed class VerdictMemory(IDbContextFactory<HubDb> databases, LearningSettings settings, TimeZoneInfo timeZone) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Queue<Verdict> _verdicts = new();
    private readonly VerdictHistory _history = new(settings, timeZone);
    private long _last;
    private bool _begun;

    /// <summary>Looks at what is known by now. The work is done by one caller at a time and must be short.</summary>
    public async Task<T> ReadAsync<T>(Func<IReadOnlyCollection<Verdict>, VerdictHistory, T> read, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await RefreshAsync(cancellationToken);
            return read(_verdicts, _history);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = db.Set<DeviceVerdict>().AsNoTracking();
        var fresh = _begun
            ? await rows.Where(v => v.Id > _last).OrderBy(v => v.Id).ToListAsync(cancellationToken)
            : [.. (await rows.OrderByDescending(v => v.Id).Take(settings.Remembered).ToListAsync(cancellationToken)).OrderBy(v => v.Id)];
        _begun = true;
        foreach (var verdict in fresh.Select(Verdict.Of))
        {
            _verdicts.Enqueue(verdict);
            _history.Add(verdict);
            _last = verdict.Id;
        }

        while (_verdicts.Count > settings.Remembered)
        {
            _verdicts.Dequeue();
        }
    }
}
