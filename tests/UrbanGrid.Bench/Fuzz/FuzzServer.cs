using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Bench.Fuzz;

/// <summary>The server as a plain broker in this process, which remembers what it logged as an error.</summary>
internal sealed class FuzzServer : IMqttApplication, ILogger<MqttServer>, IAsyncDisposable
{
    private readonly MqttServer _server;
    private readonly WebApplication _app;

    private FuzzServer()
    {
        _server = new MqttServer(this, new MqttServerOptions { ConnectTimeout = TimeSpan.FromSeconds(5) }, TimeProvider.System, this);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_server);
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseConnectionHandler<MqttConnectionHandler>()));
        _app = builder.Build();
    }

    /// <summary>Exceptions nobody expects.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    public int Port { get; private set; }

    public static async Task<FuzzServer> StartAsync()
    {
        var server = new FuzzServer();
        await server._app.StartAsync();
        server.Port = new Uri(server._app.Urls.First()).Port;
        return server;
    }

    public ValueTask<MqttReasonCode> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) => new(MqttReasonCode.Success);

    public bool MayPublish(MqttSession session, string topic) => true;

    public bool MaySubscribe(MqttSession session, string filter) => true;

    public ValueTask SessionStartedAsync(MqttSession session, CancellationToken cancellationToken) => default;

    public ValueTask ReceiveAsync(MqttSession session, MqttInbound message, CancellationToken cancellationToken) =>
        _server.ForwardAsync(session, message);

    public ValueTask SessionEndedAsync(MqttSession session, MqttReasonCode reason) => default;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Faults.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(TimeSpan.FromSeconds(2));
        await _app.StopAsync();
        await _app.DisposeAsync();
        _server.Dispose();
    }
}
