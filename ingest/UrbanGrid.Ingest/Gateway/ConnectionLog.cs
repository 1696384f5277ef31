using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>
/// The last connections of every device, refused ones too; kept in the registry's database and bounded. Lines wait in memory
/// and are written together once a second, so that ten thousand devices which reconnect at once wait for nothing.
/// </summary>
public sealed class ConnectionLog : IHostedService, IDisposable
{
    /// <summary>Lines kept of one device; half as many more may be there before the oldest are dropped.</summary>
    public const int KeptPerDevice = 200;

    /// <summary>Lines kept in total.</summary>
    public const int KeptTotal = 100_000;

    private const int MaxWaiting = 50_000;
    private const int BatchRows = 5_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IDbContextFactory<RegistryDb> _databases;
    private readonly DeviceRegistry _registry;
    private readonly TimeProvider _time;
    private readonly ILogger<ConnectionLog> _logger;
    private readonly ConcurrentQueue<ConnectionEvent> _waiting = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Dictionary<string, int> _sincePruned = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private int _sinceTotalPruned;
    private Task _run = Task.CompletedTask;

    internal ConnectionLog(IDbContextFactory<RegistryDb> databases, DeviceRegistry registry, TimeProvider time, ILogger<ConnectionLog> logger) =>
        (_databases, _registry, _time, _logger) = (databases, registry, time, logger);

    /// <summary>Lines, newest first, with the number that asks for those before it.</summary>
    /// <param name="deviceId">One device; null for all.</param>
    /// <param name="before">Number of the line before which to begin; null for the newest.</param>
    /// <param name="limit">Most lines.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<ConnectionLine>> PageAsync(string? deviceId, long? before, int limit, CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken);
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var rows = database.Set<ConnectionRow>().AsNoTracking();
        rows = deviceId is null ? rows : rows.Where(c => c.DeviceId == deviceId);
        rows = before is null ? rows : rows.Where(c => c.Id < before);
        return [.. (await rows.OrderByDescending(c => c.Id).Take(limit).ToListAsync(cancellationToken)).Select(r => new ConnectionLine(r.Id, r.ToEvent()))];
    }

    /// <summary>As <see cref="PageAsync"/>, without the numbers.</summary>
    public async Task<IReadOnlyList<ConnectionEvent>> ReadAsync(string? deviceId, long? before, int limit, CancellationToken cancellationToken) =>
        [.. (await PageAsync(deviceId, before, limit, cancellationToken)).Select(l => l.Event)];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _run = RunAsync(_stop.Token);
        return Task.CompletedTask;
    }

    /// <summary>Writes what waits; by now every session has ended.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await TryWriteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _writing.Dispose();
    }

    internal void Add(ConnectionEvent happened)
    {
        _waiting.Enqueue(happened);
        while (_waiting.Count > MaxWaiting && _waiting.TryDequeue(out _))
        {
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await TryWriteAsync(cancellationToken);
        }
    }

    private async Task TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            _logger.LogWarning(problem, "The connection log cannot be written and waits; {Lines} lines wait", _waiting.Count);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_waiting.IsEmpty)
        {
            return;
        }

        await _registry.OpenAsync(cancellationToken);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            while (!_waiting.IsEmpty)
            {
                // Taken off only when it is written, so that a database that is away loses no line.
                var batch = _waiting.Take(BatchRows).ToArray();
                await WriteAsync(batch, cancellationToken);
                for (var i = 0; i < batch.Length && _waiting.TryDequeue(out _); i++)
                {
                }
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task WriteAsync(ConnectionEvent[] batch, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        database.AddRange(batch.Select(ConnectionRow.Of));
        await database.SaveChangesAsync(cancellationToken);
        _sinceTotalPruned += batch.Length;
        foreach (var (device, lines) in batch.CountBy(e => e.DeviceId))
        {
            var since = _sincePruned.GetValueOrDefault(device) + lines;
            _sincePruned[device] = since;
            if (since >= KeptPerDevice / 2)
            {
                _sincePruned.Remove(device);
                await PruneAsync(database.Set<ConnectionRow>().Where(c => c.DeviceId == device), KeptPerDevice, cancellationToken);
            }
        }

        if (_sinceTotalPruned >= KeptTotal / 10)
        {
            _sinceTotalPruned = 0;
            _sincePruned.Clear();
            await PruneAsync(database.Set<ConnectionRow>(), KeptTotal, cancellationToken);
        }
    }

    private static async Task PruneAsync(IQueryable<ConnectionRow> rows, int kept, CancellationToken cancellationToken)
    {
        var oldest = await rows.OrderByDescending(c => c.Id).Skip(kept - 1).Select(c => (long?)c.Id).FirstOrDefaultAsync(cancellationToken);
        if (oldest is not null)
        {
            await rows.Where(c => c.Id < oldest).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
