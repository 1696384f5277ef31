using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Brokers;

/// <summary>
/// The hub as a client of an external broker: reads what devices publish, as a member of its group, and tells them orders.
/// What it has read is acknowledged when it is stored; a hub that is killed is given the rest again when it comes back.
/// </summary>
public sealed class BrokerLink : IHostedLifecycleService, IAsyncDisposable
{
    private readonly ExternalBroker _options;
    private readonly MqttClient _client;
    private readonly BrokerIntake _intake;
    private readonly ILogger _logger;

    internal BrokerLink(
        IngestOptions options, BrokerIntake intake, BrokerMetrics metrics, BrokerCommandLink commands, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options.Broker ?? throw new ArgumentException("No broker is set.", nameof(options));
        _intake = intake;
        _logger = loggers.CreateLogger<BrokerLink>();
        _client = new MqttClient(
            new MqttClientOptions
            {
                Host = _options.Host,
                Port = _options.Port,
                Tls = _options.Tls,
                UserName = _options.UserName,
                Password = _options.Password,
                ClientId = _options.ClientId ?? BrokerClientId.In(options.DataDirectory),
                CleanStart = false,
                SessionExpiry = _options.SessionExpiry,
                MaxPendingDeliveries = _options.MaxUnacknowledged,
                MaxPacketBytes = options.Mqtt.MaxPacketBytes,
                MinReconnectDelay = _options.MinReconnectDelay,
                MaxReconnectDelay = TimeSpan.FromMinutes(1),
            },
            time,
            loggers.CreateLogger<MqttClient>());
        _client.ConnectionChanged += connected =>
        {
            if (connected)
            {
                metrics.Connected();
            }

            _logger.LogInformation("Broker {Broker} is {State}", _options, connected ? "connected" : "gone");
        };
        metrics.Watch(() => _client.IsConnected);
        commands.Through(_client);
    }

    /// <summary>Whether the broker is connected.</summary>
    public bool IsConnected => _client.IsConnected;

    /// <summary>Whether the broker has taken the subscription, so that what devices publish comes here or waits for this hub.</summary>
    public bool IsReading => _client.IsConnected && _client.IsSubscribed(_options.SharedFilter());

    /// <summary>What to tell an operator; null if the broker is connected.</summary>
    public string? Problem => IsConnected ? null
        : _client.LastRefusal is { } reason ? $"The broker {_options} refuses the connection: {reason}. Check user and password."
        : $"The broker {_options} cannot be reached.";

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Connects when all of ingest is up; a broker that is not there is waited for in the background.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var stored = new MqttSubscribeOptions { Qos = MqttQos.AtLeastOnce, AcknowledgeByHandler = true };
        await _client.SubscribeAsync(_options.SharedFilter(), stored, _intake.TakeAsync, cancellationToken);
        // An answer may be given to another hub of the group than the one that waits for it: each hub hears them all.
        var heard = new MqttSubscribeOptions { Qos = MqttQos.AtMostOnce, RetainHandling = RetainHandling.Never };
        await _client.SubscribeAsync(DeviceTopic.Reply("+", "+"), heard, (_, _) => default, cancellationToken);
        _client.Start();
    }

    /// <summary>Reads nothing more and lets what was read be stored and acknowledged; the store is still open then.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken) => await _client.DisposeAsync();

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
