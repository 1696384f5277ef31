using Npgsql;

namespace UrbanGrid.Ingest.Storage.Postgres;

/// <summary>
/// The way to the database: connections whose tables are there, and errors that say what is wrong. A server that is away is
/// asked again by the next call; nothing has to be restarted.
/// </summary>
internal sealed class PostgresGate : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly string _where;
    private readonly TimeSpan? _retention;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private volatile bool _ready;

    public PostgresGate(string connection, TimeSpan? retention)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "UrbanGrid telemetry" };
        _where = $"{parts.Database ?? parts.Username} on {parts.Host}:{parts.Port}";
        _source = NpgsqlDataSource.Create(parts);
        _retention = retention;
    }

    /// <summary>Whether hypertables and continuous aggregates are used; known after the first call.</summary>
    public bool HasTimescale { get; private set; }

    /// <summary>Runs work on a connection of its own.</summary>
    /// <exception cref="TelemetryUnavailableException">The server does not answer, or has no room.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await work(connection);
        }
        catch (NpgsqlException problem) when (problem.IsTransient)
        {
            throw Unavailable(problem);
        }
    }

    /// <summary>A connection to a database whose tables are there.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            if (!_ready)
            {
                await PrepareAsync(connection, cancellationToken);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public TelemetryUnavailableException Unavailable(NpgsqlException problem) =>
        new($"The telemetry database {_where} does not answer: {problem.InnerException?.Message ?? problem.Message}", problem);

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _preparing.Dispose();
    }

    private async Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (!_ready)
            {
                HasTimescale = await PostgresSchema.PrepareAsync(connection, _retention, cancellationToken);
                _ready = true;
            }
        }
        finally
        {
            _preparing.Release();
        }
    }
}
