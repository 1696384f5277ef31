using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using UrbanGrid.Mqtt.Codec;
using UrbanGrid.Mqtt.Server;

namespace UrbanGrid.Mqtt;

/// <summary>
/// Sessions, subscriptions and retained messages; fed by <see cref="MqttConnectionHandler"/>. Sessions live as long as
/// their connection (session expiry 0), QoS 2 and shared subscriptions are refused, as CONNACK tells.
/// </summary>
public sealed class MqttServer : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, MqttSession> _sessions = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly Router _router;
    private readonly ITimer _sweep;
    private volatile bool _stopping;

    /// <summary>Creates a server for an application.</summary>
    public MqttServer(IMqttApplication application, MqttServerOptions options, TimeProvider time, ILogger<MqttServer> logger)
    {
        Application = application;
        Options = options;
        Logger = logger;
        _time = time;
        Counters = new MqttCounters(() => SessionCount);
        Retained = new RetainedMessages(options.MaxRetainedMessages);
        _router = new Router(Subscriptions, Counters);
        _sweep = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <summary>Sessions connected now.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>What has been counted since the start.</summary>
    public MqttCounters Counters { get; }

    internal IMqttApplication Application { get; }

    internal MqttServerOptions Options { get; }

    internal ILogger Logger { get; }

    internal TimeProvider Time => _time;

    internal SubscriptionTree Subscriptions { get; } = new();

    internal RetainedMessages Retained { get; }

    internal bool IsStopping => _stopping;

    /// <summary>Delivers a message to the subscribers; returns once it is queued to all of them.</summary>
    public ValueTask PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken) =>
        PublishAsync(
            new MqttMessage { Topic = topic, Payload = payload, Qos = qos, Retain = retain }, cancellationToken);

    /// <summary>
    /// Delivers a message to the subscribers; returns once it is queued to all of them, and never waits for one. A
    /// subscriber whose queue is full misses it at QoS 0, and at QoS 1 is disconnected with
    /// <see cref="MqttReasonCode.QuotaExceeded"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The topic is no topic name.</exception>
    public ValueTask PublishAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        if (!MqttTopic.IsValidName(message.Topic))
        {
            throw new ArgumentException($"'{message.Topic}' is no topic name.", nameof(message));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (message.Qos == MqttQos.ExactlyOnce)
        {
            message = message with { Qos = MqttQos.AtLeastOnce };
        }

        OutboundMessage? outbound = null;
        if (message.Retain)
        {
            outbound = new OutboundMessage(message, _time);
            if (!Retained.Store(outbound))
            {
                Counters.CountDropped();
            }
        }

        _router.Deliver(message, ref outbound, _time);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Delivers a message to one session alone, if it has subscribed to the topic; other subscribers of the topic do not get
    /// it, and it is never retained. For topics that mean something else to every client.
    /// </summary>
    /// <exception cref="ArgumentException">The topic is no topic name.</exception>
    public ValueTask PublishToAsync(MqttSession session, MqttMessage message, CancellationToken cancellationToken)
    {
        if (!MqttTopic.IsValidName(message.Topic))
        {
            throw new ArgumentException($"'{message.Topic}' is no topic name.", nameof(message));
        }

        cancellationToken.ThrowIfCancellationRequested();
        OutboundMessage? outbound = null;
        _router.Deliver(message with { Retain = false }, ref outbound, _time, only: session);
        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the session of a client, if it is connected.</summary>
    public void Disconnect(string clientId, MqttReasonCode reason)
    {
        if (_sessions.TryGetValue(clientId, out var session))
        {
            session.Disconnect(reason);
        }
    }

    /// <summary>
    /// Reads no more and says good-bye to every client (DISCONNECT 0x8B on version 5) once its receipts are completed,
    /// for at most <paramref name="patience"/>. New connections are refused from now on.
    /// </summary>
    public async Task StopAsync(TimeSpan patience)
    {
        _stopping = true;
        var sessions = _sessions.Values.ToArray();
        foreach (var session in sessions)
        {
            session.Close(SessionEnd.ShuttingDown);
        }

        var ended = Task.WhenAll(sessions.Select(s => s.Ended));
        try
        {
            await ended.WaitAsync(patience, _time);
        }
        catch (TimeoutException)
        {
            Logger.LogWarning("Receipts were still open after {Patience}; closing anyway", patience);
            foreach (var session in sessions)
            {
                session.EndDrain();
            }

            await ended.WaitAsync(ConnectionRunner.GoodbyeTimeout, _time)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sweep.Dispose();
        Counters.Dispose();
    }

    /// <summary>
    /// Makes the session the one of its client, after an older one has ended, MQTT 5 §3.1.4 (0x8E).
    /// </summary>
    internal async ValueTask RegisterAsync(MqttSession session, CancellationToken cancellationToken)
    {
        while (!_sessions.TryAdd(session.ClientId, session))
        {
            if (_sessions.TryGetValue(session.ClientId, out var older))
            {
                older.Close(SessionEnd.ByServer(MqttReasonCode.SessionTakenOver));
                await older.Ended.WaitAsync(cancellationToken);
            }
        }

        if (_stopping)
        {
            session.Close(SessionEnd.ShuttingDown);
        }
    }

    internal void Unregister(MqttSession session)
    {
        foreach (var filter in session.Filters)
        {
            Subscriptions.Remove(session, filter);
        }

        session.Filters.Clear();
        _sessions.TryRemove(new KeyValuePair<string, MqttSession>(session.ClientId, session));
        session.MarkEnded();
    }

    private void Sweep()
    {
        foreach (var (_, session) in _sessions)
        {
            if (session.Watch.IsOver)
            {
                session.Close(SessionEnd.ByServer(MqttReasonCode.KeepAliveTimeout));
            }

            if (session.Sender.StuckFor() > Options.WriteTimeout)
            {
                session.Close(SessionEnd.Lost);
                session.Abort();
            }
        }
    }
}
