using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>The server under test behind a real Kestrel on loopback, with a plain broker as its application.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly WebApplication _host;

    private TestBroker(WebApplication host, MqttServer server, BrokerApplication application, int port)
    {
        _host = host;
        Server = server;
        Application = application;
        Port = port;
    }

    public MqttServer Server { get; }

    public BrokerApplication Application { get; }

    public int Port { get; }

    /// <summary>Port of TLS, with a certificate of its own making.</summary>
    public int TlsPort { get; private init; }

    /// <summary>Port of HTTP, where <c>/mqtt</c> takes WebSockets.</summary>
    public int HttpPort { get; private init; }

    public static async Task<TestBroker> StartAsync(
        MqttServerOptions? options = null, TimeProvider? time = null, IMqttSessionStore? store = null)
    {
        var application = new BrokerApplication();
        var server = new MqttServer(
            application, options ?? new MqttServerOptions(), time ?? TimeProvider.System, NullLogger<MqttServer>.Instance, store);
        application.Server = server;
        await server.StartAsync(CancellationToken.None);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(server);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseConnectionHandler<MqttConnectionHandler>());
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = TestCertificate.New("localhost");
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.AllowAnyClientCertificate();
                });
                listen.UseConnectionHandler<MqttConnectionHandler>();
            });
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var host = builder.Build();
        host.UseWebSockets();
        host.MapMqtt("/mqtt");
        await host.StartAsync();
        // In the order in which they were asked for.
        var ports = host.Urls.Select(u => new Uri(u).Port).ToArray();
        return new TestBroker(host, server, application, ports[0]) { TlsPort = ports[1], HttpPort = ports[2] };
    }

    public MqttClient Client(string id, Func<MqttClientOptions, MqttClientOptions>? change = null)
    {
        var options = new MqttClientOptions
        {
            Host = "127.0.0.1", Port = Port, ClientId = id, MinReconnectDelay = TimeSpan.FromMilliseconds(50),
        };
        return new MqttClient(change?.Invoke(options) ?? options, TimeProvider.System, NullLogger<MqttClient>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        Application.CompleteAll();
        await Server.StopAsync(TimeSpan.FromSeconds(2));
        await _host.StopAsync();
        await _host.DisposeAsync();
        Server.Dispose();
    }
}
