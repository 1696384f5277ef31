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
    private TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<ClientSubscription> _subscriptions = [];
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
    /// Publishes. At QoS 0 completes when written, at QoS 1 with the PUBACK's reason. Many calls may be pending; they go out
    /// in call order. Waits while the server's receive maximum is used up. The payload must not change until then.
    /// </summary>
    /// <exception cref="MqttNotConnectedException">No connection, or it was lost before the answer.</exception>
    /// <exception cref="ArgumentException">The topic is no topic name.</exception>
    /// <exception cref="NotSupportedException">QoS 2.</exception>
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

        if (message.Qos == MqttQos.ExactlyOnce)
        {
            throw new NotSupportedException("QoS 2 is not supported.");
        }

        if (Volatile.Read(ref _connection) is not { } connection)
        {
            return Task.FromException<MqttReasonCode>(new MqttNotConnectedException("There is no connection to the server."));
        }

        var encoded = new EncodedMessage
        {
            Topic = Encoding.UTF8.GetBytes(message.Topic),
            Payload = message.Payload,
            Properties = _options.Version == MqttVersion.V5 ? EncodedMessage.EncodeProperties(message.Properties) : [],
        };
        var pending = new PendingPublish(encoded, message.Qos, message.Retain, (uint?)message.Properties?.Expiry?.TotalSeconds);
        connection.Publish(pending);
        return cancellationToken.CanBeCanceled ? CancellableAsync(pending, cancellationToken) : pending.Task;
    }

    /// <summary>
    /// Subscribes now and after each reconnect; without a connection it returns at once and the subscription is made
    /// with the next one. Handlers run one at a time, in the order of the deliveries; the PUBACK of a QoS 1 delivery
    /// goes out when the handler completes. If it throws, that is logged and the delivery acknowledged: it would fail again.
    /// </summary>
    /// <exception cref="MqttRefusedException">The server does not allow it.</exception>
    public async Task SubscribeAsync(
        string filter, MqttQos qos, Func<MqttDelivery, CancellationToken, ValueTask> handler, CancellationToken cancellationToken)
    {
        if (!MqttTopic.IsValidFilter(filter))
        {
            throw new ArgumentException($"'{filter}' is no topic filter.", nameof(filter));
        }

        var subscription = new ClientSubscription(filter, qos, handler);
        ClientConnection? connection;
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions, subscription];
            connection = _connection;
        }

        if (connection is null)
        {
            return;
        }

        try
        {
            var reason = await connection.SubscribeAsync(filter, qos).WaitAsync(cancellationToken);
            if (reason >= MqttReasonCode.UnspecifiedError)
            {
                lock (_lock)
                {
                    _subscriptions = [.. _subscriptions.Where(s => s != subscription)];
                }

                throw new MqttRefusedException(reason, $"The server refused the subscription to '{filter}': {reason}.");
            }
        }
        catch (MqttNotConnectedException)
        {
            // The next connection renews it.
        }
    }

    /// <summary>Waits two seconds at most for what is pending, sends DISCONNECT, then closes.</summary>
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
        await using var connection = await ClientConnection.OpenAsync(_options, _time, DeliverAsync, _stopping.Token);
        _delay.Reset();
        LastRefusal = null;
        List<ClientSubscription> renewed;
        lock (_lock)
        {
            _connection = connection;
            renewed = _subscriptions;
        }

        if (_disposed)
        {
            connection.Leave();
        }

        var running = connection.RunAsync(_stopping.Token);
        var renewing = Task.WhenAll(renewed.Select(s => RenewAsync(connection, s)));
        _connected.TrySetResult();
        Announce(connected: true);
        try
        {
            await running;
        }
        finally
        {
            lock (_lock)
            {
                _connection = null;
                _connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await renewing;
            Announce(connected: false);
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
            var reason = await connection.SubscribeAsync(subscription.Filter, subscription.Qos);
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

    private async ValueTask DeliverAsync(MqttDelivery delivery, CancellationToken cancellationToken)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            if (!MqttTopic.Matches(subscription.Filter, delivery.Topic))
            {
                continue;
            }

            try
            {
                await subscription.Handler(delivery, cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                _logger.LogError(error, "The handler of {Filter} failed on {Topic}", subscription.Filter, delivery.Topic);
            }
        }
    }

    private sealed record ClientSubscription(
        string Filter, MqttQos Qos, Func<MqttDelivery, CancellationToken, ValueTask> Handler);
}
