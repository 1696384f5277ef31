using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// All sessions by client identifier: who takes one up (MQTT 5 §3.1.4), when it is over (§4.1.0), and what becomes of its will
/// and of what it leaves unsent.
/// </summary>
internal sealed class SessionRegistry(MqttServer server)
{
    private readonly ConcurrentDictionary<string, SessionState> _sessions = new(StringComparer.Ordinal);
    private readonly QueueBudget _budget = new(server.Options.MaxQueuedBytes);
    private readonly Lock _lock = new();
    private int _connected;

    /// <summary>Sessions, connected or waiting for their client.</summary>
    public int Count => _sessions.Count;

    /// <summary>Sessions that are connected.</summary>
    public int Connected => Volatile.Read(ref _connected);

    public IEnumerable<MqttSession> Connections => _sessions.Select(s => s.Value.Connection).OfType<MqttSession>();

    /// <summary>
    /// Whether a client may have a session: it has one, or there is room for it, or is made by ending the session whose
    /// client has been away longest.
    /// </summary>
    public bool HasRoomFor(string clientId)
    {
        if (_sessions.Count < server.Options.MaxSessions || _sessions.ContainsKey(clientId))
        {
            return true;
        }

        var longestAway = _sessions.Values.Where(s => !s.IsConnected).MinBy(s => s.DisconnectedAt);
        if (longestAway is null)
        {
            return false;
        }

        server.Logger.LogWarning("The session of {Client} is ended to make room for {Other}", longestAway.ClientId, clientId);
        _ = EndOrPublishAsync(longestAway, long.MaxValue);
        return true;
    }

    public MqttSession? FindConnection(string clientId) => _sessions.TryGetValue(clientId, out var state) ? state.Connection : null;

    /// <summary>Takes up what the store has kept; before the first connection.</summary>
    public void Restore(IEnumerable<KeptSession> sessions)
    {
        foreach (var kept in sessions)
        {
            var state = SessionState.From(kept, server.Options, _budget, server.Store!, server.Time);
            _sessions[kept.ClientId] = state;
            foreach (var subscription in state.Subscriptions.Values)
            {
                server.Subscriptions.Add(subscription);
            }
        }
    }

