using Microsoft.Extensions.Logging;
using UrbanGrid.Mqtt.Server;

namespace UrbanGrid.Mqtt;

/// <summary>
/// An MQTT 3.1.1 and 5 server: sessions, subscriptions and retained messages; fed by <see cref="MqttConnectionHandler"/>.
/// </summary>
public sealed class MqttServer : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    /// <summary>How long one message waits for a subscriber that has fallen behind, before the next is taken all the same.</summary>
    private static readonly TimeSpan SubscriberPatience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TidyInterval = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private readonly ITimer _tidy;
    private readonly BrokerFigures? _figures;
    private volatile bool _stopping;

    /// <summary>Creates a server for an application.</summary>
    /// <param name="application">The product it serves.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logger">Log.</param>
    /// <param name="store">What outlives the server; null lets nothing outlive it.</param>
    public MqttServer(
        IMqttApplication application, MqttServerOptions options, TimeProvider time, ILogger<MqttServer> logger, IMqttSessionStore? store = null)
    {
        Application = application;
        Options = options;
        Logger = logger;
        Store = store;
        _time = time;
        Counters = new MqttCounters(() => SessionCount);
        Retained = new RetainedMessages(options.MaxRetainedMessages);
        Router = new Router(Subscriptions, Counters);
        Sessions = new SessionRegistry(this);
        Wills = new WillPublisher(this);
        _figures = options.FiguresInterval is { } interval ? new BrokerFigures(this, interval) : null;
        _sweep = time.CreateTimer(_ => Sessions.Sweep(), null, SweepInterval, SweepInterval);
        _tidy = time.CreateTimer(_ => ForgetExpired(), null, TidyInterval, TidyInterval);
    }

    /// <summary>Sessions connected now.</summary>
    public int SessionCount => Sessions.Connected;

    /// <summary>What has been counted since the start.</summary>
    public MqttCounters Counters { get; }

    internal IMqttApplication Application { get; }

    internal MqttServerOptions Options { get; }

    internal ILogger Logger { get; }

    internal TimeProvider Time => _time;

    internal IMqttSessionStore? Store { get; }

    internal SubscriptionTree Subscriptions { get; } = new();

    internal RetainedMessages Retained { get; }

    internal Router Router { get; }

    internal SessionRegistry Sessions { get; }

    internal WillPublisher Wills { get; }

    internal bool IsStopping => _stopping;

    /// <summary>Takes up what the store has kept; before the first connection.</summary>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        if (Store is null)
        {
            return;
        }

        var kept = await Store.LoadAsync(cancellationToken);
        Sessions.Restore(kept.Sessions);
        foreach (var message in kept.Retained)
        {
            Retained.Store(new OutboundMessage(message, _time));
        }

        Logger.LogInformation("{Sessions} sessions and {Retained} retained messages are kept", kept.Sessions.Count, kept.Retained.Count);
    }

    /// <summary>Delivers a message to the subscribers; returns once it is queued to all of them.</summary>
    public ValueTask PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken) =>
        PublishAsync(
            new MqttMessage { Topic = topic, Payload = payload, Qos = qos, Retain = retain }, cancellationToken);

    /// <summary>
    /// Delivers a message to the subscribers; returns once it is queued to all of them, and if it is retained or queued to a
    /// persistent session, once the store has it. Never waits for a subscriber: see
    /// <see cref="MqttServerOptions.MaxQueuedPerSession"/> for one that is too slow.
    /// </summary>
    /// <exception cref="ArgumentException">The topic is no topic name.</exception>
    public ValueTask PublishAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        if (!MqttTopic.IsValidName(message.Topic))
        {
            throw new ArgumentException($"'{message.Topic}' is no topic name.", nameof(message));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var found = Router.Find(message.Topic, message.SenderId);
        if (found.IsEmpty && !message.Retain)
        {
            return ValueTask.CompletedTask;
        }

        return Publish(new OutboundMessage(message, _time), found) is { } stored ? new ValueTask(stored) : ValueTask.CompletedTask;
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
        var found = Router.Find(message.Topic, message.SenderId);
        found.KeepOnly(session.State);
        return !found.IsEmpty && Router.Deliver(new OutboundMessage(message with { Retain = false }, _time), found) is { } stored
            ? new ValueTask(stored)
            : ValueTask.CompletedTask;
    }

    /// <summary>
    /// What a plain broker does with a message it has received: delivers it as <see cref="PublishAsync(MqttMessage,
    /// CancellationToken)"/> does, and completes its receipt, at once or when the store has it. Where a subscriber has fallen
    /// behind it completes when that has caught up, or after a moment's patience: so a fast publisher is read as fast as its
    /// subscribers read, and one that reads nothing holds nobody up for long.
    /// </summary>
    public ValueTask ForwardAsync(MqttSession sender, in MqttInbound message)
    {
        var found = Router.Find(message.Topic, sender.ClientId);
        var stored = found.IsEmpty && !message.Retain ? null : Publish(new OutboundMessage(message, sender.ClientId, _time), found);
        if (stored is null || stored.IsCompletedSuccessfully)
        {
            message.Receipt.Complete();
        }
        else
        {
            _ = CompleteAsync(stored, message.Receipt);
        }

        return found.Behind is { } behind ? GiveWayAsync(behind) : ValueTask.CompletedTask;

        static async Task CompleteAsync(Task stored, PublishReceipt receipt)
        {
            await stored.ConfigureAwait(false);
            receipt.Complete();
        }

        async ValueTask GiveWayAsync(SessionState behind)
        {
            if (behind.Outbox.FewerAsync() is { } fewer)
            {
                await fewer.WaitAsync(SubscriberPatience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Whether a message on a topic would reach anybody now: a client that listens, or the queue of one that is away.</summary>
    public bool HasSubscriber(string topic) => !Router.Find(topic, senderId: null).IsEmpty;

    /// <summary>Closes the session of a client, if it is connected.</summary>
    public void Disconnect(string clientId, MqttReasonCode reason)
    {
        Sessions.FindConnection(clientId)?.Disconnect(reason);
    }

    /// <summary>
    /// Reads no more and says good-bye to every client (DISCONNECT 0x8B on version 5) once its receipts are completed,
    /// for at most <paramref name="patience"/>. New connections are refused from now on.
    /// </summary>
    public async Task StopAsync(TimeSpan patience)
    {
        _stopping = true;
        var sessions = Sessions.Connections.ToArray();
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
        _tidy.Dispose();
        _figures?.Dispose();
        Counters.Dispose();
    }

    private Task? Publish(OutboundMessage message, Matches found)
    {
        var stored = message.Retain ? Retain(message) : null;
        return Router.Deliver(message, found) ?? stored;
    }

    private Task? Retain(OutboundMessage message)
    {
        if (!Retained.Store(message))
        {
            Counters.CountDropped();
            return null;
        }

        if (Store is null || message.Topic.StartsWith(BrokerFigures.Root, StringComparison.Ordinal))
        {
            return null;
        }

        return message.Encoded.Payload.IsEmpty
            ? Store.Append(new SessionChange.RetainedForgotten(message.Topic))
            : Store.Append(new SessionChange.RetainedKept(message.Kept));
    }

    /// <summary>Retained messages whose life is over make room for others.</summary>
    private void ForgetExpired()
    {
        foreach (var topic in Retained.RemoveExpired())
        {
            Store?.Append(new SessionChange.RetainedForgotten(topic));
        }
    }
}
