using System.Runtime.InteropServices;
using Npgsql;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage.Postgres;

/// <summary>The writing end. One batch at a time; several hubs may write into one database.</summary>
internal sealed class PostgresWriter : IDisposable
{
    private readonly PostgresGate _gate;
    private readonly IngestOptions _options;
    private readonly SeriesIds _series = new();
    private readonly MonthPartitions _months = new();
    private readonly HashSet<Month> _wanted = [];
    private readonly SemaphoreSlim _appending = new(1, 1);
    private readonly PostgresBatch _batch;

    public PostgresWriter(PostgresGate gate, IngestOptions options)
    {
        (_gate, _options) = (gate, options);
        _batch = new PostgresBatch(_series);
    }

    public async ValueTask<AppendResult> AppendAsync(IReadOnlyList<Observation> batch, CancellationToken cancellationToken)
    {
        await _appending.WaitAsync(cancellationToken);
        var done = false;
        try
        {
            Survey(batch);
            var result = await _gate.RunAsync(connection => StoreAsync(connection, batch, cancellationToken), cancellationToken);
            done = true;
            return result;
        }
        finally
        {
            // After a failure nothing that was remembered is trusted: the month may have been dropped, the database replaced.
            _series.Forget(all: !done);
            if (!done)
            {
                _months.Forget();
            }

            _wanted.Clear();
            _batch.Clear();
            _appending.Release();
        }
    }

    /// <summary>Makes this month's and the next one's partitions ahead, and drops what is older than the retention.</summary>
    public async Task UpkeepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _appending.WaitAsync(cancellationToken);
        try
        {
            await _gate.RunAsync(async connection =>
            {
                if (_gate.HasTimescale)
                {
                    return 0;
                }

                var month = Month.Of(now.ToUnixTimeMilliseconds());
                await _months.MakeAsync(connection, month, cancellationToken);
                await _months.MakeAsync(connection, new Month(month.Number + 1), cancellationToken);
                if (_options.Retention is { } kept)
                {
                    await MonthPartitions.DropBeforeAsync(connection, (now - kept).ToUnixTimeMilliseconds(), cancellationToken);
                    _months.Forget();
                }

                return 0;
            }, cancellationToken);
        }
        finally
        {
            _appending.Release();
        }
    }

    public void Dispose() => _appending.Dispose();

    private async Task<AppendResult> StoreAsync(NpgsqlConnection connection, IReadOnlyList<Observation> batch, CancellationToken cancellationToken)
    {
        await _series.ResolveAsync(connection, cancellationToken);
        if (!_gate.HasTimescale)
        {
            foreach (var month in _wanted)
            {
                await _months.MakeAsync(connection, month, cancellationToken);
            }
        }

        _batch.Take(batch);
        var stored = await _batch.CommitAsync(connection, cancellationToken);
        if (_batch.Letters.Count > 0)
        {
            await BoundLettersAsync(connection, cancellationToken);
        }

        return new AppendResult(stored, _batch.Rows - stored);
    }

    /// <summary>Which series and months the batch needs.</summary>
    private void Survey(IReadOnlyList<Observation> batch)
    {
        foreach (var observation in batch)
        {
            foreach (ref readonly var sample in CollectionsMarshal.AsSpan(observation.Samples))
            {
                _series.Want(observation.Device.Id, sample.Metric);
                _wanted.Add(Month.Of(sample.Timestamp));
            }

            foreach (var fix in observation.Positions)
            {
                _wanted.Add(Month.Of(fix.Timestamp));
            }

            if (observation.Event is { } told)
            {
                _wanted.Add(Month.Of(told.Timestamp));
            }
        }
    }

    /// <summary>The oldest letters of each device, and of all, give way; those another hub is removing are left to it.</summary>
    private async Task BoundLettersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await Sql.RunAsync(
            connection,
            """
            DELETE FROM ingest.dead_letters WHERE id IN (SELECT l.id FROM unnest($1::text[]) d(device) JOIN ingest.dead_letters l USING (device)
                WHERE l.id <= (SELECT k.id FROM ingest.dead_letters k WHERE k.device = d.device ORDER BY k.id DESC LIMIT 1 OFFSET $2)
                FOR UPDATE OF l SKIP LOCKED)
            """,
            cancellationToken, _batch.Letters.Select(l => l.DeviceId).Distinct().ToArray(), _options.DeadLettersPerDevice);
        await Sql.RunAsync(
            connection,
            """
            DELETE FROM ingest.dead_letters WHERE id IN (SELECT id FROM ingest.dead_letters
                WHERE id <= (SELECT id FROM ingest.dead_letters ORDER BY id DESC LIMIT 1 OFFSET $1) FOR UPDATE SKIP LOCKED)
            """,
            cancellationToken, _options.DeadLettersTotal);
    }
}
