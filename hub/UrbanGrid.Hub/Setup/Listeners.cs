using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using UrbanGrid.Ingest.Jt808.Terminals;
using UrbanGrid.Ingest.Jt808.Video;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Setup;

/// <summary>The sockets of the hub.</summary>
public static class Listeners
{
    private const long MaxBodyBytes = 1024 * 1024;

    /// <summary>HTTP, MQTT over TCP and TLS, and vehicle terminals and their video over TCP.</summary>
    public static void Listen(this WebApplicationBuilder builder, HubOptions options) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        On(kestrel, options.Bind, options.Port, _ => { });
        On(kestrel, options.Bind, options.MqttPort, mqtt => mqtt.UseConnectionHandler<MqttConnectionHandler>());
        if (options.Jt808Port != 0)
        {
            // UDP of the same port is listened on by ingest.
            On(kestrel, options.Bind, options.Jt808Port, terminals => terminals.UseConnectionHandler<Jt808ConnectionHandler>());
        }

        if (options.Jt1078Port != 0)
        {
            On(kestrel, options.Bind, options.Jt1078Port, streams => streams.UseConnectionHandler<Jt1078ConnectionHandler>());
        }

        if (options is { MqttTlsPort: { } port, TlsCertificate: { } file })
        {
            var certificate = X509Certificate2.CreateFromPemFile(file);
            var authority = options.MqttClientAuthority is { } path ? new ClientAuthority(path) : null;
            On(kestrel, options.Bind, port, mqtt =>
            {
                mqtt.UseHttps(https =>
                {
                    https.ServerCertificate = certificate;
                    if (authority is not null)
                    {
                        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                        https.ClientCertificateValidation = (client, chain, _) => authority.Vouches(client, chain);
                    }
                });
                mqtt.UseConnectionHandler<MqttConnectionHandler>();
            });
        }
    });

    /// <summary>Listens on a port of an address, or of every one.</summary>
    internal static void On(KestrelServerOptions kestrel, IPAddress address, int port, Action<ListenOptions> configure)
    {
        if (address.Equals(IPAddress.Any))
        {
            kestrel.ListenAnyIP(port, configure);
        }
        else
        {
            kestrel.Listen(address, port, configure);
        }
    }
}
