using Npgsql;
using UrbanGrid.Ingest.Database;

namespace UrbanGrid.Hub.Store;

/// <summary>
/// Hears what other hubs change in the same PostgreSQL (see <see cref="SharedTables"/>) and tells the parts that remember
/// it. A connection that was lost is made again, and then everything is looked at, since changes may have gone unheard.
/// </summary>
public sealed class ChangeListener(string connection, IEnumerable<ChangeHandler> handlers, TimeProvider time, ILogger<ChangeListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ILookup<string, ChangeHandler> _handlers = handlers.ToLookup(h => h.Kind);
    private readonly HashSet<(string Kind, string Key)> _heard = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!DatabaseConnection.IsServer(connection))
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("Other hubs cannot be heard for the moment: {Problem}", problem.Message);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection) { Pooling = false };
        await using var server = new NpgsqlConnection(settings.ToString());
        await server.OpenAsync(cancellationToken);
        server.Notification += (_, notification) => Hear(notification.Payload, settings.ApplicationName!);
        await using (var listen = new NpgsqlCommand($"listen {SharedTables.Channel}", server))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        _heard.Clear();
        foreach (var handler in _handlers.SelectMany(h => h))
        {
            await handler.Missed(cancellationToken);
        }

        while (true)
        {
            await server.WaitAsync(cancellationToken);
            await TellAsync(cancellationToken);
        }
    }

    private void Hear(string payload, string self)
    {
        if (payload.Split(' ', 3) is [var kind, var key, var hub] && hub != self)
        {
            _heard.Add((kind, key));
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var (kind, key) in _heard)
        {
            foreach (var handler in _handlers[kind])
            {
                await handler.Changed(key, cancellationToken);
            }
        }

        _heard.Clear();
    }
}
