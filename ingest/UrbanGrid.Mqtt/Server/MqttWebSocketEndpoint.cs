using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Mqtt.Server;

namespace UrbanGrid.Mqtt;

/// <summary>MQTT over WebSocket, MQTT 5 §6.</summary>
public static class MqttWebSocketEndpoint
{
    private const string SubProtocol = "mqtt";

    /// <summary>
    /// Maps a path to the <see cref="MqttServer"/> that is registered as a service. The host must use the WebSocket
    /// middleware before it.
    /// </summary>
    public static IEndpointConventionBuilder MapMqtt(this IEndpointRouteBuilder endpoints, string path) =>
        endpoints.Map(path, RunAsync).ExcludeFromDescription();

    private static async Task RunAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(
                "This is MQTT over WebSocket: ask for a WebSocket with the subprotocol 'mqtt'.", context.RequestAborted);
            return;
        }

        var server = context.RequestServices.GetRequiredService<MqttServer>();
        using var socket = await context.WebSockets.AcceptWebSocketAsync(SubProtocol);
        var certificate = context.Connection.ClientCertificate;
        using var transport = new WebSocketPipe(socket);
        var peer = new MqttPeer(
            transport,
            $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}",
            certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            context.Abort);
        var pumping = transport.RunAsync();
        await new ConnectionRunner(server, peer).RunAsync();
        await pumping;
    }
}
