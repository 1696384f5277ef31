using System.Text;
using Microsoft.Extensions.Logging;
using UrbanGrid.Mqtt.Client;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt;

/// <summary>A client that stays connected: it reconnects with back-off and renews its subscriptions.</summary>
public sealed class MqttClient : IAsyncDisposable
{
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(2);

    private readonly MqttClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<MqttClient> _logger;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ReconnectDelay _delay;
    private readonly ClientSession _session;
    private readonly ClientDelivery _delivery;
    private TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClientConnection? _connection;
    private Task? _running;
    private volatile bool _disposed;

    /// <summary>Creates a client; <see cref="Start"/> connects it.</summary>
    public MqttClient(MqttClientOptions options, TimeProvider time, ILogger<MqttClient> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _delay = new ReconnectDelay(options.MinReconnectDelay, options.MaxReconnectDelay);
        _session = new ClientSession(options);
        _delivery = new ClientDelivery(logger);
    }

    /// <summary>Raised after each CONNACK with Success, and after each loss.</summary>
    public event Action<bool>? ConnectionChanged;

    /// <summary>Whether a session is established now.</summary>
    public bool IsConnected => Volatile.Read(ref _connection) is not null;

    /// <summary>
    /// Reason of the last refusal by the server, if any: a wrong password is told apart from a dead network. Null again
    /// after a success.
    /// </summary>
    public MqttReasonCode? LastRefusal { get; private set; }

    /// <summary>Client identifier; the server's choice once it has made one.</summary>
    public string ClientId => _session.ClientId;