    /// <summary>
    /// Gives a connection its session, after an older connection of the same client has ended (0x8E). Returns whether that
    /// session was there before.
    /// </summary>
    public async ValueTask<bool> AttachAsync(MqttSession connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (older, ended, isPresent) = TryAttach(connection);
            if (older is not null)
            {
                older.Close(SessionEnd.ByServer(MqttReasonCode.SessionTakenOver, "The client has connected again."));
                await older.Ended.WaitAsync(cancellationToken);
                continue;
            }

            try
            {
                await TakeOverAsync(connection, ended);
            }
            catch
            {
                await DetachAsync(connection);
                connection.MarkEnded();
                throw;
            }

            return isPresent;
        }
    }

    /// <summary>The connection is over, and the application knows; so may the session be.</summary>
    public async ValueTask DetachAsync(MqttSession connection)
    {
        var state = connection.State;
        bool isOver;
        lock (_lock)
        {
            state.Detach(Now());
            Interlocked.Decrement(ref _connected);
            isOver = state.ExpirySeconds == 0;
            if (isOver)
            {
                Remove(state);
            }
            else
            {
                state.Journal?.Kept(state.Owner, state.ExpirySeconds, state.DisconnectedAt);
            }
        }

        if (isOver)
        {
            await LeaveAsync(state);
        }
    }

    /// <summary>Lets a will wait for its client; false if it is due at once.</summary>
    public bool TryDelayWill(MqttSession connection)
    {
        var delay = Math.Min(connection.Connect.WillDelaySeconds, connection.State.ExpirySeconds);
        if (delay == 0)
        {
            return false;
        }

        lock (_lock)
        {
            connection.State.Will = new PendingWill(connection, Now() + (delay * 1_000L));
        }

        return true;
    }

    /// <summary>Ends what has expired and publishes what is due.</summary>
    public void Sweep()
    {
        var now = Now();
        foreach (var (_, state) in _sessions)
        {
            if (state.Connection is { } connection)
            {
                connection.Check(server.Options.WriteTimeout);
            }
            else if (state.ExpiresAt <= now || state.Will?.DueAt <= now)
            {
                _ = EndOrPublishAsync(state, now);
            }
        }
    }

    private async Task EndOrPublishAsync(SessionState state, long now)
    {
        bool isOver;
        PendingWill? due = null;
        lock (_lock)
        {
            if (state.IsConnected)
            {
                return;
            }

            isOver = state.ExpiresAt <= now;
            if (isOver)
            {
                Remove(state);
            }
            else if (state.Will?.DueAt <= now)
            {
                (due, state.Will) = (state.Will, null);
            }
        }

        if (isOver)
        {
            await LeaveAsync(state);
        }
        else if (due is not null)
        {
            await server.Wills.PublishAsync(due.Connection);
        }
    }

    private (MqttSession? Older, SessionState? Ended, bool IsPresent) TryAttach(MqttSession connection)
    {
        lock (_lock)
        {
            _sessions.TryGetValue(connection.ClientId, out var state);
            if (state?.Connection is { } older)
            {
                return (older, null, false);
            }

            SessionState? ended = null;
            if (state is not null && (connection.Connect.CleanStart || state.ExpiresAt <= Now() || state.Owner != connection.Owner))
            {
                Remove(state);
                (ended, state) = (state, null);
            }

            var isPresent = state is not null;
            var expiry = ConnAck.ExpirySeconds(connection.Connect, server.Options);
            state ??= new SessionState(connection.ClientId, connection.Owner, expiry, server.Options, _budget, server.Store);
            state.ExpirySeconds = expiry;
            state.Will = null;
            connection.Attach(state, server.Options, server.Counters, server.Time);
            _sessions[connection.ClientId] = state;
            Interlocked.Increment(ref _connected);
            state.Journal?.Kept(state.Owner, expiry, null);
            return (null, ended, isPresent);
        }
    }

    private async ValueTask TakeOverAsync(MqttSession connection, SessionState? ended)
    {
        if (ended is not null)
        {
            await LeaveAsync(ended);
        }

        DropWhatIsForbiddenNow(connection);
        if (server.IsStopping)
        {
            connection.Close(SessionEnd.ShuttingDown);
        }
    }

    /// <summary>Makes a session be over; under the lock, and followed by <see cref="LeaveAsync"/> outside of it.</summary>
    private void Remove(SessionState state)
    {
        _sessions.TryRemove(new KeyValuePair<string, SessionState>(state.ClientId, state));
        foreach (var filter in state.Subscriptions.Keys)
        {
            server.Subscriptions.Remove(state, filter);
        }

        state.Journal?.Forgotten();
    }

    /// <summary>Publishes the will of a session that is over, and gives away what others of its groups may get.</summary>
    private async ValueTask LeaveAsync(SessionState state)
    {
        foreach (var delivery in state.Outbox.TakeShared())
        {
            server.Router.GiveAway(delivery);
        }

        if (state.Will is { } will)
        {
            state.Will = null;
            await server.Wills.PublishAsync(will.Connection);
        }
    }

    /// <summary>What a client may hear can have changed while it was away.</summary>
    private void DropWhatIsForbiddenNow(MqttSession connection)
    {
        var state = connection.State;
        foreach (var filter in state.Subscriptions.Keys.Where(f => !server.Application.MaySubscribe(connection, f)).ToList())
        {
            server.Logger.LogInformation("{Client} may not hear '{Filter}' any more", connection.ClientId, filter);
            state.Subscriptions.Remove(filter);
            server.Subscriptions.Remove(state, filter);
            state.Journal?.Unsubscribed(filter);
        }
    }

    private long Now() => server.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
