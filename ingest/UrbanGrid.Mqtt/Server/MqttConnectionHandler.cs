using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using UrbanGrid.Mqtt.Server;

namespace UrbanGrid.Mqtt;

/// <summary>
/// Runs one connection that Kestrel accepted over TCP or TLS; for WebSocket see <see cref="MqttWebSocketEndpoint"/>.
/// </summary>
public sealed class MqttConnectionHandler(MqttServer server) : ConnectionHandler
{
    /// <inheritdoc/>
    public override Task OnConnectedAsync(ConnectionContext connection)
    {
        var certificate = connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        var peer = new MqttPeer(
            connection.Transport,
            connection.RemoteEndPoint?.ToString(),
            certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            connection.Abort);
        return new ConnectionRunner(server, peer).RunAsync();
    }
}