    /// <summary>Starts connecting in the background; returns at once.</summary>
    public void Start()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _running ??= Task.Run(RunAsync);
        }
    }

    /// <summary>Completes when a session is established.</summary>
    public Task WaitConnectedAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _connected.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Publishes. At QoS 0 completes when written, at QoS 1 with the PUBACK's reason, at QoS 2 with PUBCOMP's, or with that
    /// of a PUBREC that refuses. Many calls may be pending; they go out in call order. Waits while the server's receive
    /// maximum is used up. The payload must not change until then.
    /// </summary>
    /// <exception cref="MqttNotConnectedException">
    /// No connection, or it was lost before the answer; with <see cref="MqttClientOptions.CleanStart"/> off, what was sent
    /// waits for the next connection, and fails only if the server has forgotten the session.
    /// </exception>
    /// <exception cref="MqttRefusedException">The server has said that it takes no such QoS or no packet so large.</exception>
    /// <exception cref="ArgumentException">The topic is no topic name.</exception>
    public Task<MqttReasonCode> PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken) =>
        PublishAsync(
            new MqttMessage { Topic = topic, Payload = payload, Qos = qos, Retain = retain }, cancellationToken);

    /// <inheritdoc cref="PublishAsync(string, ReadOnlyMemory{byte}, MqttQos, bool, CancellationToken)"/>
    public Task<MqttReasonCode> PublishAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        if (!MqttTopic.IsValidName(message.Topic))
        {
            throw new ArgumentException($"'{message.Topic}' is no topic name.", nameof(message));
        }

        var encoded = new EncodedMessage
        {
            Topic = Encoding.UTF8.GetBytes(message.Topic),
            Payload = message.Payload,
            Properties = _options.Version == MqttVersion.V5 ? EncodedMessage.EncodeProperties(message.Properties) : [],
        };
        var pending = new PendingPublish(encoded, message.Qos, message.Retain, (uint?)message.Properties?.Expiry?.TotalSeconds);
        _session.Outbox.Add(pending);
        Volatile.Read(ref _connection)?.Wake();
        return cancellationToken.CanBeCanceled ? CancellableAsync(pending, cancellationToken) : pending.Task;
    }

    /// <inheritdoc cref="SubscribeAsync(string, MqttSubscribeOptions, Func{MqttDelivery, CancellationToken, ValueTask}, CancellationToken)"/>
    public Task SubscribeAsync(
        string filter, MqttQos qos, Func<MqttDelivery, CancellationToken, ValueTask> handler, CancellationToken cancellationToken) =>
        SubscribeAsync(filter, new MqttSubscribeOptions { Qos = qos }, handler, cancellationToken);

    /// <summary>
    /// Subscribes now and after each reconnect, for a resumed session may lack it all the same (mosquitto 2.0.11 forgets
    /// shared subscriptions when it restarts); without a connection it returns at once and the
    /// subscription is made with the next one. Handlers run one at a time, in the order of the deliveries; a delivery is
    /// acknowledged when its handler completes, or when the handler says so
    /// (<see cref="MqttSubscribeOptions.AcknowledgeByHandler"/>). If it throws, that is logged and the delivery
    /// acknowledged: it would fail again.
    /// </summary>
    /// <exception cref="MqttRefusedException">The server does not allow it.</exception>
    public async Task SubscribeAsync(
        string filter, MqttSubscribeOptions options, Func<MqttDelivery, CancellationToken, ValueTask> handler,
        CancellationToken cancellationToken)
    {
        if (!MqttTopic.IsValidFilter(filter))
        {
            throw new ArgumentException($"'{filter}' is no topic filter.", nameof(filter));
        }

        var subscription = new ClientSubscription(filter, options, handler);
        ClientConnection? connection;
        lock (_lock)
        {
            _delivery.Add(subscription);
            connection = _connection;
        }

        if (connection is null)
        {
            return;
        }

        try
        {
            var reason = await connection.SubscribeAsync(subscription.Request(resumed: false)).WaitAsync(cancellationToken);
            if (reason >= MqttReasonCode.UnspecifiedError)
            {
                _delivery.Remove(s => s == subscription);
                throw new MqttRefusedException(reason, $"The server refused the subscription to '{filter}': {reason}.");
            }

            subscription.Granted = true;
        }
        catch (MqttNotConnectedException)
        {
            // The next connection renews it.
        }
    }

    /// <summary>Ends every subscription to the filter, here and at the server.</summary>
    public async Task UnsubscribeAsync(string filter, CancellationToken cancellationToken)
    {
        _delivery.Remove(s => s.Filter == filter);
        if (Volatile.Read(ref _connection) is not { } connection)
        {
            return;
        }

        try
        {
            await connection.UnsubscribeAsync(filter).WaitAsync(cancellationToken);
        }
        catch (MqttNotConnectedException)
        {
            // Gone with the connection; a kept session may still deliver, which no handler takes.
        }
    }

    /// <summary>Whether the server has granted a subscription to the filter.</summary>
    public bool IsSubscribed(string filter) => _delivery.All.Any(s => s.Filter == filter && s.Granted);

    /// <summary>Waits two seconds at most for what is pending both ways, sends DISCONNECT, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        Volatile.Read(ref _connection)?.Leave();
        _stopping.CancelAfter(IsConnected ? LeaveTimeout : TimeSpan.Zero);
        if (_running is not null)
        {
            await _running;
        }

        _session.Outbox.Lose(new MqttNotConnectedException("The client is closed."), keepOpen: false);
        _connected.TrySetCanceled();
        _stopping.Dispose();
    }

    private static async Task<MqttReasonCode> CancellableAsync(PendingPublish pending, CancellationToken cancellationToken)
    {
        // Not written yet: it is skipped. Written: its PUBACK is awaited by nobody.
        using var cancelling = cancellationToken.Register(() => pending.TrySetCanceled(cancellationToken));
        return await pending.Task;
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested && !_disposed)
        {
            try
            {
                await ConnectOnceAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (MqttRefusedException refusal)
            {
                LastRefusal = refusal.Reason;
                _logger.LogWarning("{Host}:{Port} refuses the connection: {Reason}", _options.Host, _options.Port, refusal.Reason);
            }
            catch (IOException error)
            {
                _logger.LogWarning("Connection to {Host}:{Port}: {Message}", _options.Host, _options.Port, error.Message);
            }
            catch (Exception error)
            {
                _logger.LogError(error, "Connection to {Host}:{Port} failed unexpectedly", _options.Host, _options.Port);
            }

            if (!_disposed)
            {
                await Task.Delay(_delay.Next(), _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ConnectOnceAsync()
    {
        await using var connection = await ClientConnection.OpenAsync(_options, _time, _session, _delivery.GiveAsync, _stopping.Token);
        _delay.Reset();
        LastRefusal = null;
        ClientSubscription[] renewed;
        lock (_lock)
        {
            _connection = connection;
            renewed = [.. _delivery.All];
            Array.ForEach(renewed, s => s.Granted = false);
        }

        if (_disposed)
        {
            connection.Leave();
        }

        var running = connection.RunAsync(Losing, _stopping.Token);
        var renewing = Task.WhenAll(renewed.Select(s => RenewAsync(connection, s)));
        lock (_lock)
        {
            if (_connection == connection)
            {
                _connected.TrySetResult();
            }
        }

        Announce(connected: true);
        try
        {
            await running;
        }
        finally
        {
            Losing();
            await renewing;
            Announce(connected: false);
        }
    }

    private void Losing()
    {
        lock (_lock)
        {
            if (_connection is null)
            {
                return;
            }

            _connection = null;
            _connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void Announce(bool connected)
    {
        try
        {
            ConnectionChanged?.Invoke(connected);
        }
        catch (Exception error)
        {
            _logger.LogError(error, "A handler of ConnectionChanged failed");
        }
    }

    private async Task RenewAsync(ClientConnection connection, ClientSubscription subscription)
    {
        try
        {
            var reason = await connection.SubscribeAsync(subscription.Request(connection.SessionPresent));
            subscription.Granted = reason < MqttReasonCode.UnspecifiedError;
            if (reason >= MqttReasonCode.UnspecifiedError)
            {
                _logger.LogWarning("The server refuses the subscription to {Filter}: {Reason}", subscription.Filter, reason);
            }
        }
        catch (MqttNotConnectedException)
        {
            // The next connection renews it.
        }
    }
}
